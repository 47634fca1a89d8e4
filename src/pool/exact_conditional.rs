//! The exact conditional analysis of a common odds ratio (Cox 1970; Gart 1970; Mehta, Patel & Gray 1985): given the
//! margins of every trial, the experimental arms' events together, S = Σaᵢ, follow the convolution of the trials'
//! noncentral hypergeometric distributions, and nothing but the odds ratio ψ is unknown.
//!
//! - Estimate: the conditional maximum likelihood, the ψ at which E[S] = s.
//! - Exact interval (Clopper and Pearson's two one-sided tests): P(S ≥ s | lower) = α/2, P(S ≤ s | upper) = α/2.
//! - Mid-p interval: P(S > s) + ½ P(S = s) in place of P(S ≥ s) (Lancaster 1961; Agresti 2013, section 16.6.4): the
//!   exact interval is never too short, and with few events much too long; mid-p is near 95 % on average.
//! - Two-sided P of ψ = 1, exact: the probability of all values no more probable than the observed (up to a relative
//!   10⁻⁷, as R does); mid-p: twice the smaller mid-p tail.
//!
//! R: `mantelhaen.test(exact = TRUE)`, `fisher.test` for one trial, `exact2x2` for mid-p. Where an arm has no event in
//! any trial (s at an end of its range) the estimate is 0 or infinite and the interval one-sided: [`Bound`].
//!
//! The distribution is convolved once, at the estimate, and carried to other ψ by tilting with ψˢ; terms below 10⁻³⁰⁰
//! (10⁻⁴⁰ for large trials) of the largest are left away. Above a bound on the work there is no exact answer: the
//! conditional likelihood (`mixed_model::conditional_exact`) is the same there to several figures.

use serde::{Deserialize, Serialize};

use super::Undefined;
use super::noncentral_hypergeometric::NoncentralHypergeometric;
use crate::data::{ConfidenceLevel, ExactTail};
use crate::effect::TwoByTwo;
use crate::math::root::root;
use crate::math::sum::sum;

/// Multiplications a convolution may take: a good part of a second in WebAssembly.
const MOST_WORK: f64 = 2e8;

/// Terms as small as this, relative to the largest, are kept where the work allows.
const FINEST_CUT: f64 = 1e-300;

/// And where it does not: still far beyond what a 95 % limit needs.
const COARSER_CUT: f64 = 1e-40;

/// R's allowance for rounding when it compares probabilities.
const AS_PROBABLE: f64 = 1.0 + 1e-7;

/// The log odds ratios between which limits are searched.
const LARGEST_LOG_ODDS_RATIO: f64 = 500.0;

/// The analysis where both ends are finite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ExactConditional {
    /// Conditional maximum likelihood estimate of the common log odds ratio.
    pub estimate: f64,
    /// Lower limit, log odds ratio.
    pub lower: f64,
    /// Upper limit, log odds ratio.
    pub upper: f64,
    /// Standard error from the conditional information at the estimate, for tables that show one; the limits do not use
    /// it.
    pub standard_error: f64,
    /// Two-sided P of no difference.
    pub p_value: f64,
    /// Informative trials.
    pub trials: usize,
}

/// What one-sided data still exclude: a one-sided bound on the odds ratio.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Bound {
    /// The bound, log odds ratio.
    pub log_odds_ratio: f64,
    /// Whether the true value lies below it (the experimental arm has the fewest events possible) or above it.
    pub is_upper: bool,
}

/// The common odds ratio with its interval.
///
/// # Errors
///
/// [`Undefined::NoEstimableTrial`] without an informative trial; [`Undefined::Separated`] where the estimate is 0 or
/// infinite ([`one_sided`] has the bound); [`Undefined::TooManyForExact`] above the bound on the work.
pub fn odds_ratio(
    tables: &[TwoByTwo],
    tail: ExactTail,
    level: ConfidenceLevel,
) -> Result<ExactConditional, Undefined> {
    let strata = Strata::of(tables)?;
    if strata.is_at_end() {
        return Err(Undefined::Separated);
    }
    let estimate = strata.estimate().ok_or(Undefined::NotConverged)?;
    let at_estimate = strata.distribution(estimate)?;
    let limit = |upper: bool| {
        at_estimate
            .limit(tail, upper, level.tail())
            .map(|shift| estimate + shift)
            .ok_or(Undefined::NotConverged)
    };
    let (lower, upper) = (limit(false)?, limit(true)?);
    Ok(ExactConditional {
        estimate,
        lower,
        upper,
        standard_error: 1.0 / strata.information(estimate).sqrt(),
        p_value: strata.p_value(&at_estimate, estimate, tail),
        trials: strata.trials.len(),
    })
}

