//! The restricted likelihood of coefficients that differ between trials, y = X(β + b) + e with b ~ N(0, Ψ), from what each trial
//! says of them.
//!
//! With Ψ = L Lᵀ, M = XᵀS⁻¹X, u = XᵀS⁻¹y and K = I + Lᵀ M L of a trial, the matrix of Woodbury gives XᵀΣ⁻¹X = W = M − MLK⁻¹LᵀM,
//! XᵀΣ⁻¹y = w = u − MLK⁻¹Lᵀu and |Σ| = |S||K|, so that nothing larger than Ψ is inverted. Then β = A⁻¹Σw with A = ΣW, and the
//! likelihood is −½ (Σ ln|K| + ln|A| + Σ rᵀΣ⁻¹r) but for a constant. Its slope along Ψ is ½ Σ (ggᵀ − W + WA⁻¹W) with g = w − Wβ.
//!
//! Coefficients are taken in the basis in which the trials' mean information is the identity: the search then does not depend on
//! the unit of the dose.

use super::Information;
use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::math::cholesky::Cholesky;
use crate::math::quasi_newton::{Maximum, climb, polish};
use crate::math::sum::sum;
use crate::math::symmetric::Symmetric;
use crate::pool::tau_squared;

/// Standard deviations between trials from which the search starts, in those of a trial's own coefficients: a likelihood of few
/// trials has several hills.
const STARTS: [f64; 4] = [0.2, 1.0, 4.0, 16.0];
/// The slope at which a climb ends.
const TOLERANCE: f64 = 1e-8;
/// A likelihood that is not higher than without any variance by more than this is that without.
const FLAT: f64 = 1e-9;

/// What is found.
pub(super) struct Found<const P: usize> {
    pub(super) common: [f64; P],
    pub(super) common_covariance: [[f64; P]; P],
    /// `None` for one trial.
    pub(super) random: Option<Random<P>>,
}

/// The mean of random effects.
pub(super) struct Random<const P: usize> {
    pub(super) coefficients: [f64; P],
    pub(super) covariance: [[f64; P]; P],
    pub(super) between: [[f64; P]; P],
    pub(super) converged: bool,
}

type Square<const P: usize> = [[f64; P]; P];

/// The fit with P coefficients and N different variances and covariances; `None` where the trials together do not tell every
/// coefficient.
pub(super) fn fit<const P: usize, const N: usize>(trials: &[Information<P>]) -> Option<Found<P>> {
    let basis = basis(trials)?;
    let turned: Vec<Information<P>> = trials.iter().map(|trial| turned(trial, &basis)).collect();
    let none = at(&turned, &[[0.0; P]; P])?;
    let found = Found {
        common: times(&basis, &none.coefficients),
        common_covariance: between(&basis, &none.covariance),
        random: None,
    };
    if trials.len() < 2 {
        return Some(found);
    }
    let best = of_slopes::<P, N>(&turned).or_else(|| highest::<P, N>(&turned))?;
    let is_flat = none.height >= best.value - FLAT;
    let factor = if is_flat {
        [[0.0; P]; P]
    } else {
        lower::<P, N>(best.at)
    };
    let best_fit = at(&turned, &factor)?;
    let psi = product(&factor, &transposed(&factor));
    Some(Found {
        random: Some(Random {
            coefficients: times(&basis, &best_fit.coefficients),
            covariance: between(&basis, &best_fit.covariance),
            between: between(&basis, &psi),
            converged: best.converged,
        }),
        ..found
    })
}

/// Of one coefficient, what is sought is τ² of the trials' own slopes, and the highest of all its hills is known to be found.
fn of_slopes<const P: usize, const N: usize>(trials: &[Information<P>]) -> Option<Maximum<N>> {
    if P != 1 {
        return None;
    }
    let slopes = trials.iter().map(|trial| {
        let information = trial.matrix[0][0];
        Effect {
            estimate: trial.score[0] / information,
            variance: 1.0 / information,
        }
    });
    let slopes: Vec<Effect> = slopes.filter(Effect::is_poolable).collect();
    let found = tau_squared::estimate(&slopes, TauSquaredEstimator::RestrictedMaximumLikelihood);
    let factor = [found.value.sqrt(); N];
    Some(Maximum {
        at: factor,
        value: at(trials, &lower::<P, N>(factor))?.height,
        converged: found.converged,
    })
}

/// The highest of the hills that are found from all starts.
fn highest<const P: usize, const N: usize>(trials: &[Information<P>]) -> Option<Maximum<N>> {
    let slope = |theta: [f64; N]| {
        let factor = lower::<P, N>(theta);
        let Some(at) = at(trials, &factor) else {
            return (f64::NEG_INFINITY, [f64::NAN; N]);
        };
        let along = product(&at.slope, &factor);
        (at.height, packed::<P, N>(&along).map(|cell| 2.0 * cell))
    };
    let climbed = STARTS.into_iter().map(|start| {
        let diagonal = std::array::from_fn(|row| {
            std::array::from_fn(|column| if row == column { start } else { 0.0 })
        });
        let climbed = climb(slope, packed::<P, N>(&diagonal), TOLERANCE);
        let (polished, _) = polish(slope, climbed);
        // Where Ψ is no longer of full rank its root is not told, and Newton's method has nothing to go by.
        if polished.converged && polished.value >= climbed.value - FLAT {
            polished
        } else {
            climbed
        }
    });
    let found = climbed.filter(|one| one.value.is_finite());
    found.reduce(|best, next| {
        let is_higher = next.value > best.value + FLAT
            || (next.value > best.value - FLAT && next.converged && !best.converged);
        if is_higher { next } else { best }
    })
}

