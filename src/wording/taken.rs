//! How the numbers of single trials were taken where they are not simply those of people randomized one by one and looked
//! at once: which of several time points, several arms on a side, randomized clusters, crossover.

use super::{Locale, number, tr, translate};
use crate::analysis::{TrialData, applied_design_effect, reported_and_entering};
use crate::data::{
    Design, Outcome, OutcomeKind, Periods, Record, Review, Role, Trial, TrialId, Window,
};

/// How one trial's numbers of an outcome were taken: "at 12 mo, the longest of 3 time points". Empty where nothing needs
/// to be said. `comparisons` are the rows that the trial has in the pool.
#[must_use]
pub fn remark(trial: &Trial, outcome: &Outcome, comparisons: usize, locale: Locale) -> String {
    let record = trial.records.get(&outcome.id);
    let parts = [
        record.map_or_else(String::new, |record| time_point(record, outcome.window)),
        record.map_or_else(String::new, |record| {
            arms(trial, record, outcome.kind, comparisons, locale)
        }),
        design(trial, outcome, locale),
    ];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    said.join(translate("; "))
}

/// How the arms of a trial enter of which more than one stands on a side: added up, or each with its share of the control
/// group.
fn arms(
    trial: &Trial,
    record: &Record,
    kind: OutcomeKind,
    comparisons: usize,
    locale: Locale,
) -> String {
    let labels = |role: Role| -> Vec<&str> {
        let of_role = trial.arms.iter().filter(|arm| arm.role == role);
        let with_numbers = of_role.filter(|arm| record.values.has_arm(arm.id));
        with_numbers.map(|arm| arm.label.trim()).collect()
    };
    let sides = [
        (Role::Experimental, translate("experimental")),
        (Role::Control, translate("control")),
    ];
    let said = sides.into_iter().filter_map(|(role, side)| {
        let labels = labels(role);
        let count = number::count(labels.len() as u64, locale);
        let is_split = role == Role::Experimental && comparisons > 1;
        let is_there = role == Role::Experimental || kind != OutcomeKind::Proportions;
        if labels.len() < 2 || !is_there {
            None
        } else if is_split {
            Some(tr!(
                "{count} {side} arms, each compared with its share of the control group",
                count,
                side
            ))
        } else if labels.iter().any(|label| label.is_empty()) {
            Some(tr!("{count} {side} arms combined", count, side))
        } else {
            Some(tr!(
                "{count} {side} arms combined: {}",
                labels.join(translate(", ")),
                count,
                side
            ))
        }
    });
    said.collect::<Vec<_>>().join(translate("; "))
}

fn time_point(record: &Record, window: Window) -> String {
    let Some(others) = record
        .others
        .as_ref()
        .filter(|others| !others.records.is_empty())
    else {
        return String::new();
    };
    let how = if others.by_hand {
        translate("chosen among")
    } else if !record.times_are_known() {
        translate("the first given of")
    } else {
        match (window, record.is_outermost(window)) {
            (Window::Immediate, true) => translate("the earliest of"),
            (Window::Immediate, false) => translate("the earliest with numbers of"),
            (Window::Lasting, true) => translate("the longest of"),
            (Window::Lasting, false) => translate("the longest with numbers of"),
        }
    };
    let time = if record.time_point.is_empty() {
        translate("an unnamed time")
    } else {
        &record.time_point
    };
    tr!(
        "at {time}, {how} {} time points",
        1 + others.records.len(),
        time,
        how
    )
}

fn design(trial: &Trial, outcome: &Outcome, locale: Locale) -> String {
    match (trial.design.as_ref(), applied_design_effect(trial, outcome)) {
        (None, _) => String::new(),
        (Some(Design::Cluster(_)), Some(effect)) => {
            let effect = number::fixed(effect, 2, locale);
            tr!(
                "clusters were randomized, reduced to its effective sample size by the design effect {effect}",
                effect
            )
        }
        (Some(Design::Cluster(_)), None) => {
            translate("clusters were randomized, taken as reported").to_owned()
        }
        (Some(Design::Crossover(periods)), _) => match periods {
            Periods::First => translate("crossover, first period"),
            Periods::Paired => translate("crossover, compared within people"),
            Periods::Together => translate("crossover, all periods as though of different people"),
        }
        .to_owned(),
    }
}

/// The same of all trials whose numbers enter, as one sentence; empty where nothing needs to be said. `rows` are in the
/// order of the review's trials.
#[must_use]
pub fn sentence(review: &Review, outcome: &Outcome, rows: &[TrialId], locale: Locale) -> String {
    let mut rows = rows.iter().peekable();
    let trials = review.trials.iter();
    let remarks: Vec<(&str, String)> = trials
        .filter_map(|trial| {
            let comparisons = std::iter::from_fn(|| rows.next_if(|row| **row == trial.id)).count();
            let remark = remark(trial, outcome, comparisons, locale);
            (comparisons > 0).then_some((trial.name.as_str(), remark))
        })
        .collect();
    joined(
        remarks
            .iter()
            .map(|(name, remark)| (*name, remark.as_str())),
    )
}

/// The remarks about trials, each with the name of its trial, as one sentence; empty where there is none.
#[must_use]
pub fn joined<'a>(remarks: impl Iterator<Item = (&'a str, &'a str)>) -> String {
    let remarks: Vec<String> = remarks
        .filter(|(_, remark)| !remark.is_empty())
        .map(|(name, remark)| tr!("{name} ({remark})", name, remark))
        .collect();
    if remarks.is_empty() {
        return String::new();
    }
    tr!("How numbers were taken: {}.", remarks.join(translate("; ")))
}

/// What the design effect makes of the numbers of a trial that randomized clusters: "design effect 1.58: 63/295 and 84/330
/// enter as 40/187 and 53/209". `None` where the numbers enter as reported.
#[must_use]
pub fn reduced(trial: &Trial, outcome: &Outcome, locale: Locale) -> Option<String> {
    let effect = number::fixed(applied_design_effect(trial, outcome)?, 2, locale);
    let [reported, entering] = reported_and_entering(trial, outcome)?;
    let both = counts(reported, locale).zip(counts(entering, locale));
    Some(match both {
        Some((reported, entering)) => {
            tr!(
                "design effect {effect}: {reported} enter as {entering}",
                effect,
                reported,
                entering
            )
        }
        None => tr!("design effect {effect}", effect),
    })
}

/// "63/295 and 84/330"; `None` for other numbers than counts of people.
fn counts(data: TrialData, locale: Locale) -> Option<String> {
    let share = |events, total| {
        let [events, total] = [events, total].map(|count| number::count(count, locale));
        format!("{events}/{total}")
    };
    match data {
        TrialData::Counts(table) => Some(tr!(
            "{} and {}",
            share(table.experimental_events, table.experimental_total),
            share(table.control_events, table.control_total)
        )),
        TrialData::Proportion(arm) => Some(share(arm.events, arm.total)),
        TrialData::PersonTime(_) | TrialData::Means(_) | TrialData::Estimate { .. } => None,
    }
}
