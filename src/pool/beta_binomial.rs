//! The beta-binomial model (Kuss 2015; Griffiths 1973; Prentice 1986): in each arm of each trial the events are binomial
//! with a risk drawn from a beta distribution, whose mean μ is one for all experimental arms and one for all control
//! arms, and whose intraclass correlation ρ is one for both.
//!
//! With θ = ρ / (1 − ρ), x events of n contribute
//! ln C(n, x) + Σ_{j<x} ln(μ + jθ) + Σ_{j<n−x} ln(1 − μ + jθ) − Σ_{j<n} ln(1 + jθ).
//! Trials without an event take part without any correction. The model looks at arms, not at trials: it compares arms
//! across trials, so randomization is not kept, and it must not decide a conclusion alone.
//!
//! Odds ratio, risk ratio and risk difference come from one fit; their standard errors from the observed information by
//! the delta method. R: `VGAM::vglm(betabinomial)` (whose standard errors are from the expected information).
//!
//! For a given θ each arm's mean is the root of a falling function (the likelihood is concave in μ). What is left is a
//! curve over θ, whose slope is followed from 0 up; every hill is refined and the highest is taken, θ = 0, the plain
//! binomial model, among them.

use super::Undefined;
use crate::data::ConfidenceLevel;
use crate::effect::{IntervalEstimate, TwoByTwo};
use crate::math::gauss::{Rule, legendre};
use crate::math::lattice_sum;
use crate::math::sum::sum;

/// θ at which the slope is always taken.
const SCAN: [f64; 13] = [
    1e-6, 1e-5, 1e-4, 1e-3, 3e-3, 0.01, 0.03, 0.1, 0.3, 1.0, 4.0, 20.0, 400.0,
];

/// Where the profile still rises there, it is followed on at θ so many times larger...
const STRIDE: f64 = 20.0;

/// ...up to here. An arm with people of both kinds takes ln θ from it in the end; where every arm has all or none, it rises
/// to a height without a maximum.
const LARGEST_THETA: f64 = 1e9;

/// A hill must stand this much above the binomial model to be taken; less is rounding.
const LEAST_GAIN: f64 = 1e-9;

/// A logit beyond this is a risk of zero or one.
const LARGEST_LOGIT: f64 = 40.0;

/// How near its best an arm's logit must be: for the sign of a slope, for a step of Newton's (whose slope carries the rest
/// to its square), and for the answer.
const COARSE: f64 = 1e-3;
const MIDDLING: f64 = 1e-6;
const FINE: f64 = 1e-12;

/// A fitted model.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct BetaBinomial {
    /// Log odds ratio with Wald's interval.
    pub odds_ratio: IntervalEstimate,
    /// Log risk ratio.
    pub risk_ratio: IntervalEstimate,
    /// Risk difference.
    pub risk_difference: IntervalEstimate,
    /// Mean risk of the experimental arms.
    pub experimental_risk: f64,
    /// Mean risk of the control arms.
    pub control_risk: f64,
    /// ρ, the intraclass correlation; 0 at the boundary, where the model is the binomial one.
    pub correlation: f64,
    /// Log-likelihood, binomial coefficients included.
    pub log_likelihood: f64,
    /// Trials, those without an event among them.
    pub trials: usize,
    /// Whether every iteration met its tolerance.
    pub converged: bool,
}

