//! Numbers that can be pooled but look wrong: worth a second look at the report.
//!
//! Every finding here is a warning. None is made on evidence that chance brings about often: small counts coincide.

use std::collections::BTreeSet;

use super::duplicate::{copies, namesakes, same_stem, year_of_stem};
use super::printed::half_a_unit;
use super::{
    Cell, Entry, Outcome, OutcomeId, Place, Problem, ProblemKind, Review, Role, Severity, Trial,
    TrialId, Values, any_event, half_width, randomized_people,
};

/// Four numbers that coincide in two places are hardly an accident from so many events on.
const EVENTS_BEYOND_CHANCE: u64 = 30;

/// Events and totals of the two sides, arms of one role added up.
#[derive(Clone, Copy)]
struct Sides {
    experimental: (u64, u64),
    control: (u64, u64),
}

impl Sides {
    fn of(trial: &Trial, outcome: OutcomeId) -> Option<Self> {
        let Values::Counts(entries) = &trial.records.get(&outcome)?.values else {
            return None;
        };
        let side = |role: Role| {
            let mut sum: Option<(u64, u64)> = None;
            for arm in trial.arms.iter().filter(|arm| arm.role == role) {
                let Some(counts) = entries.get(&arm.id) else {
                    continue;
                };
                let (events, total) = (counts.events.value()?, counts.total.value()?);
                let (all_events, all) = sum.unwrap_or((0, 0));
                sum = Some((all_events.saturating_add(events), all.saturating_add(total)));
            }
            sum
        };
        Some(Self {
            experimental: side(Role::Experimental)?,
            control: side(Role::Control)?,
        })
    }

    fn events(self) -> u64 {
        self.experimental.0.saturating_add(self.control.0)
    }

    fn numbers(self) -> [u64; 4] {
        let (experimental, control) = (self.experimental, self.control);
        [experimental.0, experimental.1, control.0, control.1]
    }
}

/// Findings about the trials of a review, each with the trial's place in it.
pub(super) fn findings(review: &Review) -> Vec<(usize, Problem)> {
    let mut found = Vec::new();
    for (position, trial) in review.trials.iter().enumerate() {
        let own = percentages(trial, &review.outcomes)
            .into_iter()
            .chain(swapped_arms(trial, &review.outcomes))
            .chain(same_numbers_for_two_outcomes(trial, &review.outcomes));
        found.extend(own.map(|problem| (position, problem)));
    }
    found.extend(same_numbers_in_two_trials(review));
    found.extend(shared_controls(review));
    found.extend(randomized_people::findings(review));
    found.extend(any_event::findings(review));
    found
}

pub(super) fn warning(
    trial: &Trial,
    outcome: Option<&Outcome>,
    cell: Option<Cell>,
    kind: ProblemKind,
) -> Problem {
    Problem {
        place: Place {
            trial: Some(trial.id),
            trial_name: Some(trial.name.clone()),
            outcome: outcome.map(|outcome| outcome.id),
            outcome_name: outcome.map(|outcome| outcome.name.clone()),
            cell,
            ..Place::default()
        },
        kind,
        severity: Severity::Warning,
    }
}

type Outcomes = [std::sync::Arc<Outcome>];

/// Counts typed with a percentage ("12 (3.5%)") that belongs to another total.
fn percentages(trial: &Trial, outcomes: &Outcomes) -> Vec<Problem> {
    let mut problems = Vec::new();
    for outcome in outcomes {
        let Some(Values::Counts(entries)) =
            trial.records.get(&outcome.id).map(|record| &record.values)
        else {
            continue;
        };
        for (arm, counts) in entries {
            if let (Some(events), Some(total)) = (counts.events.value(), counts.total.value())
                && let Some(percentage) = Percentage::beside(&counts.events)
                && total >= events
                && total > 0
                && !percentage.fits(events, total)
            {
                let kind = ProblemKind::PercentageDisagrees {
                    typed: counts.events.typed.clone(),
                    total,
                };
                let cell = Some(Cell::Events(*arm));
                problems.push(warning(trial, Some(outcome), cell, kind));
            }
        }
    }
    problems
}

