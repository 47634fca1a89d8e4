//! A trial is left out of the pools as an act of the review: with its reason, of one outcome or of all, undone in one step;
//! what it reported stays true.

use std::collections::BTreeSet;

use proptest::prelude::*;
use trialpool::analysis::{LeftOut, Prepared, answer, prepare};
use trialpool::data::{Entry, OutcomeId, Randomized, TrialId};
use trialpool::project::{Command, History, Project, Refused, apply, restore, save};

use super::{done, small_project, type_events};

const FEVER: OutcomeId = OutcomeId(1);
const DEATHS: OutcomeId = OutcomeId(2);

fn leave_out(trials: &[u32], outcome: Option<OutcomeId>, reason: &str) -> Command {
    Command::LeaveOut {
        trials: trials.iter().copied().map(TrialId).collect(),
        outcome,
        reason: reason.into(),
    }
}

fn bring_back(trials: &[u32], outcome: Option<OutcomeId>) -> Command {
    Command::BringBack {
        trials: trials.iter().copied().map(TrialId).collect(),
        outcome,
    }
}

fn of(project: &Project, outcome: OutcomeId) -> Prepared {
    prepare(&project.review, &project.settings, outcome).unwrap()
}

fn rows(project: &Project, outcome: OutcomeId) -> Vec<u32> {
    of(project, outcome)
        .rows
        .iter()
        .map(|trial| trial.0)
        .collect()
}

#[test]
fn a_trial_is_left_out_of_one_outcome_and_stays_in_the_others() {
    let project = done(
        &small_project(),
        &leave_out(&[10], Some(FEVER), " Counted fits, not people "),
    );
    assert_eq!(rows(&project, FEVER), [11, 12]);
    assert_eq!(rows(&project, DEATHS), [10, 11]);
    let fever = of(&project, FEVER);
    assert_eq!(fever.left_out, [(TrialId(10), LeftOut::ByReviewers)]);
    assert_eq!(
        fever.reason_for(TrialId(10)),
        Some("Counted fits, not people")
    );
    // It reported all the same: three of three did.
    assert_eq!((fever.reported(), fever.included), (3, 3));
    assert_eq!(of(&project, DEATHS).reported(), 2);
}

#[test]
fn what_is_left_out_does_not_enter_the_pool() {
    let project = small_project();
    let left_out = done(&project, &leave_out(&[12], Some(FEVER), "too short"));
    let removed = done(&project, &Command::RemoveTrials(vec![TrialId(12)]));
    assert_eq!(
        answer(&of(&left_out, FEVER).request),
        answer(&of(&removed, FEVER).request)
    );
}

#[test]
fn a_trial_left_out_of_all_is_narrowed_to_one_outcome_and_the_other_way_round() {
    let everywhere = done(
        &small_project(),
        &leave_out(&[10], None, "High risk of bias"),
    );
    assert_eq!(rows(&everywhere, FEVER), [11, 12]);
    assert_eq!(rows(&everywhere, DEATHS), [11]);
    let narrowed = done(
        &everywhere,
        &leave_out(&[10], Some(DEATHS), "No deaths sought"),
    );
    assert_eq!(rows(&narrowed, FEVER), [10, 11, 12]);
    assert_eq!(rows(&narrowed, DEATHS), [11]);
    let again = done(&narrowed, &leave_out(&[10], None, "High risk of bias"));
    assert_eq!(again, everywhere);
}

#[test]
fn trials_are_brought_back_into_one_pool_or_into_all() {
    let mut project = small_project();
    for command in [
        leave_out(&[10], Some(FEVER), "a"),
        leave_out(&[10], Some(DEATHS), "b"),
        leave_out(&[11], None, ""),
    ] {
        project = done(&project, &command);
    }
    assert_eq!(rows(&project, FEVER), [12]);
    let fever = done(&project, &bring_back(&[10, 11], Some(FEVER)));
    assert_eq!(rows(&fever, FEVER), [10, 11, 12]);
    assert_eq!(rows(&fever, DEATHS), [11]);
    let all = project.settings.all_left_out();
    assert_eq!(all, BTreeSet::from([TrialId(10), TrialId(11)]));
    assert_eq!(
        done(&project, &bring_back(&[10, 11], None)),
        small_project()
    );
}

