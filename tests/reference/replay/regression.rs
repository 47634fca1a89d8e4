//! `metareg` and both `subgroup` analyses.

use std::collections::BTreeSet;

use trialpool::data::TauSquaredEstimator;
use trialpool::effect::Effect;
use trialpool::explore::regression::{CoefficientTest, Regression, Settings, fit, log_likelihood};
use trialpool::math::{chi_squared, normal};
use trialpool::pool::{heterogeneity, inverse_variance, random_effects};

use super::comparison::{Comparison, Verdict};
use super::dataset::{Columns, Dataset};
use super::policy::placed_effects;
use super::random::estimator;
use super::record::Record;
use super::tolerance::{CLOSED_FORM, LEVEL, Tolerance};

const NOTHING_TO_ACCOUNT_FOR: &str =
    "no variance between trials before the covariates: no R²; R gives 0";
const NO_WIDTH: &str = "trials that agree in every figure: Knapp and Hartung's errors would be zero and are refused; R gives them";
const LOCAL_MAXIMUM: &str = "R's likelihood climb with a covariate ended on a lower hill; the highest is taken (its likelihood is compared)";
const UNCENTRED: &str = "R inverts XᵀWX of years that are not centred and loses figures (its QE of the same years less 1980 agrees to 10⁻¹²): compared to 10⁻⁶";

fn settings(record: &Record, has_intercept: bool) -> Settings {
    Settings {
        estimator: estimator(record.setting("method")),
        test: match record.setting("test") {
            "knha" => CoefficientTest::KnappHartung,
            _ => CoefficientTest::Wald,
        },
        has_intercept,
        level: LEVEL,
    }
}

/// What follows from a τ² that R searches to 10⁻¹².
fn relative(record: &Record) -> f64 {
    match estimator(record.setting("method")) {
        None | Some(TauSquaredEstimator::DerSimonianLaird) => CLOSED_FORM,
        Some(_) => 1e-7,
    }
}

pub(super) fn covariate(record: &Record, dataset: &Dataset, columns: &Columns) -> Verdict {
    let name = match record.setting("covariate") {
        "x" => "x",
        _ => "year",
    };
    let (Some(effects), Some(column)) =
        (placed_effects(record, dataset), columns.numbers.get(name))
    else {
        return Verdict::Unsupported;
    };
    let rows: Vec<(Effect, f64)> = effects
        .iter()
        .filter_map(|(row, effect)| Some((*effect, (*column.get(*row)?)?)))
        .collect();
    let effects: Vec<Effect> = rows.iter().map(|(effect, _)| *effect).collect();
    let design: Vec<Vec<f64>> = rows.iter().map(|(_, x)| vec![1.0, *x]).collect();
    let found = fit(&effects, &design, settings(record, true));
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    let mut relative = relative(record);
    if found.is_none() && has_no_width(record) {
        comparison.convention(NO_WIDTH);
        return comparison.verdict();
    }
    if is_on_another_hill(&mut comparison, record, found.as_ref(), &effects, &design) {
        return comparison.verdict();
    }
    if name == "year" {
        comparison.convention(UNCENTRED);
        relative = 1e-6;
    }
    coefficients(&mut comparison, found.as_ref(), "coef", relative);
    let one = Tolerance {
        relative,
        floor: 1.0,
    };
    let (tests, p_values): (Vec<Option<f64>>, Vec<Option<f64>>) = found
        .iter()
        .flat_map(|found| &found.coefficients)
        .map(|one| (Some(one.statistic), Some(one.p_value)))
        .unzip();
    comparison.numbers("stat", &tests, one);
    let p = Tolerance {
        relative: 1e3 * relative,
        floor: 1e-300,
    };
    comparison.numbers("p", &p_values, p);
    comparison.number("k", Some(effects.len() as f64), Tolerance::closed_form(1.0));
    whole_model(&mut comparison, found.as_ref(), &effects, relative);
    let covariance: Vec<Option<f64>> = found
        .iter()
        .flat_map(|found| found.covariance.iter().flatten())
        .map(|cell| Some(*cell))
        .collect();
    let smallest = covariance.iter().flatten().map(|cell| cell.abs());
    let floor = smallest.fold(f64::INFINITY, f64::min);
    // The columns are not centred: what the covariance loses is a square of the standard error's loss.
    let loose = Tolerance {
        relative: 10.0 * relative,
        floor,
    };
    comparison.numbers("vcov", &covariance, loose);
    comparison.verdict()
}

/// Whether R's standard errors are zero but for rounding.
fn has_no_width(record: &Record) -> bool {
    let errors = record.result["se"].as_array();
    errors.is_some_and(|errors| {
        let mut errors = errors.iter().filter_map(serde_json::Value::as_f64);
        errors.all(|error| error < 1e-10)
    })
}

