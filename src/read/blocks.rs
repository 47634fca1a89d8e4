//! Finds the table among the rows of a text or a worksheet: what stands beside it, tables that stand below each other, lines
//! between rows that say what the rows under them are about, heads that are one short.
//!
//! It works on cells, not on files, so that what is pasted and what a workbook holds are understood alike. Columns keep
//! their places; what the lines between say is added as a column behind the last.

use std::collections::{BTreeMap, BTreeSet};

use super::columns::names::{are_of_one_trial, is_known_head};
use super::delimited::Row;
use super::head::{Head, plain};
use super::head_rows::{count_head_rows, is_numeric, is_side, names_total};
use super::meaning::Meaning;
use super::number::usual_signs;
use super::understanding::TableBlock;
use crate::data::is_chinese;
use crate::data::{ProblemKind, names_control};

/// The rows of one table, its heads first.
#[derive(Default)]
pub(super) struct Arranged {
    pub(super) rows: Vec<Row>,
    /// The line above the heads.
    pub(super) title: Option<String>,
    /// What is not part of the table, or was moved, with its lines.
    pub(super) left_out: Vec<(ProblemKind, Vec<usize>)>,
    /// What columns hold as the arrangement shows.
    pub(super) meanings: BTreeMap<usize, Meaning>,
    /// The tables that stand below each other, where they are different ones.
    pub(super) tables: Vec<TableBlock>,
    /// Where the blocks begin that repeat each other, if nothing says what each is about.
    pub(super) unnamed_blocks: Vec<usize>,
}

/// Arranges the rows: of several different tables the one at this place.
pub(super) fn arrange(rows: &[Row], wanted: usize) -> Arranged {
    let mut rows = rows.to_vec();
    let mut left_out = Vec::new();
    if let Some(lines) = cut_side_block(&mut rows) {
        left_out.push((ProblemKind::BesideTable, lines));
    }
    let blocks = blocks(&rows);
    let same = blocks
        .split_first()
        .is_some_and(|(first, others)| others.iter().all(|block| block.has_heads_of(first)));
    let mut arranged = if blocks.len() > 1 && !same {
        one_of(&blocks, wanted)
    } else {
        joined(blocks)
    };
    arranged.left_out.splice(0..0, left_out);
    if shift_heads(&mut arranged.rows) {
        let lines = arranged.rows.iter().skip(1).map(|row| row.line).collect();
        arranged.left_out.push((ProblemKind::HeadsShifted, lines));
    }
    take_lines_between(&mut arranged);
    tell_analyses_apart(&mut arranged.rows);
    take_totals_from_heads(&mut arranged);
    arranged
}

/// Makes columns of the totals that heads name, "Drug (N=100)", in a table of the outcomes of one trial. In a table of
/// several trials such a total is that of all of them, and says nothing of a row.
fn take_totals_from_heads(arranged: &mut Arranged) {
    let head_rows = count_head_rows(&arranged.rows);
    let heads = arranged.rows.get(..head_rows).unwrap_or_default();
    let cells = heads.iter().flat_map(|row| row.cells.iter());
    let plain_heads: Vec<String> = cells.map(|cell| Head::new(cell).plain).collect();
    if !are_of_one_trial(&plain_heads) {
        return;
    }
    let mut found: Vec<(usize, usize, String, String)> = Vec::new();
    for (row, head) in heads.iter().enumerate() {
        for (column, cell) in head.cells.iter().enumerate() {
            if let Some((arm, total)) = total_in_head(cell) {
                found.push((row, column, arm.to_owned(), total));
            }
        }
    }
    if found.len() < 2 {
        return;
    }
    let width = arranged.rows.iter().map(|row| row.cells.len()).max();
    let width = width.unwrap_or(0);
    for (place, row) in arranged.rows.iter_mut().enumerate() {
        let has_numbers = row.cells.iter().any(|cell| is_numeric(cell));
        row.cells.resize(width, String::new());
        for (head_row, column, arm, total) in &found {
            if place == *head_row
                && let Some(cell) = row.cells.get_mut(*column)
            {
                // Over "n" and "%" the arm stands alone; else the column counts events.
                let ends = head_rows == head_row + 1;
                *cell = if ends {
                    format!("{arm} n")
                } else {
                    arm.clone()
                };
            }
            row.cells
                .push(if place == *head_row && place + 1 < head_rows {
                    arm.clone()
                } else if place + 1 == head_rows && *head_row + 1 < head_rows {
                    "N".to_owned()
                } else if place + 1 == head_rows {
                    format!("{arm} N")
                } else if place >= head_rows && has_numbers {
                    total.clone()
                } else {
                    String::new()
                });
        }
    }
    let line = arranged.rows.first().map_or(1, |row| row.line);
    arranged
        .left_out
        .push((ProblemKind::TotalsFromHeads, vec![line]));
}

