use std::sync::Arc;

use trialpool::analysis::prepare;
use trialpool::data::{
    ArmId, ArmNumber, Cell, ConfidenceLevel, CovariateId, Interval, Measure, Method, OutcomeId,
    OutcomeKind, Plan, PredictionDegrees, Randomized, Review, Scale, State, TrialId, Values,
};
use trialpool::project::{Column, Command, Limit, Project, Refused, apply};

use super::{column, done, estimate, small_project, type_events, typed};

fn events_of(project: &Project, trial: u32, outcome: u32, arm: u32) -> Option<State<u64>> {
    let trial = project.review.trial(TrialId(trial))?;
    match &trial.records.get(&OutcomeId(outcome))?.values {
        Values::Counts(arms) => Some(arms.get(&ArmId(arm))?.events.state),
        _ => None,
    }
}

#[test]
fn person_time_and_means_are_typed_into_cells_of_their_own() {
    let person_time = [
        (0, ArmNumber::Events, "3"),
        (0, ArmNumber::Time, "412.5"),
        (1, ArmNumber::Events, "0"),
        (1, ArmNumber::Time, "398"),
    ];
    let means = [
        (0, ArmNumber::Mean, "-1.5"),
        (0, ArmNumber::StandardDeviation, "0.4"),
        (0, ArmNumber::Total, "20"),
        (1, ArmNumber::Mean, "0"),
        (1, ArmNumber::StandardDeviation, "0.5"),
        (1, ArmNumber::Total, "21"),
    ];
    for (name, kind, cells) in [
        ("Falls", OutcomeKind::PersonTime, person_time.as_slice()),
        ("Weight", OutcomeKind::Means, &means),
    ] {
        let name = name.to_owned();
        let project = done(&small_project(), &Command::AddOutcome { name, kind });
        let outcome = project.review.outcomes.last().unwrap().id;
        let values = |project: &Project| {
            let trial = project.review.trial(TrialId(11)).unwrap();
            let record = trial.records.get(&outcome);
            record.map(|record| record.values.clone())
        };
        let mut filled = project.clone();
        for (arm, number, text) in cells {
            let column = column(outcome.0, *arm, *number);
            filled = done(&filled, &typed(11, column, text));
        }
        let written = values(&filled).unwrap();
        for (arm, number, text) in cells {
            let entry = written.entry(number.cell(ArmId(*arm))).unwrap();
            assert_eq!(entry.typed(), *text);
            assert_eq!(entry.state(), State::Reported(text.parse().unwrap()));
        }
        let prepared = prepare(&filled.review, &filled.settings, outcome).unwrap();
        assert_eq!(prepared.rows, [TrialId(11)]);

        let mut emptied = filled;
        for (arm, number, _) in cells {
            let column = column(outcome.0, *arm, *number);
            emptied = done(&emptied, &typed(11, column, ""));
        }
        assert_eq!(values(&emptied), None);
    }
}

#[test]
fn a_cell_of_another_kind_of_numbers_is_refused() {
    let name = "Falls".to_owned();
    let kind = OutcomeKind::PersonTime;
    let project = done(&small_project(), &Command::AddOutcome { name, kind });
    let outcome = project.review.outcomes.last().unwrap().id;
    for column in [
        column(outcome.0, 0, ArmNumber::Total),
        column(outcome.0, 0, ArmNumber::Mean),
        estimate(outcome.0, Cell::Lower),
    ] {
        assert_eq!(
            apply(&project, &typed(11, column, "12")),
            Err(Refused::NoSuchColumn { outcome })
        );
    }
}

