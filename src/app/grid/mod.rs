//! The data as a grid that behaves like a spreadsheet: arrows, Tab, Enter, typing over, F2, Escape, ranges.
//!
//! A fixed number of rows exists in the page, whatever the length of the review: each is a slot that shows another trial
//! when one scrolls. One editor stands over the active cell while it is typed into.

mod column;
mod head;
mod keys;
mod marks;
mod sheet;
mod tools;

use std::sync::Arc;

use leptos::ev;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

use self::column::{Column, Standing};
use self::head::Head;
use self::marks::Marks;
use self::sheet::{Position, ROW_HEIGHT, SLOTS, Sheet, cell_id};
use self::tools::Tools;
use super::paste::PasteBoard;
use super::session::Session;
use super::timing;
use crate::app::dynamic::{dynamic_list, holds, text};
use crate::data::{Problem, Severity, Trial};

/// Which cell a problem should be looked at in; set by the list of problems, followed by the grid.
#[derive(Clone, Copy)]
pub(super) struct GridFocus(Sheet);

impl GridFocus {
    /// Goes to the place of a problem.
    pub(super) fn show(self, problem: &Problem) {
        let sheet = self.0;
        let row = sheet.session.project.with_untracked(|project| {
            let trials = &project.0.review.trials;
            trials
                .iter()
                .position(|trial| Some(trial.id) == problem.place.trial)
        });
        let Some(row) = row else { return };
        let Some(trial) = sheet.trial_untracked(row) else {
            return;
        };
        let column = sheet.columns.with_untracked(|columns| {
            columns.iter().position(|column| {
                column.outcome() == problem.place.outcome
                    && (problem.place.cell.is_none() || column.cell(&trial) == problem.place.cell)
            })
        });
        let column = column.unwrap_or(0);
        sheet.activate(Position { row, column }, false);
        sheet.focus();
    }
}

/// The grid with its tools.
#[component]
pub(super) fn DataGrid(#[prop(into)] on_ready: Callback<GridFocus>) -> impl IntoView {
    let session = Session::expect();
    let board = PasteBoard::expect();
    let sheet = Sheet::new(session);
    on_ready.run(GridFocus(sheet));
    let marks = Memo::new(move |_| Arc::new(Marks::of(&session.problems.get(), session.locale())));

    let above = move || format!("{}px", sheet.first.get() as f64 * ROW_HEIGHT);
    let below = move || {
        let after = (sheet.trials() + 1).saturating_sub(sheet.first.get() + SLOTS);
        format!("{}px", after as f64 * ROW_HEIGHT)
    };
    let active_id = move || {
        let active = sheet.selection.get().active;
        let slot = active.row.checked_sub(sheet.first.get());
        slot.filter(|slot| *slot < SLOTS)
            .map(|slot| cell_id(slot, active.column))
    };
    let rows = (0..SLOTS)
        .map(|place| view! { <Row sheet place marks/> })
        .collect_view();

    view! {
        <Tools sheet/>
        <div
            class="grid"
            node_ref=sheet.scroller
            on:scroll=move |_| sheet.scrolled()
            on:mousedown=move |event| press(sheet, &event)
            on:mouseover=move |event| drag(sheet, &event)
            on:dblclick=move |event| {
                if position_of(sheet, event.target()).is_some() {
                    sheet.edit(true);
                }
            }
            on:copy=move |event| keys::copy(sheet, &event)
            on:cut=move |event| {
                keys::copy(sheet, &event);
                if sheet.editing.with_untracked(Option::is_none) {
                    sheet.clear();
                }
            }
            on:paste=move |event| keys::paste(sheet, board, &event)
        >
            <table
                role="grid"
                tabindex="0"
                aria-label="Trials and what they reported"
                aria-describedby="grid-keys"
                aria-multiselectable="true"
                aria-rowcount=text(move || (sheet.trials() + 4).to_string())
                aria-colcount=text(move || sheet.columns.with(|columns| columns.len()).to_string())
                aria-activedescendant=active_id
                node_ref=sheet.table
                on:keydown=move |event| keys::in_grid(sheet, &event)
            >
                <Head sheet/>
                <tbody role="rowgroup">
                    <tr class="spacer" role="presentation"><td role="presentation" style:height=text(above)></td></tr>
                    {rows}
                    <tr class="spacer" role="presentation"><td role="presentation" style:height=text(below)></td></tr>
                </tbody>
            </table>
            <input
                class="cell-editor"
                class:editing=holds(move || sheet.editing.with(Option::is_some))
                class:words=move || sheet.editing.with(|editing| {
                    editing.as_ref().is_some_and(|editing| editing.column.holds_words())
                })
                aria-label="Cell"
                autocomplete="off"
                spellcheck="false"
                tabindex="-1"
                node_ref=sheet.editor
                on:input:target=move |event| {
                    timing::keystroke();
                    sheet.typed(&event.target().value());
                }
                on:keydown=move |event| keys::in_editor(sheet, &event)
                on:blur=move |_| sheet.leave(true)
            />
        </div>
        <p id="grid-keys" class="visually-hidden">
            "Arrow keys move, typing replaces, F2 edits, Escape takes back. Press Escape, then Tab, to leave the grid."
        </p>
    }
}

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

