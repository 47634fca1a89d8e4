//! Bowdish ME, Barkauskas CE, Overbey JR, et al. A randomized trial of mesenchymal stromal cells for moderate to severe
//! acute respiratory distress syndrome from COVID-19. American Journal of Respiratory and Critical Care Medicine
//! 2023;207:261–270, table 2: deaths with the risk ratio of each time point.

use super::{assert_prints, natural, plan, pool};
use trialpool::data::{Measure, Method};

#[expect(
    clippy::unwrap_used,
    reason = "a printed result that cannot be had is a failed test"
)]
fn check(experimental: u64, control: u64, printed: [&str; 3]) {
    let row = ("Bowdish 2023", experimental, 112, control, 110);
    for method in [Method::MantelHaenszel, Method::InverseVariance] {
        let response = pool(&[row], plan(Measure::RiskRatio, method));
        assert_prints(natural(&response), printed, 2);
        let own = response.trials[0].effect.unwrap();
        assert_prints(
            [own.estimate, own.lower, own.upper].map(libm::exp),
            printed,
            2,
        );
    }
}

#[test]
fn the_risk_ratio_of_death_by_day_30_is_the_printed_one() {
    check(42, 47, ["0.88", "0.64", "1.21"]);
}

#[test]
fn the_risk_ratio_of_death_by_day_7_is_the_printed_one() {
    check(6, 5, ["1.18", "0.37", "3.75"]);
}

#[test]
fn the_risk_ratio_of_death_by_day_14_is_the_printed_one() {
    check(21, 24, ["0.86", "0.51", "1.45"]);
}
