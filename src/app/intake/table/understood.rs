//! A table as the parts of the dialog see it.

use leptos::prelude::*;

use super::decision::Decision;
use crate::app::state::Shared;
use crate::app::widgets::Anchor;
use crate::read::{Choices, Column, Meaning, Reading, Why, alike};
use crate::wording::Locale;

/// A table as it is understood now, and where decisions about it go.
#[derive(Clone, Copy)]
pub struct Understood {
    /// What it is taken for.
    pub reading: Signal<Shared<Reading>>,
    /// What was decided about it.
    pub choices: Signal<Choices>,
    /// How numbers are written.
    pub locale: Signal<Locale>,
    /// Called with what is decided.
    pub on_decide: UnsyncCallback<Decision>,
    /// The column whose meaning is chosen, and where that was opened; one choice for all columns.
    pub open_column: RwSignal<Option<(usize, Anchor)>>,
    /// The answer about a column that can be given about others, while that is offered.
    pub alike: RwSignal<Option<Alike>>,
}

/// An answer about a column, and the columns with heads like its own to which it applies as well.
#[derive(Clone, Debug, PartialEq)]
pub struct Alike {
    /// The head of the column.
    pub head: String,
    /// The heads of the others.
    pub heads: Vec<String>,
    /// What the others hold then, by their places.
    pub meanings: Vec<(usize, Meaning)>,
}

impl Alike {
    /// What can be said of other columns after a decision; `None` where nothing can.
    fn after(decision: &Decision, reading: &Reading) -> Option<Self> {
        let Decision::Meaning { column, meaning } = decision else {
            return None;
        };
        let meanings = alike(reading, *column, meaning);
        let head_of = |column: usize| Some(reading.columns.get(column)?.head.clone());
        (!meanings.is_empty()).then(|| Self {
            head: head_of(*column).unwrap_or_default(),
            heads: meanings
                .iter()
                .filter_map(|(column, _)| head_of(*column))
                .collect(),
            meanings,
        })
    }
}

impl Understood {
    /// Decides something.
    pub fn decide(self, decision: Decision) {
        let alike = self
            .reading
            .with_untracked(|reading| Alike::after(&decision, reading));
        self.alike.set(alike);
        self.on_decide.run(decision);
    }

    /// A part of the reading.
    pub fn part<T: PartialEq + Send + Sync + 'static>(
        self,
        part: impl Fn(&Reading) -> T + Send + Sync + 'static,
    ) -> Memo<T> {
        Memo::new(move |_| self.reading.with(|reading| part(reading)))
    }

    /// Opens the choice of what a column holds at an element, or closes it where that is what opened it.
    pub fn toggle_column(self, column: usize, at: Anchor) {
        self.open_column.update(|open| {
            *open = match open {
                Some((before, place)) if *before == column && *place == at => None,
                Some(_) | None => Some((column, at)),
            };
        });
    }
}

/// Whether what a column was taken for is merely likely.
pub fn is_guess(column: &Column) -> bool {
    match column.why {
        Why::Guess => true,
        Why::Unknown | Why::Head | Why::Company | Why::Cells | Why::Chosen => false,
    }
}
