//! UM.FS: two binomials a trial with a fixed intercept for each trial (Jackson et al. 2018, model 4; Turner et al. 2000).
//!
//! ln odds of the experimental arm = αᵢ + δᵢ/2, of the control arm = αᵢ − δᵢ/2, δᵢ = θ + τzᵢ. The intercepts are nuisance:
//! each is a parameter of its own trial alone and is put at its best for every (θ, τ). As everywhere with one nuisance
//! parameter a trial, τ² is estimated too small when trials are small. R: `rma.glmm(model = "UM.FS", nAGQ = 7)`.
//!
//! With the complementary log-log in place of the log odds the effect is the log ratio of the hazards in arms that were followed
//! alike (Dias, Sutton, Ades & Welton 2013). R: `glm(cbind(events, others) ~ trial + arm, binomial("cloglog"))` for one effect,
//! `lme4::glmer` with the same link for effects that differ.

use super::link::Link;
use super::profile::{Marginal, fit, height_of_sides};
use super::quadrature::{Height, Lattice, mode, posterior};
use super::{MixedModel, Spread, informative, likelihood_ratio, not_separated, wald};
use crate::data::Measure;
use crate::effect::{Cells, Effect, TwoByTwo, effect, log_hazard_ratio};
use crate::math::saddle_point::log_binomial_mass;
use crate::pool::Undefined;
use crate::pool::noncentral_hypergeometric::LogLikelihood;

/// Fits the model.
///
/// # Errors
///
/// [`Undefined::TooFewTrials`] and the like; [`Undefined::Separated`] where the likelihood rises without end in the mean,
/// [`Undefined::UnboundedSpread`] where it does in τ².
pub fn fixed_intercepts(tables: &[TwoByTwo], spread: Spread) -> Result<MixedModel, Undefined> {
    by_link(tables, spread, Link::Logit)
}

/// Fits the model of hazards: the estimate is the mean log hazard ratio of arms that were followed for the same time. A trial
/// without an event, or with the event in everybody, says nothing.
///
/// # Errors
///
/// As [`fixed_intercepts`].
pub fn hazards(tables: &[TwoByTwo], spread: Spread) -> Result<MixedModel, Undefined> {
    by_link(tables, spread, Link::ComplementaryLogLog)
}

fn by_link(tables: &[TwoByTwo], spread: Spread, link: Link) -> Result<MixedModel, Undefined> {
    let informative = informative(tables, spread)?;
    not_separated(&informative)?;
    let mut model = FixedIntercepts::of(&informative, link);
    let found = fit(&mut model, spread)?;
    let best = informative.iter().map(|table| saturated(&table.cells()));
    Ok(MixedModel {
        likelihood_ratio_q: Some(likelihood_ratio::q(best, found.common_log_likelihood)),
        wald: wald::test(
            informative
                .iter()
                .filter_map(|table| own_effect(table, link)),
        ),
        ..found.model(informative.len())
    })
}

/// The effect of one trial without correction.
fn own_effect(table: &TwoByTwo, link: Link) -> Option<Effect> {
    match link {
        Link::Logit => effect(Measure::OddsRatio, &table.cells()),
        Link::ComplementaryLogLog => log_hazard_ratio(&table.cells()),
    }
}

/// The log-likelihood of two arms, each at its own risk.
fn saturated(t: &Cells) -> f64 {
    log_binomial_mass(t.a, t.n1(), t.a / t.n1(), t.b / t.n1())
        + log_binomial_mass(t.c, t.n2(), t.c / t.n2(), t.d / t.n2())
}

pub(super) struct FixedIntercepts {
    trials: Vec<Trial>,
}

impl FixedIntercepts {
    pub(super) fn of(tables: &[TwoByTwo], link: Link) -> Self {
        let trial = |table: &TwoByTwo| Trial::new(table.cells(), link);
        Self {
            trials: tables.iter().map(trial).collect(),
        }
    }
}

/// One trial with its intercept and the mode of its integrand at the last (θ, τ) as starts.
struct Trial {
    cells: Cells,
    link: Link,
    log_coefficients: f64,
    intercept: f64,
    mode: f64,
}

