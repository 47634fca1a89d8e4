//! Undo and redo without limit, by keeping earlier values.

use super::{Column, Command, Project, Refused, apply, edit_sentence, pin_proposals};
use crate::data::{CovariateId, OutcomeId, TrialId};
use crate::wording::Locale;

/// The present project with the way back and the way forward.
///
/// Every value shares with its neighbours whatever the step between them did not touch, so a long history costs what was
/// edited, not what the review holds.
#[derive(Clone, Debug)]
pub struct History {
    present: Project,
    past: Vec<Step>,
    future: Vec<Step>,
    /// Where typing goes on: the next edit of the same place belongs to the last step.
    open: Option<Target>,
}

/// A value on the other side of a step, with the edit that made the step in words.
#[derive(Clone, Debug)]
struct Step {
    project: Project,
    label: String,
}

/// The place that an edit types into, for edits that come keystroke by keystroke.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Target {
    /// A cell; of a trial that typing adds, of none.
    Cell(Option<TrialId>, Column),
    Judgement(TrialId, Option<usize>),
    OutcomeName(OutcomeId),
    CovariateName(CovariateId),
    Title,
    Labels,
}

impl Target {
    fn of(command: &Command) -> Option<Self> {
        match *command {
            Command::Write {
                ref trials,
                ref columns,
                ref lines,
            } => match (&trials[..], &columns[..], lines.len()) {
                ([] | [_], [column], 1) => Some(Self::Cell(trials.first().copied(), *column)),
                _ => None,
            },
            Command::SetJudgement { trial, domain, .. } => Some(Self::Judgement(trial, domain)),
            Command::RenameOutcome { outcome, .. } => Some(Self::OutcomeName(outcome)),
            Command::RenameCovariate { covariate, .. } => Some(Self::CovariateName(covariate)),
            Command::SetTitle { .. } => Some(Self::Title),
            Command::SetLabels { .. } => Some(Self::Labels),
            Command::SetProvenance { .. }
            | Command::UseTime { .. }
            | Command::SetDesign { .. }
            | Command::AddTrial { .. }
            | Command::RemoveTrials(_)
            | Command::InsertTrials { .. }
            | Command::MoveTrials { .. }
            | Command::SortTrials { .. }
            | Command::AddArm { .. }
            | Command::RenameArm { .. }
            | Command::RemoveArm { .. }
            | Command::AddCovariate { .. }
            | Command::RemoveCovariate(_)
            | Command::MergeLevels { .. }
            | Command::SetRiskOfBias(_)
            | Command::AddOutcome { .. }
            | Command::RemoveOutcome(_)
            | Command::MoveOutcome { .. }
            | Command::DescribeOutcome { .. }
            | Command::PinPlan { .. }
            | Command::ClearPin(_)
            | Command::SetMeasure(_)
            | Command::LeaveOut { .. }
            | Command::BringBack { .. }
            | Command::SetLevel { .. }
            | Command::AddSensitivity { .. }
            | Command::ChangeSensitivity { .. }
            | Command::RenameSensitivity { .. }
            | Command::RemoveSensitivity { .. }
            | Command::IncludeNotRandomized(_)
            | Command::Dismiss { .. }
            | Command::RememberTable { .. }
            | Command::SetDecimalComma(_)
            | Command::SetFigures(_)
            | Command::SwapSides
            | Command::Compare(_)
            | Command::KeepComparison
            | Command::ForgetComparison(_)
            | Command::Replace(_)
            | Command::Open(_)
            | Command::Append { .. }
            | Command::Several(_) => None,
        }
    }
}

impl History {
    /// Starts at a project, with the proposals for its outcomes pinned; there is nothing to undo.
    #[must_use]
    pub fn new(project: Project) -> Self {
        Self {
            present: pin_proposals(project),
            past: Vec::new(),
            future: Vec::new(),
            open: None,
        }
    }

    /// The project as it is now.
    #[must_use]
    pub fn present(&self) -> &Project {
        &self.present
    }

    /// Does an edit, and pins the proposal of every outcome that has its first data with it.
    ///
    /// Typing on in the same place belongs to the same step until [`settle`](Self::settle) ends it: "12" typed into a
    /// cell is undone at once, not digit by digit. An edit that changes nothing makes no step. Answers whether anything
    /// changed.
    ///
    /// # Errors
    /// When the edit does not fit the project, which then stays as it is.
    pub fn apply(&mut self, command: &Command) -> Result<bool, Refused> {
        let target = Target::of(command);
        let continues = target.is_some() && target == self.open && !self.past.is_empty();
        // A plan that was pinned by the first half of a number is made again from the whole of it.
        let base = match self.past.last() {
            Some(step) if continues => &step.project,
            _ => &self.present,
        };
        let next = pin_proposals(apply(base, command)?);
        if next.shares_everything_with(&self.present) {
            // Where nothing was done there is no step to go on with: the one before it is another edit.
            self.open = target.filter(|_| continues);
            return Ok(false);
        }
        self.open = target;
        self.future.clear();
        let locale = Locale::of(&next.settings);
        let label = edit_sentence(command, &[base, &next], locale);
        let before = std::mem::replace(&mut self.present, next);
        if continues {
            let back_at_start = self
                .past
                .pop_if(|step| step.project.shares_everything_with(&self.present))
                .is_some();
            if back_at_start {
                self.open = None;
            } else if let Some(step) = self.past.last_mut() {
                step.label = label;
            }
        } else {
            self.past.push(Step {
                project: before,
                label,
            });
        }
        Ok(true)
    }

    /// Ends a step: the cell was left. The next edit is a step of its own, even in the same place.
    pub fn settle(&mut self) {
        self.open = None;
    }

    /// Goes one step back. Answers whether there was one.
    pub fn undo(&mut self) -> bool {
        self.open = None;
        let Some(step) = self.past.pop() else {
            return false;
        };
        let undone = std::mem::replace(&mut self.present, step.project);
        self.future.push(Step {
            project: undone,
            label: step.label,
        });
        true
    }

    /// Does again what was undone last. Answers whether there was something.
    pub fn redo(&mut self) -> bool {
        self.open = None;
        let Some(step) = self.future.pop() else {
            return false;
        };
        let before = std::mem::replace(&mut self.present, step.project);
        self.past.push(Step {
            project: before,
            label: step.label,
        });
        true
    }

    /// What [`undo`](Self::undo) would take back, in words.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.last().map(|step| step.label.as_str())
    }

    /// What [`redo`](Self::redo) would do again, in words.
    #[must_use]
    pub fn redo_label(&self) -> Option<&str> {
        self.future.last().map(|step| step.label.as_str())
    }

    /// How many steps can be undone.
    #[must_use]
    pub fn steps(&self) -> usize {
        self.past.len()
    }
}