/// The one-sided bound where all that could be seen in one direction was seen: P(S ≤ s | ψ) = 0.05 (at 95 %) for an
/// experimental arm without events, P(S ≥ s | ψ) = 0.05 for a control arm without events (by half with mid-p).
///
/// # Errors
///
/// As [`odds_ratio`]; [`Undefined::NotApplicable`] where S is at neither end and a two-sided interval exists.
pub fn one_sided(
    tables: &[TwoByTwo],
    tail: ExactTail,
    level: ConfidenceLevel,
) -> Result<Bound, Undefined> {
    let strata = Strata::of(tables)?;
    if !strata.is_at_end() {
        return Err(Undefined::NotApplicable);
    }
    let is_upper = strata.observed <= strata.lowest();
    let null = strata.distribution(0.0)?;
    let shift = null
        .limit(tail, is_upper, level.left_out())
        .ok_or(Undefined::NotConverged)?;
    Ok(Bound {
        log_odds_ratio: shift,
        is_upper,
    })
}

struct Strata {
    trials: Vec<NoncentralHypergeometric>,
    /// s.
    observed: f64,
}

/// The distribution of S at one log odds ratio, from which others are tilted.
struct Convolved {
    /// Probabilities up to a factor; consecutive values.
    terms: Vec<f64>,
    /// Index of the term of the observed S.
    observed: usize,
}

/// A distribution of S at another odds ratio, in shares of one.
#[derive(Clone, Copy)]
struct Tails {
    below: f64,
    at: f64,
    above: f64,
}

impl Strata {
    fn of(tables: &[TwoByTwo]) -> Result<Self, Undefined> {
        let mut informative: Vec<TwoByTwo> = tables
            .iter()
            .filter(|table| !table.is_double_zero() && !table.is_all_events())
            .copied()
            .collect();
        // The small ones first: that is the least work, and the same whatever the order in which the trials came.
        informative.sort_by_key(|table| {
            let events = table.experimental_events + table.control_events;
            let (one, other) = (table.experimental_total, table.control_total);
            [events, one, other, table.experimental_events]
        });
        if informative.is_empty() {
            return Err(Undefined::NoEstimableTrial);
        }
        Ok(Self {
            trials: informative
                .iter()
                .map(NoncentralHypergeometric::of)
                .collect(),
            observed: informative
                .iter()
                .map(|table| table.experimental_events as f64)
                .sum(),
        })
    }

    fn lowest(&self) -> f64 {
        self.trials
            .iter()
            .map(NoncentralHypergeometric::lowest)
            .sum()
    }

    fn highest(&self) -> f64 {
        self.trials
            .iter()
            .map(NoncentralHypergeometric::highest)
            .sum()
    }

    fn is_at_end(&self) -> bool {
        self.observed <= self.lowest() || self.observed >= self.highest()
    }

    fn expected(&self, log_odds_ratio: f64) -> f64 {
        sum(self
            .trials
            .iter()
            .map(|trial| trial.moments(log_odds_ratio).mean))
    }

    fn information(&self, log_odds_ratio: f64) -> f64 {
        sum(self
            .trials
            .iter()
            .map(|trial| trial.moments(log_odds_ratio).variance))
    }

    /// The log odds ratio at which S is expected where it was observed; E[S] rises with it.
    fn estimate(&self) -> Option<f64> {
        let above = |log_odds_ratio: f64| self.expected(log_odds_ratio) - self.observed;
        let mut reach = 1.0;
        while reach < LARGEST_LOG_ODDS_RATIO && (above(-reach) > 0.0 || above(reach) < 0.0) {
            reach *= 2.0;
        }
        root(above, -reach, reach, 1e-3)
    }

