//! Reads what RevMan writes: `.rm5` files of RevMan 5, its export of analyses as CSV, and data packages of RevMan Web.
//!
//! [`rm5`] and [`web`] bring a file into one form, [`Analyses`], in which numbers are still text; [`review`] makes the
//! review of it, with the plan of each outcome and the results that RevMan stored. The CSV export is read so as well
//! ([`listing`]) where it comes as a file; pasted, it is a table like others ([`export`]).

mod analyses;
mod csv;
mod export;
mod judged;
mod listing;
mod plan;
mod review;
mod rm5;
mod web;

pub(super) use export::{Export, export};
pub(super) use listing::listing;
pub use review::Import;
pub(super) use rm5::rm5;
pub(super) use web::{is_diagnostic, is_settings, web};
