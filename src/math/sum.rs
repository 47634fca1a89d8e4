//! Sums that do not lose small terms beside large ones.

/// Adds the terms in their order with Neumaier's compensation (Neumaier 1974, improving on Kahan 1965): the rounding
/// error of every addition is carried along and added at the end. The result is as if the sum had been formed in twice
/// the precision and rounded once, unless the terms cancel to less than 10⁻¹⁶ of their size.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Compensated::default();
    for term in terms {
        sum.add(term);
    }
    sum.value()
}

/// A sum with what its additions have lost.
#[derive(Default)]
struct Compensated {
    total: f64,
    lost: f64,
}

impl Compensated {
    // Once in the program and not once for each sum.
    #[inline(never)]
    fn add(&mut self, term: f64) {
        let next = self.total + term;
        self.lost += if self.total.abs() >= term.abs() {
            (self.total - next) + term
        } else {
            (term - next) + self.total
        };
        self.total = next;
    }

    #[inline(never)]
    fn value(&self) -> f64 {
        let compensated = self.total + self.lost;
        // Beyond the range of f64 the compensation is infinity minus infinity; the plain sum still says which infinity.
        if compensated.is_nan() {
            self.total
        } else {
            compensated
        }
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
