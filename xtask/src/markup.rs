//! The little of HTML that turning the built page into one file needs: where tags stand and what their attributes say.
//! For our own page, not for pages in general: quoted attributes, no `<` in text.

use std::ops::Range;

/// A start tag of the page.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Tag<'a> {
    /// The element's name, in lower case as written.
    pub(crate) name: &'a str,
    /// Where it stands: for a `script` up to its end tag, for others the start tag alone.
    pub(crate) range: Range<usize>,
    attributes: Vec<(&'a str, &'a str)>,
}

impl<'a> Tag<'a> {
    /// What the attribute says; empty for one without a value, nothing for one that is not there.
    pub(crate) fn attribute(&self, name: &str) -> Option<&'a str> {
        self.attributes
            .iter()
            .find(|(present, _)| *present == name)
            .map(|(_, value)| *value)
    }

    /// Whether the attribute is there and says this.
    pub(crate) fn says(&self, name: &str, value: &str) -> bool {
        self.attribute(name) == Some(value)
    }
}

/// The start tags of a page in their order.
pub(crate) fn tags(page: &str) -> Vec<Tag<'_>> {
    let mut tags = Vec::new();
    let mut position = 0;
    while let Some(start) = page[position..].find('<').map(|offset| position + offset) {
        let Some(end) = end_of_tag(page, start) else {
            break;
        };
        position = end;
        let inside = &page[start + 1..end - 1];
        if inside.starts_with(['/', '!']) {
            continue;
        }
        let name_end = inside
            .find(|character: char| character.is_whitespace() || character == '/')
            .unwrap_or(inside.len());
        let name = &inside[..name_end];
        if name == "script" {
            const CLOSE: &str = "</script>";
            position = page[end..]
                .find(CLOSE)
                .map_or(end, |offset| end + offset + CLOSE.len());
        }
        tags.push(Tag {
            name,
            range: start..position,
            attributes: attributes(&inside[name_end..]),
        });
    }
    tags
}

/// The position after the `>` that ends the tag, which is not one within quotes.
fn end_of_tag(page: &str, start: usize) -> Option<usize> {
    let mut quote = None;
    for (offset, character) in page[start..].char_indices() {
        match (quote, character) {
            (None, '"' | '\'') => quote = Some(character),
            (None, '>') => return Some(start + offset + 1),
            (Some(open), _) if open == character => quote = None,
            _ => {}
        }
    }
    None
}

fn attributes(mut rest: &str) -> Vec<(&str, &str)> {
    let mut attributes = Vec::new();
    loop {
        rest = rest
            .trim_start_matches(|character: char| character.is_whitespace() || character == '/');
        if rest.is_empty() {
            return attributes;
        }
        let name_end = rest
            .find(|character: char| character == '=' || character.is_whitespace())
            .unwrap_or(rest.len());
        let name = &rest[..name_end];
        rest = &rest[name_end..];
        let mut value = "";
        if let Some(after) = rest.strip_prefix('=') {
            let quoted = after.strip_prefix('"').map(|inner| (inner, '"'));
            let (inner, end) = quoted
                .or_else(|| after.strip_prefix('\'').map(|inner| (inner, '\'')))
                .unwrap_or((after, ' '));
            let length = inner.find(end).unwrap_or(inner.len());
            value = &inner[..length];
            rest = inner.get(length + 1..).unwrap_or_default();
        }
        attributes.push((name, value));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_are_found_with_their_attributes() {
        let page = r#"<!doctype html><html lang="en"><link rel="icon" href="icon.svg"/><meta content="a > 'b'">"#;
        let found = tags(page);
        assert_eq!(
            found.iter().map(|tag| tag.name).collect::<Vec<_>>(),
            ["html", "link", "meta"]
        );
        assert_eq!(found[1].attribute("href"), Some("icon.svg"));
        assert!(found[1].says("rel", "icon"));
        assert_eq!(found[2].attribute("content"), Some("a > 'b'"));
        assert_eq!(&page[found[2].range.clone()], r#"<meta content="a > 'b'">"#);
    }

    #[test]
    fn a_script_reaches_to_its_end_tag() {
        let page = r#"<p></p><script defer src="a.js">1 < 2</script><b>"#;
        let found = tags(page);
        assert_eq!(
            &page[found[1].range.clone()],
            r#"<script defer src="a.js">1 < 2</script>"#
        );
        assert_eq!(found[1].attribute("defer"), Some(""));
        assert_eq!(found[1].attribute("async"), None);
        assert_eq!(found[2].name, "b");
    }
}
