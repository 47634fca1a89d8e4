//! Recognises what each column of a table holds: by its head, by the columns beside it, by its cells, and by the user's
//! choice before all.

mod arm_columns;
mod comparison;
pub(super) mod names;
mod table;

use std::collections::{BTreeMap, BTreeSet};

use self::arm_columns::{arm_evidence, leaves_blank, settle_arm_names};
use self::comparison::{NumbersFound, compared};
use self::names::{
    ARM, CLASSES, COUNT_TYPE, KIND, NOTE, OUTCOME, RANDOMIZED, SOURCE, TIME_IN_UNITS, TIME_POINT,
    TRIAL, YEAR, is_known_head,
};
use self::table::{Profile, Table};
use super::arms;
use super::delimited::Row;
use super::design::DesignPart;
use super::effects;
use super::entry;
use super::event_class::{self, EventPart};
use super::head::{Head, plain};
use super::meaning::{Column, EffectPart, Layout, Meaning, Quantity, Side, Why};
use super::number::Decimal;
use super::robvis;
use super::table::Choices;
use super::understanding::Comparison;
use crate::data::ProblemKind;

/// Heads that mean one thing in one kind of table and another in the next.
const AMBIGUOUS: [&str; 3] = ["ci", "b", "d"];

/// The columns of a table as they were understood.
pub(super) struct Recognised {
    pub(super) columns: Vec<Column>,
    pub(super) layout: Layout,
    pub(super) experimental: Option<String>,
    pub(super) control: Option<String>,
    /// Which arms are compared, where heads or rows name them.
    pub(super) comparison: Option<Comparison>,
    /// The column that tells the arms of a trial apart, and that of the trials, where they do so.
    pub(super) arms_differ: bool,
    /// Whether the names of trials repeat or are left blank.
    pub(super) names_repeat: bool,
    /// Heads that say that the rows are results.
    pub(super) results: Vec<String>,
    /// What could not be decided, with the column concerned.
    pub(super) doubts: Vec<(Option<usize>, ProblemKind)>,
}

/// Recognises the columns under these heads.
pub(super) fn recognise(
    heads: &[Head],
    rows: &[Row],
    choices: &Choices,
    arranged: &BTreeMap<usize, Meaning>,
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
    };
    for (index, meaning) in &choices.meanings {
        table.settle(*index, meaning.clone(), Why::Chosen);
    }
    for (index, meaning) in arranged {
        if table.is_open(*index) {
            table.settle(*index, meaning.clone(), Why::Cells);
        }
    }
    settle_judgements(&mut table, rows);
    let results = if choices
        .layout
        .is_none_or(|layout| layout == Layout::Results)
    {
        heads_of_results(&table, rows)
    } else {
        Vec::new()
    };
    settle_trial(&mut table);
    settle_first(&mut table, &YEAR, &Meaning::Year);
    settle_first(&mut table, &RANDOMIZED, &Meaning::Randomized);
    settle_count_type(&mut table, rows);
    settle_design(&mut table, rows);
    settle_events(&mut table, rows);
    settle_events_of_outcomes(&mut table, rows);
    let names_repeat = repeats(
        &table,
        rows,
        [Meaning::Trial, Meaning::Year, Meaning::Trial],
    ) || leaves_blank(&table, rows);
    let is_results = choices.layout == Some(Layout::Results) || !results.is_empty();
    let evidence = arm_evidence(&table, rows, names_repeat, choices);
    let mut found = NumbersFound::default();
    if !is_results {
        found = settle_numbers(&mut table, rows, decimal, evidence, choices);
        settle_arm_names(&mut table, rows);
        tell_apart(&mut table);
    }
    keep_events_of_other_outcomes(&mut table);
    settle_rows(&mut table, rows, evidence);
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
    let layout = if is_results {
        Layout::Results
    } else {
        layout_of(&table.columns)
    };
    let doubts = if is_results {
        Vec::new()
    } else {
        doubts(&table, layout)
    };
    let comparison = compared(&table, rows, layout, &found, choices);
    let arm = table.index_of(&Meaning::Arm);
    Recognised {
        arms_differ: arm.is_some() && arm == evidence,
        names_repeat,
        results,
        comparison,
        columns: table.columns,
        layout,
        experimental: choices.experimental_label.clone().or(found.experimental),
        control: choices.control_label.clone().or(found.control),
        doubts,
    }
}

/// Columns whose cells are judgements about trials, not numbers.
fn settle_judgements(table: &mut Table, rows: &[Row]) {
    for index in 0..table.heads.len() {
        let mut cells = rows
            .iter()
            .map(|row| row.cell(index))
            .filter(|cell| !cell.is_empty())
            .peekable();
        let some = cells.peek().is_some();
        let says_otherwise = table.heads.get(index).is_some_and(|head| {
            is_known_head(&head.plain) || EventPart::of_outcome(head).is_some()
        });
        if table.is_open(index) && !says_otherwise && some && cells.all(robvis::is_judgement) {
            table.settle(index, Meaning::Covariate, Why::Cells);
        }
    }
}

