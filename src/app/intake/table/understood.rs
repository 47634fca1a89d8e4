//! A table as the parts of the dialog see it.

use leptos::prelude::*;

use super::decision::Decision;
use crate::app::state::Shared;
use crate::app::widgets::Anchor;
use crate::read::{Choices, Column, Reading, Why};
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
}

impl Understood {
    /// Decides something.
    pub fn decide(self, decision: Decision) {
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
