//! The program's own JSON says what serde's would, to the byte, and reads whatever serde reads.
#![cfg(test)]

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use trialpool::analysis::{
    BaselineSource, Proportion, ProposalReason, TauSquaredIntervalMethod, TrialData, TrialUse,
    TwoByTwo, Undefined, ZeroEventClass, answer, methods_for, plan_for, prepare,
};
use trialpool::data::{
    Assessment, AxisByHand, Correction, CountModel, CovariateId, Domain, Entry, ExactTail,
    FigureSettings, Grouping, Interval, Judged, Judgement, Measure, Method, Misread, Note,
    OutcomeFigure, OutcomeId, OutcomeKind, Plan, PredictionDegrees, Randomized, Review, RiskOfBias,
    Role, Scale, Settings, State, TauPrior, TauSquaredEstimator, Tool, TrialId, Window,
};
use trialpool::json::{self, ReadJson, WriteJson};
use trialpool::read::{Decimal, DesignPart, EffectPart, Meaning, Quantity, Side, examples};

/// What either way must agree on: the text written, and the value read from it.
fn agree<T>(value: &T)
where
    T: ReadJson + WriteJson + Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let text = json::write(value);
    assert_eq!(text, serde_json::to_string(value).unwrap());
    assert_eq!(json::read::<T>(&text).as_ref(), Ok(value), "{text}");
    assert_eq!(&serde_json::from_str::<T>(&text).unwrap(), value, "{text}");
    let spaced = serde_json::to_string_pretty(value).unwrap();
    assert_eq!(json::read::<T>(&spaced).as_ref(), Ok(value), "{spaced}");
}

#[test]
fn every_review_request_and_answer_of_the_examples_is_as_serde_writes_it() {
    for example in examples::all() {
        let review = examples::review(example.key).unwrap();
        agree(&review);
        for outcome in &review.outcomes {
            let mut settings = Settings::default();
            for measure in [
                Measure::RiskRatio,
                Measure::OddsRatio,
                Measure::RiskDifference,
            ] {
                for method in methods_for(measure) {
                    settings.plans.insert(outcome.id, plan_for(measure, method));
                    agree(&settings);
                    let request = prepare(&review, &settings, outcome.id).unwrap().request;
                    agree(&request);
                    agree(&answer(&request));
                }
            }
        }
        let outcome = review.outcomes[0].id;
        let mut request = prepare(&review, &Settings::default(), outcome)
            .unwrap()
            .request;
        request.compare = true;
        agree(&answer(&request));
    }
}

#[test]
fn every_meaning_of_a_column_is_as_serde_writes_it() {
    use Meaning::{
        Arm, Covariate, Ignored, Kind, Note, Outcome, Randomized, Role, Source, TimePoint, Trial,
        Year,
    };
    let plain = [
        Arm, Covariate, Ignored, Kind, Note, Outcome, Randomized, Role, Source, TimePoint, Trial,
        Year,
    ];
    let mut meanings: Vec<Meaning> = plain.into();
    meanings.extend(DesignPart::ALL.map(Meaning::Design));
    for side in [Side::Experimental, Side::Control, Side::OfRow] {
        for quantity in [
            Quantity::Events,
            Quantity::Total,
            Quantity::NonEvents,
            Quantity::EventsAndTotal,
            Quantity::Time,
            Quantity::Mean,
            Quantity::StandardDeviation,
        ] {
            let outcome = (side == Side::Control).then(|| "Fever \"any\"".to_owned());
            meanings.push(Meaning::Number {
                quantity,
                side,
                outcome,
            });
        }
    }
    for part in [
        EffectPart::Ratio,
        EffectPart::LogRatio,
        EffectPart::Difference,
        EffectPart::StandardError,
        EffectPart::Variance,
        EffectPart::Lower,
        EffectPart::Upper,
        EffectPart::Limits,
        EffectPart::P,
    ] {
        let outcome = None;
        meanings.push(Meaning::Effect { part, outcome });
    }
    agree(&meanings);
    agree(&vec![Decimal::Point, Decimal::Comma]);
}

