//! All numbers that trials give of an outcome, nested in their trials, as tables: the numbers, and what they come to.

use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{IntervalEstimate, NestedTrial, Response, SeveralNumbers};
use crate::data::Outcome;
use crate::wording::names::{self, Length};
use crate::wording::{Subject, confidence, number, several_numbers as words, tr, translate};

/// The numbers of the trials that give more than one, with their weights among all numbers.
#[must_use]
pub fn several_numbers(outcome: &Outcome, found: &SeveralNumbers, subject: &Subject<'_>) -> Table {
    let measure = found.plan.measure;
    let mut rows: Vec<Row> = found
        .with_several()
        .flat_map(|trial| numbers(trial, found, subject))
        .collect();
    let others = found.trials.iter().filter(|trial| trial.numbers.len() < 2);
    let weights = others.flat_map(|trial| &trial.numbers);
    let weights: Option<Vec<f64>> = weights.map(|number| number.weight).collect();
    if let Some(weights) = weights.filter(|weights| !weights.is_empty()) {
        let mut cells = vec![Cell::name(words::OTHERS)];
        cells.resize(5, Cell::empty());
        cells.push(weight(weights.iter().sum(), subject));
        rows.push(Row {
            kind: RowKind::Total,
            cells,
        });
    }
    Table {
        caption: tr!("{}: {}", outcome.name, words::NUMBERS_FILE),
        columns: vec![
            Column::of_names(translate("Trial"), "trial"),
            Column::of_names(words::NUMBER, "number"),
            Column::of_names(words::STANDING, "in_the_main_analysis"),
            Column::of_numbers(None, names::measure(measure, Length::Full), &["estimate"]),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
            Column::of_numbers(None, words::WEIGHT, &["weight"]),
        ],
        rows,
        notes: vec![words::EXPLAINED.to_owned()],
    }
}

fn numbers(trial: &NestedTrial, found: &SeveralNumbers, subject: &Subject<'_>) -> Vec<Row> {
    let rows = trial.numbers.iter().map(|number| {
        let own = IntervalEstimate::wald(
            number.effect.estimate,
            number.effect.variance.sqrt(),
            found.level,
        );
        let mut cells = vec![
            Cell::name(&trial.name),
            Cell::name(words::label(number, subject.locale)),
            Cell::name(words::standing(number.standing)),
        ];
        cells.extend(interval(found.plan.measure, &own, subject.locale));
        cells.push(
            number
                .weight
                .map_or_else(Cell::empty, |share| weight(share, subject)),
        );
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    rows.collect()
}

fn weight(share: f64, subject: &Subject<'_>) -> Cell {
    Cell::numbers([share], number::fixed(share, 1, subject.locale))
}

/// The main analysis, its numbers by random effects, and all numbers nested in their trials with either interval.
#[must_use]
pub fn nested_pools(
    outcome: &Outcome,
    found: &SeveralNumbers,
    response: &Response,
    subject: &Subject<'_>,
) -> Table {
    let measure = found.plan.measure;
    let mut rows = Vec::new();
    let mut add =
        |name: String, kind: RowKind, pool: Pool| rows.push(pool.row(name, kind, found, subject));
    if let Ok(pooled) = &response.pooled {
        let is_test = pooled.posterior.is_none();
        let pool = Pool {
            interval: pooled.interval,
            degrees: pooled.degrees_of_freedom,
            p_value: Some(pooled.p_value).filter(|_| is_test),
        };
        add(words::as_chosen(response), RowKind::Total, pool);
    }
    let nested = found.nested.as_ref().ok();
    let others = [
        (words::CHOSEN_BY_RANDOM_EFFECTS, found.chosen),
        (words::THREE_LEVELS, nested.map(|nested| nested.by_model)),
        (words::ROBUST, nested.and_then(|nested| nested.robust)),
    ];
    for (name, mean) in others {
        if let Some(mean) = mean {
            let pool = Pool {
                interval: mean.interval,
                degrees: mean.degrees_of_freedom,
                p_value: Some(mean.p_value()),
            };
            add(name.to_owned(), RowKind::Plain, pool);
        }
    }
    Table {
        caption: tr!("{}: {}", outcome.name, words::POOLS_FILE),
        columns: vec![
            Column::of_names(words::RESULT, "result"),
            Column::of_numbers(None, names::measure(measure, Length::Full), &["estimate"]),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
            Column::of_numbers(None, words::DEGREES, &["degrees_of_freedom"]),
            Column::of_numbers(None, "P", &["p_value"]),
        ],
        rows,
        notes: words::details(found, subject.locale),
    }
}

/// A pooled result as the table has it.
struct Pool {
    interval: IntervalEstimate,
    degrees: Option<f64>,
    p_value: Option<f64>,
}

impl Pool {
    fn row(
        self,
        name: String,
        kind: RowKind,
        found: &SeveralNumbers,
        subject: &Subject<'_>,
    ) -> Row {
        let locale = subject.locale;
        let mut cells = vec![Cell::name(name)];
        cells.extend(interval(found.plan.measure, &self.interval, locale));
        cells.push(self.degrees.map_or_else(Cell::empty, |degrees| {
            Cell::numbers([degrees], words::degrees(degrees, locale))
        }));
        cells.push(self.p_value.map_or_else(Cell::empty, |p_value| {
            Cell::numbers([p_value], number::p_value(p_value, locale))
        }));
        Row { kind, cells }
    }
}
