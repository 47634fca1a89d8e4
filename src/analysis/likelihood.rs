//! The likelihood methods carried out on the rows: what each of them takes, and its answer in the common form.
//!
//! None of them is a weighted mean, so trials have no weights; none takes a correction.

use super::own::own_effect;
use super::rows::{Row, Rows};
use super::{TrialResult, TrialUse};
use crate::data::{ConfidenceLevel, CountModel, ExactTail, Measure, Method, Plan, TauPrior};
use crate::effect::{Effect, IntervalEstimate, PersonTime, TwoByTwo};
use crate::math::normal;
use crate::pool::mixed_model::{self, EffectLikelihood, MixedModel, Spread, TwoBinomials};
use crate::pool::{
    Heterogeneity, Pooled, Undefined, bayesian, beta_binomial, exact_conditional, firth,
    heterogeneity, inverse_variance, prediction,
};

/// Whether a method pools by a likelihood of the trials' numbers, and not by weighted means or a score.
pub(super) fn is_likelihood(method: Method) -> bool {
    match method {
        Method::Bayesian(_)
        | Method::GeneralizedLinear(_)
        | Method::ExactConditional(_)
        | Method::PenalizedLogistic
        | Method::BetaBinomial => true,
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::RandomEffects(_) => false,
    }
}

/// Whether a measure can be had from a likelihood method.
pub(super) fn applies(measure: Measure, method: Method) -> bool {
    match method {
        Method::GeneralizedLinear(CountModel::ConditionalExact) => {
            matches!(measure, Measure::OddsRatio | Measure::RateRatio)
        }
        Method::GeneralizedLinear(CountModel::LogisticNormal) => {
            measure == Measure::LogitProportion
        }
        Method::BetaBinomial => matches!(
            measure,
            Measure::OddsRatio | Measure::RiskRatio | Measure::RiskDifference
        ),
        Method::GeneralizedLinear(_) | Method::PenalizedLogistic | Method::ExactConditional(_) => {
            measure == Measure::OddsRatio
        }
        Method::Bayesian(_) => matches!(
            measure,
            Measure::RiskRatio
                | Measure::OddsRatio
                | Measure::RateRatio
                | Measure::RatioOfMeans
                | Measure::GenericRatio
        ),
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::RandomEffects(_) => false,
    }
}

/// Whether a row has something to say to a likelihood method; `None` for the other methods, which ask the row's effect.
pub(super) fn contributes(row: &Row, method: Method) -> Option<bool> {
    match method {
        // Trials without an event say how low the risks are, or take part through the information.
        Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::GeneralizedLinear(CountModel::LogisticNormal) => Some(true),
        Method::Bayesian(_) if row.events().is_none() => None,
        Method::GeneralizedLinear(_) | Method::ExactConditional(_) | Method::Bayesian(_) => {
            Some(!row.is_double_zero() && !row.is_all_events())
        }
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::RandomEffects(_) => None,
    }
}

/// Whether a ratio is finite although one arm has no event, or only events, in any trial.
pub(super) fn is_finite_without_events(method: Method) -> bool {
    matches!(method, Method::PenalizedLogistic | Method::Bayesian(_))
}

