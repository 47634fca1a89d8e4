//! A table as HTML that Word takes over as a table: no scripts, no style sheets, everything escaped.

use super::{Align, Column, Row, RowKind, Table};
use crate::wording::language;

/// The table as a fragment, for the clipboard.
#[must_use]
pub fn html(table: &Table) -> String {
    let mut text = String::new();
    text.push_str(
        "<table style=\"border-collapse:collapse;border-top:1px solid;border-bottom:1px solid\">",
    );
    element(&mut text, "caption", "text-align:left", &table.caption);
    text.push_str("<thead>");
    groups(&mut text, &table.columns);
    text.push_str("<tr>");
    for column in &table.columns {
        let style = format!("{};border-bottom:1px solid", alignment(column.align));
        element(&mut text, "th", &style, &column.head);
    }
    text.push_str("</tr></thead><tbody>");
    for row in &table.rows {
        write_row(&mut text, &table.columns, row);
    }
    text.push_str("</tbody></table>");
    for note in &table.notes {
        element(&mut text, "p", "font-size:smaller", note);
    }
    text
}

/// The table as a whole document, for a file that Word opens.
#[must_use]
pub fn document(table: &Table) -> String {
    format!(
        "<!DOCTYPE html><html lang=\"{}\"><head><meta charset=\"utf-8\"><title>{}</title></head><body>{}</body></html>",
        language::chosen().tag(),
        escaped(&table.caption),
        html(table)
    )
}

/// The line over the heads that names groups of columns, where there are any.
fn groups(text: &mut String, columns: &[Column]) {
    if columns.iter().all(|column| column.group.is_none()) {
        return;
    }
    text.push_str("<tr>");
    for group in columns.chunk_by(|left, right| left.group.is_some() && left.group == right.group) {
        let name = group.first().and_then(|column| column.group.as_deref());
        text.push_str("<th colspan=\"");
        text.push_str(&group.len().to_string());
        text.push_str("\" style=\"padding:2px 6px;text-align:center\">");
        text.push_str(&escaped(name.unwrap_or_default()));
        text.push_str("</th>");
    }
    text.push_str("</tr>");
}

fn write_row(text: &mut String, columns: &[Column], row: &Row) {
    text.push_str("<tr>");
    for (column, cell) in columns.iter().zip(&row.cells) {
        let mut style = alignment(column.align).to_owned();
        let name = match row.kind {
            RowKind::Plain => "td",
            RowKind::Total => {
                style.push_str(";font-weight:bold;border-top:1px solid");
                "td"
            }
        };
        element(text, name, &style, &cell.shown);
    }
    text.push_str("</tr>");
}

fn alignment(align: Align) -> &'static str {
    match align {
        Align::Left => "padding:2px 6px;text-align:left",
        Align::Right => "padding:2px 6px;text-align:right;white-space:nowrap",
    }
}

/// An element with a text in it; without a style where none is given.
pub(super) fn element(text: &mut String, name: &str, style: &str, content: &str) {
    text.push('<');
    text.push_str(name);
    if !style.is_empty() {
        text.push_str(" style=\"");
        text.push_str(style);
        text.push('"');
    }
    text.push('>');
    text.push_str(&escaped(content));
    text.push_str("</");
    text.push_str(name);
    text.push('>');
}

/// Text that came from outside, so that it stays text. Control characters that HTML does not allow are left out.
pub(super) fn escaped(text: &str) -> String {
    let mut safe = String::with_capacity(text.len());
    for letter in text.chars() {
        match letter {
            '&' => safe.push_str("&amp;"),
            '<' => safe.push_str("&lt;"),
            '>' => safe.push_str("&gt;"),
            '"' => safe.push_str("&quot;"),
            '\'' => safe.push_str("&#39;"),
            letter if letter.is_control() && !letter.is_whitespace() => {}
            letter => safe.push(letter),
        }
    }
    safe
}
