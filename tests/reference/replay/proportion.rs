//! `prop_ci` and `proportion`: one arm.

use trialpool::data::{Interval, Method, PredictionDegrees, TauSquaredEstimator};
use trialpool::effect::{Effect, IntervalEstimate, Proportion, Transformation, harmonic_mean};
use trialpool::math::{normal, student};
use trialpool::pool::{heterogeneity, inverse_variance, random_effects};

use super::comparison::{Comparison, Verdict};
use super::dataset::Dataset;
use super::door;
use super::policy::{transformation, usable_effects};
use super::record::Record;
use super::tolerance::{LEVEL, Tolerance};

pub(super) fn intervals(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Proportions(trials) = dataset else {
        return Verdict::Unsupported;
    };
    let column =
        |of: &dyn Fn(&Proportion) -> f64| trials.iter().map(|trial| Some(of(trial))).collect();
    let columns: [(&str, Vec<Option<f64>>); 5] = [
        (
            "p",
            column(&|trial| trial.events as f64 / trial.total as f64),
        ),
        ("cp_lb", column(&|trial| trial.clopper_pearson(LEVEL).0)),
        ("cp_ub", column(&|trial| trial.clopper_pearson(LEVEL).1)),
        ("wilson_lb", column(&|trial| trial.wilson(LEVEL).0)),
        ("wilson_ub", column(&|trial| trial.wilson(LEVEL).1)),
    ];
    let mut comparison = Comparison::new(record);
    for (name, found) in columns {
        comparison.numbers(name, &found, Tolerance::closed_form(1e-4));
    }
    comparison.verdict()
}

/// A pooled proportion with its interval and, for random effects, R's prediction limits.
struct Pooled {
    interval: IntervalEstimate,
    degrees_of_freedom: Option<f64>,
    weights: Vec<f64>,
    tau_squared: Option<f64>,
}

pub(super) fn pooled(record: &Record, dataset: &Dataset) -> Verdict {
    let (Dataset::Proportions(trials), Some(scale), Some(effects)) = (
        dataset,
        transformation(record),
        usable_effects(record, dataset),
    ) else {
        return Verdict::Unsupported;
    };
    let effects: Vec<Effect> = effects.into_iter().map(|(_, effect)| effect).collect();
    let Some(found) = fit(record, &effects) else {
        return Verdict::Unsupported;
    };
    let tolerance = if matches!(record.setting("method"), "REML" | "ML") {
        Tolerance::iterative(1e-3)
    } else {
        Tolerance::closed_form(1e-4)
    };
    let mut comparison = Comparison::new(record);
    let interval = &found.interval;
    let statistic = interval.estimate / interval.standard_error;
    let p_value = found.degrees_of_freedom.map_or_else(
        || normal::two_sided(statistic),
        |df| student::two_sided(statistic, df),
    );
    let common = inverse_variance::mean(&effects, 0.0);
    let q = common.map_or(0.0, |mean| heterogeneity::q_around(&effects, mean.estimate));
    let from_q = heterogeneity::from_q(q, effects.len(), LEVEL);
    let typical = heterogeneity::typical_variance(&effects);
    // R's I² and H² come from τ² for random effects, from Q for a common effect.
    let (i_squared, h_squared) = match found.tau_squared {
        Some(tau_squared) => (
            Some(heterogeneity::i_squared_from(tau_squared, typical)),
            Some(1.0 + tau_squared / typical),
        ),
        None => (
            from_q.map(|found| found.i_squared),
            from_q.map(|found| found.h_squared),
        ),
    };
    let numbers = [
        ("k", Some(effects.len() as f64)),
        ("tau2", Some(found.tau_squared.unwrap_or(0.0))),
        ("Q", from_q.map(|found| found.q)),
        ("I2", i_squared),
        ("H2", h_squared),
        ("est", Some(interval.estimate)),
        ("se", Some(interval.standard_error)),
        ("stat", Some(statistic)),
        ("df", found.degrees_of_freedom),
        ("ci_lb", Some(interval.lower)),
        ("ci_ub", Some(interval.upper)),
    ];
    for (name, number) in numbers {
        comparison.number(name, number, tolerance);
    }
    let tail = Tolerance {
        relative: tolerance.relative * statistic.mul_add(statistic, 1.0),
        floor: 1e-300,
    };
    comparison.number("p", Some(p_value), tail);
    comparison.number(
        "Q_p",
        from_q.map(|found| found.p_value),
        Tolerance::iterative(1e-300),
    );
    let weights: Vec<Option<f64>> = found.weights.iter().copied().map(Some).collect();
    comparison.numbers("weights", &weights, tolerance);
    for (name, people) in people(trials) {
        way_back(&mut comparison, name, scale, people, &found, tolerance);
    }
    through_the_door(&mut comparison, record, dataset, scale, &found);
    comparison.verdict()
}

