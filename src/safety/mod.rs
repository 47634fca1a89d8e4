//! What a pooled answer means for people: absolute effects, and what the data do not exclude.

mod absolute;
mod ruled_out;

pub use absolute::{Absolute, AbsoluteRisk, BaselineSource, RARE, absolute, crude_risk};
pub use ruled_out::{ExactBound, RuledOut, exact_bound, ruled_out};
