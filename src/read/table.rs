//! Reads a table into a review, with what each column was taken for and what is wrong where.

use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

use super::blank_heads::{self, BlankHeads};
use super::blocks::{self, Arranged};
use super::build::{Builder, Built, Setting};
use super::chinese;
use super::columns::{Recognised, recognise};
use super::conclusions::{
    by_cause, judgements, layouts, may_name_outcome, not_compared, questions,
};
use super::delimited::{self, Delimiter, Row};
use super::event_class::{EventPart, EventWording};
use super::head_rows::{count_head_rows, heads, names_total};
use super::meaning::{Column, Layout, Meaning};
use super::number::{self, Decimal};
use super::revman::{self, Export};
use super::understanding::{Comparison, LayoutCandidate, LeftOutRows, Question, TableBlock};
use crate::data::{Place, Problem, ProblemKind, Randomized, Review, Role, Severity, problems_of};

/// What the user has decided about a table; whatever is left open is recognised.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Choices {
    /// What stands between cells.
    pub delimiter: Option<Delimiter>,
    /// What stands before decimals.
    pub decimal: Option<Decimal>,
    /// How many rows the heads take.
    pub head_rows: Option<usize>,
    /// What columns hold, by their index from 0.
    pub meanings: BTreeMap<usize, Meaning>,
    /// What the experimental arm is called.
    pub experimental_label: Option<String>,
    /// What the control arm is called.
    pub control_label: Option<String>,
    /// Whether rows that look like sums of the others are kept as trials.
    pub keep_total_rows: bool,
    /// Which of several tables is read, by its place among [`Reading::tables`].
    pub table: usize,
    /// What a row is.
    pub layout: Option<Layout>,
    /// The sides on which arms stand, by their names in small letters; empty where that is recognised. Arms that are not
    /// named here are then not compared.
    pub sides: BTreeMap<String, Role>,
    /// The one trial that all rows are about, where no column names trials.
    pub single_trial: Option<String>,
    /// Whether the trials were randomized, where no column says so.
    pub randomized: Option<Randomized>,
    /// What columns of numbers without a head hold.
    pub blank_heads: Option<BlankHeads>,
}

impl Choices {
    /// These choices with another meaning for one column, and all else as the reading had it: the columns beside a column
    /// does not change its meaning when the column itself is given another.
    #[must_use]
    pub fn with_meaning(&self, reading: &Reading, index: usize, meaning: Meaning) -> Self {
        let mut choices = self.clone();
        for column in &reading.columns {
            choices
                .meanings
                .entry(column.index)
                .or_insert_with(|| column.meaning.clone());
        }
        choices.meanings.insert(index, meaning);
        choices.experimental_label = Some(reading.review.experimental_label.clone());
        choices.control_label = Some(reading.review.control_label.clone());
        choices
    }
}

/// A row of the table as it was cut into cells.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct PreviewRow {
    /// Its line in the text, from 1.
    pub line: usize,
    /// Its cells.
    pub cells: Vec<String>,
}

/// A table as it was understood.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Reading {
    /// The review. Whatever could not be understood is in it as typed.
    pub review: Review,
    /// The columns, each with its meaning and why.
    pub columns: Vec<Column>,
    /// How rows relate to trials.
    pub layout: Layout,
    /// What stood between cells.
    pub delimiter: Delimiter,
    /// What stood before decimals.
    pub decimal: Decimal,
    /// How many rows the heads took.
    pub head_rows: usize,
    /// What is wrong, in the order of the table.
    pub problems: Vec<Problem>,
    /// The first rows under the heads.
    pub preview: Vec<PreviewRow>,
    /// How many rows there are under the heads.
    pub row_count: usize,
    /// The tables that stand below each other, where there are several; one of them was read.
    pub tables: Vec<TableBlock>,
    /// What a row can be: first what it was taken for, then what fits less well.
    pub layouts: Vec<LayoutCandidate>,
    /// Which arms are compared, where rows or heads name arms.
    pub comparison: Option<Comparison>,
    /// What has to be answered before anything is pooled.
    pub questions: Vec<Question>,
    /// What is left out, grouped by cause.
    pub left_out: Vec<LeftOutRows>,
    /// The words by which rows say which events they count, and what they became.
    #[serde(default)]
    pub event_wordings: Vec<EventWording>,
}

impl Reading {
    /// Whether there is nothing to be had from the text.
    #[must_use]
    pub fn is_fatal(&self) -> bool {
        self.problems
            .iter()
            .any(|problem| problem.severity == Severity::Fatal)
    }

    /// Whether something can be pooled from it.
    #[must_use]
    pub fn holds_outcomes(&self) -> bool {
        !self.is_fatal() && !self.review.outcomes.is_empty()
    }

