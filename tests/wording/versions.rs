//! What is said of a frozen version beside the present: for one trial and several, for what came, went, changed and stayed.

use trialpool::analysis::{AnsweredOutcome, Prepared, Response, answer, compared, frozen, prepare};
use trialpool::data::{FrozenVersion, Review, Settings};
use trialpool::wording::Locale;
use trialpool::wording::old_and_new::{self, OldAndNew};
use trialpool::wording::versions::{Comparison, comparison};

use super::review;

fn answers(review: &Review) -> Vec<(Prepared, Response)> {
    let settings = Settings::default();
    review
        .outcomes
        .iter()
        .map(|outcome| {
            let prepared = prepare(review, &settings, outcome.id).unwrap();
            let response = answer(&prepared.request);
            (prepared, response)
        })
        .collect()
}

fn with_answers<T>(review: &Review, tell: impl FnOnce(&[AnsweredOutcome<'_>]) -> T) -> T {
    let answers = answers(review);
    let answered: Vec<AnsweredOutcome<'_>> = review
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

fn version(review: &Review) -> FrozenVersion {
    with_answers(review, |answers| {
        frozen(review, answers, "First submission", "2025-05-12").unwrap()
    })
}

fn said(then: &[[u64; 4]], now: &[[u64; 4]]) -> Comparison {
    let version = version(&review("Death", then));
    let now = review("Death", now);
    with_answers(&now, |answers| {
        let settings = Settings::default();
        let compared = compared(&now, &settings, &version, answers, true);
        comparison(&now, &version, answers, &compared, Locale::DecimalPoint)
    })
}

const FIRST: [[u64; 4]; 2] = [[10, 100, 12, 100], [8, 90, 9, 88]];

#[test]
fn a_version_that_is_the_present_says_that_nothing_changed() {
    let same = said(&FIRST, &FIRST);
    assert_eq!(same.version, "First submission, 12 May 2025");
    assert_eq!(
        same.lines[0].changes,
        ["Nothing: the same trials, numbers and method."]
    );
    assert_eq!(
        same.summary,
        ["The 1 outcome that both have has the same verdict as then."]
    );
}

#[test]
fn trials_that_came_are_named_with_what_the_pool_is_without_them() {
    let three = [FIRST[0], FIRST[1], [40, 100, 10, 100]];
    let one = said(&FIRST, &three);
    let changes = &one.lines[0].changes;
    assert_eq!(changes[0], "1 trial added: Trial 3.");
    assert!(
        changes.iter().any(
            |said| said.starts_with("Without the trial added since: RR 0.8")
                && said.contains("; with it: RR 1.")
        ),
        "{changes:?}"
    );
    let four = [FIRST[0], FIRST[1], [40, 100, 10, 100], [30, 100, 9, 100]];
    let several = said(&FIRST, &four);
    let changes = &several.lines[0].changes;
    assert_eq!(changes[0], "2 trials added: Trial 3 and Trial 4.");
    assert!(
        changes.iter().any(
            |said| said.starts_with("Without the 2 trials added since: RR 0.8")
                && said.contains("; with them: RR 1.93 (0.85 to 4.04)")
        ),
        "{changes:?}"
    );
}

#[test]
fn trials_that_went_and_numbers_that_changed_are_named() {
    let fewer = said(&FIRST, &FIRST[..1]);
    assert_eq!(
        fewer.lines[0].changes[0],
        "1 trial not pooled any more: Trial 2."
    );
    let other = said(&FIRST, &[FIRST[0], [9, 90, 9, 88]]);
    assert_eq!(
        other.lines[0].changes[0],
        "1 trial with other numbers: Trial 2 (MSC 8 of 90, now 9 of 90)."
    );
}

#[test]
fn a_verdict_that_changed_is_told_then_and_now() {
    let now = said(
        &FIRST,
        &[[60, 100, 12, 100], [50, 90, 9, 88], [40, 100, 10, 100]],
    );
    let line = &now.lines[0];
    assert!(line.verdict_differs());
    let last = line.changes.last().unwrap();
    assert_eq!(last, "Verdict then: Not settled; now: More with MSC.");
    assert_eq!(
        now.summary,
        ["The 1 outcome that both have has another verdict than then."]
    );
}

#[test]
fn new_and_gone_outcomes_and_other_sides_are_told() {
    let before = review("Death", &FIRST);
    let version = version(&before);
    let mut now = before;
    now.experimental_label = "Cells".to_owned();
    let outcome = std::sync::Arc::make_mut(&mut now.outcomes[0]);
    outcome.id = trialpool::data::OutcomeId(77);
    let told = with_answers(&now, |answers| {
        let settings = Settings::default();
        let compared = compared(&now, &settings, &version, answers, true);
        comparison(&now, &version, answers, &compared, Locale::DecimalPoint)
    });
    assert_eq!(told.lines.len(), 2);
    assert_eq!(told.lines[0].changes, ["New: the version did not have it."]);
    assert_eq!(
        told.lines[1].changes,
        ["The review does not have this outcome any more."]
    );
    assert!(told.summary[0].contains("the review now compares Cells with"));
    assert_eq!(
        told.summary[1..],
        [
            "The version and the review have no outcome in common.",
            "1 outcome is new; 1 outcome is gone."
        ]
    );
}

/// Thompson 2020 beside the sample: what is printed is shown as it is printed.
#[test]
fn other_reviews_stand_before_ours_as_they_were_printed() {
    let review = trialpool::read::examples::all()[0].review();
    let shown: OldAndNew = with_answers(&review, |answers| {
        old_and_new::of_earlier(&review, answers, Locale::DecimalPoint)
    });
    let fever = shown
        .outcomes
        .iter()
        .find(|one| one.name == "Fever")
        .unwrap();
    let thompson = fever
        .results
        .iter()
        .find(|result| result.source.contains("Thompson"))
        .unwrap();
    // Thompson 2020, EClinicalMedicine 19:100249: fever, RR 2.48, 95 % CI 1.27 to 4.86.
    assert_eq!(
        thompson.effect,
        Ok(["2.48", "1.27", "4.86"].map(str::to_owned))
    );
    assert!(fever.results.last().unwrap().is_now);
}

#[test]
fn a_frozen_outcome_without_a_ratio_keeps_the_reason_that_it_had() {
    let words = |then: &[[u64; 4]]| {
        let told = said(then, &FIRST);
        let (then, now) = (&told.lines[0].then, &told.lines[0].now);
        assert!(now.as_ref().unwrap().effect.is_ok());
        then.as_ref().unwrap().in_words()
    };
    assert_eq!(
        words(&[[0, 100, 0, 100], [0, 90, 0, 88]]),
        "no ratio: no events"
    );
    assert_eq!(
        words(&[[0, 100, 3, 100], [0, 90, 2, 88]]),
        "no ratio: MSC 0"
    );
    assert_eq!(words(&[]), "no trial pooled");
}

#[test]
fn the_reason_is_frozen_with_the_version_and_not_taken_from_the_present() {
    let then = review("Death", &[[0, 100, 0, 100]]);
    let mut version = version(&then);
    let now = review("Death", &[[0, 100, 3, 100]]);
    let effect = |version: &FrozenVersion| {
        let told = with_answers(&now, |answers| {
            let settings = Settings::default();
            let compared = compared(&now, &settings, version, answers, true);
            comparison(&now, version, answers, &compared, Locale::DecimalPoint)
        });
        let shown = old_and_new::of_versions("", &told, Locale::DecimalPoint);
        shown.outcomes[0]
            .results
            .iter()
            .map(|result| result.effect.clone())
            .collect::<Vec<_>>()
    };
    let no = |why: &str| Err(why.to_owned());
    assert_eq!(
        effect(&version),
        [no("no ratio: no events"), no("no ratio: MSC 0")]
    );
    // Versions that were frozen before reasons were kept.
    version.outcomes[0].undefined = None;
    assert_eq!(
        effect(&version),
        [no("no pooled effect"), no("no ratio: MSC 0")]
    );
}
