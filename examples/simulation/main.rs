//! What the intervals of the program are worth: `cargo run --release --example simulation -- [OPTIONS]`.
//!
//! Draws reviews whose truth is known, pools each by the proposal of the program, by the rule that proposed until November
//! 2026 and by each method alone, and writes the tables of `docs/simulation.md` on the standard output.
//!
//! | option | |
//! |---|---|
//! | `--repetitions N` | reviews a cell, 100 where it is left out |
//! | `--measure NAME` | `odds_ratio` (where it is left out) or `risk_ratio` |
//! | `--cells FILE` | writes every cell and method to a file, as comma-separated values |
//!
//! The same numbers come out with any number of cores.

mod cell;
mod draw;
mod judge;
mod write;

use std::process::ExitCode;
use std::sync::Mutex;
use std::sync::atomic::{AtomicUsize, Ordering};

use trialpool::data::Measure;

use cell::Cell;
use judge::{Judged, judged};

struct Options {
    repetitions: usize,
    measure: Measure,
    cells: Option<String>,
}

fn options() -> Option<Options> {
    let mut options = Options {
        repetitions: 100,
        measure: Measure::OddsRatio,
        cells: None,
    };
    let mut arguments = std::env::args().skip(1);
    while let Some(name) = arguments.next() {
        let value = arguments.next()?;
        match (name.as_str(), value.as_str()) {
            ("--repetitions", number) => options.repetitions = number.parse().ok()?,
            ("--measure", "odds_ratio") => options.measure = Measure::OddsRatio,
            ("--measure", "risk_ratio") => options.measure = Measure::RiskRatio,
            ("--cells", file) => options.cells = Some(file.to_owned()),
            _ => return None,
        }
    }
    Some(options)
}

fn main() -> ExitCode {
    let Some(options) = options() else {
        eprintln!("usage: simulation [--repetitions N] [--measure NAME] [--cells FILE]");
        return ExitCode::from(2);
    };
    let cells = Cell::all(options.measure);
    let results = carried_out(&cells, options.repetitions);
    print!("{}", write::tables(&results, options.repetitions));
    if let Some(file) = options.cells
        && let Err(error) = std::fs::write(&file, write::every_cell(&results))
    {
        eprintln!("{file}: {error}");
        return ExitCode::FAILURE;
    }
    ExitCode::SUCCESS
}

/// Every cell with what became of its reviews, on all cores, in the order of the cells.
fn carried_out(cells: &[Cell], repetitions: usize) -> Vec<(Cell, Judged)> {
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let next = AtomicUsize::new(0);
    let done = Mutex::new(Vec::new());
    std::thread::scope(|scope| {
        for _ in 0..cores {
            scope.spawn(|| {
                loop {
                    let index = next.fetch_add(1, Ordering::Relaxed);
                    let Some(cell) = cells.get(index) else { break };
                    let judged = judged(cell, index as u64, repetitions);
                    if index.is_multiple_of(40) {
                        eprintln!("cell {index} of {}", cells.len());
                    }
                    if let Ok(mut done) = done.lock() {
                        done.push((index, *cell, judged));
                    }
                }
            });
        }
    });
    let mut done = done.into_inner().unwrap_or_default();
    done.sort_by_key(|(index, ..)| *index);
    done.into_iter()
        .map(|(_, cell, judged)| (cell, judged))
        .collect()
}
