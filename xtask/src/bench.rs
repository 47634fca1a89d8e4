//! `cargo xtask bench`: how long pooling takes natively, in WebAssembly and, where it is installed, in R's metafor; what the
//! page weighs, and how long it takes in Chromium.

use std::collections::BTreeMap;
use std::path::Path;
use std::process::{Command, Stdio};

use crate::command::{self, cargo, output, program};
use crate::problem::Problem;
use crate::size::Weights;
use crate::steps;
use crate::tools::{self, WASM_TARGET};
use crate::{bindings, browser, dist, place, size};

/// Microseconds of each piece of work, by its name and the number of trials.
type Times = BTreeMap<(String, u32), f64>;

/// What was measured.
struct Measured {
    native: Times,
    wasm: Times,
    r: Option<Times>,
    weights: Weights,
    /// What the page says of itself: what was timed or weighed, a colon, and the numbers.
    page: Vec<(String, String)>,
}

/// `cargo xtask bench [--write]`.
pub(crate) fn command(options: &[String]) -> Result<(), Problem> {
    let write = match options {
        [] => false,
        [option] if option == "--write" => true,
        _ => {
            return Err(Problem::new(
                format!("`bench` does not know `{}`.", options.join(" ")),
                "Say `cargo xtask bench`, or `cargo xtask bench --write`.",
            ));
        }
    };
    let measured = measure()?;
    if write {
        put_into(&place::root().join("README.md"), &measured.of_the_page())?;
        let core = Path::new("docs").join("measured.md");
        put_into(&place::root().join(core), &measured.of_the_core())?;
    }
    Ok(())
}

fn measure() -> Result<Measured, Problem> {
    let native = natively()?;
    let wasm = in_wasm()?;
    let r = in_r()?;
    print!("{}", table(&native, &wasm, r.as_ref()));
    dist::build()?;
    let weights = size::print(&place::dist())?;
    println!("Timing the page");
    let said = said(&mut steps::measurement("timings"))
        .ok_or_else(|| Problem::shown_above("Timing the page failed."))?;
    print!("{said}");
    let line = |line: &str| {
        let (what, numbers) = line.split_once(": ")?;
        let is_measured = numbers.contains(" ms") || numbers.contains(" MB");
        is_measured.then(|| (what.to_owned(), numbers.to_owned()))
    };
    let page = said.lines().filter_map(line).collect();
    Ok(Measured {
        native,
        wasm,
        r,
        weights,
        page,
    })
}

/// What is wanted of what the page says of itself, by how its name begins.
const WANTED_OF_THE_PAGE: [(&str, &str); 6] = [
    ("opening to first figure", "500 ms"),
    ("longest time without hearing", "50 ms"),
    ("keystroke to", "one frame, 16.7 ms"),
    ("scrolling the grid", "one frame, 16.7 ms"),
    ("painting 55 rows", "one frame, 16.7 ms"),
    ("painting 100 rows", "one frame, 16.7 ms"),
];

/// The work of the core that stands beside what the page says: its name in the benchmark, what is said of it, and what is wanted of it.
const OF_THE_CORE: [(&str, &str, &str); 4] = [
    (
        "a keystroke: the proposed plan",
        "an outcome pooled as proposed",
        "",
    ),
    (
        "the whole grid",
        "an outcome by every method there is",
        "60 ms",
    ),
    (
        "all four together, MH RR",
        "without each trial, trial after trial, influence and fragility, Mantel–Haenszel",
        "2 ms",
    ),
    ("10,000 subsets, MH RR", "10,000 subsets", "500 ms"),
];

/// The review of the core's work that is told.
const TOLD: u32 = 55;

impl Measured {
    /// The page and the core within it, as Markdown.
    fn of_the_page(&self) -> String {
        let kilobytes = |bytes: usize| format!("{} kB", thousands(bytes / 1_000));
        let Weights {
            first_load,
            one_file,
        } = self.weights;
        let mut rows = vec![
            [
                "first load, everything in both languages, after brotli".to_owned(),
                format!(
                    "{} (gzip {}, raw {})",
                    kilobytes(first_load.brotli),
                    kilobytes(first_load.gzip),
                    kilobytes(first_load.raw)
                ),
                format!(
                    "1,000 kB; the tests refuse more than {}",
                    kilobytes(size::FIRST_LOAD_LIMIT)
                ),
            ],
            [
                format!("`{}`, the page in one file", place::ONE_FILE),
                format!(
                    "{} ({} after brotli)",
                    kilobytes(one_file.raw),
                    kilobytes(one_file.brotli)
                ),
                String::new(),
            ],
        ];
        rows.extend(self.page.iter().map(|(what, numbers)| {
            let mut wanted = WANTED_OF_THE_PAGE.iter();
            let wanted = wanted.find(|(begin, _)| what.starts_with(begin));
            let wanted = wanted.map_or("", |(_, wanted)| wanted);
            [what.clone(), numbers.clone(), wanted.to_owned()]
        }));
        rows.extend(OF_THE_CORE.iter().filter_map(|(work, what, wanted)| {
            let key = ((*work).to_owned(), TOLD);
            let in_wasm = self.wasm.get(&key)?;
            let r = self.r.as_ref().and_then(|r| r.get(&key));
            let beside = r.map_or_else(String::new, |r| {
                format!(
                    "; R's metafor {}, {:.0} times as long",
                    milliseconds(*r),
                    r / in_wasm
                )
            });
            Some([
                format!("{what}, {TOLD} trials, in WebAssembly"),
                milliseconds(*in_wasm) + &beside,
                (*wanted).to_owned(),
            ])
        }));
        markdown(["what", "measured", "wanted"], &rows)
    }

