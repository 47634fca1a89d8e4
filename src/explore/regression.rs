//! Meta-regression: trials' effects explained by covariates, yᵢ = xᵢᵀβ + uᵢ + eᵢ with u ~ N(0, τ²) and e ~ N(0, vᵢ)
//! (Berkey et al. 1995; Thompson & Higgins 2002).
//!
//! With w = 1 / (v + τ²), h the leverages under these weights and r = y − Xβ:
//! - β = (XᵀWX)⁻¹ `XᵀWy`, its covariance (XᵀWX)⁻¹; Knapp and Hartung (2003) multiply it by s² = Σwr² / (k − p) and take t with
//!   k − p degrees of freedom.
//! - τ²: DerSimonian and Laird's (QE − (k − p)) / Σw(1 − h) at τ² = 0; Hedges and Olkin's (Σr² − Σv(1 − h)) / (k − p) of the
//!   unweighted fit; Hunter and Schmidt's (QE − k) / Σw; Sidik and Jonkman's τ₀² QE(τ₀²) / (k − p) with τ₀² = Σ(y − ȳ)² / k; Paule
//!   and Mandel's with QE(τ²) = k − p; the highest of all hills of the (restricted) likelihood.
//! - QE = Σr²/v of the fit without τ², χ² with k − p; QM = βᵀ Cov⁻¹ β of all coefficients but the intercept, χ² with m, or
//!   F = QM / m with (m, k − p) under Knapp and Hartung.
//! - R² = 100 (τ₀² − τ²) / τ₀², with τ₀² that of the model without covariates, not below 0; without τ² the adjusted R² of the
//!   weighted regression (Raudenbush 2009; as R's `rma` gives it).
//!
//! R: `rma(yi, vi, mods = ~ …)`, equal to 10⁻¹⁰ for closed forms.

use crate::data::{ConfidenceLevel, TauSquaredEstimator};
use crate::effect::{Effect, IntervalEstimate};
use crate::math::cholesky;
use crate::math::least_squares::{self, LeastSquares};
use crate::math::sum::sum;
use crate::math::{chi_squared, fisher, normal, student};
use crate::pool::inverse_variance;
use crate::pool::tau_squared::{self, TauSquared, global_maximum};

/// A spread of the residuals below this is rounding: standard errors made from it would be zero.
const SMALLEST_SPREAD: f64 = 1e-20;

/// How the coefficients are tested.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CoefficientTest {
    /// The normal distribution and the model's own standard errors.
    Wald,
    /// Knapp and Hartung's standard errors, with t and F.
    KnappHartung,
    /// The same, never with smaller standard errors than the model's.
    KnappHartungSafeguarded,
}

/// A model of the trials' effects.
#[derive(Clone, Debug, PartialEq)]
pub struct Regression {
    /// β, one for each column, on the scale of analysis.
    pub coefficients: Vec<Coefficient>,
    /// The covariance of β, row by row.
    pub covariance: Vec<Vec<f64>>,
    /// The variance between trials that the covariates leave, and whether its iteration converged.
    pub tau_squared: TauSquared,
    /// QE, what the covariates leave of Q.
    pub residual_heterogeneity: ResidualHeterogeneity,
    /// The test of all covariates together; `None` where there is none beside the intercept.
    pub moderators: Option<ModeratorTest>,
    /// The share of the variance between trials that the covariates account for, in percent; `None` where there is none to
    /// account for.
    pub r_squared: Option<f64>,
    /// How each trial's fitted value follows its own effect.
    pub leverages: Vec<f64>,
    /// y − Xβ.
    pub residuals: Vec<f64>,
    /// Degrees of freedom of the intervals' t; `None` for the normal.
    pub degrees_of_freedom: Option<f64>,
    /// The scale by which the covariance was multiplied: 1 but for Knapp and Hartung.
    pub scale: f64,
}

/// One coefficient with its test.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Coefficient {
    /// Estimate, standard error and limits.
    pub interval: IntervalEstimate,
    /// z, or t.
    pub statistic: f64,
    /// Two-sided P.
    pub p_value: f64,
}

