//! The language in which the program speaks: English, or one to which its texts are translated.
//!
//! Texts stand in the code in English and are the keys of a catalogue of gettext, `catalogue/zh-Hans.po`. A text with places
//! for values is written by `tr!`, a text without is a [`Text`] or goes through [`translate`]. The language is chosen
//! once, before the first text is written: who changes it opens the page anew. So no text can be left in another language,
//! and what is written stays a function of what is told. Names, notes and whatever else a user typed are never translated.

use std::cell::Cell;
use std::collections::BTreeMap;
use std::fmt::{self, Display, Formatter};
use std::ops::Deref;
use std::sync::OnceLock;

/// A language of the program.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Language {
    /// English, in which the texts are written.
    #[default]
    English,
    /// Chinese in simplified characters.
    Chinese,
}

/// The translations into Chinese, as gettext keeps them.
const CHINESE: &str = include_str!("catalogue/zh-Hans.po");

/// The language that was chosen, and what the texts are in it.
static CHOSEN: OnceLock<(Language, BTreeMap<String, String>)> = OnceLock::new();

thread_local! {
    /// Whether texts are asked for in English whatever was chosen.
    static IN_ENGLISH: Cell<bool> = const { Cell::new(false) };
}

impl Language {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 2] = [Self::English, Self::Chinese];

    /// Its name in itself, so that whoever reads it finds it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::Chinese => "简体中文",
        }
    }

    /// Its tag by BCP 47.
    #[must_use]
    pub const fn tag(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::Chinese => "zh-Hans",
        }
    }

    /// The language with a tag; `None` for a tag of none of them.
    #[must_use]
    pub fn with_tag(tag: &str) -> Option<Self> {
        Self::ALL
            .into_iter()
            .find(|language| language.tag().eq_ignore_ascii_case(tag))
    }

    /// The catalogue of its translations: what each English text is in it. English has none.
    fn catalogue(self) -> BTreeMap<String, String> {
        match self {
            Self::English => BTreeMap::new(),
            Self::Chinese => translations(CHINESE),
        }
    }
}

/// What a catalogue says where a text is nothing in its language, as the "s" of a plural is in Chinese: gettext takes an empty
/// translation for a missing one.
const NOTHING: char = '\u{200b}';

/// What stands between the context of a text and the text, in keys as gettext makes them.
const AFTER_CONTEXT: char = '\u{4}';

/// The translations of a catalogue of gettext. A text that is not translated is not among them; one that means several things
/// stands under its context, the character U+0004, and itself.
#[must_use]
pub fn translations(catalogue: &str) -> BTreeMap<String, String> {
    let Ok(read) = polib::po_file::parse_from_reader(catalogue.as_bytes()) else {
        return BTreeMap::new();
    };
    read.messages()
        .filter_map(|message| {
            let translated = message.msgstr().ok()?;
            let key = match message.msgctxt() {
                None | Some("") => message.msgid().to_owned(),
                Some(context) => format!("{context}{AFTER_CONTEXT}{}", message.msgid()),
            };
            Some((key, translated.trim_matches(NOTHING).to_owned()))
        })
        .collect()
}

/// Chooses the language of all texts of this program. The first choice holds: `false` where there was one before.
pub fn choose(language: Language) -> bool {
    CHOSEN.set((language, language.catalogue())).is_ok()
}

/// The language that was chosen: English where nothing was.
#[must_use]
pub fn chosen() -> Language {
    CHOSEN
        .get()
        .map_or(Language::English, |(language, _)| *language)
}

/// A text in the language that was chosen; in English where the catalogue lacks it.
#[must_use]
pub fn translate(text: &'static str) -> &'static str {
    in_chosen(text).unwrap_or(text)
}

/// The same of a text that means another thing elsewhere: what it is here is said by its context.
#[must_use]
pub fn translate_in(context: &'static str, text: &'static str) -> &'static str {
    in_chosen(&format!("{context}{AFTER_CONTEXT}{text}")).unwrap_or(text)
}

fn in_chosen(text: &str) -> Option<&'static str> {
    let (_, translations) = CHOSEN.get().filter(|_| !IN_ENGLISH.get())?;
    translations.get(text).map(String::as_str)
}

/// What is written in English whatever was chosen: for words by which a saved document knows something again.
pub fn in_english<T>(written: impl FnOnce() -> T) -> T {
    let before = IN_ENGLISH.replace(true);
    let text = written();
    IN_ENGLISH.set(before);
    text
}

/// A text that stands in the code in English and is read in the language that was chosen.
#[derive(Debug, PartialEq, Eq)]
pub struct Text(pub &'static str);

impl Text {
    /// The text in the language that was chosen.
    #[must_use]
    pub fn text(&self) -> &'static str {
        translate(self.0)
    }
}

impl Deref for Text {
    type Target = str;

    fn deref(&self) -> &str {
        self.text()
    }
}

impl Display for Text {
    fn fmt(&self, formatter: &mut Formatter<'_>) -> fmt::Result {
        formatter.pad(self.text())
    }
}

impl From<Text> for &'static str {
    fn from(text: Text) -> Self {
        text.text()
    }
}

impl From<Text> for String {
    fn from(text: Text) -> Self {
        text.text().to_owned()
    }
}

/// Writes a text with places for values in the language that was chosen: `{}` in order, `{0}` by number, `{name}` by name.
///
/// Like [`tr::tr`], without its asking for a translator by the name of the crate, which the compiler would put into each of some
/// two thousand places.
macro_rules! tr {
    ($text:literal $(,)?) => {
        ::std::string::String::from($crate::wording::language::translate($text))
    };
    ($text:literal, $($values:tt)+) => {
        ::tr::runtime_format!($crate::wording::language::translate($text), $($values)+)
    };
}

pub(crate) use tr;
