//! Common effects that are formulas of sums over the trials, to which each trial adds its part whatever the others are: so that
//! trials may be changed one by one, and the rest of the sums be kept.

use super::CommonEffect;
use crate::math::sum::Sum;

/// What one trial adds to the sums of a formula, or the sums themselves. The estimate is made of the first two, of which the second
/// is that of the weights; the others serve its variance, and those that a formula does not use are 0.
pub type Parts = [f64; 5];

/// The sums of parts, added in their order.
#[must_use]
pub fn add(parts: &[Parts]) -> Parts {
    let [mut first, mut second, mut third, mut fourth, mut fifth] = [Sum::default(); 5];
    // Written out, for optimised for size a loop over the places takes longer than the additions.
    for [one, two, three, four, five] in parts {
        first.add(*one);
        second.add(*two);
        third.add(*three);
        fourth.add(*four);
        fifth.add(*five);
    }
    [first, second, third, fourth, fifth].map(|sum| sum.value())
}

/// A formula of sums over what enters: tables of counts, rates or effects.
#[derive(Clone, Copy, Debug)]
pub struct SumsOf<T> {
    /// What one of them adds to the sums.
    pub parts: fn(&T) -> Parts,
    /// The estimate and its variance, scale of analysis, of the sums; not finite where there is none.
    pub estimate: fn(Parts) -> (f64, f64),
}

impl<T> SumsOf<T> {
    /// The estimate and its standard error, scale of analysis, of the sums; `None` where a number is not finite or the variance not
    /// above zero.
    #[must_use]
    pub fn estimate_of(&self, sums: Parts) -> Option<(f64, f64)> {
        let (estimate, variance) = (self.estimate)(sums);
        let is_usable = estimate.is_finite() && variance.is_finite() && variance > 0.0;
        is_usable.then(|| (estimate, variance.sqrt()))
    }
}

/// The common effect by a formula of sums; `None` where [`SumsOf::estimate_of`] has none.
#[must_use]
pub fn common<T>(entering: &[T], formula: &SumsOf<T>) -> Option<CommonEffect> {
    let parts: Vec<Parts> = entering.iter().map(formula.parts).collect();
    let sums = add(&parts);
    let (estimate, standard_error) = formula.estimate_of(sums)?;
    let [_, all, ..] = sums;
    Some(CommonEffect {
        estimate,
        standard_error,
        weights: parts
            .iter()
            .map(|[_, weight, ..]| 100.0 * weight / all)
            .collect(),
    })
}
