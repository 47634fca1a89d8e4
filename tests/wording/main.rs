//! What the program says: names, sentences, problems, and the words that it never uses.
#![cfg(test)]

mod agreement;
#[path = "../tables/bcg.rs"]
mod bcg;
mod certainty;
mod downloads;
mod examples;
mod exclusions;
mod explored;
mod exposure;
mod files;
mod findings;
mod flow;
mod interface;
mod mark_details;
mod names;
mod paragraphs;
mod problems;
mod quality;
#[path = "../tables/random_cases.rs"]
mod random_cases;
mod registry;
mod sensitivity;
mod sentences;
mod taken;
mod verdicts;
mod versions;
mod vocabulary;

use std::sync::Arc;

use trialpool::analysis::{Prepared, Response, answer, prepare};
use trialpool::data::{
    ArmId, CountEntries, Entry, Outcome, OutcomeId, OutcomeKind, Plan, Record, Review, Settings,
    Trial, TrialId, Values, Window,
};

/// A review of one outcome with a 2×2 table a trial: events and total of the experimental arm, then of the control arm.
fn review(outcome: &str, tables: &[[u64; 4]]) -> Review {
    let trials = tables.iter().zip(1..).map(|(table, number)| {
        let mut trial = Trial::two_armed(TrialId(number), format!("Trial {number}"));
        let arms =
            [(0, table[0], table[1]), (1, table[2], table[3])].map(|(arm, events, total)| {
                let entries = CountEntries {
                    events: Entry::reported(events),
                    total: Entry::reported(total),
                    lost: Entry::not_reported(),
                };
                (ArmId(arm), entries)
            });
        trial.records.insert(
            OutcomeId(0),
            Record {
                values: Values::Counts(arms.into()),
                time_point: String::new(),
                source: String::new(),
                note: String::new(),
                others: None,
            },
        );
        Arc::new(trial)
    });
    Review {
        title: "A review".into(),
        experimental_label: "MSC".into(),
        control_label: "Control".into(),
        outcomes: vec![Arc::new(Outcome {
            id: OutcomeId(0),
            name: outcome.into(),
            kind: OutcomeKind::Counts,
            window: Window::Lasting,
            group: None,
            more_is_worse: true,
            note: String::new(),
        })],
        trials: trials.collect(),
        comparisons: Vec::new(),
        next_id: 1_000,
        ..Review::default()
    }
}

/// The first outcome of a review, answered by its proposal or by a plan.
fn answered(review: &Review, plan: Option<Plan>) -> (Prepared, Response) {
    let mut settings = Settings::default();
    if let Some(plan) = plan {
        settings.plans.insert(OutcomeId(0), plan);
    }
    let mut prepared = prepare(review, &settings, OutcomeId(0)).expect("the outcome is there");
    prepared.request.compare = true;
    let response = answer(&prepared.request);
    (prepared, response)
}
