//! The response: what the core answers.

use serde::{Deserialize, Serialize};

use crate::data::{ConfidenceLevel, Measure, Method, Note, Plan};
use crate::effect::IntervalEstimate;
use crate::pool::{ChiSquaredTest, Pooled, Undefined};
use crate::safety::{Absolute, RuledOut, TellsNothing, ZeroEventClass};

/// The answer to a [`Request`](super::Request). Effects are on the scale of analysis (the log scale for ratios);
/// `wording` takes them to the natural scale when it writes them down.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Response {
    /// Version of the form.
    pub version: u32,
    /// The plan that was used.
    pub plan: Plan,
    /// The level of every interval and bound.
    #[serde(default)]
    pub level: ConfidenceLevel,
    /// What would be proposed for these data, and why; equal to `plan` where nothing was pinned. Beside a pinned plan that was
    /// proposed before, another one is proposed only where the numbers have passed the threshold by a margin.
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
    /// The pooled proportion as it is read, for single proportions.
    #[serde(default)]
    pub proportion: Option<PooledProportion>,
    /// What the data do not exclude.
    pub ruled_out: RuledOut,
    /// Why the interval tells nothing, where it does: it is too wide, or implies risks that the people watched rule out.
    #[serde(default)]
    pub tells_nothing: Option<TellsNothing>,
    /// Where the zeros stand, for counts with a zero among them.
    #[serde(default)]
    pub zero_events: Option<ZeroEventClass>,
    /// Tests that keep the trials apart, for odds ratios of counts.
    #[serde(default)]
    pub stratified_tests: Option<StratifiedTests>,
    /// The interval of τ² by every method, for random effects over two trials or more; empty unless other methods were
    /// asked for.
    #[serde(default)]
    pub tau_squared_intervals: Vec<TauSquaredInterval>,
    /// What a reader must know, each with its numbers.
    pub notes: Vec<Note>,
}

/// The proportion of one arm over all trials, between 0 and 1 but for measures whose scale has no such bounds.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct PooledProportion {
    /// People with the event, all trials together.
    pub events: u64,
    /// People at risk, all trials together.
    pub total: u64,
    /// Pooled proportion with its lower and upper limit; the double arcsine is undone for the harmonic mean of the totals.
    pub share: Option<(f64, f64, f64)>,
    /// Lower and upper limit of its prediction interval.
    pub prediction: Option<(f64, f64)>,
}

/// Tests over 2×2 tables that keep the trials apart.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct StratifiedTests {
    /// Cochran–Mantel–Haenszel with continuity correction: no association in any trial.
    pub association: ChiSquaredTest,
    /// The same without continuity correction; `None` in answers of earlier versions.
    #[serde(default)]
    pub association_uncorrected: Option<ChiSquaredTest>,
    /// Breslow–Day with Tarone's correction: one odds ratio in all trials; `None` for fewer than two that count, or where
    /// there is no common odds ratio to test around.
    pub homogeneity: Option<ChiSquaredTest>,
}

/// An interval of τ², and of the I² and H² that follow from τ² and the typical within-trial variance.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct TauSquaredInterval {
    /// How it was made.
    pub method: TauSquaredIntervalMethod,
    /// Lower and upper limit; `None` where no τ² fits or the search failed.
    pub limits: Option<(f64, f64)>,
    /// The same for I², in percent.
    #[serde(default)]
    pub i_squared: Option<(f64, f64)>,
    /// The same for H².
    #[serde(default)]
    pub h_squared: Option<(f64, f64)>,
}

