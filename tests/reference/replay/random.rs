//! `random`: τ² by every estimator, the mean with its three intervals, prediction intervals and the Q-profile.

use trialpool::analysis::Undefined;
use trialpool::data::{Interval, Method, PredictionDegrees, TauSquaredEstimator};
use trialpool::effect::Effect;
use trialpool::math::{normal, student};
use trialpool::pool::random_effects::{self, MeanInterval, RandomEffects};
use trialpool::pool::{heterogeneity, inverse_variance, prediction, q_profile, tau_squared};

use super::comparison::{Comparison, Reference, Verdict};
use super::dataset::Dataset;
use super::door;
use super::policy::usable_effects;
use super::record::Record;
use super::tolerance::{LEVEL, Tolerance};

const ONE_TRIAL: &str =
    "one trial: no heterogeneity is given; R silently turns to a common effect with Q = 0";
const LOCAL_MAXIMUM: &str = "R's likelihood climb ended on a lower hill; the highest is taken (compared with the record's tau2_global)";
const NORMAL_PREDICTION: &str = "prediction interval with a normal quantile (R, Wald): t with k − 1 or k − 2 is given instead; R's is rebuilt from the core's τ² and standard error";
const FEW_FOR_PREDICTION: &str = "fewer than three trials: no prediction interval; R gives one";
const NO_VARIATION: &str = "trials that agree in every figure: Hartung and Knapp's interval without safeguard is refused; R gives it no width";
const EMPTY_PROFILE: &str = "no τ² fits (Q below its 0.025 quantile): no Q-profile interval; R gives 0 to 0 and says that it is empty";
const STOPPED_SHORT: &str = "R's scoring stopped short of 10⁻⁸: the core's τ² has at least the likelihood of R's (compared to 10⁻⁶)";
const ENDED_AT_THRESHOLD: &str = "R's iteration ends at a step of 10⁻¹² in τ², which is not small beside the smallest variance: compared to that";
const SEARCH_END: &str = "a limit of τ² above 100: R stops its search there";
const LOOSE_CONTROL: &str = "R needed half steps or stopped early: its τ² is compared to 10⁻⁵";

/// The step of τ² at which R's iterations were told to end.
const R_THRESHOLD: f64 = 1e-12;

pub(super) fn judge(record: &Record, dataset: &Dataset) -> Verdict {
    let (Some(effects), Some(estimator)) = (
        usable_effects(record, dataset),
        estimator(record.setting("method")),
    ) else {
        return Verdict::Unsupported;
    };
    let effects: Vec<Effect> = effects.into_iter().map(|(_, effect)| effect).collect();
    let fitted = random_effects::fit(&effects, estimator);
    let Some(fitted) = fitted.filter(|_| !record.result.is_null()) else {
        return if record.result.is_null() {
            Comparison::of_undefined(record, !effects.is_empty())
        } else {
            let mut comparison = Comparison::new(record);
            comparison.failures.push("none, R has a fit".to_string());
            comparison.verdict()
        };
    };
    let mut comparison = Comparison::new(record);
    comparison.number("k", Some(effects.len() as f64), Tolerance::closed_form(1.0));
    if !fitted.tau_squared.converged {
        comparison.failures.push("τ² did not converge".to_string());
    }
    let scale = tau_squared(&mut comparison, &fitted, &effects, estimator);
    spread(&mut comparison, &fitted, &effects);
    profile(&mut comparison, &effects);
    if let Some(scale) = scale {
        let weights: Vec<Option<f64>> = fitted.mean.weights.iter().copied().map(Some).collect();
        comparison.numbers(
            "weights",
            &weights,
            Tolerance {
                relative: scale,
                floor: 1e-3,
            },
        );
        for (name, kind) in [
            ("z", Interval::Wald),
            ("knha", Interval::HartungKnapp),
            ("adhoc", Interval::HartungKnappSafeguarded),
        ] {
            if comparison.has(&format!("{name}.est")) {
                mean(&mut comparison, name, &fitted, kind, &effects, scale);
            }
        }
    }
    for (name, kind) in [
        ("knha", Interval::HartungKnapp),
        ("adhoc", Interval::HartungKnappSafeguarded),
    ] {
        if comparison.has(&format!("{name}.est")) || name == "adhoc" {
            through_the_door(&mut comparison, record, dataset, &effects, &fitted, kind);
        }
    }
    comparison.verdict()
}