/// Fits the model.
///
/// # Errors
///
/// [`Undefined::ArmWithoutEvent`] and the like where a mean risk would be 0 or 1.
pub fn fit(tables: &[TwoByTwo], level: ConfidenceLevel) -> Result<BetaBinomial, Undefined> {
    if tables.is_empty() {
        return Err(Undefined::NoTrials);
    }
    let rule = legendre(12);
    let model = Model {
        arms: [
            Arm::of(
                tables
                    .iter()
                    .map(|t| (t.experimental_events, t.experimental_total)),
            ),
            Arm::of(tables.iter().map(|t| (t.control_events, t.control_total))),
        ],
        rule: &rule,
    };
    let empty = [&model.arms[0], &model.arms[1]].map(|arm| arm.events.is_empty());
    let full = [&model.arms[0], &model.arms[1]].map(|arm| arm.non_events.is_empty());
    match (empty, full) {
        ([true, true], _) => return Err(Undefined::NoEvents),
        (_, [true, true]) => return Err(Undefined::AllEvents),
        ([true, _] | [_, true], _) => {
            return Err(Undefined::ArmWithoutEvent {
                experimental: empty[0],
            });
        }
        (_, [true, _] | [_, true]) => {
            return Err(Undefined::ArmAllEvents {
                experimental: full[0],
            });
        }
        _ => {}
    }
    let (best, converged) = model.highest_hill();
    Ok(model.answer(&best, tables, level, converged))
}

/// How many arms exceed each value: the sums over j of all arms together are one sum with these as factors.
struct Exceedances {
    /// (from, to, arms): j from `from` up to but not including `to` occurs in so many arms.
    ranges: Vec<(u64, u64, f64)>,
}

impl Exceedances {
    fn of(mut values: Vec<u64>) -> Self {
        values.sort_by_key(|value| *value);
        let mut ranges = Vec::new();
        let mut from = 0;
        for (index, value) in values.iter().enumerate() {
            if *value > from {
                ranges.push((from, *value, (values.len() - index) as f64));
                from = *value;
            }
        }
        Self { ranges }
    }

    fn is_empty(&self) -> bool {
        self.ranges.is_empty()
    }

    fn total<const N: usize>(&self, rule: &Rule, f: impl Fn(f64) -> [f64; N] + Copy) -> [f64; N] {
        let parts: Vec<[f64; N]> = self
            .ranges
            .iter()
            .map(|(from, to, arms)| lattice_sum::sum(*from, *to, rule, f).map(|part| arms * part))
            .collect();
        std::array::from_fn(|i| sum(parts.iter().map(|part| part[i])))
    }
}

/// The arms of one side, all trials together.
struct Arm {
    events: Exceedances,
    non_events: Exceedances,
    totals: Exceedances,
    crude_logit: f64,
}

/// A log-likelihood's derivatives in one arm's logit β and in θ.
#[derive(Clone, Copy, Default)]
struct Derivatives {
    logit: f64,
    logit_logit: f64,
    logit_theta: f64,
    theta: f64,
    theta_theta: f64,
}

impl Arm {
    fn of(arms: impl Iterator<Item = (u64, u64)> + Clone) -> Self {
        let with: u64 = arms.clone().map(|(events, _)| events).sum();
        let without: u64 = arms.clone().map(|(events, total)| total - events).sum();
        Self {
            events: Exceedances::of(arms.clone().map(|(events, _)| events).collect()),
            non_events: Exceedances::of(
                arms.clone().map(|(events, total)| total - events).collect(),
            ),
            totals: Exceedances::of(arms.map(|(_, total)| total).collect()),
            crude_logit: libm::log(with as f64 / without as f64),
        }
    }

    fn log_likelihood(&self, logit: f64, theta: f64, rule: &Rule) -> f64 {
        let (risk, rest) = risks(logit);
        let total = |counts: &Exceedances, mean: f64| {
            let [total] = counts.total(rule, |j| [libm::log(mean + j * theta)]);
            total
        };
        total(&self.events, risk) + total(&self.non_events, rest) - total(&self.totals, 1.0)
    }

    /// Derivatives at a logit, without what [`Arm::of_totals`] adds to those in θ.
    fn derivatives(&self, logit: f64, theta: f64, rule: &Rule) -> Derivatives {
        let (risk, rest) = risks(logit);
        let with = inverse_sums(&self.events, risk, theta, rule);
        let without = inverse_sums(&self.non_events, rest, theta, rule);
        let spread = risk * rest;
        let mean = with[0] - without[0];
        Derivatives {
            logit: mean * spread,
            logit_logit: -(with[2] + without[2]) * spread * spread + mean * spread * (rest - risk),
            logit_theta: (without[3] - with[3]) * spread,
            theta: with[1] + without[1],
            theta_theta: -with[4] - without[4],
        }
    }

