//! The results of an outcome with its trials in their subgroups.

use super::outcome::{effect_cell, written};
use super::{Cell, Row, RowKind, Table};
use crate::analysis::{Prepared, Response, Subgroup, Subgroups};
use crate::data::{FigureSettings, Outcome, OutcomeKind, Review};
use crate::wording::forest::Footer;
use crate::wording::{Locale, Subject, number, subgroups as words, tr, undefined};

/// Parts the trials of an outcome's table: each subgroup has a head, its trials and its own pooled estimate, and what is
/// said of its heterogeneity and of the differences stands under the table.
#[must_use]
pub fn in_subgroups(
    mut table: Table,
    review: &Review,
    outcome: &Outcome,
    (prepared, response): (&Prepared, &Response),
    found: &Subgroups,
    locale: Locale,
) -> Table {
    let subject = Subject::of(review, outcome, prepared, locale);
    let parts = Parts {
        subject: &subject,
        response,
        columns: table.columns.len(),
    };
    let footer = Footer {
        subject: &subject,
        response,
        clipped: false,
        leading_zero: true,
        figures: &FigureSettings::PLAIN,
        subgroups: Some(found),
        taken: "",
    };
    let mut trials: Vec<Option<Row>> = table.rows.drain(..).map(Some).collect();
    let others = trials.split_off(response.trials.len().min(trials.len()));
    let weights: Vec<Option<f64>> = response.trials.iter().map(|trial| trial.weight).collect();
    let places: Vec<Vec<usize>> = found
        .groups
        .iter()
        .map(|group| group.rows.clone())
        .collect();
    let sums = number::weights_of_parts(&weights, &places, locale);
    for (group, sum) in found.groups.iter().zip(sums) {
        let name = words::name(&group.name, review);
        table.rows.push(parts.head(&name));
        let rows = group.rows.iter();
        table
            .rows
            .extend(rows.filter_map(|row| trials.get_mut(*row)?.take()));
        table.rows.push(parts.subtotal(group, &weights, sum));
        let said = group.pooled.as_ref().ok();
        if let Some(said) = said.and_then(|pooled| footer.of_subgroup(pooled)) {
            table.notes.push(tr!("{name}: {said}", name, said));
        }
    }
    table.rows.extend(others.into_iter().flatten());
    table.notes.extend(footer.difference());
    table.notes.extend(words::not_stated(found, &subject));
    table
}

struct Parts<'a> {
    subject: &'a Subject<'a>,
    response: &'a Response,
    /// How many columns the table has.
    columns: usize,
}

impl Parts<'_> {
    /// The head of a part: a row with nothing but its name.
    fn head(&self, name: &str) -> Row {
        let mut cells = vec![Cell::name(name)];
        cells.resize_with(self.columns, Cell::empty);
        Row {
            kind: RowKind::Total,
            cells,
        }
    }

    fn subtotal(&self, group: &Subgroup, weights: &[Option<f64>], sum: String) -> Row {
        let mut cells = vec![Cell::name(words::SUBTOTAL_NAME)];
        cells.extend(self.counts(group));
        // Weight and effect are the last two columns.
        cells.resize_with(self.columns.saturating_sub(2), Cell::empty);
        let rows = group.rows.iter();
        let shares: Vec<f64> = rows
            .filter_map(|row| weights.get(*row).copied().flatten())
            .collect();
        cells.push(if shares.is_empty() {
            Cell::empty()
        } else {
            Cell::numbers([shares.iter().sum()], sum)
        });
        let measure = self.response.measure();
        let written = written(self.response, self.subject.locale);
        cells.push(match &group.pooled {
            Ok(pooled) => effect_cell(written, measure, &pooled.interval),
            Err(reason) => Cell::words(undefined::short_of(*reason, measure, self.subject)),
        });
        Row {
            kind: RowKind::Total,
            cells,
        }
    }

    fn counts(&self, group: &Subgroup) -> Vec<Cell> {
        let count = |value| Cell::count(value, number::count(value, self.subject.locale));
        if let Some(people) = group.people {
            return vec![count(people.events), count(people.total)];
        }
        let Some(totals) = group.totals else {
            return Vec::new();
        };
        if self.response.measure().kind() != OutcomeKind::Counts {
            return Vec::new();
        }
        [
            totals.experimental_events,
            totals.experimental_total,
            totals.control_events,
            totals.control_total,
        ]
        .map(count)
        .to_vec()
    }
}
