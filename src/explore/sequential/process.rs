//! A Brownian motion with drift that is looked at now and then and goes on while it stays between two limits: the recursive
//! integration of Armitage, McPherson and Rowe (1969, J R Stat Soc A 132:235; Jennison & Turnbull 2000, chapter 19).
//!
//! The score S at information t is N(θ t, t), its increments are independent, and Z = S / √t. The density of those that go on is
//! kept at the nodes of Gauss and Legendre's rule on panels that are narrower than the steps before and after, so that each is
//! smooth on them; a step reaches over some panels alone, and a look costs little even where hundreds of them follow closely.

use crate::math::{gauss, normal};

/// Panels are so wide, in standard deviations of the smaller of the steps before and after.
const PANEL: f64 = 1.5;
/// Nodes of a panel.
const NODES: usize = 12;
/// Beyond so many standard deviations there is nothing: less than 10⁻²⁰.
const REACH: f64 = 9.5;

/// Those that have not been stopped until a look.
#[derive(Clone, Debug)]
pub struct Survivors {
    drift: f64,
    information: f64,
    /// Scores, rising.
    scores: Vec<f64>,
    /// The probability that belongs to each.
    masses: Vec<f64>,
}

impl Survivors {
    /// All of them, before any information, with this drift per unit of information.
    #[must_use]
    pub fn start(drift: f64) -> Self {
        Self {
            drift,
            information: 0.0,
            scores: vec![0.0],
            masses: vec![1.0],
        }
    }

    /// The probability to be at `information` above a score, or below it.
    #[must_use]
    pub fn beyond(&self, information: f64, score: f64, above: bool) -> f64 {
        let step = information - self.information;
        let deviation = step.sqrt();
        let starts = self.scores.iter().zip(&self.masses);
        starts
            .map(|(start, mass)| {
                let z = (score - start - self.drift * step) / deviation;
                mass * normal::upper_tail(if above { z } else { -z })
            })
            .sum()
    }

    /// The density at `information` of a score.
    fn density(&self, information: f64, score: f64) -> f64 {
        let step = information - self.information;
        let deviation = step.sqrt();
        let middle = score - self.drift * step;
        let reach = REACH * deviation;
        let first = self.scores.partition_point(|start| *start < middle - reach);
        let starts = self.scores.iter().zip(&self.masses).skip(first);
        let near = starts.take_while(|(start, _)| **start <= middle + reach);
        let sum: f64 = near
            .map(|(start, mass)| mass * normal::density((middle - start) / deviation))
            .sum();
        sum / deviation
    }

    /// Those that are at `information` between two scores and go on; `following` is the information of the look after.
    #[must_use]
    pub fn between(&self, information: f64, (low, high): (f64, f64), following: f64) -> Self {
        let step = (information - self.information).min(following - information);
        let width = PANEL * step.sqrt();
        let (middle, reach) = (self.drift * information, REACH * information.sqrt());
        let (low, high) = (low.max(middle - reach), high.min(middle + reach));
        let mut next = Self {
            drift: self.drift,
            information,
            scores: Vec::new(),
            masses: Vec::new(),
        };
        if high <= low || width <= 0.0 || !width.is_finite() {
            return next;
        }
        let rule = gauss::legendre(NODES);
        let weights: Vec<f64> = rule.log_weights.iter().map(|log| libm::exp(*log)).collect();
        #[expect(
            clippy::cast_possible_truncation,
            clippy::cast_sign_loss,
            reason = "a number of panels above 0"
        )]
        let panels = libm::ceil((high - low) / width) as u32;
        let half = (high - low) / f64::from(panels) / 2.0;
        for panel in 0..panels {
            let centre = low + (2.0 * f64::from(panel) + 1.0) * half;
            for (node, weight) in rule.nodes.iter().zip(&weights) {
                let score = centre + half * node;
                next.scores.push(score);
                next.masses
                    .push(half * weight * self.density(information, score));
            }
        }
        next
    }
}

#[cfg(test)]
mod tests {
    use super::Survivors;

    /// Looks before the last with the limits between which one goes on, drift, the last look with a score; the probability to be
    /// above that score and below it: numpy 2, by Legendre's rule of 600 points between the limits.
    type Case = (&'static [(f64, (f64, f64))], f64, (f64, f64), (f64, f64));

    const CASES: [Case; 3] = [
        (
            &[(0.8, (-1.5, 2.0)), (0.9, (-1.2, 1.9))],
            0.7,
            (2.0, 2.2),
            (0.210_858_696_184_235_2, 0.665_603_155_929_319_1),
        ),
        (
            &[(0.9, (-2.0, 1.8))],
            0.0,
            (1.0, 1.96),
            (0.006_055_695_093_810_93, 0.947_547_028_834_544_7),
        ),
        (
            &[(0.2, (-1.0, 1.1)), (1.1, (-1.8, 2.0))],
            -0.4,
            (1.15, 2.1),
            (0.001_350_357_532_279_196, 0.875_472_478_313_029_4),
        ),
    ];

    #[test]
    fn what_goes_on_is_known_to_twelve_figures_however_close_the_looks_are() {
        for (looks, drift, (last, score), (above, below)) in CASES {
            let mut survivors = Survivors::start(drift);
            for (place, (information, limits)) in looks.iter().enumerate() {
                let following = looks.get(place + 1).map_or(last, |look| look.0);
                survivors = survivors.between(*information, *limits, following);
            }
            let found = survivors.beyond(last, score, true);
            assert!((found - above).abs() < 1e-12, "{found} {above}");
            let found = survivors.beyond(last, score, false);
            assert!((found - below).abs() < 1e-12, "{found} {below}");
        }
    }

    #[test]
    fn nothing_goes_on_between_limits_that_leave_nothing() {
        let none = Survivors::start(0.0).between(0.5, (1.0, 1.0), 1.0);
        assert!(none.beyond(1.0, -100.0, true) == 0.0);
        // Limits without an end are those beyond which there is nothing.
        let all = Survivors::start(0.3).between(0.5, (f64::NEG_INFINITY, f64::INFINITY), 1.0);
        assert!((all.beyond(1.0, -100.0, true) - 1.0).abs() < 1e-12);
    }
}
