//! The maximum of a smooth function of a few variables: the quasi-Newton method of Broyden, Fletcher, Goldfarb and Shanno
//! (1970) with a backtracking line search, then Newton's method with a Hessian differenced from the gradient.

use super::cholesky::Cholesky;

/// A value with its gradient.
pub type Slope<const N: usize> = (f64, [f64; N]);

/// Where a search ended.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Maximum<const N: usize> {
    /// The arguments.
    pub at: [f64; N],
    /// The value there.
    pub value: f64,
    /// Whether the gradient met the tolerance.
    pub converged: bool,
}

/// Most steps of a climb.
const MOST_STEPS: usize = 200;

/// Climbs from `start` until no component of the gradient exceeds `tolerance`. Steps to where the function is not finite
/// are shortened.
pub fn climb<const N: usize>(
    mut f: impl FnMut([f64; N]) -> Slope<N>,
    start: [f64; N],
    tolerance: f64,
) -> Maximum<N> {
    climb_on(&mut f, start, tolerance)
}

fn climb_on<const N: usize>(
    f: &mut dyn FnMut([f64; N]) -> Slope<N>,
    start: [f64; N],
    tolerance: f64,
) -> Maximum<N> {
    let mut at = start;
    let (mut value, mut gradient) = f(at);
    let mut inverse = identity();
    for _ in 0..MOST_STEPS {
        if largest(&gradient) <= tolerance || !value.is_finite() {
            break;
        }
        let mut direction = times(&inverse, &gradient);
        if dot(&direction, &gradient) <= 0.0 {
            inverse = identity();
            direction = gradient;
        }
        // No coordinate moves by more than two at once: the arguments here are log odds and standard deviations.
        let longest = (largest(&direction) / 2.0).max(1.0);
        let direction = direction.map(|part| part / longest);
        let Some((next, next_value, next_gradient)) =
            search(f, (at, value), &direction, dot(&direction, &gradient))
        else {
            break;
        };
        let step = minus(&next, &at);
        let change = minus(&gradient, &next_gradient);
        update(&mut inverse, &step, &change);
        (at, value, gradient) = (next, next_value, next_gradient);
    }
    Maximum {
        at,
        value,
        converged: largest(&gradient) <= tolerance && value.is_finite(),
    }
}

/// Halves the step until the value rises by a share of what the slope promises (Armijo 1966).
fn search<const N: usize>(
    f: &mut dyn FnMut([f64; N]) -> Slope<N>,
    (at, value): ([f64; N], f64),
    direction: &[f64; N],
    slope: f64,
) -> Option<([f64; N], f64, [f64; N])> {
    let mut length = 1.0;
    for _ in 0..40 {
        let next: [f64; N] = std::array::from_fn(|i| at[i] + length * direction[i]);
        let (next_value, gradient) = f(next);
        if next_value >= value + 1e-4 * length * slope && largest(&gradient).is_finite() {
            return Some((next, next_value, gradient));
        }
        length *= 0.5;
    }
    None
}

/// H ← (I − ρ s yᵀ) H (I − ρ y sᵀ) + ρ s sᵀ, left out where the curvature along the step has the wrong sign.
fn update<const N: usize>(inverse: &mut [[f64; N]; N], step: &[f64; N], change: &[f64; N]) {
    let along = dot(step, change);
    if along.is_nan() || along <= 1e-12 * dot(step, step).sqrt() * dot(change, change).sqrt() {
        return;
    }
    let moved = times(inverse, change);
    let factor = (1.0 + dot(change, &moved) / along) / along;
    for row in 0..N {
        for column in 0..N {
            inverse[row][column] += factor * step[row] * step[column]
                - (moved[row] * step[column] + step[row] * moved[column]) / along;
        }
    }
}

/// The negative Hessian from central differences of the gradient, made symmetric.
pub fn information<const N: usize>(
    f: &mut dyn FnMut([f64; N]) -> Slope<N>,
    at: [f64; N],
) -> [[f64; N]; N] {
    let mut rows = [[0.0; N]; N];
    for (index, row) in rows.iter_mut().enumerate() {
        let step = 1e-4 * at[index].abs().max(1.0);
        let moved = |by: f64| {
            let mut moved = at;
            moved[index] += by;
            moved
        };
        let (below, above) = (f(moved(-step)).1, f(moved(step)).1);
        *row = std::array::from_fn(|j| (below[j] - above[j]) / (2.0 * step));
    }
    std::array::from_fn(|i| std::array::from_fn(|j| 0.5 * (rows[i][j] + rows[j][i])))
}