/// What the covariates leave of the heterogeneity.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ResidualHeterogeneity {
    /// QE.
    pub q: f64,
    /// k − p.
    pub degrees_of_freedom: f64,
    /// P of QE under a model without τ².
    pub p_value: f64,
    /// I² in percent: from τ² and the typical variance, or from QE where the model has no τ².
    pub i_squared: f64,
    /// H² of the same.
    pub h_squared: f64,
}

/// The test of several coefficients together.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct ModeratorTest {
    /// QM: χ², or F.
    pub statistic: f64,
    /// How many coefficients are tested.
    pub coefficients: usize,
    /// The second degrees of freedom of F; `None` for χ².
    pub denominator: Option<f64>,
    /// P.
    pub p_value: f64,
}

/// How a model is fitted.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Settings {
    /// How τ² is estimated; `None` for a model without it.
    pub estimator: Option<TauSquaredEstimator>,
    /// How coefficients are tested.
    pub test: CoefficientTest,
    /// Whether the first column is the intercept, which is not among what the covariates say.
    pub has_intercept: bool,
    /// The level of the intervals.
    pub level: ConfidenceLevel,
}

/// Fits the model with these columns, one row a trial. All variances must be above zero.
///
/// `None` where there are not more trials than columns, where a column is a combination of others, where τ² has no estimate of
/// the kind asked for, or where Knapp and Hartung's errors would be zero because the residuals are.
#[must_use]
pub fn fit(effects: &[Effect], design: &[Vec<f64>], settings: Settings) -> Option<Regression> {
    let columns = design.first()?.len();
    if effects.len() <= columns || effects.len() != design.len() {
        return None;
    }
    let degrees_of_freedom = (effects.len() - columns) as f64;
    let common = at(effects, design, 0.0)?;
    let tau_squared = match settings.estimator {
        None => TauSquared {
            value: 0.0,
            converged: true,
        },
        Some(estimator) => estimate(effects, design, &common, estimator)?,
    };
    let fitted = if tau_squared.value == 0.0 {
        common.clone()
    } else {
        at(effects, design, tau_squared.value)?
    };
    let spread = weighted_squares(effects, &fitted, tau_squared.value) / degrees_of_freedom;
    if settings.test == CoefficientTest::KnappHartung && spread < SMALLEST_SPREAD {
        return None;
    }
    let (scale, t_degrees) = match settings.test {
        CoefficientTest::Wald => (1.0, None),
        CoefficientTest::KnappHartung => (spread, Some(degrees_of_freedom)),
        CoefficientTest::KnappHartungSafeguarded => (spread.max(1.0), Some(degrees_of_freedom)),
    };
    let covariance: Vec<Vec<f64>> = fitted
        .inverse
        .iter()
        .map(|row| row.iter().map(|cell| scale * cell).collect())
        .collect();
    let coefficients = fitted.coefficients.iter().enumerate();
    let coefficients = coefficients.map(|(place, estimate)| {
        let variance = covariance.get(place).and_then(|row| row.get(place));
        let error = variance.copied().unwrap_or(f64::NAN).sqrt();
        coefficient(*estimate, error, t_degrees, settings.level)
    });
    let first = usize::from(settings.has_intercept);
    let moderators = moderator_test(&fitted.coefficients, &covariance, first, t_degrees);
    Some(Regression {
        coefficients: coefficients.collect(),
        residual_heterogeneity: residual(effects, &common, tau_squared.value, settings.estimator),
        r_squared: r_squared(effects, &common, tau_squared, settings),
        moderators,
        covariance,
        tau_squared,
        leverages: fitted.leverages,
        residuals: fitted.residuals,
        degrees_of_freedom: t_degrees,
        scale,
    })
}

impl Regression {
    /// The mean effect where the covariates have these values: estimate, standard error, limits.
    #[must_use]
    pub fn predicted(&self, row: &[f64], level: ConfidenceLevel) -> IntervalEstimate {
        let terms = row.iter().zip(&self.coefficients);
        let estimate = sum(terms.map(|(x, coefficient)| x * coefficient.interval.estimate));
        let variance = sum(row.iter().zip(&self.covariance).flat_map(|(x, cells)| {
            let cells = cells.iter().zip(row);
            cells.map(move |(cell, other)| x * cell * other)
        }));
        let quantile = quantile(self.degrees_of_freedom, level);
        IntervalEstimate::with_quantile(estimate, variance.max(0.0).sqrt(), quantile)
    }