/// Compares the door's answer, bit for bit, and its way back, which for the double arcsine takes the harmonic mean.
fn through_the_door(
    comparison: &mut Comparison,
    record: &Record,
    dataset: &Dataset,
    scale: Transformation,
    found: &Pooled,
) {
    let method = match record.setting("method") {
        "EE" => Method::InverseVariance,
        "DL" => Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
        "ML" => Method::RandomEffects(TauSquaredEstimator::MaximumLikelihood),
        _ => Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
    };
    let interval = match record.setting("test") {
        "knha" => Interval::HartungKnapp,
        _ => Interval::Wald,
    };
    let degrees = PredictionDegrees::KMinusOne;
    let Some(response) = door::ask(record, dataset, method, interval, degrees) else {
        return;
    };
    let pooled = match &response.pooled {
        Ok(pooled) => pooled,
        Err(reason) => return door::refused(comparison, *reason),
    };
    let numbers = |interval: &IntervalEstimate| {
        [interval.estimate, interval.lower, interval.upper].map(f64::to_bits)
    };
    if numbers(&pooled.interval) != numbers(&found.interval) {
        comparison.failures.push(format!(
            "the door says {:?}, the pool {:?}",
            pooled.interval, found.interval
        ));
    }
    let Dataset::Proportions(trials) = dataset else {
        return;
    };
    let people = harmonic_mean(trials.iter().map(|trial| trial.total));
    let back = |value| scale.share(value, people);
    let interval = &found.interval;
    let expected = (
        back(interval.estimate),
        back(interval.lower),
        back(interval.upper),
    );
    let share = response.proportion.and_then(|proportion| proportion.share);
    if share != Some(expected) {
        comparison
            .failures
            .push(format!("the door goes back to {share:?}, not {expected:?}"));
    }
}

fn fit(record: &Record, effects: &[Effect]) -> Option<Pooled> {
    let estimator = match record.setting("method") {
        "EE" => {
            let mean = inverse_variance::mean(effects, 0.0)?;
            return Some(Pooled {
                interval: IntervalEstimate::wald(mean.estimate, mean.standard_error, LEVEL),
                degrees_of_freedom: None,
                weights: mean.weights,
                tau_squared: None,
            });
        }
        "DL" => TauSquaredEstimator::DerSimonianLaird,
        "REML" => TauSquaredEstimator::RestrictedMaximumLikelihood,
        "ML" => TauSquaredEstimator::MaximumLikelihood,
        _ => return None,
    };
    let kind = match record.setting("test") {
        "knha" => Interval::HartungKnapp,
        _ => Interval::Wald,
    };
    let fitted = random_effects::fit(effects, estimator)?;
    let mean = fitted.interval(kind, effects, LEVEL).ok()?;
    Some(Pooled {
        interval: mean.interval,
        degrees_of_freedom: mean.degrees_of_freedom,
        weights: fitted.mean.weights,
        tau_squared: Some(fitted.tau_squared.value),
    })
}

/// The numbers of people for which R undoes the double arcsine; the other scales do not ask.
fn people(trials: &[Proportion]) -> [(&'static str, f64); 4] {
    let totals = || trials.iter().map(|trial| trial.total);
    let k = trials.len() as f64;
    let mean = |of: fn(f64) -> f64| totals().map(|total| of(total as f64)).sum::<f64>() / k;
    [
        ("std", f64::NAN),
        ("hm", harmonic_mean(totals())),
        ("arith_mean_n", mean(|n| n)),
        ("geo_mean_n", libm::exp(mean(libm::log))),
    ]
}

fn way_back(
    comparison: &mut Comparison,
    name: &str,
    scale: Transformation,
    people: f64,
    found: &Pooled,
    tolerance: Tolerance,
) {
    let mut compare = |field: &str, value: f64| {
        let path = format!("back.{name}.{field}");
        comparison.number(&path, Some(scale.back(value, people)), tolerance);
    };
    let interval = &found.interval;
    compare("est", interval.estimate);
    compare("ci_lb", interval.lower);
    compare("ci_ub", interval.upper);
    if let Some(tau_squared) = found.tau_squared {
        let quantile = found.degrees_of_freedom.map_or(normal::QUANTILE_975, |df| {
            student::upper_quantile(0.025, df)
        });
        let error = interval.standard_error;
        let half = quantile * (tau_squared + error * error).sqrt();
        compare("pi_lb", interval.estimate - half);
        compare("pi_ub", interval.estimate + half);
    }
}
