//! The one model of a review: outcomes, trials, arms and what each trial reported, with the state of every entry.
//!
//! A [`Review`] holds trials; a [`Trial`] holds its [`Arm`]s (a list, never "two") and one [`Record`] for each outcome
//! that it mentions; a record holds an [`Entry`] for each number. An entry keeps what was typed beside what it was
//! understood to mean, so that nothing typed is lost and a zero, a missing report and a slip of the pen stay three things.

mod any_event;
mod arm;
mod capitalized;
mod certainty;
mod checklist;
mod compared;
mod confidence;
mod design;
mod dose;
mod duplicate;
mod earlier;
mod entry;
mod event_class;
mod exclusion;
mod exploration;
mod figure_settings;
mod flow;
mod full_width;
mod harms_report;
mod identifier;
mod integrity;
mod lost;
mod matching;
mod note;
mod outcome;
mod panel;
mod paragraph;
mod plausibility;
mod printed;
mod problem;
mod randomized_people;
mod review;
mod risk_of_bias;
mod sensitivity;
mod sequential;
mod settings;
mod sides;
mod silence;
mod stored;
mod time_point;
mod trial;
mod undefined;
mod unit_of_analysis;
mod values;
mod version;

pub use arm::{Arm, Role};
pub use capitalized::capitalized;
pub use certainty::{
    CertaintyJudged, CertaintyLevel, CertaintyStart, DownDomain, Grading, Raise, RatedDown,
    RatedUp, Seriousness, UpDomain,
};
pub use checklist::{
    AnsweredItem, Checklist, Checklists, EarlierShare, Item, ItemAnswer, ItemId, OwnItem,
    published_shares,
};
pub use compared::{
    ComparedArms, NamedArm, arm_key, arm_name, has_multiple_arms, named_arms, side_names,
    side_names_or,
};
pub use confidence::{ConfidenceLevel, NotALevel};
pub use design::{Clusters, Design, Periods};
pub use dose::{ArmDoses, DoseResponseChoices};
pub use duplicate::duplicates;
pub use earlier::{EarlierFault, EarlierResult, EarlierReview};
pub use entry::{Entry, Misread, State};
pub use event_class::{
    EventClass, EventSeriousness, EventStatement, Grades, HIGHEST_GRADE, Relatedness, Stated,
};
pub use exclusion::Exclusion;
pub use exploration::{Exploration, Moderator, PartedBy, Quantity, SpreadOfGroups};
pub use figure_settings::{
    AxisByHand, AxisFault, FigureSettings, Grouping, Lights, OutcomeFigure, Preset, TrialOrder,
};
pub use flow::{Flow, FlowCount, FlowFault, FlowReason, FlowStep, FlowWay};
pub use full_width::{half_width, half_width_sign, is_chinese};
pub use harms_report::{HarmsItem, HarmsPlaces};
pub use identifier::{ArmId, CovariateId, OutcomeId, TrialId};
pub use integrity::{LARGEST_NUMBER, problems_of};
pub use lost::{LostAssumption, LostOffer, lost_offers};
pub use matching::{Meant, Nearness, trials_meant};
pub use note::Note;
pub use outcome::{Outcome, OutcomeKind, Scale, Window};
pub use panel::{
    FixedPanel, GROUPS, LARGEST_MARGIN, MarginFault, Panel, SUGGESTED, SuggestedOutcome, Term,
    day_of, is_day, outcomes_like,
};
pub use paragraph::{EditedParagraph, NumberKey, Sentence, Topic, WrittenNumber};
pub use plausibility::sharing_control;
pub use problem::{Cell, ErrorReading, Place, Problem, ProblemKind, Severity};
pub use review::{Covariate, Review};
pub use risk_of_bias::{
    Answer, Assessment, Domain, Judged, JudgedPlace, Judgement, RiskOfBias, Tool,
};
pub use sensitivity::{SensitivityAnalysis, TrialSelection};
pub use sequential::{SequentialDesign, SpendingFunction};
pub use settings::{
    Correction, CountModel, Dismissed, ExactTail, Interval, KnownTable, Measure, Method,
    MultipleArms, Plan, PredictionDegrees, Settings, TauPrior, TauSquaredEstimator,
};
pub use sides::{is_usual_experimental, names_control};
pub use silence::{Silence, SilenceReason, Silences};
pub use stored::{StoredNumber, StoredResult, StoredSubgroup};
pub use time_point::{OtherTimes, follow_up_in, length_in_days, same_time};
pub use trial::{Randomized, Record, Trial};
pub use undefined::Undefined;
pub use unit_of_analysis::UnitOfAnalysis;
pub use values::{
    AnyEntry, AnyEntryMut, ArmNumber, CountEntries, EstimateEntries, MeanEntries,
    PersonTimeEntries, Values,
};
pub use version::{FrozenOutcome, FrozenResult, FrozenTrial, FrozenVersion};