impl Marginal for FixedIntercepts {
    /// An intercept ties its trial's two log odds to one place, so that the likelihood falls unless one arm had no event
    /// and the other nothing else.
    fn far_away(&self) -> f64 {
        let parted = |t: &Cells| (t.a == 0.0 && t.d == 0.0) || (t.b == 0.0 && t.c == 0.0);
        if self.trials.iter().all(|trial| parted(&trial.cells)) {
            let rising = self
                .trials
                .iter()
                .filter(|trial| trial.cells.b == 0.0)
                .count();
            height_of_sides(rising, self.trials.len() - rising)
        } else {
            f64::NEG_INFINITY
        }
    }

    fn heights(&mut self, theta: f64, tau: f64, lattice: &Lattice) -> Vec<Height> {
        self.trials
            .iter_mut()
            .map(|trial| trial.profiled(theta, tau, lattice))
            .collect()
    }
}

/// The likelihood of both arms at one intercept and effect δ, with what an intercept adds to the derivatives.
#[derive(Clone, Copy, Default)]
struct TwoArms {
    effect: f64,
    effect_effect: f64,
    intercept: f64,
    intercept_intercept: f64,
    intercept_effect: f64,
}

/// (θ, τ) derivatives and those that mix the intercept in.
struct WithIntercept {
    height: Height,
    intercept: f64,
    intercept_intercept: f64,
    intercept_theta: f64,
    intercept_tau: f64,
}

impl Trial {
    fn new(cells: Cells, link: Link) -> Self {
        let coefficient = |x: f64, n: f64| {
            libm::lgamma(n + 1.0) - libm::lgamma(x + 1.0) - libm::lgamma(n - x + 1.0)
        };
        Self {
            cells,
            link,
            log_coefficients: coefficient(cells.a, cells.n1()) + coefficient(cells.c, cells.n2()),
            intercept: link.predictor(cells.events() + 0.5, cells.non_events() + 0.5),
            mode: 0.0,
        }
    }

    fn arms(&self, effect: f64) -> (LogLikelihood, LogLikelihood) {
        let t = &self.cells;
        (
            self.link
                .log_likelihood(t.a, t.n1(), self.intercept + 0.5 * effect),
            self.link
                .log_likelihood(t.c, t.n2(), self.intercept - 0.5 * effect),
        )
    }

    fn at(&self, effect: f64) -> LogLikelihood {
        let (experimental, control) = self.arms(effect);
        LogLikelihood {
            value: experimental.value + control.value + self.log_coefficients,
            slope: 0.5 * (experimental.slope - control.slope),
            curvature: 0.25 * (experimental.curvature + control.curvature),
        }
    }

    fn both(&self, effect: f64) -> TwoArms {
        let (experimental, control) = self.arms(effect);
        TwoArms {
            effect: 0.5 * (experimental.slope - control.slope),
            effect_effect: 0.25 * (experimental.curvature + control.curvature),
            intercept: experimental.slope + control.slope,
            intercept_intercept: experimental.curvature + control.curvature,
            intercept_effect: 0.5 * (experimental.curvature - control.curvature),
        }
    }

    /// The trial's log-likelihood with its intercept at its best, and derivatives of that profile.
    fn profiled(&mut self, theta: f64, tau: f64, lattice: &Lattice) -> Height {
        let mut full = self.marginal(theta, tau, lattice);
        let mut left = 0.0_f64;
        for _ in 0..100 {
            let step = (-full.intercept / full.intercept_intercept).clamp(-1.0, 1.0);
            if step.is_nan() || step.abs() < 1e-9 {
                left = step;
                break;
            }
            self.intercept = (self.intercept + step).clamp(-40.0, 40.0);
            full = self.marginal(theta, tau, lattice);
        }
        let mut height = full.height;
        // The slopes are carried over the step that is left: a step of θ's is judged by far smaller ones.
        height.theta += full.intercept_theta * left;
        height.tau += full.intercept_tau * left;
        let over = 1.0 / full.intercept_intercept;
        height.theta_theta -= full.intercept_theta * full.intercept_theta * over;
        height.theta_tau -= full.intercept_theta * full.intercept_tau * over;
        height.tau_tau -= full.intercept_tau * full.intercept_tau * over;
        height
    }

