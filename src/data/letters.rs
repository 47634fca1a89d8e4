//! Letters and digits: which signs are some, and which letters are the capitals of which.
//!
//! The standard library knows all this by tables that weigh ten times as much in the page as what is here.

/// Runs of capital letters: the first, the last, from how many to the next, and how far off their small letters stand.
/// From Unicode 17, table `UnicodeData.txt`, simple lower case.
#[rustfmt::skip]
const RUNS: [(u32, u32, u32, i32); 30] = [
    (0x0041, 0x005a, 1, 32), (0x00c0, 0x00d6, 1, 32), (0x00d8, 0x00de, 1, 32), (0x0100, 0x012e, 2, 1),
    (0x0132, 0x0136, 2, 1), (0x0139, 0x0147, 2, 1), (0x014a, 0x0176, 2, 1), (0x0178, 0x0178, 1, -121),
    (0x0179, 0x017d, 2, 1), (0x01f8, 0x021e, 2, 1), (0x0370, 0x0372, 2, 1), (0x0376, 0x0376, 1, 1),
    (0x037f, 0x037f, 1, 116), (0x0386, 0x0386, 1, 38), (0x0388, 0x038a, 1, 37), (0x038c, 0x038c, 1, 64),
    (0x038e, 0x038f, 1, 63), (0x0391, 0x03a1, 1, 32), (0x03a3, 0x03ab, 1, 32), (0x0400, 0x040f, 1, 80),
    (0x0410, 0x042f, 1, 32), (0x0460, 0x0480, 2, 1), (0x048a, 0x04be, 2, 1), (0x04c0, 0x04c0, 1, 15),
    (0x04c1, 0x04cd, 2, 1), (0x04d0, 0x052e, 2, 1), (0x0531, 0x0556, 1, 48), (0x1e00, 0x1e94, 2, 1),
    (0x1e9e, 0x1e9e, 1, -7615), (0x1ea0, 0x1efe, 2, 1),
];

/// The small letter of a capital one; any other sign as it is.
#[must_use]
pub fn small_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_lowercase();
    }
    let code = u32::from(letter);
    let run = RUNS.partition_point(|(_, last, _, _)| *last < code);
    RUNS.get(run)
        .filter(|(first, _, step, _)| code >= *first && (code - first).is_multiple_of(*step))
        .and_then(|(_, _, _, offset)| char::from_u32(code.saturating_add_signed(*offset)))
        .unwrap_or(letter)
}

/// The capital letter of a small one; any other sign as it is.
#[must_use]
pub fn capital_letter(letter: char) -> char {
    if letter.is_ascii() {
        return letter.to_ascii_uppercase();
    }
    let code = u32::from(letter);
    RUNS.iter()
        .filter_map(|(.., offset)| char::from_u32(code.checked_add_signed(-offset)?))
        .find(|capital| small_letter(*capital) == letter)
        .unwrap_or(letter)
}

/// Whether a letter is a capital that has a small one.
#[must_use]
pub fn is_capital(letter: char) -> bool {
    small_letter(letter) != letter
}

/// Whether a letter is a small one.
#[must_use]
pub fn is_small(letter: char) -> bool {
    /// Small letters that are the small letter of none.
    const WITHOUT_CAPITAL: [char; 7] = ['ı', 'ĸ', 'ŉ', 'ſ', 'ς', 'ª', 'º'];
    capital_letter(letter) != letter || letter == 'µ' || WITHOUT_CAPITAL.contains(&letter)
}

/// Whether a sign is a digit or otherwise a number: 5, ², ½.
#[must_use]
pub fn is_digit(sign: char) -> bool {
    matches!(
        sign,
        '0'..='9' | '²' | '³' | '¹' | '¼'..='¾' | '⁰' | '⁴'..='⁹' | '₀'..='₉' | '⅐'..='\u{2189}' | '①'..='⒛'
    )
}

