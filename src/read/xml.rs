//! Reads XML element by element, within bounds, by `quick-xml`.
//!
//! `quick-xml` cuts the text into tags and pieces of text. This module adds what a file from outside needs: the encodings
//! that RevMan and spreadsheets write, bounds on length, depth and attributes, the line of a fault, and the refusal of
//! document types. A document type can declare entities, and a small file with nested entities grows without end; so
//! only the five predefined entities and references by number are resolved, and nothing outside the text is looked up.

use std::borrow::Cow;

use quick_xml::XmlVersion;
use quick_xml::errors::{Error, IllFormedError, SyntaxError};
use quick_xml::escape::resolve_predefined_entity;
use quick_xml::events::{BytesRef, BytesStart, Event as Markup};
use serde::{Deserialize, Serialize};

use super::bytes::{self, windows_1252};

/// The most bytes of XML that are read.
pub const MOST_BYTES: usize = 100_000_000;
/// The deepest that elements may stand in each other.
pub const DEEPEST: usize = 200;
/// The most attributes of one element.
pub const MOST_ATTRIBUTES: usize = 200;

/// Why a text is not read as XML.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Fault {
    /// It breaks a rule of XML, here.
    NotWellFormed {
        /// The line, counted from 1.
        line: usize,
    },
    /// It ends before its elements do.
    CutOff,
    /// It declares a document type or entities.
    DocumentType,
    /// It names a character encoding that is not known.
    UnknownEncoding,
    /// Elements stand deeper in each other than [`DEEPEST`].
    TooDeep,
    /// An element has more attributes than [`MOST_ATTRIBUTES`].
    TooManyAttributes,
    /// It has more than [`MOST_BYTES`].
    TooLong,
}

/// The text of a file in XML, by its byte-order mark or else by the encoding that it declares: UTF-8, UTF-16, ISO 8859-1
/// or Windows-1252.
///
/// # Errors
/// If it is too long or names another encoding.
pub fn text(bytes: &[u8]) -> Result<String, Fault> {
    if bytes.len() > MOST_BYTES {
        return Err(Fault::TooLong);
    }
    let declared = declared_encoding(bytes);
    match declared.as_str() {
        "" | "utf-8" | "utf8" | "us-ascii" | "ascii" | "utf-16" | "utf-16le" | "utf-16be" => {
            Ok(bytes::text(bytes).0)
        }
        "iso-8859-1" | "latin1" | "windows-1252" | "cp1252" => {
            Ok(bytes.iter().map(|byte| windows_1252(*byte)).collect())
        }
        _ => Err(Fault::UnknownEncoding),
    }
}

/// The encoding named in `<?xml … encoding="…"?>`, in small letters; empty where none is, or where the declaration is
/// itself in UTF-16 or behind a byte-order mark.
fn declared_encoding(bytes: &[u8]) -> String {
    const LONGEST: usize = 200;
    let start = bytes.get(..LONGEST.min(bytes.len())).unwrap_or_default();
    let start: String = start
        .iter()
        .map(|byte| char::from(byte.to_ascii_lowercase()))
        .collect();
    let named = start
        .strip_prefix("<?xml")
        .and_then(|rest| rest.split_once("?>"))
        .and_then(|(declaration, _)| declaration.split_once("encoding"))
        .and_then(|(_, rest)| rest.split(['"', '\'']).nth(1));
    named.unwrap_or_default().to_owned()
}

