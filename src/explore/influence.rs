//! How much each trial decides of an inverse-variance answer: the answer without it, beside the answer with it (Viechtbauer &
//! Cheung 2010). Exists for inverse variance alone, with or without τ².
//!
//! With μ, w, τ² of all trials and μ₋, τ²₋, SE₋ of all but trial i, and h = w / Σw:
//! - studentized deleted residual (y − μ₋) / √(v + τ²₋ + SE₋²);
//! - DFFITS (μ − μ₋) / √(h (v + τ²₋)); DFBETAS (μ − μ₋) √Σ 1/(v + τ²₋) over all trials;
//! - Cook's distance (μ − μ₋)² / SE²; covariance ratio SE₋² / SE².
//!
//! R: `influence()` of `rma`.

use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::math::{chi_squared, sum::sum};
use crate::pool::{heterogeneity, inverse_variance, tau_squared};

/// What one trial decides.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Influence {
    /// The studentized deleted residual.
    pub studentized_residual: f64,
    /// DFFITS.
    pub dffits: f64,
    /// Cook's distance.
    pub cook_distance: f64,
    /// The covariance ratio: above 1 the trial makes the answer more precise.
    pub covariance_ratio: f64,
    /// τ² without the trial.
    pub tau_squared_without: f64,
    /// Q without the trial.
    pub q_without: f64,
    /// Hat value: its share of the weight, between 0 and 1.
    pub hat: f64,
    /// DFBETAS of the mean.
    pub dfbetas: f64,
}

impl Influence {
    /// Whether the trial stands out by one of the usual bounds, for so many trials: |DFFITS| > 3 √(1 / (k − 1)), Cook's distance
    /// beyond the median of χ² with one degree of freedom, a hat value above 3 / k, or |DFBETAS| > 1.
    #[must_use]
    pub fn stands_out(&self, trials: usize) -> bool {
        let trials = trials as f64;
        self.dffits.abs() > 3.0 * (1.0 / (trials - 1.0)).sqrt()
            || chi_squared::upper_tail(self.cook_distance, 1.0) < 0.5
            || self.hat > 3.0 / trials
            || self.dfbetas.abs() > 1.0
    }
}

/// The influence of each trial, in their order; `None` in a place where there is no answer without the trial. Empty for fewer
/// than two trials. `estimator` is that of τ², nothing for a common effect. All variances must be above zero.
#[must_use]
pub fn influence(
    effects: &[Effect],
    estimator: Option<TauSquaredEstimator>,
) -> Vec<Option<Influence>> {
    let tau_of = |effects: &[Effect]| {
        estimator.map_or(0.0, |estimator| {
            tau_squared::estimate(effects, estimator).value
        })
    };
    let tau_squared = tau_of(effects);
    let Some(all) = inverse_variance::mean(effects, tau_squared).filter(|_| effects.len() > 1)
    else {
        return Vec::new();
    };
    let without = super::resampling::leave_one_out(effects, |others| {
        let tau_squared = tau_of(others);
        let mean = inverse_variance::mean(others, tau_squared)?;
        let centre = inverse_variance::mean(others, 0.0)?.estimate;
        Some((tau_squared, mean, heterogeneity::q_around(others, centre)))
    });
    let trials = effects.iter().zip(&all.weights).zip(without);
    trials
        .map(|((effect, weight), without)| {
            let (tau_squared_without, mean, q_without) = without?;
            let hat = weight / 100.0;
            let moved = all.estimate - mean.estimate;
            let error = mean.standard_error;
            let spread = effect.variance + tau_squared_without;
            let precision = sum(effects
                .iter()
                .map(|effect| 1.0 / (effect.variance + tau_squared_without)));
            let variance = all.standard_error * all.standard_error;
            Some(Influence {
                studentized_residual: (effect.estimate - mean.estimate)
                    / (spread + error * error).sqrt(),
                dffits: moved / (hat * spread).sqrt(),
                cook_distance: moved * moved / variance,
                covariance_ratio: error * error / variance,
                tau_squared_without,
                q_without,
                hat,
                dfbetas: moved * precision.sqrt(),
            })
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::{Influence, influence};
    use crate::effect::Effect;

    /// The bounds of ten trials: 3 √(1/9) = 1, the median of χ² with one degree of freedom (0.454936), 3/10, and 1.
    #[test]
    fn a_trial_stands_out_beyond_any_of_the_usual_bounds() {
        let within = Influence {
            studentized_residual: 0.0,
            dffits: 0.99,
            cook_distance: 0.454,
            covariance_ratio: 1.0,
            tau_squared_without: 0.0,
            q_without: 0.0,
            hat: 0.299,
            dfbetas: 0.99,
        };
        assert!(!within.stands_out(10));
        let dffits = |dffits| Influence { dffits, ..within };
        let dfbetas = |dfbetas| Influence { dfbetas, ..within };
        let beyond = [
            dffits(1.01),
            dffits(-1.01),
            dfbetas(1.01),
            dfbetas(-1.01),
            Influence {
                cook_distance: 0.456,
                ..within
            },
            Influence {
                hat: 0.301,
                ..within
            },
        ];
        for one in beyond {
            assert!(one.stands_out(10), "{one:?}");
        }
    }

    #[test]
    fn one_trial_alone_has_no_influence_and_two_have() {
        let effects =
            [(0.1, 0.05), (0.4, 0.1)].map(|(estimate, variance)| Effect { estimate, variance });
        assert!(influence(&effects[..1], None).is_empty());
        assert_eq!(influence(&effects, None).len(), 2);
    }
}
