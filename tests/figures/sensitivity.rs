//! The figure of sensitivity analyses: the main result first, each analysis under it, on one axis.

use trialpool::analysis::{MainAnalysis, plan_for, sensitivity_answers};
use trialpool::data::{
    ConfidenceLevel, Measure, Method, Plan, Review, SensitivityAnalysis, Settings,
    TauSquaredEstimator, Tool, TrialId, TrialSelection,
};
use trialpool::figure::paper::{Fit, Room};
use trialpool::figure::sensitivity::{Inputs, Options, SensitivityFigure, layout, on_paper, scene};
use trialpool::figure::{RegionKind, Scene};
use trialpool::read::examples;
use trialpool::wording::Locale;

use super::chosen::{DOMAINS, with_judgements};
use super::{answered, assert_is_the_figure, layout_holds, review};

fn selecting(trials: TrialSelection) -> SensitivityAnalysis {
    SensitivityAnalysis {
        trials,
        ..SensitivityAnalysis::default()
    }
}

fn by(measure: Measure, method: Method) -> SensitivityAnalysis {
    SensitivityAnalysis {
        plan: Some(plan_for(measure, method)),
        ..SensitivityAnalysis::default()
    }
}

/// Analyses of every kind: fewer trials, none, other measures on the axis and off it, another level, a name of its own.
fn of_every_kind(review: &Review) -> Vec<SensitivityAnalysis> {
    let ids: Vec<TrialId> = review.trials.iter().map(|trial| trial.id).collect();
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    vec![
        selecting(TrialSelection::LowRiskOfBias),
        selecting(TrialSelection::WithoutHighRiskOfBias),
        selecting(TrialSelection::Without(ids[..1].iter().copied().collect())),
        selecting(TrialSelection::Without(ids.iter().copied().collect())),
        selecting(TrialSelection::ParallelGroups),
        by(Measure::OddsRatio, Method::MantelHaenszel),
        by(Measure::RiskDifference, Method::MantelHaenszel),
        by(Measure::RiskRatio, reml),
        SensitivityAnalysis {
            name: "As the protocol of 2014 asked for, with wider intervals and trials at low risk alone".into(),
            level: Some(ConfidenceLevel::NinetyNine),
            ..selecting(TrialSelection::LowRiskOfBias)
        },
    ]
}

fn inputs(
    review: &Review,
    plan: Option<Plan>,
    analyses: Vec<SensitivityAnalysis>,
    options: &Options,
) -> Inputs {
    let outcome = &review.outcomes[0];
    let main = answered(review, outcome, plan, None);
    let mut settings = Settings::default();
    settings.sensitivity.insert(outcome.id, analyses);
    let main = MainAnalysis {
        prepared: &main.prepared,
        response: &main.response,
    };
    let answers = sensitivity_answers(review, &settings, outcome.id, main);
    Inputs::new(review, outcome, main, (&answers, None), options)
}

fn bcg() -> Review {
    let review = examples::review("bcg-vaccine").unwrap();
    with_judgements(review, Tool::RiskOfBias2, &DOMAINS)
}

fn figure_of(review: &Review, plan: Option<Plan>, options: &Options) -> Scene {
    scene(&inputs(review, plan, of_every_kind(review), options))
}

#[test]
fn the_main_result_stands_over_the_analyses_of_bcg() {
    let plan = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
    let scene = figure_of(
        &bcg(),
        Some(plan),
        &Options::two_columns(Locale::DecimalPoint),
    );
    layout_holds::holds(&scene).unwrap();
    let kinds: Vec<RegionKind> = scene.regions.iter().map(|region| region.kind).collect();
    assert_eq!(kinds, [RegionKind::Pooled]);
    assert_is_the_figure("sensitivity-bcg", &scene);
}

#[test]
fn a_difference_of_risks_has_marks_for_its_own_measure_alone() {
    let plan = plan_for(Measure::RiskDifference, Method::MantelHaenszel);
    let review = bcg();
    let options = Options::two_columns(Locale::DecimalComma);
    let inputs = inputs(&review, Some(plan), of_every_kind(&review), &options);
    let figure = SensitivityFigure::of(&inputs);
    let marked: Vec<bool> = figure.rows.iter().map(|row| row.span.is_some()).collect();
    assert_eq!(
        marked,
        [
            true, true, true, true, false, true, false, true, false, true
        ]
    );
    let scene = layout(&figure);
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("sensitivity-bcg-difference", &scene);
}

#[test]
fn a_phone_shows_names_and_graph_and_lets_the_rest_be_scrolled_to() {
    let scene = figure_of(&bcg(), None, &Options::screen(358.0, Locale::DecimalPoint));
    layout_holds::holds(&scene).unwrap();
    let given_way = |text: &str| scene.texts().any(|found| found.content.starts_with(text));
    assert!(given_way("Not shown, for want of width"));
    assert_is_the_figure("sensitivity-phone", &scene);
}

#[test]
fn without_any_event_every_row_says_so() {
    let rows = [("Adams", [0, 30, 0, 31]), ("Brown", [0, 24, 0, 25])];
    let rows = rows.map(|(name, cells)| (name.to_owned(), cells));
    let review = review(["Fever", "MSC", "Control"], &rows);
    let scene = figure_of(&review, None, &Options::two_columns(Locale::DecimalPoint));
    layout_holds::holds(&scene).unwrap();
    let words = |text: &str| scene.texts().any(|found| found.content == text);
    assert!(words("no ratio: no events") && words("no trial is left"));
}

#[test]
fn fifty_analyses_go_on_pages_that_repeat_the_heads() {
    let review = bcg();
    let analyses = of_every_kind(&review)
        .into_iter()
        .cycle()
        .take(50)
        .collect();
    let options = Options::two_columns(Locale::DecimalPoint);
    let figure = SensitivityFigure::of(&inputs(&review, None, analyses, &options));
    let (pages, fit) = on_paper(&figure, Room::pages(400.0));
    assert_eq!(fit, Fit::Parted);
    assert!(pages.len() > 1);
    for page in &pages {
        layout_holds::holds(page).unwrap();
        assert!(page.height <= 400.0);
        assert!(page.texts().any(|text| text.content == "Analysis"));
    }
}

#[test]
fn equal_analyses_make_equal_inputs_and_another_result_makes_others() {
    let review = bcg();
    let options = Options::two_columns(Locale::DecimalPoint);
    let made = |review: &Review| inputs(review, None, of_every_kind(review), &options);
    assert_eq!(made(&review), made(&review));
    let mut fewer = review.clone();
    fewer.trials.pop();
    assert_ne!(made(&review), made(&fewer));
}
