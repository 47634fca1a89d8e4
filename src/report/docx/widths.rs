//! How wide the columns of a table are in Word: as wide as what stands in them, so that no number is broken and no name breaks
//! without need.
//!
//! A column of numbers gets the width of its widest cell. What is left goes to columns of words, each between its longest word
//! and its longest text; the more it holds the more it gets, by the root of its length, so that one long text does not starve
//! the others.

use crate::figure::font::{self, Weight};
use crate::report::{Align, RowKind, Table};

/// Size of the text of tables, in points.
const SIZE: f64 = 8.0;
/// Twentieths of a point in a point.
const TWENTIETHS: f64 = 20.0;
/// Margins of a cell left and right, and a hair for other fonts of the same widths, in twentieths of a point.
const BESIDE: f64 = 170.0;
/// A word is broken where it is longer than this, in twentieths of a point.
const LONGEST_WORD: f64 = 2_600.0;
/// A text counts as no longer than this when room is shared out, in twentieths of a point.
const LONGEST_TEXT: f64 = 60_000.0;

/// What a column needs, in twentieths of a point.
#[derive(Clone, Copy, Debug)]
struct Need {
    /// So that no word breaks.
    least: f64,
    /// So that nothing breaks.
    most: f64,
}

/// The widths of the columns, in twentieths of a point, together no more than `room`; as much as that where the texts ask for it.
pub(super) fn widths(table: &Table, room: u32) -> Vec<u32> {
    let room = f64::from(room);
    let needs = needs(table);
    let sum = |of: fn(&Need) -> f64| needs.iter().map(of).sum::<f64>();
    let (least, most) = (sum(|need| need.least), sum(|need| need.most));
    let widths: Vec<f64> = if most <= room {
        // What is left is shared out alike by what the columns hold.
        needs
            .iter()
            .map(|need| need.most + (room - most) * need.most / most.max(1.0))
            .collect()
    } else if least >= room {
        needs.iter().map(|need| need.least * room / least).collect()
    } else {
        shared_out(&needs, room)
    };
    widths.into_iter().map(whole).collect()
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a cast of this kind saturates, and no page is that wide"
)]
fn whole(width: f64) -> u32 {
    width as u32
}

/// Whether a table needs a page that lies across: standing, words would have to be broken.
pub(super) fn needs_more_than(table: &Table, room: u32) -> bool {
    needs(table).iter().map(|need| need.least).sum::<f64>() > f64::from(room)
}

/// Every column gets its least; the rest goes to those that want more, by the root of what they want, none more than it wants.
fn shared_out(needs: &[Need], room: f64) -> Vec<f64> {
    let mut widths: Vec<f64> = needs.iter().map(|need| need.least).collect();
    let mut left = room - widths.iter().sum::<f64>();
    // Each round fills a column or shares out all that is left.
    for _ in 0..=needs.len() {
        let wants = |width: f64, need: &Need| (need.most - width).max(0.0);
        let weights: Vec<f64> = widths
            .iter()
            .zip(needs)
            .map(|(width, need)| wants(*width, need).min(LONGEST_TEXT).sqrt())
            .collect();
        let all: f64 = weights.iter().sum();
        if all <= 0.0 || left < 1.0 {
            break;
        }
        let share = left / all;
        for ((width, need), weight) in widths.iter_mut().zip(needs).zip(&weights) {
            let more = (weight * share).min(wants(*width, need));
            *width += more;
            left -= more;
        }
    }
    widths
}