/// The heads by which a table is one of pooled results: how many studies beside an estimate, or I² and the like.
fn heads_of_results(table: &Table, rows: &[Row]) -> Vec<String> {
    const STUDIES: [&str; 9] = [
        "studies",
        "k",
        "nstudies",
        "numberofstudies",
        "noofstudies",
        "numberoftrials",
        "nooftrials",
        "ntrials",
        "trials",
    ];
    const SPREAD: [&str; 9] = [
        "i2",
        "i²",
        "isquared",
        "isq",
        "heterogeneity",
        "tau2",
        "tau²",
        "tausquared",
        "%i2",
    ];
    let numeric = |index: usize| {
        let profile = table.profile(index);
        profile.mostly(profile.numbers) && !rows.is_empty()
    };
    let heads = || table.heads.iter().enumerate();
    let spread: Vec<String> = heads()
        .filter(|(_, head)| SPREAD.iter().any(|name| head.plain.starts_with(name)))
        .map(|(_, head)| head.text.clone())
        .collect();
    let studies: Vec<String> = heads()
        .filter(|(index, head)| STUDIES.contains(&head.plain.as_str()) && numeric(*index))
        .map(|(_, head)| head.text.clone())
        .collect();
    let estimates = !table.effects(true).is_empty();
    if spread.is_empty() && (!estimates || studies.is_empty()) {
        return Vec::new();
    }
    studies.into_iter().chain(spread).collect()
}

/// A column that says of each row whether its events are people.
fn settle_count_type(table: &mut Table, rows: &[Row]) {
    let said = |index: &usize| {
        let mut cells = rows.iter().map(|row| row.cell(*index));
        cells.all(|cell| cell.is_empty() || counts_people(cell).is_some())
    };
    if let Some(index) = table.named(&COUNT_TYPE).into_iter().find(said) {
        table.settle(index, Meaning::CountType, Why::Head);
    }
}

/// Whether a word for what is counted says people (true) or times (false).
pub(super) fn counts_people(cell: &str) -> Option<bool> {
    match plain(cell).as_str() {
        "participants" | "participant" | "people" | "persons" | "patients" | "subjects"
        | "individuals" => Some(true),
        "events" | "event" | "episodes" | "times" | "occurrences" => Some(false),
        _ => None,
    }
}

/// The places of the columns of numbers, by what they hold.
pub(super) fn by_meaning(columns: &[Column]) -> BTreeMap<Meaning, Vec<usize>> {
    let mut places: BTreeMap<Meaning, Vec<usize>> = BTreeMap::new();
    for column in columns {
        if matches!(
            column.meaning,
            Meaning::Number { .. } | Meaning::Effect { .. }
        ) {
            let of_meaning = places.entry(column.meaning.clone()).or_default();
            of_meaning.push(column.index);
        }
    }
    places
}

