//! Keys that do something: how they are recognised and how they are written.

use web_sys::KeyboardEvent;

use crate::wording::Text;

/// A key with what is held beside it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Shortcut {
    /// The key's value as the platform names it, letters small.
    key: &'static str,
    /// Ctrl, or the command key of a Mac.
    control: bool,
    /// Whether Shift is held; `None` where it does not matter, as for a sign that some keyboards have on it.
    shift: Option<bool>,
    alt: bool,
}

impl Shortcut {
    /// A key alone.
    pub(super) const fn key(key: &'static str) -> Self {
        Self {
            key,
            control: false,
            shift: Some(false),
            alt: false,
        }
    }

    /// A letter or a sign, however it is typed.
    pub(super) const fn letter(key: &'static str) -> Self {
        Self {
            shift: None,
            ..Self::key(key)
        }
    }

    pub(super) const fn with_control(self) -> Self {
        Self {
            control: true,
            ..self
        }
    }

    pub(super) const fn with_shift(self) -> Self {
        Self {
            shift: Some(true),
            ..self
        }
    }

    pub(super) const fn with_alt(self) -> Self {
        Self { alt: true, ..self }
    }

    /// Whether a key event is it.
    pub(super) fn is(&self, event: &KeyboardEvent) -> bool {
        event.key().eq_ignore_ascii_case(self.key)
            && (event.ctrl_key() || event.meta_key()) == self.control
            && event.alt_key() == self.alt
            && self.shift.is_none_or(|shift| shift == event.shift_key())
    }

    /// How it is written, such as `Ctrl Shift Z`.
    pub fn words(&self) -> String {
        let key = match self.key {
            " " => String::from("Space"),
            "ArrowUp" => String::from("↑"),
            "ArrowDown" => String::from("↓"),
            key => key.to_uppercase_first(),
        };
        let held = [
            (self.control, "Ctrl "),
            (self.alt, "Alt "),
            (self.shift == Some(true), "Shift "),
        ];
        let mut words: String = held
            .into_iter()
            .filter_map(|(held, word)| held.then_some(word))
            .collect();
        words.push_str(&key);
        words
    }
}

/// Upper case for the first letter.
trait UppercaseFirst {
    fn to_uppercase_first(&self) -> String;
}

impl UppercaseFirst for str {
    fn to_uppercase_first(&self) -> String {
        let mut letters = self.chars();
        letters.next().map_or_else(String::new, |first| {
            first.to_uppercase().chain(letters).collect()
        })
    }
}

/// What keys do that are no actions: they move, type or leave, and depend on where the focus is.
pub const KEYS_WITHOUT_ACTION: [(Text, Text); 9] = [
    (Text("Ctrl V"), Text("paste a table, anywhere in the page")),
    (
        Text("Arrows, Home, End, Page up, Page down"),
        Text("move in the grid; with Shift, select"),
    ),
    (
        Text("Ctrl arrows"),
        Text("go to the edge of a block of data; with Shift, select"),
    ),
    (
        Text("Ctrl C, Ctrl X, Ctrl V"),
        Text("copy, cut, paste cells"),
    ),
    (Text("Typing"), Text("replaces the cell")),
    (
        Text("Enter, Tab"),
        Text("keep what was typed and go on; Enter after Tabs starts the next row"),
    ),
    (
        Text("Escape"),
        Text("takes back what was typed; outside a cell, lets Tab leave the grid"),
    ),
    (
        Text("L, S, H, Delete"),
        Text("judge in the matrix of the risk of bias: low, some concerns, high, not judged"),
    ),
    (
        Text("Q, T, N, Ctrl D"),
        Text("there: questions, support, next not judged, as above"),
    ),
];