/// What comes next in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'text> {
    /// An element begins.
    Start(Element<'text>),
    /// A piece of the text between tags. A text with references comes in several pieces.
    Text(Cow<'text, str>),
    /// The element of this name ends. An element without content ends at once.
    End(&'text str),
}

/// The beginning of an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<'text> {
    /// Its name without the prefix of its namespace.
    pub name: &'text str,
    tag: BytesStart<'text>,
}

impl Element<'_> {
    /// The value of an attribute, with the prefix of its namespace in the name where it has one; empty where it is not
    /// given.
    #[must_use]
    pub fn attribute(&self, name: &str) -> Cow<'_, str> {
        self.tag
            .attributes()
            .with_checks(false)
            .flatten()
            .find(|attribute| attribute.key.as_ref() == name)
            .and_then(|attribute| attribute.normalized_value(XmlVersion::Implicit1_0).ok())
            .unwrap_or_default()
    }

    /// Whether the attributes are within their bound and keep the rules; `None` where they break one.
    fn has_few_attributes(&self) -> Option<bool> {
        let mut count = 0;
        for attribute in self.tag.attributes().with_checks(false) {
            let attribute = attribute.ok()?;
            let name = attribute.key.as_ref();
            if !is_name(name) || attribute.value.contains('<') {
                return None;
            }
            attribute.normalized_value(XmlVersion::Implicit1_0).ok()?;
            count += 1;
            if count > MOST_ATTRIBUTES {
                return Some(false);
            }
        }
        Some(true)
    }
}

/// Reads a text event by event.
#[derive(Clone, Debug)]
pub struct Reader<'text> {
    text: &'text str,
    inner: quick_xml::Reader<&'text [u8]>,
    /// The names of the elements that have begun and not ended, without prefixes.
    open: Vec<&'text str>,
    has_root: bool,
}

impl<'text> Reader<'text> {
    /// A reader at the beginning of a text.
    #[must_use]
    pub fn new(text: &'text str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        let mut inner = quick_xml::Reader::from_str(text);
        inner.config_mut().expand_empty_elements = true;
        Self {
            text,
            inner,
            open: Vec::new(),
            has_root: false,
        }
    }

