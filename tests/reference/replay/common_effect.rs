//! `common_iv`, `common_mh` and `common_peto`.

use trialpool::analysis::TwoByTwo;
use trialpool::data::{Measure, Method};
use trialpool::effect::{Cells, Effect, IntervalEstimate, effect};
use trialpool::math::normal;
use trialpool::pool::{
    CommonEffect, breslow_day, cochran_mantel_haenszel, heterogeneity, inverse_variance as iv,
    mantel_haenszel as mh, peto as peto_method,
};

use super::comparison::{Comparison, Verdict};
use super::dataset::Dataset;
use super::door;
use super::policy::{measure, policy, usable_effects};
use super::record::Record;
use super::tolerance::{LEVEL, Tolerance};

const ONE_TRIAL: &str =
    "one trial with an effect: no heterogeneity is given; R gives Q = 0, P = 1, I² = 0, H² = 1";
pub(super) const OVERFLOW: &str =
    "R's own formula ran beyond its 32-bit integers (said in its warnings) and has no number";
const SILENT_COUNTED: &str = "drop00 = FALSE for Peto: R counts trials without information in the degrees of freedom of Q; they are not counted here (compared with R's count)";
const NO_WIDTH: &str =
    "no events at all: a risk difference with an interval from 0 to 0 is refused; R gives it";

pub(super) fn inverse_variance(record: &Record, dataset: &Dataset) -> Verdict {
    let Some(effects) = usable_effects(record, dataset) else {
        return Verdict::Unsupported;
    };
    let (rows, effects): (Vec<f64>, Vec<Effect>) = effects.into_iter().unzip();
    let found = iv::mean(&effects, 0.0);
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    comparison.numbers(
        "rows",
        &rows.iter().copied().map(Some).collect::<Vec<_>>(),
        Tolerance::closed_form(1.0),
    );
    estimate(&mut comparison, found.as_ref());
    comparison.number("k", Some(effects.len() as f64), Tolerance::closed_form(1.0));
    let q = found
        .as_ref()
        .map_or(0.0, |mean| heterogeneity::q_around(&effects, mean.estimate));
    spread(&mut comparison, q, effects.len());
    if let Some(mean) = &found {
        door::check(
            &mut comparison,
            record,
            dataset,
            Method::InverseVariance,
            mean,
        );
    }
    comparison.verdict()
}

/// Estimate, standard error, z, P, interval and weights.
fn estimate(comparison: &mut Comparison, found: Option<&CommonEffect>) {
    let interval =
        found.map(|common| IntervalEstimate::wald(common.estimate, common.standard_error, LEVEL));
    let size = interval.map_or(1.0, |interval| interval.standard_error);
    let tolerance = Tolerance::closed_form(size);
    let statistic = found.map(|common| common.estimate / common.standard_error);
    comparison.number("est", interval.map(|interval| interval.estimate), tolerance);
    comparison.number(
        "se",
        interval.map(|interval| interval.standard_error),
        tolerance,
    );
    comparison.number("ci_lb", interval.map(|interval| interval.lower), tolerance);
    comparison.number("ci_ub", interval.map(|interval| interval.upper), tolerance);
    comparison.number("z", statistic, Tolerance::closed_form(1.0));
    comparison.number(
        "p",
        statistic.map(normal::two_sided),
        Tolerance::closed_form(1e-300),
    );
    if let Some(common) = found {
        let weights: Vec<Option<f64>> = common.weights.iter().copied().map(Some).collect();
        comparison.numbers("weights", &weights, Tolerance::closed_form(1e-6));
    }
}

/// Q, its degrees of freedom and P, I², H², H.
fn spread(comparison: &mut Comparison, q: f64, trials: usize) {
    let found = heterogeneity::from_q(q, trials, LEVEL);
    if found.is_none() && trials < 2 && comparison.has("Q") {
        comparison.convention(ONE_TRIAL);
        return;
    }
    // A sum of squares that is zero but for rounding is judged against its degrees of freedom.
    let degrees = found.map_or(1.0, |found| found.degrees_of_freedom);
    comparison.number(
        "Q",
        found.map(|found| found.q),
        Tolerance::closed_form(degrees),
    );
    comparison.number(
        "Q_df",
        found.map(|found| found.degrees_of_freedom),
        Tolerance::closed_form(1.0),
    );
    comparison.number(
        "Q_p",
        found.map(|found| found.p_value),
        Tolerance::closed_form(1e-300),
    );
    comparison.number(
        "I2",
        found.map(|found| found.i_squared),
        Tolerance::closed_form(1.0),
    );
    comparison.number(
        "H2",
        found.map(|found| found.h_squared),
        Tolerance::closed_form(1.0),
    );
    comparison.number(
        "H",
        found.map(|found| found.h_squared.sqrt()),
        Tolerance::closed_form(1.0),
    );
}

/// How metafor's `rma.mh` is asked: the correction of the tables that are pooled, and of the effects that enter Q.
fn mantel_haenszel_policies(name: &str) -> Option<(&'static str, &'static str)> {
    Some(match name {
        "default" | "default_cmh_uncorrected" => ("none", "only0_drop00"),
        "keep00" => ("none", "only0"),
        "pool_only0" => ("only0", "only0"),
        "pool_only0_drop00" => ("only0_drop00", "only0_drop00"),
        "pool_all" => ("all", "all"),
        "formula_no_correction" => ("none", "none"),
        "formula_tacc" => ("tacc", "tacc"),
        _ => return None,
    })
}

