//! Running other programs.

use std::env;
use std::ffi::OsString;
use std::io::{self, IsTerminal, Read, Write};
use std::process::{Command, Stdio};

use crate::place;
use crate::problem::Problem;

/// A program to be run in the repository's root.
pub(crate) fn program(name: impl Into<OsString>) -> Command {
    let mut command = Command::new(name.into());
    command.current_dir(place::root());
    command
}

/// The Cargo that started this program, with arguments that hold no space.
pub(crate) fn cargo(arguments: &str) -> Command {
    let mut cargo = program(env::var_os("CARGO").unwrap_or_else(|| "cargo".into()));
    cargo.args(arguments.split_whitespace());
    cargo
}

/// Runs the command with its output shown, and tells what failed by `purpose`, as in "Building the page".
pub(crate) fn run(command: &mut Command, purpose: &str) -> Result<(), Problem> {
    let status = command
        .status()
        .map_err(|error| could_not_start(command, &error))?;
    if status.success() {
        Ok(())
    } else {
        Err(Problem::shown_above(format!("{purpose} failed.")))
    }
}

/// Runs the command with what it says on the way shown, as by Cargo's bar of progress; gives back whether it succeeded and
/// what it said.
pub(crate) fn run_and_listen(command: &mut Command) -> io::Result<(bool, String)> {
    if io::stderr().is_terminal() {
        command
            .env("CARGO_TERM_PROGRESS_WHEN", "always")
            .env("CARGO_TERM_PROGRESS_WIDTH", "80");
    }
    let mut child = command
        .stdin(Stdio::null())
        .stderr(Stdio::piped())
        .spawn()?;
    let mut said = Vec::new();
    if let Some(mut stderr) = child.stderr.take() {
        let mut piece = [0; 4096];
        loop {
            let length = stderr.read(&mut piece)?;
            if length == 0 {
                break;
            }
            io::stderr().write_all(&piece[..length])?;
            said.extend_from_slice(&piece[..length]);
        }
    }
    let said = String::from_utf8_lossy(&said).into_owned();
    Ok((child.wait()?.success(), said))
}

/// What the command prints on its standard output, if it can be started and succeeds.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).into_owned())
}

/// The problem of a program that is missing or may not be executed.
pub(crate) fn could_not_start(command: &Command, error: &std::io::Error) -> Problem {
    Problem::new(
        format!(
            "`{}` could not be started: {error}.",
            command.get_program().to_string_lossy()
        ),
        "Install it, or put its folder on the path.",
    )
}
