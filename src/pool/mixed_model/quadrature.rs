//! The random effect integrated out of one trial: the trapezoidal rule, centred at the mode of the integrand and scaled
//! by its curvature there.
//!
//! With δ = θ + τz, z ~ N(0, 1), the trial contributes ln ∫ exp(ℓ(θ + τz)) φ(z) dz. The integrand is analytic and dies
//! out on both sides, where the trapezoidal rule converges exponentially (Trefethen & Weideman 2014, §5), and it walks
//! outwards until nothing is left to add. A Gauss–Hermite rule of as many nodes, which takes the integrand for a normal
//! density times a polynomial, loses five figures where one arm has a single event and τ is large: the integrand then
//! falls like a normal density to one side and many times faster to the other.
//!
//! Derivatives in θ and τ are expectations over the posterior of z by the same nodes (Louis 1982): the score is
//! E[score given z], the Hessian E[Hessian given z] + Var[score given z].

use crate::math::concave::maximum;
use crate::math::gauss::LOG_DENSITY_AT_ZERO;
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

/// How near to the mode of an integrand its lattice is centred.
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

/// How finely an integrand is sampled, and where its tails end.
pub(super) struct Lattice {
    /// Between neighbouring nodes, in the integrand's scale at its mode.
    step: f64,
    /// The same at most, in log odds: with a wide random effect the integrand may be flat at its mode and bend elsewhere,
    /// within a unit of log odds. A count's likelihood has its nearest singularity at π i from the real line, so that a step
    /// of h leaves e^(−2π²/h).
    widest: f64,
    /// Nodes whose integrand's logarithm lies further than this below the mode's are left out.
    depth: f64,
}

impl Lattice {
    /// For results: over twenty thousand reviews of random tables no log-likelihood was off by 10⁻⁷ of itself.
    pub(super) const FINE: Self = Self {
        step: 0.65,
        widest: 1.0,
        depth: 24.0,
    };

    /// For the sign of a slope.
    pub(super) const COARSE: Self = Self {
        step: 1.0,
        widest: 2.0,
        depth: 12.0,
    };
}

/// Nodes to one side of the mode at most. A trial's log-likelihood is concave, so that its tails die out within a
/// hundred; the bound is for numbers that no trial has.
const MOST_NODES: usize = 1_000;

/// Nodes of one trial with their posterior shares, and the log of the integral.
pub(super) struct Posterior {
    pub(super) log_integral: f64,
    /// (share, z, likelihood at θ + τz) of each node; the shares add up to one.
    pub(super) nodes: Vec<(f64, f64, LogLikelihood)>,
}

/// Integrates exp(ℓ(θ + τz)) φ(z) about the mode.
pub(super) fn posterior(
    at: impl Fn(f64) -> LogLikelihood,
    theta: f64,
    tau: f64,
    (centre, scale): (f64, f64),
    lattice: &Lattice,
) -> Posterior {
    let node = |z: f64| {
        let likelihood = at(theta + tau * z);
        (likelihood.value - 0.5 * z * z, z, likelihood)
    };
    let top = node(centre);
    let mut nodes = vec![top];
    let near = lattice.step * scale;
    let width = near.min(lattice.widest / tau);
    // Where the integrand falls within a small part of the random effect's deviation, squares of its slope are summed that
    // make far nodes count.
    let weight = |node: &(f64, f64, LogLikelihood)| {
        if width < near {
            node.0 + 2.0 * libm::log1p(node.2.slope.abs())
        } else {
            node.0
        }
    };
    for step in [width, -width] {
        for count in 1..=MOST_NODES {
            let node = node(centre + step * count as f64);
            if node.0.is_nan() || weight(&node) < top.0 - lattice.depth {
                break;
            }
            nodes.push(node);
        }
    }
    let mut total = 0.0;
    for node in &mut nodes {
        node.0 = libm::exp(node.0 - top.0);
        total += node.0;
    }
    for node in &mut nodes {
        node.0 /= total;
    }
    Posterior {
        log_integral: top.0 + libm::log(total * width) + LOG_DENSITY_AT_ZERO,
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
