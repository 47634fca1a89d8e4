//! The frame of the page.

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use super::comparison::Comparison;
use super::dialog::Dialog;
use super::dynamic::{When, dynamic, holds, text};
use super::grid::{DataGrid, GridFocus};
use super::header::Header;
use super::open::{OpenDialog, Opening};
use super::outcome::{OutcomeFigure, OutcomeView};
use super::paste::{PasteBoard, PasteDialog};
use super::problems::Problems;
use super::profile::Profile;
use super::saving::{Kept, SaveState, Saving};
use super::session::{Session, View};
use crate::wording::{interface, sentences};

/// The page.
#[component]
pub(super) fn Shell(kept: Kept) -> impl IntoView {
    let session = Session::new(kept.project.clone());
    provide_context(session);
    let saving = Saving::new(session, &kept);
    provide_context(saving);
    provide_context(PasteBoard::new(session));
    provide_context(Opening::new());
    provide_context(Comparison::new(session));
    let keys_open = RwSignal::new(false);
    listen_to_keys(session, keys_open);
    let view = Memo::new(move |_| session.view.get());

    view! {
        <div class="shell" class:dropping=holds(|| PasteBoard::expect().dropping())>
            <Header/>
            <Remarks remarks=kept.remarks/>
            <NotKept/>
            <Tabs/>
            <div class="columns">
                <Profile/>
                <main class="stage">
                    {dynamic(move || match view.get() {
                        View::Data => view! { <DataView/> }.into_any(),
                        View::Outcomes => view! { <OutcomeView/> }.into_any(),
                    })}
                </main>
            </div>
            <footer class="foot">
                <span>{interface::PASTE_HINT}</span>
                <span>{interface::DROP_HINT}</span>
                <button type="button" on:click=move |_| keys_open.set(true)>"Keys"</button>
            </footer>
            <PasteDialog/>
            <OpenDialog/>
            <KeysDialog open=keys_open/>
            <p class="toast" role="status">{session.toast}</p>
        </div>
    }
}

#[component]
fn Tabs() -> impl IntoView {
    let session = Session::expect();
    let tab = move |view: View, label: &'static str| {
        view! {
            <button
                type="button"
                class="tab"
                aria-current=Signal::derive(move || (session.view.get() == view).then_some("page"))
                on:click=move |_| session.view.set(view)
            >
                {label}
            </button>
        }
    };
    view! {
        <nav class="tabs" aria-label="Views">
            {tab(View::Data, "Data")}
            {tab(View::Outcomes, "Outcomes")}
        </nav>
    }
}

/// The grid, what is wrong in it, and the figure that follows every keystroke.
#[component]
fn DataView() -> impl IntoView {
    let focus = StoredValue::new(None::<GridFocus>);
    view! {
        <h2 class="visually-hidden">"Data"</h2>
        <DataGrid on_ready=move |ready| focus.set_value(Some(ready))/>
        <Problems on_show=move |problem| {
            if let Some(focus) = focus.get_value() {
                focus.show(&problem);
            }
        }/>
        <DataFigure/>
    }
}

/// The figure under the grid, with the sentence it says.
#[component]
fn DataFigure() -> impl IntoView {
    let session = Session::expect();
    let name = move || {
        let answer = session.answer();
        answer.map_or_else(String::new, |answer| answer.outcome.name.clone())
    };
    let sentence = move || {
        session.answer().map_or_else(String::new, |answer| {
            session.about(&answer, |subject| {
                sentences::outcome(&answer.response, subject)
            })
        })
    };
    // An outcome that nobody reports has no figure: its sentence says so.
    let reported = move || {
        session
            .answer()
            .is_some_and(|answer| !answer.prepared.rows.is_empty())
    };
    view! {
        <When condition=holds(move || session.outcome().is_some())>
            <section class="sheet data-figure" aria-label="Forest plot">
                <h3>{text(name)}</h3>
                <p class="sentence" aria-live="polite">{text(sentence)}</p>
                <When condition=holds(reported)>
                    <OutcomeFigure/>
                </When>
            </section>
        </When>
    }
}

