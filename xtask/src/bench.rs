//! `cargo xtask bench`: how long pooling takes natively, in WebAssembly and, where it is installed, in R's metafor; what the
//! page weighs, and how long it takes in Chromium.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::command::{self, cargo, output, program};
use crate::problem::Problem;
use crate::steps;
use crate::tools::{self, WASM_TARGET};
use crate::{bindings, browser, dist, place, size};

/// Microseconds of each piece of work, by its name and the number of trials.
type Times = BTreeMap<(String, u32), f64>;

pub(crate) fn bench() -> Result<(), Problem> {
    let native = natively()?;
    let wasm = in_wasm()?;
    let r = in_r()?;
    print!("{}", table(&native, &wasm, r.as_ref()));
    dist::build()?;
    size::print(&place::dist())?;
    command::run(&mut steps::measurement("timings"), "Timing the page")
}

fn natively() -> Result<Times, Problem> {
    println!("Pooling natively");
    let mut command = cargo("bench --package trialpool --bench pooling");
    times(said(&mut command), "The benchmark of the core")
}

/// The same work in a browser, built as the page is.
fn in_wasm() -> Result<Times, Problem> {
    println!("Pooling in WebAssembly");
    tools::wasm_target()?;
    let browser = browser::installed()?;
    let mut command = cargo("test --package trialpool --release --test in_wasm --target");
    command
        .args([WASM_TARGET, "--config", &bindings::as_runner(WASM_TARGET)?])
        .args(["--", "--nocapture"])
        .env("CHROMEDRIVER", browser.driver)
        .env("WASM_BINDGEN_TEST_TIMEOUT", bindings::PATIENCE);
    times(said(&mut command), "The benchmark in WebAssembly")
}

/// The same work in R; nothing where there is no R with metafor.
fn in_r() -> Result<Option<Times>, Problem> {
    let has_metafor = [
        "-e",
        "stopifnot(requireNamespace('metafor', quietly = TRUE))",
    ];
    if output(program("Rscript").args(has_metafor)).is_none() {
        println!("R with metafor is not installed here: not compared with it");
        return Ok(None);
    }
    println!("Pooling in R's metafor, which takes some minutes");
    let folder = place::target().join("benchmark-tables");
    std::fs::create_dir_all(&folder).map_err(|error| Problem::file("create", &folder, &error))?;
    command::run(
        cargo("bench --quiet --package trialpool --bench pooling -- --tables").arg(&folder),
        "Writing the tables for R",
    )?;
    let script = Path::new("benches").join("pooling.R");
    times(
        said(program("Rscript").arg(script).arg(&folder)),
        "The benchmark in R",
    )
    .map(Some)
}

/// What a command prints, while what it says on the way is shown; `None` if it fails.
fn said(command: &mut Command) -> Option<String> {
    let output = command.stderr(Stdio::inherit()).output().ok()?;
    let text = String::from_utf8_lossy(&output.stdout).into_owned();
    output.status.success().then_some(text)
}

fn times(said: Option<String>, purpose: &str) -> Result<Times, Problem> {
    let said = said
        .ok_or_else(|| Problem::new(format!("{purpose} failed."), "Run its command to see why."))?;
    Ok(said.lines().filter_map(time).collect())
}

/// Reads `time`, name, trials and microseconds between tabs.
fn time(line: &str) -> Option<((String, u32), f64)> {
    let mut parts = line.trim().strip_prefix("time\t")?.split('\t');
    let name = parts.next()?.to_owned();
    let trials = parts.next()?.parse().ok()?;
    Some(((name, trials), parts.next()?.parse().ok()?))
}

fn table(native: &Times, wasm: &Times, r: Option<&Times>) -> String {
    let heads = ["native, ms", "wasm, ms", "ratio", "metafor, ms", "ratio"].map(str::to_owned);
    let mut lines = vec![String::new(), line("work", "trials", &heads)];
    for (work, own) in native {
        let native = own / 1e3;
        let milliseconds = |times: Option<&Times>| times?.get(work).map(|time| time / 1e3);
        let number = |value: Option<f64>, decimals: usize| {
            value.map_or_else(String::new, |value| format!("{value:.decimals$}"))
        };
        let (in_wasm, in_r) = (milliseconds(Some(wasm)), milliseconds(r));
        let numbers = [
            number(Some(native), 4),
            number(in_wasm, 4),
            number(in_wasm.map(|time| time / native), 2),
            number(in_r, 1),
            number(in_r.map(|time| time / native), 0),
        ];
        lines.push(line(&work.0, &work.1.to_string(), &numbers));
    }
    lines.push(String::new());
    lines.join("\n")
}

fn line(work: &str, trials: &str, numbers: &[String; 5]) -> String {
    let [native, wasm, wasm_ratio, r, r_ratio] = numbers;
    format!("{work:<36}{trials:>8}{native:>14}{wasm:>14}{wasm_ratio:>8}{r:>14}{r_ratio:>9}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_lines_of_the_three_programs_become_one_table() {
        let read = |text: &str| times(Some(text.to_owned()), "A test").unwrap();
        let native =
            read("running\ntime\tPeto OR\t55\t2.5\ntime\tREML\t55\t40\nnone\tREML\t1000\n");
        let wasm = read("time\tPeto OR\t55\t5.0\n");
        let r = read("time\tPeto OR\t55\t2000\n");
        let table = table(&native, &wasm, Some(&r));
        let peto = table.lines().find(|line| line.starts_with("Peto")).unwrap();
        let cells: Vec<&str> = peto.split_whitespace().collect();
        assert_eq!(
            cells,
            ["Peto", "OR", "55", "0.0025", "0.0050", "2.00", "2.0", "800"]
        );
        assert!(
            table
                .lines()
                .any(|line| line.starts_with("REML") && line.ends_with(' '))
        );
    }

    #[test]
    fn a_benchmark_that_says_nothing_is_a_problem() {
        assert!(times(None, "The benchmark of the core").is_err());
    }
}
