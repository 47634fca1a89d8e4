//! Recognises what each column of a table holds: by its head, by the columns beside it, by its cells, and by the user's
//! choice before all.

use super::arm_numbers::{self, Counts};
use super::delimited::Row;
use super::design::DesignPart;
use super::effects;
use super::entry;
use super::head::Head;
use super::meaning::{Column, EffectPart, Layout, Meaning, Side, Why};
use super::number::{Decimal, is_not_reported, is_number};
use super::table::Choices;
use crate::data::ProblemKind;
use std::collections::BTreeSet;

/// Heads of the trial's name, best first: where a table has several, the later ones are kept as covariates.
const TRIAL: [&str; 23] = [
    "study",
    "studlab",
    "studyorsubgroup",
    "studyname",
    "trialname",
    "studylabel",
    "trial",
    "studyid",
    "trialid",
    "author",
    "authors",
    "firstauthor",
    "authoryear",
    "name",
    "label",
    "slab",
    "acronym",
    "reference",
    "id",
    "nct",
    "nctid",
    "nctnumber",
    "source",
];
const YEAR: [&str; 6] = [
    "year",
    "studyyear",
    "yearofstudy",
    "yearofpublication",
    "publicationyear",
    "pubyear",
];
const RANDOMIZED: [&str; 5] = [
    "randomized",
    "randomised",
    "rct",
    "randomization",
    "randomisation",
];
const OUTCOME: [&str; 16] = [
    "outcome",
    "outcomes",
    "outcomename",
    "adverseevent",
    "adverseevents",
    "adverseeffect",
    "ae",
    "aename",
    "aetype",
    "aecateg",
    "event",
    "eventname",
    "term",
    "pt",
    "preferredterm",
    "endpoint",
];
const ARM: [&str; 10] = [
    "arm",
    "armname",
    "armlabel",
    "treatment",
    "trt",
    "treat",
    "group",
    "intervention",
    "treatmentarm",
    "treatmentgroup",
];
const TIME_POINT: [&str; 6] = [
    "timepoint",
    "followup",
    "time",
    "visit",
    "timeframe",
    "readat",
];
/// The same with the unit of bare numbers, in the complete page.
const TIME_IN_UNITS: [&str; 4] = [
    "followupdays",
    "followupweeks",
    "followupmonths",
    "followupyears",
];
const SOURCE: [&str; 6] = [
    "sourceofnumbers",
    "source",
    "seenat",
    "locator",
    "citation",
    "doi",
];
const KIND: [&str; 1] = ["kindofnumbers"];
const NOTE: [&str; 7] = [
    "note", "notes", "flag", "remark", "remarks", "comment", "comments",
];

/// Heads that mean one thing in one kind of table and another in the next.
const AMBIGUOUS: [&str; 3] = ["ci", "b", "d"];

/// The columns of a table as they were understood.
pub(super) struct Recognised {
    pub(super) columns: Vec<Column>,
    pub(super) layout: Layout,
    pub(super) experimental: Option<String>,
    pub(super) control: Option<String>,
    /// What could not be decided, with the column concerned.
    pub(super) doubts: Vec<(Option<usize>, ProblemKind)>,
}

/// What the cells of a column are like.
#[derive(Clone, Copy, Debug, Default)]
struct Profile {
    filled: usize,
    numbers: usize,
    /// Counts that are more than the 0 and 1 by which some write yes and no.
    above_one: usize,
    fractions: usize,
    limits: usize,
    with_limits: usize,
}

impl Profile {
    fn of(column: usize, rows: &[Row], decimal: Decimal) -> Self {
        /// Enough to tell; a table of thousands of rows is not read twice.
        const ROWS_LOOKED_AT: usize = 300;
        let mut profile = Self::default();
        for row in rows.iter().take(ROWS_LOOKED_AT) {
            let cell = row.cell(column);
            if is_not_reported(cell) {
                continue;
            }
            profile.filled += 1;
            let count = entry::count(cell, decimal).value();
            profile.above_one += usize::from(count > Some(1));
            if is_number(cell) || count.is_some() {
                profile.numbers += 1;
            } else if entry::events(cell, decimal).total.is_some() {
                profile.fractions += 1;
            } else if entry::limits(cell, decimal).is_some() {
                profile.limits += 1;
            } else if entry::estimate(cell, decimal).limits.is_some() {
                profile.with_limits += 1;
            }
        }
        profile
    }

