//! From values to a text.

/// What can be written as JSON.
pub trait WriteJson {
    /// Writes the value behind what the text holds already.
    fn write_json(&self, text: &mut String);
}

/// Writes a value.
#[must_use]
pub fn write(value: &dyn WriteJson) -> String {
    let mut text = String::new();
    value.write_json(&mut text);
    text
}

/// Writes an object of these fields.
pub fn write_fields(fields: &[(&str, &dyn WriteJson)], text: &mut String) {
    text.push('{');
    for (name, value) in fields {
        write_name(name, text);
        value.write_json(text);
    }
    text.push('}');
}

/// Writes the name of the next field of an object that was begun.
pub fn write_name(name: &str, text: &mut String) {
    write_comma(text);
    write_text(name, text);
    text.push(':');
}

/// Writes a list.
pub fn write_list(items: &mut dyn Iterator<Item = &dyn WriteJson>, text: &mut String) {
    text.push('[');
    for item in items {
        write_comma(text);
        item.write_json(text);
    }
    text.push(']');
}

/// Writes a comma, but behind an opening bracket.
fn write_comma(text: &mut String) {
    if !text.ends_with(['{', '[']) {
        text.push(',');
    }
}

/// What a variant of an enum holds.
#[derive(Clone, Copy)]
pub enum Content<'a> {
    /// Nothing.
    Nothing,
    /// One value without a name.
    Value(&'a dyn WriteJson),
    /// Fields.
    Fields(&'a [(&'a str, &'a dyn WriteJson)]),
}

/// Writes a variant of an enum, whose name is given as in the program and written in `snake_case`.
pub fn write_variant(name: &str, content: Content<'_>, text: &mut String) {
    let mut snake_case = String::new();
    for letter in name.chars() {
        if letter.is_ascii_uppercase() && !snake_case.is_empty() {
            snake_case.push('_');
        }
        snake_case.push(letter.to_ascii_lowercase());
    }
    write_named(&snake_case, content, text);
}

/// Writes a name with what it holds.
pub(super) fn write_named(name: &str, content: Content<'_>, text: &mut String) {
    if let Content::Nothing = content {
        return write_text(name, text);
    }
    text.push('{');
    write_name(name, text);
    match content {
        Content::Nothing => {}
        Content::Value(value) => value.write_json(text),
        Content::Fields(fields) => write_fields(fields, text),
    }
    text.push('}');
}

/// Writes a text with quotes; what may not stand in one is escaped.
pub(super) fn write_text(value: &str, text: &mut String) {
    text.push('"');
    for sign in value.chars() {
        match sign {
            '"' => text.push_str("\\\""),
            '\\' => text.push_str("\\\\"),
            '\u{8}' => text.push_str("\\b"),
            '\u{c}' => text.push_str("\\f"),
            '\n' => text.push_str("\\n"),
            '\r' => text.push_str("\\r"),
            '\t' => text.push_str("\\t"),
            '\0'..='\u{1f}' => {
                text.push_str("\\u00");
                for digit in [u32::from(sign) >> 4, u32::from(sign) & 15] {
                    text.extend(char::from_digit(digit, 16));
                }
            }
            _ => text.push(sign),
        }
    }
    text.push('"');
}
