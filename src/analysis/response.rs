//! What the core answers.

use serde::{Deserialize, Serialize};

use crate::data::{Measure, Method, Note, Plan};

/// The answer to a [`Request`](super::Request). Effects are on the scale of analysis (the log scale for ratios);
/// `wording` takes them to the natural scale when it writes them down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Version of the form.
    pub version: u32,
    /// The plan that was used.
    pub plan: Plan,
    /// What would be proposed for these data, and why; equal to `plan` where nothing was pinned.
    pub proposal: Proposal,
    /// One result a row, in the order of the request.
    pub trials: Vec<TrialResult>,
    /// Sums over the rows (not a pooled estimate; counts only).
    pub totals: Option<Totals>,
    /// The pooled answer, or why there is none.
    pub pooled: Result<Pooled, Undefined>,
    /// The second answer shown beside the first where the defaults ask for one.
    pub beside: Option<MethodResult>,
    /// Every other method on the same rows; empty unless asked for.
    pub comparison: Vec<MethodResult>,
    /// The effect per person at a baseline risk, where counts exist.
    pub absolute: Option<Absolute>,
    /// What the data do not exclude.
    pub ruled_out: RuledOut,
    /// What a reader must know, each with its numbers.
    pub notes: Vec<Note>,
}

/// A plan made from the data, with its reasons.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Proposal {
    /// The plan.
    pub plan: Plan,
    /// Why, in the order in which they were decided.
    pub reasons: Vec<ProposalReason>,
}

/// A reason behind a proposal.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "reason")]
pub enum ProposalReason {
    /// Pooled risk of both arms is below 5 %: Mantel–Haenszel without correction.
    Rare {
        /// Pooled risk of both arms.
        risk: f64,
    },
    /// It is not: random effects.
    NotRare {
        /// Pooled risk of both arms.
        risk: f64,
    },
    /// Rarer than 1 %, balanced arms and a moderate effect: Peto would do as well.
    PetoPossible {
        /// Pooled risk of both arms.
        risk: f64,
    },
    /// Two trials or fewer: no random effects.
    FewTrials {
        /// How many trials have an estimate.
        trials: usize,
    },
    /// Trials report estimates: inverse variance with random effects.
    Generic,
    /// One arm has no event in any trial: a two-sided ratio cannot be had.
    ArmWithoutEvent,
    /// No events at all.
    NoEvents,
}

/// One trial's own result.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct TrialResult {
    /// What became of it.
    pub used: TrialUse,
    /// Its own effect, scale of analysis; `None` where it is not estimable.
    pub effect: Option<IntervalEstimate>,
    /// Share of the pooled estimate in percent; `None` where it has none.
    pub weight: Option<f64>,
    /// Whether a continuity correction entered the effect as shown.
    pub corrected: bool,
}

/// What became of a trial in the pool.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialUse {
    /// It contributes to the pooled estimate.
    Pooled,
    /// No event in either arm: nothing to learn for this measure and method.
    DoubleZero,
    /// The event in everybody of both arms.
    AllEvents,
    /// Its effect or error is not defined for this plan (an empty cell without correction).
    NotEstimable,
}

/// An estimate with its standard error and 95 % interval.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct IntervalEstimate {
    /// Point estimate, scale of analysis.
    pub estimate: f64,
    /// Standard error, scale of analysis.
    pub standard_error: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// Sums over the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Rows in the request.
    pub trials: usize,
    /// People with the event, experimental arms.
    pub experimental_events: u64,
    /// People at risk, experimental arms.
    pub experimental_total: u64,
    /// People with the event, control arms.
    pub control_events: u64,
    /// People at risk, control arms.
    pub control_total: u64,
}

/// A pooled answer.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Pooled {
    /// Estimate and interval, scale of analysis.
    pub interval: IntervalEstimate,
    /// The test statistic of "no difference": z, or t.
    pub statistic: f64,
    /// Degrees of freedom of t; `None` for z.
    pub degrees_of_freedom: Option<f64>,
    /// Two-sided P.
    pub p_value: f64,
    /// Trials that contribute.
    pub trials: usize,
    /// Heterogeneity, where at least two trials have an effect.
    pub heterogeneity: Option<Heterogeneity>,
    /// 95 % prediction interval (lower, upper), scale of analysis; only for random effects and three trials or more.
    pub prediction: Option<(f64, f64)>,
    /// Whether every iterative fit behind it met its tolerance.
    pub converged: bool,
}

