//! Small symmetric positive definite systems by Cholesky's factors; for matrices of a few rows, stored row by row.

use super::sum::sum;

/// L with A = L Lᵀ, or `None` where A is not positive definite.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Cholesky<const N: usize> {
    lower: [[f64; N]; N],
}

impl<const N: usize> Cholesky<N> {
    /// Factors A, of which the lower half is read.
    #[must_use]
    pub fn of(a: &[[f64; N]; N]) -> Option<Self> {
        let mut lower = [[0.0; N]; N];
        for row in 0..N {
            for column in 0..=row {
                let known = lower[row].iter().zip(&lower[column]).take(column);
                let rest = a[row][column] - known.map(|(one, other)| one * other).sum::<f64>();
                if row == column {
                    // NaN is not above zero either.
                    if rest.is_nan() || rest <= 0.0 || rest == f64::INFINITY {
                        return None;
                    }
                    lower[row][row] = rest.sqrt();
                } else {
                    lower[row][column] = rest / lower[column][column];
                }
            }
        }
        Some(Self { lower })
    }

    /// ln det A.
    #[must_use]
    pub fn log_determinant(&self) -> f64 {
        let diagonal = (0..N).map(|place| libm::log(self.lower[place][place]));
        2.0 * diagonal.sum::<f64>()
    }

    /// x with A x = b.
    #[must_use]
    pub fn solve(&self, mut b: [f64; N]) -> [f64; N] {
        for row in 0..N {
            for before in 0..row {
                b[row] -= self.lower[row][before] * b[before];
            }
            b[row] /= self.lower[row][row];
        }
        for row in (0..N).rev() {
            for after in row + 1..N {
                b[row] -= self.lower[after][row] * b[after];
            }
            b[row] /= self.lower[row][row];
        }
        b
    }

    /// Column `index` of the inverse of A.
    #[must_use]
    pub fn inverse_column(&self, index: usize) -> [f64; N] {
        let mut unit = [0.0; N];
        if let Some(one) = unit.get_mut(index) {
            *one = 1.0;
        }
        self.solve(unit)
    }
}

/// x with A x = b for a symmetric positive definite A of any size; `None` where it is not.
#[must_use]
pub fn solve(mut a: Vec<Vec<f64>>, mut b: Vec<f64>) -> Option<Vec<f64>> {
    let size = b.len();
    let cell = |a: &[Vec<f64>], row: usize, column: usize| {
        a.get(row)
            .and_then(|row| row.get(column))
            .copied()
            .unwrap_or(0.0)
    };
    for row in 0..size {
        for column in 0..=row {
            let known = sum((0..column).map(|k| -cell(&a, row, k) * cell(&a, column, k)));
            let rest = sum([cell(&a, row, column), known]);
            let found = if row == column {
                if rest.is_nan() || rest <= 0.0 {
                    return None;
                }
                rest.sqrt()
            } else {
                rest / cell(&a, column, column)
            };
            *a.get_mut(row)?.get_mut(column)? = found;
        }
    }
    for row in 0..size {
        let known = sum((0..row).map(|k| -cell(&a, row, k) * b.get(k).copied().unwrap_or(0.0)));
        let found = (b.get(row)? + known) / cell(&a, row, row);
        *b.get_mut(row)? = found;
    }
    for row in (0..size).rev() {
        let known =
            sum((row + 1..size).map(|k| -cell(&a, k, row) * b.get(k).copied().unwrap_or(0.0)));
        let found = (b.get(row)? + known) / cell(&a, row, row);
        *b.get_mut(row)? = found;
    }
    Some(b)
}

#[cfg(test)]
mod tests {
    use super::{Cholesky, solve};

    #[test]
    fn a_system_is_solved() {
        let a = [[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];
        let x = Cholesky::of(&a).unwrap().solve([1.0, -2.0, 0.5]);
        for (row, b) in a.iter().zip([1.0, -2.0, 0.5]) {
            let product: f64 = row.iter().zip(x).map(|(a, x)| a * x).sum();
            assert!((product - b).abs() < 1e-14);
        }
    }

    #[test]
    fn a_system_of_any_size_is_solved_as_one_of_known_size() {
        let a = [[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];
        let known = Cholesky::of(&a).unwrap().solve([1.0, -2.0, 0.5]);
        let rows: Vec<Vec<f64>> = a.iter().map(|row| row.to_vec()).collect();
        let found = solve(rows, vec![1.0, -2.0, 0.5]).unwrap();
        for (found, known) in found.iter().zip(known) {
            assert!((found - known).abs() < 1e-15);
        }
        assert_eq!(
            solve(vec![vec![1.0, 2.0], vec![2.0, 1.0]], vec![1.0, 1.0]),
            None
        );
    }

    #[test]
    fn an_indefinite_matrix_has_no_factors() {
        assert_eq!(Cholesky::of(&[[1.0, 2.0], [2.0, 1.0]]), None);
        assert_eq!(Cholesky::of(&[[f64::NAN, 0.0], [0.0, 1.0]]), None);
    }
}