    /// Convolves the trials' distributions at one odds ratio.
    fn distribution(&self, log_odds_ratio: f64) -> Result<Convolved, Undefined> {
        let cut = [FINEST_CUT, COARSER_CUT]
            .into_iter()
            .find(|cut| self.work(log_odds_ratio, *cut) <= MOST_WORK)
            .ok_or(Undefined::TooManyForExact)?;
        let mut first = 0.0;
        let mut terms = vec![1.0];
        for trial in &self.trials {
            let (trial_first, trial_terms) = trial.terms(log_odds_ratio, cut);
            first += trial_first;
            terms = convolve(&terms, &trial_terms);
            first += drop_negligible(&mut terms, cut);
        }
        let after_first = self.observed - first;
        (0..terms.len())
            .find(|index| *index as f64 >= after_first && after_first >= 0.0)
            .map(|observed| Convolved { terms, observed })
            // Only where the odds ratio is not the estimate and the observed value is beyond all that was kept.
            .ok_or(Undefined::TooManyForExact)
    }

    /// Multiplications a convolution would take: normal widths of the trials' distributions and of their sum.
    fn work(&self, log_odds_ratio: f64, cut: f64) -> f64 {
        let reach = 2.0 * (-2.0 * libm::log(cut)).sqrt();
        // The tail of a Poisson distribution is longer than a normal one by about this much; the support bounds both.
        let longer = reach * reach / 8.0;
        let mut variance = 0.0;
        let mut range = 0.0;
        let mut work = 0.0;
        for trial in &self.trials {
            let own = trial.moments(log_odds_ratio).variance;
            let support = trial.highest() - trial.lowest() + 1.0;
            let width = (reach * own.sqrt() + longer).min(support);
            variance += own;
            range += support;
            work += width * (reach * variance.sqrt() + longer).min(range);
        }
        work
    }

    fn p_value(&self, at_estimate: &Convolved, estimate: f64, tail: ExactTail) -> f64 {
        let tails = at_estimate.tilted(-estimate);
        let smaller = tails.below.min(tails.above);
        let p_value = match (tail, self.distribution(0.0)) {
            (ExactTail::MidP, _) => 2.0 * (smaller + 0.5 * tails.at),
            // The other side's values as improbable as the observed are found around ψ = 1.
            (ExactTail::Exact, Ok(null)) => null.as_improbable_as_observed(),
            // Where the observed value is beyond all that is kept there, the P value is below any that is read.
            (ExactTail::Exact, Err(_)) => 2.0 * (smaller + tails.at),
        };
        p_value.min(1.0)
    }
}

impl Convolved {
    /// Shares below, at and above the observed value at a log odds ratio that differs by `shift`.
    fn tilted(&self, shift: f64) -> Tails {
        let observed = self.observed as f64;
        // Relative to the observed value, in logarithms: neither end overflows.
        let weight =
            |index: usize| libm::log(self.terms[index]) + (index as f64 - observed) * shift;
        let logs: Vec<f64> = (0..self.terms.len()).map(weight).collect();
        let largest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let shares: Vec<f64> = logs.iter().map(|log| libm::exp(log - largest)).collect();
        let total = sum(shares.iter().copied());
        let (below, rest) = shares.split_at(self.observed.min(shares.len()));
        let (at, above) = rest.split_at(1.min(rest.len()));
        let share = |part: &[f64]| sum(part.iter().copied()) / total;
        Tails {
            below: share(below),
            at: share(at),
            above: share(above),
        }
    }

    /// The shift of the log odds ratio at which the tail is `probability`: the upper limit from the lower tail and the
    /// reverse.
    fn limit(&self, tail: ExactTail, upper: bool, probability: f64) -> Option<f64> {
        let counted = match tail {
            ExactTail::Exact => 1.0,
            ExactTail::MidP => 0.5,
        };
        let sign = if upper { 1.0 } else { -1.0 };
        // A tail of ψ falls from more than `probability` at the estimate towards 0; solved as a logarithm, in which it is
        // nearly a parabola.
        let excess = |distance: f64| {
            let tails = self.tilted(sign * distance);
            let outer = if upper { tails.below } else { tails.above };
            libm::log(outer + counted * tails.at) - libm::log(probability)
        };
        let mut reach = 0.5;
        while excess(reach) > 0.0 {
            reach *= 2.0;
            if reach > LARGEST_LOG_ODDS_RATIO {
                return None;
            }
        }
        let near = if excess(0.0) >= 0.0 {
            0.0
        } else {
            -LARGEST_LOG_ODDS_RATIO
        };
        root(excess, near, reach, 1e-3).map(|distance| sign * distance)
    }

    fn as_improbable_as_observed(&self) -> f64 {
        let total = sum(self.terms.iter().copied());
        let limit = self.terms[self.observed] * AS_PROBABLE;
        sum(self.terms.iter().copied().filter(|term| *term <= limit)) / total
    }
}

