//! Versions of the review that were frozen, and one of them beside the present.

use leptos::html;
use leptos::prelude::*;

use super::version_table::VersionTable;
use crate::app::actions::Actions;
use crate::app::actions::figure_files::Which;
use crate::app::platform::timing::today;
use crate::app::state::versions::{compared_place, comparison, frozen_now};
use crate::app::state::{Dialog, Shared, State};
use crate::app::widgets::{Button, Select, TableFiles, TextField};
use crate::project::Command;
use crate::report;
use crate::wording::old_and_new;
use crate::wording::versions as words;

/// Versions of the review that were frozen, and one of them beside the present.
#[component]
pub fn VersionsView() -> impl IntoView {
    let document = State::expect().document;
    let has_any = Memo::new(move |_| {
        let project = document.project;
        project.with(|project| !project.review.versions.is_empty())
    });
    view! {
        <div class="words-head">
            <h1>{words::TITLE}</h1>
        </div>
        <p class="muted hint">{words::HINT}</p>
        <FreezeForm/>
        <Show when=move || has_any.get()>
            <Compared/>
        </Show>
    }
}

/// Asks for a name and a day, and freezes the review.
#[component]
fn FreezeForm() -> impl IntoView {
    let state = State::expect();
    let name = RwSignal::new(String::new());
    let day = NodeRef::<html::Input>::new();
    let freeze = move || {
        let date = day
            .get_untracked()
            .map_or_else(String::new, |day| day.value());
        match frozen_now(state, &name.get_untracked(), &date) {
            Some(version) => {
                let command = Command::FreezeVersion(Box::new(version));
                if state.document.applied(&command) {
                    name.set(String::new());
                    state.compared_version.set(None);
                }
            }
            None => state.notices.say(words::STILL_COMPUTED),
        }
    };
    view! {
        <div class="sheet">
            <div class="controls">
                <TextField
                    label=words::NAME
                    placeholder=words::NAME_EXAMPLE
                    class="field inline"
                    value=name
                    on_input=move |typed| name.set(typed)
                />
                <label class="control typed">
                    <span class="control-label">{words::DAY}</span>
                    <input class="text-input" type="date" value=today() node_ref=day/>
                </label>
                <Button label=words::FREEZE class="button primary" on_press=freeze/>
            </div>
        </div>
    }
}

/// A version beside the present.
#[component]
fn Compared() -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let long = RwSignal::new(false);
    let names = Memo::new(move |_| {
        document.project.with(|project| {
            let versions = project.review.versions.iter();
            versions
                .map(|version| words::name_and_day(version))
                .collect::<Vec<_>>()
        })
    });
    let place = Memo::new(move |_| compared_place(state));
    let compared = Memo::new(move |_| comparison(state, long.get()).map(Shared::new));
    let summary = move || {
        compared.with(|compared| {
            let summary = compared.as_ref().map(|one| one.summary.clone());
            summary
                .unwrap_or_default()
                .into_iter()
                .map(|said| view! { <p>{said}</p> })
                .collect_view()
        })
    };
    let has_long = Memo::new(move |_| {
        compared.with(|compared| compared.as_ref().is_some_and(|one| one.has_long))
    });
    let remove = move || {
        if let Some(place) = place.get_untracked() {
            document.perform(&Command::RemoveVersion(place));
        }
    };
    let name = Memo::new(move |_| {
        let place = place.get()?;
        document.project.with(|project| {
            let version = project.review.versions.get(place)?;
            Some(version.name.clone())
        })
    });
    let name = Signal::derive(move || name.get().unwrap_or_default());
    let rename = move |name: String| {
        if let Some(place) = place.get_untracked() {
            document.perform(&Command::RenameVersion { place, name });
        }
    };
    let choices = Actions::expect().figure_choices;
    let figure = move || {
        choices.update(|choices| choices.which = Which::Versions);
        state.dialogs.open(Dialog::Figures);
    };
    let table = move |()| {
        let locale = document.locale();
        let title = document
            .project
            .with(|project| project.review.title.clone());
        compared.with(|compared| {
            let compared = compared.as_ref()?;
            Some(report::versions(&title, compared, locale))
        })
    };
    view! {
        <div class="controls">
            <Select
                label=words::COMPARE
                options=names
                chosen=place
                on_choose=move |place: usize| state.compared_version.set(Some(place))
            />
            <TextField
                label=words::RENAME
                class="field inline"
                value=name
                on_change=rename
            />
            <Button label=words::REMOVE on_press=remove/>
            <span class="spring"></span>
            <Show when=move || has_long.get()>
                <Button label=words::COMPUTE on_press=move || long.set(true)/>
            </Show>
            <TableFiles what=words::FILE_NAME table/>
            <Button label=old_and_new::FIGURE on_press=figure/>
        </div>
        <div class="sentence" role="status">
            {summary}
        </div>
        <VersionTable compared/>
        <p class="muted hint">{words::NOTE}</p>
    }
}
