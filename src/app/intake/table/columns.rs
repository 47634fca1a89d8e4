//! The table as it stands: its first columns and rows, each column with what it holds.

use std::collections::{BTreeMap, BTreeSet};

use leptos::prelude::*;

use super::chip::ColumnChip;
use super::understood::{Understood, is_guess};
use crate::app::widgets::side_mark;
use crate::data::Role;
use crate::read::{Column, Layout, Meaning, Reading};
use crate::wording::interface::table as words;

/// Columns shown as they stand; the others are seen by outcome.
pub const MOST_COLUMNS: usize = 40;

/// The first columns and rows of a table. Over each column stands what it was taken for, to be changed.
#[component]
pub fn ColumnsTable(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let more = move || {
        let columns = table.reading.with(|reading| reading.columns.len());
        let more = columns.saturating_sub(MOST_COLUMNS);
        (more > 0).then(|| words::more_columns(more, table.locale.get()))
    };
    view! {
        <table class="preview own">
            {move || table.reading.with(|reading| content(table, reading))}
        </table>
        <p class="more" hidden=move || more().is_none()>{more}</p>
    }
}

fn content(table: Understood, reading: &Reading) -> impl IntoView + use<> {
    let shown = || reading.columns.iter().take(MOST_COLUMNS);
    let heads = shown()
        .map(|column| {
            let whose = words::whose(column, reading);
            let text = words::chip(column, reading);
            view! { <ColumnHead table column=column.clone() text whose/> }
        })
        .collect_view();
    let last = reading.preview.last().map_or(0, |row| row.line);
    let out: BTreeSet<usize> = reading
        .left_out
        .iter()
        .flat_map(|left| left.lines.iter().copied())
        .filter(|line| *line <= last)
        .collect();
    let sides = sides(reading);
    let trial = column_of(reading, &Meaning::Trial);
    let arm = column_of(reading, &Meaning::Arm);
    // A heavier line parts the trials where each has several rows.
    let several = reading.layout != Layout::RowPerTrial;
    let mut trial_before = "";
    let rows = reading
        .preview
        .iter()
        .map(|row| {
            let name = trial.and_then(|trial| row.cells.get(trial));
            let name = name.map_or("", String::as_str);
            let starts = several && !name.is_empty() && name != trial_before;
            if starts {
                trial_before = name;
            }
            let cells = shown()
                .map(|column| {
                    let cell = row.cells.get(column.index).cloned().unwrap_or_default();
                    let side = (arm == Some(column.index))
                        .then(|| side_mark(sides.get(&cell.to_lowercase()).copied()));
                    view! {
                        <td class=cell_class(column)>
                            {side}
                            <span>{cell}</span>
                        </td>
                    }
                })
                .collect_view();
            view! {
                <tr class:out=out.contains(&row.line) class:starts=starts>
                    <th scope="row" class="n">
                        {row.line}
                    </th>
                    {cells}
                </tr>
            }
        })
        .collect_view();
    view! {
        <thead>
            <tr>
                <td class="n"></td>
                {heads}
            </tr>
        </thead>
        <tbody>{rows}</tbody>
    }
}

fn column_of(reading: &Reading, meaning: &Meaning) -> Option<usize> {
    let mut columns = reading.columns.iter();
    let column = columns.find(|column| column.meaning == *meaning)?;
    Some(column.index)
}

/// The sides of the arms, by their names in small letters.
fn sides(reading: &Reading) -> BTreeMap<String, Role> {
    let arms = reading.comparison.iter().flat_map(|it| &it.arms);
    arms.map(|arm| (arm.label.to_lowercase(), arm.role))
        .collect()
}

fn cell_class(column: &Column) -> &'static str {
    match column.meaning {
        Meaning::Number { .. } | Meaning::Effect { .. } => "number",
        Meaning::Ignored | Meaning::Covariate => "unused",
        Meaning::Trial => "frozen",
        Meaning::Year
        | Meaning::Randomized
        | Meaning::Outcome
        | Meaning::Arm
        | Meaning::ArmName(_)
        | Meaning::CountType
        | Meaning::Role
        | Meaning::TimePoint
        | Meaning::Source
        | Meaning::Note
        | Meaning::Design(_)
        | Meaning::Events(_)
        | Meaning::EventsOf { .. }
        | Meaning::Kind => "",
    }
}

/// The head of one column, with what the column was taken for.
#[component]
fn ColumnHead(
    /// The table.
    table: Understood,
    /// The column.
    column: Column,
    /// What it holds.
    text: String,
    /// Of which outcome and arm its numbers are.
    whose: String,
) -> impl IntoView {
    let doubtful = is_guess(&column);
    let class = format!(
        "{}{}",
        cell_class(&column),
        if doubtful { " doubtful" } else { "" }
    );
    view! {
        <th scope="col" class=class>
            <span class="head" title=column.head.clone()>
                {column.head.clone()}
            </span>
            <ColumnChip table column text/>
            <small>{whose}</small>
        </th>
    }
}
