use trialpool::analysis::{answer, prepare};
use trialpool::data::{
    ArmNumber, ConfidenceLevel, Measure, Method, OutcomeId, OutcomeKind, Plan, StoredResult,
    StoredSubgroup,
};
use trialpool::project::{Command, History, Project, pin_proposals};
use trialpool::read::Import;

use std::sync::Arc;

use super::{column, small_review, trial, type_events, typed};

/// Fever and deaths, each reported by three trials.
fn project_of_three() -> Project {
    let mut review = small_review();
    review.trials[2] = Arc::new(trial(
        12,
        "Clark 2021",
        &[(1, [1, 12, 0, 12]), (2, [2, 12, 3, 12])],
    ));
    Project::of(review)
}

fn proposed(project: &Project, outcome: u32) -> Plan {
    let prepared = prepare(&project.review, &project.settings, OutcomeId(outcome)).unwrap();
    answer(&prepared.request).proposal.plan
}

/// The plan that an outcome is pinned to.
fn pinned_to(history: &History, outcome: u32) -> Plan {
    let plans = &history.present().settings.plans;
    plans.get(&OutcomeId(outcome)).copied().unwrap()
}

#[test]
fn every_outcome_with_data_gets_the_plan_proposed_for_them() {
    let project = project_of_three();
    let pinned = pin_proposals(project.clone());
    for outcome in [1, 2] {
        assert_eq!(
            pinned.settings.plans.get(&OutcomeId(outcome)),
            Some(&proposed(&project, outcome))
        );
    }
    assert!(pinned.chosen.is_empty());
}

#[test]
fn the_plan_of_an_outcome_follows_its_data_until_three_trials_have_reported() {
    let mut history = History::new(project_of_three());
    history
        .apply(&Command::AddOutcome {
            name: "Infection".into(),
            kind: OutcomeKind::Counts,
        })
        .unwrap();
    let infection = history.present().review.outcomes[2].id;
    for (id, counts) in [
        (10, ["2", "30", "3", "31"]),
        (11, ["1", "24", "2", "25"]),
        (12, ["0", "12", "1", "12"]),
    ] {
        let numbers = [ArmNumber::Events, ArmNumber::Total];
        let cells = [0, 1].map(|arm| numbers.map(|number| column(infection.0, arm, number)));
        for (cell, text) in cells.into_iter().flatten().zip(counts) {
            assert!(!history.present().settings.plans.contains_key(&infection));
            history.apply(&typed(id, cell, text)).unwrap();
        }
    }
    assert!(history.present().settings.plans.contains_key(&infection));
    history.undo();
    assert!(!history.present().settings.plans.contains_key(&infection));
}

#[test]
fn a_pinned_plan_never_flips_and_a_change_is_only_offered() {
    let mut history = History::new(project_of_three());
    let pinned = pinned_to(&history, 2);
    // Deaths become rare: another plan would be proposed now.
    for (trial, arm) in [(10, 0), (10, 1), (11, 0), (11, 1)] {
        history
            .apply(&type_events(
                trial,
                2,
                arm,
                if arm == 0 { "1" } else { "0" },
            ))
            .unwrap();
        assert_eq!(pinned_to(&history, 2), pinned);
    }
    let prepared = prepare(
        &history.present().review,
        &history.present().settings,
        OutcomeId(2),
    )
    .unwrap();
    let response = answer(&prepared.request);
    assert_eq!(response.plan, pinned);
}

#[test]
fn going_back_to_the_proposal_takes_the_one_for_the_data_as_they_are_now() {
    let mut history = History::new(project_of_three());
    let mut plan = pinned_to(&history, 1);
    plan.measure = Measure::PetoOddsRatio;
    plan.method = Method::Peto;
    history
        .apply(&Command::PinPlan {
            outcome: OutcomeId(1),
            plan,
        })
        .unwrap();
    assert_eq!(pinned_to(&history, 1), plan);
    history.apply(&Command::ClearPin(OutcomeId(1))).unwrap();
    let unpinned = project_of_three();
    assert_eq!(pinned_to(&history, 1), proposed(&unpinned, 1));
    assert!(history.present().chosen.is_empty());
}

#[test]
fn another_measure_for_the_review_proposes_anew() {
    let mut history = History::new(project_of_three());
    history
        .apply(&Command::SetMeasure(Some(Measure::OddsRatio)))
        .unwrap();
    for plan in history.present().settings.plans.values() {
        assert_eq!(plan.measure, Measure::OddsRatio);
    }
    assert_eq!(history.present().settings.plans.len(), 2);
}

#[test]
fn outcomes_of_another_program_keep_its_plans_whatever_measure_the_review_takes() {
    let review = project_of_three().review;
    let plan = Plan {
        measure: Measure::PetoOddsRatio,
        method: Method::Peto,
        ..proposed(&project_of_three(), 1)
    };
    let import = Import {
        review,
        plans: [(OutcomeId(1), plan)].into(),
        stored: Vec::new(),
        problems: Vec::new(),
    };
    let mut history = History::new(pin_proposals(Project::of_import(import)));
    assert_eq!(pinned_to(&history, 1), plan);
    let measure = Some(Measure::RiskDifference);
    history.apply(&Command::SetMeasure(measure)).unwrap();
    assert_eq!(pinned_to(&history, 1), plan);
    assert_eq!(pinned_to(&history, 2).measure, Measure::RiskDifference);
}

#[test]
fn a_review_of_another_program_keeps_the_levels_of_its_intervals() {
    let review = project_of_three().review;
    let stored = |outcome, level, subgroup: Option<&str>| StoredResult {
        outcome: OutcomeId(outcome),
        plan: proposed(&project_of_three(), outcome),
        subgroup: subgroup.map(|name| StoredSubgroup {
            name: name.to_owned(),
            trials: Vec::new(),
        }),
        level,
        numbers: Vec::new(),
    };
    let import = |stored| Import {
        review: review.clone(),
        plans: [].into(),
        stored,
        problems: Vec::new(),
    };
    let settings = |stored| Project::of_import(import(stored)).settings;
    // One level of all outcomes is that of the review; what most have is too, and the others depart from it.
    let alike = settings(vec![stored(1, 90.0, None), stored(2, 90.0, None)]);
    assert_eq!(alike.level, ConfidenceLevel::Ninety);
    assert!(alike.levels.is_empty());
    let apart = settings(vec![stored(1, 99.0, None), stored(2, 95.0, None)]);
    assert_eq!(apart.level, ConfidenceLevel::NinetyFive);
    assert_eq!(apart.level_of(OutcomeId(1)), ConfidenceLevel::NinetyNine);
    // A part of the trials says nothing of the whole, and a level that is not computed is not taken.
    let neither = settings(vec![stored(1, 99.0, Some("Fresh")), stored(2, 80.0, None)]);
    assert_eq!(neither.level, ConfidenceLevel::NinetyFive);
    assert!(neither.levels.is_empty());
}
