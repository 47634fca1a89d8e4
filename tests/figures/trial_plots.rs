//! Plots of the trials of an outcome: the risk in either arm, the radial plot, P value functions.

use std::sync::Arc;

use trialpool::analysis::{arm_risks, p_value_functions, plan_for, radial, subset_pools};
use trialpool::data::{Measure, Method, Outcome, Plan, Review, TauPrior, TauSquaredEstimator};
use trialpool::figure::scatter::Options;
use trialpool::figure::{
    Answered, Item, RegionKind, Role, Scene, drapery, labbe, radial as plot, subsets,
};
use trialpool::read::examples;
use trialpool::report::{self, Table};
use trialpool::wording::trial_plots as words;
use trialpool::wording::{Locale, Subject};

use super::cases::nasty_rows;
use super::{answered, assert_is_the_figure, layout_holds, review};

fn paper() -> Options {
    Options::two_columns(Locale::DecimalPoint)
}

fn phone() -> Options {
    Options::screen(358.0, Locale::DecimalComma)
}

/// Those of the three plots that there are, each with the name of its snapshot.
pub(super) fn scenes(
    review: &Review,
    answered: &Answered,
    options: &Options,
) -> Vec<(&'static str, Scene)> {
    let (request, response) = (&answered.prepared.request, &answered.response);
    let risks = arm_risks(request, response).map(|found| {
        let inputs = labbe::Inputs::new(review, answered, &Arc::new(found), options);
        ("labbe", labbe::scene(&inputs))
    });
    let places = radial(request, response.plan).map(|found| {
        let inputs = plot::Inputs::new(answered, &Arc::new(found), options);
        ("radial", plot::scene(&inputs))
    });
    let curves = p_value_functions(request, response).map(|found| {
        let experimental = &review.experimental_label;
        let inputs = drapery::Inputs::new(experimental, answered, &Arc::new(found), options);
        ("drapery", drapery::scene(&inputs))
    });
    [risks, places, curves].into_iter().flatten().collect()
}

fn tables(review: &Review, answered: &Answered) -> Vec<Table> {
    let locale = Locale::DecimalPoint;
    let (prepared, response) = (&answered.prepared, &answered.response);
    let request = &prepared.request;
    let risks = arm_risks(request, response)
        .map(|found| report::arm_risks(review, &found, prepared, locale));
    let places =
        radial(request, response.plan).map(|found| report::radial(&found, prepared, locale));
    let curves = p_value_functions(request, response)
        .map(|found| report::p_value_functions(&found, prepared, locale));
    [risks, places, curves].into_iter().flatten().collect()
}

fn example(id: &str) -> Review {
    examples::review(id).unwrap()
}

fn outcome<'a>(review: &'a Review, name: &str) -> &'a Outcome {
    let mut outcomes = review.outcomes.iter();
    outcomes.find(|outcome| outcome.name == name).unwrap()
}

fn reml(measure: Measure) -> Plan {
    plan_for(
        measure,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    )
}

fn trials_in(scene: &Scene) -> usize {
    let regions = scene.regions.iter();
    let trials = regions.filter(|region| matches!(region.kind, RegionKind::Trial(_)));
    trials.count()
}

#[test]
fn bcg_has_the_three_plots_with_every_trial_and_its_table() {
    let review = example("bcg-vaccine");
    let answered = answered(
        &review,
        &review.outcomes[0],
        Some(reml(Measure::RiskRatio)),
        None,
    );
    let drawn = scenes(&review, &answered, &paper());
    assert_eq!(drawn.len(), 3);
    for (name, scene) in &drawn {
        layout_holds::holds(scene).unwrap();
        assert_eq!(trials_in(scene), 13, "{name}");
        assert_is_the_figure(&format!("{name}-bcg"), scene);
    }
    for (name, scene) in scenes(&review, &answered, &phone()) {
        layout_holds::holds(&scene).unwrap();
        assert!(scene.width < 300.0, "{name}");
        assert_is_the_figure(&format!("{name}-phone"), &scene);
    }
    for table in tables(&review, &answered) {
        for row in &table.rows {
            assert_eq!(row.cells.len(), table.columns.len(), "{}", table.caption);
        }
    }
}

