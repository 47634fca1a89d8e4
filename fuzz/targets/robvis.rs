//! Tables of judgements, and the trials that they mean.
#![no_main]

use std::sync::Arc;

use libfuzzer_sys::fuzz_target;
use trialpool::data::{Meant, Review, Trial, TrialId, trials_meant};
use trialpool::project::{Command, Project, apply};
use trialpool::read::robvis::{recognise, table};
use trialpool_fuzz::look_at;

fuzz_target!(|text: &str| {
    let _ = recognise(text);
    let Ok(read) = table(text) else { return };
    let names: Vec<String> = read.rows.iter().map(|row| row.trial.clone()).collect();
    // Every other name is that of a trial; the rest are looked for among them.
    let trials = (0..).zip(names.iter().step_by(2));
    let review = Review {
        trials: trials
            .map(|(id, name)| Arc::new(Trial::two_armed(TrialId(id), name.as_str())))
            .collect(),
        comparisons: Vec::new(),
        next_id: u32::try_from(names.len()).expect("a short text"),
        ..Review::default()
    };
    let meant: Vec<Option<TrialId>> = trials_meant(&review, &names)
        .into_iter()
        .map(|meant| match meant {
            Meant::Exactly(trial) | Meant::Near { trial, .. } => Some(trial),
            Meant::Nobody => None,
        })
        .collect();
    let judged = Command::SetRiskOfBias(Some(Arc::new(read.of_trials(&meant))));
    if let Ok(project) = apply(&Project::of(review), &judged) {
        look_at(&project.review);
    }
});