    /// What the totals contribute to the first and second derivative in θ, whatever the logit.
    fn of_totals(&self, theta: f64, rule: &Rule) -> (f64, f64) {
        let all = inverse_sums(&self.totals, 1.0, theta, rule);
        (-all[1], all[4])
    }

    /// The best logit at one θ: a bracketed Newton iteration on the score, which falls through zero once. The derivatives
    /// are those before the last step, that in θ carried over it.
    fn best_logit(
        &self,
        start: f64,
        theta: f64,
        tolerance: f64,
        rule: &Rule,
    ) -> (f64, Derivatives) {
        let (mut low, mut high) = (-LARGEST_LOGIT, LARGEST_LOGIT);
        let mut logit = start;
        let mut here = self.derivatives(logit, theta, rule);
        for _ in 0..200 {
            if here.logit > 0.0 {
                low = logit;
            } else {
                high = logit;
            }
            let newton = logit - here.logit / here.logit_logit;
            let next = if here.logit_logit < 0.0 && newton >= low && newton <= high {
                newton
            } else {
                0.5 * (low + high)
            };
            let step = next - logit;
            logit = next;
            if step.abs() <= tolerance * logit.abs().max(1.0) {
                here.theta += here.logit_theta * step;
                break;
            }
            here = self.derivatives(logit, theta, rule);
        }
        let (first, second) = self.of_totals(theta, rule);
        here.theta += first;
        here.theta_theta += second;
        (logit, here)
    }
}

/// Σ 1/u, j/u, 1/u², j/u², j²/u² with u = mean + jθ.
fn inverse_sums(counts: &Exceedances, mean: f64, theta: f64, rule: &Rule) -> [f64; 5] {
    counts.total(rule, |j| {
        let inverse = 1.0 / (mean + j * theta);
        let ratio = j * inverse;
        [
            inverse,
            ratio,
            inverse * inverse,
            ratio * inverse,
            ratio * ratio,
        ]
    })
}

/// μ and 1 − μ from the logit, neither by subtraction.
fn risks(logit: f64) -> (f64, f64) {
    (
        1.0 / (1.0 + libm::exp(-logit)),
        1.0 / (1.0 + libm::exp(logit)),
    )
}

struct Model<'a> {
    /// Experimental, control.
    arms: [Arm; 2],
    rule: &'a Rule,
}

/// A point of the profile over θ.
#[derive(Clone, Copy)]
struct Point {
    theta: f64,
    logits: [f64; 2],
    derivatives: [Derivatives; 2],
}

impl Point {
    fn slope(&self) -> f64 {
        self.derivatives[0].theta + self.derivatives[1].theta
    }

    /// The profile's curvature in θ, the arms' means moving along.
    fn curvature(&self) -> f64 {
        self.derivatives
            .iter()
            .map(|d| d.theta_theta - d.logit_theta * d.logit_theta / d.logit_logit)
            .sum()
    }
}

