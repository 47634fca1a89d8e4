//! Words that are never used, and signs that are never wrong, whatever the numbers.

use proptest::prelude::*;
use trialpool::analysis::{LeftOut, ProposalReason, Undefined};
use trialpool::data::{
    Correction, Interval, Measure, Method, Note, Plan, PredictionDegrees, TauSquaredEstimator,
};
use trialpool::report;
use trialpool::wording::explanations::{TERMS, Term, explanation, met_in};
use trialpool::wording::{Locale, Subject, cards, names, notes, sentences, undefined};

use super::random_cases::cases;
use super::{answered, review};

/// What a sentence must not contain, if anything.
pub(crate) fn fault(text: &str) -> Option<String> {
    let words: Vec<String> = text
        .split(|letter: char| !letter.is_alphabetic())
        .map(str::to_lowercase)
        .collect();
    for never in [
        "safe", "safely", "unsafe", "prove", "proves", "proved", "proven", "nan", "inf", "infinity",
    ] {
        if words.iter().any(|word| word == never) {
            return Some(format!("“{never}” in: {text}"));
        }
    }
    for never in ["no effect", "  ", "()", "..", " .", " ,", "∞%"] {
        if text.to_lowercase().contains(never) {
            return Some(format!("“{never}” in: {text}"));
        }
    }
    let letters: Vec<char> = text.chars().collect();
    let hyphen_for_minus = letters.windows(2).enumerate().any(|(position, pair)| {
        let after_word = position > 0 && letters[position - 1].is_alphanumeric();
        pair[0] == '-' && pair[1].is_ascii_digit() && !after_word
    });
    hyphen_for_minus.then(|| format!("a hyphen for a minus in: {text}"))
}

pub(crate) fn plans() -> impl Strategy<Value = Option<Plan>> {
    use TauSquaredEstimator::{DerSimonianLaird, RestrictedMaximumLikelihood};
    let measure = prop_oneof![
        Just(Measure::RiskRatio),
        Just(Measure::OddsRatio),
        Just(Measure::PetoOddsRatio),
        Just(Measure::RiskDifference),
    ];
    let method = prop_oneof![
        Just(Method::MantelHaenszel),
        Just(Method::Peto),
        Just(Method::InverseVariance),
        Just(Method::RandomEffects(RestrictedMaximumLikelihood)),
        Just(Method::RandomEffects(DerSimonianLaird)),
    ];
    let interval = prop_oneof![
        Just(Interval::Wald),
        Just(Interval::HartungKnapp),
        Just(Interval::HartungKnappSafeguarded),
        Just(Interval::Robust)
    ];
    let correction = prop_oneof![
        Just(Correction::None),
        Just(Correction::HalfWhereZero),
        Just(Correction::TreatmentArm),
        Just(Correction::HalfEverywhere),
        Just(Correction::WhereZero(0.1)),
        Just(Correction::WhereZero(-1.0))
    ];
    let plan = (measure, method, interval, correction).prop_map(
        |(measure, method, interval, correction)| Plan {
            measure,
            method,
            interval,
            correction,
            prediction: PredictionDegrees::KMinusOne,
        },
    );
    prop::option::of(plan)
}

/// Tables with many zeros, full arms, and now and then very large arms.
pub(crate) fn tables() -> impl Strategy<Value = Vec<[u64; 4]>> {
    let total = prop_oneof![1..4_u64, 5..60_u64, Just(10_000_000)];
    let arm = (total, prop_oneof![Just(0), Just(1_000), 0..200_u64])
        .prop_map(|(total, share)| (total * share / 1_000, total));
    let table = (arm.clone(), arm).prop_map(|((a, n), (c, m))| [a, n, c, m]);
    prop::collection::vec(table, 0..6)
}

