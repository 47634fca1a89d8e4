//! Suggests on which side of the comparison a group stands.
//!
//! Groups that hold people of other groups again would count them twice, so they are to be ignored unless the user says
//! otherwise: sums, courses after crossing over, second courses, extensions, visits before the treatment.

use super::text::{folded, plain_name, words};
use super::{Group, Record};
use crate::data::Role;

/// A role for a group, with the reason.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Suggestion {
    /// The side of the comparison.
    pub role: Role,
    /// Why.
    pub reason: Reason,
    /// The part of the trial within which it is compared, where the trial has several; mostly empty.
    pub stratum: String,
}

/// Why a role is suggested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The protocol says what the arm of this name is for.
    Protocol,
    /// Its title names what is usual for a control.
    Title,
    /// It stands beside a control.
    BesideControl,
    /// A comparator with an active treatment, beside another control.
    SecondControl,
    /// It holds the people of the other groups together.
    Total,
    /// It holds the people of some of the other groups together.
    Sum,
    /// The trial gave the same people one treatment after the other.
    CrossoverTrial,
    /// People who received something else before.
    CrossedOver,
    /// People who were treated once more.
    SecondCourse,
    /// People who went on after the comparison.
    Extension,
    /// People before they were treated.
    BeforeTreatment,
    /// There is nobody in it.
    Nobody,
    /// Nothing tells.
    Unknown,
}

/// Parts of titles of groups that hold people of other groups, or nobody who is compared.
const OVERLAPPING: [(&str, Reason); 27] = [
    ("crossover", Reason::CrossedOver),
    ("cross-over", Reason::CrossedOver),
    ("cross over", Reason::CrossedOver),
    ("crossed over", Reason::CrossedOver),
    (" then ", Reason::CrossedOver),
    ("followed by", Reason::CrossedOver),
    ("switched", Reason::CrossedOver),
    ("placebo to ", Reason::CrossedOver),
    ("second course", Reason::SecondCourse),
    ("retreatment", Reason::SecondCourse),
    ("re-treatment", Reason::SecondCourse),
    ("retreated", Reason::SecondCourse),
    ("extension", Reason::Extension),
    ("open-label phase", Reason::Extension),
    ("open label phase", Reason::Extension),
    ("open-label period", Reason::Extension),
    ("rollover", Reason::Extension),
    ("roll-over", Reason::Extension),
    ("baseline", Reason::BeforeTreatment),
    ("screening", Reason::BeforeTreatment),
    ("screen fail", Reason::BeforeTreatment),
    ("run-in", Reason::BeforeTreatment),
    ("lead-in", Reason::BeforeTreatment),
    ("washout", Reason::BeforeTreatment),
    ("wash-out", Reason::BeforeTreatment),
    ("pre-treatment", Reason::BeforeTreatment),
    ("not randomized", Reason::BeforeTreatment),
];

/// Words that say "everybody".
const EVERYBODY: [&str; 5] = ["all", "total", "overall", "combined", "pooled"];

/// Words that say who, where a title says "everybody".
const PEOPLE: [&str; 16] = [
    "participants",
    "patients",
    "subjects",
    "people",
    "population",
    "groups",
    "arms",
    "study",
    "safety",
    "set",
    "treated",
    "randomized",
    "enrolled",
    "treatment",
    "the",
    "of",
];

/// What controls are usually called.
const CONTROLS: [&str; 12] = [
    "placebo",
    "control",
    "sham",
    "vehicle",
    "saline",
    "standard of care",
    "standard care",
    "usual care",
    "no treatment",
    "no intervention",
    "observation",
    "dummy",
];

/// What stands between a control and something else that was given with it.
const JOINING: [&str; 6] = ["+", "plus", "and", "with", "&", "/"];

/// A role for each group of a record, in their order.
#[must_use]
pub fn suggestions(record: &Record) -> Vec<Suggestion> {
    let groups = match &record.adverse_events {
        Some(events) => events.groups.as_slice(),
        None => return Vec::new(),
    };
    let mut told: Vec<Option<(Role, Reason)>> = groups
        .iter()
        .map(|group| by_itself(group, record, groups))
        .collect();
    let has_control = |told: &[Option<(Role, Reason)>]| {
        told.iter()
            .flatten()
            .any(|(role, _)| *role == Role::Control)
    };
    let beside_control = has_control(&told);
    for told in &mut told {
        *told = told.or(Some(if beside_control {
            (Role::Experimental, Reason::BesideControl)
        } else {
            (Role::Ignored, Reason::Unknown)
        }));
    }
    let roles: Vec<(Role, Reason)> = told.into_iter().flatten().collect();
    let strata = strata(groups, &roles);
    let suggested = roles.into_iter().zip(strata);
    suggested
        .map(|((role, reason), stratum)| Suggestion {
            role,
            reason,
            stratum,
        })
        .collect()
}

