//! Every figure of an outcome's explorations over four sets: BCG vaccine, the sample's deaths, catheter infections (Niel-Weise 2007), and
//! names and numbers of every kind.

use std::sync::Arc;

use trialpool::analysis::{
    MainAnalysis, SensitivityAnswer, SensitivityFound, Series, SeriesOrder, influences, middle,
    plan_for, quantities, sensitivity_asked, sensitivity_result, series,
};
use trialpool::data::{
    Measure, Method, Outcome, PartedBy, Plan, Review, SequentialDesign, Settings,
    TauSquaredEstimator,
};
use trialpool::figure::sensitivity::{self, Inputs};
use trialpool::figure::{Answered, Scene, baujat, influence, subgroups};
use trialpool::read::examples;
use trialpool::wording::Locale;

use super::cases::nasty_rows;
use super::explored::{bubble_of, funnel_of, paper, reml, sequential_of, subgroups_of, with_fill};
use super::trial_plots::subsets_of;
use super::{answered, assert_is_the_figure, layout_holds, review};

/// The sets by the names of their snapshots, each with the place of the outcome that is drawn.
fn sets() -> Vec<(&'static str, Review, usize)> {
    let example = |id| examples::review(id).unwrap();
    let sample = example("mesenchymal-stromal-cells");
    let death = sample
        .outcomes
        .iter()
        .position(|outcome| outcome.name == "Death")
        .unwrap();
    let labels = [
        "Fever",
        "Mesenchymal stromal cells, any source and dose",
        "C",
    ];
    vec![
        ("bcg", example("bcg-vaccine"), 0),
        ("death", sample, death),
        ("catheters", example("catheter-infections"), 0),
        ("nasty", review(labels, &nasty_rows()), 0),
    ]
}

fn series_of(review: &Review, answered: &Answered, of: Series) -> Scene {
    let main = MainAnalysis {
        prepared: &answered.prepared,
        response: &answered.response,
    };
    let settings = Settings::default();
    let outcome = &answered.outcome;
    let answers: Vec<SensitivityAnswer> = series(review, main, of)
        .into_iter()
        .map(|analysis| SensitivityAnswer {
            found: sensitivity_asked(review, &settings, outcome.id, &analysis, main).map(|asked| {
                SensitivityFound {
                    result: sensitivity_result(&asked, None).into(),
                    asked: asked.into(),
                }
            }),
            analysis,
        })
        .collect();
    let options = sensitivity::Options::two_columns(Locale::DecimalPoint);
    let inputs = Inputs::new(review, outcome, main, (&answers, Some(of)), &options);
    sensitivity::scene(&inputs)
}

/// The figures that there are of an outcome, by the names of their snapshots.
fn scenes(review: &Review, answered: &Answered) -> Vec<(&'static str, Scene)> {
    let mut scenes = vec![
        (
            "funnel",
            funnel_of(review, answered, (with_fill(), None), &paper()),
        ),
        (
            "leave-one-out",
            series_of(review, answered, Series::LeaveOneOut),
        ),
        (
            "cumulative",
            series_of(review, answered, Series::Cumulative(SeriesOrder::Size)),
        ),
    ];
    if let Some(found) = influences(&answered.prepared.request, answered.response.plan) {
        let found = Arc::new(found);
        let inputs = influence::Inputs::new(answered, &found, &paper());
        scenes.push(("influence", influence::scene(&inputs)));
        scenes.push(("baujat", baujat::scene(&inputs)));
    }
    if let Some(quantity) = quantities(review).first().copied() {
        scenes.push(("bubble", bubble_of(review, answered, quantity, &paper())));
        let by = PartedBy::Cuts {
            quantity,
            at: vec![middle(review, quantity)],
        };
        let inputs = subgroups_of(review, answered, &by, &paper());
        scenes.push(("subgroups", subgroups::scene(&inputs)));
    }
    let design = SequentialDesign {
        ratio: Some(0.75),
        ..SequentialDesign::default()
    };
    if let Some(scene) = sequential_of(review, answered, &design, &paper()) {
        scenes.push(("sequential", scene));
    }
    scenes
}

#[test]
fn the_subsets_of_the_four_sets_are_drawn_without_an_overlap() {
    let laird = Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird);
    let plan = plan_for(Measure::RiskRatio, laird);
    for (set, review, outcome) in sets() {
        let of: (&Outcome, Plan) = (&review.outcomes[outcome], plan);
        let (scene, _) = subsets_of(&review, of, Some(0), &paper());
        layout_holds::holds(&scene).unwrap_or_else(|fault| panic!("subsets of {set}: {fault}"));
        if set != "bcg" {
            // Those of BCG have a snapshot of their own.
            assert_is_the_figure(&format!("subsets-{set}"), &scene);
        }
    }
}

#[test]
fn every_figure_of_an_outcome_is_drawn_of_the_four_sets_without_an_overlap() {
    for (set, review, outcome) in sets() {
        let plan = Some(reml(Measure::RiskRatio));
        let answered = answered(&review, &review.outcomes[outcome], plan, None);
        for (figure, scene) in scenes(&review, &answered) {
            layout_holds::holds(&scene)
                .unwrap_or_else(|fault| panic!("{figure} of {set}: {fault}"));
            assert_is_the_figure(&format!("explored-{figure}-{set}"), &scene);
        }
    }
}
