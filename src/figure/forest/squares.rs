//! How large the squares of the trials are.

use super::Forest;
use crate::figure::plot::SMALLEST_SQUARE;
use crate::figure::preset;

/// Largest side a square may take, and the least that the largest of a plot takes, in em.
const LARGEST: (f64, f64) = (1.15, 0.6);
/// Side of the square of a trial that had all the weight, in em.
const OF_ALL: f64 = 1.7;
/// RevMan's squares, in pixels at letters of 14: side without weight, side per percent, letters.
const LINEAR: (f64, f64, f64) = (2.0, 0.16, 14.0);

/// Sizes of squares from weights.
pub(super) struct Squares {
    rule: preset::Squares,
    size: f64,
    /// Side per root of a percent of weight, in points.
    side_per_root: f64,
}

impl Squares {
    pub(super) fn of(forest: &Forest) -> Self {
        let size = forest.text_size;
        let weights = forest.rows.iter().filter_map(|row| row.mark?.weight);
        let heaviest = weights
            .filter(|weight| weight.is_finite())
            .fold(0.0, f64::max);
        let largest =
            (OF_ALL * size * (heaviest / 100.0).sqrt()).clamp(LARGEST.1 * size, LARGEST.0 * size);
        Self {
            rule: forest.preset.style().squares,
            size,
            side_per_root: if heaviest > 0.0 {
                largest / heaviest.sqrt()
            } else {
                0.0
            },
        }
    }

    /// Side of the square of a weight in percent, in points.
    pub(super) fn side(&self, weight: Option<f64>) -> f64 {
        let weight = weight.filter(|weight| weight.is_finite());
        let weight = weight.unwrap_or(0.0).max(0.0);
        match self.rule {
            preset::Squares::Area => (self.side_per_root * weight.sqrt()).max(SMALLEST_SQUARE),
            preset::Squares::LinearSide => {
                let (least, per_percent, letters) = LINEAR;
                (least + per_percent * weight) / letters * self.size
            }
        }
    }
}
