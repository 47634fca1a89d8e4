//! The maximum of a concave function of one variable, from its derivatives.

/// Bisection alone would be done by then.
const MOST_STEPS: usize = 100;

/// Where a concave function is highest, and its second derivative at the last point visited.
///
/// Newton's method with steps no wider than `widest`. Where the function has straight flanks such steps can swing from
/// one to the other for ever; the slopes seen so far bracket the maximum, and a step out of the bracket halves it
/// instead. Ends with a step below `tolerance`; without a maximum it ends far out, and the caller sees where.
pub fn maximum(
    derivatives: &mut dyn FnMut(f64) -> (f64, f64),
    start: f64,
    widest: f64,
    tolerance: f64,
) -> (f64, f64) {
    let mut x = start;
    let mut curvature = f64::NAN;
    let (mut low, mut high) = (f64::NEG_INFINITY, f64::INFINITY);
    for _ in 0..MOST_STEPS {
        let slope;
        (slope, curvature) = derivatives(x);
        if slope > 0.0 {
            low = x;
        } else {
            high = x;
        }
        // Where the function is straight, its slope alone says which way the maximum lies.
        let mut step = if curvature == 0.0 && slope != 0.0 {
            widest.copysign(slope)
        } else {
            (-slope / curvature).clamp(-widest, widest)
        };
        if step.is_nan() {
            break;
        }
        let close = step.abs() < tolerance;
        let inside = low < x + step && x + step < high;
        if !(close || inside) {
            step = 0.5 * (low + high) - x;
        }
        x += step;
        if close {
            break;
        }
    }
    (x, curvature)
}

#[cfg(test)]
mod tests {
    use super::maximum;

    #[test]
    fn a_flank_without_any_bend_is_climbed() {
        // Slope 6 up to 1, then a parabola.
        let mut edge = |x: f64| {
            if x <= 1.0 {
                (6.0, 0.0)
            } else {
                (6.0 - 4.0 * (x - 1.0), -4.0)
            }
        };
        let (top, curvature) = maximum(&mut edge, 0.0, 2.0, 1e-9);
        assert!((top - 2.5).abs() < 1e-9, "{top}");
        assert!((curvature + 4.0).abs() < 1e-9, "{curvature}");
    }

    #[test]
    fn a_roof_with_straight_flanks_has_its_ridge_found_from_afar() {
        // −ln cosh(30 (x − 1)): full Newton steps overshoot ever more, cut ones swing between 0.4 and 2.4.
        let mut roof = |x: f64| {
            let tanh = libm::tanh(30.0 * (x - 1.0));
            (-30.0 * tanh, -900.0 * (1.0 - tanh * tanh) - 1e-9)
        };
        let (ridge, curvature) = maximum(&mut roof, 2.4, 2.0, 1e-9);
        assert!((ridge - 1.0).abs() < 1e-9, "{ridge}");
        assert!((curvature + 900.0).abs() < 1e-3, "{curvature}");
    }

    #[test]
    fn a_step_out_of_what_is_known_to_hold_the_maximum_halves_it() {
        // −ln cosh(x − 1.5): a full step from 0 leads to 11.5, and one from there beyond 0.
        let mut roof = |x: f64| {
            let tanh = libm::tanh(x - 1.5);
            (-tanh, tanh * tanh - 1.0)
        };
        let (ridge, _) = maximum(&mut roof, 0.0, 100.0, 1e-9);
        assert!((ridge - 1.5).abs() < 1e-12, "{ridge}");
    }
}