/// How an interval of τ² is made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TauSquaredIntervalMethod {
    /// Q-profile (Viechtbauer 2007), the one shown by default.
    QProfile,
    /// Generalised Q with weights 1 / v (Jackson 2013).
    GeneralisedQ,
    /// Generalised Q with weights 1 / √v (Jackson 2013).
    GeneralisedQStandardErrors,
    /// Profile of the likelihood (Hardy and Thompson 1996).
    ProfileLikelihood,
    /// Profile of the restricted likelihood.
    RestrictedProfileLikelihood,
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
#[serde(rename_all = "snake_case")]
pub enum ProposalReason {
    /// Few events for the trials that have any, or few in one arm: Mantel–Haenszel without correction.
    Sparse {
        /// Events of both arms; of odds ratios of what most people had, people without the event.
        events: u64,
        /// Trials with an event, and not everybody's.
        trials: usize,
        /// Events of the arm that has fewer.
        fewer: u64,
        /// Whether they are few a trial; else they are few in one arm alone.
        few_per_trial: bool,
    },
    /// Many trials with an empty cell, which an inverse-variance pool would have to correct: Mantel–Haenszel.
    EmptyCells {
        /// Trials with an empty cell.
        trials: usize,
        /// Trials with an event, and not everybody's.
        of: usize,
    },
    /// Too few trials to say how much they differ: no random effects.
    FewTrials {
        /// How many trials have something to say.
        trials: usize,
    },
    /// Few trials with enough events: random effects with a prior of how much trials differ.
    SomeTrials {
        /// How many trials have something to say.
        trials: usize,
    },
    /// Enough trials to estimate how much they differ: random effects.
    ManyTrials {
        /// How many trials have something to say.
        trials: usize,
        /// Events of both arms, where events are counted.
        events: Option<u64>,
    },
    /// Rarer than 1 %, balanced arms and a moderate effect: Peto would do as well.
    PetoPossible {
        /// Pooled risk of both arms.
        risk: f64,
    },
    /// Trials report estimates.
    Generic,
    /// A risk difference that is not pooled with random effects: the score interval.
    ScoreInterval,
    /// Trials report means.
    Means,
    /// Trials report one arm: the logit of its proportion.
    Proportions,
    /// Its people are taken as they are: a binomial model whose logits scatter between trials.
    BinomialLikelihood,
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
    /// Its effect as the other trials make it look: posterior mean and standard deviation, with z times it to either side (1.96 at
    /// 95 %); Bayesian
    /// answers only.
    #[serde(default)]
    pub shrunken: Option<IntervalEstimate>,
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
    /// Its effect or error is not defined for this plan (an empty cell without correction), or the row holds numbers of
    /// another kind than the measure asks for.
    NotEstimable,
    /// Its numbers cannot be: more events than people, an arm of nobody, a count or an error beyond any trial.
    Impossible,
}

/// Sums over the rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Totals {
    /// Trials in the request: several comparisons of one trial count once.
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

/// The same rows by another method.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[expect(
    clippy::struct_excessive_bools,
    reason = "each is a finding of its own that a reader is told apart from the others, and a field of the door"
)]
pub struct MethodResult {
    /// How it was pooled.
    pub plan: Plan,
    /// The answer, or why there is none.
    pub pooled: Result<Pooled, Undefined>,
    /// Whether the method's word counts when it is asked if a conclusion holds: the beta-binomial model compares arms
    /// across trials, so it is shown without a vote and no flag below is ever set.
    pub votes: bool,
    /// Trials that do not contribute.
    pub dropped: usize,
    /// Whether the estimate lies on the other side of no difference than the primary one.
    pub direction_differs: bool,
    /// Whether its interval excludes no difference where the primary is not, or the reverse.
    pub significance_differs: bool,
    /// Whether its interval tells nothing: too wide, beyond what the people watched leave room for, or, of random effects,
    /// wider than all trials' own intervals together.
    #[serde(default)]
    pub tells_nothing: bool,
    /// This odds ratio over the primary one, where both answers are odds ratios and the method votes.
    #[serde(default)]
    pub odds_ratio_quotient: Option<f64>,
}

impl MethodResult {
    /// Two odds ratios of the same trials say different things where one is outside this many times the other.
    pub const SAME_ODDS_RATIO: std::ops::RangeInclusive<f64> = 0.8..=1.25;

    /// Whether it is an odds ratio that says something else than the primary one.
    #[must_use]
    pub fn odds_ratio_differs(&self) -> bool {
        self.odds_ratio_quotient
            .is_some_and(|quotient| !Self::SAME_ODDS_RATIO.contains(&quotient))
    }
}

impl Response {
    /// The measure of the plan in use.
    #[must_use]
    pub fn measure(&self) -> Measure {
        self.plan.measure
    }

    /// Whether the interval tells neither how large the effect is nor in which direction.
    #[must_use]
    pub fn tells_nothing_at_all(&self) -> bool {
        self.tells_nothing.is_some_and(|why| why.at_all())
    }

    /// The method of the plan in use.
    #[must_use]
    pub fn method(&self) -> Method {
        self.plan.method
    }
}
