//! What all outcomes come to, in words.

use std::fmt::Write as _;

use proptest::prelude::*;
use trialpool::analysis::{Request, answer, prepare};
use trialpool::data::{Entry, OutcomeId, Review, Settings, State};
use trialpool::read::examples;
use trialpool::safety::VerdictClass;
use trialpool::wording::Locale;
use trialpool::wording::findings::{
    Asked, Finding, Findings, Kept, Order, findings, ordered, robustness,
};

use super::random_cases::cases;
use super::review;

const LOCALE: Locale = Locale::DecimalPoint;

fn found(review: &Review, compare: bool) -> Findings {
    let settings = Settings::default();
    let answered: Vec<_> = review
        .outcomes
        .iter()
        .filter_map(|outcome| {
            let prepared = prepare(review, &settings, outcome.id)?;
            let response = answer(&Request {
                compare,
                ..prepared.request.clone()
            });
            Some((outcome, prepared, response))
        })
        .collect();
    let asked: Vec<Asked<'_>> = answered
        .iter()
        .map(|(outcome, prepared, response)| Asked {
            outcome,
            prepared,
            response,
            methods: compare.then_some(&response.comparison[..]),
        })
        .collect();
    findings(review, &settings, &|_| false, &asked, LOCALE)
}

fn with_margin(mut review: Review, margin: f64) -> Review {
    let margin = Entry {
        typed: margin.to_string(),
        state: State::Reported(margin),
    };
    let mut panel = (*review.panel).clone();
    panel.margins.insert(OutcomeId(0), margin);
    review.panel = panel.into();
    review
}

fn one(tables: &[[u64; 4]], margin: f64) -> Findings {
    found(&with_margin(review("Death", tables), margin), false)
}

#[test]
fn the_findings_of_the_sample_read_as_they_were_approved() {
    let found = found(&examples::all()[0].review(), true);
    let mut text = format!("{}\n\n{}\n\n", found.subtitle, found.answer.join("\n"));
    for row in &found.rows {
        let effect = match &row.effect {
            Ok(effect) => effect.join(", "),
            Err(reason) => reason.clone(),
        };
        let robust = row.robustness.as_ref();
        let robust = robust.map(|(class, range)| format!("{} {range}", robustness(*class)));
        let _ = writeln!(
            text,
            "{} | {} | {} | {effect}{} | {} | {} | {} | {} | {} | {}",
            row.name,
            row.trials_text,
            row.arms.clone().unwrap_or_default().join(" v "),
            row.mark,
            row.difference_text.clone().unwrap_or_default().join(", "),
            row.margin_text,
            row.heterogeneity,
            row.verdict_words,
            row.clause,
            robust.unwrap_or_default(),
        );
    }
    let _ = write!(
        text,
        "\nsilent: {}\n\n{}",
        found.silent.join("; "),
        found.notes.join("\n")
    );
    insta::assert_snapshot!(text);
}

#[test]
fn a_limit_that_ends_short_of_the_margin_rules_it_out() {
    let tables = [
        [500, 5_000, 505, 5_000],
        [600, 5_000, 590, 5_000],
        [400, 5_000, 405, 5_000],
    ];
    let found = one(&tables, 1.25);
    let row = &found.rows[0];
    assert_eq!(row.verdict_words, "Above 1.25 ruled out");
    let answer = &found.answer[0];
    assert!(
        answer.starts_with("For death the upper limit is "),
        "{answer}"
    );
    assert!(
        answer.ends_with(
            "ratios above 1.25, the margin of concern, are ruled out with 95% confidence."
        ),
        "{answer}"
    );
}

#[test]
fn one_event_is_too_few_and_is_said_in_the_singular() {
    let found = one(&[[1, 50, 0, 50], [0, 40, 0, 40]], 2.0);
    assert_eq!(found.rows[0].verdict_words, "Too few to tell");
    assert_eq!(found.rows[0].clause, "1 event with MSC, none with control.");
    assert_eq!(
        found.answer,
        ["Too few events to tell more from fewer: death (1 event)."]
    );
}

