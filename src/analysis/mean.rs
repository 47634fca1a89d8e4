//! The mean of what enters a pool, with its interval and nothing else: no trial's own result, no heterogeneity. What is pooled
//! thousands of times needs no more.

use super::own::Entrant;
use super::stratified::Stratified;
use crate::data::{ConfidenceLevel, Interval, Method, Plan, TauSquaredEstimator, Undefined};
use crate::effect::{Cells, Effect, IntervalEstimate, Rates};
use crate::pool::random_effects::{self, MeanInterval, RandomEffects};
use crate::pool::sums::{self, Parts, SumsOf};
use crate::pool::tau_squared::TauSquared;
use crate::pool::{CommonEffect, inverse_variance, miettinen_nurminen, peto, robust};

/// A weighted mean of the entrants that are pooled.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Mean {
    /// The mean with its interval, or why there is none around it.
    pub(super) interval: Result<MeanInterval, Undefined>,
    /// The weight of each of them in percent, in their order.
    pub(super) weights: Vec<f64>,
    /// Of random effects, the fit and the effects that were fitted.
    pub(super) random: Option<(RandomEffects, Vec<Effect>)>,
}

impl Mean {
    fn of(common: CommonEffect, interval: MeanInterval) -> Self {
        Self {
            interval: Ok(interval),
            weights: common.weights,
            random: None,
        }
    }

    fn random(
        fitted: RandomEffects,
        effects: Vec<Effect>,
        plan: Plan,
        level: ConfidenceLevel,
    ) -> Self {
        Self {
            interval: fitted.interval(plan.interval, &effects, level),
            weights: fitted.mean.weights.clone(),
            random: Some((fitted, effects)),
        }
    }

    fn wald(common: CommonEffect, level: ConfidenceLevel) -> Self {
        let interval = wald(common.estimate, common.standard_error, level);
        Self::of(common, interval)
    }
}

/// Wald's interval of a mean.
pub(super) fn wald(estimate: f64, standard_error: f64, level: ConfidenceLevel) -> MeanInterval {
    let interval = IntervalEstimate::wald(estimate, standard_error, level);
    MeanInterval::symmetric(interval, None)
}

/// A mean of which estimate and standard error are a formula of sums over the entrants, with Wald's interval.
#[derive(Clone, Copy, Debug)]
pub(super) enum Formula {
    /// Over the cells to pool, under the correction of the plan.
    Cells(SumsOf<Cells>),
    /// Over the rates to pool, under the same.
    Rates(SumsOf<Rates>),
    /// Over the cells as they were reported.
    Reported(SumsOf<Cells>),
    /// Over the effects.
    Effects(SumsOf<Effect>),
}

impl Formula {
    /// That of a plan; `None` where its mean is none.
    pub(super) fn of(plan: Plan) -> Option<Self> {
        match plan.method {
            Method::MantelHaenszel if plan.interval != Interval::Robust => {
                Stratified::of(plan.measure).map(Stratified::formula)
            }
            Method::Peto => Some(Self::Reported(peto::ODDS_RATIO)),
            Method::InverseVariance => Some(Self::Effects(inverse_variance::WEIGHTED_MEAN)),
            Method::MantelHaenszel
            | Method::MiettinenNurminen
            | Method::RandomEffects(_)
            | Method::GeneralizedLinear(_)
            | Method::BetaBinomial
            | Method::PenalizedLogistic
            | Method::ExactConditional(_)
            | Method::Bayesian(_) => None,
        }
    }

    /// What an entrant adds to the sums: nothing where it is not pooled.
    pub(super) fn parts(&self, entrant: &Entrant) -> Parts {
        if !entrant.is_pooled() {
            return Parts::default();
        }
        let parts = match self {
            Self::Cells(of) => entrant.cells.as_ref().map(of.parts),
            Self::Rates(of) => entrant.rates.as_ref().map(of.parts),
            Self::Reported(of) => entrant.row.table().map(|table| (of.parts)(&table.cells())),
            Self::Effects(of) => entrant.effect.as_ref().map(of.parts),
        };
        parts.unwrap_or_default()
    }

    /// The estimate and its standard error from what each adds; `None` where there is none.
    pub(super) fn estimate(&self, parts: &[Parts]) -> Option<(f64, f64)> {
        let sums = sums::add(parts);
        match self {
            Self::Cells(of) | Self::Reported(of) => of.estimate_of(sums),
            Self::Rates(of) => of.estimate_of(sums),
            Self::Effects(of) => of.estimate_of(sums),
        }
    }

