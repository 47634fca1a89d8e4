//! Sine and cosine of the angles that statistics meet.
//!
//! `libm` answers for every angle, and for those beyond 10⁶ carries the first 1,200 binary digits of 2/π with it. The
//! angles here are phases of an integrand and transformed risks: a few turns.

use std::f64::consts::FRAC_2_PI;

/// π/2 in three parts of 33 bits and less (`FDLIBM` 5.3, `e_rem_pio2.c`, after Cody and Waite 1980): up to 2²⁰ quarter
/// turns their products are exact.
const QUARTER_TURN: [f64; 3] = [
    f64::from_bits(0x3FF9_21FB_5440_0000),
    f64::from_bits(0x3DD0_B461_1A60_0000),
    f64::from_bits(0x3BA3_198A_2E03_7073),
];

/// The sine of an angle in radians, of at most 10⁶ quarter turns.
#[must_use]
pub fn sine(angle: f64) -> f64 {
    quarter(angle, 0)
}

/// The cosine of an angle in radians, of at most 10⁶ quarter turns.
#[must_use]
pub fn cosine(angle: f64) -> f64 {
    quarter(angle, 1)
}

/// The sine of an angle that is `ahead` by some quarter turns.
fn quarter(angle: f64, ahead: i64) -> f64 {
    let turns = (angle * FRAC_2_PI).round_ties_even();
    let rest = QUARTER_TURN
        .iter()
        .fold(angle, |rest, part| rest - turns * part);
    let square = rest * rest;
    let size = if (whole(turns) + ahead) & 1 == 0 {
        rest + rest * square * polynomial(square, &SINE)
    } else {
        // 1 − r²/2 is rounded; what was lost is added with the smaller terms.
        let half = 0.5 * square;
        let rounded = 1.0 - half;
        rounded + (((1.0 - rounded) - half) + square * square * polynomial(square, &COSINE))
    };
    if (whole(turns) + ahead) & 2 == 0 {
        size
    } else {
        -size
    }
}

/// Coefficients of (sin r − r) / r³ in r² on |r| ≤ π/4, error below 2⁻⁵⁸ (`FDLIBM` 5.3, `k_sin.c`).
const SINE: [f64; 6] = [
    -1.666_666_666_666_663_2e-1,
    8.333_333_333_322_49e-3,
    -1.984_126_982_985_795e-4,
    2.755_731_370_707_006_8e-6,
    -2.505_076_025_340_686_3e-8,
    1.589_690_995_211_55e-10,
];

/// Coefficients of (cos r − 1 + r²/2) / r⁴ in r² on |r| ≤ π/4, error below 2⁻⁵⁸ (`FDLIBM` 5.3, `k_cos.c`).
const COSINE: [f64; 6] = [
    4.166_666_666_666_66e-2,
    -1.388_888_888_887_411e-3,
    2.480_158_728_947_673e-5,
    -2.755_731_435_139_066_3e-7,
    2.087_572_321_298_175e-9,
    -1.135_964_755_778_819_5e-11,
];

fn polynomial(x: f64, coefficients: &[f64]) -> f64 {
    coefficients
        .iter()
        .rev()
        .fold(0.0, |sum, coefficient| sum * x + coefficient)
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "a number of quarter turns, small by the bound on the angle"
)]
fn whole(turns: f64) -> i64 {
    turns as i64
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::{cosine, sine};

    #[test]
    fn the_exact_angles_have_their_values() {
        assert_eq!(sine(0.0).to_bits(), 0.0_f64.to_bits());
        assert_eq!(cosine(0.0).to_bits(), 1.0_f64.to_bits());
        assert!((sine(std::f64::consts::FRAC_PI_6) - 0.5).abs() < 1e-16);
        assert!(cosine(std::f64::consts::FRAC_PI_2).abs() < 7e-17);
    }

    #[test]
    fn a_small_sine_keeps_its_figures() {
        for angle in [1e-300, 1e-12, 3e-5, 0.01, 0.3] {
            let (ours, theirs) = (sine(angle), libm::sin(angle));
            assert!((ours - theirs).abs() <= f64::EPSILON * theirs, "{angle}");
        }
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(20_000))]

        #[test]
        fn they_are_those_of_libm_to_the_last_place_of_one(angle in prop_oneof![-4.0..4.0, -1e3..1e3, -1e6..1e6f64, -1e-3..1e-3]) {
            let near = |ours: f64, theirs: f64| (ours - theirs).abs() <= f64::EPSILON;
            prop_assert!(near(sine(angle), libm::sin(angle)), "sin {angle}");
            prop_assert!(near(cosine(angle), libm::cos(angle)), "cos {angle}");
        }

        #[test]
        fn their_squares_add_to_one(angle in -1e6..1e6f64) {
            prop_assert!((sine(angle) * sine(angle) + cosine(angle) * cosine(angle) - 1.0).abs() < 4.0 * f64::EPSILON);
        }
    }
}