fn convolve(one: &[f64], other: &[f64]) -> Vec<f64> {
    let mut product = vec![0.0; one.len() + other.len() - 1];
    for (start, factor) in one.iter().enumerate() {
        for (into, term) in product[start..].iter_mut().zip(other) {
            *into += factor * term;
        }
    }
    product
}

/// Scales the largest term to one and drops what is below `cut` at either end; answers how many at the lower end.
fn drop_negligible(terms: &mut Vec<f64>, cut: f64) -> f64 {
    let largest = terms.iter().copied().fold(0.0, f64::max);
    for term in terms.iter_mut() {
        *term /= largest;
    }
    let kept = |term: &f64| *term >= cut;
    let first = terms.iter().position(kept).unwrap_or(0);
    let end = terms
        .iter()
        .rposition(kept)
        .map_or(terms.len(), |last| last + 1);
    terms.truncate(end);
    terms.drain(..first);
    first as f64
}

#[cfg(test)]
mod tests {
    use super::{odds_ratio, one_sided};
    use crate::data::{ConfidenceLevel, ExactTail};
    use crate::effect::TwoByTwo;
    use crate::pool::Undefined;

    /// R 4.2: `fisher.test(matrix(c(3, 17, 9, 11), 2))`, whose roots are good to four figures.
    #[test]
    fn one_table_is_fishers_exact_test() {
        let found = odds_ratio(
            &[TwoByTwo::of([3, 20, 9, 20])],
            ExactTail::Exact,
            ConfidenceLevel::NinetyFive,
        )
        .unwrap();
        let natural = [found.estimate, found.lower, found.upper].map(libm::exp);
        for (found, expected) in natural.iter().zip(FISHER) {
            assert!((found - expected).abs() < 1e-4 * expected, "{natural:?}");
        }
        assert!((found.p_value - FISHER_P).abs() < 1e-6, "{}", found.p_value);
    }

    const FISHER: [f64; 3] = [0.224_459, 0.031_906_6, 1.161_594_6];
    const FISHER_P: f64 = 0.082_358_777;

    /// mpmath 1.3, 60 digits, by convolution: three trials of unequal arms, one with an empty arm.
    #[test]
    fn three_tables_have_the_p_values_and_the_error_of_their_convolution() {
        let tables = [
            TwoByTwo::of([5, 30, 0, 25]),
            TwoByTwo::of([40, 60, 20, 55]),
            TwoByTwo::of([7, 9, 3, 12]),
        ];
        for (tail, p_value) in [
            (ExactTail::Exact, 1.198_262_848_143_310_6e-5),
            (ExactTail::MidP, 1.035_277_585_872_480_5e-5),
        ] {
            let found = odds_ratio(&tables, tail, ConfidenceLevel::NinetyFive).unwrap();
            assert!((found.p_value / p_value - 1.0).abs() < 1e-10, "{found:?}");
            assert!((found.estimate - 1.494_570_338_828_200_5).abs() < 1e-10);
            assert!((found.standard_error - 0.349_936_840_307_595_6).abs() < 1e-9);
        }
    }

    /// So far from an odds ratio of 1 that the observed value is not among the terms kept there (mpmath 1.3, 60 digits: the exact P
    /// is 1.5·10⁻³⁰²): what is given is no figure of it, and below any that is read.
    #[test]
    fn a_p_value_below_all_that_is_kept_is_above_zero_and_below_any_that_is_read() {
        let far = [TwoByTwo::of([890, 1000, 110, 1000])];
        for tail in [ExactTail::Exact, ExactTail::MidP] {
            let found = odds_ratio(&far, tail, ConfidenceLevel::NinetyFive).unwrap();
            assert!(
                found.p_value > 0.0 && found.p_value < 1e-250,
                "{}",
                found.p_value
            );
        }
    }

    #[test]
    fn mid_p_is_within_the_exact_interval() {
        let tables = [TwoByTwo::of([3, 20, 9, 20]), TwoByTwo::of([0, 30, 2, 15])];
        let exact = odds_ratio(&tables, ExactTail::Exact, ConfidenceLevel::NinetyFive).unwrap();
        let mid_p = odds_ratio(&tables, ExactTail::MidP, ConfidenceLevel::NinetyFive).unwrap();
        assert!(exact.lower < mid_p.lower && mid_p.upper < exact.upper);
        assert!(mid_p.p_value < exact.p_value);
        assert_eq!(exact.estimate.to_bits(), mid_p.estimate.to_bits());
    }

