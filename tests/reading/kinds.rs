//! Numbers of two kinds under one name of an outcome are two outcomes: nothing is lost, nothing is pooled with its like by name
//! alone.

use proptest::prelude::*;
use trialpool::analysis::prepare;
use trialpool::data::{OutcomeKind, Review, Scale, Settings};
use trialpool::project::{Project, restore, save};
use trialpool::read::{Choices, table};

const HEADS: &str = "Study,Outcome,Time point,Events MSC,Total MSC,Events Control,Total Control,Person-time MSC,Person-time Control";

fn read(text: &str) -> Review {
    table(text, &Choices::default()).review
}

/// Name, kind and the trials that have numbers of each outcome.
fn outcomes(review: &Review) -> Vec<(String, OutcomeKind, Vec<String>)> {
    let outcomes = review.outcomes.iter();
    outcomes
        .map(|outcome| {
            let trials = review.trials.iter();
            let reporting = trials.filter(|trial| trial.records.contains_key(&outcome.id));
            let names = reporting.map(|trial| trial.name.clone());
            (outcome.name.clone(), outcome.kind, names.collect())
        })
        .collect()
}

#[test]
fn events_over_person_time_do_not_stand_among_counts_of_people() {
    let review = read(&format!(
        "{HEADS}\nA 2001,Fever,,3,40,2,41,,\nB 2002,Fever,,4,,1,,100,120\nC 2003,Fever,,5,50,3,52,,\n"
    ));
    assert_eq!(
        outcomes(&review),
        [
            (
                "Fever".to_owned(),
                OutcomeKind::Counts,
                vec!["A 2001".to_owned(), "C 2003".to_owned()]
            ),
            (
                "Fever (person-time)".to_owned(),
                OutcomeKind::PersonTime,
                vec!["B 2002".to_owned()]
            ),
        ]
    );
    for outcome in &review.outcomes {
        let prepared = prepare(
            &review,
            &Settings {
                include_not_randomized: true,
                ..Settings::default()
            },
            outcome.id,
        )
        .unwrap();
        assert!(prepared.left_out.is_empty(), "{:?}", prepared.left_out);
    }
}

#[test]
fn ratios_and_their_logarithms_are_two_outcomes() {
    let review = read(
        "Study,Outcome,HR,HR lower,HR upper,log HR,SE log HR\nA 2001,Death,0.8,0.6,1.1,,\nB 2002,Death,,,,-0.2,0.1\nC 2003,Death,0.9,0.7,1.2,,\n",
    );
    let kinds: Vec<OutcomeKind> = review.outcomes.iter().map(|outcome| outcome.kind).collect();
    assert_eq!(
        kinds,
        [
            OutcomeKind::Estimates(Scale::Ratio),
            OutcomeKind::Estimates(Scale::LogRatio)
        ]
    );
    assert_eq!(review.outcomes[1].name, "Death (log ratios)");
}

#[test]
fn a_row_that_may_be_of_the_kind_of_its_outcome_stays_there() {
    // Events without people or time may be of either kind.
    let review = read(&format!(
        "{HEADS}\nA 2001,Fever,,3,,2,,90,95\nB 2002,Fever,,4,,1,,,\nC 2003,Fever,,2,,2,,80,85\n"
    ));
    assert_eq!(outcomes(&review).len(), 1);
    assert_eq!(outcomes(&review)[0].2.len(), 3);
}

#[test]
fn time_points_with_numbers_of_another_kind_are_kept_as_another_outcome() {
    let review = read(&format!(
        "{HEADS}\nA 2001,Fever,30 d,3,40,2,41,,\nA 2001,Fever,1 y,4,,1,,100,120\nB 2002,Fever,30 d,5,50,3,52,,\n"
    ));
    assert_eq!(outcomes(&review).len(), 2);
    assert_survives(&review);
}

#[expect(
    clippy::unwrap_used,
    reason = "a document that does not open is a failed test"
)]
/// What is read is saved, and opens as what was saved, without anything that must be put right.
fn assert_survives(review: &Review) {
    let project = Project::of(review.clone());
    let restored = restore(&save(&project)).unwrap();
    assert_eq!(restored.mended, []);
    assert_eq!(save(&restored.project), save(&project));
}

proptest! {
    #[test]
    fn whatever_cells_are_filled_a_trial_holds_numbers_of_one_kind_for_each_outcome(
        rows in prop::collection::vec((0..2_usize, 0..2_usize, 0..3_usize, prop::array::uniform6(prop::option::of(0..60_u32))), 1..12),
    ) {
        use std::fmt::Write as _;
        let mut text = HEADS.to_owned();
        for (study, outcome, time, cells) in rows {
            let _ = write!(text, "\n{},{},{}", ["A 2001", "B 2002"][study], ["Fever", "Death"][outcome], ["", "30 d", "1 y"][time]);
            for cell in cells {
                let _ = write!(text, ",{}", cell.map_or_else(String::new, |cell| cell.to_string()));
            }
        }
        assert_survives(&read(&text));
    }
}
