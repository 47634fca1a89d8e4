//! The interval of τ² by the Q-profile (Hartung & Knapp 2005; Viechtbauer 2007, section 2.6): the τ² at which the
//! generalised Q(τ²) = Σw (y − μ)², w = 1 / (v + τ²), equals the 0.975 and the 0.025 quantile of χ² with k − 1 degrees of
//! freedom (at 95 %). Q falls with τ², so each limit is one root. R: `confint.rma.uni`, which searches no further than τ² = 100.
//!
//! Where even Q(0) is below the lower quantile (trials that agree more than 97.5 % of chance would have it) no τ² fits
//! and there is no interval; where it is below the upper quantile only, the lower limit is 0.

use super::tau_squared::{Moments, where_q_is};
use crate::data::ConfidenceLevel;
use crate::effect::Effect;
use crate::math::chi_squared;

/// Lower and upper limit of τ², or `None` for fewer than two trials or an empty interval.
#[must_use]
pub fn interval(effects: &[Effect], level: ConfidenceLevel) -> Option<(f64, f64)> {
    if effects.len() < 2 {
        return None;
    }
    let degrees_of_freedom = effects.len() as f64 - 1.0;
    let upper_target = chi_squared::quantile(level.tail(), degrees_of_freedom);
    if Moments::at(effects, 0.0).q < upper_target {
        return None;
    }
    let lower = where_q_is(
        effects,
        chi_squared::upper_quantile(level.tail(), degrees_of_freedom),
        0.0,
    )?;
    Some((lower, where_q_is(effects, upper_target, lower)?))
}

#[cfg(test)]
mod tests {
    use super::interval;
    use crate::data::ConfidenceLevel;
    use crate::effect::Effect;

    fn effects<const K: usize>(numbers: [(f64, f64); K]) -> [Effect; K] {
        numbers.map(|(estimate, variance)| Effect { estimate, variance })
    }

    /// metafor 4: `confint(rma(c(.1, 1.4), c(.05, .08), method = "DL"), control = list(tau2.max = 1e5, tol = 1e-12))`.
    #[test]
    fn two_trials_have_the_interval_of_metafor() {
        let two = effects([(0.1, 0.05), (1.4, 0.08)]);
        let (lower, upper) = interval(&two, ConfidenceLevel::NinetyFive).unwrap();
        assert!((lower - 0.103_196_485_448).abs() < 1e-9, "{lower}");
        assert!((upper / 860.363_237_913 - 1.0).abs() < 1e-9, "{upper}");
    }

    #[test]
    fn trials_that_agree_more_than_chance_would_have_it_have_none() {
        let level = ConfidenceLevel::NinetyFive;
        let agreed = effects([(0.4, 0.05), (0.4, 0.08), (0.401, 0.1), (0.4, 0.2)]);
        assert_eq!(interval(&agreed, level), None);
        assert_eq!(interval(&agreed[..1], level), None);
        assert_eq!(interval(&[], level), None);
    }
}
