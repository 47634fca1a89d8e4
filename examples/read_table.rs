//! Says how a table is understood: `cargo run --example read_table -- TABLE.csv`.

use std::process::ExitCode;

use trialpool::analysis::prepare;
use trialpool::data::Settings;
use trialpool::read::{Choices, table};

fn main() -> ExitCode {
    let Some(path) = std::env::args().nth(1) else {
        eprintln!("Which table? cargo run --example read_table -- TABLE.csv");
        return ExitCode::FAILURE;
    };
    let text = match std::fs::read(&path) {
        Ok(bytes) => String::from_utf8_lossy(&bytes).into_owned(),
        Err(error) => {
            eprintln!("{path} could not be read: {error}");
            return ExitCode::FAILURE;
        }
    };
    let reading = table(&text, &Choices::default());
    println!(
        "{:?}, {:?}, decimal {:?}, {} head rows, {} rows",
        reading.layout, reading.delimiter, reading.decimal, reading.head_rows, reading.row_count
    );
    for column in &reading.columns {
        println!(
            "{:>4} {:<40} {:?} ({:?})",
            column.index + 1,
            column.head,
            column.meaning,
            column.why
        );
    }
    let review = &reading.review;
    println!(
        "\n{} trials; {} against {}",
        review.trials.len(),
        review.experimental_label,
        review.control_label
    );
    for outcome in &review.outcomes {
        let Some(prepared) = prepare(review, &Settings::default(), outcome.id) else {
            continue;
        };
        println!(
            "  {}: {:?}, {} to pool, {} left out of {}",
            outcome.name,
            outcome.kind,
            prepared.rows.len(),
            prepared.left_out.len(),
            prepared.included
        );
    }
    for problem in &reading.problems {
        let place = &problem.place;
        println!(
            "{:?} row {:?} column {:?} {:?} {:?}: {:?}",
            problem.severity,
            place.row,
            place.column,
            place.trial_name,
            place.outcome_name,
            problem.kind
        );
    }
    ExitCode::SUCCESS
}
