//! The frame of the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use crate::app::state::Comparison;
use crate::app::widgets::dialog::dialog;
use crate::app::element::{Element, button, html, listen};
use crate::app::grid::data_grid;
use crate::app::shell::header::Header;
use crate::app::intake::import::import_dialog;
use crate::app::state::LongFits;
use crate::app::library::open::{OpenDialog, Opening};
use crate::app::outcome::{outcome_figure, outcome_view};
use crate::app::intake::paste::{PasteBoard, PasteDialog};
use crate::app::grid::problems::problem_list;
use crate::app::profile::Profile;
use crate::app::state::{Kept, SaveState, Saving};
use crate::app::state::{State, View};
use crate::app::library::shelf::Shelf;
use crate::wording::{interface, sentences};

/// The page.
#[expect(non_snake_case, reason = "until it is a component")]
pub(super) fn Shell(kept: Kept) -> Element {
    let state = State::new(kept.project.clone());
    provide_context(state);
    let saving = Saving::new(state, &kept);
    provide_context(saving);
    let shelf = Shelf::new(state, saving);
    provide_context(shelf);
    crate::app::actions::link::open(state, shelf);
    if crate::COMPLETE {
        crate::app::actions::finished_review::open(shelf);
    }
    provide_context(PasteBoard::new(state));
    provide_context(Opening::new());
    provide_context(Comparison::new(state));
    provide_context(LongFits::new(state));
    let keys_open = RwSignal::new(false);
    listen_to_keys(state, keys_open);
    let board = PasteBoard::expect();
    let importing = board.importing();
    if let Some(importing) = importing {
        importing.follow(board);
        board.take_over();
    }

    let columns = html("div")
        .class("columns")
        .child(Profile())
        .child(stage(state));
    let toast = html("p")
        .class("toast")
        .attribute("role", "status")
        .text_from(move || state.notices.toast.get());
    html("div")
        .class("shell")
        .class_while("dropping", move || board.dropping())
        .child(Header())
        .child(banners(state, kept.remarks))
        .child(tabs(state))
        .child(columns)
        .child(foot(keys_open))
        .child(PasteDialog())
        .child(OpenDialog())
        .children(importing.map(import_dialog))
        .child(toast)
}

fn tabs(state: State) -> Element {
    let tab = move |view: View, label: &str| {
        button("tab", label, move || state.selection.view.set(view))
            .attribute_from("aria-current", move || {
                (state.selection.view.get() == view).then(|| String::from("page"))
            })
    };
    html("nav")
        .class("tabs")
        .label("Views")
        .child(tab(View::Data, "Data"))
        .child(tab(View::Outcomes, "Outcomes"))
}

/// The view that is open.
fn stage(state: State) -> Element {
    let view = Memo::new(move |_| state.selection.view.get());
    html("main").class("stage").parts(move || match view.get() {
        View::Data => untrack(data_view),
        View::Outcomes => vec![untrack(outcome_view)],
    })
}

/// The grid, what is wrong in it, and the figure that follows every keystroke.
fn data_view() -> Vec<Element> {
    let (focus, grid) = data_grid();
    let heading = html("h2").class("visually-hidden").text("Data");
    let mut parts = vec![heading];
    parts.extend(grid);
    parts.push(problem_list(move |problem| focus.show(problem)));
    parts.push(data_figure());
    parts
}

/// The figure under the grid, with the sentence it says.
fn data_figure() -> Element {
    let state = State::expect();
    let name = move || {
        let answer = state.answers.answer();
        answer.map_or_else(String::new, |answer| answer.outcome.name.clone())
    };
    let sentence = move || {
        state.answers.answer().map_or_else(String::new, |answer| {
            state.answers.about(&answer, |subject| {
                sentences::outcome(&answer.response, subject)
            })
        })
    };
    // An outcome that nobody reports has no figure: its sentence says so.
    let reported = move || {
        state
            .answers.answer()
            .is_some_and(|answer| !answer.prepared.rows.is_empty())
    };
    let said = html("p")
        .class("sentence")
        .attribute("aria-live", "polite")
        .text_from(sentence);
    html("section")
        .class("sheet data-figure")
        .label("Forest plot")
        .flag_while("hidden", move || state.selection.outcome().is_none())
        .child(html("h3").text_from(name))
        .child(said)
        .part_while(reported, outcome_figure)
}

/// What must be said about the document the page opened with, and that nothing is kept where that is so.
fn banners(state: State, remarks: Vec<String>) -> Element {
    let saving = expect_context::<Saving>();
    let shown = RwSignal::new(!remarks.is_empty());
    let failure = move || match saving.state() {
        SaveState::Failed(reason) => Some(reason),
        _ => None,
    };
    html("div")
        .class("banners")
        .part_while(
            move || shown.get(),
            move || {
                html("div")
                    .class("banner")
                    .attribute("role", "alert")
                    .children(remarks.iter().map(|remark| html("p").text(remark)))
                    .child(button("button", "Close", move || shown.set(false)))
            },
        )
        .part_while(
            move || failure().is_some(),
            move || {
                let words = move || interface::not_kept(&failure().unwrap_or_default());
                html("div")
                    .class("banner bad")
                    .attribute("role", "alert")
                    .child(html("p").text_from(words))
                    .child(button("button", "Download the project", move || {
                        crate::app::actions::downloads::project(state);
                    }))
            },
        )
}

/// What can be done from anywhere, and the keys.
fn foot(keys_open: RwSignal<bool>) -> Element {
    html("footer")
        .class("foot")
        .child(html("span").text(interface::PASTE_HINT))
        .child(html("span").text(interface::DROP_HINT))
        .child(button("", "Keys", move || keys_open.set(true)))
        .child(keys_dialog(keys_open))
}

fn keys_dialog(open: RwSignal<bool>) -> Element {
    let title = || String::from("Keys");
    dialog(open, title, || {
        let mut keys = interface::KEYS.to_vec();
        if crate::COMPLETE {
            keys.extend(interface::FURTHER_KEYS);
        }
        let keys = keys.iter().flat_map(|(key, meaning)| {
            let key = html("dt").child(html("kbd").text(key));
            [key, html("dd").text(meaning)]
        });
        vec![html("dl").class("dialog-body keys").children(keys)]
    })
    .class("narrow")
}

/// Undo and redo, wherever the focus is, but for places where text is typed: those have their own.
fn listen_to_keys(state: State, keys_open: RwSignal<bool>) {
    listen(&window(), "keydown", move |event: KeyboardEvent| {
        if types_text(event.target())
            || document()
                .query_selector("dialog[open]")
                .is_ok_and(|open| open.is_some())
        {
            return;
        }
        let control = event.ctrl_key() || event.meta_key();
        match (event.key().as_str(), control, event.shift_key()) {
            ("z" | "Z", true, false) => state.document.undo(),
            ("z" | "Z", true, true) | ("y" | "Y", true, false) => state.document.redo(),
            ("?", false, _) => keys_open.set(true),
            _ => return,
        }
        event.prevent_default();
    });
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
