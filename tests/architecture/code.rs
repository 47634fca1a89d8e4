//! Rust source without its comments and texts, for looking for names.

/// The code of a source: comments and the content of strings and characters are left out, line breaks stay.
pub(crate) fn code_of(source: &str) -> String {
    let mut code = String::with_capacity(source.len());
    let mut rest = source;
    while let Some(first) = rest.chars().next() {
        let length = length_of_text(rest);
        if length > 0 {
            code.extend(
                rest[..length]
                    .chars()
                    .filter(|character| *character == '\n'),
            );
            rest = &rest[length..];
        } else {
            code.push(first);
            rest = &rest[first.len_utf8()..];
        }
    }
    code
}

/// The names and keywords of a code, in their order.
pub(crate) fn words(code: &str) -> impl Iterator<Item = &str> {
    code.split(|character: char| !character.is_alphanumeric() && character != '_')
        .filter(|word| !word.is_empty())
}

/// The length of the comment, string or character that the source starts with; 0 if it starts with code.
fn length_of_text(source: &str) -> usize {
    let up_to = |end: &str| {
        source[2..]
            .find(end)
            .map_or(source.len(), |offset| 2 + offset + end.len())
    };
    if source.starts_with("//") {
        source.find('\n').unwrap_or(source.len())
    } else if source.starts_with("/*") {
        up_to("*/")
    } else if source.starts_with('"') {
        length_of_string(source)
    } else if let Some(hashes) = hashes_of_raw_string(source) {
        up_to(&format!("\"{}", "#".repeat(hashes)))
    } else {
        length_of_character(source)
    }
}

/// A string up to the quote that is not escaped.
fn length_of_string(source: &str) -> usize {
    let mut escaped = false;
    for (position, character) in source.char_indices().skip(1) {
        match character {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return position + 1,
            _ => {}
        }
    }
    source.len()
}

/// How many `#` a raw string starts with, if the source starts with one.
fn hashes_of_raw_string(source: &str) -> Option<usize> {
    let after = source.strip_prefix('r')?;
    let hashes = after.len() - after.trim_start_matches('#').len();
    after[hashes..].starts_with('"').then_some(hashes)
}

/// A character such as `'"'` or `'\''`; 0 for a lifetime.
fn length_of_character(source: &str) -> usize {
    let Some(inner) = source.strip_prefix('\'') else {
        return 0;
    };
    if let Some(escape) = inner.strip_prefix('\\') {
        let skipped = escape.chars().next().map_or(0, char::len_utf8);
        return escape[skipped..]
            .find('\'')
            .map_or(0, |offset| 2 + skipped + offset + 1);
    }
    let length = inner.chars().next().map_or(0, char::len_utf8);
    if length > 0 && inner[length..].starts_with('\'') {
        length + 2
    } else {
        0
    }
}

#[test]
fn comments_and_texts_are_no_code() {
    assert_eq!(code_of("a /* b */ c // d\ne"), "a  c \ne");
    assert_eq!(code_of(r#"a("b \" c", '"', 'x', '\'')d"#), "a(, , , )d");
    assert_eq!(code_of("f(r#\"a \" b\"#) + g"), "f() + g");
    assert_eq!(code_of("fn a<'a>(b: &'a str)"), "fn a<'a>(b: &'a str)");
}