pub(super) fn cells(tables: &[TwoByTwo], name: &str) -> Vec<Cells> {
    policy(name).map_or_else(Vec::new, |policy| {
        tables
            .iter()
            .filter_map(|table| policy.cells(table))
            .collect()
    })
}

pub(super) fn mantel_haenszel(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Tables(tables) = dataset else {
        return Verdict::Unsupported;
    };
    let name = record.setting("mh_policy");
    let (Some(measure), Some((pooled, own))) = (measure(record), mantel_haenszel_policies(name))
    else {
        return Verdict::Unsupported;
    };
    let cells = cells(tables, pooled);
    let found = match measure {
        Measure::RiskRatio => mh::risk_ratio(&cells),
        Measure::OddsRatio => mh::odds_ratio(&cells),
        _ => mh::risk_difference(&cells),
    };
    if record.result.is_null() {
        let overflowed = record.overflowed();
        let verdict = Comparison::of_undefined(record, found.is_some() && !overflowed);
        if overflowed && found.is_some() {
            let mut comparison = Comparison::new(record);
            comparison.convention(OVERFLOW);
            return comparison.verdict();
        }
        return verdict;
    }
    let mut comparison = Comparison::new(record);
    let no_events = tables.iter().all(TwoByTwo::is_double_zero);
    if found.is_none() && measure == Measure::RiskDifference && no_events {
        comparison.convention(NO_WIDTH);
        return comparison.verdict();
    }
    estimate(&mut comparison, found.as_ref());
    comparison.number(
        "se_sato",
        found.as_ref().map(|common| common.standard_error),
        Tolerance::closed_form(1e-6),
    );
    if comparison.has("se_greenland_robins") {
        let other = mh::risk_difference_greenland_robins(&cells);
        let interval = other.map(|(estimate, standard_error)| {
            IntervalEstimate::wald(estimate, standard_error, LEVEL)
        });
        let tolerance = Tolerance::closed_form(1e-6);
        comparison.number(
            "se_greenland_robins",
            interval.map(|interval| interval.standard_error),
            tolerance,
        );
        comparison.number(
            "ci_gr_lb",
            interval.map(|interval| interval.lower),
            tolerance,
        );
        comparison.number(
            "ci_gr_ub",
            interval.map(|interval| interval.upper),
            tolerance,
        );
    }
    comparison.number("k", Some(cells.len() as f64), Tolerance::closed_form(1.0));
    if let Some(common) = &found {
        // R's weights need no estimate; where there is none here, neither is a share of it.
        let effects: Vec<Effect> = policy(own).map_or_else(Vec::new, |policy| {
            tables
                .iter()
                .filter_map(|table| effect(measure, &policy.cells(table)?))
                .filter(|effect| effect.variance > 0.0)
                .collect()
        });
        comparison.number(
            "k_yi",
            Some(effects.len() as f64),
            Tolerance::closed_form(1.0),
        );
        spread(
            &mut comparison,
            heterogeneity::q_around(&effects, common.estimate),
            effects.len(),
        );
        door::check(
            &mut comparison,
            record,
            dataset,
            Method::MantelHaenszel,
            common,
        );
    }
    stratified_tests(
        &mut comparison,
        &cells,
        measure,
        found.as_ref(),
        name != "default_cmh_uncorrected",
    );
    comparison.verdict()
}

fn stratified_tests(
    comparison: &mut Comparison,
    cells: &[Cells],
    measure: Measure,
    found: Option<&CommonEffect>,
    continuity_correction: bool,
) {
    if measure != Measure::OddsRatio {
        return;
    }
    let association = cochran_mantel_haenszel::test(cells, continuity_correction);
    comparison.number(
        "CMH",
        association.map(|test| test.statistic),
        Tolerance::closed_form(1.0),
    );
    comparison.number(
        "CMH_p",
        association.map(|test| test.p_value),
        Tolerance::closed_form(1e-300),
    );
    let homogeneity = found.map(|common| breslow_day::test(cells, common.estimate));
    let tolerance = Tolerance::closed_form(1.0);
    comparison.number("tarone", homogeneity.map(|test| test.tarone), tolerance);
    comparison.number(
        "breslow_day",
        homogeneity.map(|test| test.breslow_day),
        tolerance,
    );
    let tarone = homogeneity.and_then(|test| test.tarone_test());
    let breslow_day = homogeneity.and_then(|test| test.breslow_day_test());
    comparison.number(
        "tarone_p",
        tarone.map(|test| test.p_value),
        Tolerance::closed_form(1e-300),
    );
    comparison.number(
        "breslow_day_p",
        breslow_day.map(|test| test.p_value),
        Tolerance::closed_form(1e-300),
    );
}

pub(super) fn peto(record: &Record, dataset: &Dataset) -> Verdict {
    let Dataset::Tables(tables) = dataset else {
        return Verdict::Unsupported;
    };
    let cells = cells(tables, "none");
    let found = peto_method::odds_ratio(&cells);
    if record.result.is_null() {
        return Comparison::of_undefined(record, found.is_some());
    }
    let mut comparison = Comparison::new(record);
    if record.overflowed() && !comparison.has("est") {
        comparison.convention(OVERFLOW);
        return comparison.verdict();
    }
    estimate(&mut comparison, found.as_ref());
    let (q, mut counting) = peto_method::q(&cells);
    if record.setting("mh_policy") == "keep00" && counting < tables.len() {
        comparison.convention(SILENT_COUNTED);
        counting = tables.len();
    }
    spread(&mut comparison, q, counting);
    if let Some(common) = &found {
        door::check(&mut comparison, record, dataset, Method::Peto, common);
    }
    comparison.verdict()
}
