//! The panel: the outcomes in their order, each edited in its place.

use leptos::prelude::*;

use super::panel_row::PanelRow;
use super::panel_state::PanelState;
use crate::app::state::State;
use crate::app::widgets::{Button, TextField};
use crate::data::{GROUPS, OutcomeId, OutcomeKind};
use crate::project::Command;
use crate::wording::{Text, event_class, panel as words, translate};

/// A line of the table.
#[derive(Clone, PartialEq, Eq, Hash)]
enum Line {
    /// The head of a group, over an outcome.
    Group(String, OutcomeId),
    /// An outcome.
    Outcome(OutcomeId),
}

/// The outcomes in their order, each run of one group under its name.
fn lines(state: State) -> Vec<Line> {
    state.document.project.with(|project| {
        let review = &project.review;
        let is_grouped = review
            .outcomes
            .iter()
            .any(|outcome| outcome.group.is_some());
        let mut lines = Vec::with_capacity(review.outcomes.len());
        let mut current: Option<String> = None;
        for outcome in &review.outcomes {
            let group = if review.panel.is_added_later(outcome.id) {
                words::ADDED_LATER.to_owned()
            } else {
                let own = outcome.group.clone().filter(|own| !own.trim().is_empty());
                own.unwrap_or_else(|| words::NO_GROUP.to_owned())
            };
            let is_headed = is_grouped || group == words::ADDED_LATER.text();
            if is_headed && current.as_ref() != Some(&group) {
                lines.push(Line::Group(group.clone(), outcome.id));
                current = Some(group);
            }
            lines.push(Line::Outcome(outcome.id));
        }
        lines
    })
}

/// The heads of the columns, each with what it means where that needs saying.
const HEADS: [(Text, Text); 9] = [
    (words::OUTCOME, Text("")),
    (words::DEFINITION, Text("")),
    (words::GROUP, Text("")),
    (words::WINDOW, Text("")),
    (words::HARM, Text("")),
    (event_class::HEAD, Text("")),
    (words::MARGIN, words::MARGIN_HINT),
    (words::LATENCY, words::LATENCY_HINT),
    (words::TERMS, Text("")),
];

/// The panel of the review.
#[component]
pub fn PanelView() -> impl IntoView {
    let state = State::expect();
    let lines = Memo::new(move |_| lines(state));
    let has_any = Memo::new(move |_| lines.with(|lines| !lines.is_empty()));
    let groups = Memo::new(move |_| {
        let mut groups: Vec<String> = GROUPS.map(str::to_owned).to_vec();
        state.document.project.with(|project| {
            for outcome in &project.review.outcomes {
                if let Some(group) = &outcome.group
                    && !groups.contains(group)
                {
                    groups.push(group.clone());
                }
            }
        });
        groups
    });
    let fixed = move || {
        let locale = state.document.locale();
        state.document.project.with(|project| {
            let review = &project.review;
            let outcomes = review.outcomes.iter();
            let later = outcomes.filter(|outcome| review.panel.is_added_later(outcome.id));
            words::fixed(&review.panel, later.count(), locale)
        })
    };
    view! {
        <section class="panel-view" aria-label=words::TITLE>
            <div class="outcome-head">
                <h2>{words::TITLE}</h2>
                <p class="muted">{fixed}</p>
            </div>
            <div class="sheet">
                <PanelActions/>
                <Show
                    when=move || has_any.get()
                    fallback=|| view! { <p class="muted">{words::NO_OUTCOME}</p> }
                >
                    <div class="table-scroll" tabindex="0" role="group" aria-label=words::TITLE>
                        <table class="table panel-table">
                            <thead class="visually-hidden">
                                <tr>
                                    {HEADS
                                        .into_iter()
                                        .map(|(head, hint)| {
                                            view! {
                                                <th scope="col" title=hint>
                                                    {head}
                                                </th>
                                            }
                                        })
                                        .collect_view()}
                                    <td></td>
                                </tr>
                            </thead>
                            <tbody>
                                <For
                                    each=move || lines.get()
                                    key=Line::clone
                                    children=move |line| match line {
                                        Line::Group(name, _) => {
                                            view! {
                                                <tr class="group">
                                                    <th scope="rowgroup" colspan="10">{name}</th>
                                                </tr>
                                            }
                                                .into_any()
                                        }
                                        Line::Outcome(outcome) => {
                                            view! { <PanelRow outcome/> }.into_any()
                                        }
                                    }
                                />
                            </tbody>
                        </table>
                    </div>
                    <p class="muted panel-hint">{words::MARGIN_HINT} " " {words::KEYS}</p>
                </Show>
                <datalist id="panel-groups">
                    {move || {
                        groups
                            .get()
                            .into_iter()
                            .map(|group| view! { <option value=group></option> })
                            .collect_view()
                    }}
                </datalist>
                <AddOutcome/>
            </div>
            <PanelState/>
        </section>
    }
}

/// Begins a panel.
#[component]
fn PanelActions() -> impl IntoView {
    let document = State::expect().document;
    view! {
        <div class="controls">
            <Button
                label=words::TAKE
                title=words::TAKE_HINT.to_owned()
                on_press=move || document.perform(&Command::TakeSuggestedPanel)
            />
            <Button
                label=words::EMPTY
                title=words::EMPTY_HINT.to_owned()
                on_press=move || document.perform(&Command::EmptyPanel)
            />
            <p class="muted">{words::TAKE_HINT}</p>
        </div>
    }
}

/// Adds an outcome whose events are counted.
#[component]
fn AddOutcome() -> impl IntoView {
    let document = State::expect().document;
    let name = RwSignal::new(String::new());
    let add = move || {
        let command = Command::AddOutcome {
            name: name.get_untracked(),
            kind: OutcomeKind::Counts,
        };
        if document.applied(&command) {
            name.set(String::new());
        }
    };
    let press = move |event: leptos::ev::KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            add();
        }
    };
    view! {
        <div class="add-outcome" on:keydown=press>
            <TextField
                label=words::ADD
                class="field inline"
                value=name
                on_input=move |typed| name.set(typed)
            />
            <Button
                label=translate("Add")
                on_press=add
                disabled=Signal::derive(move || name.with(|name| name.trim().is_empty()))
            />
        </div>
    }
}
