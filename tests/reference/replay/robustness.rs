//! `leave1out`, `cumulative`, `influence` and `baujat`.

use trialpool::analysis::TwoByTwo;
use trialpool::data::Interval;
use trialpool::data::{Measure, TauSquaredEstimator};
use trialpool::effect::{Effect, effect};
use trialpool::explore::baujat::{Place, influence as baujat_influence};
use trialpool::explore::{influence as influences, resampling};
use trialpool::math::{normal, student};
use trialpool::pool::{
    heterogeneity, inverse_variance, mantel_haenszel as mh, peto, random_effects,
};

use super::common_effect::cells;
use super::comparison::{Comparison, Verdict};
use super::dataset::Dataset;
use super::policy::{placed_effects, policy, usable_effects};
use super::random::estimator;
use super::record::Record;
use super::tolerance::{CLOSED_FORM, LEVEL, Tolerance};

const NO_ESTIMATE: &str =
    "trials without an estimate together: R may print Q = 0 and P = 1 beside it";
const STOPPED: &str = "R's scoring did not converge where the highest hill was found here";
const NO_WIDTH: &str = "trials that agree in every figure, or without events: an interval without width is refused; R gives it";

/// What R prints of one pool.
#[derive(Clone, Copy, Debug, Default)]
struct Line {
    estimate: Option<f64>,
    error: Option<f64>,
    statistic: Option<f64>,
    p_value: Option<f64>,
    limits: Option<(f64, f64)>,
    q: Option<f64>,
    q_p: Option<f64>,
    tau_squared: Option<f64>,
    i_squared: Option<f64>,
    h_squared: Option<f64>,
}

impl Line {
    fn spread(mut self, q: f64, trials: usize) -> Self {
        let found = heterogeneity::from_q(q, trials, LEVEL);
        // R gives a single trial no heterogeneity in numbers.
        self.q = Some(found.map_or(0.0, |found| found.q));
        self.q_p = Some(found.map_or(1.0, |found| found.p_value));
        self.i_squared = Some(found.map_or(0.0, |found| found.i_squared));
        self.h_squared = Some(found.map_or(1.0, |found| found.h_squared));
        self
    }
}

/// How the trials of a record are pooled.
#[derive(Clone, Copy)]
enum Pool {
    MantelHaenszel(Measure),
    Peto,
    InverseVariance(Option<TauSquaredEstimator>, Interval),
}

impl Pool {
    fn of(record: &Record) -> Self {
        match record.setting("pooling") {
            "mh_or" => Self::MantelHaenszel(Measure::OddsRatio),
            "mh_rr" => Self::MantelHaenszel(Measure::RiskRatio),
            "mh_rd" => Self::MantelHaenszel(Measure::RiskDifference),
            "peto" => Self::Peto,
            _ => {
                let interval = match record.setting("test") {
                    "knha" => Interval::HartungKnapp,
                    _ => Interval::Wald,
                };
                Self::InverseVariance(estimator(record.setting("method")), interval)
            }
        }
    }

    fn is_iterative(self) -> bool {
        matches!(
            self,
            Self::InverseVariance(Some(TauSquaredEstimator::RestrictedMaximumLikelihood), _)
        )
    }
}

fn of_tables(tables: &[TwoByTwo], pool: Pool) -> Line {
    let (found, q, trials) = match pool {
        Pool::Peto => {
            let cells = cells(tables, "none");
            let (q, trials) = peto::q(&cells);
            (peto::odds_ratio(&cells), q, trials)
        }
        Pool::MantelHaenszel(measure) => {
            let pooled = cells(tables, "none");
            let found = match measure {
                Measure::RiskRatio => mh::risk_ratio(&pooled),
                Measure::OddsRatio => mh::odds_ratio(&pooled),
                _ => mh::risk_difference(&pooled),
            };
            let effects: Vec<Effect> = policy("only0_drop00").map_or_else(Vec::new, |policy| {
                let own = tables.iter();
                own.filter_map(|table| effect(measure, &policy.cells(table)?))
                    .filter(|effect| effect.variance > 0.0)
                    .collect()
            });
            let centre = found.as_ref().map_or(0.0, |found| found.estimate);
            (
                found,
                heterogeneity::q_around(&effects, centre),
                effects.len(),
            )
        }
        Pool::InverseVariance(..) => return Line::default(),
    };
    let Some(found) = found else {
        return Line::default().spread(0.0, 0);
    };
    let statistic = found.estimate / found.standard_error;
    let half = normal::QUANTILE_975 * found.standard_error;
    Line {
        estimate: Some(found.estimate),
        error: Some(found.standard_error),
        statistic: Some(statistic),
        p_value: Some(normal::two_sided(statistic)),
        limits: Some((found.estimate - half, found.estimate + half)),
        ..Line::default()
    }
    .spread(q, trials)
}

