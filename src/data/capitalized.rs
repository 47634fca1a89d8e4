//! Begins a text with a capital letter.

/// The text with its first letter as a capital.
#[must_use]
pub fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .chain(letters)
        .collect()
}

#[cfg(test)]
mod tests {
    use super::capitalized;

    #[test]
    fn only_the_first_letter_changes() {
        assert_eq!(capitalized("éTudE"), "ÉTudE");
        assert_eq!(capitalized("試験a"), "試験a");
        assert_eq!(capitalized(""), "");
    }
}