/// The arm and its total in a head like "Drug (N=100)" or "Placebo, n = 1,234".
fn total_in_head(head: &str) -> Option<(&str, String)> {
    if let Some(found) = total_in_cases(head) {
        return Some(found);
    }
    let (before, after) = head.rsplit_once(['=', '＝'])?;
    let after = usual_signs(after);
    let digits = after.trim().trim_end_matches([')', ']']).trim();
    let total: String = digits.chars().filter(|sign| *sign != ',').collect();
    let before = before.trim_end().strip_suffix(['n', 'N'])?;
    let goes_on = |sign: char| sign.is_alphanumeric() && !is_chinese(sign);
    if before.ends_with(goes_on)
        || total.is_empty()
        || !total.bytes().all(|byte| byte.is_ascii_digit())
    {
        return None;
    }
    let arm = before.trim_end_matches([
        '(', '[', ',', ';', ':', ' ', '\u{a0}', '（', '【', '，', '；', '：',
    ]);
    (!arm.is_empty()).then_some((arm, total))
}

/// The same in a head like 试验组（50例）.
fn total_in_cases(head: &str) -> Option<(&str, String)> {
    let inside = head.trim_end().strip_suffix([')', '）'])?;
    let (arm, total) = inside
        .trim_end()
        .strip_suffix(['例', '人'])?
        .rsplit_once(['(', '（'])?;
    let total = usual_signs(total.trim()).into_owned();
    let is_count = !total.is_empty() && total.bytes().all(|byte| byte.is_ascii_digit());
    (is_count && !arm.trim().is_empty()).then(|| (arm.trim(), total))
}

/// Adds the numbers of analyses to their names where several analyses of RevMan have one name.
fn tell_analyses_apart(rows: &mut [Row]) {
    let Some((head, body)) = rows.split_first_mut() else {
        return;
    };
    let heads = plain_cells(head);
    let column = |name: &str| heads.iter().position(|head| head == name);
    let (Some(group), Some(number), Some(name)) = (
        column("analysisgroup"),
        column("analysisnumber"),
        column("analysisname"),
    ) else {
        return;
    };
    let numbered = |row: &Row| format!("{}.{}", row.cell(group), row.cell(number));
    let mut numbers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for row in body.iter() {
        let of_name = numbers.entry(row.cell(name).to_lowercase()).or_default();
        of_name.insert(numbered(row));
    }
    for row in body {
        let several = numbers
            .get(&row.cell(name).to_lowercase())
            .is_some_and(|numbers| numbers.len() > 1);
        let number = numbered(row);
        if let Some(cell) = row.cells.get_mut(name).filter(|_| several) {
            cell.extend([" (", &number, ")"]);
        }
    }
}

// What stands beside the table ----------------------------------------------------------------------------------------

