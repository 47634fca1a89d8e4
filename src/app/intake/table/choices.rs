//! What is decided about a table that is looked at, and what it is taken for by that; remembered for the next table with
//! the same heads.

use leptos::prelude::*;

use super::decision::Decision;
use super::understood::Understood;
use crate::app::state::{Shared, State, TableText};
use crate::project::{Command, Limit};
use crate::read::{Choices, Reading, remembered};

/// A table that is looked at, with what is decided about it.
#[derive(Clone, Copy)]
pub struct TableChoices {
    state: State,
    /// The text.
    pub text: RwSignal<Shared<TableText>>,
    /// What the user decided about this text; `None` while that is nothing.
    decided: RwSignal<Option<Choices>>,
    /// What was decided about an earlier table with the same heads, as it is kept in the project.
    known: Memo<Option<String>>,
    /// What it is read by: what the user decided, or decided before about a table with these heads, or nothing.
    choices: Memo<Choices>,
    /// What it is taken for.
    pub reading: Memo<Shared<Reading>>,
}

impl TableChoices {
    /// Begins with a text about which nothing is decided.
    pub fn new(state: State, text: Shared<TableText>) -> Self {
        let text = RwSignal::new(text);
        let decided = RwSignal::new(None::<Choices>);
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
        let reading = Memo::new(move |_| {
            choices.with(|choices| text.with(|text| text.reading_with(choices)))
        });
        Self {
            state,
            text,
            decided,
            known,
            choices,
            reading,
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
        }
    }

    /// Whether there is no text.
    pub fn is_blank(self) -> bool {
        self.text.with(|text| text.is_blank())
    }

    /// Turns to a text that was typed.
    pub fn type_text(self, text: String) {
        let left_open = self
            .text
            .with_untracked(|before| before.left_open().clone());
        self.turn_to(Shared::new(TableText::written_as(text, left_open)));
    }

    /// Turns to another text, about which nothing is decided.
    pub fn turn_to(self, text: Shared<TableText>) {
        batch(|| {
            self.decided.set(None);
            self.text.set(text);
        });
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
