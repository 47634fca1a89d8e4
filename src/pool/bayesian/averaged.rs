//! One trial's likelihood averaged over normal distributions of its effect, again and again.
//!
//! Likelihoods of counts are analytic functions of the log ratio δ within |Im δ| < π (the generating polynomial of a
//! hypergeometric distribution has negative roots only), so that plain sums over equal steps integrate them to exponential
//! accuracy (Trefethen & Weideman 2014). The logarithm is therefore taken once at equal steps; every average is a sum over
//! that table, at strides where the normal distribution is wide. One too narrow for the steps is integrated by Gauss and
//! Hermite's rule, over which the likelihood is then nearly straight. One so wide that the whole table is a small part of it
//! is summed over the table alone; a plateau beyond an end of the table takes its share of the normal distribution.

use super::density::interpolated;
use crate::math::concave::maximum;
use crate::math::gauss::{LOG_DENSITY_AT_ZERO, Rule};
use crate::math::normal;
use crate::math::root::root;
use crate::pool::mixed_model::EffectLikelihood;
use crate::pool::noncentral_hypergeometric::LogLikelihood;

/// Points of the rule for narrow normal distributions.
pub(super) const POINTS: usize = 7;

/// A log ratio that no likelihood's shoulder lies beyond.
const FARTHEST: f64 = 600.0;

/// Steps no wider than this times the deviation of a normal density sum it to 10⁻¹⁰.
const FINE_ENOUGH: f64 = 0.9;

/// The widest step that sums a likelihood of counts: e^(−2π²/0.5) is 10⁻¹⁷.
const WIDEST_STEP: f64 = 0.5;

/// A table ends where the logarithm has fallen by this much...
const DROP: f64 = 50.0;

/// ...or is a straight line from there on: less curved than this.
const STRAIGHT: f64 = 1e-9;

/// A normal density of this deviation or more is wide beside every table.
pub(super) const WIDE: f64 = 30.0;

/// A straight end less steep than this is a plateau; steeper ones are 10⁻⁸ of the peak and fall.
const LEVEL: f64 = 1e-6;

/// Terms this far below the largest, as logarithms, are left away.
const NEGLIGIBLE: f64 = 28.0;

/// ln ∫ L(δ) N(δ; μ, τ²) dδ, with mean and variance of δ under the product of the two.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Average {
    pub(super) log: f64,
    pub(super) mean: f64,
    pub(super) variance: f64,
}

/// A trial that is ready to be averaged.
pub(super) struct Averaged<'a> {
    likelihood: &'a EffectLikelihood,
    table: Table,
    /// Where the last product was highest, the start of the next search.
    peak: f64,
}

/// The log-likelihood at whole multiples of a step, straight beyond its ends.
struct Table {
    step: f64,
    /// Standard deviation of the likelihood at its peak or shoulder.
    deviation: f64,
    first: i64,
    last: i64,
    values: Vec<f64>,
}

impl Table {
    fn of(likelihood: &EffectLikelihood) -> Self {
        let centre = centre(likelihood);
        let here = likelihood.at(centre);
        let deviation = width(likelihood, centre, here);
        let step = deviation.min(WIDEST_STEP) / 4.0;
        let start = rounded(centre / step);
        let floor = here.value - DROP;
        let mut values = Vec::new();
        let (mut first, mut last) = (start, start);
        for direction in [-1, 1] {
            let mut index = if direction < 0 { start } else { start + 1 };
            loop {
                let here = likelihood.at(step * index as f64);
                values.push(here.value);
                // Not a number ends it, too.
                let goes_on = here.value >= floor && -here.curvature >= STRAIGHT;
                if !goes_on {
                    break;
                }
                index += direction;
            }
            // That of two binomials may turn straight at once: its last step shall lie on the line.
            if let EffectLikelihood::TwoBinomials(arms) = likelihood {
                index += direction;
                values.push(arms.at(step * index as f64).value);
            }
            if direction < 0 {
                first = index;
                values.reverse();
            }
            last = index;
        }
        Self {
            step,
            deviation,
            first,
            last,
            values,
        }
    }

