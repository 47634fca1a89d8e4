//! UM.RS: two binomials a trial with normal intercepts (Jackson et al. 2018, model 5; Turner et al. 2000, with treatment
//! coded ±½ in the random part, so that both arms vary alike).
//!
//! ln odds = γ + θ + σs + τz/2 in the experimental arm and γ + σs − τz/2 in the control arm; s and z are independent
//! N(0, 1). Both are integrated by Laplace's approximation: with f the logarithm of the integrand at its mode û and A the
//! negative Hessian there, a trial contributes f(û) − ½ ln det A. Its gradient carries the movement of û with the
//! parameters (implicit differentiation of ∂f/∂u = 0). The intercepts borrow strength from other trials, which compares
//! arms across trials a little. R: `rma.glmm(model = "UM.RS", nAGQ = 1)`; `lme4`'s default tolerance for û costs the
//! fourth figure, and its optimiser can stop on a local hill, so several starts are climbed here,
//! those with one deviation or both at zero among them.
//!
//! The likelihood is even in σ and in τ: both run over the whole line and a maximum at zero is an ordinary maximum.

use super::link::logistic;
use super::{MixedModel, Spread, arms_with_and_without, fixed_intercepts, informative};
use crate::effect::{Cells, TwoByTwo};
use crate::math::quasi_newton::{Maximum, Slope, climb, polish};
use crate::math::sum::sum;
use crate::pool::Undefined;
use crate::pool::noncentral_hypergeometric::LogLikelihood;

/// Starts (σ, τ). The likelihood has local hills with either deviation at zero, near it and far from it, and a climb from
/// one of them need not reach another; a start at zero stays there, since the likelihood is even.
const STARTS: [(f64, f64); 16] = [
    (0.37, 0.37),
    (1.0, 0.74),
    (1.0, 0.05),
    (2.0, 2.0),
    (2.7, 0.37),
    (2.0, 0.05),
    (0.37, 2.0),
    (3.7, 1.35),
    (0.0, 0.0),
    (0.0, 0.37),
    (0.0, 2.0),
    (0.37, 0.0),
    (2.0, 0.0),
    (0.05, 0.05),
    (0.05, 0.74),
    (0.74, 4.0),
];

/// A deviation below this is taken as zero if the likelihood is none the worse.
const LEAST_DEVIATION: f64 = 2.5e-3;

/// Position of each parameter.
const THETA: usize = 1;
const SIGMA: usize = 2;
const TAU: usize = 3;

/// Fits the model.
///
/// # Errors
///
/// [`Undefined::TooFewTrials`], [`Undefined::ArmWithoutEvent`] and the like; [`Undefined::NotConverged`] where no start
/// leads to a maximum.
pub fn random_intercepts(tables: &[TwoByTwo], spread: Spread) -> Result<MixedModel, Undefined> {
    let informative = informative(tables, spread)?;
    arms_with_and_without(&informative)?;
    let mut model = RandomIntercepts::of(&informative);
    let best = starts(spread)
        .filter_map(|(sigma, tau)| {
            model.forget();
            let start = [control_log_odds(&informative), 0.0, sigma, tau];
            let found = climb(|at| model.at(at), start, 1e-5);
            found.value.is_finite().then_some(found)
        })
        .max_by(|one, other| one.value.total_cmp(&other.value))
        .ok_or(Undefined::NotConverged)?;
    let settled = without_small_deviations(&mut model, best);
    let (found, factors) = polish(|at| model.at(at), settled);
    let factors = factors.ok_or(Undefined::NotConverged)?;
    let within_trials = fixed_intercepts(&informative, Spread::Common).ok();
    Ok(MixedModel {
        estimate: found.at[THETA],
        standard_error: factors.inverse_column(THETA)[THETA].sqrt(),
        tau_squared: found.at[TAU] * found.at[TAU],
        intercept_variance: Some(found.at[SIGMA] * found.at[SIGMA]),
        log_likelihood: found.value,
        trials: informative.len(),
        likelihood_ratio_q: within_trials.and_then(|common| common.likelihood_ratio_q),
        wald: within_trials.and_then(|common| common.wald),
        converged: found.converged,
    })
}

/// Where the climbs begin; with one effect for all at τ = 0, each σ once.
fn starts(spread: Spread) -> impl Iterator<Item = (f64, f64)> {
    const COMMON: [f64; 6] = [0.0, 0.05, 0.37, 1.0, 2.0, 3.7];
    let (common, estimated): (&[f64], &[(f64, f64)]) = match spread {
        Spread::Common => (&COMMON, &[]),
        Spread::Estimated => (&[], &STARTS),
    };
    let common = common.iter().map(|sigma| (*sigma, 0.0));
    common.chain(estimated.iter().copied())
}

fn control_log_odds(tables: &[TwoByTwo]) -> f64 {
    let cells: Vec<Cells> = tables.iter().map(TwoByTwo::cells).collect();
    let with = sum(cells.iter().map(|t| t.c));
    let without = sum(cells.iter().map(|t| t.d));
    libm::log((with + 0.5) / (without + 0.5))
}

