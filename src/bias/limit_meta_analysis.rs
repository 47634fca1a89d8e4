//! Limit meta-analysis (Rücker, Schwarzer, Carpenter, Binder & Schumacher 2011, Biostatistics 12:122–142): what the mean would be
//! in trials without sampling error, if effects go with standard errors as the trials show.
//!
//! The model is y = β + √(v + τ²) (α + ε) with ε standard normal. α and β are intercept and slope of the line of y/√(v + τ²) on
//! 1/√(v + τ²) without weights; the adjusted mean is β₀ = β + τ α, where v is 0. Its variance follows from those of α and β with
//! a dispersion of one: (1 + τ² x̄² − 2 τ x̄) / Σ(x − x̄)², with x = 1/√(v + τ²), x̄ their mean and x̄² the mean of their squares.
//!
//! Q of a common effect is split by the line of y/√v on 1/√v: its residual sum of squares is Q′, and Q − Q′ is what small-study
//! effects account for. G² is one minus the share of the variance that the line of the shrunken effects
//! β + τ/√(v + τ²) (y − β), over √v, explains: what is left of heterogeneity beside small-study effects.
//!
//! R: `metasens::limitmeta(method.adjust = "beta0")` with the τ² of the same estimator. With τ² = 0 the method comes to the line
//! of Egger's test alone. Where effect and standard error go together by themselves, as in ratios of few events, it adjusts for
//! what is no bias.

use crate::effect::Effect;
use crate::math::{chi_squared, least_squares, sum::sum};

/// What a limit meta-analysis comes to.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct LimitMetaAnalysis {
    /// α: how much effects rise with their standard error.
    pub intercept: f64,
    /// β: the effect towards which the line tends.
    pub slope: f64,
    /// τ² that it was made with.
    pub tau_squared: f64,
    /// β₀, the mean without sampling error, scale of analysis.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Q of a common effect.
    pub q: f64,
    /// Q − Q′, which small-study effects account for; one degree of freedom.
    pub q_small: f64,
    /// P of Q − Q′.
    pub p_small: f64,
    /// Q′, what is left; as many degrees of freedom as trials without two.
    pub q_residual: f64,
    /// P of Q′.
    pub p_residual: f64,
    /// G², between 0 and 1; `None` where the shrunken effects do not vary.
    pub g_squared: Option<f64>,
}

impl LimitMetaAnalysis {
    /// The effect that the line gives a trial of this standard error: β + α √(s² + τ²).
    #[must_use]
    pub fn at(&self, standard_error: f64) -> f64 {
        let error = (standard_error * standard_error + self.tau_squared).sqrt();
        self.slope + self.intercept * error
    }
}

/// The line of a radial plot: intercept, slope, residual sum of squares, sum of squares about the mean.
struct Line {
    intercept: f64,
    slope: f64,
    residual: f64,
    total: f64,
}

/// The limit meta-analysis of effects with this τ²; `None` for fewer than three trials, or where all are of one size.
#[must_use]
pub fn limit_meta_analysis(effects: &[Effect], tau_squared: f64) -> Option<LimitMetaAnalysis> {
    if effects.len() < 3 {
        return None;
    }
    let trials = effects.len() as f64;
    let tau = tau_squared.sqrt();
    let within: Vec<f64> = effects
        .iter()
        .map(|one| 1.0 / one.variance.sqrt())
        .collect();
    let precision = |effect: &Effect| 1.0 / (effect.variance + tau_squared).sqrt();
    let both: Vec<f64> = effects.iter().map(precision).collect();
    let estimates = || effects.iter().map(|effect| effect.estimate);
    let random = line(estimates(), &both)?;
    let common = line(estimates(), &within)?;
    let mean = sum(both.iter().copied()) / trials;
    let mean_square = sum(both.iter().map(|x| x * x)) / trials;
    let spread = sum(both.iter().map(|x| (x - mean) * (x - mean)));
    let variance = (1.0 + tau_squared * mean_square - 2.0 * tau * mean) / spread;
    let weights = sum(within.iter().map(|x| x * x));
    let centre = sum(estimates().zip(&within).map(|(y, x)| y * x * x)) / weights;
    let squares = estimates().zip(&within);
    let q = sum(squares.map(|(y, x)| (y - centre) * (y - centre) * x * x));
    let shrunken = estimates().zip(&both);
    let shrunken = shrunken.map(|(y, x)| random.slope + tau * x * (y - random.slope));
    let limits = line(shrunken, &within);
    let q_small = (q - common.residual).max(0.0);
    let found = LimitMetaAnalysis {
        intercept: random.intercept,
        slope: random.slope,
        tau_squared,
        estimate: random.slope + tau * random.intercept,
        standard_error: variance.sqrt(),
        q,
        q_small,
        p_small: chi_squared::upper_tail(q_small, 1.0),
        q_residual: common.residual,
        p_residual: chi_squared::upper_tail(common.residual, trials - 2.0),
        g_squared: limits
            .filter(|limits| limits.total > 0.0)
            .map(|limits| (limits.residual / limits.total).clamp(0.0, 1.0)),
    };
    let is_usable = found.estimate.is_finite() && found.standard_error > 0.0;
    (is_usable && found.standard_error.is_finite()).then_some(found)
}

