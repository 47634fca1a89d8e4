//! Offers edits that correct a wrong number where the correction is plain. None is done unasked.

use super::column::nth_arm;
use super::{Column, Command};
use crate::data::{
    ArmId, ArmNumber, Cell, OutcomeId, Problem, ProblemKind, Review, Role, Trial, TrialId,
};
use crate::read::{Decimal, entry};
use crate::wording::{tr, translate};

/// An edit that would mend a problem, with what it does in words.
#[derive(Clone, Debug, PartialEq)]
pub struct Fix {
    /// What it does: "Swap events and total".
    pub words: String,
    /// The edit.
    pub command: Command,
}

/// The edit that mends a problem of a trial; none where only the report can tell.
#[must_use]
pub fn fix(review: &Review, problem: &Problem) -> Option<Fix> {
    let trial = review.trial(problem.place.trial?)?;
    let at = Location {
        trial,
        outcome: problem.place.outcome,
        arm: problem.place.cell.and_then(Cell::arm),
    };
    match &problem.kind {
        ProblemKind::DuplicateTrial { .. } => Some(Fix {
            words: translate("Delete this row").to_owned(),
            command: Command::RemoveTrials(vec![trial.id]),
        }),
        ProblemKind::EventsAboveTotal { .. } => at.swapped_numbers(),
        ProblemKind::ArmsSwapped => at.swapped_arms(),
        ProblemKind::Negative { typed } => {
            let without = typed.trim().trim_start_matches(['-', '−', '–']).trim();
            at.written(problem.place.cell?, without, "")
        }
        ProblemKind::Percentage { typed } => at.count_of_percentage(problem.place.cell?, typed),
        ProblemKind::Fractional { .. }
        | ProblemKind::NotANumber { .. }
        | ProblemKind::TooLarge { .. }
        | ProblemKind::MissingTotal
        | ProblemKind::MissingNumber
        | ProblemKind::NotAboveZero { .. }
        | ProblemKind::OnePerson
        | ProblemKind::MissingEvents
        | ProblemKind::OneArmOnly
        | ProblemKind::EmptyArm
        | ProblemKind::Misaligned { .. }
        | ProblemKind::PercentageDisagrees { .. }
        | ProblemKind::SameNumbersAsOutcome { .. }
        | ProblemKind::SameNumbersAsTrial { .. }
        | ProblemKind::SharedControl { .. }
        | ProblemKind::TooManyPeople { .. }
        | ProblemKind::UnitOfAnalysis(_)
        | ProblemKind::MissingTrial
        | ProblemKind::TotalRow
        | ProblemKind::BesideTable
        | ProblemKind::RepeatedHeads
        | ProblemKind::HeadsShifted
        | ProblemKind::EarlierResults
        | ProblemKind::TotalsFromHeads
        | ProblemKind::TimesNotPeople { .. }
        | ProblemKind::SpreadsheetDate { .. }
        | ProblemKind::ArmNotCompared { .. }
        | ProblemKind::RandomizationUnclear { .. }
        | ProblemKind::Remark { .. }
        | ProblemKind::NotCounts { .. }
        | ProblemKind::BadInterval
        | ProblemKind::LimitsNotOfError { .. }
        | ProblemKind::OffMiddle
        | ProblemKind::PDisagrees { .. }
        | ProblemKind::MissingError
        | ProblemKind::NotPositive { .. }
        | ProblemKind::RaggedRow { .. }
        | ProblemKind::UnknownHead { .. }
        | ProblemKind::AmbiguousHead { .. }
        | ProblemKind::Empty
        | ProblemKind::TooLong { .. } => None,
    }
}

/// Where a problem is.
struct Location<'a> {
    trial: &'a Trial,
    outcome: Option<OutcomeId>,
    arm: Option<ArmId>,
}

