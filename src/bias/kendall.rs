//! Kendall's rank correlation `τ_b` with its test: exact where no values are tied (Kendall 1938), else by the normal distribution
//! with the variance for ties (Kendall 1970, section 4.4). R: `cor.test(method = "kendall", exact = TRUE)`.

use crate::math::normal;

/// A rank correlation.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Kendall {
    /// `τ_b`, between −1 and 1.
    pub tau: f64,
    /// Two-sided P.
    pub p_value: f64,
    /// Whether P is exact: no value is tied.
    pub is_exact: bool,
}

/// More pairs than this are not counted through exactly; the normal approximation has six figures there.
const MOST_FOR_EXACT: usize = 500;

/// The rank correlation of pairs; `None` for fewer than two, for values that are not numbers, or where one side does not vary.
#[must_use]
pub fn correlation(x: &[f64], y: &[f64]) -> Option<Kendall> {
    let size = x.len().min(y.len());
    let is_number = |values: &[f64]| values.iter().take(size).all(|value| !value.is_nan());
    if size < 2 || !is_number(x) || !is_number(y) {
        return None;
    }
    let pairs: Vec<(f64, f64)> = x.iter().copied().zip(y.iter().copied()).collect();
    let mut score = 0_i64;
    for (place, one) in pairs.iter().enumerate() {
        for other in pairs.iter().skip(place + 1) {
            score += sign(one.0, other.0) * sign(one.1, other.1);
        }
    }
    let (ties_x, ties_y) = (ties(x), ties(y));
    let all = pairs_of(size);
    let scale = ((all - tied_pairs(&ties_x)) * (all - tied_pairs(&ties_y))).sqrt();
    if scale <= 0.0 {
        return None;
    }
    let tau = (score as f64 / scale).clamp(-1.0, 1.0);
    let has_ties = !(ties_x.is_empty() && ties_y.is_empty());
    let is_exact = !has_ties && size <= MOST_FOR_EXACT;
    let p_value = if is_exact {
        exact(score, size)
    } else {
        normal::two_sided(score as f64 / variance(size, &ties_x, &ties_y).sqrt())
    };
    Some(Kendall {
        tau,
        p_value,
        is_exact,
    })
}

fn sign(one: f64, other: f64) -> i64 {
    match one.total_cmp(&other) {
        std::cmp::Ordering::Less => -1,
        std::cmp::Ordering::Equal => 0,
        std::cmp::Ordering::Greater => 1,
    }
}

/// How many values stand in each group of equal ones; single values are not listed.
fn ties(values: &[f64]) -> Vec<f64> {
    let mut sorted = values.to_vec();
    sorted.sort_by(f64::total_cmp);
    let groups = sorted.chunk_by(|one, other| one.total_cmp(other).is_eq());
    groups
        .map(|group| group.len() as f64)
        .filter(|size| *size > 1.0)
        .collect()
}

fn pairs_of(size: usize) -> f64 {
    size as f64 * (size as f64 - 1.0) / 2.0
}

fn tied_pairs(ties: &[f64]) -> f64 {
    ties.iter().map(|size| size * (size - 1.0) / 2.0).sum()
}

/// The variance of the score where values are tied.
fn variance(size: usize, ties_x: &[f64], ties_y: &[f64]) -> f64 {
    let n = size as f64;
    let of = |ties: &[f64], term: fn(f64) -> f64| ties.iter().copied().map(term).sum::<f64>();
    let fifth = |t: f64| t * (t - 1.0) * (2.0 * t + 5.0);
    let second = |t: f64| t * (t - 1.0);
    let third = |t: f64| t * (t - 1.0) * (t - 2.0);
    let first = (fifth(n) - of(ties_x, fifth) - of(ties_y, fifth)) / 18.0;
    let crossed = of(ties_x, second) * of(ties_y, second) / (2.0 * n * (n - 1.0));
    let thrice = if n > 2.0 {
        of(ties_x, third) * of(ties_y, third) / (9.0 * n * (n - 1.0) * (n - 2.0))
    } else {
        0.0
    };
    first + crossed + thrice
}

