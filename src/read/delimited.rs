//! Cuts delimited text into rows of cells.

use serde::{Deserialize, Serialize};

use super::write::unescaped;
use crate::data::ProblemKind;

/// What stands between the cells of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Delimiter {
    /// A tab: what spreadsheets put on the clipboard.
    Tab,
    /// A comma.
    Comma,
    /// A semicolon: what spreadsheets save where the comma is the decimal mark.
    Semicolon,
    /// A vertical bar.
    Pipe,
}

impl Delimiter {
    const ALL: [Self; 4] = [Self::Tab, Self::Semicolon, Self::Comma, Self::Pipe];

    /// The character itself.
    #[must_use]
    pub fn character(self) -> char {
        match self {
            Self::Tab => '\t',
            Self::Comma => ',',
            Self::Semicolon => ';',
            Self::Pipe => '|',
        }
    }
}

/// The most characters that are read.
pub const MOST_CHARACTERS: usize = 20_000_000;
/// The most rows that are read.
pub const MOST_ROWS: usize = 100_000;
/// The most columns that are read.
pub const MOST_COLUMNS: usize = 2_000;
/// The most cells that are read.
pub const MOST_CELLS: usize = 4_000_000;

/// One row of cells, without surrounding white space, with the line of the text on which it began (from 1).
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Row {
    pub(super) line: usize,
    pub(super) cells: Vec<String>,
}

impl Row {
    pub(super) fn cell(&self, column: usize) -> &str {
        self.cells.get(column).map_or("", String::as_str)
    }

    pub(super) fn filled(&self) -> usize {
        self.cells.iter().filter(|cell| !cell.is_empty()).count()
    }
}

/// The text without what surrounds a table: a byte-order mark, and Excel's line `sep=;`, which names the delimiter.
fn preamble(text: &str) -> (&str, usize, Option<Delimiter>) {
    let text = text.trim_start_matches('\u{feff}');
    let first = text.lines().next().unwrap_or_default();
    let named = first.strip_prefix("sep=").and_then(|character| {
        Delimiter::ALL.into_iter().find(|delimiter| {
            character
                .trim_end_matches('\r')
                .chars()
                .eq([delimiter.character()])
        })
    });
    match named {
        Some(delimiter) => {
            let rest = text.get(first.len()..).unwrap_or_default();
            (rest.trim_start_matches(['\r', '\n']), 2, Some(delimiter))
        }
        None => (text, 1, None),
    }
}

/// Cuts the text into rows, with the delimiter given or else the one that fits best.
///
/// Rows without any cell filled are dropped. Errs if there is more text than is read.
pub(super) fn rows(
    text: &str,
    delimiter: Option<Delimiter>,
) -> Result<(Delimiter, Vec<Row>), ProblemKind> {
    bounded("characters", text.len(), MOST_CHARACTERS)?;
    let (text, first_line, named) = preamble(text);
    let delimiter = delimiter.or(named).unwrap_or_else(|| best_delimiter(text));
    let mut rows = split(text, delimiter, first_line)?;
    if delimiter == Delimiter::Pipe {
        rows.iter_mut().for_each(without_frame);
    }
    rows.retain(|row| row.filled() > 0 && !is_ruler(row));
    Ok((delimiter, rows))
}

/// The cells of a range as spreadsheets put it on the clipboard: rows of cells with tabs between them, in quotation marks
/// where a cell has a tab or a line break of its own.
///
/// # Errors
/// When there is more than is read: characters, rows, columns or cells.
pub fn cells(text: &str) -> Result<Vec<Vec<String>>, ProblemKind> {
    bounded("characters", text.len(), MOST_CHARACTERS)?;
    let rows = split(text, Delimiter::Tab, 1)?;
    Ok(rows.into_iter().map(|row| row.cells).collect())
}

fn bounded(what: &str, found: usize, limit: usize) -> Result<(), ProblemKind> {
    if found > limit {
        return Err(ProblemKind::TooLong {
            what: what.to_owned(),
            found,
            limit,
        });
    }
    Ok(())
}

/// `| a | b |` as two cells: tables drawn with bars have a bar at either end.
fn without_frame(row: &mut Row) {
    if row.cells.len() > 1 && row.cells.first().is_some_and(String::is_empty) {
        row.cells.remove(0);
        if row.cells.last().is_some_and(String::is_empty) {
            row.cells.pop();
        }
    }
}

