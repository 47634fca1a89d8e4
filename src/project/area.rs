//! Rectangles of cells: what is copied out of them, and the edits that fill them.

use std::ops::Range;

use super::{Column, Command, columns};
use crate::data::{Review, Trial, TrialId};

/// A rectangle of cells of the table whose rows are the trials of a review and whose columns are its [`columns`]. Rows
/// behind the last trial are empty.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Area {
    /// Its rows, counted from 0.
    pub rows: Range<usize>,
    /// Its columns, counted from 0.
    pub columns: Range<usize>,
}

/// The texts of a rectangle of cells, row by row; rows may end early.
pub type Texts = Vec<Vec<String>>;

/// What pasting into a review does to it.
#[derive(Clone, Debug, PartialEq)]
pub struct Pasting {
    /// The edit, which is one step.
    pub command: Command,
    /// The cells that it fills, those of new trials with them.
    pub area: Area,
    /// Trials that it adds.
    pub added: usize,
    /// Cells that hold something and find no place: beyond the last column, or nothing that their column can say.
    pub left_out: usize,
}

impl Area {
    /// The cell behind this one in the area, or `backwards` the one before: along its rows, or along its columns. Behind the
    /// last cell is the first, before the first the last. A cell outside of the area leads to its first.
    #[must_use]
    pub fn next_cell(
        &self,
        (row, column): (usize, usize),
        by_column: bool,
        backwards: bool,
    ) -> (usize, usize) {
        let (height, width) = (self.rows.len().max(1), self.columns.len().max(1));
        if !self.rows.contains(&row) || !self.columns.contains(&column) {
            return (self.rows.start, self.columns.start);
        }
        let (down, right) = (row - self.rows.start, column - self.columns.start);
        let count = height * width;
        let place = if by_column {
            right * height + down
        } else {
            down * width + right
        };
        let step = if backwards { count - 1 } else { 1 };
        let place = (place + step) % count;
        let (down, right) = if by_column {
            (place % height, place / height)
        } else {
            (place / width, place % width)
        };
        (self.rows.start + down, self.columns.start + right)
    }

