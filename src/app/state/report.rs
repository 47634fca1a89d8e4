//! What the report is written from: the review with its settings, the answers to all outcomes and their sensitivity analyses.

use leptos::prelude::*;

use super::answers::{AllAnswers, Answer};
use super::page::State;
use super::sensitivity::Sensitivities;
use crate::analysis::SensitivityAnswer;
use crate::project::Project;
use crate::wording::Locale;
use crate::wording::paragraphs::{OutcomeAnswers, ReviewAnswers};

/// What `tell` says of the review as it is, with the sensitivity analyses as far as they are computed; follows all of it.
pub fn followed<T>(
    state: State,
    sensitivities: Sensitivities,
    tell: impl FnOnce(&ReviewAnswers<'_>) -> T,
) -> T {
    let analyses = |answer: &Answer| sensitivities.of(answer.outcome.id);
    state.answers.all.with(|answers| {
        let settled = state.document.settled;
        settled.with(|project| told(project, answers, analyses, tell))
    })
}

/// The same as it is now, with every sensitivity analysis computed.
pub fn now<T>(
    state: State,
    sensitivities: Sensitivities,
    tell: impl FnOnce(&ReviewAnswers<'_>) -> T,
) -> T {
    let answers = state.answers.all.get_untracked();
    let project = state.document.project.get_untracked();
    told(&project, &answers, |answer| sensitivities.now(answer), tell)
}

fn told<T>(
    project: &Project,
    answers: &AllAnswers,
    analyses: impl Fn(&Answer) -> Vec<SensitivityAnswer>,
    tell: impl FnOnce(&ReviewAnswers<'_>) -> T,
) -> T {
    let analyses: Vec<Vec<SensitivityAnswer>> = answers.iter().map(analyses).collect();
    let outcomes: Vec<OutcomeAnswers<'_>> = answers
        .iter()
        .zip(&analyses)
        .map(|(answer, sensitivity)| OutcomeAnswers {
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
            sensitivity,
        })
        .collect();
    tell(&ReviewAnswers {
        review: &project.review,
        settings: &project.settings,
        chosen: &project.chosen,
        outcomes: &outcomes,
        locale: Locale::of(&project.settings),
    })
}
