//! What is said of how long people were watched.

use std::sync::Arc;

use trialpool::analysis::{Prepared, exposure};
use trialpool::data::{Covariate, CovariateId, OutcomeId, Review};
use trialpool::wording::exposure::{card, sentences};
use trialpool::wording::{Locale, Subject};

use super::{answered, review};

const COLUMN: CovariateId = CovariateId(500);

/// Trials of 100 people each with these follow-ups in a column of months, and a latency.
fn followed(months: &[&str], latency: &str) -> (Review, Prepared) {
    let tables: Vec<[u64; 4]> = months.iter().map(|_| [3, 50, 2, 50]).collect();
    let mut review = review("Malignancy", &tables);
    review.covariates.push(Covariate {
        id: COLUMN,
        name: "Follow-up (months)".into(),
    });
    for (trial, months) in review.trials.iter_mut().zip(months) {
        let trial = Arc::make_mut(trial);
        trial.covariates.insert(COLUMN, (*months).to_owned());
    }
    if !latency.is_empty() {
        let panel = Arc::make_mut(&mut review.panel);
        panel.latencies.insert(OutcomeId(0), latency.to_owned());
    }
    let (prepared, _) = answered(&review, None);
    (review, prepared)
}

fn said(months: &[&str], latency: &str) -> String {
    let (review, prepared) = followed(months, latency);
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    let found = exposure(&review, &prepared, OutcomeId(0));
    assert_eq!(
        card(&found, &subject).map(|card| card.detail),
        Some(sentences(&found, &subject).join(" ")).filter(|said| !said.is_empty())
    );
    sentences(&found, &subject).join(" ")
}

/// 100 people for 24 months, 100 for 12 and 100 for 6 of 30.4375 days: 350 person-years by hand.
#[test]
fn person_years_are_people_times_follow_up_and_say_that_they_are_approximate() {
    let (review, prepared) = followed(&["24", "12", "6"], "");
    let found = exposure(&review, &prepared, OutcomeId(0));
    let years = found.person_years().expect("three trials say how long");
    assert!((years - 350.0).abs() < 1e-9, "{years}");
    let all = said(&["24", "12", "6"], "");
    assert!(
        all.starts_with("About 350 person-years were observed: people times"),
        "{all}"
    );
    assert!(
        all.contains("\u{201c}Follow-up (months)\u{201d}, in 3 trials (approximate)."),
        "{all}"
    );
    assert!(!all.contains("latency"), "{all}");
    let some = said(&["24", "n/a"], "");
    assert!(
        some.contains("in 1 trial (approximate). 1 of 2 trials does not say how long."),
        "{some}"
    );
}

#[test]
fn how_many_trials_watched_for_shorter_than_the_latency_is_said_for_every_number_of_them() {
    for (months, expected) in [
        (
            &["24", "12", "6"][..],
            "2 of 3 trials that say so followed people for shorter than the stated latency of 2 years: later events could not be seen there.",
        ),
        (
            &["36", "24"],
            "Both trials that say so followed people for at least the stated latency of 2 years.",
        ),
        (
            &["6", ""],
            "The only trial that says so followed people for shorter than the stated latency of 2 years: later events could not be seen.",
        ),
        (
            &["", ""],
            "How long people were followed is not known in 2 trials, so that it cannot be told whether the stated latency of 2 years had passed.",
        ),
    ] {
        let said = said(months, "2 years");
        assert!(said.ends_with(expected), "{said}");
    }
}

#[test]
fn nothing_is_said_where_nothing_is_known_and_no_latency_is_stated() {
    assert_eq!(said(&["", ""], ""), "");
    assert_eq!(said(&["24 (12 to 36)"], ""), "");
}
