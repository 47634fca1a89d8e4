//! Tells what a text, a file or a link is, and parses it: each becomes one [`Intake`].

use web_sys::File;

use crate::app::platform::file_worker::{FileReading, NotRead};
use crate::app::platform::files::{LARGEST_FILE, bytes_of};
use crate::app::state::{Shared, TablePutAside, TableText};
use crate::project::share::{self, LinkError};
use crate::project::{self, RestoreError, Restored};
use crate::read::registry::{self, Record, Unread};
use crate::read::robvis::{self, JudgedTable};
use crate::read::{self, Choices, Import, Opened, ReadAway, ReadTable, Refusal, Worksheet};

/// Something that came in, as it was recognised.
#[derive(Clone)]
pub enum Intake {
    /// A text that is read as a table.
    Table(Table),
    /// The sheets of a workbook, each of which is a table.
    Workbook(Workbook),
    /// A review that another program pooled.
    Review {
        /// The review with its stored results.
        import: Shared<Import>,
        /// The name of its file.
        name: String,
    },
    /// Records of a registry.
    Records(Shared<Vec<Record>>),
    /// Judgements of the risk of bias.
    Judgements {
        /// The judgements.
        judged: Shared<JudgedTable>,
        /// The same text as a table of any kind, for a review without trials that could be judged.
        table: Table,
    },
    /// A project of this program, or what was meant to be one.
    Project(Box<Result<Restored, RestoreError>>),
    /// Files that are not read.
    Refused(Vec<RefusedFile>),
}

/// A text that is read as a table.
#[derive(Clone)]
pub struct Table {
    /// The text.
    pub text: Shared<TableText>,
    /// What the review is called if the table takes its place: the name of its file.
    pub title: String,
}

/// A workbook.
#[derive(Clone)]
pub struct Workbook {
    /// Its sheets; at least one.
    pub sheets: Vec<WorkbookSheet>,
    /// What the review is called if a sheet takes its place: the name of the file.
    pub title: String,
}

/// A sheet of a workbook.
#[derive(Clone)]
pub struct WorkbookSheet {
    /// Its name on its tab.
    pub name: String,
    /// How many rows it has.
    pub rows: usize,
    /// Its cells as the text of a table.
    pub text: Shared<TableText>,
}

/// A file that is not read.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct RefusedFile {
    /// Its name; empty for a text that was pasted.
    pub name: String,
    /// Why.
    pub reason: RefusedReason,
}

/// Why a file is not read.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RefusedReason {
    /// It is of a kind that is not read, or damaged.
    File(Refusal),
    /// It is JSON, but no record of a registry that can be read.
    Records(Unread),
}

impl Table {
    /// A table into which nothing was typed yet.
    pub fn empty() -> Self {
        Shared::new(TableText::new(String::new())).into()
    }
}

impl From<TablePutAside> for Table {
    fn from(left: TablePutAside) -> Self {
        Self {
            text: left.text,
            title: left.title,
        }
    }
}

impl From<Shared<TableText>> for Table {
    fn from(text: Shared<TableText>) -> Self {
        Self {
            text,
            title: String::new(),
        }
    }
}

impl Workbook {
    /// A workbook that was read elsewhere, with the first judgements of a sheet from which nothing can be pooled.
    fn read_already(tables: Vec<ReadTable>, file_name: &str) -> (Self, Option<JudgedSheet>) {
        let mut judged = None;
        let mut sheets = Vec::new();
        for (place, mut table) in tables.into_iter().enumerate() {
            let of_sheet = table
                .judged
                .take()
                .map(|table| JudgedSheet { place, table });
            judged = judged.or(of_sheet);
            sheets.push(WorkbookSheet {
                rows: table.reading.row_count,
                name: table.name.clone(),
                text: Shared::new(TableText::read_already(table)),
            });
        }
        let title = stem(file_name).to_owned();
        (Self { sheets, title }, judged)
    }