    /// The name of the element so many levels above the innermost open one (0), without its prefix; empty beyond the
    /// root.
    #[must_use]
    pub fn enclosing(&self, levels: usize) -> &'text str {
        let index = self.open.len().checked_sub(levels + 1);
        let name = index.and_then(|index| self.open.get(index));
        name.copied().unwrap_or_default()
    }

    /// How many elements are open.
    #[must_use]
    pub fn depth(&self) -> usize {
        self.open.len()
    }

    /// What comes next, or nothing at the end of the text. After an error the reader is of no more use.
    ///
    /// # Errors
    /// If the text breaks a rule of XML, ends too early, or goes beyond a bound.
    pub fn read(&mut self) -> Result<Option<Event<'text>>, Fault> {
        loop {
            let at = self.position();
            let markup = self
                .inner
                .read_event()
                .map_err(|error| self.fault(&error, at))?;
            match markup {
                Markup::Start(tag) => return self.start(tag, at).map(Some),
                // Elements without content are expanded into a start and an end.
                Markup::Empty(_) | Markup::End(_) => {
                    return Ok(self.open.pop().map(Event::End));
                }
                Markup::Text(piece) => {
                    let piece = piece.into_inner();
                    if !self.open.is_empty() {
                        return Ok(Some(Event::Text(piece)));
                    }
                    if !piece.trim().is_empty() {
                        return Err(self.broken(at));
                    }
                }
                Markup::CData(_) | Markup::GeneralRef(_) if self.open.is_empty() => {
                    return Err(self.broken(at));
                }
                Markup::CData(piece) => return Ok(Some(Event::Text(piece.into_inner()))),
                Markup::GeneralRef(reference) => {
                    let text = referred(&reference).ok_or_else(|| self.broken(at))?;
                    return Ok(Some(Event::Text(text)));
                }
                Markup::DocType(_) => return Err(Fault::DocumentType),
                Markup::Comment(_) | Markup::Decl(_) | Markup::PI(_) => {}
                Markup::Eof if self.open.is_empty() && self.has_root => return Ok(None),
                Markup::Eof => return Err(Fault::CutOff),
            }
        }
    }

    fn position(&self) -> usize {
        usize::try_from(self.inner.buffer_position()).unwrap_or(usize::MAX)
    }

    fn start(&mut self, tag: BytesStart<'text>, at: usize) -> Result<Event<'text>, Fault> {
        if self.open.len() >= DEEPEST {
            return Err(Fault::TooDeep);
        }
        if self.open.is_empty() && self.has_root {
            return Err(self.broken(at));
        }
        // The name is cut from the text itself, in which it stands behind the sign that begins the tag.
        let length = tag.name().as_ref().len();
        let name = self.text.get(at + 1..at + 1 + length).unwrap_or_default();
        if !is_name(name) {
            return Err(self.broken(at));
        }
        let name = name.rsplit_once(':').map_or(name, |(_, local)| local);
        let element = Element { name, tag };
        match element.has_few_attributes() {
            None => Err(self.broken(at)),
            Some(false) => Err(Fault::TooManyAttributes),
            Some(true) => {
                self.open.push(name);
                self.has_root = true;
                Ok(Event::Start(element))
            }
        }
    }

    /// What an error of `quick-xml` means, in reading what begins at this byte.
    fn fault(&self, error: &Error, at: usize) -> Fault {
        match error {
            Error::Syntax(SyntaxError::UnclosedDoctype) => Fault::DocumentType,
            Error::Syntax(SyntaxError::InvalidBangMarkup) => {
                let rest = self.text.get(at..).unwrap_or_default();
                let begun = ["<!--", "<![CDATA["];
                if begun.iter().any(|mark| mark.starts_with(rest)) {
                    Fault::CutOff
                } else {
                    Fault::DocumentType
                }
            }
            // All others say that the end of something is not found before that of the text.
            Error::Syntax(_) => Fault::CutOff,
            Error::IllFormed(IllFormedError::UnclosedReference)
                if self.position() >= self.text.len() =>
            {
                Fault::CutOff
            }
            Error::Io(_)
            | Error::IllFormed(_)
            | Error::InvalidAttr(_)
            | Error::Encoding(_)
            | Error::Escape(_)
            | Error::Namespace(_) => self.broken(at),
        }
    }

    /// A broken rule in what begins at this byte.
    fn broken(&self, at: usize) -> Fault {
        let before = self.text.get(..at).unwrap_or_default();
        Fault::NotWellFormed {
            line: before.split('\n').count(),
        }
    }
}

/// Whether this can be a name of an element or attribute: `quick-xml` takes everything up to a space or an equals sign.
fn is_name(name: &str) -> bool {
    !name.is_empty() && !name.contains(['=', '/', '<', '>', '"', '\'', '&'])
}

