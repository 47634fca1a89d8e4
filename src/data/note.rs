//! What a reader of a result must know, as values with their numbers; `wording` turns them into sentences.

use serde::{Deserialize, Serialize};

use super::{Correction, Interval, Measure};

/// A remark that belongs to one result. Notes are part of the result, never log lines.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Note {
    /// A continuity correction entered the pool.
    CorrectionInUse {
        /// Which.
        correction: Correction,
        /// In how many trials.
        trials: usize,
    },
    /// Trials without an event in either arm, and whether the method used them.
    DoubleZero {
        /// How many.
        trials: usize,
        /// Whether they contribute to the pooled estimate.
        used: bool,
    },
    /// Trials with the event in everybody of both arms.
    AllEvents {
        /// How many.
        trials: usize,
    },
    /// Trials in which everybody of one arm had the event, but not everybody of the other.
    FullArms {
        /// How many.
        trials: usize,
    },
    /// No event in the experimental arm of any trial, or none in the control arm of any.
    ArmWithoutEvent {
        /// Whether the experimental arm is the empty one.
        experimental: bool,
    },
    /// No event at all.
    NoEvents,
    /// Peto's method with allocation, effect or frequency for which it is biased.
    PetoDoubtful {
        /// Largest allocation ratio among the trials that count (at least 1).
        allocation: f64,
        /// The pooled odds ratio.
        odds_ratio: f64,
        /// Pooled risk of both arms.
        risk: f64,
    },
    /// Inverse-variance weights while trials with an empty cell are present.
    InverseVarianceWithZeros {
        /// How many trials have an empty cell.
        trials: usize,
    },
    /// A risk difference by Wald's interval with rare events.
    RiskDifferenceWithRareEvents {
        /// Pooled risk of both arms.
        risk: f64,
    },
    /// The method compares arms across trials, not only within them, so that randomization is not kept.
    ArmsAcrossTrials,
    /// An iterative fit stopped before it met its tolerance.
    NotConverged,
    /// τ² was estimated at zero.
    TauSquaredAtZero,
    /// The unsafeguarded Hartung–Knapp interval is narrower than Wald's, or would have been.
    HartungKnappNarrower {
        /// The interval in use.
        interval: Interval,
        /// q, the factor on the variance.
        factor: f64,
    },
    /// A prediction interval was asked for but is not given.
    PredictionSuppressed {
        /// Number of trials with an estimate.
        trials: usize,
    },
    /// I² from few events says little.
    HeterogeneitySparse {
        /// Events in both arms together.
        events: u64,
    },
    /// One trial carries more than half the weight, and leaving it out shows it: without it there is no estimate, or one whose
    /// variance is at least twice as large, so that more than half of what is known is this trial's.
    DominantTrial {
        /// Which row of the request.
        trial: usize,
        /// Its share, in percent.
        weight: f64,
        /// The measure of the estimates.
        measure: Measure,
        /// Estimate, lower and upper limit without it, scale of analysis.
        #[serde(default)]
        without: Option<(f64, f64, f64)>,
    },
    /// One trial holds all events of one side and another all of the other side: the ratio rests on both.
    WeightsOfBothArms,
    /// All events come from one trial.
    EventsFromOneTrial {
        /// Which row of the request.
        trial: usize,
    },
    /// The crude totals point the other way than the stratified estimate (Simpson's paradox).
    CrudeReversed {
        /// Crude risk of the experimental arms.
        experimental: f64,
        /// Crude risk of the control arms.
        control: f64,
    },
}
