//! One trial: from its numbers to an effect and a variance, and what is done about empty cells on the way.

pub(crate) mod arcsine;
mod cluster;
mod correction;
mod counts;
mod hazard;
mod interval;
mod means;
mod person_time;
mod proportion;
pub mod shared_control;
mod table;

pub use cluster::inflated;
pub use correction::{Amount, DoubleZero, Policy, Scope};
pub(crate) use counts::observed_minus_expected;
pub use counts::{Effect, effect};
pub use hazard::{hazard, log_hazard_ratio};
pub use interval::IntervalEstimate;
pub use means::{ArmMean, TwoMeans};
pub use person_time::{PersonTime, Rates, log_rate_ratio, rate_difference};
pub use proportion::{Proportion, Transformation, harmonic_mean};
pub use table::{Cells, LARGEST_COUNT, TwoByTwo};
