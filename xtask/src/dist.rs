//! The page as it is published: `dist/`, and in it `trialpool.html`, everything in one file.

use std::ffi::OsString;
use std::path::PathBuf;
use std::{env, fs};

use crate::command::{self, program};
use crate::problem::Problem;
use crate::{bindings, place, single_file, stylesheet, tools};

/// The name of the page that holds everything.
pub(crate) const SINGLE_FILE: &str = "trialpool.html";

/// Builds the optimised page after setting up what is missing.
pub(crate) fn build() -> Result<(), Problem> {
    tools::wasm_target()?;
    let trunk = tools::trunk()?;
    println!("Building the page.");
    command::run(
        program(trunk)
            .args(["build", "--release"])
            .env("PATH", path_with(bindings::folder()?)?)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("RUST_LOG", "warn")
            .env("RUST_BACKTRACE", "0"),
        "Building the page",
    )?;
    stylesheet::join(&place::dist())?;
    let page = single_file::page(&place::dist())?;
    let path = place::dist().join(SINGLE_FILE);
    fs::write(&path, page).map_err(|error| Problem::file("write", &path, &error))
}

/// The path on which programs are looked for, with `folder` before all others.
fn path_with(folder: PathBuf) -> Result<OsString, Problem> {
    let present = env::var_os("PATH").unwrap_or_default();
    env::join_paths([folder].into_iter().chain(env::split_paths(&present))).map_err(|error| {
        Problem::new(
            format!("The path of programs cannot be extended: {error}."),
            "Move the repository to a folder without such a character.",
        )
    })
}
