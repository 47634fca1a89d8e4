//! Mixed models and the beta-binomial model.
//!
//! Records marked `own` were maximised to a gradient of 10⁻⁶ and are met at 10⁻⁵; those of R's `rma.glmm` stop where
//! `lme4`'s optimiser does, and are met at 10⁻³ (estimate) and 10⁻² (standard error, τ²).

use trialpool::analysis::{TwoByTwo, Undefined};
use trialpool::effect::IntervalEstimate;
use trialpool::math::normal;
use trialpool::pool::beta_binomial;
use trialpool::pool::mixed_model::{
    MixedModel, Spread, conditional_approximate, conditional_exact, fixed_intercepts,
    logistic_normal, random_intercepts,
};

use super::comparison::{Comparison, Verdict};
use super::dataset::Dataset;
use super::record::Record;
use super::tolerance::{LEVEL, MAXIMISED, Tolerance};

const STOPPED: &str =
    "R's optimiser or integration stopped with an error where the likelihood has a maximum";
const RUNAWAY: &str =
    "R's optimiser stopped far out (|log OR| above 15) where the likelihood has no finite maximum";
const DOUBTFUL: &str = "R warned that its fit may not have converged: not compared";
const ACROSS: &str = "the likelihood-ratio test of UM.RS: R compares arms across trials, the core within them: not compared";
const CONSTANTS: &str = "R's log-likelihood of UM.FS and CM.AL lacks the binomial coefficients";

pub(super) fn mixed_model(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Tables(tables) = dataset else {
        return Verdict::Unsupported;
    };
    if record.setting("measure") != "OR" {
        return Verdict::Unsupported;
    }
    let fit: fn(&[TwoByTwo], Spread) -> Result<MixedModel, Undefined> =
        match record.setting("model") {
            "CM.EL" => conditional_exact,
            "CM.AL" => conditional_approximate,
            "UM.FS" => fixed_intercepts,
            "UM.RS" => random_intercepts,
            _ => return Verdict::Unsupported,
        };
    let found = fit(tables, Spread::Estimated);
    let own = record.source == "own";
    let mut comparison = Comparison::new(record);
    if record.result.is_null() {
        if record.status == "error" && found.is_ok() {
            comparison.convention(STOPPED);
            return comparison.verdict();
        }
        return Comparison::of_undefined(record, found.is_ok());
    }
    if !own && record.is_doubtful() {
        comparison.convention(DOUBTFUL);
        return comparison.verdict();
    }
    let ran_away = comparison
        .reference_number("est")
        .is_some_and(|estimate| estimate.abs() > 15.0);
    if !own && ran_away && found.is_err() {
        comparison.convention(RUNAWAY);
        return comparison.verdict();
    }
    compare(&mut comparison, record, found.ok().as_ref(), own);
    comparison.verdict()
}

/// The logistic–normal model of one arm.
pub(super) fn proportion(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Proportions(arms) = dataset else {
        return Verdict::Unsupported;
    };
    let found = logistic_normal(arms, Spread::Estimated);
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_ok());
    }
    let mut comparison = Comparison::new(record);
    let risk = found
        .as_ref()
        .ok()
        .map(|model| 1.0 / (1.0 + libm::exp(-model.estimate)));
    compare(&mut comparison, record, found.ok().as_ref(), false);
    comparison.number("p_back", risk, close(1e-3, 1e-300));
    comparison.verdict()
}

fn close(relative: f64, floor: f64) -> Tolerance {
    Tolerance { relative, floor }
}

fn compare(comparison: &mut Comparison, record: &Record, found: Option<&MixedModel>, own: bool) {
    let (estimate, spread) = if own {
        (MAXIMISED, MAXIMISED)
    } else {
        (1e-3, 1e-2)
    };
    if found.is_some_and(|model| !model.converged) {
        comparison.failures.push("not converged".to_string());
    }
    let interval =
        found.map(|model| IntervalEstimate::wald(model.estimate, model.standard_error, LEVEL));
    let error = interval.map_or(1.0, |interval| interval.standard_error);
    let statistic = interval.map_or(0.0, |i| i.estimate / i.standard_error);
    let of = |field: fn(&IntervalEstimate) -> f64| interval.as_ref().map(field);
    comparison.number(
        "k",
        found.map(|model| model.trials as f64),
        close(1e-12, 1.0),
    );
    comparison.number("est", of(|i| i.estimate), close(estimate, error));
    comparison.number("se", of(|i| i.standard_error), close(spread, 1e-300));
    comparison.number("ci_lb", of(|i| i.lower), close(spread, error));
    comparison.number("ci_ub", of(|i| i.upper), close(spread, error));
    comparison.number(
        "z",
        of(|i| i.estimate / i.standard_error),
        close(spread, 1.0),
    );
    // A tail moves with the statistic's own uncertainty, the more the smaller it is.
    let tail = spread * (1.0 + statistic * statistic);
    comparison.number(
        "p",
        of(|i| normal::two_sided(i.estimate / i.standard_error)),
        close(tail, 1e-300),
    );
    comparison.number(
        "tau2",
        found.map(|model| model.tau_squared),
        close(spread, error * error),
    );
    let constants_missing = !own && matches!(record.setting("model"), "UM.FS" | "CM.AL");
    if constants_missing {
        comparison.convention(CONSTANTS);
    } else {
        comparison.number(
            "loglik",
            found.map(|model| model.log_likelihood),
            close(estimate, 1.0),
        );
    }
    if record.setting("model") == "UM.RS" && comparison.has("Q_LRT") {
        comparison.convention(ACROSS);
    } else {
        comparison.number(
            "Q_LRT",
            found.and_then(|model| model.likelihood_ratio_q),
            close(spread, 1.0),
        );
    }
}

pub(super) fn beta_binomial(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Tables(tables) = dataset else {
        return Verdict::Unsupported;
    };
    let found = beta_binomial::fit(tables, LEVEL);
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_ok());
    }
    let mut comparison = Comparison::new(record);
    let found = found.ok();
    if found.is_some_and(|model| !model.converged) {
        comparison.failures.push("not converged".to_string());
    }
    let close = |floor| close(MAXIMISED, floor);
    for (name, effect) in [
        ("OR", found.map(|model| model.odds_ratio)),
        ("RR", found.map(|model| model.risk_ratio)),
        ("RD", found.map(|model| model.risk_difference)),
    ] {
        let error = effect.map_or(1.0, |effect| effect.standard_error);
        let mut number = |field: &str, value: Option<f64>, floor: f64| {
            comparison.number(&format!("{name}.{field}"), value, close(floor));
        };
        number("est", effect.map(|e| e.estimate), error);
        number("se", effect.map(|e| e.standard_error), 1e-300);
        number("ci_lb", effect.map(|e| e.lower), error);
        number("ci_ub", effect.map(|e| e.upper), error);
    }
    comparison.number("k", found.map(|model| model.trials as f64), close(1.0));
    comparison.number("rho", found.map(|model| model.correlation), close(1e-6));
    comparison.number(
        "mu_trt",
        found.map(|model| model.experimental_risk),
        close(1e-300),
    );
    comparison.number(
        "mu_ctrl",
        found.map(|model| model.control_risk),
        close(1e-300),
    );
    comparison.number(
        "loglik",
        found.map(|model| model.log_likelihood),
        close(1.0),
    );
    comparison.verdict()
}