fn of_effects(effects: &[Effect], estimator: Option<TauSquaredEstimator>, kind: Interval) -> Line {
    let Some(common) = inverse_variance::mean(effects, 0.0) else {
        return Line::default();
    };
    let q = heterogeneity::q_around(effects, common.estimate);
    let (interval, degrees, tau_squared) = match estimator {
        None => {
            let wald = trialpool::effect::IntervalEstimate::wald(
                common.estimate,
                common.standard_error,
                LEVEL,
            );
            (wald, None, 0.0)
        }
        Some(estimator) => {
            let Some(fitted) = random_effects::fit(effects, estimator) else {
                return Line::default();
            };
            let Ok(found) = fitted.interval(kind, effects, LEVEL) else {
                return Line::default();
            };
            (
                found.interval,
                found.degrees_of_freedom,
                fitted.tau_squared.value,
            )
        }
    };
    let statistic = interval.estimate / interval.standard_error;
    let line = Line {
        estimate: Some(interval.estimate),
        error: Some(interval.standard_error),
        statistic: Some(statistic),
        p_value: Some(degrees.map_or_else(
            || normal::two_sided(statistic),
            |degrees| student::two_sided(statistic, degrees),
        )),
        limits: Some((interval.lower, interval.upper)),
        tau_squared: Some(tau_squared),
        ..Line::default()
    }
    .spread(q, effects.len());
    if estimator.is_none() || effects.len() < 2 {
        return line;
    }
    let typical = heterogeneity::typical_variance(effects);
    Line {
        i_squared: Some(heterogeneity::i_squared_from(tau_squared, typical)),
        h_squared: Some(1.0 + tau_squared / typical),
        ..line
    }
}

pub(super) fn leave_one_out(record: &Record, dataset: &Dataset) -> Verdict {
    let pool = Pool::of(record);
    let lines = match (pool, dataset) {
        (Pool::InverseVariance(estimator, kind), _) => {
            let Some(effects) = usable_effects(record, dataset) else {
                return Verdict::Unsupported;
            };
            let effects: Vec<Effect> = effects.into_iter().map(|(_, effect)| effect).collect();
            resampling::leave_one_out(&effects, |others| of_effects(others, estimator, kind))
        }
        (_, Dataset::Tables(tables)) => {
            resampling::leave_one_out(tables, |others| of_tables(others, pool))
        }
        _ => return Verdict::Unsupported,
    };
    compare(record, pool, &lines)
}

/// What comes of the first trial, of the first two, and so on to all of them.
fn growing<T>(trials: &[T], pool: impl Fn(&[T]) -> Line) -> Vec<Line> {
    (1..=trials.len())
        .map(|last| pool(&trials[..last]))
        .collect()
}

