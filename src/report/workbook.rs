//! Sheets of typed cells as a workbook of Excel.
//!
//! Text is a cell of text and a number a cell of a number: nothing that was typed can run as a formula. Written by
//! `rust_xlsxwriter`; the bytes follow from the sheets alone, as no day of making stands in them but a fixed one.

use crate::wording::translate;
use rust_xlsxwriter::{
    DocProperties, ExcelDateTime, Format, FormatAlign, Workbook, Worksheet, XlsxError,
};

use super::{CellValue, Table};
use crate::data::Review;
use crate::read::Decimal;
use crate::read::write::wide_rows;

/// A sheet of a workbook.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Sheet {
    /// What stands on its tab.
    pub name: String,
    /// The heads of its columns; none where it is text alone.
    pub heads: Vec<String>,
    /// Its rows.
    pub rows: Vec<Vec<CellValue>>,
    /// Lines beneath the rows.
    pub notes: Vec<String>,
}

/// The most rows of a sheet that Excel opens, the head included.
const MOST_ROWS: usize = 1_048_576;
/// The most columns.
const MOST_COLUMNS: usize = 16_384;
/// The longest text of a cell, in the units of UTF-16 by which Excel counts.
const LONGEST_TEXT: usize = 32_767;
/// The longest name of a sheet.
const LONGEST_NAME: usize = 31;