    /// All work of the core, as Markdown.
    fn of_the_core(&self) -> String {
        let heads = [
            "work",
            "trials",
            "native",
            "WebAssembly",
            "times the native",
            "R's metafor",
            "times WebAssembly",
        ];
        let rows: Vec<[String; 7]> = self
            .native
            .iter()
            .map(|(work, native)| {
                let (in_wasm, r) = (
                    self.wasm.get(work),
                    self.r.as_ref().and_then(|r| r.get(work)),
                );
                let number = |value: Option<String>| value.unwrap_or_default();
                [
                    work.0.clone(),
                    thousands(work.1 as usize),
                    milliseconds(*native),
                    number(in_wasm.map(|time| milliseconds(*time))),
                    number(in_wasm.map(|time| format!("{:.1}", time / native))),
                    number(r.map(|time| milliseconds(*time))),
                    number(r.zip(in_wasm).map(|(r, wasm)| format!("{:.0}", r / wasm))),
                ]
            })
            .collect();
        markdown(heads, &rows)
    }
}

/// Microseconds as milliseconds, with three significant digits at least.
fn milliseconds(microseconds: f64) -> String {
    let value = microseconds / 1e3;
    let decimals = match value {
        value if value >= 100.0 => 0,
        value if value >= 10.0 => 1,
        value if value >= 1.0 => 2,
        value if value >= 0.1 => 3,
        _ => 4,
    };
    format!("{value:.decimals$} ms")
}

/// A number with commas between its thousands.
fn thousands(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::new();
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

fn markdown<const COLUMNS: usize>(heads: [&str; COLUMNS], rows: &[[String; COLUMNS]]) -> String {
    let mut lines = vec![
        format!("| {} |", heads.join(" | ")),
        format!("|{}", "---|".repeat(COLUMNS)),
    ];
    lines.extend(rows.iter().map(|row| format!("| {} |", row.join(" | "))));
    lines.join("\n")
}

/// The table that is measured stands between these.
const BEGIN: &str = "<!-- Measured by `cargo xtask bench --write`. -->";
const END: &str = "<!-- As far as here. -->";

/// Puts a table into the place for it in a file.
fn put_into(path: &Path, table: &str) -> Result<(), Problem> {
    let text =
        std::fs::read_to_string(path).map_err(|error| Problem::file("read", path, &error))?;
    let written = with_table(&text, table).ok_or_else(|| {
        Problem::new(
            format!("{} has no place for the table.", path.display()),
            format!("Put the lines `{BEGIN}` and `{END}` into it."),
        )
    })?;
    std::fs::write(path, written).map_err(|error| Problem::file("write", path, &error))
}

fn with_table(text: &str, table: &str) -> Option<String> {
    let (before, rest) = text.split_once(BEGIN)?;
    let (_, after) = rest.split_once(END)?;
    Some(format!("{before}{BEGIN}\n\n{table}\n\n{END}{after}"))
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
    fn what_was_measured_becomes_two_tables() {
        let times = |text: &str| times(Some(text.to_owned()), "A test").unwrap();
        let measured = Measured {
            native: times("time\tthe whole grid\t55\t24000\ntime\tPeto OR\t10000\t2.5"),
            wasm: times("time\tthe whole grid\t55\t49000\ntime\tPeto OR\t10000\t5.0"),
            r: Some(times("time\tthe whole grid\t55\t980000")),
            weights: Weights {
                first_load: size::Weight {
                    raw: 9_116_000,
                    gzip: 3_205_000,
                    brotli: 2_295_499,
                },
                one_file: size::Weight::default(),
            },
            page: vec![(
                "opening to first figure, local server".to_owned(),
                "median 370.0 ms, slowest 410.0 ms of 5".to_owned(),
            )],
        };
        let page = measured.of_the_page();
        for line in [
            "| first load, everything in both languages, after brotli | 2,295 kB (gzip 3,205 kB, raw 9,116 kB) | 1,000 kB; the tests refuse more than ",
            "| opening to first figure, local server | median 370.0 ms, slowest 410.0 ms of 5 | 500 ms |",
            "| an outcome by every method there is, 55 trials, in WebAssembly | 49.0 ms; R's metafor 980 ms, 20 times as long | 60 ms |",
        ] {
            assert!(page.contains(line), "{page}");
        }
        let core = measured.of_the_core();
        for line in [
            "| Peto OR | 10,000 | 0.0025 ms | 0.0050 ms | 2.0 |  |  |",
            "| the whole grid | 55 | 24.0 ms | 49.0 ms | 2.0 | 980 ms | 20 |",
        ] {
            assert!(core.contains(line), "{core}");
        }
    }

    #[test]
    fn a_table_takes_the_place_of_the_one_before() {
        let text = format!("before\n{BEGIN}\n\n| old |\n\n{END}\nafter\n");
        let written = with_table(&text, "| new |").unwrap();
        assert_eq!(
            written,
            format!("before\n{BEGIN}\n\n| new |\n\n{END}\nafter\n")
        );
        assert_eq!(with_table("no place", "| new |"), None);
    }

    #[test]
    fn the_readme_has_a_place_for_what_is_measured() {
        for file in ["README.md", "docs/measured.md"] {
            let text = std::fs::read_to_string(place::root().join(file)).unwrap();
            assert!(with_table(&text, "").is_some(), "{file}");
        }
    }

    #[test]
    fn a_benchmark_that_says_nothing_is_a_problem() {
        assert!(times(None, "The benchmark of the core").is_err());
    }
}
