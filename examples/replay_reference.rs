//! Replays a folder of reference results: `cargo run --release --example replay_reference -- FOLDER`.
//!
//! The folder holds `reference*.json` (or `.json.gz`) and `data/*.csv` (or `.csv.gz`) in the schema described in
//! `tests/reference/README.md`. Prints a line an analysis and every convention with the records it touched, and exits
//! with 1 on any disagreement, with 2 if the folder cannot be read.

use std::path::Path;
use std::process::ExitCode;

#[path = "../tests/reference/replay/mod.rs"]
mod replay;

fn main() -> ExitCode {
    let Some(folder) = std::env::args().nth(1) else {
        eprintln!("usage: cargo run --release --example replay_reference -- FOLDER");
        return ExitCode::from(2);
    };
    let files = replay::Files::of_folder(Path::new(&folder));
    match files.and_then(|files| replay::replay(&files)) {
        Ok(report) => {
            println!("{report}");
            if report.disagreements.is_empty() {
                ExitCode::SUCCESS
            } else {
                ExitCode::FAILURE
            }
        }
        Err(message) => {
            eprintln!("{message}");
            ExitCode::from(2)
        }
    }
}
