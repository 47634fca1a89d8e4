//! Generalized linear mixed models of the log odds ratio (and of the log rate ratio): the counts themselves have the
//! likelihood, so that no trial needs a correction, and the trials' true effects are normal, δᵢ ~ N(θ, τ²).
//!
//! The four models of Stijnen, Hamza & Özdemir (2010) and Jackson, Law, Stijnen, Viechtbauer & White (2018), under the
//! names R's `metafor::rma.glmm` gives them:
//!
//! | model | a trial's likelihood | here |
//! |---|---|---|
//! | CM.EL | noncentral hypergeometric given both margins | [`conditional_exact`] |
//! | CM.AL | binomial: the experimental arm's share of the events, good when events are rare | [`conditional_approximate`] |
//! | UM.FS | two binomials, a fixed intercept for each trial | [`fixed_intercepts`] |
//! | UM.RS | two binomials, normal intercepts, treatment coded ±½ | [`random_intercepts`] |
//!
//! and for person-time the conditional Poisson–normal model, in which the experimental arm's share of the events is
//! binomial exactly ([`poisson_normal`], `rma.glmm(measure = "IRR", model = "CM.EL")`). With the complementary log-log in place
//! of the log odds UM.FS is a model of hazards ([`hazards`]).
//!
//! Estimates are by maximum likelihood. The random effect is integrated numerically to seven figures or more (UM.RS, with two
//! random effects a trial, by Laplace's approximation, as `lme4` does), and the standard error
//! is that of the observed information of θ and τ; with τ² at zero that of θ alone. Every hill of the profile likelihood
//! of τ is looked for and the highest is taken, zero among them. `rma.glmm` agrees to what its optimiser reaches: 10⁻³
//! of an estimate, 10⁻² of a standard error; its log-likelihoods of UM.FS and CM.AL lack the binomial coefficients that
//! are in ours, and its 7 points for UM.FS and CM.AL show in the fifth figure.
//!
//! Trials without an event, or with the event in everybody, say nothing about an odds ratio and are left out.

mod conditional;
mod effect_likelihood;
mod fixed_intercepts;
mod hazard;
mod likelihood_ratio;
mod link;
#[cfg(test)]
mod multistart;
mod profile;
mod quadrature;
mod random_intercepts;
mod two_binomials;
mod wald;

pub use conditional::{
    conditional_approximate, conditional_exact, logistic_normal, poisson_normal,
};
pub use effect_likelihood::EffectLikelihood;
pub use fixed_intercepts::{fixed_intercepts, hazards};
pub use hazard::{FollowedArm, common_hazard};
pub use random_intercepts::random_intercepts;
pub use two_binomials::TwoBinomials;

use super::{ChiSquaredTest, Undefined};
use crate::effect::TwoByTwo;

/// Fewest informative trials between which a variance can be estimated.
const FEWEST_TRIALS: usize = 2;

/// Whether the trials share one effect or scatter around a mean.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Spread {
    /// τ² = 0: one effect for all (`method = "EE"`).
    Common,
    /// τ² estimated (`method = "ML"`).
    Estimated,
}

/// A fitted model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct MixedModel {
    /// θ, the mean log odds ratio, log rate ratio or log hazard ratio.
    pub estimate: f64,
    /// Its standard error from the observed information.
    pub standard_error: f64,
    /// τ², the variance of the true effects; 0 for a common effect.
    pub tau_squared: f64,
    /// Variance of the trials' intercepts; UM.RS only.
    pub intercept_variance: Option<f64>,
    /// The log-likelihood at the estimates, binomial coefficients included.
    pub log_likelihood: f64,
    /// Informative trials.
    pub trials: usize,
    /// The likelihood-ratio test of one effect for all against an effect for each trial, with k − 1 degrees of freedom
    /// (`QE.LRT`), within trials for UM.RS too; `None` where one effect for all has no finite estimate.
    pub likelihood_ratio_q: Option<f64>,
    /// Wald's test of the same; `None` where fewer than two trials have a finite estimate of their own.
    pub wald: Option<ChiSquaredTest>,
    /// Whether every iteration met its tolerance.
    pub converged: bool,
}

/// The trials that say something about an odds ratio, if there are enough of them.
fn informative(tables: &[TwoByTwo], spread: Spread) -> Result<Vec<TwoByTwo>, Undefined> {
    let informative: Vec<TwoByTwo> = tables
        .iter()
        .filter(|table| !table.is_double_zero() && !table.is_all_events())
        .copied()
        .collect();
    enough(informative.len(), spread)?;
    Ok(informative)
}

fn enough(trials: usize, spread: Spread) -> Result<(), Undefined> {
    match (trials, spread) {
        (0, _) => Err(Undefined::NoEstimableTrial),
        (1, Spread::Estimated) => Err(Undefined::TooFewTrials {
            trials,
            needed: FEWEST_TRIALS,
        }),
        (_, Spread::Common | Spread::Estimated) => Ok(()),
    }
}

/// Refuses data in which one arm has no event in any of the trials, or only events.
fn arms_with_and_without(tables: &[TwoByTwo]) -> Result<(), Undefined> {
    let all = |is: fn(&TwoByTwo) -> bool| tables.iter().all(is);
    for (experimental, empty, full) in [
        (
            true,
            all(|t| t.experimental_events == 0),
            all(|t| t.experimental_events == t.experimental_total),
        ),
        (
            false,
            all(|t| t.control_events == 0),
            all(|t| t.control_events == t.control_total),
        ),
    ] {
        if empty {
            return Err(Undefined::ArmWithoutEvent { experimental });
        }
        if full {
            return Err(Undefined::ArmAllEvents { experimental });
        }
    }
    Ok(())
}

/// Refuses data whose conditional likelihood rises without end: the experimental arm has the fewest events its margins
/// allow in every trial, or the most.
fn not_separated(tables: &[TwoByTwo]) -> Result<(), Undefined> {
    arms_with_and_without(tables)?;
    let lowest = |t: &TwoByTwo| t.experimental_events == 0 || t.control_events == t.control_total;
    let highest =
        |t: &TwoByTwo| t.experimental_events == t.experimental_total || t.control_events == 0;
    if tables.iter().all(lowest) || tables.iter().all(highest) {
        Err(Undefined::Separated)
    } else {
        Ok(())
    }
}
