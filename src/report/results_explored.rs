//! What the results as JSON say of small-study effects and of the influence of trials.

use serde::Serialize;

use super::outcome::natural;
use super::results_copas::{CopasResults, DrawerResults, copas_results, drawer_results};
use crate::analysis::{
    AsymmetryMethod, AsymmetryStatistic, Favoured, FillEstimator, FillSide, Fitness,
    IntervalEstimate, Prepared, Response, allowances, influences, silent_trials, small_study,
};
use crate::data::{Measure, Review, SilenceReason};
use crate::wording::names::{self, Length};
use crate::wording::{Locale, allowances as allowance_words, silent};

/// Small-study effects.
#[derive(Serialize)]
pub(super) struct SmallStudyResults {
    trials: usize,
    tests: Vec<TestResults>,
    mean: Option<MeanResults>,
    trim_and_fill: Vec<FillResults>,
    limit_meta_analysis: Option<LimitResults>,
    selection_models: Vec<SelectionResults>,
    copas: CopasResults,
    file_drawers: Vec<DrawerResults>,
}

#[derive(Serialize)]
struct LimitResults {
    tau_squared: f64,
    tau_squared_estimator: &'static str,
    slope: f64,
    intercept: f64,
    mean: Option<MeanResults>,
    q: f64,
    q_small_study: f64,
    q_small_study_p: f64,
    q_residual: f64,
    q_residual_p: f64,
    g_squared: Option<f64>,
}

#[derive(Serialize)]
struct SelectionResults {
    favoured: &'static str,
    cuts: &'static [f64],
    mean: Option<MeanResults>,
    tau_squared: Option<f64>,
    weights: Vec<f64>,
    likelihood_ratio: Option<f64>,
    p_value: Option<f64>,
    reason: Option<String>,
}

/// The trials that do not report an outcome.
#[derive(Serialize)]
pub(super) struct SilentResults {
    trials: Vec<SilentTrialResults>,
    missing: usize,
    bias_bound: Option<BoundResults>,
    at_control_risk: Option<SupposedResults>,
}

#[derive(Serialize)]
struct SilentTrialResults {
    name: String,
    people: Option<[u64; 2]>,
    reason: Option<SilenceReason>,
    remark: String,
}

#[derive(Serialize)]
struct BoundResults {
    missing: usize,
    bias: f64,
    mean: Option<MeanResults>,
    lowest: MeanResults,
    highest: MeanResults,
}

#[derive(Serialize)]
struct SupposedResults {
    risk: f64,
    trials: usize,
    people: u64,
    by: String,
    without: MeanResults,
    with: MeanResults,
}

/// The silent trials of an outcome; `None` where there are none.
pub(super) fn silent_results(
    review: &Review,
    prepared: &Prepared,
    response: &Response,
) -> Option<SilentResults> {
    let found = silent_trials(review, prepared, response.plan);
    if found.trials.is_empty() {
        return None;
    }
    let measure = found.measure;
    let mean = |interval| MeanResults::of(measure, interval);
    Some(SilentResults {
        missing: found.missing(),
        bias_bound: found.bound().map(|bound| BoundResults {
            missing: bound.missing,
            bias: bound.bias,
            mean: found.mean.map(mean),
            lowest: mean(bound.lowest),
            highest: mean(bound.highest),
        }),
        at_control_risk: found.supposed.ok().map(|supposed| SupposedResults {
            risk: supposed.risk,
            trials: supposed.trials,
            people: supposed.people,
            by: silent::supposed_by(supposed.by),
            without: mean(supposed.without),
            with: mean(supposed.with),
        }),
        trials: found
            .trials
            .into_iter()
            .map(|trial| SilentTrialResults {
                name: trial.name,
                people: trial
                    .people
                    .map(|people| [people.experimental, people.control]),
                reason: trial.silence.reason,
                remark: trial.silence.remark,
            })
            .collect(),
    })
}

#[derive(Serialize)]
struct TestResults {
    test: &'static str,
    suits: bool,
    trials: usize,
    statistic: f64,
    distribution: &'static str,
    degrees_of_freedom: Option<f64>,
    slope: Option<f64>,
    slope_standard_error: Option<f64>,
    p_value: f64,
}

/// An effect with its interval on both scales.
#[derive(Serialize)]
pub(super) struct MeanResults {
    analysis: IntervalEstimate,
    natural: [f64; 3],
}

impl MeanResults {
    pub(super) fn of(measure: Measure, interval: IntervalEstimate) -> Self {
        let numbers = [interval.estimate, interval.lower, interval.upper];
        Self {
            analysis: interval,
            natural: numbers.map(|number| natural(measure, number)),
        }
    }
}

#[derive(Serialize)]
struct FillResults {
    estimator: &'static str,
    side: &'static str,
    put_in: usize,
    put_in_standard_error: Option<f64>,
    mean: Option<MeanResults>,
}

/// What one trial decides.
#[derive(Serialize)]
pub(super) struct InfluenceResults<'a> {
    name: &'a str,
    studentized_residual: f64,
    dffits: f64,
    cook_distance: f64,
    covariance_ratio: f64,
    tau_squared_without: f64,
    q_without: f64,
    hat: f64,
    dfbetas: f64,
    stands_out: bool,
}

