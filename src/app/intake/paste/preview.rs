//! The dialog in which a table is looked at before it is taken.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Event;

use super::meanings::{Group, groups};
use super::remembering::recalled;
use super::{PasteBoard, file_button};
use crate::app::widgets::dialog::dialog;
use crate::app::element::{Element, html, value};
use crate::app::grid::problems::problem_item;
use crate::app::intake::taking::{Foot, Taking, Way};
use crate::data::Review;
use crate::project::{Command, SameTrial, overlap};
use crate::read::{self, Column, Decimal, Meaning, Reading, Why};
use crate::wording::interface;

/// Problems shown before the table is taken; the rest is shown beside the data afterwards.
const MOST_PROBLEMS: usize = 30;

/// A reading behind a pointer.
#[derive(Clone)]
pub(super) struct Read(pub(super) Arc<Reading>);

impl PartialEq for Read {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The dialog: the text, what its columns were taken for, what is wrong, and what to do with it.
#[expect(non_snake_case, reason = "until it is a component")]
pub(in crate::app) fn PasteDialog() -> Element {
    let board = PasteBoard::expect();
    let title = || String::from("Paste a table");
    dialog(board.open, title, move || untrack(|| content(board)))
}

/// What is being decided in the dialog.
#[derive(Clone, Copy)]
struct Deciding {
    board: PasteBoard,
    reading: Memo<Read>,
}

fn content(board: PasteBoard) -> Vec<Element> {
    let reading = Memo::new(move |_| {
        let choices = board.choices.get();
        Read(Arc::new(
            board.text.with(|text| read::table(text, &choices)),
        ))
    });
    let deciding = Deciding { board, reading };
    let table = html("textarea")
        .class("paste-box")
        .flag("autofocus", true)
        .attribute("spellcheck", "false")
        .attribute(
            "placeholder",
            "Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control",
        )
        .value_from(move || board.text.get())
        .on("input", move |event: Event| {
            board.turn_to(value(&event));
        });
    let ways = html("div")
        .class("file-row")
        .child(file_button(board, || {}))
        .child(html("span").class("muted").text(interface::TABLE_HINT));
    let body = html("div")
        .class("dialog-body")
        .parts(move || sheet_choice(board))
        .child(labelled("field", "Table", table))
        .child(ways)
        .parts_while(move || deciding.typed(), move || recognised(board, reading));
    vec![body, deciding.foot()]
}

impl Deciding {
    fn typed(self) -> bool {
        self.board.text.with(|text| !text.trim().is_empty())
    }

    fn usable(self) -> bool {
        self.typed() && self.reading.with(|reading| !reading.0.is_fatal())
    }

    fn has_trials_in_common(self) -> bool {
        self.typed()
            && self.reading.with(|reading| {
                let project = self.board.state.document.project.get();
                let overlap = overlap(&project.review, &reading.0.review);
                !overlap.same_trials.is_empty()
            })
    }

    fn take(self, way: Way, same_trial: SameTrial) {
        let (state, reading) = (self.board.state, self.reading.get_untracked().0);
        if crate::COMPLETE {
            self.board.remember();
        }
        match way {
            Way::Replace => {
                let title = self.board.title.get_untracked();
                state.open_review(
                    titled(reading.review.clone(), &title),
                    reading.decimal == Decimal::Comma,
                );
            }
            Way::Add => state.document.apply(&Command::Append {
                review: Box::new(reading.review.clone()),
                same_trial,
            }),
        }
    }

