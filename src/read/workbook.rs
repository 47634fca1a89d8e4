//! Workbooks of Excel and others (`.xlsx`) → sheets of text cells.
//!
//! `xl/workbook.xml` names the sheets, `xl/_rels/workbook.xml.rels` says in which file each stands, and cells of text
//! refer to `xl/sharedStrings.xml` (ECMA-376, part 1, sections 18.2 to 18.4). A cell is what was computed last: formulas
//! are not, and formats of numbers are not applied, so that a percentage is a share and a date a number of days.

use std::borrow::Cow;

use super::archive::Part;
use super::delimited::{Delimiter, MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS};
use super::files::Refusal;
use super::number::Decimal;
use super::table::Choices;
use super::xml::{self, Element, Event, Reader};

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const SHARED_TEXTS: &str = "xl/sharedStrings.xml";
const SHEETS: &str = "xl/worksheets/";

/// The most sheets that are read.
const MOST_SHEETS: usize = 200;

/// A sheet of a workbook.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// Its name on its tab.
    pub name: String,
    /// Its rows from the first, empty ones among them, each as far as its last filled cell.
    pub rows: Vec<Vec<String>>,
}

impl Sheet {
    /// The sheet as [`table`](super::table) reads it: cells between tabs, each row on the line of its number.
    #[must_use]
    pub fn text(&self) -> String {
        let mut text = String::new();
        for row in &self.rows {
            for (column, cell) in row.iter().enumerate() {
                if column > 0 {
                    text.push('\t');
                }
                let on_one_line = cell.replace("\n", " ").replace("\r", "");
                if cell.contains('"') || cell.contains('\t') {
                    text.push('"');
                    text.push_str(&on_one_line.replace("\"", "\"\""));
                    text.push('"');
                } else {
                    text.push_str(&on_one_line);
                }
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

/// Whether a file of an archive is that by which a workbook is known.
pub(super) fn is_workbook(name: &str) -> bool {
    name == WORKBOOK
}

/// Whether a file of a workbook is read.
pub(super) fn is_wanted(name: &str) -> bool {
    matches!(name, WORKBOOK | RELATIONS | SHARED_TEXTS) || name.starts_with(SHEETS)
}

/// The sheets of a workbook that are not hidden, in their order.
///
/// # Errors
/// If a file of it is missing or damaged, or a sheet has more than is read of a table.
pub(super) fn sheets(parts: &[Part]) -> Result<Vec<Sheet>, Refusal> {
    let part = |name: &str| parts.iter().find(|part| part.name == name);
    let workbook = part(WORKBOOK).ok_or(Refusal::IncompletePackage)?;
    let named = named_sheets(&workbook.bytes)?;
    let files = match part(RELATIONS) {
        Some(part) => files_by_relation(&part.bytes)?,
        None => Vec::new(),
    };
    let texts = match part(SHARED_TEXTS) {
        Some(part) => shared_texts(&part.bytes)?,
        None => Vec::new(),
    };
    let mut sheets = Vec::new();
    for (name, relation) in named {
        let file = files.iter().find(|(known, _)| *known == relation);
        let file = file.and_then(|(_, file)| part(file));
        // A chart has a tab of its own, and no cells.
        let Some(file) = file.filter(|file| file.name.starts_with(SHEETS)) else {
            continue;
        };
        let rows = Cells::read(&file.bytes, &texts)?;
        sheets.push(Sheet { name, rows });
    }
    Ok(sheets)
}

/// Names of the sheets that are not hidden, with the relation by which each is found.
fn named_sheets(bytes: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut sheets = Vec::new();
    each_element(bytes, &mut |element| {
        let hidden = !matches!(element.attribute("state"), "" | "visible");
        if element.name == "sheet" && !hidden && sheets.len() < MOST_SHEETS {
            let value = |name: &str| element.attribute(name).to_owned();
            sheets.push((value("name"), value("r:id")));
        }
    })?;
    Ok(sheets)
}

/// The identifiers of relations, each with the file to which it leads.
fn files_by_relation(bytes: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut files = Vec::new();
    each_element(bytes, &mut |element| {
        let target = element.attribute("Target");
        let file = match target.strip_prefix('/') {
            Some(from_root) => from_root.to_owned(),
            None => format!("xl/{target}"),
        };
        if element.name == "Relationship" && files.len() < 10 * MOST_SHEETS {
            files.push((element.attribute("Id").to_owned(), file));
        }
    })?;
    Ok(files)
}

fn each_element(bytes: &[u8], take: &mut dyn FnMut(&Element<'_>)) -> Result<(), Refusal> {
    let text = xml::text(bytes)?;
    let mut reader = Reader::new(&text);
    while let Some(event) = reader.read()? {
        if let Event::Start(element) = event {
            take(&element);
        }
    }
    Ok(())
}

/// The texts that cells refer to, in their order: pieces of different letters joined, readings of East Asian signs left
/// away.
fn shared_texts(bytes: &[u8]) -> Result<Vec<String>, Refusal> {
    let text = xml::text(bytes)?;
    let mut reader = Reader::new(&text);
    let mut texts = Vec::new();
    let mut current = String::new();
    while let Some(event) = reader.read()? {
        match event {
            Event::Text(piece) if is_text(&reader) => current.push_str(&piece),
            Event::End("si") => texts.push(std::mem::take(&mut current)),
            _ => {}
        }
    }
    Ok(texts)
}

/// Whether the reader stands in the text of a cell: `t`, but not that of a phonetic reading.
fn is_text(reader: &Reader<'_>) -> bool {
    reader.enclosing(0) == "t" && reader.enclosing(1) != "rPh"
}

/// The cells of one sheet while they are read.
struct Cells<'texts> {
    texts: &'texts [String],
    rows: Vec<Vec<String>>,
    /// The column of the next cell that does not name its own, from 0.
    column: usize,
    /// The row of the cells, from 0.
    row: usize,
    next_row: usize,
    /// The type of the cell, and what has been read of it.
    kind: String,
    value: String,
    /// How many cells the rows have so far, and how many bytes of text.
    count: usize,
    length: usize,
}

impl<'texts> Cells<'texts> {
    fn read(bytes: &[u8], texts: &'texts [String]) -> Result<Vec<Vec<String>>, Refusal> {
        let text = xml::text(bytes)?;
        let mut reader = Reader::new(&text);
        let mut cells = Self {
            texts,
            rows: Vec::new(),
            column: 0,
            row: 0,
            next_row: 0,
            kind: String::new(),
            value: String::new(),
            count: 0,
            length: 0,
        };
        while let Some(event) = reader.read()? {
            match event {
                Event::Start(element) if element.name == "row" => {
                    let named = xml::whole(element.attribute("r"), 10);
                    let named = named.and_then(|row| usize::try_from(row).ok()?.checked_sub(1));
                    cells.row = named.unwrap_or(cells.next_row);
                    cells.next_row = cells.row.saturating_add(1);
                    cells.column = 0;
                }
                Event::Start(element) if element.name == "c" => {
                    let named = column(element.attribute("r"));
                    cells.column = named.unwrap_or(cells.column);
                    element.attribute("t").clone_into(&mut cells.kind);
                    cells.value.clear();
                }
                Event::Text(piece) if reader.enclosing(0) == "v" || is_text(&reader) => {
                    cells.value.push_str(&piece);
                }
                Event::End("c") => {
                    cells.take()?;
                    cells.column = cells.column.saturating_add(1);
                }
                _ => {}
            }
        }
        Ok(cells.rows)
    }

    /// Puts the cell that has ended into its place.
    fn take(&mut self) -> Result<(), Refusal> {
        let texts = self.texts;
        let value = std::mem::take(&mut self.value);
        let shown = match self.kind.as_str() {
            "s" => xml::whole(value.trim(), 10)
                .and_then(|place| texts.get(usize::try_from(place).ok()?))
                .map_or(Cow::Borrowed(""), |text| Cow::Borrowed(text.as_str())),
            "b" => Cow::Borrowed(if value.trim() == "1" { "TRUE" } else { "FALSE" }),
            "str" | "inlineStr" | "e" | "d" => Cow::Owned(value),
            _ => Cow::Owned(as_shown(value.trim())),
        };
        if shown.trim().is_empty() {
            return Ok(());
        }
        if self.row >= MOST_ROWS || self.column >= MOST_COLUMNS {
            return Err(Refusal::TooMuch);
        }
        if self.rows.len() <= self.row {
            self.rows.resize(self.row + 1, Vec::new());
        }
        let Some(row) = self.rows.get_mut(self.row) else {
            return Ok(());
        };
        if row.len() <= self.column {
            self.count += self.column + 1 - row.len();
            row.resize(self.column + 1, String::new());
        }
        self.length += shown.len();
        if self.count > MOST_CELLS || self.length > MOST_CHARACTERS {
            return Err(Refusal::TooMuch);
        }
        if let Some(cell) = row.get_mut(self.column) {
            *cell = shown.into_owned();
        }
        Ok(())
    }
}

/// The column of a cell's name, from 0: `AB12` is 27. Names of columns have three letters at most.
fn column(name: &str) -> Option<usize> {
    let letters = name.bytes().take_while(u8::is_ascii_uppercase);
    let column = letters.take(4).fold(0, |column, letter| {
        column * 26 + usize::from(letter - b'A') + 1
    });
    column.checked_sub(1)
}

/// A number as a spreadsheet shows it: to 15 figures, by which the error of binary arithmetic falls away (0.1 + 0.2 is
/// stored as 0.30000000000000004).
fn as_shown(number: &str) -> String {
    const FIGURES: usize = 15;
    if number.len() <= FIGURES {
        return number.to_owned();
    }
    let rounded = number
        .parse()
        .ok()
        .filter(|value: &f64| value.is_finite())
        .and_then(|value| format!("{value:.14e}").parse::<f64>().ok());
    // Far from one, digits without an exponent would be many.
    match rounded {
        Some(value) if (1e-9..1e15).contains(&value.abs()) => value.to_string(),
        _ => number.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::{as_shown, column};

    #[test]
    fn columns_are_named_by_letters() {
        for (name, place) in [
            ("A1", 0),
            ("Z9", 25),
            ("AA1", 26),
            ("AB12", 27),
            ("XFD1", 16_383),
        ] {
            assert_eq!(column(name), Some(place), "{name}");
        }
        assert_eq!(column("12"), None);
        assert_eq!(column(""), None);
    }

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
