//! How many people a question takes: one trial of two arms of one size, and a meta-analysis whose trials differ.

use crate::data::Measure;
use crate::effect::Effect;
use crate::pool::inverse_variance;

/// The risk that an effect of this ratio makes of a control risk; for odds ratios by the odds, for everything else by the risk
/// itself. `None` where either is no risk between 0 and 1.
#[must_use]
pub fn risk_by_ratio(measure: Measure, control: f64, log_ratio: f64) -> Option<f64> {
    let ratio = libm::exp(log_ratio);
    let risk = match measure {
        Measure::OddsRatio | Measure::PetoOddsRatio => {
            let odds = ratio * control / (1.0 - control);
            odds / (1.0 + odds)
        }
        Measure::RiskRatio
        | Measure::RiskDifference
        | Measure::ArcsineDifference
        | Measure::RateRatio
        | Measure::RateDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => ratio * control,
    };
    let is_risk = |risk: f64| risk > 0.0 && risk < 1.0;
    (is_risk(control) && is_risk(risk)).then_some(risk)
}

/// People an arm, not rounded, with whom one trial tells these two risks apart: (z₁₋α/₂ √(2 p̄ (1 − p̄)) +
/// z₁₋β √(p₀ (1 − p₀) + p₁ (1 − p₁)))² / (p₁ − p₀)², with z₁₋α/₂ and z₁₋β handed in (Fleiss 1981, equation 3.14, without correction
/// for continuity; R's `power.prop.test`).
///
/// Copenhagen's program takes 2 p̄ (1 − p̄) under both roots (Wetterslev et al. 2008, J Clin Epidemiol 61:64), which asks for
/// slightly more people: 2,005.4 where this asks for 2,004.2, of 10 % against 7.5 %. `None` where the risks are equal.
#[must_use]
pub fn people_an_arm([control, experimental]: [f64; 2], [alpha, power]: [f64; 2]) -> Option<f64> {
    let variance = |risk: f64| risk * (1.0 - risk);
    let spread = alpha * (2.0 * variance(f64::midpoint(control, experimental))).sqrt()
        + power * (variance(control) + variance(experimental)).sqrt();
    let difference = experimental - control;
    let people = spread * spread / (difference * difference);
    people.is_finite().then_some(people)
}

/// Diversity D²: the share of the variance of a random-effects mean that a common-effect mean of the same trials does not have,
/// 1 − V / W with V the variance of the common effect and W that of the random effects, not below 0 (Wetterslev, Thorlund, Brok & Gluud 2009, BMC Med Res Methodol 9:86). What is
/// required of trials that differ is 1 / (1 − D²) times what is required of one. `None` without any trial.
#[must_use]
pub fn diversity(effects: &[Effect], tau_squared: f64) -> Option<f64> {
    let variance = |tau_squared: f64| {
        let error = inverse_variance::mean(effects, tau_squared)?.standard_error;
        Some(error * error)
    };
    let (random, common) = (variance(tau_squared)?, variance(0.0)?);
    let share = (random - common) / random;
    share.is_finite().then_some(share.max(0.0))
}

#[cfg(test)]
mod tests {
    use super::{diversity, people_an_arm, risk_by_ratio};
    use crate::data::Measure;
    use crate::effect::Effect;
    use crate::math::normal;

    /// R 4.2: `power.prop.test(p1 = .1, p2 = .075, power = .8, tol = 1e-12)$n`, and the same with .02 and .04.
    #[test]
    fn people_an_arm_are_those_of_a_trial_in_r() {
        let people = |risks| {
            let z = [normal::QUANTILE_975, normal::QUANTILE_80];
            people_an_arm(risks, z).unwrap()
        };
        assert!((people([0.1, 0.075]) - 2_004.209_431_42).abs() < 1e-7);
        assert!((people([0.02, 0.04]) - 1_140.832_354_76).abs() < 1e-7);
        let same = people_an_arm([0.1, 0.1], [1.96, 0.84]);
        assert_eq!(same, None);
    }

    #[test]
    fn a_ratio_makes_a_risk_of_a_risk_and_none_of_what_is_none() {
        let risk = |measure, control, ratio: f64| risk_by_ratio(measure, control, libm::log(ratio));
        let near = |found: Option<f64>, expected: f64| {
            found.is_some_and(|found| (found - expected).abs() < 1e-14)
        };
        // Odds of 1 to 9 doubled are 2 to 9.
        assert!(near(risk(Measure::OddsRatio, 0.1, 2.0), 2.0 / 11.0));
        assert!(near(risk(Measure::RiskRatio, 0.1, 2.0), 0.2));
        assert_eq!(risk(Measure::RiskRatio, 0.1, 12.0), None);
        assert_eq!(risk(Measure::RiskRatio, 1.2, 0.5), None);
        assert_eq!(risk(Measure::OddsRatio, 0.0, 2.0), None);
        assert_eq!(risk(Measure::OddsRatio, 1.5, 2.0), None);
        assert_eq!(risk(Measure::RiskRatio, -0.1, 2.0), None);
    }

    #[test]
    fn diversity_is_nothing_without_variance_between_trials_and_more_than_i_squared_with_it() {
        let effects = [(0.0, 0.1), (0.5, 0.02), (1.0, 0.05)]
            .map(|(estimate, variance)| Effect { estimate, variance });
        assert_eq!(diversity(&effects, 0.0), Some(0.0));
        // By hand: V_F = 1 / (10 + 50 + 20), V_R = 1 / (1/0.2 + 1/0.12 + 1/0.15).
        let found = diversity(&effects, 0.1).unwrap();
        let by_hand = 1.0 - (1.0 / 80.0) * (5.0 + 1.0 / 0.12 + 1.0 / 0.15);
        assert!((found - by_hand).abs() < 1e-12, "{found}");
        assert_eq!(diversity(&[], 0.1), None);
    }
}