/// Cuts away what stands beside the table behind an empty column: a list of codes, a remark. Answers with its lines.
///
/// A column that is left empty between the arms of a table is none that separates: what stands behind it goes through all
/// rows.
fn cut_side_block(rows: &mut [Row]) -> Option<Vec<usize>> {
    /// Of so many rows in a hundred at least does a part of the table have something.
    const COVERED: usize = 75;
    /// So many gaps are looked at: a table of thousands of columns is not gone through for each of them.
    const MOST_GAPS: usize = 8;
    let width = rows.iter().map(|row| row.cells.len()).max()?;
    let mut filled = vec![false; width];
    for row in rows.iter() {
        for (filled, cell) in filled.iter_mut().zip(&row.cells) {
            *filled |= !cell.is_empty();
        }
    }
    let first = filled.iter().position(|filled| *filled)?;
    let last = filled.iter().rposition(|filled| *filled)?;
    let gaps = (first + 1..last).filter(|column| {
        filled.get(*column) == Some(&false) && filled.get(*column - 1) == Some(&true)
    });
    for gap in gaps.take(MOST_GAPS) {
        let count = |row: &Row, left: bool| {
            let (before, after) = row.cells.split_at(gap.min(row.cells.len()));
            let part = if left { before } else { after };
            part.iter().filter(|cell| !cell.is_empty()).count()
        };
        let left = rows.iter().filter(|row| count(row, true) >= 2).count();
        let right = rows.iter().filter(|row| count(row, false) >= 1).count();
        let both = rows
            .iter()
            .filter(|row| count(row, true) >= 2 && count(row, false) >= 1)
            .count();
        if left < 2 || 100 * both >= COVERED * left || right > left {
            continue;
        }
        let beside: Vec<usize> = rows
            .iter()
            .filter(|row| count(row, false) >= 1)
            .map(|row| row.line)
            .collect();
        for row in rows.iter_mut() {
            row.cells.truncate(gap);
        }
        return Some(beside);
    }
    None
}

// Heads that are one short --------------------------------------------------------------------------------------------

/// Moves the heads by one column where every row is longer than they are by one: R writes the numbers of rows without a
/// head.
fn shift_heads(rows: &mut [Row]) -> bool {
    let Some((head, body)) = rows.split_first_mut() else {
        return false;
    };
    let heads = head.filled();
    let is_full = head.cells.iter().take(heads).all(|cell| !cell.is_empty());
    let longer = body.iter().all(|row| {
        !row.cell(heads).is_empty() && row.cells.iter().skip(heads + 1).all(String::is_empty)
    });
    if heads < 2 || !is_full || body.is_empty() || !longer {
        return false;
    }
    let firsts: BTreeSet<&str> = body.iter().map(|row| row.cell(0)).collect();
    let numbered = body
        .iter()
        .all(|row| row.cell(0).parse::<u32>().is_ok() && !is_numeric(row.cell(1)))
        && firsts.len() == body.len();
    // Row names that are words, under a head of numbers.
    let words_under_quantity = !is_known_head(&Head::new(head.cell(0)).plain)
        && body
            .iter()
            .all(|row| !is_numeric(row.cell(0)) && is_numeric(row.cell(heads)));
    if !numbered && !words_under_quantity {
        return false;
    }
    head.cells.insert(0, String::new());
    head.cells.truncate(heads + 1);
    true
}

// Tables below each other ---------------------------------------------------------------------------------------------

/// Rows under heads of their own, with the lines above these.
struct Block {
    above: Vec<Row>,
    rows: Vec<Row>,
    head_rows: usize,
}

impl Block {
    fn of(mut rows: Vec<Row>) -> Self {
        let widest = rows.iter().map(Row::filled).max().unwrap_or(0);
        let above = rows
            .iter()
            .take_while(|row| row.filled() == 1 && widest > 2)
            .count();
        let below = rows.split_off(above);
        Self {
            above: rows,
            head_rows: count_head_rows(&below),
            rows: below,
        }
    }

    fn title(&self) -> Option<&str> {
        let last = self.above.last()?;
        let cell = last.cells.iter().find(|cell| !cell.is_empty());
        cell.map(String::as_str)
    }

    fn line(&self) -> usize {
        self.rows.first().map_or(1, |row| row.line)
    }

    fn body(&self) -> &[Row] {
        self.rows.get(self.head_rows..).unwrap_or_default()
    }

    fn has_heads_of(&self, other: &Self) -> bool {
        let heads = |block: &Self| -> Vec<Vec<String>> {
            let rows = block.rows.iter().take(block.head_rows);
            rows.map(plain_cells).collect()
        };
        heads(self) == heads(other)
    }
}

fn plain_cells(row: &Row) -> Vec<String> {
    let mut cells: Vec<String> = row.cells.iter().map(|cell| plain(cell)).collect();
    while cells.last().is_some_and(String::is_empty) {
        cells.pop();
    }
    cells
}

