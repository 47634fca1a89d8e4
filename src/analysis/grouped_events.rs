//! The events of a review within the groups of its panel, for the three-level model of many events
//! ([`crate::safety::event_mixture`]).
//!
//! An outcome enters where it counts people with an adverse event: each row of its request, a trial or the comparison of one of
//! its arms, is a table. Outcomes without a group of the panel make a group together.

use serde::{Deserialize, Serialize};

use super::{Prepared, Progress};
use crate::data::{ConfidenceLevel, Outcome, OutcomeId, OutcomeKind, Review};
use crate::effect::{IntervalEstimate, TwoByTwo};
use crate::pool::mantel_haenszel;
use crate::safety::event_mixture::{EventMixture, GroupedEvent, NoPosterior, Prior, event_mixture};

/// The events of a review, as the model takes them, with the names by which they are told.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupedEvents {
    /// What the experimental arms received; empty where the review does not say.
    pub experimental: String,
    /// The names of the groups, in the order in which the outcomes have them; empty for outcomes without one.
    pub groups: Vec<String>,
    /// The events, in the order of the panel.
    pub events: Vec<EventInGroup>,
    /// The names of outcomes that trials report and that do not enter, each with the reason.
    pub left_out: Vec<(String, NotAnEvent)>,
    /// The share of the posterior between the limits of intervals.
    pub level: ConfidenceLevel,
}

/// An outcome that enters, with its tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventInGroup {
    /// Which outcome.
    pub outcome: OutcomeId,
    /// What it is called.
    pub name: String,
    /// Its group and tables.
    pub event: GroupedEvent,
}

/// Why an outcome that trials report does not enter.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NotAnEvent {
    /// It does not count people in two arms.
    NotCounts,
    /// More of it is better: it is no adverse event.
    MoreIsBetter,
    /// Nobody in any trial had it, which tells nothing of a difference.
    NoEvents,
}

impl EventInGroup {
    /// Events and people of all trials together, experimental and control arms.
    #[must_use]
    pub fn totals(&self) -> [[u64; 2]; 2] {
        let sum = |of: fn(&TwoByTwo) -> u64| {
            let tables = self.event.tables.iter().map(of);
            tables.fold(0_u64, u64::saturating_add)
        };
        [
            [
                sum(|table| table.experimental_events),
                sum(|table| table.experimental_total),
            ],
            [
                sum(|table| table.control_events),
                sum(|table| table.control_total),
            ],
        ]
    }

    /// The log odds ratio of its own tables alone with its interval, by Mantel and Haenszel without correction; `None` where one
    /// arm has no event in any table, or everybody had it.
    #[must_use]
    pub fn own_log_odds_ratio(&self, level: ConfidenceLevel) -> Option<IntervalEstimate> {
        let cells: Vec<_> = self.event.tables.iter().map(TwoByTwo::cells).collect();
        let pooled = mantel_haenszel::odds_ratio(&cells)?;
        Some(IntervalEstimate::wald(
            pooled.estimate,
            pooled.standard_error,
            level,
        ))
    }
}

/// The events of the outcomes of a review that trials report.
#[must_use]
pub fn grouped_events(
    review: &Review,
    outcomes: &[(&Outcome, &Prepared)],
    level: ConfidenceLevel,
) -> GroupedEvents {
    let mut found = GroupedEvents {
        experimental: review.experimental_label.trim().to_owned(),
        groups: Vec::new(),
        events: Vec::new(),
        left_out: Vec::new(),
        level,
    };
    for (outcome, prepared) in outcomes {
        if prepared.request.trials.is_empty() {
            continue;
        }
        match tables(outcome, prepared) {
            Ok(tables) => {
                let name = outcome.group.as_deref().unwrap_or_default().trim();
                let known = found.groups.iter().position(|group| group == name);
                let group = known.unwrap_or(found.groups.len());
                if known.is_none() {
                    found.groups.push(name.to_owned());
                }
                found.events.push(EventInGroup {
                    outcome: outcome.id,
                    name: outcome.name.clone(),
                    event: GroupedEvent { group, tables },
                });
            }
            Err(reason) => found.left_out.push((outcome.name.clone(), reason)),
        }
    }
    found
}

fn tables(outcome: &Outcome, prepared: &Prepared) -> Result<Vec<TwoByTwo>, NotAnEvent> {
    if outcome.kind != OutcomeKind::Counts {
        return Err(NotAnEvent::NotCounts);
    }
    if !outcome.more_is_worse {
        return Err(NotAnEvent::MoreIsBetter);
    }
    let rows = prepared.request.trials.iter();
    let tables: Vec<TwoByTwo> = rows
        .filter_map(|row| row.data.table())
        .filter(TwoByTwo::is_possible)
        .collect();
    if tables.iter().all(TwoByTwo::is_double_zero) {
        return Err(NotAnEvent::NoEvents);
    }
    Ok(tables)
}

