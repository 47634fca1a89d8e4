//! Undo and redo by keeping earlier values.

use std::collections::VecDeque;

use super::{
    CertaintyEdit, ChecklistEdit, Column, Command, FlowEdit, JudgementEdit, Project, Refused,
    SilenceEdit, apply, edit_sentence, pin_proposals,
};
use crate::data::{
    CovariateId, DownDomain, FlowCount, FlowWay, HarmsItem, ItemId, JudgedPlace, OutcomeId, Topic,
    TrialId, UpDomain,
};
use crate::wording::Locale;

/// The present project with the way back and the way forward.
///
/// Every value shares with its neighbours whatever the step between them did not touch, so a long history costs what was
/// edited, not what the review holds. It reaches [`STEPS`](Self::STEPS) steps back, so that a page that is open for days
/// does not grow for ever; what was typed before stays in the review.
#[derive(Clone, Debug)]
pub struct History {
    present: Project,
    /// The oldest first.
    past: VecDeque<Step>,
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
    Judgement(JudgedPlace, JudgementText),
    Certainty(OutcomeId, CertaintyText),
    Silence(OutcomeId, TrialId),
    Remark(TrialId, ItemId),
    ItemName(u32),
    OutcomeName(OutcomeId),
    CovariateName(CovariateId),
    Paragraph(Topic),
    Title,
    Labels,
    FlowCount(FlowCount),
    FlowReason(FlowWay, usize),
    HarmsPlace(HarmsItem),
    VersionName(usize),
}

/// The texts of a judgement that are typed letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum JudgementText {
    Support,
    Source,
    OverrideReason,
}

/// The reasons about the certainty that are typed letter by letter.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum CertaintyText {
    Start,
    Down(DownDomain),
    Up(UpDomain),
}

impl CertaintyText {
    fn of(edit: &CertaintyEdit) -> Option<Self> {
        match edit {
            CertaintyEdit::StartReason(_) => Some(Self::Start),
            CertaintyEdit::Reason(domain, _) => Some(Self::Down(*domain)),
            CertaintyEdit::RaiseReason(domain, _) => Some(Self::Up(*domain)),
            CertaintyEdit::Start(_)
            | CertaintyEdit::Rate(..)
            | CertaintyEdit::Take(..)
            | CertaintyEdit::Raise(..) => None,
        }
    }
}

impl JudgementText {
    fn of(edit: &JudgementEdit) -> Option<Self> {
        match edit {
            JudgementEdit::Support(_) => Some(Self::Support),
            JudgementEdit::Source(_) => Some(Self::Source),
            JudgementEdit::OverrideReason(_) => Some(Self::OverrideReason),
            JudgementEdit::Typed(_) | JudgementEdit::Answer { .. } | JudgementEdit::Whole(_) => {
                None
            }
        }
    }
}

impl Target {
    fn of_checklist(edit: &ChecklistEdit) -> Option<Self> {
        match *edit {
            ChecklistEdit::Remark { trial, item, .. } => Some(Self::Remark(trial, item)),
            ChecklistEdit::RenameItem { item, .. } => Some(Self::ItemName(item)),
            ChecklistEdit::Answer { .. }
            | ChecklistEdit::AddItem { .. }
            | ChecklistEdit::RemoveItem(_)
            | ChecklistEdit::AddEarlier(_)
            | ChecklistEdit::RemoveEarlier(_) => None,
        }
    }

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
            Command::Judge { place, ref edit } => {
                JudgementText::of(edit).map(|text| Self::Judgement(place, text))
            }
            Command::JudgeCertainty { outcome, ref edit } => {
                CertaintyText::of(edit).map(|text| Self::Certainty(outcome, text))
            }
            Command::SaySilence(outcome, trial, SilenceEdit::Remark(_)) => {
                Some(Self::Silence(outcome, trial))
            }
            Command::Checklist(ref edit) => Self::of_checklist(edit),
            Command::RenameOutcome { outcome, .. } => Some(Self::OutcomeName(outcome)),
            Command::RenameCovariate { covariate, .. } => Some(Self::CovariateName(covariate)),
            Command::WriteParagraph(ref paragraph) => Some(Self::Paragraph(paragraph.topic)),
            Command::FollowData(topic) => Some(Self::Paragraph(topic)),
            Command::SetTitle { .. } => Some(Self::Title),
            Command::Flow(FlowEdit::Count { count, .. }) => Some(Self::FlowCount(count)),
            Command::Flow(FlowEdit::Reason { way, place, .. }) => {
                Some(Self::FlowReason(way, place))
            }
            Command::SetHarmsPlace { item, .. } => Some(Self::HarmsPlace(item)),
            Command::RenameVersion { place, .. } => Some(Self::VersionName(place)),
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
            | Command::SetMargin { .. }
            | Command::SetLatency { .. }
            | Command::SetEvents { .. }
            | Command::TakeSuggestedPanel
            | Command::EmptyPanel
            | Command::FixPanel(_)
            | Command::SetOpenPanel(_)
            | Command::MapOutcome { .. }
            | Command::AddEarlier(_)
            | Command::ChangeEarlier { .. }
            | Command::RemoveEarlier(_)
            | Command::SetEarlierPrior { .. }
            | Command::FreezeVersion(_)
            | Command::RemoveVersion(_)
            | Command::Flow(FlowEdit::RemoveReason { .. })
            | Command::PinPlan { .. }
            | Command::ClearPin(_)
            | Command::SetMeasure(_)
            | Command::LeaveOut { .. }
            | Command::BringBack { .. }
            | Command::SetLevel { .. }
            | Command::Explore { .. }
            | Command::SetDoses(_)
            | Command::AskForLost { .. }
            | Command::SetMissingOdds { .. }
            | Command::SetSequential { .. }
            | Command::AddSensitivity { .. }
            | Command::ChangeSensitivity { .. }
            | Command::RenameSensitivity { .. }
            | Command::RemoveSensitivity { .. }
            | Command::SaySilence(_, _, SilenceEdit::Reason(_))
            | Command::ChooseSummary(_)
            | Command::IncludeNotRandomized(_)
            | Command::SetMultipleArms(_)
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
    /// How many steps can be undone at most. A step in a review of ordinary size costs under ten kilobytes, one in a
    /// review of 5,000 trials and ten outcomes fifty.
    pub const STEPS: usize = 1_000;

    /// Starts at a project, with the proposals for its outcomes pinned; there is nothing to undo.
    #[must_use]
    pub fn new(project: Project) -> Self {
        Self {
            present: pin_proposals(project),
            past: VecDeque::new(),
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
        let base = match self.past.back() {
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
                .pop_back_if(|step| step.project.shares_everything_with(&self.present))
                .is_some();
            if back_at_start {
                self.open = None;
            } else if let Some(step) = self.past.back_mut() {
                step.label = label;
            }
        } else {
            self.keep(Step {
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
        let Some(step) = self.past.pop_back() else {
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
        self.keep(Step {
            project: before,
            label: step.label,
        });
        true
    }

    /// Keeps a step to go back, and lets the oldest go where there are too many.
    fn keep(&mut self, step: Step) {
        self.past.push_back(step);
        if self.past.len() > Self::STEPS {
            self.past.pop_front();
        }
    }

    /// What [`undo`](Self::undo) would take back, in words.
    #[must_use]
    pub fn undo_label(&self) -> Option<&str> {
        self.past.back().map(|step| step.label.as_str())
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
