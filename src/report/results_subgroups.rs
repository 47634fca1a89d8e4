//! What the results as JSON say of the subgroups and the regression that were chosen for an outcome.

use serde::Serialize;

use super::Answered;
use super::results_explored::MeanResults;
use crate::analysis::{
    GroupTauSquared, Heterogeneity, IntervalEstimate, Regressed, Totals, Undefined, regress,
    subgroups_by,
};
use crate::data::{Review, Settings};
use crate::explore::regression::CoefficientTest;
use crate::wording::names::{self, Length};
use crate::wording::{Locale, Subject, explored as words, subgroups};

/// The parts of the trials, each pooled by the plan of the whole, and whether they differ.
#[derive(Serialize)]
pub(super) struct SubgroupResults<'a> {
    parted_by: String,
    groups: Vec<GroupResults<'a>>,
    groups_without_trials: Vec<String>,
    difference: Option<Heterogeneity>,
    /// The variance between trials that all groups share, where they do.
    #[serde(skip_serializing_if = "Option::is_none")]
    shared_tau_squared: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    shared_tau_squared_converged: Option<bool>,
    sentence: String,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct GroupResults<'a> {
    name: String,
    trials: Vec<&'a str>,
    totals: Option<Totals>,
    pooled: Option<MeanResults>,
    p_value: Option<f64>,
    heterogeneity: Option<Heterogeneity>,
    converged: Option<bool>,
    undefined: Option<Undefined>,
}

/// The subgroups of an outcome; `None` where nothing was chosen, or there is nothing to part.
pub(super) fn subgroup_results<'a>(
    review: &Review,
    settings: &Settings,
    answered: &Answered<'a>,
    subject: &Subject<'a>,
) -> Option<SubgroupResults<'a>> {
    let locale = Locale::DecimalPoint;
    let chosen = settings.exploration_of(answered.outcome.id);
    let plan = answered.response.plan;
    let by = (chosen.parted_by.as_ref()?, chosen.spread_of_groups);
    let found = subgroups_by(review, answered.prepared, plan, by)?;
    let shared = match found.tau_squared {
        GroupTauSquared::Shared(shared) => Some(shared),
        GroupTauSquared::Separate | GroupTauSquared::NotEstimable => None,
    };
    Some(SubgroupResults {
        parted_by: words::parted_by(&found.parted_by, review),
        groups: found
            .groups
            .iter()
            .map(|group| {
                let pooled = group.pooled.as_ref().ok();
                GroupResults {
                    name: words::part(&group.name, review, locale),
                    trials: group.rows.iter().map(|row| subject.trial(*row)).collect(),
                    totals: group.totals,
                    pooled: pooled.map(|pooled| MeanResults::of(plan.measure, pooled.interval)),
                    p_value: pooled.map(|pooled| pooled.p_value),
                    heterogeneity: pooled.and_then(|pooled| pooled.heterogeneity),
                    converged: pooled.map(|pooled| pooled.converged),
                    undefined: group.pooled.as_ref().err().copied(),
                }
            })
            .collect(),
        groups_without_trials: found
            .empty
            .iter()
            .map(|part| words::part(part, review, locale))
            .collect(),
        difference: found.difference,
        shared_tau_squared: shared.map(|shared| shared.value),
        shared_tau_squared_converged: shared.map(|shared| shared.converged),
        sentence: words::subgroups_sentence(&found, review, locale),
        notes: [words::how_parted(&found, locale)]
            .into_iter()
            .chain(subgroups::not_stated(&found, subject))
            .collect(),
    })
}

/// The regression of the effects on what was chosen, or why there is none.
#[derive(Serialize)]
pub(super) struct RegressionResults<'a> {
    moderators: Vec<String>,
    undefined: Option<String>,
    #[serde(flatten)]
    fitted: Option<FittedResults<'a>>,
}

