//! Trials whose numbers are not those of people randomized one by one to arms that run side by side, or that were read at
//! several times: what is missing to use them as they ask for.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::{
    Cell, Clusters, Design, Outcome, OutcomeKind, Periods, Problem, ProblemKind, Review, Trial,
    Values, plausibility,
};

/// What is wrong with numbers that are not those of people randomized one by one and looked at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum UnitOfAnalysis {
    /// Clusters were randomized, of a size or with a correlation that is not known or cannot be.
    ClustersUnknown,
    /// Events of a trial that randomized clusters, of which dividing by the design effect leaves none.
    EventsRoundedAway,
    /// A crossover trial whose arms are added up over all periods, as though of different people.
    PairsIgnored,
    /// Several time points whose order cannot be told from their words.
    TimesUnknown,
}

/// Findings about the trials of a review, each with the trial's place in it. All are warnings: the numbers are used as far
/// as is known how.
pub(super) fn findings(review: &Review) -> Vec<(usize, Problem)> {
    let mut found = Vec::new();
    for (position, trial) in review.trials.iter().enumerate() {
        let of_design = match trial.design.as_ref() {
            None => Vec::new(),
            Some(Design::Cluster(clusters)) => of_clusters(trial, clusters, &review.outcomes),
            Some(Design::Crossover(periods)) => of_crossover(trial, *periods, &review.outcomes),
        };
        let of_times = review.outcomes.iter();
        let of_times = of_times.filter_map(|outcome| times_unknown(trial, outcome));
        found.extend(
            of_design
                .into_iter()
                .chain(of_times)
                .map(|problem| (position, problem)),
        );
    }
    found
}

fn warning(
    trial: &Trial,
    outcome: Option<&Outcome>,
    cell: Option<Cell>,
    found: UnitOfAnalysis,
) -> Problem {
    plausibility::warning(trial, outcome, cell, ProblemKind::UnitOfAnalysis(found))
}

/// Clusters of which the size or the correlation is not known, and events of which reducing them leaves nothing.
fn of_clusters(trial: &Trial, clusters: &Clusters, outcomes: &[Arc<Outcome>]) -> Vec<Problem> {
    let reported = outcomes.iter().filter(|outcome| {
        let takes_size = clusters.estimates_ignore_clusters
            || !matches!(outcome.kind, OutcomeKind::Estimates(_));
        takes_size && trial.records.contains_key(&outcome.id)
    });
    let mut problems = Vec::new();
    let mut unknown = false;
    for outcome in reported {
        match clusters.design_effect(outcome.id) {
            None => unknown = true,
            Some(effect) => problems.extend(events_rounded_away(trial, outcome, effect)),
        }
    }
    if unknown {
        problems.insert(
            0,
            warning(trial, None, None, UnitOfAnalysis::ClustersUnknown),
        );
    }
    problems
}

/// Events of an arm that are fewer than half an event once divided by the design effect.
fn events_rounded_away(trial: &Trial, outcome: &Outcome, design_effect: f64) -> Vec<Problem> {
    let Some(record) = trial.records.get(&outcome.id) else {
        return Vec::new();
    };
    if matches!(record.values, Values::Means(_) | Values::Estimate(_)) {
        return Vec::new();
    }
    let entries = record.values.entries().into_iter();
    let events = entries.filter_map(|(cell, entry)| {
        let (Cell::Events(_), super::State::Reported(events)) = (cell, entry.state()) else {
            return None;
        };
        Some((cell, events))
    });
    let lost = events.filter(|(_, events)| *events > 0.0 && events / design_effect < 0.5);
    lost.map(|(cell, _)| {
        let kind = UnitOfAnalysis::EventsRoundedAway;
        warning(trial, Some(outcome), Some(cell), kind)
    })
    .collect()
}

/// Numbers of all periods as though other people had been in each; paired numbers where a pair cannot be.
fn of_crossover(trial: &Trial, periods: Periods, outcomes: &[Arc<Outcome>]) -> Vec<Problem> {
    let of_arms = |outcome: &&Arc<Outcome>| {
        !matches!(outcome.kind, OutcomeKind::Estimates(_))
            && trial.records.contains_key(&outcome.id)
    };
    if periods == Periods::First {
        return Vec::new();
    }
    let unpaired = outcomes.iter().filter(of_arms);
    unpaired
        .map(|outcome| warning(trial, Some(outcome), None, UnitOfAnalysis::PairsIgnored))
        .collect()
}

/// Several time points among which the outcome's window cannot choose.
fn times_unknown(trial: &Trial, outcome: &Outcome) -> Option<Problem> {
    let record = trial.records.get(&outcome.id)?;
    let others = record.others.as_ref()?;
    let open = !others.by_hand && !others.records.is_empty() && !record.times_are_known();
    open.then(|| {
        let kind = UnitOfAnalysis::TimesUnknown;
        warning(trial, Some(outcome), None, kind)
    })
}
