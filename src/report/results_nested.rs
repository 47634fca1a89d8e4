//! What the results as JSON say of all numbers of an outcome, nested in their trials.

use serde::Serialize;

use crate::analysis::{
    ChiSquaredTest, IntervalEstimate, NestedTrial, NumberStanding, Prepared, Response,
    SamplingErrors, TrialNumber, several_numbers,
};
use crate::data::Review;
use crate::pool::random_effects::MeanInterval;
use crate::wording::{Locale, Subject, several_numbers as words};

/// All numbers nested in their trials; all on the scale of analysis.
#[derive(Serialize)]
pub(super) struct NestedResults {
    sentence: String,
    trials: Vec<TrialOfNumbers>,
    without_effect: usize,
    chosen_by_random_effects: Option<MeanResults>,
    three_level: Option<ModelResults>,
}

#[derive(Serialize)]
struct TrialOfNumbers {
    name: String,
    sampling_errors: &'static str,
    numbers: Vec<NumberResults>,
}

#[derive(Serialize)]
struct NumberResults {
    number: String,
    in_the_main_analysis: &'static str,
    estimate: f64,
    variance: f64,
    corrected: bool,
    weight_percent: Option<f64>,
}

#[derive(Serialize)]
struct ModelResults {
    variance_between_trials: f64,
    variance_within_trials: f64,
    i_squared_between_trials: f64,
    i_squared_within_trials: f64,
    q: ChiSquaredTest,
    converged: bool,
    by_model: MeanResults,
    cluster_robust: Option<MeanResults>,
}

#[derive(Serialize)]
struct MeanResults {
    interval: IntervalEstimate,
    degrees_of_freedom: Option<f64>,
    p_value: f64,
}

impl From<MeanInterval> for MeanResults {
    fn from(mean: MeanInterval) -> Self {
        Self {
            interval: mean.interval,
            degrees_of_freedom: mean.degrees_of_freedom,
            p_value: mean.p_value(),
        }
    }
}

/// The numbers of the trials of an answer nested in them; nothing where no trial gives several.
pub(super) fn nested_results(
    review: &Review,
    (prepared, response): (&Prepared, &Response),
    subject: &Subject<'_>,
) -> Option<NestedResults> {
    let found = several_numbers(review, prepared, response.plan).ok()?;
    Some(NestedResults {
        sentence: words::sentence(&found, response, subject),
        trials: found.trials.iter().map(trial).collect(),
        without_effect: found.without_effect,
        chosen_by_random_effects: found.chosen.map(MeanResults::from),
        three_level: found.nested.ok().map(|nested| ModelResults {
            variance_between_trials: nested.fit.between,
            variance_within_trials: nested.fit.within,
            i_squared_between_trials: nested.fit.i_squared[0],
            i_squared_within_trials: nested.fit.i_squared[1],
            q: nested.fit.q,
            converged: nested.fit.converged,
            by_model: nested.by_model.into(),
            cluster_robust: nested.robust.map(MeanResults::from),
        }),
    })
}

fn trial(trial: &NestedTrial) -> TrialOfNumbers {
    TrialOfNumbers {
        name: trial.name.clone(),
        sampling_errors: match trial.errors {
            SamplingErrors::One => "one_number",
            SamplingErrors::Known => "known",
            SamplingErrors::TakenAsIndependent => "taken_as_independent",
        },
        numbers: trial.numbers.iter().map(number).collect(),
    }
}

fn number(number: &TrialNumber) -> NumberResults {
    NumberResults {
        number: words::label(number, Locale::DecimalPoint),
        in_the_main_analysis: match number.standing {
            NumberStanding::Chosen => "chosen",
            NumberStanding::Combined => "combined",
            NumberStanding::Shared => "share_of_control",
            NumberStanding::LeftOut => "left_out",
        },
        estimate: number.effect.estimate,
        variance: number.effect.variance,
        corrected: number.corrected,
        weight_percent: number.weight,
    }
}
