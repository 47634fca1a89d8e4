//! What is said of estimates that allow for asymmetry: limit meta-analysis and selection models.

use super::{Locale, Text, number, tr, translate};
use crate::analysis::{
    FEWEST_IN_INTERVAL, Favoured, LimitMetaAnalysis, NoModel, SelectionCuts, SelectionFit,
    SelectionModel,
};
use crate::data::{Measure, TauSquaredEstimator};
use crate::wording::names::{self, Length};
use crate::wording::subject::trials;

/// The head over the table.
pub const ALLOWANCES: Text = Text("Estimates that allow for asymmetry");
/// What all of them are worth.
pub const LIMITS: Text = Text(
    "Each supposes one cause of asymmetry and shows what the mean would be if it were the only one. None corrects for bias within trials.",
);
/// What limit meta-analysis is worth.
pub const LIMIT_LIMITS: Text = Text(
    "Limit meta-analysis (Rücker et al. 2011) extends the line of effects on standard errors to a trial without error. Where effect and error go together by themselves, as in ratios of few events, it takes away what is no bias.",
);
/// What selection models are worth.
pub const SELECTION_LIMITS: Text = Text(
    "Selection models (Vevea & Hedges 1995) suppose that which results are known depends on their one-sided P alone, in one direction that somebody must choose; both are shown. They are made for dozens of trials, and by maximum likelihood.",
);
/// The name of the row of the limit meta-analysis.
pub const LIMIT: Text = Text("Limit meta-analysis");
/// What is said where there is no limit meta-analysis.
pub const NO_LIMIT: Text = Text("cannot be made: fewer than three trials, or all of one size");
/// The box for its curve in the funnel, and the legend of it.
pub const CURVE: Text = Text("Limit meta-analysis");
/// What the curve is, for the footer of the funnel.
pub const CURVE_SAID: Text = Text(
    "The curve is the effect that the limit meta-analysis gives to a trial of each standard error.",
);

/// The name of a selection model: "Selection, one cut: P < 0.025 for more".
#[must_use]
pub fn model_name(model: &SelectionModel, measure: Measure, locale: Locale) -> String {
    let cuts = match model.cuts {
        SelectionCuts::One => translate("one cut"),
        SelectionCuts::Two => translate("two cuts"),
    };
    tr!(
        "Selection in favour of {}, {cuts} ({})",
        favoured(model.favoured, measure),
        cut_points(model.cuts, locale),
        cuts
    )
}

fn cut_points(cuts: SelectionCuts, locale: Locale) -> String {
    let points: Vec<String> = cuts
        .points()
        .iter()
        .map(|point| number::tick(*point, locale))
        .collect();
    points.join(&format!("{} ", locale.list_mark()))
}

fn favoured(favoured: Favoured, measure: Measure) -> &'static str {
    match (favoured, measure.is_ratio()) {
        (Favoured::Larger, true) => translate("ratios above 1"),
        (Favoured::Smaller, true) => translate("ratios below 1"),
        (Favoured::Larger, false) => translate("results above 0"),
        (Favoured::Smaller, false) => translate("results below 0"),
    }
}

/// What a limit meta-analysis found.
#[must_use]
pub fn limit(found: &LimitMetaAnalysis, estimator: TauSquaredEstimator, locale: Locale) -> String {
    let g = found.g_squared.map_or_else(String::new, |share| {
        tr!("G² {}, ", number::i_squared(100.0 * share, locale))
    });
    tr!(
        "{g}small-study effects account for {} of Q\u{a0}=\u{a0}{} ({}); τ² {} ({})",
        number::statistic(found.q_small, locale),
        number::statistic(found.q, locale),
        number::p_statement(found.p_small, locale),
        number::tau_squared(found.tau_squared, locale),
        names::estimator(estimator, Length::Short),
        g
    )
}

/// What a selection model found, or why it is not fitted.
#[must_use]
pub fn selection(model: &SelectionModel, locale: Locale) -> String {
    match &model.fit {
        Ok(fit) => fitted(model.cuts, fit, locale),
        Err(NoModel::FewTrials {
            from,
            to,
            trials: within,
        }) => {
            let bound = |value: f64| number::tick(value, locale);
            tr!(
                "not fitted: {} with a one-sided P of {} to {}, and a weight takes {} or more",
                trials(*within, locale),
                bound(*from),
                bound(*to),
                number::count(FEWEST_IN_INTERVAL as u64, locale)
            )
        }
        Err(NoModel::NoMaximum) => {
            translate("not fitted: the likelihood has no maximum that was found").to_owned()
        }
    }
}

fn fitted(cuts: SelectionCuts, fit: &SelectionFit, locale: Locale) -> String {
    let ends = cuts.points().iter().skip(1).copied().chain([1.0]);
    let starts = cuts.points().iter();
    let weights: Vec<String> = starts
        .zip(ends)
        .zip(&fit.weights)
        .map(|((from, to), weight)| {
            tr!(
                "{} times as often at P {} to {}",
                number::significant(weight.weight, locale),
                number::tick(*from, locale),
                number::tick(to, locale)
            )
        })
        .collect();
    let first = cuts.points().first().copied().unwrap_or_default();
    tr!(
        "results are known {} as at P below {}; against no selection {}; τ² {}",
        weights.join(translate(" and ")),
        number::tick(first, locale),
        number::p_statement(fit.p_value, locale),
        number::tau_squared(fit.tau_squared, locale)
    )
}