/// What a group's own title and the protocol tell.
fn by_itself(group: &Group, record: &Record, groups: &[Group]) -> Option<(Role, Reason)> {
    if group.serious.at_risk.value() == Some(0) && group.other.at_risk.value().unwrap_or(0) == 0 {
        return Some((Role::Ignored, Reason::Nobody));
    }
    let title = folded(&group.title);
    let overlapping = OVERLAPPING.iter().find(|(part, _)| title.contains(part));
    if let Some((_, reason)) = overlapping {
        return Some((Role::Ignored, *reason));
    }
    if is_everybody(&title) || is_sum(group, groups) {
        return Some((Role::Ignored, Reason::Total));
    }
    if is_sum_of_some(group, record, groups) {
        return Some((Role::Ignored, Reason::Sum));
    }
    if record.is_crossover() {
        return Some((Role::Ignored, Reason::CrossoverTrial));
    }
    let planned = |is_meant: &dyn Fn(&str) -> bool| {
        let arms = record.arms.iter();
        arms.filter(|arm| is_meant(&arm.label)).collect::<Vec<_>>()
    };
    if let [arm, ..] = planned(&|label| folded(label) == title).as_slice()
        && let Some(told) = of_kind(&arm.kind, record)
    {
        return Some(told);
    }
    if names_control(&title) {
        return Some((Role::Control, Reason::Title));
    }
    let title_words = words(&title);
    // "Drug A 10 mg" is the arm "Drug A" if no other arm's name stands in the title; a number is not a name.
    let is_within = |label: &str| {
        let label_words = words(label);
        let is_name = |word: &String| word.chars().any(is_letter) && word.len() > 2;
        label_words.iter().any(is_name) && label_words.iter().all(|word| title_words.contains(word))
    };
    match planned(&is_within).as_slice() {
        [arm] => of_kind(&arm.kind, record),
        _ => None,
    }
}

fn is_letter(sign: char) -> bool {
    sign.is_alphanumeric() && !sign.is_numeric()
}

/// Whether a title names what is usual for a control, alone and not beside something else.
fn names_control(title: &str) -> bool {
    let joins = |word: &String| JOINING.contains(&word.as_str());
    CONTROLS.iter().any(|control| title.contains(control))
        && !words(title).iter().any(joins)
        && !title.contains('/')
}

/// The side of an arm, by what the protocol says it is for.
fn of_kind(kind: &str, record: &Record) -> Option<(Role, Reason)> {
    let planned = |wanted: &[&str]| {
        let is_wanted = |kind: &str| wanted.contains(&plain_name(kind).as_str());
        record.arms.iter().any(|arm| is_wanted(&arm.kind))
    };
    let without_treatment = planned(&["placebocomparator", "shamcomparator", "nointervention"]);
    let told = match plain_name(kind).as_str() {
        "experimental" => (Role::Experimental, Reason::Protocol),
        "placebocomparator" | "shamcomparator" | "nointervention" => {
            (Role::Control, Reason::Protocol)
        }
        "activecomparator" => match (planned(&["experimental"]), without_treatment) {
            (true, true) => (Role::Ignored, Reason::SecondControl),
            (true, false) => (Role::Control, Reason::Protocol),
            (false, true) => (Role::Experimental, Reason::Protocol),
            (false, false) => return None,
        },
        _ => return None,
    };
    Some(told)
}

/// Whether a title says nothing but that everybody is meant: "Total", "All participants", "Overall study population".
fn is_everybody(title: &str) -> bool {
    let words = words(title);
    let says = |list: &[&str], word: &String| list.contains(&word.as_str());
    let first_says_all = words.first().is_some_and(|first| first == "all");
    let everybody = words.iter().any(|word| says(&EVERYBODY, word));
    first_says_all
        || everybody
            && words
                .iter()
                .all(|word| says(&EVERYBODY, word) || says(&PEOPLE, word))
}

/// People with a serious event and at risk of one, the same of other events.
fn numbers(group: &Group) -> [u64; 4] {
    let (serious, other) = (&group.serious, &group.other);
    let people = [
        &serious.affected,
        &serious.at_risk,
        &other.affected,
        &other.at_risk,
    ];
    people.map(|people| people.value().unwrap_or(0))
}

