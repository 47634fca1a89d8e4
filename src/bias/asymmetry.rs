//! Tests of whether a funnel is lopsided.
//!
//! | test | regression | for |
//! |---|---|---|
//! | Egger et al. 1997 (`lm`) | y on the standard error, weights 1/v, with a dispersion; t with k − 2 | any measure; for ratios of few events effect and error go together, and the test rejects too often |
//! | the same as a mixed model (`rma`) | the same with τ² between trials; z | the same (Sterne & Egger 2005) |
//! | Harbord et al. 2006 | Z/V on 1/√V, weights V, with the score Z and its variance V of a 2×2 table | odds ratios |
//! | Peters et al. 2006 | ln OR on 1/N, weights (1/events + 1/non-events)⁻¹ | odds ratios |
//! | Rücker et al. 2008 | arcsine difference on its standard error, as Egger's | counts, and trials without events |
//! | Begg & Mazumdar 1994 | Kendall's τ of standardized effects and variances | few trials: little power |
//!
//! The predictor may also be v, the number of people N, 1/N or 1/√N. R: `regtest()`, `ranktest()`.

use super::kendall::{self, Kendall};
use crate::data::{ConfidenceLevel, TauSquaredEstimator};
use crate::effect::{Effect, IntervalEstimate, TwoByTwo};
use crate::explore::regression::{self, CoefficientTest, Settings};
use crate::math::{least_squares, student, sum::sum};

/// What the effects are regressed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Predictor {
    /// The standard error.
    StandardError,
    /// The variance.
    Variance,
    /// The number of people.
    People,
    /// One over the number of people.
    InversePeople,
    /// One over its root.
    InverseRootPeople,
}

impl Predictor {
    /// The value of one trial; `None` where its number of people is needed and not known.
    #[must_use]
    pub fn of(self, effect: Effect, people: Option<f64>) -> Option<f64> {
        let people = people.filter(|people| *people > 0.0);
        match self {
            Self::StandardError => Some(effect.variance.sqrt()),
            Self::Variance => Some(effect.variance),
            Self::People => people,
            Self::InversePeople => people.map(|people| 1.0 / people),
            Self::InverseRootPeople => people.map(|people| 1.0 / people.sqrt()),
        }
    }

    /// Whether the intercept is the effect of a trial without error, or of endless size.
    #[must_use]
    pub fn has_limit(self) -> bool {
        match self {
            Self::StandardError
            | Self::Variance
            | Self::InversePeople
            | Self::InverseRootPeople => true,
            Self::People => false,
        }
    }
}

/// A test of the funnel by regression.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RegressionTest {
    /// Trials in it.
    pub trials: usize,
    /// The intercept with its standard error and limits: where [`Predictor::has_limit`], the effect that a trial without error
    /// would have.
    pub intercept: IntervalEstimate,
    /// The slope, which the test is about.
    pub slope: IntervalEstimate,
    /// t, or z.
    pub statistic: f64,
    /// Degrees of freedom of t; `None` for z.
    pub degrees_of_freedom: Option<f64>,
    /// Two-sided P.
    pub p_value: f64,
    /// The root of the dispersion; 1 in a mixed model.
    pub dispersion: f64,
    /// τ² of a mixed model.
    pub tau_squared: Option<f64>,
}

/// Egger's regression with a dispersion. `None` for fewer than three trials, where no predictor varies, or where one is missing.
#[must_use]
pub fn egger(
    effects: &[Effect],
    people: &[Option<f64>],
    predictor: Predictor,
    level: ConfidenceLevel,
) -> Option<RegressionTest> {
    let x = predictors(effects, people, predictor)?;
    let y: Vec<f64> = effects.iter().map(|effect| effect.estimate).collect();
    let weights: Vec<f64> = effects.iter().map(|effect| 1.0 / effect.variance).collect();
    dispersed(&x, &y, &weights, level)
}

/// The same as a mixed model with τ² between trials.
#[must_use]
pub fn egger_mixed(
    effects: &[Effect],
    people: &[Option<f64>],
    predictor: Predictor,
    estimator: TauSquaredEstimator,
    level: ConfidenceLevel,
) -> Option<RegressionTest> {
    let x = predictors(effects, people, predictor)?;
    let design: Vec<Vec<f64>> = x.iter().map(|x| vec![1.0, *x]).collect();
    let fitted = regression::fit(
        effects,
        &design,
        Settings {
            estimator: Some(estimator),
            test: CoefficientTest::Wald,
            has_intercept: true,
            level,
        },
    )?;
    let [intercept, slope] = fitted.coefficients.as_slice() else {
        return None;
    };
    Some(RegressionTest {
        trials: effects.len(),
        intercept: intercept.interval,
        slope: slope.interval,
        statistic: slope.statistic,
        degrees_of_freedom: None,
        p_value: slope.p_value,
        dispersion: 1.0,
        tau_squared: Some(fitted.tau_squared.value),
    })
}

fn predictors(
    effects: &[Effect],
    people: &[Option<f64>],
    predictor: Predictor,
) -> Option<Vec<f64>> {
    let people = people.iter().copied().chain(std::iter::repeat(None));
    let pairs = effects.iter().zip(people);
    pairs
        .map(|(effect, people)| predictor.of(*effect, people))
        .collect()
}

