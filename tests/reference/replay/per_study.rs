//! `per_study`: every trial's own effect, variance and interval.

use trialpool::effect::{Effect, IntervalEstimate};

use super::comparison::{Comparison, Verdict};
use super::dataset::Dataset;
use super::policy::own_effects;
use super::record::Record;
use super::tolerance::{LEVEL, Tolerance};

/// Effects are logarithms of ratios near one and differences near zero: judged against this size.
const SMALLEST_EFFECT: f64 = 1e-4;

pub(super) fn judge(record: &Record, dataset: &Dataset) -> Verdict {
    let Some(effects) = own_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let column = |of: fn(&Effect) -> f64| -> Vec<Option<f64>> {
        effects
            .iter()
            .map(|effect| effect.as_ref().map(of))
            .collect()
    };
    let interval =
        |effect: &Effect| IntervalEstimate::wald(effect.estimate, effect.variance.sqrt(), LEVEL);
    let limits = |of: fn(&IntervalEstimate) -> f64| -> Vec<Option<f64>> {
        effects
            .iter()
            .map(|effect| effect.as_ref().map(|effect| of(&interval(effect))))
            .collect()
    };
    let mut comparison = Comparison::new(record);
    comparison.numbers(
        "yi",
        &column(|effect| effect.estimate),
        Tolerance::closed_form(SMALLEST_EFFECT),
    );
    comparison.numbers(
        "vi",
        &column(|effect| effect.variance),
        Tolerance::closed_form(1e-15),
    );
    comparison.numbers(
        "sei",
        &limits(|interval| interval.standard_error),
        Tolerance::closed_form(1e-10),
    );
    comparison.numbers(
        "ci_lb",
        &limits(|interval| interval.lower),
        Tolerance::closed_form(SMALLEST_EFFECT),
    );
    comparison.numbers(
        "ci_ub",
        &limits(|interval| interval.upper),
        Tolerance::closed_form(SMALLEST_EFFECT),
    );
    comparison.verdict()
}
