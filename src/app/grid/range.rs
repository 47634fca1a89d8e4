//! What is done with the selected cells.

use leptos::prelude::untrack;

use super::sheet::{Position, Selection, Sheet};
use crate::data::{Review, TrialId};
use crate::project::{Area, Command, Texts};
use crate::read;
use crate::wording::{interface, problems};

impl Sheet {
    /// What the selected cells and the review give together.
    pub(super) fn of_selection<T>(self, make: impl FnOnce(&Area, &Review) -> T) -> T {
        let area = self.selection.get_untracked().area();
        self.session
            .project
            .with_untracked(|project| make(&area, &project.0.review))
    }

    /// Does an edit of the selected cells.
    pub(super) fn edit_selection(self, edit: fn(&Area, &Review) -> Command) {
        let command = self.of_selection(edit);
        self.session.perform(&command);
    }

    /// The texts of the selected cells.
    pub(super) fn copied(self) -> Texts {
        self.of_selection(Area::texts)
    }

    /// Selects these cells; the first of them is the active one.
    pub(super) fn select(self, area: &Area) {
        let last = |places: &std::ops::Range<usize>| places.end.max(places.start + 1) - 1;
        let [active, end] = [
            [area.rows.start, area.columns.start],
            [last(&area.rows), last(&area.columns)],
        ]
        .map(|[row, column]| Position { row, column });
        self.selection.set(Selection { active, end });
    }

    /// All of the selected rows, or all of the selected columns, or all there is.
    pub(super) fn select_whole(self, rows: bool, columns: bool) {
        let mut area = self.selection.get_untracked().area();
        if rows {
            area.columns = 0..self.columns.with_untracked(|columns| columns.len());
        }
        if columns {
            area.rows = 0..untrack(|| self.trials());
        }
        self.select(&area);
    }

    /// Fills cells from the first selected one on with a range, and says how many.
    pub(super) fn fill(self, range: &str) {
        let pasted = read::cells(range)
            .map(|texts| self.of_selection(|area, review| area.pasted(review, &texts)));
        let session = self.session;
        let locale = untrack(|| session.locale());
        match pasted {
            Ok(pasting) => {
                if !session.applied(&pasting.command) {
                    return;
                }
                let area = &pasting.area;
                let counts = [
                    area.rows.len(),
                    area.columns.len(),
                    pasting.added,
                    pasting.left_out,
                ];
                self.select(area);
                session.say(interface::pasted(counts, locale));
            }
            Err(kind) => session.say(problems::kind(&kind, locale)),
        }
    }

    /// The trials of the selected rows.
    pub(super) fn selected_trials(self) -> Vec<TrialId> {
        self.of_selection(Area::trial_ids)
    }

    /// Moves the selected rows one up or down.
    pub(super) fn move_rows(self, down: bool) {
        let selection = self.selection.get_untracked();
        let area = selection.area();
        let trials = self.selected_trials();
        let to = if down {
            area.rows.start + 1
        } else {
            area.rows.start.saturating_sub(1)
        };
        let rows = untrack(|| self.trials());
        if trials.is_empty() || to == area.rows.start || to + trials.len() > rows {
            return;
        }
        self.session.perform(&Command::MoveTrials { trials, to });
        let rows = to..to + area.rows.len();
        self.select(&Area { rows, ..area });
        self.session.settle();
    }

    /// Adds as many rows as are selected, above them or below.
    pub(super) fn insert_rows(self, below: bool) {
        let area = self.selection.get_untracked().area();
        let count = area.rows.len();
        let at = if below {
            area.rows.end
        } else {
            area.rows.start
        };
        self.session.perform(&Command::InsertTrials { at, count });
        let rows = at..at + count;
        self.select(&Area { rows, ..area });
    }

    /// Sorts the trials by the column of the active cell.
    pub(super) fn sort(self, descending: bool) {
        let active = self.selection.get_untracked().active;
        if let Some(by) = self.column(active.column) {
            self.session
                .perform(&Command::SortTrials { by, descending });
        }
    }
}
