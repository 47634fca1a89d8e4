//! No sentence contradicts the numbers that are printed in it.

use proptest::prelude::*;

use trialpool::analysis::{answer, prepare};
use trialpool::data::{Measure, OutcomeId, Settings};
use trialpool::wording::{Locale, Subject, cards, sentences};

use super::random_cases::cases;
use super::review;

fn table() -> impl Strategy<Value = [u64; 4]> {
    let arm = || {
        prop_oneof![3 => 5_u64..80, 1 => 100_u64..4_000].prop_flat_map(|total| {
            (
                prop_oneof![3 => 0..=total.min(5), 2 => 0..=total],
                Just(total),
            )
        })
    };
    (arm(), arm()).prop_map(|((a, n1), (c, n2))| [a, n1, c, n2])
}

/// A ratio as it is printed; `None` where it is no plain number.
fn number(text: &str) -> Option<f64> {
    let plain = text.replace(',', "");
    match plain.strip_prefix('<') {
        Some(bound) => bound.parse::<f64>().ok().map(|bound| bound / 2.0),
        None => plain.parse().ok(),
    }
}

/// Estimate and limits out of "(risk ratio 0.82, 95% CI 0.68 to 1.05; …)".
fn printed(text: &str) -> Option<[f64; 3]> {
    let (_, rest) = text.split_once(" ratio ")?;
    let (estimate, rest) = rest.split_once(", 95% ")?;
    let rest = rest
        .strip_prefix("CI ")
        .or_else(|| rest.strip_prefix("credible interval "))?;
    let (limits, _) = rest.split_once("; ")?;
    let (lower, upper) = limits.split_once(" to ")?;
    Some([number(estimate)?, number(lower)?, number(upper)?])
}

proptest! {
    #![proptest_config(cases(300))]

    #[test]
    fn the_verdict_agrees_with_the_numbers_beside_it(
        tables in prop::collection::vec(table(), 1..8),
        measure in prop_oneof![Just(Measure::RiskRatio), Just(Measure::OddsRatio)],
    ) {
        let review = review("Fever", &tables);
        let settings = Settings { measure: Some(measure), ..Settings::default() };
        let prepared = prepare(&review, &settings, OutcomeId(0)).expect("the outcome is there");
        let response = answer(&prepared.request);
        let subject = Subject::of(&review, &review.outcomes[0], &prepared, Locale::DecimalPoint);
        let text = sentences::outcome(&response, &subject);
        let [per_people, ruled_out, _] = cards::all(&response, &subject);
        let Some([estimate, lower, upper]) = printed(&text) else { return Ok(()) };
        let says = |words: &str| text.contains(words);
        prop_assert!(!says("more often") || estimate > 1.0, "{text}");
        prop_assert!(!says("less often") || estimate < 1.0, "{text}");
        prop_assert!(!says("about as often") || (0.79..=1.26).contains(&estimate), "{text}");
        prop_assert!(!says("excludes no difference") || lower >= 1.0 || upper <= 1.0, "{text}");
        prop_assert!(!says("includes no difference") || lower <= 1.0 && 1.0 <= upper, "{text}");
        // With two decimals such a limit would read 1.00; then both are printed with three.
        prop_assert!(!says("just ") || (lower - 1.0).abs() < 0.0051 || (upper - 1.0).abs() < 0.0051, "{text}");
        // An interval that excludes no difference never goes with words that leave the side open.
        prop_assert!(!says("excludes no difference") || !says("cannot tell"), "{text}");
        let holds_both = lower <= 0.5 && upper >= 2.0;
        prop_assert!(!says("both half and double") || holds_both, "{text}");
        let tells_nothing = says("tells nothing");
        prop_assert_eq!(tells_nothing, response.tells_nothing_at_all());
        prop_assert!(!(tells_nothing && says("excludes no difference")), "{text}");
        let no_size = response.tells_nothing.is_some();
        prop_assert_eq!(says("the direction and not the size"), no_size && !tells_nothing, "{}", text);
        prop_assert_eq!(tells_nothing, ruled_out.answer == "Nothing useful");
        prop_assert!(lower <= estimate && estimate <= upper, "{text}");
        let line = sentences::profile_line(&response, &subject);
        prop_assert_eq!(line.interval.ends_with("tells nothing"), tells_nothing);
        // The number needed names the side of the estimate, passes through infinity exactly where the interval holds no
        // difference, and is not given of an interval that tells nothing.
        let needed = per_people.detail.split_once("Number needed to treat: ").map(|(_, needed)| needed);
        prop_assert!(!(no_size && needed.is_some()), "{}", per_people.detail);
        if let Some(needed) = needed {
            let harms = needed.starts_with("NNTH");
            prop_assert_eq!(harms, per_people.answer.ends_with("more"), "{}", needed);
            prop_assert!(harms || needed.starts_with("NNTB"), "{needed}");
            // Of a control risk of 100 % there is nothing above: the difference ends at none.
            let ends_at_none = response
                .absolute
                .as_ref()
                .is_some_and(|absolute| absolute.difference.upper <= 0.0);
            let holds_none = lower < 0.99 && upper > 1.01 && !ends_at_none;
            prop_assert!(!holds_none || needed.contains("to ∞ to NNTH"), "{needed}: {text}");
        }
    }
}
