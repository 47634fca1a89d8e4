//! What a table is taken for: how much there is, what the sides are called, its columns, what stands out.

use leptos::prelude::*;

use super::choices::TableChoices;
use super::columns::ColumnsTable;
use crate::app::state::State;
use crate::app::widgets::{Button, FindingItem, TextField};
use crate::read::Decimal;
use crate::wording::interface;

/// Findings shown before the table is taken; the rest is shown beside the data afterwards.
const MOST_FINDINGS: usize = 30;

/// Shows what a table is taken for, and lets it be decided otherwise.
#[component]
pub fn TablePreview(
    /// The table.
    table: TableChoices,
) -> impl IntoView {
    let state = State::expect();
    let summary = move || {
        let locale = state.document.locale();
        table.reading.with(|reading| {
            interface::paste_preview(&reading.review, reading.problems.len(), locale)
        })
    };
    let locale = Signal::derive(move || state.document.locale());
    let findings = move || {
        table.reading.with(|reading| {
            let findings = reading.problems.iter().take(MOST_FINDINGS);
            findings
                .map(|finding| view! { <FindingItem finding=finding.clone() locale=locale/> })
                .collect_view()
        })
    };
    view! {
        <h3>"What it was taken for"</h3>
        <p class="offer" hidden=move || !table.is_as_before()>
            <span>{interface::import::RECALLED}</span>
            " "
            <Button
                label=interface::import::READ_AFRESH
                on_press=move |()| table.decide_nothing()
            />
        </p>
        <p role="status">{summary}</p>
        <TableLabels table=table/>
        <div class="table-scroll" tabindex="0" role="group" aria-label="Columns of the table">
            <ColumnsTable table=table/>
        </div>
        <ul class="problems">{findings}</ul>
    }
}

/// What the two sides are called, and what stands before decimals.
#[component]
fn TableLabels(
    /// The table.
    table: TableChoices,
) -> impl IntoView {
    let reading = table.reading;
    let is_comma = move || reading.with(|reading| reading.decimal == Decimal::Comma);
    let choose = move |event| {
        let decimal = match event_target_value(&event).as_str() {
            "comma" => Decimal::Comma,
            _ => Decimal::Point,
        };
        table.decide(|choices| choices.decimal = Some(decimal));
    };
    view! {
        <div class="file-row">
            <TextField
                label="Treatment"
                class="field inline"
                max_length=80
                value=Signal::derive(move || {
                    reading.with(|reading| reading.review.experimental_label.clone())
                })
                on_change=move |label| {
                    table.decide(|choices| choices.experimental_label = Some(label));
                }
            />
            <TextField
                label="Compared with"
                class="field inline"
                max_length=80
                value=Signal::derive(move || {
                    reading.with(|reading| reading.review.control_label.clone())
                })
                on_change=move |label| {
                    table.decide(|choices| choices.control_label = Some(label));
                }
            />
            <label class="field inline">
                <span>"Decimals"</span>
                <select class="text-input" on:change=choose>
                    <option value="point" prop:selected=move || !is_comma()>
                        "1.5"
                    </option>
                    <option value="comma" prop:selected=is_comma>
                        "1,5"
                    </option>
                </select>
            </label>
        </div>
    }
}
