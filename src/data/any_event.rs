//! People with one event held against people with any: where there are more of the first, one of the two counts events.

use super::plausibility::warning;
use super::{
    Cell, CountEntries, Outcome, OutcomeId, Problem, ProblemKind, Record, Review, Trial, Values,
    same_time,
};
use std::collections::BTreeMap;

/// What the name of an outcome says that it counts.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Counted {
    /// People with any adverse event.
    Any,
    /// People with any serious adverse event.
    AnySerious,
    /// People with certain serious adverse events.
    Serious,
    /// People with certain events, adverse by name or as far as is known.
    Certain,
    /// People with something that may be no adverse event, or is not counted as one: deaths, those who withdrew.
    Other,
}

impl Counted {
    /// Whether everybody in whom this is counted belongs to those in whom that is.
    fn is_part_of(self, any: Self) -> bool {
        match any {
            Self::Any => self != Self::Other,
            Self::AnySerious => matches!(self, Self::AnySerious | Self::Serious),
            Self::Certain | Self::Serious | Self::Other => false,
        }
    }
}

/// Words by which an outcome says that it counts adverse events.
const ADVERSE: [&str; 5] = ["adverse", "ae", "aes", "teae", "teaes"];
const SERIOUS: [&str; 3] = ["serious", "sae", "saes"];
/// Words beside them that leave out no event and nobody.
const BESIDE: [&str; 20] = [
    "",
    "any",
    "all",
    "total",
    "overall",
    "1",
    "one",
    "at",
    "least",
    "or",
    "more",
    "a",
    "an",
    "of",
    "with",
    "event",
    "events",
    "patients",
    "people",
    "participants",
];
/// Parts of names of outcomes that need not be adverse events, or are often counted apart from them or for longer.
const APART: [&str; 18] = [
    "death",
    "mortal",
    "surviv",
    "died",
    "fatal",
    "discontin",
    "withdr",
    "drop",
    "lost",
    "loss",
    "respon",
    "remission",
    "relapse",
    "improve",
    "cure",
    "hospital",
    "free",
    "complet",
];

/// One in so many trials may have an adverse event in more people than any, and in a small review as many as this.
const MOST_ABOVE: usize = 5;
const FEW: usize = 2;

fn counted(outcome: &Outcome) -> Counted {
    let name = outcome.name.to_lowercase();
    let words = || name.split(|sign: char| !sign.is_alphanumeric());
    let any_of = |list: &[&str]| words().any(|word| list.contains(&word));
    let serious = any_of(&SERIOUS) && !any_of(&["non", "not", "other"]);
    let adverse = serious || any_of(&ADVERSE);
    let lists: [&[&str]; 3] = [&BESIDE, &ADVERSE, &SERIOUS];
    let any = words().all(|word| lists.iter().any(|list| list.contains(&word)));
    match (adverse, serious) {
        // Registries list "other" events beside the serious ones.
        (true, false) if any && !outcome.note.contains("other events") => Counted::Any,
        (_, true) if any => Counted::AnySerious,
        (_, true) => Counted::Serious,
        (true, _) => Counted::Certain,
        _ if !outcome.more_is_worse || APART.iter().any(|part| name.contains(part)) => {
            Counted::Other
        }
        _ => Counted::Certain,
    }
}

/// Records of an event with more people than the trial has with any, each with the place of its trial in the review.
///
/// An outcome that is above any event in trial after trial is no adverse event, whatever it is called.
pub(super) fn findings(review: &Review) -> Vec<(usize, Problem)> {
    let outcomes = review.outcomes.iter();
    let named: Vec<(&Outcome, Counted)> = outcomes
        .map(|outcome| (outcome.as_ref(), counted(outcome)))
        .collect();
    let mut all = Vec::new();
    for (outcome, part) in &named {
        let whole =
            |(any, whole): &&(&Outcome, Counted)| part.is_part_of(*whole) && any.id != outcome.id;
        let wholes: Vec<&Outcome> = named.iter().filter(whole).map(|(any, _)| *any).collect();
        if wholes.is_empty() {
            continue;
        }
        let (mut found, mut reporting) = (Vec::new(), 0);
        for (position, trial) in review.trials.iter().enumerate() {
            reporting += usize::from(trial.records.contains_key(&outcome.id));
            let problem = wholes.iter().find_map(|any| above_any(trial, outcome, any));
            found.extend(problem.map(|problem| (position, problem)));
        }
        if *part != Counted::Certain || found.len() <= FEW.max(reporting / MOST_ABOVE) {
            all.append(&mut found);
        }
    }
    all
}

/// The first arm in which more people had the event than any event.
fn above_any(trial: &Trial, outcome: &Outcome, any: &Outcome) -> Option<Problem> {
    let (part, whole) = (counts(trial, outcome.id)?, counts(trial, any.id)?);
    let (time, other_time) = (&part.0.time_point, &whole.0.time_point);
    if !time.is_empty() && !other_time.is_empty() && !same_time(time, other_time) {
        return None;
    }
    trial.arms.iter().find_map(|arm| {
        let (part, whole) = (part.1.get(&arm.id)?, whole.1.get(&arm.id)?);
        let (people, any_event) = (part.events.value()?, whole.events.value()?);
        // Where more were watched for it, more may have had it; where more had it than were watched, that is said already.
        let watched = part.total.value()?;
        let same_people = watched <= whole.total.value()? && people <= watched;
        let counted = |people: u64| usize::try_from(people).unwrap_or(usize::MAX);
        let kind = ProblemKind::TooManyPeople {
            people: counted(people),
            at_most: counted(any_event),
            by: any.name.clone(),
            by_outcome: true,
        };
        let cell = Some(Cell::Events(arm.id));
        (same_people && people > any_event).then(|| warning(trial, Some(outcome), cell, kind))
    })
}

type Counts<'trial> = (&'trial Record, &'trial BTreeMap<super::ArmId, CountEntries>);

fn counts(trial: &Trial, outcome: OutcomeId) -> Option<Counts<'_>> {
    let record = trial.records.get(&outcome)?;
    let Values::Counts(entries) = &record.values else {
        return None;
    };
    Some((record, entries))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::data::{OutcomeKind, Window};

    fn counted_by(name: &str) -> Counted {
        counted(&Outcome {
            id: OutcomeId(0),
            name: name.to_owned(),
            kind: OutcomeKind::Counts,
            window: Window::Lasting,
            group: None,
            more_is_worse: true,
            note: String::new(),
        })
    }

    #[test]
    fn an_outcome_says_by_its_name_what_it_counts() {
        for name in [
            "Any adverse event",
            "Adverse events",
            "≥1 adverse event",
            "any_AE",
            "Patients with TEAEs",
        ] {
            assert!(counted_by(name) == Counted::Any, "{name}");
        }
        for name in [
            "Serious adverse events",
            "Any serious adverse event",
            "SAE",
            "At least one SAE",
        ] {
            assert!(counted_by(name) == Counted::AnySerious, "{name}");
        }
        assert!(counted_by("Serious infection") == Counted::Serious);
        for name in [
            "Fever",
            "Adverse events leading to withdrawal",
            "Other adverse events",
            "Non-serious adverse events",
        ] {
            assert!(counted_by(name) == Counted::Certain, "{name}");
        }
        for name in ["Death", "All-cause mortality", "Withdrawals", "Response"] {
            assert!(counted_by(name) == Counted::Other, "{name}");
        }
    }
}
