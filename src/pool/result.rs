//! The types of a pooled answer.

use serde::{Deserialize, Serialize};

use super::bayesian::Posterior;
use super::cochran_mantel_haenszel::ChiSquaredTest;
pub use crate::data::Undefined;
use crate::effect::IntervalEstimate;

/// A weighted mean with its standard error.
#[derive(Clone, Debug, PartialEq)]
pub struct CommonEffect {
    /// Estimate, scale of analysis.
    pub estimate: f64,
    /// Standard error, scale of analysis.
    pub standard_error: f64,
    /// The weight of each trial that was handed in, in their order, as a share in percent; the shares add up to 100.
    pub weights: Vec<f64>,
}

/// A pooled answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// Estimate and interval, scale of analysis.
    pub interval: IntervalEstimate,
    /// The test statistic of "no difference": z, or t; `None` where P is not made from one (exact distributions,
    /// penalized likelihood ratios).
    pub statistic: Option<f64>,
    /// Degrees of freedom of t; `None` for z.
    pub degrees_of_freedom: Option<f64>,
    /// Two-sided P.
    pub p_value: f64,
    /// Trials that contribute.
    pub trials: usize,
    /// Heterogeneity, where at least two trials have an effect.
    pub heterogeneity: Option<Heterogeneity>,
    /// Prediction interval (lower, upper), scale of analysis; only for random effects and three trials or more.
    pub prediction: Option<(f64, f64)>,
    /// Whether every iterative fit behind it met its tolerance.
    pub converged: bool,
    /// What a Bayesian answer says beyond its interval: there the estimate is the posterior median, the standard error the
    /// posterior standard deviation and P twice the smaller posterior probability of a direction.
    #[serde(default)]
    pub posterior: Option<Posterior>,
}

/// How much the trials' effects differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heterogeneity {
    /// Cochran's Q, around the pooled estimate of the method's own weights; around the inverse-variance estimate for
    /// random effects. For mixed models the likelihood-ratio statistic of one effect against an effect for each trial.
    pub q: f64,
    /// Its degrees of freedom.
    pub degrees_of_freedom: f64,
    /// P of Q under a common effect.
    pub p_value: f64,
    /// I² in percent, from Q (Higgins & Thompson 2002): 100 (Q − df) / Q, not below 0.
    pub i_squared: f64,
    /// H², Q over its degrees of freedom.
    pub h_squared: f64,
    /// τ²; `None` for common-effect methods.
    pub tau_squared: Option<f64>,
    /// Interval of τ² by the Q-profile, where it exists.
    pub tau_squared_interval: Option<(f64, f64)>,
    /// I² in percent from τ² and the typical within-trial variance, as R's metafor prints it; `None` for common-effect
    /// methods. With DerSimonian and Laird's τ² both are the same number.
    #[serde(default)]
    pub i_squared_from_tau_squared: Option<f64>,
    /// The interval of τ² carried over to the I² from τ², in percent.
    #[serde(default)]
    pub i_squared_interval: Option<(f64, f64)>,
    /// The interval of the I² from Q that goes with a test of H (Higgins & Thompson 2002), as R's `meta` prints it, in percent.
    #[serde(default)]
    pub i_squared_test_based: Option<(f64, f64)>,
    /// Of mixed models, Wald's test of the same: the trials' own estimates against their mean, each weighted by its own
    /// information; a trial whose own estimate is not finite has none and does not count (`QE.Wld` of R's `rma.glmm`).
    #[serde(default)]
    pub wald: Option<ChiSquaredTest>,
}
