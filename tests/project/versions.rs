//! Frozen versions: kept with the document, undone, bounded; and what came, went or changed since is what the comparison says.

use std::sync::Arc;

use proptest::prelude::*;
use trialpool::analysis::{
    AnsweredOutcome, ComparedOutcome, Prepared, Response, WithoutAdded, answer, compared, frozen,
    prepare,
};
use trialpool::data::{ArmNumber, FrozenVersion, HarmsItem, OutcomeId, TrialId, Undefined};
use trialpool::project::{Command, History, Limit, Project, Refused, apply, restore, save};
use trialpool::read::examples;

use super::{column, small_project, typed};

const FEVER: OutcomeId = OutcomeId(1);
const DEATHS: OutcomeId = OutcomeId(2);

fn answers(project: &Project) -> Vec<(Prepared, Response)> {
    let outcomes = project.review.outcomes.iter();
    outcomes
        .map(|outcome| {
            let prepared = prepare(&project.review, &project.settings, outcome.id).unwrap();
            let response = answer(&prepared.request);
            (prepared, response)
        })
        .collect()
}

fn with_answers<T>(project: &Project, tell: impl FnOnce(&[AnsweredOutcome<'_>]) -> T) -> T {
    let answers = answers(project);
    let answered: Vec<AnsweredOutcome<'_>> = project
        .review
        .outcomes
        .iter()
        .zip(&answers)
        .map(|(outcome, (prepared, response))| AnsweredOutcome {
            outcome,
            prepared,
            response,
        })
        .collect();
    tell(&answered)
}

fn frozen_now(project: &Project) -> FrozenVersion {
    with_answers(project, |answers| {
        frozen(&project.review, answers, " First ", "2025-05-12").unwrap()
    })
}

fn compared_now<T>(
    project: &Project,
    version: &FrozenVersion,
    tell: impl FnOnce(&[ComparedOutcome<'_>]) -> T,
) -> T {
    with_answers(project, |answers| {
        let (review, settings) = (&project.review, &project.settings);
        tell(&compared(review, settings, version, answers, true))
    })
}

fn freeze(version: &FrozenVersion) -> Command {
    Command::FreezeVersion(Box::new(version.clone()))
}

#[test]
fn a_version_is_kept_with_the_document_named_removed_and_undone() {
    let mut history = History::new(small_project());
    let version = frozen_now(history.present());
    assert_eq!(version.name, "First");
    assert_eq!(history.apply(&freeze(&version)), Ok(true));
    assert_eq!(
        history.undo_label(),
        Some("freeze the version “First”"),
        "a sentence for the history"
    );
    let document = save(history.present());
    let restored = restore(&document).unwrap();
    assert_eq!(restored.mended, []);
    assert_eq!(&restored.project, history.present());
    let rename = |name: &str| Command::RenameVersion {
        place: 0,
        name: name.to_owned(),
    };
    // Letter by letter, and undone at once.
    assert_eq!(history.apply(&rename("Base")), Ok(true));
    assert_eq!(history.apply(&rename("Baseline")), Ok(true));
    history.undo();
    assert_eq!(history.present().review.versions[0].name, "First");
    assert_eq!(history.apply(&Command::RemoveVersion(0)), Ok(true));
    assert!(history.present().review.versions.is_empty());
    let gone = Err(Refused::NoSuchVersion);
    assert_eq!(history.apply(&Command::RemoveVersion(0)), gone);
    assert_eq!(history.apply(&rename("Other")), gone);
    history.undo();
    assert_eq!(history.present().review.versions.len(), 1);
}

#[test]
fn a_version_of_no_day_and_one_too_many_are_refused() {
    let mut project = small_project();
    let version = frozen_now(&project);
    let another = |date: &str| FrozenVersion {
        date: date.to_owned(),
        ..version.clone()
    };
    for date in ["yesterday", "2025-02-29"] {
        let refused = apply(&project, &freeze(&another(date)));
        assert_eq!(refused.err(), Some(Refused::NotADay), "{date}");
    }
    for _ in 0..Limit::VERSIONS {
        project = apply(&project, &freeze(&another(""))).unwrap();
    }
    assert_eq!(
        apply(&project, &freeze(&another(""))).err(),
        Some(Refused::TooMuch(Limit::Versions(Limit::VERSIONS)))
    );
}

#[test]
fn what_cannot_have_been_frozen_so_is_forgotten_when_a_document_is_opened() {
    let mut project = small_project();
    let mut version = frozen_now(&project);
    let twice = version.outcomes[0].clone();
    version.outcomes.push(twice);
    let trial = version.outcomes[0].trials[0].clone();
    version.outcomes[0].trials.push(trial);
    if let Some(result) = version.outcomes[1].result.as_mut() {
        (result.lower, result.upper) = (result.upper, result.lower);
    }
    version.outcomes[0].undefined = Some(Undefined::NoEvents);
    version.date = "someday".to_owned();
    project.review.versions.push(Arc::new(version));
    let restored = restore(&save(&project)).unwrap().project;
    let mended = &restored.review.versions[0];
    assert_eq!(mended.date, "");
    assert_eq!(mended.outcomes.len(), 2);
    assert_eq!(mended.outcomes[0].trials.len(), 3);
    assert_eq!(mended.outcomes[1].result, None);
    assert_eq!(mended.outcomes[0].undefined, None, "it has a result");
    // Nothing is given an identifier that a version names.
    let mut project = small_project();
    let mut version = frozen_now(&project);
    version.outcomes[0].trials[0].trial = TrialId(500);
    project.review.versions.push(Arc::new(version));
    let restored = restore(&save(&project)).unwrap().project;
    assert_eq!(restored.review.next_id, 501);
}

#[test]
fn trials_that_came_went_or_changed_are_told_and_those_that_stayed_are_not() {
    let project = small_project();
    let version = frozen_now(&project);
    compared_now(&project, &version, |compared| {
        for one in compared {
            assert!(one.added.is_empty() && one.removed.is_empty() && one.changed.is_empty());
            assert!(!one.plan_differs && !one.level_differs);
            assert_eq!(one.without_added, WithoutAdded::NoneAdded);
        }
    });
    let remove = Command::RemoveTrials(vec![TrialId(11)]);
    let commands = [
        typed(10, column(1, 0, ArmNumber::Events), "6"),
        remove,
        Command::AddTrial {
            name: "Davis 2024".into(),
            at: None,
        },
    ];
    let mut project = project;
    for command in &commands {
        project = apply(&project, command).unwrap();
    }
    let added = project.review.trials.last().unwrap().id.0;
    for (arm, number, text) in [
        (0, ArmNumber::Events, "3"),
        (0, ArmNumber::Total, "40"),
        (1, ArmNumber::Events, "1"),
        (1, ArmNumber::Total, "41"),
    ] {
        project = apply(&project, &typed(added, column(1, arm, number), text)).unwrap();
    }
    compared_now(&project, &version, |compared| {
        let fever = compared.iter().find(|one| one.outcome == FEVER).unwrap();
        let names = |trials: &[trialpool::analysis::NamedTrial]| {
            trials
                .iter()
                .map(|trial| trial.name.clone())
                .collect::<Vec<_>>()
        };
        assert_eq!(names(&fever.added), ["Davis 2024"]);
        assert_eq!(names(&fever.removed), ["Brown 2020"]);
        assert_eq!(fever.changed.len(), 1);
        assert_eq!(fever.changed[0].name, "Adams 2019");
        assert_eq!(fever.changed[0].then, [4.0, 30.0, 1.0, 31.0]);
        assert_eq!(fever.changed[0].now, [6.0, 30.0, 1.0, 31.0]);
        let deaths = compared.iter().find(|one| one.outcome == DEATHS).unwrap();
        assert_eq!(names(&deaths.removed), ["Brown 2020"]);
        assert!(deaths.added.is_empty() && deaths.changed.is_empty());
    });
}

#[test]
fn a_trial_that_was_typed_again_is_the_same_trial_and_outcomes_come_and_go() {
    let project = small_project();
    let version = frozen_now(&project);
    let mut project = apply(&project, &Command::RemoveTrials(vec![TrialId(12)])).unwrap();
    project = apply(
        &project,
        &Command::AddTrial {
            name: "clark 2021 ".into(),
            at: None,
        },
    )
    .unwrap();
    let again = project.review.trials.last().unwrap().id.0;
    for (arm, number, text) in [
        (0, ArmNumber::Events, "1"),
        (0, ArmNumber::Total, "12"),
        (1, ArmNumber::Events, "0"),
        (1, ArmNumber::Total, "12"),
    ] {
        project = apply(&project, &typed(again, column(1, arm, number), text)).unwrap();
    }
    project = apply(&project, &Command::RemoveOutcome(DEATHS)).unwrap();
    project = apply(
        &project,
        &Command::AddOutcome {
            name: "Rash".into(),
            kind: trialpool::data::OutcomeKind::Counts,
        },
    )
    .unwrap();
    compared_now(&project, &version, |compared| {
        let standing: Vec<(bool, bool)> = compared
            .iter()
            .map(|one| (one.then.is_some(), one.now.is_some()))
            .collect();
        assert_eq!(standing, [(true, true), (false, true), (true, false)]);
        let fever = &compared[0];
        assert!(fever.added.is_empty() && fever.removed.is_empty() && fever.changed.is_empty());
    });
}

/// The vaccine trials without the last three, and with them. R 4.2, metafor 3.8-1:
/// `rma(yi, vi, data = escalc("RR", …, data = dat.bcg)[1:10, ], method = "REML", test = "adhoc")`.
#[test]
fn without_the_trials_added_the_pool_is_what_it_was_and_what_r_has() {
    let whole = Project::of(examples::review("bcg-vaccine").unwrap());
    let whole = trialpool::project::pin_proposals(whole);
    let last: Vec<TrialId> = whole.review.trials[10..]
        .iter()
        .map(|trial| trial.id)
        .collect();
    let before = apply(&whole, &Command::RemoveTrials(last)).unwrap();
    let version = frozen_now(&before);
    compared_now(&whole, &version, |compared| {
        let [one] = compared else {
            unreachable!("one outcome")
        };
        assert_eq!(one.added.len(), 3);
        assert_eq!(one.added[1].name, "Comstock & Webster 1969");
        let WithoutAdded::Result(result) = &one.without_added else {
            unreachable!("{:?}", one.without_added)
        };
        let interval = result.pooled.as_ref().unwrap().interval;
        let then = one.then.unwrap().interval().unwrap();
        assert_eq!(interval, then, "the same trials, numbers and method");
        let found = [interval.estimate, interval.lower, interval.upper];
        let in_r = [-0.894_117_049_522, -1.353_438_057_684, -0.434_796_041_360];
        for (found, expected) in found.iter().zip(in_r) {
            assert!((found - expected).abs() < 1e-6, "{found} {expected}");
        }
        let pooled = with_answers(&whole, |answers| answers[0].response.pooled.clone());
        let interval = pooled.unwrap().interval;
        assert!((interval.estimate + 0.714_532_348_365).abs() < 1e-6);
    });
}

#[test]
fn where_an_item_of_the_checklist_stands_is_kept_as_typed() {
    let mut history = History::new(small_project());
    let place = |place: &str| Command::SetHarmsPlace {
        item: HarmsItem::Causality,
        place: place.to_owned(),
    };
    assert_eq!(history.apply(&place("Page")), Ok(true));
    assert_eq!(history.apply(&place("Page 7")), Ok(true));
    let document = save(history.present());
    let restored = restore(&document).unwrap().project;
    assert_eq!(
        restored.review.harms_places.get(&HarmsItem::Causality),
        Some(&"Page 7".to_owned())
    );
    history.undo();
    assert!(history.present().review.harms_places.is_empty());
    let long = "x".repeat(Limit::TEXT + 1);
    assert_eq!(
        history.apply(&place(&long)),
        Err(Refused::TooMuch(Limit::Text(Limit::TEXT)))
    );
}

proptest! {
    #[test]
    fn whatever_a_version_says_it_is_compared_without_end_of_the_program(
        mut project in super::random::project(),
        numbers in prop::collection::vec(prop::num::f64::NORMAL, 0..9),
    ) {
        let version = frozen_now(&project);
        let mut hostile = version.clone();
        for outcome in &mut hostile.outcomes {
            for trial in &mut outcome.trials {
                trial.numbers.clone_from(&numbers);
            }
        }
        for version in [version, hostile] {
            project.review.versions = vec![Arc::new(version.clone())];
            let comparison = with_answers(&project, |answers| {
                let (review, settings) = (&project.review, &project.settings);
                let compared = compared(review, settings, &version, answers, false);
                trialpool::wording::versions::comparison(
                    review,
                    &version,
                    answers,
                    &compared,
                    trialpool::wording::Locale::DecimalComma,
                )
            });
            prop_assert_eq!(comparison.lines.len(), project.review.outcomes.len());
        }
    }
}