/// Newton's steps from near a maximum to the last figures. Gives up, unconverged, where the information is not positive
/// definite or a step is no longer small.
pub fn polish<const N: usize>(
    mut f: impl FnMut([f64; N]) -> Slope<N>,
    start: Maximum<N>,
) -> (Maximum<N>, Option<Cholesky<N>>) {
    let mut at = start.at;
    let mut factors = Cholesky::of(&information(&mut f, at));
    let mut converged = false;
    for _ in 0..12 {
        let Some(known) = factors else { break };
        let step = known.solve(f(at).1);
        let length = largest(&step);
        if length.is_nan() || length > 0.5 {
            break;
        }
        at = std::array::from_fn(|i| at[i] + step[i]);
        if length < 1e-9 {
            converged = true;
            break;
        }
        factors = Cholesky::of(&information(&mut f, at));
    }
    let value = f(at).0;
    (
        Maximum {
            at,
            value,
            converged,
        },
        factors,
    )
}

fn identity<const N: usize>() -> [[f64; N]; N] {
    std::array::from_fn(|i| std::array::from_fn(|j| f64::from(u8::from(i == j))))
}

fn times<const N: usize>(matrix: &[[f64; N]; N], vector: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|i| dot(&matrix[i], vector))
}

fn dot<const N: usize>(one: &[f64; N], other: &[f64; N]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}

fn minus<const N: usize>(one: &[f64; N], other: &[f64; N]) -> [f64; N] {
    std::array::from_fn(|i| one[i] - other[i])
}

/// The largest component in size; NaN where any is.
fn largest<const N: usize>(vector: &[f64; N]) -> f64 {
    vector.iter().fold(0.0, |largest: f64, part| {
        if part.is_nan() || part.abs() > largest {
            part.abs()
        } else {
            largest
        }
    })
}

#[cfg(test)]
mod tests {
    use super::{Maximum, climb, polish, update};

    /// Rosenbrock's valley (1960) upside down: the maximum at (1, 1) lies at the end of a curved ridge.
    fn ridge([x, y]: [f64; 2]) -> (f64, [f64; 2]) {
        let across = y - x * x;
        (
            -(1.0 - x) * (1.0 - x) - 100.0 * across * across,
            [2.0 * (1.0 - x) + 400.0 * x * across, -200.0 * across],
        )
    }

    #[test]
    fn the_end_of_a_curved_ridge_is_found() {
        let climbed = climb(ridge, [-1.2, 1.0], 1e-6);
        assert!(climbed.converged);
        let (found, _) = polish(ridge, climbed);
        assert!(found.converged);
        assert!(found.at.iter().all(|x| (x - 1.0).abs() < 1e-9), "{found:?}");
    }

    #[test]
    fn a_function_without_a_maximum_is_said_not_to_have_converged() {
        let climbed = climb(|[x]: [f64; 1]| (x, [1.0]), [0.0], 1e-6);
        assert!(!climbed.converged);
        assert!(!polish(|[x]: [f64; 1]| (x, [1.0]), climbed).0.converged);
    }

    #[test]
    fn a_start_far_from_the_maximum_is_not_polished() {
        let hill = |[x]: [f64; 1]| (-0.5 * x * x, [-x]);
        let from = |x: f64| {
            let start = Maximum {
                at: [x],
                value: -0.5 * x * x,
                converged: true,
            };
            polish(hill, start).0
        };
        assert!(!from(3.0).converged);
        let near = from(0.4);
        assert!(near.converged && near.at[0].abs() < 1e-9, "{near:?}");
    }

    #[test]
    fn a_step_along_which_the_slope_grows_teaches_nothing() {
        let mut inverse = [[2.0, 0.5], [0.5, 1.0]];
        let before = inverse;
        update(&mut inverse, &[1.0, 0.0], &[-0.5, 0.2]);
        assert_eq!(inverse, before);
        update(&mut inverse, &[f64::NAN, 0.0], &[0.5, 0.2]);
        assert_eq!(inverse, before);
        // The new inverse sends the change to the step (the secant condition).
        let (step, change) = ([1.0, -0.5], [0.8, 0.1]);
        update(&mut inverse, &step, &change);
        for (row, step) in inverse.iter().zip(step) {
            assert!((row[0] * change[0] + row[1] * change[1] - step).abs() < 1e-14);
        }
    }
}
