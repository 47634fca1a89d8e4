//! What the project promises: edits touch nothing else, undo goes all the way back, a saved document opens again.
#![cfg(test)]

mod adding;
mod blocks;
mod carrying;
mod certainty;
mod checklists;
mod comparing;
mod designing;
mod document;
mod editing;
mod embedding;
mod exploring;
mod figures;
mod filling;
mod fixing;
mod flow;
mod judging;
mod leaving_out;
mod naming;
mod panel;
mod pinning;
mod placing;
mod random;
#[path = "../tables/random_cases.rs"]
mod random_cases;
mod rearranging;
mod records;
mod sensitivity;
mod sharing;
mod silences;
mod splitting;
mod swapping;
mod undo;
mod versions;
mod worked;
mod writing;

use std::sync::Arc;

use trialpool::data::{
    ArmId, ArmNumber, Cell, CountEntries, Entry, Outcome, OutcomeId, OutcomeKind, Randomized,
    Record, Review, Role, Trial, TrialId, Values, Window,
};
use trialpool::project::{Column, Command, Project, apply};

/// An outcome that trials report as counts.
fn outcome(id: u32, name: &str) -> Outcome {
    Outcome {
        id: OutcomeId(id),
        name: name.to_owned(),
        kind: OutcomeKind::Counts,
        window: Window::Lasting,
        group: None,
        more_is_worse: true,
        note: String::new(),
    }
}

/// A trial that reports 2×2 tables: (outcome, [events, total, events, total]).
fn trial(id: u32, name: &str, tables: &[(u32, [u64; 4])]) -> Trial {
    let mut trial = Trial::two_armed(TrialId(id), name);
    trial.randomized = Randomized::Yes;
    for (outcome, table) in tables {
        let arms =
            [(0, table[0], table[1]), (1, table[2], table[3])].map(|(arm, events, total)| {
                let entries = CountEntries {
                    events: Entry::reported(events),
                    total: Entry::reported(total),
                    lost: Entry::not_reported(),
                };
                (ArmId(arm), entries)
            });
        let record = Record {
            values: Values::Counts(arms.into()),
            time_point: String::new(),
            source: String::new(),
            note: String::new(),
            others: None,
        };
        trial.records.insert(OutcomeId(*outcome), record);
    }
    trial
}

/// Two outcomes (1 fever, 2 deaths) and three trials (10, 11, 12); the third reports fever only.
fn small_review() -> Review {
    Review {
        title: "A small review".into(),
        experimental_label: "MSC".into(),
        control_label: "Control".into(),
        outcomes: vec![
            Arc::new(outcome(1, "Fever")),
            Arc::new(outcome(2, "Deaths")),
        ],
        trials: vec![
            Arc::new(trial(
                10,
                "Adams 2019",
                &[(1, [4, 30, 1, 31]), (2, [6, 30, 9, 31])],
            )),
            Arc::new(trial(
                11,
                "Brown 2020",
                &[(1, [2, 24, 2, 25]), (2, [5, 24, 7, 25])],
            )),
            Arc::new(trial(12, "Clark 2021", &[(1, [1, 12, 0, 12])])),
        ],
        comparisons: Vec::new(),
        next_id: 20,
        ..Review::default()
    }
}

fn small_project() -> Project {
    Project::of(small_review())
}

/// The column of a number of an arm: 0 is the experimental one, 1 the control.
fn column(outcome: u32, arm: u32, number: ArmNumber) -> Column {
    Column::Arm {
        outcome: OutcomeId(outcome),
        role: [Role::Experimental, Role::Control][arm as usize],
        nth: 0,
        number,
    }
}

/// The column of a part of an estimate.
fn estimate(outcome: u32, cell: Cell) -> Column {
    Column::Estimate {
        outcome: OutcomeId(outcome),
        cell,
    }
}

/// Types into one cell.
fn typed(trial: u32, column: Column, text: &str) -> Command {
    Command::Write {
        trials: vec![TrialId(trial)],
        columns: vec![column],
        lines: vec![vec![text.to_owned()]],
    }
}

fn type_events(trial: u32, outcome: u32, arm: u32, text: &str) -> Command {
    typed(trial, column(outcome, arm, ArmNumber::Events), text)
}

fn done(project: &Project, command: &Command) -> Project {
    apply(project, command).expect("the edit fits the project")
}
