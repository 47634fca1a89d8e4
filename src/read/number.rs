//! Reads numbers as people write them: decimal comma or point, separated thousands, footnote marks.

use serde::{Deserialize, Serialize};

use std::borrow::Cow;

use crate::data::{LARGEST_NUMBER, Misread, Settings, State, half_width};

/// What stands before the decimals.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Decimal {
    /// 1,250.5
    #[default]
    Point,
    /// 1.250,5
    Comma,
}

impl Decimal {
    /// The one with which numbers are typed into a review.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        if settings.decimal_comma {
            Self::Comma
        } else {
            Self::Point
        }
    }

    /// The character itself.
    #[must_use]
    pub fn mark(self) -> char {
        match self {
            Self::Point => '.',
            Self::Comma => ',',
        }
    }
}

/// No number of a table is longer than this, with its separators.
const LONGEST_NUMBER: usize = 40;

/// Marks that tables hang on a number to point to a footnote.
pub(super) const FOOTNOTE_MARKS: [char; 19] = [
    '*', '†', '‡', '§', '¶', '#', '¹', '²', '³', '⁴', '⁵', '⁶', '⁷', '⁸', '⁹', '⁰', 'ᵃ', 'ᵇ', 'ᶜ',
];

/// Words and signs that say "not reported".
const NOT_REPORTED: [&str; 26] = [
    "", "-", "--", "---", "–", "—", "−", ".", "..", "...", "…", "?", "na", "n/a", "#n/a", "n.a.",
    "n.a", "nan", "nr", "n.r.", "n/r", "nd", "n.d.", "null", "missing", "unknown",
];

/// Longer ways to say it.
const NOT_REPORTED_PHRASES: [&str; 20] = [
    "not reported",
    "not stated",
    "not available",
    "not applicable",
    "not given",
    "not assessed",
    "not measured",
    "no data",
    "——",
    "未报告",
    "未报道",
    "未提及",
    "未提供",
    "未描述",
    "未说明",
    "未记录",
    "未知",
    "无数据",
    "不详",
    "缺失",
];

/// Whether the text says that a value was not reported. Zero never does, nor do words that may mean zero ("none", "nil").
#[must_use]
pub fn is_not_reported(text: &str) -> bool {
    let text = half_width(text.trim());
    let text = text.as_ref();
    NOT_REPORTED
        .iter()
        .chain(&NOT_REPORTED_PHRASES)
        .any(|word| word.eq_ignore_ascii_case(text))
}

/// What the text means as a count of people or events: a whole number from zero to [`LARGEST_NUMBER`].
pub(super) fn count_state(text: &str, decimal: Decimal) -> State<u64> {
    if is_not_reported(text) {
        return State::NotReported;
    }
    let misread = match parse(text, decimal) {
        None if percentage(text, decimal) => Misread::Percentage,
        None => Misread::NotANumber,
        Some(number) if number.value < 0.0 => Misread::Negative,
        Some(number) if number.value.fract() != 0.0 || number.could_be_thousands => {
            Misread::Fractional
        }
        // The comparison is exact: both are whole and below 2^53.
        Some(number) if number.value > LARGEST_NUMBER as f64 => Misread::TooLarge,
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a whole number between zero and a thousand million"
        )]
        Some(number) => return State::Reported(number.value as u64),
    };
    State::Unreadable(misread)
}

/// What the text means as a number with decimals, of a size up to [`LARGEST_NUMBER`].
pub(super) fn number_state(text: &str, decimal: Decimal) -> State<f64> {
    if is_not_reported(text) {
        return State::NotReported;
    }
    match parse(text, decimal) {
        None if percentage(text, decimal) => State::Unreadable(Misread::Percentage),
        None => State::Unreadable(Misread::NotANumber),
        Some(number) if number.value.abs() > LARGEST_NUMBER as f64 => {
            State::Unreadable(Misread::TooLarge)
        }
        Some(number) => State::Reported(number.value),
    }
}

fn percentage(text: &str, decimal: Decimal) -> bool {
    half_width(text.trim())
        .strip_suffix('%')
        .is_some_and(|number| parse(number, decimal).is_some())
}

/// Whether the text is a number, however its decimals are written.
pub(super) fn is_number(text: &str) -> bool {
    parse(text, Decimal::Point).is_some() || parse(text, Decimal::Comma).is_some()
}

/// A number that was read.
struct Number {
    value: f64,
    /// Written with a decimal mark before three zeros ("1.000"): elsewhere that is a thousand.
    could_be_thousands: bool,
}

fn parse(text: &str, decimal: Decimal) -> Option<Number> {
    if text.len() > LONGEST_NUMBER {
        return None;
    }
    let text = usual_signs(text);
    let text = text.trim().trim_end_matches(FOOTNOTE_MARKS).trim_end();
    let (sign, text) = match text.strip_prefix(['-', '−', '–', '‐', '‑']) {
        Some(rest) => ("-", rest.trim_start()),
        None => ("", text.strip_prefix('+').unwrap_or(text)),
    };
    let (mantissa, exponent) = match text.split_once(['e', 'E']) {
        Some((mantissa, exponent)) => (mantissa, Some(exponent)),
        None => (text, None),
    };
    let parts = Parts::of(mantissa, decimal)?;
    let mut plain = format!("{sign}{}.{}", parts.whole, parts.fraction);
    if let Some(exponent) = exponent {
        let digits = exponent.strip_prefix(['+', '-']).unwrap_or(exponent);
        if digits.is_empty() || digits.len() > 3 || !all_digits(digits) {
            return None;
        }
        plain.push('e');
        plain.push_str(exponent);
    }
    let value: f64 = plain.parse().ok()?;
    Some(Number {
        value,
        could_be_thousands: exponent.is_none()
            && parts.fraction == "000"
            && could_lead_thousands(&parts.whole),
    })
}

