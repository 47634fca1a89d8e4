//! Weighted linear least squares with a few columns, by Householder's reflections (Golub & Van Loan 2013, section 5.3): the
//! columns are never squared, so that a year as a covariate costs no figures.

use super::sum::sum;

/// A column is taken as a combination of those before it where less of it than this stays beside them.
const RANK_TOLERANCE: f64 = 1e-11;

/// A fit of y = X β with weights.
#[derive(Clone, Debug, PartialEq)]
pub struct LeastSquares {
    /// β, one for each column.
    pub coefficients: Vec<f64>,
    /// (Xᵀ W X)⁻¹, row by row.
    pub inverse: Vec<Vec<f64>>,
    /// y − X β, not weighted.
    pub residuals: Vec<f64>,
    /// The diagonal of the projection X (Xᵀ W X)⁻¹ Xᵀ W: how far each fitted value follows its own y.
    pub leverages: Vec<f64>,
    /// ln det Xᵀ W X.
    pub log_determinant: f64,
}

/// Fits `y` by the columns of `rows` (one row an observation) with these weights; `None` with no column, with fewer rows than
/// columns, where a column is a combination of the others, or where something is not finite.
#[must_use]
pub fn fit(rows: &[Vec<f64>], y: &[f64], weights: &[f64]) -> Option<LeastSquares> {
    let columns = rows.first()?.len();
    if columns == 0 || rows.len() < columns || rows.len() != y.len() || y.len() != weights.len() {
        return None;
    }
    let roots: Vec<f64> = weights.iter().map(|weight| weight.sqrt()).collect();
    let mut matrix: Vec<Vec<f64>> = rows
        .iter()
        .zip(&roots)
        .map(|(row, root)| row.iter().map(|cell| cell * root).collect())
        .collect();
    let mut right: Vec<f64> = y.iter().zip(&roots).map(|(y, root)| y * root).collect();
    let triangle = triangular(&mut matrix, &mut right, columns)?;
    let inverse_triangle = inverted(&triangle);
    let coefficients: Vec<f64> = (0..columns)
        .map(|row| {
            let known = inverse_triangle.get(row).into_iter().flatten();
            sum(known.zip(&right).map(|(cell, right)| cell * right))
        })
        .collect();
    let inverse: Vec<Vec<f64>> = inverse_triangle
        .iter()
        .map(|one| {
            let dot = |other: &Vec<f64>| sum(one.iter().zip(other).map(|(a, b)| a * b));
            inverse_triangle.iter().map(dot).collect()
        })
        .collect();
    let residuals = rows.iter().zip(y).map(|(row, y)| {
        let fitted = row.iter().zip(&coefficients).map(|(x, b)| -x * b);
        sum(fitted.chain([*y]))
    });
    let leverages = rows.iter().zip(weights).map(|(row, weight)| {
        // The squared length of the row in the basis of the triangle.
        let lengths = (0..columns).map(|column| {
            let cells = row.iter().zip(&inverse_triangle);
            let part =
                sum(cells.map(|(x, inverse)| x * inverse.get(column).copied().unwrap_or(0.0)));
            part * part
        });
        weight * sum(lengths)
    });
    let diagonal = triangle.iter().enumerate();
    let diagonal = diagonal.map(|(place, row)| row.get(place).copied().unwrap_or(0.0).abs());
    let fitted = LeastSquares {
        residuals: residuals.collect(),
        leverages: leverages.collect(),
        log_determinant: 2.0 * sum(diagonal.map(libm::log)),
        coefficients,
        inverse,
    };
    let is_finite = fitted.coefficients.iter().all(|cell| cell.is_finite())
        && fitted.inverse.iter().flatten().all(|cell| cell.is_finite());
    is_finite.then_some(fitted)
}

/// Turns the matrix into its upper triangle and `right` with it; `None` where a column depends on those before it.
fn triangular(matrix: &mut [Vec<f64>], right: &mut [f64], columns: usize) -> Option<Vec<Vec<f64>>> {
    let column_of = |matrix: &[Vec<f64>], column: usize, from: usize| -> Vec<f64> {
        let rows = matrix.iter().skip(from);
        rows.map(|row| row.get(column).copied().unwrap_or(0.0))
            .collect()
    };
    let length = |vector: &[f64]| sum(vector.iter().map(|cell| cell * cell)).sqrt();
    let lengths: Vec<f64> = (0..columns)
        .map(|column| length(&column_of(matrix, column, 0)))
        .collect();
    for (pivot, whole) in lengths.iter().enumerate() {
        let mut reflector = column_of(matrix, pivot, pivot);
        let rest = length(&reflector);
        if rest.is_nan() || rest <= RANK_TOLERANCE * whole {
            return None;
        }
        let first = reflector.first_mut()?;
        // Away from zero, so that nothing cancels.
        *first += rest.copysign(*first);
        let square = sum(reflector.iter().map(|cell| cell * cell));
        for column in pivot..columns {
            let cells = column_of(matrix, column, pivot);
            let along = sum(cells.iter().zip(&reflector).map(|(a, b)| a * b));
            let rows = matrix.iter_mut().skip(pivot).zip(&reflector);
            for (row, part) in rows {
                if let Some(cell) = row.get_mut(column) {
                    *cell -= 2.0 * along / square * part;
                }
            }
        }
        let along = sum(right.iter().skip(pivot).zip(&reflector).map(|(a, b)| a * b));
        for (cell, part) in right.iter_mut().skip(pivot).zip(&reflector) {
            *cell -= 2.0 * along / square * part;
        }
    }
    Some(matrix.iter().take(columns).cloned().collect())
}

