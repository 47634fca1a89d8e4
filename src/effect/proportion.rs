//! The proportion of one arm: its transformations, and the intervals of a single trial.
//!
//! With x people of n who had the event and p = x/n (R: `escalc` with the measure in brackets):
//! - logit: ln(p / (1 − p)), variance 1/x + 1/(n − x) (`"PLO"`);
//! - log: ln p, variance 1/x − 1/n (`"PLN"`);
//! - arcsine: asin √p, variance 1/4n (`"PAS"`);
//! - Freeman and Tukey's double arcsine (1950): ½ (asin √(x/(n + 1)) + asin √((x + 1)/(n + 1))), variance 1/(4n + 2)
//!   (`"PFT"`); for comparison only: its way back depends on a choice of n and can mislead (Schwarzer and others 2019);
//! - raw: p, variance p (1 − p)/n (`"PR"`).
//!
//! Logit and log have none for nobody or everybody without a correction; raw has a variance of zero there.

use serde::{Deserialize, Serialize};

use super::{Amount, Effect, LARGEST_COUNT, Policy, Scope, arcsine};
use crate::data::{ConfidenceLevel, Measure};
use crate::math::circular::{cosine, sine};
use crate::math::fisher;

/// People with the event out of people at risk, one arm.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Proportion {
    /// People with the event.
    pub events: u64,
    /// People at risk; at least one, and at least the events.
    pub total: u64,
}

/// The scale on which proportions are pooled.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Transformation {
    /// ln(p / (1 − p)).
    Logit,
    /// ln p.
    Log,
    /// asin √p.
    Arcsine,
    /// Freeman and Tukey's double arcsine.
    FreemanTukey,
    /// p itself.
    Raw,
}

impl Policy {
    /// What is added to the people with the event, and to those without. In one arm there is no allocation to follow: the
    /// treatment-arm correction is half an event.
    #[must_use]
    pub fn amount_for(&self, trial: &Proportion) -> f64 {
        match self.amount {
            _ if self.scope == Scope::EmptyCell && !trial.has_empty_cell() => 0.0,
            Amount::Nothing => 0.0,
            Amount::Constant(amount) => amount,
            Amount::TreatmentArm => 0.5,
        }
    }
}

impl Proportion {
    /// Whether the numbers can be those of a trial: somebody at risk, no more events than people, and not beyond what is
    /// computed with.
    #[must_use]
    pub fn is_possible(&self) -> bool {
        (1..=LARGEST_COUNT).contains(&self.total) && self.events <= self.total
    }

    /// Whether nobody had the event, or everybody.
    #[must_use]
    pub fn has_empty_cell(&self) -> bool {
        self.events == 0 || self.events == self.total
    }

    /// The transformed proportion after `correction` was added to the people with and to those without the event;
    /// `None` where it or its variance is not finite.
    #[must_use]
    pub fn transformed(&self, transformation: Transformation, correction: f64) -> Option<Effect> {
        let x = self.events as f64 + correction;
        let others = self.total.saturating_sub(self.events) as f64 + correction;
        let n = x + others;
        let p = x / n;
        let (estimate, variance) = match transformation {
            Transformation::Logit => (libm::log(x / others), 1.0 / x + 1.0 / others),
            Transformation::Log => (libm::log(p), 1.0 / x - 1.0 / n),
            Transformation::Arcsine => (arcsine::arcsine(p), 0.25 / n),
            Transformation::FreemanTukey => (double_arcsine(x, n), 1.0 / (4.0 * n + 2.0)),
            Transformation::Raw => (p, p * (others / n) / n),
        };
        Effect { estimate, variance }.finite()
    }

    /// The exact interval of Clopper and Pearson (1934), from the quantiles of F. R: `binom.test`.
    #[must_use]
    pub fn clopper_pearson(&self, level: ConfidenceLevel) -> (f64, f64) {
        let x = self.events as f64;
        let others = self.total.saturating_sub(self.events) as f64;
        // The lower quantile of a beta distribution with these two parameters.
        let beta_quantile = |a: f64, b: f64| {
            let f = fisher::lower_quantile(level.tail(), 2.0 * a, 2.0 * b);
            a * f / (b + a * f)
        };
        let lower = if self.events == 0 {
            0.0
        } else {
            beta_quantile(x, others + 1.0)
        };
        let upper = if self.events >= self.total {
            1.0
        } else {
            1.0 - beta_quantile(others, x + 1.0)
        };
        (lower, upper)
    }

    /// Wilson's score interval (1927). R: `prop.test(correct = FALSE)`.
    #[must_use]
    pub fn wilson(&self, level: ConfidenceLevel) -> (f64, f64) {
        let n = self.total as f64;
        let p = self.events as f64 / n;
        let z = level.normal_quantile();
        let shrink = 1.0 + z * z / n;
        let centre = (p + z * z / (2.0 * n)) / shrink;
        let half = z / shrink * (p * (1.0 - p) / n + z * z / (4.0 * n * n)).sqrt();
        // Centre and half differ by rounding where they are equal.
        let lower = if self.events == 0 {
            0.0
        } else {
            (centre - half).max(0.0)
        };
        let upper = if self.events >= self.total {
            1.0
        } else {
            (centre + half).min(1.0)
        };
        (lower, upper)
    }
}

