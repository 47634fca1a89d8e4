//! Parts of a text found and replaced.
//!
//! The standard library's search for a part is made for long texts, and it and its messages bring tables of Unicode with
//! them that weigh some kilobytes in the page. Here texts are names and sentences.

/// Where a part first stands in a text, in bytes.
#[must_use]
pub fn find_part(text: &str, part: &str) -> Option<usize> {
    let (text, part) = (text.as_bytes(), part.as_bytes());
    (0..=text.len().checked_sub(part.len())?)
        .find(|at| text.get(*at..).is_some_and(|rest| rest.starts_with(part)))
}

/// Whether a sign stands in a text.
#[must_use]
pub fn has_sign(text: &str, sign: char) -> bool {
    text.chars().any(|found| found == sign)
}

/// Whether a part stands in a text.
#[must_use]
pub fn has_part(text: &str, part: &str) -> bool {
    find_part(text, part).is_some()
}

/// What stands before a part and after it, where it first stands.
#[must_use]
pub fn around_part<'text>(text: &'text str, part: &str) -> Option<(&'text str, &'text str)> {
    let at = find_part(text, part)?;
    Some((text.get(..at)?, text.get(at + part.len()..)?))
}

/// The text with every `part` replaced; a part that is empty is nowhere.
#[must_use]
pub fn replaced(text: &str, part: &str, with: &str) -> String {
    let (mut written, mut rest) = (String::new(), text);
    while !part.is_empty()
        && let Some((before, after)) = around_part(rest, part)
    {
        written.push_str(before);
        written.push_str(with);
        rest = after;
    }
    written.push_str(rest);
    written
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{around_part, find_part, has_part, has_sign, replaced};

    proptest! {
        #[test]
        fn parts_are_those_of_the_standard_library(text in "[ab é·]{0,12}", part in "[ab é·]{0,3}", with in "[xyz]{0,3}") {
            prop_assert_eq!(find_part(&text, &part), text.find(&part));
            prop_assert_eq!(has_sign(&text, 'é'), text.contains('é'));
            prop_assert_eq!(has_part(&text, &part), text.contains(&part));
            prop_assert_eq!(around_part(&text, &part), text.split_once(&part));
            if !part.is_empty() {
                prop_assert_eq!(replaced(&text, &part, &with), text.replace(&part, &with));
            }
        }
    }
}