/// The inverse of an upper triangle without a zero on its diagonal.
fn inverted(triangle: &[Vec<f64>]) -> Vec<Vec<f64>> {
    let size = triangle.len();
    let cell = |row: usize, column: usize| {
        let row = triangle.get(row).and_then(|row| row.get(column));
        row.copied().unwrap_or(0.0)
    };
    let mut inverse = vec![vec![0.0; size]; size];
    for column in 0..size {
        for row in (0..=column).rev() {
            let below = (row + 1..=column).map(|k| {
                let known = inverse.get(k).and_then(|row: &Vec<f64>| row.get(column));
                -cell(row, k) * known.copied().unwrap_or(0.0)
            });
            let unit = if row == column { 1.0 } else { 0.0 };
            let found = (unit + sum(below)) / cell(row, row);
            if let Some(place) = inverse.get_mut(row).and_then(|row| row.get_mut(column)) {
                *place = found;
            }
        }
    }
    inverse
}

#[cfg(test)]
mod tests {
    use super::fit;

    /// R: `coef(lm(c(1, 3, 2, 5) ~ c(1980, 1985, 1991, 2004), weights = c(1, 2, 3, 4)))` and `cov.unscaled`.
    #[test]
    fn years_as_a_covariate_cost_no_figures() {
        let rows: Vec<Vec<f64>> = [1980.0, 1985.0, 1991.0, 2004.0]
            .map(|year| vec![1.0, year])
            .to_vec();
        let found = fit(&rows, &[1.0, 3.0, 2.0, 5.0], &[1.0, 2.0, 3.0, 4.0]).unwrap();
        let slope = found.coefficients[1];
        let leverages: f64 = found.leverages.iter().sum();
        assert!((slope - 0.149_445_789_272_520_75).abs() < 1e-13, "{slope}");
        assert!((leverages - 2.0).abs() < 1e-9, "{leverages}");
    }

    #[test]
    fn a_column_that_repeats_another_has_no_fit() {
        let rows = vec![
            vec![1.0, 2.0, 4.0],
            vec![1.0, 3.0, 6.0],
            vec![1.0, 5.0, 10.0],
        ];
        assert_eq!(fit(&rows, &[1.0, 2.0, 3.0], &[1.0; 3]), None);
    }

    /// The first column lies along the first row already: the reflector points away from it, and nothing cancels.
    #[test]
    fn a_column_that_is_turned_already_has_a_fit() {
        let found = fit(
            &[vec![1.0, 2.0], vec![0.0, 4.0], vec![0.0, 0.0]],
            &[7.0, 8.0, 5.0],
            &[1.0; 3],
        )
        .unwrap();
        assert!((found.coefficients[0] - 3.0).abs() < 1e-14, "{found:?}");
        assert!((found.coefficients[1] - 2.0).abs() < 1e-14, "{found:?}");
    }

    #[test]
    fn as_many_rows_as_columns_are_met_and_what_does_not_belong_together_has_no_fit() {
        let rows = [vec![1.0, 2.0], vec![1.0, 5.0]];
        let exact = fit(&rows, &[3.0, 9.0], &[1.0, 4.0]).unwrap();
        assert!((exact.coefficients[1] - 2.0).abs() < 1e-13);
        assert_eq!(fit(&rows[..1], &[3.0], &[1.0]), None);
        assert_eq!(fit(&rows, &[3.0], &[1.0, 4.0]), None);
        assert_eq!(fit(&rows, &[3.0, 9.0], &[1.0]), None);
        assert_eq!(fit(&[vec![], vec![]], &[3.0, 9.0], &[1.0, 4.0]), None);
        assert_eq!(fit(&rows, &[3.0, f64::NAN], &[1.0, 4.0]), None);
        assert_eq!(
            fit(
                &[vec![f64::MIN_POSITIVE * 1e-10], vec![0.0]],
                &[1.0, 2.0],
                &[1.0; 2]
            ),
            None
        );
    }

    #[test]
    fn the_unit_of_a_column_does_not_matter() {
        for unit in [1e-9, 1e9] {
            let rows = [1.0, 2.0, 4.0].map(|x| vec![unit, x * unit]);
            let found = fit(&rows, &[3.0, 5.0, 9.0], &[1.0; 3]).unwrap();
            assert!(
                (found.coefficients[1] * unit - 2.0).abs() < 1e-12,
                "{found:?}"
            );
        }
    }
}