    fn nothing(kind: ProblemKind) -> Self {
        Self {
            review: Review::default(),
            columns: Vec::new(),
            layout: Layout::Unknown,
            delimiter: Delimiter::Tab,
            decimal: Decimal::Point,
            head_rows: 0,
            problems: vec![Problem {
                place: Place::default(),
                kind,
                severity: Severity::Fatal,
            }],
            preview: Vec::new(),
            row_count: 0,
            tables: Vec::new(),
            layouts: Vec::new(),
            comparison: None,
            questions: Vec::new(),
            left_out: Vec::new(),
            event_wordings: Vec::new(),
        }
    }
}

/// How many rows a preview shows.
const PREVIEW_ROWS: usize = 12;

/// Reads delimited text: pasted from a spreadsheet, or a CSV or TSV file.
///
/// Never fails: what is wrong is in [`Reading::problems`], and what could be understood is in the review all the same.
///
/// ```
/// use trialpool::read::{Choices, Layout, table};
///
/// let pasted = "Study\tEvents MSC\tTotal MSC\tEvents control\tTotal control\nGu 2020\t3\t19\t0\t20\n";
/// let reading = table(pasted, &Choices::default());
/// assert_eq!(reading.layout, Layout::RowPerTrial);
/// assert_eq!(reading.problems, []);
/// let [trial] = reading.review.trials.as_slice() else {
///     panic!("one row is one trial");
/// };
/// assert_eq!(trial.name, "Gu 2020");
/// ```
#[must_use]
pub fn table(text: &str, choices: &Choices) -> Reading {
    let (delimiter, rows) = match delimited::rows(text, choices.delimiter) {
        Ok(found) => found,
        Err(kind) => return Reading::nothing(kind),
    };
    match revman::export(&rows) {
        Some(export) => read_export(export, delimiter, choices),
        None => read_rows(&rows, delimiter, choices),
    }
}

/// An export of RevMan 5 as the table that it stands for.
fn read_export(export: Export, delimiter: Delimiter, choices: &Choices) -> Reading {
    let mut choices = choices.clone();
    choices.experimental_label = choices.experimental_label.or(export.experimental);
    choices.control_label = choices.control_label.or(export.control);
    let mut reading = read_rows(&export.rows, delimiter, &choices);
    reading.review.title = export.title;
    let not_read = export.not_read.into_iter().map(|(line, kind)| {
        let place = Place {
            row: Some(line),
            ..Place::default()
        };
        warning(place, kind)
    });
    reading.problems.extend(not_read);
    reading.problems.sort_by_key(|problem| problem.place.row);
    reading
}

fn read_rows(rows: &[Row], delimiter: Delimiter, choices: &Choices) -> Reading {
    let arranged = blocks::arrange(rows, choices.table);
    let (title, rows) = without_title(&arranged.rows);
    let title = title.or_else(|| arranged.title.clone());
    let head_rows = choices
        .head_rows
        .unwrap_or_else(|| count_head_rows(rows))
        .min(rows.len());
    let (head, body) = rows.split_at(head_rows);
    let (body, remarks) = without_remarks(body);
    if rows.is_empty() || (body.is_empty() && choices.head_rows.is_none()) {
        return Reading::nothing(ProblemKind::Empty);
    }
    let heads = heads(head, body);
    let decimal = choices.decimal.unwrap_or_else(|| {
        let cells = body.iter().flat_map(|row| row.cells.iter());
        number::decimal_of(cells.map(String::as_str)).unwrap_or(match delimiter {
            Delimiter::Semicolon => Decimal::Comma,
            Delimiter::Tab | Delimiter::Comma | Delimiter::Pipe => Decimal::Point,
        })
    });
    let without_head = blank_heads::possible_totals(&heads, body, decimal);
    let heads = match choices.blank_heads {
        Some(BlankHeads::Totals) => blank_heads::with_totals(heads, &without_head),
        Some(BlankHeads::NotPooled) | None => heads,
    };
    let mut heads = heads;
    chinese::settle_counts(&mut heads, body, decimal);
    let recognised = recognise(&heads, body, choices, &arranged.meanings, decimal);
    let trial_column = recognised
        .columns
        .iter()
        .find(|column| column.meaning == Meaning::Trial)
        .map(|column| column.index);
    let is_total = |row: &Row| {
        !choices.keep_total_rows && trial_column.is_some_and(|index| names_total(row.cell(index)))
    };
    let rows_of_trials: Vec<&Row> = body.iter().filter(|row| !is_total(row)).collect();
    let labels = (recognised.experimental.clone(), recognised.control.clone());
    let setting = Setting {
        layout: recognised.layout,
        decimal,
        comparison: recognised.comparison.as_ref(),
        choices,
        unnamed: title.as_deref().filter(|title| may_name_outcome(title)),
    };
    let pooled: &[&Row] = if recognised.layout == Layout::Results {
        &[]
    } else {
        &rows_of_trials
    };
    let mut built = Builder::new(&recognised.columns, setting).build(pooled, labels);
    built.review.title = title.unwrap_or_default();
    built.review.risk_of_bias = judgements(head, body, &built);
    let found = Found {
        recognised: &recognised,
        built: &built,
        arranged: &arranged,
        body,
        rows_of_trials: &rows_of_trials,
        remarks,
        trial_column,
    };
    let not_compared = not_compared(&recognised, &rows_of_trials);
    let mut questions = questions(&recognised, &built, &arranged, choices);
    let columns = blank_heads::unknown(&without_head, &recognised.columns);
    if !columns.is_empty() && choices.blank_heads.is_none() && recognised.results.is_empty() {
        questions.insert(0, Question::BlankHeads { columns });
    }
    let problems = found.problems(&not_compared, questions.contains(&Question::Comparison));
    let left_out = found.left_out(&not_compared, &problems);
    let event_wordings = recognised.columns.iter().flat_map(|column| {
        let cells = rows_of_trials.iter().map(|row| row.cell(column.index));
        match column.meaning {
            Meaning::Events(part) if part != EventPart::Onset => part.wordings(&column.head, cells),
            _ => Vec::new(),
        }
    });
    let event_wordings = event_wordings.collect();
    Reading {
        layouts: layouts(&recognised, &built, choices),
        review: built.review,
        columns: recognised.columns,
        layout: recognised.layout,
        delimiter,
        decimal,
        head_rows,
        problems,
        preview: body.iter().take(PREVIEW_ROWS).map(PreviewRow::of).collect(),
        row_count: body.len(),
        tables: arranged.tables,
        comparison: recognised.comparison,
        questions,
        left_out,
        event_wordings,
    }
}

