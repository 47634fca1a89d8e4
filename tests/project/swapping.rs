//! The two sides of the comparison are exchanged in one step.

use trialpool::data::{OutcomeKind, Role, Scale};
use trialpool::project::{Command, History, Project, Refused, apply};

use super::{outcome, small_review};

fn project() -> Project {
    Project {
        review: small_review(),
        ..Project::default()
    }
}

#[test]
fn exchanged_sides_turn_every_trial_and_the_names_round_and_one_step_back_undoes_it() {
    let before = project();
    let after = apply(&before, &Command::SwapSides).unwrap();
    assert_eq!(after.review.experimental_label, "Control");
    assert_eq!(after.review.control_label, "MSC");
    for (old, new) in before.review.trials.iter().zip(&after.review.trials) {
        assert_eq!(old.records, new.records);
        let roles: Vec<Role> = new.arms.iter().map(|arm| arm.role).collect();
        assert_eq!(roles, [Role::Control, Role::Experimental]);
    }
    assert_eq!(
        apply(&after, &Command::SwapSides).unwrap().review,
        before.review
    );
    let mut history = History::new(before.clone());
    history.apply(&Command::SwapSides).unwrap();
    history.undo();
    assert_eq!(history.present().review, before.review);
}

#[test]
fn estimates_are_not_turned_round() {
    for kind in [
        OutcomeKind::Estimates(Scale::Ratio),
        OutcomeKind::Proportions,
    ] {
        let mut project = project();
        let mut third = outcome(3, "Pooled elsewhere");
        third.kind = kind;
        project.review.outcomes.push(std::sync::Arc::new(third));
        assert!(matches!(
            apply(&project, &Command::SwapSides),
            Err(Refused::HasNoTwoSides(_))
        ));
    }
}
