//! From a text to values.

use std::borrow::Cow;

use super::syntax::{after_space, byte, check, end_of_value, escaped};

/// Why a text is not what it should be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// Where, in bytes from the beginning of the text.
    pub at: usize,
    /// What, in a few words.
    pub what: &'static str,
}

impl Wrong {
    /// Line and column in `text`, both counted from 1, columns in bytes.
    #[must_use]
    pub fn line_and_column(self, text: &str) -> (usize, usize) {
        let before = text.as_bytes().get(..self.at).unwrap_or(text.as_bytes());
        let mut place = (1, 1);
        for byte in before {
            place = match byte {
                b'\n' => (place.0 + 1, 1),
                _ => (place.0, place.1 + 1),
            };
        }
        place
    }
}

/// What can be read from JSON.
pub trait ReadJson: Sized {
    /// Reads a value.
    ///
    /// # Errors
    /// When the value is of another kind; says where.
    fn read_json(value: Value<'_>) -> Result<Self, Wrong>;

    /// What a field is that an object does not have; `None` where it must have it.
    #[must_use]
    fn missing() -> Option<Self> {
        None
    }
}

/// Reads a text.
///
/// # Errors
/// When the text is not JSON, or holds a value of another kind; says where.
pub fn read<T: ReadJson>(text: &str) -> Result<T, Wrong> {
    T::read_json(value(text)?)
}

/// The value that a text holds, not looked into yet.
///
/// # Errors
/// When the text is not JSON; says where.
pub fn value(text: &str) -> Result<Value<'_>, Wrong> {
    check(text)?;
    let at = after_space(text, 0);
    Ok(Value { text, at })
}

/// A value within a text that is known to be JSON.
#[derive(Clone, Copy, Debug)]
pub struct Value<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Value<'a> {
    /// Says that the value is not what it should be.
    #[must_use]
    pub fn wrong(self, what: &'static str) -> Wrong {
        Wrong { at: self.at, what }
    }

    /// Whether the value is `null`.
    #[must_use]
    pub fn is_null(self) -> bool {
        byte(self.text, self.at) == b'n'
    }

    /// A value without parts as it is written: a number, a text with its quotes, `true`, `false` or `null`.
    #[must_use]
    pub fn written(self) -> &'a str {
        let end = end_of_value(self.text, self.at);
        self.text.get(self.at..end).unwrap_or_default()
    }

    /// A text.
    ///
    /// # Errors
    /// When the value is something else.
    pub fn text(self) -> Result<Cow<'a, str>, Wrong> {
        let quoted = self
            .written()
            .strip_prefix('"')
            .and_then(|text| text.strip_suffix('"'));
        let Some(text) = quoted else {
            return Err(self.wrong("a text is expected"));
        };
        if !text.bytes().any(|byte| byte == b'\\') {
            return Ok(Cow::Borrowed(text));
        }
        let mut plain = String::with_capacity(text.len());
        let mut at = 0;
        while let Some(length) = text.get(at..).and_then(|rest| rest.find('\\')) {
            plain.push_str(text.get(at..at + length).unwrap_or_default());
            at += length;
            let Some((sign, end)) = escaped(text, at) else {
                break;
            };
            plain.push(sign);
            at = end;
        }
        plain.push_str(text.get(at..).unwrap_or_default());
        Ok(Cow::Owned(plain))
    }

    /// The values of a list.
    ///
    /// # Errors
    /// When the value is something else.
    pub fn items(self) -> Result<Parts<'a>, Wrong> {
        self.parts(b'[').ok_or(self.wrong("a list is expected"))
    }

    /// The fields of an object.
    ///
    /// # Errors
    /// When the value is something else.
    pub fn fields(self) -> Result<Fields<'a>, Wrong> {
        let parts = self.pairs()?;
        Ok(Fields {
            object: self,
            next: parts,
        })
    }

    /// Names and values of an object, one after the other.
    ///
    /// # Errors
    /// When the value is something else.
    pub fn pairs(self) -> Result<Parts<'a>, Wrong> {
        self.parts(b'{').ok_or(self.wrong("an object is expected"))
    }

    fn parts(self, open: u8) -> Option<Parts<'a>> {
        (byte(self.text, self.at) == open).then(|| Parts {
            text: self.text,
            at: self.at + 1,
        })
    }

    /// The variant of an enum.
    ///
    /// # Errors
    /// When the value is neither a text nor an object of one field.
    pub fn variant(self) -> Result<Variant<'a>, Wrong> {
        let Ok(mut pairs) = self.pairs() else {
            let name = self.text()?;
            return Ok(Variant {
                at: self,
                name,
                content: None,
            });
        };
        match (pairs.next(), pairs.next(), pairs.next()) {
            (Some(name), content, None) => Ok(Variant {
                at: self,
                name: name.text()?,
                content,
            }),
            _ => Err(self.wrong("a name is expected")),
        }
    }
}