proptest! {
    #![proptest_config(cases(120))]

    #[test]
    fn nothing_that_is_said_of_an_outcome_has_a_fault(
        tables in tables(),
        plan in plans(),
        comma in any::<bool>(),
    ) {
        let locale = if comma { Locale::DecimalComma } else { Locale::DecimalPoint };
        let review = review("Serious adverse events", &tables);
        let (prepared, response) = answered(&review, plan);
        let subject = Subject::of(&review, &review.outcomes[0], &prepared, locale);
        let mut said = vec![sentences::outcome(&response, &subject)];
        for card in cards::all(&response, &subject) {
            said.extend([card.title, card.answer, card.beside, card.detail]);
        }
        said.extend(response.notes.iter().map(|note| notes::sentence(note, &subject)));
        said.extend(response.proposal.reasons.iter().map(|reason| undefined::reason(reason, &subject)));
        let line = sentences::profile_line(&response, &subject);
        said.extend([line.trials, line.interval]);
        said.extend(line.counts);
        said.extend([line.estimate.unwrap_or_else(|reason| reason)]);
        let table = report::outcome(&review, &review.outcomes[0], &prepared, &response, locale);
        said.extend(table.notes.iter().cloned());
        for row in &table.rows {
            said.extend(row.cells.iter().map(|cell| cell.shown.clone()));
        }
        for text in said {
            prop_assert_eq!(fault(&text), None);
        }
    }

    #[test]
    fn a_result_as_csv_holds_only_finite_numbers_and_as_many_cells_as_heads(
        tables in tables(),
        plan in plans(),
    ) {
        let review = review("Death", &tables);
        let (prepared, response) = answered(&review, plan);
        let table = report::outcome(&review, &review.outcomes[0], &prepared, &response, Locale::DecimalComma);
        let csv = report::csv(&table);
        let mut reader = csv::ReaderBuilder::new().from_reader(csv.as_bytes());
        let heads = reader.headers().unwrap().len();
        for record in reader.records() {
            let record = record.unwrap();
            prop_assert_eq!(record.len(), heads);
            for cell in record.iter().skip(1).filter(|cell| !cell.is_empty()) {
                prop_assert!(cell.parse::<f64>().unwrap().is_finite(), "{}", cell);
            }
        }
    }
}

#[test]
fn every_note_reason_and_refusal_is_a_faultless_sentence() {
    let review = review("Fever", &[[1, 10, 2, 10]]);
    let (prepared, _) = answered(&review, None);
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalComma,
    );
    let mut said: Vec<String> = every_note()
        .iter()
        .map(|note| notes::sentence(note, &subject))
        .collect();
    for reason in [
        ProposalReason::Sparse {
            events: 10,
            trials: 3,
            fewer: 3,
            few_per_trial: true,
        },
        ProposalReason::Sparse {
            events: 40,
            trials: 1,
            fewer: 1,
            few_per_trial: false,
        },
        ProposalReason::EmptyCells { trials: 3, of: 8 },
        ProposalReason::SomeTrials { trials: 3 },
        ProposalReason::ManyTrials {
            trials: 12,
            events: Some(1_200),
        },
        ProposalReason::ManyTrials {
            trials: 12,
            events: None,
        },
        ProposalReason::ScoreInterval,
        ProposalReason::PetoPossible { risk: 0.004 },
        ProposalReason::FewTrials { trials: 1 },
        ProposalReason::Generic,
        ProposalReason::ArmWithoutEvent,
        ProposalReason::NoEvents,
    ] {
        said.push(undefined::reason(&reason, &subject));
    }
    for why in [
        Undefined::NoTrials,
        Undefined::NoEvents,
        Undefined::AllEvents,
        Undefined::ArmWithoutEvent { experimental: true },
        Undefined::ArmAllEvents {
            experimental: false,
        },
        Undefined::NoEstimableTrial,
        Undefined::NoVariation,
        Undefined::NotApplicable,
        Undefined::NotConverged,
        Undefined::UnknownVersion,
        Undefined::Pending,
    ] {
        said.push(undefined::sentence(why, &subject));
    }
    for sentence in said {
        assert_eq!(fault(&sentence), None);
        assert!(sentence.ends_with('.'), "{sentence}");
        assert!(
            sentence.starts_with(|first: char| first.is_uppercase()
                || !first.is_alphabetic()
                || first == 'τ'),
            "{sentence}"
        );
    }
    for words in [
        undefined::left_out(LeftOut::ByReviewers),
        undefined::left_out(LeftOut::NotRandomized),
        undefined::left_out(LeftOut::Problem),
        undefined::left_out(LeftOut::Incomplete),
    ] {
        assert_eq!(fault(words), None);
    }
}

#[test]
fn every_term_has_a_paragraph_and_a_source_with_its_year() {
    for term in TERMS {
        let explained = explanation(term);
        assert_eq!(fault(explained.text), None);
        let length = explained.text.chars().count();
        assert!((60..600).contains(&length), "{}: {length}", explained.title);
        let has_year = explained
            .source
            .split(|letter: char| !letter.is_ascii_digit())
            .any(|number| {
                number.len() == 4 && (number.starts_with("19") || number.starts_with("20"))
            });
        assert!(
            has_year || explained.source.contains("Handbook"),
            "{}",
            explained.source
        );
    }
    let titles: std::collections::BTreeSet<&str> =
        TERMS.iter().map(|term| explanation(*term).title).collect();
    assert_eq!(titles.len(), TERMS.len());
}

