//! Cleans texts of the registry of markup, and makes names comparable.

/// A text as it is read: the registry puts a stroke before signs that would be markup (`\[`).
pub(super) fn unescaped(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut signs = text.trim().chars().peekable();
    while let Some(sign) = signs.next() {
        let escapes = sign == '\\' && signs.peek().is_some_and(char::is_ascii_punctuation);
        plain.push(if escapes {
            signs.next().unwrap_or(sign)
        } else {
            sign
        });
    }
    plain
}

/// A name as names are compared: in small letters, with single spaces.
pub(super) fn folded(name: &str) -> String {
    let mut folded = String::with_capacity(name.len());
    for word in name.split_whitespace() {
        if !folded.is_empty() {
            folded.push(' ');
        }
        folded.push_str(&word.to_lowercase());
    }
    folded
}

/// Letters and digits alone, in small letters: `NON_RANDOMIZED` and "Non-Randomized" are the same.
pub(super) fn plain_name(name: &str) -> String {
    let letters = name.chars().filter(|sign| sign.is_alphanumeric());
    letters.flat_map(char::to_lowercase).collect()
}

/// The words of a title in small letters, without brackets and commas around them. A hyphen joins: "non-diabetic".
pub(super) fn words(title: &str) -> Vec<String> {
    folded(title)
        .split(' ')
        .map(|word| {
            word.trim_matches(['(', ')', '[', ']', ',', ';', ':', '.', '"', '“', '”'])
                .to_owned()
        })
        .filter(|word| !word.is_empty())
        .collect()
}
