//! When an outcome was read, and which of several readings answers the question.

use serde::{Deserialize, Serialize};
use std::borrow::Cow;
use std::collections::BTreeMap;

use super::{ArmId, Outcome, Record, Trial, Window, half_width};

/// What a trial reported of an outcome at other time points than the one that is used.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct OtherTimes {
    /// What it reported then, in the order of its report; these have no other times of their own.
    pub records: Vec<Record>,
    /// Whether the user chose which is used, rather than the window of the outcome.
    pub by_hand: bool,
}

/// What units of time are called in the singular, and their lengths in days.
const UNITS: [(&str, f64); 17] = [
    ("min", 1.0 / 1440.0),
    ("minute", 1.0 / 1440.0),
    ("h", 1.0 / 24.0),
    ("hr", 1.0 / 24.0),
    ("hour", 1.0 / 24.0),
    ("d", 1.0),
    ("day", 1.0),
    ("w", 7.0),
    ("wk", 7.0),
    ("week", 7.0),
    ("m", 30.4375),
    ("mo", 30.4375),
    ("mth", 30.4375),
    ("month", 30.4375),
    ("y", 365.25),
    ("yr", 365.25),
    ("year", 365.25),
];

/// The time that a text names, in days: "30 d", "day 30", "6-month", "1.5 years", "0 to 24 h"; of several the longest.
/// Months and years have the length they have on average. `None` where no number stands beside a unit.
#[must_use]
pub fn length_in_days(text: &str) -> Option<f64> {
    let words = words_of(text);
    let number = |place: usize| words.get(place).and_then(|word| number_of(word));
    let mut longest: Option<f64> = None;
    for (place, word) in words.iter().enumerate() {
        let Some(unit) = days_of(word) else {
            continue;
        };
        // "30 d" before "day 30": the number that follows may belong to the next unit.
        let count = place.checked_sub(1).and_then(number);
        let Some(count) = count.or_else(|| number(place + 1)) else {
            continue;
        };
        let days = count * unit;
        longest = Some(longest.map_or(days, |known| known.max(days)));
    }
    longest
}

/// The follow-up that a cell says under a head, in days: "24 months", or a bare number where the head names the unit. `None`
/// where the cell holds several numbers, as a median with its range does, or no unit is named.
#[must_use]
pub fn follow_up_in(head: &str, cell: &str) -> Option<f64> {
    let words = words_of(cell);
    let numbers: Vec<f64> = words.iter().filter_map(|word| number_of(word)).collect();
    let [number] = numbers.as_slice() else {
        return None;
    };
    let has_sign = cell.contains(['<', '>', '≥', '≤', '~']);
    let unit = |words: &[String]| words.iter().find_map(|word| days_of(word));
    let unit = unit(&words).or_else(|| unit(&words_of(head)));
    unit.filter(|_| !has_sign && *number >= 0.0)
        .map(|unit| number * unit)
}

/// The number that a text is; `None` for a word, among them "inf" and "nan", which the standard library reads as numbers.
fn number_of(text: &str) -> Option<f64> {
    let is_word = text
        .chars()
        .any(|sign| sign.is_alphabetic() && sign != 'e' && sign != 'E');
    text.parse().ok().filter(|_| !is_word)
}

/// Runs of digits, with their decimal mark, and runs of letters, in small letters.
fn words_of(text: &str) -> Vec<String> {
    let mut words: Vec<String> = Vec::new();
    let mut before = ' ';
    let text = units_in_english(&half_width(text)).to_lowercase();
    let mut letters = text.chars().peekable();
    while let Some(letter) = letters.next() {
        let follows = letters.peek().copied().unwrap_or(' ');
        let mark = matches!(letter, '.' | ',') && before.is_numeric() && follows.is_numeric();
        let kept = if mark { '.' } else { letter };
        if letter.is_numeric() || mark || letter.is_ascii_lowercase() {
            let goes_on = (letter.is_numeric() || mark) == (before.is_numeric() || before == '.');
            match words.last_mut() {
                Some(word) if goes_on && before != ' ' => word.push(kept),
                _ => words.push(kept.into()),
            }
            before = kept;
        } else {
            before = ' ';
        }
    }
    words
}

