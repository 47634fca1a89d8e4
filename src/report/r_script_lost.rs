//! The part of the script for R that counts the people lost in: risks as mixtures with their variances by the delta method, written
//! out, pooled by `rma`, and held against what was found here.

use std::fmt::Write as _;

use super::profile::Answered;
use super::r_script::{remark, tau_squared, test, text};
use super::r_script_explored::vector;
use crate::analysis::{MainAnalysis, Series, TwoByTwo, lost_tables, series_answers};
use crate::data::{
    Correction, Exploration, LostAssumption, Measure, Method, Plan, Review, Settings,
};

/// What stands before the first outcome: the risk of an arm, with the people lost, and its variance.
const MIXED: &str = r"
# What follows counts the people lost (m) in: their odds of the event are so many times those of the people analysed (r of n).
mixed <- function(r, n, m, odds) {
  p <- r / n; a <- n / (n + m); q <- odds * p / (1 - p + odds * p)
  data.frame(p = a * p + (1 - a) * q,
    v = (a + (1 - a) * odds / (1 - p + odds * p)^2)^2 * p * (1 - p) / n + (p - q)^2 * a * (1 - a) / (n + m))
}
withlost <- function(d, scale, slope, half, odds, ...) {
  add <- ifelse(half & (d$r1 == 0 | d$r2 == 0 | d$r1 == d$n1 | d$r2 == d$n2), 0.5, 0)
  one <- mixed(d$r1 + add, d$n1 + 2 * add, d$m1, odds[1])
  two <- mixed(d$r2 + add, d$n2 + 2 * add, d$m2, odds[2])
  limits(rma(scale(one$p) - scale(two$p), slope(one$p)^2 * one$v + slope(two$p)^2 * two$v, ...))
}
";

/// What stands before the first outcome whose people lost may be anything: the variance from one extreme to the other.
const UNCERTAIN: &str = r"
# What follows leaves open what became of the people lost: each trial has the variance of an interval from one extreme to the other.
uncertain <- function(d, measure, half, ...) {
  of <- function(a, n, c, m) {
    add <- ifelse(half & (a == 0 | c == 0 | a == n | c == m), 0.5, 0)
    escalc(measure, ai = a + add, bi = n - a + add, ci = c + add, di = m - c + add, to = 'none')
  }
  own <- of(d$r1, d$n1, d$r2, d$n2)
  fewest <- of(d$r1, d$n1 + d$m1, d$r2 + d$m2, d$n2 + d$m2)
  most <- of(d$r1 + d$m1, d$n1 + d$m1, d$r2, d$n2 + d$m2)
  z <- qnorm(0.975)
  error <- ((most$yi + z * sqrt(most$vi)) - (fewest$yi - z * sqrt(fewest$vi))) / (2 * z)
  limits(rma(c(own$yi), error^2, ...))
}
";

/// The script for the people lost of an outcome, to follow what is explored of it; nothing where nobody was lost.
pub(super) fn people_lost(
    script: &mut String,
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    number: usize,
) {
    let Answered {
        outcome,
        prepared,
        response,
    } = *answered;
    let main = MainAnalysis { prepared, response };
    let chosen = settings.exploration_of(outcome.id).missing_odds;
    let series = Series::PeopleLost(chosen.unwrap_or(Exploration::USUAL_ODDS));
    let answers = series_answers(review, settings, outcome.id, main, series);
    let tables = lost_tables(review, settings, outcome.id);
    let Some([scale, slope, escalc]) = on_scale(response.plan.measure) else {
        return;
    };
    // A trial without an event in either arm, or with one in everybody, has neither a ratio nor a variance of its difference.
    let enters = |table: &TwoByTwo| {
        let events = table.experimental_events + table.control_events;
        response.plan.measure == Measure::ArcsineDifference
            || (events > 0 && !table.is_all_events())
    };
    let tables: Vec<(TwoByTwo, [u64; 2])> = tables
        .into_iter()
        .filter(|(table, _)| enters(table))
        .collect();
    let mut begun = false;
    for answer in &answers {
        let (Some(assumption), Ok(found)) = (answer.analysis.lost, &answer.found) else {
            continue;
        };
        let (Ok(pooled), Some(model)) = (&found.result.pooled, model(found.result.plan)) else {
            continue;
        };
        let half = if found.result.plan.correction == Correction::None {
            "FALSE"
        } else {
            "TRUE"
        };
        let (needed, name, call) = match assumption {
            LostAssumption::Odds(odds) => (
                MIXED,
                "odds among those lost",
                format!(
                    "withlost(lost{number}, {scale}, {slope}, {half}, {}",
                    vector(odds)
                ),
            ),
            LostAssumption::Uncertain => (
                UNCERTAIN,
                "anything may be so of those lost",
                format!("uncertain(lost{number}, {escalc}, {half}"),
            ),
            LostAssumption::Nobody
            | LostAssumption::Everybody
            | LostAssumption::ControlAlone
            | LostAssumption::ExperimentalAlone
            | LostAssumption::AsControl => continue,
        };
        if !script.contains(needed) {
            script.push_str(needed);
        }
        if !begun {
            begun = true;
            let column = |part: fn(&(TwoByTwo, [u64; 2])) -> u64| {
                vector(tables.iter().map(|table| part(table) as f64))
            };
            let _ = writeln!(
                script,
                "\n# {}: people lost\nlost{number} <- data.frame(\n  r1 = {},\n  n1 = {},\n  m1 = {},\n  r2 = {},\n  n2 = {},\n  m2 = {}\n)",
                remark(&outcome.name),
                column(|(table, _)| table.experimental_events),
                column(|(table, _)| table.experimental_total),
                column(|(_, [lost, _])| *lost),
                column(|(table, _)| table.control_events),
                column(|(table, _)| table.control_total),
                column(|(_, [_, lost])| *lost),
            );
        }
        let interval = pooled.interval;
        let level = response.level.percent();
        let _ = writeln!(
            script,
            "compare({}, {call}, {model}, level = {level}), {})",
            text(&format!("{}, {name}", outcome.name)),
            vector([interval.estimate, interval.lower, interval.upper])
        );
    }
}

/// The scale of a measure and its slope, as functions of R, and what `escalc` calls it; `None` of what is not made from counts.
fn on_scale(measure: Measure) -> Option<[&'static str; 3]> {
    match measure {
        Measure::RiskRatio => Some(["log", "function(p) 1 / p", "'RR'"]),
        Measure::OddsRatio | Measure::PetoOddsRatio => {
            Some(["qlogis", "function(p) 1 / (p * (1 - p))", "'OR'"])
        }
        Measure::RiskDifference => Some(["identity", "function(p) 1", "'RD'"]),
        Measure::ArcsineDifference => Some([
            "function(p) asin(sqrt(p))",
            "function(p) 1 / (2 * sqrt(p * (1 - p)))",
            "'AS'",
        ]),
        Measure::RateRatio
        | Measure::RateDifference
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

/// How `rma` is to pool the effects; `None` where it has no such fit.
fn model(plan: Plan) -> Option<String> {
    let method = match plan.method {
        Method::InverseVariance => return Some("method = \"EE\"".to_owned()),
        Method::RandomEffects(estimator) => tau_squared(estimator)?,
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::PenalizedLogistic
        | Method::ExactConditional(_)
        | Method::Bayesian(_) => return None,
    };
    let test = test(plan.interval)?;
    Some(format!(
        "method = \"{method}\", test = \"{test}\", control = precisely"
    ))
}
