//! A row of the grid: a slot that shows another trial when one scrolls.

use std::sync::Arc;

use web_sys::HtmlElement;

use super::marks::{Mark, Marks, TrialMarks};
use super::sheet::{Sheet, cell_id};
use crate::app::element::{Element, follow, html};
use crate::app::state::Derived;
use crate::data::{Severity, Trial};
use crate::project::{Column, Standing};

/// A trial's pointer: rows are drawn again only when it changes.
#[derive(Clone)]
struct Shown(Option<Arc<Trial>>);

impl PartialEq for Shown {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (None, None) => true,
            _ => false,
        }
    }
}

/// The row in one slot.
pub(super) fn row(sheet: Sheet, place: usize, marks: Derived<Arc<Marks>>) -> Element {
    let number = move || sheet.first.get() + place;
    let trial = Derived::new(move || Shown(sheet.trial(number())));
    // What of the selection lies in this row: its columns, and the active one.
    let selected = Derived::new(move || {
        let selection = sheet.selection.get();
        let row = number();
        let area = selection.area();
        let columns = area.rows.contains(&row).then_some(area.columns);
        let active = (selection.active.row == row).then_some(selection.active.column);
        (columns, active)
    });
    let marked = Derived::new(move || {
        let trial = trial.get().0?;
        marks.with(|marks| marks.of_trial(trial.id).cloned())
    });
    let hidden_trial = move || {
        trial.get().0.is_some_and(|trial| {
            sheet
                .session
                .project
                .with(|project| project.0.settings.hidden.contains(&trial.id))
        })
    };
    let row = html("tr")
        .attribute("role", "row")
        .attribute_from("aria-rowindex", move || Some((number() + 4).to_string()))
        .flag_while("hidden", move || number() > sheet.trials())
        .class_while("left-out", hidden_trial)
        .class_while("new-trial", move || trial.get().0.is_none());
    let mut cells = Cells {
        row: row.clone(),
        place,
        shown: Vec::new(),
    };
    follow(move || {
        let trial = trial.get().0;
        let (columns, active) = selected.get();
        let marked = marked.get();
        sheet.columns.with(|list| {
            let mut outcome = None;
            for (index, column) in list.iter().enumerate() {
                let starts = column.outcome() != outcome;
                outcome = column.outcome();
                let selected = columns
                    .as_ref()
                    .is_some_and(|columns| columns.contains(&index));
                let standing_in = Place {
                    selected,
                    active: active == Some(index),
                    starts,
                };
                cells.show(
                    index,
                    look(*column, trial.as_deref(), marked.as_ref(), standing_in),
                );
            }
            cells.end(list.len());
        });
    });
    row
}

/// What a cell shows.
#[derive(Clone, Default, PartialEq, Eq)]
struct Look {
    text: String,
    class: String,
    title: Option<String>,
    not_reported: bool,
    selected: bool,
    invalid: bool,
}

fn look(column: Column, trial: Option<&Trial>, marked: Option<&TrialMarks>, place: Place) -> Look {
    let mark: Option<&Mark> =
        trial.and_then(|trial| marked?.at(column.outcome(), column.cell(trial)));
    let (text, standing) = match trial {
        Some(trial) => {
            let (text, standing) = column.content(trial);
            (shown(text, standing), standing)
        }
        None if column == Column::Name => (String::from("New trial"), Standing::NoSuchArm),
        None => (String::new(), Standing::NoSuchArm),
    };
    Look {
        text,
        class: cell_class(column, standing, mark.map(|mark| mark.severity), place),
        title: mark.map(|mark| mark.sentence.clone()),
        not_reported: standing == Standing::NotReported,
        selected: place.selected,
        invalid: mark.is_some(),
    }
}

/// The cells of a row. They stay in the page while the row shows other trials: only what differs is written, so that one
/// scrolls and types without a pause.
struct Cells {
    row: Element,
    place: usize,
    shown: Vec<(Element, Look)>,
}

impl Cells {
    /// Makes the cell of a column look as it should.
    fn show(&mut self, index: usize, next: Look) {
        if self.shown.len() == index {
            self.shown.push((self.new_cell(index), Look::default()));
        }
        let Some((cell, before)) = self.shown.get_mut(index) else {
            return;
        };
        if *before == next {
            return;
        }
        let node = cell.node();
        if before.text != next.text {
            node.set_text_content(Some(&next.text));
        }
        if before.class != next.class {
            node.set_class_name(&next.class);
        }
        for (name, before, next) in [
            ("title", before.title.as_deref(), next.title.as_deref()),
            (
                "aria-label",
                before.not_reported.then_some("not reported"),
                next.not_reported.then_some("not reported"),
            ),
            (
                "aria-selected",
                before.selected.then_some("true"),
                next.selected.then_some("true"),
            ),
            (
                "aria-invalid",
                before.invalid.then_some("true"),
                next.invalid.then_some("true"),
            ),
        ] {
            if before != next {
                let _ = match next {
                    Some(value) => node.set_attribute(name, value),
                    None => node.remove_attribute(name),
                };
            }
        }
        *before = next;
    }

    /// Takes away the cells from a column on.
    fn end(&mut self, columns: usize) {
        for (cell, _) in self.shown.drain(columns.min(self.shown.len())..) {
            cell.known_as::<HtmlElement>().remove();
        }
    }

    fn new_cell(&self, index: usize) -> Element {
        let role = if index == 0 { "rowheader" } else { "gridcell" };
        let cell = html("td")
            .attribute("id", &cell_id(self.place, index))
            .attribute("role", role)
            .attribute("aria-colindex", &(index + 1).to_string())
            .attribute("data-row", &self.place.to_string())
            .attribute("data-column", &index.to_string());
        let _ = self.row.node().append_child(cell.node());
        cell
    }
}

fn shown(text: &str, standing: Standing) -> String {
    match standing {
        Standing::NotReported if text.is_empty() => String::from("·"),
        _ => text.to_owned(),
    }
}

/// Where a cell stands in the selection and in its group.
#[derive(Clone, Copy)]
struct Place {
    selected: bool,
    active: bool,
    starts: bool,
}

fn cell_class(column: Column, standing: Standing, mark: Option<Severity>, place: Place) -> String {
    let mut classes = Vec::with_capacity(5);
    classes.extend((column == Column::Name).then_some("frozen"));
    classes.extend(column.holds_words().then_some("words"));
    classes.extend(place.starts.then_some("group-start"));
    classes.extend(place.selected.then_some("selected"));
    classes.extend(place.active.then_some("active"));
    classes.extend(match (mark, standing) {
        (Some(Severity::Warning), _) => Some("doubtful"),
        (Some(_), _) | (None, Standing::Unreadable) => Some("bad"),
        (None, Standing::Zero) => Some("zero"),
        (None, Standing::NotReported) if column.outcome().is_some() => Some("not-reported"),
        (None, Standing::NoSuchArm) => Some("absent"),
        _ => None,
    });
    classes.join(" ")
}