/// The likelihood at one Ψ.
struct At<const P: usize> {
    height: f64,
    coefficients: [f64; P],
    covariance: Square<P>,
    slope: Square<P>,
}

fn at<const P: usize>(trials: &[Information<P>], factor: &Square<P>) -> Option<At<P>> {
    let across = transposed(factor);
    let mut parts = Vec::with_capacity(trials.len());
    let mut determinants = 0.0;
    for trial in trials {
        let half = product(&trial.matrix, factor);
        let mut kernel = product(&across, &half);
        for (place, row) in kernel.iter_mut().enumerate() {
            row[place] += 1.0;
        }
        let factors = Cholesky::of(&kernel)?;
        determinants += factors.log_determinant();
        let inverse: Square<P> = std::array::from_fn(|column| factors.inverse_column(column));
        let shrunk = product(&half, &inverse);
        let taken = product(&shrunk, &transposed(&half));
        let of_score = times(&across, &trial.score);
        let weighted = times(&shrunk, &of_score);
        let square = trial.square - dot(&of_score, &times(&inverse, &of_score));
        parts.push((
            minus(&trial.matrix, &taken),
            std::array::from_fn(|place| trial.score[place] - weighted[place]),
            square,
        ));
    }
    let total: Square<P> = std::array::from_fn(|row| {
        std::array::from_fn(|column| sum(parts.iter().map(|(matrix, ..)| matrix[row][column])))
    });
    let scores: [f64; P] = std::array::from_fn(|place| {
        sum(parts
            .iter()
            .map(|(_, score, _): &(_, [f64; P], _)| score[place]))
    });
    let factors = Cholesky::of(&total)?;
    let covariance: Square<P> = std::array::from_fn(|column| factors.inverse_column(column));
    let coefficients = times(&covariance, &scores);
    let residual = sum(parts.iter().map(|(.., square)| *square)) - dot(&coefficients, &scores);
    let mut slope = [[0.0; P]; P];
    for (matrix, score, _) in &parts {
        let fitted = times(matrix, &coefficients);
        let left: [f64; P] = std::array::from_fn(|place| score[place] - fitted[place]);
        let leverage = product(&product(matrix, &covariance), matrix);
        for row in 0..P {
            for column in 0..P {
                slope[row][column] +=
                    0.5 * (left[row] * left[column] - matrix[row][column] + leverage[row][column]);
            }
        }
    }
    Some(At {
        height: -0.5 * (determinants + factors.log_determinant() + residual),
        coefficients,
        covariance,
        slope,
    })
}

/// T with β = Tθ, by which the trials' mean information becomes the identity.
fn basis<const P: usize>(trials: &[Information<P>]) -> Option<Square<P>> {
    let mean = Symmetric::new(P, |row, column| {
        sum(trials.iter().map(|trial| trial.matrix[row][column])) / trials.len() as f64
    });
    let eigen = mean.eigen()?;
    let largest = eigen.values.iter().copied().fold(0.0, f64::max);
    let is_told = largest > 0.0
        && eigen
            .values
            .iter()
            .all(|value| *value > super::LEAST_SHARE * largest);
    let root = eigen.with_values(|value| 1.0 / value.sqrt());
    is_told.then(|| std::array::from_fn(|row| std::array::from_fn(|column| root.cell(row, column))))
}

fn turned<const P: usize>(trial: &Information<P>, basis: &Square<P>) -> Information<P> {
    Information {
        matrix: between(basis, &trial.matrix),
        score: times(basis, &trial.score),
        square: trial.square,
    }
}

/// The lower triangle of these numbers, row by row.
fn lower<const P: usize, const N: usize>(numbers: [f64; N]) -> Square<P> {
    let mut numbers = numbers.into_iter();
    let mut factor = [[0.0; P]; P];
    for (place, row) in factor.iter_mut().enumerate() {
        for (cell, number) in row.iter_mut().take(place + 1).zip(numbers.by_ref()) {
            *cell = number;
        }
    }
    factor
}

/// The numbers of a lower triangle, row by row.
fn packed<const P: usize, const N: usize>(factor: &Square<P>) -> [f64; N] {
    let rows = factor.iter().enumerate();
    let mut cells = rows.flat_map(|(place, row)| row.iter().take(place + 1).copied());
    std::array::from_fn(|_| cells.next().unwrap_or_default())
}

/// TAT, T being symmetric.
fn between<const P: usize>(basis: &Square<P>, middle: &Square<P>) -> Square<P> {
    product(&product(basis, middle), basis)
}

fn product<const P: usize>(one: &Square<P>, other: &Square<P>) -> Square<P> {
    let columns = transposed(other);
    std::array::from_fn(|row| std::array::from_fn(|column| dot(&one[row], &columns[column])))
}

fn transposed<const P: usize>(matrix: &Square<P>) -> Square<P> {
    std::array::from_fn(|row| std::array::from_fn(|column| matrix[column][row]))
}

fn minus<const P: usize>(one: &Square<P>, other: &Square<P>) -> Square<P> {
    std::array::from_fn(|row| std::array::from_fn(|column| one[row][column] - other[row][column]))
}

fn times<const P: usize>(matrix: &Square<P>, vector: &[f64; P]) -> [f64; P] {
    std::array::from_fn(|row| dot(&matrix[row], vector))
}

fn dot<const P: usize>(one: &[f64; P], other: &[f64; P]) -> f64 {
    one.iter().zip(other).map(|(a, b)| a * b).sum()
}
