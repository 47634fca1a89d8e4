//! Doses that stand plainly in the names of arms ("50 mg", "2 × 10^6 cells/kg"), to be proposed and never assumed.

use std::collections::BTreeMap;

/// A number with what it counts.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct NamedDose {
    /// The number.
    pub(super) dose: f64,
    /// What follows it in the name: "mg", "cells/kg".
    pub(super) unit: String,
}

/// Words after a number that make it no dose: times and places.
const NO_UNITS: [&str; 16] = [
    "d", "day", "days", "w", "wk", "week", "weeks", "month", "months", "year", "years", "h",
    "hours", "st", "nd", "th",
];

/// The dose that stands in the name of an arm: one number with a unit. `None` where there are two numbers, or none that counts
/// something.
#[must_use]
pub(super) fn dose_in_name(name: &str) -> Option<NamedDose> {
    let text: Vec<char> = name.chars().collect();
    let mut found: Option<(f64, usize)> = None;
    let mut place = 0;
    while let Some(letter) = text.get(place) {
        if !letter.is_ascii_digit() {
            place += 1;
            continue;
        }
        let (number, next) = number_at(&text, place)?;
        let before = place.checked_sub(1).and_then(|before| text.get(before));
        // A number that ends a word names something: "CD34", "IL-2".
        let ends_word = before.is_some_and(|before| before.is_alphabetic() || *before == '-');
        if !ends_word && found.replace((number, next)).is_some() {
            return None;
        }
        place = next;
    }
    let (number, next) = found?;
    let rest: String = text.get(next..)?.iter().collect();
    let (factor, rest) = word_for_many(rest.trim_start());
    let unit = rest
        .split(['(', ')', ',', ';', ':', '['])
        .next()
        .unwrap_or_default()
        .trim();
    let first: String = unit.chars().take_while(|one| one.is_alphabetic()).collect();
    let counts = !unit.is_empty() && !NO_UNITS.contains(&first.to_lowercase().as_str());
    let counts = counts || factor > 1.0;
    let dose = number * factor;
    (counts && dose > 0.0 && dose.is_finite()).then(|| NamedDose {
        dose,
        unit: unit.to_owned(),
    })
}

/// The unit that most of these doses have, of those that are as frequent the first; nothing where there is none.
#[must_use]
pub(super) fn usual_unit<'a>(doses: impl Iterator<Item = &'a NamedDose>) -> Option<String> {
    let mut counted: BTreeMap<String, (usize, usize, &str)> = BTreeMap::new();
    for (place, dose) in doses.enumerate() {
        let of_unit =
            counted
                .entry(dose.unit.to_lowercase())
                .or_insert((0, place, dose.unit.as_str()));
        of_unit.0 += 1;
    }
    let most = counted
        .into_values()
        .max_by_key(|(many, first, _)| (*many, usize::MAX - first))?;
    Some(most.2.to_owned())
}

/// The number that begins here and where it ends, with its power of ten: "2.5", "1,000", "2 × 10^6", "1e6". `None` where it cannot be
/// told what it is.
fn number_at(text: &[char], from: usize) -> Option<(f64, usize)> {
    let digit = |place: usize| text.get(place).is_some_and(char::is_ascii_digit);
    let mut end = from;
    let mut written = String::new();
    while let Some(letter) = text.get(end) {
        match letter {
            '0'..='9' => written.push(*letter),
            '.' if digit(end + 1) && !written.contains('.') => written.push('.'),
            ',' if digit(end + 1) => {
                // Three digits are thousands; anything else may be decimals.
                let thousands = (end + 1..end + 4).all(digit) && !digit(end + 4);
                if !thousands || written.contains('.') {
                    return None;
                }
            }
            _ => break,
        }
        end += 1;
    }
    let number: f64 = written.parse().ok()?;
    let (power, end) = power_at(text, end).unwrap_or((0, end));
    Some((number * libm::pow(10.0, f64::from(power)), end))
}