/// A text with its Chinese units of time in English: "术后6个月" as "术后6 months ". A date ("2019年3月", "3月5日") names no time
/// after the beginning, and stays.
fn units_in_english(text: &str) -> Cow<'_, str> {
    const UNITS: [(&str, &str); 9] = [
        ("个月", " months "),
        ("月", " months "),
        ("星期", " weeks "),
        ("周", " weeks "),
        ("天", " days "),
        ("日", " days "),
        ("小时", " hours "),
        ("分钟", " minutes "),
        ("年", " years "),
    ];
    let is_date = text.contains('月') && text.contains('日')
        || text.split('年').rev().skip(1).any(|before| {
            let digits = before.chars().rev().take_while(char::is_ascii_digit);
            digits.count() >= 4
        });
    if is_date || !UNITS.iter().any(|(chinese, _)| text.contains(chinese)) {
        return Cow::Borrowed(text);
    }
    let english = UNITS
        .iter()
        .fold(text.to_owned(), |text, (chinese, english)| {
            text.replace(chinese, english)
        });
    Cow::Owned(english)
}

/// The length of a unit of time.
fn days_of(word: &str) -> Option<f64> {
    let one = word.strip_suffix('s').unwrap_or(word);
    let mut units = UNITS.iter();
    units.find(|(name, _)| *name == one).map(|(_, days)| *days)
}

/// Whether two texts name the same time: by the same words, or by the same number of days.
#[must_use]
pub fn same_time(one: &str, other: &str) -> bool {
    one.trim().to_lowercase() == other.trim().to_lowercase()
        || length_in_days(one).is_some_and(|days| length_in_days(other) == Some(days))
}

impl Record {
    /// What was reported at other time points.
    #[must_use]
    pub fn at_other_times(&self) -> &[Record] {
        match self.others.as_ref() {
            Some(others) => &others.records,
            None => &[],
        }
    }

    /// Gives the arms of all readings other names; arms without a new name are left out.
    pub fn rename_arms(&mut self, names: &BTreeMap<ArmId, ArmId>) {
        self.values = self.values.with_arms(names);
        for other in self
            .others
            .as_mut()
            .into_iter()
            .flat_map(|others| &mut others.records)
        {
            other.values = other.values.with_arms(names);
        }
    }

    /// The reading of this time, the one in use among them.
    pub fn at(&mut self, time: &str) -> Option<&mut Record> {
        if same_time(&self.time_point, time) {
            return Some(self);
        }
        let others = self.others.as_mut()?;
        let mut records = others.records.iter_mut();
        records.find(|record| same_time(&record.time_point, time))
    }

    /// Adds a reading of another time.
    pub fn add_time(&mut self, record: Record) {
        let mut others = self.others.take().unwrap_or(OtherTimes {
            records: Vec::new(),
            by_hand: false,
        });
        others.records.push(record);
        self.others = Some(others);
    }

    /// Uses another reading, which changes places with the one that is used now; nothing where there is no such reading.
    pub fn use_other(&mut self, nth: usize) {
        let Some(mut others) = self.others.take() else {
            return;
        };
        if let Some(other) = others.records.get_mut(nth) {
            std::mem::swap(self, other);
        }
        self.others = Some(others);
    }

    /// Uses the reading that the window asks for: the earliest or the longest of those that say something. Where a time
    /// cannot be told from its words, or the user has chosen, all stays as it is. The place among the others of what is
    /// used now, where that is another one.
    pub fn choose(&mut self, window: Window, arms: &[ArmId]) -> Option<usize> {
        let others = self.others.as_ref().filter(|others| !others.by_hand)?;
        let lengths = self.lengths_of_times()?;
        let says = |record: &Record| record.values.is_reported(arms);
        let (own, lengths) = lengths.split_first()?;
        let mut best = (says(self), *own, None);
        for (nth, (record, days)) in others.records.iter().zip(lengths).enumerate() {
            let (reported, days) = (says(record), *days);
            let wanted = match window {
                Window::Immediate => days < best.1,
                Window::Lasting => days > best.1,
            };
            if (reported && !best.0) || (reported == best.0 && wanted) {
                best = (reported, days, Some(nth));
            }
        }
        let nth = best.2?;
        self.use_other(nth);
        Some(nth)
    }

