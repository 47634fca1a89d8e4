//! Trim and fill (Duval & Tweedie 2000a, 2000b): trials are taken from the fuller side of the funnel until it is even, the centre
//! is taken from the rest, and the mirror images of those that were taken are put in. It assumes that what is missing is what
//! points to one side, and does badly where trials differ (Terrin et al. 2003; Peters et al. 2007): an estimate "if that were
//! so". R: `trimfill()`.

use crate::data::TauSquaredEstimator;
use crate::effect::Effect;
use crate::explore::regression::{self, CoefficientTest, Settings};
use crate::pool::{inverse_variance, tau_squared};

/// On which side trials are missing.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Side {
    /// Among the smaller effects.
    Left,
    /// Among the larger.
    Right,
}

/// How the missing trials are counted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Estimator {
    /// L₀ = (4 S − k (k + 1)) / (2 k − 1), with S the ranks of the effects above the centre.
    L0,
    /// R₀ = γ − 1, with γ the run of the largest ranks that all lie above the centre.
    R0,
}

/// What trim and fill finds.
#[derive(Clone, Debug, PartialEq)]
pub struct TrimAndFill {
    /// Trials that are put in.
    pub missing: usize,
    /// The standard error of their number; `None` where its formula gives no variance above zero.
    pub standard_error: Option<f64>,
    /// P of "none is missing"; R₀ alone.
    pub p_value: Option<f64>,
    /// The side on which they are missing.
    pub side: Side,
    /// The mirror images that are put in, with the variances of their originals.
    pub filled: Vec<Effect>,
}

/// Most rounds before the count is given up.
const MOST_ROUNDS: usize = 100;

/// Trims and fills. `side` is found by the slope of the effects on their standard errors where it is not given; `estimator` is
/// that of τ², nothing for a common effect.
///
/// `None` for fewer than three trials, where the slope has no estimate (all errors are alike), where no effect lies on the other
/// side of the centre, where every trial would be trimmed, or where the count does not settle.
#[must_use]
pub fn trim_and_fill(
    effects: &[Effect],
    estimator: Option<TauSquaredEstimator>,
    count: Estimator,
    side: Option<Side>,
) -> Option<TrimAndFill> {
    let trials = effects.len();
    if trials < 3 {
        return None;
    }
    let side = match side {
        Some(side) => side,
        None => emptier_side(effects, estimator)?,
    };
    let sign = match side {
        Side::Left => 1.0,
        Side::Right => -1.0,
    };
    let mut sorted: Vec<Effect> = effects
        .iter()
        .map(|effect| Effect {
            estimate: sign * effect.estimate,
            ..*effect
        })
        .collect();
    sorted.sort_by(|one, other| one.estimate.total_cmp(&other.estimate));
    let mut missing = 0;
    for _ in 0..MOST_ROUNDS {
        // Where every trial were to be trimmed there is no centre.
        let kept = sorted.get(..trials.checked_sub(missing)?)?;
        let tau_squared = estimator.map_or(0.0, |estimator| {
            tau_squared::estimate(kept, estimator).value
        });
        let centre = inverse_variance::mean(kept, tau_squared)?.estimate;
        let counted = counted(&signed_ranks(&sorted, centre), count)?;
        let now = rounded(counted.missing, trials);
        if now == missing {
            let filled = sorted.iter().skip(trials - missing);
            return Some(TrimAndFill {
                missing,
                standard_error: counted.standard_error,
                p_value: p_value(missing, count),
                side,
                filled: filled
                    .map(|effect| Effect {
                        estimate: sign * (2.0 * centre - effect.estimate),
                        ..*effect
                    })
                    .collect(),
            });
        }
        missing = now;
    }
    None
}

