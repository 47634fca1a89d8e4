//! The one door to the pooling core: a [`Request`] goes in, a [`Response`] comes out.
//!
//! The app, the worker, the examples and the exported `pool(json)` all use it, and it does not know who is asking.
//! Both types are plain data with a version and a JSON form.

mod agreement;
mod answer;
mod background;
mod compare;
mod door;
mod fit;
mod likelihood;
mod notes;
mod own;
mod prepare;
mod proposal;
mod reported;
mod request;
mod response;
mod rows;
mod score;
mod sensitivity;
mod subgroups;
mod tests_and_intervals;

pub use crate::effect::{ArmMean, IntervalEstimate, PersonTime, Proportion, TwoByTwo, TwoMeans};
pub use crate::pool::bayesian::{Exceedance, Posterior};
pub use crate::pool::{ChiSquaredTest, Heterogeneity, Pooled, Undefined};
pub use crate::safety::{
    Absolute, AbsoluteRisk, AtRisk, BaselineSource, ExactBound, ImpliedRisk, RuledOut,
    TellsNothing, ZeroEventClass,
};
pub use agreement::{Agreement, Check, Reason, agreement};
pub use answer::{answer, answer_around, answer_watched, pooled, proposed};
pub use background::{Progress, is_by_likelihood, is_long};
pub use compare::{methods_for, plan_for};
pub use door::pool_json;
pub use fit::Fit;
pub use prepare::{ExcludedTrial, LeftOut, Prepared, prepare};
pub use reported::{applied_design_effect, reported_and_entering};
pub use request::{Request, TrialData, TrialRow, VERSION};
pub use response::{
    MethodResult, PooledProportion, Proposal, ProposalReason, Response, StratifiedTests,
    TauSquaredInterval, TauSquaredIntervalMethod, Totals, TrialResult, TrialUse,
};
pub use sensitivity::{
    MainAnalysis, NoSelection, SensitivityAnswer, SensitivityAsked, SensitivityFound,
    SensitivityResult, sensitivity_answers, sensitivity_asked, sensitivity_result,
};
pub use subgroups::{
    Level, Subgroup, SubgroupName, Subgroups, is_stated, levels, subgroups, without,
};
