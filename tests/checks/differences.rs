//! Risk differences of rare events, and those of arms without any.

use std::sync::Arc;

use trialpool::data::{FigureSettings, Measure, Review};
use trialpool::figure::Answered;
use trialpool::figure::forest::{Effect, Forest, Inputs, Options};
use trialpool::report;
use trialpool::wording::{Locale, Subject, sentences, undefined};

use super::{answered, mantel_haenszel, review};

const HEAD: &str = "Study,Events drug,Total drug,Events control,Total control\n";
const PER_100_000: &str = "Alpha,13,62500,30,61800\nBravo,5,48120,9,27450\nCharlie,186,50640,141,27340\nDelta,2,15211,1,15180\n";

fn forest(review: &Review) -> Forest {
    let (prepared, response) = answered(review, mantel_haenszel(Measure::RiskDifference));
    let answered = Answered::new(&review.outcomes[0], prepared, response);
    let settings = Arc::new(FigureSettings::default());
    let options = Options::two_columns(Locale::DecimalPoint);
    Forest::of(&Inputs::new(review, &answered, None, &settings, &options))
}

fn numbers(effect: &Effect) -> [&str; 3] {
    match effect {
        Effect::Interval {
            estimate,
            lower,
            upper,
            ..
        } => [estimate, lower, upper],
        Effect::Words(words) => panic!("no interval: {words}"),
    }
}

/// RD = Σ(a n₂ − c n₁)/N / Σ n₁ n₂ / N with Sato's variance, by hand in 30 digits: −51.945 [−77.928, −25.962] per 100,000.
#[test]
fn differences_of_a_few_per_100_000_keep_their_figures_in_figure_sentence_and_table() {
    let review = review(&format!("{HEAD}{PER_100_000}"));
    let forest = forest(&review);
    assert_eq!(
        numbers(&forest.pooled[0].effect),
        ["−51.9", "−77.9", "−26.0"]
    );
    assert!(
        forest.head.effect[1].starts_with("per 100,000 "),
        "{:?}",
        forest.head
    );
    assert_eq!(forest.head.graph[1], "per 100,000 people");
    let span = forest.pooled[0].span.expect("a span");
    assert!((span.estimate + 51.945_040_519_255_38).abs() < 1e-9);
    let (prepared, response) = answered(&review, mantel_haenszel(Measure::RiskDifference));
    let locale = Locale::DecimalPoint;
    let outcome = &review.outcomes[0];
    let subject = Subject::of(&review, outcome, &prepared, locale);
    let said = sentences::outcome(&response, &subject);
    assert!(
        said.contains("risk difference −52 per 100,000, 95% CI −78 to −26"),
        "{said}"
    );
    let line = sentences::profile_line(&response, &subject);
    assert_eq!(line.estimate.as_deref(), Ok("−52 per 100,000"));
    let table = report::outcome(&review, outcome, &prepared, &response, locale);
    let written = report::text(&table);
    assert!(
        written.contains("Risk difference per 100,000 (95% CI)"),
        "{written}"
    );
    assert!(written.contains("−52 (−78 to −26)"), "{written}");
}

/// The same by hand: −31.64 [−61.78, −1.50] per 100,000 and −6.00 [−17.42, 5.42] per 10,000.
#[test]
fn the_number_of_people_follows_from_the_interval() {
    for (rows, unit, expected) in [
        (
            "Oak,4,20000,9,20000\nElm,3,12000,8,11800\n",
            "per 100,000 people",
            ["−31.6", "−61.8", "−1.5"],
        ),
        (
            "Oak,9,6000,14,6000\nElm,5,4000,6,4000\n",
            "per 10,000 people",
            ["−6.0", "−17.4", "5.4"],
        ),
        (
            "Oak,2,20,4,19\n",
            "per 1,000 people",
            // 2/20 − 4/19 = −0.110526; √(0.1 · 0.9 / 20 + 0.210526 · 0.789474 / 19) = 0.115106.
            ["−110.5", "−336.1", "115.1"],
        ),
    ] {
        let forest = forest(&review(&format!("{HEAD}{rows}")));
        assert_eq!(forest.head.graph[1], unit);
        assert_eq!(numbers(&forest.pooled[0].effect), expected);
    }
}

#[test]
fn a_trial_without_events_has_a_difference_of_zero_and_no_interval() {
    let review = review(&format!(
        "{HEAD}A,0,24,0,23\nB,0,21,2,22\nC,2,20,4,19\nD,17,17,16,16\n"
    ));
    let found = forest(&review);
    for row in [0, 3] {
        assert_eq!(
            found.rows[row].effect,
            Effect::Words("0.0, no interval".to_owned())
        );
        assert!(found.rows[row].weight.is_some());
    }
    let (prepared, response) = answered(&review, mantel_haenszel(Measure::RiskDifference));
    let locale = Locale::DecimalPoint;
    let table = report::outcome(&review, &review.outcomes[0], &prepared, &response, locale);
    assert!(report::text(&table).contains("0.0 (no interval)"));
}

#[test]
fn a_difference_of_no_events_at_all_is_not_called_a_ratio() {
    let review = review(&format!("{HEAD}A,0,24,0,23\nB,0,31,0,30\n"));
    let (prepared, response) = answered(&review, mantel_haenszel(Measure::RiskDifference));
    let locale = Locale::DecimalPoint;
    let outcome = &review.outcomes[0];
    let subject = Subject::of(&review, outcome, &prepared, locale);
    let reason = *response.pooled.as_ref().expect_err("no events");
    assert_eq!(
        undefined::short_of(reason, Measure::RiskDifference, &subject),
        "no interval: no events"
    );
    let table = report::outcome(&review, outcome, &prepared, &response, locale);
    let line = sentences::profile_line(&response, &subject);
    let said = [
        report::text(&table),
        sentences::outcome(&response, &subject),
        line.estimate.expect_err("no estimate"),
    ];
    for text in said {
        assert!(!text.contains("ratio"), "{text}");
    }
}