    fn marginal(&mut self, theta: f64, tau: f64, lattice: &Lattice) -> WithIntercept {
        if tau == 0.0 {
            return self.without_spread(theta);
        }
        let centre = mode(|effect| self.at(effect), theta, tau, self.mode);
        self.mode = centre.0;
        let posterior = posterior(|effect| self.at(effect), theta, tau, centre, lattice);
        let mut mean = WithIntercept {
            height: posterior.height(),
            intercept: 0.0,
            intercept_intercept: 0.0,
            intercept_theta: 0.0,
            intercept_tau: 0.0,
        };
        for (share, z, _) in &posterior.nodes {
            let arms = self.both(theta + tau * z);
            let mixed = share * (arms.intercept_effect + arms.intercept * arms.effect);
            mean.intercept += share * arms.intercept;
            mean.intercept_intercept +=
                share * (arms.intercept_intercept + arms.intercept * arms.intercept);
            mean.intercept_theta += mixed;
            mean.intercept_tau += mixed * z;
        }
        mean.intercept_intercept -= mean.intercept * mean.intercept;
        mean.intercept_theta -= mean.intercept * mean.height.theta;
        mean.intercept_tau -= mean.intercept * mean.height.tau;
        mean
    }

    fn without_spread(&self, theta: f64) -> WithIntercept {
        let arms = self.both(theta);
        WithIntercept {
            height: Height {
                value: self.at(theta).value,
                theta: arms.effect,
                theta_theta: arms.effect_effect,
                tau_tau: arms.effect_effect + arms.effect * arms.effect,
                ..Height::default()
            },
            intercept: arms.intercept,
            intercept_intercept: arms.intercept_intercept,
            intercept_theta: arms.intercept_effect,
            intercept_tau: 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{FixedIntercepts, Link, Marginal};
    use crate::effect::TwoByTwo;
    use crate::pool::mixed_model::profile::curvature_without_spread_is_that_of_a_small_one;
    use crate::pool::mixed_model::quadrature::Lattice;

    fn model(tables: &[[u64; 4]]) -> FixedIntercepts {
        let tables: Vec<TwoByTwo> = tables.iter().map(|counts| TwoByTwo::of(*counts)).collect();
        FixedIntercepts::of(&tables, Link::Logit)
    }

    /// Two sides of five as coins fall: 2 ln ⅖ + 3 ln ⅗; one trial that is not parted takes it all away.
    #[test]
    fn only_trials_of_all_in_one_arm_and_none_in_the_other_bear_a_spread_without_end() {
        let (all_of_experimental, all_of_control) = ([20, 20, 0, 25], [0, 30, 12, 12]);
        let parted = [
            all_of_experimental,
            all_of_experimental,
            all_of_control,
            all_of_control,
            all_of_control,
        ];
        let expected = 2.0 * libm::log(0.4) + 3.0 * libm::log(0.6);
        assert!((model(&parted).far_away() - expected).abs() < 1e-14);
        for other in [
            [0, 30, 4, 12],
            [20, 20, 3, 25],
            [5, 20, 0, 25],
            [3, 9, 12, 12],
            [2, 9, 3, 12],
        ] {
            let tables = [all_of_experimental, all_of_control, other];
            assert!(model(&tables).far_away() < f64::MIN, "{other:?}");
        }
    }

    /// Slopes are the differences of heights.
    #[test]
    fn slopes_and_curvatures_of_the_profile_are_those_of_its_heights() {
        let mut model = model(&[[3, 20, 8, 31], [0, 25, 2, 30], [9, 40, 1, 38]]);
        curvature_without_spread_is_that_of_a_small_one(&mut model);
        for theta in [-1.5, 0.2, 1.0] {
            let tau = 0.8;
            let here = model.height(theta, tau, &Lattice::FINE);
            let mut at = |along: f64, across: f64| {
                model
                    .height(theta + along, tau + across, &Lattice::FINE)
                    .value
            };
            let step = 1e-3;
            let (left, right) = (at(-step, 0.0), at(step, 0.0));
            let (below, above) = (at(0.0, -step), at(0.0, step));
            let mixed = at(step, step) - at(step, -step) - at(-step, step) + at(-step, -step);
            let square = step * step;
            for (found, expected) in [
                (here.theta, (right - left) / (2.0 * step)),
                (here.tau, (above - below) / (2.0 * step)),
                (here.theta_theta, (right - 2.0 * here.value + left) / square),
                (here.tau_tau, (above - 2.0 * here.value + below) / square),
                (here.theta_tau, mixed / (4.0 * square)),
            ] {
                assert!(
                    (found - expected).abs() < 1e-4,
                    "{theta} {found} {expected}"
                );
            }
        }
    }
}
