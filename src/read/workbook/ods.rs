//! Reads workbooks of `LibreOffice` and other open office programs (`.ods`).
//!
//! Everything stands in `content.xml` (OASIS `OpenDocument` 1.3, part 3, section 9): tables of rows of cells, in which equal
//! neighbours are written once with the number of their repetitions. A worksheet ends in a million empty rows written so;
//! repetitions of empty cells therefore only move on, and those of filled cells are held to the bounds of a table.

use std::collections::BTreeSet;
use std::ops::Range;

use super::date::{iso_date, iso_time};
use super::{Grid, MOST_WORKSHEETS, Worksheet, as_shown, whole};
use crate::read::archive::Archive;
use crate::read::delimited::{MOST_COLUMNS, MOST_ROWS};
use crate::read::files::Refusal;
use crate::read::xml::{self, Element, Event, Reader};

const CONTENT: &str = "content.xml";
const MANIFEST: &str = "META-INF/manifest.xml";

/// Whether a file of an archive is that by which a document of these programs is known: a workbook, or another.
pub(in crate::read) fn is_open_document(name: &str) -> bool {
    name == CONTENT
}

/// The worksheets of a workbook that are not hidden, in their order.
///
/// # Errors
/// If the document is no workbook, is locked by a password or damaged, or a worksheet has more than is read of a table.
pub(in crate::read) fn ods(archive: &mut Archive<'_>) -> Result<Vec<Worksheet>, Refusal> {
    let mut file = |wanted: &str| archive.unpack(|name| name == wanted);
    let content = file(CONTENT)?.ok_or(Refusal::IncompletePackage)?;
    let read = Content::read(&content);
    // What is encrypted is no XML, and the manifest says how it was encrypted.
    if let Err(Refusal::Xml(_)) = read
        && let Some(manifest) = file(MANIFEST)?
        && xml::text(&manifest)?.contains("encryption-data")
    {
        return Err(Refusal::EncryptedWorkbook);
    }
    read
}

/// What has been read of a document so far.
#[derive(Default)]
struct Content {
    worksheets: Vec<Worksheet>,
    /// The styles of tables that are hidden, and the style that is being read.
    hidden: BTreeSet<String>,
    style: String,
    is_workbook: bool,
    table: Option<Table>,
}

/// A table while it is read.
struct Table {
    name: String,
    is_hidden: bool,
    /// How many elements are open where the table ends.
    depth: usize,
    grid: Grid,
    /// The row of the cells and the column of the next, from 0.
    row: usize,
    column: usize,
    /// How often the row stands, and its filled cells, each with the columns that it fills.
    row_repeated: usize,
    cells: Vec<(Range<usize>, String)>,
    cell: Option<Cell>,
}

/// A cell while it is read.
struct Cell {
    repeated: usize,
    /// How many elements are open where the cell ends.
    depth: usize,
    /// The value, where the file states one beside the text.
    value: Option<String>,
    text: String,
    /// How many elements are open where something ends that stands in the cell and is not its text.
    aside: Option<usize>,
}

impl Content {
    fn read(bytes: &[u8]) -> Result<Vec<Worksheet>, Refusal> {
        let text = xml::text(bytes)?;
        let mut reader = Reader::new(&text);
        let mut content = Self::default();
        while let Some(event) = reader.read()? {
            match event {
                Event::Start(element) => content.begin(&element, &reader),
                Event::Text(piece) => {
                    if let Some(cell) = content.table.as_mut().and_then(|table| table.cell.as_mut())
                        && cell.aside.is_none()
                        && reader.depth() > cell.depth + 1
                    {
                        cell.push(&piece);
                    }
                }
                Event::End(name) => content.end(name, reader.depth())?,
            }
        }
        if content.is_workbook {
            Ok(content.worksheets)
        } else {
            Err(Refusal::OtherOffice)
        }
    }

    fn begin(&mut self, element: &Element<'_>, reader: &Reader<'_>) {
        let (outer, depth) = (reader.enclosing(1), reader.depth() - 1);
        if let Some(table) = &mut self.table {
            return table.begin(element, outer, depth);
        }
        match element.name {
            "style" => self.style = element.attribute("style:name").into_owned(),
            "table-properties" if element.attribute("table:display") == "false" => {
                self.hidden.insert(self.style.clone());
            }
            "spreadsheet" if outer == "body" => self.is_workbook = true,
            "table" if outer == "spreadsheet" && self.worksheets.len() < MOST_WORKSHEETS => {
                let style = element.attribute("table:style-name");
                self.table = Some(Table {
                    name: element.attribute("table:name").into_owned(),
                    is_hidden: self.hidden.contains(style.as_ref()),
                    depth,
                    grid: Grid::default(),
                    row: 0,
                    column: 0,
                    row_repeated: 1,
                    cells: Vec::new(),
                    cell: None,
                });
            }
            _ => {}
        }
    }

