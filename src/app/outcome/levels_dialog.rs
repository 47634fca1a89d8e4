//! The dialog in which the levels of a column are renamed and merged, so that trials that mean the same make one subgroup.

use std::collections::BTreeSet;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use crate::analysis::{Level, levels};
use crate::app::state::{Dialog, State};
use crate::app::widgets::{Button, Checkbox, DialogFrame};
use crate::data::{CovariateId, Grouping};
use crate::project::{Command, Project};
use crate::wording::{levels as words, subgroups, translate};

/// The dialog in which the levels of a column are renamed and merged.
#[component]
pub fn LevelsDialog() -> impl IntoView {
    let State {
        dialogs, document, ..
    } = State::expect();
    // What it is about stays while the dialog closes, so that its title does.
    let column = Memo::new(move |before: Option<&Option<CovariateId>>| {
        dialogs.levels().or(before.copied().flatten())
    });
    let title = Signal::derive(move || {
        let name = document.project.with(|project| {
            let grouping = Grouping::Covariate(column.get()?);
            subgroups::grouping(grouping, &project.review)
        });
        words::title(&name.unwrap_or_default())
    });
    let close = move || {
        if let Some(column) = column.get_untracked() {
            dialogs.close(Dialog::Levels(column));
        }
    };
    view! {
        <DialogFrame
            class="narrow"
            open=Signal::derive(move || dialogs.levels().is_some())
            title=title
            on_close=move |()| close()
        >
            {move || column.get().map(|column| view! { <LevelsForm column on_done=move |()| close()/> })}
        </DialogFrame>
    }
}

/// What was picked and typed in the dialog.
#[derive(Clone, Copy)]
struct Merging {
    column: CovariateId,
    /// The levels of the column as the review has them now.
    levels: Memo<Vec<Level>>,
    /// The texts of the levels that were picked.
    picked: RwSignal<BTreeSet<String>>,
    /// What they are to be called, where that was typed; otherwise they are called as the most of them are.
    typed: RwSignal<Option<String>>,
}

impl Merging {
    fn of(column: CovariateId) -> Self {
        let document = State::expect().document;
        let of = move |project: &Project| levels(&project.review, column);
        Self {
            column,
            levels: Memo::new(move |_| document.project.with(|project| of(project))),
            picked: RwSignal::new(BTreeSet::new()),
            typed: RwSignal::new(None),
        }
    }

    fn is_picked(self, text: &str) -> bool {
        self.picked.with(|picked| picked.contains(text))
    }

    fn pick(self, text: String, picks: bool) {
        self.picked.update(|picked| {
            if picks {
                picked.insert(text);
            } else {
                picked.remove(&text);
            }
        });
    }

    /// What the picked ones are to be called: what was typed, or as most of their trials have it.
    fn name(self) -> String {
        self.typed.get().unwrap_or_else(|| {
            let picked = self.picked.get();
            self.levels.with(|levels| {
                let levels = levels.iter().filter(|level| picked.contains(&level.text));
                // The first of the largest: `max_by_key` gives the last of equals.
                let largest = levels.rev().max_by_key(|level| level.trials.len());
                largest.map_or_else(String::new, |level| level.text.clone())
            })
        })
    }

    /// What would come of it in words; nothing while no level is picked or no name stands there.
    fn preview(self, locale: crate::wording::Locale) -> Option<String> {
        let (picked, name) = (self.picked.get(), self.name());
        if picked.is_empty() || name.trim().is_empty() {
            return None;
        }
        self.levels.with(|levels| {
            let together: Vec<&Level> = levels
                .iter()
                .filter(|level| picked.contains(&level.text) || level.is_called(&name))
                .collect();
            words::merged(&together, &name, locale)
        })
    }
}

/// The levels with their counts, and what the picked ones are to be called.
#[component]
fn LevelsForm(
    /// The column.
    column: CovariateId,
    /// Called when the dialog is to be closed.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let document = State::expect().document;
    let merging = Merging::of(column);
    let count = Memo::new(move |_| merging.picked.with(BTreeSet::len));
    let preview = Memo::new(move |_| merging.preview(document.locale()));
    let not_stated = move || {
        let trials = document.project.with(|project| project.review.trials.len());
        let locale = document.locale();
        merging
            .levels
            .with(|levels| words::not_stated(levels, trials, locale))
    };
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        if untrack(|| preview.get()).is_none() {
            return;
        }
        document.perform(&Command::MergeLevels {
            covariate: merging.column,
            levels: merging.picked.get_untracked().into_iter().collect(),
            into: untrack(|| merging.name()),
        });
        merging.picked.set(BTreeSet::new());
        merging.typed.set(None);
    };
    view! {
        <form class="levels" on:submit=submit>
            <div class="dialog-body">
                <p class="muted">
                    {move || {
                        if merging.levels.with(Vec::is_empty) { words::NO_LEVELS.text() } else { words::HINT.text() }
                    }}
                </p>
                <ul class="level-list">
                    <For
                        each=move || merging.levels.get()
                        key=|level| (level.text.clone(), level.trials.len())
                        children=move |level| view! { <LevelBox level merging/> }
                    />
                </ul>
                <p class="muted">{not_stated}</p>
                <label class="field">
                    <span>{move || words::name_asked(count.get())}</span>
                    <input
                        class="text-input"
                        maxlength="400"
                        disabled=move || count.get() == 0
                        prop:value=move || merging.name()
                        on:input=move |event| merging.typed.set(Some(event_target_value(&event)))
                    />
                </label>
                <p role="status">{move || preview.get()}</p>
            </div>
            <div class="dialog-foot">
                <Button label=translate("Done") on_press=on_done/>
                <button
                    type="submit"
                    class="button primary"
                    disabled=move || preview.with(Option::is_none)
                >
                    {move || words::button(count.get())}
                </button>
            </div>
        </form>
    }
}

/// One level with the number of its trials.
#[component]
fn LevelBox(
    /// The level.
    level: Level,
    /// What was picked.
    merging: Merging,
) -> impl IntoView {
    let document = State::expect().document;
    let text = level.text.clone();
    let trials = words::trials(&level, untrack(|| document.locale()));
    let picked = {
        let text = text.clone();
        Signal::derive(move || merging.is_picked(&text))
    };
    let pick = {
        let text = text.clone();
        move |picks: bool| merging.pick(text.clone(), picks)
    };
    view! {
        <li>
            <Checkbox label=text checked=picked on_change=pick/>
            <span class="muted">{trials}</span>
        </li>
    }
}