    /// How far from the first point the table ends on a side (−1 or 1), and the height there, if the likelihood goes on level.
    fn plateau(&self, side: f64) -> Option<(f64, f64)> {
        let (end, neighbour, away) = match (side < 0.0, self.values.as_slice()) {
            (true, [end, neighbour, ..]) => (*end, *neighbour, 0.0),
            (false, [.., neighbour, end]) => {
                (*end, *neighbour, self.step * (self.values.len() - 1) as f64)
            }
            _ => return None,
        };
        ((end - neighbour).abs() < LEVEL * self.step).then_some((away, end))
    }

    fn at(&self, index: i64) -> f64 {
        let inside = usize::try_from(index - self.first);
        if let Some(value) = inside.ok().and_then(|place| self.values.get(place)) {
            return *value;
        }
        // Each end with its neighbour; the table begins at both sides of its centre, so there are two values.
        let (end, neighbour, beyond) = match (index < self.first, self.values.as_slice()) {
            (true, [end, neighbour, ..]) => (end, neighbour, self.first - index),
            (false, [.., neighbour, end]) => (end, neighbour, index - self.last),
            _ => return f64::NEG_INFINITY,
        };
        end + beyond as f64 * (end - neighbour)
    }
}

/// A side of a likelihood that is narrower than this share of the other is an edge, which a table need not resolve: with
/// arms of thousands it would have as many points as people.
const EDGE: f64 = 0.02;

/// The standard deviation of a likelihood as far as a table needs one. The likelihood of two binomials has another shape on
/// either side of no difference, and an edge there where everybody of an arm had the event: the narrower side counts, by
/// where the logarithm has fallen by a half as a normal one's has after one deviation.
fn width(likelihood: &EffectLikelihood, centre: f64, here: LogLikelihood) -> f64 {
    let by_curvature = 1.0 / (-here.curvature).sqrt();
    match likelihood {
        EffectLikelihood::TwoBinomials(_) => {
            let fallen_at = |side: f64| {
                let fallen =
                    |away: f64| likelihood.at(centre + side * away).value - here.value + 0.5;
                root(fallen, 0.0, FARTHEST, 1e-6)
            };
            match (fallen_at(-1.0), fallen_at(1.0)) {
                (Some(one), Some(other)) => one.min(other).max(EDGE * one.max(other)),
                (Some(one), None) | (None, Some(one)) => one,
                (None, None) => by_curvature,
            }
        }
        EffectLikelihood::Hypergeometric { .. }
        | EffectLikelihood::Binomial { .. }
        | EffectLikelihood::Normal { .. } => by_curvature,
    }
}

/// Where a likelihood is highest, or, where it rises to a plateau, its shoulder: one unit below.
fn centre(likelihood: &EffectLikelihood) -> f64 {
    if likelihood.is_monotone() {
        let above = |effect: f64| likelihood.at(effect).value + 1.0;
        return root(above, -FARTHEST, FARTHEST, 1e-3).unwrap_or(0.0);
    }
    let mut derivatives = |effect: f64| {
        let here = likelihood.at(effect);
        (here.slope, here.curvature)
    };
    maximum(&mut derivatives, 0.0, 2.0, 1e-6).0
}

fn rounded(x: f64) -> i64 {
    #[expect(
        clippy::cast_possible_truncation,
        reason = "log ratios over steps of a likelihood's width: far inside an i64"
    )]
    let whole = x.round() as i64;
    whole
}

impl<'a> Averaged<'a> {
    pub(super) fn new(likelihood: &'a EffectLikelihood) -> Self {
        let table = Table::of(likelihood);
        Self {
            likelihood,
            peak: table.step * table.first as f64,
            table,
        }
    }

    pub(super) fn over(&mut self, mean: f64, tau: f64, narrow: &Rule) -> Average {
        if let EffectLikelihood::Normal { estimate, variance } = self.likelihood {
            return normal_average(*estimate, *variance, mean, tau);
        }
        if tau > WIDE {
            return self.over_wide(mean, tau);
        }
        let table = &self.table;
        let deviation = 1.0 / libm::hypot(1.0 / tau, 1.0 / table.deviation);
        let widest = (FINE_ENOUGH * deviation).min(WIDEST_STEP);
        if !widest.is_finite() || widest < table.step {
            return self.over_narrow(mean, tau, narrow);
        }
        let stride = rounded((widest / table.step).floor());
        let step = table.step * stride as f64;
        let log_term = |index: i64| {
            let z = (step * index as f64 - mean) / tau;
            table.at(index * stride) - 0.5 * z * z
        };
        let (peak, highest) = climb(rounded(self.peak / step), &log_term);
        self.peak = step * peak as f64;
        let mut sums = Sums::default();
        sums.add(0.0, 1.0);
        for direction in [-1, 1] {
            let mut away = direction;
            loop {
                let log = log_term(peak + away) - highest;
                let matters = log >= -NEGLIGIBLE;
                if !matters {
                    break;
                }
                sums.add(step * away as f64, libm::exp(log));
                away += direction;
            }
        }
        let log_scale = highest + LOG_DENSITY_AT_ZERO + libm::log(step / tau);
        sums.average(log_scale, self.peak)
    }

