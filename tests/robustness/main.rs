//! How an answer holds: with the people lost counted in, with events moved, with a trial more.
#![cfg(test)]

mod dose_response;
mod dose_trials;
mod earlier_prior;
mod follow_up_rates;
mod fragility;
mod lost;
mod next_trial;
#[path = "../tables/random_cases.rs"]
mod random_cases;
mod reading_lost;
mod regression;
mod sequential;
mod several_numbers;

use std::collections::BTreeMap;
use std::sync::Arc;

use trialpool::analysis::{Prepared, Response, answer, prepare};
use trialpool::data::{
    ArmId, CountEntries, Entry, Outcome, OutcomeId, OutcomeKind, Plan, Record, Review, Settings,
    Trial, TrialId, Values,
};

/// The only outcome of the reviews of these tests.
const OUTCOME: OutcomeId = OutcomeId(1);

/// People with the event, analysed and lost of one arm.
type Arm = (u64, u64, u64);

/// A review of these trials; nobody lost is a number that was not given.
fn review(trials: &[(Arm, Arm)]) -> Review {
    let entries = |(events, total, lost): Arm| CountEntries {
        events: Entry::reported(events),
        total: Entry::reported(total),
        lost: if lost == 0 {
            Entry::not_reported()
        } else {
            Entry::reported(lost)
        },
    };
    let trial = |(nth, (experimental, control)): (usize, &(Arm, Arm))| {
        let id = TrialId(u32::try_from(nth).unwrap_or(u32::MAX) + 10);
        let mut trial = Trial::two_armed(id, format!("Trial {}", nth + 1));
        let arms = [
            (ArmId(0), entries(*experimental)),
            (ArmId(1), entries(*control)),
        ];
        trial.records.insert(
            OUTCOME,
            Record {
                values: Values::Counts(BTreeMap::from(arms)),
                time_point: String::new(),
                source: String::new(),
                note: String::new(),
                others: None,
            },
        );
        Arc::new(trial)
    };
    Review {
        title: "People lost".to_owned(),
        experimental_label: "MSC".to_owned(),
        control_label: "Control".to_owned(),
        outcomes: vec![Arc::new(Outcome::new(
            OUTCOME,
            "Death".to_owned(),
            OutcomeKind::Counts,
        ))],
        trials: trials.iter().enumerate().map(trial).collect(),
        next_id: 10 + u32::try_from(trials.len()).unwrap_or_default(),
        ..Review::default()
    }
}

/// The outcome prepared and answered by this plan.
fn answered(review: &Review, plan: Plan) -> (Settings, Prepared, Response) {
    let mut settings = Settings::default();
    settings.plans.insert(OUTCOME, plan);
    let prepared = prepare(review, &settings, OUTCOME).unwrap();
    let response = answer(&prepared.request);
    (settings, prepared, response)
}
