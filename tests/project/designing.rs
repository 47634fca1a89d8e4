use trialpool::analysis::{TrialData, prepare};
use trialpool::data::{
    ArmNumber, Clusters, Design, Entry, OutcomeId, Periods, ProblemKind, Record, Role, TrialId,
    UnitOfAnalysis, Values, Window, problems_of,
};
use trialpool::project::{Command, History, Project, SameTrial, restore, save};

use std::sync::Arc;

use super::{column, done, small_project, trial, typed};

const ADAMS: TrialId = TrialId(10);
const FEVER: OutcomeId = OutcomeId(1);

/// The small project, where Adams 2019 has read fever after 7 days, which is used, after 24 hours and after 30 days.
fn several_times() -> Project {
    let mut project = small_project();
    let adams = Arc::make_mut(&mut project.review.trials[0]);
    let record = adams.records.get_mut(&FEVER).unwrap();
    let at = |time: &str, events: u64| {
        let counted = trial(0, "", &[(1, [events, 30, 1, 31])]);
        Record {
            time_point: time.into(),
            ..counted.records.get(&FEVER).unwrap().clone()
        }
    };
    record.time_point = "7 d".into();
    record.add_time(at("24 h", 2));
    record.add_time(at("30 d", 6));
    project
}

fn used(project: &Project) -> (String, u64) {
    let record = project.review.trials[0].records.get(&FEVER).unwrap();
    let Values::Counts(arms) = &record.values else {
        unreachable!("counts")
    };
    let events = arms.values().next().unwrap().events.value().unwrap();
    (record.time_point.clone(), events)
}

fn other_times(project: &Project) -> Vec<String> {
    let record = project.review.trials[0].records.get(&FEVER).unwrap();
    let others = record.at_other_times().iter();
    others.map(|other| other.time_point.clone()).collect()
}

fn window(window: Window) -> Command {
    Command::DescribeOutcome {
        outcome: FEVER,
        window,
        group: None,
        more_is_worse: true,
        note: String::new(),
    }
}

fn use_time(place: Option<usize>) -> Command {
    Command::UseTime {
        trial: ADAMS,
        outcome: FEVER,
        place,
    }
}

#[test]
fn the_window_of_the_outcome_chooses_among_time_points() {
    let project = several_times();
    let early = done(&project, &window(Window::Immediate));
    assert_eq!(used(&early), ("24 h".into(), 2));
    let late = done(&early, &window(Window::Lasting));
    assert_eq!(used(&late), ("30 d".into(), 6));
    let mut times = other_times(&late);
    times.sort();
    assert_eq!(times, ["24 h", "7 d"]);
}

#[test]
fn a_time_point_chosen_by_hand_stays_until_the_rule_is_asked_again() {
    let project = done(&several_times(), &use_time(Some(1)));
    assert_eq!(used(&project), ("24 h".into(), 2));
    let still = done(&project, &window(Window::Lasting));
    assert_eq!(used(&still), ("24 h".into(), 2));
    let by_rule = done(&still, &use_time(None));
    assert_eq!(used(&by_rule), ("30 d".into(), 6));
}

#[test]
fn the_time_point_in_use_can_be_kept_by_hand() {
    let early = done(&several_times(), &window(Window::Immediate));
    let kept = done(&early, &use_time(Some(0)));
    assert_eq!(used(&kept), ("24 h".into(), 2));
    let still = done(&kept, &window(Window::Lasting));
    assert_eq!(used(&still), ("24 h".into(), 2));
}

#[test]
fn times_that_report_nothing_are_not_chosen() {
    let project = several_times();
    let at_30_days = done(&project, &use_time(Some(2)));
    let emptied = [0, 1].into_iter().fold(at_30_days, |project, arm| {
        let events = done(
            &project,
            &typed(10, column(1, arm, ArmNumber::Events), "NR"),
        );
        done(&events, &typed(10, column(1, arm, ArmNumber::Total), "NR"))
    });
    let by_rule = done(&emptied, &use_time(None));
    assert_eq!(used(&by_rule), ("7 d".into(), 4));
}

#[test]
fn choosing_a_time_point_and_a_design_is_undone_in_one_step_each() {
    let project = several_times();
    let mut history = History::new(project.clone());
    history.apply(&use_time(Some(2))).unwrap();
    let chosen = history.present().clone();
    history
        .apply(&Command::SetDesign {
            trials: vec![ADAMS],
            design: Some(Design::Crossover(Periods::First)),
        })
        .unwrap();
    history.undo();
    assert_eq!(*history.present(), chosen);
    history.undo();
    assert_eq!(history.present().review, project.review);
}

#[test]
fn a_file_with_another_time_point_adds_it_to_the_trial() {
    let mut project = small_project();
    let adams = Arc::make_mut(&mut project.review.trials[0]);
    adams.records.get_mut(&FEVER).unwrap().time_point = "24 h".into();
    let mut added = trial(10, "adams 2019", &[(1, [9, 30, 2, 31])]);
    added.records.get_mut(&FEVER).unwrap().time_point = "30 days".into();
    let mut review = small_project().review;
    review.trials = vec![Arc::new(added)];
    for same_trial in [SameTrial::FillGaps, SameTrial::Overwrite] {
        let command = Command::Append {
            review: Box::new(review.clone()),
            same_trial,
        };
        let both = done(&project, &command);
        assert_eq!(used(&both), ("30 days".into(), 9));
        assert_eq!(other_times(&both), ["24 h"]);
        let again = done(&both, &command);
        assert_eq!(again.review, both.review);
    }
}

