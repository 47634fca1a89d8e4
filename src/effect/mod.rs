//! One trial: from its counts to an effect and a variance, and what is done about empty cells on the way.

mod correction;
mod counts;
mod interval;
mod table;

pub use correction::{Amount, DoubleZero, Policy, Scope};
pub(crate) use counts::observed_minus_expected;
pub use counts::{Effect, effect};
pub use interval::IntervalEstimate;
pub use table::{Cells, LARGEST_COUNT, TwoByTwo};
