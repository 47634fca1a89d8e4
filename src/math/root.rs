//! A root of a function of one variable by Brent's method (R. P. Brent 1973, "Algorithms for minimization without
//! derivatives", chapter 4): inverse quadratic interpolation that falls back on bisection.

/// Most evaluations; bisection alone would need about 60 for 16 figures.
const MOST_STEPS: usize = 200;

/// The x between `low` and `high` where `f` changes its sign, to a relative 10⁻¹⁵ (absolute below `scale`).
///
/// `None` where the signs at the ends agree or a value is not a number.
pub fn root(f: impl Fn(f64) -> f64, low: f64, high: f64, scale: f64) -> Option<f64> {
    root_of(&f, low, high, scale)
}

fn root_of(f: &dyn Fn(f64) -> f64, low: f64, high: f64, scale: f64) -> Option<f64> {
    let (mut a, mut b) = (low, high);
    let (mut fa, mut fb) = (f(a), f(b));
    if fa.is_nan() || fb.is_nan() || (fa > 0.0 && fb > 0.0) || (fa < 0.0 && fb < 0.0) {
        return None;
    }
    let (mut c, mut fc) = (a, fa);
    let mut step = b - a;
    let mut before = step;
    for _ in 0..MOST_STEPS {
        if fc.abs() < fb.abs() {
            (a, b, c) = (b, c, b);
            (fa, fb, fc) = (fb, fc, fb);
        }
        let tolerance = 1e-15 * b.abs().max(scale);
        let half = 0.5 * (c - b);
        if half.abs() <= tolerance || fb == 0.0 {
            return Some(b);
        }
        let interpolated = (before.abs() >= tolerance && fa.abs() > fb.abs())
            .then(|| interpolate((a, fa), (b, fb), (c, fc), half))
            .filter(|(p, q)| {
                2.0 * p < (3.0 * half * q - (tolerance * q).abs()).min((before * q).abs())
            });
        (before, step) = match interpolated {
            Some((p, q)) => (step, p / q),
            None => (half, half),
        };
        (a, fa) = (b, fb);
        b += if step.abs() > tolerance {
            step
        } else {
            tolerance.copysign(half)
        };
        fb = f(b);
        if fb.is_nan() {
            return None;
        }
        if (fb > 0.0) == (fc > 0.0) {
            (c, fc) = (a, fa);
            step = b - a;
            before = step;
        }
    }
    Some(b)
}

/// The step p / q of the secant or inverse quadratic through the points, with p ≥ 0.
fn interpolate(a: (f64, f64), b: (f64, f64), c: (f64, f64), half: f64) -> (f64, f64) {
    let s = b.1 / a.1;
    let (p, q) = if a.0.to_bits() == c.0.to_bits() {
        (2.0 * half * s, 1.0 - s)
    } else {
        let q = a.1 / c.1;
        let r = b.1 / c.1;
        (
            s * (2.0 * half * q * (q - r) - (b.0 - a.0) * (r - 1.0)),
            (q - 1.0) * (r - 1.0) * (s - 1.0),
        )
    };
    if p > 0.0 { (p, -q) } else { (-p, q) }
}

#[cfg(test)]
mod tests {
    use super::root;

    #[test]
    fn the_root_of_a_cubic_is_found_to_the_last_figures() {
        let found = root(|x| x * x * x - 2.0 * x - 5.0, 2.0, 3.0, 1.0).unwrap();
        assert!((found - 2.094_551_481_542_326_5).abs() < 4e-15, "{found}");
    }

    #[test]
    fn ends_of_one_sign_have_no_root_between_them() {
        assert_eq!(root(|x| x * x + 1.0, -1.0, 1.0, 1.0), None);
    }
}
