use trialpool::analysis::{Agreement, Check, Reason, Undefined};
use trialpool::data::{
    Correction, Interval, Measure, Method, OutcomeId, Plan, PredictionDegrees, StoredNumber,
};
use trialpool::wording::Locale;
use trialpool::wording::agreement::{Found, headline, remedy, sentence, verdict};

use super::vocabulary::fault;

const MANTEL_HAENSZEL: Plan = Plan {
    measure: Measure::OddsRatio,
    method: Method::MantelHaenszel,
    interval: Interval::Wald,
    correction: Correction::HalfWhereZero,
    prediction: PredictionDegrees::KMinusTwo,
};

fn agreement(checks: Vec<Check>) -> Agreement {
    Agreement {
        outcome: OutcomeId(1),
        plan: MANTEL_HAENSZEL,
        stored_plan: MANTEL_HAENSZEL,
        checks,
    }
}

fn check(number: StoredNumber, stored: f64, computed: f64, kept: u32, figures: u32) -> Check {
    Check {
        number,
        stored,
        computed,
        kept,
        figures,
        reason: None,
    }
}

#[test]
fn a_difference_whose_reason_is_known_is_told_with_it_and_is_no_difference() {
    let explained = |reason| Check {
        reason: Some(reason),
        ..check(StoredNumber::P, 0.014, 0.0698, 3, 0)
    };
    let exact = check(StoredNumber::Z, 2.46, 2.46, 3, 3);
    for (reason, why, verdict_of_it) in [
        (
            Reason::NormalP,
            "the stored P is that of the normal distribution, the stored interval that of Student’s t",
            "normal, not t",
        ),
        (
            Reason::PNotOfStatistic,
            "the stored P does not follow from the statistic and the degrees of freedom stored beside it",
            "not of its own statistic",
        ),
    ] {
        let check = explained(reason);
        let found = agreement(vec![exact, check]);
        assert!(found.is_complete());
        assert_eq!(verdict(&check), verdict_of_it);
        assert_eq!(
            sentence(&Ok(found), Locale::DecimalPoint),
            format!(
                "The same to every figure stored (Mantel–Haenszel, 0.5 added in trials with an empty cell). \
                 P 0.0140 stored, 0.0698 here: {why}."
            )
        );
    }
}

#[test]
fn a_result_that_another_method_meets_names_both() {
    let mut found = agreement(vec![check(StoredNumber::Z, 2.46, 2.46, 3, 3)]);
    found.plan.method = Method::InverseVariance;
    assert_eq!(
        sentence(&Ok(found), Locale::DecimalPoint),
        "The same to every figure stored (inverse variance, common effect, 0.5 added in trials with an empty cell, though the file says \
         Mantel–Haenszel, 0.5 added in trials with an empty cell)."
    );
}

#[test]
fn agreement_is_told_with_the_figures_to_which_it_goes() {
    let exact = check(StoredNumber::Estimate, 0.896_866, 0.896_865_56, 6, 6);
    let close = check(StoredNumber::P, 0.001_010_334_31, 0.001_010_334_33, 15, 8);
    let all = agreement(vec![exact]);
    let most = agreement(vec![exact, close]);
    assert_eq!(
        sentence(&Ok(all), Locale::DecimalPoint),
        "The same to every figure stored (Mantel–Haenszel, 0.5 added in trials with an empty cell)."
    );
    assert_eq!(
        sentence(&Ok(most), Locale::DecimalPoint),
        "The same to 8 figures or more (Mantel–Haenszel, 0.5 added in trials with an empty cell)."
    );
    assert_eq!(verdict(&exact), "every figure stored");
    assert_eq!(verdict(&close), "8 figures");
}

#[test]
fn a_difference_is_told_with_both_numbers_and_the_figures_in_which_they_differ() {
    let found = agreement(vec![
        check(StoredNumber::Estimate, 0.896_866, 0.896_865_56, 6, 6),
        check(StoredNumber::Upper, 0.957, 0.962_3, 6, 2),
        check(StoredNumber::UpperCommonLogarithm, -0.019, -0.0167, 6, 0),
        check(StoredNumber::TauSquared, 0.0, 0.012_3, 1, 0),
    ]);
    assert_eq!(
        sentence(&Ok(found), Locale::DecimalComma),
        "Pooled by Mantel–Haenszel, 0.5 added in trials with an empty cell, it differs: upper limit 0,9570 stored, \
         0,9623 here; τ² 0,00 stored, 0,01 here. The other 2 agree."
    );
}

#[test]
fn the_headline_counts_what_agrees_what_differs_and_what_cannot_be_compared() {
    let same = || -> Found {
        Ok(agreement(vec![check(
            StoredNumber::Estimate,
            1.5,
            1.5,
            2,
            2,
        )]))
    };
    let other = Ok(agreement(vec![check(
        StoredNumber::Estimate,
        1.5,
        1.7,
        2,
        0,
    )]));
    let none = Err(Undefined::NoEvents);
    assert_eq!(
        headline(&[same(), same(), other, none], Locale::DecimalPoint),
        "Pooled again here from the file’s own numbers, 2 of 4 stored results came out the same. 1 differs. \
         1 cannot be pooled here."
    );
    assert_eq!(
        headline(&[], Locale::DecimalPoint),
        "The file stores no pooled results."
    );
}

#[test]
fn nothing_that_is_said_of_agreement_breaks_the_rules_of_the_vocabulary() {
    let numbers = StoredNumber::ALL.map(|number| check(number, -1.5e-9, f64::INFINITY, 9, 0));
    let found = agreement(numbers.to_vec());
    let said = [
        sentence(&Ok(found.clone()), Locale::DecimalPoint),
        sentence(&Err(Undefined::NotApplicable), Locale::DecimalPoint),
        sentence(&Err(Undefined::NoEvents), Locale::DecimalPoint),
        remedy(&found, 3, Locale::DecimalPoint),
        remedy(&agreement(Vec::new()), 3, Locale::DecimalPoint),
    ];
    for text in said {
        assert_eq!(fault(&text), None);
    }
}
