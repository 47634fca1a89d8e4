//! How an answer holds when something about it is changed, and what the trials' effects go along with.
//!
//! Everything here works on trials' effects with their variances, or on any kind of trial with a way of pooling that is handed
//! in; which trials an outcome has and by which plan they are pooled is known to `analysis`.

pub mod baujat;
pub mod dose_response;
pub mod influence;
pub mod next_trial;
pub mod regression;
pub mod resampling;
pub mod sequential;
pub mod subsets;
