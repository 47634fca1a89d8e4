//! `cargo xtask test`: every check there is, one after the other, and their sum.

use std::io::{BufRead, BufReader};
use std::ops::AddAssign;
use std::process::{Command, Stdio};
use std::time::Instant;

use crate::command::{self, cargo, program};
use crate::problem::Problem;
use crate::tools::{self, WASM_TARGET};
use crate::{bindings, browser, dist, place, size};

/// How many checks passed and failed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
struct Tally {
    passed: usize,
    failed: usize,
}

impl Tally {
    const PASSED: Self = Self {
        passed: 1,
        failed: 0,
    };
    const FAILED: Self = Self {
        passed: 0,
        failed: 1,
    };
}

impl AddAssign for Tally {
    fn add_assign(&mut self, other: Self) {
        self.passed += other.passed;
        self.failed += other.failed;
    }
}

/// A check, or a group of tests that is counted one by one.
type Step = fn() -> Result<Tally, Problem>;

const STEPS: [(&str, Step); 9] = [
    ("Format", format),
    ("Lints, on the desk", lints_on_the_desk),
    ("Lints, in the browser", lints_in_the_browser),
    ("Dependencies", dependencies),
    ("Tests of these commands", tests_of_the_commands),
    ("Tests, on the desk", tests_on_the_desk),
    ("Tests, in WebAssembly", tests_in_wasm),
    ("The page and its size", page_and_size),
    ("End to end, in Chromium", end_to_end),
];

/// Performs every step, also after one has failed, and prints `N passed, N failed` in the end.
pub(crate) fn test() -> Result<(), Problem> {
    let started = Instant::now();
    let mut tally = Tally::default();
    let mut failures = Vec::new();
    let mut durations = Vec::new();
    for (name, step) in STEPS {
        println!("\n== {name} ==");
        let begun = Instant::now();
        let result = step().unwrap_or_else(|problem| {
            println!("{problem}");
            Tally::FAILED
        });
        durations.push((name, begun.elapsed().as_secs()));
        if result.failed > 0 {
            failures.push(name);
        }
        tally += result;
    }
    println!("\nFinished in {} s, of which", started.elapsed().as_secs());
    for (name, seconds) in durations {
        println!("{seconds:>6} s  {name}");
    }
    for name in &failures {
        println!("Failed: {name}");
    }
    println!("{} passed, {} failed", tally.passed, tally.failed);
    if tally.failed == 0 {
        Ok(())
    } else {
        Err(Problem::shown_above("Not every check passed."))
    }
}

/// `cargo xtask audit`: are there known vulnerabilities in what is depended on?
pub(crate) fn audit() -> Result<(), Problem> {
    command::run(
        program(tools::cargo_deny()?).args(["--log-level", "error", "check", "advisories"]),
        "The look into the database of advisories",
    )
}

/// `cargo xtask soak [STEPS [SEED]]`: the page under long work.
pub(crate) fn soak(options: &[String]) -> Result<(), Problem> {
    if options.len() > 2 || options.iter().any(|option| option.parse::<u32>().is_err()) {
        return Err(Problem::new(
            "The soak takes two whole numbers: its steps and its seed.",
            "Say `cargo xtask soak 10000 1`, or neither.",
        ));
    }
    browser::installed()?;
    dist::build()?;
    let mut soak = measurement("soak");
    soak.envs(["SOAK_STEPS", "SOAK_SEED"].into_iter().zip(options));
    command::run(&mut soak, "The soak")
}

/// `cargo xtask screenshots DIR`: the page as people see it.
pub(crate) fn screenshots(options: &[String]) -> Result<(), Problem> {
    let [folder] = options else {
        return Err(Problem::new(
            "The screenshots need a folder.",
            "Say `cargo xtask screenshots DIR`.",
        ));
    };
    browser::installed()?;
    dist::build()?;
    command::run(
        measurement("screenshots").env("SCREENSHOTS", place::root().join(folder)),
        "Taking the screenshots",
    )
}

fn format() -> Result<Tally, Problem> {
    tools::formatter_and_linter()?;
    one(
        &mut cargo("fmt --all --check"),
        "The code is not formatted: run `cargo fmt --all`; the check",
    )
}

fn lints_on_the_desk() -> Result<Tally, Problem> {
    lints("--workspace --all-targets --features xtask/commands,xtask/e2e")
}

fn lints_in_the_browser() -> Result<Tally, Problem> {
    tools::wasm_target()?;
    lints(&format!(
        "--package trialpool --lib --bins --test web --target {WASM_TARGET}"
    ))
}

