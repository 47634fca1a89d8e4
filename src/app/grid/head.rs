//! The head of the grid: outcomes, arms and fields over the columns.

use leptos::prelude::*;

use super::column::Column;
use super::sheet::Sheet;
use crate::app::dynamic::dynamic_list;
use crate::data::{Cell, OutcomeId, Review, Role};

/// A head over neighbouring columns.
#[derive(Clone, Debug, PartialEq)]
struct Span {
    text: String,
    columns: usize,
    outcome: Option<OutcomeId>,
}

/// What stands in the three rows: the outcomes, the arms, the fields.
type Heads = (Vec<Span>, Vec<Span>, Vec<String>);

/// Three rows: the outcome, the arm, the field.
#[component]
pub(super) fn Head(sheet: Sheet) -> impl IntoView {
    let session = sheet.session;
    let heads = Memo::new(move |_| {
        let columns = sheet.columns.get();
        session.project.with(|project| {
            let review = &project.0.review;
            let over = |text: fn(&Review, Column) -> String| spans(review, &columns, text);
            (over(outcome_text), over(arm_text), fields(review, &columns))
        })
    });
    let span_row = move |which: fn(&Heads) -> &Vec<Span>| {
        dynamic_list(move || {
            let chosen = session.outcome();
            heads.with(|heads| {
                which(heads)
                    .iter()
                    .enumerate()
                    .map(|(index, span)| {
                        let frozen = (index == 0).then_some("frozen");
                        let chosen = span.outcome.is_some() && span.outcome == chosen;
                        let role = if span.text.is_empty() {
                            "gridcell"
                        } else {
                            "columnheader"
                        };
                        view! {
                            <td
                                role=role
                                class=frozen
                                class:group-start=span.outcome.is_some()
                                class:chosen-outcome=chosen
                                colspan=span.columns
                                title=span.text.clone()
                            >
                                {span.text.clone()}
                            </td>
                        }
                        .into_any()
                    })
                    .collect()
            })
        })
    };
    let field_row = dynamic_list(move || {
        heads.with(|heads| {
            heads
                .2
                .iter()
                .enumerate()
                .map(|(index, text)| {
                    let frozen = (index == 0).then_some("frozen");
                    view! {
                        <th role="columnheader" class=frozen data-head=index title=text.clone()>
                            {text.clone()}
                        </th>
                    }
                    .into_any()
                })
                .collect()
        })
    });
    view! {
        <thead role="rowgroup">
            <tr role="row" aria-rowindex="1">{span_row(|heads| &heads.0)}</tr>
            <tr role="row" aria-rowindex="2">{span_row(|heads| &heads.1)}</tr>
            <tr role="row" aria-rowindex="3">{field_row}</tr>
        </thead>
    }
}

/// Joins neighbours of the same outcome that say the same. The first column, which stays in place, stands alone.
fn spans(
    review: &Review,
    columns: &[Column],
    text: impl Fn(&Review, Column) -> String,
) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (index, column) in columns.iter().enumerate() {
        let (text, outcome) = (text(review, *column), column.outcome());
        match spans.last_mut() {
            Some(last) if index > 1 && last.text == text && last.outcome == outcome => {
                last.columns += 1;
            }
            _ => spans.push(Span {
                text,
                columns: 1,
                outcome,
            }),
        }
    }
    spans
}

fn outcome_text(review: &Review, column: Column) -> String {
    column
        .outcome()
        .and_then(|outcome| review.outcome(outcome))
        .map(|outcome| outcome.name.clone())
        .unwrap_or_default()
}

fn arm_text(review: &Review, column: Column) -> String {
    let Column::Count { role, nth, .. } = column else {
        return String::new();
    };
    let label = match role {
        Role::Experimental if review.experimental_label.is_empty() => "Experimental",
        Role::Experimental => &review.experimental_label,
        Role::Control | Role::Ignored if review.control_label.is_empty() => "Control",
        Role::Control | Role::Ignored => &review.control_label,
    };
    if nth == 0 {
        label.to_owned()
    } else {
        format!("{label}, arm {}", nth + 1)
    }
}

fn fields(review: &Review, columns: &[Column]) -> Vec<String> {
    columns
        .iter()
        .map(|column| match column {
            Column::Name => String::from("Trial"),
            Column::Year => String::from("Year"),
            Column::Randomized => String::from("Randomized"),
            Column::Count { total: false, .. } => String::from("Events"),
            Column::Count { total: true, .. } => String::from("Total"),
            Column::Estimate { cell, .. } => String::from(match cell {
                Cell::StandardError => "SE",
                Cell::Lower => "Lower",
                Cell::Upper => "Upper",
                _ => "Estimate",
            }),
            Column::Covariate(id) => review
                .covariates
                .iter()
                .find(|covariate| covariate.id == *id)
                .map(|covariate| covariate.name.clone())
                .unwrap_or_default(),
        })
        .collect()
}
