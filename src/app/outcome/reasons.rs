//! Why an outcome is pooled as it is, what else is proposed by now, and what a reader must know.

use crate::app::element::{Element, button, html};
use crate::app::session::Session;
use crate::data::OutcomeId;
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::{interface, notes, undefined};

/// Offers the present proposal where it differs from the plan in use: a plan never changes by itself.
///
/// Where the user has chosen the plan, the way back to the proposal is there without a word about it.
pub(super) fn offer(outcome: OutcomeId) -> Element {
    let session = Session::expect();
    let offered = move || {
        let answer = session.answer_to(outcome)?;
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
        session
            .project
            .with(|project| project.0.chosen.contains(&outcome))
    };
    let words = move || {
        offered().map(|plan| {
            if chosen() {
                format!("Proposed: {plan}.")
            } else {
                let reasons = reasons(session, outcome).join(" ");
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
            session.apply(&Command::ClearPin(outcome));
        }))
}

/// The notes of the result.
pub(super) fn notes(outcome: OutcomeId) -> Element {
    let session = Session::expect();
    let notes = move || {
        session.said_about(outcome, |answer, subject| {
            let notes = &answer.response.notes;
            notes
                .iter()
                .map(|note| notes::sentence(note, subject))
                .collect()
        })
    };
    let none = move || {
        session
            .answer_to(outcome)
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
    let session = Session::expect();
    html("details")
        .class("block")
        .child(html("summary").text("Why this method"))
        .child(list(move || reasons(session, outcome)))
}

fn list(lines: impl Fn() -> Vec<String> + 'static) -> Element {
    html("ul").class("notes").parts(move || {
        let lines = lines();
        lines.iter().map(|line| html("li").text(line)).collect()
    })
}

fn reasons(session: Session, outcome: OutcomeId) -> Vec<String> {
    session.said_about(outcome, |answer, subject| {
        let reasons = &answer.response.proposal.reasons;
        reasons
            .iter()
            .map(|reason| undefined::reason(reason, subject))
            .collect()
    })
}