/// Columns that would hold the same hold outcomes of their own, which their heads name.
fn tell_apart(table: &mut Table) {
    for (meaning, columns) in by_meaning(&table.columns) {
        let Meaning::Number {
            quantity: quantity @ (Quantity::Events | Quantity::EventsAndTotal),
            side,
            outcome: None,
        } = meaning
        else {
            continue;
        };
        if columns.len() < 2 {
            continue;
        }
        for index in columns {
            let head = table.heads.get(index);
            let outcome = head.map(|head| head.piece(&head.words));
            let why = table
                .columns
                .get(index)
                .map_or(Why::Guess, |column| column.why);
            table.settle(
                index,
                Meaning::Number {
                    quantity,
                    side: side.clone(),
                    outcome: outcome.filter(|name| !name.is_empty()),
                },
                why,
            );
        }
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
    // Where a column names the outcome of each row, all rows may be of one trial, which nothing names.
    let names_outcomes = table
        .named(&OUTCOME)
        .iter()
        .any(|index| table.profile(*index).is_text());
    if names_outcomes {
        return;
    }
    let first_text = (0..table.heads.len()).find(|index| {
        let profile = table.profile(*index);
        let plain = table
            .heads
            .get(*index)
            .map_or("", |head| head.plain.as_str());
        let lists = [&OUTCOME[..], &ARM, &YEAR, &RANDOMIZED, &TIME_POINT, &NOTE];
        let otherwise_known = lists
            .iter()
            .chain([&&CLASSES[..], &&COUNT_TYPE[..]])
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

/// What is said of the events of rows, where rows name outcomes or trials repeat: else a column of such words speaks of the
/// trials. An onset that never differs within a trial does so too.
fn settle_events(table: &mut Table, rows: &[Row]) {
    let of_trials = [Meaning::Trial, Meaning::Year, Meaning::Trial];
    let names_outcomes = table.has(&Meaning::Outcome)
        || table
            .named(&OUTCOME)
            .iter()
            .any(|index| table.profile(*index).is_text());
    if !names_outcomes && !repeats(table, rows, of_trials) && !leaves_blank(table, rows) {
        return;
    }
    for part in EventPart::ALL {
        let takes = |index: &usize| {
            let head = table
                .heads
                .get(*index)
                .map_or("", |head| head.plain.as_str());
            let cells: Vec<&str> = rows.iter().map(|row| row.cell(*index)).collect();
            part.takes(head, &cells)
                && (part != EventPart::Onset
                    || part.is_own_head(head)
                    || differs_within_trials(table, rows, *index))
        };
        let found = table.named(part.heads()).into_iter().find(takes);
        if let Some(index) = found
            && !table.has(&Meaning::Events(part))
        {
            table.settle(index, Meaning::Events(part), Why::Head);
        }
    }
}

/// What heads say of the outcomes that they name, where all rows agree.
fn settle_events_of_outcomes(table: &mut Table, rows: &[Row]) {
    for index in 0..table.heads.len() {
        let head = table.heads.get(index);
        let Some((part, outcome)) = head.and_then(EventPart::of_outcome) else {
            continue;
        };
        let filled: BTreeSet<&str> = rows
            .iter()
            .map(|row| row.cell(index))
            .filter(|cell| !cell.is_empty())
            .collect();
        if table.is_open(index) && filled.len() < 2 {
            table.settle(index, Meaning::EventsOf { part, outcome }, Why::Head);
        }
    }
}

/// Columns about the events of an outcome that no column of numbers names are kept as they stand.
fn keep_events_of_other_outcomes(table: &mut Table) {
    let columns = table.columns.iter();
    let named: BTreeSet<String> = columns
        .filter_map(|column| Some(column.meaning.outcome()?.to_lowercase()))
        .collect();
    for column in &mut table.columns {
        if matches!(&column.meaning, Meaning::EventsOf { outcome, .. }
            if !named.contains(&outcome.to_lowercase()))
        {
            (column.meaning, column.why) = (Meaning::Covariate, Why::Unknown);
        }
    }
}

/// Whether the filled cells of a column differ within some trial.
fn differs_within_trials(table: &Table, rows: &[Row], index: usize) -> bool {
    let all: Vec<&Row> = rows.iter().collect();
    let (trial, year) = (
        table.index_of(&Meaning::Trial),
        table.index_of(&Meaning::Year),
    );
    let mut first: BTreeMap<usize, &str> = BTreeMap::new();
    rows.iter()
        .zip(arms::trials_of_rows(&all, trial, year))
        .filter(|(row, _)| !row.cell(index).is_empty())
        .any(|(row, trial)| *first.entry(trial).or_insert(row.cell(index)) != row.cell(index))
}

/// The columns of numbers; answers with what the heads call the arms.
fn settle_numbers(
    table: &mut Table,
    rows: &[Row],
    decimal: Decimal,
    evidence: Option<usize>,
    choices: &Choices,
) -> NumbersFound {
    let by_trial = choices.layout == Some(Layout::RowPerTrial);
    let arm_column = evidence.is_some()
        || choices.layout.is_some_and(Layout::is_by_arm)
        || (!by_trial
            && table
                .named(&ARM)
                .iter()
                .any(|index| table.profile(*index).filled > 0));
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
    let counts = table.counts(arm_column, by_row, &choices.sides);
    for found in counts.found {
        table.settle(found.index, found.meaning, found.why);
    }
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
    NumbersFound {
        experimental: counts.experimental.and_then(usual),
        control: counts.control.and_then(usual),
        arms: counts.arms,
        origin: counts.origin,
    }
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
fn settle_rows(table: &mut Table, rows: &[Row], evidence: Option<usize>) {
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
        if let Some(index) = evidence.filter(|index| table.is_open(*index)) {
            let known = table
                .heads
                .get(index)
                .is_some_and(|head| ARM.contains(&head.plain.as_str()));
            let why = if known { Why::Head } else { Why::Cells };
            table.settle(index, Meaning::Arm, why);
        }
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
    // Rows that count other events of an outcome are no repetition of it.
    let events = if meanings.contains(&Meaning::Outcome) {
        table.event_columns()
    } else {
        Vec::new()
    };
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
        let class = event_class::key(row, &events);
        !key[0].is_empty() && !key[2].is_empty() && !seen.insert((key, class))
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
    if of_row && any(|meaning| *meaning == Meaning::Outcome) {
        Layout::RowPerArmAndOutcome
    } else if of_row {
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
            && (AMBIGUOUS.contains(&plain)
                || table
                    .heads
                    .get(column.index)
                    .is_some_and(Head::is_undecided));
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
