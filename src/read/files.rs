//! Tells what a file is and reads it: by its first bytes, its root element, the files within it. Never by its name, which
//! people change.

use serde::{Deserialize, Serialize};

use super::archive::{self, Archive};
use super::bytes::{self, Encoding};
use super::revman::{self, Import};
use super::workbook::{self, Worksheet};
use super::xml;

/// A file that was opened.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Text that is read as a table, in which columns can be chosen.
    Text(String, Encoding),
    /// A text in JSON: a project, or a record of a registry.
    Json(String),
    /// A workbook with its worksheets that hold something; at least one. The text of a worksheet is read as a table.
    Workbook(Vec<Worksheet>),
    /// A review that another program pooled.
    Review(Box<Import>),
}

/// Why a file is not read. `wording` says what it is and what to do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Refusal {
    /// Nothing in it.
    Empty,
    /// XML that cannot be read.
    Xml(xml::Fault),
    /// XML of no program that is known.
    ForeignXml,
    /// An archive that cannot be read.
    Archive(archive::Fault),
    /// An archive in which nothing is known, or several files of which each could be meant.
    OtherArchive,
    /// An archive within an archive within an archive.
    ArchivesTooDeep,
    /// A workbook or data package in which a file is missing.
    IncompletePackage,
    /// A workbook whose sheets are all empty or hidden.
    EmptyWorkbook,
    /// More rows, columns, studies or characters than are read.
    TooMuch,
    /// More rows than are read.
    TooManyRows,
    /// A longer text than is read.
    TooManyCharacters,
    /// A review of diagnostic tests: its tables are not those of two arms.
    DiagnosticReview,
    /// A workbook of Excel before 2007 (`.xls`).
    OldWorkbook,
    /// A workbook in Excel's binary form (`.xlsb`).
    BinaryWorkbook,
    /// A workbook behind a password.
    EncryptedWorkbook,
    /// A document of Word, old or new.
    WordDocument,
    /// A presentation.
    Presentation,
    /// A text in the form of open office programs (`.odt`), or a document of Apple's programs.
    OtherOffice,
    /// A PDF.
    Pdf,
    /// A picture.
    Image,
    /// A page of the web.
    WebPage,
    /// Text with formats (`.rtf`).
    RichText,
    /// Bytes of a form that is not known.
    Unknown,
}

impl From<xml::Fault> for Refusal {
    fn from(fault: xml::Fault) -> Self {
        Self::Xml(fault)
    }
}

impl From<archive::Fault> for Refusal {
    fn from(fault: archive::Fault) -> Self {
        Self::Archive(fault)
    }
}

/// How deep archives are opened within each other: RevMan Web's data package stands in one.
const DEEPEST: u8 = 2;

/// Recognises a file and reads it. Archives are opened: a workbook, a data package of RevMan Web, or one file in an
/// archive.
///
/// # Errors
/// If nothing can be made of it: the refusal says what it is.
///
/// ```
/// use trialpool::read::{Choices, Opened, Refusal, file, table};
///
/// let opened = file("Study;ai;n1i;ci;n2i\nMüller;1;10;2;11\n".as_bytes());
/// let Ok(Opened::Text(text, _)) = opened else {
///     panic!("a table is text");
/// };
/// assert_eq!(table(&text, &Choices::default()).review.trials.len(), 1);
///
/// assert_eq!(file(b"%PDF-1.7"), Err(Refusal::Pdf));
/// ```
pub fn file(bytes: &[u8]) -> Result<Opened, Refusal> {
    within(bytes, 0)
}

/// Recognises a file that stands in so many archives.
fn within(bytes: &[u8], depth: u8) -> Result<Opened, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if archive::is_archive(bytes) {
        return in_archive(bytes, depth);
    }
    if let Some(refusal) = by_signature(bytes) {
        return Err(refusal);
    }
    let (text, encoding) = bytes::text(bytes);
    let start = text.trim_start_matches('\u{feff}').trim_start();
    if start.is_empty() {
        return Err(Refusal::Empty);
    }
    if has_control_signs(&text) {
        return Err(Refusal::Unknown);
    }
    let begins = |with: &str| {
        let beginning = start.get(..with.len()).unwrap_or_default();
        beginning.eq_ignore_ascii_case(with)
    };
    if begins("<!doctype html") || begins("<html") {
        Err(Refusal::WebPage)
    } else if begins("{\\rtf") {
        Err(Refusal::RichText)
    } else if begins("<") {
        revman::rm5(bytes).map(Box::new).map(Opened::Review)
    } else if begins("{") || begins("[") {
        Ok(Opened::Json(text))
    } else if let Some(import) = revman::listing(&text)? {
        Ok(Opened::Review(Box::new(import)))
    } else {
        Ok(Opened::Text(text, encoding))
    }
}

/// The beginnings of files that are refused.
const SIGNATURES: [(&[u8], Refusal); 11] = [
    (b"%PDF-", Refusal::Pdf),
    (b"\x89PNG", Refusal::Image),
    (b"\xff\xd8\xff", Refusal::Image),
    (b"GIF8", Refusal::Image),
    (b"II*\0", Refusal::Image),
    (b"MM\0*", Refusal::Image),
    (b"RIFF", Refusal::Image),
    (b"\x1f\x8b", Refusal::OtherArchive),
    (b"7z\xbc\xaf", Refusal::OtherArchive),
    (b"Rar!", Refusal::OtherArchive),
    (b"\xfd7zXZ", Refusal::OtherArchive),
];

