//! The one font of the figures, Arimo: how wide a text is, and how to make it fit.
//!
//! Arimo has the advances of Arial, so that a figure keeps its geometry where only Arial is installed. Painters switch
//! kerning off: the width of a text is then the sum of its advances, here and in the browser.

mod advances;
mod compositions;
pub(super) mod embedded;
mod names;

pub use names::wrap_name;

use crate::data::is_chinese;

/// The families to ask for, the shipped one first; the others have the same advances.
pub const FAMILIES: &str = "Arimo, Arial, Liberation Sans, Helvetica, sans-serif";
/// The same for a file that travels: word processors look for the first family only, and Arial is what they have.
pub const FAMILIES_IN_FILES: &str = "Arial, Arimo, Liberation Sans, Helvetica, sans-serif";

/// Height of a capital, in em.
pub const CAP_HEIGHT: f64 = 1409.0 / 2048.0;
/// Height of a small x, in em.
pub const X_HEIGHT: f64 = 1082.0 / 2048.0;
/// Depth of the foot of a g or p below the baseline, in em.
pub const DESCENT: f64 = 434.0 / 2048.0;

const UNITS_PER_EM: f64 = 2048.0;
/// Advance taken for a character that the font lacks: an em, which hardly a letter of any script exceeds.
const UNKNOWN: u16 = 2048;
/// The same for scripts whose letters are narrower on the average: Cyrillic, Hebrew, Arabic.
const NARROW_SCRIPT: u16 = 1638;
/// Advance taken for an emoji; the colour fonts of Windows, macOS, Android and Linux stay below it.
const EMOJI: u16 = 2662;
const ELLIPSIS: char = '\u{2026}';

/// Regular or bold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Weight {
    /// Text.
    Regular,
    /// Heads and totals.
    Bold,
}

/// Neighbouring characters and their advances.
struct Run {
    first: u32,
    advances: &'static [u16],
}

/// Width of a text at a size, both in points. Exact for the characters of the shipped font, an estimate from above for
/// all others.
#[must_use]
pub fn width(text: &str, weight: Weight, size: f64) -> f64 {
    let units: f64 = text
        .chars()
        .map(|character| f64::from(advance(character, weight)))
        .sum();
    units * size / UNITS_PER_EM
}

fn advance(character: char, weight: Weight) -> u16 {
    own_advance(character, weight).unwrap_or_else(|| estimated_advance(u32::from(character)))
}

/// Advance of a character of the shipped font; `None` where the font lacks it.
fn own_advance(character: char, weight: Weight) -> Option<u16> {
    let runs = match weight {
        Weight::Regular => advances::REGULAR,
        Weight::Bold => advances::BOLD,
    };
    let code = u32::from(character);
    let following = runs.partition_point(|run| run.first <= code);
    following
        .checked_sub(1)
        .and_then(|index| runs.get(index))
        .and_then(|run| run.advances.get((code - run.first) as usize))
        .copied()
}

fn estimated_advance(code: u32) -> u16 {
    match code {
        // Combining marks, joiners and variation selectors stand over or between other characters.
        0x0300..=0x036f | 0x200b..=0x200f | 0x2060..=0x2064 | 0xfe00..=0xfe0f | 0xfeff => 0,
        0x0400..=0x06ff => NARROW_SCRIPT,
        // An Arabic phrase in one character.
        0xfdfa..=0xfdfd => 8 * UNKNOWN,
        0x1f000..=0x1faff => EMOJI,
        _ => UNKNOWN,
    }
}

/// The text without what cannot be drawn: control characters and marks that turn the direction of what follows, each
/// stretch of white space as one space.
#[must_use]
pub fn printable(text: &str) -> String {
    let mut clean = String::with_capacity(text.len());
    for character in text.chars() {
        let invisible = matches!(character, '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{fffe}' | '\u{ffff}');
        let breaks = matches!(
            character,
            ' ' | '\t' | '\n' | '\r' | '\u{2028}' | '\u{2029}'
        );
        if breaks {
            if !clean.is_empty() && !clean.ends_with(' ') {
                clean.push(' ');
            }
        } else if !character.is_control() && !invisible {
            clean.push(character);
        }
    }
    clean.truncate(clean.trim_end().len());
    clean
}