    /// The trials in its rows.
    fn trials<'a>(&self, review: &'a Review) -> impl Iterator<Item = &'a Trial> + use<'a> {
        let (start, length) = (self.rows.start, self.rows.len());
        let trials = review.trials.iter().skip(start).take(length);
        trials.map(|trial| &**trial)
    }

    fn columns(&self, review: &Review) -> Vec<Column> {
        let columns = columns(review).into_iter();
        let within = columns.skip(self.columns.start);
        within.take(self.columns.len()).collect()
    }

    fn filled_with(&self, review: &Review, lines: Texts) -> Command {
        Command::Write {
            trials: self.trials(review).map(|trial| trial.id).collect(),
            columns: self.columns(review),
            lines,
        }
    }

    /// The trials in its rows, by identifier.
    #[must_use]
    pub fn trial_ids(&self, review: &Review) -> Vec<TrialId> {
        self.trials(review).map(|trial| trial.id).collect()
    }

    /// What stands in its cells, as it was typed.
    #[must_use]
    pub fn texts(&self, review: &Review) -> Texts {
        let columns = self.columns(review);
        let texts_of = |trial: &Trial| {
            let contents = columns.iter().map(|column| column.content(trial).0);
            contents.map(str::to_owned).collect()
        };
        self.trials(review).map(texts_of).collect()
    }

    /// The edit that empties its cells: nothing was reported there. A name stays, as a trial without one could not be told
    /// from others.
    #[must_use]
    pub fn emptied(&self, review: &Review) -> Command {
        let mut command = self.filled_with(
            review,
            vec![vec![String::new(); self.columns.len()]; self.rows.len()],
        );
        if let Command::Write { columns, .. } = &mut command {
            columns.retain(|column| *column != Column::Name);
        }
        command
    }

    /// The edit that repeats the texts of its first row in the rows below; in a single row, those of the row above it.
    #[must_use]
    pub fn filled_down(&self, review: &Review) -> Command {
        let (from, rows) = repeated(&self.rows);
        let columns = self.columns.clone();
        let source = Self {
            rows: from..from + 1,
            columns: columns.clone(),
        };
        let line = source.texts(review).pop().unwrap_or_default();
        let lines = vec![line; rows.len()];
        Self { rows, columns }.filled_with(review, lines)
    }

    /// The edit that repeats the texts of its first column in the columns to the right; in a single column, those of the
    /// column to its left.
    #[must_use]
    pub fn filled_right(&self, review: &Review) -> Command {
        let (from, columns) = repeated(&self.columns);
        let rows = self.rows.clone();
        let source = Self {
            rows: rows.clone(),
            columns: from..from + 1,
        };
        let mut lines = source.texts(review);
        for line in &mut lines {
            let text = line.pop().unwrap_or_default();
            line.resize(columns.len(), text);
        }
        Self { rows, columns }.filled_with(review, lines)
    }

    /// What pasting these texts does whose first one goes into the area's first cell.
    ///
    /// They run over the area, and over the last trial, where there are more of them: trials are added. Where what is there of
    /// the area is a multiple of them, it is filled with copies of them, so that one text fills all of it.
    #[must_use]
    pub fn pasted(&self, review: &Review, texts: &Texts) -> Pasting {
        let height = texts.len();
        let width = texts.iter().map(Vec::len).max().unwrap_or(0);
        let fills = |length: usize, of: usize| of > 0 && of.is_multiple_of(length);
        let selected = (self.trials(review).count(), self.columns(review).len());
        let repeats = fills(height, selected.0) && fills(width, selected.1);
        let (rows, across) = if repeats { selected } else { (height, width) };
        let mut area = Self {
            rows: self.rows.start..self.rows.start + rows,
            columns: self.columns.start..self.columns.start + across,
        };
        let columns = area.columns(review);
        area.columns.end = area.columns.start + columns.len();
        let mut left_out = 0;
        let mut lines = Vec::with_capacity(rows);
        for line in texts.iter().cycle().take(rows) {
            let texts = (0..across).map_while(|place| line.get(place % width));
            let mut line: Vec<String> = texts.cloned().collect();
            for (place, text) in line.iter().enumerate() {
                let taken = columns.get(place).is_some_and(|column| column.takes(text));
                left_out += usize::from(!taken && !text.trim().is_empty());
            }
            line.truncate(columns.len());
            lines.push(line);
        }
        let there = area.trials(review).count();
        let filled = lines.iter().rposition(|line| says_something(line));
        let added = filled.map_or(0, |last| (last + 1).saturating_sub(there));
        area.rows.end = area.rows.start + lines.len().min(there + added);
        Pasting {
            command: area.filled_with(review, lines),
            area,
            added,
            left_out,
        }
    }
}

/// Which row or column is repeated by filling these, and in which.
fn repeated(places: &Range<usize>) -> (usize, Range<usize>) {
    if places.len() > 1 {
        (places.start, places.start + 1..places.end)
    } else {
        (places.start.saturating_sub(1), places.clone())
    }
}

/// Whether any text of a row is more than space.
pub(super) fn says_something(line: &[String]) -> bool {
    line.iter().any(|text| !text.trim().is_empty())
}

/// Texts as spreadsheets put them on the clipboard and take them from it: rows of cells with tabs between them, in
/// quotation marks where a cell has a tab, a line break or a quotation mark of its own. [`read::cells`](crate::read::cells)
/// is the way back.
#[must_use]
pub fn tab_separated(texts: &Texts) -> String {
    let mut written = String::new();
    for line in texts {
        for (place, text) in line.iter().enumerate() {
            if place > 0 {
                written.push('\t');
            }
            if text
                .chars()
                .any(|sign| matches!(sign, '\t' | '\n' | '\r' | '"'))
            {
                written.push('"');
                written.push_str(&text.replace('"', "\"\""));
                written.push('"');
            } else {
                written.push_str(text);
            }
        }
        written.push('\n');
    }
    written
}

/// Texts as a table of HTML, as documents take it from the clipboard.
#[must_use]
pub fn html_table(texts: &Texts) -> String {
    let mut written = String::from("<table>");
    for line in texts {
        written.push_str("<tr>");
        for text in line {
            written.push_str("<td>");
            for sign in text.chars() {
                match sign {
                    '&' => written.push_str("&amp;"),
                    '<' => written.push_str("&lt;"),
                    '>' => written.push_str("&gt;"),
                    '\n' => written.push_str("<br>"),
                    other => written.push(other),
                }
            }
            written.push_str("</td>");
        }
        written.push_str("</tr>");
    }
    written.push_str("</table>");
    written
}
