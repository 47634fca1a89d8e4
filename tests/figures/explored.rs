//! Funnel, subgroups, bubble plot, influence and Baujat's plot.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    FillEstimator, FillSide, MainAnalysis, influences, plan_for, regress,
    sequential as sequential_test, small_study, subgroups_by,
};
use trialpool::data::{
    Covariate, CovariateId, Entry, Exploration, Grouping, Measure, Method, Moderator, PartedBy,
    Plan, Quantity, Review, SequentialDesign, SpreadOfGroups, TauSquaredEstimator,
};
use trialpool::figure::paper::{Fit, Room};
use trialpool::figure::scatter::Options;
use trialpool::figure::{
    Answered, RegionKind, Scene, baujat, bubble, funnel, influence, sensitivity, sequential,
    subgroups,
};
use trialpool::read::examples;
use trialpool::wording::explored as words;
use trialpool::wording::small_study::Vertical;
use trialpool::wording::{Locale, Subject, sequential as sequential_words};

use super::random_cases::cases;
use super::{answered, assert_is_the_figure, layout_holds, review, trial_plots};

pub(super) fn reml(measure: Measure) -> Plan {
    plan_for(
        measure,
        Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    )
}

pub(super) fn paper() -> Options {
    Options::two_columns(Locale::DecimalPoint)
}

pub(super) fn bcg() -> Review {
    examples::review("bcg-vaccine").unwrap()
}

pub(super) fn first(review: &Review, plan: Option<Plan>) -> Answered {
    answered(review, &review.outcomes[0], plan, None)
}

pub(super) fn funnel_of(
    review: &Review,
    answered: &Answered,
    (choices, side): (funnel::Choices, Option<FillSide>),
    options: &Options,
) -> Scene {
    let plan = answered.response.plan;
    let found = Arc::new(small_study(&answered.prepared.request, plan, side));
    let experimental = &review.experimental_label;
    funnel::scene(&funnel::Inputs::new(
        experimental,
        answered,
        &found,
        choices,
        options,
    ))
}

pub(super) fn with_fill() -> funnel::Choices {
    funnel::Choices {
        put_in: Some(FillEstimator::L0),
        ..funnel::Choices::default()
    }
}

#[test]
fn the_funnel_of_bcg_has_bands_names_and_what_trim_and_fill_puts_in() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskRatio)));
    let side = Some(FillSide::Right);
    let scene = funnel_of(&review, &answered, (with_fill(), side), &paper());
    layout_holds::holds(&scene).unwrap();
    let trials = scene
        .regions
        .iter()
        .filter(|region| matches!(region.kind, RegionKind::Trial(_)));
    assert_eq!(trials.count(), 13);
    assert!(
        scene
            .texts()
            .any(|text| text.content == "Stein & Aronson 1953")
    );
    assert_is_the_figure("funnel-bcg", &scene);
}

#[test]
fn a_funnel_by_people_has_neither_bands_nor_mirror_images() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskDifference)));
    let choices = funnel::Choices {
        vertical: Vertical::People,
        ..with_fill()
    };
    let scene = funnel_of(&review, &answered, (choices, None), &paper());
    layout_holds::holds(&scene).unwrap();
    assert!(!scene.texts().any(|text| text.content.contains("0.05 to")));
    assert!(!scene.texts().any(|text| text.content.contains("put in")));
    assert_is_the_figure("funnel-bcg-people", &scene);
}

#[test]
fn the_curve_of_the_limit_meta_analysis_is_drawn_over_standard_errors_alone() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskRatio)));
    let curved = |vertical| {
        let choices = funnel::Choices {
            vertical,
            limit: true,
            ..funnel::Choices::default()
        };
        funnel_of(&review, &answered, (choices, None), &paper())
    };
    let scene = curved(Vertical::StandardError);
    layout_holds::holds(&scene).unwrap();
    let names_curve = |scene: &Scene| {
        let mut texts = scene.texts();
        texts.any(|text| text.content == "Limit meta-analysis")
    };
    assert!(names_curve(&scene));
    assert!(!names_curve(&curved(Vertical::People)));
}

#[test]
fn a_funnel_on_a_phone_keeps_its_field() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskRatio)));
    let options = Options::screen(358.0, Locale::DecimalComma);
    let scene = funnel_of(&review, &answered, (with_fill(), None), &options);
    layout_holds::holds(&scene).unwrap();
    assert!(scene.width < 300.0);
    assert_is_the_figure("funnel-phone", &scene);
}

/// A column of the review by its name.
fn column(review: &Review, name: &str) -> CovariateId {
    let mut columns = review.covariates.iter();
    columns.find(|column| column.name == name).unwrap().id
}

pub(super) fn bubble_of(
    review: &Review,
    answered: &Answered,
    by: Quantity,
    options: &Options,
) -> Scene {
    let exploration = Exploration {
        moderators: vec![Moderator::Number(by)],
        ..Exploration::default()
    };
    let plan = answered.response.plan;
    let found = regress(review, &answered.prepared, plan, &exploration).unwrap();
    let said = vec![words::regression_sentence(&found, review, options.locale)];
    let name = words::quantity(by, review);
    let inputs = bubble::Inputs::new(answered, &Arc::new(found), &name, said, options).unwrap();
    bubble::scene(&inputs)
}

