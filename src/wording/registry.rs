//! What is said about records of a registry: why a file is not read, why a group has its role, and what is in doubt.

use super::{Locale, number};
use crate::data::Role;
use crate::read::registry::{Doubt, DoubtKind, Reason, Record, Unread};

/// Why a file is not read, and what to do.
#[must_use]
pub fn unread(error: Unread, locale: Locale) -> String {
    let counted = |value: usize| number::count(value as u64, locale);
    match error {
        Unread::NotJson { line, column } => format!(
            "The file is damaged or breaks off: line {}, column {}. Download it again.",
            counted(line),
            counted(column)
        ),
        Unread::NoRecord => "The file holds no record of ClinicalTrials.gov. On the page of a \
             trial choose Download, and JSON as the format."
            .to_owned(),
        Unread::TooMuch { what, limit } => format!(
            "At most {} {what} are read from a file. Download fewer records at once.",
            counted(limit)
        ),
    }
}

/// Why a role is suggested for a group, in a few words.
#[must_use]
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Protocol => "as the protocol names this arm",
        Reason::Title => "a usual name of a control",
        Reason::BesideControl => "beside a control",
        Reason::SecondControl => "an active comparator beside another control",
        Reason::Total => "the other groups together",
        Reason::Sum => "some of the other groups together",
        Reason::CrossoverTrial => "a crossover trial: the same people in several groups",
        Reason::CrossedOver => "people who received something else before",
        Reason::SecondCourse => "people who were treated once more",
        Reason::Extension => "people who went on after the comparison",
        Reason::BeforeTreatment => "people before they were treated",
        Reason::Nobody => "nobody at risk",
        Reason::Unknown => "nothing tells which side it stands on",
    }
}

/// What is in doubt, where, and what to do.
#[must_use]
pub fn doubt(doubt: &Doubt, records: &[Record]) -> String {
    let record = records
        .get(doubt.record)
        .map(|record| record.id.as_str())
        .filter(|id| !id.is_empty())
        .unwrap_or("The record");
    let what = what(&doubt.kind);
    match &doubt.outcome {
        Some(outcome) => format!("{record}, {outcome}: {what}"),
        None => format!("{record}: {what}"),
    }
}

fn what(kind: &DoubtKind) -> String {
    match kind {
        DoubtKind::NoAdverseEvents => "no adverse events were posted.".to_owned(),
        DoubtKind::NotRandomized { allocation } if allocation.is_empty() => {
            "the record does not say that people were randomized. It is not pooled with trials that are."
                .to_owned()
        }
        DoubtKind::NotRandomized { allocation } => format!(
            "people were not randomized (allocation: {allocation}). It is not pooled with trials that are."
        ),
        DoubtKind::Crossover => "a crossover trial: the same people are in several groups, and are \
             compared as if they were different people, which is an approximation."
            .to_owned(),
        DoubtKind::NoGroup { side, stratum } => {
            let within = if stratum.is_empty() {
                String::new()
            } else {
                format!(" in “{stratum}”")
            };
            format!("no {} group{within}. Give one group this side.", name_of(*side))
        }
        DoubtKind::NotDisjoint { side, groups } => format!(
            "several {} groups ({}). Say that nobody is in two of them, and they are added up; or ignore all but one. Until then the trial is not pooled.",
            name_of(*side),
            groups.join(", ")
        ),
        DoubtKind::Nobody { group } => format!("nobody was at risk in “{group}”, which is left away."),
        DoubtKind::NotListed { threshold } if threshold.is_empty() => {
            "not listed, and so not known. It may be under another term; a serious event that is \
             not listed can be taken as zero."
                .to_owned()
        }
        DoubtKind::NotListed { threshold } => format!(
            "not listed, and so not known: other events are listed only above {threshold} % of a group. It may be under another term."
        ),
        DoubtKind::TakenAsZero => {
            "not listed among the serious events, and taken as zero, as you chose.".to_owned()
        }
        DoubtKind::Repeated { organ_systems } => format!(
            "listed {} times ({}). One person may be in several, so nothing is added up. Choose the term under one organ system.",
            organ_systems.len(),
            organ_systems.join("; ")
        ),
        DoubtKind::OtherWordings { taken, left } => format!(
            "taken from {taken}; also listed, and not added because one person may have both: {}.",
            left.join(", ")
        ),
        DoubtKind::MoreThanEnrolled {
            people,
            enrolled,
            groups,
        } => format!(
            "the groups that are compared ({}) hold {people} people, and only {enrolled} took part: somebody is in two of them. Ignore the group that holds the others’ people.",
            groups.join(", ")
        ),
        DoubtKind::NotCounted { group } => {
            format!("how many people of “{group}” were affected is not said.")
        }
    }
}

fn name_of(side: Role) -> &'static str {
    match side {
        Role::Experimental => "experimental",
        Role::Control => "control",
        Role::Ignored => "ignored",
    }
}
