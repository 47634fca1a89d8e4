//! What a sequential analysis of an outcome is to find and to hold.

use serde::{Deserialize, Serialize};

/// When the errors of a sequential test are spent.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpendingFunction {
    /// Hardly anything early: O'Brien and Fleming's kind.
    #[default]
    OBrienFleming,
    /// Evenly: Pocock's kind.
    Pocock,
}

impl SpendingFunction {
    /// All of them, the default first.
    pub const ALL: [Self; 2] = [Self::OBrienFleming, Self::Pocock];
}

/// What a sequential analysis of an outcome is to find and to hold. What nobody typed follows from the data.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct SequentialDesign {
    /// The control risk, between 0 and 1; `None` for the baseline risk of the trials.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub control_risk: Option<f64>,
    /// The effect that is to be found, as a ratio of the outcome's measure (of risks for differences); `None` for the outcome's
    /// margin, or the usual one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ratio: Option<f64>,
    /// Diversity, between 0 and 1: by how much trials that differ ask for more people; `None` for that of the trials, 0 for
    /// none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub diversity: Option<f64>,
    /// The probability to find a difference where there is none, in either direction together.
    #[serde(default = "usual_alpha")]
    pub alpha: f64,
    /// The probability to find the effect if it is there.
    #[serde(default = "usual_power")]
    pub power: f64,
    /// When errors are spent.
    #[serde(default)]
    pub spending: SpendingFunction,
    /// Whether there are boundaries for futility.
    #[serde(default = "usual_futility")]
    pub futility: bool,
}

fn usual_alpha() -> f64 {
    SequentialDesign::default().alpha
}

fn usual_power() -> f64 {
    SequentialDesign::default().power
}

fn usual_futility() -> bool {
    SequentialDesign::default().futility
}

impl Default for SequentialDesign {
    fn default() -> Self {
        Self {
            control_risk: None,
            ratio: None,
            diversity: None,
            alpha: 0.05,
            power: 0.8,
            spending: SpendingFunction::OBrienFleming,
            futility: true,
        }
    }
}

impl SequentialDesign {
    /// The smallest and the largest control risk.
    pub const RISKS: (f64, f64) = (1e-6, 0.999);
    /// The smallest and the largest ratio; 1 is none.
    pub const RATIOS: (f64, f64) = (0.01, 100.0);
    /// A ratio nearer to 1 than this asks for more people than there are.
    pub const NEAREST_RATIO: f64 = 0.001;
    /// The largest diversity.
    pub const LARGEST_DIVERSITY: f64 = 0.99;
    /// The smallest and the largest α.
    pub const ALPHAS: (f64, f64) = (0.001, 0.2);
    /// The smallest and the largest power.
    pub const POWERS: (f64, f64) = (0.5, 0.99);

    /// Whether nobody chose anything.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }

    /// The same without what no edit could have put there.
    #[must_use]
    pub fn within_bounds(mut self) -> Self {
        let within = |value: f64, (low, high): (f64, f64)| value >= low && value <= high;
        self.control_risk
            .take_if(|risk| !within(*risk, Self::RISKS));
        self.ratio.take_if(|ratio| {
            !within(*ratio, Self::RATIOS) || (*ratio - 1.0).abs() < Self::NEAREST_RATIO
        });
        self.diversity
            .take_if(|share| !within(*share, (0.0, Self::LARGEST_DIVERSITY)));
        if !within(self.alpha, Self::ALPHAS) {
            self.alpha = Self::default().alpha;
        }
        if !within(self.power, Self::POWERS) {
            self.power = Self::default().power;
        }
        self
    }
}