    fn named(sheets: Vec<Worksheet>, file_name: &str) -> Self {
        let sheets = sheets.into_iter().map(|sheet| WorkbookSheet {
            rows: sheet.rows.len(),
            text: Shared::new(TableText::written_as(sheet.text(), Worksheet::choices())),
            name: sheet.name,
        });
        Self {
            sheets: sheets.collect(),
            title: stem(file_name).to_owned(),
        }
    }

    /// The place of the first sheet from which something can be pooled, or else of the first.
    pub fn first_usable(&self) -> usize {
        let mut sheets = self.sheets.iter();
        sheets
            .position(|sheet| sheet.text.holds_outcomes())
            .unwrap_or(0)
    }

    fn first_judged(&self) -> Option<JudgedSheet> {
        let mut sheets = self.sheets.iter().enumerate();
        sheets.find_map(|(place, sheet)| {
            let table = robvis::recognise(sheet.text.text())?;
            Some(JudgedSheet { place, table })
        })
    }
}

/// The judgements of a sheet.
struct JudgedSheet {
    /// The place of the sheet.
    place: usize,
    table: JudgedTable,
}

/// Recognises a long text that was pasted and is no JSON; nothing comes of a reading that was stopped. While it goes on,
/// `watch` knows how to stop it.
pub async fn long_text(text: String, watch: Watch<'_>) -> Option<Intake> {
    if let Err(refusal) = read::FileInPieces::default().take(text.as_bytes()) {
        return Some(refused("", RefusedReason::File(refusal)));
    }
    match read_in_worker(FileReading::begin_text(&text, &Choices::default()), watch).await {
        Ok(ReadAway::Table(read)) => Some(read_table(*read, "")),
        Err(NotRead::Stopped) => None,
        Ok(_) | Err(NotRead::Broken) => Some(table(text, "")),
    }
}

/// Whether a text that was pasted is recognised at once: one that is not is read in a worker.
pub fn is_short(text: &str) -> bool {
    text.len() < TableText::LONG || is_json(text)
}

/// Recognises a text: pasted, or from a file with this name.
pub fn text(text: String, file_name: &str) -> Intake {
    if let Err(refusal) = read::FileInPieces::default().take(text.as_bytes()) {
        return refused(file_name, RefusedReason::File(refusal));
    }
    if is_json(&text) {
        json(&text, file_name)
    } else {
        table(text, file_name)
    }
}

fn is_json(text: &str) -> bool {
    text.trim_start().starts_with(['{', '['])
}

/// Told how to stop a reading, and once it has ended.
pub type Watch<'a> = &'a dyn Fn(Option<FileReading>);

/// From this size on a file is read in a worker, in bytes: in a workbook so many hold ten times as many characters.
const LARGE: usize = 32 * 1024;

/// Reads a file and recognises it; nothing comes of a reading that was stopped. While a large file is read, `watch` knows
/// how to stop it.
pub async fn file(file: &File, watch: Watch<'_>) -> Option<Intake> {
    let name = file.name();
    let refuse = |refusal| Some(refused(&name, RefusedReason::File(refusal)));
    if file.size() > LARGEST_FILE {
        return refuse(Refusal::TooMuch);
    }
    let mut in_pieces = read::FileInPieces::default();
    let content = match bytes_of(file, &mut |piece| in_pieces.take(piece)).await {
        Ok(content) => content,
        Err(refusal) => return refuse(refusal),
    };
    if content.len() < LARGE || project::carried_document(&content).is_some() {
        return Some(bytes(content, &name));
    }
    match read_in_worker(FileReading::begin(&content), watch).await {
        Ok(ReadAway::Table(table)) => Some(read_table(*table, &name)),
        Ok(ReadAway::Workbook(sheets)) => {
            let (read, judged) = Workbook::read_already(sheets, &name);
            Some(workbook(read, |_| judged))
        }
        Ok(ReadAway::Json(text)) => Some(json(&text, &name)),
        Ok(ReadAway::Refused(refusal)) => refuse(refusal),
        Err(NotRead::Stopped) => None,
        Ok(ReadAway::Small) | Err(NotRead::Broken) => Some(bytes(content, &name)),
    }
}

