//! The project's own commands: `cargo xtask serve`, `build`, `test` and those that [`USAGE`] names.

mod bench;
mod bindings;
pub mod browser;
mod command;
mod dist;
pub mod handbook;
pub mod headers;
pub mod offline;
pub mod place;
pub mod problem;
mod release;
pub mod serve;
mod single_file;
mod size;
mod steps;
mod styles;
mod tools;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use problem::Problem;

/// What the commands are.
pub const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N]   builds the page and serves it on this machine
  build              builds the page into dist/, and dist/trialpool.html, everything in one file
  handbook           builds the handbook into dist/handbook/, beside the page that lies there
  release            builds both and writes what is published of the version into release/ (--as-built takes what lies in dist/)
  test               performs every check: format, lints, dependencies, tests, the built page in Chromium
  audit              looks the dependencies up in the database of known vulnerabilities (needs the network)
  bench [--write]    times the core natively, in WebAssembly and beside R's metafor, and the page in Chromium (--write puts the
                     numbers into README.md and docs/measured.md)
  soak [N [SEED]]    works in the page at random, 10,000 steps if none are said, and looks whether anything went wrong or grew
  screenshots DIR    pictures of the built page, wide and narrow, light and dark, at one and two device pixels

What is missing for a command is set up first.";

/// Performs the command that the arguments of this program name.
#[must_use]
pub fn main() -> ExitCode {
    match perform(env::args_os().collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(problem) => {
            eprintln!("{problem}");
            ExitCode::FAILURE
        }
    }
}

fn perform(mut arguments: Vec<OsString>) -> Result<(), Problem> {
    if bindings::is_called_by_name(&arguments) {
        return bindings::generate(arguments);
    }
    let command = arguments
        .get(1)
        .and_then(|command| command.to_str())
        .unwrap_or_default()
        .to_owned();
    let options: Vec<String> = arguments
        .iter()
        .skip(2)
        .map(|option| option.to_string_lossy().into_owned())
        .collect();
    match command.as_str() {
        "serve" => serve::command(&options),
        "build" => {
            dist::build()?;
            size::print(&place::dist()).map(drop)
        }
        "handbook" => handbook::command(&options),
        "release" => release::command(&options),
        "test" => steps::test(),
        "audit" => steps::audit(),
        "bench" => bench::command(&options),
        "soak" => steps::soak(&options),
        "screenshots" => steps::screenshots(&options),
        "one-file" => dist::one_file(),
        // Called by Cargo for the tests built for wasm, as `test` asks of it.
        "wasm-runner" => {
            arguments.remove(1);
            bindings::run_tests(arguments)
        }
        "" | "help" | "--help" => {
            println!("{USAGE}");
            Ok(())
        }
        _ => Err(Problem::new(
            format!("There is no command `{command}`."),
            format!("\n\n{USAGE}"),
        )),
    }
}
