//! A row of the grid: a slot that shows another trial when one scrolls.
//!
//! Its cells are no views: they stay in the page while the row shows other trials, and only what differs is written, so
//! that one scrolls and types without a pause.

use leptos::html;
use leptos::prelude::*;
use web_sys::Element;

use super::cell::{CellContent, CellPlace, InSelection};
use super::grid_view::{GridView, HEAD_ROWS, cell_id};
use crate::app::state::{Position, Shared};
use crate::data::Trial;

/// The row in one slot.
#[component]
pub fn GridRow(
    /// The grid on the screen.
    grid: GridView,
    /// Which slot.
    slot_index: usize,
    /// Its row of the table.
    row: NodeRef<html::Tr>,
) -> impl IntoView {
    let number = Memo::new(move |_| grid.visible.with(|visible| visible.row_in(slot_index)));
    let trial = Memo::new(move |_| grid.trial(number.get()).map(Shared::from));
    let is_left_out = Memo::new(move |_| {
        trial.get().is_some_and(|trial| {
            let project = grid.state.document.project;
            project.with(|project| project.settings.leaves_out(trial.id))
        })
    });
    write_cells(grid, row, number, trial);
    view! {
        <tr
            role="row"
            node_ref=row
            aria-rowindex=move || (number.get() + HEAD_ROWS + 1).to_string()
            hidden=move || { number.get() > grid.trials.get() }
            class:left-out=move || is_left_out.get()
            class:new-trial=move || trial.with(Option::is_none)
        ></tr>
    }
}

/// Writes what the cells of a row show, whenever that changes.
fn write_cells(
    grid: GridView,
    row: NodeRef<html::Tr>,
    number: Memo<usize>,
    trial: Memo<Option<Shared<Trial>>>,
) {
    // What of the selection lies in this row: its columns, the active one, and the one to which it was drawn.
    let selected = Memo::new(move |_| {
        let selection = grid.cells().selection.get();
        let row = number.get();
        let area = selection.area();
        let columns = area.rows.contains(&row).then_some(area.columns);
        let in_row = |at: Position| (at.row == row).then_some(at.column);
        (
            columns,
            in_row(selection.active),
            in_row(selection.current()),
        )
    });
    let findings = Memo::new(move |_| {
        let trial = trial.get()?.id;
        let by_cell = grid.state.findings.by_cell;
        by_cell.with(|findings| findings.of_trial(trial).cloned())
    });
    let outcomes_without = Memo::new(move |_| {
        let trial = trial.get()?.id;
        let project = grid.state.document.project;
        Some(project.with(|project| project.settings.outcomes_without(trial)))
    });
    Effect::new(move |cells: Option<Option<RowCells>>| {
        let row = row.get()?;
        let mut cells = cells.flatten().unwrap_or_else(|| RowCells::new(&row));
        let trial = trial.get();
        let (columns, active, end) = selected.get();
        let findings = findings.get();
        let row = number.get();
        let without = outcomes_without.get().unwrap_or_default();
        let mut outcome = None;
        let visible_columns = grid.visible_columns.get();
        for (slot, (place, column)) in visible_columns.iter().enumerate() {
            let starts_group = column.outcome() != outcome;
            outcome = column.outcome();
            let position = Position {
                row,
                column: *place,
            };
            let columns = columns.as_ref();
            let place = CellPlace {
                position,
                in_selection: match columns.is_some_and(|columns| columns.contains(place)) {
                    false => InSelection::No,
                    true if active == Some(*place) => InSelection::Active,
                    true => InSelection::Yes,
                },
                id: (end == Some(*place)).then(|| cell_id(position)),
                starts_group,
                is_left_out: outcome.is_some_and(|outcome| without.contains(&outcome)),
            };
            cells.show(
                slot,
                CellContent::of(*column, trial.as_deref(), findings.as_ref(), place),
            );
        }
        cells.truncate(visible_columns.len());
        Some(cells)
    });
}

/// The cells of a row, with what each shows.
struct RowCells {
    row: Element,
    /// Stand for the columns before and behind those in the page.
    gaps: Option<[Element; 2]>,
    shown: Vec<(Element, CellContent)>,
}

impl RowCells {
    fn new(row: &Element) -> Self {
        let gap = || {
            let gap = new_cell("presentation")?;
            gap.set_class_name("gap");
            row.append_child(&gap).ok()?;
            Some(gap)
        };
        Self {
            row: row.clone(),
            gaps: gap().and_then(|first| Some([first, gap()?])),
            shown: Vec::new(),
        }
    }

    /// Makes the cell in a slot show this.
    fn show(&mut self, slot: usize, next: CellContent) {
        if self.shown.len() == slot
            && let Some(cell) = self.add_cell(slot)
        {
            self.shown.push((cell, CellContent::default()));
        }
        if let Some((cell, shown)) = self.shown.get_mut(slot) {
            next.write_over(shown, cell);
            *shown = next;
        }
    }

    /// Takes away the cells from a slot on.
    fn truncate(&mut self, slots: usize) {
        for (cell, _) in self.shown.drain(slots.min(self.shown.len())..) {
            cell.remove();
        }
    }

    fn add_cell(&self, slot: usize) -> Option<Element> {
        let [behind_names, at_end] = self.gaps.as_ref()?;
        let (role, next) = if slot == 0 {
            ("rowheader", behind_names)
        } else {
            ("gridcell", at_end)
        };
        let cell = new_cell(role)?;
        self.row.insert_before(&cell, Some(next)).ok()?;
        Some(cell)
    }
}

fn new_cell(role: &str) -> Option<Element> {
    let cell = document().create_element("td").ok()?;
    cell.set_attribute("role", role).ok()?;
    Some(cell)
}