/// What a worker reads; without one it is as if it had broken, and the page reads by itself.
async fn read_in_worker(
    reading: Option<FileReading>,
    watch: Watch<'_>,
) -> Result<ReadAway, NotRead> {
    let reading = reading.ok_or(NotRead::Broken)?;
    watch(Some(reading.clone()));
    let read = reading.done().await;
    watch(None);
    read
}

fn read_table(mut table: ReadTable, file_name: &str) -> Intake {
    let judged = table.judged.take();
    of_table(TableText::read_already(table), file_name, |_| judged)
}

/// Recognises the bytes of a file.
pub fn bytes(bytes: Vec<u8>, file_name: &str) -> Intake {
    if let Some(document) = project::carried_document(&bytes) {
        return json(&document, file_name);
    }
    match read::file(&bytes) {
        Ok(Opened::Text(text, _)) => table(text, file_name),
        Ok(Opened::Json(text)) => json(&text, file_name),
        Ok(Opened::Workbook(sheets)) => {
            workbook(Workbook::named(sheets, file_name), Workbook::first_judged)
        }
        Ok(Opened::Review(import)) => Intake::Review {
            import: Shared::new(*import),
            name: file_name.to_owned(),
        },
        Err(refusal) => refused(file_name, RefusedReason::File(refusal)),
    }
}

/// Recognises the fragment of a link that holds a review.
///
/// # Errors
/// If the link holds no review, or only a part of one.
pub fn link(fragment: &str) -> Result<Intake, LinkError> {
    let restored = match share::open_link(fragment) {
        Ok(restored) => Ok(restored),
        Err(LinkError::Document(error)) => Err(error),
        Err(error @ (LinkError::NoReview | LinkError::Damaged)) => return Err(error),
    };
    Ok(Intake::Project(Box::new(restored)))
}

/// A text that is no JSON: judgements, or a table of any other kind. Judgements that stand beside numbers come in with
/// these.
fn table(text: String, file_name: &str) -> Intake {
    of_table(TableText::new(text), file_name, robvis::recognise)
}

fn of_table(
    text: TableText,
    file_name: &str,
    judged: impl FnOnce(&str) -> Option<JudgedTable>,
) -> Intake {
    let judged = if text.holds_outcomes() {
        None
    } else {
        judged(text.text())
    };
    let table = Table {
        text: Shared::new(text),
        title: stem(file_name).to_owned(),
    };
    match judged {
        Some(judged) => Intake::Judgements {
            judged: Shared::new(judged),
            table,
        },
        None => Intake::Table(table),
    }
}

/// A workbook: judgements if one of its sheets holds some and none holds numbers, else tables.
fn workbook(workbook: Workbook, judged: impl FnOnce(&Workbook) -> Option<JudgedSheet>) -> Intake {
    let mut sheets = workbook.sheets.iter();
    if sheets.any(|sheet| sheet.text.holds_outcomes()) {
        return Intake::Workbook(workbook);
    }
    let judged = judged(&workbook).and_then(|judged| {
        let sheet = workbook.sheets.get(judged.place)?;
        Some((judged.table, sheet.text.clone()))
    });
    match judged {
        Some((judged, text)) => Intake::Judgements {
            judged: Shared::new(judged),
            table: Table {
                text,
                title: workbook.title,
            },
        },
        None => Intake::Workbook(workbook),
    }
}

/// A project of this program, or records of a registry.
fn json(text: &str, file_name: &str) -> Intake {
    match project::restore(text) {
        Err(RestoreError::OtherFormat | RestoreError::NotJson { .. }) => {
            match registry::records(text) {
                Ok(records) => Intake::Records(Shared::new(records)),
                Err(unread) => refused(file_name, RefusedReason::Records(unread)),
            }
        }
        restored => Intake::Project(Box::new(restored)),
    }
}

fn refused(file_name: &str, reason: RefusedReason) -> Intake {
    Intake::Refused(vec![RefusedFile {
        name: file_name.to_owned(),
        reason,
    }])
}

/// The name of a file without what stands behind its last dot.
fn stem(file_name: &str) -> &str {
    file_name
        .rsplit_once('.')
        .map_or(file_name, |(stem, _)| stem)
}