/// The two-sided P of a score: twice the smaller tail of the number of pairs in order, over all orders of as many values. The
/// share of orders with so many pairs is built up value by value: one more value adds 0 to n − 1 pairs, each as likely.
fn exact(score: i64, size: usize) -> f64 {
    let mut shares = vec![1.0];
    for values in 2..=size {
        let longer = shares.len() + values - 1;
        let mut next = Vec::with_capacity(longer);
        let mut window = 0.0;
        for place in 0..longer {
            window += shares.get(place).copied().unwrap_or(0.0);
            if let Some(gone) = place.checked_sub(values) {
                window -= shares.get(gone).copied().unwrap_or(0.0);
            }
            next.push(f64::max(window, 0.0) / values as f64);
        }
        shares = next;
    }
    let all = i64::try_from(shares.len()).unwrap_or(i64::MAX) - 1;
    let in_order = i64::midpoint(all, score);
    let place = usize::try_from(in_order.min(all - in_order)).unwrap_or(0);
    let tail: f64 = shares.iter().take(place + 1).sum();
    (2.0 * tail).min(1.0)
}

#[cfg(test)]
mod tests {
    use super::correlation;

    #[track_caller]
    fn is(x: &[f64], y: &[f64], tau: f64, p_value: f64, is_exact: bool) {
        let found = correlation(x, y).unwrap();
        assert!((found.tau - tau).abs() < 1e-14, "{found:?}");
        assert!((found.p_value / p_value - 1.0).abs() < 1e-12, "{found:?}");
        assert_eq!(found.is_exact, is_exact);
    }

    /// R 4.2: `cor.test(x, y, method = "kendall")`, which goes over to the normal distribution where values are tied: groups of
    /// three on both sides, ties on one side alone, one large group.
    #[test]
    fn tied_values_have_the_p_value_of_r() {
        is(
            &[1.0, 1.0, 1.0, 2.0, 3.0, 3.0, 4.0, 5.0, 5.0, 6.0],
            &[2.0, 2.0, 3.0, 3.0, 3.0, 1.0, 5.0, 6.0, 4.0, 6.0],
            0.65,
            0.014_986_960_566_844_258,
            false,
        );
        is(
            &[1.0, 2.0, 2.0, 3.0, 4.0, 4.0, 4.0, 5.0],
            &[8.0, 3.0, 5.0, 6.0, 1.0, 2.0, 4.0, 7.0],
            -0.231_455_024_943_138,
            0.441_104_825_356_110_56,
            false,
        );
        is(
            &[1.0, 2.0, 3.0, 4.0, 5.0],
            &[2.0, 2.0, 2.0, 2.0, 9.0],
            0.632_455_532_033_676,
            0.157_299_207_050_285_04,
            false,
        );
    }

    /// R 4.2: `cor.test(x, y, method = "kendall", exact = TRUE)`.
    #[test]
    fn values_without_ties_have_the_exact_p_value_of_r() {
        is(
            &[3.1, 1.2, 4.8, 2.2, 9.5, 7.7, 6.1],
            &[2.0, 1.0, 4.5, 3.1, 8.8, 9.9, 5.2],
            17.0 / 21.0,
            0.010_714_285_714_285_676,
            true,
        );
        is(
            &[3.1, 1.2, 4.8, 2.2],
            &[9.0, 1.0, 4.5, 3.1],
            2.0 / 3.0,
            1.0 / 3.0,
            true,
        );
    }

    #[test]
    fn what_does_not_vary_and_what_is_no_number_have_no_correlation() {
        assert_eq!(correlation(&[1.0, 1.0, 1.0], &[1.0, 2.0, 3.0]), None);
        assert_eq!(correlation(&[1.0, 2.0, 3.0], &[4.0, 4.0, 4.0]), None);
        assert_eq!(correlation(&[1.0, 1.0], &[1.0, 2.0]), None);
        assert_eq!(correlation(&[1.0], &[2.0]), None);
        assert_eq!(correlation(&[1.0, f64::NAN, 2.0], &[1.0, 2.0, 3.0]), None);
        assert_eq!(correlation(&[1.0, 3.0, 2.0], &[1.0, f64::NAN, 3.0]), None);
        is(&[1.0, 2.0], &[5.0, 9.0], 1.0, 1.0, true);
    }
}
