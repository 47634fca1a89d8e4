//! What was decided about an earlier table with the same heads. In the complete page only.

use super::PasteBoard;
use super::preview::Read;
use crate::app::element::{Element, button, html};
use crate::app::state::Present;
use crate::project::{Command, Limit};
use crate::read::{self, Choices, Worksheet, remembered};
use crate::wording::interface::import as words;

impl PasteBoard {
    /// What is left to be recognised: all of a text, and of a sheet what its cells do not tell.
    fn left_open(self) -> Choices {
        if self.sheets.with_untracked(Vec::is_empty) {
            Choices::default()
        } else {
            Worksheet::choices()
        }
    }

    /// The heads by which a table is known.
    fn heads(self, text: &str) -> String {
        remembered::heads(&read::table(text, &self.left_open()))
    }

    /// What was decided about a table with these heads, if anything.
    fn known(self, heads: &str) -> Option<String> {
        self.state.document.project.with_untracked(|project| {
            let mut tables = project.settings.tables.get()?.iter();
            let known = tables.find(|known| known.heads == heads);
            known.map(|known| known.choices.clone())
        })
    }

    /// What was decided about an earlier table with the heads of this text, or what is left open where none was.
    pub(super) fn recall(self, text: &str) -> Choices {
        let remembers = |project: &Present| project.settings.tables.get().is_some();
        let remembers = self.state.document.project.with_untracked(remembers);
        let known = remembers.then(|| self.known(&self.heads(text))).flatten();
        let left_open = self.left_open();
        match known.and_then(|known| remembered::choices(&known)) {
            Some(decided) => Choices {
                delimiter: left_open.delimiter,
                ..decided
            },
            None => left_open,
        }
    }

    /// Remembers what was decided about the present table, or forgets it where all is left to be recognised again.
    pub(super) fn remember(self) {
        let heads = self.text.with_untracked(|text| self.heads(text));
        let choices = self.choices.get_untracked();
        let decided = choices != self.left_open();
        let written = decided.then(|| remembered::written(&choices)).flatten();
        let fits = |text: &String| text.len() <= Limit::TEXT;
        // A table with so many columns that they would outgrow what is kept is recognised anew each time.
        let written = written.filter(|written| fits(written) && fits(&heads));
        if written != self.known(&heads) {
            self.state.document.apply(&Command::RememberTable {
                heads,
                choices: written,
            });
        }
    }
}

/// Says that the columns are taken as for an earlier table, and offers to recognise them afresh.
pub(super) fn recalled(board: PasteBoard, reading: Memo<Read>) -> Element {
    let is_as_before = move || {
        let heads = reading.with(|reading| remembered::heads(&reading.0));
        let known = board.known(&heads);
        known.is_some() && remembered::written(&board.choices.get()) == known
    };
    html("p")
        .class("offer")
        .flag_while("hidden", move || !is_as_before())
        .child(html("span").text(words::RECALLED))
        .text(" ")
        .child(button("button", words::READ_AFRESH, move || {
            board.choices.set(board.left_open());
        }))
}
