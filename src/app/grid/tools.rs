//! What stands over the grid: adding and removing trials and outcomes, and what the cells' looks mean.

use leptos::prelude::*;
use web_sys::Event;

use super::sheet::{Position, Sheet};
use crate::app::dialog::dialog;
use crate::app::element::{Element, button, html, value};
use crate::app::state::Held;
use crate::data::{OutcomeId, OutcomeKind, Scale};
use crate::project::{Area, Column, Command};

/// Kinds of outcome that can be added, with what they are called.
const KINDS: [(&str, OutcomeKind); 7] = [
    ("Events and totals", OutcomeKind::Counts),
    ("Events and person-time", OutcomeKind::PersonTime),
    ("Means and standard deviations", OutcomeKind::Means),
    (
        "Events and totals of one arm alone",
        OutcomeKind::Proportions,
    ),
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
pub(super) fn tools(sheet: Sheet) -> [Element; 2] {
    let session = sheet.session;
    let naming = Held::new(Naming::New);
    let open = Held::new(false);
    let active_outcome = move || {
        let active = sheet.selection.get().active.column;
        let columns = sheet.columns.get();
        columns.get(active).copied().and_then(Column::outcome)
    };
    let active_trial = move || sheet.trial(sheet.selection.get().active.row);
    let add_trial = move || {
        let row = untrack(|| sheet.trials());
        sheet.activate(Position { row, column: 0 }, false);
        sheet.edit(true);
    };
    let remove_trials = move || {
        let trials = sheet.of_selection(Area::trial_ids);
        session.apply(&Command::RemoveTrials(trials));
        sheet.focus();
    };
    let add_outcome = move || {
        naming.set(Naming::New);
        open.set(true);
    };
    let rename_outcome = move || {
        if let Some(outcome) = untrack(active_outcome) {
            naming.set(Naming::Old(outcome));
            open.set(true);
        }
    };
    let remove_outcome = move || {
        if let Some(outcome) = untrack(active_outcome) {
            session.apply(&Command::RemoveOutcome(outcome));
            let last = sheet.columns.with_untracked(|columns| columns.len()) - 1;
            let mut active = sheet.selection.get_untracked().active;
            active.column = active.column.min(last);
            sheet.activate(active, false);
            sheet.focus();
        }
    };
    let no_outcome = move || active_outcome().is_none();
    let bar = html("div")
        .class("data-tools")
        .child(button("button", "Add trial", add_trial))
        .child(button("button", "Add outcome…", add_outcome))
        .child(
            button("button", "Rename outcome…", rename_outcome).flag_while("disabled", no_outcome),
        )
        .child(
            button("button", "Delete trial", remove_trials)
                .flag_while("disabled", move || active_trial().is_none()),
        )
        .child(
            button("button", "Delete outcome", remove_outcome).flag_while("disabled", no_outcome),
        )
        .child(legend());
    [bar, outcome_dialog(sheet, open, naming)]
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

fn outcome_dialog(sheet: Sheet, open: Held<bool>, naming: Held<Naming>) -> Element {
    let session = sheet.session;
    let title = move || {
        String::from(match naming.get() {
            Naming::New => "Add an outcome",
            Naming::Old(_) => "Rename the outcome",
        })
    };
    let name = Held::new(String::new());
    let kind = Held::new(0_usize);
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
    let done = move |event: Event| {
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
    let content = move || {
        let shown = untrack(present_name);
        name.set(shown.clone());
        kind.set(0);
        let field = html("input")
            .class("text-input")
            .flag("required", true)
            .flag("autofocus", true)
            .attribute("maxlength", "400")
            .attribute("value", &shown)
            .on("input", move |event: Event| name.set(value(&event)));
        let body = html("div")
            .class("dialog-body")
            .child(labelled("Name", field))
            .part_while(move || naming.get() == Naming::New, move || kinds(kind));
        let foot = html("div")
            .class("dialog-foot")
            .child(button("button", "Cancel", move || open.set(false)))
            .child(
                html("button")
                    .attribute("type", "submit")
                    .class("button primary")
                    .text(match naming.get_untracked() {
                        Naming::New => "Add",
                        Naming::Old(_) => "Rename",
                    }),
            );
        vec![html("form").child(body).child(foot).on("submit", done)]
    };
    dialog(open, title, content).class("narrow")
}

/// What trials report of a new outcome.
fn kinds(kind: Held<usize>) -> Element {
    let options = KINDS.iter().enumerate().map(|(index, (label, _))| {
        html("option")
            .attribute("value", &index.to_string())
            .text(label)
    });
    let select = html("select")
        .class("text-input")
        .on("change", move |event: Event| {
            kind.set(value(&event).parse().unwrap_or(0).min(KINDS.len() - 1));
        })
        .children(options);
    labelled("What trials report of it", select)
}

fn labelled(words: &str, field: Element) -> Element {
    html("label")
        .class("field")
        .child(html("span").text(words))
        .child(field)
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