/// Microsoft's form for files before 2007, in which files stand with names in UTF-16.
const COMPOUND_FILE: &[u8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1";

/// Why a file that begins with these bytes is not read, where the beginning says so. A picture that may carry a review is
/// not refused before the whole of it is there.
pub(super) fn refused_at_once(beginning: &[u8]) -> Option<Refusal> {
    let is_compound = beginning.starts_with(COMPOUND_FILE);
    let may_carry = beginning.starts_with(b"\x89PNG") || beginning.starts_with(b"%PDF-");
    by_signature(beginning).filter(|_| !is_compound && !may_carry)
}

/// What a file with other bytes than text is, by its beginning.
fn by_signature(bytes: &[u8]) -> Option<Refusal> {
    if bytes.starts_with(COMPOUND_FILE) {
        let holds = |name: &str| {
            let mut windows = bytes.windows(2 * name.len());
            windows.any(|window| window.iter().step_by(2).eq(name.as_bytes()))
        };
        return Some(if holds("EncryptedPackage") {
            Refusal::EncryptedWorkbook
        } else if holds("WordDocument") {
            Refusal::WordDocument
        } else if holds("PowerPoint") {
            Refusal::Presentation
        } else {
            Refusal::OldWorkbook
        });
    }
    if bytes.get(4..8) == Some(b"ftyp") {
        return Some(Refusal::Image);
    }
    SIGNATURES
        .iter()
        .find(|(signature, _)| bytes.starts_with(signature))
        .map(|(_, refusal)| *refusal)
}

/// Whether a text has signs that no text has: then it is none.
fn has_control_signs(text: &str) -> bool {
    const LOOKED_AT: usize = 4_000;
    let allowed = |byte: u8| byte >= b' ' || matches!(byte, b'\t' | b'\n' | b'\r' | 0x0b | 0x0c);
    text.bytes().take(LOOKED_AT).any(|byte| !allowed(byte))
}

/// What an archive holds.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Content {
    Workbook,
    /// A workbook of `LibreOffice`, or another of its documents.
    OpenDocument,
    DataPackage,
    /// One file of this name, whatever it is.
    OneFile(String),
}

/// Reads what is wanted of an archive that stands in so many others.
fn in_archive(bytes: &[u8], depth: u8) -> Result<Opened, Refusal> {
    if depth > DEEPEST {
        return Err(Refusal::ArchivesTooDeep);
    }
    let mut archive = Archive::new(bytes)?;
    match content(&archive)? {
        Content::Workbook => filled(workbook::xlsx(&mut archive)?),
        Content::OpenDocument => filled(workbook::ods(&mut archive)?),
        Content::DataPackage => revman::web(&mut archive).map(Box::new).map(Opened::Review),
        Content::OneFile(wanted) => match archive.unpack(|name| name == wanted)? {
            Some(bytes) => within(&bytes, depth + 1),
            None => Err(Refusal::OtherArchive),
        },
    }
}

/// A workbook of the worksheets that hold something.
fn filled(mut worksheets: Vec<Worksheet>) -> Result<Opened, Refusal> {
    worksheets.retain(|worksheet| !worksheet.is_empty());
    if worksheets.is_empty() {
        Err(Refusal::EmptyWorkbook)
    } else {
        Ok(Opened::Workbook(worksheets))
    }
}

/// What an archive holds, by the names of its files.
fn content(archive: &Archive<'_>) -> Result<Content, Refusal> {
    let holds = |is: &dyn Fn(&str) -> bool| archive.names().any(is);
    if holds(&workbook::is_workbook) {
        Ok(Content::Workbook)
    } else if holds(&revman::is_diagnostic) {
        Err(Refusal::DiagnosticReview)
    } else if holds(&revman::is_settings) {
        Ok(Content::DataPackage)
    } else if holds(&|name| name == "xl/workbook.bin") {
        Err(Refusal::BinaryWorkbook)
    } else if holds(&|name| name == "word/document.xml") {
        Err(Refusal::WordDocument)
    } else if holds(&|name| name == "ppt/presentation.xml") {
        Err(Refusal::Presentation)
    } else if holds(&workbook::is_open_document) {
        Ok(Content::OpenDocument)
    } else if holds(&|name| name == "encrypted-package") {
        Err(Refusal::EncryptedWorkbook)
    } else if holds(&|name| name == "Index/Document.iwa") {
        Err(Refusal::OtherOffice)
    } else {
        one_file(archive)
            .map(Content::OneFile)
            .ok_or(Refusal::OtherArchive)
    }
}

/// The file of an archive that is meant: the data of a RevMan Web package, or the only file.
fn one_file(archive: &Archive<'_>) -> Option<String> {
    let data = archive.names().find(|name| name.ends_with("-data.zip"));
    // What the programs of a Mac add beside each file.
    let own = |name: &&str| !name.contains("__MACOSX/") && !name.ends_with(".DS_Store");
    let mut files = archive.names().filter(own);
    let only = files.next().filter(|_| files.next().is_none());
    data.or(only).map(str::to_owned)
}
