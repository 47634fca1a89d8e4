//! What the page and its worker tell each other, and what is saved, comes back as it was.
#![cfg(test)]

#[path = "tables/random_cases.rs"]
mod random_cases;

use proptest::prelude::*;
use serde::Serialize;
use serde::de::DeserializeOwned;

use random_cases::cases;
use trialpool::analysis::{
    BaselineSource, Proportion, ProposalReason, TauSquaredIntervalMethod, TrialData, TrialUse,
    TwoByTwo, Undefined, ZeroEventClass, answer, methods_for, plan_for, prepare,
};
use trialpool::data::{
    Answer, AnsweredItem, Assessment, AxisByHand, Checklists, Correction, CountModel, CovariateId,
    Domain, Entry, ExactTail, FigureSettings, Grouping, Interval, Item, ItemAnswer, ItemId, Judged,
    Judgement, Measure, Method, Misread, Note, OutcomeFigure, OutcomeId, OutcomeKind, OwnItem,
    Plan, PredictionDegrees, Randomized, Review, RiskOfBias, Role, Scale, Settings, State,
    TauPrior, TauSquaredEstimator, Tool, TrialId, Window, published_shares,
};
use trialpool::read::{Decimal, DesignPart, EffectPart, Meaning, Quantity, Side, examples, json};

/// What is written is read back the same, however it is spaced.
fn comes_back<T>(value: &T)
where
    T: Serialize + DeserializeOwned + PartialEq + std::fmt::Debug,
{
    let text = json::text(value);
    assert_eq!(json::parse::<T>(&text).as_ref(), Ok(value), "{text}");
    let spaced = serde_json::to_string_pretty(value).unwrap();
    assert_eq!(json::parse::<T>(&spaced).as_ref(), Ok(value), "{spaced}");
}

#[test]
fn every_review_request_and_answer_of_the_examples_comes_back() {
    for example in examples::all() {
        let review = examples::review(example.key).unwrap();
        comes_back(&review);
        for outcome in &review.outcomes {
            let mut settings = Settings::default();
            for measure in [
                Measure::RiskRatio,
                Measure::OddsRatio,
                Measure::RiskDifference,
            ] {
                for method in methods_for(measure) {
                    settings.plans.insert(outcome.id, plan_for(measure, method));
                    comes_back(&settings);
                    let request = prepare(&review, &settings, outcome.id).unwrap().request;
                    comes_back(&request);
                    comes_back(&answer(&request));
                }
            }
        }
        let outcome = review.outcomes[0].id;
        let mut request = prepare(&review, &Settings::default(), outcome)
            .unwrap()
            .request;
        request.compare = true;
        comes_back(&answer(&request));
    }
}

#[test]
fn every_meaning_of_a_column_comes_back() {
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
    for side in [
        Side::Experimental,
        Side::Control,
        Side::OfRow,
        Side::Arm("High dose".into()),
    ] {
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
                side: side.clone(),
                outcome,
            });
        }
        meanings.push(Meaning::ArmName(side));
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
    comes_back(&meanings);
    comes_back(&vec![Decimal::Point, Decimal::Comma]);
}