/// A line through y by x with these weights and a dispersion estimated from the residuals; t with k − 2.
fn dispersed(
    x: &[f64],
    y: &[f64],
    weights: &[f64],
    level: ConfidenceLevel,
) -> Option<RegressionTest> {
    if y.len() < 3 {
        return None;
    }
    let design: Vec<Vec<f64>> = x.iter().map(|x| vec![1.0, *x]).collect();
    let fitted = least_squares::fit(&design, y, weights)?;
    let degrees_of_freedom = (y.len() - 2) as f64;
    let squares = fitted.residuals.iter().zip(weights);
    let dispersion = sum(squares.map(|(r, w)| w * r * r)) / degrees_of_freedom;
    let quantile = student::upper_quantile(level.tail(), degrees_of_freedom);
    let coefficient = |place: usize| {
        let variance = fitted.inverse.get(place)?.get(place)? * dispersion;
        let estimate = *fitted.coefficients.get(place)?;
        Some(IntervalEstimate::with_quantile(
            estimate,
            variance.sqrt(),
            quantile,
        ))
    };
    let (intercept, slope) = (coefficient(0)?, coefficient(1)?);
    let statistic = slope.estimate / slope.standard_error;
    statistic.is_finite().then(|| RegressionTest {
        trials: y.len(),
        intercept,
        slope,
        statistic,
        degrees_of_freedom: Some(degrees_of_freedom),
        p_value: student::two_sided(statistic, degrees_of_freedom),
        dispersion: dispersion.sqrt(),
        tau_squared: None,
    })
}

/// Harbord's test: with m events in all, Z = a − m n₁/N and V = n₁ n₂ m (N − m) / (N² (N − 1)), Z/V on 1/√V with weights V. The
/// slope is the bias; trials with V = 0 say nothing.
#[must_use]
pub fn harbord(tables: &[TwoByTwo], level: ConfidenceLevel) -> Option<RegressionTest> {
    let scores: Vec<(f64, f64)> = tables
        .iter()
        .map(score)
        .filter(|(_, variance)| *variance > 0.0)
        .collect();
    let x: Vec<f64> = scores.iter().map(|(_, v)| 1.0 / v.sqrt()).collect();
    let y: Vec<f64> = scores.iter().map(|(z, v)| z / v).collect();
    let weights: Vec<f64> = scores.iter().map(|(_, v)| *v).collect();
    dispersed(&x, &y, &weights, level)
}

fn score(table: &TwoByTwo) -> (f64, f64) {
    let (n1, n2) = (table.experimental_total as f64, table.control_total as f64);
    let people = n1 + n2;
    let events = table.experimental_events as f64 + table.control_events as f64;
    let z = table.experimental_events as f64 - events * n1 / people;
    let v = n1 * n2 * events * (people - events) / (people * people * (people - 1.0));
    (z, v)
}

/// Peters' test: ln OR on 1/N with weights (1/events + 1/non-events)⁻¹ of both arms together. `effects` are the log odds ratios
/// with their tables; trials without events, or with nothing else, have no weight.
#[must_use]
pub fn peters(effects: &[(Effect, TwoByTwo)], level: ConfidenceLevel) -> Option<RegressionTest> {
    let rows: Vec<[f64; 3]> = effects
        .iter()
        .filter_map(|(effect, table)| {
            let events = table.experimental_events as f64 + table.control_events as f64;
            let people = table.experimental_total as f64 + table.control_total as f64;
            let weight = 1.0 / (1.0 / events + 1.0 / (people - events));
            (weight > 0.0).then(|| [1.0 / people, effect.estimate, weight])
        })
        .collect();
    let part = |place: usize| -> Vec<f64> {
        let parts = rows.iter().filter_map(|row| row.get(place).copied());
        parts.collect()
    };
    dispersed(&part(0), &part(1), &part(2), level)
}

/// The arcsine differences of Rücker's tests, without correction: asin √p₁ − asin √p₂ with 1/4n₁ + 1/4n₂.
#[must_use]
pub fn arcsine(table: &TwoByTwo) -> Option<Effect> {
    let (n1, n2) = (table.experimental_total as f64, table.control_total as f64);
    let risk = |events: u64, total: f64| (events as f64 / total).sqrt();
    let estimate = libm::asin(risk(table.experimental_events, n1))
        - libm::asin(risk(table.control_events, n2));
    let variance = 0.25 / n1 + 0.25 / n2;
    (estimate.is_finite() && variance.is_finite()).then_some(Effect { estimate, variance })
}

/// Begg and Mazumdar's rank correlation of (y − μ) / √(v − 1/Σw) with v; `None` for fewer than two trials or where nothing varies.
#[must_use]
pub fn begg(effects: &[Effect]) -> Option<Kendall> {
    let weights = sum(effects.iter().map(|effect| 1.0 / effect.variance));
    let products = effects.iter();
    let mean = sum(products.map(|effect| effect.estimate / effect.variance)) / weights;
    let standardized: Vec<f64> = effects
        .iter()
        .map(|effect| (effect.estimate - mean) / (effect.variance - 1.0 / weights).sqrt())
        .collect();
    let variances: Vec<f64> = effects.iter().map(|effect| effect.variance).collect();
    kendall::correlation(&standardized, &variances)
}

#[cfg(test)]
mod tests {
    use super::Predictor;

    /// An error, a variance or an inverse of people comes to nothing; people do not.
    #[test]
    fn the_intercept_is_a_limit_where_the_predictor_comes_to_nothing() {
        assert!(!Predictor::People.has_limit());
        for predictor in [
            Predictor::StandardError,
            Predictor::Variance,
            Predictor::InversePeople,
            Predictor::InverseRootPeople,
        ] {
            assert!(predictor.has_limit());
        }
    }
}
