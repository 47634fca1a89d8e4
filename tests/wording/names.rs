use trialpool::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, TauSquaredEstimator,
};
use trialpool::wording::names::{control_inside, outcome_inside, plan, plan_short};

fn of(measure: Measure, method: Method, interval: Interval, correction: Correction) -> Plan {
    Plan {
        measure,
        method,
        interval,
        correction,
        prediction: PredictionDegrees::KMinusOne,
    }
}

#[test]
fn a_plan_is_named_in_full_by_what_its_method_uses() {
    let reml = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
    let cases = [
        (
            of(
                Measure::RiskRatio,
                Method::MantelHaenszel,
                Interval::Wald,
                Correction::None,
            ),
            "Mantel–Haenszel, no correction",
            "M–H",
        ),
        (
            of(
                Measure::OddsRatio,
                Method::MantelHaenszel,
                Interval::Wald,
                Correction::HalfWhereZero,
            ),
            "Mantel–Haenszel, 0.5 added in trials with an empty cell",
            "M–H, 0.5 correction",
        ),
        (
            of(
                Measure::RiskRatio,
                reml,
                Interval::HartungKnappSafeguarded,
                Correction::TreatmentArm,
            ),
            "Random effects (REML), Hartung–Knapp with safeguard, treatment-arm correction",
            "REML + HKSJ, safeguarded, TACC",
        ),
        (
            of(
                Measure::GenericRatio,
                reml,
                Interval::HartungKnappSafeguarded,
                Correction::None,
            ),
            "Random effects (REML), Hartung–Knapp with safeguard",
            "REML + HKSJ, safeguarded",
        ),
        (
            of(
                Measure::PetoOddsRatio,
                Method::Peto,
                Interval::HartungKnapp,
                Correction::TreatmentArm,
            ),
            "Peto",
            "Peto",
        ),
    ];
    for (named, full, short) in cases {
        assert_eq!(plan(named), full);
        assert_eq!(plan_short(named), short);
    }
}

#[test]
fn an_outcome_within_a_sentence_loses_its_capital_but_not_an_abbreviation() {
    for (name, inside) in [
        ("Deaths", "deaths"),
        ("Serious adverse events", "serious adverse events"),
        ("MACE", "MACE"),
        ("COVID-19", "COVID-19"),
        ("QT prolongation", "QT prolongation"),
        ("Ödem", "ödem"),
        ("", ""),
        ("A", "A"),
    ] {
        assert_eq!(outcome_inside(name), inside);
    }
}

#[test]
fn a_control_that_is_no_name_is_small_within_a_sentence_and_a_name_stays_as_it_was_typed() {
    for (typed, inside) in [
        ("Control", "control"),
        ("Usual care", "usual care"),
        ("PLACEBO", "PLACEBO"),
        ("Ketamine", "Ketamine"),
        ("Placebo infusion", "placebo infusion"),
        ("Pfizer vaccine", "Pfizer vaccine"),
    ] {
        assert_eq!(control_inside(typed), inside);
    }
}
