use trialpool::analysis::prepare;
use trialpool::data::{OutcomeKind, Settings, TrialId};
use trialpool::project::{Command, History, Project, Refused, SameTrial, pin_proposals};

use super::{small_project, small_review, type_events};

#[test]
fn undo_goes_all_the_way_back_and_redo_all_the_way_forward() {
    let mut history = History::new(Project::default());
    let start = history.present().clone();
    let mut values = vec![start.clone()];
    history
        .apply(&Command::Replace(Box::new(small_review())))
        .unwrap();
    values.push(history.present().clone());
    for number in 0..300 {
        history.settle();
        history
            .apply(&type_events(10, 1, 0, &(number % 29).to_string()))
            .unwrap();
        values.push(history.present().clone());
    }
    assert_eq!(history.steps() + 1, values.len());
    for expected in values.iter().rev().skip(1) {
        assert!(history.undo());
        assert_eq!(history.present(), expected);
    }
    assert!(!history.undo());
    assert_eq!(history.present(), &start);
    for expected in values.iter().skip(1) {
        assert!(history.redo());
        assert_eq!(history.present(), expected);
    }
    assert!(!history.redo());
}

#[test]
fn undo_reaches_as_far_back_as_it_says_and_keeps_what_was_typed_before() {
    let mut history = History::new(small_project());
    let typed = |number: usize| type_events(10, 1, 0, &number.to_string());
    for number in 0..History::STEPS + 5 {
        history.settle();
        history.apply(&typed(number)).unwrap();
    }
    assert_eq!(history.steps(), History::STEPS);
    while history.undo() {}
    // The five oldest steps can no longer be undone: what they typed is there.
    let mut left = History::new(small_project());
    left.apply(&typed(4)).unwrap();
    assert_eq!(history.present(), left.present());
    while history.redo() {}
    assert_eq!(history.steps(), History::STEPS);
}

#[test]
fn undo_gives_back_the_very_values_that_were_there() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    history.apply(&type_events(10, 1, 0, "7")).unwrap();
    history.undo();
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn a_number_typed_digit_by_digit_is_one_step_until_the_cell_is_left() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    for typed in ["", "1", "12"] {
        history.apply(&type_events(10, 1, 0, typed)).unwrap();
    }
    assert_eq!(history.steps(), 1);
    history.settle();
    history.apply(&type_events(10, 1, 0, "13")).unwrap();
    assert_eq!(history.steps(), 2);
    history.apply(&type_events(11, 1, 0, "5")).unwrap();
    assert_eq!(history.steps(), 3);
    for _ in 0..3 {
        history.undo();
    }
    assert_eq!(history.present(), &before);
}

#[test]
fn typing_back_what_stood_there_leaves_no_step() {
    let mut history = History::new(small_project());
    history.apply(&type_events(10, 1, 0, "44")).unwrap();
    history.apply(&type_events(10, 1, 0, "4")).unwrap();
    assert_eq!(history.steps(), 0);
    assert!(history.apply(&type_events(10, 1, 0, "4")) == Ok(false));
}

#[test]
fn an_edit_after_undo_ends_what_could_be_redone() {
    let mut history = History::new(small_project());
    history.apply(&type_events(10, 1, 0, "7")).unwrap();
    history.undo();
    history.apply(&type_events(11, 1, 0, "8")).unwrap();
    assert!(!history.redo());
}

#[test]
fn a_refused_edit_changes_nothing_and_makes_no_step() {
    let mut history = History::new(small_project());
    let before = history.present().clone();
    assert_eq!(
        history.apply(&type_events(99, 1, 0, "1")),
        Err(Refused::NoSuchTrial(TrialId(99)))
    );
    assert_eq!(history.steps(), 0);
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn typing_that_begins_with_what_stands_there_is_a_step_of_its_own() {
    let mut history = History::new(Project::default());
    history
        .apply(&Command::Replace(Box::new(small_review())))
        .unwrap();
    let before = history.present().clone();
    // Four stands there: the first key changes nothing.
    assert_eq!(history.apply(&type_events(10, 1, 0, "4")), Ok(false));
    assert_eq!(history.apply(&type_events(10, 1, 0, "44")), Ok(true));
    let events = super::column(1, 0, trialpool::data::ArmNumber::Events);
    assert_eq!(
        events.number(&history.present().review.trials[0]),
        Some(44.0)
    );
    assert_eq!(history.steps(), 2);
    assert!(history.undo());
    assert!(history.present().shares_everything_with(&before));
}

#[test]
fn a_step_says_what_it_would_take_back() {
    let mut history = History::new(small_project());
    assert_eq!(history.undo_label(), None);
    history.apply(&type_events(10, 1, 0, "7")).unwrap();
    let label = Some("fever of Adams 2019");
    assert_eq!(history.undo_label(), label);
    history.undo();
    assert_eq!(history.redo_label(), label);
    history
        .apply(&Command::RemoveTrials(vec![TrialId(11)]))
        .unwrap();
    assert_eq!(history.undo_label(), Some("remove Brown 2020"));
}

#[test]
fn the_first_value_has_its_proposals_pinned_and_cannot_be_undone() {
    let mut history = History::new(small_project());
    assert_eq!(history.present(), &pin_proposals(small_project()));
    assert!(!history.undo());
}

#[test]
fn numbers_of_every_kind_are_added_taken_back_and_done_again() {
    let table = "\
        Trial,Falls events MSC,Falls person-years MSC,Falls events Control,Falls person-years Control,\
        Weight mean MSC,Weight SD MSC,Weight n MSC,Weight mean Control,Weight SD Control,Weight n Control,\
        Ectopic tissue events single arm,Ectopic tissue total single arm\n\
        Adams 2019,3,412.5,0,398,-1.5,0.4,20,0,0.5,21,0,40\n\
        Evans 2023,1,88,2,90,-1,0.6,12,-0.5,0.5,12,1,12\n";
    let added = trialpool::read::table(table, &trialpool::read::Choices::default()).review;
    let kinds = [
        OutcomeKind::PersonTime,
        OutcomeKind::Means,
        OutcomeKind::Proportions,
    ];
    let mut history = History::new(small_project());
    let before = history.present().clone();
    let append = Command::Append {
        review: Box::new(added),
        same_trial: SameTrial::FillGaps,
    };
    history.apply(&append).unwrap();
    let review = &history.present().review;
    assert_eq!(review.trials.len(), before.review.trials.len() + 1);
    let outcomes: Vec<_> = review.outcomes.iter().skip(2).cloned().collect();
    assert_eq!(
        outcomes.iter().map(|added| added.kind).collect::<Vec<_>>(),
        kinds
    );
    for outcome in &outcomes {
        let prepared = prepare(review, &Settings::default(), outcome.id).unwrap();
        assert_eq!(prepared.request.trials.len(), 2, "{}", outcome.name);
    }
    let after = history.present().clone();
    assert!(history.undo());
    assert!(history.present().shares_everything_with(&before));
    assert!(history.redo());
    assert_eq!(history.present(), &after);
}
