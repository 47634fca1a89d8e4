//! Results as tables, to be read in Word, in a spreadsheet or by a program.
//!
//! There is one model, [`Table`], and three ways to write it. [`html`] and [`text`] write what a reader sees, in the
//! locale of the review; [`csv`] writes the numbers themselves, in full precision and with a decimal point. [`results_json()`]
//! writes all that was answered, for programs. Whatever
//! came from outside is escaped in HTML and kept from running as a formula in a spreadsheet.

mod csv;
mod html;
mod outcome;
mod profile;
mod r_script;
mod results_json;
mod revman;
mod sensitivity;
mod subgroups;
mod table;
mod text;

pub use csv::csv;
pub use html::{document, html};
pub use outcome::outcome;
pub use profile::{Answered, profile};
pub use r_script::r_script;
pub use results_json::results_json;
pub use revman::revman;
pub use sensitivity::sensitivity;
pub use subgroups::in_subgroups;
pub use table::{Align, Cell, CellValue, Column, Row, RowKind, Table};
pub use text::text;
