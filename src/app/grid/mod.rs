//! The data view: the trials and what they reported, as a grid that behaves like a spreadsheet.
//!
//! [`DataView`] puts together the grid with its tools, the fields about the active cell, and the list of findings. The grid
//! ([`GridTable`](table::GridTable)) has a fixed number of rows in the page, whatever the length of the review: each is a
//! slot that shows
//! another trial when one scrolls. One editor stands over the active cell while it is typed into. Which cells are selected
//! and edited is the page's state ([`Cells`](crate::app::state::Cells)); where they stand on the screen is
//! [`GridView`](grid_view::GridView).

pub mod cell;
pub mod clipboard;
pub mod data_view;
pub mod debounced_command;
pub mod editor;
pub mod empty_review;
pub mod findings_list;
pub mod fix_line;
pub mod grid_view;
pub mod head;
pub mod head_field;
pub mod keyboard;
pub mod mouse;
pub mod naming_dialog;
pub mod provenance;
pub mod row;
pub mod rows;
pub mod table;
pub mod time_points;
pub mod tools;
pub mod trial_design;
pub mod visible_range;

pub use self::data_view::DataView;
pub use self::empty_review::EmptyReview;
