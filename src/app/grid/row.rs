//! A row of the grid: a slot that shows another trial when one scrolls.

use std::sync::Arc;

use web_sys::HtmlElement;

use super::head::gap;
use super::marks::{Mark, Marks, TrialMarks};
use super::sheet::{HEAD_ROWS, Position, Sheet, cell_id};
use crate::app::element::{Element, follow, html};
use crate::data::{Severity, Trial};
use crate::project::{Column, Standing};
use crate::wording::interface;

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
pub(super) fn row(sheet: Sheet, slot: usize, marks: Memo<Arc<Marks>>) -> Element {
    let number = Memo::new(move |_| sheet.sight.with(|sight| sight.row_in(slot)));
    let trial = Memo::new(move |_| Shown(sheet.trial(number.get())));
    // What of the selection lies in this row: its columns, the active one, and the one to which it was drawn.
    let selected = Memo::new(move |_| {
        let selection = sheet.selection.get();
        let row = number.get();
        let area = selection.area();
        let columns = area.rows.contains(&row).then_some(area.columns);
        let of_row = |at: Position| (at.row == row).then_some(at.column);
        (columns, of_row(selection.active), of_row(selection.end))
    });
    let marked = Memo::new(move |_| {
        let trial = trial.get().0?;
        marks.with(|marks| marks.of_trial(trial.id).cloned())
    });
    let hidden_trial = move || {
        trial.get().0.is_some_and(|trial| {
            sheet
                .state
                .document.project
                .with(|project| project.settings.hidden.contains(&trial.id))
        })
    };
    let row = html("tr")
        .attribute("role", "row")
        .attribute_from("aria-rowindex", move || {
            Some((number.get() + HEAD_ROWS + 1).to_string())
        })
        .flag_while("hidden", move || number.get() > sheet.trials())
        .class_while("left-out", hidden_trial)
        .class_while("new-trial", move || trial.get().0.is_none());
    let mut cells = Cells::new(&row);
    follow(move || {
        let trial = trial.get().0;
        let (columns, active, end) = selected.get();
        let marked = marked.get();
        let in_sight = sheet.columns_in_sight.get();
        let mut outcome = None;
        for (slot, (index, column)) in in_sight.iter().enumerate() {
            let starts = column.outcome() != outcome;
            outcome = column.outcome();
            let selected = columns
                .as_ref()
                .is_some_and(|columns| columns.contains(index));
            let at = Position {
                row: number.get(),
                column: *index,
            };
            let standing_in = Place {
                at,
                selected,
                active: active == Some(*index),
                id: (end == Some(*index)).then(|| cell_id(at)),
                starts,
            };
            cells.show(
                slot,
                look(*column, trial.as_deref(), marked.as_ref(), &standing_in),
            );
        }
        cells.end(in_sight.len());
    });
    row
}

/// What a cell shows.
#[derive(Clone, Default, PartialEq, Eq)]
struct Look {
    column: usize,
    /// The number of the row, beside the name.
    row: Option<usize>,
    id: Option<String>,
    text: String,
    class: String,
    title: Option<String>,
    not_reported: bool,
    selected: bool,
    invalid: bool,
}

fn look(column: Column, trial: Option<&Trial>, marked: Option<&TrialMarks>, place: &Place) -> Look {
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
        column: place.at.column,
        row: (column == Column::Name && trial.is_some()).then_some(place.at.row + 1),
        id: place.id.clone(),
        text,
        class: cell_class(column, standing, mark.map(|mark| mark.severity), place),
        title: mark
            .map(|mark| mark.sentence.clone())
            .or_else(|| trial.and_then(|trial| said_of(column, trial))),
        not_reported: standing == Standing::NotReported,
        selected: place.selected,
        invalid: mark.is_some(),
    }
}

/// Where the number of a cell was read.
fn said_of(column: Column, trial: &Trial) -> Option<String> {
    if !crate::COMPLETE {
        return None;
    }
    let record = trial.records.get(&column.outcome()?)?;
    interface::provenance(record)
}

/// The cells of a row. They stay in the page while the row shows other trials: only what differs is written, so that one
/// scrolls and types without a pause.
struct Cells {
    row: Element,
    /// Stand for the columns before and behind those in the page.
    gaps: [Element; 2],
    shown: Vec<(Element, Look)>,
}

impl Cells {
    fn new(row: &Element) -> Self {
        let gaps = [gap(), gap()];
        for gap in &gaps {
            let _ = row.node().append_child(gap.node());
        }
        Self {
            row: row.clone(),
            gaps,
            shown: Vec::new(),
        }
    }

    /// Makes the cell of a column look as it should.
    fn show(&mut self, slot: usize, next: Look) {
        if self.shown.len() == slot {
            self.shown.push((self.new_cell(slot), Look::default()));
        }
        let Some((cell, before)) = self.shown.get_mut(slot) else {
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
        if before.column != next.column || slot == 0 {
            let _ = node.set_attribute("aria-colindex", &(next.column + 1).to_string());
        }
        let number = |look: &Look| look.row.map(|row| row.to_string());
        let flag = |holds: bool, value: &str| holds.then(|| value.to_owned());
        for (name, of) in [
            ("id", &|look: &Look| look.id.clone()),
            ("title", &|look: &Look| look.title.clone()),
            ("data-n", &number),
            ("aria-label", &|look: &Look| {
                flag(look.not_reported, "not reported")
            }),
            ("aria-selected", &|look: &Look| flag(look.selected, "true")),
            ("aria-invalid", &|look: &Look| flag(look.invalid, "true")),
        ] as [(&str, &dyn Fn(&Look) -> Option<String>); 6]
        {
            let after = of(&next);
            if of(before) != after {
                let _ = match &after {
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

    fn new_cell(&self, slot: usize) -> Element {
        let (role, before) = if slot == 0 {
            ("rowheader", &self.gaps[0])
        } else {
            ("gridcell", &self.gaps[1])
        };
        let cell = html("td").attribute("role", role);
        let _ = self
            .row
            .node()
            .insert_before(cell.node(), Some(before.node()));
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
struct Place {
    at: Position,
    selected: bool,
    active: bool,
    /// Named for the one cell to which the selection was drawn.
    id: Option<String>,
    starts: bool,
}

fn cell_class(column: Column, standing: Standing, mark: Option<Severity>, place: &Place) -> String {
    let state = match (mark, standing) {
        (Some(Severity::Warning), _) => "doubtful",
        (Some(_), _) | (None, Standing::Unreadable) => "bad",
        (None, Standing::Zero) => "zero",
        (None, Standing::NotReported) if column.outcome().is_some() => "not-reported",
        (None, Standing::NoSuchArm) => "absent",
        _ => "",
    };
    let mut classes = String::from(state);
    for (holds, class) in [
        (column == Column::Name, " frozen"),
        (column.holds_words(), " words"),
        (place.starts, " group-start"),
        (place.selected, " selected"),
        (place.active, " active"),
    ] {
        if holds {
            classes.push_str(class);
        }
    }
    classes
}
