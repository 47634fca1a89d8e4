//! The trials behind an outcome, each to be left out of the pools and brought back.

use leptos::prelude::*;

use crate::analysis::LeftOut;
use crate::app::state::{Answer, Dialog, State};
use crate::app::widgets::Button;
use crate::data::{OutcomeId, TrialId};
use crate::project::Command;
use crate::wording::{exclusions as words, taken, translate};

/// Trials listed at first, and more each time more are asked for: a list of thousands would take seconds to make.
const MANY: usize = 200;

/// A trial of the list.
#[derive(Clone, PartialEq)]
struct ListedTrial {
    id: TrialId,
    name: String,
    remark: String,
    standing: ListedStanding,
}

/// Whether a trial of the list is in the pool.
#[derive(Clone, Copy, PartialEq, Eq)]
enum ListedStanding {
    /// It is, and can be left out.
    Pooled,
    /// The reviewers left it out, and can bring it back.
    LeftOut,
    /// It stays out until its numbers are mended, or it is found to be randomized.
    Unusable,
}

/// Every trial that reported the outcome, with a button that leaves it out or brings it back.
#[component]
pub fn TrialList(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let most = RwSignal::new(MANY);
    let all = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref();
            answer
                .map(|answer| listed(state, answer))
                .unwrap_or_default()
        })
    });
    let shown = Memo::new(move |_| {
        let most = most.get();
        all.with(|all| all.iter().take(most).cloned().collect::<Vec<_>>())
    });
    let has_more = Memo::new(move |_| most.get() < all.with(Vec::len));
    let left_out = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| project.settings.all_left_out())
    });
    let bring_back = move || {
        state.document.perform(&Command::BringBack {
            trials: left_out.get_untracked().into_iter().collect(),
            outcome: None,
        });
    };
    view! {
        <section class="block" aria-label=translate("Trials")>
            <h3>{translate("Trials")}</h3>
            <ul class="trial-list">
                <For
                    each=move || shown.with(|shown| shown.iter().map(|trial| trial.id).collect::<Vec<_>>())
                    key=|trial| *trial
                    children=move |id| view! { <TrialItem outcome id shown/> }
                />
            </ul>
            <Show when=move || has_more.get()>
                <Button
                    label=translate("List more trials")
                    on_press=move || most.update(|most| *most += MANY)
                />
            </Show>
            <Show when=move || { left_out.with(|left_out| left_out.len() > 1) }>
                <Button label=words::BRING_ALL_BACK on_press=bring_back/>
            </Show>
        </section>
    }
}

/// A trial of the list, with its button.
#[component]
fn TrialItem(
    /// The outcome.
    outcome: OutcomeId,
    /// The trial.
    id: TrialId,
    /// The trials that are listed.
    shown: Memo<Vec<ListedTrial>>,
) -> impl IntoView {
    let State {
        document, dialogs, ..
    } = State::expect();
    let trial =
        Memo::new(move |_| shown.with(|shown| shown.iter().find(|trial| trial.id == id).cloned()));
    let standing = Memo::new(move |_| trial.with(|trial| Some(trial.as_ref()?.standing)));
    let words_of = move |words: fn(&ListedTrial) -> &String| {
        move || trial.with(|trial| Some(words(trial.as_ref()?).clone()))
    };
    let leave_out = move || dialogs.open(Dialog::LeaveOut(id, outcome));
    let bring_back = move || {
        document.perform(&Command::BringBack {
            trials: vec![id],
            outcome: Some(outcome),
        });
    };
    let name = Signal::derive(move || words_of(|trial| &trial.name)().unwrap_or_default());
    let button = move || match standing.get() {
        Some(ListedStanding::Pooled) => {
            view! { <Button class="link" label=words::ASK about=name on_press=leave_out/> }
                .into_any()
        }
        Some(ListedStanding::LeftOut) => view! {
            <Button class="link" label=words::BRING_BACK about=name on_press=bring_back/>
        }
        .into_any(),
        Some(ListedStanding::Unusable) | None => ().into_any(),
    };
    view! {
        <li class:left-out=move || standing.get() != Some(ListedStanding::Pooled)>
            <span>{words_of(|trial| &trial.name)}</span>
            " "
            <small>{words_of(|trial| &trial.remark)}</small>
            {button}
        </li>
    }
}

fn listed(state: State, answer: &Answer) -> Vec<ListedTrial> {
    let locale = state.document.locale();
    // Both are in the order of the trials.
    let mut rows = answer.prepared.rows.iter().peekable();
    let mut left_out = answer.prepared.left_out.iter().peekable();
    state.document.settled.with(|project| {
        let trials = project.review.trials.iter();
        trials
            .filter_map(|trial| {
                let reason = left_out.next_if(|(id, _)| *id == trial.id);
                let reason = reason.map(|(_, reason)| *reason);
                let comparisons =
                    std::iter::from_fn(|| rows.next_if(|id| **id == trial.id)).count();
                let is_pooled = comparisons > 0;
                let standing = match reason {
                    None if is_pooled => ListedStanding::Pooled,
                    None => return None,
                    Some(LeftOut::ByReviewers) => ListedStanding::LeftOut,
                    Some(
                        LeftOut::NotRandomized
                        | LeftOut::Problem
                        | LeftOut::Repeated
                        | LeftOut::Incomplete,
                    ) => ListedStanding::Unusable,
                };
                Some(ListedTrial {
                    id: trial.id,
                    name: trial.name.clone(),
                    remark: reason.map_or_else(
                        || taken::remark(trial, &answer.outcome, comparisons, locale),
                        |reason| words::why_left_out(&answer.prepared, trial.id, reason),
                    ),
                    standing,
                })
            })
            .collect()
    })
}