impl Location<'_> {
    /// The column of a number of an arm.
    fn column(&self, arm: ArmId, number: ArmNumber) -> Option<Column> {
        let role = self.trial.arms.iter().find(|known| known.id == arm)?.role;
        let nth =
            (0..self.trial.arms.len()).find(|nth| nth_arm(self.trial, role, *nth) == Some(arm))?;
        Some(Column::Arm {
            outcome: self.outcome?,
            role,
            nth,
            number,
        })
    }

    fn text(&self, column: Column) -> String {
        column.content(self.trial).0.to_owned()
    }

    fn swapped_numbers(&self) -> Option<Fix> {
        let numbers = [ArmNumber::Events, ArmNumber::Total];
        let [events, total] = numbers.map(|number| self.column(self.arm?, number));
        let (events, total) = (events?, total?);
        Some(Fix {
            words: translate("Swap events and total").to_owned(),
            command: write(
                self.trial.id,
                vec![events, total],
                vec![self.text(total), self.text(events)],
            ),
        })
    }

    /// Exchanges what stands under the first arms of the two sides, in this outcome.
    fn swapped_arms(&self) -> Option<Fix> {
        let [experimental, control] =
            [Role::Experimental, Role::Control].map(|role| nth_arm(self.trial, role, 0));
        let numbers = [ArmNumber::Events, ArmNumber::Total];
        let columns = [experimental?, control?]
            .into_iter()
            .flat_map(|arm| numbers.map(|number| self.column(arm, number)))
            .collect::<Option<Vec<_>>>()?;
        let [a, b, c, d] = columns[..] else {
            return None;
        };
        let texts = [c, d, a, b].map(|column| self.text(column));
        Some(Fix {
            words: translate("Swap the two arms").to_owned(),
            command: write(self.trial.id, columns, texts.into()),
        })
    }

    fn written(&self, cell: Cell, text: &str, why: &str) -> Option<Fix> {
        let number = match cell {
            Cell::Events(_) => ArmNumber::Events,
            Cell::Total(_) => ArmNumber::Total,
            Cell::Lost(_) => ArmNumber::Lost,
            Cell::Time(_)
            | Cell::Mean(_)
            | Cell::StandardDeviation(_)
            | Cell::Estimate
            | Cell::StandardError
            | Cell::Lower
            | Cell::Name
            | Cell::Year
            | Cell::Upper => return None,
        };
        let column = self.column(cell.arm()?, number)?;
        Some(Fix {
            words: tr!("Write {text}{why}", text, why),
            command: write(self.trial.id, vec![column], vec![text.to_owned()]),
        })
    }

    /// The one count that is this percentage of the arm's total, to the digits that are given.
    fn count_of_percentage(&self, cell: Cell, typed: &str) -> Option<Fix> {
        let shown = typed.trim().trim_end_matches('%').trim();
        let total = self
            .column(cell.arm()?, ArmNumber::Total)?
            .number(self.trial)?;
        let (decimal, decimals) = match shown.find(['.', ',']) {
            Some(mark) if shown.get(mark..)?.starts_with(',') => {
                (Decimal::Comma, shown.len() - mark - 1)
            }
            Some(mark) => (Decimal::Point, shown.len() - mark - 1),
            None => (Decimal::Point, 0),
        };
        let percentage = entry::number(shown, decimal).value()?;
        let half = 0.5 * libm::pow(10.0, -f64::from(u8::try_from(decimals).ok()?));
        let counts = [percentage - half, percentage + half].map(|limit| limit / 100.0 * total);
        let (least, most) = (libm::ceil(counts[0] - 1e-9), libm::floor(counts[1] + 1e-9));
        let is_one = total > 0.0 && (most - least).abs() < 0.5 && (0.0..=total).contains(&least);
        let why = tr!(", which is {} of {total}", typed.trim(), total);
        is_one
            .then(|| self.written(cell, &format!("{least}"), &why))
            .flatten()
    }
}

fn write(trial: TrialId, columns: Vec<Column>, line: Vec<String>) -> Command {
    Command::Write {
        trials: vec![trial],
        columns,
        lines: vec![line],
    }
}
