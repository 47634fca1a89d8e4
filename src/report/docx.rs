//! A manuscript as a document of Word (Office Open XML, ECMA-376, transitional): real headings, tables and pictures.
//!
//! Written by `quick-xml` and `zip`, which the program has anyway. The bytes follow from the manuscript alone: no clock, no
//! chance numbers, every file of the archive from 1 January 1980.

mod widths;

use std::fmt::Write as _;
use std::io::{Cursor, Write as _};

use quick_xml::Writer;
use quick_xml::events::{BytesDecl, BytesEnd, BytesStart, BytesText, Event};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, DateTime, ZipWriter};

use super::{Align, Block, Manuscript, Picture, RowKind, Table};
use crate::wording::{tr, translate};

/// Why a document was not written: it would be larger than an archive can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotWritten;

/// The text of the document is as wide as a figure of two columns: 174 mm, in twentieths of a point.
const TEXT_WIDTH: u32 = 9_866;
/// The width of A4, in twentieths of a point.
const PAGE_WIDTH: u32 = 11_906;
/// Its height.
const PAGE_HEIGHT: u32 = 16_838;
/// The margin of a page on either side.
const MARGIN: u32 = (PAGE_WIDTH - TEXT_WIDTH) / 2;
/// The highest a picture may be so that its caption fits on its page, in points.
const HIGHEST_PICTURE: f64 = 660.0;
/// The widest, in points.
const WIDEST_PICTURE: f64 = TEXT_WIDTH as f64 / 20.0;
/// English metric units in a point.
const UNITS_IN_A_POINT: f64 = 12_700.0;
/// A table with more columns stands on a page that lies across.
const MOST_COLUMNS_UPRIGHT: usize = 8;

/// The manuscript as the bytes of a `.docx` file.
///
/// # Errors
/// If it is too large for an archive without extensions.
pub fn docx(manuscript: &Manuscript) -> Result<Vec<u8>, NotWritten> {
    let mut body = Body::default();
    body.document(manuscript).map_err(|_| NotWritten)?;
    let document = body.xml.into_inner();
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let mut file = |name: &str, bytes: &[u8], method: CompressionMethod| {
        let options = SimpleFileOptions::default()
            .compression_method(method)
            .last_modified_time(DateTime::DEFAULT);
        archive.start_file(name, options).map_err(|_| NotWritten)?;
        archive.write_all(bytes).map_err(|_| NotWritten)
    };
    let text = CompressionMethod::Deflated;
    file("[Content_Types].xml", CONTENT_TYPES.as_bytes(), text)?;
    file("_rels/.rels", RELATIONSHIPS.as_bytes(), text)?;
    let properties = properties(&manuscript.title).map_err(|_| NotWritten)?;
    file("docProps/core.xml", &properties, text)?;
    file("word/document.xml", &document, text)?;
    file("word/styles.xml", STYLES.as_bytes(), text)?;
    file("word/footer1.xml", FOOTER.as_bytes(), text)?;
    let relationships = document_relationships(body.pictures.len());
    file(
        "word/_rels/document.xml.rels",
        relationships.as_bytes(),
        text,
    )?;
    for (number, picture) in (1_usize..).zip(&body.pictures) {
        // Pixels are compressed already.
        let name = format!("word/media/image{number}.png");
        file(&name, picture, CompressionMethod::Stored)?;
    }
    let archive = archive.finish().map_err(|_| NotWritten)?;
    Ok(archive.into_inner())
}

type Xml = Writer<Vec<u8>>;
type Written = std::io::Result<()>;

/// Text without the characters that XML does not allow.
fn allowed(text: &str) -> String {
    let is_allowed =
        |letter: &char| !letter.is_control() && !matches!(letter, '\u{fffe}' | '\u{ffff}');
    let blank = |letter: char| {
        if letter.is_whitespace() && letter.is_control() {
            ' '
        } else {
            letter
        }
    };
    text.chars().map(blank).filter(is_allowed).collect()
}

fn open(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> Written {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, allowed(value).as_str()));
    }
    xml.write_event(Event::Start(start))
}