    /// The trapezoidal rule over the table, and the moments of the normal distribution beyond an end where the likelihood is
    /// level.
    fn over_wide(&self, mean: f64, tau: f64) -> Average {
        let table = &self.table;
        let highest = table
            .values
            .iter()
            .copied()
            .fold(f64::NEG_INFINITY, f64::max);
        let reference = table.step * table.first as f64;
        let mut sums = Sums::default();
        let plateau = [-1.0, 1.0]
            .into_iter()
            .find_map(|side| Some((side, table.plateau(side)?)));
        let widest = (FINE_ENOUGH * table.deviation).min(WIDEST_STEP);
        // A likelihood of counts has one plateau at most; the nodes begin there.
        let backwards = plateau.is_some_and(|(side, _)| side > 0.0);
        let stride = usize::try_from(rounded((widest / table.step).floor()))
            .unwrap_or(1)
            .max(1);
        let step = table.step * stride as f64;
        for offset in (0..table.values.len()).step_by(stride) {
            let offset = if backwards {
                table.values.len() - 1 - offset
            } else {
                offset
            };
            let away = table.step * offset as f64;
            let z = (reference + away - mean) / tau;
            let height = libm::exp(table.values[offset] - highest);
            sums.add(away, step / tau * normal::density(z) * height);
        }
        if let Some((side, (away, height))) = plateau {
            let end = (reference + away - mean) / tau;
            let moments = beyond(end, side, step / tau);
            sums.add_moments(mean - reference, tau, libm::exp(height - highest), moments);
        }
        sums.average(highest, reference)
    }

    /// The log-likelihood between the steps of the table. That of two binomials is an integral itself, and is interpolated by
    /// the polynomial through eight points: steps of a quarter of its deviation keep some nine figures.
    fn value(&self, effect: f64) -> f64 {
        let EffectLikelihood::TwoBinomials(_) = self.likelihood else {
            return self.likelihood.at(effect).value;
        };
        let position = effect / self.table.step - self.table.first as f64;
        interpolated(&self.table.values, position)
            .unwrap_or_else(|| self.likelihood.at(effect).value)
    }

    fn over_narrow(&self, mean: f64, tau: f64, rule: &Rule) -> Average {
        let mut logs = [f64::NEG_INFINITY; POINTS];
        for (log, (z, log_weight)) in logs
            .iter_mut()
            .zip(rule.nodes.iter().zip(&rule.log_weights))
        {
            *log = self.value(mean + tau * z) - 0.5 * z * z + log_weight;
        }
        let highest = logs.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let mut sums = Sums::default();
        for (log, node) in logs.iter().zip(&rule.nodes) {
            sums.add(tau * node, libm::exp(log - highest));
        }
        sums.average(highest + LOG_DENSITY_AT_ZERO, mean)
    }
}

/// The highest place of a concave sequence and its height, from a start that may be far: in leaps that double while they
/// lead upwards, until no neighbour is higher.
fn climb(start: i64, height: &dyn Fn(i64) -> f64) -> (i64, f64) {
    let (mut peak, mut highest) = (start, height(start));
    loop {
        let before = peak;
        for direction in [-1, 1] {
            let mut leap = direction;
            loop {
                let next = height(peak + leap);
                if next > highest {
                    highest = next;
                    peak += leap;
                    leap *= 2;
                } else if leap == direction {
                    break;
                } else {
                    leap = direction;
                }
            }
        }
        if peak == before {
            return (peak, highest);
        }
    }
}

