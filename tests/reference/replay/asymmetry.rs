//! `regtest`, `ranktest_begg`, `failsafe_n`, `trimfill`, `harbord`, `peters` and `rucker_as`.

use trialpool::bias::asymmetry::{
    Predictor, RegressionTest, arcsine as arcsine_effect, begg as begg_test, egger as egger_test,
    egger_mixed, harbord as harbord_test, peters as peters_test,
};
use trialpool::bias::file_drawer as drawer;
use trialpool::bias::kendall::Kendall;
use trialpool::bias::trim_and_fill::{Estimator, Side, TrimAndFill, trim_and_fill as fill};
use trialpool::data::{Interval, TauSquaredEstimator};
use trialpool::effect::{Effect, IntervalEstimate};
use trialpool::math::normal;
use trialpool::pool::{heterogeneity, inverse_variance, random_effects};

use super::comparison::{Comparison, Verdict};
use super::dataset::{Columns, Dataset};
use super::policy::{own_effects, placed_effects};
use super::random::estimator;
use super::record::Record;
use super::tolerance::{LEVEL, Tolerance};

const TWO_TRIALS: &str = "fewer than three trials: no test; R draws the line through two points";
const STOPPED: &str = "R's scoring did not converge where the highest hill was found here";
const NOTHING_VARIES: &str =
    "trials that agree in every figure: no test; R gives a line of rounding errors";

/// Whether R gave up an iteration that comes to its end here.
fn stopped(record: &Record) -> bool {
    record.result.is_null() && record.reason.contains("did not converge")
}

/// The verdict where a convention explains all of it.
fn explained(record: &Record, convention: &'static str) -> Verdict {
    let mut comparison = Comparison::new(record);
    comparison.convention(convention);
    comparison.verdict()
}

fn bare(placed: &[(usize, Effect)]) -> Vec<Effect> {
    placed.iter().map(|(_, effect)| *effect).collect()
}

/// The people of each row.
fn people(dataset: &Dataset, columns: &Columns, row: usize) -> Option<f64> {
    match dataset {
        Dataset::Tables(tables) => tables
            .get(row)
            .map(|table| (table.experimental_total + table.control_total) as f64),
        Dataset::Means(means) => means
            .get(row)
            .map(|means| (means.experimental.total + means.control.total) as f64),
        Dataset::Proportions(arms) => arms.get(row).map(|arm| arm.total as f64),
        Dataset::Effects(_) => *columns.numbers.get("ni")?.get(row)?,
    }
}

pub(super) fn egger(record: &Record, dataset: &Dataset, columns: &Columns) -> Verdict {
    let Some(placed) = placed_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let predictor = match record.setting("predictor") {
        "sei" => Predictor::StandardError,
        "vi" => Predictor::Variance,
        "ni" => Predictor::People,
        "ninv" => Predictor::InversePeople,
        "sqrtninv" => Predictor::InverseRootPeople,
        _ => return Verdict::Unsupported,
    };
    let people: Vec<Option<f64>> = placed
        .iter()
        .map(|(row, _)| people(dataset, columns, *row))
        .collect();
    let effects = bare(&placed);
    if effects.len() < 3 && !record.result.is_null() {
        return explained(record, TWO_TRIALS);
    }
    let (found, relative) = match estimator(record.setting("method")) {
        None => (egger_test(&effects, &people, predictor, LEVEL), 1e-9),
        Some(method) => (
            egger_mixed(&effects, &people, predictor, method, LEVEL),
            match method {
                TauSquaredEstimator::DerSimonianLaird => 1e-9,
                _ => 1e-6,
            },
        ),
    };
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    comparison.number(
        "k",
        found.map(|found| found.trials as f64),
        Tolerance::closed_form(1.0),
    );
    regression(&mut comparison, found, relative);
    comparison.number(
        "stat",
        found.map(|found| found.statistic),
        Tolerance {
            relative,
            floor: 1.0,
        },
    );
    comparison.number(
        "df",
        found.and_then(|found| found.degrees_of_freedom),
        Tolerance::closed_form(1.0),
    );
    if predictor.has_limit() {
        let limit = found.map(|found| found.intercept);
        let floor = limit.map_or(1.0, |limit| limit.standard_error);
        let tolerance = Tolerance { relative, floor };
        comparison.number("limit_est", limit.map(|limit| limit.estimate), tolerance);
        comparison.number("limit_ci_lb", limit.map(|limit| limit.lower), tolerance);
        comparison.number("limit_ci_ub", limit.map(|limit| limit.upper), tolerance);
    }
    comparison.verdict()
}

