//! How the figures of a review are to look: chosen once for all of them, and for each outcome what is about it alone.

use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

use super::{CovariateId, Measure, OutcomeId};

/// Whose conventions a figure follows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Preset {
    /// Our own.
    #[default]
    Trialpool,
    /// Review Manager, as Cochrane reviews print it: blue squares whose side grows with the weight, tight rows, a graph
    /// of fixed width.
    RevMan,
    /// The BMJ: events and total in one column, the graph before weight and effect, "(0.68 to 1.00)".
    Bmj,
    /// JAMA: effect right of the graph, directions on top, no leading zero in P.
    Jama,
    /// Ours, without a colour.
    BlackAndWhite,
}

/// In what order the trials of a figure stand. Trials that are equal in it stand as they were entered.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum TrialOrder {
    /// As they were entered.
    #[default]
    Input,
    /// The earliest first; those without a year last.
    Year,
    /// By the letters of their names.
    Name,
    /// The smallest effect first; those that are not estimable last.
    Effect,
    /// The heaviest first.
    Weight,
    /// The smallest standard error first.
    Precision,
}

/// By what the trials of a figure are parted into subgroups.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Grouping {
    /// By what stands in a column that is kept but not pooled: trials with the same text are together, capitals or not.
    Covariate(CovariateId),
    /// By whether they were randomized.
    Randomized,
    /// By the overall judgement of the risk of bias.
    RiskOfBias,
}

/// Whether the judgements of the risk of bias stand beside the trials, and in what colours.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Lights {
    /// They do not.
    #[default]
    Hidden,
    /// Green, yellow and red.
    Traffic,
    /// Blue, yellow and vermilion, which differ for every kind of sight (Okabe & Ito 2008).
    ForEverySight,
}

/// What was chosen about the figures of a review.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct FigureSettings {
    /// Whose conventions they follow.
    pub preset: Preset,
    /// In what order the trials stand.
    pub order: TrialOrder,
    /// By what they are parted, if they are.
    pub grouping: Option<Grouping>,
    /// Columns that stand between the names and the counts.
    pub columns: Vec<CovariateId>,
    /// The risk of bias beside the trials.
    pub lights: Lights,
    /// Whether the answer of the second model is left out.
    pub without_second_model: bool,
    /// Whether the prediction interval is left out.
    pub without_prediction: bool,
    /// What is about one outcome alone.
    pub outcomes: BTreeMap<OutcomeId, OutcomeFigure>,
}

/// What was chosen about the figure of one outcome. An empty text stands for what the program says itself.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct OutcomeFigure {
    /// A line over the figure.
    pub title: String,
    /// A paragraph under everything else.
    pub caption: String,
    /// A remark that follows the footnotes.
    pub footnote: String,
    /// What stands left of no difference.
    pub favours_left: String,
    /// What stands right of it.
    pub favours_right: String,
    /// The axis, where it is not left to the program.
    pub axis: Option<AxisByHand>,
}

/// An axis with the ends and ticks that somebody typed, as they are read: ratios on the natural scale, risk differences
/// per 1,000 people, proportions in percent.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct AxisByHand {
    /// What is measured along it. All ratios share one axis; any other measure has its own.
    pub measure: Measure,
    /// Its left end.
    pub low: f64,
    /// Its right end.
    pub high: f64,
    /// Where it has ticks; empty where the program chooses them.
    #[serde(default)]
    pub ticks: Vec<f64>,
}

/// Why an axis cannot be drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AxisFault {
    /// An end or a tick is not a number, or beyond any that is drawn.
    NotANumber,
    /// One end was typed and the other was not.
    OneEndMissing,
    /// A ratio is above zero.
    NotPositive,
    /// The left end is not below the right one, or so close that nothing lies between.
    Empty,
    /// A tick lies beyond an end.
    TickOutside,
    /// More ticks than [`AxisByHand::MOST_TICKS`].
    TooManyTicks,
}

impl AxisByHand {
    /// The most ticks that an axis may have.
    pub const MOST_TICKS: usize = 30;
    /// The largest number on an axis, and for ratios one over it the smallest.
    const LARGEST: f64 = 1e9;