pub(super) fn estimator(name: &str) -> Option<TauSquaredEstimator> {
    Some(match name {
        "DL" => TauSquaredEstimator::DerSimonianLaird,
        "HE" => TauSquaredEstimator::HedgesOlkin,
        "HS" => TauSquaredEstimator::HunterSchmidt,
        "SJ" => TauSquaredEstimator::SidikJonkman,
        "ML" => TauSquaredEstimator::MaximumLikelihood,
        "REML" => TauSquaredEstimator::RestrictedMaximumLikelihood,
        "EB" => TauSquaredEstimator::EmpiricalBayes,
        "PM" => TauSquaredEstimator::PauleMandel,
        _ => return None,
    })
}

/// Compares τ² and answers with the tolerance for what follows from it; `None` where R sits on another hill.
fn tau_squared(
    comparison: &mut Comparison,
    fitted: &RandomEffects,
    effects: &[Effect],
    estimator: TauSquaredEstimator,
) -> Option<f64> {
    let found = fitted.tau_squared.value;
    // τ² matters beside the variances of the trials: far below them it is zero.
    let smallest = effects
        .iter()
        .map(|effect| effect.variance)
        .fold(f64::INFINITY, f64::min);
    let likelihood = matches!(
        estimator,
        TauSquaredEstimator::MaximumLikelihood | TauSquaredEstimator::RestrictedMaximumLikelihood
    );
    if likelihood {
        // The record's own grid and golden section are good to about 10⁻⁷ of the variances.
        let tolerance = Tolerance {
            relative: 1e-6,
            floor: smallest,
        };
        comparison.number("tau2_global", Some(found), tolerance);
    }
    let reference = comparison.reference_number("tau2")?;
    let global = comparison.reference_number("tau2_global");
    if likelihood
        && global.is_some_and(|global| (global - reference).abs() > 1e-5 * reference.max(smallest))
    {
        comparison.convention(LOCAL_MAXIMUM);
        return None;
    }
    let closed = matches!(
        estimator,
        TauSquaredEstimator::DerSimonianLaird
            | TauSquaredEstimator::HedgesOlkin
            | TauSquaredEstimator::HunterSchmidt
            | TauSquaredEstimator::SidikJonkman
    );
    let tolerance = if comparison.text("control") != Some("tight") {
        comparison.convention(LOOSE_CONTROL);
        Tolerance {
            relative: 1e-5,
            floor: smallest,
        }
    } else if closed {
        Tolerance::closed_form(smallest)
    } else {
        Tolerance::iterative(smallest)
    };
    let short = (found - reference).abs() > tolerance.relative * reference.max(smallest);
    if short && likelihood && likelihood_is_no_less(effects, estimator, found, reference) {
        comparison.convention(STOPPED_SHORT);
        let tolerance = Tolerance {
            relative: 1e-6,
            floor: smallest,
        };
        comparison.number("tau2", Some(found), tolerance);
        return Some(tolerance.relative);
    }
    if short && !closed && (found - reference).abs() <= R_THRESHOLD {
        comparison.convention(ENDED_AT_THRESHOLD);
        let tolerance = Tolerance {
            relative: R_THRESHOLD / smallest,
            floor: smallest,
        };
        comparison.number("tau2", Some(found), tolerance);
        return Some(tolerance.relative);
    }
    comparison.number("tau2", Some(found), tolerance);
    Some(tolerance.relative)
}

fn likelihood_is_no_less(
    effects: &[Effect],
    estimator: TauSquaredEstimator,
    found: f64,
    reference: f64,
) -> bool {
    let height = |tau_squared| match estimator {
        TauSquaredEstimator::MaximumLikelihood => tau_squared::log_likelihood(effects, tau_squared),
        _ => tau_squared::restricted_log_likelihood(effects, tau_squared),
    };
    // At the top the likelihood is flat: a difference of 10⁻⁸ in τ² is lost in its rounding.
    height(found) >= height(reference) - 1e-13 * height(reference).abs()
}