/// Coefficients, their errors and P.
fn regression(comparison: &mut Comparison, found: Option<RegressionTest>, relative: f64) {
    let both = |of: fn(&IntervalEstimate) -> f64| -> Vec<Option<f64>> {
        found
            .iter()
            .flat_map(|found| [Some(of(&found.intercept)), Some(of(&found.slope))])
            .collect()
    };
    let errors = both(|interval| interval.standard_error);
    let floor = errors
        .iter()
        .flatten()
        .copied()
        .fold(f64::INFINITY, f64::min);
    let tolerance = Tolerance { relative, floor };
    comparison.numbers("coef", &both(|interval| interval.estimate), tolerance);
    comparison.numbers("coef_se", &errors, tolerance);
    comparison.number(
        "intercept",
        found.map(|found| found.intercept.estimate),
        tolerance,
    );
    comparison.number(
        "intercept_se",
        found.map(|found| found.intercept.standard_error),
        tolerance,
    );
    comparison.number("slope", found.map(|found| found.slope.estimate), tolerance);
    comparison.number(
        "slope_se",
        found.map(|found| found.slope.standard_error),
        tolerance,
    );
    comparison.number(
        "sigma",
        found.map(|found| found.dispersion),
        Tolerance {
            relative,
            floor: 1e-3,
        },
    );
    comparison.number(
        "t",
        found.map(|found| found.statistic),
        Tolerance {
            relative,
            floor: 1.0,
        },
    );
    comparison.number(
        "p",
        found.map(|found| found.p_value),
        Tolerance {
            relative: 1e3 * relative,
            floor: 1e-300,
        },
    );
}

fn own(record: &Record, found: Option<RegressionTest>) -> Verdict {
    if found.is_none() && record.result["sigma"].as_f64() == Some(0.0) {
        return explained(record, NOTHING_VARIES);
    }
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    comparison.number(
        "k",
        found.map(|found| found.trials as f64),
        Tolerance::closed_form(1.0),
    );
    comparison.number(
        "df",
        found.and_then(|found| found.degrees_of_freedom),
        Tolerance::closed_form(1.0),
    );
    regression(&mut comparison, found, 1e-9);
    comparison.verdict()
}

pub(super) fn harbord(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Tables(tables) = dataset else {
        return Verdict::Unsupported;
    };
    if record.overflowed() {
        // R's product of four counts ran beyond its integers there: trials are missing.
        let mut comparison = Comparison::new(record);
        comparison.convention(super::common_effect::OVERFLOW);
        return comparison.verdict();
    }
    own(record, harbord_test(tables, LEVEL))
}

pub(super) fn peters(record: &Record, dataset: &Dataset) -> Verdict {
    let (Dataset::Tables(tables), Some(effects)) = (dataset, own_effects(record, dataset)) else {
        return Verdict::Unsupported;
    };
    let pairs: Vec<_> = effects
        .into_iter()
        .zip(tables)
        .filter_map(|(effect, table)| Some((effect?, *table)))
        .collect();
    own(record, peters_test(&pairs, LEVEL))
}

pub(super) fn arcsine(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Tables(tables) = dataset else {
        return Verdict::Unsupported;
    };
    let effects: Vec<Effect> = tables.iter().filter_map(arcsine_effect).collect();
    match record.setting("model") {
        "lm" => own(
            record,
            egger_test(&effects, &[], Predictor::StandardError, LEVEL),
        ),
        "rma" => {
            let method = TauSquaredEstimator::RestrictedMaximumLikelihood;
            let found = egger_mixed(&effects, &[], Predictor::StandardError, method, LEVEL);
            if stopped(record) && found.is_some() {
                return explained(record, STOPPED);
            }
            if record.result.is_null() {
                return Comparison::of_undefined(record, found.is_some());
            }
            let mut comparison = Comparison::new(record);
            let tolerance = Tolerance {
                relative: 1e-6,
                floor: 1.0,
            };
            let smallest = effects.iter().map(|effect| effect.variance);
            let smallest = smallest.fold(f64::INFINITY, f64::min);
            comparison.number("z", found.map(|found| found.statistic), tolerance);
            comparison.number(
                "p",
                found.map(|found| found.p_value),
                Tolerance {
                    relative: 1e-4,
                    floor: 1e-300,
                },
            );
            let error = found.map_or(1.0, |found| found.intercept.standard_error);
            comparison.number(
                "limit_est",
                found.map(|found| found.intercept.estimate),
                Tolerance {
                    relative: 1e-6,
                    floor: error,
                },
            );
            comparison.number(
                "tau2",
                found.and_then(|found| found.tau_squared),
                Tolerance {
                    relative: 1e-6,
                    floor: smallest,
                },
            );
            comparison.verdict()
        }
        _ => rank(record, begg_test(&effects)),
    }
}

pub(super) fn begg(record: &Record, dataset: &Dataset) -> Verdict {
    let Some(placed) = placed_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    rank(record, begg_test(&bare(&placed)))
}

fn rank(record: &Record, found: Option<Kendall>) -> Verdict {
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    comparison.number(
        "tau",
        found.map(|found| found.tau),
        Tolerance::closed_form(1.0),
    );
    // R takes the upper tail of the exact distribution as one minus the rest.
    let p = Tolerance {
        relative: 1e-8,
        floor: 1e-5,
    };
    comparison.number("p", found.map(|found| found.p_value), p);
    comparison.verdict()
}

