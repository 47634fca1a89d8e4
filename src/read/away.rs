//! Reads a file or a long text in another thread, and hands what was read to the page in pieces.
//!
//! [`read_away`] and [`read_text_away`] do all of the reading that takes long. What they give is as long as the file, and
//! would hold up the page that takes it in at once: [`ReadAway::in_pieces`] cuts it into [`Piece`]s, each of which is taken
//! in well within a frame, and [`Arriving`] puts them together again.

use std::mem;
use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::files::{self, Opened, Refusal};
use super::robvis::{self, JudgedRow, JudgedTable, NotUnderstood};
use super::table::{Choices, Reading, table};
use super::workbook::Worksheet;
use crate::data::{Outcome, Problem, Trial};

/// What a file holds, with everything read that takes long.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ReadAway {
    /// One table.
    Table(Box<ReadTable>),
    /// The worksheets of a workbook.
    Workbook(Vec<ReadTable>),
    /// A text in JSON: a project, or a record of a registry.
    Json(String),
    /// A review of another program: it is small, and read where it is shown.
    Small,
    /// It is not read.
    Refused(Refusal),
}

/// A table with what it is taken for.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct ReadTable {
    /// The name of the worksheet; empty for a file that is one table.
    pub name: String,
    /// Its text.
    pub text: String,
    /// The choices by which it was read: as long as nobody decides otherwise, what is known of how it is written.
    pub choices: Choices,
    /// What it is taken for.
    pub reading: Reading,
    /// The judgements that it holds, where nothing can be pooled from it.
    pub judged: Option<JudgedTable>,
}

impl ReadTable {
    fn of(name: String, text: String, choices: Choices) -> Self {
        let reading = table(&text, &choices);
        let judged = if reading.holds_outcomes() {
            None
        } else {
            robvis::recognise(&text)
        };
        Self {
            name,
            text,
            choices,
            reading,
            judged,
        }
    }
}

/// Reads a file as far as that can be done away from the page.
#[must_use]
pub fn read_away(bytes: &[u8]) -> ReadAway {
    match files::file(bytes) {
        Ok(Opened::Text(text, _)) => read_text_away(text, Choices::default()),
        Ok(Opened::Json(text)) => ReadAway::Json(text),
        Ok(Opened::Workbook(sheets)) => {
            let read = |sheet: Worksheet| {
                let text = sheet.text();
                ReadTable::of(sheet.name, text, Worksheet::choices())
            };
            ReadAway::Workbook(sheets.into_iter().map(read).collect())
        }
        Ok(Opened::Review(_)) => ReadAway::Small,
        Err(refusal) => ReadAway::Refused(refusal),
    }
}

/// Reads a text that is known to be a table, by these choices.
#[must_use]
pub fn read_text_away(text: String, choices: Choices) -> ReadAway {
    ReadAway::Table(Box::new(ReadTable::of(String::new(), text, choices)))
}

/// As many characters of a text, or parts of a review, as one piece holds: what the page takes in within some milliseconds.
const CHARACTERS: usize = 256 * 1024;
const PARTS: usize = 250;

/// A piece of what was read. What belongs to a table names it by its place.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Piece {
    /// Everything but what is long; the first piece.
    Frame(Box<ReadAway>),
    /// What follows in the text of a table, or in the text in JSON.
    Text(usize, String),
    /// The next outcomes.
    Outcomes(usize, Vec<Arc<Outcome>>),
    /// The next trials.
    Trials(usize, Vec<Arc<Trial>>),
    /// The next problems.
    Problems(usize, Vec<Problem>),
    /// The next rows of judgements.
    Judged(usize, Vec<JudgedRow>),
    /// The next cells that hold no judgement.
    NotUnderstood(usize, Vec<NotUnderstood>),
    /// Nothing follows.
    End,
}

/// What is long in a table.
#[derive(Default)]
struct Long {
    text: String,
    outcomes: Vec<Arc<Outcome>>,
    trials: Vec<Arc<Trial>>,
    problems: Vec<Problem>,
    judged: Vec<JudgedRow>,
    not_understood: Vec<NotUnderstood>,
}

