//! The noncentral t distribution as far as power asks for it.
//!
//! T = (Z + δ) / √(W / ν) with Z standard normal and W χ² of ν degrees of freedom. Given u = √(W / ν), T lies outside ± t where
//! Z lies outside (−t u − δ, t u − δ), so that P(|T| > t) is the average of Φ(δ − t u) + Φ(−δ − t u) over the density of u,
//! 2 (ν/2)^(ν/2) / Γ(ν/2) · u^(ν−1) e^(−ν u² / 2). R: `pt(t, df, ncp)`, `power.t.test(strict = TRUE)`.

use super::gauss::legendre;
use super::normal;
use super::root::root;

/// Panels of the integral, each by a rule of twelve points.
const PANELS: u32 = 24;

/// From here on the normal distribution serves.
const AS_GOOD_AS_NORMAL: f64 = 1e6;

/// P(|T| > t) at noncentrality `shift`.
#[must_use]
pub fn outside(t: f64, df: f64, shift: f64) -> f64 {
    let beyond =
        |limit: f64| normal::lower_tail(shift - limit) + normal::lower_tail(-shift - limit);
    if df >= AS_GOOD_AS_NORMAL {
        return beyond(t);
    }
    let half = 0.5 * df;
    let log_constant = libm::log(2.0) + half * libm::log(half) - libm::lgamma(half);
    let density = |u: f64| libm::exp(log_constant + (df - 1.0) * libm::log(u) - half * u * u);
    // u is near 1 with a deviation of 1 / √2ν.
    let spread = 9.0 / df.sqrt();
    let (low, high) = ((1.0 - spread).max(0.0), 1.0 + spread);
    let rule = legendre(12);
    let panel = (high - low) / f64::from(PANELS);
    (0..PANELS)
        .map(|index| {
            let start = low + panel * f64::from(index);
            rule.integrate(start, start + panel, |u| density(u) * beyond(t * u))
        })
        .sum()
}

/// The noncentrality at which |T| exceeds t with probability `power`; `None` where none is found.
#[must_use]
pub fn shift_for(power: f64, t: f64, df: f64) -> Option<f64> {
    let missing = |shift: f64| outside(t, df, shift) - power;
    root(missing, 0.0, 4.0 * t + 10.0, t)
}

#[cfg(test)]
mod tests {
    use super::{outside, shift_for};
    use crate::math::student;

    /// R 4.2: `1 - pt(t, df, ncp) + pt(-t, df, ncp)` at t = `qt(.975, df)`.
    #[test]
    fn power_is_that_of_r() {
        for (df, shift, expected) in R {
            let t = student::upper_quantile(0.025, df);
            let found = outside(t, df, shift);
            assert!(
                (found - expected).abs() < 1e-7,
                "{df} {shift}: {found} {expected}"
            );
        }
    }

    const R: [(f64, f64, f64); 6] = [
        (1.0, 20.0, 0.883_394_442_934),
        (2.0, 3.0, 0.387_400_128_526),
        (2.0, 8.0, 0.958_050_690_002),
        (4.0, 2.5, 0.477_261_117_382),
        (19.0, 1.0, 0.158_087_751_606),
        (54.0, 2.8, 0.785_215_308_630),
    ];

    #[test]
    fn the_shift_has_the_power_it_was_asked_for() {
        for df in [1.0, 2.0, 7.0, 54.0, 1e7] {
            let t = student::upper_quantile(0.025, df);
            let shift = shift_for(0.8, t, df).unwrap_or(f64::NAN);
            assert!((outside(t, df, shift) - 0.8).abs() < 1e-9, "{df} {shift}");
        }
        let by_normal = shift_for(0.8, 1.959_963_984_540_054, 1e12).unwrap_or(f64::NAN);
        assert!((by_normal - 2.801_585).abs() < 1e-5, "{by_normal}");
    }
}