pub(super) fn file_drawer(record: &Record, dataset: &Dataset) -> Verdict {
    let Some(placed) = placed_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let effects = bare(&placed);
    let found = match record.setting("type") {
        "Rosenthal" => drawer::rosenthal(&effects),
        "Orwin" => drawer::orwin(&effects),
        _ => drawer::rosenberg(&effects),
    };
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    let tolerance = Tolerance::closed_form(1.0);
    comparison.number("fsnum", found.map(|found| found.trials), tolerance);
    comparison.number(
        "pval",
        found.and_then(|found| found.p_value),
        Tolerance {
            relative: 1e-8,
            floor: 1e-300,
        },
    );
    comparison.number("meanes", found.and_then(|found| found.mean), tolerance);
    comparison.number("target", found.and_then(|found| found.target), tolerance);
    comparison.verdict()
}

pub(super) fn trim_and_fill(record: &Record, dataset: &Dataset) -> Verdict {
    let Some(placed) = placed_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let effects = bare(&placed);
    let method = estimator(record.setting("method"));
    let count = match record.setting("estimator") {
        "R0" => Estimator::R0,
        _ => Estimator::L0,
    };
    let side = match record.setting("side_arg") {
        "left" => Some(Side::Left),
        "right" => Some(Side::Right),
        _ => None,
    };
    let found = fill(&effects, method, count, side);
    if stopped(record) && found.is_some() {
        return explained(record, STOPPED);
    }
    let spread = effects.iter().map(|effect| effect.estimate);
    let [least, most] = [spread.clone().reduce(f64::min), spread.reduce(f64::max)];
    if found.is_none() && least == most {
        return explained(record, NOTHING_VARIES);
    }
    if effects.len() < 3 && !record.result.is_null() {
        return explained(record, TWO_TRIALS);
    }
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    let Some(found) = found else {
        comparison.failures.push("none, R has one".to_owned());
        return comparison.verdict();
    };
    filled(&mut comparison, &found, &effects, method);
    comparison.verdict()
}

/// What trim and fill puts in, and the pool with it.
fn filled(
    comparison: &mut Comparison,
    found: &TrimAndFill,
    effects: &[Effect],
    method: Option<TauSquaredEstimator>,
) {
    // R searches the τ² of the trimmed and the filled trials to its default of 10⁻⁵ only.
    let relative = match method {
        Some(TauSquaredEstimator::RestrictedMaximumLikelihood) => 1e-4,
        _ => 1e-9,
    };
    let side = match found.side {
        Side::Left => "left",
        Side::Right => "right",
    };
    if comparison.text("side") != Some(side) {
        comparison.failures.push(format!("side: {side}"));
    }
    comparison.number(
        "k0",
        Some(found.missing as f64),
        Tolerance::closed_form(1.0),
    );
    comparison.number("se_k0", found.standard_error, Tolerance::closed_form(1.0));
    comparison.number(
        "p_k0",
        found.p_value,
        Tolerance {
            relative: 1e-8,
            floor: 1e-10,
        },
    );
    let all: Vec<Effect> = effects.iter().chain(&found.filled).copied().collect();
    comparison.number("k", Some(all.len() as f64), Tolerance::closed_form(1.0));
    let pooled = match method {
        None => inverse_variance::mean(&all, 0.0).map(|mean| {
            (
                IntervalEstimate::wald(mean.estimate, mean.standard_error, LEVEL),
                0.0,
            )
        }),
        Some(method) => random_effects::fit(&all, method).and_then(|fitted| {
            let interval = fitted.interval(Interval::Wald, &all, LEVEL).ok()?;
            Some((interval.interval, fitted.tau_squared.value))
        }),
    };
    let error = pooled.map_or(1.0, |(interval, _)| interval.standard_error);
    let tolerance = Tolerance {
        relative,
        floor: error,
    };
    comparison.number(
        "est",
        pooled.map(|(interval, _)| interval.estimate),
        tolerance,
    );
    comparison.number(
        "se",
        pooled.map(|(interval, _)| interval.standard_error),
        tolerance,
    );
    comparison.number(
        "ci_lb",
        pooled.map(|(interval, _)| interval.lower),
        tolerance,
    );
    comparison.number(
        "ci_ub",
        pooled.map(|(interval, _)| interval.upper),
        tolerance,
    );
    let p =
        pooled.map(|(interval, _)| normal::two_sided(interval.estimate / interval.standard_error));
    comparison.number(
        "p",
        p,
        Tolerance {
            relative: 1e3 * relative,
            floor: 1e-300,
        },
    );
    let smallest = effects.iter().map(|effect| effect.variance);
    let smallest = smallest.fold(f64::INFINITY, f64::min);
    comparison.number(
        "tau2",
        pooled.map(|(_, tau_squared)| tau_squared),
        Tolerance {
            relative: 10.0 * relative,
            floor: smallest.max(error * error),
        },
    );
    let q =
        inverse_variance::mean(&all, 0.0).map(|mean| heterogeneity::q_around(&all, mean.estimate));
    comparison.number(
        "Q",
        q,
        Tolerance {
            relative,
            floor: 1.0,
        },
    );
    let mut filled: Vec<f64> = found.filled.iter().map(|effect| effect.estimate).collect();
    filled.sort_by(f64::total_cmp);
    let filled: Vec<Option<f64>> = filled.into_iter().map(Some).collect();
    comparison.numbers("filled_yi", &filled, tolerance);
}
