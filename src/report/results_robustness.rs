//! What the results as JSON say of how the answer to an outcome holds: without each trial, trial after trial, under what is assumed
//! of the people lost, in the analyses that are kept with the review, and in the plots of its trials.

use serde::Serialize;

use super::Answered;
use super::results_explored::MeanResults;
use crate::analysis::{
    Excluding, PValueFunction, Request, SensitivityAnswer, Series, SeriesOrder, Undefined,
    excluding, is_by_likelihood, p_value_functions, people_lost, radial, sensitivity_answers,
    series_answers,
};
use crate::data::{Exploration, LostAssumption, Plan, Review, Settings};
use crate::wording::{Locale, Subject, notes, sensitivity as words};

/// One analysis beside the main one.
#[derive(Serialize)]
pub(super) struct AnalysisResults {
    name: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    detail: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    people_lost: Option<LostAssumption>,
    plan: Option<Plan>,
    level_percent: u8,
    trials: Option<usize>,
    pooled: Option<MeanResults>,
    p_value: Option<f64>,
    tau_squared: Option<f64>,
    i_squared: Option<f64>,
    converged: bool,
    undefined: Option<Undefined>,
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<String>,
    notes: Vec<String>,
}

/// An outcome with the people lost counted in.
#[derive(Serialize)]
pub(super) struct LostResults {
    experimental: u64,
    control: u64,
    trials: usize,
    odds: [f64; 2],
    sentence: String,
    assumptions: Vec<AnalysisResults>,
}

/// The trials in the radial plot.
#[derive(Serialize)]
pub(super) struct RadialResults<'a> {
    mean: f64,
    tau_squared: f64,
    converged: bool,
    trials: Vec<RadialTrialResults<'a>>,
}

#[derive(Serialize)]
struct RadialTrialResults<'a> {
    name: &'a str,
    precision: f64,
    z: f64,
    outside: bool,
}

/// What the P of every supposed effect is made of.
#[derive(Serialize)]
pub(super) struct DraperyResults {
    pooled: Option<FunctionResults>,
    prediction: Option<FunctionResults>,
    converged: bool,
}

#[derive(Serialize)]
struct FunctionResults {
    estimate: f64,
    standard_error: f64,
    degrees_of_freedom: Option<f64>,
}

/// How large a trial without a difference would exclude the margin of concern.
#[derive(Serialize)]
pub(super) struct NextTrialResults {
    excludes_margin: &'static str,
    people_in_each_arm: Option<u64>,
}

/// Each trial left out in turn, or taken in one after the other; `None` of a method that fits a likelihood, which takes too long to be
/// repeated for a file.
pub(super) fn series_results(
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
    series: Series,
) -> Option<Vec<AnalysisResults>> {
    let asked = Request {
        plan: Some(answered.response.plan),
        ..answered.prepared.request.clone()
    };
    if is_by_likelihood(&asked) {
        return None;
    }
    let main = answered.main();
    let answers = series_answers(review, settings, answered.outcome.id, main, series);
    Some(analyses(review, answered, &answers, Some(series)))
}

/// The order in which trials are taken in one after the other.
pub(super) const CUMULATIVE: Series = Series::Cumulative(SeriesOrder::Year);

/// The sensitivity analyses that are kept with the review.
pub(super) fn sensitivity_results(
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
) -> Vec<AnalysisResults> {
    let main = answered.main();
    let answers = sensitivity_answers(review, settings, answered.outcome.id, main);
    analyses(review, answered, &answers, None)
}

/// The outcome with the people lost counted in; `None` where none of its trials gives any.
pub(super) fn lost_results(
    review: &Review,
    settings: &Settings,
    answered: &Answered<'_>,
) -> Option<LostResults> {
    let (outcome, main) = (answered.outcome, answered.main());
    let lost = people_lost(review, answered.prepared);
    if lost.all() == 0 {
        return None;
    }
    let chosen = settings.exploration_of(outcome.id).missing_odds;
    let odds = chosen.unwrap_or(Exploration::USUAL_ODDS);
    let series = Series::PeopleLost(odds);
    let answers = series_answers(review, settings, outcome.id, main, series);
    let locale = Locale::DecimalPoint;
    let lines = words::series_lines(review, outcome, main, &answers, series, locale);
    Some(LostResults {
        experimental: lost.experimental,
        control: lost.control,
        trials: lost.trials,
        odds,
        sentence: words::lost_sentence(review, main, &answers, &lines, locale),
        assumptions: analyses(review, answered, &answers, Some(series)),
    })
}

