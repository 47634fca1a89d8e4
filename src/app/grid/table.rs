//! The grid itself: the box that scrolls, the table in it, and the editor over the table.

use leptos::ev::{ClipboardEvent, FocusEvent, KeyboardEvent, MouseEvent};
use leptos::prelude::*;
use leptos_use_resize_observer::use_resize_observer;

use super::editor::CellEditor;
use super::grid_view::{GridView, HEAD_ROWS, cell_id, css_pixels};
use super::head::GridHead;
use super::rows::GridRows;
use super::visible_range::{column_width, total_width};
use super::{clipboard, keyboard, mouse};
use crate::wording::translate;

/// The part of the table that is seen, and the editor over it.
#[component]
pub fn GridTable(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    follow_size(grid);
    Effect::new(move |_| grid.reveal(grid.cells().revealed.get()));
    // It runs again once the table stands in the page.
    Effect::new(move |_| {
        if grid.table.get().is_some() && grid.cells().takes_focus() {
            grid.focus();
        }
    });
    let cells = grid.cells();
    let active_id = move || {
        let current = cells.selection.get().current();
        grid.visible
            .with(|visible| visible.contains(current.row, current.column))
            .then(|| cell_id(current))
    };
    view! {
        <div
            class="grid"
            class:blank=move || grid.trials.get() == 0
            node_ref=grid.scroller
            on:scroll=move |_| grid.measure()
            on:mousedown=move |event: MouseEvent| mouse::press(grid, &event)
            on:mouseover=move |event: MouseEvent| mouse::drag(grid, &event)
            on:dblclick=move |event: MouseEvent| mouse::double_click(grid, &event)
            on:copy=move |event: ClipboardEvent| {
                clipboard::copy(grid, &event);
            }
            on:cut=move |event: ClipboardEvent| clipboard::cut(grid, &event)
            on:paste=move |event: ClipboardEvent| clipboard::paste(grid, &event)
        >
            <table
                node_ref=grid.table
                role="grid"
                tabindex="0"
                aria-label=translate("Trials and what they reported")
                aria-describedby="grid-keys"
                aria-multiselectable="true"
                aria-rowcount=move || (grid.trials.get() + HEAD_ROWS + 1).to_string()
                aria-colcount=move || cells.columns.with(|columns| columns.len()).to_string()
                aria-activedescendant=active_id
                style:width=move || {
                    let width = cells.columns.with(|columns| total_width(behind_names(columns)));
                    format!("calc(var(--names) + {width}px)")
                }
                on:keydown=move |event: KeyboardEvent| keyboard::press(grid, &event)
                on:focus=move |event: FocusEvent| keyboard::enter(grid, &event)
            >
                <ColumnWidths grid=grid/>
                <GridHead grid=grid/>
                <GridRows grid=grid/>
            </table>
            <CellEditor grid=grid/>
        </div>
    }
}

/// Measures the grid once it stands in the page, and whenever the table or its box has another size.
fn follow_size(grid: GridView) {
    let columns = grid.cells().columns;
    let width = Memo::new(move |_| columns.with(|columns| total_width(columns)));
    // Not with each keystroke: to say where it stands, the browser lays the page out.
    Effect::new(move |_| {
        grid.trials.track();
        width.track();
        grid.measure();
    });
    let _ = use_resize_observer(grid.scroller, move |_, _| grid.measure());
}

/// The columns but for the first.
fn behind_names<T>(columns: &[T]) -> &[T] {
    columns.get(1..).unwrap_or_default()
}

/// How wide the columns are, also those that are not in the page.
#[component]
fn ColumnWidths(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let columns = move || {
        let shown = grid.visible_columns.get();
        let shown = behind_names(&shown);
        let first = shown.first().map_or(1, |(place, _)| *place);
        let widths = std::iter::once(grid.width_of(1..first))
            .chain(shown.iter().map(|(_, column)| column_width(*column)));
        widths
            .map(|width| view! { <col style:width=css_pixels(width)/> })
            .collect_view()
    };
    view! {
        <colgroup>
            <col class="names"/>
            {columns}
            <col/>
        </colgroup>
    }
}
