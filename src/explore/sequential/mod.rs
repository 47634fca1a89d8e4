//! Group sequential testing of a pool that grows trial by trial: how many people a question takes, what may be spent of the two
//! errors when, and the boundaries that spend just that.
//!
//! Everything here works on shares of the information that is required; which trials an outcome has, in which order and by
//! which plan they are pooled, is known to `analysis`.

pub mod boundaries;
pub mod information;
pub mod process;
pub mod spending;