/// Where the effects fall with the standard error, large ones are missing.
fn emptier_side(effects: &[Effect], estimator: Option<TauSquaredEstimator>) -> Option<Side> {
    let design: Vec<Vec<f64>> = effects
        .iter()
        .map(|effect| vec![1.0, effect.variance.sqrt()])
        .collect();
    let fitted = regression::fit(
        effects,
        &design,
        Settings {
            estimator,
            test: CoefficientTest::Wald,
            has_intercept: true,
            level: crate::data::ConfidenceLevel::NinetyFive,
        },
    )?;
    let slope = fitted.coefficients.get(1)?.interval.estimate;
    Some(if slope < 0.0 { Side::Right } else { Side::Left })
}

/// The ranks of the distances from the centre, each with the sign of its distance; of equal distances the first has the lower
/// rank. A distance of zero has no sign.
fn signed_ranks(sorted: &[Effect], centre: f64) -> Vec<f64> {
    let distances: Vec<f64> = sorted
        .iter()
        .map(|effect| effect.estimate - centre)
        .collect();
    let mut order: Vec<usize> = (0..distances.len()).collect();
    order.sort_by(|one, other| {
        let distance = |place: &usize| distances.get(*place).map_or(0.0, |distance| distance.abs());
        distance(one).total_cmp(&distance(other))
    });
    let mut ranks = vec![0.0; distances.len()];
    for (rank, place) in order.into_iter().enumerate() {
        if let (Some(cell), Some(distance)) = (ranks.get_mut(place), distances.get(place)) {
            let sign = if *distance == 0.0 {
                0.0
            } else {
                distance.signum()
            };
            *cell = sign * (rank + 1) as f64;
        }
    }
    ranks
}

struct Counted {
    missing: f64,
    standard_error: Option<f64>,
}

fn counted(ranks: &[f64], count: Estimator) -> Option<Counted> {
    let k = ranks.len() as f64;
    Some(match count {
        Estimator::R0 => {
            let below = ranks.iter().filter(|rank| **rank < 0.0);
            let highest = below.map(|rank| -rank).reduce(f64::max)?;
            let missing = k - highest - 1.0;
            Counted {
                missing,
                standard_error: Some((2.0 * missing.max(0.0) + 2.0).sqrt()),
            }
        }
        Estimator::L0 => {
            let above: f64 = ranks.iter().filter(|rank| **rank > 0.0).sum();
            let missing = (4.0 * above - k * (k + 1.0)) / (2.0 * k - 1.0);
            let m = missing;
            let variance =
                (k * (k + 1.0) * (2.0 * k + 1.0) + 10.0 * m * m * m + 27.0 * m * m + 17.0 * m
                    - 18.0 * k * m * m
                    - 18.0 * k * m
                    + 6.0 * k * k * m)
                    / 24.0;
            Counted {
                missing,
                standard_error: (variance >= 0.0).then(|| 4.0 * variance.sqrt() / (2.0 * k - 1.0)),
            }
        }
    })
}

/// To the nearest whole number, halves to the even one, between none and all of so many trials.
fn rounded(missing: f64, trials: usize) -> usize {
    let nearest = libm::rint(missing);
    (0..trials)
        .take_while(|count| (*count as f64) < nearest)
        .count()
}

/// P of a run of at least as many trials on one side by chance: 1 − Σ 2⁻ᵐ⁻² over m from −1 to the number less one.
fn p_value(missing: usize, count: Estimator) -> Option<f64> {
    match count {
        Estimator::L0 => None,
        Estimator::R0 => {
            let halves = (0..=missing).map(|place| libm::exp2(-(place as f64) - 1.0));
            Some(1.0 - halves.sum::<f64>())
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Estimator, Side, trim_and_fill};
    use crate::effect::Effect;

    #[test]
    fn three_trials_are_enough_and_two_are_not() {
        let effects = [(0.1, 0.01), (0.3, 0.02), (0.25, 0.3)]
            .map(|(estimate, variance)| Effect { estimate, variance });
        let found = |effects: &[Effect]| {
            trim_and_fill(effects, None, Estimator::L0, Some(Side::Left)).is_some()
        };
        assert!(found(&effects));
        assert!(!found(&effects[..2]));
    }
}
