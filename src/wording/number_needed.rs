//! The number needed to treat, in the form that leaves no gap where the interval holds no difference (Altman 1998, BMJ
//! 317:1309): to benefit (NNTB), to harm (NNTH), with infinity between the two. Rounded up to whole people, as the Cochrane
//! Handbook asks for (15.4.4).

use super::{Locale, number, tr, translate};
use crate::analysis::AbsoluteRisk;

/// No number of people is enough where there is no difference.
const INFINITE: &str = "∞";

/// "NNTH 24 (13 to 130)"; where the interval holds no difference "NNTH 24 (NNTB 200 to ∞ to NNTH 13)". Nothing where the
/// estimate is no difference.
#[must_use]
pub fn number_needed(
    difference: &AbsoluteRisk,
    more_is_worse: bool,
    locale: Locale,
) -> Option<String> {
    if difference.estimate == 0.0 {
        return None;
    }
    let people = |difference: f64| people(difference, locale);
    let named = |difference: f64| {
        let harms = (difference > 0.0) == more_is_worse;
        let name = if harms {
            translate("NNTH")
        } else {
            translate("NNTB")
        };
        format!("{name}\u{a0}{}", people(difference))
    };
    let AbsoluteRisk { lower, upper, .. } = *difference;
    let interval = if lower < 0.0 && upper > 0.0 {
        tr!(
            "{} to {INFINITE} to {}",
            named(lower),
            named(upper),
            INFINITE
        )
    } else {
        let [near, far] = if upper > 0.0 {
            [upper, lower]
        } else {
            [lower, upper]
        };
        tr!("{} to {}", people(near), people(far))
    };
    Some(tr!("{} ({interval})", named(difference.estimate), interval))
}

/// Of how many people one more, or one fewer, has the event.
fn people(difference: f64, locale: Locale) -> String {
    // A hair is taken off, so that a twentieth that is stored as a little less is 20 and not 21.
    let needed = libm::ceil((1.0 / difference.abs()) * (1.0 - 1e-12));
    if needed < MOST {
        number::fixed(needed, 0, locale)
    } else {
        INFINITE.to_owned()
    }
}

/// A number of people that nobody treats.
const MOST: f64 = 1e10;

#[cfg(test)]
mod tests {
    use super::number_needed;
    use crate::analysis::AbsoluteRisk;
    use crate::wording::Locale;

    fn said(estimate: f64, lower: f64, upper: f64) -> Option<String> {
        let difference = AbsoluteRisk {
            estimate,
            lower,
            upper,
        };
        number_needed(&difference, true, Locale::DecimalPoint)
            .map(|said| said.replace('\u{a0}', " "))
    }

    /// Altman 1998, page 1310, with his signs turned: a benefit of 10 percentage points with limits of -5 and 25.
    #[test]
    fn an_interval_across_no_difference_passes_through_infinity() {
        assert_eq!(
            said(-0.1, -0.25, 0.05).as_deref(),
            Some("NNTB 10 (NNTB 4 to ∞ to NNTH 20)")
        );
    }

    #[test]
    fn an_interval_on_one_side_names_its_side_once_and_the_smaller_number_first() {
        assert_eq!(
            said(0.042, 0.0077, 0.077).as_deref(),
            Some("NNTH 24 (13 to 130)")
        );
        assert_eq!(
            said(-0.05, -0.1, -0.02).as_deref(),
            Some("NNTB 20 (10 to 50)")
        );
    }

    #[test]
    fn a_limit_at_no_difference_is_infinite_and_no_difference_needs_no_number() {
        assert_eq!(said(0.05, 0.0, 0.1).as_deref(), Some("NNTH 20 (10 to ∞)"));
        assert_eq!(said(-0.05, -0.1, 0.0).as_deref(), Some("NNTB 20 (10 to ∞)"));
        assert_eq!(said(0.0, -0.1, 0.1), None);
    }
}
