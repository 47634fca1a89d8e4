//! The first rows of a table, with what each column holds.

use leptos::prelude::*;

use super::choices::TableChoices;
use super::meanings::{MeaningGroup, groups};
use crate::app::state::Shared;
use crate::read::{Column, Meaning, Reading, Why};

/// The first rows of a table. Over each column stands what it was taken for, to be changed.
#[component]
pub fn ColumnsTable(
    /// The table.
    table: TableChoices,
) -> impl IntoView {
    view! {
        <table class="preview">{move || columns(table, &table.reading.get())}</table>
    }
}

fn columns(table: TableChoices, reading: &Reading) -> impl IntoView + use<> {
    let groups = Shared::new(groups(
        &reading.columns,
        &reading.review.experimental_label,
        &reading.review.control_label,
    ));
    let heads = reading
        .columns
        .iter()
        .map(|column| {
            let unused = column.meaning == Meaning::Ignored;
            view! {
                <th scope="col" title=column.head.clone() class=unused.then_some("unused")>
                    {column.head.clone()}
                </th>
            }
        })
        .collect_view();
    let meanings = reading
        .columns
        .iter()
        .map(|column| {
            view! { <ColumnMeaning table=table column=column.clone() groups=groups.clone()/> }
        })
        .collect_view();
    let rows = reading
        .preview
        .iter()
        .map(|row| {
            let cells = row.cells.iter().take(reading.columns.len());
            let cells = cells
                .map(|cell| view! { <td>{cell.clone()}</td> })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <thead>
            <tr>{heads}</tr>
            <tr>{meanings}</tr>
        </thead>
        <tbody>{rows}</tbody>
    }
}

/// What one column was taken for, to be changed.
#[component]
fn ColumnMeaning(
    /// The table.
    table: TableChoices,
    /// The column.
    column: Column,
    /// Everything that it can be taken for.
    groups: Shared<Vec<MeaningGroup>>,
) -> impl IntoView {
    let all = || groups.iter().flat_map(|group| &group.meanings);
    let unknown = all().all(|(meaning, _)| *meaning != column.meaning);
    let mut place = 0;
    let mut offered = Vec::new();
    for group in groups.iter() {
        let mut options = Vec::new();
        for (meaning, name) in &group.meanings {
            options.push(view! {
                <option value=place.to_string() prop:selected=*meaning == column.meaning>
                    {name.clone()}
                </option>
            });
            place += 1;
        }
        offered.push(view! { <optgroup label=group.heading.clone()>{options}</optgroup> });
    }
    let doubtful = matches!(column.why, Why::Guess | Why::Unknown);
    let label = format!("What column {} holds", column.head);
    let choose = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        let mut meanings = groups.iter().flat_map(|group| &group.meanings);
        if let Some((meaning, _)) = place.and_then(|place| meanings.nth(place)) {
            table.decide_meaning(column.index, meaning.clone());
        }
    };
    view! {
        <th class=doubtful.then_some("doubtful")>
            <select aria-label=label on:change=choose>
                {unknown.then(|| view! { <option prop:selected=true>"?"</option> })}
                {offered}
            </select>
        </th>
    }
}
