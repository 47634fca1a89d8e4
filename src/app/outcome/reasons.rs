//! Why an outcome is pooled as it is, what else is proposed by now, and what a reader must know.

use crate::app::element::{Element, button, html};
use crate::app::state::State;
use crate::data::OutcomeId;
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::{interface, notes, undefined};

/// Offers the present proposal where it differs from the plan in use: a plan never changes by itself.
///
/// Where the user has chosen the plan, the way back to the proposal is there without a word about it.
pub(super) fn offer(outcome: OutcomeId) -> Element {
    let state = State::expect();
    let offered = move || {
        let answer = state.answers.answer_to(outcome)?;
        let plan = answer.response.proposal.plan;
        (plan != answer.response.plan).then(|| {
            format!(
                "{}, {}",
                names::measure(plan.measure, Length::Full),
                names::plan(plan)
            )
        })
    };
    let chosen = move || {
        state
            .document.project
            .with(|project| project.chosen.contains(&outcome))
    };
    let words = move || {
        offered().map(|plan| {
            if chosen() {
                format!("Proposed: {plan}.")
            } else {
                let reasons = reasons(state, outcome).join(" ");
                format!("{} {reasons}", interface::offer(&plan))
            }
        })
    };
    html("div")
        .class("offer")
        .flag_while("hidden", move || offered().is_none())
        .class_while("quiet", chosen)
        .child(html("p").text_from(move || words().unwrap_or_default()))
        .child(button("button", "Use the proposal", move || {
            state.document.apply(&Command::ClearPin(outcome));
        }))
}

/// The notes of the result.
pub(super) fn notes(outcome: OutcomeId) -> Element {
    let state = State::expect();
    let notes = move || {
        state.answers.said_about(outcome, |answer, subject| {
            let notes = &answer.response.notes;
            notes
                .iter()
                .map(|note| notes::sentence(note, subject))
                .collect()
        })
    };
    let none = move || {
        state
            .answers.answer_to(outcome)
            .is_none_or(|answer| answer.response.notes.is_empty())
    };
    html("section")
        .class("block")
        .label("Notes")
        .flag_while("hidden", none)
        .child(html("h3").text("What to know about this result"))
        .child(list(notes))
}

/// The reasons for the plan that is proposed.
pub(super) fn why(outcome: OutcomeId) -> Element {
    let state = State::expect();
    html("details")
        .class("block")
        .child(html("summary").text("Why this method"))
        .child(list(move || reasons(state, outcome)))
}

fn list(lines: impl Fn() -> Vec<String> + 'static) -> Element {
    html("ul").class("notes").parts(move || {
        let lines = lines();
        lines.iter().map(|line| html("li").text(line)).collect()
    })
}

fn reasons(state: State, outcome: OutcomeId) -> Vec<String> {
    state.answers.said_about(outcome, |answer, subject| {
        let reasons = &answer.response.proposal.reasons;
        reasons
            .iter()
            .map(|reason| undefined::reason(reason, subject))
            .collect()
    })
}