/// A deviation that has all but vanished is put at zero, where the parameters decouple.
fn without_small_deviations(model: &mut RandomIntercepts, found: Maximum<4>) -> Maximum<4> {
    let mut settled = found;
    for part in [SIGMA, TAU] {
        if settled.at[part].abs() < LEAST_DEVIATION {
            let mut at = settled.at;
            at[part] = 0.0;
            let climbed = climb(|at| model.at(at), at, 1e-6);
            if climbed.value >= settled.value - 1e-7 {
                settled = climbed;
            }
        }
    }
    settled
}

pub(super) struct RandomIntercepts {
    trials: Vec<Trial>,
}

struct Trial {
    cells: Cells,
    log_coefficients: f64,
    /// (s, z) at the last parameters.
    mode: [f64; 2],
}

impl RandomIntercepts {
    pub(super) fn of(tables: &[TwoByTwo]) -> Self {
        let trial = |table: &TwoByTwo| Trial::new(table.cells());
        Self {
            trials: tables.iter().map(trial).collect(),
        }
    }

    /// Puts every mode back to the middle, so that a climb does not depend on the one before.
    pub(super) fn forget(&mut self) {
        for trial in &mut self.trials {
            trial.mode = [0.0, 0.0];
        }
    }

    /// The log-likelihood and its gradient, whose part for a deviation of exactly zero is exactly zero.
    pub(super) fn at(&mut self, parameters: [f64; 4]) -> Slope<4> {
        let parts: Vec<Slope<4>> = self
            .trials
            .iter_mut()
            .map(|trial| trial.laplace(&parameters))
            .collect();
        (
            sum(parts.iter().map(|part| part.0)),
            std::array::from_fn(|i| sum(parts.iter().map(|part| part.1[i]))),
        )
    }
}

/// 2 × 2 matrices row by row.
type Square = [[f64; 2]; 2];

impl Trial {
    fn new(cells: Cells) -> Self {
        let coefficient = |x: f64, n: f64| {
            libm::lgamma(n + 1.0) - libm::lgamma(x + 1.0) - libm::lgamma(n - x + 1.0)
        };
        Self {
            cells,
            log_coefficients: coefficient(cells.a, cells.n1()) + coefficient(cells.c, cells.n2()),
            mode: [0.0, 0.0],
        }
    }

    fn arms(&self, [gamma, theta, sigma, tau]: &[f64; 4], [s, z]: [f64; 2]) -> [LogLikelihood; 2] {
        let t = &self.cells;
        [
            logistic(t.a, t.n1(), gamma + theta + sigma * s + 0.5 * tau * z),
            logistic(t.c, t.n2(), gamma + sigma * s - 0.5 * tau * z),
        ]
    }

    fn integrand(&self, parameters: &[f64; 4], mode: [f64; 2]) -> f64 {
        let [experimental, control] = self.arms(parameters, mode);
        experimental.value + control.value - 0.5 * (mode[0] * mode[0] + mode[1] * mode[1])
    }

    /// Newton's method with halved steps on a strictly concave function.
    fn find_mode(&mut self, parameters: &[f64; 4]) {
        let loadings = loadings(parameters);
        for _ in 0..200 {
            let arms = self.arms(parameters, self.mode);
            let slope: [f64; 2] = std::array::from_fn(|j| {
                arms[0].slope * loadings[0][j] + arms[1].slope * loadings[1][j] - self.mode[j]
            });
            let inverse = inverse(&negative_hessian(&arms, &loadings)).0;
            let step: [f64; 2] =
                std::array::from_fn(|j| inverse[j][0] * slope[0] + inverse[j][1] * slope[1]);
            let before = self.integrand(parameters, self.mode);
            let mut length = 1.0;
            for _ in 0..20 {
                let next = std::array::from_fn(|j| self.mode[j] + length * step[j]);
                if self.integrand(parameters, next) >= before - 1e-12 * before.abs() {
                    break;
                }
                length *= 0.5;
            }
            for (part, step) in self.mode.iter_mut().zip(step) {
                *part += length * step;
            }
            if step.iter().all(|part| part.abs() < 1e-11) || step.iter().any(|part| part.is_nan()) {
                break;
            }
        }
    }

    fn laplace(&mut self, parameters: &[f64; 4]) -> Slope<4> {
        if self.mode.iter().any(|part| !part.is_finite()) {
            self.mode = [0.0, 0.0];
        }
        self.find_mode(parameters);
        let loadings = loadings(parameters);
        let arms = self.arms(parameters, self.mode);
        let (inverse, determinant) = inverse(&negative_hessian(&arms, &loadings));
        let value = self.integrand(parameters, self.mode) + self.log_coefficients
            - 0.5 * libm::log(determinant);
        (value, self.gradient(&arms, &loadings, &inverse, parameters))
    }