#[test]
fn an_arm_that_is_removed_leaves_every_time_point() {
    let command = Command::RemoveArm {
        trials: vec![ADAMS],
        role: Role::Control,
        nth: 0,
    };
    let project = done(&several_times(), &command);
    let record = project.review.trials[0].records.get(&FEVER).unwrap();
    let readings = record.at_other_times().iter().chain([record]);
    for reading in readings {
        assert_eq!(reading.values.entries().len(), 2);
    }
}

fn clusters(size: &str, correlation: &str) -> Clusters {
    let number = |text| trialpool::read::entry::number(text, trialpool::read::Decimal::Point);
    Clusters {
        size: number(size),
        correlation: number(correlation),
        ..Clusters::unknown()
    }
}

fn with_clusters(clusters: Clusters) -> Project {
    let command = Command::SetDesign {
        trials: vec![ADAMS],
        design: Some(Design::Cluster(clusters)),
    };
    done(&small_project(), &command)
}

fn entering(project: &Project, outcome: OutcomeId) -> TrialData {
    let prepared = prepare(&project.review, &project.settings, outcome).unwrap();
    prepared.request.trials[0].data
}

fn unit_problems(project: &Project) -> Vec<UnitOfAnalysis> {
    let problems = problems_of(&project.review).into_iter();
    let of_unit = problems.filter_map(|problem| match problem.kind {
        ProblemKind::UnitOfAnalysis(found) => Some(found),
        _ => None,
    });
    of_unit.collect()
}

#[test]
fn clusters_of_one_and_clusters_without_correlation_change_nothing() {
    let plain = entering(&small_project(), OutcomeId(2));
    for known in [clusters("1", "0.5"), clusters("30", "0")] {
        assert_eq!(entering(&with_clusters(known), OutcomeId(2)), plain);
    }
}

#[test]
fn an_outcome_with_a_correlation_of_its_own_is_reduced_by_it() {
    let mut known = clusters("11", "0");
    known.outcomes.insert(OutcomeId(2), Entry::reported(0.1));
    let project = with_clusters(known);
    let plain = small_project();
    assert_eq!(entering(&project, FEVER), entering(&plain, FEVER));
    // 6/30 and 9/31 over a design effect of 2: 3/15 and 4.5/15.5, rounded away from zero.
    let TrialData::Counts(table) = entering(&project, OutcomeId(2)) else {
        unreachable!("counts")
    };
    let numbers = [
        table.experimental_events,
        table.experimental_total,
        table.control_events,
        table.control_total,
    ];
    assert_eq!(numbers, [3, 15, 5, 16]);
}

#[test]
fn clusters_of_which_too_little_is_known_are_pooled_as_reported_with_a_warning() {
    for unknown in [
        clusters("", "0.02"),
        clusters("20", ""),
        clusters("0.5", "0.02"),
        clusters("20", "1.2"),
        clusters("20", "-0.1"),
        clusters("abc", "0.02"),
    ] {
        let project = with_clusters(unknown);
        assert_eq!(entering(&project, FEVER), entering(&small_project(), FEVER));
        assert_eq!(unit_problems(&project), [UnitOfAnalysis::ClustersUnknown]);
    }
    assert_eq!(unit_problems(&with_clusters(clusters("20", "0.02"))), []);
}

#[test]
fn an_event_that_is_rounded_away_is_said() {
    let project = with_clusters(clusters("21", "0.1"));
    // One event in the control arm over a design effect of 3.
    assert_eq!(unit_problems(&project), [UnitOfAnalysis::EventsRoundedAway]);
}

#[test]
fn crossover_trials_whose_arms_are_added_up_are_warned_of() {
    let with = |periods| {
        let command = Command::SetDesign {
            trials: vec![ADAMS],
            design: Some(Design::Crossover(periods)),
        };
        unit_problems(&done(&small_project(), &command))
    };
    assert_eq!(with(Periods::First), []);
    // Fever and deaths.
    assert_eq!(
        with(Periods::Together),
        [UnitOfAnalysis::PairsIgnored, UnitOfAnalysis::PairsIgnored]
    );
}

#[test]
fn readings_of_other_times_within_others_are_put_side_by_side() {
    let mut project = several_times();
    let adams = Arc::make_mut(&mut project.review.trials[0]);
    let record = adams.records.get_mut(&FEVER).unwrap();
    let mut nested = record.clone();
    nested.time_point = "1 y".into();
    record.add_time(nested);
    let restored = restore(&save(&project)).unwrap().project;
    assert_eq!(
        other_times(&restored),
        ["24 h", "30 d", "1 y", "24 h", "30 d"]
    );
    let record = restored.review.trials[0].records.get(&FEVER).unwrap();
    assert!(
        record
            .at_other_times()
            .iter()
            .all(|other| other.others.is_none())
    );
}