/// The small-study effects of an answer; `None` for fewer than three trials with an effect.
pub(super) fn small_study_results(
    prepared: &Prepared,
    response: &Response,
) -> Option<SmallStudyResults> {
    let found = small_study(&prepared.request, response.plan, None);
    if found.trials.len() < 3 {
        return None;
    }
    let tests = found.tests.iter().filter_map(|test| {
        let result = test.result?;
        let (statistic, distribution, degrees_of_freedom) = match result.statistic {
            AsymmetryStatistic::T(value, degrees) => (value, "t", Some(degrees)),
            AsymmetryStatistic::Z(value) => (value, "normal", None),
            AsymmetryStatistic::Kendall(value, true) => (value, "kendall_exact", None),
            AsymmetryStatistic::Kendall(value, false) => (value, "kendall_normal", None),
        };
        Some(TestResults {
            test: test_key(test.method),
            suits: match test.fitness {
                Fitness::Suits | Fitness::UnequalArms(_) => true,
                Fitness::TiedError | Fitness::LittlePower => false,
            },
            trials: result.trials,
            statistic,
            distribution,
            degrees_of_freedom,
            slope: result.slope.map(|slope| slope.estimate),
            slope_standard_error: result.slope.map(|slope| slope.standard_error),
            p_value: result.p_value,
        })
    });
    let filled = found.filled.iter().filter_map(|filled| {
        let fill = filled.found.as_ref()?;
        Some(FillResults {
            estimator: match filled.count {
                FillEstimator::L0 => "l0",
                FillEstimator::R0 => "r0",
            },
            side: match fill.side {
                FillSide::Left => "left",
                FillSide::Right => "right",
            },
            put_in: fill.missing,
            put_in_standard_error: fill.standard_error,
            mean: filled.mean.map(|mean| MeanResults::of(found.measure, mean)),
        })
    });
    let allowed = allowances(&found);
    let mean = |interval| MeanResults::of(found.measure, interval);
    let limit = allowed.limit.map(|limit| LimitResults {
        tau_squared: limit.tau_squared,
        tau_squared_estimator: names::estimator(allowed.estimator, Length::Short),
        slope: limit.slope,
        intercept: limit.intercept,
        mean: allowed.limit_mean.map(mean),
        q: limit.q,
        q_small_study: limit.q_small,
        q_small_study_p: limit.p_small,
        q_residual: limit.q_residual,
        q_residual_p: limit.p_residual,
        g_squared: limit.g_squared,
    });
    let selections = allowed.selections.iter().map(|model| {
        let fit = model.fit.as_ref().ok();
        SelectionResults {
            favoured: match model.favoured {
                Favoured::Larger => "larger",
                Favoured::Smaller => "smaller",
            },
            cuts: model.cuts.points(),
            mean: model.mean.map(mean),
            tau_squared: fit.map(|fit| fit.tau_squared),
            weights: fit.map_or_else(Vec::new, |fit| {
                fit.weights.iter().map(|weight| weight.weight).collect()
            }),
            likelihood_ratio: fit.map(|fit| fit.likelihood_ratio),
            p_value: fit.map(|fit| fit.p_value),
            reason: fit
                .is_none()
                .then(|| allowance_words::selection(model, Locale::DecimalPoint)),
        }
    });
    Some(SmallStudyResults {
        selection_models: selections.collect(),
        copas: copas_results(&found),
        file_drawers: drawer_results(&found),
        limit_meta_analysis: limit,
        trials: found.trials.len(),
        tests: tests.collect(),
        trim_and_fill: filled.collect(),
        mean: found.mean.map(|mean| MeanResults::of(found.measure, mean)),
    })
}

fn test_key(method: AsymmetryMethod) -> &'static str {
    match method {
        AsymmetryMethod::Harbord => "harbord",
        AsymmetryMethod::Peters => "peters",
        AsymmetryMethod::Ruecker => "ruecker",
        AsymmetryMethod::Egger => "egger",
        AsymmetryMethod::EggerMixed => "egger_mixed",
        AsymmetryMethod::Begg => "begg",
    }
}

/// The influence of each trial; empty where it is not told.
pub(super) fn influence_results<'a>(
    prepared: &'a Prepared,
    response: &Response,
) -> Vec<InfluenceResults<'a>> {
    let Some(found) = influences(&prepared.request, response.plan) else {
        return Vec::new();
    };
    let trials = found.trials.iter();
    trials
        .filter_map(|trial| {
            let row = prepared.request.trials.get(trial.trial.row)?;
            let of = trial.influence;
            Some(InfluenceResults {
                name: &row.label,
                studentized_residual: of.studentized_residual,
                dffits: of.dffits,
                cook_distance: of.cook_distance,
                covariance_ratio: of.covariance_ratio,
                tau_squared_without: of.tau_squared_without,
                q_without: of.q_without,
                hat: of.hat,
                dfbetas: of.dfbetas,
                stands_out: trial.stands_out,
            })
        })
        .collect()
}