/// Carries out a likelihood method on the rows that were found to take part.
pub(super) fn pool(
    rows: &Rows,
    plan: Plan,
    trials: &mut [TrialResult],
) -> Result<Pooled, Undefined> {
    if let Method::Bayesian(prior) = plan.method {
        return posterior(rows, plan, prior, trials);
    }
    let taking_part = || {
        rows.rows
            .iter()
            .zip(trials.iter())
            .filter(|(_, trial)| trial.used == TrialUse::Pooled)
            .map(|(row, _)| row)
    };
    let tables: Vec<TwoByTwo> = taking_part().filter_map(Row::table).collect();
    match plan.method {
        Method::GeneralizedLinear(model) => {
            let fitted = match model {
                _ if plan.measure == Measure::RateRatio => {
                    let rates: Vec<PersonTime> = taking_part()
                        .filter_map(|row| {
                            let Row::PersonTime(trial) = row else {
                                return None;
                            };
                            Some(*trial)
                        })
                        .collect();
                    mixed_model::poisson_normal(&rates, Spread::Estimated)
                }
                CountModel::LogisticNormal => {
                    mixed_model::logistic_normal(&rows.proportions(), Spread::Estimated)
                }
                CountModel::ConditionalExact => {
                    mixed_model::conditional_exact(&tables, Spread::Estimated)
                }
                CountModel::ConditionalApproximate => {
                    mixed_model::conditional_approximate(&tables, Spread::Estimated)
                }
                CountModel::FixedIntercepts => {
                    mixed_model::fixed_intercepts(&tables, Spread::Estimated)
                }
                CountModel::RandomIntercepts => {
                    mixed_model::random_intercepts(&tables, Spread::Estimated)
                }
            }?;
            let effects: Vec<Effect> = taking_part()
                .filter_map(|row| own_effect(row, plan))
                .collect();
            Ok(mixed(&fitted, plan, &effects, rows.level))
        }
        Method::BetaBinomial => {
            let fitted = beta_binomial::fit(&tables, rows.level)?;
            let interval = if plan.measure == Measure::RiskRatio {
                fitted.risk_ratio
            } else if plan.measure == Measure::RiskDifference {
                fitted.risk_difference
            } else {
                fitted.odds_ratio
            };
            Ok(Pooled {
                converged: fitted.converged,
                ..wald(interval, fitted.trials)
            })
        }
        Method::PenalizedLogistic => penalized(&tables, rows.level),
        Method::ExactConditional(tail) => exact(&tables, tail, rows.level),
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::RandomEffects(_)
        | Method::Bayesian(_) => Err(Undefined::NotApplicable),
    }
}

/// The posterior; its estimate is the median, its two-sided P twice the smaller posterior probability of a direction.
fn posterior(
    rows: &Rows,
    plan: Plan,
    prior: TauPrior,
    trials: &mut [TrialResult],
) -> Result<Pooled, Undefined> {
    let taking_part = rows
        .rows
        .iter()
        .zip(trials.iter_mut())
        .filter(|(_, trial)| trial.used == TrialUse::Pooled);
    let (likelihoods, results): (Vec<EffectLikelihood>, Vec<&mut TrialResult>) = taking_part
        .filter_map(|(row, trial)| Some((effect_likelihood(row, plan)?, trial)))
        .unzip();
    let fitted = bayesian::fit(&likelihoods, prior, rows.level)?;
    for (result, shrunken) in results.into_iter().zip(&fitted.shrunken) {
        result.shrunken = *shrunken;
    }
    let above = fitted
        .posterior
        .exceedances
        .first()
        .map_or(0.5, |null| null.probability);
    Ok(Pooled {
        interval: fitted.mean,
        statistic: None,
        degrees_of_freedom: None,
        p_value: (2.0 * above.min(1.0 - above)).clamp(0.0, 1.0),
        trials: likelihoods.len(),
        heterogeneity: posterior_heterogeneity(rows, plan, fitted.posterior.tau),
        prediction: (likelihoods.len() >= prediction::FEWEST_TRIALS).then_some(fitted.prediction),
        converged: true,
        posterior: Some(fitted.posterior),
    })
}

/// The posterior median of τ, squared with its interval, beside Cochran's Q of the trials' own effects.
fn posterior_heterogeneity(rows: &Rows, plan: Plan, tau: (f64, f64, f64)) -> Option<Heterogeneity> {
    let effects: Vec<Effect> = rows
        .rows
        .iter()
        .filter_map(|row| own_effect(row, plan))
        .collect();
    let common = inverse_variance::mean(&effects, 0.0)?;
    let q = heterogeneity::q_around(&effects, common.estimate);
    let (median, lower, upper) = tau;
    Some(Heterogeneity {
        tau_squared: Some(median * median),
        tau_squared_interval: Some((lower * lower, upper * upper)),
        ..heterogeneity::from_q(q, effects.len(), rows.level)?
    })
}