#[test]
fn the_regression_of_bcg_on_latitude_falls() {
    let review = bcg();
    let latitude = Quantity::Column(column(&review, LATITUDE));
    let answered = first(&review, Some(reml(Measure::RiskRatio)));
    let scene = bubble_of(&review, &answered, latitude, &paper());
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("bubble-bcg-latitude", &scene);
    let narrow = bubble_of(
        &review,
        &answered,
        Quantity::Year,
        &Options::screen(358.0, Locale::DecimalPoint),
    );
    layout_holds::holds(&narrow).unwrap();
    let ticks = |text: &str| narrow.texts().any(|found| found.content == text);
    assert!(
        ticks("1950") && ticks("1970"),
        "years have no groups of digits"
    );
}

const LATITUDE: &str = "Latitude";

pub(super) fn subgroups_of(
    review: &Review,
    answered: &Answered,
    by: &PartedBy,
    options: &Options,
) -> subgroups::Inputs {
    let plan = answered.response.plan;
    let found = subgroups_by(
        review,
        &answered.prepared,
        plan,
        (by, SpreadOfGroups::Separate),
    )
    .unwrap();
    subgroups::Inputs::new(review, answered, &Arc::new(found), options)
}

#[test]
fn groups_stand_as_hollow_diamonds_over_all_trials() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskRatio)));
    let by = PartedBy::Cuts {
        quantity: Quantity::Column(column(&review, LATITUDE)),
        at: vec![20.0, 40.0],
    };
    let inputs = subgroups_of(&review, &answered, &by, &paper());
    let figure = subgroups::figure(&inputs);
    let names: Vec<&str> = figure.rows.iter().map(|row| row.name.as_str()).collect();
    assert_eq!(
        names,
        ["Below 20", "20 to below 40", "40 or more", "All trials"]
    );
    let scene = sensitivity::layout(&figure);
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("subgroups-bcg-latitude", &scene);
    let (pages, fit) = sensitivity::on_paper(&figure, Room::pages(60.0));
    assert_eq!(fit, Fit::Parted);
    for page in pages {
        layout_holds::holds(&page).unwrap();
    }
}

#[test]
fn the_influence_of_bcg_has_a_panel_a_diagnostic_and_few_on_a_phone() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskRatio)));
    let found = Arc::new(influences(&answered.prepared.request, answered.response.plan).unwrap());
    let wide = Options {
        width: 640.0,
        ..paper()
    };
    let scene = influence::scene(&influence::Inputs::new(&answered, &found, &wide));
    layout_holds::holds(&scene).unwrap();
    let has = |scene: &Scene, text: &str| scene.texts().any(|found| found.content == text);
    assert!(has(&scene, "DFFITS") && has(&scene, "DFBETAS"));
    assert_is_the_figure("influence-bcg", &scene);
    let phone = Options::screen(358.0, Locale::DecimalPoint);
    let narrow = influence::scene(&influence::Inputs::new(&answered, &found, &phone));
    layout_holds::holds(&narrow).unwrap();
    assert!(has(&narrow, "Cook’s D") && !has(&narrow, "DFFITS"));
    let plot = baujat::scene(&influence::Inputs::new(&answered, &found, &paper()));
    layout_holds::holds(&plot).unwrap();
    assert_is_the_figure("baujat-bcg", &plot);
    let inputs = influence::Inputs::new(&answered, &found, &wide);
    let (pages, _) = influence::on_paper(&inputs, Room::pages(120.0));
    assert!(pages.len() > 1);
    for page in pages {
        layout_holds::holds(&page).unwrap();
    }
}

fn count_pair() -> impl Strategy<Value = (u64, u64)> {
    (1..100_000_u64).prop_flat_map(|total| {
        let events = prop_oneof![Just(0), Just(total), 0..=total, 0..=total.min(5)];
        (events, Just(total))
    })
}

/// A trial: name, counts, what stands in a column, year.
type Row = (String, [u64; 4], String, Option<i32>);

fn row() -> impl Strategy<Value = Row> {
    let stated = prop_oneof!["[abc]", "[0-9]{1,6}", ".{0,20}", Just(String::new())];
    let year = proptest::option::of(1800..2100_i32);
    (".{0,60}", count_pair(), count_pair(), stated, year)
        .prop_map(|(name, (a, n1), (c, n2), stated, year)| (name, [a, n1, c, n2], stated, year))
}

const COLUMN: CovariateId = CovariateId(900);

/// A review of such trials.
fn review_of(labels: [&str; 3], rows: &[Row]) -> Review {
    let counts: Vec<_> = rows
        .iter()
        .map(|(name, counts, ..)| (name.clone(), *counts))
        .collect();
    let mut review = review(labels, &counts);
    review.covariates.push(Covariate {
        id: COLUMN,
        name: labels[0].to_owned(),
    });
    for (trial, (_, _, stated, year)) in review.trials.iter_mut().zip(rows) {
        let trial = Arc::make_mut(trial);
        trial.covariates.insert(COLUMN, stated.clone());
        if let Some(year) = year {
            trial.year = Entry::reported(*year);
        }
    }
    review
}

