use std::sync::Arc;

use trialpool::analysis::prepare;
use trialpool::data::{
    Clusters, Design, Entry, Outcome, Periods, Record, Review, Settings, Trial, Window,
};
use trialpool::wording::taken::{reduced, remark, sentence};
use trialpool::wording::{Locale, Subject};

use super::review;

/// A review of one trial, and what is changed about it.
fn changed(change: impl FnOnce(&mut Trial, &mut Outcome)) -> Review {
    let mut review = review("Fever", &[[63, 295, 84, 330]]);
    let outcome = Arc::make_mut(&mut review.outcomes[0]);
    change(Arc::make_mut(&mut review.trials[0]), outcome);
    review
}

fn said(review: &Review) -> String {
    remark(
        &review.trials[0],
        &review.outcomes[0],
        1,
        Locale::DecimalPoint,
    )
}

fn at(record: &Record, time: &str) -> Record {
    Record {
        time_point: time.into(),
        ..record.clone()
    }
}

/// A trial with these time points, the first of which is used.
fn with_times(times: &[&str], window: Window, by_hand: bool) -> Review {
    changed(|trial, outcome| {
        outcome.window = window;
        let record = trial.records.get_mut(&outcome.id).unwrap();
        let plain = record.clone();
        record.time_point = times[0].into();
        for time in &times[1..] {
            record.add_time(at(&plain, time));
        }
        if let Some(others) = record.others.as_mut() {
            others.by_hand = by_hand;
        }
    })
}

fn with_design(design: Design) -> Review {
    changed(|trial, _| trial.design = Some(design))
}

fn clusters(size: f64, correlation: f64) -> Design {
    Design::Cluster(Clusters {
        size: Entry::reported(size),
        correlation: Entry::reported(correlation),
        ..Clusters::unknown()
    })
}

#[test]
fn the_time_point_in_use_is_said_with_how_it_was_chosen() {
    for (times, window, by_hand, expected) in [
        (
            &["30 d", "7 d"][..],
            Window::Lasting,
            false,
            "at 30 d, the longest of 2 time points",
        ),
        (
            &["7 d", "30 d"],
            Window::Immediate,
            false,
            "at 7 d, the earliest of 2 time points",
        ),
        // The longest did not report it.
        (
            &["30 d", "1 y"],
            Window::Lasting,
            false,
            "at 30 d, the longest with numbers of 2 time points",
        ),
        (
            &["7 d", "30 d"],
            Window::Lasting,
            true,
            "at 7 d, chosen among 2 time points",
        ),
        (
            &["in hospital", "30 d", "1 y"],
            Window::Lasting,
            false,
            "at in hospital, the first given of 3 time points",
        ),
        (&["30 d"], Window::Lasting, false, ""),
    ] {
        assert_eq!(said(&with_times(times, window, by_hand)), expected);
    }
}

#[test]
fn a_design_is_said_with_what_it_does_to_the_numbers() {
    for (design, expected) in [
        (
            clusters(29.8, 0.02),
            "clusters were randomized, reduced to its effective sample size by the design effect 1.58",
        ),
        (
            Design::Cluster(Clusters::unknown()),
            "clusters were randomized, taken as reported",
        ),
        (Design::Crossover(Periods::First), "crossover, first period"),
        (
            Design::Crossover(Periods::Paired),
            "crossover, compared within people",
        ),
        (
            Design::Crossover(Periods::Together),
            "crossover, all periods as though of different people",
        ),
    ] {
        assert_eq!(said(&with_design(design)), expected);
    }
    let review = with_design(clusters(29.8, 0.02));
    let (trial, outcome) = (&review.trials[0], &review.outcomes[0]);
    assert_eq!(
        reduced(trial, outcome, Locale::DecimalComma).as_deref(),
        Some("design effect 1,58: 63/295 and 84/330 enter as 40/187 and 53/209")
    );
}

#[test]
fn all_of_it_is_one_sentence_of_the_trials_in_the_pool() {
    let review = with_design(Design::Crossover(Periods::First));
    let outcome = &review.outcomes[0];
    let mut settings = Settings::default();
    let prepared = prepare(&review, &settings, outcome.id).unwrap();
    let subject = Subject::of(&review, outcome, &prepared, Locale::DecimalPoint);
    let name = &review.trials[0].name;
    let expected = format!("How numbers were taken: {name} (crossover, first period).");
    assert_eq!(subject.taken(), expected);
    settings.hidden.insert(review.trials[0].id);
    let prepared = prepare(&review, &settings, outcome.id).unwrap();
    assert_eq!(
        sentence(&review, outcome, &prepared.rows, Locale::DecimalPoint),
        ""
    );
}