    /// Whether it can be drawn.
    ///
    /// # Errors
    /// Says the first thing that makes no sense.
    pub fn check(&self) -> Result<(), AxisFault> {
        let ends = [self.low, self.high];
        let values = || ends.iter().chain(&self.ticks);
        let is_ratio = self.measure.is_ratio();
        if !values().all(|value| value.abs() <= Self::LARGEST) {
            return Err(AxisFault::NotANumber);
        }
        if is_ratio && values().any(|value| *value < 1.0 / Self::LARGEST) {
            return Err(AxisFault::NotPositive);
        }
        let least = if is_ratio {
            self.low * 1.01
        } else {
            self.low + 1e-6 * self.low.abs().max(self.high.abs()).max(1e-3)
        };
        if self.high < least {
            return Err(AxisFault::Empty);
        }
        if self.ticks.len() > Self::MOST_TICKS {
            return Err(AxisFault::TooManyTicks);
        }
        let inside = |tick: &f64| (self.low..=self.high).contains(tick);
        if self.ticks.iter().all(inside) {
            Ok(())
        } else {
            Err(AxisFault::TickOutside)
        }
    }

    /// Whether the figure of a measure uses it.
    #[must_use]
    pub fn is_for(&self, measure: Measure) -> bool {
        self.measure == measure || (self.measure.is_ratio() && measure.is_ratio())
    }
}

impl FigureSettings {
    /// Nothing is chosen.
    pub const PLAIN: Self = Self {
        preset: Preset::Trialpool,
        order: TrialOrder::Input,
        grouping: None,
        columns: Vec::new(),
        lights: Lights::Hidden,
        without_second_model: false,
        without_prediction: false,
        outcomes: BTreeMap::new(),
    };

    /// Whether everything is left to the program.
    #[must_use]
    pub fn is_default(&self) -> bool {
        *self == Self::PLAIN
    }

    /// The most columns that may stand between the names and the counts.
    pub const MOST_COLUMNS: usize = 12;

    /// What was chosen about one outcome; nothing, where nothing was.
    #[must_use]
    pub fn outcome(&self, id: OutcomeId) -> Option<&OutcomeFigure> {
        self.outcomes.get(&id)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn axis(measure: Measure, low: f64, high: f64, ticks: &[f64]) -> AxisByHand {
        AxisByHand {
            measure,
            low,
            high,
            ticks: ticks.to_vec(),
        }
    }

    #[test]
    fn an_axis_that_makes_no_sense_says_why() {
        use AxisFault::{Empty, NotANumber, NotPositive, TickOutside, TooManyTicks};
        let ratio = |low, high, ticks: &[f64]| axis(Measure::RiskRatio, low, high, ticks).check();
        assert_eq!(ratio(0.1, 10.0, &[0.1, 1.0, 10.0]), Ok(()));
        assert_eq!(ratio(2.0, 8.0, &[]), Ok(()), "1 need not lie inside");
        assert_eq!(ratio(-1.0, 10.0, &[]), Err(NotPositive));
        assert_eq!(ratio(0.0, 10.0, &[]), Err(NotPositive));
        assert_eq!(ratio(10.0, 0.1, &[]), Err(Empty));
        assert_eq!(ratio(2.0, 2.0, &[]), Err(Empty));
        assert_eq!(ratio(f64::NAN, 2.0, &[]), Err(NotANumber));
        assert_eq!(ratio(0.1, f64::INFINITY, &[]), Err(NotANumber));
        assert_eq!(ratio(0.5, 2.0, &[5.0]), Err(TickOutside));
        assert_eq!(ratio(0.5, 2.0, &[1.0; 31]), Err(TooManyTicks));
        let difference = |low, high| axis(Measure::RiskDifference, low, high, &[]).check();
        assert_eq!(difference(-20.0, 20.0), Ok(()));
        assert_eq!(difference(3.0, 3.0), Err(Empty));
    }

    #[test]
    fn ratios_share_an_axis_and_differences_do_not() {
        let ratios = axis(Measure::RiskRatio, 0.1, 10.0, &[]);
        assert!(ratios.is_for(Measure::OddsRatio));
        assert!(!ratios.is_for(Measure::RiskDifference));
        let differences = axis(Measure::RiskDifference, -10.0, 10.0, &[]);
        assert!(differences.is_for(Measure::RiskDifference));
        assert!(!differences.is_for(Measure::MeanDifference));
    }
}
