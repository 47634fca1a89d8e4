//! Reads one cell: what was typed, and what it means.

use super::number::{self, Decimal};
use crate::data::{Entry, Misread, State};

/// A cell of events, which may name the total as well: `12/345`, `12 of 345`, `12/345 (3.5%)`.
#[derive(Clone, Debug, PartialEq)]
pub struct EventsCell {
    /// People with the event. What was typed is kept, but for the total: "12 (3.5%)".
    pub events: Entry<u64>,
    /// People at risk, if the cell names them.
    pub total: Option<Entry<u64>>,
}

/// An estimate which may carry its interval: `0.85 (0.60 to 1.20)`, `0.85 [0.60, 1.20]`.
#[derive(Clone, Debug, PartialEq)]
pub struct EstimateCell {
    /// The point estimate.
    pub estimate: Entry<f64>,
    /// Lower and upper limit, if the cell names them.
    pub limits: Option<(Entry<f64>, Entry<f64>)>,
}

/// Reads a count of people or events: `12`, `1,250`, `12 (3.5%)`, `n = 12`, `NR`.
///
/// Never fails: what is not a count is kept as typed, with the reason ([`Entry::problem`]).
#[must_use]
pub fn count(text: &str, decimal: Decimal) -> Entry<u64> {
    let typed = text.trim();
    let usual = number::usual_signs(typed);
    let whole = number::count_state(without_prefix(&usual), decimal);
    let state = match whole {
        State::Unreadable(reason) => match beside_percentage(&usual, decimal) {
            Some(count) => number::count_state(count, decimal),
            None => State::Unreadable(reason),
        },
        understood => understood,
    };
    Entry {
        typed: typed.to_owned(),
        state,
    }
}

/// Reads a cell of events, and the total if the cell names it: `12/345`, `12 of 345`, `12/345 (3.5%)`, `3.5% (12/345)`.
#[must_use]
pub fn events(text: &str, decimal: Decimal) -> EventsCell {
    let typed = text.trim();
    if !number::is_not_reported(typed)
        && let Some(fraction) = Fraction::of(&number::usual_signs(typed), decimal)
    {
        return EventsCell {
            events: count(&fraction.events, decimal),
            total: Some(count(fraction.total, decimal)),
        };
    }
    EventsCell {
        events: count(typed, decimal),
        total: None,
    }
}

/// Reads a number with decimals: `0.85`, `-0,16`, `1e-3`.
#[must_use]
pub fn number(text: &str, decimal: Decimal) -> Entry<f64> {
    let typed = text.trim();
    Entry {
        typed: typed.to_owned(),
        state: number::number_state(typed, decimal),
    }
}

/// Reads an estimate, and its interval if the cell names it: `0.85 (0.60 to 1.20)`, `0.85 [0.60, 1.20]`.
#[must_use]
pub fn estimate(text: &str, decimal: Decimal) -> EstimateCell {
    let typed = text.trim();
    if let Some((estimate, inside)) = split_bracket(&number::usual_signs(typed))
        && let Some((lower, upper)) = limits(inside, decimal)
    {
        return EstimateCell {
            estimate: number(estimate, decimal),
            limits: Some((lower, upper)),
        };
    }
    EstimateCell {
        estimate: number(typed, decimal),
        limits: None,
    }
}

/// Reads a year: `2019`, `(2019)`.
#[must_use]
pub fn year(text: &str) -> Entry<i32> {
    let typed = text.trim();
    let usual = number::usual_signs(typed);
    let usual = usual.strip_suffix('年').unwrap_or(&usual);
    let digits = usual
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
        .unwrap_or(usual);
    let state = match number::count_state(digits, Decimal::Point) {
        State::NotReported => State::NotReported,
        State::Unreadable(reason) => State::Unreadable(reason),
        State::Reported(year) => match i32::try_from(year) {
            Ok(year) if (1000..3000).contains(&year) => State::Reported(year),
            _ => State::Unreadable(Misread::NotANumber),
        },
    };
    Entry {
        typed: typed.to_owned(),
        state,
    }
}

