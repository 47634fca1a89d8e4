//! What is said of how trials came into a review: for nothing, one, many; and what does not add up, with where.

use trialpool::data::{Entry, Flow, FlowCount, FlowReason};
use trialpool::wording::Locale;
use trialpool::wording::flow::{against_review, boxes, fault, sentence};

const LOCALE: Locale = Locale::DecimalPoint;

fn flow(counts: &[(FlowCount, u64)]) -> Flow {
    Flow {
        counts: counts
            .iter()
            .map(|(count, value)| (*count, Entry::reported(*value)))
            .collect(),
        ..Flow::default()
    }
}

#[test]
fn the_sentence_says_what_was_typed_and_nothing_else() {
    assert_eq!(sentence(&Flow::default(), LOCALE), "");
    let one = flow(&[
        (FlowCount::Databases, 1),
        (FlowCount::Screened, 1),
        (FlowCount::NewStudies, 1),
    ]);
    assert_eq!(
        sentence(&one, LOCALE),
        "1 record was found in databases and registers; 1 record was screened; 1 study was included."
    );
    let mut many = flow(&[
        (FlowCount::Databases, 1_200),
        (FlowCount::Registers, 50),
        (FlowCount::Duplicates, 200),
        (FlowCount::Screened, 1_050),
        (FlowCount::ScreenedOut, 900),
        (FlowCount::Sought, 150),
        (FlowCount::NotRetrieved, 10),
        (FlowCount::Assessed, 140),
        (FlowCount::Citations, 4),
        (FlowCount::NewStudies, 35),
    ]);
    many.reasons.push(FlowReason {
        reason: "Not randomized".into(),
        count: Entry::reported(100),
    });
    assert_eq!(
        sentence(&many, LOCALE),
        "1,250 records were found in databases and registers; 4 records were found by other methods; 200 records were removed before screening; of 1,050 records screened, 900 were excluded; of 150 reports sought, 10 could not be retrieved; of 140 reports assessed, 100 were excluded; 35 studies were included."
    );
}

#[test]
fn what_does_not_add_up_is_said_with_where_and_by_how_much() {
    let wrong = flow(&[
        (FlowCount::Screened, 10),
        (FlowCount::ScreenedOut, 12),
        (FlowCount::Sought, 3),
        (FlowCount::NotRetrieved, 1),
        (FlowCount::Assessed, 1),
    ]);
    let said: Vec<String> = wrong
        .faults()
        .iter()
        .map(|one| fault(one, LOCALE))
        .collect();
    assert_eq!(
        said,
        [
            "Reports sought: 3 typed, but more was taken out before than there was (the records screened less those excluded). Correct a count.",
            "Reports assessed: 1 typed, but the reports sought less those not retrieved leave 2. Correct a count, or say in the text why they differ.",
        ]
    );
}

#[test]
fn the_included_studies_are_held_against_the_trials_of_the_review() {
    let included = flow(&[(FlowCount::NewStudies, 35)]);
    assert_eq!(
        against_review(&included, 35, LOCALE),
        "The review holds 35 trials, as many as the diagram includes."
    );
    assert!(against_review(&included, 1, LOCALE).contains("the review holds 1 trial."));
    assert_eq!(against_review(&Flow::default(), 3, LOCALE), "");
}

#[test]
fn a_count_that_was_not_typed_is_said_not_to_be_given() {
    let boxes = boxes(&flow(&[(FlowCount::Screened, 850)]), LOCALE);
    assert_eq!(boxes.main[1], ["Records screened (n = 850)"]);
    assert_eq!(boxes.main[2], ["Reports sought (n not given)"]);
    assert_eq!((boxes.previous, boxes.others), (None, None));
}
