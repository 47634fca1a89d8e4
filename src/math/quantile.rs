//! Quantiles from tails: one bracketed Newton iteration for every distribution on the positive half-line.

/// Solves tail(x) = target for x > 0 by Newton's method on ln tail against ln x, kept inside a bracket that shrinks.
///
/// On these two logarithmic scales the tails of χ², t and F are close to straight lines at both ends, so the iteration
/// is as quick for a tail of 10⁻³⁰⁰ as for one of 0.3. `tail` answers with the tail and the density at x; `rising` says
/// whether the tail grows with x (a lower tail) or falls (an upper one). Where the quantile is beyond the range of f64
/// the end of that range is the answer.
pub(super) fn solve(
    tail: &dyn Fn(f64) -> (f64, f64),
    target: f64,
    rising: bool,
    start: f64,
) -> f64 {
    let log_target = libm::log(target);
    let (mut low, mut high) = (-745.0_f64, 709.0_f64);
    let mut u = libm::log(start).clamp(-700.0, 700.0);
    for _ in 0..400 {
        let x = libm::exp(u);
        let (probability, density) = tail(x);
        let above = if probability > 0.0 {
            libm::log(probability) - log_target
        } else {
            f64::NEG_INFINITY
        };
        if above == 0.0 {
            break;
        }
        if (above > 0.0) == rising {
            high = u;
        } else {
            low = u;
        }
        let slope = x * density / probability * if rising { 1.0 } else { -1.0 };
        let newton = u - above / slope;
        let next = if newton > low && newton < high {
            newton
        } else {
            0.5 * (low + high)
        };
        if (next - u).abs() <= 2e-16 * u.abs().max(1.0) || next <= low || next >= high {
            u = next;
            break;
        }
        u = next;
    }
    libm::exp(u)
}
