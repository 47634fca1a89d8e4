//! Whether the name of an outcome holds what is looked for, capitals or not.

use std::ops::Range;

/// Where a name holds what is looked for, first; none where it does not.
pub fn found_in(name: &str, query: &str) -> Option<Range<usize>> {
    let query = query.trim();
    name.char_indices().find_map(|(start, _)| {
        let length = length_of_start(&name[start..], query)?;
        Some(start..start + length)
    })
}

/// How long the part of a text is with which it starts as another text does.
fn length_of_start(text: &str, start: &str) -> Option<usize> {
    let mut wanted = start.chars().flat_map(char::to_lowercase).peekable();
    for (place, letter) in text.char_indices() {
        if wanted.peek().is_none() {
            return Some(place);
        }
        for lower in letter.to_lowercase() {
            if wanted.next() != Some(lower) {
                return None;
            }
        }
    }
    wanted.peek().is_none().then_some(text.len())
}
