//! The review as a whole: what was planned, and the report.

pub mod downloads;
pub mod flow;
pub mod flow_form;
pub mod harms_checklist;
pub mod panel;
pub mod panel_cells;
pub mod panel_events;
pub mod panel_row;
pub mod panel_state;
pub mod panel_terms;
pub mod paragraph;
pub mod report;
pub mod summary;
pub mod summary_row;
pub mod version_table;
pub mod versions;
pub mod view;
pub mod words;

pub use self::view::ReviewView;