#[component]
fn Row(sheet: Sheet, place: usize, marks: Memo<Arc<Marks>>) -> impl IntoView {
    let row = Memo::new(move |_| sheet.first.get() + place);
    let trial = Memo::new(move |_| Shown(sheet.trial(row.get())));
    let exists = Memo::new(move |_| row.get() <= sheet.trials());
    // What of the selection lies in this row: its columns, and the active one.
    let selected = Memo::new(move |_| {
        let selection = sheet.selection.get();
        let row = row.get();
        let columns = selection.rows().contains(&row).then(|| selection.columns());
        let active = (selection.active.row == row).then_some(selection.active.column);
        (columns, active)
    });
    let marked = Memo::new(move |_| {
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
    let cells = dynamic_list(move || {
        let trial = trial.get().0;
        let (columns, active) = selected.get();
        let marked = marked.get();
        sheet.columns.with(|list| {
            let mut outcome = None;
            list.iter()
                .enumerate()
                .map(|(index, column)| {
                    let starts = column.outcome() != outcome;
                    outcome = column.outcome();
                    let mark = trial.as_ref().and_then(|trial| {
                        marked.as_ref()?.at(column.outcome(), column.cell(trial))
                    });
                    let (text, standing) = match &trial {
                        Some(trial) => {
                            let (text, standing) = column.content(trial);
                            (shown(text, standing), standing)
                        }
                        None if index == 0 => (String::from("New trial"), Standing::NoSuchArm),
                        None => (String::new(), Standing::NoSuchArm),
                    };
                    let standing_in = Place {
                        selected: columns
                            .as_ref()
                            .is_some_and(|columns| columns.contains(&index)),
                        active: active == Some(index),
                        starts,
                    };
                    let class = cell_class(
                        *column,
                        standing,
                        mark.map(|mark| mark.severity),
                        standing_in,
                    );
                    let title = mark.map(|mark| mark.sentence.clone());
                    let label = (standing == Standing::NotReported).then_some("not reported");
                    let role = if index == 0 { "rowheader" } else { "gridcell" };
                    view! {
                        <td
                            id=cell_id(place, index)
                            class=class
                            role=role
                            title=title
                            aria-label=label
                            aria-colindex=index + 1
                            aria-selected=standing_in.selected.to_string()
                            aria-invalid=mark.map(|_| "true")
                            data-row=place
                            data-column=index
                        >
                            {text}
                        </td>
                    }
                    .into_any()
                })
                .collect()
        })
    });
    view! {
        <tr
            role="row"
            aria-rowindex=text(move || (row.get() + 4).to_string())
            hidden=holds(move || !exists.get())
            class:left-out=holds(hidden_trial)
            class:new-trial=holds(move || trial.get().0.is_none())
        >
            {cells}
        </tr>
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

fn position_of(sheet: Sheet, target: Option<web_sys::EventTarget>) -> Option<Position> {
    let cell = target?
        .dyn_into::<web_sys::Element>()
        .ok()?
        .closest("[data-row]")
        .ok()??;
    let number = |name: &str| cell.get_attribute(name)?.parse::<usize>().ok();
    Some(Position {
        row: number("data-row")? + sheet.first.get_untracked(),
        column: number("data-column")?,
    })
}

fn press(sheet: Sheet, event: &ev::MouseEvent) {
    let Some(at) = position_of(sheet, event.target()) else {
        return;
    };
    event.prevent_default();
    let again = sheet.selection.get_untracked().active == at;
    let typing = sheet.editing.with_untracked(Option::is_some);
    sheet.leave(true);
    sheet.activate(at, event.shift_key());
    sheet.focus();
    // Without a keyboard a second touch is the way in.
    if again && !typing && !event.shift_key() && touches() {
        sheet.edit(true);
    }
}

fn drag(sheet: Sheet, event: &ev::MouseEvent) {
    const LEFT_BUTTON: u16 = 1;
    if event.buttons() == LEFT_BUTTON
        && sheet.editing.with_untracked(Option::is_none)
        && let Some(at) = position_of(sheet, event.target())
        && sheet.selection.get_untracked().active != at
    {
        sheet.activate(at, true);
    }
}

fn touches() -> bool {
    window()
        .match_media("(pointer: coarse)")
        .ok()
        .flatten()
        .is_some_and(|list| list.matches())
}
