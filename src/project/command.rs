//! Every edit, as a value.

use std::collections::BTreeSet;
use std::sync::Arc;

use crate::data::{
    Answer, ArmDoses, AxisFault, CertaintyStart, ComparedArms, ConfidenceLevel, CovariateId,
    Design, DownDomain, EarlierReview, EarlierShare, EditedParagraph, EventClass, Exploration,
    FigureSettings, FlowCount, FlowWay, FrozenVersion, HarmsItem, ItemAnswer, ItemId, Judged,
    JudgedPlace, Measure, MultipleArms, OutcomeId, OutcomeKind, Plan, Raise, Review, RiskOfBias,
    Role, SensitivityAnalysis, SequentialDesign, Seriousness, SilenceReason, Topic, TrialId,
    UpDomain, Window,
};

use super::{Column, Limit, Project, SameTrial, Texts};

/// One edit. What the user does in the page, and what a file or a paste does, is one of these.
#[derive(Clone, Debug, PartialEq)]
pub enum Command {
    /// Writes texts into cells of the table whose rows are the trials and whose columns are [`super::columns`]: what is
    /// typed into one cell, or a pasted, filled or emptied range.
    Write {
        /// The trials of the first rows. Rows beyond them are new trials, added at the end; rows at the end of the texts in
        /// which nothing stands add none.
        trials: Vec<TrialId>,
        /// The columns.
        columns: Vec<Column>,
        /// The texts exactly as typed, row by row. What a row does not reach stays as it is, and so does whether a trial
        /// was randomized where the text is no answer to that.
        lines: Texts,
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
    /// Uses what a trial reported of an outcome at this time point, by hand.
    UseTime {
        /// The row.
        trial: TrialId,
        /// The outcome.
        outcome: OutcomeId,
        /// Its place: 0 for the one in use, which stays whatever the window asks for, then the others in their order. `None`
        /// leaves the choice to the window of the outcome again.
        place: Option<usize>,
    },
    /// Says how people came to the arms of trials; nothing: each for himself, to arms that run side by side.
    SetDesign {
        /// Which.
        trials: Vec<TrialId>,
        /// The design.
        design: Option<Design>,
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
    /// Adds trials without names and numbers.
    InsertTrials {
        /// The place of the first in the order, counted from 0; beyond the end means last.
        at: usize,
        /// How many.
        count: usize,
    },
    /// Moves trials to another place in the order; among each other they keep theirs.
    MoveTrials {
        /// Which.
        trials: Vec<TrialId>,
        /// The place of the first of them, counted from 0 among the trials that stay; beyond the end means last.
        to: usize,
    },
    /// Sorts the trials by what stands in a column: numbers by size, then words in the order of their letters, then what
    /// was not reported, which stays last in either direction. Trials of which a column says the same keep their order.
    SortTrials {
        /// The column.
        by: Column,
        /// Whether the largest comes first.
        descending: bool,
    },
    /// Gives trials another arm.
    AddArm {
        /// Which.
        trials: Vec<TrialId>,
        /// The side of the comparison.
        role: Role,
        /// What the arm received.
        label: String,
    },
    /// Names an arm of every trial that has it.
    RenameArm {
        /// The side of the comparison.
        role: Role,
        /// Which arm of that side, counted from 0.
        nth: usize,
        /// What it received.
        label: String,
    },
    /// Takes an arm with its numbers from trials.
    RemoveArm {
        /// Which; those that have no such arm stay as they are.
        trials: Vec<TrialId>,
        /// The side of the comparison.
        role: Role,
        /// Which arm of that side, counted from 0.
        nth: usize,
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
    /// Writes one text in the place of several levels of such a column, in every trial at which one of them stands: renames
    /// a level, or merges several into one. A level that is called so already is among them; one that no trial has is
    /// passed over.
    MergeLevels {
        /// The column.
        covariate: CovariateId,
        /// The levels that become one, as [`levels`](crate::analysis::levels) has them.
        levels: Vec<String>,
        /// What all of them are called from now on.
        into: String,
    },
    /// Puts judgements about the risk of bias in the place of those there; `None` removes them.
    SetRiskOfBias(Option<Arc<RiskOfBias>>),
    /// Says something about the risk of bias in one place. What is said of one outcome begins with what was said of the
    /// trial, and the trial as a whole follows from its domains where the tool has a rule and nobody judged it.
    Judge {
        /// Where.
        place: JudgedPlace,
        /// What.
        edit: JudgementEdit,
    },
    /// Changes a checklist of the trials, or what is known of one from earlier reviews.
    Checklist(ChecklistEdit),
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
    /// States from which ratio on more of an outcome would be of concern; an empty text states none.
    SetMargin {
        /// Which outcome.
        outcome: OutcomeId,
        /// The text exactly as typed.
        typed: String,
    },
    /// States how long after treatment an outcome is thought to appear; an empty text states nothing.
    SetLatency {
        /// Which outcome.
        outcome: OutcomeId,
        /// The text exactly as typed: "2 years".
        typed: String,
    },
    /// States which events an outcome counts: serious ones, those of some grade; a blank class says all of its name.
    SetEvents {
        /// Which outcome.
        outcome: OutcomeId,
        /// Which events.
        class: EventClass,
    },
    /// Takes the panel that the program suggests ([`SUGGESTED`](crate::data::SUGGESTED)): adds the outcomes that are missing,
    /// and fills group, definition and margin of those that are there.
    TakeSuggestedPanel,
    /// Begins an empty panel: outcomes without any entry go, the others lose group, definition and margin.
    EmptyPanel,
    /// Fixes the panel with the outcomes that it has, on a day written as 2025-05-12; nothing takes that back.
    FixPanel(Option<String>),
    /// Whether the data choose the outcomes: every event that more than one trial reports.
    SetOpenPanel(bool),
    /// Enters what trials reported under one outcome under another, with the wording kept, and removes the first.
    MapOutcome {
        /// The outcome that is another wording.
        from: OutcomeId,
        /// The outcome that is meant.
        into: OutcomeId,
    },
    /// Adds what other reviews published; a review that is there under the same name is taken the place of.
    AddEarlier(Vec<EarlierReview>),
    /// Puts what a review published in the place of what is there.
    ChangeEarlier {
        /// Its place among them.
        place: usize,
        /// What it is from now on.
        review: Box<EarlierReview>,
    },
    /// Removes what a review published, by its place.
    RemoveEarlier(usize),
    /// Lets the result that a review published of an outcome be a prior of its effect, and no other one.
    SetEarlierPrior {
        /// The outcome.
        outcome: OutcomeId,
        /// The place of the review among the earlier ones, and the weight of its result in percent, from 1 to 99; `None` for no
        /// prior but the vague one.
        prior: Option<(usize, u8)>,
    },
    /// Keeps the review as it is, with its results, as a version to compare with; after those that are kept.
    FreezeVersion(Box<FrozenVersion>),
    /// Names a frozen version.
    RenameVersion {
        /// Its place among them.
        place: usize,
        /// Its name.
        name: String,
    },
    /// Forgets a frozen version, by its place.
    RemoveVersion(usize),
    /// Changes how trials came into the review.
    Flow(FlowEdit),
    /// Says where an item of the harms checklist stands in the report; an empty text says nothing.
    SetHarmsPlace {
        /// Which item.
        item: HarmsItem,
        /// Where, as typed.
        place: String,
    },
    /// Names the review.
    SetTitle {
        /// What it is called.
        title: String,
        /// One line under the title.
        subtitle: String,
    },
    /// Names the two sides of the comparison, and the arms that were called as their side.
    SetLabels {
        /// What the experimental arms received.
        experimental: String,
        /// What the control arms received.
        control: String,
    },
    /// Exchanges the two sides of the comparison in every trial: what was compared with becomes the treatment.
    SwapSides,
    /// Gives every arm the side that a comparison gives its name, and the sides their names.
    Compare(ComparedArms),
    /// Keeps the comparison that the review makes now beside those that it keeps already.
    KeepComparison,
    /// Forgets a comparison that is kept, by its place among them.
    ForgetComparison(usize),
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
    /// Chooses the confidence level of an outcome, or of the review; an outcome at the review's level follows it.
    SetLevel {
        /// Which outcome; `None` is the review.
        outcome: Option<OutcomeId>,
        /// The level.
        level: ConfidenceLevel,
    },
    /// Leaves trials out of the pools: they stay in the review, and what they reported stays true.
    LeaveOut {
        /// Which.
        trials: Vec<TrialId>,
        /// Of which outcome alone; nothing means of all.
        outcome: Option<OutcomeId>,
        /// Why; may be empty.
        reason: String,
    },
    /// Lets trials into the pools again that were left out.
    BringBack {
        /// Which.
        trials: Vec<TrialId>,
        /// Into the pool of which outcome; trials that were left out of all come back into all. Nothing means into every one.
        outcome: Option<OutcomeId>,
    },
    /// Sets what is explored of an outcome: by what its trials are parted, and what their effects are regressed on.
    Explore {
        /// Which outcome.
        outcome: OutcomeId,
        /// What is explored from now on.
        exploration: Exploration,
    },
    /// Says the doses of the arms of the review, in the place of those that were said before.
    SetDoses(ArmDoses),
    /// Whether the arms of an outcome are asked for the people lost, in columns of their own. What was typed there stays.
    AskForLost {
        /// Which outcome.
        outcome: OutcomeId,
        /// Whether they are asked.
        asked: bool,
    },
    /// Sets how many times the odds of the event among the people lost are those among the people analysed.
    SetMissingOdds {
        /// Which outcome.
        outcome: OutcomeId,
        /// In the experimental and in the control arms; `None` for the usual ones.
        odds: Option<[f64; 2]>,
    },
    /// Sets what the sequential analysis of an outcome is to find and to hold.
    SetSequential {
        /// Which outcome.
        outcome: OutcomeId,
        /// The design; what cannot be in it becomes what holds where nobody chose.
        design: SequentialDesign,
    },
    /// Adds a sensitivity analysis to an outcome, after those that it has.
    AddSensitivity {
        /// Which outcome.
        outcome: OutcomeId,
        /// The analysis; one that does nothing otherwise than the main analysis is refused.
        analysis: SensitivityAnalysis,
    },
    /// Puts another sensitivity analysis in the place of one.
    ChangeSensitivity {
        /// Which outcome.
        outcome: OutcomeId,
        /// Its place among those of the outcome.
        place: usize,
        /// What it is from now on.
        analysis: SensitivityAnalysis,
    },
    /// Names a sensitivity analysis.
    RenameSensitivity {
        /// Which outcome.
        outcome: OutcomeId,
        /// Its place among those of the outcome.
        place: usize,
        /// Its name; empty calls it by what it does.
        name: String,
    },
    /// Removes a sensitivity analysis.
    RemoveSensitivity {
        /// Which outcome.
        outcome: OutcomeId,
        /// Its place among those of the outcome.
        place: usize,
    },
    /// Judges something of the certainty of the result of an outcome, in the comparison that the review makes now.
    JudgeCertainty {
        /// Which outcome.
        outcome: OutcomeId,
        /// What.
        edit: CertaintyEdit,
    },
    /// Says of an outcome something of why a trial does not report it.
    SaySilence(OutcomeId, TrialId, SilenceEdit),
    /// Chooses the outcomes of the summary of findings; `None` lets it follow what is judged.
    ChooseSummary(Option<BTreeSet<OutcomeId>>),
    /// Keeps a paragraph of the report as it was written by hand, in the place of the one of its topic.
    WriteParagraph(EditedParagraph),
    /// Lets the paragraph of a topic follow the data again.
    FollowData(Topic),
    /// Whether trials that are not randomized, or not confirmed to be, enter the pools.
    IncludeNotRandomized(bool),
    /// How trials with several experimental arms enter the pools.
    SetMultipleArms(MultipleArms),
    /// Lays a finding about the data aside, or brings it back.
    Dismiss {
        /// The finding in words, with a decimal point.
        finding: String,
        /// Why; `None` brings it back.
        reason: Option<String>,
    },
    /// Remembers what was decided about a table, for the next one with the same heads.
    RememberTable {
        /// The heads by which it is known.
        heads: String,
        /// What was decided; `None` forgets it.
        choices: Option<String>,
    },
    /// Whether numbers are written, and typed, with a decimal comma.
    SetDecimalComma(bool),
    /// Chooses how the figures look, all of it at once.
    SetFigures(Arc<FigureSettings>),
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
    /// Several edits that are done and undone as one. All or none.
    Several(Vec<Command>),
}

/// What is said about the risk of bias in one place.
#[derive(Clone, Debug, PartialEq)]
pub enum JudgementEdit {
    /// The judgement, as it is typed; empty leaves it to the answers.
    Typed(String),
    /// Why it was judged so.
    Support(String),
    /// Where that stands.
    Source(String),
    /// Why the judgement is another than the one that follows from the answers.
    OverrideReason(String),
    /// An answer to a signalling question, by its number in the domain; `None` takes it back.
    Answer {
        /// The number, from 1.
        question: u8,
        /// The answer.
        answer: Option<Answer>,
    },
    /// Everything at once, as in another place; nothing in it leaves the place to the trial, or empty. What it means is
    /// made anew.
    Whole(Box<Judged>),
}

/// What is judged of the certainty of a result.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CertaintyEdit {
    /// Where the evidence starts; `None` leaves that to the trials.
    Start(Option<CertaintyStart>),
    /// Why it starts there.
    StartReason(String),
    /// How far a domain rates down; `None` takes that back, and leaves the reason.
    Rate(DownDomain, Option<Seriousness>),
    /// Why it does.
    Reason(DownDomain, String),
    /// Takes what is suggested of a domain, with its reason.
    Take(DownDomain, Seriousness, String),
    /// How far a domain rates up.
    Raise(UpDomain, Raise),
    /// Why it does.
    RaiseReason(UpDomain, String),
}

/// What is said of a trial that does not report an outcome.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SilenceEdit {
    /// Why; `None` takes that back, and leaves the remark.
    Reason(Option<SilenceReason>),
    /// What it rests on, as typed.
    Remark(String),
}

/// A change to the checklists.
#[derive(Clone, Debug, PartialEq)]
pub enum ChecklistEdit {
    /// Answers an item for trials.
    Answer {
        /// Which; one, or those that are filled from one.
        trials: Vec<TrialId>,
        /// The item.
        item: ItemId,
        /// The answer; `None` takes it back.
        answer: Option<ItemAnswer>,
    },
    /// Remarks something on an answer, or on one that is to come.
    Remark {
        /// The trial.
        trial: TrialId,
        /// The item.
        item: ItemId,
        /// The remark.
        remark: String,
    },
    /// Adds an item of the reviewers' own.
    AddItem {
        /// What is asked.
        name: String,
    },
    /// Words an item of the reviewers' own otherwise.
    RenameItem {
        /// Its number.
        item: u32,
        /// What is asked.
        name: String,
    },
    /// Removes an item of the reviewers' own with its answers.
    RemoveItem(u32),
    /// Sets earlier reviews beside this one; one that is known with the same item is replaced.
    AddEarlier(Vec<EarlierShare>),
    /// Removes what an earlier review says, by its place.
    RemoveEarlier(usize),
}

/// A change to how trials came into the review.
#[derive(Clone, Debug, PartialEq)]
pub enum FlowEdit {
    /// A count, as it is typed; empty takes it back.
    Count {
        /// Which.
        count: FlowCount,
        /// The text.
        typed: String,
    },
    /// A reason for which reports were excluded, by its place among those of a way; the place behind the last adds one.
    Reason {
        /// By which way the reports came.
        way: FlowWay,
        /// The place.
        place: usize,
        /// The reason.
        reason: String,
        /// How many, as typed.
        typed: String,
    },
    /// Removes such a reason.
    RemoveReason {
        /// By which way the reports came.
        way: FlowWay,
        /// The place.
        place: usize,
    },
}

/// Why an edit was not done. The project is as it was.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Refused {
    /// The trial is not there (any more).
    NoSuchTrial(TrialId),
    /// The outcome is not there (any more).
    NoSuchOutcome(OutcomeId),
    /// No trial has such an arm.
    NoSuchArm,
    /// The column is not there (any more).
    NoSuchCovariate(CovariateId),
    /// The outcome has no such column: an estimate where counts are reported, or the reverse.
    NoSuchColumn {
        /// Which outcome.
        outcome: OutcomeId,
    },
    /// The risk of bias is not judged, or not in so many domains.
    NoSuchDomain,
    /// The domain has no such question, or the question no such answer.
    NoSuchQuestion,
    /// The checklists have no such item (any more).
    NoSuchItem,
    /// No such earlier review stands beside this one (any more).
    NoSuchEarlierReview,
    /// Of an earlier review more trials meet an item than it has, or it has none.
    ImpossibleShare,
    /// The axis of a figure cannot be drawn.
    Axis(AxisFault),
    /// An outcome or a column needs a name.
    NameMissing,
    /// One side of a comparison has no arm.
    SideWithoutArm,
    /// The comparison is not kept (any more).
    NoSuchComparison,
    /// The outcome has no such sensitivity analysis (any more).
    NoSuchSensitivity,
    /// A sensitivity analysis does nothing otherwise than the main analysis.
    NothingDiffers,
    /// A sensitivity analysis would make a measure of numbers that trials do not report of its outcome.
    OtherMeasure(OutcomeId),
    /// The outcome holds estimates, or one arm of each trial: it cannot be turned round by exchanging arms.
    HasNoTwoSides(OutcomeId),
    /// A domain of the certainty cannot rate so far.
    NoSuchRating,
    /// What is typed is no day of the calendar.
    NotADay,
    /// A trial reports both outcomes, whose numbers cannot be added up.
    ReportsBoth {
        /// The first such trial.
        trial: TrialId,
        /// The outcome that was meant.
        outcome: OutcomeId,
    },
    /// What that review published is not there (any more).
    NoSuchEarlier,
    /// The frozen version is not there (any more).
    NoSuchVersion,
    /// The reason is not there (any more).
    NoSuchReason,
    /// The review would outgrow what is kept.
    TooMuch(Limit),
}