/// A percentage as printed, with the decimals it was rounded to.
struct Percentage {
    value: f64,
    half_a_unit: f64,
}

impl Percentage {
    /// The percentage within the brackets of a typed count, or before them.
    fn beside(entry: &Entry<u64>) -> Option<Self> {
        let typed = half_width(&entry.typed);
        let (before, inside) = typed.trim_end_matches([')', ']']).split_once(['(', '['])?;
        // "3.5% (12)" has the percentage before the brackets.
        let is_before = before.trim_end().ends_with('%') && !inside.contains('%');
        let inside = if is_before { before } else { inside };
        let digits = inside.trim().trim_end_matches('%').trim().replace(',', ".");
        let value: f64 = digits.parse().ok()?;
        (0.0..=100.0).contains(&value).then_some(Self {
            value,
            half_a_unit: half_a_unit(&digits),
        })
    }

    /// Whether it is the share of these events, rounded or cut off.
    fn fits(&self, events: u64, total: u64) -> bool {
        let share = 100.0 * events as f64 / total as f64;
        // Some cut off instead of rounding: a whole unit of the last decimal is allowed.
        (share - self.value).abs() <= 2.0 * self.half_a_unit + 1e-9
    }
}

/// Totals that stand the other way round than in the trial's other outcomes.
fn swapped_arms(trial: &Trial, outcomes: &Outcomes) -> Vec<Problem> {
    let sides: Vec<(&Outcome, (u64, u64))> = outcomes
        .iter()
        .filter_map(|outcome| {
            let sides = Sides::of(trial, outcome.id)?;
            Some((outcome.as_ref(), (sides.experimental.1, sides.control.1)))
        })
        .collect();
    let times = |totals: (u64, u64)| sides.iter().filter(|(_, other)| *other == totals).count();
    sides
        .iter()
        .filter(|(_, (experimental, control))| {
            experimental != control
                && times((*control, *experimental)) > times((*experimental, *control))
        })
        .map(|(outcome, _)| warning(trial, Some(outcome), None, ProblemKind::ArmsSwapped))
        .collect()
}

/// Two outcomes with the same four numbers.
fn same_numbers_for_two_outcomes(trial: &Trial, outcomes: &Outcomes) -> Vec<Problem> {
    let numbers: Vec<Numbers> = outcomes
        .iter()
        .enumerate()
        .filter_map(|(place, outcome)| beyond_chance(trial, outcome.id, place))
        .collect();
    repeated(numbers)
        .into_iter()
        .map(|(again, first)| {
            let kind = ProblemKind::SameNumbersAsOutcome {
                outcome: outcomes[first].name.clone(),
            };
            warning(trial, Some(&outcomes[again]), None, kind)
        })
        .collect()
}

/// Trials of different names with the same four numbers for an outcome.
fn same_numbers_in_two_trials(review: &Review) -> Vec<(usize, Problem)> {
    let mut found = Vec::new();
    for outcome in &review.outcomes {
        let numbers: Vec<Numbers> = review
            .trials
            .iter()
            .enumerate()
            .filter_map(|(place, trial)| beyond_chance(trial, outcome.id, place))
            .collect();
        for (position, first) in repeated(numbers) {
            let (trial, earlier) = (&review.trials[position], &review.trials[first]);
            // Those of one name are reported as duplicates.
            if !earlier.name.eq_ignore_ascii_case(&trial.name) {
                let kind = ProblemKind::SameNumbersAsTrial {
                    first: earlier.id,
                    first_name: earlier.name.clone(),
                };
                found.push((position, warning(trial, Some(outcome), None, kind)));
            }
        }
    }
    found
}

