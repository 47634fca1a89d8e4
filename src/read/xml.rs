//! Texts in XML → their elements, one after the other.
//!
//! A small reader of the project's own: RevMan files and workbooks use elements, attributes and text and nothing else of
//! XML, and the readers that can be had from outside weigh more in the page than all the formats read here together. It
//! knows elements, attributes, text, CDATA, the five predefined entities and references by number; comments and
//! processing instructions are passed over. Document types, and with them declared entities, are refused: they are how
//! a small file grows without end. Nothing is looked up outside the text, and the work is in proportion to its length.

use std::borrow::Cow;

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
    let declaration = start
        .strip_prefix("<?xml")
        .and_then(|rest| rest.get(..rest.find("?>")?))
        .unwrap_or_default();
    let named = declaration
        .find("encoding")
        .and_then(|at| declaration.get(at..))
        .and_then(|rest| rest.split(['"', '\'']).nth(1));
    named.unwrap_or_default().to_owned()
}

/// What comes next in a text.
#[derive(Clone, Debug, PartialEq)]
pub enum Event<'text> {
    /// An element begins.
    Start(Element<'text>),
    /// Text between tags.
    Text(Cow<'text, str>),
    /// The element of this name ends.
    End(&'text str),
}

/// The beginning of an element.
#[derive(Clone, Debug, PartialEq)]
pub struct Element<'text> {
    /// Its name without the prefix of its namespace.
    pub name: &'text str,
    attributes: Vec<(&'text str, Cow<'text, str>)>,
}

impl Element<'_> {
    /// The value of an attribute, with the prefix of its namespace in the name where it has one; empty where it is not
    /// given.
    #[must_use]
    pub fn attribute(&self, name: &str) -> &str {
        self.attributes
            .iter()
            .find(|(known, _)| *known == name)
            .map_or("", |(_, value)| value)
    }
}

/// Reads a text event by event.
#[derive(Clone, Debug)]
pub struct Reader<'text> {
    text: &'text str,
    at: usize,
    open: Vec<&'text str>,
    /// An element without content has begun, and its end is still to be told.
    ends_at_once: bool,
    has_root: bool,
}

impl<'text> Reader<'text> {
    /// A reader at the beginning of a text.
    #[must_use]
    pub fn new(text: &'text str) -> Self {
        let text = text.strip_prefix('\u{feff}').unwrap_or(text);
        Self {
            text,
            at: 0,
            open: Vec::new(),
            ends_at_once: false,
            has_root: false,
        }
    }

