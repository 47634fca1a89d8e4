//! What is said of trials that the reviewers left out: how many reported, how many of them were left out, and why.

use std::sync::Arc;

use trialpool::analysis::{Prepared, answer, prepare};
use trialpool::data::{FigureSettings, OutcomeId, Review, Settings};
use trialpool::figure::forest::{Forest, Inputs, Options, scene};
use trialpool::figure::{Answered, safety};
use trialpool::report;
use trialpool::wording::{Locale, Subject, exclusions, sentences};

use super::review;

const FEVER: [[u64; 4]; 4] = [
    [7, 72, 3, 59],
    [4, 40, 2, 39],
    [1, 30, 2, 31],
    [5, 61, 3, 60],
];

/// The review with trials left out of its outcome: the place of each, and the reason.
fn left_out(tables: &[[u64; 4]], excluded: &[(usize, &str)]) -> (Review, Settings) {
    let review = review("Fever", tables);
    let mut settings = Settings::default();
    let outcome = Some(review.outcomes[0].id);
    for (place, reason) in excluded {
        let trial = [review.trials[*place].id].into();
        settings.leave_out(&trial, outcome, reason);
    }
    (review, settings)
}

fn prepared(review: &Review, settings: &Settings) -> Prepared {
    prepare(review, settings, review.outcomes[0].id).unwrap()
}

/// The sentence over the figure, and the short line of the list.
fn said(tables: &[[u64; 4]], excluded: &[(usize, &str)]) -> [String; 2] {
    let (review, settings) = left_out(tables, excluded);
    let prepared = prepared(&review, &settings);
    let response = answer(&prepared.request);
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    [
        sentences::outcome(&response, &subject),
        sentences::profile_line(&response, &subject).trials,
    ]
}

#[test]
fn the_sentence_and_the_line_count_who_reported_and_who_of_them_was_left_out() {
    let [sentence, line] = said(&FEVER, &[(3, "Wrong population.")]);
    assert!(
        sentence.contains(
            "; 4 of 4 trials reported it, 1 left out by the reviewers (wrong population))"
        ),
        "{sentence}"
    );
    // Only the numbers of the other three are added up.
    assert!(
        sentence.contains("12 of 142 against 7 of 129"),
        "{sentence}"
    );
    assert_eq!(line, "4 of 4 trials, 1 left out");
    let [sentence, line] = said(&FEVER, &[]);
    assert!(sentence.contains("4 of 4 trials)"), "{sentence}");
    assert_eq!(line, "4 of 4 trials");
}

#[test]
fn reasons_are_counted_where_they_differ_and_a_missing_one_is_said_to_be_missing() {
    let [sentence, _] = said(
        &FEVER,
        &[(0, "High risk of bias"), (1, ""), (2, "high risk of bias")],
    );
    assert!(
        sentence.contains(
            "4 of 4 trials reported it, 3 left out by the reviewers (2: high risk of bias; 1: no reason given)"
        ),
        "{sentence}"
    );
}

#[test]
fn where_none_is_left_the_sentence_does_not_say_that_nobody_reported() {
    let all = [(0, "a"), (1, "a"), (2, "a"), (3, "a")];
    let [sentence, line] = said(&FEVER, &all);
    assert_eq!(
        sentence,
        "4 trials reported fever, 4 left out by the reviewers (a): none is left to pool."
    );
    assert_eq!(line, "4 of 4 trials, 4 left out");
}

#[test]
fn that_an_event_was_not_seen_is_said_of_the_pooled_trials_alone() {
    let tables = [[0, 40, 0, 39], [0, 30, 0, 31], [3, 50, 1, 50]];
    let [sentence, _] = said(&tables, &[(2, "Other dose")]);
    assert!(
        sentence.starts_with("Fever was not seen in 2 of 3 trials: 0 of 70 against 0 of 70."),
        "{sentence}"
    );
    assert!(
        sentence.contains("3 of 3 trials reported it, 1 left out by the reviewers (other dose)."),
        "{sentence}"
    );
}

#[test]
fn the_figures_and_tables_keep_the_trial_and_name_the_reason() {
    let (review, settings) = left_out(&FEVER, &[(3, "Wrong population")]);
    let prepared = prepared(&review, &settings);
    let response = answer(&prepared.request);
    let outcome = &review.outcomes[0];
    let answered = Answered::new(outcome, prepared.clone(), response.clone());
    let options = Options::two_columns(Locale::DecimalPoint);
    let figures = Arc::new(FigureSettings::default());
    let inputs = Inputs::new(&review, &answered, None, &figures, &options);
    let forest = Forest::of(&inputs);
    assert_eq!(forest.rows.len(), 3);
    let [trial] = &forest.left_out[..] else {
        panic!("one trial is left out");
    };
    assert_eq!(trial.label, review.trials[3].name);
    assert_eq!(
        trial.counts,
        Some(["5", "61", "3", "60"].map(str::to_owned))
    );
    assert_eq!(trial.weight, None);
    let drawn = scene(&inputs);
    let texts: Vec<&str> = drawn.texts().map(|text| text.content.as_str()).collect();
    assert!(texts.contains(&exclusions::HEAD.text()), "{texts:?}");
    assert!(texts.contains(&exclusions::LEFT_OUT.text()), "{texts:?}");
    let footer = forest.footer.join(" ");
    assert!(
        footer.contains(
            "4 of 4 trials reported this outcome, 1 left out by the reviewers (wrong population)."
        ),
        "{footer}"
    );

    let profile = safety::Inputs::new(
        &review,
        vec![answered],
        &safety::Options::landscape(Locale::DecimalPoint),
    );
    let profile = safety::SafetyProfile::of(&profile);
    let named = format!("{} (wrong population), of Fever", review.trials[3].name);
    assert!(
        profile
            .footer
            .iter()
            .any(|paragraph| paragraph.contains(&named)),
        "{:?}",
        profile.footer
    );

    let line = report::Answered {
        outcome,
        prepared: &prepared,
        response: &response,
    };
    let table = report::profile(&review, &[line], Locale::DecimalPoint);
    assert_eq!(table.rows[0].cells[1].shown, "4/4‡");
    assert!(table.notes.concat().contains(&named), "{:?}", table.notes);
    let table = report::outcome(&review, outcome, &prepared, &response, Locale::DecimalPoint);
    let last = table.notes.last().unwrap();
    assert!(
        last.contains("(left out by the reviewers: wrong population)"),
        "{last}"
    );
}

#[test]
fn different_reasons_stand_beside_the_names_in_the_footer() {
    let (review, settings) = left_out(&FEVER, &[(0, "Other dose"), (3, "")]);
    let prepared = prepared(&review, &settings);
    let response = answer(&prepared.request);
    let answered = Answered::new(&review.outcomes[0], prepared, response);
    let options = Options::two_columns(Locale::DecimalPoint);
    let figures = Arc::new(FigureSettings::default());
    let inputs = Inputs::new(&review, &answered, None, &figures, &options);
    let footer = Forest::of(&inputs).footer.join(" ");
    let expected = format!(
        "Left out by the reviewers: {} (other dose); {} (no reason given).",
        review.trials[0].name, review.trials[3].name
    );
    assert!(footer.contains(&expected), "{footer}");
}

#[test]
fn an_act_about_another_outcome_says_nothing_here() {
    let (review, mut settings) = left_out(&FEVER, &[]);
    let trial = [review.trials[0].id].into();
    settings.leave_out(&trial, Some(OutcomeId(4_000)), "elsewhere");
    assert_eq!(prepared(&review, &settings).rows.len(), 4);
}
