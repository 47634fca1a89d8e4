//! What is wrong with a review, found from the model itself, so that it stays right while cells are edited.

use super::duplicate::{duplicates, namesakes};
use super::{
    Arm, ArmId, Cell, CountEntries, Entry, EstimateEntries, Misread, Outcome, OutcomeKind, Place,
    Problem, ProblemKind, Review, Role, Scale, Severity, State, Trial, TrialId, Values,
    plausibility, sort_by_key,
};

/// The largest count, total or estimate that is taken: no trial is larger.
pub const LARGEST_NUMBER: u64 = 1_000_000_000;

/// Every problem of the review's trials and records, in the order of the trials: what keeps a record out of the pool, and
/// what is worth a second look.
///
/// A record that `analysis::prepare` refuses has a problem of severity [`Severity::LeftOut`], and the reverse; rows and
/// columns are unknown here and left empty.
#[must_use]
pub fn problems_of(review: &Review) -> Vec<Problem> {
    let mut by_trial: Vec<(usize, Problem)> = Vec::new();
    for (position, trial) in review.trials.iter().enumerate() {
        let found = trial_problems(trial)
            .into_iter()
            .chain(
                review
                    .outcomes
                    .iter()
                    .flat_map(|outcome| record_problems(trial, outcome)),
            )
            .map(|problem| (position, problem));
        by_trial.extend(found);
    }
    by_trial.extend(repetitions(review));
    by_trial.extend(plausibility::findings(review));
    sort_by_key(&mut by_trial, |(position, _)| *position);
    by_trial.into_iter().map(|(_, problem)| problem).collect()
}

impl<T> Entry<T> {
    /// Why the entry could not be understood, in the words of the problems.
    #[must_use]
    pub fn problem(&self) -> Option<ProblemKind> {
        let State::Unreadable(misread) = self.state else {
            return None;
        };
        let typed = self.typed.clone();
        Some(match misread {
            Misread::Negative => ProblemKind::Negative { typed },
            Misread::Fractional => ProblemKind::Fractional { typed },
            Misread::NotANumber => ProblemKind::NotANumber { typed },
            Misread::TooLarge => ProblemKind::TooLarge {
                typed,
                limit: LARGEST_NUMBER,
            },
            Misread::Percentage => ProblemKind::Percentage { typed },
            Misread::Misaligned => ProblemKind::Misaligned { typed },
        })
    }
}

fn of_trial(trial: &Trial) -> Place {
    Place {
        trial: Some(trial.id),
        trial_name: Some(trial.name.clone()),
        ..Place::default()
    }
}

fn of_record(trial: &Trial, outcome: &Outcome, cell: Option<Cell>) -> Place {
    Place {
        outcome: Some(outcome.id),
        outcome_name: Some(outcome.name.clone()),
        cell,
        ..of_trial(trial)
    }
}

fn trial_problems(trial: &Trial) -> Vec<Problem> {
    let warning = |cell, kind| Problem {
        place: Place {
            cell: Some(cell),
            ..of_trial(trial)
        },
        kind,
        severity: Severity::Warning,
    };
    let nameless = trial.name.is_empty().then_some(ProblemKind::MissingTrial);
    nameless
        .map(|kind| warning(Cell::Name, kind))
        .into_iter()
        .chain(trial.year.problem().map(|kind| warning(Cell::Year, kind)))
        .collect()
}

/// What is wrong with one record, as the entry at fault, the kind, and whether the record can still be pooled.
type Finding = (Option<Cell>, ProblemKind, Severity);

fn left_out(cell: Cell, kind: ProblemKind) -> Finding {
    (Some(cell), kind, Severity::LeftOut)
}

fn record_problems(trial: &Trial, outcome: &Outcome) -> Vec<Problem> {
    let findings = match trial.records.get(&outcome.id).map(|record| &record.values) {
        None => Vec::new(),
        Some(Values::Counts(entries)) => {
            let side = |role| -> Vec<(ArmId, &CountEntries)> {
                let of_role = |arm: &&Arm| arm.role == role;
                let entry = |arm: &Arm| entries.get(&arm.id).map(|entry| (arm.id, entry));
                trial
                    .arms
                    .iter()
                    .filter(of_role)
                    .filter_map(entry)
                    .collect()
            };
            count_findings(&side(Role::Experimental), &side(Role::Control))
        }
        Some(Values::Estimate(entries)) => {
            let ratio = outcome.kind == OutcomeKind::Estimates(Scale::Ratio);
            estimate_findings(entries, ratio)
        }
    };
    findings
        .into_iter()
        .map(|(cell, kind, severity)| Problem {
            place: of_record(trial, outcome, cell),
            kind,
            severity,
        })
        .collect()
}

fn count_findings(
    experimental: &[(ArmId, &CountEntries)],
    control: &[(ArmId, &CountEntries)],
) -> Vec<Finding> {
    let arms = || experimental.iter().chain(control);
    if arms().all(|(_, entries)| entries.events.state == State::NotReported) {
        return Vec::new();
    }
    let mut findings: Vec<Finding> = arms()
        .flat_map(|(arm, entries)| arm_findings(*arm, entries))
        .collect();
    if experimental.is_empty() || control.is_empty() {
        findings.push((None, ProblemKind::OneArmOnly, Severity::LeftOut));
    }
    findings
}

