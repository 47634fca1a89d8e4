//! Why an outcome has no pooled number. Pooling says it, and a frozen version of a review keeps it.

use serde::{Deserialize, Serialize};

/// Why there is no number.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// Everybody in one arm of every trial had the event: an odds ratio is not defined.
    ArmAllEvents {
        /// Whether the experimental arm is the full one.
        experimental: bool,
    },
    /// No trial has an estimate under this plan.
    NoEstimableTrial,
    /// The trials agree so exactly that the interval asked for would have no width (Hartung and Knapp's without the
    /// safeguard, or a variance that is estimated at zero).
    NoVariation,
    /// The method does not fit the data or the measure (Peto for risk differences, counts for a generic measure).
    NotApplicable,
    /// Fewer trials have something to say than the method needs (a variance between trials needs two).
    TooFewTrials {
        /// How many there are.
        trials: usize,
        /// How many it takes.
        needed: usize,
    },
    /// The likelihood rises without end: in every trial the experimental arm has the fewest events that the trial's
    /// margins allow, or in every trial the most.
    Separated,
    /// The likelihood rises with the variance between trials without end: every trial has the fewest or the most events that
    /// its margins allow, and not all of them to the same side.
    UnboundedSpread,
    /// There are more people than an exact distribution can be summed over; a likelihood method says the same there.
    TooManyForExact,
    /// The fit did not converge to anything usable.
    NotConverged,
    /// The request's version is not the one this core understands.
    UnknownVersion,
    /// The fit is being computed elsewhere. An answer never says so: it computes it.
    Pending,
}
