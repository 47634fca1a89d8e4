//! Finds trials that were entered twice.

use std::cmp::Ordering;
use std::collections::BTreeMap;

use super::{ArmId, OutcomeId, Review, Role, State, Trial, TrialId};

/// Groups of two or more trials that bear the same name (case aside), each in the order given. Trials without a name
/// are in no group.
pub(super) fn namesakes<'review>(
    trials: impl Iterator<Item = &'review Trial>,
) -> Vec<Vec<&'review Trial>> {
    alike(trials, |trial| &trial.name)
}

/// Groups of two or more trials whose names begin alike, as the parts of one trial do: what stands after a comma, a colon,
/// a bracket, a semicolon or a dash with spaces around it is left aside.
pub(super) fn same_stem<'review>(
    trials: impl Iterator<Item = &'review Trial>,
) -> Vec<Vec<&'review Trial>> {
    alike(trials, |trial| stem(&trial.name))
}

/// What a name begins with, before it says which part of the trial is meant; the whole name where that is nothing.
fn stem(name: &str) -> &str {
    const BREAKS: [&str; 10] = [",", ";", ":", "(", "[", " - ", " – ", " — ", " | ", " / "];
    let breaks = BREAKS.iter().filter_map(|mark| name.find(mark));
    let stem = breaks.min().and_then(|end| name.get(..end)).unwrap_or(name);
    let stem = stem.trim();
    if stem.chars().any(char::is_alphabetic) {
        stem
    } else {
        name
    }
}

/// Groups of two or more trials that are called the same, case aside, each in the order given.
fn alike<'review>(
    trials: impl Iterator<Item = &'review Trial>,
    called: impl Fn(&'review Trial) -> &'review str,
) -> Vec<Vec<&'review Trial>> {
    let mut named: Vec<(&str, &Trial)> = trials
        .filter(|trial| !trial.name.is_empty())
        .map(|trial| (called(trial), trial))
        .collect();
    // The sort is stable, so that namesakes keep the order of the review.
    named.sort_by(|(left, _), (right, _)| order_of_names(left, right));
    named
        .chunk_by(|(left, _), (right, _)| order_of_names(left, right) == Ordering::Equal)
        .filter(|group| group.len() > 1)
        .map(|group| group.iter().map(|(_, trial)| *trial).collect())
        .collect()
}

fn order_of_names(left: &str, right: &str) -> Ordering {
    if left.is_ascii() && right.is_ascii() {
        let lower = |byte: u8| byte.to_ascii_lowercase();
        left.bytes().map(lower).cmp(right.bytes().map(lower))
    } else {
        left.chars()
            .flat_map(char::to_lowercase)
            .cmp(right.chars().flat_map(char::to_lowercase))
    }
}

/// The trials whose record of `outcome` repeats that of an earlier trial, each with that earlier trial.
///
/// A record repeats another if the trials bear the same name and are of the same year, or, where a year is not known,
/// report the same numbers. Only trials for which `counts` holds are looked at: a trial that is taken out of the pool
/// does not bar its copy from it.
pub fn duplicates(
    review: &Review,
    outcome: OutcomeId,
    counts: impl Fn(&Trial) -> bool,
) -> BTreeMap<TrialId, TrialId> {
    let reporting = review
        .trials
        .iter()
        .map(AsRef::as_ref)
        .filter(|trial: &&Trial| trial.records.contains_key(&outcome) && counts(trial));
    namesakes(reporting)
        .iter()
        .flat_map(|group| copies(group, outcome))
        .collect()
}

/// Those of a group of namesakes whose record of the outcome repeats that of an earlier one, with the earlier one.
pub(super) fn copies(group: &[&Trial], outcome: OutcomeId) -> Vec<(TrialId, TrialId)> {
    let mut originals: Vec<&Trial> = Vec::new();
    let mut copies = Vec::new();
    for trial in group {
        match originals
            .iter()
            .find(|original| repeats(original, trial, outcome))
        {
            Some(original) => copies.push((trial.id, original.id)),
            None => originals.push(trial),
        }
    }
    copies
}

fn repeats(original: &Trial, copy: &Trial, outcome: OutcomeId) -> bool {
    match (year_of(original), year_of(copy)) {
        (Some(first), Some(second)) => first == second,
        _ => numbers_of(original, outcome) == numbers_of(copy, outcome),
    }
}

/// The year entered, or else the one that closes the name ("Thompson 2020", "SENECA (Bolli 2020)").
pub(super) fn year_of(trial: &Trial) -> Option<i32> {
    trial.year.value().or_else(|| closing_year(&trial.name))
}

/// The same, or the year that closes what the name begins with ("Ash 2019, high dose").
pub(super) fn year_of_stem(trial: &Trial) -> Option<i32> {
    year_of(trial).or_else(|| closing_year(stem(&trial.name)))
}

fn closing_year(name: &str) -> Option<i32> {
    let name = name.trim_end_matches(')');
    let year: i32 = name.get(name.len().checked_sub(4)?..)?.parse().ok()?;
    (1900..2100).contains(&year).then_some(year)
}

/// The numbers a trial reports of an outcome, without the way they were typed: those of each arm in the trial's order, or
/// those of the trial as a whole.
type Numbers = Vec<(Option<Role>, Option<f64>)>;

fn numbers_of(trial: &Trial, outcome: OutcomeId) -> Option<Numbers> {
    let entries = trial.records.get(&outcome)?.values.entries();
    let mut numbers = Numbers::new();
    let mut take = |arm: Option<ArmId>, role: Option<Role>| {
        for (cell, entry) in &entries {
            if cell.arm() == arm {
                let value = match entry.state() {
                    State::Reported(value) => Some(value),
                    State::NotReported | State::Unreadable(_) => None,
                };
                numbers.push((role, value));
            }
        }
    };
    for arm in &trial.arms {
        take(Some(arm.id), Some(arm.role));
    }
    take(None, None);
    Some(numbers)
}