/// Whether a sign is a letter or a digit, of any script: neither white space, nor punctuation, nor a symbol, nor a mark
/// that is put on another sign.
#[must_use]
pub fn is_letter_or_digit(sign: char) -> bool {
    match sign {
        '\0'..='\u{7f}' => sign.is_ascii_alphanumeric(),
        '\u{80}'..='¿' => matches!(sign, 'ª' | 'µ' | 'º') || is_digit(sign),
        // Punctuation, arrows, mathematical and other symbols, with few letters among them.
        '\u{2000}'..='\u{2bff}' => {
            matches!(
                sign,
                'ⁱ' | 'ⁿ' | 'ₐ'..='ₜ' | 'ℓ' | '\u{2126}' | '\u{212a}' | '\u{212b}'
            ) || matches!(sign, 'Ⓐ'..='ⓩ')
                || is_digit(sign)
        }
        // Marks that are put on letters; the punctuation of the east of Asia; pictures.
        '×'
        | '÷'
        | '\u{300}'..='\u{36f}'
        | '\u{3000}'..='\u{3004}'
        | '\u{3008}'..='\u{3020}'
        | '\u{ff00}'..='\u{ff0f}'
        | '\u{ff1a}'..='\u{ff20}'
        | '\u{1f000}'..='\u{1faff}' => false,
        _ => true,
    }
}

/// A text in small letters, in which names are compared. The last sigma of a Greek word is any sigma here.
#[must_use]
pub fn in_small_letters(text: &str) -> String {
    text.chars()
        .map(|letter| match small_letter(letter) {
            'ς' => 'σ',
            small => small,
        })
        .collect()
}

/// A text whose first letter is a capital.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .map(capital_letter)
        .into_iter()
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_letter_of_these_scripts_is_as_the_standard_library_knows_it() {
        let latin = ('\0'..='\u{17f}').chain('\u{1e00}'..='\u{1eff}');
        let other = ('\u{370}'..='\u{3ce}').chain('\u{400}'..='\u{556}');
        for letter in latin.chain(other) {
            let mut small = letter.to_lowercase();
            // The Turkish capital with a dot is the only one whose small letter takes two signs.
            if let (Some(small), None) = (small.next(), small.next()) {
                assert_eq!(small_letter(letter), small, "{letter}");
                if small != letter {
                    let capital = capital_letter(small);
                    assert!(
                        capital != small && small_letter(capital) == small,
                        "{letter}"
                    );
                }
            }
        }
    }

    #[test]
    fn signs_of_europe_are_as_the_standard_library_knows_them() {
        let european = ('\0'..='\u{24f}')
            .chain('Α'..='Ρ')
            .chain('Σ'..='ώ')
            .chain('Ѐ'..='ҁ')
            .chain('Ѐ'..='ӿ');
        for sign in european.filter(|sign| !('\u{482}'..='\u{489}').contains(sign)) {
            assert_eq!(is_letter_or_digit(sign), sign.is_alphanumeric(), "{sign}");
            assert_eq!(is_digit(sign), sign.is_numeric(), "{sign}");
            // Beyond these stand letters of phonetics and title letters (ǅ), which are neither.
            if !('\u{180}'..='\u{24f}').contains(&sign) && !matches!(sign, 'İ' | 'ΐ' | 'ΰ') {
                assert_eq!(is_capital(sign), sign.is_uppercase(), "{sign}");
                assert_eq!(is_small(sign), sign.is_lowercase(), "{sign}");
            }
        }
    }

    #[test]
    fn punctuation_and_symbols_are_no_letters() {
        for sign in "–—’“”…‰€™→≥√∑▲●♂、。「」％（：😀\u{301}\u{a0}\u{202f}\u{2009}".chars()
        {
            assert!(
                !is_letter_or_digit(sign) && !sign.is_alphanumeric(),
                "{sign}"
            );
        }
        for sign in "試験あアΩℓχאبกक²₂½Ⅳ①ⁿ".chars() {
            assert!(is_letter_or_digit(sign) && sign.is_alphanumeric(), "{sign}");
        }
    }

    #[test]
    fn names_of_any_script_are_compared_without_case() {
        for (one, other) in [
            ("ÉTUDE ŁÓDŹ", "étude łódź"),
            ("ΟΔΟΣ", "οδος"),
            ("ИССЛЕДОВАНИЕ", "исследование"),
            ("試験A", "試験a"),
        ] {
            assert_eq!(in_small_letters(one), in_small_letters(other));
        }
        assert_eq!(capitalized("éTudE"), "ÉTudE");
        assert_eq!(capitalized(""), "");
    }
}