/// The rule under the head of a table drawn with bars: `|---|:--:|`.
fn is_ruler(row: &Row) -> bool {
    row.cells.len() > 1
        && row.cells.iter().all(|cell| {
            cell.len() >= 3
                && cell
                    .chars()
                    .all(|character| matches!(character, '-' | ':' | '='))
        })
}

/// The delimiter by which the beginning of the text falls into rows of equal length.
fn best_delimiter(text: &str) -> Delimiter {
    const SAMPLE: usize = 40_000;
    let end = (0..=SAMPLE.min(text.len()))
        .rev()
        .find(|end| text.is_char_boundary(*end))
        .unwrap_or(0);
    let sample = text.get(..end).unwrap_or_default();
    let fit = |delimiter: Delimiter| {
        let rows = split(sample, delimiter, 1).unwrap_or_default();
        let lengths: Vec<usize> = rows.iter().map(|row| row.cells.len()).collect();
        let head = lengths.iter().copied().max().unwrap_or(0);
        let common = lengths
            .iter()
            .copied()
            .filter(|length| *length > 1)
            .max_by_key(|length| lengths.iter().filter(|other| *other == length).count())
            .unwrap_or(head);
        let agreeing = lengths.iter().filter(|length| **length == common).count();
        let share = if common > 1 {
            100 * agreeing / lengths.len().max(1)
        } else {
            0
        };
        (share, common)
    };
    // Cells pasted from a spreadsheet hold commas and semicolons of their own, never tabs.
    if fit(Delimiter::Tab).0 >= 50 {
        return Delimiter::Tab;
    }
    Delimiter::ALL
        .into_iter()
        .rev()
        .max_by_key(|delimiter| fit(*delimiter))
        .filter(|delimiter| fit(*delimiter).0 > 0)
        .unwrap_or(Delimiter::Comma)
}

fn split(text: &str, delimiter: Delimiter, first_line: usize) -> Result<Vec<Row>, ProblemKind> {
    let mut rows = Vec::new();
    let mut cells_read = 0;
    let mut rest = text;
    let mut line = first_line;
    while !rest.is_empty() {
        let mut row = Row {
            line,
            cells: Vec::new(),
        };
        loop {
            let cell = Cell::first_of(rest, delimiter.character());
            line += cell.line_breaks;
            rest = cell.rest;
            row.cells.push(cell.text);
            if !cell.followed_by_another {
                break;
            }
            bounded("columns", row.cells.len(), MOST_COLUMNS)?;
        }
        line += 1;
        cells_read += row.cells.len();
        bounded("cells", cells_read, MOST_CELLS)?;
        rows.push(row);
        bounded("rows", rows.len(), MOST_ROWS)?;
    }
    Ok(rows)
}

/// The first cell of what is left of the text.
struct Cell<'text> {
    text: String,
    line_breaks: usize,
    rest: &'text str,
    followed_by_another: bool,
}

impl<'text> Cell<'text> {
    fn first_of(text: &'text str, delimiter: char) -> Self {
        let (content, after) = quoted(text, delimiter).unwrap_or_else(|| {
            let end = text.find([delimiter, '\n', '\r']).unwrap_or(text.len());
            let (content, after) = text.split_at_checked(end).unwrap_or((text, ""));
            (content.to_owned(), after)
        });
        let line_breaks = content.matches('\n').count();
        let (rest, followed_by_another) = match after.strip_prefix(delimiter) {
            Some(rest) => (rest, true),
            None => (
                after
                    .strip_prefix("\r\n")
                    .or_else(|| after.strip_prefix(['\n', '\r']))
                    .unwrap_or(after),
                false,
            ),
        };
        Self {
            text: unescaped(content.trim()).to_owned(),
            line_breaks,
            rest,
            followed_by_another,
        }
    }
}

/// The content of a quoted cell and what follows it, or nothing if the cell is not quoted to its end: a lone quotation
/// mark is a character like others.
fn quoted(text: &str, delimiter: char) -> Option<(String, &str)> {
    let mut rest = text.trim_start_matches(' ').strip_prefix('"')?;
    let mut content = String::new();
    loop {
        let mark = rest.find('"')?;
        content.push_str(rest.get(..mark)?);
        rest = rest.get(mark + 1..)?;
        if let Some(after) = rest.strip_prefix('"') {
            content.push('"');
            rest = after;
            continue;
        }
        let after = rest.trim_start_matches(' ');
        let ends = after.is_empty() || after.starts_with([delimiter, '\n', '\r']);
        return ends.then_some((content, after));
    }
}