impl Long {
    /// Takes what is long out of a table.
    fn of(table: &mut ReadTable) -> Self {
        let (judged, not_understood) = match &mut table.judged {
            Some(judged) => (
                mem::take(&mut judged.rows),
                mem::take(&mut judged.not_understood),
            ),
            None => Default::default(),
        };
        Self {
            text: mem::take(&mut table.text),
            outcomes: mem::take(&mut table.reading.review.outcomes),
            trials: mem::take(&mut table.reading.review.trials),
            problems: mem::take(&mut table.reading.problems),
            judged,
            not_understood,
        }
    }

    fn in_pieces(self, place: usize, give: &mut dyn FnMut(Piece)) {
        for text in slices(&self.text) {
            give(Piece::Text(place, text.to_owned()));
        }
        let one = |_: &_| 1;
        for outcomes in parted(self.outcomes, &one) {
            give(Piece::Outcomes(place, outcomes));
        }
        let parts = |trial: &Arc<Trial>| 1 + trial.records.len() + trial.covariates.len() / 4;
        for trials in parted(self.trials, &parts) {
            give(Piece::Trials(place, trials));
        }
        for problems in parted(self.problems, &|_| 1) {
            give(Piece::Problems(place, problems));
        }
        let judgements = |row: &JudgedRow| 1 + row.assessment.domains.len();
        for rows in parted(self.judged, &judgements) {
            give(Piece::Judged(place, rows));
        }
        for cells in parted(self.not_understood, &|_| 1) {
            give(Piece::NotUnderstood(place, cells));
        }
    }
}

/// A list in lists of about as many parts each.
fn parted<T>(list: Vec<T>, parts_of: &dyn Fn(&T) -> usize) -> Vec<Vec<T>> {
    let mut lists = Vec::new();
    let mut next = Vec::new();
    let mut parts = 0;
    for item in list {
        parts += parts_of(&item);
        next.push(item);
        if parts >= PARTS {
            lists.push(mem::take(&mut next));
            parts = 0;
        }
    }
    if !next.is_empty() {
        lists.push(next);
    }
    lists
}

/// A text in slices that end between two characters.
fn slices(text: &str) -> impl Iterator<Item = &str> {
    let mut rest = text;
    std::iter::from_fn(move || {
        let (slice, after) = rest.split_at(rest.floor_char_boundary(CHARACTERS));
        rest = after;
        (!slice.is_empty()).then_some(slice)
    })
}

impl ReadAway {
    /// Gives everything away in pieces, in the order in which they are to be taken in.
    pub fn in_pieces(mut self, give: &mut dyn FnMut(Piece)) {
        let json = match &mut self {
            Self::Json(text) => mem::take(text),
            Self::Table(_) | Self::Workbook(_) | Self::Small | Self::Refused(_) => String::new(),
        };
        let tables: Vec<Long> = self.tables().iter_mut().map(Long::of).collect();
        give(Piece::Frame(Box::new(self)));
        for text in slices(&json) {
            give(Piece::Text(0, text.to_owned()));
        }
        for (place, long) in tables.into_iter().enumerate() {
            long.in_pieces(place, give);
        }
        give(Piece::End);
    }

    fn tables(&mut self) -> &mut [ReadTable] {
        match self {
            Self::Table(table) => std::slice::from_mut(table),
            Self::Workbook(tables) => tables,
            Self::Json(_) | Self::Small | Self::Refused(_) => &mut [],
        }
    }
}

/// What has come in of something that was read elsewhere.
#[derive(Debug, Default)]
pub struct Arriving(Option<ReadAway>);

