//! The body of the grid: a fixed number of rows, and room for those that are not in the page.

use leptos::html;
use leptos::prelude::*;

use super::grid_view::{GridView, css_pixels};
use super::row::GridRow;
use super::visible_range::{ROW_HEIGHT, SLOTS, slot_of};

/// The body of the grid.
#[component]
pub fn GridRows(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let rows: [NodeRef<html::Tr>; SLOTS] = std::array::from_fn(|_| NodeRef::new());
    let (above, below) = (NodeRef::new(), NodeRef::new());
    keep_in_order(grid, rows, [above, below]);
    let first_row = Memo::new(move |_| grid.visible.with(|visible| visible.first_row));
    let slots = rows.into_iter().enumerate();
    let slots = slots.map(|(slot, row)| view! { <GridRow grid=grid slot_index=slot row=row/> });
    view! {
        <tbody role="rowgroup">
            <Spacer rows=first_row node=above/>
            {slots.collect_view()}
            <Spacer
                rows=Memo::new(move |_| {
                    (grid.trials.get() + 1).saturating_sub(first_row.get() + SLOTS)
                })
                node=below
            />
        </tbody>
    }
}

/// Stands for rows that are not in the page, as high as they are.
#[component]
fn Spacer(
    /// How many rows.
    rows: Memo<usize>,
    /// Its row of the table.
    node: NodeRef<html::Tr>,
) -> impl IntoView {
    view! {
        <tr class="spacer" role="presentation" node_ref=node>
            <td role="presentation" style:height=move || css_pixels(rows.get() * ROW_HEIGHT)></td>
        </tr>
    }
}

/// Moves the rows that come into the page to their end of the table; the others stay where they are.
fn keep_in_order(
    grid: GridView,
    rows: [NodeRef<html::Tr>; SLOTS],
    spacers: [NodeRef<html::Tr>; 2],
) {
    let [_, below] = spacers;
    let put_before = move |row: usize, next: NodeRef<html::Tr>| {
        let row = rows.get(slot_of(row)).and_then(|row| row.get_untracked());
        if let (Some(row), Some(next)) = (row, next.get_untracked()) {
            let _ = next.before_with_node_1(&row);
        }
    };
    Effect::new(move |before: Option<usize>| {
        let before = before.unwrap_or(0);
        let first = grid.visible.with(|visible| visible.first_row);
        if first > before {
            for passed in before.max(first.saturating_sub(SLOTS))..first {
                put_before(passed + SLOTS, below);
            }
        } else {
            let mut next = slot_of(before);
            for row in (first..before.min(first + SLOTS)).rev() {
                if let Some(next) = rows.get(next) {
                    put_before(row, *next);
                }
                next = slot_of(row);
            }
        }
        first
    });
}