fn spread(comparison: &mut Comparison, fitted: &RandomEffects, effects: &[Effect]) {
    let common = inverse_variance::mean(effects, 0.0);
    let q = common.map_or(0.0, |common| {
        heterogeneity::q_around(effects, common.estimate)
    });
    let Some(found) = heterogeneity::from_q(q, effects.len(), LEVEL) else {
        if effects.len() < 2 {
            comparison.convention(ONE_TRIAL);
        } else {
            comparison.number("Q", None, Tolerance::closed_form(1.0));
        }
        return;
    };
    comparison.number(
        "Q",
        Some(found.q),
        Tolerance::closed_form(found.degrees_of_freedom),
    );
    comparison.number(
        "Q_df",
        Some(found.degrees_of_freedom),
        Tolerance::closed_form(1.0),
    );
    comparison.number("Q_p", Some(found.p_value), Tolerance::closed_form(1e-300));
    // R prints the I² and H² that follow from τ².
    let typical = heterogeneity::typical_variance(effects);
    if comparison.conventions.contains(LOCAL_MAXIMUM) {
        return;
    }
    let loose = comparison.conventions.contains(LOOSE_CONTROL)
        || comparison.conventions.contains(STOPPED_SHORT);
    let tolerance = if loose {
        Tolerance {
            relative: 1e-5,
            floor: 1.0,
        }
    } else {
        Tolerance::iterative(1.0)
    };
    let tau_squared = fitted.tau_squared.value;
    comparison.number(
        "I2",
        Some(heterogeneity::i_squared_from(tau_squared, typical)),
        tolerance,
    );
    comparison.number("H2", Some(1.0 + tau_squared / typical), tolerance);
}

fn profile(comparison: &mut Comparison, effects: &[Effect]) {
    if comparison.reference("qprofile.tau2_lb") == Reference::Absent {
        return;
    }
    let found = q_profile::interval(effects, LEVEL);
    if found.is_none() && comparison.flag("qprofile.ci_null") {
        comparison.convention(EMPTY_PROFILE);
        return;
    }
    let typical = heterogeneity::typical_variance(effects);
    let beyond = comparison.text("qprofile.ub_sign") == Some(">");
    if beyond {
        comparison.convention(SEARCH_END);
    }
    let smallest = effects
        .iter()
        .map(|effect| effect.variance)
        .fold(f64::INFINITY, f64::min);
    let limits = [
        ("lb", found.map(|limits| limits.0)),
        ("ub", found.map(|limits| limits.1)),
    ];
    for (name, limit) in limits {
        if beyond && (name == "ub" || limit.is_some_and(|limit| limit > 100.0)) {
            if limit.is_none_or(|limit| limit < 100.0) {
                comparison
                    .failures
                    .push(format!("τ² limit {limit:?}, R's is above 100"));
            }
            continue;
        }
        comparison.number(
            &format!("qprofile.tau2_{name}"),
            limit,
            Tolerance::searched(smallest),
        );
        let i_squared = limit.map(|limit| heterogeneity::i_squared_from(limit, typical));
        comparison.number(
            &format!("qprofile.I2_{name}"),
            i_squared,
            Tolerance::searched(1.0),
        );
        let h_squared = limit.map(|limit| 1.0 + limit / typical);
        comparison.number(
            &format!("qprofile.H2_{name}"),
            h_squared,
            Tolerance::searched(1.0),
        );
    }
}