fn close(xml: &mut Xml, name: &str) -> Written {
    xml.write_event(Event::End(BytesEnd::new(name)))
}

fn empty(xml: &mut Xml, name: &str, attributes: &[(&str, &str)]) -> Written {
    let mut start = BytesStart::new(name);
    for (key, value) in attributes {
        start.push_attribute((*key, allowed(value).as_str()));
    }
    xml.write_event(Event::Empty(start))
}

fn declaration(xml: &mut Xml) -> Written {
    xml.write_event(Event::Decl(BytesDecl::new(
        "1.0",
        Some("UTF-8"),
        Some("yes"),
    )))
}

/// A run of text.
fn run(xml: &mut Xml, text: &str, bold: bool) -> Written {
    open(xml, "w:r", &[])?;
    if bold {
        open(xml, "w:rPr", &[])?;
        empty(xml, "w:b", &[])?;
        close(xml, "w:rPr")?;
    }
    open(xml, "w:t", &[("xml:space", "preserve")])?;
    xml.write_event(Event::Text(BytesText::new(&allowed(text))))?;
    close(xml, "w:t")?;
    close(xml, "w:r")
}

/// The body of the document while it is written.
struct Body {
    xml: Xml,
    pictures: Vec<Vec<u8>>,
    /// Whether the page was turned already for the table that comes next.
    is_turned: bool,
}

impl Default for Body {
    fn default() -> Self {
        Self {
            xml: Writer::new(Vec::new()),
            pictures: Vec::new(),
            is_turned: false,
        }
    }
}

/// Whether a table needs a page that lies across.
fn lies_across(table: &Table) -> bool {
    table.columns.len() > MOST_COLUMNS_UPRIGHT || widths::needs_more_than(table, TEXT_WIDTH)
}

impl Body {
    fn document(&mut self, manuscript: &Manuscript) -> Written {
        declaration(&mut self.xml)?;
        open(&mut self.xml, "w:document", &NAMESPACES)?;
        open(&mut self.xml, "w:body", &[])?;
        let mut blocks = manuscript.blocks.iter().peekable();
        while let Some(block) = blocks.next() {
            // A heading goes with the table under it to the page that lies across.
            if let (Block::Heading(..), Some(Block::Table(_, table))) = (block, blocks.peek())
                && lies_across(table)
            {
                self.end_of_section(false)?;
                self.is_turned = true;
            }
            self.block(block)?;
        }
        section(&mut self.xml, false)?;
        close(&mut self.xml, "w:body")?;
        close(&mut self.xml, "w:document")
    }

    fn block(&mut self, block: &Block) -> Written {
        match block {
            Block::Title(text) => self.paragraph("Title", text),
            Block::Subtitle(text) => self.paragraph("Subtitle", text),
            Block::Heading(level, text) => {
                let style = if *level <= 1 { "Heading1" } else { "Heading2" };
                self.paragraph(style, text)
            }
            Block::Paragraph(text) => self.paragraph("Normal", text),
            Block::Remark(text) => self.paragraph("Note", text),
            Block::Reference(text) => self.paragraph("Bibliography", text),
            Block::Table(number, table) => self.table(*number, table),
            Block::Figure(number, picture) => self.figure(*number, picture),
        }
    }

    fn paragraph(&mut self, style: &str, text: &str) -> Written {
        self.styled(style, |xml| run(xml, text, false))
    }

    fn styled(&mut self, style: &str, content: impl FnOnce(&mut Xml) -> Written) -> Written {
        let xml = &mut self.xml;
        open(xml, "w:p", &[])?;
        open(xml, "w:pPr", &[])?;
        empty(xml, "w:pStyle", &[("w:val", style)])?;
        close(xml, "w:pPr")?;
        content(xml)?;
        close(xml, "w:p")
    }

