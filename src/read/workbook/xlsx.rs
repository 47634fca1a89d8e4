//! Reads workbooks of Excel (`.xlsx`), and of the many programs that write its format.
//!
//! `xl/workbook.xml` names the worksheets, `xl/_rels/workbook.xml.rels` says in which file each stands, cells of text
//! refer to `xl/sharedStrings.xml`, and cells of numbers to formats in `xl/styles.xml` (ECMA-376, part 1, sections 18.2
//! to 18.4 and 18.8).

use std::borrow::Cow;
use std::collections::BTreeMap;

use super::date::{NumberFormat, iso_date};
use super::{Grid, MOST_WORKSHEETS, Worksheet, as_shown, whole};
use crate::read::archive::Archive;
use crate::read::files::Refusal;
use crate::read::xml::{self, Element, Event, Reader};

const WORKBOOK: &str = "xl/workbook.xml";
const RELATIONS: &str = "xl/_rels/workbook.xml.rels";
const SHARED_TEXTS: &str = "xl/sharedStrings.xml";
const STYLES: &str = "xl/styles.xml";
const WORKSHEETS: &str = "xl/worksheets/";

/// Whether a file of an archive is that by which such a workbook is known.
pub(in crate::read) fn is_workbook(name: &str) -> bool {
    name == WORKBOOK
}

/// The worksheets of a workbook that are not hidden, in their order.
///
/// # Errors
/// If a file of it is missing or damaged, or a worksheet has more than is read of a table.
pub(in crate::read) fn xlsx(archive: &mut Archive<'_>) -> Result<Vec<Worksheet>, Refusal> {
    let mut file = |wanted: &str| archive.unpack(|name| name == wanted);
    let workbook = file(WORKBOOK)?.ok_or(Refusal::IncompletePackage)?;
    let contents = Contents::read(&workbook)?;
    let files = match file(RELATIONS)? {
        Some(bytes) => files_by_relation(&bytes)?,
        None => Vec::new(),
    };
    let texts = match file(SHARED_TEXTS)? {
        Some(bytes) => shared_texts(&bytes)?,
        None => Vec::new(),
    };
    let formats = match file(STYLES)? {
        Some(bytes) => cell_formats(&bytes)?,
        None => Vec::new(),
    };
    let mut worksheets = Vec::new();
    for (name, relation) in contents.worksheets {
        let found = files.iter().find(|(known, _)| *known == relation);
        // A chart has a tab of its own, and no cells.
        let Some((_, found)) = found.filter(|(_, file)| file.starts_with(WORKSHEETS)) else {
            continue;
        };
        let Some(bytes) = file(found)? else {
            continue;
        };
        let cells = Cells::new(&texts, &formats, contents.from_1904);
        let rows = cells.read(&bytes)?;
        worksheets.push(Worksheet { name, rows });
    }
    Ok(worksheets)
}

/// What `xl/workbook.xml` says.
#[derive(Default)]
struct Contents {
    /// The names of the worksheets that are not hidden, with the relation by which each is found.
    worksheets: Vec<(String, String)>,
    /// Whether days are counted from 1904.
    from_1904: bool,
}

impl Contents {
    fn read(bytes: &[u8]) -> Result<Self, Refusal> {
        let mut contents = Self::default();
        each_element(bytes, &mut |element, _| match element.name {
            "sheet" => {
                let is_shown = matches!(element.attribute("state").as_ref(), "" | "visible");
                if is_shown && contents.worksheets.len() < MOST_WORKSHEETS {
                    let value = |name: &str| element.attribute(name).into_owned();
                    contents.worksheets.push((value("name"), value("r:id")));
                }
            }
            "workbookPr" => contents.from_1904 = is_true(&element.attribute("date1904")),
            _ => {}
        })?;
        Ok(contents)
    }
}

fn is_true(value: &str) -> bool {
    matches!(value.trim(), "1" | "true")
}

/// The identifiers of relations, each with the file to which it leads.
fn files_by_relation(bytes: &[u8]) -> Result<Vec<(String, String)>, Refusal> {
    let mut files = Vec::new();
    each_element(bytes, &mut |element, _| {
        let target = element.attribute("Target");
        let file = match target.strip_prefix('/') {
            Some(from_root) => from_root.to_owned(),
            None => format!("xl/{target}"),
        };
        if element.name == "Relationship" && files.len() < 10 * MOST_WORKSHEETS {
            files.push((element.attribute("Id").into_owned(), file));
        }
    })?;
    Ok(files)
}

