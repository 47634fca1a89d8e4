//! Sums that do not lose small terms beside large ones.

/// A sum that is being formed, with the rounding error of every addition carried along (Neumaier 1974; the error itself
/// by Knuth's formula, which needs no look at which term is larger). The result is as if the sum had been formed in twice
/// the precision and rounded once, unless the terms cancel to less than 10⁻¹⁶ of their size.
#[derive(Clone, Copy, Debug, Default)]
pub struct Sum {
    total: f64,
    lost: f64,
}

impl Sum {
    /// Adds a term.
    #[inline(always)]
    #[expect(
        clippy::inline_always,
        reason = "optimised for size the compiler calls it for every term, which takes longer than the addition"
    )]
    pub fn add(&mut self, term: f64) {
        let next = self.total + term;
        let added = next - self.total;
        self.lost += (self.total - (next - added)) + (term - added);
        self.total = next;
    }

    /// The sum so far.
    #[must_use]
    #[inline(never)]
    pub fn value(&self) -> f64 {
        let compensated = self.total + self.lost;
        // Beyond the range of f64 the compensation is infinity minus infinity; the plain sum still says which infinity.
        if compensated.is_nan() {
            self.total
        } else {
            compensated
        }
    }
}

/// The sum of the terms, added in their order.
pub fn sum(terms: impl IntoIterator<Item = f64>) -> f64 {
    let mut sum = Sum::default();
    for term in terms {
        sum.add(term);
    }
    sum.value()
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