    /// The derivative of f(û) − ½ ln det A in each parameter. With Z the loadings, W the binomial weights, B = A⁻¹, dη
    /// and dZ the direct changes of log odds and loadings:
    /// `dû = B (dZ' r − Z'W dη)` and `d ln det A = Σ w'ᵢ (Z B Z')ᵢᵢ (dη + Z dû)ᵢ + 2 tr(B Z'W dZ)`.
    fn gradient(
        &self,
        arms: &[LogLikelihood; 2],
        loadings: &Square,
        inverse: &Square,
        parameters: &[f64; 4],
    ) -> [f64; 4] {
        let [s, z] = self.mode;
        let weights = arms.map(|arm| -arm.curvature);
        let weight_slopes = self.weight_slopes(parameters);
        // Z B, whose product with Zᵀ has the leverages on its diagonal.
        let spread: Square = std::array::from_fn(|i| {
            std::array::from_fn(|j| loadings[i][0] * inverse[0][j] + loadings[i][1] * inverse[1][j])
        });
        let leverage: [f64; 2] =
            std::array::from_fn(|i| spread[i][0] * loadings[i][0] + spread[i][1] * loadings[i][1]);
        // How each parameter moves the two log odds at fixed û, and the loadings.
        let moves: [([f64; 2], Square); 4] = [
            ([1.0, 1.0], [[0.0; 2]; 2]),
            ([1.0, 0.0], [[0.0; 2]; 2]),
            ([s, s], [[1.0, 0.0], [1.0, 0.0]]),
            ([0.5 * z, -0.5 * z], [[0.0, 0.5], [0.0, -0.5]]),
        ];
        moves.map(|(direct, loading)| {
            let right: [f64; 2] = std::array::from_fn(|j| {
                (0..2)
                    .map(|i| {
                        loading[i][j] * arms[i].slope - loadings[i][j] * weights[i] * direct[i]
                    })
                    .sum()
            });
            let moved: [f64; 2] =
                std::array::from_fn(|j| inverse[j][0] * right[0] + inverse[j][1] * right[1]);
            (0..2)
                .map(|i| {
                    let whole = direct[i] + loadings[i][0] * moved[0] + loadings[i][1] * moved[1];
                    let trace =
                        weights[i] * (spread[i][0] * loading[i][0] + spread[i][1] * loading[i][1]);
                    arms[i].slope * direct[i] - 0.5 * weight_slopes[i] * leverage[i] * whole - trace
                })
                .sum()
        })
    }

    /// d/dη of n p (1 − p): n p (1 − p)(1 − 2p).
    fn weight_slopes(&self, [gamma, theta, sigma, tau]: &[f64; 4]) -> [f64; 2] {
        let [s, z] = self.mode;
        let log_odds = [
            gamma + theta + sigma * s + 0.5 * tau * z,
            gamma + sigma * s - 0.5 * tau * z,
        ];
        let totals = [self.cells.n1(), self.cells.n2()];
        std::array::from_fn(|i| {
            let weight = -logistic(0.0, totals[i], log_odds[i]).curvature;
            // 1 − 2p = −tanh(η/2)
            -weight * libm::tanh(0.5 * log_odds[i])
        })
    }
}

/// Z: how s and z enter the log odds of each arm.
fn loadings(parameters: &[f64; 4]) -> Square {
    let (sigma, half) = (parameters[SIGMA], 0.5 * parameters[TAU]);
    [[sigma, half], [sigma, -half]]
}

/// `A = I + Z'WZ`.
fn negative_hessian(arms: &[LogLikelihood; 2], loadings: &Square) -> Square {
    std::array::from_fn(|j| {
        std::array::from_fn(|l| {
            f64::from(u8::from(j == l))
                - (0..2)
                    .map(|i| arms[i].curvature * loadings[i][j] * loadings[i][l])
                    .sum::<f64>()
        })
    })
}

fn inverse(a: &Square) -> (Square, f64) {
    let determinant = a[0][0] * a[1][1] - a[0][1] * a[1][0];
    (
        [
            [a[1][1] / determinant, -a[0][1] / determinant],
            [-a[1][0] / determinant, a[0][0] / determinant],
        ],
        determinant,
    )
}

#[cfg(test)]
mod tests {
    use super::{Spread, random_intercepts};
    use crate::effect::TwoByTwo;

    /// lme4 1.1: `glmer(cbind(x, n - x) ~ e + (1 | t) + (0 + g | t), family = binomial)` with e 1 and 0, g ½ and −½ in the two arms and
    /// `tolPwrss = 1e-12`, without which its fourth figure is off: θ, the two variances, log-likelihood.
    #[test]
    fn variances_of_intercepts_and_effects_are_those_of_lme4() {
        let tables = [
            [4, 30, 2, 28],
            [1, 25, 9, 40],
            [12, 90, 20, 70],
            [7, 60, 3, 55],
            [3, 45, 6, 50],
            [20, 120, 11, 130],
        ]
        .map(TwoByTwo::of);
        let found = random_intercepts(&tables, Spread::Estimated).unwrap();
        assert!(found.converged);
        let intercepts = found.intercept_variance.unwrap();
        for (found, expected) in [
            (found.estimate, -0.177_297_2),
            (intercepts, 0.063_744_4),
            (found.tau_squared, 0.513_682_7),
            (found.log_likelihood, -31.246_811_1),
        ] {
            assert!((found - expected).abs() < 3e-5, "{found} {expected}");
        }
    }
}