/// A text with full-width signs in their usual form, and without the measure words of people after numbers: `12例` as `12`.
/// 次 and 例次 stay: they count how often it happened, not to how many.
pub(super) fn usual_signs(text: &str) -> Cow<'_, str> {
    if text.is_ascii() {
        return Cow::Borrowed(text);
    }
    let text = half_width(text);
    let measures = |sign: char| matches!(sign, '例' | '人' | '名');
    if !text.contains(measures) {
        return text;
    }
    let mut usual = String::with_capacity(text.len());
    let mut signs = text.chars().peekable();
    while let Some(sign) = signs.next() {
        let ends = signs.peek().is_none_or(|next| !next.is_alphanumeric());
        let is_measure =
            measures(sign) && ends && usual.ends_with(|before: char| before.is_ascii_digit());
        if !is_measure {
            usual.push(sign);
        }
    }
    Cow::Owned(usual)
}

fn all_digits(text: &str) -> bool {
    text.bytes().all(|byte| byte.is_ascii_digit())
}

/// Whether these digits can stand before a separator of thousands.
fn could_lead_thousands(digits: &str) -> bool {
    (1..=3).contains(&digits.len()) && !digits.starts_with('0')
}

/// The digits before and after the decimal mark, without separators.
struct Parts {
    whole: String,
    fraction: String,
}

impl Parts {
    fn of(mantissa: &str, decimal: Decimal) -> Option<Self> {
        let mark = decimal_mark(mantissa, decimal);
        let (whole, fraction) = match mark.and_then(|mark| mantissa.rsplit_once(mark)) {
            Some(parts) => parts,
            None => (mantissa, ""),
        };
        if !all_digits(fraction) || (whole.is_empty() && fraction.is_empty()) {
            return None;
        }
        let groups: Vec<&str> = whole.split(separates_thousands).collect();
        let grouped = groups.len() > 1;
        let well_formed = groups.iter().enumerate().all(|(position, group)| {
            all_digits(group) && (!grouped || position == 0 || group.len() == 3)
        });
        let first = groups.first().copied().unwrap_or_default();
        if !well_formed || (grouped && !could_lead_thousands(first)) {
            return None;
        }
        Some(Self {
            whole: if whole.is_empty() {
                "0".to_owned()
            } else {
                groups.concat()
            },
            fraction: if fraction.is_empty() {
                "0".to_owned()
            } else {
                fraction.to_owned()
            },
        })
    }
}

fn separates_thousands(character: char) -> bool {
    matches!(
        character,
        ',' | '.' | ' ' | '\u{a0}' | '\u{202f}' | '\u{2009}' | '\'' | '’'
    )
}

/// Which character of this number is its decimal mark, if it has one.
///
/// Where both marks occur, it is the last. Where one occurs, it is the one of the table; the other one is read as a
/// separator of thousands if it can be one ("1,250"), else as a decimal mark all the same ("0,85").
fn decimal_mark(mantissa: &str, decimal: Decimal) -> Option<char> {
    let mark = decimal.mark();
    let other = if mark == '.' { ',' } else { '.' };
    match (mantissa.rfind(mark), mantissa.rfind(other)) {
        (None, None) => None,
        (Some(own), Some(foreign)) => Some(if own > foreign { mark } else { other }),
        (Some(_), None) => (mantissa.matches(mark).count() == 1).then_some(mark),
        (None, Some(position)) => {
            let groups_of_three =
                could_lead_thousands(mantissa.get(..position).unwrap_or_default())
                    && mantissa.len() - position == 4
                    || mantissa.matches(other).count() > 1;
            (!groups_of_three).then_some(other)
        }
    }
}

/// The decimal mark that the cells of a table speak for, or `None` if they speak for neither.
pub(super) fn decimal_of<'cell>(cells: impl Iterator<Item = &'cell str>) -> Option<Decimal> {
    let (mut point, mut comma) = (0_usize, 0_usize);
    for cell in cells {
        match evidence(cell) {
            Some(Decimal::Point) => point += 1,
            Some(Decimal::Comma) => comma += 1,
            None => {}
        }
    }
    match point.cmp(&comma) {
        std::cmp::Ordering::Greater => Some(Decimal::Point),
        std::cmp::Ordering::Less => Some(Decimal::Comma),
        std::cmp::Ordering::Equal => None,
    }
}

/// Which mark one cell speaks for: "0,85" and "1.250,5" for the comma, "0.85" and "1,250.5" for the point, "1,250" for
/// neither, as it can be read both ways.
fn evidence(cell: &str) -> Option<Decimal> {
    let text = usual_signs(cell.trim());
    let text = text.as_ref();
    if !is_number(text) {
        return None;
    }
    let by = |mark: char| {
        if mark == '.' {
            Decimal::Point
        } else {
            Decimal::Comma
        }
    };
    let opposite = |mark: char| by(if mark == '.' { ',' } else { '.' });
    match (text.rfind('.'), text.rfind(',')) {
        (None, None) => None,
        (Some(point), Some(comma)) => Some(by(if point > comma { '.' } else { ',' })),
        (Some(position), None) => one_mark(text, '.', position, by, opposite),
        (None, Some(position)) => one_mark(text, ',', position, by, opposite),
    }
}

fn one_mark(
    text: &str,
    mark: char,
    position: usize,
    by: impl Fn(char) -> Decimal,
    opposite: impl Fn(char) -> Decimal,
) -> Option<Decimal> {
    if text.matches(mark).count() > 1 {
        return Some(opposite(mark));
    }
    let ambiguous = could_lead_thousands(text.get(..position).unwrap_or_default())
        && text.len() - position == 4;
    (!ambiguous).then(|| by(mark))
}
