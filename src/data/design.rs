//! How people came to their arms, where it was otherwise than one by one to arms that run side by side.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{Entry, OutcomeId};

/// A design in which the numbers of the arms are not those of people randomized one by one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Design {
    /// Groups of people were randomized: wards, schools, practices.
    Cluster(Clusters),
    /// People received one treatment after the other.
    Crossover(Periods),
}

/// What is known of randomized groups of people. With the size of a group and the correlation within it, the numbers of the
/// arms are reduced to those of as many people as would tell as much had each been randomized for himself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Clusters {
    /// People in a cluster, on average; at least 1.
    pub size: Entry<f64>,
    /// The intracluster correlation coefficient, from 0 to 1.
    pub correlation: Entry<f64>,
    /// The correlation for outcomes that have one of their own.
    #[serde(default)]
    pub outcomes: BTreeMap<OutcomeId, Entry<f64>>,
    /// Where the correlation was taken from: the trial, a similar one, an assumption.
    pub source: String,
    /// Whether the trial's own estimates ignore the clusters, so that their standard errors need the same correction.
    #[serde(default)]
    pub estimates_ignore_clusters: bool,
}

/// Which periods of a crossover trial the numbers are of.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Periods {
    /// The first alone: a trial of parallel arms.
    #[default]
    First,
    /// All, compared within people: an estimate with an error that takes the pairs into account.
    Paired,
    /// All, each arm added up as though other people had been in it.
    Together,
}

impl Clusters {
    /// Clusters of which nothing is known yet.
    #[must_use]
    pub fn unknown() -> Self {
        Self {
            size: Entry::not_reported(),
            correlation: Entry::not_reported(),
            outcomes: BTreeMap::new(),
            source: String::new(),
            estimates_ignore_clusters: false,
        }
    }

    /// The correlation for this outcome: its own, or else that of the trial.
    #[must_use]
    pub fn correlation_of(&self, outcome: OutcomeId) -> &Entry<f64> {
        let own = self.outcomes.get(&outcome);
        own.filter(|own| !own.typed.is_empty())
            .unwrap_or(&self.correlation)
    }

    /// The design effect 1 + (m − 1) ρ of clusters of m people on average with an intracluster correlation ρ: how many
    /// times as large the variance is as with as many people randomized one by one (Cochrane Handbook, section 23.1.4).
    /// `None` where either is not known or cannot be.
    #[must_use]
    pub fn design_effect(&self, outcome: OutcomeId) -> Option<f64> {
        let size = self.size.value().filter(|size| *size >= 1.0)?;
        let correlation = self.correlation_of(outcome).value()?;
        (0.0..=1.0)
            .contains(&correlation)
            .then_some(1.0 + (size - 1.0) * correlation)
    }
}
