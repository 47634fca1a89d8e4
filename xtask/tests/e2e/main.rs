//! The built page in a real browser. `cargo xtask test` builds the page and runs these tests; by themselves they run by
//! `cargo test -p xtask --features e2e --test e2e [PART OF A NAME]` over the page that was built last.
//!
//! A test says in its name what is claimed, and how the page is opened: [`hosted`](scenario::hosted),
//! [`in_one_file`](scenario::in_one_file) or [`everywhere`](scenario::everywhere). Each time the browser is a fresh one
//! with an empty profile. A picture of what was seen when a test failed is in `target/e2e/`.

mod accessibility;
mod certainty;
mod design;
mod desk;
mod downloads;
mod driver;
mod figure;
mod findings;
mod firefox;
mod frame;
mod grid;
mod headers;
mod importing;
mod keeping;
mod keys;
mod language;
mod loading;
mod offline;
mod page;
mod picture;
mod printing;
mod quality;
mod raster;
mod reading;
mod record;
mod review;
mod robustness;
mod scenario;
mod screenshots;
mod small_study;
mod soak;
mod starting;
mod timings;