#[test]
fn the_words_that_are_looked_for_are_found() {
    for wrong in [
        "The treatment is safe.",
        "It had no effect.",
        "This proves it.",
        "RR NaN",
        "from -3 to 4",
        "(-3)",
        "-3",
        "up to inf",
    ] {
        assert!(fault(wrong).is_some(), "{wrong}");
    }
    for right in [
        "Hartung–Knapp with safeguard",
        "COVID-19",
        "1990-2020",
        "−3",
    ] {
        assert_eq!(fault(right), None);
    }
}

#[test]
fn names_of_plans_have_no_fault_either() {
    for method in [
        Method::MantelHaenszel,
        Method::Peto,
        Method::InverseVariance,
        Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
    ] {
        let plan = Plan {
            measure: Measure::RiskRatio,
            method,
            interval: Interval::HartungKnapp,
            correction: Correction::HalfWhereZero,
            prediction: PredictionDegrees::KMinusOne,
        };
        assert_eq!(fault(&names::plan(plan)), None);
        assert_eq!(fault(&names::plan_short(plan)), None);
    }
}

fn every_note() -> Vec<Note> {
    vec![
        Note::CorrectionInUse {
            correction: Correction::HalfWhereZero,
            trials: 3,
        },
        Note::CorrectionInUse {
            correction: Correction::TreatmentArm,
            trials: 1,
        },
        Note::DoubleZero {
            trials: 2,
            used: false,
        },
        Note::DoubleZero {
            trials: 1,
            used: true,
        },
        Note::CorrectionInUse {
            correction: Correction::HalfEverywhere,
            trials: 9,
        },
        Note::CorrectionInUse {
            correction: Correction::WhereZero(0.01),
            trials: 2,
        },
        Note::AllEvents { trials: 1 },
        Note::FullArms { trials: 2 },
        Note::ArmWithoutEvent { experimental: true },
        Note::ArmWithoutEvent {
            experimental: false,
        },
        Note::NoEvents,
        Note::PetoDoubtful {
            allocation: 3.2,
            odds_ratio: 4.5,
            risk: 0.12,
        },
        Note::InverseVarianceWithZeros { trials: 4 },
        Note::RiskDifferenceWithRareEvents { risk: 0.003 },
        Note::NotConverged,
        Note::TauSquaredAtZero,
        Note::WeightsOfBothArms,
        Note::HartungKnappNarrower {
            interval: Interval::HartungKnappSafeguarded,
            factor: 0.41,
        },
        Note::HartungKnappNarrower {
            interval: Interval::HartungKnapp,
            factor: 0.41,
        },
        Note::PredictionSuppressed { trials: 1 },
        Note::PredictionSuppressed { trials: 2 },
        Note::HeterogeneitySparse { events: 1 },
        Note::DominantTrial {
            trial: 0,
            weight: 62.4,
            measure: Measure::RiskRatio,
            without: Some((0.1, -0.4, 0.6)),
        },
        Note::DominantTrial {
            trial: 99,
            weight: 51.0,
            measure: Measure::RiskDifference,
            without: None,
        },
        Note::EventsFromOneTrial { trial: 0 },
        Note::CrudeReversed {
            experimental: 0.005_53,
            control: 0.005_86,
        },
    ]
}

#[test]
fn the_terms_of_an_outcome_are_those_that_its_reader_meets() {
    let review = review("Fever", &[[3, 40, 0, 40], [0, 40, 0, 41], [4, 50, 1, 52]]);
    let (_, response) = answered(&review, None);
    let met: Vec<&str> = met_in(&response)
        .into_iter()
        .map(|term| explanation(term).title)
        .collect();
    assert_eq!(
        met,
        [
            "Risk ratio",
            "Confidence interval",
            "Mantel–Haenszel",
            "I²",
            "τ²",
            "Double-zero trial",
            "Smallest detectable effect",
            "Not reported is not zero",
        ]
    );
    let (_, none) = answered(&super::review("Fever", &[[0, 40, 0, 40]]), None);
    assert!(met_in(&none).contains(&Term::RuleOfThree));
    assert!(!met_in(&none).contains(&Term::ConfidenceInterval));
}
