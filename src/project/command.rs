//! Every edit, as a value.

use std::sync::Arc;

use crate::data::{
    ArmId, Cell, CovariateId, Measure, OutcomeId, OutcomeKind, Plan, Randomized, Review,
    RiskOfBias, TrialId, Window,
};

use super::{Limit, Project, SameTrial};

/// One edit. What the user does in the page, and what a file or a paste does, is one of these.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Types a text into one cell of the grid.
    SetCell {
        /// The row.
        trial: TrialId,
        /// The group of columns.
        outcome: OutcomeId,
        /// The column of that group: events, a total, or a part of an estimate.
        cell: Cell,
        /// The text exactly as typed.
        typed: String,
    },
    /// Says where the numbers of a record were read, at what time point, and what is to be remarked.
    SetProvenance {
        /// The row.
        trial: TrialId,
        /// The outcome.
        outcome: OutcomeId,
        /// Time point in the trial's words.
        time_point: String,
        /// Page, table, DOI, quote.
        source: String,
        /// A remark.
        note: String,
    },
    /// Adds a trial without numbers.
    AddTrial {
        /// Its name; may be empty while a new row is being typed.
        name: String,
        /// Its place in the order; `None` or beyond the end means last.
        at: Option<usize>,
    },
    /// Removes trials.
    RemoveTrials(Vec<TrialId>),
    /// Renames a trial.
    RenameTrial {
        /// Which.
        trial: TrialId,
        /// Its new name.
        name: String,
    },
    /// Moves a trial to another place in the order.
    MoveTrial {
        /// Which.
        trial: TrialId,
        /// Its new place, counted from 0; beyond the end means last.
        to: usize,
    },
    /// Types a year.
    SetYear {
        /// Which trial.
        trial: TrialId,
        /// The text exactly as typed.
        typed: String,
    },
    /// Says whether a trial was randomized.
    SetRandomized {
        /// Which trial.
        trial: TrialId,
        /// Whether it was.
        randomized: Randomized,
    },
    /// Types into a column that is kept but not pooled; an empty text clears the cell.
    SetCovariate {
        /// The row.
        trial: TrialId,
        /// The column.
        covariate: CovariateId,
        /// The text exactly as typed.
        typed: String,
    },
    /// Adds a column that is kept but not pooled.
    AddCovariate {
        /// Its head.
        name: String,
    },
    /// Removes such a column with what stands in it.
    RemoveCovariate(CovariateId),
    /// Renames such a column.
    RenameCovariate {
        /// Which.
        covariate: CovariateId,
        /// Its new head.
        name: String,
    },
    /// Puts judgements about the risk of bias in the place of those there; `None` removes them.
    SetRiskOfBias(Option<Arc<RiskOfBias>>),
    /// Types a judgement about the risk of bias.
    SetJudgement {
        /// Which trial.
        trial: TrialId,
        /// The place of the domain, from 0; `None` for the trial as a whole.
        domain: Option<usize>,
        /// The text exactly as typed.
        typed: String,
        /// Why it was judged so.
        support: String,
    },
    /// Adds an outcome at the end of the panel.
    AddOutcome {
        /// What people call it.
        name: String,
        /// What trials report of it.
        kind: OutcomeKind,
    },
    /// Removes an outcome with everything reported of it.
    RemoveOutcome(OutcomeId),
    /// Renames an outcome.
    RenameOutcome {
        /// Which.
        outcome: OutcomeId,
        /// Its new name.
        name: String,
    },
    /// Moves an outcome to another place in the panel.
    MoveOutcome {
        /// Which.
        outcome: OutcomeId,
        /// Its new place, counted from 0; beyond the end means last.
        to: usize,
    },
    /// Describes an outcome.
    DescribeOutcome {
        /// Which.
        outcome: OutcomeId,
        /// Which of several time points is wanted.
        window: Window,
        /// Its group in the panel.
        group: Option<String>,
        /// Whether more of it is worse.
        more_is_worse: bool,
        /// A definition or remark.
        note: String,
    },
    /// Names the review.
    SetTitle {
        /// What it is called.
        title: String,
        /// One line under the title.
        subtitle: String,
    },
    /// Names the two sides of the comparison.
    SetLabels {
        /// What the experimental arms received.
        experimental: String,
        /// What the control arms received.
        control: String,
    },
    /// Pools an outcome by a plan of the user's choice.
    PinPlan {
        /// Which.
        outcome: OutcomeId,
        /// How.
        plan: Plan,
    },
    /// Goes back to what is proposed for the outcome's data as they are now.
    ClearPin(OutcomeId),
    /// Chooses the measure of the review's plan; outcomes whose plan the user chose keep theirs. `None` is the default.
    SetMeasure(Option<Measure>),
    /// Takes trials out of every pool, or brings them back.
    HideTrials {
        /// Which.
        trials: Vec<TrialId>,
        /// Whether they are out.
        hidden: bool,
    },
    /// Whether trials that are not randomized, or not confirmed to be, enter the pools.
    IncludeNotRandomized(bool),
    /// Whether numbers are written, and typed, with a decimal comma.
    SetDecimalComma(bool),
    /// Puts another review in the place of this one. How numbers are written stays.
    Replace(Box<Review>),
    /// Puts a whole project in the place of this one, with its settings: a saved document was opened.
    Open(Box<Project>),
    /// Adds the trials of another review to this one. Outcomes and other columns are matched by name.
    Append {
        /// What is added.
        review: Box<Review>,
        /// What happens to a trial that is already here under the same name.
        same_trial: SameTrial,
    },
    /// Several edits that are done and undone as one: a pasted range, a fill, a deletion of many cells. All or none.
    Several(Vec<Command>),
}

/// Why an edit was not done. The project is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The trial is not there (any more).
    NoSuchTrial(TrialId),
    /// The outcome is not there (any more).
    NoSuchOutcome(OutcomeId),
    /// The trial has no such arm.
    NoSuchArm {
        /// Which trial.
        trial: TrialId,
        /// Which arm it lacks.
        arm: ArmId,
    },
    /// The column is not there (any more).
    NoSuchCovariate(CovariateId),
    /// The outcome has no such cell: an estimate where counts are reported, or the reverse.
    NoSuchCell {
        /// Which outcome.
        outcome: OutcomeId,
    },
    /// The risk of bias is not judged, or not in so many domains.
    NoSuchDomain,
    /// An outcome or a column needs a name.
    NameMissing,
    /// The review would outgrow what is kept.
    TooMuch(Limit),
}
