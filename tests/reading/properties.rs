//! What holds for every text and every review.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;
use trialpool::analysis::{LeftOut, prepare};
use trialpool::data::{
    EventClass, EventSeriousness, Grades, Relatedness, Review, Settings, Severity, Stated,
    problems_of,
};
use trialpool::read::{Choices, Decimal, Delimiter, entry, table, write};

use super::reviews::{Shape, content, has_counts, reviews};

const DELIMITERS: [Delimiter; 4] = [
    Delimiter::Tab,
    Delimiter::Comma,
    Delimiter::Semicolon,
    Delimiter::Pipe,
];

/// Pieces that tables are made of, so that random text gets past the first look.
const PIECES: [&str; 40] = [
    "study",
    "Trial",
    "year",
    "event.e",
    "n.e",
    "event.c",
    "n.c",
    "ai",
    "n1i",
    "ci",
    "n2i",
    "bi",
    "di",
    "a",
    "b",
    "c",
    "d",
    "Fever events MSC",
    "Fever total MSC",
    "outcome",
    "arm",
    "yi",
    "sei",
    "lower",
    "upper",
    "95% CI",
    "12",
    "0",
    "-1",
    "1.5",
    "1,250",
    "12/345",
    "12 (3.5%)",
    "NR",
    "",
    "\"",
    "'",
    "Total",
    "0.85 (0.60 to 1.20)",
    "\u{feff}",
];

/// Which events an outcome counts, in words of the lists and in others.
fn class() -> impl Strategy<Value = EventClass> {
    (0..4_usize, 0..4_usize, 0..7_usize, 0..3_usize).prop_map(|(serious, grade, related, onset)| {
        EventClass {
            seriousness: match serious {
                0 => None,
                1 => Some(Stated::Worded("life-threatening".to_owned())),
                known => EventSeriousness::ALL
                    .get(known - 2)
                    .copied()
                    .map(Stated::Known),
            },
            grades: match grade {
                0 => None,
                1 => Grades::new(3, 5).map(Stated::Known),
                2 => Grades::new(1, 2).map(Stated::Known),
                _ => Some(Stated::Worded("severe, or worse".to_owned())),
            },
            relatedness: match related {
                0 => None,
                1 => Some(Stated::Worded("by the sponsor; unclear".to_owned())),
                known => Relatedness::ALL.get(known - 2).copied().map(Stated::Known),
            },
            onset: ["", "day 0 to 7", "within 24 h"][onset].to_owned(),
        }
    })
}