#[derive(Serialize)]
struct FittedResults<'a> {
    test: &'static str,
    tau_squared_estimator: &'static str,
    trials: Vec<&'a str>,
    trials_without_effect: usize,
    trials_not_stated: Vec<&'a str>,
    coefficients: Vec<CoefficientResults>,
    tau_squared: f64,
    tau_squared_without_moderators: f64,
    converged: bool,
    r_squared: Option<f64>,
    residual_q: f64,
    residual_degrees_of_freedom: f64,
    residual_p_value: f64,
    residual_i_squared: f64,
    moderators_statistic: Option<f64>,
    moderators_coefficients: Option<usize>,
    moderators_denominator: Option<f64>,
    moderators_p_value: Option<f64>,
    predictions: Vec<PredictionResults>,
    sentence: String,
    notes: Vec<String>,
}

#[derive(Serialize)]
struct CoefficientResults {
    term: String,
    analysis: IntervalEstimate,
    statistic: f64,
    p_value: f64,
}

#[derive(Serialize)]
struct PredictionResults {
    at: f64,
    mean: MeanResults,
    prediction: [f64; 2],
}

/// The regression of an outcome; `None` where nothing was chosen.
pub(super) fn regression_results<'a>(
    review: &Review,
    settings: &Settings,
    answered: &Answered<'a>,
    subject: &Subject<'a>,
) -> Option<RegressionResults<'a>> {
    let locale = Locale::DecimalPoint;
    let chosen = settings.exploration_of(answered.outcome.id);
    if chosen.moderators.is_empty() {
        return None;
    }
    let found = regress(review, answered.prepared, answered.response.plan, &chosen);
    Some(RegressionResults {
        moderators: chosen
            .moderators
            .iter()
            .map(|moderator| words::moderator(*moderator, review))
            .collect(),
        undefined: found
            .as_ref()
            .err()
            .and_then(|why| words::no_regression(*why, review, locale)),
        fitted: found
            .ok()
            .map(|found| fitted(review, &found, &chosen.at, subject)),
    })
}

fn fitted<'a>(
    review: &Review,
    found: &Regressed,
    at: &[f64],
    subject: &Subject<'a>,
) -> FittedResults<'a> {
    let locale = Locale::DecimalPoint;
    let fit = &found.fit;
    let is_on_number = found.single_number().is_some();
    FittedResults {
        test: match found.test {
            CoefficientTest::Wald => "wald",
            CoefficientTest::KnappHartung => "knapp_hartung",
            CoefficientTest::KnappHartungSafeguarded => "knapp_hartung_safeguarded",
        },
        tau_squared_estimator: names::estimator(found.estimator, Length::Short),
        trials: found
            .trials
            .iter()
            .map(|trial| subject.trial(trial.trial.row))
            .collect(),
        trials_without_effect: found.without_effect,
        trials_not_stated: found
            .not_stated
            .iter()
            .map(|row| subject.trial(*row))
            .collect(),
        coefficients: found
            .terms
            .iter()
            .zip(&fit.coefficients)
            .map(|(term, one)| CoefficientResults {
                term: words::term(term, review, locale),
                analysis: one.interval,
                statistic: one.statistic,
                p_value: one.p_value,
            })
            .collect(),
        tau_squared: fit.tau_squared.value,
        tau_squared_without_moderators: found.tau_squared_before,
        converged: fit.tau_squared.converged,
        r_squared: fit.r_squared,
        residual_q: fit.residual_heterogeneity.q,
        residual_degrees_of_freedom: fit.residual_heterogeneity.degrees_of_freedom,
        residual_p_value: fit.residual_heterogeneity.p_value,
        residual_i_squared: fit.residual_heterogeneity.i_squared,
        moderators_statistic: fit.moderators.map(|test| test.statistic),
        moderators_coefficients: fit.moderators.map(|test| test.coefficients),
        moderators_denominator: fit.moderators.and_then(|test| test.denominator),
        moderators_p_value: fit.moderators.map(|test| test.p_value),
        predictions: at
            .iter()
            .filter(|_| is_on_number)
            .map(|value| {
                let (mean, (lower, upper)) = found.at(*value);
                PredictionResults {
                    at: *value,
                    mean: MeanResults::of(found.measure, mean),
                    prediction: [lower, upper],
                }
            })
            .collect(),
        sentence: words::regression_sentence(found, review, locale),
        notes: words::cautions(found, &subject.trials, locale),
    }
}
