//! The same cells are understood in the same way, whatever stands between them and in whatever order they come.

use trialpool::read::{Choices, Delimiter, Reading, table};

use super::{brief, corpus};

/// Rows of cells, the heads first, and what must come of them.
struct Sample {
    name: String,
    rows: Vec<Vec<String>>,
    expected: String,
}

/// The tables whose cells stand in plain rows: tabs or commas between them, and no quotation marks.
fn samples() -> Vec<Sample> {
    let files = corpus::files("understanding");
    files
        .iter()
        .filter_map(|path| {
            let file = std::fs::read_to_string(path).expect("text");
            let (text, expected) = file.split_once("\n=>\n")?;
            let name = corpus::stem(path);
            if text.contains(['"', '|', '[']) {
                return None;
            }
            let delimiter = [
                ('\t', Delimiter::Tab),
                (';', Delimiter::Semicolon),
                (',', Delimiter::Comma),
            ]
            .into_iter()
            .find(|(sign, _)| text.contains(*sign))?
            .0;
            let rows: Vec<Vec<String>> = text
                .lines()
                .map(|line| line.split(delimiter).map(str::to_owned).collect())
                .collect();
            Some(Sample {
                name,
                rows,
                expected: expected.trim().to_owned(),
            })
        })
        .collect()
}

fn written(rows: &[Vec<String>], delimiter: char) -> String {
    let lines: Vec<String> = rows
        .iter()
        .map(|row| {
            let cells: Vec<String> = row
                .iter()
                .map(|cell| {
                    if cell.contains(delimiter) {
                        format!("\"{cell}\"")
                    } else {
                        cell.clone()
                    }
                })
                .collect();
            cells.join(&delimiter.to_string())
        })
        .collect();
    lines.join("\n")
}

fn understood(text: &str) -> Reading {
    table(text, &Choices::default())
}

/// What would be pooled, whatever the order of trials and outcomes.
fn in_any_order(reading: &Reading) -> Vec<String> {
    let mut lines: Vec<String> = brief(reading).trim().lines().map(str::to_owned).collect();
    lines.sort();
    lines
}

#[test]
fn what_stands_between_cells_makes_no_difference() {
    for sample in samples() {
        for delimiter in ['\t', ',', ';'] {
            let text = written(&sample.rows, delimiter);
            let found = brief(&understood(&text));
            assert_eq!(
                found.trim(),
                sample.expected,
                "{} with {delimiter:?} between cells",
                sample.name
            );
        }
    }
}

/// Tables in which the place of a row says something: heads over several rows, names that go on, lines between, remarks.
const ROWS_HAVE_PLACES: [&str; 18] = [
    "blank",
    "lines_between",
    "stacked",
    "repeated",
    "title",
    "footnotes",
    "spanning",
    "codes_beside",
    "below_each_other",
    "word_table",
    "marks",
    "totals",
    "row_numbers",
    "asks",
    "first_arm",
    "counts_with_percentages",
    "same_heads",
    "forest_copied",
];

#[test]
fn rows_may_come_in_any_order() {
    for sample in samples() {
        if ROWS_HAVE_PLACES
            .iter()
            .any(|word| sample.name.contains(word))
        {
            continue;
        }
        let expected = in_any_order(&understood(&written(&sample.rows, '\t')));
        let mut rows = sample.rows.clone();
        if let Some((_, body)) = rows.split_first_mut() {
            body.reverse();
        }
        let found = in_any_order(&understood(&written(&rows, '\t')));
        assert_eq!(found, expected, "{}", sample.name);
    }
}

#[test]
fn columns_may_come_in_any_order_where_no_guess_was_taken_from_it() {
    for sample in samples() {
        let reading = understood(&written(&sample.rows, '\t'));
        let has_places = ROWS_HAVE_PLACES
            .iter()
            .any(|word| sample.name.contains(word));
        let is_guess = reading
            .comparison
            .as_ref()
            .is_some_and(|comparison| !comparison.is_sure());
        if has_places || is_guess || sample.name.contains("row_names") {
            continue;
        }
        let width = sample.rows.iter().map(Vec::len).max().unwrap_or(0);
        let rows: Vec<Vec<String>> = sample
            .rows
            .iter()
            .map(|row| {
                let mut row = row.clone();
                row.resize(width, String::new());
                // The trial's name stays in front: lines with one cell are known by it.
                if let Some((_, rest)) = row.split_first_mut() {
                    rest.reverse();
                }
                row
            })
            .collect();
        let found = in_any_order(&understood(&written(&rows, '\t')));
        assert_eq!(found, in_any_order(&reading), "{}", sample.name);
    }
}

#[test]
fn heads_that_nobody_knows_lead_to_questions_never_to_a_pool() {
    for sample in samples() {
        let heads_in_one_row = ![
            "title",
            "spanning",
            "stacked",
            "below",
            "word_table",
            "repeated",
        ]
        .iter()
        .any(|word| sample.name.contains(word));
        if !heads_in_one_row {
            continue;
        }
        let mut rows = sample.rows.clone();
        if let Some(heads) = rows.first_mut() {
            for (place, head) in heads.iter_mut().enumerate() {
                *head = format!(
                    "qz{}",
                    ["v", "w", "k", "j", "y"][place % 5].repeat(place + 1)
                );
            }
        }
        let found = brief(&understood(&written(&rows, '\t')));
        assert!(
            found == "asks" || found == "nothing to pool",
            "{}: {found}",
            sample.name
        );
    }
}
