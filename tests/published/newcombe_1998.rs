//! Newcombe RG. Interval estimation for the difference between independent proportions: comparison of eleven methods.
//! Statistics in Medicine 1998;17:873–890, table II, method 6 (Miettinen and Nurminen). A trial alone is a pool of one.

use super::{assert_prints, natural, plan, pool};
use trialpool::data::{Measure, Method};

#[test]
fn every_interval_of_table_two_is_the_printed_one() {
    for (a, n1, c, n2, lower, upper) in [
        (56, 70, 48, 80, "0.0528", "0.3382"),
        (9, 10, 3, 10, "0.1700", "0.8406"),
        (6, 7, 2, 7, "0.0342", "0.8534"),
        (5, 56, 0, 29, "-0.0326", "0.1933"),
        (0, 10, 0, 20, "-0.1658", "0.2844"),
        (0, 10, 0, 10, "-0.2879", "0.2879"),
        (10, 10, 0, 20, "0.7156", "1.0000"),
        (10, 10, 0, 10, "0.6636", "1.0000"),
    ] {
        let trial = [("alone", a, n1, c, n2)];
        let response = pool(
            &trial,
            plan(Measure::RiskDifference, Method::MiettinenNurminen),
        );
        let [estimate, low, high] = natural(&response);
        assert!(low <= estimate && estimate <= high);
        assert_prints([low, high, 0.0], [lower, upper, "0.0000"], 4);
        // The trial's own interval is the same.
        let own = response.trials[0].effect.unwrap();
        assert_eq!(
            [own.lower, own.upper].map(f64::to_bits),
            [low, high].map(f64::to_bits)
        );
    }
}
