//! Reads text and files into the model.
//!
//! [`file`] tells what a file is by its content and reads it: text that [`table`] reads, a review of RevMan, a workbook
//! whose worksheets are tables, or something that is refused by name.
//!
//! [`table`] reads delimited text: what people paste from a spreadsheet, and CSV or TSV files. Columns are recognised by
//! their heads and by the columns beside them, never by their number; what was recognised is part of the [`Reading`], and
//! [`Choices`] let the user overrule it. [`entry`] reads single cells, for tables and for the grid's editor alike.
//! Chinese heads are cut at the terms of one lexicon (`chinese`), which gives each the English word that all else understands;
//! what they name stays as typed.
//!
//! Files come from outside: every reader has bounds, and what goes beyond them is refused ([`Refusal`]).

mod alike;
pub mod archive;
mod arm_numbers;
mod arms;
mod away;
mod blank_heads;
mod blocks;
mod build;
mod bytes;
mod chinese;
mod columns;
mod conclusions;
mod delimited;
mod design;
mod earlier;
mod effects;
pub mod entry;
mod event_class;
pub mod examples;
mod files;
mod head;
mod head_rows;
mod in_pieces;
pub mod json;
mod labels;
mod meaning;
mod number;
pub mod registry;
pub mod remembered;
mod revman;
pub mod robvis;
mod table;
mod understanding;
mod values;
mod workbook;
pub mod write;
pub mod xml;

pub use alike::{alike, outcome_in_head};
pub use away::{Arriving, Piece, ReadAway, ReadTable, read_away, read_text_away};
pub use blank_heads::BlankHeads;
pub use bytes::{Encoding, text};
pub use delimited::{Delimiter, MOST_CELLS, MOST_CHARACTERS, MOST_COLUMNS, MOST_ROWS, cells};
pub use design::DesignPart;
pub use earlier::{NoEarlier, earlier};
pub use event_class::{EventPart, EventWording};
pub use files::{Opened, Refusal, file};
pub use in_pieces::FileInPieces;
pub use meaning::{Column, EffectPart, Layout, Meaning, Quantity, Side, Why};
pub use number::{Decimal, is_not_reported};
pub use revman::Import;
pub use table::{Choices, PreviewRow, Reading, table};
pub use understanding::{
    Comparison, ComparisonOrigin, LayoutCandidate, LayoutReason, LeftOutRows, Question, TableArm,
    TableBlock,
};
pub use workbook::Worksheet;
