//! The arcsine difference of one 2×2 table: asin √p₁ − asin √p₂ with p₁ = a/n₁, p₂ = c/n₂, variance 1/4n₁ + 1/4n₂
//! (Anscombe 1948; Rücker, Schwarzer, Carpenter & Olkin 2009). R: `escalc(measure = "AS", to = "none")`.
//!
//! The variance does not depend on the risks, so that an empty cell needs no correction and a table without an event
//! keeps the weight that its size gives it. The scale is radians; no difference is 0. (metafor adds 0.5 to empty cells
//! here too unless told not to.)

use super::{Cells, Effect};
use crate::math::circular::sine;

/// The arcsine difference with its variance.
pub(super) fn arcsine_difference(t: &Cells) -> Effect {
    Effect {
        estimate: arcsine(t.a / t.n1()) - arcsine(t.c / t.n2()),
        variance: 0.25 / t.n1() + 0.25 / t.n2(),
    }
}

/// asin √p, between 0 and π/2.
pub(crate) fn arcsine(risk: f64) -> f64 {
    libm::asin(risk.sqrt())
}

/// The risk whose arcsine this is; beyond either end, 0 or 1.
pub(crate) fn from_arcsine(angle: f64) -> f64 {
    let sine = sine(angle.clamp(0.0, std::f64::consts::FRAC_PI_2));
    sine * sine
}