fn needs(table: &Table) -> Vec<Need> {
    let mut needs: Vec<Need> = table
        .columns
        .iter()
        .enumerate()
        .map(|(place, column)| {
            let mut need = Need {
                least: longest_word(&column.head, Weight::Bold),
                most: width(&column.head, Weight::Bold),
            };
            for row in &table.rows {
                let weight = match row.kind {
                    RowKind::Plain => Weight::Regular,
                    RowKind::Total => Weight::Bold,
                };
                let Some(cell) = row.cells.get(place) else {
                    continue;
                };
                let whole = width(&cell.shown, weight);
                need.most = need.most.max(whole);
                need.least = need.least.max(match column.align {
                    // Numbers stay on their line, words that stand in their place need not.
                    Align::Right if !cell.parts.is_empty() => whole.min(LONGEST_WORD),
                    Align::Right | Align::Left => longest_word(&cell.shown, weight),
                });
            }
            Need {
                least: need.least + BESIDE,
                most: need.most.max(need.least) + BESIDE,
            }
        })
        .collect();
    widen_for_groups(table, &mut needs);
    needs
}

/// The name of a group of columns breaks between words only.
fn widen_for_groups(table: &Table, needs: &mut [Need]) {
    let mut first = 0;
    while first < table.columns.len() {
        let Some(column) = table.columns.get(first) else {
            return;
        };
        let alike = table.columns.iter().skip(first);
        let count = match &column.group {
            Some(group) => alike
                .take_while(|one| one.group.as_ref() == Some(group))
                .count(),
            None => 1,
        };
        if let Some(group) = &column.group {
            let asked = longest_word(group, Weight::Bold) + BESIDE;
            let columns = needs.iter_mut().skip(first).take(count);
            let there: f64 = columns.map(|need| need.least).sum();
            let missing = (asked - there).max(0.0) / count.max(1) as f64;
            for need in needs.iter_mut().skip(first).take(count) {
                need.least += missing;
                need.most = need.most.max(need.least);
            }
        }
        first += count.max(1);
    }
}

fn width(text: &str, weight: Weight) -> f64 {
    font::width(text, weight, SIZE) * TWENTIETHS
}

fn longest_word(text: &str, weight: Weight) -> f64 {
    text.split(' ')
        .map(|word| width(word, weight))
        .fold(0.0, f64::max)
        .min(LONGEST_WORD)
}

#[cfg(test)]
mod tests {
    use super::{needs_more_than, widths};
    use crate::report::{Cell, Column, Row, RowKind, Table};

    fn table(texts: &[[&str; 3]]) -> Table {
        Table {
            caption: String::new(),
            columns: vec![
                Column::of_names("Trial", "trial"),
                Column::of_numbers(None, "Effect", &["effect"]),
                Column::of_names("Remark", "remark"),
            ],
            rows: texts
                .iter()
                .map(|[name, number, remark]| Row {
                    kind: RowKind::Plain,
                    cells: vec![
                        Cell::name(*name),
                        Cell::numbers([1.0], (*number).to_owned()),
                        Cell::name(*remark),
                    ],
                })
                .collect(),
            notes: Vec::new(),
        }
    }

    #[test]
    fn a_number_stays_on_its_line_and_a_long_text_takes_what_is_left() {
        let long = "a remark of many words that goes on and on ".repeat(20);
        let widths = widths(
            &table(&[["Smith 2020", "0.82 (0.68 to 1.00)", &long]]),
            9_866,
        );
        assert!(widths.iter().sum::<u32>() <= 9_866, "{widths:?}");
        // "0.82 (0.68 to 1.00)" in Arial of 8 points is 70 points wide: 1,400 twentieths.
        assert!(widths[1] >= 1_400, "{widths:?}");
        assert!(widths[2] > 3 * widths[0], "{widths:?}");
    }

    #[test]
    fn a_table_without_rows_or_with_words_too_long_keeps_within_its_room() {
        let word = "x".repeat(400);
        let columns = [&word[..]; 3];
        for table in [table(&[]), table(&[columns])] {
            let widths = widths(&table, 2_000);
            assert_eq!(widths.len(), 3);
            assert!(widths.iter().sum::<u32>() <= 2_000, "{widths:?}");
        }
        assert!(needs_more_than(&table(&[columns]), 2_000));
        assert!(!needs_more_than(&table(&[["Smith", "1.2", "none"]]), 9_866));
    }
}
