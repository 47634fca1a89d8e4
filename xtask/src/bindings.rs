//! wasm-bindgen as a library: this program, copied under the name `wasm-bindgen`, is what Trunk finds on its path, and
//! it runs the wasm tests. So its version is pinned by `Cargo.lock` and nothing has to be downloaded ready-made.

use std::ffi::OsString;
use std::path::{Path, PathBuf};
use std::{env, fs};

use crate::place;
use crate::problem::Problem;

/// Whether this program was started under the name `wasm-bindgen`.
pub(crate) fn is_called_by_name(arguments: &[OsString]) -> bool {
    arguments.first().is_some_and(|program| {
        Path::new(program)
            .file_stem()
            .is_some_and(|name| name == "wasm-bindgen")
    })
}

/// Writes the bindings of a module, with wasm-bindgen's own arguments.
pub(crate) fn generate(mut arguments: Vec<OsString>) -> Result<(), Problem> {
    // Names help nobody who reads the shipped page and weigh a fifth of it.
    arguments.extend([
        "--remove-name-section".into(),
        "--remove-producers-section".into(),
    ]);
    wasm_bindgen_cli::wasm_bindgen::run_cli_with_args(arguments).map_err(|error| {
        Problem::shown_above(format!("The bindings could not be written: {error:#}."))
    })
}

/// How long all tests of a module in the browser may take together, in seconds: the runner's own 20 are too few for a hundred.
pub(crate) const PATIENCE: &str = "600";

/// Runs a module of tests, as Cargo calls it.
pub(crate) fn run_tests(arguments: Vec<OsString>) -> Result<(), Problem> {
    wasm_bindgen_cli::wasm_bindgen_test_runner::run_cli_with_args(arguments)
        .map_err(|error| Problem::shown_above(format!("The wasm tests did not pass: {error:#}.")))
}

/// Cargo's configuration that runs the tests built for a target by this very program, as a line of TOML.
///
/// It is a list, as the program's path may hold a space; `.cargo/config.toml` names no runner, since Cargo refuses to merge
/// a list with a line.
pub(crate) fn as_runner(target: &str) -> Result<String, Problem> {
    let program = this_program()?;
    Ok(format!(
        "target.{target}.runner = [{:?}, \"wasm-runner\"]",
        program.to_string_lossy()
    ))
}

/// A folder holding this program under the name `wasm-bindgen`, for the path of Trunk.
pub(crate) fn folder() -> Result<PathBuf, Problem> {
    let folder = place::target().join("wasm-bindgen-of-xtask");
    let name = format!("wasm-bindgen{}", env::consts::EXE_SUFFIX);
    let program = this_program()?;
    fs::create_dir_all(&folder).map_err(|error| Problem::file("create", &folder, &error))?;
    // Under a passing name first: a copy that is being executed by another command may not be written to.
    let fresh = folder.join(format!("{name}.{}", std::process::id()));
    let copy = folder.join(name);
    fs::copy(&program, &fresh)
        .and_then(|_| fs::rename(&fresh, &copy))
        .map_err(|error| Problem::file("write", &copy, &error))?;
    Ok(folder)
}

fn this_program() -> Result<PathBuf, Problem> {
    env::current_exe().map_err(|error| {
        Problem::new(
            format!("This program does not know where it lies: {error}."),
            "Start it with `cargo xtask`.",
        )
    })
}
