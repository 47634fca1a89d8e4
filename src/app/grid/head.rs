//! The head of the grid: outcomes, arms and fields over the columns.

use leptos::prelude::*;

use super::grid_view::{GridView, HEAD_ROWS};
use crate::data::{ArmNumber, Cell, OutcomeId, Review, Role};
use crate::project::Column;

/// A head over neighbouring columns.
#[derive(Clone, Debug, PartialEq)]
struct Span {
    text: String,
    /// The place of the first of them.
    place: usize,
    columns: usize,
    outcome: Option<OutcomeId>,
}

/// Three rows: the outcome, the arm, the field.
#[component]
pub fn GridHead(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let document = grid.state.document;
    let heads: [Memo<Vec<Span>>; HEAD_ROWS] = [
        (true, outcome_text as fn(&Review, Column) -> String),
        (true, arm_text),
        (false, field_text),
    ]
    .map(|(join, text)| {
        Memo::new(move |_| {
            let columns = grid.visible_columns.get();
            document.settled.with(|project| {
                let text = |column| text(&project.review, column);
                spans(&columns, join, text)
            })
        })
    });
    let chosen = Memo::new(move |_| grid.state.selection.outcome());
    let rows = heads.into_iter().enumerate().map(|(row, spans)| {
        let cells = move || {
            let spans = spans.get();
            let cells = |spans: &[Span]| {
                let cells = spans.iter().cloned();
                cells
                    .map(|span| view! { <HeadCell span=span chosen=chosen/> })
                    .collect_view()
            };
            let (names, others) = spans.split_at(spans.len().min(1));
            view! {
                {cells(names)}
                <GapCell/>
                {cells(others)}
                <GapCell/>
            }
        };
        view! {
            <tr role="row" aria-rowindex=(row + 1).to_string()>
                {cells}
            </tr>
        }
    });
    view! { <thead role="rowgroup">{rows.collect_view()}</thead> }
}

/// Stands in a row for the columns that are not in the page.
#[component]
fn GapCell() -> impl IntoView {
    view! { <td class="gap" role="presentation"></td> }
}

/// A head over its columns.
#[component]
fn HeadCell(
    /// What it says and where it stands.
    span: Span,
    /// The outcome that is looked at.
    chosen: Memo<Option<OutcomeId>>,
) -> impl IntoView {
    let role = if span.text.is_empty() {
        "gridcell"
    } else {
        "columnheader"
    };
    let outcome = span.outcome;
    let title = span.text.clone();
    view! {
        <th
            role=role
            aria-colindex=(span.place + 1).to_string()
            colspan=span.columns.to_string()
            class:frozen=span.place == 0
            class:group-start=(span.columns > 1)
            class:chosen-outcome=move || outcome.is_some() && outcome == chosen.get()
            title=title
        >
            {span.text}
        </th>
    }
}

/// The heads of one row. With `join`, neighbours of the same outcome that say the same have one head. The first column,
/// which stays in place, stands alone.
fn spans(columns: &[(usize, Column)], join: bool, text: impl Fn(Column) -> String) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (place, column) in columns {
        let (text, outcome) = (text(*column), column.outcome());
        match spans.last_mut() {
            Some(last)
                if join && last.place > 0 && last.text == text && last.outcome == outcome =>
            {
                last.columns += 1;
            }
            _ => spans.push(Span {
                text,
                place: *place,
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
    let Column::Arm { role, nth, .. } = column else {
        return String::new();
    };
    let label = match role {
        Role::Experimental if review.experimental_label.is_empty() => "Experimental",
        Role::Experimental => &review.experimental_label,
        Role::Control | Role::Ignored if review.control_label.is_empty() => "Control",
        Role::Control | Role::Ignored => &review.control_label,
    };
    if nth == 0 {
        return label.to_owned();
    }
    // A further arm is called what the first trial that has it calls it.
    let mut own = review.trials.iter().filter_map(|trial| {
        let arms = trial.arms.iter().filter(|arm| arm.role == role);
        arms.skip(nth).map(|arm| &arm.label).next()
    });
    match own.find(|label| !label.is_empty()) {
        Some(own) => own.clone(),
        None => format!("{label}, arm {}", nth + 1),
    }
}

fn field_text(review: &Review, column: Column) -> String {
    String::from(match column {
        Column::Name => "Trial",
        Column::Year => "Year",
        Column::Randomized => "Randomized",
        Column::Arm { number, .. } => match number {
            ArmNumber::Events => "Events",
            ArmNumber::Time => "Person-time",
            ArmNumber::Mean => "Mean",
            ArmNumber::StandardDeviation => "SD",
            ArmNumber::Total => "Total",
        },
        Column::Estimate { cell, .. } => match cell {
            Cell::StandardError => "SE",
            Cell::Lower => "Lower",
            Cell::Upper => "Upper",
            Cell::Estimate
            | Cell::Name
            | Cell::Year
            | Cell::Events(_)
            | Cell::Total(_)
            | Cell::Time(_)
            | Cell::Mean(_)
            | Cell::StandardDeviation(_) => "Estimate",
        },
        Column::Covariate(id) => {
            let mut covariates = review.covariates.iter();
            covariates
                .find(|covariate| covariate.id == id)
                .map_or("", |covariate| &covariate.name)
        }
    })
}