/// Numbers that may occur again, with the place where they occur.
type Numbers = ([u64; 4], usize);

/// The four numbers of a record, where there are enough events that they hardly coincide with others by accident.
fn beyond_chance(trial: &Trial, outcome: OutcomeId, place: usize) -> Option<Numbers> {
    let sides = Sides::of(trial, outcome)?;
    (sides.events() >= EVENTS_BEYOND_CHANCE).then(|| (sides.numbers(), place))
}

/// The places at which numbers occur again, in their order, each with the first place of the same numbers.
fn repeated(mut numbers: Vec<Numbers>) -> Vec<(usize, usize)> {
    numbers.sort_by_key(|(numbers, _)| *numbers);
    let mut repeated = Vec::new();
    for same in numbers.chunk_by(|one, other| one.0 == other.0) {
        if let [(_, first), again @ ..] = same {
            repeated.extend(again.iter().map(|(_, place)| (*place, *first)));
        }
    }
    repeated.sort_by_key(|(place, _)| *place);
    repeated
}

/// Trials that share their control arm, whose people are so counted twice: trials of one name, or parts of one trial that
/// are told apart at the end of the name ("Ash 2019, high dose").
fn shared_controls(review: &Review) -> Vec<(usize, Problem)> {
    let groups = AlikeTrials::of(review);
    let mut found = Vec::new();
    for outcome in &review.outcomes {
        for (trial, first) in groups.sharing_control(outcome.id) {
            let is_another = !trial.name.eq_ignore_ascii_case(&first.name);
            let kind = ProblemKind::SharedControl {
                first: first.id,
                first_name: is_another.then(|| first.name.clone()),
            };
            let position = review.trials.iter().position(|other| other.id == trial.id);
            found.push((
                position.unwrap_or(review.trials.len()),
                warning(trial, Some(outcome), None, kind),
            ));
        }
    }
    found
}

/// Trials whose control arm of an outcome is that of another part of the same trial, each with the first such part. The parts are
/// trials of one name and year, or of names that begin alike.
#[must_use]
pub fn sharing_control(review: &Review, outcome: OutcomeId) -> Vec<(TrialId, TrialId)> {
    let found = AlikeTrials::of(review).sharing_control(outcome).into_iter();
    found.map(|(trial, first)| (trial.id, first.id)).collect()
}

/// Trials that may be parts of one trial by their names.
struct AlikeTrials<'a> {
    /// Those whose names begin alike.
    of_stem: Vec<Vec<&'a Trial>>,
    /// Those of one name.
    of_name: Vec<Vec<&'a Trial>>,
}

impl<'a> AlikeTrials<'a> {
    fn of(review: &'a Review) -> Self {
        let trials = || review.trials.iter().map(AsRef::as_ref);
        Self {
            of_stem: same_stem(trials()),
            of_name: namesakes(trials()),
        }
    }

    /// Those that share their control arm of an outcome with an earlier one, each with the first of these; copies are none.
    fn sharing_control(&self, outcome: OutcomeId) -> Vec<(&'a Trial, &'a Trial)> {
        let copies = self.of_name.iter().flat_map(|group| copies(group, outcome));
        let copied: BTreeSet<TrialId> = copies.map(|(copy, _)| copy).collect();
        let mut found = Vec::new();
        for group in &self.of_stem {
            let controls = group.iter().enumerate().filter_map(|(place, trial)| {
                let (events, total) = Sides::of(trial, outcome)?.control;
                // Trials of different years are different trials.
                let year = year_of_stem(trial).map(i32::cast_unsigned);
                let known = u64::from(year.is_some());
                let numbers = [known, u64::from(year.unwrap_or(0)), events, total];
                Some((numbers, place))
            });
            let shared = repeated(controls.collect()).into_iter();
            let shared = shared.map(|(place, first)| (group[place], group[first]));
            found.extend(shared.filter(|(trial, _)| !copied.contains(&trial.id)));
        }
        found
    }
}