/// Cuts rows into blocks: a new one begins where heads come again after rows with numbers, with the lines above them.
fn blocks(rows: &[Row]) -> Vec<Block> {
    let Some(first) = rows.iter().find(|row| row.filled() > 1).map(plain_cells) else {
        return vec![Block::of(rows.to_vec())];
    };
    let mut starts = vec![0];
    let mut has_numbers = false;
    for (place, row) in rows.iter().enumerate() {
        if row.cells.iter().any(|cell| is_numeric(cell)) {
            has_numbers = true;
        } else if has_numbers && is_heads(row, &first) {
            let above = rows.get(..place).unwrap_or_default().iter().rev();
            let above = above.take_while(|row| row.filled() == 1).count();
            starts.push(place - above);
            has_numbers = false;
        }
    }
    starts.push(rows.len());
    starts
        .windows(2)
        .filter_map(|ends| match ends {
            [from, to] => rows.get(*from..*to).map(|rows| Block::of(rows.to_vec())),
            _ => None,
        })
        .collect()
}

/// Whether a row without numbers is one of heads: the first one again, or one of which half of the cells name what columns
/// hold.
fn is_heads(row: &Row, first: &[String]) -> bool {
    if row.filled() < 2 {
        return false;
    }
    let plain_cells = plain_cells(row);
    let begins_alike =
        is_known_head(&Head::new(row.cell(0)).plain) && plain_cells.first() == first.first();
    if plain_cells == first || begins_alike {
        return true;
    }
    let names = |cell: &&String| {
        let head = Head::new(cell);
        head.may_name_quantity() || is_side(cell) || is_known_head(&head.plain)
    };
    let naming = row.cells.iter().filter(names).count();
    // A row of a trial begins with its name, heads with the name of a column.
    let begins = row.cells.iter().find(|cell| !cell.is_empty());
    begins.is_some_and(|cell| is_known_head(&Head::new(cell).plain))
        && row.filled() >= 3
        && naming >= 2
        && 2 * naming >= row.filled()
}

/// One of several different tables.
fn one_of(blocks: &[Block], wanted: usize) -> Arranged {
    let tables = blocks
        .iter()
        .map(|block| TableBlock {
            title: block.title().unwrap_or_default().to_owned(),
            line: block.line(),
            rows: block.body().len(),
        })
        .collect();
    let block = blocks.get(wanted).or_else(|| blocks.first());
    Arranged {
        rows: block.map(|block| block.rows.clone()).unwrap_or_default(),
        title: block.and_then(|block| block.title().map(str::to_owned)),
        tables,
        ..Arranged::default()
    }
}

/// The blocks under the same heads as one table. What stands above each says what its rows are about.
fn joined(blocks: Vec<Block>) -> Arranged {
    let several = blocks.len() > 1;
    let named = several && blocks.iter().all(|block| block.title().is_some());
    let repeats = several && !named && repeats_names(&blocks);
    let mut arranged = Arranged::default();
    let mut heads_again = Vec::new();
    for (place, block) in blocks.into_iter().enumerate() {
        let title = block.title().map(str::to_owned);
        let above = block.above.last().cloned();
        let line = block.line();
        let head_rows = block.head_rows;
        if place == 0 && !named {
            arranged.title = title;
        }
        for (row, content) in block.rows.into_iter().enumerate() {
            let is_head = row < head_rows;
            if is_head && place > 0 {
                heads_again.push(content.line);
                continue;
            }
            if row == head_rows
                && named
                && let Some(above) = &above
            {
                arranged.rows.push(above.clone());
            }
            arranged.rows.push(content);
        }
        if repeats {
            arranged.unnamed_blocks.push(line);
        }
    }
    if !heads_again.is_empty() {
        arranged
            .left_out
            .push((ProblemKind::RepeatedHeads, heads_again));
    }
    arranged
}

/// Whether the first columns of text of several blocks name the same.
fn repeats_names(blocks: &[Block]) -> bool {
    let mut seen = BTreeSet::new();
    blocks.iter().any(|block| {
        let own: BTreeSet<String> = block
            .body()
            .iter()
            .map(|row| plain(row.cell(0)))
            .filter(|name| !name.is_empty())
            .collect();
        let again = own.iter().any(|name| seen.contains(name));
        seen.extend(own);
        again
    })
}

// Lines between rows --------------------------------------------------------------------------------------------------

/// What the lines between rows say.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Between {
    Trials,
    Outcomes,
    Parts,
}