fn analyses(
    review: &Review,
    answered: &Answered<'_>,
    answers: &[SensitivityAnswer],
    series: Option<Series>,
) -> Vec<AnalysisResults> {
    let (outcome, locale) = (answered.outcome, Locale::DecimalPoint);
    let main = answered.main();
    let lines = match series {
        Some(series) => words::series_lines(review, outcome, main, answers, series, locale),
        None => words::lines(review, outcome, main, answers, locale),
    };
    // The first line is the main analysis, which stands elsewhere.
    answers
        .iter()
        .zip(lines.into_iter().skip(1))
        .map(|(answer, line)| {
            let found = answer.found.as_ref().ok();
            let result = found.map(|found| &*found.result);
            let pooled = result.and_then(|result| result.pooled.as_ref().ok());
            let heterogeneity = pooled.and_then(|pooled| pooled.heterogeneity.as_ref());
            AnalysisResults {
                name: line.name,
                detail: line.detail,
                people_lost: answer.analysis.lost,
                plan: result.map(|result| result.plan),
                level_percent: line.level.percent(),
                trials: pooled.map(|pooled| pooled.trials),
                pooled: pooled
                    .zip(result)
                    .map(|(pooled, result)| MeanResults::of(result.plan.measure, pooled.interval)),
                p_value: pooled.map(|pooled| pooled.p_value),
                tau_squared: heterogeneity.and_then(|found| found.tau_squared),
                i_squared: heterogeneity.map(|found| found.i_squared),
                converged: line.converged,
                undefined: result.and_then(|result| result.pooled.as_ref().err().copied()),
                reason: line.result.err(),
                notes: found.map_or_else(Vec::new, |found| {
                    let subject = Subject::of(review, outcome, &found.asked.prepared, locale);
                    let notes = found.result.notes.iter();
                    notes.map(|note| notes::sentence(note, &subject)).collect()
                }),
            }
        })
        .collect()
}

/// The places of the trials in the radial plot; `None` for fewer than two trials with an effect.
pub(super) fn radial_results<'a>(answered: &Answered<'a>) -> Option<RadialResults<'a>> {
    let request = &answered.prepared.request;
    let found = radial(request, answered.response.plan)?;
    let trials = found.trials.iter().filter_map(|trial| {
        Some(RadialTrialResults {
            name: &request.trials.get(trial.trial.row)?.label,
            precision: trial.precision,
            z: trial.z,
            outside: trial.is_outside,
        })
    });
    Some(RadialResults {
        mean: found.mean,
        tau_squared: found.tau_squared,
        converged: found.converged,
        trials: trials.collect(),
    })
}

/// The P value functions of the pooled effect and of the effect in another trial; `None` where no trial has an effect.
pub(super) fn drapery_results(answered: &Answered<'_>) -> Option<DraperyResults> {
    let found = p_value_functions(&answered.prepared.request, answered.response)?;
    let function = |function: PValueFunction| FunctionResults {
        estimate: function.estimate,
        standard_error: function.standard_error,
        degrees_of_freedom: function.degrees_of_freedom,
    };
    Some(DraperyResults {
        pooled: found.pooled.map(function),
        prediction: found.prediction.map(function),
        converged: found.converged,
    })
}

/// How large a further trial would have to be; `None` where nothing can be said of one.
pub(super) fn next_trial_results(
    review: &Review,
    answered: &Answered<'_>,
) -> Option<NextTrialResults> {
    let (excludes_margin, people_in_each_arm) = match excluding(review, answered.main()).ok()? {
        Excluding::Already => ("already", None),
        Excluding::People(people) => ("with_people", Some(people)),
        Excluding::Never => ("never", None),
        Excluding::Unknown => return None,
    };
    Some(NextTrialResults {
        excludes_margin,
        people_in_each_arm,
    })
}
