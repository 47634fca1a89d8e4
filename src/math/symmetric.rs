//! Symmetric matrices of a few rows: their eigenvalues and eigenvectors by Jacobi's rotations (Golub & Van Loan 2013, section
//! 8.5), and functions of a matrix that are made from them.
//!
//! Of a positive definite matrix even the least eigenvalue keeps its figures, as an entry is turned away for as long as it is
//! large beside the two of its own diagonal (Demmel & Veselić 1992).

use super::sum::sum;

/// Rounds in which every entry is turned away once; ten are usual.
const MOST_ROUNDS: usize = 60;

/// A symmetric matrix.
#[derive(Clone, Debug, PartialEq)]
pub struct Symmetric {
    rows: Vec<Vec<f64>>,
}

/// The eigenvalues of a symmetric matrix with their eigenvectors, which are orthonormal.
#[derive(Clone, Debug, PartialEq)]
pub struct Eigen {
    /// The eigenvalues, in no order.
    pub values: Vec<f64>,
    /// The eigenvector of each.
    pub vectors: Vec<Vec<f64>>,
}

impl Symmetric {
    /// The matrix with these cells, of which the lower half (row at least column) is asked for.
    #[must_use]
    pub fn new(size: usize, cell: impl Fn(usize, usize) -> f64) -> Self {
        let cell = &cell;
        let row = |row: usize| (0..size).map(move |column| cell(row.max(column), row.min(column)));
        Self {
            rows: (0..size).map(|place| row(place).collect()).collect(),
        }
    }

    /// The matrix with these numbers on its diagonal and nothing beside it.
    #[must_use]
    pub fn diagonal(numbers: &[f64]) -> Self {
        Self::new(numbers.len(), |row, column| {
            let number = numbers.get(row).copied().unwrap_or_default();
            if row == column { number } else { 0.0 }
        })
    }

    /// How many rows it has.
    #[must_use]
    pub fn size(&self) -> usize {
        self.rows.len()
    }

    /// A cell; 0 outside the matrix.
    #[must_use]
    pub fn cell(&self, row: usize, column: usize) -> f64 {
        let cells = self.rows.get(row);
        let cell = cells.and_then(|cells| cells.get(column));
        cell.copied().unwrap_or_default()
    }

    /// The matrix times a vector of its size.
    #[must_use]
    pub fn times(&self, vector: &[f64]) -> Vec<f64> {
        self.rows.iter().map(|row| dot(row, vector)).collect()
    }

    /// This matrix, another of its size, and this again, multiplied in that order: symmetric as well.
    #[must_use]
    pub fn around(&self, middle: &Self) -> Self {
        // Columns of a symmetric matrix are its rows.
        let halves: Vec<Vec<f64>> = self.rows.iter().map(|row| middle.times(row)).collect();
        Self::new(self.size(), |row, column| {
            match (halves.get(row), self.rows.get(column)) {
                (Some(half), Some(other)) => dot(half, other),
                _ => 0.0,
            }
        })
    }

    /// Its eigenvalues and eigenvectors; `None` where a cell is not finite.
    #[must_use]
    pub fn eigen(&self) -> Option<Eigen> {
        if !self.rows.iter().flatten().all(|cell| cell.is_finite()) {
            return None;
        }
        let size = self.size();
        let mut left = self.rows.clone();
        let mut vectors = Self::diagonal(&vec![1.0; size]).rows;
        for _ in 0..MOST_ROUNDS {
            let mut turned = false;
            for row in 1..size {
                for column in 0..row {
                    if let Some(turn) = Turn::away(&left, row, column) {
                        turn.of_both_sides(&mut left);
                        turn.of_rows(&mut vectors);
                        turned = true;
                    }
                }
            }
            if !turned {
                let values = (0..size).map(|place| left[place][place]).collect();
                return Some(Eigen { values, vectors });
            }
        }
        None
    }
}

impl Eigen {
    /// The matrix with the same eigenvectors whose eigenvalues are a function of these: its inverse, its root.
    #[must_use]
    pub fn with_values(&self, of: impl Fn(f64) -> f64) -> Symmetric {
        let values: Vec<f64> = self.values.iter().map(|value| of(*value)).collect();
        Symmetric::new(self.values.len(), |row, column| {
            let parts = self.vectors.iter().zip(&values);
            sum(parts.map(|(vector, value)| vector[row] * value * vector[column]))
        })
    }

    /// A vector in the coordinates of the eigenvectors.
    #[must_use]
    pub fn coordinates(&self, vector: &[f64]) -> Vec<f64> {
        let axes = self.vectors.iter();
        axes.map(|axis| dot(axis, vector)).collect()
    }
}

