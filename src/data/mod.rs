//! The one model of a review: outcomes, trials, arms and what each trial reported, with the state of every entry.
//!
//! A [`Review`] holds trials; a [`Trial`] holds its [`Arm`]s (a list, never "two") and one [`Record`] for each outcome
//! that it mentions; a record holds an [`Entry`] for each number. An entry keeps what was typed beside what it was
//! understood to mean, so that nothing typed is lost and a zero, a missing report and a slip of the pen stay three things.

mod any_event;
mod arm;
mod capitalized;
mod compared;
mod confidence;
mod design;
mod duplicate;
mod entry;
mod exclusion;
mod figure_settings;
mod identifier;
mod integrity;
mod matching;
mod note;
mod outcome;
mod plausibility;
mod printed;
mod problem;
mod randomized_people;
mod review;
mod risk_of_bias;
mod sensitivity;
mod settings;
mod sides;
mod stored;
mod time_point;
mod trial;
mod unit_of_analysis;
mod values;

pub use arm::{Arm, Role};
pub use capitalized::capitalized;
pub use compared::{ComparedArms, NamedArm, arm_key, arm_name, named_arms, side_names};
pub use confidence::{ConfidenceLevel, NotALevel};
pub use design::{Clusters, Design, Periods};
pub use duplicate::duplicates;
pub use entry::{Entry, Misread, State};
pub use exclusion::Exclusion;
pub use figure_settings::{
    AxisByHand, AxisFault, FigureSettings, Grouping, Lights, OutcomeFigure, Preset, TrialOrder,
};
pub use identifier::{ArmId, CovariateId, OutcomeId, TrialId};
pub use integrity::{LARGEST_NUMBER, problems_of};
pub use matching::{Meant, Nearness, trials_meant};
pub use note::Note;
pub use outcome::{Outcome, OutcomeKind, Scale, Window};
pub use problem::{Cell, ErrorReading, Place, Problem, ProblemKind, Severity};
pub use review::{Covariate, Review};
pub use risk_of_bias::{Assessment, Domain, Judged, Judgement, RiskOfBias, Tool};
pub use sensitivity::{SensitivityAnalysis, TrialSelection};
pub use settings::{
    Correction, CountModel, Dismissed, ExactTail, Interval, KnownTable, Measure, Method, Plan,
    PredictionDegrees, Settings, TauPrior, TauSquaredEstimator,
};
pub use sides::{is_usual_experimental, names_control};
pub use stored::{StoredNumber, StoredResult, StoredSubgroup};
pub use time_point::{OtherTimes, same_time};
pub use trial::{Randomized, Record, Trial};
pub use unit_of_analysis::UnitOfAnalysis;
pub use values::{
    AnyEntry, AnyEntryMut, ArmNumber, CountEntries, EstimateEntries, MeanEntries,
    PersonTimeEntries, Values,
};
