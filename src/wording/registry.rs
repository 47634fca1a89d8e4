//! What is said about records of a registry: why a file is not read, why a group has its role, and what is in doubt.

use super::{Locale, number, tr, translate};
use crate::data::Role;
use crate::read::registry::{Doubt, DoubtKind, Reason, Record, Unread};

/// Why a file is not read, and what to do.
#[must_use]
pub fn unread(error: Unread, locale: Locale) -> String {
    let counted = |value: usize| number::count(value as u64, locale);
    match error {
        Unread::NotJson { line, column } => tr!(
            "The file is damaged or breaks off: line {}, column {}. Download it again.",
            counted(line),
            counted(column)
        ),
        Unread::NoRecord => translate(
            "The file holds no record of ClinicalTrials.gov. On the page of a \
             trial choose Download, and JSON as the format.",
        )
        .to_owned(),
        Unread::TooMuch { what, limit } => tr!(
            "At most {} {what} are read from a file. Download fewer records at once.",
            counted(limit),
            what = part(what)
        ),
    }
}

/// What a file has too many of.
fn part(name: &'static str) -> &'static str {
    match name {
        "bytes" => translate("bytes"),
        "groups in a record" => translate("groups in a record"),
        "records" => translate("records"),
        "terms" => translate("terms"),
        other => other,
    }
}

/// Why a role is suggested for a group, in a few words.
#[must_use]
pub fn reason(reason: Reason) -> &'static str {
    match reason {
        Reason::Protocol => translate("as the protocol names this arm"),
        Reason::Title => translate("a usual name of a control"),
        Reason::BesideControl => translate("beside a control"),
        Reason::SecondControl => translate("an active comparator beside another control"),
        Reason::Total => translate("the other groups together"),
        Reason::Sum => translate("some of the other groups together"),
        Reason::CrossoverTrial => translate("a crossover trial: the same people in several groups"),
        Reason::CrossedOver => translate("people who received something else before"),
        Reason::SecondCourse => translate("people who were treated once more"),
        Reason::Extension => translate("people who went on after the comparison"),
        Reason::BeforeTreatment => translate("people before they were treated"),
        Reason::Nobody => translate("nobody at risk"),
        Reason::Unknown => translate("nothing tells which side it stands on"),
    }
}

/// What is in doubt, where, and what to do.
#[must_use]
pub fn doubt(doubt: &Doubt, records: &[Record]) -> String {
    let record = records
        .get(doubt.record)
        .map(|record| record.id.as_str())
        .filter(|id| !id.is_empty())
        .unwrap_or(translate("The record"));
    let what = what(&doubt.kind);
    match &doubt.outcome {
        Some(outcome) => tr!("{record}, {outcome}: {what}", record, outcome, what),
        None => tr!("{record}: {what}", record, what),
    }
}

fn what(kind: &DoubtKind) -> String {
    match kind {
        DoubtKind::NoAdverseEvents => translate("no adverse events were posted.").to_owned(),
        DoubtKind::NotRandomized { allocation } if allocation.is_empty() => {
            translate("the record does not say that people were randomized. It is not pooled with trials that are.")
                .to_owned()
        }
        DoubtKind::NotRandomized { allocation } => tr!(
            "people were not randomized (allocation: {allocation}). It is not pooled with trials that are.", allocation
        ),
        DoubtKind::Crossover => translate("a crossover trial: the same people are in several groups, and are \
             compared as if they were different people, which is an approximation.")
            .to_owned(),
        DoubtKind::NoGroup { side, stratum } => {
            let within = if stratum.is_empty() {
                String::new()
            } else {
                tr!(" in “{stratum}”", stratum)
            };
            tr!("no {} group{within}. Give one group this side.", name_of(*side), within)
        }
        DoubtKind::NotDisjoint { side, groups } => tr!(
            "several {} groups ({}). Say that nobody is in two of them, and they are added up; or ignore all but one. Until then the trial is not pooled.",
            name_of(*side),
            groups.join(translate(", "))
        ),
        DoubtKind::Nobody { group } => tr!("nobody was at risk in “{group}”, which is left away.", group),
        DoubtKind::NotListed { threshold } if threshold.is_empty() => {
            translate("not listed, and so not known. It may be under another term; a serious event that is \
             not listed can be taken as zero.")
                .to_owned()
        }
        DoubtKind::NotListed { threshold } => tr!(
            "not listed, and so not known: other events are listed only above {threshold} % of a group. It may be under another term.", threshold
        ),
        DoubtKind::TakenAsZero => {
            translate("not listed among the serious events, and taken as zero, as you chose.").to_owned()
        }
        DoubtKind::Repeated { organ_systems } => tr!(
            "listed {} times ({}). One person may be in several, so nothing is added up. Choose the term under one organ system.",
            organ_systems.len(),
            organ_systems.join(translate("; "))
        ),
        DoubtKind::OtherWordings { taken, left } => tr!(
            "taken from {taken}; also listed, and not added because one person may have both: {}.",
            left.join(translate(", ")), taken
        ),
        DoubtKind::MoreThanEnrolled {
            people,
            enrolled,
            groups,
        } => tr!(
            "the groups that are compared ({}) hold {people} people, and only {enrolled} took part: somebody is in two of them. Ignore the group that holds the others’ people.",
            groups.join(translate(", ")), people, enrolled
        ),
        DoubtKind::NotCounted { group } => {
            tr!("how many people of “{group}” were affected is not said.", group)
        }
    }
}

fn name_of(side: Role) -> &'static str {
    match side {
        Role::Experimental => translate("experimental"),
        Role::Control => translate("control"),
        Role::Ignored => translate("ignored"),
    }
}