/// The product of two vectors.
fn dot(one: &[f64], other: &[f64]) -> f64 {
    sum(one.iter().zip(other).map(|(one, other)| one * other))
}

/// A rotation in the plane of two coordinates.
struct Turn {
    first: usize,
    second: usize,
    cosine: f64,
    sine: f64,
}

impl Turn {
    /// The smaller of the two rotations that leave nothing in a cell; `None` where next to nothing is there.
    fn away(cells: &[Vec<f64>], first: usize, second: usize) -> Option<Self> {
        let (a, b, off) = (
            cells[first][first],
            cells[second][second],
            cells[first][second],
        );
        if off.abs() <= f64::EPSILON * (a.abs() * b.abs()).sqrt() || off == 0.0 {
            return None;
        }
        let slope = (b - a) / (2.0 * off);
        let tangent = 1.0_f64.copysign(slope) / (slope.abs() + libm::hypot(1.0, slope));
        let cosine = 1.0 / libm::hypot(1.0, tangent);
        Some(Self {
            first,
            second,
            cosine,
            sine: tangent * cosine,
        })
    }

    fn of_pair(&self, one: f64, other: f64) -> (f64, f64) {
        (
            self.cosine * one - self.sine * other,
            self.sine * one + self.cosine * other,
        )
    }

    fn of_rows(&self, rows: &mut [Vec<f64>]) {
        let Ok([first, second]) = rows.get_disjoint_mut([self.first, self.second]) else {
            return;
        };
        for (one, other) in first.iter_mut().zip(second) {
            (*one, *other) = self.of_pair(*one, *other);
        }
    }

    fn of_both_sides(&self, cells: &mut [Vec<f64>]) {
        self.of_rows(cells);
        for row in cells.iter_mut() {
            (row[self.first], row[self.second]) = self.of_pair(row[self.first], row[self.second]);
        }
        // What rounding leaves there would be turned away for ever.
        cells[self.first][self.second] = 0.0;
        cells[self.second][self.first] = 0.0;
    }
}

#[cfg(test)]
mod tests {
    use super::Symmetric;

    fn close(one: f64, other: f64, within: f64) {
        assert!((one - other).abs() < within, "{one} and not {other}");
    }

    /// R: `eigen(matrix(c(4, 2, .6, 2, 5, 1, .6, 1, 3), 3))$values`.
    #[test]
    fn eigenvalues_are_those_of_r() {
        let cells = [[4.0, 2.0, 0.6], [2.0, 5.0, 1.0], [0.6, 1.0, 3.0]];
        let matrix = Symmetric::new(3, |row, column| cells[row][column]);
        let mut values = matrix.eigen().unwrap().values;
        values.sort_by(f64::total_cmp);
        for (found, expected) in values.into_iter().zip(R_VALUES) {
            close(found, expected, 1e-13);
        }
    }

    const R_VALUES: [f64; 3] = [
        2.372_468_984_808_981,
        2.722_508_207_322_902,
        6.905_022_807_868_116,
    ];

    #[test]
    fn a_root_times_itself_is_the_matrix_and_an_inverse_leaves_the_unit() {
        // A common part and parts of their own, a million times apart.
        let own = [1e-6, 1.0, 3.0, 1e3];
        let matrix = Symmetric::new(4, |row, column| {
            let diagonal = if row == column { own[row] } else { 0.0 };
            diagonal + 1e-3 * (1.0 + (row + column) as f64)
                - 1e-3 * (row.max(column) - row.min(column)) as f64
        });
        let eigen = matrix.eigen().unwrap();
        assert!(eigen.values.iter().all(|value| *value > 0.0));
        let root = eigen.with_values(f64::sqrt);
        let unit = Symmetric::diagonal(&[1.0; 4]);
        let squared = root.around(&unit);
        let inverse = eigen.with_values(|value| 1.0 / value);
        for place in 0..4 {
            for other in 0..4 {
                let cell = matrix.cell(place, other);
                close(squared.cell(place, other), cell, 1e-13 * (1.0 + cell.abs()));
            }
            let mut axis = [0.0; 4];
            axis[place] = 1.0;
            for (other, back) in matrix.times(&inverse.times(&axis)).iter().enumerate() {
                close(*back, f64::from(u8::from(other == place)), 1e-10);
            }
        }
    }

    #[test]
    fn nothing_and_what_is_not_finite_make_no_trouble() {
        assert!(Symmetric::diagonal(&[]).eigen().unwrap().values.is_empty());
        assert_eq!(
            Symmetric::diagonal(&[0.0, 2.0]).eigen().unwrap().values,
            [0.0, 2.0]
        );
        assert_eq!(Symmetric::diagonal(&[1.0, f64::NAN]).eigen(), None);
    }
}