/// Moments (zeroth, first, second) of a standard normal distribution beyond `end` on a side, less what the trapezoidal rule
/// of this step gives its node at the end too much, and the first term of its correction there, h²/12 times the slope (Euler
/// and Maclaurin).
fn beyond(end: f64, side: f64, step: f64) -> [f64; 3] {
    let density = normal::density(end);
    let tail = normal::upper_tail(side * end);
    let square = end * end;
    let of_rule =
        |power: f64, slope: f64| density * (0.5 * step * power + side * step * step / 12.0 * slope);
    [
        tail - of_rule(1.0, -end),
        side * density - of_rule(end, 1.0 - square),
        tail + side * end * density - of_rule(square, 2.0 * end - square * end),
    ]
}

/// The product of two normal densities.
fn normal_average(estimate: f64, variance: f64, mean: f64, tau: f64) -> Average {
    let total = variance + tau * tau;
    let deviation = estimate - mean;
    Average {
        log: -0.5 * (deviation * deviation / total + libm::log(total)),
        mean: mean + tau * tau / total * deviation,
        variance: tau * tau * variance / total,
    }
}

/// Sums of weights over deviations from a reference.
#[derive(Default)]
struct Sums {
    total: f64,
    first: f64,
    second: f64,
}

impl Sums {
    fn add(&mut self, deviation: f64, weight: f64) {
        self.total += weight;
        self.first += deviation * weight;
        self.second += deviation * deviation * weight;
    }

    /// Adds `share` of a part of a normal distribution, given by the moments of z = (x − mean)/tau; `mean` is taken from the
    /// reference.
    fn add_moments(&mut self, mean: f64, tau: f64, share: f64, [zeroth, first, second]: [f64; 3]) {
        self.total += share * zeroth;
        self.first += share * (mean * zeroth + tau * first);
        self.second +=
            share * (mean * mean * zeroth + 2.0 * mean * tau * first + tau * tau * second);
    }

