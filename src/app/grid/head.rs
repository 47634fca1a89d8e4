//! The head of the grid: outcomes, arms and fields over the columns.

use super::sheet::{HEAD_ROWS, Sheet};
use crate::app::element::{Element, html};
use crate::data::{ArmNumber, Cell, OutcomeId, Review, Role};
use crate::project::Column;

/// A head over neighbouring columns.
#[derive(Clone, Debug, PartialEq)]
struct Span {
    text: String,
    /// The first of them.
    place: usize,
    columns: usize,
    outcome: Option<OutcomeId>,
}

/// Three rows: the outcome, the arm, the field.
pub(super) fn head(sheet: Sheet) -> Element {
    let state = sheet.state;
    let heads = Memo::new(move |_| {
        let columns = sheet.columns_in_sight.get();
        state.document.settled.with(|project| {
            let review = &project.review;
            let over = |join: bool, text: fn(&Review, Column) -> String| {
                spans(&columns, join, &|column| text(review, column))
            };
            let heads = [
                over(true, outcome_text),
                over(true, arm_text),
                over(false, field_text),
            ];
            (heads, state.selection.outcome())
        })
    });
    let rows = (0..HEAD_ROWS).map(|row| {
        html("tr")
            .attribute("role", "row")
            .attribute("aria-rowindex", &(row + 1).to_string())
            .parts(move || {
                heads.with(|(heads, chosen)| {
                    let spans = heads[row].iter();
                    let mut cells: Vec<_> = spans.map(|span| over_columns(span, *chosen)).collect();
                    cells.insert(1, gap());
                    cells.push(gap());
                    cells
                })
            })
    });
    html("thead").attribute("role", "rowgroup").children(rows)
}

/// Stands in a row for the columns that are not in the page.
pub(super) fn gap() -> Element {
    html("td").class("gap").attribute("role", "presentation")
}

fn over_columns(span: &Span, chosen: Option<OutcomeId>) -> Element {
    let mut classes = String::new();
    let frozen = span.place == 0;
    for (holds, class) in [
        (frozen, "frozen "),
        (span.columns > 1, "group-start "),
        (
            span.outcome.is_some() && span.outcome == chosen,
            "chosen-outcome",
        ),
    ] {
        if holds {
            classes.push_str(class);
        }
    }
    let role = if span.text.is_empty() {
        "gridcell"
    } else {
        "columnheader"
    };
    html("th")
        .attribute("role", role)
        .attribute("aria-colindex", &(span.place + 1).to_string())
        .attribute("colspan", &span.columns.to_string())
        .class(&classes)
        .attribute("title", &span.text)
        .text(&span.text)
}

/// With `join`, neighbours of the same outcome that say the same have one head. The first column, which stays in place,
/// stands alone.
fn spans(columns: &[(usize, Column)], join: bool, text: &dyn Fn(Column) -> String) -> Vec<Span> {
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
            _ => "Estimate",
        },
        Column::Covariate(id) => {
            let mut covariates = review.covariates.iter();
            covariates
                .find(|covariate| covariate.id == id)
                .map_or("", |covariate| &covariate.name)
        }
    })
}
