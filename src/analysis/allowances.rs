//! What the mean of an outcome would be if one supposed a cause of its small-study effects: that effects go with the standard
//! error (limit meta-analysis), or that P decides which results are known (selection models).
//!
//! Both work on the trials' own effects, as [`SmallStudy`] does. A selection model is fitted in either direction, as
//! the data do not tell which results somebody would have preferred to be known.

use super::IntervalEstimate;
use super::small_study::SmallStudy;
use crate::bias::limit_meta_analysis::limit_meta_analysis;
use crate::bias::selection::{self, NoSelectionModel, Selection};
use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::pool::tau_squared;

pub use crate::bias::limit_meta_analysis::LimitMetaAnalysis;
pub use crate::bias::selection::{
    Cuts as SelectionCuts, FEWEST as FEWEST_IN_INTERVAL, Favoured, NoSelectionModel as NoModel,
    Selection as SelectionFit,
};

/// A selection model with what it came to.
#[derive(Clone, Debug, PartialEq)]
pub struct SelectionModel {
    /// Which results are supposed to be known more readily.
    pub favoured: Favoured,
    /// Where P is cut.
    pub cuts: SelectionCuts,
    /// What it came to, or why it is not fitted.
    pub fit: Result<Selection, NoSelectionModel>,
    /// Its mean with Wald's interval; `None` where it is not fitted, or its numbers are too large to be written.
    pub mean: Option<IntervalEstimate>,
}

/// Estimates that allow for asymmetry.
#[derive(Clone, Debug, PartialEq)]
pub struct Allowances {
    /// The estimator of the τ² of the limit meta-analysis.
    pub estimator: TauSquaredEstimator,
    /// The limit meta-analysis; `None` for fewer than three trials, or trials of one size.
    pub limit: Option<LimitMetaAnalysis>,
    /// Its adjusted mean with Wald's interval.
    pub limit_mean: Option<IntervalEstimate>,
    /// The selection models.
    pub selections: Vec<SelectionModel>,
}

/// The limit meta-analysis of the trials of a funnel; `None` for fewer than three, or trials of one size.
#[must_use]
pub fn limit_of(found: &SmallStudy) -> Option<LimitMetaAnalysis> {
    let effects: Vec<Effect> = found.trials.iter().map(|trial| trial.effect).collect();
    let tau_squared = tau_squared::estimate(&effects, found.model.always_random()).value;
    limit_meta_analysis(&effects, tau_squared)
}

/// Estimates that allow for the asymmetry of the trials of a funnel.
#[must_use]
pub fn allowances(found: &SmallStudy) -> Allowances {
    let effects: Vec<Effect> = found.trials.iter().map(|trial| trial.effect).collect();
    // A line drawn beyond the trials may leave what can be written.
    let wald = |estimate, error| {
        let interval = IntervalEstimate::wald(estimate, error, found.level);
        let is_ratio = found.measure.is_ratio();
        interval.is_writable(is_ratio).then_some(interval)
    };
    let estimator = found.model.always_random();
    let limit = limit_of(found);
    let models = [Favoured::Larger, Favoured::Smaller]
        .map(|favoured| [SelectionCuts::One, SelectionCuts::Two].map(|cuts| (favoured, cuts)));
    let selections = models.into_iter().flatten().map(|(favoured, cuts)| {
        let fit = selection::fit(&effects, favoured, cuts);
        let mean = fit.as_ref().ok();
        SelectionModel {
            favoured,
            cuts,
            mean: mean.and_then(|fit| wald(fit.estimate, fit.standard_error)),
            fit,
        }
    });
    Allowances {
        estimator,
        limit_mean: limit.and_then(|limit| wald(limit.estimate, limit.standard_error)),
        limit,
        selections: selections.collect(),
    }
}