fn arm_findings(arm: ArmId, entries: &CountEntries) -> Vec<Finding> {
    let unreadable = [
        (Cell::Events(arm), entries.events.problem()),
        (Cell::Total(arm), entries.total.problem()),
    ];
    let mut findings: Vec<Finding> = unreadable
        .into_iter()
        .filter_map(|(cell, kind)| Some(left_out(cell, kind?)))
        .collect();
    if findings.is_empty() {
        match (entries.events.value(), entries.total.value()) {
            (None, _) => findings.push(left_out(Cell::Events(arm), ProblemKind::MissingEvents)),
            (Some(_), None) => findings.push(left_out(Cell::Total(arm), ProblemKind::MissingTotal)),
            (Some(_), Some(0)) => findings.push(left_out(Cell::Total(arm), ProblemKind::EmptyArm)),
            (Some(events), Some(total)) if events > total => findings.push(left_out(
                Cell::Events(arm),
                ProblemKind::EventsAboveTotal { events, total },
            )),
            (Some(_), Some(_)) => {}
        }
    }
    findings
}

fn estimate_findings(entries: &EstimateEntries, ratio: bool) -> Vec<Finding> {
    if entries.estimate.state == State::NotReported {
        return Vec::new();
    }
    if let Some(kind) = entries.estimate.problem() {
        return vec![left_out(Cell::Estimate, kind)];
    }
    if let Some(finding) = not_positive(&entries.estimate, Cell::Estimate, ratio) {
        return vec![finding];
    }
    match entries.standard_error.value() {
        Some(error) if error > 0.0 => Vec::new(),
        Some(_) => vec![left_out(Cell::StandardError, ProblemKind::BadInterval)],
        None => limit_findings(entries, ratio),
    }
}

fn limit_findings(entries: &EstimateEntries, ratio: bool) -> Vec<Finding> {
    let limits = [(Cell::Lower, &entries.lower), (Cell::Upper, &entries.upper)];
    let mut findings: Vec<Finding> = limits
        .into_iter()
        .filter_map(|(cell, entry)| {
            let unreadable = entry.problem().map(|kind| left_out(cell, kind));
            unreadable.or_else(|| not_positive(entry, cell, ratio))
        })
        .collect();
    findings.extend(
        entries
            .standard_error
            .problem()
            .map(|kind| (Some(Cell::StandardError), kind, Severity::Warning)),
    );
    match (entries.lower.value(), entries.upper.value()) {
        (Some(lower), Some(upper)) => {
            let holds_estimate = entries
                .estimate
                .value()
                .is_some_and(|estimate| lower <= estimate && estimate <= upper);
            if lower >= upper || !holds_estimate {
                findings.push(left_out(Cell::Estimate, ProblemKind::BadInterval));
            }
        }
        _ => findings.push(left_out(Cell::StandardError, ProblemKind::MissingError)),
    }
    findings
}

fn not_positive(entry: &Entry<f64>, cell: Cell, ratio: bool) -> Option<Finding> {
    let typed = entry.typed.clone();
    (ratio && entry.value().is_some_and(|value| value <= 0.0))
        .then(|| left_out(cell, ProblemKind::NotPositive { typed }))
}

/// Whether the trial reports the outcome with nothing wrong that would keep it out of the pool.
fn is_poolable(trial: &Trial, outcome: &Outcome) -> bool {
    let reported = match trial.records.get(&outcome.id).map(|record| &record.values) {
        None => false,
        Some(Values::Counts(entries)) => trial
            .arms
            .iter()
            .filter(|arm| arm.role != Role::Ignored)
            .filter_map(|arm| entries.get(&arm.id))
            .any(|entries| entries.events.state != State::NotReported),
        Some(Values::Estimate(entries)) => entries.estimate.state != State::NotReported,
    };
    reported
        && record_problems(trial, outcome)
            .iter()
            .all(|problem| problem.severity == Severity::Warning)
}

/// Trials entered twice: left out where they repeat an earlier record, else worth a look.
fn repetitions(review: &Review) -> Vec<(usize, Problem)> {
    let groups = namesakes(review.trials.iter().map(AsRef::as_ref));
    if groups.is_empty() {
        return Vec::new();
    }
    let repeated: Vec<_> = review
        .outcomes
        .iter()
        .map(|outcome| {
            let poolable = |trial: &Trial| is_poolable(trial, outcome);
            (outcome, duplicates(review, outcome.id, poolable))
        })
        .collect();
    let position = |trial: TrialId| review.trials.iter().position(|other| other.id == trial);
    let mut found = Vec::new();
    for group in &groups {
        let Some((first, copies)) = group.split_first() else {
            continue;
        };
        for trial in copies {
            let problem = |place, first, severity| Problem {
                place,
                kind: ProblemKind::DuplicateTrial {
                    first,
                    first_row: None,
                },
                severity,
            };
            let mut problems: Vec<Problem> = repeated
                .iter()
                .filter_map(|(outcome, copies)| {
                    let first = *copies.get(&trial.id)?;
                    let place = of_record(trial, outcome, None);
                    Some(problem(place, first, Severity::LeftOut))
                })
                .collect();
            if problems.is_empty() {
                problems.push(problem(of_trial(trial), first.id, Severity::Warning));
            } else if problems.len() == trial.records.len() {
                problems.truncate(1);
                for problem in &mut problems {
                    problem.place.outcome = None;
                    problem.place.outcome_name = None;
                }
            }
            let position = position(trial.id).unwrap_or(review.trials.len());
            found.extend(problems.into_iter().map(|problem| (position, problem)));
        }
    }
    found
}
