//! The summary of findings as a table.

use super::outcome::natural;
use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::data::Review;
use crate::wording::summary::{self as words, Summary, SummaryRisk, SummaryRow};
use crate::wording::{certainty, tr, translate};

/// The table of a summary of findings: a row for each outcome, and where it has a low and a high risk, one for each of these.
#[must_use]
pub fn summary(review: &Review, summary: &Summary) -> Table {
    let title = review.title.trim();
    let caption = if title.is_empty() {
        tr!("{}: {}", words::TITLE, summary.subtitle)
    } else {
        tr!("{}: {title}, {}", words::TITLE, summary.subtitle, title)
    };
    let mut notes: Vec<String> = summary
        .footnotes
        .iter()
        .enumerate()
        .map(|(place, said)| tr!("{}. {said}", words::letter(place), said))
        .collect();
    notes.extend(summary.notes.iter().cloned());
    Table {
        caption,
        columns: columns(summary),
        rows: summary.rows.iter().flat_map(rows).collect(),
        notes,
    }
}

fn columns(summary: &Summary) -> Vec<Column> {
    let [experimental, control] = &summary.sides;
    let group = tr!("Risks {}", summary.per);
    let group = Some(group.as_str());
    vec![
        Column::of_names(words::OUTCOME, "outcome"),
        Column::of_names(translate("Follow-up"), "window"),
        Column::of_numbers(None, translate("People (trials)"), &["people", "trials"]),
        Column::of_names(translate("Measure"), "measure"),
        Column::of_numbers(
            None,
            tr!("{} ({})", words::RELATIVE, summary.interval),
            &["estimate", "lower", "upper"],
        ),
        Column::of_names(translate("Baseline"), "baseline"),
        Column::of_numbers(group, words::with(control), &["control_risk"]),
        Column::of_numbers(
            group,
            tr!("{} ({})", words::with(experimental), summary.interval),
            &["treated_risk", "treated_lower", "treated_upper"],
        ),
        Column::of_numbers(
            group,
            tr!("Difference ({})", summary.interval),
            &[
                "risk_difference",
                "risk_difference_lower",
                "risk_difference_upper",
            ],
        ),
        Column::of_names(words::CERTAINTY, "certainty"),
        Column::of_names(words::STATEMENT, "statement"),
    ]
}

/// The lines of one outcome: what is said of it stands in the first.
fn rows(row: &SummaryRow) -> Vec<Row> {
    let first = row.risks.first();
    let others = row.risks.iter().skip(1);
    let mut rows = vec![line(row, first, true)];
    rows.extend(others.map(|risk| line(row, Some(risk), false)));
    rows
}

fn line(row: &SummaryRow, risk: Option<&SummaryRisk>, is_first: bool) -> Row {
    // Programs get what is said of the outcome in every line, readers in the first alone.
    let once = |mut cell: Cell| {
        if !is_first {
            cell.shown = String::new();
        }
        cell
    };
    let limits = |[estimate, limits]: &[String; 2]| tr!("{estimate} ({limits})", estimate, limits);
    let letters: Vec<String> = row
        .footnotes
        .iter()
        .map(|place| words::letter(*place))
        .collect();
    let certainty = row.certainty.map_or_else(
        || Cell {
            shown: certainty::NOT_JUDGED_SHORT.to_owned(),
            parts: vec![CellValue::Text(String::new())],
        },
        |level| {
            let name = certainty::level(level);
            Cell {
                shown: match letters.as_slice() {
                    [] => name.to_owned(),
                    letters => tr!("{name} ({})", letters.join(translate(", ")), name),
                },
                parts: vec![CellValue::Text(name.to_owned())],
            }
        },
    );
    let risks = risk.map_or_else(
        || [Cell::empty(), Cell::empty(), Cell::empty(), Cell::empty()],
        |risk| {
            let difference = risk.difference;
            let changes = [difference.estimate, difference.lower, difference.upper];
            [
                Cell::name(risk.name),
                Cell::numbers([risk.control], risk.control_text.clone()),
                Cell::numbers(
                    changes.map(|change| risk.control + change),
                    limits(&risk.treated_text),
                ),
                Cell::numbers(changes, limits(&risk.difference_text)),
            ]
        },
    );
    let mut people = vec![
        row.people
            .map_or_else(|| CellValue::Text(String::new()), CellValue::Count),
    ];
    people.push(CellValue::Count(row.trials as u64));
    let [baseline, control, treated, difference] = risks;
    Row {
        kind: RowKind::Plain,
        cells: vec![
            once(Cell::name(row.name.clone())),
            once(Cell::name(row.window)),
            once(Cell {
                shown: limits(&row.people_text),
                parts: people,
            }),
            once(Cell::name(crate::wording::findings::measure(row.measure))),
            once(match (&row.relative, &row.interval_of_effect) {
                (Ok(relative), Some(interval)) => Cell::numbers(
                    [interval.estimate, interval.lower, interval.upper]
                        .map(|value| natural(row.measure, value)),
                    limits(relative),
                ),
                (Ok(relative), None) => Cell::words(limits(relative)),
                (Err(reason), _) => Cell::words(reason.clone()),
            }),
            baseline,
            control,
            treated,
            difference,
            once(certainty),
            once(Cell::name(row.statement.clone())),
        ],
    }
}
