//! Which arms are compared is one step, and a review keeps several comparisons.

use std::sync::Arc;

use trialpool::data::{Arm, ArmId, ComparedArms, OutcomeKind, Role, Scale, arm_key, named_arms};
use trialpool::project::{Command, History, Project, Refused, apply, restore, save};

use super::{outcome, small_review};

/// A review whose trials each have two doses and a placebo, in the order in which they are given.
fn of_doses() -> Project {
    let mut review = small_review();
    review.experimental_label = "Low dose".into();
    review.control_label = "Placebo".into();
    for trial in &mut review.trials {
        let trial = Arc::make_mut(trial);
        for arm in &mut trial.arms {
            arm.label.clear();
        }
        trial.arms.push(Arm {
            id: ArmId(7),
            label: "High dose".into(),
            role: Role::Ignored,
        });
    }
    Project {
        review,
        ..Project::default()
    }
}

fn compared(experimental: &str, control: &str, sides: &[(&str, Role)]) -> ComparedArms {
    ComparedArms {
        experimental_label: experimental.into(),
        control_label: control.into(),
        sides: sides
            .iter()
            .map(|(arm, role)| (arm_key(arm), *role))
            .collect(),
    }
}

fn sides(project: &Project) -> Vec<(String, Option<Role>)> {
    let arms = named_arms(&project.review).into_iter();
    arms.map(|arm| (arm.label, arm.role)).collect()
}

#[test]
fn another_comparison_moves_every_arm_by_its_name_and_one_step_back_undoes_it() {
    let before = of_doses();
    let doses = compared(
        "High dose",
        "Low dose",
        &[
            ("HIGH DOSE", Role::Experimental),
            ("low dose", Role::Control),
        ],
    );
    let mut history = History::new(before.clone());
    assert_eq!(history.apply(&Command::Compare(doses.clone())), Ok(true));
    assert_eq!(
        sides(history.present()),
        [
            ("Low dose".to_owned(), Some(Role::Control)),
            ("Placebo".to_owned(), Some(Role::Ignored)),
            ("High dose".to_owned(), Some(Role::Experimental)),
        ]
    );
    for (old, new) in before
        .review
        .trials
        .iter()
        .zip(&history.present().review.trials)
    {
        assert_eq!(old.records, new.records, "no number moves");
    }
    assert_eq!(
        history.apply(&Command::Compare(doses)),
        Ok(false),
        "the same again is no step"
    );
    history.undo();
    assert_eq!(history.present().review, before.review);
}

#[test]
fn several_arms_on_one_side_are_told_apart_when_the_comparison_changes_back() {
    let all = compared(
        "Either dose",
        "Placebo",
        &[
            ("low dose", Role::Experimental),
            ("high dose", Role::Experimental),
            ("placebo", Role::Control),
        ],
    );
    let low = ComparedArms::of(&of_doses().review);
    let mut project = apply(&of_doses(), &Command::Compare(all)).unwrap();
    project = apply(&project, &Command::Compare(low)).unwrap();
    assert_eq!(sides(&project), sides(&of_doses()));
}

#[test]
fn kept_comparisons_are_saved_found_again_and_follow_an_arm_to_its_new_name() {
    let mut project = apply(&of_doses(), &Command::KeepComparison).unwrap();
    project = apply(&project, &Command::KeepComparison).unwrap();
    assert_eq!(project.review.comparisons.len(), 1, "the same arms once");
    let doses = compared(
        "High dose",
        "Low dose",
        &[
            ("high dose", Role::Experimental),
            ("low dose", Role::Control),
        ],
    );
    project = apply(&project, &Command::Compare(doses)).unwrap();
    project = apply(&project, &Command::KeepComparison).unwrap();
    project = apply(
        &project,
        &Command::RenameArm {
            role: Role::Experimental,
            nth: 0,
            label: "10 million cells".into(),
        },
    )
    .unwrap();
    project = restore(&save(&project)).unwrap().project;
    let [low, doses] = project.review.comparisons.as_slice() else {
        panic!("two: {:?}", project.review.comparisons);
    };
    assert_eq!(doses.side_of("10 million cells"), Role::Experimental);
    assert_eq!(low.side_of("10 Million Cells"), Role::Ignored);
    assert!(doses.has_sides_of(&ComparedArms::of(&project.review)));
    project = apply(&project, &Command::ForgetComparison(1)).unwrap();
    assert_eq!(
        apply(&project, &Command::ForgetComparison(1)),
        Err(Refused::NoSuchComparison)
    );
}

#[test]
fn a_side_without_an_arm_and_estimates_are_refused() {
    let one = compared("A", "B", &[("low dose", Role::Experimental)]);
    assert_eq!(
        apply(&of_doses(), &Command::Compare(one)),
        Err(Refused::SideWithoutArm)
    );
    let mut project = of_doses();
    let mut third = outcome(3, "Pooled elsewhere");
    third.kind = OutcomeKind::Estimates(Scale::Ratio);
    project.review.outcomes.push(Arc::new(third));
    let doses = compared(
        "High dose",
        "Low dose",
        &[
            ("high dose", Role::Experimental),
            ("low dose", Role::Control),
        ],
    );
    assert!(matches!(
        apply(&project, &Command::Compare(doses)),
        Err(Refused::HasNoTwoSides(_))
    ));
}
