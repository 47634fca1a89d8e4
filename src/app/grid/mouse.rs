//! The mouse and touches in the grid.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Element, EventTarget, MouseEvent};

use super::grid_view::{GridView, HEAD_ROWS};
use crate::app::state::Position;
use crate::project::Area;

/// As wide as the number of the row, which stands before the name.
const ROW_NUMBER_WIDTH: i32 = 32;
/// The left button alone, among the buttons that are held.
const LEFT_BUTTON: u16 = 1;

/// What something in the table stands for.
enum Pressed {
    /// A cell.
    Cell(Position),
    /// A head, with all cells under it.
    Head(Area),
}

fn pressed(grid: GridView, target: Option<EventTarget>) -> Option<Pressed> {
    let closest = |from: &Element, selector: &str| from.closest(selector).ok().flatten();
    let number = |of: &Element, name: &str| of.get_attribute(name)?.parse::<usize>().ok();
    let target: Element = target?.dyn_into().ok()?;
    let cell = closest(&target, "[aria-colindex]")?;
    let row = number(&closest(&cell, "[aria-rowindex]")?, "aria-rowindex")?.checked_sub(1)?;
    let column = number(&cell, "aria-colindex")?.checked_sub(1)?;
    Some(match row.checked_sub(HEAD_ROWS) {
        Some(row) => Pressed::Cell(Position { row, column }),
        None => Pressed::Head(Area {
            rows: 0..grid.trials.get_untracked(),
            columns: column..column + number(&cell, "colspan").unwrap_or(1),
        }),
    })
}

/// The cell that something in the table is in.
fn position_of(grid: GridView, target: Option<EventTarget>) -> Option<Position> {
    match pressed(grid, target)? {
        Pressed::Cell(position) => Some(position),
        Pressed::Head(_) => None,
    }
}

/// Makes the pressed cell the active one; a head selects the columns under it, the number of a row the row.
pub fn press(grid: GridView, event: &MouseEvent) {
    let Some(pressed) = pressed(grid, event.target()) else {
        return;
    };
    event.prevent_default();
    match pressed {
        Pressed::Cell(position) => press_cell(grid, event, position),
        Pressed::Head(area) => press_head(grid, event.shift_key(), area),
    }
}

fn press_cell(grid: GridView, event: &MouseEvent, position: Position) {
    let cells = grid.cells();
    let shift = event.shift_key();
    let again = cells.selection.get_untracked().active == position;
    let was_typing = cells.is_editing();
    cells.leave(true);
    cells.activate(position, shift);
    if position.column == 0 && event.offset_x() < ROW_NUMBER_WIDTH {
        cells.select_whole(true, false);
    }
    grid.focus();
    // Without a keyboard a second touch is the way in.
    if again && !was_typing && !shift && is_touch_screen() {
        cells.edit(true);
    }
}

/// Selects the columns under a head; with `extend`, those between them and the selected ones too.
fn press_head(grid: GridView, extend: bool, mut area: Area) {
    let cells = grid.cells();
    cells.leave(true);
    if extend {
        let before = cells.selection.get_untracked().area().columns;
        let start = area.columns.start.min(before.start);
        area.columns = start..area.columns.end.max(before.end);
    }
    cells.select(&area);
    grid.focus();
}

/// Draws the selection while the button is held.
pub fn drag(grid: GridView, event: &MouseEvent) {
    let cells = grid.cells();
    if event.buttons() == LEFT_BUTTON
        && !cells.is_editing()
        && let Some(position) = position_of(grid, event.target())
        && cells.selection.get_untracked().end != position
    {
        cells.activate(position, true);
    }
}

/// Types into the cell.
pub fn double_click(grid: GridView, event: &MouseEvent) {
    if position_of(grid, event.target()).is_some() {
        grid.cells().edit(true);
    }
}

fn is_touch_screen() -> bool {
    window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}