    /// The limits between which the effect of another trial with these values is expected.
    #[must_use]
    pub fn prediction(&self, row: &[f64], level: ConfidenceLevel) -> (f64, f64) {
        let mean = self.predicted(row, level);
        let error = mean.standard_error;
        let half = quantile(self.degrees_of_freedom, level)
            * (error * error + self.tau_squared.value).sqrt();
        (mean.estimate - half, mean.estimate + half)
    }
}

fn quantile(degrees_of_freedom: Option<f64>, level: ConfidenceLevel) -> f64 {
    degrees_of_freedom.map_or_else(
        || level.normal_quantile(),
        |degrees| student::upper_quantile(level.tail(), degrees),
    )
}

/// The weighted fit at one τ².
fn at(effects: &[Effect], design: &[Vec<f64>], tau_squared: f64) -> Option<LeastSquares> {
    let weights: Vec<f64> = effects
        .iter()
        .map(|effect| 1.0 / (effect.variance + tau_squared))
        .collect();
    let estimates: Vec<f64> = effects.iter().map(|effect| effect.estimate).collect();
    least_squares::fit(design, &estimates, &weights)
}

/// Σ w r².
fn weighted_squares(effects: &[Effect], fitted: &LeastSquares, tau_squared: f64) -> f64 {
    let pairs = effects.iter().zip(&fitted.residuals);
    sum(pairs.map(|(effect, residual)| residual * residual / (effect.variance + tau_squared)))
}

/// Σ w (1 − h), the trace of W − WX (XᵀWX)⁻¹ `XᵀW`.
fn trace(effects: &[Effect], fitted: &LeastSquares, tau_squared: f64) -> f64 {
    let pairs = effects.iter().zip(&fitted.leverages);
    sum(pairs.map(|(effect, leverage)| (1.0 - leverage) / (effect.variance + tau_squared)))
}

fn estimate(
    effects: &[Effect],
    design: &[Vec<f64>],
    common: &LeastSquares,
    estimator: TauSquaredEstimator,
) -> Option<TauSquared> {
    let columns = common.coefficients.len();
    let degrees_of_freedom = (effects.len() - columns) as f64;
    let trials = effects.len() as f64;
    let exact = |value: f64| TauSquared {
        value: value.max(0.0),
        converged: true,
    };
    let q = weighted_squares(effects, common, 0.0);
    Some(match estimator {
        TauSquaredEstimator::DerSimonianLaird => {
            exact((q - degrees_of_freedom) / trace(effects, common, 0.0))
        }
        TauSquaredEstimator::HunterSchmidt => {
            let weights = sum(effects.iter().map(|effect| 1.0 / effect.variance));
            exact((q - trials) / weights)
        }
        TauSquaredEstimator::HedgesOlkin => {
            let plain = unweighted(effects, design)?;
            let squares = sum(plain.residuals.iter().map(|residual| residual * residual));
            let variances = effects.iter().zip(&plain.leverages);
            let variances = sum(variances.map(|(effect, h)| effect.variance * (1.0 - h)));
            exact((squares - variances) / degrees_of_freedom)
        }
        TauSquaredEstimator::SidikJonkman => {
            let mean = sum(effects.iter().map(|effect| effect.estimate)) / trials;
            let start = sum(effects.iter().map(|effect| {
                let deviation = effect.estimate - mean;
                deviation * deviation
            })) / trials;
            let fitted = at(effects, design, start)?;
            exact(start * weighted_squares(effects, &fitted, start) / degrees_of_freedom)
        }
        TauSquaredEstimator::PauleMandel | TauSquaredEstimator::EmpiricalBayes => {
            paule_mandel(effects, design, degrees_of_freedom)
        }
        TauSquaredEstimator::MaximumLikelihood => likeliest(effects, design, false)?,
        TauSquaredEstimator::RestrictedMaximumLikelihood => likeliest(effects, design, true)?,
        // It takes its centre from a pool of tables, which has no covariates.
        TauSquaredEstimator::DerSimonianLairdMantelHaenszel => return None,
    })
}

