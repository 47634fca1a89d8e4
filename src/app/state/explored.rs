//! What the page shows of small-study effects, subgroups, regression and influence: what follows from an answer for the figures on the screen and in files.

use std::sync::Arc;

use leptos::prelude::*;

use super::answers::Answer;
use super::figures::{answered, sensitivity_inputs};
use super::page::State;
use crate::analysis::{
    self, DosesWithin, Influences, NoDoseResponse, NoRegression, NoSequential, Regressed,
    Sequential, Series, SilentTrials, SmallStudy, Subgroups,
};
use crate::data::{Exploration, OutcomeId};
use crate::figure::scatter::Options;
use crate::figure::{
    bubble, dose_response, funnel, influence, sensitivity, sequential, subgroups, subsets,
};
use crate::wording::explored as words;
use crate::wording::sequential as sequential_words;

/// What is explored of an outcome.
pub fn exploration(state: State, outcome: OutcomeId) -> Exploration {
    let project = state.document.settled;
    project.with(|project| project.settings.exploration_of(outcome))
}

/// The small-study effects of an answer.
pub fn small_study(state: State, answer: &Answer) -> SmallStudy {
    let side = state.funnel.side.get();
    analysis::small_study(&answer.prepared.request, answer.response.plan, side)
}

/// The series of assumptions about the people lost from an outcome.
pub fn lost_series(state: State, outcome: OutcomeId) -> Series {
    let chosen = exploration(state, outcome).missing_odds;
    Series::PeopleLost(chosen.unwrap_or(Exploration::USUAL_ODDS))
}

/// Whether people were lost from the trials of an answer, as they say.
pub fn has_people_lost(state: State, answer: &Answer) -> bool {
    let settled = state.document.settled;
    settled.with(|project| analysis::people_lost(&project.review, &answer.prepared).all() > 0)
}

/// Exactly what the figure of a series of analyses of an answer shows, computed now.
pub fn series_inputs(
    state: State,
    answer: &Answer,
    series: Series,
    options: &Options,
) -> sensitivity::Inputs {
    let main = answer.main();
    let answers = state.document.settled.with(|project| {
        let (review, settings) = (&project.review, &project.settings);
        analysis::series_answers(review, settings, answer.outcome.id, main, series)
    });
    let options = sensitivity::Options {
        locale: options.locale,
        width: options.width,
        text_size: options.text_size,
        ..sensitivity::Options::two_columns(options.locale)
    };
    sensitivity_inputs(state, answer, (&answers, Some(series)), &options)
}

/// The trials that do not report the outcome of an answer.
pub fn silent_trials(state: State, answer: &Answer) -> SilentTrials {
    let plan = answer.response.plan;
    state
        .document
        .settled
        .with(|project| analysis::silent_trials(&project.review, &answer.prepared, plan))
}

/// The influence of each trial of an answer.
pub fn influences(answer: &Answer) -> Option<Influences> {
    analysis::influences(&answer.prepared.request, answer.response.plan)
}

/// The subgroups of an answer by what was chosen, if anything was.
pub fn subgroups(state: State, answer: &Answer) -> Option<Subgroups> {
    state.document.settled.with(|project| {
        let chosen = project.settings.exploration_of(answer.outcome.id);
        let plan = answer.response.plan;
        analysis::subgroups_by(
            &project.review,
            &answer.prepared,
            plan,
            (chosen.parted_by.as_ref()?, chosen.spread_of_groups),
        )
    })
}

/// The regression of an answer on what was chosen.
///
/// # Errors
/// Why there is none.
pub fn regressed(state: State, answer: &Answer) -> Result<Regressed, NoRegression> {
    state.document.settled.with(|project| {
        let chosen = project.settings.exploration_of(answer.outcome.id);
        let plan = answer.response.plan;
        analysis::regress(&project.review, &answer.prepared, plan, &chosen)
    })
}

/// The dose and response within the trials of an answer, by the doses that were said of their arms.
///
/// # Errors
/// Why there is none.
pub fn doses_within(state: State, answer: &Answer) -> Result<DosesWithin, NoDoseResponse> {
    let plan = answer.response.plan;
    state.document.settled.with(|project| {
        analysis::doses_within(&project.review, &project.settings, &answer.prepared, plan)
    })
}