/// What must be said about the document the page opened with.
#[component]
fn Remarks(remarks: Vec<String>) -> impl IntoView {
    let shown = RwSignal::new(!remarks.is_empty());
    let remarks = StoredValue::new(remarks);
    view! {
        <When condition=holds(move || shown.get())>
            <div class="banner" role="alert">
                {remarks
                    .get_value()
                    .into_iter()
                    .map(|remark| view! { <p>{remark}</p> })
                    .collect_view()}
                <button type="button" class="button" on:click=move |_| shown.set(false)>
                    "Close"
                </button>
            </div>
        </When>
    }
}

/// Said when the browser keeps nothing: the work must be taken away as a file.
#[component]
fn NotKept() -> impl IntoView {
    let saving = expect_context::<Saving>();
    let session = Session::expect();
    let failure = move || match saving.state() {
        SaveState::Failed(reason) => Some(reason),
        _ => None,
    };
    view! {
        <When condition=holds(move || failure().is_some())>
            <div class="banner bad" role="alert">
                <p>
                    "Nothing is kept in this browser: " {failure}
                    ". Download the project before you close the page."
                </p>
                <button
                    type="button"
                    class="button"
                    on:click=move |_| super::download::project(session)
                >
                    "Download the project"
                </button>
            </div>
        </When>
    }
}

#[component]
fn KeysDialog(open: RwSignal<bool>) -> impl IntoView {
    let keys = [
        ("Ctrl V", "paste a table, anywhere in the page"),
        ("Ctrl Z", "undo"),
        ("Ctrl Shift Z, Ctrl Y", "redo"),
        (
            "Arrows, Home, End, Page up, Page down",
            "move in the grid; with Shift, select",
        ),
        ("Typing", "replaces the cell"),
        ("F2", "edits the cell"),
        ("Enter, Tab", "keep what was typed and go on"),
        (
            "Escape",
            "takes back what was typed; outside a cell, lets Tab leave the grid",
        ),
        ("Delete", "empties the selected cells: not reported"),
    ];
    view! {
        <Dialog open title="Keys" narrow=true>
            <dl class="dialog-body keys">
                {keys
                    .into_iter()
                    .map(|(key, meaning)| view! { <dt><kbd>{key}</kbd></dt><dd>{meaning}</dd> })
                    .collect_view()}
            </dl>
        </Dialog>
    }
}

/// Undo and redo, wherever the focus is, but for places where text is typed: those have their own.
fn listen_to_keys(session: Session, keys_open: RwSignal<bool>) {
    let keys = window_event_listener(ev::keydown, move |event| {
        if types_text(event.target())
            || document()
                .query_selector("dialog[open]")
                .is_ok_and(|open| open.is_some())
        {
            return;
        }
        let control = event.ctrl_key() || event.meta_key();
        match (
            event.key().to_lowercase().as_str(),
            control,
            event.shift_key(),
        ) {
            ("z", true, false) => session.undo(),
            ("z", true, true) | ("y", true, false) => session.redo(),
            ("?", false, _) => keys_open.set(true),
            _ => return,
        }
        event.prevent_default();
    });
    on_cleanup(move || keys.remove());
}

/// Whether text is typed where an event comes from.
pub(super) fn types_text(target: Option<web_sys::EventTarget>) -> bool {
    let Some(element) = target.and_then(|target| target.dyn_into::<web_sys::Element>().ok()) else {
        return false;
    };
    match element.tag_name().as_str() {
        "TEXTAREA" | "SELECT" => true,
        "INPUT" => !matches!(
            element.get_attribute("type").as_deref(),
            Some("checkbox" | "radio" | "button" | "file")
        ),
        _ => false,
    }
}
