//! Chinese characters, and signs as Chinese keyboards write them: digits, letters and marks as wide as a character, `１２／４０` for
//! `12/40`.

use std::borrow::Cow;

/// Whether a character is Chinese.
#[must_use]
pub fn is_chinese(sign: char) -> bool {
    matches!(sign, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}')
}

/// The usual form of a sign that was typed full-width; any other as it is.
#[must_use]
pub fn half_width_sign(sign: char) -> char {
    /// How far the full-width forms lie above the usual ones (Unicode, "Halfwidth and Fullwidth Forms").
    const ABOVE: u32 = 0xFEE0;
    match sign {
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(u32::from(sign) - ABOVE).unwrap_or(sign),
        '\u{3000}' => ' ',
        '\u{301c}' | '\u{223c}' => '~',
        _ => sign,
    }
}

/// A text with its full-width digits, letters and marks in their usual form.
#[must_use]
pub fn half_width(text: &str) -> Cow<'_, str> {
    if text.chars().all(|sign| half_width_sign(sign) == sign) {
        return Cow::Borrowed(text);
    }
    Cow::Owned(text.chars().map(half_width_sign).collect())
}
