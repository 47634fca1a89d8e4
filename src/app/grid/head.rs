//! The head of the grid: outcomes, arms and fields over the columns.

use super::sheet::Sheet;
use crate::app::element::{Element, html};
use crate::app::state::Derived;
use crate::data::{ArmNumber, Cell, OutcomeId, Review, Role};
use crate::project::Column;

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
pub(super) fn head(sheet: Sheet) -> Element {
    let session = sheet.session;
    let heads = Derived::new(move || {
        let columns = sheet.columns.get();
        session.project.with(|project| {
            let review = &project.0.review;
            let over = |text: fn(&Review, Column) -> String| spans(review, &columns, text);
            (over(outcome_text), over(arm_text), fields(review, &columns))
        })
    });
    let span_row = move |index: &str, which: fn(&Heads) -> &Vec<Span>| {
        row(index).parts(move || {
            let chosen = session.outcome();
            heads.with(|heads| {
                let spans = which(heads).iter().enumerate();
                spans
                    .map(|(index, span)| over_columns(span, index == 0, chosen))
                    .collect()
            })
        })
    };
    let field_row = row("3").parts(move || {
        heads.with(|heads| {
            let fields = heads.2.iter().enumerate();
            fields.map(|(index, text)| field(index, text)).collect()
        })
    });
    html("thead")
        .attribute("role", "rowgroup")
        .child(span_row("1", |heads| &heads.0))
        .child(span_row("2", |heads| &heads.1))
        .child(field_row)
}

fn row(index: &str) -> Element {
    html("tr")
        .attribute("role", "row")
        .attribute("aria-rowindex", index)
}

fn over_columns(span: &Span, frozen: bool, chosen: Option<OutcomeId>) -> Element {
    let mut classes = Vec::new();
    classes.extend(frozen.then_some("frozen"));
    classes.extend(span.outcome.map(|_| "group-start"));
    classes.extend((span.outcome.is_some() && span.outcome == chosen).then_some("chosen-outcome"));
    let role = if span.text.is_empty() {
        "gridcell"
    } else {
        "columnheader"
    };
    html("td")
        .attribute("role", role)
        .class(&classes.join(" "))
        .attribute("colspan", &span.columns.to_string())
        .attribute("title", &span.text)
        .text(&span.text)
}

fn field(index: usize, text: &str) -> Element {
    let field = html("th")
        .attribute("role", "columnheader")
        .attribute("data-head", &index.to_string())
        .attribute("title", text)
        .text(text);
    if index == 0 {
        field.class("frozen")
    } else {
        field
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
            Column::Arm { number, .. } => String::from(match number {
                ArmNumber::Events => "Events",
                ArmNumber::Time => "Person-time",
                ArmNumber::Mean => "Mean",
                ArmNumber::StandardDeviation => "SD",
                ArmNumber::Total => "Total",
            }),
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
