//! People who were randomized and of whom nobody knows whether they had the event: where their number may come from, and what
//! may be assumed of them.

use serde::{Deserialize, Serialize};

use super::randomized_people::randomized_of;
use super::{ArmId, Cell, Outcome, OutcomeKind, Review, TrialId, Values};

/// What is assumed of the people lost.
///
/// The first five take them for people who had the event or had it not, as Higgins, White and Wood (2008, Clinical Trials
/// 5:225) sort such assumptions; the sixth says how far their odds are from those of the people who were analysed.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum LostAssumption {
    /// Nobody lost had the event.
    Nobody,
    /// Everybody lost had it.
    Everybody,
    /// Those lost from the control arms alone had it: the case in which the experimental arms come off with fewest events.
    ControlAlone,
    /// Those lost from the experimental arms alone had it.
    ExperimentalAlone,
    /// Those lost from either arm had the risk of the control arm of their trial.
    AsControl,
    /// The odds of the event among those lost are so many times those among the people analysed, in the experimental and in the
    /// control arms (informative missingness odds ratios).
    Odds([f64; 2]),
    /// Anything may be so: the effects stay those of the people analysed, and a trial weighs the less the further apart its two
    /// extremes are (Gamble and Hollis 2005).
    Uncertain,
}

impl LostAssumption {
    /// Whether those lost from an experimental (`true`) or a control arm had the event; `None` where that is not a matter of
    /// yes or no.
    #[must_use]
    pub fn had_it(self, is_experimental: bool) -> Option<bool> {
        match self {
            Self::Nobody => Some(false),
            Self::Everybody => Some(true),
            Self::ControlAlone => Some(!is_experimental),
            Self::ExperimentalAlone => Some(is_experimental),
            Self::AsControl | Self::Odds(_) | Self::Uncertain => None,
        }
    }
}

/// The number of people lost from an arm, as a column of people randomized and the total of the outcome suggest it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LostOffer {
    /// In which trial.
    pub trial: TrialId,
    /// From which arm.
    pub arm: ArmId,
    /// How many.
    pub lost: u64,
    /// The head of the column that says how many were randomized.
    pub by: String,
}

/// Whether the arms of an outcome are asked for the people lost: somebody asks, or a trial gives them.
pub(super) fn asks_for_lost(review: &Review, outcome: &Outcome) -> bool {
    outcome.kind == OutcomeKind::Counts
        && (review.asked_for_lost.contains(&outcome.id) || gives_lost(review, outcome))
}

fn gives_lost(review: &Review, outcome: &Outcome) -> bool {
    review.trials.iter().any(|trial| {
        let record = trial.records.get(&outcome.id);
        record.is_some_and(|record| match &record.values {
            Values::Counts(arms) => arms.values().any(|entries| !entries.lost.is_blank()),
            Values::PersonTime(_) | Values::Means(_) | Values::Estimate(_) => false,
        })
    })
}

/// The people lost that a kept column suggests: where it says how many were randomized to an arm, and the total of the outcome is
/// less. Arms whose number was typed already are not among them, nor are trials of which any arm has more people than were
/// randomized, of clusters, or in which people crossed over: their column counts something else.
#[must_use]
pub fn lost_offers(review: &Review, outcome: &Outcome) -> Vec<LostOffer> {
    if outcome.kind != OutcomeKind::Counts {
        return Vec::new();
    }
    let trials = review.trials.iter();
    trials
        .filter(|trial| trial.design.is_none())
        .flat_map(|trial| {
            let Some(record) = trial.records.get(&outcome.id) else {
                return Vec::new();
            };
            let mut offers = Vec::new();
            for (arm, randomized, by) in randomized_of(review, trial) {
                let Some(total) = record.values.count(Cell::Total(arm)) else {
                    continue;
                };
                let Some(lost) = randomized.checked_sub(total) else {
                    return Vec::new();
                };
                let is_open = record.values.entry(Cell::Lost(arm)).is_none();
                let is_known = offers.iter().any(|offer: &LostOffer| offer.arm == arm);
                if lost > 0 && is_open && !is_known {
                    offers.push(LostOffer {
                        trial: trial.id,
                        arm,
                        lost,
                        by: by.to_owned(),
                    });
                }
            }
            offers
        })
        .collect()
}