/// The text, or as much of its beginning as fits before an ellipsis. Empty where not even the ellipsis fits.
#[must_use]
pub fn shorten(text: &str, weight: Weight, size: f64, room: f64) -> String {
    if width(text, weight, size) <= room {
        return text.to_owned();
    }
    let mut left = room - width("\u{2026}", weight, size);
    if left < 0.0 {
        return String::new();
    }
    let mut short = String::new();
    for character in text.chars() {
        left -= f64::from(advance(character, weight)) * size / UNITS_PER_EM;
        if left < 0.0 {
            break;
        }
        short.push(character);
    }
    short.truncate(short.trim_end().len());
    short.push(ELLIPSIS);
    short
}

/// Breaks a text into lines no wider than `room`, at spaces and between Chinese characters; after hyphens, or anywhere, only where a
/// word alone is too wide. What does not fit into `most` lines is cut with an ellipsis. At least one line, maybe an empty one.
#[must_use]
pub fn wrap(text: &str, weight: Weight, size: f64, room: f64, most: usize) -> Vec<String> {
    wrap_by(text, weight, size, most, |_| room)
}

/// Like [`wrap`], with a room for each line.
pub(super) fn wrap_by(
    text: &str,
    weight: Weight,
    size: f64,
    most: usize,
    room: impl Fn(usize) -> f64,
) -> Vec<String> {
    let mut lines = Vec::new();
    let mut rest = text.trim();
    while !rest.is_empty() {
        let line = lines.len();
        if line + 1 >= most {
            lines.push(shorten(rest, weight, size, room(line)));
            return lines;
        }
        let (head, tail) = split(rest, weight, size, room(line));
        lines.push(head.trim_end().to_owned());
        rest = tail.trim_start();
    }
    if lines.is_empty() {
        lines.push(String::new());
    }
    lines
}

/// Whether a line may end between two characters because one of them is Chinese. No line begins with a mark that closes or ends
/// with one that opens, and a number stays with what it counts.
fn parts_chinese(before: char, after: char) -> bool {
    let is_wide = |character| {
        is_chinese(character)
            || matches!(character, '\u{3000}'..='\u{33ff}' | '\u{ff00}'..='\u{ffef}')
    };
    let is_closing = |character| "。，、；：？！）】》」”’…·%,.;:)]".contains(character);
    let is_opening = |character| "（【《「“‘([<−-".contains(character);
    let is_near =
        before == ' ' || after == ' ' || before.is_ascii_digit() || after.is_ascii_digit();
    (is_wide(before) || is_wide(after)) && !is_near && !is_closing(after) && !is_opening(before)
}

