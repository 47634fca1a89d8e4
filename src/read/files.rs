//! What a file is, told by its content: its first bytes, its root element, the files within it. Never by its name, which
//! people change.

use serde::{Deserialize, Serialize};

use super::archive::{self, Part};
use super::bytes::{self, Encoding};
use super::revman::{self, Import};
use super::workbook::{self, Sheet};
use super::xml;

/// A file that was opened.
#[derive(Clone, Debug, PartialEq)]
pub enum Opened {
    /// Text that is read as a table, in which columns can be chosen.
    Text(String, Encoding),
    /// A text in JSON: a project, or a record of a registry.
    Json(String),
    /// A workbook with its sheets that hold something; at least one. The text of a sheet is read as a table.
    Workbook(Vec<Sheet>),
    /// A review that another program pooled.
    Review(Box<Import>),
    /// An archive of which some files must be unpacked before more can be said.
    Archive(Archive),
}

/// An archive that was recognised, with the files that are wanted of it.
///
/// The caller unpacks what [`archive::Entry::packed_bytes`] gives of each wanted entry, makes a part of it by
/// [`archive::Entry::part`], and hands the parts to [`Archive::open`], which may find another archive among them.
#[derive(Clone, Debug, PartialEq)]
pub struct Archive {
    /// The bytes of the archive.
    pub bytes: Vec<u8>,
    /// The entries that are wanted, all of which must be unpacked.
    pub wanted: Vec<archive::Entry>,
    content: Content,
    /// How many archives this one stands in.
    depth: u8,
}

/// What an archive holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Content {
    Workbook,
    DataPackage,
    /// One file, whatever it is.
    OneFile,
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
    /// A sheet or text in the form of open office programs (`.ods`, `.odt`) or of Apple's.
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

/// Recognises a file and reads it as far as that can be done without unpacking.
///
/// # Errors
/// If nothing can be made of it: the refusal says what it is.
pub fn file(bytes: Vec<u8>) -> Result<Opened, Refusal> {
    within(bytes, 0)
}

/// Recognises a file that stands in so many archives.
fn within(bytes: Vec<u8>, depth: u8) -> Result<Opened, Refusal> {
    if bytes.is_empty() {
        return Err(Refusal::Empty);
    }
    if archive::is_archive(&bytes) {
        return Archive::of(bytes, depth).map(Opened::Archive);
    }
    if let Some(refusal) = by_signature(&bytes) {
        return Err(refusal);
    }
    let (text, encoding) = bytes::text(&bytes);
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
        revman::rm5(&bytes).map(Box::new).map(Opened::Review)
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

impl Archive {
    fn of(bytes: Vec<u8>, depth: u8) -> Result<Self, Refusal> {
        if depth > DEEPEST {
            return Err(Refusal::ArchivesTooDeep);
        }
        let entries = archive::entries(&bytes)?;
        let content = content(&entries)?;
        let one = (content == Content::OneFile)
            .then(|| one_file(&entries))
            .flatten();
        let is_wanted = |entry: &archive::Entry| match content {
            Content::Workbook => workbook::is_wanted(&entry.name),
            Content::DataPackage => revman::is_wanted(&entry.name),
            Content::OneFile => one.as_ref() == Some(&entry.name),
        };
        Ok(Self {
            wanted: entries.into_iter().filter(is_wanted).collect(),
            bytes,
            content,
            depth,
        })
    }

    /// Reads the parts of the archive that were wanted.
    ///
    /// # Errors
    /// If they cannot be read, for the reason given.
    pub fn open(&self, mut parts: Vec<Part>) -> Result<Opened, Refusal> {
        match self.content {
            Content::Workbook => {
                let mut sheets = workbook::sheets(&parts)?;
                sheets.retain(|sheet| !sheet.is_empty());
                if sheets.is_empty() {
                    return Err(Refusal::EmptyWorkbook);
                }
                Ok(Opened::Workbook(sheets))
            }
            Content::DataPackage => revman::web(&parts).map(Box::new).map(Opened::Review),
            Content::OneFile => match parts.pop() {
                Some(part) => within(part.bytes, self.depth + 1),
                None => Err(Refusal::OtherArchive),
            },
        }
    }
}

/// What an archive holds, by the names of its files.
fn content(entries: &[archive::Entry]) -> Result<Content, Refusal> {
    let holds = |is: &dyn Fn(&str) -> bool| entries.iter().any(|entry| is(&entry.name));
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
    } else if holds(&|name| name == "content.xml" || name == "Index/Document.iwa") {
        Err(Refusal::OtherOffice)
    } else if one_file(entries).is_some() {
        Ok(Content::OneFile)
    } else {
        Err(Refusal::OtherArchive)
    }
}

/// The file of an archive that is meant: the data of a RevMan Web package, or the only file.
fn one_file(entries: &[archive::Entry]) -> Option<String> {
    let data = entries
        .iter()
        .find(|entry| entry.name.ends_with("-data.zip"));
    // What the programs of a Mac add beside each file.
    let own = |entry: &&archive::Entry| {
        !entry.name.contains("__MACOSX/") && !entry.name.ends_with(".DS_Store")
    };
    let mut files = entries.iter().filter(own);
    let only = files.next().filter(|_| files.next().is_none());
    data.or(only).map(|entry| entry.name.clone())
}
