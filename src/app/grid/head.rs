//! The head of the grid: outcomes, arms and fields over the columns.

use leptos::prelude::*;

use super::grid_view::{GridView, HEAD_ROWS, HeadPlace};
use super::head_field::HeadField;
use crate::app::state::Naming;
use crate::data::{ArmNumber, Cell, OutcomeId, Review, Role};
use crate::project::Column;
use crate::wording::{interface, names, tr, translate, translate_in};

/// A head over neighbouring columns.
#[derive(Clone, Debug, PartialEq)]
struct Span {
    text: String,
    /// The place of the first of them.
    place: usize,
    columns: usize,
    outcome: Option<OutcomeId>,
    /// What is renamed by renaming the head; nothing where the head is no name that somebody gave.
    naming: Option<Naming>,
}

/// What the heads of one row say, and what each of them names.
type HeadWords = (fn(&Review, Column) -> String, fn(Column) -> Option<Naming>);

/// Three rows: the outcome, the arm, the field.
#[component]
pub fn GridHead(
    /// The grid on the screen.
    grid: GridView,
) -> impl IntoView {
    let document = grid.state.document;
    let words: [(bool, HeadWords); HEAD_ROWS] = [
        (true, (outcome_text, outcome_naming)),
        (true, (arm_text, arm_naming)),
        (false, (field_text, field_naming)),
    ];
    let heads = words.map(|(join, (text, naming))| {
        Memo::new(move |_| {
            let columns = grid.visible_columns.get();
            document.settled.with(|project| {
                let words = |column| (text(&project.review, column), naming(column));
                spans(&columns, join, words)
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
                    .map(|span| view! { <HeadCell grid row span chosen/> })
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

/// A head over its columns. A double click on a name renames it where it stands.
#[component]
fn HeadCell(
    /// The grid on the screen.
    grid: GridView,
    /// The row of the head, counted from 0.
    row: usize,
    /// What it says and where it stands.
    span: Span,
    /// The outcome that is looked at.
    chosen: Memo<Option<OutcomeId>>,
) -> impl IntoView {
    let Span {
        text,
        place: column,
        columns,
        outcome,
        naming,
    } = span;
    let role = if text.is_empty() {
        "gridcell"
    } else {
        "columnheader"
    };
    let title = match naming {
        Some(_) => interface::renamed_by_double_click(&text),
        None => text.clone(),
    };
    let here = HeadPlace { row, column };
    let renamed = move || naming.filter(|_| grid.renaming.get() == Some(here));
    let rename = move |_| {
        if naming.is_some() {
            grid.renaming.set(Some(here));
        }
    };
    let content = move || match renamed() {
        Some(naming) => view! { <HeadField grid naming/> }.into_any(),
        None => text.clone().into_any(),
    };
    view! {
        <th
            role=role
            aria-colindex=(column + 1).to_string()
            colspan=columns.to_string()
            class:frozen=column == 0
            class:group-start=(columns > 1)
            class:chosen-outcome=move || outcome.is_some() && outcome == chosen.get()
            title=title
            on:dblclick=rename
        >
            {content}
        </th>
    }
}

/// The heads of one row. With `join`, neighbours of the same outcome that say the same have one head. The first column,
/// which stays in place, stands alone.
fn spans(
    columns: &[(usize, Column)],
    join: bool,
    words: impl Fn(Column) -> (String, Option<Naming>),
) -> Vec<Span> {
    let mut spans: Vec<Span> = Vec::new();
    for (place, column) in columns {
        let ((text, naming), outcome) = (words(*column), column.outcome());
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
                naming,
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

fn outcome_naming(column: Column) -> Option<Naming> {
    column.outcome().map(Naming::Outcome)
}

fn arm_naming(column: Column) -> Option<Naming> {
    match column {
        Column::Arm { role, nth, .. } => Some(Naming::Arm(role, nth)),
        Column::Name
        | Column::Year
        | Column::Randomized
        | Column::Estimate { .. }
        | Column::Covariate(_) => None,
    }
}

fn field_naming(column: Column) -> Option<Naming> {
    match column {
        Column::Covariate(covariate) => Some(Naming::Covariate(covariate)),
        Column::Name
        | Column::Year
        | Column::Randomized
        | Column::Arm { .. }
        | Column::Estimate { .. } => None,
    }
}

fn arm_text(review: &Review, column: Column) -> String {
    let Column::Arm { role, nth, .. } = column else {
        return String::new();
    };
    let [experimental, control] = names::sides(review);
    let label = match role {
        Role::Experimental => experimental,
        Role::Control | Role::Ignored => control,
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
        None => tr!("{label}, arm {}", nth + 1, label),
    }
}

fn field_text(review: &Review, column: Column) -> String {
    String::from(match column {
        Column::Name => translate("Trial"),
        Column::Year => translate("Year"),
        Column::Randomized => translate("Randomized"),
        Column::Arm { number, .. } => match number {
            ArmNumber::Events => translate("Events"),
            ArmNumber::Time => translate("Person-time"),
            ArmNumber::Mean => translate("Mean"),
            ArmNumber::StandardDeviation => translate("SD"),
            ArmNumber::Total => translate("Total"),
            ArmNumber::Lost => translate("Lost"),
        },
        Column::Estimate { cell, .. } => match cell {
            Cell::StandardError => translate("SE"),
            Cell::Lower => translate_in("limit", "Lower"),
            Cell::Upper => translate_in("limit", "Upper"),
            Cell::Estimate
            | Cell::Name
            | Cell::Year
            | Cell::Events(_)
            | Cell::Total(_)
            | Cell::Lost(_)
            | Cell::Time(_)
            | Cell::Mean(_)
            | Cell::StandardDeviation(_) => translate("Estimate"),
        },
        Column::Covariate(id) => {
            let mut covariates = review.covariates.iter();
            covariates
                .find(|covariate| covariate.id == id)
                .map_or("", |covariate| &covariate.name)
        }
    })
}