/// Whether R's scoring ended at a τ² of which the likelihood is lower than of the one found here.
fn is_on_another_hill(
    comparison: &mut Comparison,
    record: &Record,
    found: Option<&Regression>,
    effects: &[Effect],
    design: &[Vec<f64>],
) -> bool {
    let restricted = match estimator(record.setting("method")) {
        Some(TauSquaredEstimator::MaximumLikelihood) => false,
        Some(TauSquaredEstimator::RestrictedMaximumLikelihood) => true,
        _ => return false,
    };
    let (Some(found), Some(reference)) = (found, comparison.reference_number("tau2")) else {
        return false;
    };
    let height = |tau_squared| log_likelihood(effects, design, tau_squared, restricted);
    let is_lower = height(reference) < height(found.tau_squared.value) - 1e-4;
    if is_lower {
        comparison.convention(LOCAL_MAXIMUM);
    }
    is_lower
}

fn coefficients(
    comparison: &mut Comparison,
    found: Option<&Regression>,
    name: &str,
    relative: f64,
) {
    let list = |of: fn(&trialpool::explore::regression::Coefficient) -> f64| {
        let coefficients = found.into_iter().flat_map(|found| &found.coefficients);
        coefficients.map(|one| Some(of(one))).collect::<Vec<_>>()
    };
    let errors = list(|one| one.interval.standard_error);
    let smallest = errors.iter().flatten().copied();
    // Trials that agree in every figure leave errors of zero.
    let floor = smallest.fold(f64::INFINITY, f64::min).max(1e-12);
    let tolerance = Tolerance { relative, floor };
    comparison.numbers(name, &list(|one| one.interval.estimate), tolerance);
    comparison.numbers("se", &errors, tolerance);
    comparison.numbers("ci_lb", &list(|one| one.interval.lower), tolerance);
    comparison.numbers("ci_ub", &list(|one| one.interval.upper), tolerance);
}

fn whole_model(
    comparison: &mut Comparison,
    found: Option<&Regression>,
    effects: &[Effect],
    relative: f64,
) {
    let smallest = effects.iter().map(|effect| effect.variance);
    let smallest = smallest.fold(f64::INFINITY, f64::min);
    let of = |relative: f64, floor: f64| Tolerance { relative, floor };
    let moderators = found.and_then(|found| found.moderators);
    let residual = found.map(|found| found.residual_heterogeneity);
    comparison.number(
        "tau2",
        found.map(|found| found.tau_squared.value),
        of(relative, smallest),
    );
    comparison.number(
        "QM",
        moderators.map(|test| test.statistic),
        of(relative, 1.0),
    );
    comparison.number(
        "QM_df1",
        moderators.map(|test| test.coefficients as f64),
        of(relative, 1.0),
    );
    comparison.number(
        "QM_df2",
        moderators.and_then(|test| test.denominator),
        of(relative, 1.0),
    );
    comparison.number(
        "QM_p",
        moderators.map(|test| test.p_value),
        of(1e3 * relative, 1e-300),
    );
    comparison.number(
        "QE",
        residual.map(|residual| residual.q),
        of(1e-9_f64.max(relative), 1.0),
    );
    comparison.number(
        "QE_df",
        residual.map(|residual| residual.degrees_of_freedom),
        of(1e-9_f64.max(relative), 1.0),
    );
    comparison.number(
        "QE_p",
        residual.map(|residual| residual.p_value),
        of(1e-7_f64.max(relative), 1e-300),
    );
    comparison.number(
        "I2",
        residual.map(|residual| residual.i_squared),
        of(relative, 1.0),
    );
    comparison.number(
        "H2",
        residual.map(|residual| residual.h_squared),
        of(relative, 1.0),
    );
    let r_squared = found.and_then(|found| found.r_squared);
    let reference = comparison.reference_number("R2");
    if r_squared.is_none() && reference == Some(0.0) {
        comparison.convention(NOTHING_TO_ACCOUNT_FOR);
    } else if r_squared.is_none() && reference == Some(100.0) && relative > 1e-9 {
        // The τ² without covariates, of which the likelihood is highest at 0, is what R's climb missed.
        comparison.convention(LOCAL_MAXIMUM);
    } else {
        comparison.number("R2", r_squared, of(relative, 100.0));
    }
}

/// The levels among the rows in the order of the alphabet, with the level of each effect.
fn levels(effects: &[(usize, Effect)], columns: &Columns) -> (Vec<String>, Vec<usize>) {
    let group = |row: &usize| columns.groups.get(*row).cloned().unwrap_or_default();
    let levels: BTreeSet<String> = effects.iter().map(|(row, _)| group(row)).collect();
    let levels: Vec<String> = levels.into_iter().collect();
    let places = effects.iter().map(|(row, _)| {
        let level = group(row);
        levels.iter().position(|known| *known == level).unwrap_or(0)
    });
    let places = places.collect();
    (levels, places)
}