    /// With no event among n₁ and one among n₂ the bound solves n₂ / (n₂ + n₁ ψ) = 0.05 by hand.
    #[test]
    fn an_arm_without_events_has_the_bound_computed_by_hand() {
        let tables = [TwoByTwo::of([0, 10, 1, 20])];
        assert_eq!(
            odds_ratio(&tables, ExactTail::Exact, ConfidenceLevel::NinetyFive),
            Err(Undefined::Separated)
        );
        let bound = one_sided(&tables, ExactTail::Exact, ConfidenceLevel::NinetyFive).unwrap();
        assert!(bound.is_upper);
        assert!((libm::exp(bound.log_odds_ratio) - 38.0).abs() < 1e-9);
        let mirrored = one_sided(
            &[TwoByTwo::of([1, 20, 0, 10])],
            ExactTail::Exact,
            ConfidenceLevel::NinetyFive,
        )
        .unwrap();
        assert!(!mirrored.is_upper);
        assert!((mirrored.log_odds_ratio + bound.log_odds_ratio).abs() < 1e-12);
    }

    #[test]
    fn trials_in_another_order_are_answered_or_refused_alike() {
        let one = TwoByTwo::of([618_791, 1_584_893, 0, 3_162_278]);
        let other = TwoByTwo::of([0, 501_187, 5_826_077, 7_943_282]);
        assert_eq!(
            odds_ratio(&[one, other], ExactTail::Exact, ConfidenceLevel::NinetyFive),
            odds_ratio(&[other, one], ExactTail::Exact, ConfidenceLevel::NinetyFive)
        );
    }

    #[test]
    fn arms_of_ten_million_are_answered_or_refused_without_delay() {
        let rare = [TwoByTwo::of([3, 10_000_000, 9, 10_000_000])];
        assert!(odds_ratio(&rare, ExactTail::Exact, ConfidenceLevel::NinetyFive).is_ok());
        let common = [TwoByTwo::of([3_000_000, 10_000_000, 3_010_000, 10_000_000]); 40];
        assert_eq!(
            odds_ratio(&common, ExactTail::Exact, ConfidenceLevel::NinetyFive),
            Err(Undefined::TooManyForExact)
        );
    }

    #[test]
    fn tables_without_an_event_or_with_nothing_else_tell_nothing() {
        let found = |tables: &[[u64; 4]]| {
            let tables: Vec<TwoByTwo> = tables.iter().copied().map(TwoByTwo::of).collect();
            odds_ratio(&tables, ExactTail::Exact, ConfidenceLevel::NinetyFive)
        };
        assert_eq!(found(&[[0, 20, 0, 30]]), Err(Undefined::NoEstimableTrial));
        assert_eq!(found(&[[20, 20, 30, 30]]), Err(Undefined::NoEstimableTrial));
        let told = [[3, 20, 9, 20], [0, 20, 0, 30], [20, 20, 30, 30]];
        assert_eq!(found(&told), found(&told[..1]));
        // With nine events and four people in the control arm five are the fewest of the other arm. R 4.2: the root of
        // `dhyper(5:9, 10, 4, 9) * exp((5:9) * l)`, whose first share is 0.05 (`fisher.test(alternative = "less")`).
        let fewest = TwoByTwo::of([5, 10, 4, 4]);
        let level = ConfidenceLevel::NinetyFive;
        assert!(odds_ratio(&[fewest], ExactTail::Exact, level).is_err());
        let bound = one_sided(&[fewest], ExactTail::Exact, level).unwrap();
        assert!(bound.is_upper && (bound.log_odds_ratio - 0.565_535_738_011_992).abs() < 1e-10);
    }

    /// The distribution is symmetric: the odds ratio is 1, and every value is as improbable as the observed or more.
    #[test]
    fn hundreds_of_trials_without_a_difference_have_an_odds_ratio_and_a_p_value_of_one() {
        let tables = vec![TwoByTwo::of([5, 10, 5, 10]); 750];
        let found = odds_ratio(&tables, ExactTail::Exact, ConfidenceLevel::NinetyFive).unwrap();
        assert!(
            found.estimate.abs() < 1e-9 && (found.p_value - 1.0).abs() < 1e-9,
            "{found:?}"
        );
        assert!((found.lower + found.upper).abs() < 1e-9 && found.upper > 0.0);
    }
}
