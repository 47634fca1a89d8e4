//! The mean of what enters a pool, with its interval and nothing else: no trial's own result, no heterogeneity. What is pooled
//! thousands of times needs no more.

use super::own::Entrant;
use super::rows::Row;
use crate::data::{
    ConfidenceLevel, Interval, Measure, Method, Plan, TauSquaredEstimator, Undefined,
};
use crate::effect::{Cells, Effect, IntervalEstimate, Rates};
use crate::math::sum::sum;
use crate::pool::random_effects::{self, MeanInterval, RandomEffects};
use crate::pool::tau_squared::TauSquared;
use crate::pool::{
    CommonEffect, inverse_variance, mantel_haenszel, mantel_haenszel_rates, miettinen_nurminen,
    peto, robust,
};

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

    fn wald(common: CommonEffect, level: ConfidenceLevel) -> Self {
        let wald = IntervalEstimate::wald(common.estimate, common.standard_error, level);
        Self::of(common, MeanInterval::symmetric(wald, None))
    }
}

/// The mean by the method of a plan; `None` where there is nothing to average, and for likelihoods, which have no weights.
pub(super) fn mean(entrants: &[Entrant], plan: Plan, level: ConfidenceLevel) -> Option<Mean> {
    match plan.method {
        Method::MantelHaenszel => by_mantel_haenszel(entrants, plan, level),
        Method::MiettinenNurminen => by_score(entrants, level),
        Method::Peto => by_peto(entrants, level),
        Method::InverseVariance => by_inverse_variance(entrants, level),
        Method::RandomEffects(estimator) => of_random_effects(entrants, plan, estimator, level),
        Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => None,
    }
}

/// Mantel and Haenszel's mean.
fn by_mantel_haenszel(entrants: &[Entrant], plan: Plan, level: ConfidenceLevel) -> Option<Mean> {
    let common = stratified(entrants, plan)?;
    if plan.interval != Interval::Robust {
        return Some(Mean::wald(common, level));
    }
    let terms = terms(entrants, plan);
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

/// Peto's.
fn by_peto(entrants: &[Entrant], level: ConfidenceLevel) -> Option<Mean> {
    let common = peto::odds_ratio(&pooled_tables(entrants))?;
    Some(Mean::wald(common, level))
}

/// That by inverse variances, of a common effect.
fn by_inverse_variance(entrants: &[Entrant], level: ConfidenceLevel) -> Option<Mean> {
    let common = inverse_variance::mean(&pooled_effects(entrants), 0.0)?;
    Some(Mean::wald(common, level))
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
        let around = stratified(entrants, plan)?.estimate;
        random_effects::fit_around(&effects, around)
    } else {
        random_effects::fit(&effects, estimator)
    }?;
    Some(Mean {
        interval: fitted.interval(plan.interval, &effects, level),
        weights: fitted.mean.weights.clone(),
        random: Some((fitted, effects)),
    })
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
    Some(Mean {
        interval: fitted.interval(plan.interval, &effects, level),
        weights: fitted.mean.weights.clone(),
        random: Some((fitted, effects)),
    })
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
        .filter_map(|entrant| match &entrant.row {
            Row::Counts(table) => Some(table.cells()),
            Row::PersonTime(_)
            | Row::Means(_)
            | Row::Proportion(_)
            | Row::Estimate(_)
            | Row::Impossible => None,
        })
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

/// Mantel and Haenszel's common effect of those that are pooled.
fn stratified(entrants: &[Entrant], plan: Plan) -> Option<CommonEffect> {
    let cells = pooled_cells(entrants);
    let rates = pooled_rates(entrants);
    stratified_of(plan.measure, &cells, &rates)
}

/// Mantel and Haenszel's estimate by the measure, of cells or of rates; `None` where the measure has none.
pub(super) fn stratified_of(
    measure: Measure,
    cells: &[Cells],
    rates: &[Rates],
) -> Option<CommonEffect> {
    match measure {
        Measure::RiskRatio => mantel_haenszel::risk_ratio(cells),
        Measure::OddsRatio => mantel_haenszel::odds_ratio(cells),
        Measure::RiskDifference => mantel_haenszel::risk_difference(cells),
        Measure::RateRatio => mantel_haenszel_rates::rate_ratio(rates),
        Measure::RateDifference => mantel_haenszel_rates::rate_difference(rates),
        Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => None,
    }
}

/// What each trial that was pooled adds to the two sums of Mantel and Haenszel's estimate.
fn terms(entrants: &[Entrant], plan: Plan) -> Vec<(f64, f64)> {
    let cells = pooled_cells(entrants);
    let rates = pooled_rates(entrants);
    let of_cells = |term: fn(&Cells) -> (f64, f64)| cells.iter().map(term).collect();
    let of_rates = |term: fn(&Rates) -> (f64, f64)| rates.iter().map(term).collect();
    match plan.measure {
        Measure::RiskRatio => of_cells(mantel_haenszel::risk_ratio_term),
        Measure::OddsRatio => of_cells(mantel_haenszel::odds_ratio_term),
        Measure::RiskDifference => of_cells(mantel_haenszel::risk_difference_term),
        Measure::RateRatio => of_rates(mantel_haenszel_rates::rate_ratio_term),
        Measure::RateDifference => of_rates(mantel_haenszel_rates::rate_difference_term),
        Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => Vec::new(),
    }
}

/// What the trials weigh in Mantel and Haenszel's estimate without correction, in percent.
///
/// A ratio is ΣR / ΣS. Programs print shares of ΣS, the sum of the control arms' events, in which a trial whose events all
/// happened in the other arm weighs nothing although it decides half the answer. These are the shares of what S is on
/// average where risks do not differ, given each trial's own margins: which trial brings how much information, whichever
/// arm its events fell in. Differences have weights that do not depend on where the events fell: those are kept.
pub(super) fn shares_of_information(entrants: &[Entrant], plan: Plan) -> Vec<f64> {
    let cells = pooled_cells(entrants);
    let rates = pooled_rates(entrants);
    let information: Vec<f64> = match plan.measure {
        Measure::RiskRatio => cells
            .iter()
            .map(mantel_haenszel::risk_ratio_information)
            .collect(),
        Measure::OddsRatio => cells
            .iter()
            .map(mantel_haenszel::odds_ratio_information)
            .collect(),
        Measure::RateRatio => rates
            .iter()
            .map(mantel_haenszel_rates::rate_ratio_information)
            .collect(),
        Measure::RiskDifference
        | Measure::RateDifference
        | Measure::PetoOddsRatio
        | Measure::ArcsineDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => terms(entrants, plan)
            .into_iter()
            .map(|(_, weight)| weight)
            .collect(),
    };
    let all = sum(information.iter().copied());
    information
        .into_iter()
        .map(|information| 100.0 * information / all)
        .collect()
}

/// Whether a ratio of Mantel and Haenszel's rests on two trials of which one holds all events of one side and the other all
/// of the other side: one is all of ΣR and nothing of ΣS, the other the reverse.
pub(super) fn rests_on_two_sides(entrants: &[Entrant], plan: Plan) -> bool {
    if plan.method != Method::MantelHaenszel || !plan.measure.is_ratio() {
        return false;
    }
    let terms = terms(entrants, plan);
    let with_events = || terms.iter().filter(|(r, s)| *r > 0.0 || *s > 0.0);
    let is_one_sided = |(r, s): &(f64, f64)| (*r > 0.0) != (*s > 0.0);
    with_events().count() == 2 && with_events().all(is_one_sided)
}