/// One interval of the mean with its test and prediction intervals.
fn mean(
    comparison: &mut Comparison,
    name: &str,
    fitted: &RandomEffects,
    kind: Interval,
    effects: &[Effect],
    scale: f64,
) {
    let found = match fitted.interval(kind, effects, LEVEL) {
        Ok(found) => found,
        Err(Undefined::NoVariation) => {
            comparison.convention(NO_VARIATION);
            return;
        }
        Err(other) => {
            comparison.failures.push(format!("{name}: {other:?}"));
            return;
        }
    };
    let tolerance = Tolerance {
        relative: scale,
        floor: found.interval.standard_error,
    };
    let statistic = found.interval.estimate / found.interval.standard_error;
    let field = |end: &str| format!("{name}.{end}");
    comparison.number(&field("est"), Some(found.interval.estimate), tolerance);
    comparison.number(&field("se"), Some(found.interval.standard_error), tolerance);
    comparison.number(&field("ci_lb"), Some(found.interval.lower), tolerance);
    comparison.number(&field("ci_ub"), Some(found.interval.upper), tolerance);
    comparison.number(
        &field("stat"),
        Some(statistic),
        Tolerance {
            relative: scale,
            floor: 1.0,
        },
    );
    comparison.number(
        &field("df"),
        found.degrees_of_freedom,
        Tolerance::closed_form(1.0),
    );
    let p_value = match found.degrees_of_freedom {
        None => normal::two_sided(statistic),
        Some(degrees_of_freedom) => student::two_sided(statistic, degrees_of_freedom),
    };
    // The relative error of a tail is that of the statistic times about its square.
    let tail = Tolerance {
        relative: scale * statistic.mul_add(statistic, 1.0),
        floor: 1e-300,
    };
    comparison.number(&field("p"), Some(p_value), tail);
    predictions(comparison, name, fitted, &found, effects.len(), tolerance);
}

fn predictions(
    comparison: &mut Comparison,
    name: &str,
    fitted: &RandomEffects,
    found: &MeanInterval,
    trials: usize,
    tolerance: Tolerance,
) {
    let (lower, upper) = (format!("{name}.pi_lb"), format!("{name}.pi_ub"));
    let tau_squared = fitted.tau_squared.value;
    if found.degrees_of_freedom.is_none() && comparison.has(&lower) {
        comparison.convention(NORMAL_PREDICTION);
        let error = found.interval.standard_error;
        let half = normal::QUANTILE_975 * (tau_squared + error * error).sqrt();
        comparison.number(&lower, Some(found.interval.estimate - half), tolerance);
        comparison.number(&upper, Some(found.interval.estimate + half), tolerance);
    } else if trials < prediction::FEWEST_TRIALS && comparison.has(&lower) {
        comparison.convention(FEW_FOR_PREDICTION);
    } else {
        let limits = prediction::interval(
            &found.interval,
            tau_squared,
            trials,
            PredictionDegrees::KMinusOne,
            LEVEL,
        );
        comparison.number(&lower, limits.map(|limits| limits.0), tolerance);
        comparison.number(&upper, limits.map(|limits| limits.1), tolerance);
    }
    let limits = prediction::interval(
        &found.interval,
        tau_squared,
        trials,
        PredictionDegrees::KMinusTwo,
        LEVEL,
    );
    comparison.number(
        &format!("{name}.pi_hts_lb"),
        limits.map(|limits| limits.0),
        tolerance,
    );
    comparison.number(
        &format!("{name}.pi_hts_ub"),
        limits.map(|limits| limits.1),
        tolerance,
    );
}

/// The door must answer with the bits of the fit above.
fn through_the_door(
    comparison: &mut Comparison,
    record: &Record,
    dataset: &Dataset,
    effects: &[Effect],
    fitted: &RandomEffects,
    kind: Interval,
) {
    let method = Method::RandomEffects(fitted.estimator);
    let Some(response) = door::ask(record, dataset, method, kind, PredictionDegrees::KMinusTwo)
    else {
        return;
    };
    match (&response.pooled, fitted.interval(kind, effects, LEVEL)) {
        (Ok(pooled), Ok(direct)) => {
            if pooled.interval != direct.interval
                || pooled.degrees_of_freedom != direct.degrees_of_freedom
            {
                comparison.failures.push(format!(
                    "the door says {:?}, the pool {direct:?}",
                    pooled.interval
                ));
            }
        }
        (Err(Undefined::NoVariation), Err(Undefined::NoVariation)) => {}
        (Err(reason), _) => door::refused(comparison, *reason),
        (Ok(_), Err(reason)) => comparison
            .failures
            .push(format!("the door answers where the pool says {reason:?}")),
    }
}