pub(super) fn cumulative(record: &Record, dataset: &Dataset) -> Verdict {
    let pool = Pool::of(record);
    let order: Vec<usize> = record.result["order_rows"]
        .as_array()
        .into_iter()
        .flatten()
        .filter_map(|row| usize::try_from(row.as_u64()?).ok())
        .collect();
    let lines = match (pool, dataset) {
        (Pool::InverseVariance(estimator, kind), _) => {
            let Some(effects) = placed_effects(record, dataset) else {
                return Verdict::Unsupported;
            };
            let ordered: Vec<Effect> = order
                .iter()
                .filter_map(|row| {
                    let mut effects = effects.iter();
                    let found = effects.find(|(place, _)| *place + 1 == *row);
                    found.map(|(_, effect)| *effect)
                })
                .collect();
            growing(&ordered, |first| of_effects(first, estimator, kind))
        }
        (_, Dataset::Tables(tables)) => {
            let ordered: Vec<TwoByTwo> = order.iter().map(|row| tables[row - 1]).collect();
            growing(&ordered, |first| of_tables(first, pool))
        }
        _ => return Verdict::Unsupported,
    };
    compare(record, pool, &lines)
}

/// For which lines a convention explains that one side has no estimate, or neither.
fn explained(
    record: &Record,
    pool: Pool,
    lines: &[Line],
    comparison: &mut Comparison,
) -> Vec<bool> {
    let number = |name: &str, place: usize| record.result[name][place].as_f64();
    let mut explained = Vec::new();
    for (place, line) in lines.iter().enumerate() {
        let without_width = number("se", place).is_some_and(|error| error < 1e-12);
        let convention = match (line.estimate, number("est", place)) {
            (None, None) => Some(NO_ESTIMATE),
            (Some(_), None) if pool.is_iterative() => Some(STOPPED),
            (None, Some(_)) if without_width => Some(NO_WIDTH),
            _ => None,
        };
        if let Some(convention) = convention {
            comparison.convention(convention);
        }
        explained.push(convention.is_some());
    }
    explained
}

fn compare(record: &Record, pool: Pool, lines: &[Line]) -> Verdict {
    if record.result.is_null() {
        let found = lines.iter().any(|line| line.estimate.is_some());
        return Comparison::of_undefined(record, found && !record.overflowed());
    }
    let mut comparison = Comparison::new(record);
    // R searches τ² to an absolute 10⁻¹², which is not small beside the variances of risk differences.
    let relative = if pool.is_iterative() {
        1e-7
    } else {
        CLOSED_FORM
    };
    let errors = lines.iter().filter_map(|line| line.error);
    let floor = errors.fold(f64::INFINITY, f64::min);
    let tolerance = Tolerance { relative, floor };
    let whole = Tolerance {
        relative,
        floor: 1.0,
    };
    let p = Tolerance {
        relative: 1e3 * relative,
        floor: 1e-300,
    };
    let explained = explained(record, pool, lines, &mut comparison);
    let mut list = |name: &str, of: &dyn Fn(&Line) -> Option<f64>, tolerance: Tolerance| {
        let found: Vec<Option<f64>> = lines.iter().map(of).collect();
        comparison.numbers_but(name, &found, &explained, tolerance);
    };
    list("est", &|line| line.estimate, tolerance);
    list("se", &|line| line.error, tolerance);
    list("z", &|line| line.statistic, whole);
    list("p", &|line| line.p_value, p);
    list(
        "ci_lb",
        &|line| line.limits.map(|limits| limits.0),
        tolerance,
    );
    list(
        "ci_ub",
        &|line| line.limits.map(|limits| limits.1),
        tolerance,
    );
    list("Q", &|line| line.q, Tolerance::closed_form(1.0));
    list(
        "Q_p",
        &|line| line.q_p,
        Tolerance {
            relative: 1e-7,
            floor: 1e-300,
        },
    );
    // R lists no τ² for a model that has none.
    if !matches!(pool, Pool::InverseVariance(None, _)) {
        list("tau2", &|line| line.tau_squared, tolerance);
    }
    list(
        "I2",
        &|line| line.i_squared,
        Tolerance {
            relative,
            floor: 100.0,
        },
    );
    list("H2", &|line| line.h_squared, whole);
    comparison.verdict()
}