    /// Takes the end of an element, after which so many are open.
    fn end(&mut self, name: &str, depth: usize) -> Result<(), Refusal> {
        let ended = self.table.take_if(|table| table.depth == depth);
        if let Some(table) = ended
            && !table.is_hidden
        {
            self.worksheets.push(Worksheet {
                name: table.name,
                rows: table.grid.rows,
            });
        }
        match &mut self.table {
            Some(table) => table.end(name, depth),
            None => Ok(()),
        }
    }
}

impl Table {
    fn begin(&mut self, element: &Element<'_>, outer: &str, depth: usize) {
        if let Some(cell) = &mut self.cell {
            return cell.begin(element, depth);
        }
        let repeated = |name: &str| whole(&element.attribute(name)).unwrap_or(1);
        match element.name {
            "table-row" => {
                self.row_repeated = repeated("table:number-rows-repeated");
                self.column = 0;
                self.cells.clear();
            }
            name @ ("table-cell" | "covered-table-cell") if outer == "table-row" => {
                // A cell that is covered by a merged one may have kept a content that nobody sees.
                let is_covered = name == "covered-table-cell";
                self.cell = Some(Cell {
                    repeated: repeated("table:number-columns-repeated"),
                    depth,
                    value: stated_value(element).filter(|_| !is_covered),
                    text: String::new(),
                    aside: is_covered.then_some(depth),
                });
            }
            _ => {}
        }
    }

    fn end(&mut self, name: &str, depth: usize) -> Result<(), Refusal> {
        if let Some(cell) = self.cell.take_if(|cell| cell.depth == depth) {
            return self.take_cell(cell);
        }
        match &mut self.cell {
            Some(cell) => {
                cell.aside.take_if(|aside| *aside == depth);
                Ok(())
            }
            None if name == "table-row" => self.take_row(),
            None => Ok(()),
        }
    }

    fn take_cell(&mut self, cell: Cell) -> Result<(), Refusal> {
        let columns = self.column..self.column.saturating_add(cell.repeated);
        self.column = columns.end;
        let text = cell.value.unwrap_or(cell.text);
        if text.trim().is_empty() {
            return Ok(());
        }
        if columns.end > MOST_COLUMNS {
            return Err(Refusal::TooMuch);
        }
        self.cells.push((columns, text));
        Ok(())
    }

    /// Puts the row that has ended into the grid as often as it stands.
    fn take_row(&mut self) -> Result<(), Refusal> {
        let rows = self.row..self.row.saturating_add(self.row_repeated);
        self.row = rows.end;
        if self.cells.is_empty() {
            return Ok(());
        }
        if rows.end > MOST_ROWS {
            return Err(Refusal::TooMuch);
        }
        for row in rows {
            for (columns, text) in &self.cells {
                for column in columns.clone() {
                    self.grid.put(row, column, text)?;
                }
            }
        }
        Ok(())
    }
}

/// The value that a cell states beside its text, which is rounded as its format says; `None` where it is text.
fn stated_value(element: &Element<'_>) -> Option<String> {
    let value = |name: &str| Some(element.attribute(name)).filter(|value| !value.is_empty());
    match element.attribute("office:value-type").as_ref() {
        "float" | "currency" | "percentage" => {
            value("office:value").map(|number| as_shown(number.trim()))
        }
        "date" => value("office:date-value").map(|date| iso_date(&date)),
        "time" => value("office:time-value").map(|time| iso_time(&time)),
        "boolean" => value("office:boolean-value").map(|said| said.trim().to_ascii_uppercase()),
        "string" => value("office:string-value").map(std::borrow::Cow::into_owned),
        _ => None,
    }
}

impl Cell {
    /// Takes an element that begins in the cell, before which so many were open.
    fn begin(&mut self, element: &Element<'_>, depth: usize) {
        if self.aside.is_some() {
            return;
        }
        // The text of a cell is its paragraphs; comments and pictures stand beside them, or even within.
        let is_paragraph = element.name == "p" && depth == self.depth + 1;
        let is_aside = matches!(element.name, "annotation" | "frame" | "note" | "ruby-text");
        if is_aside || (depth == self.depth + 1 && !is_paragraph) {
            self.aside = Some(depth);
            return;
        }
        match element.name {
            "p" if is_paragraph && !self.text.is_empty() => self.text.push('\n'),
            "s" => {
                const MOST_SPACES: usize = 100;
                let count = whole(&element.attribute("text:c")).unwrap_or(1);
                self.text
                    .extend(std::iter::repeat_n(' ', count.min(MOST_SPACES)));
            }
            "tab" => self.text.push('\t'),
            "line-break" => self.text.push('\n'),
            _ => {}
        }
    }

    /// Adds a piece of text. White space in the file stands for one space; further spaces have elements of their own.
    fn push(&mut self, piece: &str) {
        for letter in piece.chars() {
            if !matches!(letter, ' ' | '\t' | '\n' | '\r') {
                self.text.push(letter);
            } else if !self.text.is_empty() && !self.text.ends_with([' ', '\n']) {
                self.text.push(' ');
            }
        }
    }
}