impl Model<'_> {
    fn point(&self, theta: f64, start: [f64; 2], tolerance: f64) -> Point {
        let found: [(f64, Derivatives); 2] =
            std::array::from_fn(|i| self.arms[i].best_logit(start[i], theta, tolerance, self.rule));
        Point {
            theta,
            logits: found.map(|(logit, _)| logit),
            derivatives: found.map(|(_, derivatives)| derivatives),
        }
    }

    fn log_likelihood(&self, point: &Point) -> f64 {
        (0..2)
            .map(|i| self.arms[i].log_likelihood(point.logits[i], point.theta, self.rule))
            .sum()
    }

    fn highest_hill(&self) -> (Point, bool) {
        let binomial = self.point(0.0, [0, 1].map(|i: usize| self.arms[i].crude_logit), FINE);
        let mut best = (binomial, self.log_likelihood(&binomial) + LEAST_GAIN);
        let mut converged = true;
        let mut left = binomial;
        let mut step = |left: Point, theta: f64| {
            let right = self.point(theta, left.logits, COARSE);
            if left.slope() > 0.0 && right.slope() <= 0.0 {
                let (hill, settled) = self.refine(left, right);
                converged &= settled;
                let height = self.log_likelihood(&hill);
                if height > best.1 {
                    best = (hill, height);
                }
            }
            right
        };
        for theta in SCAN {
            left = step(left, theta);
        }
        while left.slope() > 0.0 && left.theta * STRIDE < LARGEST_THETA {
            left = step(left, left.theta * STRIDE);
        }
        (best.0, converged && left.slope() <= 0.0)
    }

    /// Newton's method on the slope, kept between two θ on either side of the hill.
    fn refine(&self, left: Point, right: Point) -> (Point, bool) {
        let (mut low, mut high) = (left.theta, right.theta);
        let mut here = self.point(0.5 * (low + high), left.logits, MIDDLING);
        for _ in 0..200 {
            if here.slope() > 0.0 {
                low = here.theta;
            } else {
                high = here.theta;
            }
            let concave = here.curvature() < 0.0;
            let step = -here.slope() / here.curvature();
            if concave && step.abs() <= 1e-10 * here.theta {
                return (self.point(here.theta + step, here.logits, FINE), true);
            }
            let next = here.theta + step;
            let inside = concave && next > low && next < high;
            here = self.point(
                if inside { next } else { 0.5 * (low + high) },
                here.logits,
                MIDDLING,
            );
            if high - low <= 1e-14 * high {
                break;
            }
        }
        (here, false)
    }

    fn answer(
        &self,
        point: &Point,
        tables: &[TwoByTwo],
        level: ConfidenceLevel,
        converged: bool,
    ) -> BetaBinomial {
        let [experimental, control] = point.logits.map(risks);
        let between = |gradient: [f64; 2], estimate: f64| {
            IntervalEstimate::wald(estimate, variance(point, gradient).sqrt(), level)
        };
        let coefficient = |x: u64, n: u64| {
            libm::lgamma(n as f64 + 1.0)
                - libm::lgamma(x as f64 + 1.0)
                - libm::lgamma((n - x) as f64 + 1.0)
        };
        let coefficients = sum(tables.iter().map(|t| {
            coefficient(t.experimental_events, t.experimental_total)
                + coefficient(t.control_events, t.control_total)
        }));
        BetaBinomial {
            odds_ratio: between([1.0, -1.0], point.logits[0] - point.logits[1]),
            risk_ratio: between(
                [experimental.1, -control.1],
                libm::log(experimental.0 / control.0),
            ),
            risk_difference: between(
                [experimental.0 * experimental.1, -control.0 * control.1],
                experimental.0 - control.0,
            ),
            experimental_risk: experimental.0,
            control_risk: control.0,
            correlation: point.theta / (1.0 + point.theta),
            log_likelihood: self.log_likelihood(point) + coefficients,
            trials: tables.len(),
            converged,
        }
    }
}

/// Variance of a combination of the two logits by the observed information. The information of (β₁, β₂, θ) is an arrow:
/// the logits meet in θ only.
fn variance(point: &Point, gradient: [f64; 2]) -> f64 {
    let mut own = 0.0;
    let mut through_theta = 0.0;
    for (d, factor) in point.derivatives.iter().zip(gradient) {
        own -= factor * factor / d.logit_logit;
        through_theta += factor * d.logit_theta / d.logit_logit;
    }
    if point.theta > 0.0 {
        own - through_theta * through_theta / point.curvature()
    } else {
        own
    }
}