/// Fails on any lint under the Rust that the project is kept for. A later Rust knows lints that nobody has seen here
/// yet: those are shown and do not fail a checkout that did not change.
fn lints(what: &str) -> Result<Tally, Problem> {
    tools::formatter_and_linter()?;
    let mut clippy = cargo("clippy");
    clippy.args(what.split_whitespace());
    if tools::is_rust_of_the_project() {
        clippy.args(["--", "--deny", "warnings"]);
    } else {
        println!(
            "This is not the Rust that the lints are kept for: what it warns of is shown only."
        );
    }
    one(&mut clippy, "The linter")
}

fn dependencies() -> Result<Tally, Problem> {
    let deny = tools::cargo_deny()?;
    one(
        program(deny).args(["--log-level", "error", "check", "bans", "sources"]),
        "The check of what is depended on",
    )
}

/// In the profile that these commands are built in, so that what they depend on is not built twice.
fn tests_of_the_commands() -> Result<Tally, Problem> {
    counted(&mut cargo(
        "test --package xtask --profile dev --lib --features e2e",
    ))
}

/// Random tests draw the same numbers each time: a checkout that did not change must not fail today and pass tomorrow.
/// `cargo test` alone draws new ones, and looks further each time.
fn tests_on_the_desk() -> Result<Tally, Problem> {
    counted(cargo("test --package trialpool --no-fail-fast").env("PROPTEST_RNG_SEED", "20200521"))
}

/// Unoptimised and without debug information: the browser's crates take a minute less to build, and are not used again.
fn tests_in_wasm() -> Result<Tally, Problem> {
    tools::wasm_target()?;
    let browser = browser::installed()?;
    counted(
        cargo("test --package trialpool --profile dev --test web --target")
            .args([WASM_TARGET, "--config", &bindings::as_runner(WASM_TARGET)?])
            .env("CARGO_PROFILE_DEV_DEBUG", "0")
            .env("CHROMEDRIVER", browser.driver)
            .env("WASM_BINDGEN_TEST_TIMEOUT", bindings::PATIENCE),
    )
}

fn page_and_size() -> Result<Tally, Problem> {
    dist::build()?;
    let first_load = size::print(&place::dist())?.first_load;
    if tools::is_rust_of_the_project() {
        size::check(first_load)?;
    } else {
        println!("This is not the Rust that the page is kept small for: its size is shown only.");
    }
    Ok(Tally::PASSED)
}

fn end_to_end() -> Result<Tally, Problem> {
    browser::installed()?;
    counted(&mut cargo(END_TO_END))
}

/// Runs the tests that drive a browser, in the profile that these commands are built in.
const END_TO_END: &str = "test --package xtask --profile dev --features e2e --test e2e";

/// One of those that measure the page or show it to people, and are no tests.
pub(crate) fn measurement(name: &str) -> Command {
    let mut command = cargo(END_TO_END);
    let test = format!("{name}::{name}");
    command.args([
        "--quiet",
        "--",
        "--ignored",
        "--nocapture",
        "--exact",
        &test,
    ]);
    command
}

/// A command that is one check.
fn one(command: &mut Command, name: &str) -> Result<Tally, Problem> {
    command::run(command, name).map(|()| Tally::PASSED)
}

/// A command that runs tests and says in the manner of Rust's test programs how many passed.
fn counted(command: &mut Command) -> Result<Tally, Problem> {
    let mut child = command
        .stdout(Stdio::piped())
        .spawn()
        .map_err(|error| command::could_not_start(command, &error))?;
    let mut tally = Tally::default();
    if let Some(stdout) = child.stdout.take() {
        for line in BufReader::new(stdout).lines().map_while(Result::ok) {
            println!("{line}");
            tally += result(&line).unwrap_or_default();
        }
    }
    let succeeded = child.wait().is_ok_and(|status| status.success());
    if !succeeded && tally.failed == 0 {
        // It did not compile, or a test program broke down before it could count.
        tally += Tally::FAILED;
    }
    Ok(tally)
}

/// Reads `test result: ok. 12 passed; 0 failed; 0 ignored; …`.
fn result(line: &str) -> Option<Tally> {
    let counts = line
        .trim()
        .strip_prefix("test result: ")?
        .split_once(". ")?
        .1;
    let count = |what: &str| {
        counts
            .split("; ")
            .find_map(|part| part.strip_suffix(what))
            .and_then(|number| number.trim().parse().ok())
    };
    Some(Tally {
        passed: count("passed")?,
        failed: count("failed")?,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_of_a_test_program_is_counted() {
        let line = "test result: FAILED. 12 passed; 3 failed; 0 ignored; 0 measured; 1 filtered out; finished in 0.31s";
        assert_eq!(
            result(line),
            Some(Tally {
                passed: 12,
                failed: 3
            })
        );
        assert_eq!(result("test pool::a_test ... ok"), None);
    }

    #[test]
    fn a_command_that_fails_without_counting_is_one_failure() {
        let mut missing = cargo("--no-such-option");
        missing.stderr(Stdio::null());
        assert_eq!(counted(&mut missing), Ok(Tally::FAILED));
    }
}
