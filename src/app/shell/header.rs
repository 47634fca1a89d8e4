//! The head of the page: which review this is, whether it is kept, and what can be done with it.

use leptos::prelude::*;
use web_sys::{Event, HtmlInputElement, KeyboardEvent};

use crate::app::actions::downloads::download_menu;
use crate::app::element::{Element, button, follow_standing, html};
use crate::app::widgets::icon::{Shape, icon, mark};
use crate::app::library::open::Opening;
use crate::app::state::{SaveState, Saving};
use crate::app::state::State;
use crate::project::Command;
use crate::wording::interface;

/// The head of the page.
#[expect(non_snake_case, reason = "until it is a component")]
pub(super) fn Header() -> Element {
    let state = State::expect();
    let opening = Opening::expect();
    let undo = sign(
        Shape::Undo,
        move || {
            state
                .document.undo_label()
                .map_or_else(|| String::from("Undo"), |edit| format!("Undo: {edit}"))
        },
        move || state.document.undo(),
    )
    .flag_while("disabled", move || state.document.undo_label().is_none());
    let redo = sign(
        Shape::Redo,
        move || {
            state
                .document.redo_label()
                .map_or_else(|| String::from("Redo"), |edit| format!("Redo: {edit}"))
        },
        move || state.document.redo(),
    )
    .flag_while("disabled", move || state.document.redo_label().is_none());
    let colours = sign(
        Shape::Contrast,
        move || {
            String::from(if state.theme.dark() {
                "Light colours"
            } else {
                "Dark colours"
            })
        },
        move || state.theme.toggle(),
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
    let state = State::expect();
    let renaming = RwSignal::new(false);
    let name = html("div").parts(move || {
        vec![if renaming.get() {
            name_field(state, renaming)
        } else {
            let shown = button("rename", "", move || renaming.set(true))
                .attribute("title", "Rename the review")
                .text_from(move || {
                    let title = title_of(state);
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
        .child(html("p").text_from(move || state.document.subtitle()))
}

fn title_of(state: State) -> String {
    state
        .document.project
        .with(|project| project.review.title.clone())
}

fn name_field(state: State, renaming: RwSignal<bool>) -> Element {
    let field = html("input")
        .label("Name of the review")
        .attribute("maxlength", "400");
    let input: HtmlInputElement = field.known_as::<HtmlInputElement>().clone();
    input.set_value(&untrack(|| title_of(state)));
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
        let subtitle = state
            .document.project
            .with_untracked(|project| project.review.subtitle.clone());
        state.document.apply(&Command::SetTitle { title, subtitle });
        state.document.settle();
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
    let saving = expect_context::<Saving>();
    let state = Memo::new(move |_| saving.state());
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