    /// The name of the element so many levels above the innermost open one (0), without its prefix; empty beyond the
    /// root.
    #[must_use]
    pub fn enclosing(&self, levels: usize) -> &'text str {
        let index = self.open.len().checked_sub(levels + 1);
        let name = index.and_then(|index| self.open.get(index));
        name.map_or("", |name| local(name))
    }

    /// What comes next, or nothing at the end of the text. After an error the reader is of no more use.
    ///
    /// # Errors
    /// If the text breaks a rule of XML, ends too early, or goes beyond a bound.
    pub fn read(&mut self) -> Result<Option<Event<'text>>, Fault> {
        if self.ends_at_once {
            self.ends_at_once = false;
            return Ok(self.open.pop().map(|name| Event::End(local(name))));
        }
        loop {
            let rest = self.rest();
            if rest.is_empty() {
                let complete = self.open.is_empty() && self.has_root;
                return if complete {
                    Ok(None)
                } else {
                    Err(Fault::CutOff)
                };
            }
            if !rest.starts_with('<') {
                let length = rest.find('<').unwrap_or(rest.len());
                let found = self.take(length);
                if self.open.is_empty() {
                    if !found.trim().is_empty() {
                        return Err(self.broken());
                    }
                    continue;
                }
                return self.unescaped(found).map(|text| Some(Event::Text(text)));
            }
            if rest.starts_with("<!--") {
                self.at += 4;
                self.take_through("-->")?;
            } else if rest.starts_with("<?") {
                self.take_through("?>")?;
            } else if rest.starts_with("<![CDATA[") {
                if self.open.is_empty() {
                    return Err(self.fault());
                }
                self.at += 9;
                let content = self.take_through("]]>")?;
                return Ok(Some(Event::Text(Cow::Borrowed(content))));
            } else if rest.starts_with("<!") {
                let begun = ["<!--", "<![CDATA["].iter();
                let is_cut_off = begun.copied().any(|mark| mark.starts_with(rest));
                return Err(if is_cut_off {
                    Fault::CutOff
                } else {
                    Fault::DocumentType
                });
            } else if rest.starts_with("</") {
                return self.end().map(Some);
            } else {
                return self.start().map(Some);
            }
        }
    }

    fn rest(&self) -> &'text str {
        self.text.get(self.at..).unwrap_or_default()
    }

    fn take(&mut self, length: usize) -> &'text str {
        let taken = self.rest().get(..length).unwrap_or_default();
        self.at += taken.len();
        taken
    }

    /// What stands before a mark, which is passed over as well.
    fn take_through(&mut self, mark: &str) -> Result<&'text str, Fault> {
        let length = self.rest().find(mark).ok_or(Fault::CutOff)?;
        let taken = self.take(length);
        self.at += mark.len();
        Ok(taken)
    }

    fn skip_space(&mut self) {
        let rest = self.rest();
        self.at += rest.len() - rest.trim_ascii_start().len();
    }

    /// What is wrong where the text cannot go on like this: that it ends, or that it breaks a rule.
    fn fault(&self) -> Fault {
        if self.rest().is_empty() {
            Fault::CutOff
        } else {
            self.broken()
        }
    }

    fn broken(&self) -> Fault {
        let before = self.text.get(..self.at).unwrap_or_default();
        Fault::NotWellFormed {
            line: before.split('\n').count(),
        }
    }

    /// A name: everything up to a sign that cannot belong to one.
    fn name(&mut self) -> Result<&'text str, Fault> {
        let rest = self.rest().as_bytes();
        let ends = |byte: &u8| byte.is_ascii_whitespace() || b"=/><\"'&".contains(byte);
        let length = rest.iter().position(ends).ok_or(Fault::CutOff)?;
        if length == 0 {
            return Err(self.fault());
        }
        Ok(self.take(length))
    }

    fn start(&mut self) -> Result<Event<'text>, Fault> {
        if self.open.len() >= DEEPEST {
            return Err(Fault::TooDeep);
        }
        if self.open.is_empty() && self.has_root {
            return Err(self.fault());
        }
        self.at += 1;
        let name = self.name()?;
        let mut attributes = Vec::new();
        loop {
            self.skip_space();
            match self.rest().as_bytes() {
                [] | [b'/'] => return Err(Fault::CutOff),
                [b'>', ..] => {
                    self.at += 1;
                    break;
                }
                [b'/', b'>', ..] => {
                    self.at += 2;
                    self.ends_at_once = true;
                    break;
                }
                _ if attributes.len() >= MOST_ATTRIBUTES => return Err(Fault::TooManyAttributes),
                _ => attributes.push(self.attribute()?),
            }
        }
        self.open.push(name);
        self.has_root = true;
        let name = local(name);
        Ok(Event::Start(Element { name, attributes }))
    }

    fn attribute(&mut self) -> Result<(&'text str, Cow<'text, str>), Fault> {
        let name = self.name()?;
        self.skip_space();
        if self.take(1) != "=" {
            return Err(self.fault());
        }
        self.skip_space();
        let mark = self.take(1);
        if mark != "\"" && mark != "'" {
            return Err(self.fault());
        }
        let value = self.take_through(mark)?;
        if value.as_bytes().contains(&b'<') {
            return Err(self.fault());
        }
        Ok((name, self.unescaped(value)?))
    }

    fn end(&mut self) -> Result<Event<'text>, Fault> {
        self.at += 2;
        let name = self.name()?;
        self.skip_space();
        if self.open.pop() != Some(name) || self.take(1) != ">" {
            return Err(self.fault());
        }
        Ok(Event::End(local(name)))
    }

    /// The text with its references replaced by what they stand for.
    fn unescaped(&self, text: &'text str) -> Result<Cow<'text, str>, Fault> {
        if !text.as_bytes().contains(&b'&') {
            return Ok(Cow::Borrowed(text));
        }
        let mut pieces = text.split('&');
        let mut written = pieces.next().unwrap_or_default().to_owned();
        for piece in pieces {
            let length = piece.find(';').ok_or_else(|| self.fault())?;
            let reference = piece.get(..length).unwrap_or_default();
            written.push(character(reference).ok_or_else(|| self.fault())?);
            written.push_str(piece.get(length + 1..).unwrap_or_default());
        }
        Ok(Cow::Owned(written))
    }
}

/// A name without the prefix of its namespace.
fn local(name: &str) -> &str {
    let colon = name.as_bytes().iter().rposition(|byte| *byte == b':');
    colon.and_then(|at| name.get(at + 1..)).unwrap_or(name)
}

/// The character that a reference stands for.
fn character(reference: &str) -> Option<char> {
    Some(match reference {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" => '\'',
        _ => {
            let number = reference.strip_prefix('#')?;
            let code = match number.strip_prefix('x') {
                Some(digits) => whole(digits, 16)?,
                None => whole(number, 10)?,
            };
            char::from_u32(code).filter(|character| *character != '\0')?
        }
    })
}

/// A whole number of digits only, to this base.
pub(super) fn whole(digits: &str, base: u32) -> Option<u32> {
    if digits.is_empty() {
        return None;
    }
    digits.chars().try_fold(0_u32, |number, digit| {
        number.checked_mul(base)?.checked_add(digit.to_digit(base)?)
    })
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
                    for (name, value) in &element.attributes {
                        let _ = write!(written, " {name}={value}");
                    }
                    written.push('>');
                }
                Event::Text(text) => {
                    let _ = write!(written, "[{text}]");
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
            Ok("<a x=1 y=2>[b]<c></c>[d][<&]</a>".to_owned())
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
