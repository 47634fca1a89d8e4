//! The selection model of Copas and Shi over its suppositions, as a table.

use super::small_study::interval;
use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{CopasAt, CopasGrid, SmallStudy};
use crate::wording::names::{self, Length};
use crate::wording::{Locale, confidence, copas as words, number};

/// The mean under each supposition.
#[must_use]
pub fn copas(grid: &CopasGrid, found: &SmallStudy, locale: Locale) -> Table {
    Table {
        caption: words::TITLE.to_owned(),
        columns: vec![
            Column::of_numbers(
                Some(words::KNOWN.text()),
                words::SMALLEST,
                &["smallest_known"],
            ),
            Column::of_numbers(
                Some(words::KNOWN.text()),
                words::LARGEST,
                &["largest_known"],
            ),
            Column::of_numbers(
                None,
                names::measure(found.measure, Length::Full),
                &["estimate"],
            ),
            Column::of_numbers(None, confidence::short(found.level), &["lower", "upper"]),
            Column::of_numbers(None, "τ²", &["tau_squared"]),
            Column::of_numbers(None, words::CORRELATION, &["correlation"]),
            Column::of_numbers(None, words::UNKNOWN, &["trials_not_known"]),
            Column::of_numbers(None, words::RESIDUAL, &["residual_p"]),
        ],
        rows: grid
            .suppositions
            .iter()
            .map(|one| supposition(one, found, locale))
            .collect(),
        notes: vec![words::sentence(grid, found, locale), words::HINT.to_owned()],
    }
}

fn supposition(one: &CopasAt, found: &SmallStudy, locale: Locale) -> Row {
    let known = [one.known.smallest_trial, one.known.largest_trial];
    let mut cells: Vec<Cell> = known
        .map(|share| Cell::numbers([share], number::percent(share, locale)))
        .into();
    if let (Ok(fit), Some(mean)) = (&one.fit, &one.mean) {
        cells.extend(interval(found.measure, mean, locale));
        let tau_squared = fit.tau * fit.tau;
        cells.push(Cell::numbers(
            [tau_squared],
            number::tau_squared(tau_squared, locale),
        ));
        cells.push(Cell::numbers(
            [fit.correlation],
            number::fixed(fit.correlation, 2, locale),
        ));
        cells.push(Cell::numbers(
            [fit.unknown],
            number::significant(fit.unknown, locale),
        ));
        cells.push(fit.residual_p.map_or_else(Cell::empty, |p| {
            Cell::numbers([p], number::p_value(p, locale))
        }));
    } else {
        cells.push(Cell::words(words::NO_MAXIMUM));
        cells.resize_with(8, Cell::empty);
    }
    Row {
        kind: RowKind::Plain,
        cells,
    }
}