/// The line of y x on x without weights.
fn line(y: impl Iterator<Item = f64>, x: &[f64]) -> Option<Line> {
    let design: Vec<Vec<f64>> = x.iter().map(|x| vec![1.0, *x]).collect();
    let radial: Vec<f64> = y.zip(x).map(|(y, x)| y * x).collect();
    let fitted = least_squares::fit(&design, &radial, &vec![1.0; x.len()])?;
    let mean = sum(radial.iter().copied()) / radial.len() as f64;
    Some(Line {
        intercept: *fitted.coefficients.first()?,
        slope: *fitted.coefficients.get(1)?,
        residual: sum(fitted.residuals.iter().map(|r| r * r)),
        total: sum(radial.iter().map(|one| (one - mean) * (one - mean))),
    })
}

#[cfg(test)]
mod tests {
    use super::limit_meta_analysis;
    use crate::effect::Effect;

    #[test]
    fn a_trial_without_error_has_the_limit_itself_and_others_lie_on_the_curve() {
        let effects = [(0.9, 0.4), (0.5, 0.2), (0.35, 0.05), (0.1, 0.02)];
        let effects = effects.map(|(estimate, variance)| Effect { estimate, variance });
        let found = limit_meta_analysis(&effects, 0.03).unwrap();
        assert!((found.at(0.0) - found.estimate).abs() < 1e-14);
        // √(3² + 4²) = 5.
        let curve = super::LimitMetaAnalysis {
            slope: 0.25,
            intercept: -0.5,
            tau_squared: 16.0,
            ..found
        };
        assert!((curve.at(3.0) - (0.25 - 0.5 * 5.0)).abs() < 1e-14);
        assert_eq!(limit_meta_analysis(&effects[..2], 0.03), None);
    }

    /// R 4.2, with r = y/√v and x = 1/√v: `lm(r ~ x)` for what is left, `lm(y * xb ~ xb)` with xb = 1/√(v + τ²) for the line and, by
    /// the inverse of its cross products, the limit's standard error; `summary(lm(...))$r.squared` of the shrunken effects for G².
    #[test]
    fn what_the_line_explains_and_leaves_are_those_of_regressions_in_r() {
        let effects = [
            (0.9, 0.4),
            (0.5, 0.2),
            (0.35, 0.05),
            (0.1, 0.02),
            (0.6, 0.09),
        ];
        let effects = effects.map(|(estimate, variance)| Effect { estimate, variance });
        let found = limit_meta_analysis(&effects, 0.03).unwrap();
        for (found, expected) in [
            (found.intercept, 1.847_717_247_068_11),
            (found.slope, -0.234_879_780_145_549),
            (found.q, 4.036_833_855_799_37),
            (found.q_residual, 0.714_456_068_739_947),
            (found.q_small, 3.322_377_787_059_43),
            (found.p_small, 0.068_342_916_975_827_6),
            (found.p_residual, 0.869_798_583_267_995),
            (found.estimate, 0.085_154_234_848_777_4),
            (found.standard_error, 0.227_127_997_508_376),
            (found.g_squared.unwrap(), 0.966_144_880_210_81),
        ] {
            assert!((found - expected).abs() < 1e-12, "{found} {expected}");
        }
    }

    #[test]
    fn three_trials_are_enough() {
        let effects = [(0.9, 0.4), (0.5, 0.2), (0.1, 0.02)];
        let effects = effects.map(|(estimate, variance)| Effect { estimate, variance });
        assert!(limit_meta_analysis(&effects, 0.03).is_some());
    }

    #[test]
    fn effects_that_do_not_vary_have_no_share_of_small_studies() {
        let effects = [0.4, 0.2, 0.02].map(|variance| Effect {
            estimate: 0.0,
            variance,
        });
        assert_eq!(limit_meta_analysis(&effects, 0.0).unwrap().g_squared, None);
    }
}
