//! The frame of the page.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::KeyboardEvent;

use super::comparison::Comparison;
use super::dialog::dialog;
use super::element::{Element, button, html, listen};
use super::grid::data_grid;
use super::header::Header;
use super::import::import_dialog;
use super::long_fits::LongFits;
use super::open::{OpenDialog, Opening};
use super::outcome::{outcome_figure, outcome_view};
use super::paste::{PasteBoard, PasteDialog};
use super::problems::problem_list;
use super::profile::Profile;
use super::saving::{Kept, SaveState, Saving};
use super::session::{Session, View};
use super::shelf::Shelf;
use crate::app::state::{Derived, Held, provided};
use crate::wording::{interface, sentences};

/// The page.
#[expect(non_snake_case, reason = "until it is a component")]
pub(super) fn Shell(kept: Kept) -> Element {
    let session = Session::new(kept.project.clone());
    provide_context(session);
    let saving = Saving::new(session, &kept);
    provide_context(saving);
    let shelf = Shelf::new(session, saving);
    provide_context(shelf);
    super::link::open(session, shelf);
    if crate::COMPLETE {
        super::whole_page::open(shelf);
    }
    provide_context(PasteBoard::new(session));
    provide_context(Opening::new());
    provide_context(Comparison::new(session));
    provide_context(LongFits::new(session));
    let keys_open = Held::new(false);
    listen_to_keys(session, keys_open);
    let board = PasteBoard::expect();
    let importing = board.importing();
    if let Some(importing) = importing {
        importing.follow(board);
        board.take_over();
    }

    let columns = html("div")
        .class("columns")
        .child(Profile())
        .child(stage(session));
    let toast = html("p")
        .class("toast")
        .attribute("role", "status")
        .text_from(move || session.toast.get());
    html("div")
        .class("shell")
        .class_while("dropping", move || board.dropping())
        .child(Header())
        .child(banners(session, kept.remarks))
        .child(tabs(session))
        .child(columns)
        .child(foot(keys_open))
        .child(PasteDialog())
        .child(OpenDialog())
        .children(importing.map(import_dialog))
        .child(toast)
}

fn tabs(session: Session) -> Element {
    let tab = move |view: View, label: &str| {
        button("tab", label, move || session.view.set(view))
            .attribute_from("aria-current", move || {
                (session.view.get() == view).then(|| String::from("page"))
            })
    };
    html("nav")
        .class("tabs")
        .label("Views")
        .child(tab(View::Data, "Data"))
        .child(tab(View::Outcomes, "Outcomes"))
}

/// The view that is open.
fn stage(session: Session) -> Element {
    let view = Derived::new(move || session.view.get());
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
    let said = html("p")
        .class("sentence")
        .attribute("aria-live", "polite")
        .text_from(sentence);
    html("section")
        .class("sheet data-figure")
        .label("Forest plot")
        .flag_while("hidden", move || session.outcome().is_none())
        .child(html("h3").text_from(name))
        .child(said)
        .part_while(reported, outcome_figure)
}

/// What must be said about the document the page opened with, and that nothing is kept where that is so.
fn banners(session: Session, remarks: Vec<String>) -> Element {
    let saving = provided::<Saving>();
    let shown = Held::new(!remarks.is_empty());
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
                        super::download::project(session);
                    }))
            },
        )
}

/// What can be done from anywhere, and the keys.
fn foot(keys_open: Held<bool>) -> Element {
    html("footer")
        .class("foot")
        .child(html("span").text(interface::PASTE_HINT))
        .child(html("span").text(interface::DROP_HINT))
        .child(button("", "Keys", move || keys_open.set(true)))
        .child(keys_dialog(keys_open))
}

fn keys_dialog(open: Held<bool>) -> Element {
    let title = || String::from("Keys");
    dialog(open, title, || {
        let keys = interface::KEYS.iter().flat_map(|(key, meaning)| {
            let key = html("dt").child(html("kbd").text(key));
            [key, html("dd").text(meaning)]
        });
        vec![html("dl").class("dialog-body keys").children(keys)]
    })
    .class("narrow")
}

/// Undo and redo, wherever the focus is, but for places where text is typed: those have their own.
fn listen_to_keys(session: Session, keys_open: Held<bool>) {
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
            ("z" | "Z", true, false) => session.undo(),
            ("z" | "Z", true, true) | ("y" | "Y", true, false) => session.redo(),
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