/// The workbook as the bytes of an `.xlsx` file; what has no place in a sheet of Excel, beyond its last row or column, is
/// left out.
///
/// # Errors
/// If it cannot be written: it has no sheet, or would be too large.
pub fn workbook(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, super::NotWritten> {
    written(title, sheets).map_err(|_| super::NotWritten)
}

fn written(title: &str, sheets: &[Sheet]) -> Result<Vec<u8>, XlsxError> {
    let mut workbook = Workbook::new();
    // Excel asks for a day; a clock would give other bytes every time.
    let day = ExcelDateTime::from_ymd(2000, 1, 1)?;
    let title = text_for_excel(title);
    let properties = DocProperties::new()
        .set_title(&title)
        .set_creation_datetime(&day);
    workbook.set_properties(&properties);
    let mut taken = Vec::new();
    for sheet in sheets {
        let name = name_for_excel(&sheet.name, &taken);
        fill(workbook.add_worksheet(), sheet, &name)?;
        taken.push(name.to_lowercase());
    }
    workbook.save_to_buffer()
}

fn fill(worksheet: &mut Worksheet, sheet: &Sheet, name: &str) -> Result<(), XlsxError> {
    worksheet.set_name(name)?;
    let head = Format::new()
        .set_bold()
        .set_text_wrap()
        .set_align(FormatAlign::Top);
    for (column, words) in columns(&sheet.heads) {
        worksheet.write_string_with_format(0, column, text_for_excel(words), &head)?;
    }
    let first = usize::from(!sheet.heads.is_empty());
    for (place, row) in sheet.rows.iter().enumerate() {
        let Some(at) = row_at(first + place) else {
            break;
        };
        for (column, value) in columns(row) {
            match value {
                CellValue::Text(text) if text.is_empty() => {}
                CellValue::Text(text) => {
                    worksheet.write_string(at, column, text_for_excel(text))?;
                }
                // Whole numbers beyond 2⁵³ have no cell of their own in Excel.
                CellValue::Count(count) => {
                    worksheet.write_number(at, column, *count as f64)?;
                }
                CellValue::Number(number) if number.is_finite() => {
                    worksheet.write_number(at, column, *number)?;
                }
                CellValue::Number(_) => {}
            }
        }
    }
    let after = first + sheet.rows.len() + usize::from(!sheet.rows.is_empty());
    for (place, note) in sheet.notes.iter().enumerate() {
        if let Some(at) = row_at(after + place) {
            worksheet.write_string(at, 0, text_for_excel(note))?;
        }
    }
    if !sheet.heads.is_empty() {
        worksheet.set_freeze_panes(1, 1)?;
        worksheet.set_column_width(0, 28)?;
    }
    Ok(())
}

fn row_at(row: usize) -> Option<u32> {
    u32::try_from(row).ok().filter(|_| row < MOST_ROWS)
}

fn columns<T>(cells: &[T]) -> impl Iterator<Item = (u16, &T)> {
    (0_u16..).zip(cells.iter().take(MOST_COLUMNS))
}

/// A text as a cell holds it: no longer than Excel allows, without the characters that XML does not.
fn text_for_excel(text: &str) -> String {
    let mut units = 0;
    let is_allowed = |letter: &char| !letter.is_control() || matches!(letter, '\n' | '\t');
    text.chars()
        .filter(is_allowed)
        .filter(|letter| !matches!(letter, '\u{fffe}' | '\u{ffff}'))
        .take_while(|letter| {
            units += letter.len_utf16();
            units <= LONGEST_TEXT
        })
        .collect()
}

/// A name that Excel takes for a sheet: without the signs that it does not, not too long, no other sheet's.
fn name_for_excel(name: &str, taken: &[String]) -> String {
    let plain: String = name
        .chars()
        .map(|letter| match letter {
            '[' | ']' | ':' | '*' | '?' | '/' | '\\' => ' ',
            letter => letter,
        })
        .filter(|letter| !letter.is_control())
        .collect();
    let plain = plain.trim().trim_matches('\'');
    let plain = if plain.is_empty() {
        translate("Sheet")
    } else {
        plain
    };
    let cut = |suffix: &str| {
        let room = LONGEST_NAME - suffix.len();
        let kept: String = plain
            .chars()
            .scan(0, |units, letter| {
                *units += letter.len_utf16();
                (*units <= room).then_some(letter)
            })
            .collect();
        let is_no_end = |letter: char| letter == '\'' || letter.is_whitespace();
        format!("{}{suffix}", kept.trim_end_matches(is_no_end))
    };
    let mut candidate = cut("");
    let mut number = 2;
    while taken.contains(&candidate.to_lowercase()) {
        candidate = cut(&format!(" {number}"));
        number += 1;
    }
    candidate
}

/// A table as a sheet: the numbers behind its cells, a column for each.
#[must_use]
pub fn sheet(name: &str, table: &Table) -> Sheet {
    let parts = |column: &super::Column| column.parts.len();
    let rows = table.rows.iter().map(|row| {
        let cells = table.columns.iter().zip(&row.cells);
        cells
            .flat_map(|(column, cell)| {
                (0..parts(column)).map(|part| {
                    let value = cell.parts.get(part).cloned();
                    // Why there is no number stands in the place of the first.
                    value.unwrap_or_else(|| match part {
                        0 if cell.parts.is_empty() => CellValue::Text(cell.shown.clone()),
                        _ => CellValue::Text(String::new()),
                    })
                })
            })
            .collect()
    });
    Sheet {
        name: name.to_owned(),
        heads: table
            .columns
            .iter()
            .flat_map(|column| column.parts.iter().cloned())
            .collect(),
        rows: rows.collect(),
        notes: std::iter::once(table.caption.clone())
            .chain(table.notes.iter().cloned())
            .collect(),
    }
}

/// The data as a sheet, one row a trial; a cell in which a plain number was typed is a number.
#[must_use]
pub fn data_sheet(name: &str, review: &Review) -> Sheet {
    let mut rows = wide_rows(review, Decimal::Point).into_iter();
    let heads = rows.next().unwrap_or_default();
    let typed = |(place, cell): (usize, String)| match plain_number(&cell) {
        Some(number) if place > 0 => CellValue::Number(number),
        _ => CellValue::Text(cell),
    };
    Sheet {
        name: name.to_owned(),
        heads,
        rows: rows
            .map(|row| row.into_iter().enumerate().map(typed).collect())
            .collect(),
        notes: Vec::new(),
    }
}

/// A number that reads the same whoever wrote it: digits with at most one point. "007" and "1e5" may be names.
fn plain_number(cell: &str) -> Option<f64> {
    /// Excel keeps fifteen figures.
    const MOST_FIGURES: usize = 15;
    let digits = cell.strip_prefix('-').unwrap_or(cell);
    let (whole, fraction) = digits.split_once('.').unwrap_or((digits, "0"));
    let all_digits =
        |text: &str| !text.is_empty() && text.bytes().all(|digit| digit.is_ascii_digit());
    let is_plain = all_digits(whole)
        && all_digits(fraction)
        && (whole == "0" || !whole.starts_with('0'))
        && digits.len() <= MOST_FIGURES;
    if is_plain { cell.parse().ok() } else { None }
}

/// The sheet that says what the others hold.
#[must_use]
pub fn read_me(title: &str, sheets: &[Sheet], lines: &[String]) -> Sheet {
    let mut rows = vec![vec![CellValue::Text(title.to_owned())]];
    rows.extend(lines.iter().map(|line| vec![CellValue::Text(line.clone())]));
    rows.extend(sheets.iter().map(|sheet| {
        vec![
            CellValue::Text(sheet.name.clone()),
            CellValue::Count(sheet.rows.len() as u64),
            CellValue::Text(translate("rows").to_owned()),
        ]
    }));
    Sheet {
        name: translate("Read me").to_owned(),
        heads: Vec::new(),
        rows,
        notes: Vec::new(),
    }
}
