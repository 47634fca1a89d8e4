//! Reads and writes the columns that say how people came to the arms of a trial, and which of several time points is used.

use serde::{Deserialize, Serialize};

use super::entry;
use super::head::plain;
use super::number::Decimal;
use crate::data::{Clusters, Design, OutcomeId, Periods, Trial};

/// What a column says of a trial's design, or of its time points.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum DesignPart {
    /// What was randomized: people, clusters, or people who received one treatment after the other.
    Unit,
    /// People in a cluster, on average.
    ClusterSize,
    /// The intracluster correlation.
    Correlation,
    /// The same for the outcome of the row alone.
    OwnCorrelation,
    /// Where the correlation was taken from.
    CorrelationSource,
    /// Whether the trial's estimates ignore the clusters.
    Ignoring,
    /// Whether the time point of the row is the one that is used.
    Used,
}

impl DesignPart {
    /// All of them, in the order in which they are written.
    pub const ALL: [Self; 7] = [
        Self::Unit,
        Self::ClusterSize,
        Self::Correlation,
        Self::OwnCorrelation,
        Self::CorrelationSource,
        Self::Ignoring,
        Self::Used,
    ];

    /// The head under which it is written.
    #[must_use]
    pub fn head(self) -> &'static str {
        match self {
            Self::Unit => "Unit of randomization",
            Self::ClusterSize => "Mean cluster size",
            Self::Correlation => "ICC",
            Self::OwnCorrelation => "ICC of the outcome",
            Self::CorrelationSource => "Source of the ICC",
            Self::Ignoring => "Estimates ignore clusters",
            Self::Used => "Time point used",
        }
    }

    /// The heads under which it is read.
    pub(super) fn heads(self) -> &'static [&'static str] {
        match self {
            Self::Unit => &[
                "unitofrandomization",
                "unitofrandomisation",
                "unitrandomized",
                "unitrandomised",
            ],
            Self::ClusterSize => &["meanclustersize", "clustersize", "averageclustersize"],
            Self::Correlation => &[
                "icc",
                "intraclustercorrelation",
                "intraclasscorrelation",
                "intraclustercorrelationcoefficient",
                "intraclasscorrelationcoefficient",
            ],
            Self::OwnCorrelation => &["iccoftheoutcome"],
            Self::CorrelationSource => &["sourceoftheicc"],
            Self::Ignoring => &["estimatesignoreclusters"],
            Self::Used => &["timepointused"],
        }
    }

    /// Whether a text is one of the answers, where there are only a few.
    pub(super) fn takes(self, cell: &str) -> bool {
        match self {
            Self::Unit => cell.is_empty() || unit(cell).is_some(),
            Self::Ignoring | Self::Used => {
                ["", "yes", "no", "byhand"].contains(&plain(cell).as_str())
            }
            Self::ClusterSize
            | Self::Correlation
            | Self::OwnCorrelation
            | Self::CorrelationSource => true,
        }
    }
}

/// What was randomized: `Some(None)` for people one by one.
#[expect(clippy::option_option, reason = "no answer differs from no design")]
fn unit(cell: &str) -> Option<Option<Design>> {
    let crossover = |periods| Some(Design::Crossover(periods));
    Some(match plain(cell).as_str() {
        "people" | "person" | "individual" | "individuals" | "participant" | "participants"
        | "patient" | "patients" => None,
        "cluster" | "clusters" => Some(Design::Cluster(Clusters::unknown())),
        "crossover" | "crossoverfirstperiod" => crossover(Periods::First),
        "crossoverpaired" => crossover(Periods::Paired),
        "crossoverallperiods" => crossover(Periods::Together),
        _ => return None,
    })
}

/// Takes what a row says of the trial's design, `outcome` being that of the row. What an earlier row said stays.
pub(super) fn take(
    trial: &mut Trial,
    part: DesignPart,
    cell: &str,
    outcome: Option<OutcomeId>,
    decimal: Decimal,
) {
    if cell.is_empty() || part == DesignPart::Used {
        return;
    }
    if part == DesignPart::Unit {
        if let Some(said) = unit(cell).filter(|_| trial.design.is_none()) {
            trial.design = said;
        }
        return;
    }
    if trial.design.is_none() {
        trial.design = Some(Design::Cluster(Clusters::unknown()));
    }
    let Some(Design::Cluster(clusters)) = trial.design.as_mut() else {
        return;
    };
    match part {
        DesignPart::ClusterSize => clusters.size = entry::number(cell, decimal),
        DesignPart::Correlation => clusters.correlation = entry::number(cell, decimal),
        DesignPart::OwnCorrelation => {
            if let Some(outcome) = outcome {
                let own = entry::number(cell, decimal);
                clusters.outcomes.insert(outcome, own);
            }
        }
        DesignPart::CorrelationSource => cell.clone_into(&mut clusters.source),
        DesignPart::Ignoring => clusters.estimates_ignore_clusters = plain(cell) == "yes",
        DesignPart::Unit | DesignPart::Used => {}
    }
}

/// What is written of a trial's design in a row of this outcome; `write` writes a number.
pub(super) fn cell(
    trial: &Trial,
    part: DesignPart,
    outcome: Option<OutcomeId>,
    write: &dyn Fn(&crate::data::Entry<f64>) -> String,
) -> String {
    let design = trial.design.as_ref();
    let clusters = match design {
        Some(Design::Cluster(clusters)) => Some(clusters),
        Some(Design::Crossover(_)) | None => None,
    };
    let of_clusters =
        |written: &dyn Fn(&Clusters) -> String| clusters.map_or_else(String::new, written);
    match part {
        DesignPart::Unit => match design {
            None => "people",
            Some(Design::Cluster(_)) => "clusters",
            Some(Design::Crossover(Periods::First)) => "crossover, first period",
            Some(Design::Crossover(Periods::Paired)) => "crossover, paired",
            Some(Design::Crossover(Periods::Together)) => "crossover, all periods",
        }
        .to_owned(),
        DesignPart::ClusterSize => of_clusters(&|clusters| write(&clusters.size)),
        DesignPart::Correlation => of_clusters(&|clusters| write(&clusters.correlation)),
        DesignPart::OwnCorrelation => of_clusters(&|clusters| {
            let own = outcome.and_then(|outcome| clusters.outcomes.get(&outcome));
            own.map_or_else(String::new, write)
        }),
        DesignPart::CorrelationSource => of_clusters(&|clusters| clusters.source.clone()),
        DesignPart::Ignoring => of_clusters(&|clusters| {
            let ignoring = clusters.estimates_ignore_clusters;
            if ignoring { "yes" } else { "" }.to_owned()
        }),
        DesignPart::Used => String::new(),
    }
}
