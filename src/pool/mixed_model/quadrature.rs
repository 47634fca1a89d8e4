//! The random effect integrated out of one trial: adaptive Gauss–Hermite quadrature (Naylor & Smith 1982; Pinheiro &
//! Bates 1995).
//!
//! With δ = θ + τz, z ~ N(0, 1), the trial contributes ln ∫ exp(ℓ(θ + τz)) φ(z) dz. The rule is centred at the mode of
//! the integrand and scaled by its curvature there. Derivatives in θ and τ are expectations over the posterior of z by
//! the same nodes (Louis 1982): the score is E[score given z], the Hessian E[Hessian given z] + Var[score given z].

use crate::math::concave::maximum;
use crate::math::gauss::{LOG_DENSITY_AT_ZERO, Rule};
use crate::pool::noncentral_hypergeometric::LogLikelihood;

/// A log-likelihood in (θ, τ) with its derivatives, summed over trials or of one.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Height {
    pub(super) value: f64,
    /// ∂/∂θ.
    pub(super) theta: f64,
    /// ∂/∂τ.
    pub(super) tau: f64,
    /// ∂²/∂θ².
    pub(super) theta_theta: f64,
    /// ∂²/∂θ∂τ.
    pub(super) theta_tau: f64,
    /// ∂²/∂τ².
    pub(super) tau_tau: f64,
}

/// How near to the mode of an integrand its rule is centred.
const MODE_TOLERANCE: f64 = 1e-5;

/// Widest step on the way there, in standard deviations of the random effect.
const WIDEST_MODE_STEP: f64 = 2.0;

/// The mode of ℓ(θ + τz) − z²/2 from a start, with the scale (−curvature)^(−½) there. ℓ is concave, so there is one.
pub(super) fn mode(
    at: impl Fn(f64) -> LogLikelihood,
    theta: f64,
    tau: f64,
    start: f64,
) -> (f64, f64) {
    let mut derivatives = |z: f64| {
        let here = at(theta + tau * z);
        (tau * here.slope - z, tau * tau * here.curvature - 1.0)
    };
    let (mode, curvature) = maximum(&mut derivatives, start, WIDEST_MODE_STEP, MODE_TOLERANCE);
    (mode, 1.0 / (-curvature).sqrt())
}

/// Nodes of one trial with their posterior shares, and the log of the integral.
pub(super) struct Posterior {
    pub(super) log_integral: f64,
    /// (share, z, likelihood at θ + τz) of each node; the shares add up to one.
    pub(super) nodes: Vec<(f64, f64, LogLikelihood)>,
}

/// Integrates exp(ℓ(θ + τz)) φ(z) about a centre.
pub(super) fn posterior(
    at: impl Fn(f64) -> LogLikelihood,
    theta: f64,
    tau: f64,
    (centre, scale): (f64, f64),
    rule: &Rule,
) -> Posterior {
    let mut largest = f64::NEG_INFINITY;
    let mut nodes: Vec<(f64, f64, LogLikelihood)> = rule
        .nodes
        .iter()
        .zip(&rule.log_weights)
        .map(|(t, log_weight)| {
            let z = centre + scale * t;
            let likelihood = at(theta + tau * z);
            let log_share = likelihood.value - 0.5 * z * z + log_weight;
            largest = largest.max(log_share);
            (log_share, z, likelihood)
        })
        .collect();
    let mut total = 0.0;
    for node in &mut nodes {
        node.0 = libm::exp(node.0 - largest);
        total += node.0;
    }
    for node in &mut nodes {
        node.0 /= total;
    }
    Posterior {
        log_integral: largest + libm::log(total) + libm::log(scale) + LOG_DENSITY_AT_ZERO,
        nodes,
    }
}

impl Posterior {
    /// The trial's contribution where the effect is its only parameter.
    pub(super) fn height(&self) -> Height {
        let mut mean = Height {
            value: self.log_integral,
            ..Height::default()
        };
        for (share, z, likelihood) in &self.nodes {
            let slope = share * likelihood.slope;
            let both = share * (likelihood.curvature + likelihood.slope * likelihood.slope);
            mean.theta += slope;
            mean.tau += slope * z;
            mean.theta_theta += both;
            mean.theta_tau += both * z;
            mean.tau_tau += both * z * z;
        }
        mean.theta_theta -= mean.theta * mean.theta;
        mean.theta_tau -= mean.theta * mean.tau;
        mean.tau_tau -= mean.tau * mean.tau;
        mean
    }
}
