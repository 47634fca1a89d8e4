//! The built page in a real browser: scenarios that are checked, and screenshots that people look at.
//!
//! A [`scenario`] is a sentence with a function over a [`page::Page`]; each runs in a browser of its own with an empty
//! profile, over `dist/` on a local server, or over `dist/trialpool.html` opened as a file, or over both.

mod accessibility;
mod design;
mod desk;
mod downloads;
mod driver;
mod failure;
mod figure;
mod grid;
mod importing;
mod keeping;
mod page;
mod picture;
mod raster;
mod record;
mod review;
mod scenario;
mod screenshots;
mod starting;
mod timings;

use std::env;
use std::path::Path;
use std::process::ExitCode;

use crate::problem::Problem;
use crate::{browser, exit_code};

use driver::Driver;

/// Performs `test [PART OF A SENTENCE]`, `timings` or `screenshots DIR`, as called by `cargo xtask`.
#[must_use]
pub fn main() -> ExitCode {
    let arguments: Vec<String> = env::args().skip(1).collect();
    exit_code(perform(&arguments))
}

fn perform(arguments: &[String]) -> Result<(), Problem> {
    let arguments: Vec<&str> = arguments.iter().map(String::as_str).collect();
    let driver = Driver::start(browser::installed()?)?;
    let runtime = tokio::runtime::Builder::new_current_thread()
        .enable_all()
        .build()
        .map_err(|error| {
            Problem::new(
                format!("The browser cannot be driven: {error}."),
                "Try again with fewer programs running.",
            )
        })?;
    match arguments[..] {
        ["test"] => runtime.block_on(scenario::run_all(&driver, "")),
        ["test", part] => runtime.block_on(scenario::run_all(&driver, part)),
        ["timings"] => runtime.block_on(timings::print(&driver)),
        ["screenshots", folder] => runtime.block_on(screenshots::take(&driver, Path::new(folder))),
        _ => Err(Problem::new(
            "This program is called by `cargo xtask`.",
            crate::USAGE,
        )),
    }
}
