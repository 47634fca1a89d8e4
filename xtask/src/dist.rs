//! The page as it is published: `dist/`, and in it `trialpool.html`, the same page in one file.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::command::{self, program};
use crate::problem::Problem;
use crate::{bindings, offline, place, single_file, styles, tools};

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
    )
}

/// Joins the style sheets of the page, writes the page in one file beside it, and lists its files for visits without a
/// network: `Trunk.toml` names this as its hook, so that `trunk build --release` alone gives all. While somebody works with `trunk serve` it does nothing.
pub(crate) fn one_file() -> Result<(), Problem> {
    let variable = |name| env::var_os(name).unwrap_or_default();
    if variable("TRUNK_PROFILE") != "release" {
        return Ok(());
    }
    let folder = PathBuf::from(variable("TRUNK_STAGING_DIR"));
    styles::join(&folder)?;
    write_one_file(&folder)?;
    offline::list_files(&folder)
}

fn write_one_file(folder: &Path) -> Result<(), Problem> {
    let page = single_file::page(folder)?;
    let path = folder.join(place::ONE_FILE);
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