/// Splits off as much as fits in `room`, at least one character.
fn split(text: &str, weight: Weight, size: f64, room: f64) -> (&str, &str) {
    let mut used = 0.0;
    let (mut space, mut hyphen, mut fitting) = (0, 0, 0);
    let mut previous = ' ';
    for (index, character) in text.char_indices() {
        let end = index + character.len_utf8();
        if character == ' ' || parts_chinese(previous, character) {
            space = index;
        }
        previous = character;
        used += f64::from(advance(character, weight)) * size / UNITS_PER_EM;
        if used > room && character != ' ' {
            let first = text.chars().next().map_or(0, char::len_utf8);
            let at = [space, hyphen, fitting].into_iter().find(|at| *at > 0);
            return text
                .split_at_checked(at.unwrap_or(first))
                .unwrap_or((text, ""));
        }
        fitting = end;
        if matches!(character, '-' | '/' | '\u{2013}') {
            hyphen = end;
        }
    }
    (text, "")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn widths_are_those_that_fonttools_reads_from_the_font() {
        // Sums of hmtx advances of Arimo 1.33, in 1/2048 em.
        let cases = [
            ("Thompson 2020", Weight::Regular, 14_801.0),
            ("0.82 [0.68, 1.00]", Weight::Regular, 14_803.0),
            (
                "Heterogeneity: τ² = 0.03, χ² ≤ 26.49",
                Weight::Regular,
                31_982.0,
            ),
            ("Łódź – Señor Ørsted −1", Weight::Bold, 22_932.0),
        ];
        for (text, weight, units) in cases {
            assert!(
                (width(text, weight, 2048.0) - units).abs() < 1e-9,
                "{text}: {}",
                width(text, weight, 2048.0)
            );
        }
    }

    #[test]
    fn characters_the_font_lacks_are_taken_wide() {
        assert!(width("漢", Weight::Regular, 10.0) >= 10.0);
        assert!(width("🙂", Weight::Regular, 10.0) >= 12.0);
        assert!(width("e\u{301}", Weight::Regular, 10.0) <= width("ee", Weight::Regular, 10.0));
    }

    #[test]
    fn a_shortened_text_fits_and_says_that_it_was_cut() {
        let name = "A very long name of a trial that nobody will read to its end";
        let short = shorten(name, Weight::Regular, 9.0, 80.0);
        assert!(width(&short, Weight::Regular, 9.0) <= 80.0);
        assert!(short.ends_with(ELLIPSIS));
        assert_eq!(shorten("Short", Weight::Regular, 9.0, 80.0), "Short");
        assert_eq!(shorten("Short", Weight::Regular, 9.0, 1.0), "");
    }

    #[test]
    fn wrapping_breaks_at_spaces_and_keeps_every_word() {
        let lines = wrap(
            "CONCERT-HF (Bolli 2021), MSC v placebo",
            Weight::Regular,
            9.0,
            90.0,
            9,
        );
        assert!(lines.len() > 1);
        assert_eq!(lines.join(" "), "CONCERT-HF (Bolli 2021), MSC v placebo");
        for line in &lines {
            assert!(width(line, Weight::Regular, 9.0) <= 90.0);
        }
    }

    #[test]
    fn chinese_is_broken_between_its_characters_and_not_before_its_stops() {
        let text =
            "异质性：22项试验之间的差异（I² 12%）不大。 总体效应检验：没有一个区间排除“无差异”。";
        let lines = wrap(text, Weight::Regular, 9.0, 100.0, 99);
        assert_eq!(lines.concat().replace(' ', ""), text.replace(' ', ""));
        for line in &lines {
            assert!(width(line, Weight::Regular, 9.0) <= 100.0, "{line}");
            assert!(
                !line.starts_with(['。', '，', '：', '）', '”']),
                "{lines:?}"
            );
            assert!(!line.ends_with(['（', '“', '2']), "{lines:?}");
        }
        // Each line but the last is filled as far as its next pieces allow.
        for line in &lines[..lines.len() - 1] {
            assert!(width(line, Weight::Regular, 9.0) > 60.0, "{lines:?}");
        }
    }

    #[test]
    fn a_word_wider_than_the_room_is_broken_inside() {
        let lines = wrap(&"W".repeat(50), Weight::Regular, 9.0, 60.0, 99);
        assert_eq!(lines.concat(), "W".repeat(50));
        assert!(
            lines
                .iter()
                .all(|line| width(line, Weight::Regular, 9.0) <= 60.0)
        );
    }

    #[test]
    fn the_last_line_allowed_is_shortened() {
        let lines = wrap(
            "one two three four five six seven eight",
            Weight::Regular,
            9.0,
            40.0,
            2,
        );
        assert_eq!(lines.len(), 2);
        assert!(lines[1].ends_with(ELLIPSIS));
        assert_eq!(wrap("", Weight::Regular, 9.0, 40.0, 2), [""]);
    }

    #[test]
    fn control_characters_and_overrides_are_taken_out() {
        assert_eq!(printable(" a\u{0}b\tc\n\nd\u{202e}e "), "ab c de");
    }
}
