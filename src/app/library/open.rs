//! The dialog that opens something else: an example, a file, a table.

use leptos::prelude::*;

use crate::app::widgets::dialog::dialog;
use crate::app::element::{Element, button, html};
use crate::app::handover::complete_page;
use crate::app::intake::paste::{PasteBoard, file_button};
use crate::app::state::Arrival;
use crate::app::library::shelf::{Shelf, shelf as kept_here};
use crate::project::Project;
use crate::read::examples::{self, Example};
use crate::wording::interface;

/// Whether the dialog is open.
#[derive(Clone, Copy)]
pub(super) struct Opening {
    pub(super) open: RwSignal<bool>,
}

impl Opening {
    pub(super) fn new() -> Self {
        Self {
            open: RwSignal::new(false),
        }
    }

    pub(super) fn expect() -> Self {
        expect_context()
    }
}

/// The dialog.
#[expect(non_snake_case, reason = "until it is a component")]
pub(super) fn OpenDialog() -> Element {
    let open = Opening::expect().open;
    let (shelf, board) = (Shelf::expect(), PasteBoard::expect());
    dialog(
        open,
        || String::from("Open"),
        move || {
            let own = html("div")
                .class("file-row")
                .child(button("button", "Paste a table…", move || {
                    open.set(false);
                    board.open_empty();
                }))
                .child(file_button(board, move || open.set(false)))
                .child(button("button", "Empty review", move || {
                    open.set(false);
                    shelf.begin(Project::default(), Arrival::Offered);
                }));
            let examples = examples::all()
                .iter()
                .map(|example| example_item(example, shelf, open));
            let others = (!crate::COMPLETE)
                .then(|| html("p").child(complete_page("muted", interface::OTHER_FILES)));
            let body = html("div")
                .class("dialog-body")
                .child(html("h3").text("Your own data"))
                .child(own)
                .children(others)
                .children(kept_here(open))
                .child(html("h3").text("Examples"))
                .child(html("ul").class("examples").children(examples));
            vec![body]
        },
    )
    .class("narrow")
}

fn example_item(example: &Example, shelf: Shelf, open: RwSignal<bool>) -> Element {
    let key = example.key;
    let choose = move || {
        open.set(false);
        if let Some(review) = examples::review(key) {
            shelf.begin(Project::of(review), Arrival::Offered);
        }
    };
    html("li").child(
        button("", "", choose)
            .child(html("strong").text(example.title))
            .child(html("small").text(example.subtitle)),
    )
}
