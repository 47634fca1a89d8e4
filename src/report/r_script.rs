//! A script for R that pools every outcome again with the package metafor (Viechtbauer 2010, Journal of Statistical
//! Software 36(3)) and says whether it comes to the same: for those who want to see it with their own eyes, or to go on
//! there.

use std::fmt::Write as _;

use super::profile::Answered;
use crate::analysis::{Response, TrialData};
use crate::data::{
    ConfidenceLevel, Correction, CountModel, Interval, Measure, Method, Plan, Review,
    TauSquaredEstimator,
};
use crate::wording::{exclusions, language, names};

/// What stands before the outcomes.
const HEAD: &str = r#"library(metafor)

# Says whether the fit of R has the estimate and the limits that Trialpool has, on the scale of analysis. Mixed models
# of counts are integrated over few points by R, and found to two figures.
check <- function(outcome, fit, trialpool) {
  r <- c(fit$beta[1], fit$ci.lb[1], fit$ci.ub[1])
  tolerance <- if (inherits(fit, "rma.glmm")) 0.02 else 1e-5
  same <- isTRUE(all.equal(trialpool, r, tolerance = tolerance, check.attributes = FALSE))
  cat(if (same) "the same:" else "DIFFERENT:", outcome, "\n")
  if (!same) print(rbind(R = r, Trialpool = trialpool))
}
"#;

/// What stands before the outcomes where one has the robust interval of Mantel and Haenszel's estimate, which metafor has
/// not.
const ROBUST: &str = r#"
# The wider of the interval of the model and, from six trials on, that by what each trial adds to the two sums.
robust <- function(fit, data, measure) {
  rates <- measure %in% c("IRR", "IRD")
  a <- if (rates) data$x1i else data$ai
  c <- if (rates) data$x2i else data$ci
  n1 <- if (rates) data$t1i else data$n1i
  n2 <- if (rates) data$t2i else data$n2i
  r <- a * (if (measure == "OR") n2 - c else n2) / (n1 + n2)
  s <- c * (if (measure == "OR") n1 - a else n1) / (n1 + n2)
  if (measure %in% c("RD", "IRD")) {
    w <- n1 * n2 / (n1 + n2)
    part <- (r - s - sum(r - s) / sum(w) * w) / sum(w)
  } else {
    part <- (r / sum(r) - s / sum(s))[r + s > 0]
  }
  k <- length(part)
  quantile <- (fit$ci.ub - fit$beta[1]) / fit$se
  half <- qt(pnorm(quantile), k - 1) * sqrt(k / (k - 1) * sum(part^2))
  if (k >= 6 && half > quantile * fit$se) {
    fit$ci.lb <- fit$beta[1] - half
    fit$ci.ub <- fit$beta[1] + half
  }
  fit
}
"#;

