use trialpool::data::{OutcomeId, Review, TrialId, Values};
use trialpool::project::{Command, Project, SameTrial, overlap};

use std::sync::Arc;

use super::{done, outcome, small_project, trial};

/// Deaths and strokes under identifiers of its own; one trial is in the small review too, with other numbers.
fn more_trials() -> Review {
    Review {
        title: "More".into(),
        outcomes: vec![
            Arc::new(outcome(7, "deaths ")),
            Arc::new(outcome(1, "Stroke")),
        ],
        trials: vec![
            Arc::new(trial(
                10,
                "brown  2020",
                &[(7, [4, 24, 7, 25]), (1, [0, 24, 1, 25])],
            )),
            Arc::new(trial(5, "Evans 2023", &[(7, [1, 50, 2, 50])])),
        ],
        comparisons: Vec::new(),
        next_id: 11,
        ..Review::default()
    }
}

fn added(same_trial: SameTrial) -> Project {
    let command = Command::Append {
        review: Box::new(more_trials()),
        same_trial,
    };
    done(&small_project(), &command)
}

fn deaths(project: &Project, position: usize) -> Vec<Option<u64>> {
    match &project.review.trials[position]
        .records
        .get(&OutcomeId(2))
        .unwrap()
        .values
    {
        Values::Counts(arms) => arms
            .values()
            .map(|entries| entries.events.value())
            .collect(),
        _ => Vec::new(),
    }
}

#[test]
fn what_both_have_is_told_before_anything_is_added() {
    let project = small_project();
    let overlap = overlap(&project.review, &more_trials());
    assert_eq!(overlap.new_trials, 1);
    assert_eq!(overlap.same_trials, [TrialId(11)]);
    assert_eq!(overlap.new_outcomes, ["Stroke"]);
    assert_eq!(overlap.conflicts, [(TrialId(11), OutcomeId(2))]);
    assert_eq!(project, small_project());
}

#[test]
fn outcomes_match_by_name_and_new_ones_are_given_identifiers_of_this_review() {
    let project = added(SameTrial::FillGaps);
    let names: Vec<&str> = project
        .review
        .outcomes
        .iter()
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(names, ["Fever", "Deaths", "Stroke"]);
    assert!(project.review.outcomes[2].id >= OutcomeId(20));
    assert_eq!(project.review.title, "A small review");
}

#[test]
fn the_same_trial_is_filled_overwritten_or_put_beside_by_the_users_word() {
    let filled = added(SameTrial::FillGaps);
    assert_eq!(filled.review.trials.len(), 4);
    assert_eq!(deaths(&filled, 1), [Some(5), Some(7)]);
    let stroke = filled.review.outcomes[2].id;
    assert!(filled.review.trials[1].records.contains_key(&stroke));

    let overwritten = added(SameTrial::Overwrite);
    assert_eq!(overwritten.review.trials.len(), 4);
    assert_eq!(deaths(&overwritten, 1), [Some(4), Some(7)]);

    let beside = added(SameTrial::AddBeside);
    assert_eq!(beside.review.trials.len(), 5);
    assert_eq!(deaths(&beside, 1), [Some(5), Some(7)]);
    assert_eq!(beside.review.trials[3].name, "brown  2020");
}

#[test]
fn trials_that_are_not_concerned_stay_the_same_values() {
    let before = small_project();
    let command = Command::Append {
        review: Box::new(more_trials()),
        same_trial: SameTrial::FillGaps,
    };
    let after = done(&before, &command);
    for position in [0, 2] {
        assert!(Arc::ptr_eq(
            &before.review.trials[position],
            &after.review.trials[position]
        ));
    }
}
