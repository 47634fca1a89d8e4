//! Rates that are adjusted for follow-up, as a table.

use super::profile::events_of;
use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{FollowUpRates, FollowedTrial, HazardRatio};
use crate::data::{Measure, Outcome};
use crate::wording::{Subject, confidence, follow_up_rates as words, tr, translate, undefined};

/// Each trial with its follow-up and rates, and the hazard ratio of all of them.
#[must_use]
pub fn follow_up_rates(outcome: &Outcome, found: &FollowUpRates, subject: &Subject<'_>) -> Table {
    let arms = [subject.experimental, subject.control.as_str()];
    let mut rows: Vec<Row> = found
        .trials
        .iter()
        .map(|trial| of_trial(trial, subject))
        .collect();
    for (name, ratio) in [
        (words::COMMON_LINE, &found.common),
        (words::RANDOM_LINE, &found.ratio),
    ] {
        rows.push(of_all(name.text(), ratio, subject));
    }
    let arm = |arm: usize, head: &str, parts: &[&str]| {
        Column::of_numbers(arms.get(arm).copied(), head, parts)
    };
    Table {
        caption: tr!("{}: {}", outcome.name, words::FILE),
        columns: vec![
            Column::of_names(translate("Trial"), "trial"),
            Column::of_numbers(None, words::FOLLOW_UP, &["follow_up_days"]),
            arm(
                0,
                words::EVENTS.text(),
                &["experimental_events", "experimental_people"],
            ),
            arm(0, words::RATE.text(), &["experimental_rate"]),
            arm(
                1,
                words::EVENTS.text(),
                &["control_events", "control_people"],
            ),
            arm(1, words::RATE.text(), &["control_rate"]),
            Column::of_numbers(None, words::RATIO, &["hazard_ratio"]),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
        ],
        rows,
        notes: vec![words::sentence(found, subject), words::HINT.to_owned()],
    }
}

fn of_trial(trial: &FollowedTrial, subject: &Subject<'_>) -> Row {
    let locale = subject.locale;
    let table = &trial.table;
    let arms = [
        [table.experimental_events, table.experimental_total],
        [table.control_events, table.control_total],
    ];
    let mut cells = vec![
        Cell::name(subject.trial(trial.row)),
        trial.days.map_or_else(Cell::empty, |days| {
            Cell::numbers([days], words::days(days, locale))
        }),
    ];
    for ([events, people], rate) in arms.into_iter().zip(trial.rates()) {
        cells.push(events_of(events, people, locale));
        cells.push(rate.map_or_else(Cell::empty, |rate| {
            Cell::numbers([rate * words::PERSON_YEARS], words::rate(rate, locale))
        }));
    }
    match &trial.ratio {
        Some(ratio) => cells.extend(interval(Measure::GenericRatio, ratio, locale)),
        None => cells.extend([Cell::empty(), Cell::empty()]),
    }
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

fn of_all(
    name: &str,
    ratio: &Result<HazardRatio, crate::analysis::Undefined>,
    subject: &Subject<'_>,
) -> Row {
    let mut cells = vec![Cell::name(name)];
    cells.resize_with(6, Cell::empty);
    match ratio {
        Ok(ratio) => cells.extend(interval(
            Measure::GenericRatio,
            &ratio.interval,
            subject.locale,
        )),
        Err(why) => cells.extend([Cell::words(undefined::short(*why, subject)), Cell::empty()]),
    }
    Row {
        kind: RowKind::Total,
        cells,
    }
}