    /// Whether all times can be told from their words, so that a window can choose among them.
    #[must_use]
    pub fn times_are_known(&self) -> bool {
        self.lengths_of_times().is_some()
    }

    /// Whether no other reading is further out in the direction that the window looks, with numbers or without.
    #[must_use]
    pub fn is_outermost(&self, window: Window) -> bool {
        let lengths = self.lengths_of_times().unwrap_or_default();
        let own = lengths.first().copied().unwrap_or_default();
        lengths.into_iter().all(|other| match window {
            Window::Immediate => own <= other,
            Window::Lasting => own >= other,
        })
    }

    /// How long after the beginning the readings are, the one in use first: in days, or where all are bare numbers in the
    /// unit of their column.
    fn lengths_of_times(&self) -> Option<Vec<f64>> {
        let times = || {
            let readings = std::iter::once(self).chain(self.at_other_times());
            readings.map(|reading| reading.time_point.trim())
        };
        let days: Option<Vec<f64>> = times().map(length_in_days).collect();
        days.or_else(|| times().map(number_of).collect())
    }
}

impl Trial {
    /// Uses of each outcome's readings the one that its window asks for.
    pub fn choose_times(&mut self, outcomes: &[std::sync::Arc<Outcome>]) {
        let arms: Vec<ArmId> = self.arms.iter().map(|arm| arm.id).collect();
        for outcome in outcomes {
            if let Some(record) = self.records.get_mut(&outcome.id) {
                record.choose(outcome.window, &arms);
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_time_is_told_from_a_number_beside_a_unit() {
        for (text, days) in [
            ("30 d", 30.0),
            ("30d", 30.0),
            ("Day 30", 30.0),
            ("28-day mortality", 28.0),
            ("6 months", 6.0 * 30.4375),
            ("12 mo", 365.25),
            ("1 year", 365.25),
            ("1.5 yrs", 547.875),
            ("1,5 Y", 547.875),
            ("0 to 24 h", 1.0),
            ("within 90 min", 0.0625),
            ("week 4", 28.0),
            ("W12", 84.0),
            ("M6", 6.0 * 30.4375),
            ("up to 2 years (median 14 months)", 730.5),
            ("yearly, year 3", 1095.75),
        ] {
            assert_eq!(length_in_days(text), Some(days), "{text}");
        }
        for text in [
            "",
            "in hospital",
            "discharge",
            "weaning 3",
            "30",
            "day",
            "visit 2",
            "mild 3",
        ] {
            assert_eq!(length_in_days(text), None, "{text}");
        }
    }

    #[test]
    fn a_follow_up_is_one_number_with_a_unit() {
        for (head, cell, days) in [
            ("Follow-up (months)", "24", Some(24.0 * 30.4375)),
            ("Follow-up", "2 years", Some(730.5)),
            ("Mean follow-up, months", "1.5 years", Some(547.875)),
            ("Follow-up", "24", None),
            ("Follow-up (months)", "24 (12 to 36)", None),
            ("Follow-up (months)", ">12", None),
            ("Follow-up (months)", "", None),
        ] {
            assert_eq!(follow_up_in(head, cell), days, "{head}: {cell}");
        }
    }

    #[test]
    fn times_are_the_same_by_their_words_or_by_their_length() {
        assert!(same_time("12 mo", "1 year"));
        assert!(same_time("In hospital", "in hospital "));
        assert!(!same_time("30 d", "1 month"));
        assert!(!same_time("in hospital", "discharge"));
    }
}