/// "n = 12" without its "n =".
fn without_prefix(text: &str) -> &str {
    text.strip_prefix(['n', 'N'])
        .and_then(|rest| rest.trim_start().strip_prefix('='))
        .unwrap_or(text)
}

/// The count of a cell that names a percentage as well: "12 (3.5%)", "12 [3.5]", "3.5% (12)".
fn beside_percentage(text: &str, decimal: Decimal) -> Option<&str> {
    let (before, inside) = split_bracket(text)?;
    if before.ends_with('%') && is_share(before, decimal) {
        Some(inside)
    } else if is_share(inside, decimal) {
        Some(without_prefix(before))
    } else {
        None
    }
}

/// Whether the text is a percentage, with or without its sign: "3.5%", "3.5", "<1%", "–".
fn is_share(text: &str, decimal: Decimal) -> bool {
    let number = text.trim().trim_end_matches('%').trim();
    let number = number.trim_start_matches(['<', '>', '≤', '≥', '~']);
    match number::number_state(number, decimal) {
        State::Reported(share) => (0.0..=100.0).contains(&share),
        State::NotReported => true,
        State::Unreadable(_) => false,
    }
}

/// "a (b)" and "a [b]" as a and b.
fn split_bracket(text: &str) -> Option<(&str, &str)> {
    let text = text.trim_end_matches(number::FOOTNOTE_MARKS).trim_end();
    let (open, close) = match text.chars().last()? {
        ')' => ('(', ')'),
        ']' => ('[', ']'),
        _ => return None,
    };
    let (before, inside) = text.strip_suffix(close)?.split_once(open)?;
    let (before, inside) = (before.trim(), inside.trim());
    (!before.is_empty()).then_some((before, inside))
}

/// Events out of a total in one cell.
struct Fraction<'cell> {
    /// The events with the percentage, if there is one.
    events: String,
    total: &'cell str,
}

impl<'cell> Fraction<'cell> {
    fn of(text: &'cell str, decimal: Decimal) -> Option<Self> {
        if let Some((events, total)) = split_fraction(text) {
            return Some(Self {
                events: events.to_owned(),
                total,
            });
        }
        let (before, inside) = split_bracket(text)?;
        if let Some((events, total)) = split_fraction(before)
            && is_share(inside, decimal)
        {
            return Some(Self {
                events: format!("{events} ({inside})"),
                total,
            });
        }
        let (events, total) = split_fraction(inside)?;
        is_share(before, decimal).then(|| Self {
            events: format!("{before} ({events})"),
            total,
        })
    }
}

/// "12/345", "12 of 345" and "12 out of 345" as 12 and 345. Both sides must begin like numbers, so that a date or a word
/// with a stroke stays what it is.
fn split_fraction(text: &str) -> Option<(&str, &str)> {
    let (events, total) = ["out of", "of", "/", "∕", "⁄"]
        .iter()
        .find_map(|between| text.split_once(between))?;
    let (events, total) = (events.trim(), total.trim());
    let numeric = |part: &str| {
        part.starts_with(|first: char| first.is_ascii_digit() || first == '-' || first == '−')
            && !part.contains(['/', '(', '['])
            && number::is_number(part)
    };
    (numeric(events) && (numeric(total) || number::is_not_reported(total)))
        .then_some((events, total))
}

/// "0.60 to 1.20", "0.60, 1.20", "0.60; 1.20" and "0.60–1.20" as two limits.
pub(super) fn limits(text: &str, decimal: Decimal) -> Option<(Entry<f64>, Entry<f64>)> {
    let usual = number::usual_signs(text);
    let text = usual.as_ref();
    [
        " to ", ";", ", ", "–", "—", " - ", ",", "~", "至", "到", "-",
    ]
    .iter()
    .find_map(|between| {
        // A leading sign is not what stands between the limits.
        let start = text.char_indices().nth(1)?.0;
        let position = start + text.get(start..)?.find(between)?;
        let lower = number(text.get(..position)?, decimal);
        let upper = number(text.get(position + between.len()..)?, decimal);
        (lower.value().is_some() && upper.value().is_some()).then_some((lower, upper))
    })
}
