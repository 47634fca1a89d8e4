//! Small-study effects, and what may be missing: tests of the funnel's asymmetry, trim and fill, file-drawer numbers, limit
//! meta-analysis, selection models, and how far off a mean can be when trials are missing.
//!
//! None of them tells why small trials differ from large ones; each file says where its method fails.

pub mod asymmetry;
pub mod copas;
pub mod file_drawer;
pub mod kendall;
pub mod limit_meta_analysis;
pub mod selection;
pub mod trim_and_fill;
pub mod unpublished;
