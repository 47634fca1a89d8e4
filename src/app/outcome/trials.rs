//! The trials behind an outcome, each to be taken out of the pools and brought back.

use leptos::prelude::*;

use crate::analysis::LeftOut;
use crate::app::state::{Answer, State};
use crate::app::widgets::Button;
use crate::data::TrialId;
use crate::project::Command;
use crate::wording::{taken, undefined};

/// Trials listed at first, and more each time more are asked for: a list of thousands would take seconds to make.
const MANY: usize = 200;

/// A trial of the list.
#[derive(Clone, PartialEq)]
struct ListedTrial {
    id: TrialId,
    name: String,
    is_pooled: bool,
    remark: String,
    /// Whether its box can be set: a trial with broken numbers stays out until they are mended.
    is_choosable: bool,
}

/// Every trial that reported the outcome, with a box.
#[component]
pub fn TrialList(
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
    let hidden = Memo::new(move |_| {
        state.document.project.with(|project| {
            let hidden = project.settings.hidden.iter();
            hidden.copied().collect::<Vec<_>>()
        })
    });
    let bring_back = move || {
        state.document.apply(&Command::HideTrials {
            trials: hidden.get_untracked(),
            hidden: false,
        });
    };
    view! {
        <section class="block" aria-label="Trials">
            <h3>"Trials"</h3>
            <ul class="trial-list">
                <For
                    each=move || shown.with(|shown| shown.iter().map(|trial| trial.id).collect::<Vec<_>>())
                    key=|trial| *trial
                    children=move |id| view! { <TrialBox id shown/> }
                />
            </ul>
            <Show when=move || has_more.get()>
                <Button
                    label="List more trials"
                    on_press=move || most.update(|most| *most += MANY)
                />
            </Show>
            <Show when=move || !hidden.with(Vec::is_empty)>
                <Button label="Bring all trials back" on_press=bring_back/>
            </Show>
        </section>
    }
}

/// A trial of the list, with a box.
#[component]
fn TrialBox(
    /// The trial.
    id: TrialId,
    /// The trials that are listed.
    shown: Memo<Vec<ListedTrial>>,
) -> impl IntoView {
    let document = State::expect().document;
    let trial =
        Memo::new(move |_| shown.with(|shown| shown.iter().find(|trial| trial.id == id).cloned()));
    let holds = move |holds: fn(&ListedTrial) -> bool| {
        move || trial.with(|trial| trial.as_ref().is_some_and(holds))
    };
    let is_choosable = holds(|trial| trial.is_choosable);
    let words = move |words: fn(&ListedTrial) -> &String| {
        move || trial.with(|trial| Some(words(trial.as_ref()?).clone()))
    };
    let choose = move |event| {
        document.apply(&Command::HideTrials {
            trials: vec![id],
            hidden: !event_target_checked(&event),
        });
    };
    view! {
        <li>
            <label>
                <input
                    type="checkbox"
                    prop:checked=holds(|trial| trial.is_pooled)
                    disabled=move || !is_choosable()
                    on:change=choose
                />
                <span>
                    {words(|trial| &trial.name)} " " <small>{words(|trial| &trial.remark)}</small>
                </span>
            </label>
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
                let is_pooled = rows.next_if(|id| **id == trial.id).is_some();
                (is_pooled || reason.is_some()).then(|| ListedTrial {
                    id: trial.id,
                    name: trial.name.clone(),
                    is_pooled,
                    remark: reason.map_or_else(
                        || taken::remark(trial, &answer.outcome, locale),
                        |reason| undefined::left_out(reason).to_owned(),
                    ),
                    is_choosable: is_pooled || reason == Some(LeftOut::Hidden),
                })
            })
            .collect()
    })
}