impl Arriving {
    /// Takes the next piece in; gives the whole with the last.
    pub fn take(&mut self, piece: Piece) -> Option<ReadAway> {
        match piece {
            Piece::Frame(frame) => self.0 = Some(*frame),
            Piece::Text(place, text) => {
                if let Some(ReadAway::Json(json)) = &mut self.0 {
                    json.push_str(&text);
                } else {
                    self.add(place, |table| table.text.push_str(&text));
                }
            }
            Piece::Outcomes(place, outcomes) => {
                self.add(place, |table| {
                    table.reading.review.outcomes.extend(outcomes);
                });
            }
            Piece::Trials(place, trials) => {
                self.add(place, |table| table.reading.review.trials.extend(trials));
            }
            Piece::Problems(place, problems) => {
                self.add(place, |table| table.reading.problems.extend(problems));
            }
            Piece::Judged(place, rows) => {
                self.add_judged(place, |judged| judged.rows.extend(rows));
            }
            Piece::NotUnderstood(place, cells) => {
                self.add_judged(place, |judged| judged.not_understood.extend(cells));
            }
            Piece::End => return self.0.take(),
        }
        None
    }

    fn add(&mut self, place: usize, add: impl FnOnce(&mut ReadTable)) {
        let tables = self.0.as_mut().map(ReadAway::tables);
        if let Some(table) = tables.and_then(|tables| tables.get_mut(place)) {
            add(table);
        }
    }

    fn add_judged(&mut self, place: usize, add: impl FnOnce(&mut JudgedTable)) {
        self.add(place, |table| {
            if let Some(judged) = &mut table.judged {
                add(judged);
            }
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A thread of its own reads; the pieces cross as JSON.
    fn crossed(read: ReadAway) -> (Option<ReadAway>, usize) {
        let mut arriving = Arriving::default();
        let mut whole = None;
        let mut longest = 0;
        read.in_pieces(&mut |piece| {
            let json = serde_json::to_string(&piece).unwrap();
            longest = longest.max(json.len());
            whole = arriving.take(serde_json::from_str(&json).unwrap());
        });
        (whole, longest)
    }

    /// A table of so many trials, of which every third has a cell too many.
    fn rows(count: usize) -> String {
        let rows = (0..count).map(|row| {
            let surplus = if row % 3 == 0 { ",x" } else { "" };
            format!("Trial ä{row},{},100,{},100{surplus}\n", row % 7, row % 120)
        });
        let rows: String = rows.collect();
        format!("Study,ai,n1i,ci,n2i\n{rows}")
    }

    #[test]
    fn what_was_read_crosses_in_short_pieces_and_is_the_same_on_the_other_side() {
        let judged = "Study,D1,D2,D3,D4\nAsh,Low,High,Low,Some concerns\nElm,Low,odd,Low,High\n";
        let wide = {
            let outcomes = 0..300;
            let heads = outcomes.clone().map(|at| {
                format!(
                    ",Rash {at} A events,Rash {at} A total,Rash {at} B events,Rash {at} B total"
                )
            });
            let cells = outcomes.map(|_| ",1,10,2,10");
            let (heads, cells): (String, String) = (heads.collect(), cells.collect());
            format!("Trial{heads}\nAsh{cells}\nElm{cells}\n")
        };
        for text in [rows(30_000), judged.to_owned(), wide, String::new()] {
            let read = read_away(text.as_bytes());
            let (whole, longest) = crossed(read.clone());
            assert_eq!(whole, Some(read));
            assert!(longest < 512 * 1024, "{longest} characters in one piece");
        }
    }

    #[test]
    fn a_text_in_json_crosses_in_pieces_too() {
        let text = format!("[\"{}\"]", "ü".repeat(CHARACTERS));
        let (whole, longest) = crossed(read_away(text.as_bytes()));
        assert_eq!(whole, Some(ReadAway::Json(text)));
        assert!(longest < 2 * CHARACTERS);
    }

    #[test]
    fn judgements_are_read_away_where_nothing_can_be_pooled() {
        let judged = "Study,D1,D2,D3\nAsh,Low,High,Low\n";
        let is_judged = |text: &str| match read_away(text.as_bytes()) {
            ReadAway::Table(table) => table.judged.is_some(),
            _ => false,
        };
        assert!(is_judged(judged));
        assert!(!is_judged(&rows(3)));
    }
}