#[test]
fn every_name_is_as_serde_writes_it() {
    use Measure::{
        ArcsineDifference, GenericDifference, GenericRatio, MeanDifference, OddsRatio,
        PetoOddsRatio, RateDifference, RateRatio, RatioOfMeans, RiskDifference, RiskRatio,
        StandardizedMeanDifference, StandardizedMeanDifferenceUnequalVariances,
    };
    agree(&vec![
        RiskRatio,
        OddsRatio,
        PetoOddsRatio,
        RiskDifference,
        ArcsineDifference,
        RateRatio,
        RateDifference,
        MeanDifference,
        StandardizedMeanDifference,
        StandardizedMeanDifferenceUnequalVariances,
        RatioOfMeans,
        GenericRatio,
        GenericDifference,
    ]);
    let mut methods = methods_for(OddsRatio);
    methods.extend([
        Method::MiettinenNurminen,
        Method::Peto,
        Method::RandomEffects(TauSquaredEstimator::HedgesOlkin),
        Method::GeneralizedLinear(CountModel::RandomIntercepts),
        Method::ExactConditional(ExactTail::MidP),
        Method::Bayesian(TauPrior::HalfNormal),
        Method::Bayesian(TauPrior::HalfNormalWide),
        Method::Bayesian(TauPrior::HalfCauchy),
    ]);
    agree(&methods);
    agree(&vec![
        Interval::Wald,
        Interval::HartungKnapp,
        Interval::HartungKnappSafeguarded,
        Interval::ProfileLikelihood,
    ]);
    agree(&vec![
        Correction::None,
        Correction::HalfWhereZero,
        Correction::TreatmentArm,
    ]);
    agree(&vec![
        PredictionDegrees::KMinusOne,
        PredictionDegrees::KMinusTwo,
    ]);
    agree(&vec![Role::Experimental, Role::Control, Role::Ignored]);
    agree(&vec![Randomized::Yes, Randomized::No, Randomized::Unclear]);
    agree(&vec![Window::Immediate, Window::Lasting]);
    agree(&vec![
        OutcomeKind::Counts,
        OutcomeKind::PersonTime,
        OutcomeKind::Means,
        OutcomeKind::Proportions,
        OutcomeKind::Estimates(Scale::Ratio),
        OutcomeKind::Estimates(Scale::LogRatio),
        OutcomeKind::Estimates(Scale::Difference),
    ]);
    agree(&vec![
        State::Reported(7_u64),
        State::NotReported,
        State::Unreadable(Misread::Negative),
        State::Unreadable(Misread::Fractional),
        State::Unreadable(Misread::NotANumber),
        State::Unreadable(Misread::TooLarge),
        State::Unreadable(Misread::Percentage),
        State::Unreadable(Misread::Misaligned),
    ]);
}

#[test]
fn what_is_chosen_about_figures_is_as_serde_writes_it() {
    use trialpool::data::{Lights, Preset, TrialOrder};
    agree(&Preset::ALL.to_vec());
    agree(&vec![
        TrialOrder::Input,
        TrialOrder::Year,
        TrialOrder::Name,
        TrialOrder::Effect,
        TrialOrder::Weight,
        TrialOrder::Precision,
    ]);
    agree(&vec![
        Lights::Hidden,
        Lights::Traffic,
        Lights::ForEverySight,
    ]);
    agree(&FigureSettings::default());
    for grouping in [
        Grouping::Covariate(CovariateId(7)),
        Grouping::Randomized,
        Grouping::RiskOfBias,
    ] {
        agree(&FigureSettings {
            grouping: Some(grouping),
            columns: vec![CovariateId(7), CovariateId(9)],
            outcomes: [(
                OutcomeId(3),
                OutcomeFigure {
                    title: "With “quotes” and\nlines".into(),
                    axis: Some(AxisByHand {
                        measure: Measure::OddsRatio,
                        low: 0.01,
                        high: 100.0,
                        ticks: vec![0.1, 1.0],
                    }),
                    ..OutcomeFigure::default()
                },
            )]
            .into(),
            ..FigureSettings::default()
        });
    }
}

