//! Baujat's plot (Baujat et al. 2002): how much each trial adds to the heterogeneity, (y − μ)² / (v + τ²), against how much it
//! moves the answer, (μ₋ − μ)² / SE₋², with μ₋ and SE₋ those of the answer without it. R: `baujat()`.

use crate::effect::Effect;

/// The place of one trial in the plot.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Place {
    /// What it adds to the heterogeneity: its squared Pearson residual.
    pub heterogeneity: f64,
    /// What it moves the answer by, in squared standard errors of the answer without it.
    pub influence: f64,
}

impl Place {
    /// The place of a trial with this effect: `all` and `without` are the estimate with it, and estimate and standard error
    /// without it; τ² is that of all trials, 0 for a common effect.
    #[must_use]
    pub fn of(effect: Effect, tau_squared: f64, all: f64, without: (f64, f64)) -> Self {
        let residual = effect.estimate - all;
        Self {
            heterogeneity: residual * residual / (effect.variance + tau_squared),
            influence: influence(all, without),
        }
    }
}

/// What a trial moves the answer by, whether or not it has an effect of its own.
#[must_use]
pub fn influence(all: f64, without: (f64, f64)) -> f64 {
    let (estimate, error) = without;
    let moved = estimate - all;
    moved * moved / (error * error)
}
