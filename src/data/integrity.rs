//! Finds what is wrong with a review from the model itself, so that it stays right while cells are edited.

use super::duplicate::{duplicates, namesakes};
use super::{
    AnyEntry, Arm, ArmId, Cell, CountEntries, Entry, EstimateEntries, Misread, Outcome,
    OutcomeKind, Place, Problem, ProblemKind, Review, Role, Scale, Severity, State, Trial, TrialId,
    Values, plausibility, printed, unit_of_analysis,
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
    by_trial.extend(unit_of_analysis::findings(review));
    by_trial.sort_by_key(|(position, _)| *position);
    by_trial.into_iter().map(|(_, problem)| problem).collect()
}

impl<T> Entry<T> {
    /// Why the entry could not be understood, in the words of the problems.
    #[must_use]
    pub fn problem(&self) -> Option<ProblemKind> {
        match self.state {
            State::Unreadable(misread) => Some(misread.problem(&self.typed)),
            State::Reported(_) | State::NotReported => None,
        }
    }
}

impl AnyEntry<'_> {
    fn problem(self) -> Option<ProblemKind> {
        match self.state() {
            State::Unreadable(misread) => Some(misread.problem(self.typed())),
            State::Reported(_) | State::NotReported => None,
        }
    }
}

impl Misread {
    /// The same in the words of the problems.
    fn problem(self, typed: &str) -> ProblemKind {
        let typed = typed.to_owned();
        match self {
            Self::Negative => ProblemKind::Negative { typed },
            Self::Fractional => ProblemKind::Fractional { typed },
            Self::NotANumber if is_date(&typed) => ProblemKind::SpreadsheetDate { typed },
            Self::NotANumber => ProblemKind::NotANumber { typed },
            Self::TooLarge => ProblemKind::TooLarge {
                typed,
                limit: LARGEST_NUMBER,
            },
            Self::Percentage => ProblemKind::Percentage { typed },
            Self::Misaligned => ProblemKind::Misaligned { typed },
            Self::TimesNotPeople => ProblemKind::TimesNotPeople { typed },
        }
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
        Some(Values::Estimate(entries)) => {
            let ratio = outcome.kind == OutcomeKind::Estimates(Scale::Ratio);
            estimate_findings(entries, ratio)
        }
        Some(values) => side_findings(trial, outcome.kind.sides(), values),
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

/// The arms of these sides of the comparison.
fn compared(trial: &Trial, sides: &[Role]) -> Vec<ArmId> {
    let compared = |arm: &&Arm| sides.contains(&arm.role);
    trial
        .arms
        .iter()
        .filter(compared)
        .map(|arm| arm.id)
        .collect()
}

/// What is wrong with numbers of these sides: nothing where no arm reports the outcome, else what is wrong in each arm, and
/// that a side is missing.
fn side_findings(trial: &Trial, sides: &[Role], values: &Values) -> Vec<Finding> {
    if !values.is_reported(&compared(trial, sides)) {
        return Vec::new();
    }
    let mut findings = Vec::new();
    let mut missing = false;
    for role in sides {
        let mut arms = 0;
        for arm in &trial.arms {
            if arm.role == *role && values.has_arm(arm.id) {
                arms += 1;
                findings.extend(arm_findings(arm.id, values));
            }
        }
        missing |= arms == 0;
    }
    if missing {
        findings.push((None, ProblemKind::OneArmOnly, Severity::LeftOut));
    }
    findings
}

/// What is wrong with the numbers of one arm: what could not be understood, else what is missing or cannot be.
fn arm_findings(arm: ArmId, values: &Values) -> Vec<Finding> {
    let of_arm = |(cell, _): &(Cell, AnyEntry)| cell.arm() == Some(arm);
    let entries: Vec<(Cell, AnyEntry)> = values.entries().into_iter().filter(of_arm).collect();
    let is_lost = |cell: Cell| matches!(cell, Cell::Lost(_));
    let mut findings: Vec<Finding> = entries
        .iter()
        .filter(|(cell, _)| !is_lost(*cell))
        .filter_map(|(cell, entry)| Some(left_out(*cell, entry.problem()?)))
        .collect();
    // The pool does not need the people lost: what is wrong with their number keeps nobody out of it.
    let mut of_lost: Vec<Finding> = entries
        .iter()
        .filter(|(cell, _)| is_lost(*cell))
        .filter_map(|(cell, entry)| Some((Some(*cell), entry.problem()?, Severity::Warning)))
        .collect();
    if findings.is_empty() {
        findings.extend(match values {
            Values::Counts(arms) => arms
                .get(&arm)
                .and_then(|entries| count_finding(arm, entries)),
            Values::PersonTime(_) | Values::Means(_) | Values::Estimate(_) => entries
                .into_iter()
                .find_map(|(cell, entry)| Some(left_out(cell, wrong_number(cell, entry)?))),
        });
    }
    findings.append(&mut of_lost);
    findings
}

fn count_finding(arm: ArmId, entries: &CountEntries) -> Option<Finding> {
    let (cell, kind) = match (entries.events.value(), entries.total.value()) {
        (None, _) => (Cell::Events(arm), ProblemKind::MissingEvents),
        (Some(_), None) => (Cell::Total(arm), ProblemKind::MissingTotal),
        (Some(_), Some(0)) => (Cell::Total(arm), ProblemKind::EmptyArm),
        (Some(events), Some(total)) if events > total => (
            Cell::Events(arm),
            ProblemKind::EventsAboveTotal { events, total },
        ),
        (Some(_), Some(_)) => return None,
    };
    Some(left_out(cell, kind))
}

/// What is wrong with a number that rates or means are made from, taken alone.
fn wrong_number(cell: Cell, entry: AnyEntry) -> Option<ProblemKind> {
    let State::Reported(value) = entry.state() else {
        return Some(ProblemKind::MissingNumber);
    };
    match cell {
        Cell::Time(_) | Cell::StandardDeviation(_) => {
            (value <= 0.0).then(|| ProblemKind::NotAboveZero {
                typed: entry.typed().to_owned(),
            })
        }
        Cell::Total(_) if value < 1.0 => Some(ProblemKind::EmptyArm),
        Cell::Total(_) => (value < 2.0).then_some(ProblemKind::OnePerson),
        Cell::Events(_)
        | Cell::Lost(_)
        | Cell::Mean(_)
        | Cell::Estimate
        | Cell::StandardError
        | Cell::Lower
        | Cell::Name
        | Cell::Year
        | Cell::Upper => None,
    }
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
        Some(error) if error > 0.0 => contradictions(entries, ratio),
        Some(_) => vec![left_out(Cell::StandardError, ProblemKind::BadInterval)],
        None => limit_findings(entries, ratio),
    }
}

/// What contradicts itself in numbers that can be pooled.
fn contradictions(entries: &EstimateEntries, ratio: bool) -> Vec<Finding> {
    let found = printed::contradictions(entries, ratio).into_iter();
    found
        .map(|kind| {
            let cell = match kind {
                ProblemKind::LimitsNotOfError { .. } => Cell::StandardError,
                _ => Cell::Estimate,
            };
            (Some(cell), kind, Severity::Warning)
        })
        .collect()
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
    if findings.is_empty() {
        findings = contradictions(entries, ratio);
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
    let reported = trial.records.get(&outcome.id).is_some_and(|record| {
        let arms = compared(trial, outcome.kind.sides());
        record.values.is_reported(&arms)
    });
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

/// Whether a text is a day as spreadsheets' dates are written down: 2025-03-25.
fn is_date(typed: &str) -> bool {
    let parts: Vec<&str> = typed.split('-').collect();
    let digits = |part: &&str, length: usize| {
        part.len() == length && part.bytes().all(|byte| byte.is_ascii_digit())
    };
    matches!(parts.as_slice(), [year, month, day]
        if digits(year, 4) && digits(month, 2) && digits(day, 2))
}