fn at_line(line: Option<usize>) -> Place {
    Place {
        row: line,
        ..Place::default()
    }
}

/// What a table was found to hold, of which something may be wrong.
struct Found<'table> {
    recognised: &'table Recognised,
    built: &'table Built,
    arranged: &'table Arranged,
    /// The rows under the heads, sums among them.
    body: &'table [Row],
    rows_of_trials: &'table [&'table Row],
    remarks: &'table [Row],
    trial_column: Option<usize>,
}

/// A cause, and the lines of which it speaks.
type Cause = (ProblemKind, Vec<usize>);

impl Found<'_> {
    /// Everything that is wrong, in the order of the table. While it is asked which arms are compared, none lacks another.
    fn problems(&self, not_compared: &[Cause], is_comparison_open: bool) -> Vec<Problem> {
        let columns = &self.recognised.columns;
        let mut problems = placed(self.built, columns);
        problems.extend(doubts(&self.recognised.doubts, columns, self.built));
        let trials: BTreeSet<usize> = self.rows_of_trials.iter().map(|row| row.line).collect();
        let sums = self.body.iter().filter(|row| !trials.contains(&row.line));
        problems.extend(sums.map(|row| {
            let place = Place {
                trial_name: self.trial_column.map(|index| row.cell(index).to_owned()),
                ..at_line(Some(row.line))
            };
            warning(place, ProblemKind::TotalRow)
        }));
        let rows = self.rows_of_trials.iter();
        problems.extend(rows.filter_map(|row| ragged(row, columns)));
        problems.extend(self.remarks.iter().map(|row| {
            let typed = row.cell(0).to_owned();
            warning(at_line(Some(row.line)), ProblemKind::Remark { typed })
        }));
        let said_once = self.arranged.left_out.iter().chain(not_compared);
        problems.extend(
            said_once.map(|(kind, lines)| warning(at_line(lines.first().copied()), kind.clone())),
        );
        if self.recognised.layout == Layout::Results {
            let line = self.body.first().map(|row| row.line);
            problems.push(warning(at_line(line), ProblemKind::EarlierResults));
        }
        if is_comparison_open {
            problems.retain(|problem| problem.kind != ProblemKind::OneArmOnly);
        }
        problems.sort_by_key(|problem| problem.place.row);
        problems
    }

    /// What is left out, an entry for each cause.
    fn left_out(&self, not_compared: &[Cause], problems: &[Problem]) -> Vec<LeftOutRows> {
        let said = self.arranged.left_out.iter().chain(not_compared);
        let mut left_out: Vec<LeftOutRows> = said
            .map(|(cause, lines)| LeftOutRows {
                cause: cause.clone(),
                lines: lines.clone(),
            })
            .collect();
        if self.recognised.layout == Layout::Results {
            left_out.push(LeftOutRows {
                cause: ProblemKind::EarlierResults,
                lines: self.body.iter().map(|row| row.line).collect(),
            });
        }
        left_out.extend(by_cause(problems, &left_out));
        left_out
    }
}