#[test]
fn typing_into_a_cell_changes_one_trial_and_shares_the_others() {
    let before = small_project();
    let after = done(&before, &type_events(11, 1, 0, "3"));
    assert_eq!(events_of(&after, 11, 1, 0), Some(State::Reported(3)));
    assert_eq!(events_of(&before, 11, 1, 0), Some(State::Reported(2)));
    let shared: Vec<bool> = before
        .review
        .trials
        .iter()
        .zip(&after.review.trials)
        .map(|(before, after)| Arc::ptr_eq(before, after))
        .collect();
    assert_eq!(shared, [true, false, true]);
    assert!(
        before
            .review
            .outcomes
            .iter()
            .zip(&after.review.outcomes)
            .all(|(before, after)| Arc::ptr_eq(before, after))
    );
}

#[test]
fn typing_what_already_stands_shares_everything() {
    let before = small_project();
    let after = done(&before, &type_events(11, 1, 0, "2"));
    assert!(after.shares_everything_with(&before));
    let renamed = Command::RenameOutcome {
        outcome: OutcomeId(1),
        name: "Fever".into(),
    };
    assert!(done(&before, &renamed).shares_everything_with(&before));
    assert!(!done(&before, &type_events(11, 1, 0, "")).shares_everything_with(&before));
}

#[test]
fn a_cell_keeps_what_was_typed_and_tells_zero_from_nothing() {
    let project = small_project();
    let state_of = |text: &str| {
        let after = done(&project, &type_events(10, 1, 0, text));
        events_of(&after, 10, 1, 0)
    };
    assert_eq!(state_of("0"), Some(State::Reported(0)));
    assert_eq!(state_of(""), Some(State::NotReported));
    assert!(matches!(state_of("many"), Some(State::Unreadable(_))));
}

#[test]
fn a_record_that_was_typed_and_emptied_again_is_no_record() {
    let before = small_project();
    let typed = done(&before, &type_events(12, 2, 0, "1"));
    assert!(typed.review.trials[2].records.contains_key(&OutcomeId(2)));
    let emptied = done(&typed, &type_events(12, 2, 0, ""));
    assert_eq!(emptied, before);
}

#[test]
fn an_estimate_is_typed_only_where_trials_report_estimates() {
    let project = done(
        &small_project(),
        &Command::AddOutcome {
            name: "Hazard of death".into(),
            kind: OutcomeKind::Estimates(Scale::Ratio),
        },
    );
    let hazard = project.review.outcomes[2].id;
    let written = |column| apply(&project, &typed(10, column, "0.85"));
    let after = written(estimate(hazard.0, Cell::Estimate)).unwrap();
    let Values::Estimate(entries) = &after.review.trials[0].records.get(&hazard).unwrap().values
    else {
        panic!("an estimate was typed");
    };
    assert_eq!(entries.estimate.value(), Some(0.85));
    assert_eq!(
        written(estimate(1, Cell::Estimate)),
        Err(Refused::NoSuchColumn {
            outcome: OutcomeId(1)
        })
    );
    assert_eq!(
        written(column(hazard.0, 0, ArmNumber::Events)),
        Err(Refused::NoSuchColumn { outcome: hazard })
    );
}

#[test]
fn an_edit_of_something_that_is_not_there_is_refused_by_name() {
    let project = small_project();
    let refused = |command: &Command| apply(&project, command).unwrap_err();
    assert_eq!(
        refused(&type_events(99, 1, 0, "1")),
        Refused::NoSuchTrial(TrialId(99))
    );
    assert_eq!(
        refused(&type_events(10, 99, 0, "1")),
        Refused::NoSuchOutcome(OutcomeId(99))
    );
    assert_eq!(
        refused(&Command::RemoveCovariate(CovariateId(3))),
        Refused::NoSuchCovariate(CovariateId(3))
    );
    assert_eq!(
        refused(&Command::RemoveTrials(vec![TrialId(10), TrialId(99)])),
        Refused::NoSuchTrial(TrialId(99))
    );
}

