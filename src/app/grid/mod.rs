//! The data view: the trials and what they reported, as a grid that behaves like a spreadsheet.
//!
//! [`DataView`] puts together the grid with its tools, the fields about the active cell, and the list of findings. The grid
//! ([`GridTable`]) has a fixed number of rows in the page, whatever the length of the review: each is a slot that shows
//! another trial when one scrolls. One editor stands over the active cell while it is typed into. Which cells are selected
//! and edited is the page's state ([`Cells`](crate::app::state::Cells)); where they stand on the screen is [`GridView`].

pub mod cell;
pub mod clipboard;
mod data_view;
pub mod debounced_command;
mod editor;
mod findings_list;
mod fix_line;
mod grid_view;
mod head;
pub mod keyboard;
pub mod mouse;
mod naming_dialog;
mod provenance;
mod row;
mod rows;
mod table;
mod time_points;
mod tools;
mod trial_design;
pub mod visible_range;

pub use self::data_view::DataView;
pub use self::editor::CellEditor;
pub use self::findings_list::FindingsList;
pub use self::fix_line::FixLine;
pub use self::grid_view::GridView;
pub use self::head::GridHead;
pub use self::naming_dialog::NamingDialog;
pub use self::provenance::ProvenanceFields;
pub use self::row::GridRow;
pub use self::rows::GridRows;
pub use self::table::GridTable;
pub use self::time_points::TimePointFields;
pub use self::tools::GridTools;
pub use self::trial_design::TrialDesignFields;
