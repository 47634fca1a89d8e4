use trialpool::data::Role;
use trialpool::read::registry::{Doubt, DoubtKind, Reason, Unread, records};
use trialpool::wording::Locale;
use trialpool::wording::registry::{doubt, reason, unread};

use super::vocabulary::fault;

fn every_doubt() -> Vec<DoubtKind> {
    let text = || "Cells, 2 × 10⁶".to_owned();
    vec![
        DoubtKind::NoAdverseEvents,
        DoubtKind::NotRandomized { allocation: text() },
        DoubtKind::NotRandomized {
            allocation: String::new(),
        },
        DoubtKind::Crossover,
        DoubtKind::NoGroup {
            side: Role::Control,
            stratum: text(),
        },
        DoubtKind::NoGroup {
            side: Role::Experimental,
            stratum: String::new(),
        },
        DoubtKind::NotDisjoint {
            side: Role::Experimental,
            groups: vec![text(), text()],
        },
        DoubtKind::Nobody { group: text() },
        DoubtKind::NotListed {
            threshold: "5".into(),
        },
        DoubtKind::NotListed {
            threshold: String::new(),
        },
        DoubtKind::TakenAsZero,
        DoubtKind::Repeated {
            organ_systems: vec![text(), text()],
        },
        DoubtKind::OtherWordings {
            taken: text(),
            left: vec![text()],
        },
        DoubtKind::MoreThanEnrolled {
            people: 389,
            enrolled: 305,
            groups: vec![text(), text()],
        },
        DoubtKind::NotCounted { group: text() },
    ]
}

#[test]
fn every_doubt_names_its_record_and_outcome_and_has_no_fault() {
    let text = r#"{"protocolSection": {"identificationModule": {"nctId": "NCT90000001"}}}"#;
    let records = records(text).expect("a record");
    for kind in every_doubt() {
        let of_outcome = Doubt {
            record: 0,
            outcome: Some("Fever".into()),
            kind,
        };
        let said = doubt(&of_outcome, &records);
        assert_eq!(fault(&said), None);
        assert!(
            said.starts_with("NCT90000001, Fever: ") && said.ends_with('.'),
            "{said}"
        );
        let of_nothing = Doubt {
            record: 7,
            outcome: None,
            ..of_outcome
        };
        assert!(doubt(&of_nothing, &records).starts_with("The record: "));
    }
}

#[test]
fn every_reason_and_refusal_has_no_fault() {
    for each in [
        Reason::Protocol,
        Reason::Title,
        Reason::BesideControl,
        Reason::SecondControl,
        Reason::Total,
        Reason::Sum,
        Reason::CrossoverTrial,
        Reason::CrossedOver,
        Reason::SecondCourse,
        Reason::Extension,
        Reason::BeforeTreatment,
        Reason::Nobody,
        Reason::Unknown,
    ] {
        assert_eq!(fault(reason(each)), None);
    }
    for (error, said) in [
        (
            Unread::NotJson {
                line: 1_200,
                column: 3,
            },
            "line 1,200, column 3",
        ),
        (Unread::NoRecord, "ClinicalTrials.gov"),
        (
            Unread::TooMuch {
                what: "records",
                limit: 2_000,
            },
            "2,000 records",
        ),
    ] {
        let sentence = unread(error, Locale::DecimalPoint);
        assert_eq!(fault(&sentence), None);
        assert!(sentence.contains(said), "{sentence}");
    }
}