    fn mostly(self, count: usize) -> bool {
        self.filled > 0 && 2 * count > self.filled
    }

    fn is_text(self) -> bool {
        self.filled > 0 && 2 * self.numbers <= self.filled
    }
}

struct Table<'table> {
    heads: &'table [Head],
    profiles: Vec<Profile>,
    columns: Vec<Column>,
    open: Vec<bool>,
    /// Columns of further arms, of which the table has more than are pooled.
    further: Vec<usize>,
}

impl Table<'_> {
    fn settle(&mut self, index: usize, meaning: Meaning, why: Why) {
        if let (Some(column), Some(open)) = (self.columns.get_mut(index), self.open.get_mut(index))
        {
            column.meaning = meaning;
            column.why = why;
            *open = false;
        }
    }

    fn is_open(&self, index: usize) -> bool {
        self.open.get(index).copied().unwrap_or(false)
    }

    fn has(&self, meaning: &Meaning) -> bool {
        self.columns.iter().any(|column| column.meaning == *meaning)
    }

    fn profile(&self, index: usize) -> Profile {
        self.profiles.get(index).copied().unwrap_or_default()
    }

    /// The open columns whose head is on the list, the best name first.
    fn named(&self, names: &[&str]) -> Vec<usize> {
        names
            .iter()
            .flat_map(|name| {
                let fits =
                    move |(index, head): (usize, &Head)| (head.plain == *name).then_some(index);
                self.heads.iter().enumerate().filter_map(fits)
            })
            .filter(|index| self.is_open(*index))
            .collect()
    }

    fn counts(&self, arm_column: bool, by_row: bool) -> Counts {
        let mut open: Vec<arm_numbers::Open> = Vec::new();
        // How many were randomized is a total where there is no other: elsewhere it says how large a total can be.
        for late in [false, true] {
            for (index, head) in self.heads.iter().enumerate() {
                if self.is_open(index) && head.plain.contains("rand") == late {
                    let profile = self.profile(index);
                    open.push(arm_numbers::Open {
                        index,
                        head,
                        fractions: profile.mostly(profile.fractions),
                        numbers: profile.mostly(profile.numbers),
                    });
                }
            }
        }
        arm_numbers::counts(&open, arm_column, by_row)
    }

    fn effects(&self, by_row: bool) -> Vec<(usize, Meaning, Why)> {
        let open: Vec<effects::Open> = self
            .heads
            .iter()
            .enumerate()
            .filter(|(index, _)| self.is_open(*index))
            .map(|(index, head)| {
                let profile = self.profile(index);
                effects::Open {
                    index,
                    head,
                    limits: profile.mostly(profile.limits),
                    with_limits: profile.mostly(profile.with_limits),
                }
            })
            .collect();
        effects::effects(&open, by_row)
    }
}