#[test]
fn the_pooled_odds_ratio_is_a_curve_and_a_risk_ratio_a_line() {
    let review = example("bcg-vaccine");
    let strong = |measure| {
        let answered = answered(&review, &review.outcomes[0], Some(reml(measure)), None);
        let (_, scene) = scenes(&review, &answered, &paper()).swap_remove(0);
        let slopes = scene.items.iter().filter_map(|item| match item {
            Item::Line {
                from,
                to,
                role: Role::Accent,
                ..
            } if to.y < from.y => Some((to.y - from.y) / (to.x - from.x)),
            _ => None,
        });
        slopes.collect::<Vec<f64>>()
    };
    let is_straight = |slopes: &[f64]| {
        let first = slopes[0];
        slopes
            .iter()
            .all(|slope| (slope / first - 1.0).abs() < 1e-6)
    };
    assert!(is_straight(&strong(Measure::RiskRatio)));
    assert!(!is_straight(&strong(Measure::OddsRatio)));
}

#[test]
fn the_sample_and_the_catheters_have_them_too() {
    for (review, name, of) in [
        (example("mesenchymal-stromal-cells"), "Death", "death"),
        (example("catheter-infections"), "", "catheters"),
    ] {
        let outcome = if name.is_empty() {
            &review.outcomes[0]
        } else {
            outcome(&review, name)
        };
        let answered = answered(&review, outcome, None, None);
        for (name, scene) in scenes(&review, &answered, &paper()) {
            layout_holds::holds(&scene).unwrap();
            assert_is_the_figure(&format!("{name}-{of}"), &scene);
        }
    }
}

#[test]
fn names_of_every_kind_and_trials_of_every_size_are_drawn() {
    let labels = [
        "Fever",
        "Mesenchymal stromal cells, any source and dose",
        "C",
    ];
    let review = review(labels, &nasty_rows());
    for measure in [
        Measure::RiskRatio,
        Measure::OddsRatio,
        Measure::RiskDifference,
        Measure::ArcsineDifference,
    ] {
        let answered = answered(&review, &review.outcomes[0], Some(reml(measure)), None);
        for (name, scene) in scenes(&review, &answered, &paper()) {
            layout_holds::holds(&scene).unwrap();
            if measure == Measure::RiskRatio {
                assert_is_the_figure(&format!("{name}-nasty"), &scene);
            }
        }
    }
}

/// What is said follows from the numbers, also of one trial, of none with an event, and of a method without a curve.
#[test]
fn few_trials_and_other_methods_are_told_as_they_are() {
    let rows = |rows: &[[u64; 4]]| -> Vec<(String, [u64; 4])> {
        let rows = rows.iter().zip(1..);
        rows.map(|(row, number)| (format!("Trial {number}"), *row))
            .collect()
    };
    let said = |rows: Vec<(String, [u64; 4])>, plan: Option<Plan>| {
        let review = review(["Fever", "MSC", "Control"], &rows);
        let outcome = &review.outcomes[0];
        let answered = answered(&review, outcome, plan, None);
        for (_, scene) in scenes(&review, &answered, &paper()) {
            layout_holds::holds(&scene).unwrap();
        }
        let (prepared, response) = (&answered.prepared, &answered.response);
        let locale = Locale::DecimalPoint;
        let subject = Subject::of(&review, outcome, prepared, locale);
        let request = &prepared.request;
        [
            arm_risks(request, response).map(|found| words::risks_sentence(&found, &subject)),
            radial(request, response.plan)
                .map(|found| words::radial_sentence(&found, &subject.trials, locale)),
            p_value_functions(request, response)
                .map(|found| words::drapery_sentence(&found, locale)),
        ]
    };
    let [risks, places, curves] = said(Vec::new(), None);
    assert_eq!((risks, places, curves), (None, None, None));
    let [risks, places, curves] = said(rows(&[[0, 30, 0, 31], [0, 60, 0, 61]]), None);
    assert_eq!(
        risks.unwrap(),
        "Of 2 trials, the event was more frequent with MSC in 0 and less frequent in 0, equally frequent in 2. The risk with control is 0.0%."
    );
    assert_eq!(places, None);
    assert_eq!(curves, None);
    let [risks, places, curves] = said(rows(&[[4, 30, 2, 31]]), Some(reml(Measure::RiskRatio)));
    assert_eq!(
        risks.unwrap(),
        "Of 1 trial, the event was more frequent with MSC in 1 and less frequent in 0. The risk with control is 6.5%."
    );
    assert_eq!(places, None);
    assert_eq!(
        curves.unwrap(),
        "Supposing no difference, P is below 0.05 in 0 of 1 trial, and P\u{a0}=\u{a0}0.38 by the pooled result. The curve of the pooled result lies above 0.05 within its 95% CI, 0.41 to 10.46."
    );
    let bayes = plan_for(Measure::OddsRatio, Method::Bayesian(TauPrior::HalfNormal));
    let [_, places, curves] = said(
        rows(&[[4, 30, 2, 31], [9, 90, 3, 80], [1, 20, 2, 25]]),
        Some(bayes),
    );
    assert_eq!(
        places.unwrap(),
        "All of 3 trials lie within 2 of the line of the pooled odds ratio (2.07)."
    );
    let curves = curves.unwrap();
    assert!(
        curves.contains("The pooled result has no curve"),
        "{curves}"
    );
}