impl PreviewRow {
    fn of(row: &Row) -> Self {
        Self {
            line: row.line,
            cells: row.cells.clone(),
        }
    }
}

/// Lines above the head with one cell filled are its title ("Table 2. Adverse events").
fn without_title(rows: &[Row]) -> (Option<String>, &[Row]) {
    let widest = rows.iter().map(Row::filled).max().unwrap_or(0);
    let titles = rows
        .iter()
        .take_while(|row| row.filled() == 1 && widest > 2)
        .count();
    let (titles, rows) = rows.split_at(titles);
    let title = titles
        .iter()
        .flat_map(|row| row.cells.iter())
        .find(|cell| !cell.is_empty());
    (title.cloned(), rows)
}

/// Lines under the table with text in their first cell only are remarks if they read like some: they begin with a mark,
/// explain an abbreviation, or are a sentence.
fn without_remarks(body: &[Row]) -> (&[Row], &[Row]) {
    const LONGER_THAN_A_NAME: usize = 60;
    let widest = body.iter().map(Row::filled).max().unwrap_or(0);
    let is_remark = |row: &&Row| {
        let text = row.cell(0);
        let marked = text.starts_with(number::FOOTNOTE_MARKS);
        let explains = text.contains(['=', ':', ';']) || text.ends_with('.');
        row.filled() == 1
            && !text.is_empty()
            && (marked || text.len() > LONGER_THAN_A_NAME || explains)
    };
    let remarks = if widest > 2 {
        body.iter().rev().take_while(is_remark).count()
    } else {
        0
    };
    body.split_at(body.len() - remarks)
}

fn warning(place: Place, kind: ProblemKind) -> Problem {
    Problem {
        place,
        kind,
        severity: Severity::Warning,
    }
}

/// The problems of the review, with the row and the column of each.
fn placed(built: &Built, columns: &[Column]) -> Vec<Problem> {
    let line = |trial| {
        built
            .origins
            .get(&(trial, None, None))
            .map(|(line, _)| *line)
    };
    let mut problems = problems_of(&built.review);
    problems.dedup_by(|later, earlier| {
        // A row with too many cells is one problem, not one for each of its cells.
        let misaligned = |problem: &Problem| matches!(problem.kind, ProblemKind::Misaligned { .. });
        misaligned(later) && misaligned(earlier) && later.place.trial == earlier.place.trial
    });
    for problem in &mut problems {
        let place = &mut problem.place;
        let Some(trial) = place.trial else { continue };
        let at = built
            .origins
            .get(&(trial, place.outcome, place.cell))
            .or_else(|| built.origins.get(&(trial, place.outcome, None)))
            .or_else(|| built.origins.get(&(trial, None, None)));
        if let Some((row, column)) = at {
            place.row = Some(*row);
            place.column = column.map(|column| column + 1);
            place.head = column
                .and_then(|column| columns.get(column))
                .map(|column| column.head.clone());
        }
        if let ProblemKind::DuplicateTrial { first, first_row } = &mut problem.kind {
            let record = built.origins.get(&(*first, place.outcome, None));
            *first_row = record.map(|(row, _)| *row).or_else(|| line(*first));
        }
    }
    problems
}

fn doubts(
    doubts: &[(Option<usize>, ProblemKind)],
    columns: &[Column],
    built: &Built,
) -> Vec<Problem> {
    let place = |index: usize| Place {
        column: Some(index + 1),
        head: columns.get(index).map(|column| column.head.clone()),
        ..Place::default()
    };
    let nothing_to_pool = built.review.outcomes.is_empty();
    doubts
        .iter()
        .map(|(index, kind)| Problem {
            place: index.map(place).unwrap_or_default(),
            kind: kind.clone(),
            severity: if nothing_to_pool && matches!(kind, ProblemKind::UnknownHead { .. }) {
                Severity::Fatal
            } else {
                Severity::Warning
            },
        })
        .collect()
}

/// A row with more cells filled than there are heads, or one that ends before a column of numbers.
fn ragged(row: &Row, columns: &[Column]) -> Option<Problem> {
    let found = row.cells.len();
    let expected = columns.len();
    let surplus = row.cells.iter().skip(expected).any(|cell| !cell.is_empty());
    let short = columns.iter().skip(found).any(|column| {
        matches!(
            column.meaning,
            Meaning::Number { .. } | Meaning::Effect { .. }
        )
    });
    (surplus || short).then(|| {
        let place = Place {
            row: Some(row.line),
            ..Place::default()
        };
        warning(place, ProblemKind::RaggedRow { found, expected })
    })
}