    /// A caption with its number, which Word counts again.
    fn caption(&mut self, kind: Counted, number: usize, text: &str, keep: bool) -> Written {
        let style = if keep { "TableCaption" } else { "Caption" };
        // Word counts by the identifier, which is the same in every language.
        let (identifier, shown) = match kind {
            Counted::Table => ("Table", translate("Table")),
            Counted::Figure => ("Figure", translate("Figure")),
        };
        self.styled(style, |xml| {
            run(xml, &format!("{shown} "), true)?;
            open(
                xml,
                "w:fldSimple",
                &[("w:instr", &format!(" SEQ {identifier} \\* ARABIC "))],
            )?;
            run(xml, &number.to_string(), true)?;
            close(xml, "w:fldSimple")?;
            run(xml, &format!(". {text}"), false)
        })
    }

    fn table(&mut self, number: usize, table: &Table) -> Written {
        let across = lies_across(table);
        if across && !std::mem::take(&mut self.is_turned) {
            self.end_of_section(false)?;
        }
        self.caption(Counted::Table, number, &ended(&table.caption), true)?;
        self.grid(table, across)?;
        for note in &table.notes {
            self.paragraph("Note", note)?;
        }
        if across {
            self.end_of_section(true)
        } else {
            Ok(())
        }
    }

    /// What stands before is on pages that stand, or lie across.
    fn end_of_section(&mut self, across: bool) -> Written {
        let xml = &mut self.xml;
        open(xml, "w:p", &[])?;
        open(xml, "w:pPr", &[])?;
        empty(xml, "w:pStyle", &[("w:val", "Note")])?;
        section(xml, across)?;
        close(xml, "w:pPr")?;
        close(xml, "w:p")
    }

    fn grid(&mut self, table: &Table, across: bool) -> Written {
        let width = if across {
            PAGE_HEIGHT - 2 * MARGIN
        } else {
            TEXT_WIDTH
        };
        let widths = widths::widths(table, width);
        let xml = &mut self.xml;
        open(xml, "w:tbl", &[])?;
        open(xml, "w:tblPr", &[])?;
        empty(xml, "w:tblStyle", &[("w:val", "Results")])?;
        empty(
            xml,
            "w:tblW",
            &[("w:w", width.to_string().as_str()), ("w:type", "dxa")],
        )?;
        empty(xml, "w:tblLayout", &[("w:type", "fixed")])?;
        empty(xml, "w:tblCaption", &[("w:val", &table.caption)])?;
        close(xml, "w:tblPr")?;
        open(xml, "w:tblGrid", &[])?;
        for each in &widths {
            empty(xml, "w:gridCol", &[("w:w", each.to_string().as_str())])?;
        }
        close(xml, "w:tblGrid")?;
        if table.columns.iter().any(|column| column.group.is_some()) {
            head_row(xml, |xml| groups(xml, table, &widths))?;
        }
        head_row(xml, |xml| {
            table
                .columns
                .iter()
                .zip(&widths)
                .try_for_each(|(column, width)| {
                    let place = Place {
                        align: column.align,
                        span: 1,
                        bold: true,
                        width: *width,
                    };
                    cell(xml, &column.head, place)
                })
        })?;
        for row in &table.rows {
            open(xml, "w:tr", &[])?;
            open(xml, "w:trPr", &[])?;
            empty(xml, "w:cantSplit", &[])?;
            close(xml, "w:trPr")?;
            for ((column, content), width) in table.columns.iter().zip(&row.cells).zip(&widths) {
                let bold = match row.kind {
                    RowKind::Plain => false,
                    RowKind::Total => true,
                };
                let place = Place {
                    align: column.align,
                    span: 1,
                    bold,
                    width: *width,
                };
                cell(xml, &content.shown, place)?;
            }
            close(xml, "w:tr")?;
        }
        close(xml, "w:tbl")
    }

    fn figure(&mut self, number: usize, picture: &Picture) -> Written {
        self.pictures.push(picture.png.clone());
        let place = self.pictures.len();
        let (width, height) = (picture.width.max(1.0), picture.height.max(1.0));
        let scale = (WIDEST_PICTURE / width)
            .min(HIGHEST_PICTURE / height)
            .min(1.0);
        let units = |points: f64| format!("{:.0}", points * scale * UNITS_IN_A_POINT);
        let (width, height) = (units(width), units(height));
        let caption = ended(&picture.caption);
        self.styled("Figure", |xml| {
            drawing(xml, place, [&width, &height], &caption)
        })?;
        self.caption(Counted::Figure, number, &caption, false)
    }
}

