use trialpool::data::{
    Correction, Interval, Measure, Method, Plan, PredictionDegrees, TauSquaredEstimator,
};
use trialpool::wording::{Locale, Subject, cards, sentences};

use super::bcg::BCG;
use super::{answered, review};

const MANTEL_HAENSZEL: Plan = Plan {
    measure: Measure::RiskRatio,
    method: Method::MantelHaenszel,
    interval: Interval::Wald,
    correction: Correction::None,
    prediction: PredictionDegrees::KMinusOne,
};

fn said(outcome: &str, tables: &[[u64; 4]], plan: Plan) -> String {
    let review = review(outcome, tables);
    let (prepared, response) = answered(&review, Some(plan));
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    sentences::outcome(&response, &subject)
}

#[test]
fn the_vaccine_trials_are_told_with_their_numbers_first_and_the_benefit_with_its_caution() {
    assert_eq!(
        said("Tuberculosis", &BCG, MANTEL_HAENSZEL),
        "Tuberculosis was reported less often with MSC: 1,065 of 191,064 against 1,510 of 166,283 \
         (risk ratio 0.64, 95% CI 0.59 to 0.69; 13 of 13 trials). The interval excludes no difference. \
         That is about 3.3 fewer per 1,000 (2.8 to 3.7 fewer). A benefit seen in a safety outcome calls \
         for caution: it may be chance or selective reporting."
    );
}

#[test]
fn more_events_that_chance_does_not_explain_are_told_per_thousand() {
    let text = said(
        "Fever",
        &[[30, 100, 10, 100], [28, 100, 12, 100]],
        MANTEL_HAENSZEL,
    );
    assert_eq!(
        text,
        "Fever was reported more often with MSC: 58 of 200 against 22 of 200 (risk ratio 2.64, 95% CI \
         1.68 to 4.13; 2 of 2 trials). The interval excludes no difference. That is about 180 more per \
         1,000 (75 to 345 more)."
    );
}

#[test]
fn an_interval_on_both_sides_leaves_both_open() {
    let text = said("Deaths", &[[5, 50, 4, 50], [3, 40, 4, 40]], MANTEL_HAENSZEL);
    assert!(
        text.starts_with(
            "Deaths were reported about as often with and without MSC: 8 of 90 against 8 of 90"
        ),
        "{text}"
    );
    assert!(
        text.ends_with("The data cannot tell more from fewer: the interval includes no difference. 16 events are too few to tell: the interval holds both half and double the risk."),
        "{text}"
    );
    let text = said(
        "Deaths",
        &[[20, 50, 30, 50], [30, 60, 33, 60]],
        MANTEL_HAENSZEL,
    );
    assert!(
        text.ends_with("The interval includes no difference: fewer and more events with MSC are both compatible with these data."),
        "{text}"
    );
}

#[test]
fn counts_that_hardly_differ_are_neither_more_nor_less() {
    let text = said("Infection", &[[15, 192, 15, 189]], MANTEL_HAENSZEL);
    assert!(
        text.starts_with("Infection was reported about as often with and without MSC: 15 of 192 against 15 of 189"),
        "{text}"
    );
}

#[test]
fn few_events_that_differ_by_chance_are_told_without_a_direction() {
    let text = said("Fever", &[[4, 60, 3, 60]], MANTEL_HAENSZEL);
    assert!(
        text.starts_with(
            "Fever was reported in 4 of 60 with MSC and in 3 of 60 with control (risk ratio 1.33"
        ),
        "{text}"
    );
    assert!(text.contains("7 events are too few to tell"), "{text}");
}

/// 1 of 30 against 1 of 30: e^(2 · 1.96 · √(2 · 29/30)) is 233.
#[test]
fn an_interval_that_tells_nothing_is_said_to() {
    let text = said("Fever", &[[1, 30, 1, 30]], MANTEL_HAENSZEL);
    assert!(
        text.contains("This interval tells nothing: its limits lie 233-fold apart."),
        "{text}"
    );
}

#[test]
fn an_arm_without_events_gives_no_ratio_but_what_could_be_hidden() {
    let text = said(
        "Malignancy or ectopic tissue",
        &[[1, 200, 0, 190], [0, 99, 0, 97]],
        MANTEL_HAENSZEL,
    );
    assert_eq!(
        text,
        "Malignancy or ectopic tissue was reported in 1 of 299 with MSC and in 0 of 287 with control \
         (2 of 2 trials). No event was seen with control in any trial: a two-sided ratio does not exist. \
         No event among 287 with control leaves room for a risk of up to 1.0% (exact one-sided 95% bound; \
         by the rule of three 3/287, 1.0%). A bound on one arm is not a bound on the difference."
    );
}

