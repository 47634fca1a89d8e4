use trialpool::data::{ErrorReading, Place, Problem, ProblemKind, Severity, TrialId};
use trialpool::wording::Locale;
use trialpool::wording::problems::{consequence, remedy, sentence};

use super::vocabulary::fault;

fn problem(kind: ProblemKind) -> Problem {
    Problem {
        place: Place {
            row: Some(5),
            column: Some(3),
            head: Some("events, MSC".into()),
            trial: Some(TrialId(4)),
            trial_name: Some("Thompson 2020".into()),
            outcome_name: Some("Fever".into()),
            ..Place::default()
        },
        kind,
        severity: Severity::LeftOut,
    }
}

fn every_kind() -> Vec<ProblemKind> {
    let typed = || "-1.5".to_owned();
    vec![
        ProblemKind::EventsAboveTotal {
            events: 1_200,
            total: 10,
        },
        ProblemKind::Negative {
            typed: "minus one".into(),
        },
        ProblemKind::Fractional {
            typed: "1.5".into(),
        },
        ProblemKind::NotANumber {
            typed: "<script>alert(1)</script> and a long text behind it".into(),
        },
        ProblemKind::TooLarge {
            typed: "99999999999".into(),
            limit: 10_000_000,
        },
        ProblemKind::MissingTotal,
        ProblemKind::MissingEvents,
        ProblemKind::OneArmOnly,
        ProblemKind::EmptyArm,
        ProblemKind::Percentage {
            typed: "12%".into(),
        },
        ProblemKind::Misaligned { typed: "7".into() },
        ProblemKind::DuplicateTrial {
            first: TrialId(1),
            first_row: Some(2),
        },
        ProblemKind::DuplicateTrial {
            first: TrialId(1),
            first_row: None,
        },
        ProblemKind::TooManyPeople {
            people: 1_210,
            at_most: 1_200,
            by: "N randomized".into(),
            by_outcome: false,
        },
        ProblemKind::TooManyPeople {
            people: 24,
            at_most: 20,
            by: "Any adverse event".into(),
            by_outcome: true,
        },
        ProblemKind::MissingTrial,
        ProblemKind::TotalRow,
        ProblemKind::BadInterval,
        ProblemKind::MissingError,
        ProblemKind::NotPositive { typed: typed() },
        ProblemKind::MissingNumber,
        ProblemKind::NotAboveZero { typed: typed() },
        ProblemKind::OnePerson,
        ProblemKind::RaggedRow {
            found: 7,
            expected: 6,
        },
        ProblemKind::UnknownHead {
            missing: "events, control".into(),
        },
        ProblemKind::AmbiguousHead { head: "ci".into() },
        ProblemKind::Empty,
        ProblemKind::TooLong {
            what: "rows".into(),
            found: 200_000,
            limit: 50_000,
        },
    ]
}

#[test]
fn a_problem_says_where_it_is_what_it_is_and_what_to_do() {
    let found = problem(ProblemKind::EventsAboveTotal {
        events: 1_200,
        total: 10,
    });
    assert_eq!(
        sentence(&found, Locale::DecimalPoint),
        "Row 5, column “events, MSC”, Thompson 2020, Fever: 1,200 events among 10 people."
    );
    assert_eq!(
        remedy(&found),
        "Check both numbers against the report; events may have been counted instead of people, or the columns swapped."
    );
}

#[test]
fn numbers_that_contradict_each_other_are_both_named_and_so_is_where_they_stand() {
    let said = |kind| sentence(&problem(kind), Locale::DecimalPoint);
    assert_eq!(
        said(ProblemKind::TooManyPeople {
            people: 1_210,
            at_most: 1_200,
            by: "N randomized".into(),
            by_outcome: false,
        }),
        "Row 5, column “events, MSC”, Thompson 2020, Fever: 1,210 people, and only 1,200 by “N randomized”."
    );
    assert_eq!(
        said(ProblemKind::TooManyPeople {
            people: 24,
            at_most: 20,
            by: "Any adverse event".into(),
            by_outcome: true,
        }),
        "Row 5, column “events, MSC”, Thompson 2020, Fever: 24 people with it, and only 20 with Any adverse event."
    );
}

#[test]
fn every_problem_has_a_sentence_and_a_remedy_of_its_own() {
    let mut sentences = std::collections::BTreeSet::new();
    for kind in every_kind() {
        let found = problem(kind);
        let said = sentence(&found, Locale::DecimalPoint);
        assert!(said.starts_with("Row 5, column “events, MSC”, Thompson 2020, Fever: "));
        assert!(said.ends_with('.'), "{said}");
        assert!(said.chars().count() < 200, "{said}");
        assert_eq!(fault(&remedy(&found)), None);
        assert!(remedy(&found).ends_with('.'));
        sentences.insert(said);
    }
    assert_eq!(sentences.len(), every_kind().len());
}

#[test]
fn limits_that_contradict_a_standard_error_are_said_without_a_fault_under_every_reading() {
    let readings = [
        None,
        Some(ErrorReading::ErrorsNotVariances),
        Some(ErrorReading::VariancesNotErrors),
        Some(ErrorReading::LimitsAreLogarithms),
        Some(ErrorReading::LimitsAreRatios),
        Some(ErrorReading::ErrorOfTheRatio),
        Some(ErrorReading::NinetyPercent),
        Some(ErrorReading::NinetyNinePercent),
    ];
    let mut sentences = std::collections::BTreeSet::new();
    for reading in readings {
        let found = problem(ProblemKind::LimitsNotOfError {
            typed: ["0.60".into(), "1.90".into()],
            drawn: [0.84, 2.67],
            reading,
        });
        let said = sentence(&found, Locale::DecimalPoint);
        assert_eq!(fault(&said), None);
        assert_eq!(fault(&remedy(&found)), None);
        sentences.insert(said);
    }
    assert_eq!(sentences.len(), readings.len());
}

#[test]
fn a_problem_of_the_whole_table_begins_with_what_is_wrong() {
    let whole = Problem {
        place: Place::default(),
        kind: ProblemKind::Empty,
        severity: Severity::Fatal,
    };
    assert_eq!(
        sentence(&whole, Locale::DecimalPoint),
        "The text holds no table."
    );
}

#[test]
fn a_column_without_a_head_is_named_by_its_number() {
    let mut found = problem(ProblemKind::MissingTotal);
    found.place.head = None;
    found.place.outcome_name = None;
    assert_eq!(
        sentence(&found, Locale::DecimalPoint),
        "Row 5, column 3, Thompson 2020: events without a total."
    );
}

#[test]
fn what_becomes_of_the_numbers_depends_on_how_bad_it_is() {
    assert_ne!(
        consequence(Severity::Warning),
        consequence(Severity::LeftOut)
    );
    assert_ne!(consequence(Severity::LeftOut), consequence(Severity::Fatal));
}