#[test]
fn a_table_of_the_risk_of_bias_is_as_serde_writes_it() {
    let judgements = [
        Judgement::Low,
        Judgement::SomeConcerns,
        Judgement::Moderate,
        Judgement::High,
        Judgement::Serious,
        Judgement::VeryHigh,
        Judgement::Critical,
        Judgement::NoInformation,
        Judgement::NotApplicable,
    ];
    let judged = |judgement| Judged {
        typed: "as \"written\"".into(),
        judgement,
        support: "Quote: …".into(),
    };
    let assessment = Assessment {
        domains: judgements.map(|each| judged(Some(each))).into(),
        overall: judged(None),
    };
    for tool in [
        Tool::RiskOfBias1,
        Tool::RiskOfBias2,
        Tool::RiskOfBias2Cluster,
        Tool::RobinsI,
        Tool::RobinsE,
        Tool::Quadas2,
        Tool::Quips,
        Tool::Other,
    ] {
        let domains = judgements.map(|_| Domain {
            short: "D1".into(),
            name: "Randomization".into(),
        });
        let table = RiskOfBias {
            tool,
            domains: domains.into(),
            trials: [(TrialId(7), assessment.clone())].into(),
        };
        agree(&table);
        agree(&Review {
            risk_of_bias: Some(table.into()),
            ..Review::default()
        });
    }
}

#[test]
fn every_name_of_an_answer_is_as_serde_writes_it() {
    agree(&vec![
        TrialUse::Pooled,
        TrialUse::DoubleZero,
        TrialUse::AllEvents,
        TrialUse::NotEstimable,
        TrialUse::Impossible,
    ]);
    agree(&vec![
        BaselineSource::PooledControlRisk,
        BaselineSource::MedianControlRisk,
    ]);
    agree(&vec![
        ZeroEventClass::SingleZero,
        ZeroEventClass::MixedZero,
        ZeroEventClass::DoubleZero,
        ZeroEventClass::CompleteSingleZero,
        ZeroEventClass::CompleteMixedZero,
        ZeroEventClass::CompleteDoubleZero,
    ]);
    agree(&vec![
        TauSquaredIntervalMethod::QProfile,
        TauSquaredIntervalMethod::GeneralisedQ,
        TauSquaredIntervalMethod::GeneralisedQStandardErrors,
        TauSquaredIntervalMethod::ProfileLikelihood,
        TauSquaredIntervalMethod::RestrictedProfileLikelihood,
    ]);
    agree(&vec![
        Err(Undefined::TooManyForExact),
        Err(Undefined::ArmWithoutEvent { experimental: true }),
        Err(Undefined::TooFewTrials {
            trials: 1,
            needed: 2,
        }),
        Ok(Plan {
            measure: Measure::RateRatio,
            method: Method::Peto,
            interval: Interval::Wald,
            correction: Correction::None,
            prediction: PredictionDegrees::KMinusTwo,
        }),
    ]);
    agree(&vec![
        ProposalReason::Generic,
        ProposalReason::Rare { risk: 0.012_5 },
        ProposalReason::ManyEvents {
            events: 12,
            trials: 3,
        },
    ]);
    agree(&vec![
        Note::NoEvents,
        Note::CorrectionInUse {
            correction: Correction::TreatmentArm,
            trials: 2,
        },
        Note::PetoDoubtful {
            allocation: 2.0,
            odds_ratio: 0.25,
            risk: 1e-7,
        },
    ]);
    agree(&vec![
        TrialData::Counts(TwoByTwo {
            experimental_events: 1,
            experimental_total: 20,
            control_events: 0,
            control_total: u64::MAX,
        }),
        TrialData::Proportion(Proportion {
            events: 0,
            total: 12,
        }),
        TrialData::Estimate {
            effect: -0.1,
            standard_error: 1e300,
        },
    ]);
}

