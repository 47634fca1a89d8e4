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

    /// A function, the ends between which its root is sought, the evaluations it takes, and the root.
    type Case<'a> = (&'a dyn Fn(f64) -> f64, f64, f64, usize, f64);

    /// `scipy.optimize.brentq(f, low, high, xtol=1e-15, rtol=1e-15, full_output=True)[1].function_calls` of `SciPy` 1.17, which is
    /// Brent's method, too: bisection alone would take some fifty.
    #[test]
    fn a_root_takes_no_more_evaluations_than_in_scipy() {
        let cases: [Case; 7] = [
            (
                &|x| x * x * x - 2.0 * x - 5.0,
                2.0,
                3.0,
                8,
                2.094_551_481_542_327,
            ),
            (&|x| libm::cos(x) - x, 0.0, 1.0, 8, 0.739_085_133_215_160_7),
            (
                &|x| libm::exp(x) - 1000.0,
                0.0,
                20.0,
                16,
                6.907_755_278_982_137,
            ),
            (
                &|x| libm::log(x) - 0.5,
                0.01,
                100.0,
                13,
                1.648_721_270_700_128_2,
            ),
            (&|x| libm::tanh(x - 0.3), -5.0, 9.0, 9, 0.3),
            (
                &|x| x / (1.0 + x * x) - 0.2,
                -1.0,
                1.0,
                11,
                0.208_712_152_522_08,
            ),
            (&|x| (x - 1.0) * (x + 2.0) * (x + 4.0), -1.0, 30.0, 17, 1.0),
        ];
        for (f, low, high, expected, at) in cases {
            let calls = std::cell::Cell::new(0_usize);
            let counted = |x: f64| {
                calls.set(calls.get() + 1);
                f(x)
            };
            let found = root(counted, low, high, 1.0).unwrap();
            assert!((found - at).abs() < 1e-14, "{found} {at}");
            // One more where a last figure is rounded otherwise.
            assert!(calls.get() <= expected + 1, "{at}: {}", calls.get());
        }
    }

    #[test]
    fn a_root_at_an_end_is_found_and_what_is_no_number_has_none() {
        assert_eq!(root(|x| x, 0.0, 1.0, 1.0), Some(0.0));
        assert_eq!(root(|x| x - 1.0, 0.0, 1.0, 1.0), Some(1.0));
        assert_eq!(root(|x| -x - 1.0, 0.0, 1.0, 1.0), None);
        assert_eq!(root(|x| libm::log(x - 0.5), 0.0, 2.0, 1.0), None);
        assert_eq!(root(|x| libm::log(0.5 - x), 0.0, 2.0, 1.0), None);
    }
}