    /// The common effect of those that are pooled.
    pub(super) fn common(&self, entrants: &[Entrant]) -> Option<CommonEffect> {
        match self {
            Self::Cells(of) => sums::common(&pooled_cells(entrants), of),
            Self::Rates(of) => sums::common(&pooled_rates(entrants), of),
            Self::Reported(of) => sums::common(&pooled_tables(entrants), of),
            Self::Effects(of) => sums::common(&pooled_effects(entrants), of),
        }
    }
}

/// The mean by the method of a plan; `None` where there is nothing to average, and for likelihoods, which have no weights.
pub(super) fn mean(entrants: &[Entrant], plan: Plan, level: ConfidenceLevel) -> Option<Mean> {
    if let Some(formula) = Formula::of(plan) {
        return Some(Mean::wald(formula.common(entrants)?, level));
    }
    match plan.method {
        Method::MantelHaenszel => with_robust_error(entrants, plan, level),
        Method::MiettinenNurminen => by_score(entrants, level),
        Method::RandomEffects(estimator) => of_random_effects(entrants, plan, estimator, level),
        Method::Peto
        | Method::InverseVariance
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => None,
    }
}

/// Mantel and Haenszel's mean with its robust error.
fn with_robust_error(entrants: &[Entrant], plan: Plan, level: ConfidenceLevel) -> Option<Mean> {
    let sums = Stratified::of(plan.measure)?;
    let common = sums.estimate(entrants)?;
    let terms = sums.terms(entrants);
    let robust = if plan.measure.is_ratio() {
        robust::of_ratio(&terms)
    } else {
        robust::of_difference(&terms)
    };
    let interval = robust::interval(&common, robust, terms.len(), level);
    Some(Mean::of(common, interval))
}

/// Mantel and Haenszel's difference with Miettinen and Nurminen's interval.
fn by_score(entrants: &[Entrant], level: ConfidenceLevel) -> Option<Mean> {
    let score = miettinen_nurminen::risk_difference(&pooled_tables(entrants), level)?;
    Some(Mean {
        interval: Ok(MeanInterval {
            interval: score.interval,
            degrees_of_freedom: None,
            statistic: score.statistic,
        }),
        weights: score.weights,
        random: None,
    })
}

/// That of random effects.
fn of_random_effects(
    entrants: &[Entrant],
    plan: Plan,
    estimator: TauSquaredEstimator,
    level: ConfidenceLevel,
) -> Option<Mean> {
    let effects = pooled_effects(entrants);
    let fitted = if estimator == TauSquaredEstimator::DerSimonianLairdMantelHaenszel {
        let around = Stratified::of(plan.measure)?.estimate(entrants)?.estimate;
        random_effects::fit_around(&effects, around)
    } else {
        random_effects::fit(&effects, estimator)
    }?;
    Some(Mean::random(fitted, effects, plan, level))
}

/// That of random effects whose variance between trials is given.
pub(super) fn mean_with_tau_squared(
    entrants: &[Entrant],
    plan: Plan,
    tau_squared: TauSquared,
    level: ConfidenceLevel,
) -> Option<Mean> {
    let Method::RandomEffects(estimator) = plan.method else {
        return None;
    };
    let effects = pooled_effects(entrants);
    let fitted = random_effects::with_tau_squared(&effects, estimator, tau_squared)?;
    Some(Mean::random(fitted, effects, plan, level))
}

/// The entrants that are pooled.
pub(super) fn pooled(entrants: &[Entrant]) -> impl Iterator<Item = &Entrant> {
    entrants.iter().filter(|entrant| entrant.is_pooled())
}

/// The cells to pool of those that enter as tables, under the correction of the plan.
pub(super) fn pooled_cells(entrants: &[Entrant]) -> Vec<Cells> {
    pooled(entrants)
        .filter_map(|entrant| entrant.cells)
        .collect()
}

/// The tables that enter, as they were reported.
pub(super) fn pooled_tables(entrants: &[Entrant]) -> Vec<Cells> {
    pooled(entrants)
        .filter_map(|entrant| entrant.row.table())
        .map(|table| table.cells())
        .collect()
}

/// The rates to pool of those that enter with person-time, under the correction of the plan.
pub(super) fn pooled_rates(entrants: &[Entrant]) -> Vec<Rates> {
    pooled(entrants)
        .filter_map(|entrant| entrant.rates)
        .collect()
}

/// The effects that enter an inverse-variance pool or Q. Trials that enter the sums without an effect of their own (everybody
/// had the event) are not among them.
pub(super) fn pooled_effects(entrants: &[Entrant]) -> Vec<Effect> {
    pooled(entrants)
        .filter_map(|entrant| entrant.effect)
        .collect()
}