fn unweighted(effects: &[Effect], design: &[Vec<f64>]) -> Option<LeastSquares> {
    let estimates: Vec<f64> = effects.iter().map(|effect| effect.estimate).collect();
    least_squares::fit(design, &estimates, &vec![1.0; effects.len()])
}

/// Newton's steps from the left, which never pass the root: QE falls and is convex.
fn paule_mandel(effects: &[Effect], design: &[Vec<f64>], target: f64) -> TauSquared {
    const MOST_STEPS: usize = 2000;
    let mut tau_squared = 0.0;
    for _ in 0..MOST_STEPS {
        let Some(fitted) = at(effects, design, tau_squared) else {
            break;
        };
        let excess = weighted_squares(effects, &fitted, tau_squared) - target;
        let next = tau_squared + excess / squared_weights(effects, &fitted, tau_squared);
        if excess <= 0.0 || next <= tau_squared {
            return TauSquared {
                value: tau_squared,
                converged: true,
            };
        }
        tau_squared = next;
    }
    TauSquared {
        value: 0.0,
        converged: false,
    }
}

/// Σ w² r².
fn squared_weights(effects: &[Effect], fitted: &LeastSquares, tau_squared: f64) -> f64 {
    let pairs = effects.iter().zip(&fitted.residuals);
    sum(pairs.map(|(effect, residual)| {
        let weight = 1.0 / (effect.variance + tau_squared);
        weight * weight * residual * residual
    }))
}

/// The τ² of the highest (restricted) likelihood.
fn likeliest(effects: &[Effect], design: &[Vec<f64>], restricted: bool) -> Option<TauSquared> {
    let columns = design.first()?.len();
    let squares = unweighted(effects, design)?.residuals;
    let squares = sum(squares.iter().map(|residual| residual * residual));
    let slope = |tau_squared: f64| {
        at(effects, design, tau_squared).map_or(f64::NAN, |fitted| {
            let information = if restricted {
                trace(effects, &fitted, tau_squared)
            } else {
                sum(effects
                    .iter()
                    .map(|effect| 1.0 / (effect.variance + tau_squared)))
            };
            squared_weights(effects, &fitted, tau_squared) - information
        })
    };
    let height = |tau_squared: f64| log_likelihood(effects, design, tau_squared, restricted);
    let degrees_of_freedom = (effects.len() - columns) as f64;
    Some(global_maximum(
        effects,
        squares,
        degrees_of_freedom,
        slope,
        height,
    ))
}

/// The log-likelihood of τ² with β profiled out, without its constant: −½ Σ ln(v + τ²) − ½ Σ w r²; restricted, with
/// −½ ln det `XᵀWX` added. −∞ where the columns have no fit.
#[must_use]
pub fn log_likelihood(
    effects: &[Effect],
    design: &[Vec<f64>],
    tau_squared: f64,
    restricted: bool,
) -> f64 {
    at(effects, design, tau_squared).map_or(f64::NEG_INFINITY, |fitted| {
        let variances = effects.iter();
        let variances = sum(variances.map(|one| libm::log(one.variance + tau_squared)));
        let penalty = if restricted {
            fitted.log_determinant
        } else {
            0.0
        };
        -0.5 * (variances + weighted_squares(effects, &fitted, tau_squared) + penalty)
    })
}

fn coefficient(
    estimate: f64,
    error: f64,
    degrees_of_freedom: Option<f64>,
    level: ConfidenceLevel,
) -> Coefficient {
    let statistic = estimate / error;
    Coefficient {
        interval: IntervalEstimate::with_quantile(
            estimate,
            error,
            quantile(degrees_of_freedom, level),
        ),
        statistic,
        p_value: degrees_of_freedom.map_or_else(
            || normal::two_sided(statistic),
            |degrees| student::two_sided(statistic, degrees),
        ),
    }
}

