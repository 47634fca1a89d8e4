//! The panel: margins, the suggested one, when it was fixed, wordings; and what other reviews published.

use trialpool::data::{
    EarlierResult, EarlierReview, Entry, EventClass, EventSeriousness, Grades, OutcomeId,
    OutcomeKind, SUGGESTED, Stated,
};
use trialpool::project::{
    Command, History, Limit, Project, Refused, SameTrial, overlap, restore, save,
};
use trialpool::read::examples;

use super::small_review;

fn history() -> History {
    History::new(Project::of(small_review()))
}

fn sample() -> History {
    History::new(Project::of(examples::all()[0].review()))
}

fn margin(outcome: OutcomeId, typed: &str) -> Command {
    Command::SetMargin {
        outcome,
        typed: typed.to_owned(),
    }
}

fn comes_back(history: &History) {
    let document = save(history.present());
    let restored = restore(&document).map(|restored| restored.project);
    assert_eq!(restored.as_ref(), Ok(history.present()));
}

#[test]
fn a_margin_is_kept_as_typed_and_counts_where_it_is_a_ratio_above_one() {
    let mut history = history();
    let outcome = history.present().review.outcomes[0].id;
    for (typed, counts) in [("1.25", Some(1.25)), ("0.8", None), ("much", None)] {
        assert_eq!(history.apply(&margin(outcome, typed)), Ok(true));
        let panel = &history.present().review.panel;
        assert_eq!(panel.margins[&outcome].typed, typed);
        assert_eq!(panel.margin(outcome), counts, "{typed}");
        comes_back(&history);
    }
    assert_eq!(history.apply(&margin(outcome, " ")), Ok(true));
    assert!(history.present().review.panel.margins.is_empty());
    let gone = OutcomeId(9_999);
    assert_eq!(
        history.apply(&margin(gone, "2")),
        Err(Refused::NoSuchOutcome(gone))
    );
}

#[test]
fn what_an_outcome_counts_is_one_step_and_comes_back() {
    let mut history = history();
    let outcome = history.present().review.outcomes[0].id;
    let class = EventClass {
        seriousness: Some(Stated::Known(EventSeriousness::Serious)),
        grades: Grades::new(3, 5).map(Stated::Known),
        onset: " day 0 to 7 ".to_owned(),
        ..EventClass::default()
    };
    let states = |class: &EventClass| Command::SetEvents {
        outcome,
        class: class.clone(),
    };
    assert_eq!(history.apply(&states(&class)), Ok(true));
    let kept = history.present().review.panel.events_of(outcome);
    assert_eq!(kept.onset, "day 0 to 7");
    assert_eq!(kept.grades, class.grades);
    comes_back(&history);
    // The same again changes nothing; what says nothing is not kept.
    assert_eq!(history.apply(&states(&class)), Ok(false));
    let impossible = EventClass {
        grades: Some(Stated::Known(Grades { from: 4, to: 9 })),
        relatedness: Some(Stated::Worded(" ".to_owned())),
        ..EventClass::default()
    };
    assert_eq!(history.apply(&states(&impossible)), Ok(true));
    assert!(history.present().review.panel.events.is_empty());
    history.undo();
    assert_eq!(history.present().review.panel.events_of(outcome), kept);
    history.undo();
    assert!(history.present().review.panel.events.is_empty());
}

#[test]
fn a_latency_is_kept_as_typed_and_counts_where_it_is_a_time() {
    let mut history = history();
    let outcome = history.present().review.outcomes[0].id;
    for (typed, days) in [
        ("2 years", Some(730.5)),
        ("30 d", Some(30.0)),
        ("0 days", None),
        ("long", None),
    ] {
        let command = Command::SetLatency {
            outcome,
            typed: typed.to_owned(),
        };
        assert_eq!(history.apply(&command), Ok(true));
        let panel = &history.present().review.panel;
        assert_eq!(panel.latencies[&outcome], typed);
        assert_eq!(panel.latency(outcome), days, "{typed}");
        assert_eq!(panel.has_latency_fault(outcome), days.is_none());
        comes_back(&history);
    }
}

#[test]
fn the_suggested_panel_adds_what_is_missing_and_renames_nothing() {
    let mut history = sample();
    let before = history.present().clone();
    let names = |project: &Project| -> Vec<String> {
        let outcomes = project.review.outcomes.iter();
        outcomes.map(|outcome| outcome.name.clone()).collect()
    };
    assert_eq!(history.apply(&Command::TakeSuggestedPanel), Ok(true));
    let after = names(history.present());
    for name in names(&before) {
        assert!(after.contains(&name), "{name} was renamed");
    }
    let suggested: Vec<&str> = SUGGESTED.iter().map(|one| one.name).collect();
    assert_eq!(after[..suggested.len()], suggested);
    // Nine were there, seven of them in the panel.
    assert_eq!(
        after.len(),
        before.review.outcomes.len() + suggested.len() - 7
    );
    let review = &history.present().review;
    assert!(
        review.outcomes[..12].iter().all(|outcome| {
            review.panel.margin(outcome.id).is_some() && outcome.group.is_some()
        })
    );
    // Taken twice it changes nothing.
    assert_eq!(history.apply(&Command::TakeSuggestedPanel), Ok(false));
    comes_back(&history);
    assert!(history.undo());
    assert_eq!(history.present(), &before);
}