#[test]
fn no_event_at_all_is_not_told_as_the_absence_of_risk() {
    let text = said("Strokes", &[[0, 50, 0, 60]], MANTEL_HAENSZEL);
    assert!(text.starts_with("Strokes were not seen in 1 of 1 trial: 0 of 50 against 0 of 60. That does not show that there is no risk."), "{text}");
    assert!(
        text.contains("No event among 50 with MSC leaves room for a risk of up to 5.8%"),
        "{text}"
    );
}

#[test]
fn an_outcome_that_nobody_reports_may_have_happened() {
    assert_eq!(
        said("Infection", &[], MANTEL_HAENSZEL),
        "There is no trial yet that could report infection."
    );
}

#[test]
fn a_risk_difference_is_told_per_thousand_with_a_real_minus_sign() {
    let plan = Plan {
        measure: Measure::RiskDifference,
        ..MANTEL_HAENSZEL
    };
    let text = said("Fever", &[[10, 100, 20, 100], [11, 100, 18, 100]], plan);
    assert!(
        text.contains("(risk difference −85 per 1,000, 95% CI −154 to −16; 2 of 2 trials)"),
        "{text}"
    );
}

#[test]
fn the_line_of_the_safety_profile_is_short() {
    let review = review("Death", &[[15, 105, 9, 74]]);
    let (prepared, response) = answered(&review, Some(MANTEL_HAENSZEL));
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalComma,
    );
    let line = sentences::profile_line(&response, &subject);
    assert_eq!(line.counts.as_deref(), Some("15/105 v 9/74"));
    assert_eq!(line.trials, "1 of 1 trial");
    assert_eq!(line.estimate.as_deref(), Ok("1,17"));
    assert_eq!(line.interval, "0,54–2,54");
}

#[test]
fn the_cards_answer_how_many_what_is_open_and_what_other_methods_say() {
    let review = review("Death", &BCG);
    let (prepared, response) = answered(&review, Some(MANTEL_HAENSZEL));
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    let [people, ruled_out, others] = cards::all(&response, &subject);
    assert_eq!(people.title, "Per 1,000 people");
    assert_eq!(people.answer, "3.3 fewer");
    assert_eq!(people.beside, "(2.8 to 3.7 fewer)");
    assert!(
        people
            .detail
            .starts_with("from 9.1 per 1,000, the pooled control risk"),
        "{}",
        people.detail
    );
    assert_eq!(ruled_out.answer, "Risk ratios above 0.69");
    assert!(
        ruled_out.detail.contains("80% power: risk ratio 1."),
        "{}",
        ruled_out.detail
    );
    assert!(others.answer.starts_with("0.4"), "{}", others.answer);
    assert!(
        others.beside.ends_with(" other methods"),
        "{}",
        others.beside
    );
    assert!(
        others.detail.starts_with("Upper limits "),
        "{}",
        others.detail
    );
}

#[test]
fn random_effects_that_did_not_converge_would_be_said() {
    let review = review("Death", &BCG);
    let plan = Plan {
        method: Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
        ..MANTEL_HAENSZEL
    };
    let (prepared, mut response) = answered(&review, Some(plan));
    if let Ok(pooled) = &mut response.pooled {
        pooled.converged = false;
    }
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    let text = sentences::outcome(&response, &subject);
    assert!(
        text.ends_with(
            "The fit stopped before it met its tolerance: do not rely on this estimate."
        )
    );
}

#[test]
fn an_outcome_that_none_of_the_trials_reports_may_have_happened_all_the_same() {
    let mut review = review("Infection", &[[1, 10, 2, 10]]);
    std::sync::Arc::make_mut(&mut review.trials[0])
        .records
        .clear();
    let (prepared, response) = answered(&review, Some(MANTEL_HAENSZEL));
    let subject = Subject::of(
        &review,
        &review.outcomes[0],
        &prepared,
        Locale::DecimalPoint,
    );
    assert_eq!(
        sentences::outcome(&response, &subject),
        "None of 1 trial reports infection. Not reported is not zero: it may have happened."
    );
}
