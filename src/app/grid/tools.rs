//! What stands over the grid: adding and removing trials and outcomes, and what the cells' looks mean.

use leptos::ev;
use leptos::prelude::*;

use super::column::Column;
use super::sheet::{Position, Sheet};
use crate::app::dialog::Dialog;
use crate::app::dynamic::{When, holds, text};
use crate::data::{OutcomeId, OutcomeKind, Scale};
use crate::project::Command;

/// Kinds of outcome that can be added, with what they are called.
const KINDS: [(&str, OutcomeKind); 4] = [
    ("Events and totals", OutcomeKind::Counts),
    (
        "Ratio with its interval or error",
        OutcomeKind::Estimates(Scale::Ratio),
    ),
    (
        "Logarithm of a ratio with its error",
        OutcomeKind::Estimates(Scale::LogRatio),
    ),
    (
        "Difference with its interval or error",
        OutcomeKind::Estimates(Scale::Difference),
    ),
];

/// What the outcome dialog is about.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Naming {
    New,
    Old(OutcomeId),
}

/// The buttons over the grid and the legend.
#[component]
pub(super) fn Tools(sheet: Sheet) -> impl IntoView {
    let session = sheet.session;
    let naming = RwSignal::new(Naming::New);
    let open = RwSignal::new(false);
    let active_outcome = move || {
        let active = sheet.selection.get().active.column;
        let columns = sheet.columns.get();
        columns.get(active).copied().and_then(Column::outcome)
    };
    let active_trial = move || sheet.trial(sheet.selection.get().active.row);
    let add_trial = move |_| {
        session.apply(&Command::AddTrial {
            name: String::new(),
            at: None,
        });
        let row = untrack(|| sheet.trials()) - 1;
        sheet.activate(Position { row, column: 0 }, false);
        sheet.edit(true);
    };
    let remove_trials = move |_| {
        let rows = sheet.selection.get_untracked().rows();
        let trials: Vec<_> = rows
            .filter_map(|row| sheet.trial_untracked(row))
            .map(|trial| trial.id)
            .collect();
        session.apply(&Command::RemoveTrials(trials));
        sheet.focus();
    };
    let add_outcome = move |_| {
        naming.set(Naming::New);
        open.set(true);
    };
    let rename_outcome = move |_| {
        if let Some(outcome) = untrack(active_outcome) {
            naming.set(Naming::Old(outcome));
            open.set(true);
        }
    };
    let remove_outcome = move |_| {
        if let Some(outcome) = untrack(active_outcome) {
            session.apply(&Command::RemoveOutcome(outcome));
            let last = sheet.columns.with_untracked(|columns| columns.len()) - 1;
            let mut active = sheet.selection.get_untracked().active;
            active.column = active.column.min(last);
            sheet.activate(active, false);
            sheet.focus();
        }
    };
    view! {
        <div class="data-tools">
            <button type="button" class="button" on:click=add_trial>"Add trial"</button>
            <button type="button" class="button" on:click=add_outcome>"Add outcome…"</button>
            <button
                type="button"
                class="button"
                disabled=holds(move || active_outcome().is_none())
                on:click=rename_outcome
            >
                "Rename outcome…"
            </button>
            <button
                type="button"
                class="button"
                disabled=holds(move || active_trial().is_none())
                on:click=remove_trials
            >
                "Delete trial"
            </button>
            <button
                type="button"
                class="button"
                disabled=holds(move || active_outcome().is_none())
                on:click=remove_outcome
            >
                "Delete outcome"
            </button>
            <div class="legend">
                <span><span class="swatch">"3"</span>"reported"</span>
                <span><span class="swatch zero">"0"</span>"reported zero"</span>
                <span><span class="swatch not-reported">"·"</span>"not reported"</span>
                <span><span class="swatch bad">"7"</span>"to be mended"</span>
            </div>
        </div>
        <OutcomeDialog sheet open naming/>
    }
}

#[component]
fn OutcomeDialog(sheet: Sheet, open: RwSignal<bool>, naming: RwSignal<Naming>) -> impl IntoView {
    let session = sheet.session;
    let title = Signal::derive(move || {
        String::from(match naming.get() {
            Naming::New => "Add an outcome",
            Naming::Old(_) => "Rename the outcome",
        })
    });
    let name = RwSignal::new(String::new());
    let kind = RwSignal::new(0_usize);
    let present_name = move || match naming.get() {
        Naming::New => String::new(),
        Naming::Old(outcome) => session.project.with(|project| {
            project
                .0
                .review
                .outcome(outcome)
                .map(|outcome| outcome.name.clone())
                .unwrap_or_default()
        }),
    };
    let done = move |event: ev::SubmitEvent| {
        event.prevent_default();
        let name = name.get_untracked();
        session.apply(&match naming.get_untracked() {
            Naming::New => Command::AddOutcome {
                name,
                kind: KINDS[kind.get_untracked()].1,
            },
            Naming::Old(outcome) => Command::RenameOutcome { outcome, name },
        });
        session.settle();
        open.set(false);
        if naming.get_untracked() == Naming::New {
            go_to_newest(sheet);
        }
        sheet.focus();
    };
    view! {
        <Dialog open title narrow=true>
            <form on:submit=done>
                <div class="dialog-body">
                    <label class="field">
                        <span>"Name"</span>
                        <input
                            class="text-input"
                            required
                            autofocus
                            maxlength="400"
                            prop:value={
                                name.set(untrack(present_name));
                                untrack(present_name)
                            }
                            on:input:target=move |event| name.set(event.target().value())
                        />
                    </label>
                    <When condition=holds(move || naming.get() == Naming::New)>
                        <label class="field">
                            <span>"What trials report of it"</span>
                            <select
                                class="text-input"
                                on:change:target=move |event| {
                                    kind.set(event.target().value().parse().unwrap_or(0).min(KINDS.len() - 1));
                                }
                            >
                                {KINDS
                                    .iter()
                                    .enumerate()
                                    .map(|(index, (label, _))| view! { <option value=index>{*label}</option> })
                                    .collect_view()}
                            </select>
                        </label>
                    </When>
                </div>
                <div class="dialog-foot">
                    <button type="button" class="button" on:click=move |_| open.set(false)>
                        "Cancel"
                    </button>
                    <button type="submit" class="button primary">
                        {text(move || match naming.get() {
                            Naming::New => String::from("Add"),
                            Naming::Old(_) => String::from("Rename"),
                        })}
                    </button>
                </div>
            </form>
        </Dialog>
    }
}

/// Makes the first cell of the outcome that was just added the active one.
fn go_to_newest(sheet: Sheet) {
    let newest = sheet.session.project.with_untracked(|project| {
        let outcomes = &project.0.review.outcomes;
        outcomes.last().map(|outcome| outcome.id)
    });
    let column = sheet.columns.with_untracked(|columns| {
        columns
            .iter()
            .position(|column| newest.is_some() && column.outcome() == newest)
    });
    if let Some(column) = column {
        sheet.activate(Position { row: 0, column }, false);
    }
}