#[test]
fn no_event_at_all_is_too_few() {
    let found = one(&[[0, 50, 0, 50], [0, 40, 0, 40]], 2.0);
    assert_eq!(found.rows[0].clause, "No event on either side.");
    assert_eq!(
        found.answer,
        ["Too few events to tell more from fewer: death (0 events)."]
    );
}

#[test]
fn fewer_events_carry_their_caution() {
    let found = one(
        &[
            [50, 500, 155, 500],
            [60, 500, 170, 500],
            [40, 500, 145, 500],
        ],
        1.25,
    );
    assert_eq!(found.rows[0].verdict_words, "Fewer with MSC");
    assert!(found.rows[0].clause.starts_with("Calls for caution"));
    assert!(
        found.answer[0].contains("calls for caution"),
        "{:?}",
        found.answer
    );
}

#[test]
fn an_outcome_that_no_trial_reports_has_no_row() {
    let found = one(&[], 1.25);
    assert_eq!(found.silent, ["Death"]);
    assert_eq!(
        found.answer,
        ["No trial reports an outcome of the panel yet."]
    );
}

#[test]
fn rows_are_ordered_by_harm_and_shown_by_verdict() {
    let found = found(&examples::all()[0].review(), false);
    let by = ordered(&found.rows, Order::Limit, &Kept::default());
    assert_eq!(by.len(), found.rows.len());
    let limits: Vec<Option<f64>> = by
        .iter()
        .map(|place| found.rows[*place].interval.map(|interval| interval.upper))
        .collect();
    let known: Vec<f64> = limits.iter().flatten().copied().collect();
    assert!(
        known.windows(2).all(|pair| pair[0] >= pair[1]),
        "{limits:?}"
    );
    let first_none = limits.iter().position(Option::is_none);
    assert!(first_none.is_none_or(|none| limits[none..].iter().all(Option::is_none)));
    let shown = ordered(
        &found.rows,
        Order::Panel,
        &Kept {
            verdict: Some(VerdictClass::TooFewToTell),
            ..Kept::default()
        },
    );
    assert!(!shown.is_empty());
    for place in shown {
        assert_eq!(found.rows[place].verdict, Some(VerdictClass::TooFewToTell));
    }
}

/// The limits as they are printed.
fn printed(row: &Finding) -> Option<[f64; 2]> {
    let [_, limits] = row.effect.as_ref().ok()?;
    let (lower, upper) = limits.split_once(" to ")?;
    let number = |text: &str| -> Option<f64> {
        if text.contains('×') {
            return Some(1e9);
        }
        text.replace([',', '<', '>'], "").parse().ok()
    };
    Some([number(lower)?, number(upper)?])
}

proptest! {
    // Every case is pooled by several methods.
    #![proptest_config(cases(48))]

    #[test]
    fn no_class_says_the_opposite_of_the_interval_printed_beside_it(
        tables in prop::collection::vec(
            (0_u64..40, 40_u64..90, 0_u64..40, 40_u64..90).prop_map(|(a, n, c, m)| [a, n, c, m]),
            0..6,
        ),
        margin in prop::sample::select(vec![1.05, 1.1, 1.25, 1.5, 2.0, 3.0]),
    ) {
        let found = one(&tables, margin);
        for row in &found.rows {
            let Some(verdict) = row.verdict else { continue };
            // Too few is also said where there is no interval.
            let Some([lower, upper]) = printed(row) else { continue };
            match verdict {
                VerdictClass::HarmBeyondMargin => prop_assert!(lower >= margin, "{row:?}"),
                VerdictClass::Harm => prop_assert!(lower >= 1.0, "{row:?}"),
                VerdictClass::MarginRuledOut => {
                    prop_assert!(lower <= 1.0 && upper >= 1.0 && upper <= margin, "{row:?}");
                }
                VerdictClass::NotSettled => {
                    prop_assert!(lower <= 1.0 && upper >= 1.0, "{row:?}");
                }
                VerdictClass::TooFewToTell => {
                    prop_assert!(lower <= 0.5 && upper >= 2.0 || row.mark == "§", "{row:?}");
                }
                VerdictClass::Benefit => prop_assert!(upper <= 1.0, "{row:?}"),
            }
            let all = found.answer.join(" ");
            prop_assert!(!all.contains("NaN") && !all.contains("inf"), "{all}");
        }
    }
}
