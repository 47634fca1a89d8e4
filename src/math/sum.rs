//! Sums that do not lose small terms beside large ones.

/// Adds the terms in their order with Neumaier's compensation (Neumaier 1974, improving on Kahan 1965): the rounding
/// error of every addition is carried along and added at the end. The result is as if the sum had been formed in twice
/// the precision and rounded once, unless the terms cancel to less than 10⁻¹⁶ of their size.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut total = 0.0_f64;
    let mut lost = 0.0_f64;
    for term in terms {
        let next = total + term;
        lost += if total.abs() >= term.abs() {
            (total - next) + term
        } else {
            (term - next) + total
        };
        total = next;
    }
    let compensated = total + lost;
    // Beyond the range of f64 the compensation is infinity minus infinity; the plain sum still says which infinity.
    if compensated.is_nan() {
        total
    } else {
        compensated
    }
}

#[cfg(test)]
mod tests {
    use super::sum;

    #[test]
    fn a_small_term_survives_between_two_large_ones_that_cancel() {
        assert_eq!(sum([1e16, 1.0, -1e16]).to_bits(), 1.0_f64.to_bits());
    }

    #[test]
    fn the_sum_of_nothing_is_zero() {
        assert_eq!(sum([]).to_bits(), 0.0_f64.to_bits());
    }
}