impl Transformation {
    /// The scale of a measure of single proportions; nothing for other measures.
    #[must_use]
    pub fn of(measure: Measure) -> Option<Self> {
        Some(match measure {
            Measure::LogitProportion => Self::Logit,
            Measure::LogProportion => Self::Log,
            Measure::ArcsineProportion => Self::Arcsine,
            Measure::DoubleArcsineProportion => Self::FreemanTukey,
            Measure::RawProportion => Self::Raw,
            Measure::RiskRatio
            | Measure::OddsRatio
            | Measure::PetoOddsRatio
            | Measure::RiskDifference
            | Measure::ArcsineDifference
            | Measure::RateRatio
            | Measure::RateDifference
            | Measure::MeanDifference
            | Measure::StandardizedMeanDifference
            | Measure::StandardizedMeanDifferenceUnequalVariances
            | Measure::RatioOfMeans
            | Measure::GenericRatio
            | Measure::GenericDifference => return None,
        })
    }

    /// Whether nobody, or everybody, has no estimate on this scale or none with a variance, so that the trial would be dropped
    /// without a correction.
    #[must_use]
    pub fn needs_correction(self) -> bool {
        match self {
            Self::Logit | Self::Log | Self::Raw => true,
            Self::Arcsine | Self::FreemanTukey => false,
        }
    }

    /// The proportion that a value on this scale is read as: [`Self::back`] kept between 0 and 1, where every proportion is.
    #[must_use]
    pub fn share(self, value: f64, people: f64) -> f64 {
        self.back(value, people).clamp(0.0, 1.0)
    }

    /// The way back from the scale of analysis. `people` is used by the double arcsine only: the number of people for
    /// which it is undone, by custom the harmonic mean of the trials' (Miller 1978).
    ///
    /// The raw scale is answered as it stands and may lie outside 0 to 1, the log scale above 1.
    #[must_use]
    pub fn back(self, value: f64, people: f64) -> f64 {
        match self {
            Self::Logit => 1.0 / (1.0 + libm::exp(-value)),
            Self::Log => libm::exp(value),
            Self::Arcsine => arcsine::from_arcsine(value),
            Self::FreemanTukey => from_double_arcsine(value, people),
            Self::Raw => value,
        }
    }
}

/// n / Σ(1/nᵢ) times the number of trials: the mean for which Freeman and Tukey's transformation is undone.
#[must_use]
pub fn harmonic_mean(totals: impl ExactSizeIterator<Item = u64>) -> f64 {
    let trials = totals.len() as f64;
    trials / totals.map(|total| 1.0 / total as f64).sum::<f64>()
}

fn double_arcsine(x: f64, n: f64) -> f64 {
    f64::midpoint(
        arcsine::arcsine(x / (n + 1.0)),
        arcsine::arcsine((x + 1.0) / (n + 1.0)),
    )
}

/// ½ (1 − sign(cos 2t) √(1 − (sin 2t + (sin 2t − 1/sin 2t)/n)²)), which is Miller's equation for half the angle; beyond
/// what nobody or everybody of n would give, 0 or 1.
fn from_double_arcsine(value: f64, n: f64) -> f64 {
    if value <= double_arcsine(0.0, n) {
        return 0.0;
    }
    if value >= double_arcsine(n, n) {
        return 1.0;
    }
    let (sine, cosine) = (sine(2.0 * value), cosine(2.0 * value));
    let inner = sine + (sine - 1.0 / sine) / n;
    let root = (1.0 - inner * inner).max(0.0).sqrt();
    0.5 * (1.0 - root.copysign(cosine))
}

#[cfg(test)]
mod tests {
    use super::{Proportion, Transformation};
    use crate::data::ConfidenceLevel;

    #[test]
    fn every_transformation_finds_its_way_back() {
        let trial = Proportion {
            events: 7,
            total: 40,
        };
        for transformation in [
            Transformation::Logit,
            Transformation::Log,
            Transformation::Arcsine,
            Transformation::FreemanTukey,
            Transformation::Raw,
        ] {
            let there = trial.transformed(transformation, 0.0).unwrap();
            let back = transformation.back(there.estimate, 40.0);
            assert!((back - 0.175).abs() < 1e-15, "{transformation:?} {back}");
        }
    }

    #[test]
    fn nobody_of_thirty_excludes_a_risk_above_one_in_nine() {
        let trial = Proportion {
            events: 0,
            total: 30,
        };
        let (lower, upper) = trial.clopper_pearson(ConfidenceLevel::NinetyFive);
        // 1 − 0.025^(1/30).
        assert!(lower == 0.0 && (upper - 0.115_703_308_222_027_8).abs() < 1e-14);
        let (lower, upper) = trial.wilson(ConfidenceLevel::NinetyFive);
        // z² / (30 + z²).
        assert!(lower == 0.0 && (upper - 0.113_513_393_173_968_77).abs() < 1e-14);
    }

    #[test]
    fn more_events_than_people_and_nobody_at_all_are_impossible() {
        let possible = |events, total| Proportion { events, total }.is_possible();
        assert!(possible(0, 1) && possible(1, 1) && possible(3, 40));
        assert!(!possible(0, 0) && !possible(2, 1));
        assert!(!possible(0, super::LARGEST_COUNT + 1));
        assert!(possible(super::LARGEST_COUNT, super::LARGEST_COUNT));
    }

    #[test]
    fn where_everybody_or_nobody_had_the_event_an_interval_ends_there() {
        let level = ConfidenceLevel::NinetyFive;
        for total in [1, 7, 30, 1_234] {
            let (all, none) = (
                Proportion {
                    events: total,
                    total,
                },
                Proportion { events: 0, total },
            );
            for (upper, lower) in [
                (all.clopper_pearson(level).1, none.clopper_pearson(level).0),
                (all.wilson(level).1, none.wilson(level).0),
            ] {
                assert_eq!(
                    [upper, lower].map(f64::to_bits),
                    [1.0, 0.0].map(f64::to_bits),
                    "{total}"
                );
            }
        }
    }
}
