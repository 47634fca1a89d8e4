//! An interval of Mantel and Haenszel's estimates that does not rest on one effect common to all trials: by the standard
//! error of the trials' own contributions to the two sums, each trial being one independent observation of both (Liang &
//! Zeger 1986, for strata as clusters; the jackknife's first-order form).
//!
//! For a ratio ln ΣR − ln ΣS a trial moves the estimate by Rᵢ / ΣR − Sᵢ / ΣS, for a difference ΣD / ΣW by
//! (Dᵢ − (ΣD / ΣW) Wᵢ) / ΣW; the contributions add up to zero, and √[k / (k − 1) · Σ(contribution)²] is the standard error,
//! with Student's t of k − 1 degrees of freedom. Where the trials happen to agree it is too small: the interval is the wider
//! one of this and the model's own. With fewer than [`MANY_TRIALS`] trials it is the model's: a handful of trials with few
//! events says nothing of how they differ, and the error made from them is mostly chance (in the simulation of
//! `docs/simulation.md` limits a thousand times apart, where the model's own covers). No R package for
//! meta-analysis has it.

use super::CommonEffect;
use super::random_effects::MeanInterval;
use crate::data::ConfidenceLevel;
use crate::effect::IntervalEstimate;
use crate::math::{student, sum::sum};

/// With fewer trials the interval is the model's own.
pub const MANY_TRIALS: usize = 6;

/// The standard error of ln ΣR − ln ΣS from each trial's (R, S); `None` for fewer than two trials that have either.
#[must_use]
pub fn of_ratio(terms: &[(f64, f64)]) -> Option<f64> {
    let (r, s) = totals(terms);
    let contributing = || terms.iter().filter(|(r, s)| *r > 0.0 || *s > 0.0);
    let squares = sum(contributing().map(|(r_i, s_i)| {
        let contribution = r_i / r - s_i / s;
        contribution * contribution
    }));
    standard_error(squares, contributing().count())
}

/// The standard error of ΣD / ΣW from each trial's (D, W); `None` for fewer than two trials.
#[must_use]
pub fn of_difference(terms: &[(f64, f64)]) -> Option<f64> {
    let (d, w) = totals(terms);
    let squares = sum(terms.iter().map(|(d_i, w_i)| {
        let contribution = (d_i - d / w * w_i) / w;
        contribution * contribution
    }));
    standard_error(squares, terms.len())
}

fn totals(terms: &[(f64, f64)]) -> (f64, f64) {
    (
        sum(terms.iter().map(|term| term.0)),
        sum(terms.iter().map(|term| term.1)),
    )
}

fn standard_error(squares: f64, trials: usize) -> Option<f64> {
    let k = trials as f64;
    let found = (k / (k - 1.0) * squares).sqrt();
    (trials > 1 && found.is_finite()).then_some(found)
}

/// The wider of the model's own interval and that by the standard error `robust` of `trials` contributions.
#[must_use]
pub fn interval(
    common: &CommonEffect,
    robust: Option<f64>,
    trials: usize,
    level: ConfidenceLevel,
) -> MeanInterval {
    let estimate = common.estimate;
    let wald = IntervalEstimate::wald(estimate, common.standard_error, level);
    let own = MeanInterval::symmetric(wald, None);
    let Some(robust) = robust.filter(|_| trials >= MANY_TRIALS) else {
        return own;
    };
    let degrees_of_freedom = trials as f64 - 1.0;
    let quantile = student::upper_quantile(level.tail(), degrees_of_freedom);
    if quantile * robust <= level.normal_quantile() * common.standard_error {
        return own;
    }
    MeanInterval::symmetric(
        IntervalEstimate::with_quantile(estimate, robust, quantile),
        Some(degrees_of_freedom),
    )
}

#[cfg(test)]
mod tests {
    use super::{MANY_TRIALS, interval, of_difference, of_ratio};
    use crate::data::ConfidenceLevel;
    use crate::pool::CommonEffect;

    #[test]
    fn the_interval_is_the_wider_one_and_the_models_own_with_few_trials() {
        let common = CommonEffect {
            estimate: 0.5,
            standard_error: 0.2,
            weights: Vec::new(),
        };
        let half = |robust, trials| {
            let found = interval(&common, Some(robust), trials, ConfidenceLevel::default());
            (found.interval.upper - 0.5, found.degrees_of_freedom)
        };
        for (robust, trials) in [(9.0, MANY_TRIALS - 1), (0.1, MANY_TRIALS)] {
            let (own, degrees) = half(robust, trials);
            assert!(
                (own - 0.391_992_8).abs() < 1e-6 && degrees.is_none(),
                "{own}"
            );
        }
        // R: qt(.975, 5) is 2.570582.
        let (wide, degrees) = half(0.3, MANY_TRIALS);
        assert!(
            (wide - 0.771_174_6).abs() < 1e-6 && degrees == Some(5.0),
            "{wide}"
        );
    }

    #[test]
    fn trials_that_say_the_same_leave_no_error_and_one_trial_none_at_all() {
        assert_eq!(of_ratio(&[(2.0, 1.0), (4.0, 2.0)]), Some(0.0));
        assert_eq!(of_ratio(&[(2.0, 1.0), (0.0, 0.0)]), None);
        assert_eq!(of_difference(&[(2.0, 1.0)]), None);
    }

    /// By hand: R/ΣR = (1/4, 3/4), S/ΣS = (1/2, 1/2); contributions ∓1/4; √(2/1 · 2/16) = 1/2.
    #[test]
    fn the_error_of_a_ratio_is_that_of_the_contributions() {
        let found = of_ratio(&[(1.0, 2.0), (3.0, 2.0)]).unwrap_or(f64::NAN);
        assert!((found - 0.5).abs() < 1e-15, "{found}");
    }

    /// By hand: D = (1, 3), W = (2, 2), ΣD/ΣW = 1; contributions (−1/4, 1/4); √(2 · 2/16) = 1/2.
    #[test]
    fn the_error_of_a_difference_is_that_of_the_contributions() {
        let found = of_difference(&[(1.0, 2.0), (3.0, 2.0)]).unwrap_or(f64::NAN);
        assert!((found - 0.5).abs() < 1e-15, "{found}");
    }

    /// R 4.2: `r <- c(1.2, .7, 2.5, 0); s <- c(.9, 1.4, 0, .6); d <- r / sum(r) - s / sum(s); sqrt(4 / 3 * sum(d^2))`.
    #[test]
    fn a_trial_with_events_in_one_arm_alone_contributes() {
        let terms = [(1.2, 0.9), (0.7, 1.4), (2.5, 0.0), (0.0, 0.6)];
        let found = of_ratio(&terms).unwrap();
        assert!((found - 0.793_147_846_321_117).abs() < 1e-14, "{found}");
        let with_an_empty_one = [terms.as_slice(), &[(0.0, 0.0)]].concat();
        assert_eq!(of_ratio(&with_an_empty_one), Some(found));
    }
}
