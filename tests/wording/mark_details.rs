use trialpool::analysis::{Undefined, answer, plan_for, prepare, without};
use trialpool::data::{Measure, Method, Settings};
use trialpool::read::examples;
use trialpool::wording::{Locale, Subject, mark_details};

#[test]
fn a_mark_tells_the_trials_numbers_and_what_the_others_say() {
    let review = examples::review("bcg-vaccine").unwrap();
    let outcome = &review.outcomes[0];
    let plan = plan_for(Measure::RiskRatio, Method::MantelHaenszel);
    let settings = Settings {
        plans: [(outcome.id, plan)].into(),
        ..Settings::default()
    };
    let prepared = prepare(&review, &settings, outcome.id).unwrap();
    let response = answer(&prepared.request);
    let subject = Subject::of(&review, outcome, &prepared, Locale::DecimalPoint);
    // n₁ n₂ m / N² is 251, of 634.5 in all trials.
    assert_eq!(
        mark_details::lines(&prepared, &response, 7, &subject),
        [
            "BCG: 505 of 88,391; control: 499 of 88,391",
            "Risk ratio 1.01 (95% CI 0.89 to 1.14); weight 39.6%",
        ]
    );
    let others = without(&prepared.request, response.plan, 7);
    let said = mark_details::without(response.measure(), &others, &subject);
    // Mantel and Haenszel's risk ratio of the other twelve trials, from metafor 3.8-1: 0.460336, 0.415752 to 0.509701.
    assert_eq!(said, "Without this trial: 0.46 (95% CI 0.42 to 0.51)");
    let nothing = mark_details::without(response.measure(), &Err(Undefined::NoEvents), &subject);
    assert!(nothing.starts_with("Without this trial: "), "{nothing}");
}