/// The likelihoods of the effects of the rows that take part.
pub(super) fn effect_likelihoods(
    rows: &Rows,
    plan: Plan,
    trials: &[TrialResult],
) -> Vec<EffectLikelihood> {
    let rows = rows.rows.iter().zip(trials);
    rows.filter(|(_, trial)| trial.used == TrialUse::Pooled)
        .filter_map(|(row, _)| effect_likelihood(row, plan))
        .collect()
}

fn effect_likelihood(row: &Row, plan: Plan) -> Option<EffectLikelihood> {
    match row {
        Row::Counts(table) if plan.measure == Measure::RiskRatio => {
            Some(EffectLikelihood::TwoBinomials(TwoBinomials::of(table)))
        }
        Row::Counts(table) => Some(EffectLikelihood::hypergeometric(table)),
        Row::PersonTime(trial) => Some(EffectLikelihood::binomial(
            trial.experimental_events,
            trial.control_events,
            (trial.experimental_time, trial.control_time),
        )),
        Row::Means(_) | Row::Proportion(_) | Row::Estimate(_) => {
            own_effect(row, plan).map(|own| EffectLikelihood::Normal {
                estimate: own.estimate,
                variance: own.variance,
            })
        }
        Row::Impossible => None,
    }
}

fn wald(interval: IntervalEstimate, trials: usize) -> Pooled {
    let statistic = interval.estimate / interval.standard_error;
    Pooled {
        interval,
        statistic: Some(statistic),
        degrees_of_freedom: None,
        p_value: normal::two_sided(statistic),
        trials,
        heterogeneity: None,
        prediction: None,
        converged: true,
        posterior: None,
    }
}

fn mixed(fitted: &MixedModel, plan: Plan, effects: &[Effect], level: ConfidenceLevel) -> Pooled {
    let interval = IntervalEstimate::wald(fitted.estimate, fitted.standard_error, level);
    Pooled {
        heterogeneity: mixed_heterogeneity(fitted, effects, level),
        prediction: prediction::interval(
            &interval,
            fitted.tau_squared,
            fitted.trials,
            plan.prediction,
            level,
        ),
        converged: fitted.converged,
        ..wald(interval, fitted.trials)
    }
}

/// Q is the likelihood-ratio statistic; the I² from τ² takes the typical variance of the trials' own effects, corrected
/// as they are shown, as R's `rma.glmm` does.
fn mixed_heterogeneity(
    fitted: &MixedModel,
    effects: &[Effect],
    level: ConfidenceLevel,
) -> Option<Heterogeneity> {
    let mut found = heterogeneity::from_q(fitted.likelihood_ratio_q?, fitted.trials, level)?;
    found.wald = fitted.wald;
    let typical = heterogeneity::typical_variance(effects);
    found.tau_squared = Some(fitted.tau_squared);
    found.i_squared_from_tau_squared =
        Some(heterogeneity::i_squared_from(fitted.tau_squared, typical))
            .filter(|share| share.is_finite());
    Some(found)
}

fn penalized(tables: &[TwoByTwo], level: ConfidenceLevel) -> Result<Pooled, Undefined> {
    let fitted = firth::fit(tables, level)?;
    Ok(Pooled {
        interval: IntervalEstimate {
            estimate: fitted.estimate,
            standard_error: fitted.standard_error,
            lower: fitted.lower,
            upper: fitted.upper,
        },
        statistic: None,
        degrees_of_freedom: None,
        p_value: fitted.p_value,
        trials: fitted.trials,
        heterogeneity: None,
        prediction: None,
        converged: fitted.converged,
        posterior: None,
    })
}

fn exact(
    tables: &[TwoByTwo],
    tail: ExactTail,
    level: ConfidenceLevel,
) -> Result<Pooled, Undefined> {
    let found = exact_conditional::odds_ratio(tables, tail, level)?;
    Ok(Pooled {
        interval: IntervalEstimate {
            estimate: found.estimate,
            standard_error: found.standard_error,
            lower: found.lower,
            upper: found.upper,
        },
        statistic: None,
        degrees_of_freedom: None,
        p_value: found.p_value,
        trials: found.trials,
        heterogeneity: None,
        prediction: None,
        converged: true,
        posterior: None,
    })
}
