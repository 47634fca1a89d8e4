//! The list of outcomes, each with its counts and its interval on an axis that all share. It is the navigation.

mod axes;
mod entry;
mod interval_mark;
mod level_select;
mod lines;
mod list;
mod matching;
mod measure_select;
mod search_field;

pub use self::list::OutcomeList;
