//! Decodes the bytes of a file into text.

use serde::{Deserialize, Serialize};

/// How the characters of a file were written down.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// UTF-8, with or without a byte-order mark.
    Utf8,
    /// UTF-16, the low byte first: Excel's "Unicode text".
    Utf16LittleEndian,
    /// UTF-16, the high byte first.
    Utf16BigEndian,
    /// Windows-1252, and with it ISO 8859-1: older Excel and RevMan 5.
    Windows1252,
}

/// Reads the bytes as text: by the byte-order mark, else as UTF-8 if they are, else as UTF-16 if every other byte of
/// most characters is zero, else as Windows-1252, in which every byte means something.
#[must_use]
pub fn text(bytes: &[u8]) -> (String, Encoding) {
    if let Some(rest) = bytes.strip_prefix(&[0xFF, 0xFE]) {
        return (utf16(rest, u16::from_le_bytes), Encoding::Utf16LittleEndian);
    }
    if let Some(rest) = bytes.strip_prefix(&[0xFE, 0xFF]) {
        return (utf16(rest, u16::from_be_bytes), Encoding::Utf16BigEndian);
    }
    match zero_half(bytes) {
        Some(ZeroHalf::Second) => {
            return (
                utf16(bytes, u16::from_le_bytes),
                Encoding::Utf16LittleEndian,
            );
        }
        Some(ZeroHalf::First) => {
            return (utf16(bytes, u16::from_be_bytes), Encoding::Utf16BigEndian);
        }
        None => {}
    }
    let bytes = bytes.strip_prefix(&[0xEF, 0xBB, 0xBF]).unwrap_or(bytes);
    match std::str::from_utf8(bytes) {
        Ok(text) => (text.to_owned(), Encoding::Utf8),
        Err(_) => (
            bytes.iter().map(|byte| windows_1252(*byte)).collect(),
            Encoding::Windows1252,
        ),
    }
}

/// Whether the text that begins with these bytes is in UTF-16.
pub(super) fn is_utf16(beginning: &[u8]) -> bool {
    let is_marked = [[0xFF, 0xFE], [0xFE, 0xFF]]
        .iter()
        .any(|mark| beginning.starts_with(mark));
    is_marked || zero_half(beginning).is_some()
}

fn utf16(bytes: &[u8], unit: fn([u8; 2]) -> u16) -> String {
    let units = bytes
        .chunks_exact(2)
        .filter_map(|pair| Some(unit([*pair.first()?, *pair.get(1)?])));
    char::decode_utf16(units)
        .map(|character| character.unwrap_or(char::REPLACEMENT_CHARACTER))
        .collect()
}

/// Which byte of the pairs is zero.
enum ZeroHalf {
    First,
    Second,
}

/// Which byte of most pairs is zero, as in UTF-16 without a byte-order mark: text has no zero bytes otherwise.
fn zero_half(bytes: &[u8]) -> Option<ZeroHalf> {
    const LOOKED_AT: usize = 2_000;
    let pairs = || bytes.chunks_exact(2).take(LOOKED_AT);
    let mostly = |zeros: usize| zeros > 0 && 2 * zeros > pairs().count();
    let first = pairs().filter(|pair| pair.first() == Some(&0)).count();
    let second = pairs().filter(|pair| pair.get(1) == Some(&0)).count();
    if mostly(second) && first == 0 {
        Some(ZeroHalf::Second)
    } else if mostly(first) && second == 0 {
        Some(ZeroHalf::First)
    } else {
        None
    }
}

/// The characters of Windows-1252 between 0x80 and 0x9F; the five bytes without a meaning stay control characters.
const WINDOWS_1252: [char; 32] = [
    '€', '\u{81}', '‚', 'ƒ', '„', '…', '†', '‡', 'ˆ', '‰', 'Š', '‹', 'Œ', '\u{8d}', 'Ž', '\u{8f}',
    '\u{90}', '‘', '’', '“', '”', '•', '–', '—', '˜', '™', 'š', '›', 'œ', '\u{9d}', 'ž', 'Ÿ',
];

pub(super) fn windows_1252(byte: u8) -> char {
    byte.checked_sub(0x80)
        .and_then(|position| WINDOWS_1252.get(usize::from(position)))
        .copied()
        .unwrap_or(char::from(byte))
}