    /// What becomes of the table and of the present review.
    fn foot(self) -> Element {
        Taking::new().foot(Foot {
            words: ["Use this table", "Add these trials"],
            has_trials_in_common: Box::new(move || self.has_trials_in_common()),
            usable: Box::new(move || self.usable()),
            take: Box::new(move |way, same_trial| self.take(way, same_trial)),
            open: self.board.open,
        })
    }
}

/// Which sheet of a workbook the table is.
fn sheet_choice(board: PasteBoard) -> Vec<Element> {
    if !crate::COMPLETE {
        return Vec::new();
    }
    let locale = board.state.document.locale();
    board.sheets.with(|sheets| {
        if sheets.len() < 2 {
            return Vec::new();
        }
        let present = board.text.get_untracked();
        let options = sheets.iter().enumerate().map(|(nth, sheet)| {
            html("option")
                .attribute("value", &nth.to_string())
                .flag("selected", sheet.text() == present)
                .text(&interface::import::sheet(
                    &sheet.name,
                    sheet.rows.len(),
                    locale,
                ))
        });
        let menu = html("select")
            .class("text-input")
            .on("change", move |event: Event| {
                board.turn_to_sheet(value(&event).parse().unwrap_or(0));
            })
            .children(options);
        vec![labelled("field inline", "Sheet", menu)]
    })
}

/// What the table was taken for.
fn recognised(board: PasteBoard, reading: Memo<Read>) -> Vec<Element> {
    let state = board.state;
    let summary = move || {
        reading.with(|reading| {
            let reading = &reading.0;
            interface::paste_preview(&reading.review, reading.problems.len(), state.document.locale())
        })
    };
    let columns = html("div")
        .class("table-scroll")
        .attribute("tabindex", "0")
        .attribute("role", "group")
        .label("Columns of the table")
        .child(
            html("table")
                .class("preview")
                .parts(move || reading.with(|reading| columns_table(board, &reading.0))),
        );
    let found = move || {
        reading.with(|reading| {
            let problems = reading.0.problems.iter().take(MOST_PROBLEMS);
            problems
                .map(|problem| problem_item(problem, html("div").class("plain"), state))
                .collect()
        })
    };
    let mut parts = vec![
        html("h3").text("What it was taken for"),
        html("p").attribute("role", "status").text_from(summary),
        labels(board, reading),
        columns,
        html("ul").class("problems").parts(found),
    ];
    if crate::COMPLETE {
        parts.insert(1, recalled(board, reading));
    }
    parts
}

/// What the two sides are called, and what stands before decimals.
fn labels(board: PasteBoard, reading: Memo<Read>) -> Element {
    let label =
        move |name: &str, get: fn(&Review) -> &String, set: fn(&mut read::Choices, String)| {
            let input = html("input")
                .class("text-input")
                .attribute("maxlength", "80")
                .value_from(move || reading.with(|reading| get(&reading.0.review).clone()))
                .on("change", move |event: Event| {
                    board.choices.update(|choices| set(choices, value(&event)));
                });
            labelled("field inline", name, input)
        };
    let option = move |name: &str, words: &str, decimal: Decimal| {
        html("option")
            .attribute("value", name)
            .state_while("selected", move || {
                reading.with(|reading| reading.0.decimal == decimal)
            })
            .text(words)
    };
    let decimals = html("select")
        .class("text-input")
        .on("change", move |event: Event| {
            let decimal = match value(&event).as_str() {
                "comma" => Decimal::Comma,
                _ => Decimal::Point,
            };
            board
                .choices
                .update(|choices| choices.decimal = Some(decimal));
        })
        .child(option("point", "1.5", Decimal::Point))
        .child(option("comma", "1,5", Decimal::Comma));
    html("div")
        .class("file-row")
        .child(label(
            "Treatment",
            |review| &review.experimental_label,
            |choices, label| choices.experimental_label = Some(label),
        ))
        .child(label(
            "Compared with",
            |review| &review.control_label,
            |choices, label| choices.control_label = Some(label),
        ))
        .child(labelled("field inline", "Decimals", decimals))
}

fn columns_table(board: PasteBoard, reading: &Arc<Reading>) -> Vec<Element> {
    let groups = groups(
        &reading.columns,
        &reading.review.experimental_label,
        &reading.review.control_label,
    );
    let heads = reading.columns.iter().map(|column| {
        let head = html("th")
            .attribute("scope", "col")
            .attribute("title", &column.head)
            .text(&column.head);
        if column.meaning == Meaning::Ignored {
            head.class("unused")
        } else {
            head
        }
    });
    let meanings = reading
        .columns
        .iter()
        .map(|column| meaning_cell(board, column, reading, &groups));
    let columns = reading.columns.len();
    let rows = reading.preview.iter().map(|row| {
        let cells = row.cells.iter().take(columns);
        html("tr").children(cells.map(|cell| html("td").text(cell)))
    });
    vec![
        html("thead")
            .child(html("tr").children(heads))
            .child(html("tr").children(meanings)),
        html("tbody").children(rows),
    ]
}

/// What one column was taken for, to be changed.
fn meaning_cell(
    board: PasteBoard,
    column: &Column,
    reading: &Arc<Reading>,
    groups: &[Group],
) -> Element {
    let mut flat: Vec<Meaning> = Vec::new();
    let mut menu = html("select").label(&format!("What column {} holds", column.head));
    let mut unknown = true;
    let mut offered = Vec::new();
    for group in groups {
        let mut options = html("optgroup").attribute("label", &group.heading);
        for (meaning, name) in &group.meanings {
            let chosen = *meaning == column.meaning;
            unknown &= !chosen;
            options = options.child(
                html("option")
                    .attribute("value", &flat.len().to_string())
                    .flag("selected", chosen)
                    .text(name),
            );
            flat.push(meaning.clone());
        }
        offered.push(options);
    }
    if unknown {
        menu = menu.child(html("option").flag("selected", true).text("?"));
    }
    let (reading, index) = (Arc::clone(reading), column.index);
    let menu = menu.children(offered).on("change", move |event: Event| {
        let place = value(&event).parse::<usize>().ok();
        if let Some(meaning) = place.and_then(|place| flat.get(place)) {
            let choices = board.choices.get_untracked();
            board
                .choices
                .set(choices.with_meaning(&reading, index, meaning.clone()));
        }
    });
    let cell = html("th").child(menu);
    if matches!(column.why, Why::Guess | Why::Unknown) {
        cell.class("doubtful")
    } else {
        cell
    }
}

fn labelled(class: &str, words: &str, field: Element) -> Element {
    html("label")
        .class(class)
        .child(html("span").text(words))
        .child(field)
}

/// A review from a table has no name of its own but that of its file.
fn titled(mut review: Review, title: &str) -> Review {
    if review.title.is_empty() {
        title.clone_into(&mut review.title);
    }
    review
}
