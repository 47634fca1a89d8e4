//! All events of a review in the three-level model of events within groups, as a table.

use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::{EventInGroup, EventMixture, EventPosterior, GroupedEvents};
use crate::wording::{Locale, grouped_events as words, number, tr, translate};

/// Each event: how probable more, no and fewer events with the treatment are, the odds ratio in the model, the one of its own
/// numbers, and its group. What is not settled has no numbers.
#[must_use]
pub fn grouped_events(asked: &GroupedEvents, found: &EventMixture, locale: Locale) -> Table {
    let experimental = words::experimental(asked);
    let rows = asked.events.iter().zip(&found.events);
    let mut notes = vec![words::sentence(asked, found, locale)];
    notes.extend(words::notes(asked, found, locale));
    Table {
        caption: words::caption(experimental),
        columns: vec![
            Column::of_names(words::EVENT, "event"),
            Column::of_numbers(None, words::of_more(experimental), &["probability_more"]),
            Column::of_numbers(None, words::OF_NONE, &["probability_none"]),
            Column::of_numbers(None, words::of_fewer(experimental), &["probability_fewer"]),
            Column::of_numbers(
                None,
                words::shrunken_head(asked),
                &["odds_ratio", "lower", "upper"],
            ),
            Column::of_numbers(
                None,
                words::own_head(asked),
                &["own_odds_ratio", "own_lower", "own_upper"],
            ),
            Column::of_names(words::GROUP, "group"),
            Column {
                parts: vec!["r_hat".to_owned(), "effective_draws".to_owned()],
                ..Column::of_names(words::CHAINS, "chains")
            },
        ],
        rows: rows
            .map(|(event, found)| Row {
                kind: RowKind::Plain,
                cells: cells(asked, event, found, locale),
            })
            .collect(),
        notes,
    }
}

fn cells(
    asked: &GroupedEvents,
    event: &EventInGroup,
    found: &EventPosterior,
    locale: Locale,
) -> Vec<Cell> {
    let own = event.own_log_odds_ratio(asked.level);
    let own = own.map(|own| [own.estimate, own.lower, own.upper]);
    let mut cells = vec![Cell::name(event.name.clone())];
    if found.converged() {
        cells.extend([found.more, found.none, found.less()].map(|probability| {
            Cell::numbers([probability], number::simulated(probability, locale))
        }));
        let [lower, upper] = found.limits;
        cells.push(odds_ratio([found.median, lower, upper], locale));
    } else {
        cells.push(Cell::words(words::NOT_SETTLED));
        cells.extend([Cell::empty(), Cell::empty(), Cell::empty()]);
    }
    cells.push(own.map_or_else(|| Cell::words(words::NO_OWN), |own| odds_ratio(own, locale)));
    cells.push(Cell::name(words::group(asked, event)));
    let worth = [found.r_hat, Some(found.effective)];
    cells.push(match found.r_hat {
        Some(_) => Cell::numbers(worth.into_iter().flatten(), words::chains(found, locale)),
        None => Cell::words(words::chains(found, locale)),
    });
    cells
}

/// An odds ratio and its limits from their logarithms: "0.82 (0.65 to 1.05)".
fn odds_ratio(logs: [f64; 3], locale: Locale) -> Cell {
    let [estimate, lower, upper] = logs.map(libm::exp);
    let limits = number::ratio_limits([lower, upper], locale).join(translate(" to "));
    Cell::numbers(
        [estimate, lower, upper],
        tr!("{} ({limits})", number::ratio(estimate, locale), limits),
    )
}