/// The formats of cells, in the order of the numbers by which cells refer to them.
fn cell_formats(bytes: &[u8]) -> Result<Vec<NumberFormat>, Refusal> {
    let mut described = BTreeMap::new();
    let mut formats = Vec::new();
    each_element(bytes, &mut |element, outer| {
        let id = || whole(&element.attribute("numFmtId"));
        match (element.name, outer) {
            ("numFmt", "numFmts") => {
                let format = NumberFormat::of_code(&element.attribute("formatCode"));
                described.extend(id().map(|id| (id, format)));
            }
            ("xf", "cellXfs") => {
                let id = id().unwrap_or(0);
                let known = described.get(&id).copied();
                formats.push(known.unwrap_or_else(|| NumberFormat::built_in(id)));
            }
            _ => {}
        }
    })?;
    Ok(formats)
}

/// Goes through the elements of a file, each with the name of the one around it.
fn each_element(bytes: &[u8], take: &mut dyn FnMut(&Element<'_>, &str)) -> Result<(), Refusal> {
    let text = xml::text(bytes)?;
    let mut reader = Reader::new(&text);
    while let Some(event) = reader.read()? {
        if let Event::Start(element) = event {
            take(&element, reader.enclosing(1));
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
            Event::Text(_) | Event::Start(_) | Event::End(_) => {}
        }
    }
    Ok(texts)
}

/// Whether the reader stands in the text of a cell: `t`, but not that of a phonetic reading.
fn is_text(reader: &Reader<'_>) -> bool {
    reader.enclosing(0) == "t" && reader.enclosing(1) != "rPh"
}

/// The cells of one worksheet while they are read.
struct Cells<'workbook> {
    texts: &'workbook [String],
    formats: &'workbook [NumberFormat],
    from_1904: bool,
    grid: Grid,
    /// The column of the next cell that does not name its own, from 0.
    column: usize,
    /// The row of the cells, from 0.
    row: usize,
    next_row: usize,
    /// The type of the cell, its format, and what has been read of it.
    kind: String,
    format: NumberFormat,
    value: String,
}

impl<'workbook> Cells<'workbook> {
    fn new(
        texts: &'workbook [String],
        formats: &'workbook [NumberFormat],
        from_1904: bool,
    ) -> Self {
        Self {
            texts,
            formats,
            from_1904,
            grid: Grid::default(),
            column: 0,
            row: 0,
            next_row: 0,
            kind: String::new(),
            format: NumberFormat::Number,
            value: String::new(),
        }
    }

    fn read(mut self, bytes: &[u8]) -> Result<Vec<Vec<String>>, Refusal> {
        let text = xml::text(bytes)?;
        let mut reader = Reader::new(&text);
        while let Some(event) = reader.read()? {
            match event {
                Event::Start(element) if element.name == "row" => {
                    let named = whole(&element.attribute("r"));
                    let named = named.and_then(|row| row.checked_sub(1));
                    self.row = named.unwrap_or(self.next_row);
                    self.next_row = self.row.saturating_add(1);
                    self.column = 0;
                }
                Event::Start(element) if element.name == "c" => {
                    let named = column(&element.attribute("r"));
                    self.column = named.unwrap_or(self.column);
                    self.kind.clear();
                    self.kind.push_str(&element.attribute("t"));
                    let format = whole(&element.attribute("s")).unwrap_or(0);
                    let format = self.formats.get(format).copied();
                    self.format = format.unwrap_or(NumberFormat::Number);
                    self.value.clear();
                }
                Event::Text(piece) if reader.enclosing(0) == "v" || is_text(&reader) => {
                    self.value.push_str(&piece);
                }
                Event::End("c") => {
                    let text = self.text();
                    self.grid.put(self.row, self.column, &text)?;
                    self.column = self.column.saturating_add(1);
                }
                Event::Start(_) | Event::Text(_) | Event::End(_) => {}
            }
        }
        Ok(self.grid.rows)
    }

    /// The text of the cell that has ended.
    fn text(&mut self) -> Cow<'workbook, str> {
        let value = std::mem::take(&mut self.value);
        let texts = self.texts;
        match self.kind.as_str() {
            "s" => whole(value.trim())
                .and_then(|index| texts.get(index))
                .map_or(Cow::Borrowed(""), |text| Cow::Borrowed(text.as_str())),
            "b" => Cow::Borrowed(if value.trim() == "1" { "TRUE" } else { "FALSE" }),
            "d" => Cow::Owned(iso_date(value.trim())),
            "str" | "inlineStr" | "e" => Cow::Owned(value),
            _ => {
                let number = value.trim();
                let date = self.format.written(number, self.from_1904);
                Cow::Owned(date.unwrap_or_else(|| as_shown(number)))
            }
        }
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

#[cfg(test)]
mod tests {
    use super::column;

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
}
