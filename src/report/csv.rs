//! A table as CSV for programs: the numbers behind the cells, in full precision, with a decimal point.

use std::borrow::Cow;

use super::{CellValue, Table};
use crate::read::write::neutralized;

/// The table as CSV (RFC 4180): one head, one line a row, no caption and no notes. A number that does not exist is an
/// empty cell.
#[must_use]
pub fn csv(table: &Table) -> String {
    let mut text = String::new();
    let heads = table.columns.iter().flat_map(|column| &column.parts);
    line(&mut text, heads.map(|head| Cow::Borrowed(head.as_str())));
    for row in &table.rows {
        let parts = table
            .columns
            .iter()
            .zip(&row.cells)
            .flat_map(|(column, cell)| {
                (0..column.parts.len()).map(|part| written(cell.parts.get(part)))
            });
        line(&mut text, parts);
    }
    text
}

fn written(part: Option<&CellValue>) -> Cow<'_, str> {
    match part {
        Some(CellValue::Text(text)) => neutralized(text),
        Some(CellValue::Count(count)) => Cow::Owned(count.to_string()),
        Some(CellValue::Number(number)) if number.is_finite() => Cow::Owned(number.to_string()),
        Some(CellValue::Number(_)) | None => Cow::Borrowed(""),
    }
}

fn line<'a>(text: &mut String, cells: impl Iterator<Item = Cow<'a, str>>) {
    for (position, cell) in cells.enumerate() {
        if position > 0 {
            text.push(',');
        }
        text.push_str(&quoted(&cell));
    }
    text.push_str("\r\n");
}

fn quoted(cell: &str) -> Cow<'_, str> {
    let plain = !cell.contains([',', '"', '\n', '\r', ';', '\t']) && cell.trim() == cell;
    if plain {
        Cow::Borrowed(cell)
    } else {
        Cow::Owned(format!("\"{}\"", cell.replace('"', "\"\"")))
    }
}
