//! What a pooled answer means for people: absolute effects, and what the data do not exclude. What answers about a trial
//! mean for the risk of bias in it.

mod absolute;
pub mod event_mixture;
mod false_discovery;
mod information;
pub mod risk_of_bias_2;
mod ruled_out;
mod telling;
mod verdict;
mod zero_event_class;

pub use absolute::{
    Absolute, AbsoluteRisk, AtRisk, BaselineSource, RARE, absolute, crude_risk, quantile, risk_with,
};
pub use false_discovery::{
    GroupedDiscovery, benjamini_hochberg, discovery_threshold, double_false_discovery,
};
pub use information::{
    Known, MOST_TRIALS, Needed, Reach, optimal_information_size, until_excluded,
};
pub use ruled_out::{ExactBound, RuledOut, exact_bound, ruled_out, smallest_detectable};
pub use telling::{
    ImpliedRisk, LARGEST_EXCESS, LARGEST_FOLD, TellsNothing, implied_risk, tells_nothing,
};
pub use verdict::{
    Evidence, Multiplicity, OtherMethod, RobustnessClass, VerdictClass, multiplicity,
};
pub use zero_event_class::{ZeroEventClass, zero_event_class};