/// What is counted by itself.
#[derive(Clone, Copy)]
enum Counted {
    Table,
    Figure,
}

/// A caption ends with a full stop.
fn ended(text: &str) -> String {
    let text = text.trim();
    if text.ends_with(['.', '?', '!', '。', '？', '！']) {
        text.to_owned()
    } else {
        tr!("{text}.", text)
    }
}

/// A row that Word repeats on every page.
fn head_row(xml: &mut Xml, cells: impl FnOnce(&mut Xml) -> Written) -> Written {
    open(xml, "w:tr", &[])?;
    open(xml, "w:trPr", &[])?;
    empty(xml, "w:cantSplit", &[])?;
    empty(xml, "w:tblHeader", &[])?;
    close(xml, "w:trPr")?;
    cells(xml)?;
    close(xml, "w:tr")
}

/// The line over the heads that names groups of columns.
fn groups(xml: &mut Xml, table: &Table, widths: &[u32]) -> Written {
    let same = |left: &super::Column, right: &super::Column| {
        left.group.is_some() && left.group == right.group
    };
    let mut widths = widths.iter();
    for group in table.columns.chunk_by(same) {
        let name = group.first().and_then(|column| column.group.as_deref());
        let place = Place {
            align: Align::Right,
            span: group.len(),
            bold: true,
            width: widths.by_ref().take(group.len()).sum(),
        };
        cell(xml, name.unwrap_or_default(), place)?;
    }
    Ok(())
}

/// How a cell stands.
#[derive(Clone, Copy)]
struct Place {
    align: Align,
    span: usize,
    bold: bool,
    /// In twentieths of a point.
    width: u32,
}

fn cell(xml: &mut Xml, text: &str, place: Place) -> Written {
    open(xml, "w:tc", &[])?;
    open(xml, "w:tcPr", &[])?;
    let width = place.width.to_string();
    empty(xml, "w:tcW", &[("w:w", width.as_str()), ("w:type", "dxa")])?;
    if place.span > 1 {
        empty(
            xml,
            "w:gridSpan",
            &[("w:val", place.span.to_string().as_str())],
        )?;
    }
    close(xml, "w:tcPr")?;
    open(xml, "w:p", &[])?;
    open(xml, "w:pPr", &[])?;
    empty(xml, "w:pStyle", &[("w:val", "TableText")])?;
    let side = match place.align {
        Align::Left => "left",
        Align::Right => "right",
    };
    empty(xml, "w:jc", &[("w:val", side)])?;
    close(xml, "w:pPr")?;
    run(xml, text, place.bold)?;
    close(xml, "w:p")?;
    close(xml, "w:tc")
}

/// A picture in the line, with words for who does not see it.
fn drawing(xml: &mut Xml, place: usize, [width, height]: [&str; 2], words: &str) -> Written {
    let number = place.to_string();
    let name = format!("Figure {number}");
    let relationship = format!("rIdImage{number}");
    let extent = [("cx", width), ("cy", height)];
    open(xml, "w:r", &[])?;
    open(xml, "w:drawing", &[])?;
    open(
        xml,
        "wp:inline",
        &[
            ("distT", "0"),
            ("distB", "0"),
            ("distL", "0"),
            ("distR", "0"),
        ],
    )?;
    empty(xml, "wp:extent", &extent)?;
    empty(
        xml,
        "wp:docPr",
        &[
            ("id", number.as_str()),
            ("name", name.as_str()),
            ("descr", words),
        ],
    )?;
    open(xml, "a:graphic", &[])?;
    open(
        xml,
        "a:graphicData",
        &[(
            "uri",
            "http://schemas.openxmlformats.org/drawingml/2006/picture",
        )],
    )?;
    open(xml, "pic:pic", &[])?;
    open(xml, "pic:nvPicPr", &[])?;
    empty(
        xml,
        "pic:cNvPr",
        &[
            ("id", number.as_str()),
            ("name", name.as_str()),
            ("descr", words),
        ],
    )?;
    empty(xml, "pic:cNvPicPr", &[])?;
    close(xml, "pic:nvPicPr")?;
    open(xml, "pic:blipFill", &[])?;
    empty(xml, "a:blip", &[("r:embed", relationship.as_str())])?;
    open(xml, "a:stretch", &[])?;
    empty(xml, "a:fillRect", &[])?;
    close(xml, "a:stretch")?;
    close(xml, "pic:blipFill")?;
    open(xml, "pic:spPr", &[])?;
    open(xml, "a:xfrm", &[])?;
    empty(xml, "a:off", &[("x", "0"), ("y", "0")])?;
    empty(xml, "a:ext", &extent)?;
    close(xml, "a:xfrm")?;
    open(xml, "a:prstGeom", &[("prst", "rect")])?;
    empty(xml, "a:avLst", &[])?;
    close(xml, "a:prstGeom")?;
    close(xml, "pic:spPr")?;
    close(xml, "pic:pic")?;
    close(xml, "a:graphicData")?;
    close(xml, "a:graphic")?;
    close(xml, "wp:inline")?;
    close(xml, "w:drawing")?;
    close(xml, "w:r")
}