/// βᵀ Cov⁻¹ β of the coefficients from `first` on.
fn moderator_test(
    coefficients: &[f64],
    covariance: &[Vec<f64>],
    first: usize,
    denominator: Option<f64>,
) -> Option<ModeratorTest> {
    let tested: Vec<f64> = coefficients.iter().skip(first).copied().collect();
    if tested.is_empty() {
        return None;
    }
    let block = covariance.iter().skip(first);
    let block: Vec<Vec<f64>> = block
        .map(|row| row.iter().skip(first).copied().collect())
        .collect();
    let solved = cholesky::solve(block, tested.clone())?;
    let square = sum(tested.iter().zip(&solved).map(|(one, other)| one * other));
    let count = tested.len();
    Some(match denominator {
        None => ModeratorTest {
            statistic: square,
            coefficients: count,
            denominator: None,
            p_value: chi_squared::upper_tail(square, count as f64),
        },
        Some(degrees) => {
            let statistic = square / count as f64;
            ModeratorTest {
                statistic,
                coefficients: count,
                denominator,
                p_value: fisher::upper_tail(statistic, count as f64, degrees),
            }
        }
    })
}

fn residual(
    effects: &[Effect],
    common: &LeastSquares,
    tau_squared: f64,
    estimator: Option<TauSquaredEstimator>,
) -> ResidualHeterogeneity {
    let degrees_of_freedom = (effects.len() - common.coefficients.len()) as f64;
    let q = weighted_squares(effects, common, 0.0);
    let typical = degrees_of_freedom / trace(effects, common, 0.0);
    let (i_squared, h_squared) = match estimator {
        None => (
            (100.0 * (q - degrees_of_freedom) / q).max(0.0),
            q / degrees_of_freedom,
        ),
        Some(_) => (
            100.0 * tau_squared / (typical + tau_squared),
            tau_squared / typical + 1.0,
        ),
    };
    ResidualHeterogeneity {
        q,
        degrees_of_freedom,
        p_value: chi_squared::upper_tail(q, degrees_of_freedom),
        i_squared,
        h_squared,
    }
}

fn r_squared(
    effects: &[Effect],
    common: &LeastSquares,
    tau_squared: TauSquared,
    settings: Settings,
) -> Option<f64> {
    let Some(estimator) = settings.estimator else {
        let trials = effects.len() as f64;
        let mean = inverse_variance::mean(effects, 0.0)?.estimate;
        let whole = sum(effects.iter().map(|effect| {
            let deviation = effect.estimate - mean;
            deviation * deviation / effect.variance
        }));
        let left = weighted_squares(effects, common, 0.0);
        let degrees_of_freedom = trials - common.coefficients.len() as f64;
        let adjusted = 1.0 - left / whole * (trials - 1.0) / degrees_of_freedom;
        return (whole > 0.0).then(|| (100.0 * adjusted).max(0.0));
    };
    let before = tau_squared::estimate(effects, estimator).value;
    (before > 0.0).then(|| (100.0 * (before - tau_squared.value) / before).max(0.0))
}

#[cfg(test)]
mod tests {
    use super::{CoefficientTest, Settings, fit};
    use crate::data::ConfidenceLevel;
    use crate::effect::Effect;

    #[test]
    fn where_effects_do_not_differ_there_is_no_share_that_a_covariate_explains() {
        let settings = Settings {
            estimator: None,
            test: CoefficientTest::Wald,
            has_intercept: true,
            level: ConfidenceLevel::NinetyFive,
        };
        let design: Vec<Vec<f64>> = [1.0, 2.0, 4.0].map(|x| vec![1.0, x]).to_vec();
        let same = [0.1, 0.2, 0.3].map(|variance| Effect {
            estimate: 0.0,
            variance,
        });
        assert_eq!(fit(&same, &design, settings).unwrap().r_squared, None);
        let straight = [1.0, 2.0, 4.0].map(|x| Effect {
            estimate: 0.5 * x,
            variance: 0.1,
        });
        let explained = fit(&straight, &design, settings)
            .unwrap()
            .r_squared
            .unwrap();
        assert!((explained - 100.0).abs() < 1e-9, "{explained}");
    }
}
