//! The upper tail of Σ λ χ²₁, where the λ are the eigenvalues of a diagonal matrix less one of rank one, D − zzᵀ.
//!
//! The tail is (1/2πi) ∫ M(s) e^(−sq) / s ds along a path that passes left of the branch points s = 1 / 2λ and right of
//! 0 (S. O. Rice 1980, "Distribution of quadratic forms in normal random variables"), with
//! M(s) = Π (1 − 2λs)^(−1/2). No eigenvalue is needed: by the determinant lemma
//! Π (1 − 2λs) = Π (1 − 2ds) · (1 + 2s Σ z² / (1 − 2ds)). The path is a parabola through the saddle point that opens to the
//! right; along it the integrand falls like e^(−x²), and the trapezoid rule in t, x = sinh t, doubles its figures with
//! every halving of the step. Where q is below the mean the saddle point is left of 0 too: such a path has the pole at 0 on
//! its right and gives less the lower tail, without the cancellation that a tail near one would have on the other.
//!
//! R: `CompQuadForm::farebrother`, `davies` and `imhof` answer the same question from the eigenvalues.

use super::circular::cosine;
use super::sum::sum;

/// Halvings of the step before the integral is given up.
const MOST_HALVINGS: u32 = 8;

/// Two halvings that agree to this have settled; the logarithms of a hundred factors leave some 10⁻¹³ of rounding.
const SETTLED: f64 = 1e-11;

/// P(Σ λ χ²₁ > q), for d > 0, z with Σ z² / d ≤ 1 and q > 0. `None` where the integral does not settle.
#[must_use]
pub fn upper_tail(q: f64, diagonal: &[f64], z: &[f64]) -> Option<f64> {
    let largest = diagonal.iter().copied().fold(0.0, f64::max);
    if !(largest > 0.0 && largest.is_finite() && q > 0.0) {
        return None;
    }
    let mean = sum(diagonal.iter().zip(z).map(|(d, z)| d - z * z));
    let below_mean = q < mean;
    // In units of 1 / 2d of the largest d the first branch point is at 1 or beyond; the saddle point on the other side is
    // at −1 in its own.
    let (start, unit) = if below_mean {
        (
            -1.0,
            -saddle_point(q, diagonal, z, -(0.5 * diagonal.len() as f64 + 1.0) / q),
        )
    } else {
        let unit = 0.5 / largest;
        (saddle_point(q, diagonal, z, 0.9 * unit) / unit, unit)
    };
    let pole = if below_mean { 1.0 } else { 0.0 };
    // Branch points spread over many powers of ten; x = sinh t gives each power its share of the steps.
    let integrand = |t: f64| libm::cosh(t) * integrand(libm::sinh(t), start, q, diagonal, z, unit);
    let end = libm::asinh(path_end(start, q, diagonal, z, unit));
    let mut step = end / 16.0;
    let mut total = 0.5 * integrand(0.0) + sum((1..=16).map(|n| integrand(f64::from(n) * step)));
    let mut previous = f64::NAN;
    for halving in 0..MOST_HALVINGS {
        let area = total * step / std::f64::consts::PI;
        if (area - previous).abs() <= SETTLED {
            return Some((pole + area).clamp(0.0, 1.0));
        }
        previous = area;
        let between = 16_u32 << halving;
        total += sum((0..between).map(|n| integrand((f64::from(n) + 0.5) * step)));
        step *= 0.5;
    }
    None
}

/// Where the path crosses the real axis: near the saddle point of M(s) e^(−sq) / s between 0 and `farthest`, found by
/// bisection of the slope of its logarithm.
fn saddle_point(q: f64, diagonal: &[f64], z: &[f64], farthest: f64) -> f64 {
    let height = |s: f64| {
        let (magnitude, _) = log_transform(s, 0.0, diagonal, z);
        magnitude - s * q - libm::log(s.abs())
    };
    let (mut near, mut far) = (0.0, farthest);
    for _ in 0..30 {
        let middle = 0.5 * (near + far);
        if height(middle * (1.0 + 1e-4)) > height(middle) {
            far = middle;
        } else {
            near = middle;
        }
    }
    0.5 * (near + far)
}

/// Where on the path the integrand has fallen to 10⁻¹⁸ of what it is at its start: where e^(−q unit x²) has, or farther
/// out while small d still lift M(s).
fn path_end(start: f64, q: f64, diagonal: &[f64], z: &[f64], unit: f64) -> f64 {
    let height = |x: f64| {
        let re = start + x * x;
        log_transform(re * unit, x * unit, diagonal, z).0 - re * unit * q
    };
    let floor = height(0.0) - 42.0;
    let mut end = (40.0 / (q * unit)).sqrt();
    for _ in 0..60 {
        if height(end) < floor {
            break;
        }
        end *= 1.25;
    }
    end
}