pub(super) fn influence(record: &Record, dataset: &Dataset) -> Verdict {
    let Some(effects) = usable_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let effects: Vec<Effect> = effects.into_iter().map(|(_, effect)| effect).collect();
    let method = estimator(record.setting("method"));
    let found = influences::influence(&effects, method);
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.iter().any(Option::is_some));
    }
    let mut comparison = Comparison::new(record);
    let relative = match method {
        Some(TauSquaredEstimator::RestrictedMaximumLikelihood) => 1e-6,
        _ => 1e-9,
    };
    let mut list = |name: &str, of: &dyn Fn(&influences::Influence) -> f64, floor: f64| {
        let numbers: Vec<Option<f64>> = found.iter().map(|one| one.as_ref().map(of)).collect();
        comparison.numbers(name, &numbers, Tolerance { relative, floor });
    };
    list("rstudent", &|one| one.studentized_residual, 1.0);
    list("dffits", &|one| one.dffits, 1.0);
    list("cook_d", &|one| one.cook_distance, 1.0);
    list("cov_r", &|one| one.covariance_ratio, 1.0);
    list("tau2_del", &|one| one.tau_squared_without, 1e-3);
    list("QE_del", &|one| one.q_without, 1.0);
    list("hat", &|one| one.hat, 1e-3);
    list("weight", &|one| 100.0 * one.hat, 1e-1);
    list("dfbs", &|one| one.dfbetas, 1.0);
    let flags = record.result["inf"].as_array().cloned().unwrap_or_default();
    for (place, (flag, one)) in flags.iter().zip(&found).enumerate() {
        let stands_out = one.is_some_and(|one| one.stands_out(effects.len()));
        if flag.as_bool().is_some_and(|flag| flag != stands_out) {
            comparison
                .failures
                .push(format!("inf[{place}]: {stands_out}, R has {flag}"));
        }
    }
    comparison.verdict()
}

pub(super) fn baujat(record: &Record, dataset: &Dataset) -> Verdict {
    let pool = Pool::of(record);
    let (effects, tau_squared, all, without) = match (pool, dataset) {
        (Pool::InverseVariance(estimator, kind), _) => {
            let Some(effects) = usable_effects(record, dataset) else {
                return Verdict::Unsupported;
            };
            let effects: Vec<Effect> = effects.into_iter().map(|(_, effect)| effect).collect();
            let all = of_effects(&effects, estimator, kind);
            let without =
                resampling::leave_one_out(&effects, |others| of_effects(others, estimator, kind));
            let effects = effects.into_iter().map(Some).collect::<Vec<_>>();
            (effects, all.tau_squared.unwrap_or(0.0), all, without)
        }
        (_, Dataset::Tables(tables)) => {
            let measure = match pool {
                Pool::MantelHaenszel(measure) => measure,
                _ => Measure::PetoOddsRatio,
            };
            let Some(policy) = policy("only0_drop00") else {
                return Verdict::Unsupported;
            };
            let effects: Vec<Option<Effect>> = tables
                .iter()
                .map(|table| effect(measure, &policy.cells(table)?))
                .collect();
            let all = of_tables(tables, pool);
            let without = resampling::leave_one_out(tables, |others| of_tables(others, pool));
            (effects, 0.0, all, without)
        }
        _ => return Verdict::Unsupported,
    };
    let places = effects.iter().zip(&without);
    let (x, y): (Vec<Option<f64>>, Vec<Option<f64>>) = places
        .map(|(effect, without)| {
            let without = without.estimate.zip(without.error);
            let (Some(all), Some(without)) = (all.estimate, without) else {
                return (None, None);
            };
            let place = effect.map(|effect| Place::of(effect, tau_squared, all, without));
            // R gives the influence of trials without an effect of their own too.
            (
                place.map(|place| place.heterogeneity),
                Some(baujat_influence(all, without)),
            )
        })
        .unzip();
    if record.result.is_null() {
        return Comparison::of_undefined(record, y.iter().any(Option::is_some));
    }
    let mut comparison = Comparison::new(record);
    let tolerance = Tolerance {
        relative: if pool.is_iterative() { 1e-6 } else { 1e-9 },
        floor: 1e-2,
    };
    comparison.numbers("x", &x, tolerance);
    comparison.numbers("y", &y, tolerance);
    comparison.verdict()
}
