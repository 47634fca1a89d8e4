//! The safety profile as a table: every outcome with who reported it, what was counted and what was pooled.

use super::outcome::effect_cell;
use super::{Cell, CellValue, Column, Row, RowKind, Table};
use crate::analysis::{ExcludedTrial, MainAnalysis, Prepared, Response, Totals};
use crate::data::{Outcome, Review};
use crate::wording::effects::Written;
use crate::wording::names::{self, Length};
use crate::wording::{
    Locale, Subject, confidence, effects, exclusions, number, tr, translate, undefined,
};

/// An outcome with its answer.
#[derive(Clone, Copy, Debug)]
pub struct Answered<'a> {
    /// The outcome.
    pub outcome: &'a Outcome,
    /// What was asked.
    pub prepared: &'a Prepared,
    /// What was answered.
    pub response: &'a Response,
}

impl<'a> Answered<'a> {
    /// The answer as the main analysis, beside which others stand.
    pub(super) fn main(&self) -> MainAnalysis<'a> {
        MainAnalysis {
            prepared: self.prepared,
            response: self.response,
        }
    }
}

/// The table of all outcomes of a review.
#[must_use]
pub fn profile(review: &Review, answers: &[Answered<'_>], locale: Locale) -> Table {
    let [experimental, control] = names::sides(review).map(str::trim);
    let differences = answers.iter().filter_map(|answered| {
        let absolute = answered.response.absolute.as_ref()?;
        Some(&absolute.difference)
    });
    let people = effects::people_of_all(differences);
    let interval = confidence::short_of_all(answers.iter().map(|answered| answered.response.level));
    let mut columns = vec![
        Column::of_names(translate("Outcome"), "outcome"),
        Column::of_numbers(
            None,
            translate("Trials"),
            &["trials_reporting", "trials_included"],
        ),
    ];
    for (side, key) in [(experimental, "experimental"), (control, "control")] {
        let parts = [format!("{key}_events"), format!("{key}_total")];
        columns.push(Column::of_numbers(
            Some(side),
            translate("Events/total"),
            &[&parts[0], &parts[1]],
        ));
    }
    columns.push(Column::of_names(translate("Measure and method"), "method"));
    columns.push(Column::of_numbers(
        None,
        tr!("Effect ({interval})", interval),
        &["estimate", "lower", "upper"],
    ));
    columns.push(Column::of_numbers(
        None,
        tr!(
            "Difference {} ({interval})",
            effects::per(people, locale),
            interval
        ),
        &[
            "risk_difference",
            "risk_difference_lower",
            "risk_difference_upper",
        ],
    ));
    columns.push(Column::of_numbers(
        None,
        translate("I²"),
        &["i_squared_percent"],
    ));
    Table {
        caption: tr!(
            "{}: all outcomes",
            named(&review.title, translate("Safety profile"))
        ),
        columns,
        rows: answers
            .iter()
            .map(|answered| row(review, answered, people, locale))
            .collect(),
        notes: notes(answers),
    }
}

fn notes(answers: &[Answered<'_>]) -> Vec<String> {
    let excluded: Vec<(&str, &[ExcludedTrial])> = answers
        .iter()
        .map(|answered| {
            let outcome = answered.outcome.name.as_str();
            (outcome, &answered.prepared.excluded[..])
        })
        .collect();
    let reported = translate("Trials: those that reported the outcome, of those included. Not reported is not zero. Intervals are not adjusted for the number of outcomes.")
        .to_owned();
    std::iter::once(reported)
        .chain(exclusions::of_outcomes(&excluded))
        .collect()
}

fn row(review: &Review, answered: &Answered<'_>, people: u32, locale: Locale) -> Row {
    let Answered {
        outcome,
        prepared,
        response,
    } = *answered;
    let subject = Subject::of(review, outcome, prepared, locale);
    let mut cells = vec![
        Cell::name(subject.outcome),
        Cell {
            shown: format!(
                "{}/{}{}",
                number::count(prepared.reported() as u64, locale),
                number::count(prepared.included as u64, locale),
                exclusions::mark(!subject.excluded.is_empty())
            ),
            parts: vec![
                super::CellValue::Count(prepared.reported() as u64),
                super::CellValue::Count(prepared.included as u64),
            ],
        },
    ];
    cells.extend(counts(response.totals.as_ref(), locale));
    cells.push(Cell::name(tr!(
        "{}, {}",
        names::measure(response.measure(), Length::Short),
        names::plan_short(response.plan)
    )));
    let measure = response.measure();
    cells.push(match &response.pooled {
        Ok(pooled) => {
            let written = Written::of(measure, &pooled.interval, locale);
            let mut cell = effect_cell(written, measure, &pooled.interval);
            cell.shown = written.with_unusual_unit(cell.shown);
            cell
        }
        Err(reason) => Cell::words(undefined::short_of(*reason, measure, &subject)),
    });
    cells.push(match &response.absolute {
        Some(absolute) => {
            let difference = &absolute.difference;
            let written = |value| number::difference_per(value, people, locale);
            Cell::numbers(
                [difference.estimate, difference.lower, difference.upper],
                tr!(
                    "{} ({} to {})",
                    written(difference.estimate),
                    written(difference.lower),
                    written(difference.upper)
                ),
            )
        }
        None => Cell::empty(),
    });
    let heterogeneity = response
        .pooled
        .as_ref()
        .ok()
        .and_then(|pooled| pooled.heterogeneity);
    cells.push(match heterogeneity {
        Some(found) => Cell::numbers(
            [found.i_squared],
            number::i_squared(found.i_squared, locale),
        ),
        None => Cell::empty(),
    });
    Row {
        kind: RowKind::Plain,
        cells,
    }
}

/// Events out of people, one cell a side.
fn counts(totals: Option<&Totals>, locale: Locale) -> [Cell; 2] {
    let Some(totals) = totals.filter(|totals| totals.trials > 0) else {
        return [Cell::empty(), Cell::empty()];
    };
    [
        (totals.experimental_events, totals.experimental_total),
        (totals.control_events, totals.control_total),
    ]
    .map(|(events, people)| events_of(events, people, locale))
}

/// Events out of people.
pub(super) fn events_of(events: u64, people: u64, locale: Locale) -> Cell {
    Cell {
        shown: format!(
            "{}/{}",
            number::count(events, locale),
            number::count(people, locale)
        ),
        parts: [events, people].map(CellValue::Count).into(),
    }
}

fn named<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() {
        otherwise
    } else {
        text.trim()
    }
}