#[test]
fn a_definition_and_a_margin_of_ones_own_stay_when_the_suggested_panel_is_taken() {
    let mut history = sample();
    let death = history.present().review.outcomes[4].clone();
    assert_eq!(death.name, "Death");
    assert_eq!(history.apply(&margin(death.id, "1.1")), Ok(true));
    assert_eq!(history.apply(&Command::TakeSuggestedPanel), Ok(true));
    let review = &history.present().review;
    assert_eq!(review.panel.margin(death.id), Some(1.1));
    let note = review.outcome(death.id).map(|outcome| outcome.note.clone());
    assert_eq!(note.as_ref(), Some(&death.note));
}

#[test]
fn outcomes_that_come_after_a_panel_was_fixed_were_added_later() {
    let mut history = history();
    let fix = |day: &str| Command::FixPanel(Some(day.to_owned()));
    assert_eq!(history.apply(&fix("soon")), Err(Refused::NotADay));
    assert_eq!(history.apply(&fix("2025-05-12")), Ok(true));
    let name = String::from("Rash");
    let kind = OutcomeKind::Counts;
    assert_eq!(history.apply(&Command::AddOutcome { name, kind }), Ok(true));
    let review = &history.present().review;
    let later: Vec<&str> = review
        .outcomes
        .iter()
        .filter(|outcome| review.panel.is_added_later(outcome.id))
        .map(|outcome| outcome.name.as_str())
        .collect();
    assert_eq!(later, ["Rash"]);
    comes_back(&history);
    assert_eq!(history.apply(&Command::FixPanel(None)), Ok(true));
    assert_eq!(history.present().review.panel.fixed, None);
}

#[test]
fn an_emptied_panel_keeps_every_entry() {
    let mut history = sample();
    let rash = Command::AddOutcome {
        name: String::from("Rash"),
        kind: OutcomeKind::Counts,
    };
    assert_eq!(history.apply(&rash), Ok(true));
    let trials = history.present().review.trials.clone();
    assert_eq!(history.apply(&Command::EmptyPanel), Ok(true));
    let review = &history.present().review;
    assert_eq!(review.trials, trials);
    assert!(review.outcomes.iter().all(|outcome| outcome.name != "Rash"));
    assert!(
        review
            .outcomes
            .iter()
            .all(|outcome| outcome.group.is_none())
    );
    assert!(review.panel.margins.is_empty());
}

#[test]
fn a_wording_goes_under_another_outcome_and_is_kept_and_two_numbers_of_a_trial_are_never_added() {
    let mut history = sample();
    let id = |history: &History, name: &str| {
        let mut outcomes = history.present().review.outcomes.iter();
        outcomes
            .find(|outcome| outcome.name == name)
            .map(|outcome| outcome.id)
    };
    let [infarction, arrhythmia, malignancy] = [
        "Myocardial infarction",
        "Ventricular arrhythmia",
        "Malignancy or ectopic tissue",
    ]
    .map(|name| id(&history, name).unwrap_or(OutcomeId(0)));
    let map = |from, into| Command::MapOutcome { from, into };
    let before = history.present().clone();
    let refused = history.apply(&map(infarction, arrhythmia));
    assert!(
        matches!(refused, Err(Refused::ReportsBoth { outcome, .. }) if outcome == arrhythmia),
        "{refused:?}"
    );
    assert_eq!(history.present(), &before);
    let reported = |project: &Project, outcome| {
        let trials = project.review.trials.iter();
        trials
            .filter(|trial| trial.records.contains_key(&outcome))
            .count()
    };
    let both = reported(&before, infarction) + reported(&before, malignancy);
    match history.apply(&map(infarction, malignancy)) {
        Ok(changed) => {
            assert!(changed);
            let review = &history.present().review;
            assert_eq!(review.outcome(infarction), None);
            assert_eq!(reported(history.present(), malignancy), both);
            assert!(review.panel.terms_of(malignancy).count() > 0);
            assert!(
                review
                    .panel
                    .terms
                    .iter()
                    .all(|term| term.wording == "Myocardial infarction")
            );
            comes_back(&history);
            assert!(history.undo());
            assert_eq!(history.present(), &before);
        }
        Err(refused) => assert!(matches!(refused, Refused::ReportsBoth { .. })),
    }
}

