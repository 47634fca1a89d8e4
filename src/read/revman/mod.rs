//! What RevMan writes: `.rm5` files of RevMan 5, its export of analyses as CSV, and the data packages of RevMan Web.
//!
//! [`rm5`] and [`web`] bring a file into one form, [`Analyses`], in which numbers are still text; [`review`] makes the
//! review of it, with the plan of each outcome and the results that RevMan stored. The CSV export is a table and is read
//! as one ([`export`]).

mod analyses;
mod export;
mod judged;
mod plan;
mod review;
mod rm5;
mod web;

pub(super) use export::{Export, export};
pub use review::Import;
pub(super) use rm5::rm5;
pub(super) use web::{is_diagnostic, is_settings, is_wanted, web};