#[test]
fn several_edits_are_done_all_or_none() {
    let project = small_project();
    let both = Command::Several(vec![type_events(10, 1, 0, "5"), type_events(11, 1, 0, "6")]);
    let after = done(&project, &both);
    assert_eq!(events_of(&after, 10, 1, 0), Some(State::Reported(5)));
    assert_eq!(events_of(&after, 11, 1, 0), Some(State::Reported(6)));
    let one_impossible =
        Command::Several(vec![type_events(10, 1, 0, "5"), type_events(99, 1, 0, "6")]);
    assert!(apply(&project, &one_impossible).is_err());
    assert_eq!(project, small_project());
}

#[test]
fn removed_trials_are_gone_from_the_hidden_ones_and_their_identifiers_are_not_given_again() {
    let project = small_project();
    let hidden = done(
        &project,
        &Command::LeaveOut {
            trials: vec![TrialId(10), TrialId(12)],
            outcome: None,
            reason: String::new(),
        },
    );
    let removed = done(
        &hidden,
        &Command::RemoveTrials(vec![TrialId(12), TrialId(10)]),
    );
    let names: Vec<&str> = removed
        .review
        .trials
        .iter()
        .map(|trial| trial.name.as_str())
        .collect();
    assert_eq!(names, ["Brown 2020"]);
    assert!(removed.settings.hidden.is_empty());
    let added = done(
        &removed,
        &Command::AddTrial {
            name: "Davis 2022".into(),
            at: Some(0),
        },
    );
    assert_eq!(added.review.trials[0].name, "Davis 2022");
    assert!(added.review.trials[0].id >= TrialId(20));
}

#[test]
fn removing_an_outcome_removes_what_was_reported_of_it_and_its_plan() {
    let pinned = done(
        &small_project(),
        &Command::PinPlan {
            outcome: OutcomeId(2),
            plan: plan(Measure::OddsRatio),
        },
    );
    assert!(pinned.chosen.contains(&OutcomeId(2)));
    let removed = done(&pinned, &Command::RemoveOutcome(OutcomeId(2)));
    assert_eq!(removed.review.outcomes.len(), 1);
    assert!(removed.settings.plans.is_empty());
    assert!(removed.chosen.is_empty());
    assert!(
        removed
            .review
            .trials
            .iter()
            .all(|trial| !trial.records.contains_key(&OutcomeId(2)))
    );
    assert!(Arc::ptr_eq(
        &pinned.review.trials[2],
        &removed.review.trials[2]
    ));
}

#[test]
fn trials_and_outcomes_move_within_their_order() {
    let project = small_project();
    let moved = done(
        &project,
        &Command::MoveTrials {
            trials: vec![TrialId(10)],
            to: 2,
        },
    );
    let order: Vec<u32> = moved.review.trials.iter().map(|trial| trial.id.0).collect();
    assert_eq!(order, [11, 12, 10]);
    let far = done(
        &project,
        &Command::MoveOutcome {
            outcome: OutcomeId(1),
            to: 99,
        },
    );
    let order: Vec<u32> = far.review.outcomes.iter().map(|known| known.id.0).collect();
    assert_eq!(order, [2, 1]);
}

#[test]
fn years_randomization_and_covariates_are_edited_where_they_stand() {
    let mut project = small_project();
    for command in [
        typed(10, Column::Year, "2019"),
        typed(11, Column::Randomized, "Unclear"),
        Command::AddCovariate {
            name: " Dose ".into(),
        },
    ] {
        project = done(&project, &command);
    }
    assert_eq!(project.review.trials[0].year.value(), Some(2019));
    assert_eq!(project.review.trials[1].randomized, Randomized::Unclear);
    let dose = project.review.covariates[0].id;
    assert_eq!(project.review.covariates[0].name, "Dose");
    let type_dose = |text: &str| typed(12, Column::Covariate(dose), text);
    let with_dose = done(&project, &type_dose("2 million/kg"));
    assert_eq!(
        with_dose.review.trials[2].covariates.get(&dose).unwrap(),
        "2 million/kg"
    );
    assert_eq!(done(&with_dose, &type_dose("")), project);
    let without = done(&with_dose, &Command::RemoveCovariate(dose));
    assert!(without.review.trials[2].covariates.is_empty());
}

