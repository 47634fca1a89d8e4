use trialpool::data::{ArmNumber, ProblemKind, Role, TrialId, problems_of};
use trialpool::project::{Column, Fix, Project, fix};

use super::{column, done, small_project, trial, type_events, typed};

/// The first problem that can be mended, with the edit that mends it.
fn first_fix(project: &Project) -> Option<(ProblemKind, Fix)> {
    let problems = problems_of(&project.review);
    problems.into_iter().find_map(|problem| {
        let fix = fix(&project.review, &problem)?;
        Some((problem.kind, fix))
    })
}

/// The numbers that a trial reports of fever, as typed.
fn fever(project: &Project, id: u32) -> [String; 4] {
    let trial = project.review.trial(TrialId(id)).unwrap();
    [
        (0, ArmNumber::Events),
        (0, ArmNumber::Total),
        (1, ArmNumber::Events),
        (1, ArmNumber::Total),
    ]
    .map(|(arm, number)| column(1, arm, number).content(trial).0.to_owned())
}

#[test]
fn events_above_their_total_are_swapped_with_it() {
    let events = done(&small_project(), &type_events(12, 1, 0, "12"));
    let wrong = done(&events, &typed(12, column(1, 0, ArmNumber::Total), "1"));
    let (_, fix) = first_fix(&wrong).unwrap();
    assert_eq!(fix.words, "Swap events and total");
    let mended = done(&wrong, &fix.command);
    assert_eq!(fever(&mended, 12), ["1", "12", "0", "12"]);
    assert_eq!(first_fix(&mended), None);
}

#[test]
fn a_percentage_becomes_the_one_count_that_it_is_of_the_total() {
    for (typed, count) in [
        ("13%", Some("4")),
        ("6.7 %", Some("2")),
        ("6,7%", Some("2")),
    ] {
        let wrong = done(&small_project(), &type_events(10, 1, 0, typed));
        let (_, fix) = first_fix(&wrong).unwrap();
        let mended = done(&wrong, &fix.command);
        assert_eq!(Some(fever(&mended, 10)[0].as_str()), count, "{}", fix.words);
    }
    // Thirty people have no fifth between three and four; of two thousand, many counts are 13 %.
    let none = done(&small_project(), &type_events(10, 1, 0, "11.5%"));
    assert_eq!(first_fix(&none), None);
    let many = done(&none, &type_events(10, 1, 0, "13%"));
    let many = done(&many, &typed(10, column(1, 0, ArmNumber::Total), "2000"));
    assert_eq!(first_fix(&many), None);
}

#[test]
fn a_count_below_zero_loses_its_sign() {
    let wrong = done(&small_project(), &type_events(11, 1, 1, "−2"));
    let (kind, fix) = first_fix(&wrong).unwrap();
    assert!(matches!(kind, ProblemKind::Negative { .. }), "{kind:?}");
    assert_eq!(fix.words, "Write 2");
    assert_eq!(fever(&done(&wrong, &fix.command), 11)[2], "2");
}

#[test]
fn arms_that_stand_the_other_way_round_than_in_other_outcomes_are_exchanged() {
    let mut project = small_project();
    for number in 30..32 {
        let added = super::outcome(number, "Further");
        project.review.outcomes.push(added.into());
    }
    let tables = [30, 31, 2].map(|outcome| (outcome, [1, 24, 2, 25]));
    let mut tables = tables.to_vec();
    tables.push((1, [3, 25, 4, 24]));
    project.review.trials[1] = trial(11, "Brown 2020", &tables).into();
    let (kind, fix) = first_fix(&project).unwrap();
    assert_eq!(kind, ProblemKind::ArmsSwapped);
    let mended = done(&project, &fix.command);
    assert_eq!(fever(&mended, 11), ["4", "24", "3", "25"]);
}

#[test]
fn a_trial_that_is_there_twice_can_be_deleted() {
    let project = small_project();
    let same = Column::Name;
    let twice = done(&project, &typed(12, same, "Adams 2019"));
    let counts = [(0, "4", "30"), (1, "1", "31")];
    let twice = counts.iter().fold(twice, |project, (arm, events, total)| {
        let events = done(&project, &type_events(12, 1, *arm, events));
        done(
            &events,
            &typed(12, column(1, *arm, ArmNumber::Total), total),
        )
    });
    let (_, fix) = first_fix(&twice).unwrap();
    assert_eq!(fix.words, "Delete this row");
    assert_eq!(done(&twice, &fix.command).review.trials.len(), 2);
}

#[test]
fn what_only_the_report_can_tell_is_not_guessed() {
    let wrong = done(&small_project(), &type_events(10, 1, 0, "some"));
    assert_eq!(first_fix(&wrong), None);
    assert_eq!(first_fix(&small_project()), None);
    let third = Column::Arm {
        outcome: trialpool::data::OutcomeId(1),
        role: Role::Control,
        nth: 1,
        number: ArmNumber::Total,
    };
    assert_eq!(
        first_fix(&done(&small_project(), &typed(10, third, "9"))),
        None
    );
}
