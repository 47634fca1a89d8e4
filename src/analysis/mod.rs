//! The one door to the pooling core: a [`Request`] goes in, a [`Response`] comes out.
//!
//! The app, the worker, the examples and the exported `pool(json)` all use it, and it does not know who is asking.
//! Both types are plain data with a version and a JSON form.

mod prepare;
mod request;
mod response;

pub use prepare::{LeftOut, Prepared, prepare};
pub use request::{Request, TrialData, TrialRow, TwoByTwo, VERSION};
pub use response::{
    Absolute, AbsoluteRisk, BaselineSource, ExactBound, Heterogeneity, IntervalEstimate,
    MethodResult, Pooled, Proposal, ProposalReason, Response, RuledOut, Totals, TrialResult,
    TrialUse, Undefined,
};