#[test]
fn what_is_not_there_is_refused_and_removed_things_are_forgotten() {
    let project = small_project();
    assert_eq!(
        apply(&project, &leave_out(&[99], None, "x")),
        Err(Refused::NoSuchTrial(TrialId(99)))
    );
    assert_eq!(
        apply(&project, &leave_out(&[10], Some(OutcomeId(9)), "x")),
        Err(Refused::NoSuchOutcome(OutcomeId(9)))
    );
    let left_out = done(
        &done(&project, &leave_out(&[10, 11], Some(FEVER), "x")),
        &leave_out(&[12], None, "y"),
    );
    let without_trial = done(&left_out, &Command::RemoveTrials(vec![TrialId(12)]));
    assert_eq!(without_trial.settings.all_left_out().len(), 2);
    let without_outcome = done(&left_out, &Command::RemoveOutcome(FEVER));
    assert_eq!(
        without_outcome.settings.all_left_out(),
        BTreeSet::from([TrialId(12)])
    );
}

#[test]
fn a_trial_that_would_not_be_pooled_anyway_is_not_counted_as_one_that_reported() {
    let mut project = done(&small_project(), &type_events(10, 1, 0, "many"));
    project = done(&project, &leave_out(&[10], Some(FEVER), "x"));
    let fever = of(&project, FEVER);
    assert_eq!((fever.reported(), fever.excluded.len()), (2, 1));
    let trial = std::sync::Arc::make_mut(&mut project.review.trials[1]);
    trial.randomized = Randomized::No;
    trial.year = Entry::not_reported();
    project = done(&project, &leave_out(&[11], None, "x"));
    let fever = of(&project, FEVER);
    assert_eq!((fever.reported(), fever.included), (1, 2));
}

#[test]
fn the_step_says_what_was_left_out_and_of_what() {
    let mut history = History::new(small_project());
    history.apply(&leave_out(&[10], Some(FEVER), "x")).unwrap();
    assert_eq!(history.undo_label(), Some("leave Adams 2019 out of fever"));
    history.apply(&leave_out(&[11, 12], None, "y")).unwrap();
    assert_eq!(history.undo_label(), Some("leave out 2 trials"));
    history.apply(&bring_back(&[11], None)).unwrap();
    assert_eq!(history.undo_label(), Some("bring back Brown 2020"));
}

proptest! {
    #[test]
    fn leaving_out_and_bringing_back_is_undone_to_the_very_values_and_keeps_who_reported(
        project in super::random::project(),
        acts in prop::collection::vec(
            (any::<prop::sample::Index>(), any::<prop::sample::Index>(), any::<[bool; 2]>(), "[a-z]{0,3}"),
            1..6,
        ),
    ) {
        let mut history = History::new(project);
        let review = history.present().review.clone();
        if review.trials.is_empty() {
            return Ok(());
        }
        let everybody = |project: &Project, outcome: OutcomeId| {
            let mut settings = project.settings.clone();
            let all = settings.all_left_out();
            settings.bring_back(&all, None);
            prepare(&project.review, &settings, outcome).unwrap()
        };
        for (trial, outcome, [one, back], reason) in acts {
            let trials = vec![review.trials[trial.index(review.trials.len())].id];
            let outcome = (one && !review.outcomes.is_empty())
                .then(|| review.outcomes[outcome.index(review.outcomes.len())].id);
            let before = history.present().clone();
            let command = if back {
                Command::BringBack { trials, outcome }
            } else {
                Command::LeaveOut { trials, outcome, reason }
            };
            let changed = history.apply(&command).unwrap();
            let after = history.present().clone();
            prop_assert_eq!(&restore(&save(&after)).unwrap().project, &after);
            for outcome in &review.outcomes {
                let (now, whole) = (of(&after, outcome.id), everybody(&after, outcome.id));
                prop_assert_eq!(now.included, whole.included);
                let out: BTreeSet<TrialId> = after.settings.left_out_of(outcome.id).into_keys().collect();
                prop_assert!(now.rows.iter().all(|row| !out.contains(row)));
                // Of trials entered twice one is pooled: where that is left out, the other enters, and both are counted.
                let twice = whole.left_out.iter().any(|(_, reason)| *reason == LeftOut::Repeated);
                prop_assert!(twice || now.reported() == whole.rows.len());
            }
            if changed {
                history.undo();
                prop_assert!(history.present().shares_everything_with(&before));
                history.redo();
                prop_assert!(history.present().shares_everything_with(&after));
            }
        }
    }
}
