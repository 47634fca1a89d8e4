use std::sync::Arc;

use proptest::prelude::*;
use trialpool::data::{
    Arm, ArmId, Cell, Clusters, Covariate, CovariateId, Design, Entry, Misread, OutcomeId,
    OutcomeKind, Periods, Role, Scale, State, TrialId, Values,
};
use trialpool::project::{
    Column, Command, FORMAT, Limit, Mended, Project, RestoreError, VERSION, pin_proposals, restore,
    restore_sentence, save,
};
use trialpool::wording::Locale;

use super::random_cases::cases;
use super::{done, estimate, small_project};

/// The document of version 1 that every later version must open. Never changed, never made anew.
const VERSION_1: &str = include_str!("version_1.json");

/// What the document of version 1 holds: every kind of outcome and every state of an entry that version 1 knows.
fn version_1() -> Project {
    let mut project = small_project();
    for command in [
        Command::SetTitle {
            title: "Cells in lung injury".into(),
            subtitle: "For the tests; numbers are made up".into(),
        },
        Command::AddOutcome {
            name: "Hazard of death".into(),
            kind: OutcomeKind::Estimates(Scale::Ratio),
        },
        Command::AddCovariate {
            name: "Dose".into(),
        },
        super::typed(11, Column::Covariate(CovariateId(21)), "2 × 10⁶ per kg"),
        super::typed(10, Column::Year, "2019"),
        super::typed(12, Column::Randomized, "unclear"),
        super::type_events(12, 2, 0, "NR"),
        Command::SetProvenance {
            trial: TrialId(10),
            outcome: OutcomeId(1),
            time_point: "24 h".into(),
            source: "Table 2, “any fever”".into(),
            note: "people, not events".into(),
        },
        Command::LeaveOut {
            trials: vec![TrialId(12)],
            outcome: None,
            reason: String::new(),
        },
        Command::IncludeNotRandomized(true),
        Command::SetDecimalComma(true),
        Command::Dismiss {
            finding: "Smith 2001, Fever: the same four numbers as for Falls.".into(),
            reason: Some("so in the report".into()),
        },
    ] {
        project = done(&project, &command);
    }
    for (cell, typed) in [
        (Cell::Estimate, "0,85"),
        (Cell::Lower, "0,6"),
        (Cell::Upper, "1,2"),
    ] {
        project = done(&project, &super::typed(10, estimate(20, cell), typed));
    }
    let trial = Arc::make_mut(&mut project.review.trials[1]);
    trial.arms.push(Arm {
        id: ArmId(2),
        label: "low dose".into(),
        role: Role::Ignored,
    });
    if let Some(record) = trial.records.get_mut(&OutcomeId(2))
        && let Values::Counts(arms) = &mut record.values
    {
        for (arm, typed, reason) in [
            (0, "-1", Misread::Negative),
            (1, "12%", Misread::Percentage),
        ] {
            arms.get_mut(&ArmId(arm)).unwrap().events = Entry {
                typed: typed.into(),
                state: State::Unreadable(reason),
            };
        }
    }
    let mut project = pin_proposals(project);
    project.chosen.insert(OutcomeId(1));
    project
}

#[test]
fn the_document_of_version_1_opens_and_holds_what_it_held() {
    let restored = restore(VERSION_1).unwrap();
    assert_eq!(restored.mended, []);
    assert_eq!(restored.project.review, version_1().review);
    assert_eq!(restored.project.chosen, version_1().chosen);
    assert_eq!(
        restored.project.settings.hidden,
        version_1().settings.hidden
    );
    assert_eq!(restored.project.settings.plans.len(), 3);
}

/// The document of version 2 that every later version must open. Never changed, never made anew.
const VERSION_2: &str = include_str!("version_2.json");