/// Takes lines with one cell between rows for what they say of the rows under them, which becomes a column of its own: the
/// trial, where those rows are its arms; the outcome, where the same trials come again under each; else a part of the
/// table.
fn take_lines_between(arranged: &mut Arranged) {
    let head_rows = count_head_rows(&arranged.rows);
    let body = arranged.rows.get(head_rows..).unwrap_or_default();
    let places = lines_between(body);
    if places.is_empty() {
        return;
    }
    let between = what_lines_say(body, &places);
    let width = arranged
        .rows
        .iter()
        .map(|row| row.cells.len())
        .max()
        .unwrap_or(0);
    let lines: BTreeSet<usize> = places.iter().map(|place| place + head_rows).collect();
    let head = match between {
        Between::Trials => "Trial",
        Between::Outcomes => "Outcome",
        Between::Parts => "Part of the table",
    };
    let mut said = String::new();
    let mut rows = Vec::with_capacity(arranged.rows.len());
    for (place, mut row) in std::mem::take(&mut arranged.rows).into_iter().enumerate() {
        if lines.contains(&place) {
            without_mark(row.cell(0)).clone_into(&mut said);
            continue;
        }
        row.cells.resize(width, String::new());
        row.cells.push(if place + 1 == head_rows {
            head.to_owned()
        } else if place < head_rows {
            String::new()
        } else {
            said.clone()
        });
        rows.push(row);
    }
    arranged.rows = rows;
    match between {
        Between::Trials => {
            arranged.meanings.insert(width, Meaning::Trial);
            arranged.meanings.insert(0, Meaning::Arm);
        }
        Between::Outcomes => {
            arranged.meanings.insert(width, Meaning::Outcome);
        }
        Between::Parts => {
            arranged.meanings.insert(width, Meaning::Covariate);
        }
    }
}

/// The places of rows with nothing but a text in their first cell, under which rows with more follow.
fn lines_between(body: &[Row]) -> Vec<usize> {
    let widest = body.iter().map(Row::filled).max().unwrap_or(0);
    if widest <= 2 {
        return Vec::new();
    }
    let is_line = |row: &Row| {
        let text = row.cell(0);
        row.filled() == 1 && !text.is_empty() && !is_numeric(text) && !names_total(text)
    };
    let places: Vec<usize> = body
        .iter()
        .zip(body.iter().skip(1))
        .enumerate()
        .filter(|(_, (row, next))| is_line(row) && next.filled() > 1)
        .filter(|(_, (row, next))| {
            // A trial of which nothing is reported stands among others like it.
            !(names_trial(row.cell(0)) && (names_trial(next.cell(0)) || next.cell(0).is_empty()))
        })
        .map(|(place, _)| place)
        .collect();
    // A single line in the midst is a row of which little is known; a table in parts begins with the first.
    if places.len() == 1 && places.first() != Some(&0) {
        return Vec::new();
    }
    places
}

/// Whether a text looks like the name of a trial: a word and a year.
fn names_trial(text: &str) -> bool {
    let text = without_mark(text).trim_end_matches(|sign: char| sign.is_ascii_lowercase());
    let text = text.trim_end_matches([')', ']']);
    let digits = text.chars().rev().take_while(char::is_ascii_digit).count();
    digits == 4 && text.len() > 5
}

fn what_lines_say(body: &[Row], places: &[usize]) -> Between {
    let lines: BTreeSet<&usize> = places.iter().collect();
    let mut under: BTreeMap<String, BTreeSet<usize>> = BTreeMap::new();
    let mut part = 0;
    for (place, row) in body.iter().enumerate() {
        if lines.contains(&place) {
            part += 1;
        } else if !row.cell(0).is_empty() {
            under.entry(plain(row.cell(0))).or_default().insert(part);
        }
    }
    let again = under.values().filter(|parts| parts.len() > 1).count();
    if under.keys().any(|name| names_control(name)) && again > 0 {
        Between::Trials
    } else if 2 * again >= under.len().max(1) && again > 0 {
        Between::Outcomes
    } else {
        Between::Parts
    }
}

/// A name without the marks that point to a footnote.
pub(super) fn without_mark(text: &str) -> &str {
    text.trim_end_matches(super::number::FOOTNOTE_MARKS)
        .trim_end()
}