/// Recognises the columns under these heads.
pub(super) fn recognise(
    heads: &[Head],
    rows: &[Row],
    choices: &Choices,
    decimal: Decimal,
) -> Recognised {
    let column = |(index, head): (usize, &Head)| Column {
        index,
        head: head.text.clone(),
        meaning: Meaning::Covariate,
        why: Why::Unknown,
    };
    let mut table = Table {
        heads,
        profiles: (0..heads.len())
            .map(|index| Profile::of(index, rows, decimal))
            .collect(),
        columns: heads.iter().enumerate().map(column).collect(),
        open: vec![true; heads.len()],
        further: Vec::new(),
    };
    for (index, meaning) in &choices.meanings {
        table.settle(*index, meaning.clone(), Why::Chosen);
    }
    settle_trial(&mut table);
    settle_first(&mut table, &YEAR, &Meaning::Year);
    settle_first(&mut table, &RANDOMIZED, &Meaning::Randomized);
    settle_design(&mut table, rows);
    let mut labels = settle_numbers(&mut table, rows, decimal);
    settle_rows(&mut table, rows);
    for index in 0..heads.len() {
        let unnamed = heads.get(index).is_some_and(|head| head.text.is_empty());
        let numbered = rows
            .iter()
            .enumerate()
            .all(|(position, row)| row.cell(index) == (position + 1).to_string());
        if table.is_open(index) && unnamed && (numbered || table.profile(index).filled == 0) {
            table.settle(index, Meaning::Ignored, Why::Cells);
        }
    }
    let layout = layout_of(&table.columns);
    let doubts = doubts(&table, layout);
    labels.0 = choices.experimental_label.clone().or(labels.0);
    labels.1 = choices.control_label.clone().or(labels.1);
    Recognised {
        columns: table.columns,
        layout,
        experimental: labels.0,
        control: labels.1,
        doubts,
    }
}

/// The trial's name: a usual head over text; else such a head over numbers; else the first column of text.
fn settle_trial(table: &mut Table) {
    if table.has(&Meaning::Trial) {
        return;
    }
    let named = table.named(&TRIAL);
    let best = named
        .iter()
        .copied()
        .find(|index| table.profile(*index).is_text())
        .or_else(|| named.first().copied());
    if let Some(index) = best {
        table.settle(index, Meaning::Trial, Why::Head);
        return;
    }
    let first_text = (0..table.heads.len()).find(|index| {
        let profile = table.profile(*index);
        let plain = table
            .heads
            .get(*index)
            .map_or("", |head| head.plain.as_str());
        let otherwise_known = [&OUTCOME[..], &ARM, &YEAR, &RANDOMIZED, &TIME_POINT, &NOTE]
            .iter()
            .any(|names| names.contains(&plain));
        table.is_open(*index)
            && !otherwise_known
            && profile.is_text()
            && !profile.mostly(profile.fractions + profile.limits + profile.with_limits)
    });
    if let Some(index) = first_text {
        table.settle(index, Meaning::Trial, Why::Cells);
    }
}

fn settle_first(table: &mut Table, names: &[&str], meaning: &Meaning) {
    // Whether a trial was randomized is said by words, or 0 and 1. Other numbers say how many people were.
    let fits = |index: &usize| {
        let profile = table.profile(*index);
        *meaning != Meaning::Randomized || !profile.mostly(profile.above_one)
    };
    if !table.has(meaning)
        && let Some(index) = table.named(names).into_iter().find(fits)
    {
        table.settle(index, meaning.clone(), Why::Head);
    }
}

/// What is said of designs and time points, where every cell is an answer.
fn settle_design(table: &mut Table, rows: &[Row]) {
    for part in DesignPart::ALL {
        let takes = |index: &usize| rows.iter().all(|row| part.takes(row.cell(*index)));
        let found = table.named(part.heads()).into_iter().find(takes);
        if let Some(index) = found
            && !table.has(&Meaning::Design(part))
        {
            table.settle(index, Meaning::Design(part), Why::Head);
        }
    }
}

