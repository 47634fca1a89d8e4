//! Breslow and Day's test that the odds ratio is the same in all tables (Breslow & Day 1980, section 4.4), with Tarone's
//! correction (1985), which makes up for the Mantel–Haenszel estimate not being the efficient one.
//!
//! A(ψ) is the expected a of a table under the common odds ratio ψ given its margins: the root of
//! A (n₂ − m + A) = ψ (n₁ − A)(m − A), m the events of both arms. With V = 1 / (1/A + 1/B + 1/C + 1/D) over the four
//! expected cells: Breslow–Day Σ(a − A)² / V; Tarone subtracts (Σ(a − A))² / ΣV. Degrees of freedom: tables with events
//! and people without, less one. R: `rma.mh(measure = "OR")`, elements `BD` and `TA`.

use super::cochran_mantel_haenszel::ChiSquaredTest;
use crate::effect::Cells;
use crate::math::sum::sum;

/// Both statistics of the test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Homogeneity {
    /// Breslow and Day's.
    pub breslow_day: f64,
    /// With Tarone's correction.
    pub tarone: f64,
    /// Tables that count.
    pub tables: usize,
}

impl Homogeneity {
    /// Tarone's test; `None` for fewer than two tables that count.
    #[must_use]
    pub fn tarone_test(&self) -> Option<ChiSquaredTest> {
        self.degrees_of_freedom()
            .map(|df| ChiSquaredTest::new(self.tarone, df))
    }

    /// Breslow and Day's test; `None` for fewer than two tables that count.
    #[must_use]
    pub fn breslow_day_test(&self) -> Option<ChiSquaredTest> {
        self.degrees_of_freedom()
            .map(|df| ChiSquaredTest::new(self.breslow_day, df))
    }

    fn degrees_of_freedom(&self) -> Option<f64> {
        (self.tables > 1).then_some(self.tables as f64 - 1.0)
    }
}

/// The statistics under the common log odds ratio `log_odds_ratio` (Mantel and Haenszel's).
#[must_use]
pub fn test(tables: &[Cells], log_odds_ratio: f64) -> Homogeneity {
    let odds_ratio = libm::exp(log_odds_ratio);
    let terms: Vec<(f64, f64)> = tables
        .iter()
        .filter(|table| table.events() > 0.0 && table.non_events() > 0.0)
        .map(|table| difference_and_variance(table, odds_ratio))
        .collect();
    let breslow_day = sum(terms
        .iter()
        .map(|(difference, variance)| difference * difference / variance));
    let difference = sum(terms.iter().map(|(difference, _)| *difference));
    let variance = sum(terms.iter().map(|(_, variance)| *variance));
    Homogeneity {
        breslow_day,
        tarone: (breslow_day - difference * difference / variance).max(0.0),
        tables: terms.len(),
    }
}

/// a − A(ψ) and V.
fn difference_and_variance(table: &Cells, odds_ratio: f64) -> (f64, f64) {
    let expected = expected(table, odds_ratio);
    let (n1, events) = (table.n1(), table.events());
    let (b, c, d) = (
        n1 - expected,
        events - expected,
        table.n2() - events + expected,
    );
    (
        table.a - expected,
        1.0 / (1.0 / expected + 1.0 / b + 1.0 / c + 1.0 / d),
    )
}

/// The root of (ψ − 1) A² − (ψ (n₁ + m) + n₂ − m) A + ψ n₁ m between the bounds of a, in the form that does not cancel
/// as ψ nears 1.
fn expected(table: &Cells, odds_ratio: f64) -> f64 {
    let (n1, n2, events) = (table.n1(), table.n2(), table.events());
    let linear = odds_ratio * (n1 + events) + (n2 - events);
    let root = (linear * linear - 4.0 * odds_ratio * (odds_ratio - 1.0) * n1 * events).sqrt();
    2.0 * odds_ratio * n1 * events / (linear + root)
}

#[cfg(test)]
mod tests {
    use super::test;
    use crate::effect::Cells;

    #[test]
    fn a_table_without_an_event_or_with_nothing_else_does_not_count() {
        let cells = |[a, b, c, d]: [f64; 4]| Cells { a, b, c, d };
        let two = [[4.0, 26.0, 2.0, 26.0], [12.0, 78.0, 20.0, 50.0]].map(cells);
        let all_or_none = [[20.0, 0.0, 30.0, 0.0], [0.0, 20.0, 0.0, 30.0]].map(cells);
        let expected = test(&two, -0.4);
        let found = test(&[two, all_or_none].concat(), -0.4);
        assert!(expected.tables == 2 && found.tables == 2);
        assert_eq!(found.breslow_day.to_bits(), expected.breslow_day.to_bits());
        assert_eq!(found.tarone.to_bits(), expected.tarone.to_bits());
        assert!(found.breslow_day > 0.0);
    }
}