/// What a reference in a text stands for.
fn referred(reference: &BytesRef<'_>) -> Option<Cow<'static, str>> {
    match reference.resolve_char_ref() {
        Ok(Some(character)) => Some(Cow::Owned(character.to_string())),
        Ok(None) => resolve_predefined_entity(reference).map(Cow::Borrowed),
        Err(_) => None,
    }
}

#[cfg(test)]
mod tests {
    use std::fmt::Write as _;

    use super::*;

    /// The events of a text in a short notation.
    fn events(text: &str) -> Result<String, Fault> {
        let mut reader = Reader::new(text);
        let mut written = String::new();
        while let Some(event) = reader.read()? {
            match event {
                Event::Start(element) => {
                    let _ = write!(written, "<{}", element.name);
                    for attribute in element.tag.attributes().flatten() {
                        let name = attribute.key.as_ref();
                        let _ = write!(written, " {name}={}", element.attribute(name));
                    }
                    written.push('>');
                }
                Event::Text(text) => {
                    // The pieces of one text are joined.
                    if written.ends_with(']') {
                        written.pop();
                    } else {
                        written.push('[');
                    }
                    let _ = write!(written, "{text}]");
                }
                Event::End(name) => {
                    let _ = write!(written, "</{name}>");
                }
            }
        }
        Ok(written)
    }

    #[test]
    fn elements_attributes_and_text_come_in_their_order() {
        assert_eq!(
            events(
                "<?xml version='1.0'?>\n<!-- a > b --><a x=\"1\" y = '2'>b<c/>d<![CDATA[<&]]></a>\n"
            ),
            Ok("<a x=1 y=2>[b]<c></c>[d<&]</a>".to_owned())
        );
    }

    #[test]
    fn prefixes_of_namespaces_are_dropped_from_names_of_elements_only() {
        assert_eq!(
            events("<x:a r:id='1'></x:a>"),
            Ok("<a r:id=1></a>".to_owned())
        );
    }

    #[test]
    fn references_stand_for_their_characters() {
        assert_eq!(
            events("<a b='&lt;&quot;&#228;'>&amp;&#xE4;&apos;&gt;</a>"),
            Ok("<a b=<\"ä>[&ä'>]</a>".to_owned())
        );
        for unknown in ["&nbsp;", "&", "&#0;", "&#x110000;", "&#;", "&#99999999999;"] {
            let broken = events(&format!("<a>{unknown}</a>"));
            assert!(matches!(broken, Err(Fault::NotWellFormed { line: 1 })));
        }
    }

    #[test]
    fn a_document_type_is_refused_before_its_entities_are_read() {
        let laughs = "<?xml version=\"1.0\"?>\n<!DOCTYPE lolz [<!ENTITY lol \"lol\">\
                      <!ENTITY lol2 \"&lol;&lol;\">]>\n<lolz>&lol2;</lolz>";
        assert_eq!(events(laughs), Err(Fault::DocumentType));
        assert_eq!(events("<a><!ENTITY x 'y'></a>"), Err(Fault::DocumentType));
    }

    #[test]
    fn a_text_that_ends_early_says_so_wherever_it_was_cut() {
        let whole = "<a b='c'>d&lt;<e/><!--f--><![CDATA[g]]></a>";
        for length in 0..whole.len() {
            let cut = events(&whole[..length]);
            assert_eq!(cut, Err(Fault::CutOff), "{}", &whole[..length]);
        }
        assert!(events(whole).is_ok());
    }

    #[test]
    fn a_rule_that_is_broken_is_told_with_its_line() {
        for (text, line) in [
            ("<a>\n</b>", 2),
            ("<a b></a>", 1),
            ("<a b=c></a>", 1),
            ("<a/>\n\n<b/>", 3),
            ("text", 1),
            ("<a/>text", 1),
            ("<a b='<'/>", 1),
            ("< a/>", 1),
        ] {
            assert_eq!(events(text), Err(Fault::NotWellFormed { line }), "{text}");
        }
    }

    #[test]
    fn depth_and_attributes_are_bounded() {
        assert_eq!(events(&"<a>".repeat(1_000_000)), Err(Fault::TooDeep));
        let deep = "<a>".repeat(DEEPEST) + &"</a>".repeat(DEEPEST);
        assert!(events(&deep).is_ok());
        let attributes = " b=''".repeat(1_000);
        assert_eq!(
            events(&format!("<a{attributes}/>")),
            Err(Fault::TooManyAttributes)
        );
    }

    #[test]
    fn the_encoding_is_that_of_the_declaration() {
        let latin = b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><a>\xc3\xa9</a>";
        assert!(text(latin).unwrap().ends_with("<a>Ã©</a>"));
        let utf_8 = "<?xml version=\"1.0\" encoding='UTF-8'?><a>é</a>";
        assert_eq!(text(utf_8.as_bytes()).unwrap(), utf_8);
        let utf_16: Vec<u8> = "\u{feff}<?xml version=\"1.0\" encoding=\"UTF-16\"?><a>é</a>"
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        assert!(text(&utf_16).unwrap().ends_with("<a>é</a>"));
        assert_eq!(
            text(b"<?xml version=\"1.0\" encoding=\"Shift_JIS\"?><a/>"),
            Err(Fault::UnknownEncoding)
        );
    }
}