#[test]
fn every_name_comes_back() {
    use Measure::{
        ArcsineDifference, GenericDifference, GenericRatio, MeanDifference, OddsRatio,
        PetoOddsRatio, RateDifference, RateRatio, RatioOfMeans, RiskDifference, RiskRatio,
        StandardizedMeanDifference, StandardizedMeanDifferenceUnequalVariances,
    };
    comes_back(&vec![
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
    comes_back(&methods);
    comes_back(&vec![
        Interval::Wald,
        Interval::HartungKnapp,
        Interval::HartungKnappSafeguarded,
        Interval::ProfileLikelihood,
    ]);
    comes_back(&vec![
        Correction::None,
        Correction::HalfWhereZero,
        Correction::TreatmentArm,
    ]);
    comes_back(&vec![
        PredictionDegrees::KMinusOne,
        PredictionDegrees::KMinusTwo,
    ]);
    comes_back(&vec![Role::Experimental, Role::Control, Role::Ignored]);
    comes_back(&vec![Randomized::Yes, Randomized::No, Randomized::Unclear]);
    comes_back(&vec![Window::Immediate, Window::Lasting]);
    comes_back(&vec![
        OutcomeKind::Counts,
        OutcomeKind::PersonTime,
        OutcomeKind::Means,
        OutcomeKind::Proportions,
        OutcomeKind::Estimates(Scale::Ratio),
        OutcomeKind::Estimates(Scale::LogRatio),
        OutcomeKind::Estimates(Scale::Difference),
    ]);
    comes_back(&vec![
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
fn what_is_chosen_about_figures_comes_back() {
    use trialpool::data::{Lights, Preset, TrialOrder};
    comes_back(&Preset::ALL.to_vec());
    comes_back(&vec![
        TrialOrder::Input,
        TrialOrder::Year,
        TrialOrder::Name,
        TrialOrder::Effect,
        TrialOrder::Weight,
        TrialOrder::Precision,
    ]);
    comes_back(&vec![
        Lights::Hidden,
        Lights::Traffic,
        Lights::ForEverySight,
    ]);
    comes_back(&FigureSettings::default());
    for grouping in [
        Grouping::Covariate(CovariateId(7)),
        Grouping::Randomized,
        Grouping::RiskOfBias,
    ] {
        comes_back(&FigureSettings {
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
fn a_table_of_the_risk_of_bias_comes_back() {
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
        source: "page 4".into(),
        answers: (1..).zip(Answer::ALL).collect(),
        override_reason: "drawn from a hat".into(),
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
            outcomes: [(OutcomeId(3), [(TrialId(7), assessment.clone())].into())].into(),
        };
        comes_back(&table);
        comes_back(&Review {
            risk_of_bias: Some(table.into()),
            ..Review::default()
        });
    }
}

#[test]
fn checklists_come_back() {
    let answers = Item::ALL.iter().zip(ItemAnswer::ALL.into_iter().cycle());
    let answers = answers.map(|(item, answer)| {
        let said = AnsweredItem {
            answer: Some(answer),
            remark: "page 4".into(),
        };
        (ItemId::Known(*item), said)
    });
    let mut all: std::collections::BTreeMap<ItemId, AnsweredItem> = answers.collect();
    all.insert(ItemId::Own(12), AnsweredItem::default());
    let checklists = Checklists {
        own: vec![OwnItem {
            number: 12,
            name: "Registered".into(),
        }],
        trials: [(TrialId(7), all)].into(),
        earlier: published_shares(),
    };
    comes_back(&checklists);
    comes_back(&Review {
        checklists: Some(checklists.into()),
        ..Review::default()
    });
}

#[test]
fn every_name_of_an_answer_comes_back() {
    comes_back(&vec![
        TrialUse::Pooled,
        TrialUse::DoubleZero,
        TrialUse::AllEvents,
        TrialUse::NotEstimable,
        TrialUse::Impossible,
    ]);
    comes_back(&vec![
        BaselineSource::PooledControlRisk,
        BaselineSource::MedianControlRisk,
    ]);
    comes_back(&vec![
        ZeroEventClass::SingleZero,
        ZeroEventClass::MixedZero,
        ZeroEventClass::DoubleZero,
        ZeroEventClass::CompleteSingleZero,
        ZeroEventClass::CompleteMixedZero,
        ZeroEventClass::CompleteDoubleZero,
    ]);
    comes_back(&vec![
        TauSquaredIntervalMethod::QProfile,
        TauSquaredIntervalMethod::GeneralisedQ,
        TauSquaredIntervalMethod::GeneralisedQStandardErrors,
        TauSquaredIntervalMethod::ProfileLikelihood,
        TauSquaredIntervalMethod::RestrictedProfileLikelihood,
    ]);
    comes_back(&vec![
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
    comes_back(&vec![
        ProposalReason::Generic,
        ProposalReason::Sparse {
            events: 12,
            trials: 3,
            fewer: 2,
            few_per_trial: true,
        },
        ProposalReason::ManyTrials {
            trials: 3,
            events: None,
        },
    ]);
    comes_back(&vec![
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
    comes_back(&vec![
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
    assert_eq!(json::parse(text), Ok(Entry::reported(3_u64)));
}

#[test]
fn a_number_beyond_all_numbers_is_refused() {
    assert!(json::parse::<f64>("1e999").is_err());
    assert!(json::parse::<u64>("18446744073709551616").is_err());
    assert_eq!(json::parse::<f64>("1e-999"), Ok(0.0));
}

proptest! {
    #![proptest_config(cases(2_000))]

    #[test]
    fn a_number_keeps_its_bits(bits in any::<u64>(), small in -1e6..1e6_f64) {
        for number in [f64::from_bits(bits), small, small.round()] {
            if number.is_finite() {
                let text = json::text(&number);
                prop_assert_eq!(json::parse::<f64>(&text).map(f64::to_bits), Ok(number.to_bits()));
            }
        }
    }

    #[test]
    fn a_text_keeps_its_signs(text in any::<String>(), control in "[\\x00-\\x20\"\\\\/é😀]{0,10}") {
        comes_back(&text);
        comes_back(&control);
        let escaped = control.encode_utf16().fold(String::new(), |text, unit| format!("{text}\\u{unit:04x}"));
        prop_assert_eq!(json::parse(&format!("\"{escaped}\"")), Ok(control));
    }
}
