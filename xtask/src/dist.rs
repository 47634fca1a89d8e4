//! The page as it is published: `dist/`, which opens at once, and in it `trialpool.html`, the complete page in one file.

use std::ffi::OsString;
use std::path::PathBuf;
use std::{env, fs};

use crate::bindings::{self, Bindings};
use crate::command::{self, program};
use crate::problem::Problem;
use crate::single_file::Complete;
use crate::tools::WASM_TARGET;
use crate::{place, script, single_file, stylesheet, tools};

/// The name of the page that holds everything.
pub(crate) const SINGLE_FILE: &str = "trialpool.html";

/// The Rust that the project is kept for.
const RUST: &str = env!("CARGO_PKG_RUST_VERSION");

/// What Cargo is told so that Rust's standard library is compiled with the page, for size, instead of taken as it is
/// shipped, for speed, and so that a panic ends the program without the texts it would have said: 13 kB of the first
/// load. The options are not stable, which is why they are used with one version of Rust only.
const SMALL_STANDARD_LIBRARY: [(&str, &str); 4] = [
    ("RUSTC_BOOTSTRAP", "1"),
    ("CARGO_UNSTABLE_BUILD_STD", "std,panic_abort"),
    ("CARGO_UNSTABLE_BUILD_STD_FEATURES", "optimize_for_size"),
    (
        "CARGO_TARGET_WASM32_UNKNOWN_UNKNOWN_RUSTFLAGS",
        "-Zunstable-options -Cpanic=immediate-abort -Zfmt-debug=none -Zlocation-detail=none -Ctarget-feature=-reference-types",
    ),
];

/// Builds the optimised page after setting up what is missing.
pub(crate) fn build() -> Result<(), Problem> {
    tools::wasm_target()?;
    let trunk = tools::trunk()?;
    let small = tools::is_rust_of_the_project();
    if small {
        tools::sources_of_the_standard_library()?;
    } else {
        println!("Without the small standard library, whose options belong to Rust {RUST}.");
    }
    let options: &[_] = if small { &SMALL_STANDARD_LIBRARY } else { &[] };
    println!("Building the complete page.");
    let complete = complete_parts(options)?;
    println!("Building the page that opens at once.");
    command::run(
        program(trunk)
            .args(["build", "--release"])
            .envs(options.iter().copied())
            .env("PATH", path_with(bindings::folder()?)?)
            .env("TRUNK_SKIP_VERSION_CHECK", "true")
            .env("RUST_LOG", "warn")
            .env("RUST_BACKTRACE", "0"),
        "Building the page",
    )?;
    stylesheet::join(&place::dist())?;
    script::leave_comments_out(&place::dist().join("boot.js"))?;
    let page = single_file::page(&place::dist(), &complete)?;
    let path = place::dist().join(SINGLE_FILE);
    fs::write(&path, page).map_err(|error| Problem::file("write", &path, &error))
}

/// Builds the program with everything in it, which is too much for the first load, and finds what else only the complete
/// page has.
fn complete_parts(options: &[(&str, &str)]) -> Result<Complete, Problem> {
    command::run(
        command::cargo()
            .args(["build", "--quiet", "--release", "--bin", "trialpool"])
            .args(["--target", WASM_TARGET])
            .envs(options.iter().copied()),
        "Building the complete page",
    )?;
    let module = place::target()
        .join(WASM_TARGET)
        .join("release")
        .join("trialpool.wasm");
    let style = place::root().join("style").join("complete.css");
    Ok(Complete {
        program: Bindings::of(&module, &place::target().join("complete"))?,
        style: fs::read_to_string(&style).map_err(|error| Problem::file("read", &style, &error))?,
    })
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