    fn average(&self, log_scale: f64, reference: f64) -> Average {
        let mean = self.first / self.total;
        Average {
            log: log_scale + libm::log(self.total),
            mean: reference + mean,
            variance: self.second / self.total - mean * mean,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Average, Averaged, POINTS};
    use crate::effect::TwoByTwo;
    use crate::math::gauss::hermite;
    use crate::pool::mixed_model::{EffectLikelihood, TwoBinomials};

    fn likelihood(a: u64, n1: u64, c: u64, n2: u64) -> EffectLikelihood {
        EffectLikelihood::hypergeometric(&TwoByTwo::of([a, n1, c, n2]))
    }

    #[test]
    fn averages_are_those_of_a_plain_sum_at_any_width_of_likelihood_and_normal() {
        let rule = hermite(POINTS);
        for trial in [
            likelihood(0, 40, 6, 42),
            likelihood(1, 30, 1, 35),
            likelihood(8, 9, 2, 7),
            likelihood(900, 3000, 800, 3100),
        ] {
            let mut averaged = Averaged::new(&trial);
            for (mean, tau) in [
                (0.1, 0.01),
                (-0.3, 0.1),
                (0.3, 0.3),
                (-1.5, 1.0),
                (1.0, 8.0),
                (0.0, 30.0),
                (2.0, 40.0),
                (-25.0, 40.0),
            ] {
                let found = averaged.over(mean, tau, &rule);
                assert_is_the_plain_sum(&trial, found, (mean, tau));
            }
        }
    }

    /// By the trapezoidal rule at steps that are fine beside both the likelihood and the normal density.
    #[track_caller]
    fn assert_is_the_plain_sum(trial: &EffectLikelihood, found: Average, (mean, tau): (f64, f64)) {
        let is_sum = matches!(trial, EffectLikelihood::TwoBinomials(_));
        let width = if is_sum { 0.1 } else { 0.04 } * f64::min(tau, 1.0);
        let reach = rounded_up(9.0 * tau / width);
        let (mut total, mut first, mut second) = (0.0, 0.0, 0.0);
        for index in -reach..=reach {
            let away = width * index as f64;
            let z = away / tau;
            let term = libm::exp(trial.at(mean + away).value - 0.5 * z * z)
                * 0.398_942_280_401_432_7
                * width
                / tau;
            total += term;
            first += away * term;
            second += away * away * term;
        }
        let away = first / total;
        let variance = second / total - away * away;
        assert!(
            (found.log - libm::log(total)).abs() < 1e-7,
            "{mean} {tau} {found:?} {total}"
        );
        assert!(
            (found.mean - mean - away).abs() < 1e-7 * tau,
            "{mean} {tau} {found:?} {away}"
        );
        assert!(
            (found.variance - variance).abs() < 1e-6 * tau * tau,
            "{mean} {tau} {found:?} {variance}"
        );
    }

    #[test]
    fn two_binomials_are_averaged_between_and_beyond_the_points_of_their_table() {
        let rule = hermite(POINTS);
        for (trial, priors) in [
            (
                two_binomials([3, 20, 8, 31]),
                [(0.4, 0.02), (-1.3, 0.05), (-0.2, 0.7)],
            ),
            (
                two_binomials([18, 20, 8, 31]),
                [(2.2, 0.02), (1.6, 0.05), (0.9, 0.7)],
            ),
            (
                two_binomials([0, 30, 4, 29]),
                [(-1.0, 0.03), (-8.0, 35.0), (20.0, 40.0)],
            ),
            (
                two_binomials([4, 29, 0, 30]),
                [(1.0, 0.03), (8.0, 35.0), (-20.0, 40.0)],
            ),
        ] {
            let mut averaged = Averaged::new(&trial);
            for (mean, tau) in priors {
                let found = averaged.over(mean, tau, &rule);
                assert_is_the_plain_sum(&trial, found, (mean, tau));
            }
        }
    }

    #[test]
    fn beyond_its_table_a_likelihood_goes_on_straight() {
        let rule = hermite(POINTS);
        let trial = likelihood(1, 30, 1, 35);
        let mut averaged = Averaged::new(&trial);
        for prior in [(40.0, 2.0), (-40.0, 2.0), (60.0, 20.0)] {
            let found = averaged.over(prior.0, prior.1, &rule);
            assert_is_the_plain_sum(&trial, found, prior);
        }
    }

    /// The product of N(y; δ, v) and N(δ; μ, τ²) has the mean (μ/τ² + y/v) / (1/τ² + 1/v), and its variance is the inverse of
    /// that denominator.
    #[test]
    fn a_normal_likelihood_is_weighed_with_the_random_effect_by_their_precisions() {
        let trial = EffectLikelihood::Normal {
            estimate: 1.5,
            variance: 0.36,
        };
        let found = Averaged::new(&trial).over(0.25, 0.5, &hermite(POINTS));
        let precision = 1.0 / 0.36 + 1.0 / 0.25;
        let mean = (1.5 / 0.36 + 0.25 / 0.25) / precision;
        assert!((found.mean - mean).abs() < 1e-14, "{found:?}");
        assert!((found.variance - 1.0 / precision).abs() < 1e-15);
        let log = -0.5 * (1.25 * 1.25 / 0.61 + libm::log(0.61));
        assert!((found.log - log).abs() < 1e-14);
    }

    #[test]
    fn the_width_of_two_binomials_is_where_the_narrower_side_has_fallen_by_a_half() {
        let trial = two_binomials([3, 20, 8, 31]);
        let centre = super::centre(&trial);
        let here = trial.at(centre);
        assert!(here.slope.abs() < 1e-4);
        let width = super::width(&trial, centre, here);
        let fallen = [-1.0, 1.0].map(|side| here.value - trial.at(centre + side * width).value);
        let (less, more) = (fallen[0].min(fallen[1]), fallen[0].max(fallen[1]));
        assert!(less > 0.2 && (more - 0.5).abs() < 1e-4, "{fallen:?}");
        // Where everybody of both arms had the event, no difference is an edge: of the larger arm, too sharp to be resolved.
        let edged = two_binomials([20_000, 20_000, 80, 80]);
        let here = edged.at(0.0);
        let width = super::width(&edged, 0.0, here);
        let fallen = here.value - edged.at(width / super::EDGE).value;
        assert!((fallen - 0.5).abs() < 1e-3, "{width} {fallen}");
    }

    fn two_binomials([a, n1, c, n2]: [u64; 4]) -> EffectLikelihood {
        EffectLikelihood::TwoBinomials(TwoBinomials::of(&TwoByTwo::of([a, n1, c, n2])))
    }

    #[test]
    fn the_peak_is_found_from_afar_also_where_a_leap_passes_it() {
        for start in [-100_000, -37, 0, 5, 6, 7, 64, 1_000_003] {
            let height = |x: i64| -0.25 * ((x - 6) * (x - 6)) as f64;
            assert_eq!(super::climb(start, &height).0, 6);
        }
    }

    fn rounded_up(x: f64) -> i64 {
        super::rounded(x) + 1
    }
}