#[test]
fn fields_may_stand_in_any_order_and_with_others_among_them() {
    let text = r#" { "state" : { "reported" : 3 } , "later" : [ { "typed" : "no" } , "}" ] , "typed" : "3" } "#;
    assert_eq!(json::read(text), Ok(Entry::reported(3_u64)));
}

#[test]
fn a_value_of_another_kind_is_refused_at_its_place() {
    let places = [
        (r#"{"typed":"3","state":{"reported":"3"}}"#, 33),
        (r#"{"typed":"3","state":{"reported":3.0}}"#, 33),
        (r#"{"typed":"3","state":{"reported":-3}}"#, 33),
        (r#"{"typed":"3","state":{"repeated":3}}"#, 21),
        (r#"{"typed":"3","state":"reported"}"#, 21),
        (r#"{"typed":"3","state":{"not_reported":3}}"#, 37),
        (r#"{"typed":3,"state":"not_reported"}"#, 9),
        (r#"{"typed":"3"}"#, 0),
        ("[]", 0),
    ];
    for (text, place) in places {
        let wrong = json::read::<Entry<u64>>(text).unwrap_err();
        assert_eq!(wrong.at, place, "{text}: {}", wrong.what);
        assert!(serde_json::from_str::<Entry<u64>>(text).is_err(), "{text}");
    }
}

#[test]
fn a_place_is_told_by_line_and_column() {
    let text = "{\n  \"typed\": \"3\",\n  \"state\": 3\n}";
    let wrong = json::read::<Entry<u64>>(text).unwrap_err();
    assert_eq!(wrong.line_and_column(text), (3, 12));
    let text = "[1,\n2";
    assert_eq!(json::value(text).unwrap_err().line_and_column(text), (2, 2));
}

#[test]
fn a_number_beyond_all_numbers_is_refused() {
    assert!(json::read::<f64>("1e999").is_err());
    assert!(json::read::<u64>("18446744073709551616").is_err());
    assert_eq!(json::read::<f64>("1e-999"), Ok(0.0));
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2_000))]

    #[test]
    fn a_number_keeps_its_bits(bits in any::<u64>(), small in -1e6..1e6_f64) {
        for number in [f64::from_bits(bits), small, small.round()] {
            let text = json::write(&number);
            let by_serde = serde_json::to_string(&number).unwrap();
            // Of two shortest texts that lie equally near, either may be written.
            if text != by_serde {
                prop_assert_eq!(text.len(), by_serde.len(), "{} {}", text, by_serde);
                prop_assert_eq!(json::read::<f64>(&by_serde), Ok(number));
            }
            if number.is_finite() {
                let read: f64 = json::read(&text).unwrap();
                prop_assert_eq!(read.to_bits(), number.to_bits());
            }
        }
    }

    #[test]
    fn a_text_keeps_its_signs(text in any::<String>(), control in "[\\x00-\\x20\"\\\\/é😀]{0,10}") {
        agree(&text);
        agree(&control);
        let escaped = control.encode_utf16().fold(String::new(), |text, unit| format!("{text}\\u{unit:04x}"));
        prop_assert_eq!(json::read(&format!("\"{escaped}\"")), Ok(control));
    }

    /// Texts that are nearly JSON, and texts that are.
    #[test]
    fn what_serde_refuses_is_refused_and_nothing_else(
        text in r#"([\[\]{},:"\\ \n]|"[ab\\n"u]{0,3}"|"[ab]":|-?[01][01]?(\.[05])?(e-?1)?|true|null|\\ud83d\\ude00|é){0,8}"#,
    ) {
        let serde = serde_json::from_str::<serde_json::Value>(&text);
        prop_assert_eq!(json::value(&text).is_ok(), serde.is_ok(), "{:?}: {:?}", text, serde);
        let listed = format!("[{text}]");
        let serde = serde_json::from_str::<serde_json::Value>(&listed);
        prop_assert_eq!(json::value(&listed).is_ok(), serde.is_ok(), "{:?}: {:?}", listed, serde);
    }
}
