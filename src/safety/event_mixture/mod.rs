//! Many adverse events at once: a three-level mixture model of events within groups such as body systems, in which an event
//! borrows from the others of its group, and with some probability has no difference at all.
//!
//! Berry & Berry 2004 (Biometrics 60:418), which Xia, Ma & Carlin 2011 (J Biopharm Stat 21:1006) call model 1b. For event j of
//! group b, with events out of people in each arm:
//!
//! - X ~ Bin(n, c), Y ~ Bin(m, t), logit c = γ, logit t = γ + θ;
//! - γ ~ N(`μ_γb`, `σ²_γb`); θ is 0 with probability `π_b`, else ~ N(`μ_θb`, `σ²_θb`);
//! - `μ_γb` ~ N(`μ_γ0`, `τ²_γ0`), `μ_θb` ~ N(`μ_θ0`, `τ²_θ0`), `π_b` ~ Beta(α, β);
//! - `μ_γ0`, `μ_θ0` normal; all variances inverse gamma; α, β exponential above 1 ([`Prior`]).
//!
//! **Several trials.** The papers have one trial. Sums over trials are not a comparison within them: here every trial has its own
//! γ for every event, all from N(`μ_γb`, `σ²_γb`), and one θ for the event, so that arms are compared within trials; with one trial it
//! is the model of the papers. It supposes that the odds ratio of an event is the same in all trials, and that events are
//! independent given the parameters, though the same people may have several.
//!
//! **Arms are not treated alike.** Risks with control come from one distribution in each group, and those with treatment follow from
//! them: with few events, the comparison turned round is not the mirror image.
//!
//! R: `c212::c212.BB()` is the same model of one trial (its variances `σ²_γb` are of the groups, too). The posterior is drawn by
//! Metropolis within Gibbs from several seeded chains, until they agree or a limit is reached.

mod sampler;
mod summary;

use serde::{Deserialize, Serialize};

use crate::effect::TwoByTwo;

pub use sampler::{CHAINS, LONGEST};
pub use summary::{EventMixture, EventPosterior, LARGEST_R_HAT, LEAST_EFFECTIVE};

/// Tables of all events together, above which the model is not fitted: it would take minutes in a browser.
pub const MOST_TABLES: usize = 2_000;
/// Events, above which the model is not fitted.
pub const MOST_EVENTS: usize = 150;

/// An event with its group and its table in every trial that reported it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupedEvent {
    /// The number of its group.
    pub group: usize,
    /// One table a trial.
    pub tables: Vec<TwoByTwo>,
}

/// What is supposed before the data are seen. The default is that of Berry & Berry 2004, as c212 has it.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Prior {
    /// Mean and variance of `μ_γ0`, log odds.
    pub baseline: [f64; 2],
    /// Mean and variance of `μ_θ0`, log odds ratio.
    pub effect: [f64; 2],
    /// Shape and rate of the inverse gamma distribution of `σ²_γb` and `σ²_θb`.
    pub within: [f64; 2],
    /// Shape and rate of the inverse gamma distribution of `τ²_γ0` and `τ²_θ0`.
    pub between: [f64; 2],
    /// Rate of the exponential distribution of α and of β, which are above 1.
    pub rate: f64,
}

impl Default for Prior {
    fn default() -> Self {
        Self {
            baseline: [0.0, 10.0],
            effect: [0.0, 10.0],
            within: [3.0, 1.0],
            between: [3.0, 1.0],
            rate: 1.0,
        }
    }
}

/// Why there is no posterior.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoPosterior {
    /// There is no event, or nobody had any.
    NoEvents,
    /// There are more events or tables than [`MOST_EVENTS`] and [`MOST_TABLES`].
    TooMany,
}

/// The posterior of the events, in their order; `level` is the share of it between the limits of an interval. Told of as it goes
/// on: draws that are done, of the most that are made.
///
/// # Errors
/// Where nobody had any of the events, and where there are too many.
pub fn event_mixture(
    events: &[GroupedEvent],
    prior: &Prior,
    level: f64,
    watch: &mut dyn FnMut(usize, usize),
) -> Result<EventMixture, NoPosterior> {
    let possible: Vec<GroupedEvent> = events
        .iter()
        .map(|event| GroupedEvent {
            group: event.group,
            tables: event
                .tables
                .iter()
                .copied()
                .filter(TwoByTwo::is_possible)
                .collect(),
        })
        .collect();
    let tables = || possible.iter().flat_map(|event| &event.tables);
    if tables().all(TwoByTwo::is_double_zero) {
        return Err(NoPosterior::NoEvents);
    }
    if possible.len() > MOST_EVENTS || tables().count() > MOST_TABLES {
        return Err(NoPosterior::TooMany);
    }
    Ok(summary::settled(
        &sampler::Data::of(&possible),
        prior,
        level,
        watch,
    ))
}

#[cfg(test)]
mod tests;
