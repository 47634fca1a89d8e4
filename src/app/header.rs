//! The head of the page: which review this is, whether it is kept, and what can be done with it.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use super::download::download_menu;
use super::element::{Element, button, follow_standing, html};
use super::icon::{Shape, icon, mark};
use super::open::Opening;
use super::saving::{SaveState, Saving};
use super::session::Session;
use crate::app::state::{Derived, Held, provided};
use crate::project::Command;
use crate::wording::interface;

/// The head of the page.
#[expect(non_snake_case, reason = "until it is a component")]
pub(super) fn Header() -> Element {
    let session = Session::expect();
    let opening = Opening::expect();
    let undo = sign(
        Shape::Undo,
        move || {
            session
                .undo_label()
                .map_or_else(|| String::from("Undo"), |edit| format!("Undo: {edit}"))
        },
        move || session.undo(),
    )
    .flag_while("disabled", move || session.undo_label().is_none());
    let redo = sign(
        Shape::Redo,
        move || {
            session
                .redo_label()
                .map_or_else(|| String::from("Redo"), |edit| format!("Redo: {edit}"))
        },
        move || session.redo(),
    )
    .flag_while("disabled", move || session.redo_label().is_none());
    let colours = sign(
        Shape::Contrast,
        move || {
            String::from(if session.theme.dark() {
                "Light colours"
            } else {
                "Dark colours"
            })
        },
        move || session.theme.toggle(),
    );
    let brand = html("div")
        .class("brand")
        .child(mark())
        .child(html("span").text("Trialpool"));
    let actions = html("div")
        .class("header-actions")
        .child(saved_here())
        .child(undo)
        .child(redo)
        .child(colours)
        .child(button("button", "Open…", move || opening.open.set(true)))
        .child(download_menu());
    html("header")
        .class("header")
        .child(brand)
        .child(title())
        .child(actions)
}

/// A button that shows a sign and says what it does.
fn sign(
    shape: Shape,
    words: impl Fn() -> String + Copy + 'static,
    act: impl FnMut() + 'static,
) -> Element {
    button("button square", "", act)
        .attribute_from("aria-label", move || Some(words()))
        .attribute_from("title", move || Some(words()))
        .child(icon(shape))
}

/// The review's name, renamed in place.
fn title() -> Element {
    let session = Session::expect();
    let renaming = Held::new(false);
    let name = html("div").parts(move || {
        vec![if renaming.get() {
            name_field(session, renaming)
        } else {
            let shown = button("rename", "", move || renaming.set(true))
                .attribute("title", "Rename the review")
                .text_from(move || {
                    let title = title_of(session);
                    if title.is_empty() {
                        String::from(interface::UNTITLED)
                    } else {
                        title
                    }
                });
            html("h1").child(shown)
        }]
    });
    name.class("header-title")
        .child(html("p").text_from(move || session.subtitle()))
}

fn title_of(session: Session) -> String {
    session
        .project
        .with(|project| project.0.review.title.clone())
}

fn name_field(session: Session, renaming: Held<bool>) -> Element {
    let field = html("input")
        .label("Name of the review")
        .attribute("maxlength", "400");
    let input: HtmlInputElement = field.known_as::<HtmlInputElement>().clone();
    input.set_value(&untrack(|| title_of(session)));
    let entered = input.clone();
    // Once it stands in the page.
    follow_standing(move || {
        let _ = entered.focus();
        entered.select();
    });
    let keep = move || {
        if !renaming.get_untracked() {
            return;
        }
        let title = input.value();
        renaming.set(false);
        let subtitle = session
            .project
            .with_untracked(|project| project.0.review.subtitle.clone());
        session.apply(&Command::SetTitle { title, subtitle });
        session.settle();
    };
    let keep_on_leaving = keep.clone();
    field.on("blur", move |_: Event| keep_on_leaving()).on(
        "keydown",
        move |event: KeyboardEvent| match event.key().as_str() {
            "Enter" => keep(),
            "Escape" => renaming.set(false),
            _ => {}
        },
    )
}

/// Whether the work is kept.
fn saved_here() -> Element {
    let saving = provided::<Saving>();
    let state = Derived::new(move || saving.state());
    let words = move || {
        String::from(match state.get() {
            SaveState::Untouched => "Sample",
            SaveState::Pending => "Saving…",
            SaveState::Saved => "Saved here",
            SaveState::Failed(_) => "Not saved",
        })
    };
    html("p")
        .class("saved")
        .class_while("failed", move || {
            matches!(state.get(), SaveState::Failed(_))
        })
        .class_while("pending", move || {
            matches!(state.get(), SaveState::Pending | SaveState::Untouched)
        })
        .child(html("strong").text_from(words))
        .child(
            html("span")
                .class("device")
                .text(" · nothing leaves this device"),
        )
}
