//! What a pooled answer means for people: absolute effects, and what the data do not exclude.

mod absolute;
mod ruled_out;
mod telling;
mod zero_event_class;

pub use absolute::{Absolute, AbsoluteRisk, AtRisk, BaselineSource, RARE, absolute, crude_risk};
pub use ruled_out::{ExactBound, RuledOut, exact_bound, ruled_out, smallest_detectable};
pub use telling::{
    ImpliedRisk, LARGEST_EXCESS, LARGEST_FOLD, TellsNothing, implied_risk, tells_nothing,
};
pub use zero_event_class::{ZeroEventClass, zero_event_class};