proptest! {
    #![proptest_config(cases(96))]

    #[test]
    fn nothing_overlaps_and_nothing_leaves_the_page(
        rows in proptest::collection::vec(row(), 0..25),
        labels in (".{0,40}", ".{0,40}", ".{0,40}"),
        measure in prop_oneof![
            Just(Measure::RiskRatio),
            Just(Measure::OddsRatio),
            Just(Measure::RiskDifference),
            Just(Measure::ArcsineDifference),
        ],
        pixels in 200.0..1600.0_f64,
        comma in proptest::bool::ANY,
        people in proptest::bool::ANY,
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let review = review_of([&labels.0, &labels.1, &labels.2], &rows);
        let answered = first(&review, Some(reml(measure)));
        let choices = funnel::Choices {
            vertical: if people { Vertical::People } else { Vertical::StandardError },
            limit: comma,
            ..with_fill()
        };
        let plan = answered.response.plan;
        let options = [Options::screen(pixels, locale), Options::two_columns(locale)];
        for options in &options {
            let mut scenes = vec![funnel_of(&review, &answered, (choices, None), options)];
            for by in [
                PartedBy::Grouping(Grouping::Covariate(COLUMN)),
                PartedBy::Cuts { quantity: Quantity::Year, at: vec![1900.0, 2000.0] },
            ] {
                if let Some(found) = subgroups_by(&review, &answered.prepared, plan, (&by, SpreadOfGroups::Separate)) {
                    let found = Arc::new(found);
                    let inputs = subgroups::Inputs::new(&review, &answered, &found, options);
                    scenes.push(subgroups::scene(&inputs));
                }
            }
            for by in [Quantity::Year, Quantity::Column(COLUMN)] {
                let chosen = Exploration {
                    moderators: vec![Moderator::Number(by)],
                    ..Exploration::default()
                };
                if let Ok(found) = regress(&review, &answered.prepared, plan, &chosen) {
                    let said = vec![words::regression_sentence(&found, &review, locale)];
                    let name = words::quantity(by, &review);
                    let inputs =
                        bubble::Inputs::new(&answered, &Arc::new(found), &name, said, options);
                    scenes.extend(inputs.as_ref().map(bubble::scene));
                }
            }
            if let Some(found) = influences(&answered.prepared.request, plan) {
                let found = Arc::new(found);
                scenes.push(influence::scene(&influence::Inputs::new(&answered, &found, options)));
                scenes.push(baujat::scene(&influence::Inputs::new(&answered, &found, options)));
            }
            for ratio in [None, Some(0.5), Some(1.01)] {
                let design = SequentialDesign { ratio, ..SequentialDesign::default() };
                scenes.extend(sequential_of(&review, &answered, &design, options));
            }
            let plots = trial_plots::scenes(&review, &answered, options);
            scenes.extend(plots.into_iter().map(|(_, scene)| scene));
            for scene in scenes {
                if let Err(fault) = layout_holds::holds(&scene) {
                    prop_assert!(false, "{}: {fault}", scene.title);
                }
            }
        }
    }
}

/// The sequential analysis of an outcome.
pub(super) fn sequential_of(
    review: &Review,
    answered: &Answered,
    design: &SequentialDesign,
    options: &Options,
) -> Option<Scene> {
    let main = MainAnalysis {
        prepared: &answered.prepared,
        response: &answered.response,
    };
    let found = Arc::new(sequential_test(review, main, design).ok()?);
    let subject = Subject::of(
        review,
        &answered.outcome,
        &answered.prepared,
        options.locale,
    );
    let said = sequential_words::sentence(&found, &subject);
    let experimental = &review.experimental_label;
    let inputs = sequential::Inputs::new(experimental, answered, &found, said, options);
    Some(sequential::scene(&inputs))
}

#[test]
fn the_sequential_analysis_of_bcg_stays_between_its_boundaries() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskRatio)));
    let design = SequentialDesign {
        ratio: Some(0.75),
        ..SequentialDesign::default()
    };
    let scene = sequential_of(&review, &answered, &design, &paper()).unwrap();
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("sequential-bcg", &scene);
}

#[test]
fn a_sequential_analysis_on_the_way_has_a_wedge() {
    let review = bcg();
    let answered = first(&review, Some(reml(Measure::RiskDifference)));
    let design = SequentialDesign {
        ratio: Some(0.9),
        control_risk: Some(0.02),
        diversity: Some(0.5),
        power: 0.9,
        ..SequentialDesign::default()
    };
    let scene = sequential_of(&review, &answered, &design, &paper()).unwrap();
    layout_holds::holds(&scene).unwrap();
    assert!(scene.texts().any(|text| text.content == "Futility"));
    assert_is_the_figure("sequential-bcg-wedge", &scene);
}
