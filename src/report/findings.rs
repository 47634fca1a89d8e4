//! The findings as a table: every outcome with its numbers, its verdict and a result of another review beside it.

use super::many::{adjusted_cells, adjusted_columns};
use super::outcome::effect_of;
use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::data::{EarlierReview, Review};
use crate::wording::findings::{self as words, Beside, Finding, Findings};
use crate::wording::{Locale, certainty, earlier, event_class, tr, translate};

/// The table of the findings, with the results of another review beside ours where one is given; the rows in the order of
/// `places`.
#[must_use]
pub fn findings(
    review: &Review,
    findings: &Findings,
    places: &[usize],
    other: Option<&EarlierReview>,
    locale: Locale,
) -> Table {
    let rows = places.iter().filter_map(|place| findings.rows.get(*place));
    let mut notes = findings.answer.clone();
    if !findings.silent.is_empty() {
        notes.push(tr!(
            "{}: {}. {}",
            words::NO_ENTRY,
            findings.silent.join(translate("; ")),
            words::NO_ENTRY_SAID
        ));
    }
    notes.extend(findings.notes.iter().cloned());
    if let Some(other) = other {
        notes.push(tr!("{}: {}", earlier::name(other), earlier::NOT_RECOMPUTED));
    }
    let title = review.title.trim();
    let has_events = has_events(findings);
    Table {
        caption: if title.is_empty() {
            words::TITLE.to_owned()
        } else {
            tr!(
                "{title}: {}",
                crate::wording::names::outcome_inside(words::TITLE.text()),
                title
            )
        },
        columns: columns(findings, other),
        rows: rows
            .map(|finding| {
                let mut row = row(finding);
                if findings.shows_adjusted {
                    row.cells.extend(adjusted_cells(findings, finding, locale));
                }
                if has_events {
                    let events = event_class::whole(&finding.events);
                    row.cells.insert(2, Cell::words(events));
                }
                if let Some(other) = other {
                    let beside = words::beside(other, finding.outcome, locale);
                    row.cells.push(beside_cell(beside));
                }
                row
            })
            .collect(),
        notes,
    }
}

fn columns(findings: &Findings, other: Option<&EarlierReview>) -> Vec<Column> {
    let heads = &findings.heads;
    let [experimental, control] = &findings.sides;
    let side = |label: &str, key: &str| {
        let parts = [format!("{key}_events"), format!("{key}_total")];
        Column::of_numbers(
            Some(label),
            translate("Events/total"),
            &[&parts[0], &parts[1]],
        )
    };
    let mut columns = vec![
        Column::of_names(translate("Group"), "group"),
        Column::of_names(words::OUTCOME, "outcome"),
        Column::of_numbers(
            None,
            heads.trials.join(" "),
            &["trials_reporting", "trials_included"],
        ),
        side(experimental, "experimental"),
        side(control, "control"),
        Column::of_names(translate("Measure"), "measure"),
        Column::of_numbers(
            None,
            tr!("Effect ({})", heads.effect[1]),
            &["estimate", "lower", "upper"],
        ),
        Column::of_numbers(None, translate("Margin"), &["margin_of_concern"]),
        Column::of_numbers(
            None,
            tr!("{} ({})", heads.difference[0], heads.difference[1]),
            &[
                "risk_difference",
                "risk_difference_lower",
                "risk_difference_upper",
            ],
        ),
        Column::of_numbers(None, words::HETEROGENEITY, &["i_squared_percent"]),
        Column::of_names(words::CERTAINTY, "certainty"),
        Column::of_names(words::VERDICT, "verdict"),
        Column::of_names(words::OTHER_METHODS, "other_methods"),
    ];
    if findings.shows_adjusted {
        columns.extend(adjusted_columns(findings));
    }
    if has_events(findings) {
        columns.insert(2, Column::of_names(event_class::HEAD, "events_counted"));
    }
    if let Some(other) = other {
        columns.push(Column::of_names(earlier::name(other), "other_review"));
    }
    columns
}

/// Whether some outcome says which events it counts: only then a column does.
fn has_events(findings: &Findings) -> bool {
    findings.rows.iter().any(|row| !row.events.is_blank())
}

fn row(finding: &Finding) -> Row {
    let counts = |side: usize| {
        let text = finding.arms.as_ref().and_then(|arms| arms.get(side));
        let numbers = finding.counts.as_ref().and_then(|arms| arms.get(side));
        match (text, numbers) {
            (Some(text), Some(numbers)) => Cell {
                shown: text.clone(),
                parts: numbers
                    .iter()
                    .map(|number| CellValue::Count(*number))
                    .collect(),
            },
            _ => Cell::empty(),
        }
    };
    let difference = match (&finding.difference, &finding.difference_text) {
        (Some(difference), Some([estimate, limits])) => Cell::numbers(
            [difference.estimate, difference.lower, difference.upper],
            tr!("{estimate} ({limits})", estimate, limits),
        ),
        _ => Cell::empty(),
    };
    let cells = vec![
        finding.group.as_ref().map_or_else(Cell::empty, Cell::name),
        Cell::name(finding.name.clone()),
        Cell {
            shown: finding.trials_text.clone(),
            parts: finding
                .trials
                .iter()
                .map(|trials| CellValue::Count(*trials as u64))
                .collect(),
        },
        counts(0),
        counts(1),
        Cell::name(words::measure(finding.measure)),
        effect_of(finding),
        finding.margin.map_or_else(Cell::empty, |margin| {
            Cell::numbers([margin], finding.margin_text.clone())
        }),
        difference,
        match finding.i_squared {
            Some(i_squared) => Cell::numbers([i_squared], finding.heterogeneity.clone()),
            None => Cell::words(finding.heterogeneity.clone()),
        },
        finding.certainty.map_or_else(
            || Cell::words(certainty::NOT_JUDGED_SHORT),
            |level| Cell::name(certainty::level(level)),
        ),
        Cell::name(
            [finding.verdict_words.as_str(), &finding.clause]
                .join(translate(". "))
                .trim_matches(['.', '。', ' '])
                .to_owned(),
        ),
        match &finding.robustness {
            Some((class, range)) => {
                let parts = [words::robustness(*class).to_owned(), range.clone()];
                let parts: Vec<String> =
                    parts.into_iter().filter(|part| !part.is_empty()).collect();
                Cell::name(parts.join(translate(": ")))
            }
            None => Cell::empty(),
        },
    ];
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// The result of another review, with what cannot be right in it.
fn beside_cell(beside: Option<Beside>) -> Cell {
    beside.map_or_else(Cell::empty, |beside| {
        let mut parts = vec![tr!("{} ({})", beside.estimate, beside.limits)];
        parts.extend(beside.faults.iter().map(|fault| (*fault).to_owned()));
        Cell::name(parts.join(translate(". ")))
    })
}
