//! The figures of many outcomes as tables: events by arm and ratio, ratio against P, which trial reports what.

use super::outcome::effect_of;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::ReportedOutcomes;
use crate::wording::findings::{self as findings_words, Finding, Findings, Kept};
use crate::wording::many::{self as words, DotOrder, ManyFigure};
use crate::wording::{Locale, number, tr, translate};

fn plain(cells: Vec<Cell>) -> Row {
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// Events, people and risk of either arm, and the pooled ratio, of every outcome in an order.
#[must_use]
pub fn event_dots(findings: &Findings, order: DotOrder, locale: Locale) -> Table {
    let places = findings_words::ordered(&findings.rows, order.of_findings(), &Kept::default());
    let rows = places
        .into_iter()
        .filter_map(|place| findings.rows.get(place));
    let mut columns = vec![Column::of_names(findings_words::OUTCOME, "outcome")];
    for (side, key) in findings.sides.iter().zip(["experimental", "control"]) {
        let parts = [format!("{key}_events"), format!("{key}_total")];
        columns.push(Column::of_numbers(
            Some(side),
            translate("Events/total"),
            &[&parts[0], &parts[1]],
        ));
        let part = format!("{key}_risk_percent");
        columns.push(Column::of_numbers(Some(side), translate("Risk"), &[&part]));
    }
    columns.push(Column::of_numbers(
        None,
        tr!(
            "{} ({})",
            findings.heads.effect[0],
            findings.heads.effect[1]
        ),
        &["estimate", "lower", "upper"],
    ));
    Table {
        caption: ManyFigure::Dots.name().to_owned(),
        columns,
        rows: rows
            .map(|finding| {
                let mut cells = vec![Cell::name(finding.name.clone())];
                for arm in [0, 1] {
                    let counts = finding.counts.as_ref().and_then(|arms| arms.get(arm));
                    match counts {
                        Some([events, people]) => {
                            cells.push(Cell {
                                shown: format!(
                                    "{}/{}",
                                    number::count(*events, locale),
                                    number::count(*people, locale)
                                ),
                                parts: [*events, *people].map(super::CellValue::Count).to_vec(),
                            });
                            cells.push(if *people > 0 {
                                let share = *events as f64 / *people as f64;
                                Cell::numbers([100.0 * share], number::percent(share, locale))
                            } else {
                                Cell::empty()
                            });
                        }
                        None => cells.extend([Cell::words(words::NO_COUNTS), Cell::empty()]),
                    }
                }
                cells.push(effect_of(finding));
                plain(cells)
            })
            .collect(),
        notes: vec![words::DOTS_FOOTER.to_owned()],
    }
}

/// Ratio, events, P and adjusted P of every outcome, the smallest P first.
#[must_use]
pub fn volcano(findings: &Findings, locale: Locale) -> Table {
    let mut rows: Vec<&Finding> = findings.rows.iter().collect();
    rows.sort_by(|one, other| {
        let p = |row: &Finding| row.p_value.unwrap_or(f64::INFINITY);
        p(one).total_cmp(&p(other))
    });
    let mut columns = vec![
        Column::of_names(findings_words::OUTCOME, "outcome"),
        Column::of_numbers(
            None,
            tr!(
                "{} ({})",
                findings.heads.effect[0],
                findings.heads.effect[1]
            ),
            &["estimate", "lower", "upper"],
        ),
        Column::of_numbers(None, translate("Events"), &["events"]),
    ];
    columns.extend(adjusted_columns(findings));
    let mut notes = words::volcano_footer(findings, locale);
    notes.extend(
        findings
            .tested
            .threshold
            .map(|threshold| tr!("{}.", words::rate_line(&findings.tested, threshold, locale))),
    );
    Table {
        caption: ManyFigure::Volcano.name().to_owned(),
        columns,
        rows: rows
            .into_iter()
            .map(|finding| {
                let events = finding.counts.map(|arms| arms[0][0] + arms[1][0]);
                let mut cells = vec![
                    Cell::name(finding.name.clone()),
                    effect_of(finding),
                    events.map_or_else(Cell::empty, |events| {
                        Cell::count(events, number::count(events, locale))
                    }),
                ];
                cells.extend(adjusted_cells(findings, finding, locale));
                plain(cells)
            })
            .collect(),
        notes,
    }
}

/// The columns of P and of P adjusted for the number of outcomes.
pub(super) fn adjusted_columns(findings: &Findings) -> Vec<Column> {
    let mut columns = vec![
        Column::of_numbers(None, findings_words::P_VALUE, &["p_value"]),
        Column::of_numbers(None, findings_words::ADJUSTED, &["q_value"]),
    ];
    if findings.tested.groups > 0 {
        columns.push(Column::of_numbers(
            None,
            findings_words::BY_GROUPS,
            &["q_value_by_groups"],
        ));
    }
    columns
}

/// The cells of an outcome in those columns.
pub(super) fn adjusted_cells(findings: &Findings, finding: &Finding, locale: Locale) -> Vec<Cell> {
    let number = |value: f64| Cell::numbers([value], number::p_value(value, locale));
    let discovery = finding.discovery.as_ref();
    let mut cells = vec![
        finding.p_value.map_or_else(Cell::empty, number),
        discovery.map_or_else(Cell::empty, |found| number(found.q_value)),
    ];
    if findings.tested.groups > 0 {
        cells.push(discovery.map_or_else(Cell::empty, |found| {
            match found.grouped.and_then(|grouped| grouped.within) {
                Some(within) => number(within),
                None => Cell::words(findings_words::by_groups(found, locale)),
            }
        }));
    }
    cells
}

/// Which trial reports which outcome, in words, with the sums.
#[must_use]
pub fn reporting(found: &ReportedOutcomes, locale: Locale) -> Table {
    let count = |value: usize| Cell::count(value as u64, number::count(value as u64, locale));
    let mut columns = vec![Column::of_names(words::row_head(found.rows), "trial")];
    let outcomes = found.outcomes.iter();
    columns.extend(outcomes.map(|(_, name)| Column::of_names(name.clone(), name)));
    columns.push(Column::of_numbers(
        None,
        words::OUTCOMES_REPORTED.map(String::from).join(" "),
        &["outcomes_reported"],
    ));
    let trials = found.trials.iter().map(|trial| {
        let mut cells = vec![Cell::name(trial.name.clone())];
        let says = trial.outcomes.iter();
        cells.extend(says.map(|says| Cell::name(words::reported_as(*says))));
        cells.push(count(trial.reported()));
        plain(cells)
    });
    let sums = [
        words::rows_reporting(found.rows),
        words::TRIALS_WITH_EVENTS.text(),
    ];
    let sums = sums.into_iter().enumerate().map(|(which, name)| {
        let mut cells = vec![Cell::name(name)];
        cells.extend((0..found.outcomes.len()).map(|outcome| {
            let sums = found.sums(outcome);
            count(sums.get(which).copied().unwrap_or_default())
        }));
        cells.push(Cell::empty());
        Row {
            kind: RowKind::Total,
            cells,
        }
    });
    Table {
        caption: ManyFigure::Reporting.name().to_owned(),
        columns,
        rows: trials.chain(sums).collect(),
        notes: words::reporting_footer(found, locale),
    }
}
