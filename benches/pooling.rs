//! How long pooling takes, once and again and again: `cargo bench` natively; `cargo xtask bench` also in WebAssembly and beside R.
//!
//! Each piece of work is repeated for a fifth of a second and its fastest repetition told, for that is the one least
//! disturbed. Ratios can be compared across machines, times cannot. `cargo bench -- fragility` times what has this in its
//! name; `cargo bench -- --tables FOLDER` writes the reviews as CSV instead, for R.

mod workload;

use std::path::Path;
use std::time::Instant;

fn main() {
    let arguments: Vec<String> = std::env::args().collect();
    if let Some(at) = arguments.iter().position(|argument| argument == "--tables") {
        let folder = arguments.get(at + 1).map_or(".", String::as_str);
        if let Err(error) = write_tables(Path::new(folder)) {
            eprintln!("{folder}: {error}");
            std::process::exit(1);
        }
        return;
    }
    let begin = Instant::now();
    let (clock, say) = (
        || begin.elapsed().as_secs_f64() * 1e3,
        |line: &str| println!("{line}"),
    );
    let mut named = arguments.iter().skip(1);
    let named = named.find(|argument| !argument.starts_with("--"));
    if named.is_none() {
        workload::time_closed_forms(&clock, &say);
    }
    let is_meant = |piece: &workload::Piece| named.is_none_or(|named| piece.name.contains(named));
    for piece in workload::pieces().into_iter().filter(is_meant) {
        piece.time(&clock, &say);
    }
}

fn write_tables(folder: &Path) -> std::io::Result<()> {
    for size in workload::SIZES.into_iter().chain([workload::TWO_HUNDRED]) {
        let rows = workload::tables(size).into_iter().map(|table| {
            format!(
                "{},{},{},{}\n",
                table.experimental_events,
                table.experimental_total,
                table.control_events,
                table.control_total
            )
        });
        let text: String = std::iter::once("ai,n1i,ci,n2i\n".to_owned())
            .chain(rows)
            .collect();
        std::fs::write(folder.join(format!("trials-{size}.csv")), text)?;
    }
    Ok(())
}