impl GroupedEvents {
    /// Whether any outcome is an event of both: they are of one review, whatever has changed in it.
    #[must_use]
    pub fn shares_an_event(&self, other: &Self) -> bool {
        self.events.iter().any(|event| {
            let mut others = other.events.iter();
            others.any(|other| other.outcome == event.outcome && other.name == event.name)
        })
    }

    /// The posterior of the events, in their order, under the prior of Berry & Berry 2004; told of as it goes on.
    ///
    /// # Errors
    /// Where no event enters, and where there are too many.
    pub fn posterior(&self, watch: &mut dyn FnMut(Progress)) -> Result<EventMixture, NoPosterior> {
        let events: Vec<GroupedEvent> = self
            .events
            .iter()
            .map(|event| event.event.clone())
            .collect();
        let level = f64::from(self.level.percent()) / 100.0;
        event_mixture(&events, &Prior::default(), level, &mut |done, of| {
            watch(Progress { done, of });
        })
    }
}

#[cfg(test)]
mod tests {
    use super::{NotAnEvent, grouped_events};
    use crate::analysis::{NoPosterior, Prepared, TrialData, prepare};
    use crate::data::{Measure, Outcome, Review, Settings};
    use crate::effect::TwoByTwo;
    use crate::read::examples;

    fn of(review: &Review) -> super::GroupedEvents {
        let settings = Settings::default();
        let prepared: Vec<Prepared> = review
            .outcomes
            .iter()
            .map(|outcome| prepare(review, &settings, outcome.id).unwrap())
            .collect();
        let outcomes: Vec<(&Outcome, &Prepared)> = review
            .outcomes
            .iter()
            .map(|outcome| &**outcome)
            .zip(&prepared)
            .collect();
        grouped_events(review, &outcomes, settings.level)
    }

    #[test]
    fn every_trial_of_an_outcome_is_a_table_and_outcomes_stand_in_their_groups() {
        let review = examples::review("mesenchymal-stromal-cells").unwrap();
        let asked = of(&review);
        let death = asked.events.iter().find(|event| event.name == "Death");
        let death = death.unwrap();
        assert_eq!(death.totals(), [[134, 668], [147, 609]]);
        assert_eq!(death.event.tables.len(), 22);
        let own = death.own_log_odds_ratio(asked.level).unwrap();
        assert!(own.lower < own.estimate && own.estimate < own.upper);
        assert!(asked.shares_an_event(&asked));
        let other = of(&examples::review("bcg-vaccine").unwrap());
        assert!(!asked.shares_an_event(&other));
        let mut review = review;
        for outcome in &mut review.outcomes {
            std::sync::Arc::make_mut(outcome).group = Some(" Immediate ".to_owned());
        }
        assert_eq!(of(&review).groups, ["Immediate"]);
    }

    #[test]
    fn the_events_of_the_sample_settle() {
        let review = examples::review("mesenchymal-stromal-cells").unwrap();
        let mut told = 0;
        let found = of(&review).posterior(&mut |_| told += 1).unwrap();
        assert!(found.converged(), "{found:#?}");
        assert!(told > 10);
    }

    #[test]
    fn what_is_no_count_of_a_harm_stays_out_with_the_reason() {
        let review = examples::review("bcg-vaccine").unwrap();
        let outcome = (*review.outcomes[0]).clone();
        let prepared = prepare(&review, &Settings::default(), outcome.id).unwrap();
        let asked = |outcome: &Outcome, prepared: &Prepared| {
            grouped_events(&review, &[(outcome, prepared)], Settings::default().level)
        };
        let better = Outcome {
            more_is_worse: false,
            ..outcome.clone()
        };
        let found = asked(&better, &prepared);
        assert_eq!(found.left_out[0].1, NotAnEvent::MoreIsBetter);
        assert_eq!(
            found.posterior(&mut |_| ()).unwrap_err(),
            NoPosterior::NoEvents
        );
        let with = |data: TrialData| {
            let mut prepared = prepared.clone();
            for row in &mut prepared.request.trials {
                row.data = data;
            }
            prepared
        };
        let nobody = TwoByTwo {
            experimental_events: 0,
            experimental_total: 20,
            control_events: 0,
            control_total: 20,
        };
        let found = asked(&outcome, &with(TrialData::Counts(nobody)));
        assert_eq!(found.left_out[0].1, NotAnEvent::NoEvents);
        let means = Outcome {
            kind: Measure::MeanDifference.kind(),
            ..outcome.clone()
        };
        let found = asked(&means, &prepared);
        assert_eq!(found.left_out[0].1, NotAnEvent::NotCounts);
        // An outcome that no trial reports is not told of.
        let mut silent = prepared.clone();
        silent.request.trials.clear();
        let found = asked(&outcome, &silent);
        assert!(found.events.is_empty() && found.left_out.is_empty());
    }
}
