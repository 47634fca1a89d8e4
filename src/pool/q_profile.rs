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