/// The size of the pages before it.
fn section(xml: &mut Xml, across: bool) -> Written {
    let (width, height) = if across {
        (PAGE_HEIGHT, PAGE_WIDTH)
    } else {
        (PAGE_WIDTH, PAGE_HEIGHT)
    };
    let [width, height, margin] = [width, height, MARGIN].map(|length| length.to_string());
    open(xml, "w:sectPr", &[])?;
    empty(
        xml,
        "w:footerReference",
        &[("w:type", "default"), ("r:id", "rIdFooter")],
    )?;
    let mut size = vec![("w:w", width.as_str()), ("w:h", height.as_str())];
    if across {
        size.push(("w:orient", "landscape"));
    }
    empty(xml, "w:pgSz", &size)?;
    let margin = margin.as_str();
    empty(
        xml,
        "w:pgMar",
        &[
            ("w:top", margin),
            ("w:right", margin),
            ("w:bottom", margin),
            ("w:left", margin),
            ("w:header", "510"),
            ("w:footer", "510"),
            ("w:gutter", "0"),
        ],
    )?;
    close(xml, "w:sectPr")
}

fn properties(title: &str) -> std::io::Result<Vec<u8>> {
    let mut xml = Writer::new(Vec::new());
    declaration(&mut xml)?;
    open(
        &mut xml,
        "cp:coreProperties",
        &[
            (
                "xmlns:cp",
                "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
            ),
            ("xmlns:dc", "http://purl.org/dc/elements/1.1/"),
        ],
    )?;
    open(&mut xml, "dc:title", &[])?;
    xml.write_event(Event::Text(BytesText::new(&allowed(title))))?;
    close(&mut xml, "dc:title")?;
    close(&mut xml, "cp:coreProperties")?;
    Ok(xml.into_inner())
}

fn document_relationships(pictures: usize) -> String {
    const KIND: &str = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let mut text = format!(
        "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rIdStyles\" Type=\"{KIND}/styles\" Target=\"styles.xml\"/><Relationship Id=\"rIdFooter\" Type=\"{KIND}/footer\" Target=\"footer1.xml\"/>"
    );
    for number in 1..=pictures {
        let _ = write!(
            text,
            "<Relationship Id=\"rIdImage{number}\" Type=\"{KIND}/image\" Target=\"media/image{number}.png\"/>"
        );
    }
    text.push_str("</Relationships>");
    text
}

const NAMESPACES: [(&str, &str); 5] = [
    (
        "xmlns:w",
        "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        "xmlns:r",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
    (
        "xmlns:wp",
        "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    ),
    (
        "xmlns:a",
        "http://schemas.openxmlformats.org/drawingml/2006/main",
    ),
    (
        "xmlns:pic",
        "http://schemas.openxmlformats.org/drawingml/2006/picture",
    ),
];

const CONTENT_TYPES: &str = include_str!("docx/content_types.xml");
const RELATIONSHIPS: &str = include_str!("docx/relationships.xml");
const STYLES: &str = include_str!("docx/styles.xml");
const FOOTER: &str = include_str!("docx/footer.xml");