/// The real part of M(s) e^(−sq) (ds / i dx) / s on the parabola s = start + x² + ix, in units.
fn integrand(x: f64, start: f64, q: f64, diagonal: &[f64], z: &[f64], unit: f64) -> f64 {
    let (re, im) = (start + x * x, x);
    let (magnitude, angle) = log_transform(re * unit, im * unit, diagonal, z);
    // ds / dx = 2x + i, so ds / (i dx) = 1 − 2ix.
    let log_path = 0.5 * libm::log(1.0 + 4.0 * x * x);
    let log_s = 0.5 * libm::log(re * re + im * im);
    let phase = angle - im * unit * q - libm::atan2(im, re) - libm::atan(2.0 * x);
    libm::exp(magnitude - re * unit * q + log_path - log_s) * cosine(phase)
}

/// ln |M(s)| and arg M(s) at s = re + i im, im ≥ 0.
fn log_transform(re: f64, im: f64, diagonal: &[f64], z: &[f64]) -> (f64, f64) {
    let (mut magnitude, mut angle) = (0.0, 0.0);
    let (mut sum_re, mut sum_im) = (0.0, 0.0);
    for (d, z) in diagonal.iter().zip(z) {
        // 1 − 2ds lies in the lower half-plane, so its principal logarithm is the continuous one.
        let (factor_re, factor_im) = (1.0 - 2.0 * d * re, -2.0 * d * im);
        let square = factor_re * factor_re + factor_im * factor_im;
        magnitude += libm::log(square);
        angle += libm::atan2(factor_im, factor_re);
        sum_re += z * z * factor_re / square;
        sum_im -= z * z * factor_im / square;
    }
    let (rest_re, rest_im) = (
        1.0 + 2.0 * (re * sum_re - im * sum_im),
        2.0 * (re * sum_im + im * sum_re),
    );
    magnitude += libm::log(rest_re * rest_re + rest_im * rest_im);
    angle += libm::atan2(rest_im, rest_re);
    (-0.25 * magnitude, -0.5 * angle)
}

#[cfg(test)]
mod tests {
    use super::upper_tail;
    use crate::math::chi_squared;

    #[test]
    fn equal_eigenvalues_give_the_chi_squared_distribution() {
        // D = 2 I less nothing: 2 χ² with five degrees of freedom.
        for q in [0.3, 2.0, 8.0, 20.0, 60.0] {
            let found = upper_tail(q, &[2.0; 5], &[0.0; 5]).unwrap();
            let expected = chi_squared::upper_tail(q / 2.0, 5.0);
            assert!((found - expected).abs() < 1e-11, "{q}: {found} {expected}");
        }
    }

    #[test]
    fn taking_out_a_mean_takes_out_a_degree_of_freedom() {
        // I − 11ᵀ/4 has the eigenvalue 1 three times and 0 once.
        for q in [0.5, 3.0, 7.8, 25.0] {
            let found = upper_tail(q, &[1.0; 4], &[0.5; 4]).unwrap();
            let expected = chi_squared::upper_tail(q, 3.0);
            assert!((found - expected).abs() < 1e-11, "{q}: {found} {expected}");
        }
    }

    #[test]
    fn a_lower_tail_of_a_hundred_degrees_of_freedom_does_not_cancel() {
        for q in [20.0, 40.0, 60.0, 90.0, 150.0] {
            let found = upper_tail(q, &[1.0; 100], &[0.0; 100]).unwrap();
            let expected = chi_squared::upper_tail(q, 100.0);
            assert!((found - expected).abs() < 1e-12, "{q}: {found} {expected}");
        }
    }

    #[test]
    fn two_eigenvalues_far_apart_meet_the_closed_form_of_their_pairs() {
        // λ = 3, 3, 1, 1: the sum of two exponentials, 1.5 e^(−q/6) − 0.5 e^(−q/2).
        for q in [0.1, 4.0, 15.0, 40.0] {
            let found = upper_tail(q, &[3.0, 3.0, 1.0, 1.0], &[0.0; 4]).unwrap();
            let expected = 1.5 * libm::exp(-q / 6.0) - 0.5 * libm::exp(-q / 2.0);
            assert!((found - expected).abs() < 1e-11, "{q}: {found} {expected}");
        }
    }

    #[test]
    fn without_a_size_there_is_no_tail() {
        assert_eq!(upper_tail(0.0, &[1.0; 3], &[0.0; 3]), None);
        assert_eq!(upper_tail(2.0, &[0.0; 3], &[0.0; 3]), None);
        assert_eq!(upper_tail(2.0, &[f64::INFINITY, 1.0], &[0.0; 2]), None);
        assert_eq!(upper_tail(2.0, &[], &[]), None);
    }
}
