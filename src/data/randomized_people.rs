//! Totals held against the number of people randomized, where a column that is kept says it.
//!
//! Such a column is known by its head alone, so that it can be edited, copied and written like any other that is kept.

use super::plausibility::warning;
use super::{
    ArmId, Cell, Design, Outcome, Problem, ProblemKind, Review, Role, Trial, is_usual_experimental,
    names_control,
};

/// Words for people who were taken into a trial, one of which the head has.
const TAKEN_IN: [&str; 11] = [
    "randomized",
    "randomised",
    "rand",
    "enrolled",
    "enrolment",
    "enrollment",
    "participants",
    "patients",
    "subjects",
    "people",
    "sample",
];

/// Words beside them that change nothing.
const BESIDE: [&str; 9] = [
    "n", "no", "number", "of", "total", "size", "arm", "group", "to",
];

/// From so many trials on it shows whether a column holds what its head says.
const ENOUGH_TRIALS: usize = 3;

/// A column that says how many people were taken in.
struct Taken<'review> {
    head: &'review str,
    /// The sides of the comparison whose people it counts.
    sides: &'static [Role],
    /// Whether it had a number for each arm, as in a table with one row an arm.
    by_arm: bool,
}

/// Records with more people than were randomized, each with the place of its trial in the review.
///
/// A column that most trials exceed counts something else, such as clusters: it is not believed.
pub(super) fn findings(review: &Review) -> Vec<(usize, Problem)> {
    let mut all = Vec::new();
    for covariate in &review.covariates {
        let Some(sides) = sides_named(&covariate.name, review) else {
            continue;
        };
        let cells = || {
            let trials = review.trials.iter().enumerate();
            trials.filter_map(|(position, trial)| {
                let typed = trial.covariates.get(&covariate.id)?;
                Some((position, trial.as_ref(), typed))
            })
        };
        let column = Taken {
            head: &covariate.name,
            sides,
            by_arm: cells().any(|(.., typed)| typed.contains(';')),
        };
        let (mut found, mut known, mut above) = (Vec::new(), 0, 0);
        for (position, trial, typed) in cells() {
            let Some(randomized) = most_people(typed) else {
                continue;
            };
            let before = found.len();
            let exceeding = review
                .outcomes
                .iter()
                .filter_map(|outcome| column.exceeded(trial, outcome, randomized));
            found.extend(exceeding.map(|problem| (position, problem)));
            known += 1;
            above += usize::from(found.len() > before);
        }
        if known < ENOUGH_TRIALS || 2 * above <= known {
            all.append(&mut found);
        }
    }
    all
}

impl Taken<'_> {
    /// The problem of a record with more people than were randomized.
    fn exceeded(&self, trial: &Trial, outcome: &Outcome, randomized: usize) -> Option<Problem> {
        let record = trial.records.get(&outcome.id)?;
        // Where clusters were randomized, it may be these that are counted; in a crossover trial everybody is in each arm.
        let in_each_arm = match trial.design.as_ref() {
            Some(Design::Cluster(_)) => return None,
            Some(Design::Crossover(_)) => true,
            None => self.by_arm,
        };
        let (mut people, mut first) = (0_usize, None);
        let arms = trial.arms.iter();
        for arm in arms.filter(|arm| self.sides.contains(&arm.role)) {
            let cell = Cell::Total(arm.id);
            if let Some(total) = record.values.count(cell) {
                // The people lost are not among the total, but were randomized as well.
                let lost = record.values.count(Cell::Lost(arm.id)).unwrap_or_default();
                let total = usize::try_from(total.saturating_add(lost)).unwrap_or(usize::MAX);
                people = if in_each_arm {
                    people.max(total)
                } else {
                    people.saturating_add(total)
                };
                first = first.or(Some(cell));
            }
        }
        let kind = ProblemKind::TooManyPeople {
            people,
            at_most: randomized,
            by: self.head.to_owned(),
            by_outcome: false,
        };
        let cell = first.filter(|_| self.sides.len() == 1);
        (people > randomized).then(|| warning(trial, Some(outcome), cell, kind))
    }
}

