//! An outcome in the list: its name, its interval and what it comes to.

use leptos::html;
use leptos::prelude::*;
use web_sys::{ScrollIntoViewOptions, ScrollLogicalPosition};

use super::axes::SharedAxes;
use super::interval_mark::{IntervalMark, WIDTH};
use super::matching::found_in;
use crate::app::state::{Answer, State, is_pending};
use crate::data::OutcomeId;
use crate::wording::sentences::{self, ProfileLine};
use crate::wording::translate;

/// The id of the entry of an outcome in the page.
pub fn entry_id(outcome: OutcomeId) -> String {
    format!("outcome-{}", outcome.0)
}

/// An outcome in the list.
#[component]
pub fn OutcomeEntry(
    /// The outcome.
    outcome: OutcomeId,
    /// The axes of the list.
    axes: Memo<SharedAxes>,
) -> impl IntoView {
    let state = State::expect();
    let node = NodeRef::<html::Button>::new();
    let answer = Memo::new(move |_| state.answers.answer_to(outcome));
    let is_current = Memo::new(move |_| state.selection.outcome() == Some(outcome));
    let line = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref()?;
            Some(state.answers.about(answer, |subject| {
                sentences::profile_line(&answer.response, subject)
            }))
        })
    });
    // The chosen one comes into sight: in the next frame, for the browser would have to lay out the unfinished page to know
    // where it stands.
    let come_into_sight = move || {
        if let Some(node) = node.try_get_untracked().flatten() {
            let options = ScrollIntoViewOptions::new();
            options.set_block(ScrollLogicalPosition::Nearest);
            options.set_inline(ScrollLogicalPosition::Nearest);
            node.scroll_into_view_with_scroll_into_view_options(&options);
        }
    };
    Effect::new(move |was_current: Option<bool>| {
        let is_current = is_current.get();
        if is_current && was_current != Some(true) {
            request_animation_frame(come_into_sight);
        }
        is_current
    });
    view! {
        <button
            type="button"
            class="profile-entry"
            id=entry_id(outcome)
            node_ref=node
            aria-current=move || is_current.get().then_some("true")
            on:click=move |_| state.selection.choose(outcome)
        >
            <EntryName answer/>
            <EntryMark answer axes/>
            {move || line.get().map(entry_numbers)}
            <PlanOffered outcome answer/>
        </button>
    }
}

/// The name of an outcome, with the part marked that was looked for.
#[component]
fn EntryName(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let search = State::expect().outcome_search;
    let name =
        Memo::new(move |_| answer.with(|answer| Some(answer.as_ref()?.outcome.name.clone())));
    let parts = move || {
        let name = name.get()?;
        let found = search
            .query
            .with(|query| found_in(&name, query))
            .filter(|found| !found.is_empty());
        Some(match found {
            Some(found) => {
                let [before, itself, behind] = [
                    &name[..found.start],
                    &name[found.clone()],
                    &name[found.end..],
                ]
                .map(str::to_owned);
                view! {
                    {before}
                    <mark>{itself}</mark>
                    {behind}
                }
                .into_any()
            }
            None => name.into_any(),
        })
    };
    view! { <span class="profile-name">{parts}</span> }
}

/// The interval of an outcome, or that its numbers are being computed; nothing where no trial reported it.
#[component]
fn EntryMark(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// The axes of the list.
    axes: Memo<SharedAxes>,
) -> impl IntoView {
    let is_computed = Memo::new(move |_| {
        answer.with(|answer| {
            !answer
                .as_ref()
                .is_some_and(|answer| is_pending(&answer.response))
        })
    });
    let mark = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref()?;
            let is_reported = !answer.prepared.rows.is_empty();
            axes.with(|axes| axes.mark(answer, WIDTH))
                .filter(|_| is_reported)
        })
    });
    move || {
        if is_computed.get() {
            mark.get()
                .map(|mark| view! { <IntervalMark mark/> })
                .into_any()
        } else {
            view! { <progress class="profile-mark" aria-label=translate("Computing")></progress> }
                .into_any()
        }
    }
}

/// The counts and the effect of an outcome in words.
fn entry_numbers(line: ProfileLine) -> impl IntoView {
    let effect = match line.estimate {
        Ok(estimate) => view! {
            <strong>{estimate}</strong>
            " "
            {line.interval}
        }
        .into_any(),
        Err(reason) => reason.into_any(),
    };
    view! {
        <span class="profile-counts">
            {line.counts.map(|counts| view! { <span>{counts}</span> })}
            <span>{line.trials}</span>
        </span>
        <span class="profile-effect">{effect}</span>
    }
}

/// That by now another plan would be proposed, where nobody has chosen the one in use.
#[component]
fn PlanOffered(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let is_offered = Memo::new(move |_| {
        let differs = answer.with(|answer| {
            answer
                .as_ref()
                .is_some_and(|answer| answer.response.proposal.plan != answer.response.plan)
        });
        differs
            && state
                .document
                .project
                .with(|project| !project.chosen.contains(&outcome))
    });
    view! {
        <Show when=move || is_offered.get()>
            <span class="profile-tag">{translate("another method is offered")}</span>
        </Show>
    }
}