/// The columns of numbers; answers with what the heads call the arms.
fn settle_numbers(
    table: &mut Table,
    rows: &[Row],
    decimal: Decimal,
) -> (Option<String>, Option<String>) {
    let arm_column = table.has(&Meaning::Arm)
        || table
            .named(&ARM)
            .iter()
            .any(|index| table.profile(*index).filled > 0);
    // A column of names of outcomes is none of counts, whatever its head: "event".
    let outcome_columns: Vec<usize> = table
        .named(&OUTCOME)
        .into_iter()
        .filter(|index| table.profile(*index).is_text())
        .collect();
    let hide = |table: &mut Table, open: bool| {
        for index in &outcome_columns {
            if let Some(flag) = table.open.get_mut(*index) {
                *flag = open;
            }
        }
    };
    hide(table, false);
    let by_row = !outcome_columns.is_empty() || table.has(&Meaning::Outcome);
    let counts = table.counts(arm_column, by_row);
    for found in counts.found {
        table.settle(found.index, found.meaning, found.why);
    }
    table.further = counts.further;
    let counted: BTreeSet<Option<String>> = table
        .columns
        .iter()
        .filter_map(|column| {
            let Meaning::Number { outcome, .. } = &column.meaning else {
                return None;
            };
            Some(outcome.clone())
        })
        .collect();
    for (index, meaning, why) in table.effects(by_row) {
        let Meaning::Effect { outcome, .. } = &meaning else {
            continue;
        };
        // Estimates beside the counts they were made from are kept, not pooled: the counts say more.
        let beside_counts = if outcome.is_some() {
            counted.contains(outcome)
        } else {
            !counted.is_empty() && !by_row
        };
        if !beside_counts {
            table.settle(index, meaning, why);
        }
    }
    name_scale(table, rows, decimal);
    hide(table, true);
    let usual = |label: String| (!label.is_empty()).then_some(label);
    (
        counts.experimental.and_then(usual),
        counts.control.and_then(usual),
    )
}

/// An estimate of unknown kind is a ratio if its interval is even on the log scale, and a guess if there is none.
fn name_scale(table: &mut Table, rows: &[Row], decimal: Decimal) {
    const KNOWN_DIFFERENCES: [&str; 4] = ["rd", "md", "smd", "difference"];
    let of_outcome = |table: &Table, wanted: EffectPart, name: &Option<String>| {
        table
            .columns
            .iter()
            .find(|column| {
                let Meaning::Effect { part, outcome } = &column.meaning else {
                    return false;
                };
                *part == wanted && outcome == name
            })
            .map(|column| column.index)
    };
    let estimates: Vec<(usize, Option<String>)> = table
        .columns
        .iter()
        .filter(|column| column.why != Why::Chosen)
        .filter_map(|column| {
            let Meaning::Effect {
                part: EffectPart::Difference,
                outcome,
            } = &column.meaning
            else {
                return None;
            };
            Some((column.index, outcome.clone()))
        })
        .filter(|(index, _)| {
            let plain = table
                .heads
                .get(*index)
                .map_or("", |head| head.plain.as_str());
            !KNOWN_DIFFERENCES.iter().any(|name| plain.ends_with(name))
        })
        .collect();
    for (index, outcome) in estimates {
        let lower = of_outcome(table, EffectPart::Lower, &outcome);
        let upper = of_outcome(table, EffectPart::Upper, &outcome);
        let limits = of_outcome(table, EffectPart::Limits, &outcome);
        let triples: Vec<(f64, f64, f64)> = rows
            .iter()
            .filter_map(|row| {
                let cell = entry::estimate(row.cell(index), decimal);
                let number = |column: usize| entry::number(row.cell(column), decimal);
                let (lower, upper) = match (lower, upper, limits) {
                    (Some(lower), Some(upper), _) => (number(lower), number(upper)),
                    (_, _, Some(limits)) => entry::limits(row.cell(limits), decimal)?,
                    _ => cell.limits?,
                };
                Some((cell.estimate.value()?, lower.value()?, upper.value()?))
            })
            .collect();
        let (part, why) = if effects::looks_like_ratio(&triples) {
            (EffectPart::Ratio, Why::Cells)
        } else if triples.is_empty() {
            (EffectPart::Difference, Why::Guess)
        } else {
            (EffectPart::Difference, Why::Cells)
        };
        table.settle(index, Meaning::Effect { part, outcome }, why);
    }
}

