//! The sensitivity analyses of outcomes as a table: each with what it does otherwise, its trials, its numbers and how it stands
//! to the main analysis.

use super::outcome::natural;
use super::profile::Answered;
use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::analysis::{SensitivityAnswer, Series};
use crate::data::{Plan, Review};
use crate::wording::names::{self, Length};
use crate::wording::sensitivity::{self as words, Counts, Line};
use crate::wording::{Locale, confidence, tr, translate};

/// The table of the sensitivity analyses of these outcomes, the main analysis of each first.
#[must_use]
pub fn sensitivity(
    review: &Review,
    outcomes: &[(Answered<'_>, &[SensitivityAnswer])],
    locale: Locale,
) -> Table {
    let mut rows = Vec::new();
    let mut notes = vec![words::SHARED_TRIALS.to_owned()];
    let mut levels = Vec::new();
    for (answered, answers) in outcomes {
        let main = answered.main();
        let lines = words::lines(review, answered.outcome, main, answers, locale);
        levels.extend(lines.iter().map(|line| line.level));
        rows.extend(
            lines
                .iter()
                .map(|line| row(&answered.outcome.name, line, locale)),
        );
        notes.extend(words::remarks(
            review,
            answered.outcome,
            main,
            answers,
            locale,
        ));
    }
    Table {
        caption: words::TITLE.to_owned(),
        columns: columns(review, &confidence::short_of_all(levels)),
        rows,
        notes,
    }
}

/// The table of a series of an outcome's analyses, the main one first: without each trial, trial after trial, or with the people
/// lost counted in, under one assumption after the other.
#[must_use]
pub fn series(
    review: &Review,
    answered: Answered<'_>,
    answers: &[SensitivityAnswer],
    series: Series,
    locale: Locale,
) -> Table {
    let main = answered.main();
    let lines = words::series_lines(review, answered.outcome, main, answers, series, locale);
    let sentence = match series {
        Series::LeaveOneOut => words::left_out_sentence(&lines, locale),
        Series::Cumulative(_) => words::cumulative_sentence(&lines, locale),
        Series::PeopleLost(_) => words::lost_sentence(review, main, answers, &lines, locale),
    };
    let levels = lines.iter().map(|line| line.level);
    let table = Table {
        caption: words::series_figure_name(&answered.outcome.name, series, review),
        columns: columns(review, &confidence::short_of_all(levels)),
        rows: lines
            .iter()
            .map(|line| row(&answered.outcome.name, line, locale))
            .collect(),
        notes: vec![sentence, words::series_shared(series).to_owned()],
    };
    match series {
        Series::PeopleLost(_) => table,
        Series::LeaveOneOut | Series::Cumulative(_) => {
            with_method_as_note(table, answered.response.plan)
        }
    }
}

/// Columns that say the same of every row of a series of trials: the outcome, what differs, and the method.
const ALIKE: [&str; 3] = ["outcome", "differs", "method"];

/// The table without what its rows have in common: the outcome stands over it, the method beneath.
fn with_method_as_note(mut table: Table, plan: Plan) -> Table {
    let kept: Vec<bool> = table
        .columns
        .iter()
        .map(|column| !ALIKE.iter().any(|key| column.parts == [*key]))
        .collect();
    let mut of_column = kept.iter();
    table
        .columns
        .retain(|_| of_column.next().copied().unwrap_or(true));
    for row in &mut table.rows {
        let mut of_cell = kept.iter();
        row.cells
            .retain(|_| of_cell.next().copied().unwrap_or(true));
    }
    table.notes.push(words::main_plan(plan));
    table
}

fn columns(review: &Review, interval: &str) -> Vec<Column> {
    let [experimental, control] = crate::wording::names::sides(review);
    let side = |label: &str, key: &str| {
        let parts = [format!("{key}_events"), format!("{key}_total")];
        Column::of_numbers(
            Some(label),
            translate("Events/total"),
            &[&parts[0], &parts[1]],
        )
    };
    vec![
        Column::of_names(translate("Outcome"), "outcome"),
        Column::of_names(words::ANALYSIS, "analysis"),
        Column::of_names(translate("What differs"), "differs"),
        Column::of_numbers(
            None,
            words::TRIALS,
            &["trials_contributing", "trials_entered"],
        ),
        side(experimental, "experimental"),
        side(control, "control"),
        Column::of_names(translate("Measure and method"), "method"),
        Column::of_numbers(
            None,
            tr!("Effect ({interval})", interval),
            &["estimate", "lower", "upper"],
        ),
        Column::of_numbers(None, translate("Level"), &["level_percent"]),
        Column::of_numbers(None, "P", &["p_value"]),
        Column::of_names(words::BESIDE, "beside_main"),
    ]
}

fn row(outcome: &str, line: &Line, locale: Locale) -> Row {
    let trials = line.counted.map_or_else(Vec::new, |(contributing, rows)| {
        [contributing, rows]
            .map(|count| CellValue::Count(count as u64))
            .to_vec()
    });
    let counts = |counts: &Option<Counts>| match counts {
        Some(counts) => Cell {
            shown: counts.written(locale),
            parts: vec![
                CellValue::Count(counts.events),
                CellValue::Count(counts.total),
            ],
        },
        None => Cell::empty(),
    };
    let [experimental, control] = &line.counts;
    let (effect, p) = numbers(line);
    Row {
        kind: if line.conclusion.is_none() {
            RowKind::Total
        } else {
            RowKind::Plain
        },
        cells: vec![
            Cell::name(outcome),
            Cell::name(line.name.clone()),
            Cell::name(line.detail.clone()),
            Cell {
                shown: line.trials.clone(),
                parts: trials,
            },
            counts(experimental),
            counts(control),
            line.plan.map_or_else(Cell::empty, |plan| {
                let measure = names::measure(plan.measure, Length::Short);
                Cell::name(tr!("{measure}, {}", names::plan_short(plan), measure))
            }),
            effect,
            Cell::count(
                u64::from(line.level.percent()),
                confidence::percent(line.level),
            ),
            p,
            line.conclusion
                .map_or_else(Cell::empty, |conclusion| Cell::name(conclusion.words())),
        ],
    }
}

/// The effect and its P.
fn numbers(line: &Line) -> (Cell, Cell) {
    match (&line.result, line.plan) {
        (Ok(result), Some(plan)) => {
            let interval = &result.interval;
            let read = [interval.estimate, interval.lower, interval.upper]
                .map(|value| natural(plan.measure, value));
            let shown = tr!("{} ({})", result.estimate, result.interval_in_words());
            (
                Cell::numbers(read, shown),
                Cell::numbers([result.p_value], result.p.clone()),
            )
        }
        (Err(why), _) => (Cell::words(why.clone()), Cell::empty()),
        (Ok(_), None) => (Cell::empty(), Cell::empty()),
    }
}