pub(super) fn subsets_of(
    review: &Review,
    (outcome, plan): (&Outcome, Plan),
    marked: Option<usize>,
    options: &Options,
) -> (Scene, Table) {
    let answered = answered(review, outcome, Some(plan), None);
    let request = &answered.prepared.request;
    let found = Arc::new(subset_pools(request, plan, &mut |_| ()).unwrap());
    let experimental = &review.experimental_label;
    let inputs = subsets::Inputs::new(experimental, &answered, &found, marked, options);
    let of = (&*answered.prepared, &*answered.response);
    let table = report::subsets(&found, of, marked, options.locale);
    (subsets::scene(&inputs), table)
}

#[test]
fn all_subsets_of_bcg_are_drawn_in_part_and_those_with_a_trial_are_marked() {
    let review = example("bcg-vaccine");
    let laird = plan_for(
        Measure::RiskRatio,
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
    );
    let (scene, table) = subsets_of(&review, (&review.outcomes[0], laird), Some(7), &paper());
    layout_holds::holds(&scene).unwrap();
    let dots = |role: Role| {
        let items = scene.items.iter();
        let dots = items
            .filter(|item| matches!(item, Item::Rectangle { role: found, .. } if *found == role));
        dots.count()
    };
    // One of each stands in the legend.
    assert_eq!(
        dots(Role::Muted) + dots(Role::Accent),
        subsets::MOST_DRAWN + 2
    );
    assert!(dots(Role::Accent) > 800 && dots(Role::Muted) > 800);
    let said = |text: &str| scene.texts().any(|found| found.content.contains(text));
    assert!(said("all 8,178 subsets of 2 or more of 13 trials"));
    assert!(said("2,000 of them"));
    assert_eq!(table.rows.len(), 3);
    for row in &table.rows {
        assert_eq!(row.cells.len(), table.columns.len());
    }
    assert_is_the_figure("subsets-bcg", &scene);
    let narrow = subsets_of(&review, (&review.outcomes[0], laird), None, &phone());
    layout_holds::holds(&narrow.0).unwrap();
}

#[test]
fn of_many_trials_a_sample_of_subsets_is_drawn_and_its_seed_said() {
    let review = example("mesenchymal-stromal-cells");
    let death = outcome(&review, "Death");
    for method in [Method::MantelHaenszel, Method::InverseVariance] {
        let plan = plan_for(Measure::RiskRatio, method);
        let (scene, table) = subsets_of(&review, (death, plan), None, &paper());
        layout_holds::holds(&scene).unwrap();
        let said = |text: &str| scene.texts().any(|found| found.content.contains(text));
        assert!(said("10,000 random subsets"), "{method:?}");
        assert!(said("seed 1"), "{method:?}");
        assert_eq!(table.rows.len(), 1);
    }
}
