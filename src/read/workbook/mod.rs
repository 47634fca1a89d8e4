//! Reads workbooks (`.xlsx` and `.ods`) into worksheets of text cells.
//!
//! [`xlsx`] and [`ods`] read the two formats. Both put their cells into a [`Grid`], which holds the bounds, and write
//! numbers and dates in the same way, so that the same cells become the same text whatever program saved them. A cell is
//! the value that was computed last: formulas are not computed, and number formats are not applied, so that a percentage
//! is a share. The exception is a date or a time, which is stored as a number of days: it is written as a date
//! ([`date`]), for as a number it would pass for a count.

mod date;
mod ods;
mod xlsx;

use super::delimited::{Delimiter, MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS};
use super::files::Refusal;
use super::number::Decimal;
use super::table::Choices;

pub(super) use ods::{is_open_document, ods};
pub(super) use xlsx::{is_workbook, xlsx};

/// The most worksheets that are read.
const MOST_WORKSHEETS: usize = 200;

/// One sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Worksheet {
    /// Its name on its tab.
    pub name: String,
    /// Its rows from the first, empty ones among them, each as far as its last filled cell.
    pub rows: Vec<Vec<String>>,
}

impl Worksheet {
    /// The worksheet as [`table`](super::table) reads it: cells between tabs, each row on the line of its number. Rows
    /// that hold something are all as long as the longest, as in the CSV file that a spreadsheet saves.
    #[must_use]
    pub fn text(&self) -> String {
        let longest = self.rows.iter().map(Vec::len).max().unwrap_or(0);
        // A single cell far to the right of a long table would make more empty cells than are read.
        let width = if longest * self.rows.len() > MOST_CELLS {
            0
        } else {
            longest
        };
        let mut text = String::new();
        for row in &self.rows {
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    text.push('\t');
                }
                let on_one_line = cell.replace('\n', " ").replace('\r', "");
                if cell.contains(['"', '\t']) {
                    text.push('"');
                    text.push_str(&on_one_line.replace('"', "\"\""));
                    text.push('"');
                } else {
                    text.push_str(&on_one_line);
                }
            }
            if !row.is_empty() {
                text.extend(std::iter::repeat_n('\t', width.saturating_sub(row.len())));
            }
            text.push('\n');
        }
        text
    }

    /// How that text is written, whatever its cells look like.
    #[must_use]
    pub fn choices() -> Choices {
        Choices {
            delimiter: Some(Delimiter::Tab),
            decimal: Some(Decimal::Point),
            ..Choices::default()
        }
    }

    /// Whether no cell is filled.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.rows.is_empty()
    }
}

/// The cells of a worksheet while it is read, within the bounds of a table.
#[derive(Default)]
struct Grid {
    rows: Vec<Vec<String>>,
    /// How many cells the rows have so far, and how many bytes of text.
    cells: usize,
    length: usize,
}

impl Grid {
    /// Puts a text into the cell at this row and column, counted from 0. White space alone leaves the cell empty.
    ///
    /// # Errors
    /// If the cell lies beyond the bounds of a table, or there are more cells or characters than are read.
    fn put(&mut self, row: usize, column: usize, text: &str) -> Result<(), Refusal> {
        if text.trim().is_empty() {
            return Ok(());
        }
        if row >= MOST_ROWS || column >= MOST_COLUMNS {
            return Err(Refusal::TooMuch);
        }
        if self.rows.len() <= row {
            self.rows.resize(row + 1, Vec::new());
        }
        let Some(cells) = self.rows.get_mut(row) else {
            return Ok(());
        };
        if cells.len() <= column {
            self.cells += column + 1 - cells.len();
            cells.resize(column + 1, String::new());
        }
        self.length += text.len();
        if self.cells > MOST_CELLS || self.length > MOST_CHARACTERS {
            return Err(Refusal::TooMuch);
        }
        if let Some(cell) = cells.get_mut(column) {
            text.clone_into(cell);
        }
        Ok(())
    }
}

/// A number as a spreadsheet shows it: to 15 figures, by which the error of binary arithmetic falls away (0.1 + 0.2 is
/// stored as 0.30000000000000004).
fn as_shown(number: &str) -> String {
    const FIGURES: usize = 15;
    if number.len() <= FIGURES {
        return number.to_owned();
    }
    let rounded = number
        .parse::<f64>()
        .ok()
        .filter(|value| value.is_finite())
        .and_then(|value| format!("{value:.14e}").parse::<f64>().ok());
    // Far from one, digits without an exponent would be many.
    match rounded {
        Some(value) if (1e-9..1e15).contains(&value.abs()) => value.to_string(),
        _ => number.to_owned(),
    }
}

/// A whole number that is written in digits only.
fn whole(digits: &str) -> Option<usize> {
    let only_digits = digits.bytes().all(|byte| byte.is_ascii_digit());
    digits.parse().ok().filter(|_| only_digits)
}

#[cfg(test)]
mod tests {
    use super::as_shown;

    #[test]
    fn numbers_are_shown_to_fifteen_figures() {
        for (stored, shown) in [
            ("0.30000000000000004", "0.3"),
            ("12", "12"),
            ("0.125", "0.125"),
            ("-2.2999999999999998", "-2.3"),
            ("0.66666666666666663", "0.666666666666667"),
            ("1.0000000000000001E-30", "1.0000000000000001E-30"),
            ("no number at all", "no number at all"),
        ] {
            assert_eq!(as_shown(stored), shown);
        }
    }
}