/// Exactly what the figure of the dose and response of an answer shows.
pub fn dose_inputs(
    answer: &Answer,
    found: &Arc<DosesWithin>,
    options: &Options,
) -> dose_response::Inputs {
    dose_response::Inputs::new(&answered(answer), found, options)
}

/// Exactly what the funnel of an answer shows.
pub fn funnel_inputs(
    state: State,
    answer: &Answer,
    found: &Arc<SmallStudy>,
    options: &Options,
) -> funnel::Inputs {
    let choices = state.funnel.figure.get();
    state.document.settled.with(|project| {
        let experimental = &project.review.experimental_label;
        funnel::Inputs::new(experimental, &answered(answer), found, choices, options)
    })
}

/// Exactly what the figure of an answer's subgroups shows.
pub fn subgroup_inputs(
    state: State,
    answer: &Answer,
    found: &Arc<Subgroups>,
    options: &Options,
) -> subgroups::Inputs {
    state
        .document
        .settled
        .with(|project| subgroups::Inputs::new(&project.review, &answered(answer), found, options))
}

/// Exactly what the bubble plot of an answer's regression shows; nothing where it is not on one number.
pub fn bubble_inputs(
    state: State,
    answer: &Answer,
    found: &Arc<Regressed>,
    options: &Options,
) -> Option<bubble::Inputs> {
    let locale = options.locale;
    state.document.settled.with(|project| {
        let review = &project.review;
        let by = words::quantity(found.single_number()?, review);
        let mut sentences = vec![words::regression_sentence(found, review, locale)];
        sentences.push(words::how(found));
        sentences.extend(cautions(answer, found, locale));
        bubble::Inputs::new(&answered(answer), found, &by, sentences, options)
    })
}

/// What a reader of a regression must know.
pub fn cautions(answer: &Answer, found: &Regressed, locale: crate::wording::Locale) -> Vec<String> {
    let rows = answer.prepared.request.trials.iter();
    let names: Vec<&str> = rows.map(|row| row.label.as_str()).collect();
    words::cautions(found, &names, locale)
}

/// Exactly what the figure of the influence shows.
pub fn influence_inputs(
    answer: &Answer,
    found: &Arc<Influences>,
    options: &Options,
) -> influence::Inputs {
    influence::Inputs::new(&answered(answer), found, options)
}

/// An answer as a sequential test of what was typed.
///
/// # Errors
/// Why there is none.
pub fn sequential(state: State, answer: &Answer) -> Result<Sequential, NoSequential> {
    let main = answer.main();
    state.document.settled.with(|project| {
        let chosen = project.settings.exploration_of(answer.outcome.id);
        analysis::sequential(&project.review, main, &chosen.sequential)
    })
}

/// Where the sequential test of an answer stands.
pub fn sequential_sentence(state: State, answer: &Answer, found: &Sequential) -> String {
    state
        .answers
        .about(answer, |subject| sequential_words::sentence(found, subject))
}

/// Exactly what the figure of an answer as a sequential test shows.
pub fn sequential_inputs(
    state: State,
    answer: &Answer,
    found: &Arc<Sequential>,
    options: &Options,
) -> sequential::Inputs {
    let sentence = sequential_sentence(state, answer, found);
    state.document.settled.with(|project| {
        let experimental = &project.review.experimental_label;
        sequential::Inputs::new(experimental, &answered(answer), found, sentence, options)
    })
}

/// Exactly what the figure of all subsets of the trials shows; nothing where they were not computed.
pub fn subset_inputs(state: State, answer: &Answer, options: &Options) -> Option<subsets::Inputs> {
    let found = state.subsets.of(answer)?;
    let marked = state.subsets.marked_row(&answer.prepared);
    state.document.settled.with(|project| {
        let experimental = &project.review.experimental_label;
        Some(subsets::Inputs::new(
            experimental,
            &answered(answer),
            found.arc(),
            marked,
            options,
        ))
    })
}
