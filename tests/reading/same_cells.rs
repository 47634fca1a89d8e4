//! The same cells are understood in the same way, whatever stands between them, in whatever file and in whatever order they
//! come.

use std::fmt::Write as _;

use proptest::prelude::*;
use proptest::sample::select;
use trialpool::read::{Choices, Delimiter, Opened, Reading, Worksheet, file, table};

use super::random_cases::cases;
use super::workbooks::{escaped, excel, open_document};
use super::{brief, corpus};

/// Rows of cells, the heads first, and what must come of them.
#[derive(Clone, Debug)]
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

/// Whether a cell is a number as a worksheet stores it.
fn is_number(cell: &str) -> bool {
    cell.starts_with(|sign: char| sign.is_ascii_digit()) && cell.parse::<f64>().is_ok()
}

/// A workbook of Excel: numbers as numbers, all else as text.
fn in_excel(rows: &[Vec<String>]) -> Vec<u8> {
    let mut data = String::new();
    for (row, cells) in rows.iter().enumerate() {
        let _ = write!(data, "<row r=\"{}\">", row + 1);
        for cell in cells {
            // Without a reference each cell stands behind the one before.
            let _ = match cell.as_str() {
                "" => write!(data, "<c/>"),
                number if is_number(number) => write!(data, "<c><v>{number}</v></c>"),
                text => write!(
                    data,
                    "<c t=\"inlineStr\"><is><t>{}</t></is></c>",
                    escaped(text)
                ),
            };
        }
        data.push_str("</row>");
    }
    excel("<sst></sst>", "", &data)
}

/// The same as a workbook of `LibreOffice`.
fn in_open_document(rows: &[Vec<String>]) -> Vec<u8> {
    let mut data = String::new();
    for cells in rows {
        data.push_str("<table:table-row>");
        for cell in cells {
            let kind = if is_number(cell) {
                format!("office:value-type=\"float\" office:value=\"{cell}\"")
            } else {
                String::from("office:value-type=\"string\"")
            };
            let _ = if cell.is_empty() {
                write!(data, "<table:table-cell/>")
            } else {
                write!(
                    data,
                    "<table:table-cell {kind}><text:p>{}</text:p></table:table-cell>",
                    escaped(cell)
                )
            };
        }
        data.push_str("</table:table-row>");
    }
    let data = format!("<table:table table:name=\"Data\">{data}</table:table>");
    open_document("", &data)
}

/// What comes of a file: of the first worksheet where it is a workbook.
fn of_file(bytes: &[u8]) -> Reading {
    match file(bytes) {
        Ok(Opened::Text(text, _)) => understood(&text),
        Ok(Opened::Workbook(sheets)) => {
            let sheet = sheets.first().expect("a worksheet");
            table(&sheet.text(), &Worksheet::choices())
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn in_whatever_file_the_cells_come_they_are_understood_alike() {
    for sample in samples() {
        let utf16: Vec<u8> = std::iter::once('\u{feff}')
            .chain(written(&sample.rows, '\t').chars())
            .collect::<String>()
            .encode_utf16()
            .flat_map(u16::to_le_bytes)
            .collect();
        let lines = format!("{}\r\n", written(&sample.rows, ',').replace('\n', "\r\n"));
        for (kind, bytes) in [
            ("a workbook of Excel", in_excel(&sample.rows)),
            ("a workbook of LibreOffice", in_open_document(&sample.rows)),
            ("Excel's text in Unicode", utf16),
            ("a CSV file of Windows", lines.into_bytes()),
        ] {
            let found = brief(&of_file(&bytes));
            assert_eq!(found.trim(), sample.expected, "{} in {kind}", sample.name);
        }
    }
}

/// The places from 0 to below `count` in an order that follows from a number.
fn shuffled(count: usize, order: u64) -> Vec<usize> {
    let mut places: Vec<usize> = (0..count).collect();
    let mut state = order;
    for last in (1..count).rev() {
        // Knuth's linear congruential generator; its high bits are the good ones.
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        let other = usize::try_from((state >> 33) % (last as u64 + 1)).unwrap_or(0);
        places.swap(last, other);
    }
    places
}

fn has_places(sample: &Sample) -> bool {
    ROWS_HAVE_PLACES
        .iter()
        .any(|word| sample.name.contains(word))
}

proptest! {
    #![proptest_config(cases(256))]

    #[test]
    fn rows_may_come_in_every_order(sample in select(samples()), order in any::<u64>()) {
        prop_assume!(!has_places(&sample));
        let expected = in_any_order(&understood(&written(&sample.rows, '\t')));
        let (head, body) = sample.rows.split_first().expect("heads");
        let mut rows = vec![head.clone()];
        rows.extend(shuffled(body.len(), order).into_iter().map(|place| body[place].clone()));
        let found = in_any_order(&understood(&written(&rows, '\t')));
        prop_assert_eq!(found, expected, "{}", sample.name);
    }

    #[test]
    fn columns_may_come_in_every_order_where_no_guess_was_taken_from_it(
        sample in select(samples()),
        order in any::<u64>(),
    ) {
        let reading = understood(&written(&sample.rows, '\t'));
        let is_guess = reading.comparison.as_ref().is_some_and(|compared| !compared.is_sure());
        prop_assume!(!has_places(&sample) && !is_guess && !sample.name.contains("row_names"));
        let width = sample.rows.iter().map(Vec::len).max().unwrap_or(0);
        // The trial's name stays in front: lines with one cell are known by it.
        let places = shuffled(width.saturating_sub(1), order);
        let rows: Vec<Vec<String>> = sample
            .rows
            .iter()
            .map(|row| {
                let cell = |place: usize| row.get(place).cloned().unwrap_or_default();
                let rest = places.iter().map(|place| cell(place + 1));
                std::iter::once(cell(0)).chain(rest).collect()
            })
            .collect();
        let found = in_any_order(&understood(&written(&rows, '\t')));
        prop_assert_eq!(found, in_any_order(&reading), "{}", sample.name);
    }

    #[test]
    fn whatever_unknown_names_the_heads_get_it_is_asked_and_nothing_pooled(
        sample in select(samples()),
        names in proptest::collection::vec("[qvwzkj]{5,9}", 40),
    ) {
        let over_several_rows = ["title", "spanning", "stacked", "below", "word_table", "repeated"];
        prop_assume!(!over_several_rows.iter().any(|word| sample.name.contains(word)));
        let mut rows = sample.rows.clone();
        for (place, head) in rows[0].iter_mut().enumerate() {
            // Heads that are equal are told apart by their place.
            *head = format!("{}{}", names[place % 40], "qvwzkj".repeat(1 + place / 40));
        }
        let found = brief(&understood(&written(&rows, '\t')));
        prop_assert!(found == "asks" || found == "nothing to pool", "{}: {found}", sample.name);
    }
}

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