#[test]
fn a_name_is_needed_for_outcomes_and_not_for_rows_being_typed() {
    let project = small_project();
    let nameless = Command::AddOutcome {
        name: "  ".into(),
        kind: OutcomeKind::Counts,
    };
    assert_eq!(apply(&project, &nameless), Err(Refused::NameMissing));
    let row = Command::AddTrial {
        name: String::new(),
        at: None,
    };
    assert_eq!(done(&project, &row).review.trials.len(), 4);
}

#[test]
fn another_measure_for_the_review_leaves_chosen_plans_alone() {
    let mut project = small_project();
    project
        .settings
        .plans
        .insert(OutcomeId(1), plan(Measure::RiskRatio));
    project = done(
        &project,
        &Command::PinPlan {
            outcome: OutcomeId(2),
            plan: plan(Measure::RiskDifference),
        },
    );
    let after = done(&project, &Command::SetMeasure(Some(Measure::OddsRatio)));
    assert_eq!(after.settings.measure, Some(Measure::OddsRatio));
    let left: Vec<OutcomeId> = after.settings.plans.keys().copied().collect();
    assert_eq!(left, [OutcomeId(2)]);
    let same = done(&project, &Command::SetMeasure(None));
    assert!(same.shares_everything_with(&project));
}

#[test]
fn an_outcome_has_the_level_of_the_review_until_it_is_given_its_own() {
    let project = small_project();
    let (first, second) = (OutcomeId(1), OutcomeId(2));
    let level_of = |project: &Project, outcome| project.settings.level_of(outcome);
    assert_eq!(level_of(&project, first), ConfidenceLevel::NinetyFive);
    let set =
        |project: &Project, outcome, level| done(project, &Command::SetLevel { outcome, level });
    let own = set(&project, Some(second), ConfidenceLevel::NinetyNine);
    let review = set(&own, None, ConfidenceLevel::Ninety);
    assert_eq!(level_of(&review, first), ConfidenceLevel::Ninety);
    assert_eq!(level_of(&review, second), ConfidenceLevel::NinetyNine);
    // At the level of the review it follows the review again.
    let back = set(&review, Some(second), ConfidenceLevel::Ninety);
    let later = set(&back, None, ConfidenceLevel::NinetyFive);
    assert_eq!(level_of(&later, second), ConfidenceLevel::NinetyFive);
}

#[test]
fn replacing_the_review_forgets_its_choices_and_keeps_how_numbers_are_written() {
    let mut project = done(&small_project(), &Command::SetDecimalComma(true));
    project = done(
        &project,
        &Command::LeaveOut {
            trials: vec![TrialId(10)],
            outcome: None,
            reason: "wrong population".into(),
        },
    );
    let other = Review {
        title: "Another".into(),
        ..Review::default()
    };
    let after = done(&project, &Command::Replace(Box::new(other.clone())));
    assert_eq!(after.review, other);
    assert!(after.settings.all_left_out().is_empty());
    assert!(after.settings.decimal_comma);
}

#[test]
fn what_would_outgrow_a_limit_is_refused_before_it_enters() {
    let project = small_project();
    let long = "x".repeat(Limit::TEXT + 1);
    assert_eq!(
        apply(&project, &type_events(10, 1, 0, &long)),
        Err(Refused::TooMuch(Limit::Text(Limit::TEXT)))
    );
    let mut wide = Review::default();
    for id in 0..=u32::try_from(Limit::OUTCOMES).unwrap() {
        wide.outcomes.push(Arc::new(super::outcome(id, "Fever")));
    }
    assert_eq!(
        apply(&project, &Command::Replace(Box::new(wide))),
        Err(Refused::TooMuch(Limit::Outcomes(Limit::OUTCOMES)))
    );
}

fn plan(measure: Measure) -> Plan {
    Plan {
        measure,
        method: Method::MantelHaenszel,
        interval: Interval::Wald,
        correction: trialpool::data::Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    }
}