/// What version 2 adds: other time points, and designs other than people randomized one by one.
fn version_2() -> Project {
    let mut project = version_1();
    let number =
        |typed: &str| trialpool::read::entry::number(typed, trialpool::read::Decimal::Comma);
    let clusters = Clusters {
        size: number("29,8"),
        correlation: number("0,02"),
        outcomes: [(OutcomeId(2), number("0,05"))].into_iter().collect(),
        source: "Hip 2012, table 3".into(),
        estimates_ignore_clusters: true,
    };
    for (trial, design) in [
        (10, Design::Cluster(clusters)),
        (12, Design::Crossover(Periods::Paired)),
    ] {
        let command = Command::SetDesign {
            trials: vec![TrialId(trial)],
            design: Some(design),
        };
        project = done(&project, &command);
    }
    let record = Arc::make_mut(&mut project.review.trials[0])
        .records
        .get_mut(&OutcomeId(1));
    let record = record.unwrap();
    let mut later = record.clone();
    later.time_point = "7 d".into();
    record.add_time(later);
    let command = Command::UseTime {
        trial: TrialId(10),
        outcome: OutcomeId(1),
        place: Some(1),
    };
    done(&project, &command)
}

#[test]
fn the_document_of_version_2_opens_and_holds_what_it_held() {
    let restored = restore(VERSION_2).unwrap();
    assert_eq!(restored.mended, []);
    assert_eq!(restored.project.review, version_2().review);
}

/// The document of version 3 that every later version must open. Never changed, never made anew.
const VERSION_3: &str = include_str!("version_3.json");

/// What version 3 adds: trials that are left out with a reason, or of one outcome.
fn version_3() -> Project {
    let mut project = version_2();
    for (trial, outcome, reason) in [
        (10, Some(OutcomeId(1)), "Counted fits, not people"),
        (11, None, "High risk of bias"),
    ] {
        let command = Command::LeaveOut {
            trials: vec![TrialId(trial)],
            outcome,
            reason: reason.into(),
        };
        project = done(&project, &command);
    }
    project
}

#[test]
fn the_document_of_version_3_opens_and_holds_what_it_held() {
    let restored = restore(VERSION_3).unwrap();
    assert_eq!(restored.mended, []);
    assert_eq!(restored.project.review, version_3().review);
    let [restored, expected] = [restored.project, version_3()].map(|project| project.settings);
    assert_eq!(restored.hidden, expected.hidden);
    assert_eq!(restored.exclusions, expected.exclusions);
    assert_eq!(restored.exclusions.len(), 2);
}

