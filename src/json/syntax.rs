//! Whether a text is JSON (RFC 8259), and where its values end.

use super::Wrong;

/// How deep lists and objects may stand within each other.
const DEEPEST: usize = 128;

/// The byte at a place; 0, which stands nowhere in JSON, beyond the end.
pub(super) fn byte(text: &str, at: usize) -> u8 {
    text.as_bytes().get(at).copied().unwrap_or(0)
}

/// The first place from `at` on that is not white space.
pub(super) fn after_space(text: &str, mut at: usize) -> usize {
    while matches!(byte(text, at), b' ' | b'\t' | b'\n' | b'\r') {
        at += 1;
    }
    at
}

/// Where the value that begins at `at` ends, in a text that was checked.
pub(super) fn end_of_value(text: &str, mut at: usize) -> usize {
    let mut open = 0_usize;
    loop {
        match byte(text, at) {
            b'"' => at = end_of_text(text, at),
            b'{' | b'[' => {
                open += 1;
                at += 1;
            }
            b'}' | b']' => {
                open = open.saturating_sub(1);
                at += 1;
            }
            b',' | b':' => at += 1,
            0 => return at,
            b' ' | b'\t' | b'\n' | b'\r' => at = after_space(text, at),
            _ => at = end_of_word(text, at + 1),
        }
        if open == 0 {
            return at;
        }
    }
}

/// Where the text that begins at the quote at `at` ends: behind its closing quote.
fn end_of_text(text: &str, mut at: usize) -> usize {
    loop {
        at += 1;
        match byte(text, at) {
            b'"' => return at + 1,
            b'\\' => at += 1,
            0 => return at,
            _ => {}
        }
    }
}

/// Where a number, `true`, `false` or `null` ends.
fn end_of_word(text: &str, mut at: usize) -> usize {
    while byte(text, at).is_ascii_alphanumeric() || matches!(byte(text, at), b'+' | b'-' | b'.') {
        at += 1;
    }
    at
}

/// Whether the text is one JSON value.
pub(super) fn check(text: &str) -> Result<(), Wrong> {
    let mut reader = Reader {
        text,
        at: 0,
        depth: 0,
    };
    reader.space();
    reader.value()?;
    reader.space();
    if reader.at < text.len() {
        return Err(reader.wrong("nothing may follow the value"));
    }
    Ok(())
}

struct Reader<'a> {
    text: &'a str,
    at: usize,
    depth: usize,
}

impl Reader<'_> {
    fn wrong(&self, what: &'static str) -> Wrong {
        Wrong { at: self.at, what }
    }

    fn here(&self) -> u8 {
        byte(self.text, self.at)
    }

    fn space(&mut self) {
        self.at = after_space(self.text, self.at);
    }

    /// Goes on behind a sign that may stand here; whether it does.
    fn takes(&mut self, sign: u8) -> bool {
        let there = self.here() == sign;
        self.at += usize::from(there);
        there
    }

    fn value(&mut self) -> Result<(), Wrong> {
        match self.here() {
            b'"' => self.string(),
            b'{' => self.parts(b'}'),
            b'[' => self.parts(b']'),
            b't' => self.word("true"),
            b'f' => self.word("false"),
            b'n' => self.word("null"),
            _ => self.number(),
        }
    }

    /// The parts of a list or of an object, which `close` ends.
    fn parts(&mut self, close: u8) -> Result<(), Wrong> {
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.wrong("too many lists and objects stand within each other"));
        }
        self.at += 1;
        self.space();
        if !self.takes(close) {
            loop {
                self.space();
                if close == b'}' {
                    self.string()?;
                    self.space();
                    if !self.takes(b':') {
                        return Err(self.wrong("a colon is missing"));
                    }
                    self.space();
                }
                self.value()?;
                self.space();
                if self.takes(close) {
                    break;
                }
                if !self.takes(b',') {
                    return Err(self.wrong("a comma or a closing bracket is missing"));
                }
            }
        }
        self.depth -= 1;
        Ok(())
    }

    fn word(&mut self, word: &str) -> Result<(), Wrong> {
        let end = self.at + word.len();
        if self.text.get(self.at..end) != Some(word) {
            return Err(self.wrong("a value is missing"));
        }
        self.at = end;
        Ok(())
    }

    fn number(&mut self) -> Result<(), Wrong> {
        self.takes(b'-');
        if !self.takes(b'0') {
            self.digits()?;
        }
        if self.takes(b'.') {
            self.digits()?;
        }
        if self.takes(b'e') || self.takes(b'E') {
            if !self.takes(b'+') {
                self.takes(b'-');
            }
            self.digits()?;
        }
        Ok(())
    }

    fn digits(&mut self) -> Result<(), Wrong> {
        if !self.here().is_ascii_digit() {
            return Err(self.wrong("a value is missing"));
        }
        while self.here().is_ascii_digit() {
            self.at += 1;
        }
        Ok(())
    }

    fn string(&mut self) -> Result<(), Wrong> {
        if !self.takes(b'"') {
            return Err(self.wrong("a text is missing"));
        }
        while !self.takes(b'"') {
            match self.here() {
                b'\\' => {
                    let (_, end) = escaped(self.text, self.at)
                        .ok_or_else(|| self.wrong("there is no such escape"))?;
                    self.at = end;
                }
                0..=0x1f => return Err(self.wrong("a text breaks off")),
                _ => self.at += 1,
            }
        }
        Ok(())
    }
}

/// The sign that an escape stands for, and where the escape ends.
pub(super) fn escaped(text: &str, at: usize) -> Option<(char, usize)> {
    let sign = match byte(text, at + 1) {
        sign @ (b'"' | b'\\' | b'/') => char::from(sign),
        b'b' => '\u{8}',
        b'f' => '\u{c}',
        b'n' => '\n',
        b'r' => '\r',
        b't' => '\t',
        b'u' => return escaped_code(text, at),
        _ => return None,
    };
    Some((sign, at + 2))
}

/// The same of `\uXXXX`, or of two of them where a sign takes two units of UTF-16.
fn escaped_code(text: &str, at: usize) -> Option<(char, usize)> {
    let first = unit(text, at)?;
    let units = [first, unit(text, at + 6).unwrap_or(0)];
    let sign = char::decode_utf16(units).next()?.ok()?;
    Some((sign, at + 6 * sign.len_utf16()))
}

fn unit(text: &str, at: usize) -> Option<u16> {
    let digits = text.get(at..at + 6)?.strip_prefix("\\u")?;
    // A sign, which the standard library takes, is no hexadecimal digit.
    if !digits.bytes().all(|digit| digit.is_ascii_hexdigit()) {
        return None;
    }
    u16::from_str_radix(digits, 16).ok()
}
