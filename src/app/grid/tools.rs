//! What stands over the grid: adding, naming and removing trials, outcomes, columns and arms, and what the cells' looks
//! mean.

use leptos::prelude::*;

use super::naming::{Naming, naming_dialog};
use super::sheet::{Position, Sheet};
use crate::app::widgets::dialog::menu;
use crate::app::element::{Element, button, html};
use crate::app::handover::complete_page;
use crate::data::Role;
use crate::project::{Area, Column, Command};

/// The buttons over the grid and the legend.
pub(super) fn tools(sheet: Sheet) -> [Element; 2] {
    let naming = RwSignal::new(Naming::NewOutcome);
    let open = RwSignal::new(false);
    let name = move |what: Naming| {
        naming.set(what);
        open.set(true);
    };
    let active = move || {
        let place = sheet.selection.get().active.column;
        sheet.columns.with(|columns| columns.get(place).copied())
    };
    let active_outcome = move || active().and_then(Column::outcome);
    let no_trial = move || {
        let row = sheet.selection.get().active.row;
        sheet.trial(row).is_none()
    };
    let add_trial = move || {
        let row = untrack(|| sheet.trials());
        sheet.activate(Position { row, column: 0 }, false);
        sheet.edit(true);
    };
    let remove_trials = move || remove(sheet, &Command::RemoveTrials(sheet.selected_trials()));
    let rename_outcome = move || {
        if let Some(outcome) = untrack(active_outcome) {
            name(Naming::Outcome(outcome));
        }
    };
    let remove_outcome = move || {
        if let Some(outcome) = untrack(active_outcome) {
            remove(sheet, &Command::RemoveOutcome(outcome));
        }
    };
    let no_outcome = move || active_outcome().is_none();
    let bar = html("div")
        .class("data-tools")
        .child(button("button", "Add trial", add_trial))
        .child(button("button", "Add outcome…", move || {
            name(Naming::NewOutcome);
        }))
        .child(
            button("button", "Rename outcome…", rename_outcome).flag_while("disabled", no_outcome),
        )
        .child(button("button", "Delete trial", remove_trials).flag_while("disabled", no_trial))
        .child(
            button("button", "Delete outcome", remove_outcome).flag_while("disabled", no_outcome),
        )
        .child(if crate::COMPLETE {
            menu("Rows and columns", "button", move || {
                rows_and_columns(sheet, name)
            })
        } else {
            complete_page("button", "Sort, fill, arms, more checks…")
        })
        .child(legend());
    [bar, naming_dialog(sheet, open, naming)]
}

/// Removes something with its rows or columns; the selection stays within what is left.
fn remove(sheet: Sheet, command: &Command) {
    sheet.state.document.perform(command);
    let last = sheet.columns.with_untracked(|columns| columns.len()) - 1;
    let mut active = sheet.selection.get_untracked().active;
    active.row = active.row.min(untrack(|| sheet.trials()));
    active.column = active.column.min(last);
    sheet.activate(active, false);
    sheet.focus();
}

/// What can be done with the selected rows and with the column of the active cell.
fn rows_and_columns(sheet: Sheet, name: impl Fn(Naming) + Copy + 'static) -> Vec<Element> {
    let entry = |words: &str, keys: &str, act: Box<dyn Fn()>| {
        let act = move || {
            act();
            sheet.focus();
        };
        button("", words, act).child(html("small").text(keys))
    };
    let edit = |edit: fn(&Area, &_) -> Command| {
        Box::new(move || sheet.edit_selection(edit)) as Box<dyn Fn()>
    };
    let naming = |words: &str, what: Naming| button("", words, move || name(what));
    let mut entries = vec![
        html("h2").text("Selected rows"),
        entry(
            "Insert above",
            "",
            Box::new(move || sheet.insert_rows(false)),
        ),
        entry(
            "Insert below",
            "",
            Box::new(move || sheet.insert_rows(true)),
        ),
        entry("Move up", "Alt ↑", Box::new(move || sheet.move_rows(false))),
        entry(
            "Move down",
            "Alt ↓",
            Box::new(move || sheet.move_rows(true)),
        ),
        entry("Fill down", "Ctrl D", edit(Area::filled_down)),
        entry("Fill right", "Ctrl R", edit(Area::filled_right)),
        html("h2").text("Column of the active cell"),
        entry(
            "Sort, smallest first",
            "",
            Box::new(move || sheet.sort(false)),
        ),
        entry(
            "Sort, largest first",
            "",
            Box::new(move || sheet.sort(true)),
        ),
    ];
    let at = sheet.selection.get_untracked().active;
    match sheet.column(at.column) {
        Some(Column::Covariate(covariate)) => entries.extend([
            naming("Rename the column…", Naming::Covariate(covariate)),
            button("", "Delete the column", move || {
                remove(sheet, &Command::RemoveCovariate(covariate));
            }),
        ]),
        Some(Column::Arm { role, nth, .. }) => entries.extend([
            naming("Rename the arm…", Naming::Arm(role, nth)),
            button("", "Delete the arm of the selected trials", move || {
                let trials = sheet.selected_trials();
                remove(sheet, &Command::RemoveArm { trials, role, nth });
            }),
        ]),
        _ => {}
    }
    entries.extend([
        html("h2").text("Add"),
        naming("Column…", Naming::NewCovariate),
        naming(
            "Experimental arm to the selected trials…",
            Naming::NewArm(Role::Experimental),
        ),
        naming(
            "Control arm to the selected trials…",
            Naming::NewArm(Role::Control),
        ),
    ]);
    entries
}

/// What the looks of the cells mean.
fn legend() -> Element {
    let looks = [
        ("swatch", "3", "reported"),
        ("swatch zero", "0", "reported zero"),
        ("swatch not-reported", "·", "not reported"),
        ("swatch bad", "7", "to be mended"),
    ];
    html("div")
        .class("legend")
        .children(looks.map(|(class, sign, meaning)| {
            html("span")
                .child(html("span").class(class).text(sign))
                .text(meaning)
        }))
}
