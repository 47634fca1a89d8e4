//! One table as a file of Word, of Excel or of values, or on the clipboard.

use super::downloads::{copy_as_table, file_name, save, save_for_spreadsheets};
use super::report_files::{EXCEL, WORD};
use crate::app::state::State;
use crate::report::{self, Block, Manuscript, Table};
use crate::wording::downloads;

/// What becomes of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFile {
    /// It is copied.
    Clipboard,
    /// A document of Word.
    Word,
    /// A workbook of Excel.
    Excel,
    /// Values with commas between them.
    Csv,
}

impl TableFile {
    /// All of them, as they are offered.
    pub const ALL: [Self; 4] = [Self::Clipboard, Self::Word, Self::Excel, Self::Csv];

    /// What it is called.
    pub fn name(self) -> &'static str {
        match self {
            Self::Clipboard => downloads::COPY_TABLE.text(),
            Self::Word => "Word",
            Self::Excel => "Excel",
            Self::Csv => "CSV",
        }
    }
}

/// Copies a table, or downloads it by itself; `what` names the file beside the title of the review.
pub fn table_file(state: State, table: &Table, what: &str, kind: TableFile) {
    let (bytes, extension, media_type) = match kind {
        TableFile::Clipboard => return copy_as_table(state, table),
        TableFile::Csv => return save_for_spreadsheets(state, what, &report::csv(table)),
        TableFile::Word => {
            let manuscript = Manuscript {
                title: table.caption.clone(),
                blocks: vec![Block::Table(1, table.clone())],
            };
            (report::docx(&manuscript), "docx", WORD)
        }
        TableFile::Excel => {
            let sheet = report::sheet(what, table);
            (report::workbook(&table.caption, &[sheet]), "xlsx", EXCEL)
        }
    };
    match bytes {
        Ok(bytes) => save(
            state,
            &file_name(state, what, extension),
            media_type,
            &bytes,
        ),
        Err(_) => state.notices.say(downloads::TOO_MUCH_FOR_ONE_FILE),
    }
}
