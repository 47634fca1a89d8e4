//! The events of a review within the groups of its panel, for the three-level model of many events
//! ([`crate::safety::three_level`]).
//!
//! An outcome enters where it counts people with an adverse event: each row of its request, a trial or the comparison of one of
//! its arms, is a table. Outcomes without a group of the panel make a group together.

use serde::{Deserialize, Serialize};

use super::{Prepared, Progress, TrialData};
use crate::data::{ConfidenceLevel, Outcome, OutcomeId, OutcomeKind};
use crate::effect::{IntervalEstimate, TwoByTwo};
use crate::pool::mantel_haenszel;
use crate::safety::three_level::{GroupedEvent, NoPosterior, Prior, ThreeLevel, three_level};

/// The events of a review, as the model takes them.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct GroupedEvents {
    /// The names of the groups, in the order in which the outcomes have them; empty for outcomes without one.
    pub groups: Vec<String>,
    /// The events, in the order of the panel.
    pub events: Vec<EventInGroup>,
    /// Outcomes that trials report and that do not enter, each with the reason.
    pub left_out: Vec<(OutcomeId, NotAnEvent)>,
    /// The share of the posterior between the limits of intervals.
    pub level: ConfidenceLevel,
}

/// An outcome that enters, with its tables.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EventInGroup {
    /// Which outcome.
    pub outcome: OutcomeId,
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

/// The events of the outcomes that trials report.
#[must_use]
pub fn grouped_events(outcomes: &[(&Outcome, &Prepared)], level: ConfidenceLevel) -> GroupedEvents {
    let mut found = GroupedEvents {
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
                    event: GroupedEvent { group, tables },
                });
            }
            Err(reason) => found.left_out.push((outcome.id, reason)),
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
        .filter_map(|row| match &row.data {
            TrialData::Counts(table) => Some(*table).filter(TwoByTwo::is_possible),
            TrialData::PersonTime(_)
            | TrialData::Means(_)
            | TrialData::Proportion(_)
            | TrialData::Estimate { .. } => None,
        })
        .collect();
    if tables.iter().all(TwoByTwo::is_double_zero) {
        return Err(NotAnEvent::NoEvents);
    }
    Ok(tables)
}

impl GroupedEvents {
    /// The posterior of the events, in their order, under the prior of Berry & Berry 2004; told of as it goes on.
    ///
    /// # Errors
    /// Where no event enters, and where there are too many.
    pub fn posterior(&self, watch: &mut dyn FnMut(Progress)) -> Result<ThreeLevel, NoPosterior> {
        let events: Vec<GroupedEvent> = self
            .events
            .iter()
            .map(|event| event.event.clone())
            .collect();
        let level = f64::from(self.level.percent()) / 100.0;
        three_level(&events, &Prior::default(), level, &mut |done, of| {
            watch(Progress { done, of });
        })
    }
}
