use std::sync::Arc;

use proptest::prelude::*;
use trialpool::data::{ArmNumber, OutcomeId, Role, TrialId};
use trialpool::project::{Column, Command, History, Limit, Project, Refused, apply, columns};

use super::{column, done, small_project, typed};

fn order(project: &Project) -> Vec<u32> {
    let trials = project.review.trials.iter();
    trials.map(|trial| trial.id.0).collect()
}

fn sorted(project: &Project, by: Column, descending: bool) -> Vec<u32> {
    order(&done(project, &Command::SortTrials { by, descending }))
}

#[test]
fn trials_are_sorted_by_numbers_as_numbers_and_what_was_not_reported_stays_last() {
    let deaths = column(2, 0, ArmNumber::Events);
    // Six, five, and a trial that does not report deaths.
    assert_eq!(sorted(&small_project(), deaths, false), [11, 10, 12]);
    assert_eq!(sorted(&small_project(), deaths, true), [10, 11, 12]);
    let many = done(&small_project(), &typed(11, deaths, "10"));
    assert_eq!(sorted(&many, deaths, false), [10, 11, 12]);
    let unreadable = done(&small_project(), &typed(10, deaths, "few"));
    assert_eq!(sorted(&unreadable, deaths, false), [11, 10, 12]);
    assert_eq!(sorted(&unreadable, deaths, true), [11, 10, 12]);
}

#[test]
fn names_are_sorted_without_regard_to_capitals() {
    let project = done(&small_project(), &typed(12, Column::Name, "adams 1990"));
    assert_eq!(sorted(&project, Column::Name, false), [12, 10, 11]);
    assert_eq!(sorted(&project, Column::Name, true), [11, 10, 12]);
}

#[test]
fn trials_move_together_and_keep_their_order() {
    let project = small_project();
    let moved = |trials: &[u32], to| {
        let trials = trials.iter().copied().map(TrialId).collect();
        order(&done(&project, &Command::MoveTrials { trials, to }))
    };
    assert_eq!(moved(&[12, 10], 1), [11, 10, 12]);
    assert_eq!(moved(&[12], 0), [12, 10, 11]);
    assert_eq!(moved(&[10], 99), [11, 12, 10]);
    let unknown = Command::MoveTrials {
        trials: vec![TrialId(99)],
        to: 0,
    };
    assert_eq!(
        apply(&project, &unknown),
        Err(Refused::NoSuchTrial(TrialId(99)))
    );
}

#[test]
fn rows_are_inserted_where_they_are_wanted_and_not_beyond_the_limit() {
    let project = small_project();
    let inserted = done(&project, &Command::InsertTrials { at: 1, count: 2 });
    assert_eq!(order(&inserted), [10, 20, 21, 11, 12]);
    assert_eq!(
        apply(
            &project,
            &Command::InsertTrials {
                at: 0,
                count: usize::MAX
            }
        ),
        Err(Refused::TooMuch(Limit::Trials(Limit::TRIALS)))
    );
}

#[test]
fn arms_are_added_named_and_removed_with_their_numbers() {
    let project = small_project();
    let with_arm = done(
        &project,
        &Command::AddArm {
            trials: vec![TrialId(10), TrialId(12)],
            role: Role::Experimental,
            label: " High dose ".into(),
        },
    );
    assert_eq!(with_arm.review.trials[0].arms[2].label, "High dose");
    assert!(Arc::ptr_eq(
        &project.review.trials[1],
        &with_arm.review.trials[1]
    ));
    let of_second = Column::Arm {
        outcome: OutcomeId(1),
        role: Role::Experimental,
        nth: 1,
        number: ArmNumber::Events,
    };
    assert!(columns(&with_arm.review).contains(&of_second));
    let filled = done(&with_arm, &typed(10, of_second, "9"));
    let renamed = done(
        &filled,
        &Command::RenameArm {
            role: Role::Experimental,
            nth: 1,
            label: "Low dose".into(),
        },
    );
    assert_eq!(renamed.review.trials[2].arms[2].label, "Low dose");
    let removed = done(
        &renamed,
        &Command::RemoveArm {
            trials: vec![TrialId(10), TrialId(11), TrialId(12)],
            role: Role::Experimental,
            nth: 1,
        },
    );
    assert_eq!(removed.review, project.review);
    let nobodys = Command::RenameArm {
        role: Role::Control,
        nth: 4,
        label: "Placebo".into(),
    };
    assert_eq!(apply(&project, &nobodys), Err(Refused::NoSuchArm));
}

#[test]
fn removing_the_only_arm_of_a_side_takes_its_numbers() {
    let removed = done(
        &small_project(),
        &Command::RemoveArm {
            trials: vec![TrialId(10)],
            role: Role::Control,
            nth: 0,
        },
    );
    let trial = &removed.review.trials[0];
    assert_eq!(trial.arms.len(), 1);
    assert_eq!(column(1, 1, ArmNumber::Events).number(trial), None);
    assert_eq!(column(1, 0, ArmNumber::Events).number(trial), Some(4.0));
}

proptest! {
    #[test]
    fn sorting_is_a_permutation_that_keeps_equal_trials_in_order_and_undo_takes_it_back(
        project in super::random::project(),
        pick in any::<prop::sample::Index>(),
        descending in any::<bool>(),
    ) {
        let by = *pick.get(&columns(&project.review));
        let mut history = History::new(project);
        let before = history.present().clone();
        let sort = Command::SortTrials { by, descending };
        let changed = history.apply(&sort).unwrap();
        let after = history.present().clone();
        let pointers = |project: &Project| {
            let trials = project.review.trials.iter();
            let mut pointers: Vec<usize> = trials.map(|trial| Arc::as_ptr(trial) as usize).collect();
            pointers.sort_unstable();
            pointers
        };
        prop_assert_eq!(pointers(&before), pointers(&after));
        let position = |id: TrialId| before.review.trials.iter().position(|trial| trial.id == id);
        for pair in after.review.trials.windows(2) {
            if by.content(&pair[0]).0 == by.content(&pair[1]).0 && by.number(&pair[0]) == by.number(&pair[1]) {
                prop_assert!(position(pair[0].id) < position(pair[1].id));
            }
            if let (Some(one), Some(other)) = (by.number(&pair[0]), by.number(&pair[1])) {
                let (first, second) = if descending { (other, one) } else { (one, other) };
                prop_assert!(first <= second);
            }
        }
        // Sorted once is sorted.
        prop_assert!(!history.apply(&sort).unwrap());
        if changed {
            prop_assert!(history.undo());
            prop_assert!(history.present().shares_everything_with(&before));
        }
    }
}
