//! What all outcomes come to, in one table, with what other reviews published beside it.

pub mod controls;
pub mod earlier;
pub mod grouped_events;
pub mod interval_cell;
pub mod many;
pub mod old_and_new;
pub mod outcome_marks;
pub mod row;
pub mod shown;
pub mod table;
pub mod view;

pub use self::view::FindingsView;