/// The columns that say what a row is about: outcome, arm, time point, source, note.
fn settle_rows(table: &mut Table, rows: &[Row]) {
    let of_row = table.columns.iter().any(|column| {
        matches!(
            column.meaning,
            Meaning::Number {
                side: Side::OfRow,
                ..
            }
        )
    });
    let named_outcomes = table.columns.iter().any(|column| {
        matches!(
            &column.meaning,
            Meaning::Number {
                outcome: Some(_),
                ..
            } | Meaning::Effect {
                outcome: Some(_),
                ..
            }
        )
    });
    if of_row {
        settle_first(table, &ARM, &Meaning::Arm);
        settle_first(table, &["role"], &Meaning::Role);
    }
    if !named_outcomes && !table.has(&Meaning::Outcome) {
        let column = table
            .named(&OUTCOME)
            .into_iter()
            .find(|index| table.profile(*index).is_text());
        if let Some(index) = column {
            table.settle(index, Meaning::Outcome, Why::Head);
        }
    }
    let of_trials = [Meaning::Trial, Meaning::Year, Meaning::Trial];
    let names_outcomes = table.has(&Meaning::Outcome);
    let has_times = names_outcomes || repeats(table, rows, of_trials);
    if has_times {
        settle_first(table, &TIME_IN_UNITS, &Meaning::TimePoint);
        settle_first(table, &TIME_POINT, &Meaning::TimePoint);
    }
    if names_outcomes {
        settle_first(table, &NOTE, &Meaning::Note);
        settle_first(table, &KIND, &Meaning::Kind);
        // In a table of trials "source" may be anything, such as where cells came from.
        settle_first(table, &SOURCE[..1], &Meaning::Source);
        let of_outcomes = [Meaning::Trial, Meaning::Year, Meaning::Outcome];
        if !of_row && !table.has(&Meaning::Arm) && repeats(table, rows, of_outcomes) {
            settle_first(table, &ARM, &Meaning::Arm);
        }
    }
}

/// Whether several rows say the same in these columns: then a column of treatments tells arms apart, or one of times
/// readings. Without a name, or without the last of them, a row says nothing that could be said again.
fn repeats(table: &Table, rows: &[Row], meanings: [Meaning; 3]) -> bool {
    let keys = meanings.map(|meaning| {
        table
            .columns
            .iter()
            .find(|column| column.meaning == meaning)
            .map(|column| column.index)
    });
    let mut seen = BTreeSet::new();
    rows.iter().any(|row| {
        let key = keys.map(|index| index.map_or("", |index| row.cell(index)).to_lowercase());
        !key[0].is_empty() && !key[2].is_empty() && !seen.insert(key)
    })
}

fn layout_of(columns: &[Column]) -> Layout {
    let any = |fits: fn(&Meaning) -> bool| columns.iter().any(|column| fits(&column.meaning));
    let of_row = any(|meaning| {
        matches!(
            meaning,
            Meaning::Number {
                side: Side::OfRow,
                ..
            }
        )
    });
    let numbers = any(|meaning| matches!(meaning, Meaning::Number { .. } | Meaning::Effect { .. }));
    if of_row {
        Layout::RowPerArm
    } else if !numbers {
        Layout::Unknown
    } else if any(|meaning| *meaning == Meaning::Outcome) {
        Layout::RowPerOutcome
    } else {
        Layout::RowPerTrial
    }
}

fn doubts(table: &Table, layout: Layout) -> Vec<(Option<usize>, ProblemKind)> {
    let mut doubts = Vec::new();
    let missing = |missing: &str| ProblemKind::UnknownHead {
        missing: missing.to_owned(),
    };
    if !table.has(&Meaning::Trial) {
        doubts.push((None, missing("trial")));
    }
    if layout == Layout::Unknown {
        doubts.push((None, missing("events, total, control")));
    }
    let mut guessed = BTreeSet::new();
    for column in &table.columns {
        let outcome = column.meaning.outcome().cloned();
        let plain = table
            .heads
            .get(column.index)
            .map_or("", |head| head.plain.as_str());
        let undecided = column.why == Why::Unknown
            && table.profile(column.index).numbers > 0
            && (AMBIGUOUS.contains(&plain) || table.further.contains(&column.index));
        // One question for the columns of one outcome.
        if undecided || (column.why == Why::Guess && guessed.insert(outcome)) {
            doubts.push((
                Some(column.index),
                ProblemKind::AmbiguousHead {
                    head: column.head.clone(),
                },
            ));
        }
    }
    doubts
}