#[test]
fn exclusions_of_what_the_review_does_not_have_are_forgotten() {
    let document = VERSION_3
        .replace(r#""trial":10,"outcome":1"#, r#""trial":10,"outcome":77"#)
        .replace(
            r#""trial":11,"outcome":null"#,
            r#""trial":99,"outcome":null"#,
        );
    assert_ne!(document, VERSION_3);
    let restored = restore(&document).unwrap().project;
    assert_eq!(restored.settings.exclusions, []);
}

#[test]
fn what_is_saved_says_what_it_is() {
    let saved: serde_json::Value = serde_json::from_str(&save(&small_project())).unwrap();
    assert_eq!(saved["format"], FORMAT);
    assert_eq!(saved["version"], VERSION);
}

#[test]
fn other_formats_and_newer_versions_are_refused_by_name() {
    assert!(matches!(
        restore("trial,events\nAdams,3"),
        Err(RestoreError::NotJson { line: 1, .. })
    ));
    assert!(matches!(restore(""), Err(RestoreError::NotJson { .. })));
    for other in [
        "[]",
        "42",
        "null",
        "{}",
        r#"{"format":"excalidraw","version":1}"#,
        r#"{"format":7,"version":1}"#,
    ] {
        assert_eq!(restore(other), Err(RestoreError::OtherFormat), "{other}");
    }
    assert_eq!(
        restore(r#"{"format":"trialpool","version":99,"something":"new"}"#),
        Err(RestoreError::Newer { version: 99 })
    );
    for damaged in [
        r#"{"format":"trialpool"}"#,
        r#"{"format":"trialpool","version":1}"#,
        r#"{"format":"trialpool","version":0}"#,
        r#"{"format":"trialpool","version":"1"}"#,
        r#"{"format":"trialpool","version":1,"review":[],"settings":{}}"#,
    ] {
        assert!(
            matches!(restore(damaged), Err(RestoreError::Damaged { .. })),
            "{damaged}"
        );
    }
}

#[test]
fn a_damaged_document_is_refused_by_the_name_of_the_field() {
    let saved = save(&small_project());
    let label = r#""arms":[{"id":0,"label":"""#;
    for (from, to, field, problem) in [
        (
            r#"{"id":1,"label":"","role":"control"}"#,
            r#"{"id":1,"label":7,"role":"control"}"#,
            "review.trials[0].arms[1].label",
            "a text is expected",
        ),
        (
            label,
            r#""arms":[{"label":"""#,
            "review.trials[0].arms[0].id",
            "it is missing",
        ),
        (
            r#"{"reported":30}"#,
            r#"{"reported":30.5}"#,
            "review.trials[0].records.1.values.counts.0.total.state.reported",
            "a whole number is expected",
        ),
        (
            r#""role":"control""#,
            r#""role":"sham""#,
            "review.trials[0].arms[1].role",
            "the name is not known",
        ),
        (
            r#""hidden":[]"#,
            r#""hidden":{}"#,
            "settings.hidden",
            "a list is expected",
        ),
    ] {
        let damaged = saved.replacen(from, to, 1);
        assert_ne!(damaged, saved, "{from}");
        let refused = restore(&damaged).unwrap_err();
        let expected = RestoreError::Damaged {
            field: field.into(),
            problem: problem.into(),
        };
        assert_eq!(refused, expected);
        assert_eq!(
            restore_sentence(&refused, Locale::DecimalPoint),
            format!(
                "The file says it is a Trialpool project, but “{field}” in it cannot be read: {problem}. \
                 Open an earlier copy of it."
            )
        );
    }
}

#[test]
fn a_document_that_breaks_off_says_where() {
    let saved = save(&small_project());
    let half = &saved[..saved.len() / 2];
    assert!(matches!(
        restore(half),
        Err(RestoreError::NotJson { line: 1, .. })
    ));
}

#[test]
fn a_byte_order_mark_is_no_part_of_the_document() {
    let saved = format!("\u{feff}{}", save(&small_project()));
    assert_eq!(restore(&saved).unwrap().project, small_project());
}

#[test]
fn more_than_is_kept_is_refused_with_the_limit() {
    let mut project = small_project();
    project.review.title = "x".repeat(Limit::TEXT + 1);
    assert_eq!(
        restore(&save(&project)),
        Err(RestoreError::TooLarge(Limit::Text(Limit::TEXT)))
    );
    let mut project = small_project();
    let arms = &mut Arc::make_mut(&mut project.review.trials[0]).arms;
    while arms.len() <= Limit::ARMS {
        let arm = Arm {
            id: ArmId(u32::try_from(arms.len()).unwrap()),
            ..arms[0].clone()
        };
        arms.push(arm);
    }
    assert_eq!(
        restore(&save(&project)),
        Err(RestoreError::TooLarge(Limit::Arms(Limit::ARMS)))
    );
}

#[test]
fn deep_nesting_is_refused_and_does_not_exhaust_the_stack() {
    let deep = format!(
        r#"{{"format":"trialpool","version":1,"review":{}1{}}}"#,
        "[".repeat(100_000),
        "]".repeat(100_000)
    );
    assert!(restore(&deep).is_err());
}

#[test]
fn an_identifier_given_twice_is_put_right_and_said() {
    let mut project = small_project();
    Arc::make_mut(&mut project.review.trials[1]).id = TrialId(10);
    Arc::make_mut(&mut project.review.trials[2]).arms[1].id = ArmId(0);
    let restored = restore(&save(&project)).unwrap();
    assert_eq!(
        restored.mended,
        [
            Mended::Renumbered {
                name: "Brown 2020".into()
            },
            Mended::Renumbered {
                name: "Clark 2021".into()
            },
        ]
    );
    let trials = &restored.project.review.trials;
    assert_ne!(trials[0].id, trials[1].id);
    assert_ne!(trials[2].arms[0].id, trials[2].arms[1].id);
    assert!(restored.project.review.next_id > trials[1].id.0);
}

#[test]
fn numbers_of_an_outcome_that_is_not_listed_are_shown_under_one_made_for_them() {
    let mut project = small_project();
    project.review.outcomes.pop();
    let restored = restore(&save(&project)).unwrap();
    assert_eq!(
        restored.mended,
        [Mended::Made {
            name: "Outcome 2".into()
        }]
    );
    assert_eq!(restored.project.review.outcomes[1].id, OutcomeId(2));
    assert_eq!(restored.project.review.trials, project.review.trials);
}

#[test]
fn identifiers_are_never_given_twice_after_a_document_understated_them() {
    let mut project = small_project();
    project.review.next_id = 0;
    let mut restored = restore(&save(&project)).unwrap().project;
    assert!(restored.review.fresh_id() > 12);
    project.review.covariates.push(Covariate {
        id: CovariateId(u32::MAX),
        name: "last".into(),
    });
    assert!(matches!(
        restore(&save(&project)),
        Err(RestoreError::Damaged { .. })
    ));
}

#[test]
fn a_number_that_json_cannot_hold_does_not_make_the_document_unreadable() {
    let mut project = done(
        &small_project(),
        &Command::AddOutcome {
            name: "Hazard".into(),
            kind: OutcomeKind::Estimates(Scale::Ratio),
        },
    );
    let hazard = project.review.outcomes[2].id;
    project = done(
        &project,
        &super::typed(10, estimate(hazard.0, Cell::Estimate), "0.85"),
    );
    let trial = Arc::make_mut(&mut project.review.trials[0]);
    if let Values::Estimate(entries) = &mut trial.records.get_mut(&hazard).unwrap().values {
        entries.estimate.state = State::Reported(f64::INFINITY);
    }
    let restored = restore(&save(&project)).unwrap().project;
    let Values::Estimate(entries) = &restored.review.trials[0]
        .records
        .get(&hazard)
        .unwrap()
        .values
    else {
        panic!("an estimate was saved");
    };
    assert_eq!(entries.estimate.typed, "0.85");
    assert!(entries.estimate.is_unreadable());
}

proptest! {
    #![proptest_config(cases(200))]

    #[test]
    fn what_is_saved_is_restored_unchanged(project in super::random::project()) {
        let restored = restore(&save(&project)).unwrap();
        prop_assert_eq!(restored.mended, vec![]);
        prop_assert_eq!(restored.project, project);
    }

    #[test]
    fn what_is_saved_is_the_review_with_what_was_chosen_about_it(project in super::random::project()) {
        let saved: serde_json::Value = serde_json::from_str(&save(&project)).unwrap();
        let expected = serde_json::json!({
            "format": FORMAT,
            "version": VERSION,
            "review": project.review,
            "settings": project.settings,
            "chosen": project.chosen,
        });
        prop_assert_eq!(saved, expected);
    }

    #[test]
    fn saving_twice_gives_the_same_text(project in super::random::project()) {
        let once = save(&project);
        let twice = save(&restore(&once).unwrap().project);
        prop_assert_eq!(once, twice);
    }

    #[test]
    fn no_text_makes_restore_panic(text in "\\PC{0,200}") {
        let _ = restore(&text);
        let _ = restore(&format!(r#"{{"format":"trialpool","version":1,{text}"#));
    }

    #[test]
    fn a_document_with_a_piece_cut_out_is_refused_or_opened_but_never_panics(
        project in super::random::project(),
        from in 0..1_000_usize,
        length in 1..200_usize,
    ) {
        let saved: Vec<char> = save(&project).chars().collect();
        let from = saved.len() * from / 1_000;
        let cut: String = saved
            .iter()
            .take(from)
            .chain(saved.iter().skip(from + length))
            .collect();
        if let Ok(restored) = restore(&cut) {
            let again = restore(&save(&restored.project)).unwrap();
            prop_assert_eq!(again.project, restored.project);
            prop_assert_eq!(again.mended, vec![]);
        }
    }
}