/// How much the trials' effects differ.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Heterogeneity {
    /// Cochran's Q, around the pooled estimate of the method's own weights.
    pub q: f64,
    /// Its degrees of freedom.
    pub degrees_of_freedom: f64,
    /// P of Q under a common effect.
    pub p_value: f64,
    /// I² in percent, from Q.
    pub i_squared: f64,
    /// H², Q over its degrees of freedom.
    pub h_squared: f64,
    /// τ²; `None` for common-effect methods.
    pub tau_squared: Option<f64>,
    /// 95 % interval of τ² by the Q-profile, where it exists.
    pub tau_squared_interval: Option<(f64, f64)>,
}

/// The same rows by another method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct MethodResult {
    /// How it was pooled.
    pub plan: Plan,
    /// The answer, or why there is none.
    pub pooled: Result<Pooled, Undefined>,
    /// Trials that do not contribute.
    pub dropped: usize,
    /// Whether the estimate lies on the other side of no difference than the primary one.
    pub direction_differs: bool,
    /// Whether it is significant at 5 % where the primary is not, or the reverse.
    pub significance_differs: bool,
}

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case", tag = "undefined")]
pub enum Undefined {
    /// No trial reported the outcome.
    NoTrials,
    /// No event in any trial.
    NoEvents,
    /// Everybody had the event.
    AllEvents,
    /// No event in the experimental arm of any trial (or none in the control arm): a two-sided ratio is not defined.
    ArmWithoutEvent {
        /// Whether the experimental arm is the empty one.
        experimental: bool,
    },
    /// No trial has an estimate under this plan.
    NoEstimableTrial,
    /// The method does not fit the data or the measure (Peto for risk differences, counts for a generic measure).
    NotApplicable,
    /// The fit did not converge to anything usable.
    NotConverged,
    /// The request's version is not [`VERSION`](super::VERSION).
    UnknownVersion,
}

/// The effect per person.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Absolute {
    /// The risk without treatment it was computed at, between 0 and 1.
    pub baseline: f64,
    /// Where that risk comes from.
    pub baseline_source: BaselineSource,
    /// Risk difference (experimental minus control) as a share of people, with its interval; the baseline's own
    /// uncertainty is not in it. Risks are capped at 1.
    pub difference: AbsoluteRisk,
}

/// A difference of risks with its interval, as shares of people.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct AbsoluteRisk {
    /// Point estimate.
    pub estimate: f64,
    /// Lower limit.
    pub lower: f64,
    /// Upper limit.
    pub upper: f64,
}

/// Where a baseline risk comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum BaselineSource {
    /// Control events over control total, all trials together (rare events, or a median of zero).
    PooledControlRisk,
    /// The median of the trials' control risks.
    MedianControlRisk,
}

/// What the data do not exclude.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct RuledOut {
    /// The largest relative harm inside the interval, scale of analysis.
    pub largest_relative: Option<f64>,
    /// The largest absolute harm inside the interval, as a share of people.
    pub largest_absolute: Option<f64>,
    /// Exact one-sided 95 % upper bounds of each arm's risk where that arm had no events.
    pub zero_bounds: Vec<ExactBound>,
    /// The smallest effect this analysis would have detected with 80 % power, scale of analysis, away from no difference.
    pub smallest_detectable: Option<f64>,
}

/// An exact bound on the risk of an arm without events.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct ExactBound {
    /// Whether it is the experimental arm.
    pub experimental: bool,
    /// People at risk in that arm, all trials together.
    pub total: u64,
    /// 1 − 0.05^(1/n).
    pub exact: f64,
    /// 3/n, the rule of three.
    pub rule_of_three: f64,
}

impl Response {
    /// The measure of the plan in use.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.plan.measure
    }

    /// The method of the plan in use.
    #[must_use]
    pub fn method(&self) -> Method {
        self.plan.method
    }
}