#[cfg(test)]
mod tests {
    use super::{Arm, fit};
    use crate::data::ConfidenceLevel;
    use crate::effect::TwoByTwo;
    use crate::math::gauss::legendre;

    #[test]
    fn one_trial_is_its_own_binomial_table() {
        let found = fit(&[TwoByTwo::of([8, 40, 4, 50])], ConfidenceLevel::NinetyFive).unwrap();
        assert!(found.correlation == 0.0 && found.converged);
        let log_odds_ratio = libm::log(8.0 * 46.0 / (32.0 * 4.0));
        assert!((found.odds_ratio.estimate - log_odds_ratio).abs() < 1e-12);
        let variance: f64 = 1.0 / 8.0 + 1.0 / 32.0 + 1.0 / 4.0 + 1.0 / 46.0;
        assert!((found.odds_ratio.standard_error - variance.sqrt()).abs() < 1e-12);
        assert!((found.risk_difference.estimate - 0.12).abs() < 1e-14);
    }

    #[test]
    fn arms_of_ten_million_are_answered() {
        let tables = [
            TwoByTwo::of([3, 10_000_000, 9, 10_000_000]),
            TwoByTwo::of([9_000_000, 10_000_000, 9_100_000, 10_000_000]),
            TwoByTwo::of([0, 10_000_000, 0, 12]),
        ];
        let found = fit(&tables, ConfidenceLevel::NinetyFive).unwrap();
        assert!(
            found.converged && found.odds_ratio.standard_error.is_finite(),
            "{found:?}"
        );
    }

    /// `mpmath` 1.3 at 30 digits: the root of the log-likelihood's slopes in (β₁, β₂, ln θ), and the inverse of the matrix of
    /// its second derivatives.
    #[test]
    fn arms_with_all_or_none_but_one_have_a_spread_beyond_what_is_looked_through_first() {
        let tables: Vec<TwoByTwo> = (0..250)
            .map(|trial| {
                let experimental = if trial < 125 { 10 } else { 0 };
                let control = match trial {
                    0 => 3,
                    1..=100 => 10,
                    _ => 0,
                };
                TwoByTwo::of([experimental, 10, control, 10])
            })
            .collect();
        let found = fit(&tables, ConfidenceLevel::NinetyFive).unwrap();
        assert!(found.converged);
        assert!(
            (found.correlation - 0.998_557_445_444_315_5).abs() < 1e-12,
            "{found:?}"
        );
        assert!((found.odds_ratio.estimate - 0.396_317_382_547_982_1).abs() < 1e-9);
        assert!((found.odds_ratio.standard_error - 0.180_466_818_106_546_1).abs() < 1e-8);
    }

    #[test]
    fn arms_that_all_have_all_or_none_have_not_converged() {
        let tables: Vec<TwoByTwo> = [[10, 10, 0, 10], [0, 10, 10, 10], [10, 10, 0, 10]]
            .map(TwoByTwo::of)
            .to_vec();
        let found = fit(&tables, ConfidenceLevel::NinetyFive).unwrap();
        assert!(!found.converged, "{found:?}");
    }

    #[test]
    fn the_best_logit_is_found_from_any_start() {
        let rule = legendre(12);
        let arm = Arm::of([(3, 40), (0, 25), (7, 31), (1, 300)].into_iter());
        for theta in [0.0, 0.02, 0.5] {
            let (expected, _) = arm.best_logit(-2.0, theta, 1e-12, &rule);
            let slope = arm.derivatives(expected, theta, &rule).logit;
            assert!(slope.abs() < 1e-9, "{theta} {slope}");
            for start in [-30.0, -12.0, 4.0, 11.0, 30.0] {
                let (found, _) = arm.best_logit(start, theta, 1e-12, &rule);
                assert!((found - expected).abs() < 1e-10, "{theta} {start} {found}");
            }
        }
    }
}