/// The values of a list, or the names and values of an object, one after the other.
#[derive(Clone, Debug)]
pub struct Parts<'a> {
    text: &'a str,
    at: usize,
}

impl<'a> Iterator for Parts<'a> {
    type Item = Value<'a>;

    fn next(&mut self) -> Option<Value<'a>> {
        let at = after_space(self.text, self.at);
        if matches!(byte(self.text, at), b']' | b'}' | 0) {
            return None;
        }
        self.at = after_space(self.text, end_of_value(self.text, at));
        if matches!(byte(self.text, self.at), b',' | b':') {
            self.at += 1;
        }
        Some(Value {
            text: self.text,
            at,
        })
    }
}

/// The fields of an object. They are looked for from where the last one stood, so that fields that are asked for in the
/// order in which they are written are each found at once.
#[derive(Clone, Debug)]
pub struct Fields<'a> {
    object: Value<'a>,
    next: Parts<'a>,
}

impl<'a> Fields<'a> {
    /// The value of a field, if the object has it.
    pub fn find(&mut self, name: &str) -> Option<Value<'a>> {
        self.find_from(self.next.clone(), name)
            .or_else(|| self.find_from(self.object.pairs().ok()?, name))
    }

    fn find_from(&mut self, mut pairs: Parts<'a>, name: &str) -> Option<Value<'a>> {
        while let (Some(known), Some(value)) = (pairs.next(), pairs.next()) {
            if known.text().is_ok_and(|known| known == name) {
                self.next = pairs;
                return Some(value);
            }
        }
        None
    }

    /// Reads a field.
    ///
    /// # Errors
    /// When the object does not have it, or it is of another kind.
    #[inline(never)]
    pub fn read<T: ReadJson>(&mut self, name: &str) -> Result<T, Wrong> {
        match self.find(name) {
            Some(value) => T::read_json(value),
            None => T::missing().ok_or(self.object.wrong("a field is missing")),
        }
    }

    /// Reads a field that may be missing.
    ///
    /// # Errors
    /// When it is of another kind.
    pub fn read_or_default<T: ReadJson + Default>(&mut self, name: &str) -> Result<T, Wrong> {
        self.find(name).map_or(Ok(T::default()), T::read_json)
    }
}

/// A variant of an enum: its name, and what it holds.
#[derive(Clone, Debug)]
pub struct Variant<'a> {
    at: Value<'a>,
    name: Cow<'a, str>,
    content: Option<Value<'a>>,
}

impl<'a> Variant<'a> {
    /// Whether it is the variant of this name, which is given as in the program: `TooLarge` is written `too_large`.
    #[must_use]
    pub fn is(&self, name: &str) -> bool {
        let mut written = self.name.bytes();
        for (place, letter) in name.bytes().enumerate() {
            if letter.is_ascii_uppercase() && place > 0 && written.next() != Some(b'_') {
                return false;
            }
            if written.next() != Some(letter.to_ascii_lowercase()) {
                return false;
            }
        }
        written.next().is_none()
    }

    /// Whether it bears this name to the letter.
    #[must_use]
    pub fn is_exactly(&self, name: &str) -> bool {
        self.name == name
    }

    /// Says that there is no such variant.
    #[must_use]
    pub fn unknown(&self) -> Wrong {
        self.at.wrong("the name is not known")
    }

    /// The variant, which holds nothing.
    ///
    /// # Errors
    /// When something is held.
    pub fn alone<T>(&self, variant: T) -> Result<T, Wrong> {
        match self.content {
            Some(content) if !content.is_null() => Err(content.wrong("nothing is expected")),
            _ => Ok(variant),
        }
    }

    /// What the variant holds.
    ///
    /// # Errors
    /// When it holds nothing, or something else.
    pub fn content<T: ReadJson>(&self) -> Result<T, Wrong> {
        T::read_json(self.held()?)
    }

    /// The fields that the variant holds.
    ///
    /// # Errors
    /// When it holds something else.
    pub fn fields(&self) -> Result<Fields<'a>, Wrong> {
        self.held()?.fields()
    }

    fn held(&self) -> Result<Value<'a>, Wrong> {
        self.content.ok_or(self.at.wrong("an object is expected"))
    }
}