#[test]
fn published_results_stand_beside_the_outcome_of_their_name_and_go_without_a_trace() {
    let mut history = history();
    let outcome = history.present().review.outcomes[0].clone();
    let published = EarlierReview {
        name: String::from("Somebody 2019"),
        source: String::new(),
        results: vec![
            EarlierResult {
                wording: outcome.name.to_uppercase(),
                measure: String::from("RR"),
                estimate: Entry::reported(1.2),
                ..EarlierResult::default()
            },
            EarlierResult {
                wording: String::from("Something else"),
                estimate: Entry::reported(f64::INFINITY),
                ..EarlierResult::default()
            },
        ],
    };
    assert_eq!(
        history.apply(&Command::AddEarlier(vec![published.clone()])),
        Ok(true)
    );
    let kept = &history.present().review.earlier[0];
    assert_eq!(kept.results[0].outcome, Some(outcome.id));
    assert_eq!(kept.results[1].outcome, None);
    assert!(kept.results[1].estimate.is_unreadable());
    comes_back(&history);
    // The same once more takes its place.
    assert_eq!(
        history.apply(&Command::AddEarlier(vec![published])),
        Ok(false)
    );
    assert_eq!(history.present().review.earlier.len(), 1);
    assert_eq!(history.apply(&Command::RemoveOutcome(outcome.id)), Ok(true));
    assert_eq!(history.present().review.earlier[0].results[0].outcome, None);
    assert_eq!(
        history.apply(&Command::RemoveEarlier(3)),
        Err(Refused::NoSuchEarlier)
    );
    assert_eq!(history.apply(&Command::RemoveEarlier(0)), Ok(true));
    assert!(history.present().review.earlier.is_empty());
}

#[test]
fn more_published_results_than_are_kept_are_refused() {
    let mut history = history();
    let results = vec![EarlierResult::default(); Limit::PUBLISHED + 1];
    let review = EarlierReview {
        results,
        ..EarlierReview::default()
    };
    assert_eq!(
        history.apply(&Command::AddEarlier(vec![review])),
        Err(Refused::TooMuch(Limit::Published(Limit::PUBLISHED)))
    );
}

#[test]
fn a_hostile_panel_says_nothing_of_what_is_not_there() {
    let mut project = Project::of(small_review());
    let mut panel = (*project.review.panel).clone();
    panel.margins.insert(OutcomeId(7_777), Entry::reported(2.0));
    panel.latencies.insert(OutcomeId(7_777), "2 years".into());
    let serious = EventClass {
        seriousness: Some(Stated::Known(EventSeriousness::Serious)),
        ..EventClass::default()
    };
    panel.events.insert(OutcomeId(7_777), serious);
    let impossible = EventClass {
        grades: Some(Stated::Known(Grades { from: 0, to: 200 })),
        ..EventClass::default()
    };
    let known = project.review.outcomes[0].id;
    panel.events.insert(known, impossible);
    panel.fixed = Some(trialpool::data::FixedPanel {
        date: String::from("<b>now</b>"),
        outcomes: [OutcomeId(7_777)].into(),
    });
    project.review.panel = panel.into();
    let restored = restore(&save(&project)).map(|restored| restored.project);
    assert_eq!(restored, Ok(Project::of(small_review())));
}

#[test]
fn a_review_that_is_added_brings_its_margins_wordings_and_published_results() {
    let with_panel = |typed: &str, estimate: f64| {
        let mut history = history();
        let outcome = history.present().review.outcomes[0].id;
        history.apply(&margin(outcome, typed)).unwrap();
        let published = EarlierReview {
            name: "Lalu 2012".into(),
            results: vec![EarlierResult {
                wording: "fever".into(),
                estimate: Entry::reported(estimate),
                ..EarlierResult::default()
            }],
            ..EarlierReview::default()
        };
        let command = Command::AddEarlier(vec![published]);
        history.apply(&command).unwrap();
        history.present().review.clone()
    };
    let added = with_panel("1.5", 1.9);
    let add = |same_trial| Command::Append {
        review: Box::new(added.clone()),
        same_trial,
    };
    let outcome = small_review().outcomes[0].id;
    let mut history = history();
    history.apply(&add(SameTrial::FillGaps)).unwrap();
    let review = &history.present().review;
    assert_eq!(review.panel.margin(outcome), Some(1.5));
    assert_eq!(review.earlier[0].results[0].outcome, Some(outcome));
    assert!(!overlap(review, &added).panel_differs);
    // What is here stays, or is overwritten, as was asked.
    let here = with_panel("1.25", 2.4);
    assert!(overlap(&here, &added).panel_differs);
    for (same_trial, margin, estimate) in [
        (SameTrial::FillGaps, 1.25, 2.4),
        (SameTrial::Overwrite, 1.5, 1.9),
    ] {
        let mut history = History::new(Project::of(here.clone()));
        history.apply(&add(same_trial)).unwrap();
        let review = &history.present().review;
        assert_eq!(review.panel.margin(outcome), Some(margin));
        assert_eq!(review.earlier.len(), 1);
        assert_eq!(
            review.earlier[0].results[0].estimate.value(),
            Some(estimate)
        );
    }
}