pub(super) fn subgroups(record: &Record, dataset: &Dataset, columns: &Columns) -> Verdict {
    let Some(placed) = placed_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let (levels, places) = levels(&placed, columns);
    let effects: Vec<Effect> = placed.iter().map(|(_, effect)| *effect).collect();
    let dummies = |place: &usize, from: usize| -> Vec<f64> {
        let of = |level: usize| if level == *place { 1.0 } else { 0.0 };
        (from..levels.len()).map(of).collect()
    };
    let means: Vec<Vec<f64>> = places.iter().map(|place| dummies(place, 0)).collect();
    let contrasts: Vec<Vec<f64>> = places
        .iter()
        .map(|place| [vec![1.0], dummies(place, 1)].concat())
        .collect();
    let found = fit(&effects, &means, settings(record, false));
    let tested = fit(&effects, &contrasts, settings(record, true));
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    let relative = relative(record);
    if found.is_none() && has_no_width(record) {
        comparison.convention(NO_WIDTH);
        return comparison.verdict();
    }
    coefficients(&mut comparison, found.as_ref(), "est", relative);
    whole_model(&mut comparison, tested.as_ref(), &effects, relative);
    comparison.verdict()
}

/// Mean, standard error, τ² and Q of a part, and its effects.
type Part<'a> = (f64, f64, f64, f64, &'a Vec<Effect>);

pub(super) fn subgroups_apart(record: &Record, dataset: &Dataset, columns: &Columns) -> Verdict {
    let Some(placed) = placed_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let method = estimator(record.setting("method"));
    let (levels, places) = levels(&placed, columns);
    let parts: Vec<Vec<Effect>> = (0..levels.len())
        .map(|level| {
            let members = placed.iter().zip(&places);
            let members = members.filter(|(_, place)| **place == level);
            members.map(|((_, effect), _)| *effect).collect()
        })
        .collect();
    if record.result.is_null() {
        return Verdict::BothUndefined;
    }
    let mut comparison = Comparison::new(record);
    let relative = relative(record);
    let mut means: Vec<Part<'_>> = Vec::new();
    for part in &parts {
        let tau_squared = method
            .and_then(|method| random_effects::fit(part, method))
            .map_or(0.0, |fitted| fitted.tau_squared.value);
        let Some(mean) = inverse_variance::mean(part, tau_squared) else {
            return Verdict::Unsupported;
        };
        let centre = inverse_variance::mean(part, 0.0).map_or(0.0, |mean| mean.estimate);
        let q = heterogeneity::q_around(part, centre);
        means.push((mean.estimate, mean.standard_error, tau_squared, q, part));
    }
    let floor = means
        .iter()
        .map(|mean| mean.1)
        .fold(f64::INFINITY, f64::min);
    let tolerance = Tolerance { relative, floor };
    let list = |of: &dyn Fn(&Part<'_>) -> f64| -> Vec<Option<f64>> {
        means.iter().map(|mean| Some(of(mean))).collect()
    };
    let half = normal::QUANTILE_975;
    comparison.numbers("est", &list(&|mean| mean.0), tolerance);
    comparison.numbers("se", &list(&|mean| mean.1), tolerance);
    comparison.numbers("ci_lb", &list(&|mean| mean.0 - half * mean.1), tolerance);
    comparison.numbers("ci_ub", &list(&|mean| mean.0 + half * mean.1), tolerance);
    comparison.numbers("tau2", &list(&|mean| mean.2), tolerance);
    comparison.numbers(
        "Q_within",
        &list(&|mean| mean.3),
        Tolerance::closed_form(1.0),
    );
    comparison.numbers(
        "k",
        &list(&|mean| mean.4.len() as f64),
        Tolerance::closed_form(1.0),
    );
    let between: Vec<Effect> = means
        .iter()
        .map(|mean| Effect {
            estimate: mean.0,
            variance: mean.1 * mean.1,
        })
        .collect();
    let q = inverse_variance::mean(&between, 0.0)
        .map(|mean| heterogeneity::q_around(&between, mean.estimate));
    let degrees = between.len() as f64 - 1.0;
    comparison.number(
        "Q_between",
        q,
        Tolerance {
            relative,
            floor: 1.0,
        },
    );
    comparison.number("df", Some(degrees), Tolerance::closed_form(1.0));
    let p = q.map(|q| chi_squared::upper_tail(q, degrees));
    comparison.number(
        "p",
        p,
        Tolerance {
            relative: 1e3 * relative,
            floor: 1e-300,
        },
    );
    comparison.verdict()
}
