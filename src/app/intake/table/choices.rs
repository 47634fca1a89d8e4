//! What is decided about a table that is looked at, and what it is taken for by that; remembered for the next table with
//! the same heads.

use std::time::Duration;

use leptos::prelude::*;

use super::decision::Decision;
use super::elsewhere::ReadingElsewhere;
use super::understood::Understood;
use crate::app::platform::debounce::Debounce;
use crate::app::state::{Shared, State, TablePutAside, TableText};
use crate::project::{Command, Limit};
use crate::read::{Choices, Reading, remembered};

/// After how long without a key a long text is read.
const STOPS_TYPING: Duration = Duration::from_millis(400);

/// A table that is looked at, with what is decided about it.
///
/// What takes long to read is read in a worker. Until that is done, the table is shown as it was understood before.
#[derive(Clone, Copy)]
pub struct TableChoices {
    state: State,
    /// The text.
    pub text: RwSignal<Shared<TableText>>,
    /// A long text that was typed and is not read yet.
    typed: RwSignal<Option<String>>,
    /// Whether anything was typed.
    is_typed: StoredValue<bool>,
    /// What the user decided about this text; `None` while that is nothing.
    decided: RwSignal<Option<Choices>>,
    /// What was decided about an earlier table with the same heads, as it is kept in the project.
    known: Memo<Option<String>>,
    /// What it is read by: what the user decided, or decided before about a table with these heads, or nothing.
    choices: Memo<Choices>,
    /// What it is taken for.
    pub reading: Memo<Shared<Reading>>,
    /// Whether it is being read again.
    pub is_being_read: Memo<bool>,
    elsewhere: ReadingElsewhere,
    pause: Debounce,
}

/// What a worker took a long text for.
#[derive(Clone)]
struct ReadElsewhere {
    text: Shared<TableText>,
    choices: Choices,
    reading: Shared<Reading>,
}

impl ReadElsewhere {
    fn is_of(&self, text: &Shared<TableText>, choices: &Choices) -> bool {
        self.text == *text && self.choices == *choices
    }
}

/// Whether a text is read in a worker by these choices; by those that it came with it was read when it came.
fn is_for_worker(text: &TableText, choices: &Choices) -> bool {
    text.is_long() && choices != text.left_open()
}

impl TableChoices {
    /// Begins with a text about which nothing is decided, or what was decided before it was put aside.
    pub fn new(state: State, text: Shared<TableText>) -> Self {
        let before = state.put_aside.of_text(text.text());
        let text = RwSignal::new(text);
        let decided = RwSignal::new(before.and_then(|before| before.decided));
        let known = Memo::new(move |_| {
            let heads = text.with(|text| remembered::heads(&text.reading()));
            known_choices(state, &heads)
        });
        let choices = Memo::new(move |_| {
            decided.get().unwrap_or_else(|| {
                let left_open = text.with(|text| text.left_open().clone());
                let before = known.get().and_then(|known| remembered::choices(&known));
                match before {
                    Some(before) => Choices {
                        delimiter: left_open.delimiter,
                        ..before
                    },
                    None => left_open,
                }
            })
        });
        let read = RwSignal::new(None::<ReadElsewhere>);
        let found = move |text: &Shared<TableText>, choices: &Choices| {
            read.with(|read| {
                let found = read.as_ref().filter(|read| read.is_of(text, choices));
                found.map(|read| read.reading.clone())
            })
        };
        let reading = Memo::new(move |before: Option<&Shared<Reading>>| {
            let (text, choices) = (text.get(), choices.get());
            if !is_for_worker(&text, &choices) {
                return text.reading_with(&choices);
            }
            let before = || before.cloned().unwrap_or_else(|| text.reading());
            found(&text, &choices).unwrap_or_else(before)
        });
        let typed = RwSignal::new(None::<String>);
        let is_being_read = Memo::new(move |_| {
            let (text, choices) = (text.get(), choices.get());
            let waits = is_for_worker(&text, &choices) && found(&text, &choices).is_none();
            waits || typed.with(Option::is_some)
        });
        let elsewhere = ReadingElsewhere::new();
        Effect::new(move |_| {
            let (text, choices) = (text.get(), choices.get());
            elsewhere.stop();
            if is_for_worker(&text, &choices) && untrack(|| found(&text, &choices)).is_none() {
                let typed_text = text.text().to_owned();
                elsewhere.read(typed_text, choices.clone(), move |table| {
                    let reading = Shared::new(table.reading);
                    // The dialog may be closed by now.
                    let _ = read.try_set(Some(ReadElsewhere {
                        text,
                        choices,
                        reading,
                    }));
                });
            }
        });
        Self {
            state,
            text,
            typed,
            is_typed: StoredValue::new(false),
            decided,
            known,
            choices,
            reading,
            is_being_read,
            elsewhere,
            pause: Debounce::new(STOPS_TYPING),
        }
    }

