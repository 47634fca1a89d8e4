//! Finds the columns that name arms: one that tells the rows of a trial apart, or two that name the arms of each row.

use std::collections::{BTreeMap, BTreeSet};

use super::names::{ARM, CLASSES, NOTE, OUTCOME, SOURCE, TIME_POINT, YEAR};
use super::table::Table;
use crate::read::Choices;
use crate::read::arms;
use crate::read::delimited::Row;
use crate::read::event_class;
use crate::read::head::plain;
use crate::read::meaning::{Layout, Meaning, Side, Why};

/// Whether rows under one with a trial's name leave the name away.
pub(super) fn leaves_blank(table: &Table, rows: &[Row]) -> bool {
    let Some(trial) = table.index_of(&Meaning::Trial) else {
        return false;
    };
    let mut below = rows.iter().skip_while(|row| row.cell(trial).is_empty());
    below.any(|row| row.cell(trial).is_empty() && row.filled() >= 2)
}

/// The column that tells the rows of one trial apart as its arms: within a trial (and outcome and time) every cell is
/// another, and the same cells come again in other trials.
pub(super) fn arm_evidence(
    table: &Table,
    rows: &[Row],
    names_repeat: bool,
    choices: &Choices,
) -> Option<usize> {
    /// Heads under which numbers are codes of arms.
    const CODED: [&str; 16] = [
        "t",
        "trt",
        "arm",
        "treat",
        "treatment",
        "group",
        "grp",
        "tx",
        "alloc",
        "allocation",
        "armid",
        "armno",
        "treatmentid",
        "treatmentcode",
        "intervention",
        "gruppe",
    ];
    if let Some(index) = table.index_of(&Meaning::Arm) {
        return Some(index);
    }
    let by_trial = choices
        .layout
        .is_some_and(|layout| matches!(layout, Layout::RowPerTrial | Layout::RowPerOutcome));
    let trial = table.index_of(&Meaning::Trial)?;
    if !names_repeat || by_trial {
        return None;
    }
    let outcome = table
        .named(&OUTCOME)
        .into_iter()
        .find(|index| table.profile(*index).is_text());
    let time = table.named(&TIME_POINT).first().copied();
    let events = table.event_columns();
    let year = table.index_of(&Meaning::Year);
    let of_trials: Vec<&Row> = rows.iter().collect();
    let trials = arms::trials_of_rows(&of_trials, Some(trial), year);
    let named = table.named(&ARM);
    let candidates = (0..table.heads.len()).filter(|index| {
        let head = table
            .heads
            .get(*index)
            .map_or("", |head| head.plain.as_str());
        let otherwise = [&OUTCOME[..], &YEAR, &TIME_POINT, &NOTE, &SOURCE, &CLASSES]
            .iter()
            .any(|names| names.contains(&head));
        let profile = table.profile(*index);
        let words = profile.is_text()
            && !profile.mostly(profile.fractions + profile.limits + profile.with_limits);
        table.is_open(*index) && !otherwise && (words || CODED.contains(&head))
    });
    let mut best: Option<(u8, usize)> = None;
    for index in candidates {
        let mut groups: BTreeMap<(usize, &str, &str, String), Vec<String>> = BTreeMap::new();
        let mut labels = BTreeSet::new();
        let mut filled = 0;
        for (row, trial) in rows.iter().zip(&trials) {
            let part = |column: Option<usize>| column.map_or("", |column| row.cell(column));
            let label = arms::key(row.cell(index));
            filled += usize::from(!label.is_empty());
            labels.insert(label.clone());
            let class = event_class::key(row, &events);
            let group = groups.entry((*trial, part(outcome), part(time), class));
            group.or_default().push(label);
        }
        let several: Vec<&Vec<String>> = groups.values().filter(|group| group.len() > 1).collect();
        let differ = several.iter().all(|group| {
            let apart: BTreeSet<&String> = group.iter().collect();
            apart.len() == group.len()
        });
        let again = labels.len() < rows.len() || groups.len() == 1;
        if several.is_empty() || !differ || !again || 10 * filled < 9 * rows.len() {
            continue;
        }
        let score = if named.contains(&index) {
            3
        } else if labels.iter().any(|label| arms::is_control(label)) {
            2
        } else {
            1
        };
        if best.is_none_or(|(known, _)| score > known) {
            best = Some((score, index));
        }
    }
    best.map(|(_, index)| index)
}

/// Two columns that name the arms of each trial: `t1` and `t2`, or "Intervention" and "Comparator".
pub(super) fn settle_arm_names(table: &mut Table, rows: &[Row]) {
    const STEMS: [&str; 14] = [
        "t",
        "trt",
        "treat",
        "treatment",
        "arm",
        "group",
        "drug",
        "intervention",
        "label",
        "tx",
        "grouplabel",
        "armname",
        "treatmentname",
        "name",
    ];
    const SIDES: [(&str, &str); 6] = [
        ("1", "2"),
        ("e", "c"),
        ("t", "c"),
        ("a", "b"),
        ("exp", "ctrl"),
        ("experimental", "control"),
    ];
    const PAIRS: [(&str, &str); 8] = [
        ("intervention", "comparator"),
        ("intervention", "comparison"),
        ("intervention", "control"),
        ("treatment", "control"),
        ("treatment", "comparator"),
        ("experimental", "control"),
        ("drug", "comparator"),
        ("active", "control"),
    ];
    let mut arms: Vec<&str> = Vec::new();
    let mut has_sides = false;
    for column in &table.columns {
        match &column.meaning {
            Meaning::Number {
                side: Side::Control,
                ..
            } => has_sides = true,
            Meaning::Number {
                side: Side::Arm(label),
                ..
            } if !arms.contains(&label.as_str()) => arms.push(label),
            _ => {}
        }
    }
    if !has_sides && arms.is_empty() || table.has(&Meaning::Arm) {
        return;
    }
    let words = |index: usize, all: bool| {
        let profile = table.profile(index);
        // Numbers are codes where every arm has a column of them.
        table.is_open(index)
            && profile.filled > 0
            && (profile.is_text() || !all)
            && (!all || rows.iter().all(|row| !row.cell(index).is_empty()))
    };
    let of_head = |wanted: &str, all: bool| {
        let mut heads = table.heads.iter();
        heads
            .position(|head| head.plain == wanted)
            .filter(|index| words(*index, all))
    };
    // Where there are more than two arms, a row that lacks one leaves its name away.
    let of_arms = STEMS.iter().find_map(|stem| {
        let columns: Option<Vec<usize>> = arms
            .iter()
            .map(|arm| of_head(&format!("{stem}{}", plain(arm)), false))
            .collect();
        columns.filter(|columns| !columns.is_empty())
    });
    if let Some(columns) = of_arms {
        let names: Vec<Meaning> = arms
            .iter()
            .map(|arm| Meaning::ArmName(Side::Arm((*arm).to_owned())))
            .collect();
        for (index, name) in columns.into_iter().zip(names) {
            table.settle(index, name, Why::Head);
        }
        return;
    }
    let pair = STEMS
        .iter()
        .flat_map(|stem| {
            SIDES.map(|(one, other)| (format!("{stem}{one}"), format!("{stem}{other}")))
        })
        .chain(PAIRS.map(|(one, other)| (one.to_owned(), other.to_owned())))
        .find_map(|(one, other)| Some((of_head(&one, true)?, of_head(&other, true)?)))
        .filter(|_| has_sides);
    if let Some((one, other)) = pair {
        table.settle(one, Meaning::ArmName(Side::Experimental), Why::Head);
        table.settle(other, Meaning::ArmName(Side::Control), Why::Head);
    }
}