proptest! {
    #[test]
    fn any_text_is_read_without_panic(text in any::<String>()) {
        let _ = table(&text, &Choices::default());
    }

    #[test]
    fn any_table_of_usual_pieces_is_read_without_panic(
        delimiter in select(&DELIMITERS[..]),
        rows in vec(vec(select(&PIECES[..]), 0..9), 0..9),
        head_rows in proptest::option::of(0_usize..12),
    ) {
        let lines: Vec<String> = rows
            .iter()
            .map(|row| row.join(&delimiter.character().to_string()))
            .collect();
        let choices = Choices { head_rows, ..Choices::default() };
        let reading = table(&lines.join("\n"), &choices);
        for (outcome, settings) in reading.review.outcomes.iter().zip(std::iter::repeat(Settings::default())) {
            prop_assert!(prepare(&reading.review, &settings, outcome.id).is_some());
        }
    }

    #[test]
    fn any_cell_keeps_what_was_typed(text in any::<String>(), comma in any::<bool>()) {
        let decimal = if comma { Decimal::Comma } else { Decimal::Point };
        prop_assert_eq!(entry::count(&text, decimal).typed, text.trim());
        prop_assert_eq!(entry::number(&text, decimal).typed, text.trim());
        let _ = entry::events(&text, decimal);
        let _ = entry::estimate(&text, decimal);
        let _ = entry::year(&text);
    }

    #[test]
    fn a_count_is_the_same_with_and_without_separated_thousands(count in 0_u64..=1_000_000_000) {
        let digits = count.to_string();
        for (separator, decimal) in [
            (",", Decimal::Point),
            (" ", Decimal::Point),
            ("\u{202f}", Decimal::Comma),
            ("'", Decimal::Point),
            (".", Decimal::Comma),
        ] {
            let first = digits.len() % 3;
            let mut groups: Vec<String> = Vec::new();
            if first > 0 {
                groups.push(digits[..first].to_owned());
            }
            groups.extend(
                digits.as_bytes()[first..]
                    .chunks(3)
                    .map(|group| String::from_utf8_lossy(group).into_owned()),
            );
            let text = groups.join(separator);
            prop_assert_eq!(entry::count(&text, decimal).value(), Some(count), "{}", text);
        }
    }

    #[test]
    fn a_review_written_long_reads_back_the_same(
        review in reviews(Shape { named_arms: false, repeated_names: false, remarks: true }),
        delimiter in select(&DELIMITERS[..3]),
    ) {
        let text = write::long(&review, delimiter, Decimal::Point);
        let choices = Choices {
            delimiter: Some(delimiter),
            decimal: Some(Decimal::Point),
            ..Choices::default()
        };
        let reading = table(&text, &choices);
        let labelled = has_counts(&review);
        prop_assert_eq!(content(&reading.review, labelled), content(&review, labelled), "{}", text);
    }

    #[test]
    fn a_review_with_named_arms_written_long_reads_back_the_same(
        review in reviews(Shape { named_arms: true, repeated_names: false, remarks: true }),
        delimiter in select(&DELIMITERS[..3]),
    ) {
        let text = write::long(&review, delimiter, Decimal::Point);
        let choices = Choices {
            delimiter: Some(delimiter),
            decimal: Some(Decimal::Point),
            ..Choices::default()
        };
        let reading = table(&text, &choices);
        prop_assert_eq!(content(&reading.review, false), content(&review, false), "{}", text);
    }

    #[test]
    fn a_review_written_wide_reads_back_the_same(
        review in reviews(Shape { named_arms: false, repeated_names: false, remarks: false }),
        delimiter in select(&DELIMITERS[..3]),
    ) {
        let text = write::wide(&review, delimiter, Decimal::Point);
        let choices = Choices {
            delimiter: Some(delimiter),
            decimal: Some(Decimal::Point),
            ..Choices::default()
        };
        let reading = table(&text, &choices);
        let labelled = has_counts(&review);
        prop_assert_eq!(content(&reading.review, labelled), content(&review, labelled), "{}", text);
    }

    #[test]
    fn what_outcomes_count_is_read_back_from_the_wide_form(
        review in reviews(Shape { named_arms: false, repeated_names: false, remarks: false }),
        classes in vec(class(), 1..5),
        delimiter in select(&DELIMITERS[..3]),
    ) {
        let mut review = review;
        let outcomes = review.outcomes.iter().zip(classes.into_iter().cycle());
        let said = outcomes.map(|(outcome, class)| (outcome.id, class)).filter(|(_, class)| !class.is_blank());
        Arc::make_mut(&mut review.panel).events = said.collect();
        let text = write::wide(&review, delimiter, Decimal::Point);
        let choices = Choices {
            delimiter: Some(delimiter),
            decimal: Some(Decimal::Point),
            ..Choices::default()
        };
        let reading = table(&text, &choices);
        let labelled = has_counts(&review);
        prop_assert_eq!(content(&reading.review, labelled), content(&review, labelled), "{}", text);
        let counted = |review: &Review| -> BTreeMap<String, EventClass> {
            let reported = |id| review.trials.iter().any(|trial| trial.records.contains_key(&id));
            let outcomes = review.outcomes.iter().filter(|outcome| reported(outcome.id));
            outcomes.map(|outcome| (outcome.name.clone(), review.panel.events_of(outcome.id))).collect()
        };
        prop_assert_eq!(counted(&reading.review), counted(&review), "{}", text);
    }

    #[test]
    fn no_written_cell_would_be_run_by_a_spreadsheet(
        review in reviews(Shape { named_arms: true, repeated_names: false, remarks: true }),
    ) {
        for text in [
            write::long(&review, Delimiter::Tab, Decimal::Point),
            write::wide(&review, Delimiter::Tab, Decimal::Point),
        ] {
            for cell in text.split(['\t', '\n']) {
                let cell = cell.trim_start_matches('"');
                let runs = cell.starts_with(['=', '+', '-', '@']);
                prop_assert!(!runs || cell.parse::<f64>().is_ok(), "{:?}", cell);
            }
        }
    }

    #[test]
    fn a_record_is_kept_out_of_the_pool_if_and_only_if_a_problem_says_so(
        named_arms in any::<bool>(),
        seed in reviews(Shape { named_arms: false, repeated_names: true, remarks: false }),
        armed in reviews(Shape { named_arms: true, repeated_names: true, remarks: false }),
    ) {
        let review = if named_arms { armed } else { seed };
        let settings = Settings { include_not_randomized: true, ..Settings::default() };
        let problems = problems_of(&review);
        for outcome in &review.outcomes {
            let prepared = prepare(&review, &settings, outcome.id).expect("an outcome of the review");
            let refused: BTreeSet<_> = prepared
                .left_out
                .iter()
                .filter(|(_, reason)| !matches!(reason, LeftOut::ByReviewers | LeftOut::NotRandomized))
                .map(|(trial, _)| *trial)
                .collect();
            let blamed: BTreeSet<_> = problems
                .iter()
                .filter(|problem| {
                    problem.severity == Severity::LeftOut
                        && problem.place.outcome.is_none_or(|id| id == outcome.id)
                })
                .filter_map(|problem| problem.place.trial)
                .filter(|trial| {
                    let trial = review.trial(*trial).expect("a trial of the review");
                    trial.records.contains_key(&outcome.id)
                })
                .collect();
            prop_assert_eq!(refused, blamed, "{}: {:?}", outcome.name, problems);
        }
    }
}
