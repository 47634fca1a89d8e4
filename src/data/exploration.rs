//! What is explored of an outcome beside its main analysis: by what its trials are parted, and what their effects are regressed
//! on. It is kept with the review, so that what was looked for is told with what was found.

use serde::{Deserialize, Serialize};

use super::{CovariateId, DoseResponseChoices, Grouping, OutcomeId, SequentialDesign, Settings};

/// A number that is known of trials.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Quantity {
    /// The year of publication.
    Year,
    /// The numbers of a column that is kept but not pooled.
    Column(CovariateId),
}

/// By what trials are parted.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PartedBy {
    /// By what they have in common.
    Grouping(Grouping),
    /// By a number: those below the first cut point, from it to the next, and so on.
    Cuts {
        /// Which number.
        quantity: Quantity,
        /// The cut points, rising; a trial on a cut point stands above it.
        at: Vec<f64>,
    },
}

/// How much the effects of trials differ within the parts of an outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum SpreadOfGroups {
    /// Each part has a variance between trials of its own.
    #[default]
    Separate,
    /// All parts share one.
    Shared,
}

impl SpreadOfGroups {
    /// Whether it is what is taken where nobody chose.
    #[must_use]
    pub fn is_usual(&self) -> bool {
        *self == Self::default()
    }
}

/// What effects are regressed on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Moderator {
    /// A number.
    Number(Quantity),
    /// The levels of something that trials have in common, each against the first.
    Levels(Grouping),
}

/// What is explored of one outcome.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Exploration {
    /// By what its trials are parted, if they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub parted_by: Option<PartedBy>,
    /// How much effects differ within the parts, where they are random.
    #[serde(default, skip_serializing_if = "SpreadOfGroups::is_usual")]
    pub spread_of_groups: SpreadOfGroups,
    /// What its effects are regressed on; empty for no regression.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub moderators: Vec<Moderator>,
    /// Whether coefficients are tested by the normal distribution instead of Knapp and Hartung's errors.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub wald: bool,
    /// The values of a single number at which the mean effect is predicted.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub at: Vec<f64>,
    /// The odds of the event among the people lost to those among the people analysed, in the experimental and in the control
    /// arms; `None` for [`Exploration::USUAL_ODDS`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub missing_odds: Option<[f64; 2]>,
    /// What its sequential analysis is to find and to hold.
    #[serde(default, skip_serializing_if = "SequentialDesign::is_usual")]
    pub sequential: SequentialDesign,
    /// How its dose and response within trials are looked at.
    #[serde(default, skip_serializing_if = "DoseResponseChoices::is_usual")]
    pub dose_response: DoseResponseChoices,
}

impl Exploration {
    /// The odds ratios of the people lost where nobody chose others: twice as likely, and half, as those analysed.
    pub const USUAL_ODDS: [f64; 2] = [2.0, 2.0];
    /// The largest of these odds ratios; the smallest is its inverse.
    pub const LARGEST_ODDS: f64 = 1_000.0;

    /// The most cut points of a number.
    pub const MOST_CUTS: usize = 8;
    /// The most moderators of a regression.
    pub const MOST_MODERATORS: usize = 8;
    /// The most values at which the mean effect is predicted.
    pub const MOST_PREDICTIONS: usize = 12;

    /// The columns that it names.
    pub fn columns(&self) -> impl Iterator<Item = CovariateId> {
        let parted_by = self.parted_by.iter().filter_map(PartedBy::column);
        let moderators = self.moderators.iter().filter_map(|one| one.column());
        parted_by.chain(moderators)
    }
}

impl PartedBy {
    /// The column that it names, if it names one.
    #[must_use]
    pub fn column(&self) -> Option<CovariateId> {
        match self {
            Self::Grouping(grouping) => column_of(*grouping),
            Self::Cuts { quantity, .. } => quantity.column(),
        }
    }
}

impl Quantity {
    /// The column that it names, if it names one.
    #[must_use]
    pub fn column(self) -> Option<CovariateId> {
        match self {
            Self::Year => None,
            Self::Column(id) => Some(id),
        }
    }
}

impl Moderator {
    /// The column that it names, if it names one.
    #[must_use]
    pub fn column(self) -> Option<CovariateId> {
        match self {
            Self::Number(quantity) => quantity.column(),
            Self::Levels(grouping) => column_of(grouping),
        }
    }
}

fn column_of(grouping: Grouping) -> Option<CovariateId> {
    match grouping {
        Grouping::Covariate(id) => Some(id),
        Grouping::Randomized | Grouping::RiskOfBias => None,
    }
}

impl Settings {
    /// What is explored of an outcome; nothing where nobody chose anything.
    #[must_use]
    pub fn exploration_of(&self, outcome: OutcomeId) -> Exploration {
        self.explorations.get(&outcome).cloned().unwrap_or_default()
    }
}
