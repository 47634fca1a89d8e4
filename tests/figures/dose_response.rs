//! The figure of dose and response within trials.

use std::sync::Arc;

use trialpool::analysis::doses_within;
use trialpool::data::{Review, Settings};
use trialpool::figure::scatter::Options;
use trialpool::figure::{Answered, RegionKind, Scene, dose_response};
use trialpool::wording::Locale;

use super::dose_trials::{DOSED, aripiprazole, choosing, counts};
use super::{answered, assert_is_the_figure, layout_holds};

fn scene((review, settings): &(Review, Settings), options: &Options) -> Scene {
    let plan = settings.plans[&DOSED];
    let answered: Answered = answered(review, &review.outcomes[0], Some(plan), None);
    let found = doses_within(review, settings, &answered.prepared, plan).unwrap();
    dose_response::scene(&dose_response::Inputs::new(
        &answered,
        &Arc::new(found),
        options,
    ))
}

fn paper() -> Options {
    Options::two_columns(Locale::DecimalPoint)
}

#[test]
fn dose_the_arms_of_aripiprazole_stand_around_a_spline() {
    let (review, settings) = aripiprazole();
    let settings = choosing(&settings, |choices| choices.spline = true);
    let scene = scene(&(review, settings), &paper());
    layout_holds::holds(&scene).unwrap();
    let of_trials = scene.regions.iter();
    let of_trials = of_trials.filter(|region| matches!(region.kind, RegionKind::Trial(_)));
    assert_eq!(of_trials.count(), 13);
    assert_is_the_figure("dose-aripiprazole", &scene);
}

#[test]
fn dose_ratios_stand_on_a_logarithmic_axis() {
    let scene = scene(&counts(), &paper());
    layout_holds::holds(&scene).unwrap();
    let says = |text: &str| scene.texts().any(|found| found.content == text);
    assert!(says("Dose, mg") && says("40"));
    assert!(
        scene.description.contains("Elm, 20 mg"),
        "{}",
        scene.description
    );
    assert_is_the_figure("dose-counts", &scene);
}

#[test]
fn dose_on_a_phone_nothing_overlaps() {
    let options = Options::screen(358.0, Locale::DecimalComma);
    let scene = scene(&counts(), &options);
    layout_holds::holds(&scene).unwrap();
    assert_is_the_figure("dose-phone", &scene);
}