    /// The table as the parts of the dialog see it.
    pub fn understood(self) -> Understood {
        Understood {
            reading: self.reading.into(),
            choices: self.choices.into(),
            locale: Signal::derive(move || self.state.document.locale()),
            on_decide: UnsyncCallback::new(move |decision| self.decide(decision)),
            open_column: RwSignal::new(None),
            alike: RwSignal::new(None),
        }
    }

    /// Whether there is no text.
    pub fn is_blank(self) -> bool {
        self.typed.with(Option::is_none) && self.text.with(|text| text.is_blank())
    }

    /// The text as it was typed last.
    pub fn typed_text(self) -> String {
        let read = || self.text.with(|text| text.text().to_owned());
        self.typed.get().unwrap_or_else(read)
    }

    /// Turns to a text that was typed. What was decided stays where the heads do.
    pub fn type_text(self, text: String) {
        self.is_typed.set_value(true);
        let left_open = self
            .text
            .with_untracked(|before| before.left_open().clone());
        if text.len() < TableText::LONG {
            self.pause.cancel();
            self.turn_to_typed(TableText::written_as(text, left_open));
            return;
        }
        self.elsewhere.stop();
        self.typed.set(Some(text.clone()));
        self.pause.run(move || {
            self.elsewhere.read(text, left_open, move |table| {
                self.turn_to_typed(TableText::read_already(table));
            });
        });
    }

    fn turn_to_typed(self, text: TableText) {
        let is_decided = self.decided.try_with_untracked(Option::is_some);
        let Some(is_decided) = is_decided else {
            // The dialog was closed meanwhile.
            return;
        };
        let has_same_heads = is_decided
            && self.text.with_untracked(|before| {
                remembered::heads(&before.reading()) == remembered::heads(&text.reading())
            });
        batch(|| {
            if !has_same_heads {
                self.decided.set(None);
            }
            self.typed.set(None);
            self.text.set(Shared::new(text));
        });
    }

    /// Turns to another text, about which nothing is decided but what was decided before it was put aside.
    pub fn turn_to(self, text: Shared<TableText>) {
        let before = self.state.put_aside.of_text(text.text());
        self.pause.cancel();
        batch(|| {
            self.decided.set(before.and_then(|before| before.decided));
            self.typed.set(None);
            self.text.set(text);
        });
    }

    /// Whether the table is one that was put aside.
    pub fn is_put_aside(self) -> bool {
        let kept = |text: &Shared<TableText>| self.state.put_aside.of_text(text.text()).is_some();
        self.text.with(kept)
    }

    /// Puts the table aside, so that it can be gone on with, and says whether there was anything to keep: nothing is where
    /// nobody typed or decided anything.
    pub fn put_aside(self, title: &str) -> bool {
        let decided = self.decided.get_untracked();
        let is_touched = decided.is_some() || self.is_typed.get_value();
        if !is_touched || untrack(|| self.is_blank()) {
            return false;
        }
        let text = match self.typed.get_untracked() {
            Some(typed) => {
                let left_open = self.text.with_untracked(|text| text.left_open().clone());
                Shared::new(TableText::written_as(typed, left_open))
            }
            None => self.text.get_untracked(),
        };
        self.state.put_aside.keep(TablePutAside {
            text,
            decided,
            title: title.to_owned(),
        });
        true
    }

    /// Decides something.
    pub fn decide(self, decision: Decision) {
        let reading = self.reading.get_untracked();
        let after = self
            .choices
            .with_untracked(|choices| decision.applied(choices, &reading));
        self.decided.set(Some(after));
    }

    /// Leaves everything to be recognised.
    pub fn decide_nothing(self) {
        let left_open = self.text.with_untracked(|text| text.left_open().clone());
        self.decided.set(Some(left_open));
    }

    /// Whether the columns are taken as was decided about an earlier table.
    pub fn is_as_before(self) -> bool {
        self.known
            .with(|known| known.is_some() && self.choices.with(remembered::written) == *known)
    }

    /// Remembers what was decided, or forgets it where all is left to be recognised again.
    pub fn remember(self) {
        let text = self.text.get_untracked();
        let heads = remembered::heads(&text.reading());
        let choices = self.choices.get_untracked();
        let decided = choices != *text.left_open();
        let written = decided.then(|| remembered::written(&choices)).flatten();
        let fits = |text: &String| text.len() <= Limit::TEXT;
        // A table with so many columns that they would outgrow what is kept is recognised anew each time.
        let written = written.filter(|written| fits(written) && fits(&heads));
        if written != untrack(|| known_choices(self.state, &heads)) {
            self.state.document.apply(&Command::RememberTable {
                heads,
                choices: written,
            });
        }
    }
}

/// What was decided about a table with these heads, if anything.
fn known_choices(state: State, heads: &str) -> Option<String> {
    state.document.project.with(|project| {
        let mut tables = project.settings.tables.as_ref()?.iter();
        let known = tables.find(|known| known.heads == heads);
        known.map(|known| known.choices.clone())
    })
}