/// How many people were randomized to arms of a trial, as kept columns say it, with the head of the column: a number for each
/// arm ("42; 41"), or one for a side on which the trial has one arm.
pub(super) fn randomized_of<'review>(
    review: &'review Review,
    trial: &Trial,
) -> Vec<(ArmId, u64, &'review str)> {
    let mut found = Vec::new();
    for covariate in &review.covariates {
        let (Some(sides), Some(typed)) = (
            sides_named(&covariate.name, review),
            trial.covariates.get(&covariate.id),
        ) else {
            continue;
        };
        let numbers: Option<Vec<usize>> = typed.split(';').map(people).collect();
        let arms: Vec<ArmId> = trial
            .arms
            .iter()
            .filter(|arm| sides.len() == 2 || sides.contains(&arm.role))
            .map(|arm| arm.id)
            .collect();
        if let Some(numbers) = numbers
            && numbers.len() == arms.len()
        {
            let each = arms.into_iter().zip(numbers);
            found.extend(each.map(|(arm, people)| (arm, people as u64, covariate.name.as_str())));
        }
    }
    found
}

/// The sides of the comparison whose people the head of a column counts, if it counts people who were taken in.
fn sides_named(head: &str, review: &Review) -> Option<&'static [Role]> {
    let words = head.to_lowercase();
    let words = words.split(|sign: char| !sign.is_alphanumeric());
    let mut taken_in = false;
    let mut arm = String::new();
    for word in words {
        if TAKEN_IN.contains(&word) {
            taken_in = true;
        } else if !BESIDE.contains(&word) {
            arm.push_str(word);
        }
    }
    let is_label = |label: &str| {
        let letters = label.chars().filter(|sign| sign.is_alphanumeric());
        (letters.collect::<String>()).to_lowercase() == arm
    };
    if !taken_in {
        None
    } else if arm.is_empty() {
        Some(&[Role::Experimental, Role::Control])
    } else if names_control(&arm) || is_label(&review.control_label) {
        Some(&[Role::Control])
    } else if is_usual_experimental(&arm) || is_label(&review.experimental_label) {
        Some(&[Role::Experimental])
    } else {
        None
    }
}

/// The number of people in a cell of words, the largest where there are several: "250", "1,250", "42; 41". Less than two
/// are no trial, but a yes or no.
fn most_people(typed: &str) -> Option<usize> {
    let numbers: Option<Vec<usize>> = typed.split(';').map(people).collect();
    numbers?.into_iter().max().filter(|people| *people > 1)
}

fn people(typed: &str) -> Option<usize> {
    let groups: Vec<&str> = typed
        .trim()
        .split([',', '.', '\'', ' ', '\u{a0}', '\u{202f}'])
        .collect();
    let (_, further) = groups.split_first()?;
    let thousands = further.iter().all(|group| group.len() == 3);
    groups.concat().parse().ok().filter(|_| thousands)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn heads_say_whether_people_of_the_trial_or_of_one_side_are_counted() {
        let review = Review {
            experimental_label: "MSC".to_owned(),
            control_label: "Usual care".to_owned(),
            ..Review::default()
        };
        let sides = |head| sides_named(head, &review);
        for head in [
            "randomized",
            "N randomised",
            "Enrollment",
            "Sample size",
            "No. of participants",
        ] {
            let both: &[Role] = &[Role::Experimental, Role::Control];
            assert_eq!(sides(head), Some(both), "{head}");
        }
        for head in [
            "randomized_e",
            "n_rand.e",
            "Randomized experimental",
            "Randomised to MSC",
        ] {
            assert_eq!(sides(head), Some(&[Role::Experimental][..]), "{head}");
        }
        for head in [
            "randomized_c",
            "Randomized, placebo",
            "Usual care, number enrolled",
        ] {
            assert_eq!(sides(head), Some(&[Role::Control][..]), "{head}");
        }
        for head in [
            "Randomized clusters",
            "Participants analysed",
            "Enrolment year",
            "n",
            "Dose",
        ] {
            assert_eq!(sides(head), None, "{head}");
        }
    }

    #[test]
    fn only_whole_numbers_of_people_are_believed() {
        for (typed, read) in [
            ("250", Some(250)),
            ("1,250", Some(1_250)),
            ("1 250", Some(1_250)),
            ("42; 41", Some(42)),
            ("1", None),
            ("yes", None),
            ("1.5", None),
            ("2:1", None),
            ("250 (98%)", None),
            ("", None),
        ] {
            assert_eq!(most_people(typed), read, "{typed}");
        }
    }
}
