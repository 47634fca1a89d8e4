//! A table as text with tabs, which a spreadsheet takes over cell by cell.

use super::Table;
use crate::read::write::neutralized;

/// The table as a reader sees it, one line a row, cells between tabs; caption first, notes last.
#[must_use]
pub fn text(table: &Table) -> String {
    let mut lines = vec![in_one_cell(&table.caption)];
    if table.columns.iter().any(|column| column.group.is_some()) {
        let mut above = None;
        lines.push(joined(table.columns.iter().map(|column| {
            let repeated = above == column.group.as_deref();
            above = column.group.as_deref();
            if repeated {
                ""
            } else {
                above.unwrap_or_default()
            }
        })));
    }
    lines.push(joined(
        table.columns.iter().map(|column| column.head.as_str()),
    ));
    for row in &table.rows {
        lines.push(joined(row.cells.iter().map(|cell| cell.shown.as_str())));
    }
    lines.extend(table.notes.iter().map(|note| in_one_cell(note)));
    let mut text = lines.join("\n");
    text.push('\n');
    text
}

fn joined<'a>(cells: impl Iterator<Item = &'a str>) -> String {
    let cells: Vec<String> = cells.map(in_one_cell).collect();
    cells.join("\t")
}

/// A text without what would end the cell or the line, and without what would run as a formula.
fn in_one_cell(text: &str) -> String {
    let one_line: String = text
        .chars()
        .map(|letter| if letter.is_control() { ' ' } else { letter })
        .collect();
    neutralized(&one_line).into_owned()
}