/// The script for all outcomes of a review. Its remarks are in English whatever the language of the page: R reads a script in the
/// encoding of the machine.
#[must_use]
pub fn r_script(review: &Review, answers: &[Answered<'_>]) -> String {
    language::in_english(|| script(review, answers))
}

fn script(review: &Review, answers: &[Answered<'_>]) -> String {
    let mut script = String::new();
    let _ = writeln!(script, "# {}\n", remark(&review.title));
    script.push_str(HEAD);
    if answers
        .iter()
        .any(|answered| is_robust(answered.response.plan))
    {
        script.push_str(ROBUST);
    }
    for (position, answered) in answers.iter().enumerate() {
        outcome(&mut script, answered, position + 1);
    }
    script
}

fn outcome(script: &mut String, answered: &Answered<'_>, number: usize) {
    let Answered {
        outcome,
        prepared,
        response,
    } = *answered;
    let _ = writeln!(
        script,
        "\n# {}: {}, {}",
        remark(&outcome.name),
        names::measure_inside(response.measure()),
        names::plan_inside(response.plan)
    );
    let excluded: Vec<_> = prepared.excluded.iter().collect();
    if let Some(named) = exclusions::named(&excluded) {
        let _ = writeln!(script, "# {}", remark(&named));
    }
    let own_effects = !enters_as_reported(response.plan);
    let columns = columns(answered, own_effects);
    if prepared.rows.is_empty() || columns.is_empty() {
        script.push_str("# No trial reported it with numbers that can be pooled.\n");
        return;
    }
    let trials = prepared.request.trials.iter();
    let names: Vec<String> = trials.map(|row| text(&row.label)).collect();
    let _ = writeln!(script, "outcome{number} <- data.frame(");
    let _ = write!(script, "  trial = c({})", names.join(", "));
    for (name, values) in &columns {
        let _ = write!(script, ",\n  {name} = c({})", values.join(", "));
    }
    script.push_str("\n)\n");
    if response.measure() == Measure::StandardizedMeanDifferenceUnequalVariances && !own_effects {
        script.push_str("# The variance of SMDH is that of metafor 4.6 and later; before, it carried the square of the small-sample factor.\n");
    }
    if own_effects {
        script.push_str("# metafor has no such correction: each trial's effect is taken as Trialpool corrected it.\n");
    }
    let Some(call) = call(response, own_effects) else {
        script.push_str("# metafor has no such method.\n");
        return;
    };
    let columns: Vec<String> = columns
        .iter()
        .map(|(name, _)| format!("{name} = {name}"))
        .collect();
    let _ = writeln!(
        script,
        "fit{number} <- {call}, {}, data = outcome{number}, slab = trial)",
        columns.join(", ")
    );
    let _ = writeln!(script, "print(fit{number})");
    if is_robust(response.plan)
        && let Some(measure) = measure(response.measure())
    {
        let _ = writeln!(
            script,
            "fit{number} <- robust(fit{number}, outcome{number}, \"{measure}\")"
        );
    }
    if let Ok(pooled) = &response.pooled {
        let interval = &pooled.interval;
        let _ = writeln!(
            script,
            "check({}, fit{number}, c({}, {}, {}))",
            text(&outcome.name),
            interval.estimate,
            interval.lower,
            interval.upper
        );
    }
}

pub(super) fn is_robust(plan: Plan) -> bool {
    plan.method == Method::MantelHaenszel && plan.interval == Interval::Robust
}

/// Whether the counts go into the pool as they are, or with a correction that metafor has.
pub(super) fn enters_as_reported(plan: Plan) -> bool {
    !(plan.method.corrects()
        && matches!(plan.correction, Correction::TreatmentArm)
        && plan.method != Method::MantelHaenszel)
}

type Column = (&'static str, Vec<String>);

/// The numbers of the trials, by the names that metafor gives them.
fn columns(answered: &Answered<'_>, own_effects: bool) -> Vec<Column> {
    let trials = &answered.prepared.request.trials;
    if own_effects || answered.response.measure().is_generic() {
        return effects(answered.response);
    }
    let of = |name, number: &dyn Fn(TrialData) -> Option<String>| -> Option<Column> {
        let numbers: Option<Vec<String>> = trials.iter().map(|row| number(row.data)).collect();
        Some((name, numbers?))
    };
    let counts = |part: fn(crate::effect::TwoByTwo) -> u64| {
        move |data| {
            let TrialData::Counts(table) = data else {
                return None;
            };
            Some(part(table).to_string())
        }
    };
    let times = |part: fn(crate::effect::PersonTime) -> f64| {
        move |data| {
            let TrialData::PersonTime(trial) = data else {
                return None;
            };
            Some(part(trial).to_string())
        }
    };
    let means = |part: fn(crate::effect::TwoMeans) -> f64| {
        move |data| {
            let TrialData::Means(means) = data else {
                return None;
            };
            Some(part(means).to_string())
        }
    };
    let one_arm = |part: fn(crate::effect::Proportion) -> u64| {
        move |data| {
            let TrialData::Proportion(arm) = data else {
                return None;
            };
            Some(part(arm).to_string())
        }
    };
    let columns = [
        of("ai", &counts(|table| table.experimental_events)),
        of("n1i", &counts(|table| table.experimental_total)),
        of("ci", &counts(|table| table.control_events)),
        of("n2i", &counts(|table| table.control_total)),
        of("x1i", &times(|trial| trial.experimental_events as f64)),
        of("t1i", &times(|trial| trial.experimental_time)),
        of("x2i", &times(|trial| trial.control_events as f64)),
        of("t2i", &times(|trial| trial.control_time)),
        of("m1i", &means(|means| means.experimental.mean)),
        of(
            "sd1i",
            &means(|means| means.experimental.standard_deviation),
        ),
        of("n1i", &means(|means| means.experimental.total as f64)),
        of("m2i", &means(|means| means.control.mean)),
        of("sd2i", &means(|means| means.control.standard_deviation)),
        of("n2i", &means(|means| means.control.total as f64)),
        of("xi", &one_arm(|arm| arm.events)),
        of("ni", &one_arm(|arm| arm.total)),
    ];
    columns.into_iter().flatten().collect()
}

/// Each trial's own effect with its standard error; not available where it has none.
fn effects(response: &Response) -> Vec<Column> {
    let of = |part: fn(&crate::effect::IntervalEstimate) -> f64| {
        let trials = response.trials.iter();
        trials
            .map(|trial| {
                let effect = trial.effect.as_ref().map(part);
                effect.map_or_else(|| String::from("NA"), |effect| effect.to_string())
            })
            .collect()
    };
    vec![
        ("yi", of(|effect| effect.estimate)),
        ("sei", of(|effect| effect.standard_error)),
    ]
}

/// The call that carries out the plan, up to the data; `None` where metafor has no such method.
fn call(response: &Response, own_effects: bool) -> Option<String> {
    let plan = response.plan;
    let measure = if own_effects {
        "GEN"
    } else {
        measure(plan.measure)?
    };
    let cells = match plan.correction {
        _ if own_effects || plan.measure.is_generic() => String::new(),
        Correction::None | Correction::TreatmentArm => String::from(", add = 0, to = \"none\""),
        Correction::HalfWhereZero => String::from(", add = 1/2, to = \"only0\", drop00 = TRUE"),
        Correction::HalfEverywhere => String::from(", add = 1/2, to = \"all\", drop00 = TRUE"),
        Correction::WhereZero(amount) => format!(", add = {amount}, to = \"only0\", drop00 = TRUE"),
    };
    let level = match response.level {
        ConfidenceLevel::NinetyFive => String::new(),
        level @ (ConfidenceLevel::Ninety | ConfidenceLevel::NinetyNine) => {
            format!(", level = {}", level.percent())
        }
    };
    let call = match plan.method {
        Method::MantelHaenszel => {
            let cells = match plan.correction {
                Correction::HalfWhereZero => {
                    ", add = c(1/2, 1/2), to = c(\"only0\", \"only0\"), drop00 = c(TRUE, TRUE)"
                }
                Correction::None => ", add = c(1/2, 0)",
                Correction::TreatmentArm
                | Correction::HalfEverywhere
                | Correction::WhereZero(_) => {
                    return None;
                }
            };
            format!("rma.mh(measure = \"{measure}\"{cells}, correct = FALSE")
        }
        Method::Peto => String::from("rma.peto(add = c(1/2, 0)"),
        Method::InverseVariance => format!("rma(measure = \"{measure}\"{cells}, method = \"EE\""),
        Method::RandomEffects(estimator) => format!(
            "rma(measure = \"{measure}\"{cells}, method = \"{}\", test = \"{}\", control = list(threshold = 1e-10, tol = 1e-10, maxiter = 1000)",
            tau_squared(estimator)?,
            test(plan.interval)?
        ),
        Method::GeneralizedLinear(model) => count_model(model).map_or_else(
            || format!("rma.glmm(measure = \"{measure}\""),
            |model| format!("rma.glmm(measure = \"{measure}\", model = \"{model}\""),
        ),
        Method::MiettinenNurminen
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => return None,
    };
    Some(call + &level)
}

pub(super) fn measure(measure: Measure) -> Option<&'static str> {
    Some(match measure {
        Measure::RiskRatio => "RR",
        Measure::OddsRatio => "OR",
        Measure::PetoOddsRatio => "PETO",
        Measure::RiskDifference => "RD",
        Measure::ArcsineDifference => "AS",
        Measure::RateRatio => "IRR",
        Measure::RateDifference => "IRD",
        Measure::MeanDifference => "MD",
        Measure::StandardizedMeanDifference => "SMD",
        Measure::StandardizedMeanDifferenceUnequalVariances => "SMDH",
        Measure::RatioOfMeans => "ROM",
        Measure::LogitProportion => "PLO",
        Measure::ArcsineProportion => "PAS",
        Measure::LogProportion => "PLN",
        Measure::RawProportion => "PR",
        Measure::GenericRatio | Measure::GenericDifference => "GEN",
        Measure::DoubleArcsineProportion => return None,
    })
}

pub(super) fn tau_squared(estimator: TauSquaredEstimator) -> Option<&'static str> {
    Some(match estimator {
        TauSquaredEstimator::RestrictedMaximumLikelihood => "REML",
        TauSquaredEstimator::DerSimonianLaird => "DL",
        TauSquaredEstimator::PauleMandel => "PM",
        TauSquaredEstimator::MaximumLikelihood => "ML",
        TauSquaredEstimator::EmpiricalBayes => "EB",
        TauSquaredEstimator::SidikJonkman => "SJ",
        TauSquaredEstimator::HedgesOlkin => "HE",
        TauSquaredEstimator::HunterSchmidt => "HS",
        TauSquaredEstimator::DerSimonianLairdMantelHaenszel => return None,
    })
}

/// What `rma` calls the test that belongs to an interval; `None` where it has none.
pub(super) fn test(interval: Interval) -> Option<&'static str> {
    Some(match interval {
        Interval::Wald => "z",
        Interval::HartungKnapp => "knha",
        Interval::HartungKnappSafeguarded => "adhoc",
        Interval::ProfileLikelihood | Interval::Robust => return None,
    })
}

/// What `rma.glmm` calls the model; it asks for no name where there is one arm.
fn count_model(model: CountModel) -> Option<&'static str> {
    match model {
        CountModel::ConditionalExact => Some("CM.EL"),
        CountModel::ConditionalApproximate => Some("CM.AL"),
        CountModel::FixedIntercepts => Some("UM.FS"),
        CountModel::RandomIntercepts => Some("UM.RS"),
        CountModel::LogisticNormal => None,
    }
}

/// A text of R: whatever stands in a name stays a name.
pub(super) fn text(name: &str) -> String {
    let mut text = String::from("\"");
    for sign in name.chars() {
        match sign {
            '"' | '\\' => text.extend(['\\', sign]),
            sign if sign.is_control() => text.push(' '),
            sign => text.push(sign),
        }
    }
    text.push('"');
    text
}

/// A name in a remark, which ends with its line.
pub(super) fn remark(name: &str) -> String {
    let is_line_end = |sign: char| sign.is_control() || matches!(sign, '\u{2028}' | '\u{2029}');
    name.chars()
        .map(|sign| if is_line_end(sign) { ' ' } else { sign })
        .collect()
}