/// The power of ten that follows a number, and where it ends.
fn power_at(text: &[char], end: usize) -> Option<(u8, usize)> {
    let skip = |mut place: usize| {
        while text.get(place).is_some_and(|one| one.is_whitespace()) {
            place += 1;
        }
        place
    };
    let is_digit = |place: usize| text.get(place).is_some_and(char::is_ascii_digit);
    if matches!(text.get(end), Some('e' | 'E')) && is_digit(end + 1) {
        return exponent(text, end + 1);
    }
    let sign = skip(end);
    if !matches!(text.get(sign), Some('×' | 'x' | 'X' | '*' | '·')) {
        return None;
    }
    let ten = skip(sign + 1);
    if !matches!((text.get(ten), text.get(ten + 1)), (Some('1'), Some('0'))) {
        return None;
    }
    match text.get(ten + 2) {
        Some('^' | 'E' | 'e') => exponent(text, ten + 3),
        Some(_) | None => exponent(text, ten + 2),
    }
}

/// The digits of an exponent, raised or not.
fn exponent(text: &[char], from: usize) -> Option<(u8, usize)> {
    const RAISED: [char; 10] = ['⁰', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹'];
    let digits = text.get(from..)?.iter().map_while(|one| {
        let raised = RAISED.iter().position(|raised| raised == one);
        let digit = one.to_digit(10).and_then(|digit| u8::try_from(digit).ok());
        raised
            .and_then(|raised| u8::try_from(raised).ok())
            .or(digit)
    });
    let digits: Vec<u8> = digits.take(2).collect();
    let value = digits.iter().fold(0_u8, |value, digit| value * 10 + *digit);
    (!digits.is_empty() && value <= 15).then_some((value, from + digits.len()))
}

/// "million" and the like at the beginning of a text, and what follows.
fn word_for_many(rest: &str) -> (f64, &str) {
    for (word, factor) in [("million", 1e6), ("billion", 1e9), ("mio", 1e6), ("M", 1e6)] {
        if let Some(after) = rest.strip_prefix(word)
            && !after.starts_with(char::is_alphanumeric)
        {
            return (factor, after.trim_start());
        }
    }
    (1.0, rest)
}

#[cfg(test)]
mod tests {
    use super::{dose_in_name, usual_unit};

    fn found(name: &str) -> Option<(f64, String)> {
        dose_in_name(name).map(|found| (found.dose, found.unit))
    }

    #[test]
    fn a_number_with_what_it_counts_is_a_dose() {
        for (name, dose, unit) in [
            ("50 mg", 50.0, "mg"),
            ("2×10^6/kg", 2e6, "/kg"),
            ("2 x 10⁶ cells/kg", 2e6, "cells/kg"),
            ("2 million cells per kg", 2e6, "cells per kg"),
            ("high dose 100M", 1e8, ""),
            ("Drug 1,000 mg (oral)", 1000.0, "mg"),
            ("0.5 mg/kg", 0.5, "mg/kg"),
            ("CD34 cells, 1e6/kg", 1e6, "/kg"),
        ] {
            assert_eq!(found(name), Some((dose, unit.to_owned())), "{name}");
        }
    }

    #[test]
    fn what_may_be_something_else_is_none() {
        for name in [
            "",
            "placebo",
            "arm 2",
            "IL-2",
            "50 mg twice, 100 mg once",
            "1,5 mg",
            "7 days",
            "2nd arm",
            "0 mg",
            "60 mg/70 kg",
        ] {
            assert_eq!(found(name), None, "{name}");
        }
    }

    #[test]
    fn the_usual_unit_is_that_of_most() {
        let names = ["5 mg", "10 MG", "3 ml", "20 mg"];
        let doses: Vec<_> = names.iter().filter_map(|name| dose_in_name(name)).collect();
        assert_eq!(usual_unit(doses.iter()), Some("mg".to_owned()));
        assert_eq!(usual_unit(std::iter::empty()), None);
    }
}