fn added_up<'a>(groups: impl Iterator<Item = &'a Group>) -> [u64; 4] {
    let mut sum = [0_u64; 4];
    for group in groups {
        for (sum, people) in sum.iter_mut().zip(numbers(group)) {
            *sum = sum.saturating_add(people);
        }
    }
    sum
}

/// Whether a group has as many people, at risk and affected, as all the others together. Where nobody was affected
/// nothing is told: of arms randomized 2:1:1 the first is as large as the others.
fn is_sum(group: &Group, groups: &[Group]) -> bool {
    let others = groups.iter().filter(|other| other.id != group.id);
    let sum = added_up(others.clone());
    let [serious, _, other, _] = sum;
    others.count() > 1 && (serious > 0 || other > 0) && sum == numbers(group)
}

/// Whether a group has as many people, at risk and affected, as some of the others together, where the groups hold more
/// people than took part, so that somebody must be in two of them ("Any dose" beside each dose).
fn is_sum_of_some(group: &Group, record: &Record, groups: &[Group]) -> bool {
    /// Of so many groups every choice of others is tried; of more, none.
    const MOST_GROUPS: usize = 12;
    let enrolled = record.enrolment.value();
    let people: u64 = groups
        .iter()
        .map(Group::people)
        .fold(0, u64::saturating_add);
    if groups.len() > MOST_GROUPS || enrolled.is_none_or(|enrolled| people <= enrolled) {
        return false;
    }
    let others: Vec<&Group> = groups.iter().filter(|other| other.id != group.id).collect();
    let wanted = numbers(group);
    let [serious, _, other, _] = wanted;
    if serious == 0 && other == 0 {
        return false;
    }
    (0_u32..1 << others.len())
        .filter(|choice| choice.count_ones() > 1)
        .any(|choice| {
            let chosen = others.iter().enumerate();
            let chosen = chosen.filter(|(place, _)| choice >> place & 1 == 1);
            added_up(chosen.map(|(_, other)| *other)) == wanted
        })
}

impl Group {
    /// How many people are in it: the most that were at risk of anything.
    pub(super) fn people(&self) -> u64 {
        let totals = [&self.deaths, &self.serious, &self.other];
        let people = totals.map(|total| total.at_risk.value().unwrap_or(0));
        people.into_iter().max().unwrap_or(0)
    }
}

/// The part of the trial that each group belongs to: where several controls each say in a word of their own to which
/// groups they belong ("Day 3 placebo", "Day 7 placebo"), and every experimental group has the word of one. A control
/// with nobody in it still tells that its part has no other.
fn strata(groups: &[Group], roles: &[(Role, Reason)]) -> Vec<String> {
    let none = vec![String::new(); groups.len()];
    let titles: Vec<Vec<String>> = groups.iter().map(|group| words(&group.title)).collect();
    let (mut controls, mut experimental) = (Vec::new(), Vec::new());
    for (place, (group, (role, reason))) in groups.iter().zip(roles).enumerate() {
        let nobody = *reason == Reason::Nobody && names_control(&folded(&group.title));
        match role {
            Role::Experimental => experimental.push(place),
            Role::Control => controls.push(place),
            Role::Ignored if nobody => controls.push(place),
            Role::Ignored => {}
        }
    }
    if controls.len() < 2 || experimental.len() < 2 {
        return none;
    }
    let own_words: Vec<Vec<&String>> = controls
        .iter()
        .map(|control| {
            let in_all =
                |word: &&String| controls.iter().all(|other| titles[*other].contains(*word));
            titles[*control]
                .iter()
                .filter(|word| !in_all(word))
                .collect()
        })
        .collect();
    let mut strata = none.clone();
    for (control, own) in controls.iter().zip(&own_words) {
        strata[*control] = label(&titles[*control], own);
    }
    for place in experimental {
        let title = &titles[place];
        let mut belongs = (0..controls.len())
            .filter(|control| own_words[*control].iter().all(|word| title.contains(*word)));
        match (belongs.next(), belongs.next()) {
            (Some(control), None) if !own_words[control].is_empty() => {
                strata[place] = label(&titles[controls[control]], &own_words[control]);
            }
            _ => return none,
        }
    }
    strata
}

/// The words of a control's title that are its own, a number with the word before it: "day 3".
fn label(title: &[String], own: &[&String]) -> String {
    let mut label: Vec<&str> = Vec::new();
    let mut previous = None;
    for word in title {
        if own.contains(&word) {
            let is_number = word.starts_with(|first: char| first.is_ascii_digit());
            label.extend(previous.filter(|_| is_number && label.is_empty()));
            label.push(word);
        }
        previous = Some(word.as_str());
    }
    label.join(" ")
}
