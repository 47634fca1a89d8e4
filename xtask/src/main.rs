//! The project's own commands: `cargo xtask serve`, `build`, `test` and those that `USAGE` names.

mod bindings;
mod command;
mod dist;
mod markup;
mod place;
mod problem;
mod progress;
mod serve;
mod single_file;
mod size;
mod tools;

use std::env;
use std::ffi::OsString;
use std::process::ExitCode;

use problem::Problem;

const USAGE: &str = "\
Usage: cargo xtask COMMAND

  serve [--port N]   sets up what is missing, builds the page and serves it on this machine
  build              builds the page into dist/, and dist/trialpool.html, everything in one file";

fn main() -> ExitCode {
    let arguments: Vec<OsString> = env::args_os().collect();
    match perform(arguments) {
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
        // Called by Cargo for each test built for wasm; see `.cargo/config.toml`.
        "wasm-runner" => {
            arguments.remove(1);
            bindings::run_tests(arguments)
        }
        _ => Err(Problem::new(
            format!("There is no command `{command}`."),
            format!("\n{USAGE}"),
        )),
    }
}
