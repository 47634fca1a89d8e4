//! How sure an interval is.

use serde::{Deserialize, Serialize};

use crate::math::normal;

/// The level of two-sided confidence, credible and prediction intervals, and of one-sided bounds. 95 % unless the reader
/// asks for another. Written as a number of percent.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(try_from = "u8", into = "u8")]
pub enum ConfidenceLevel {
    /// 90 %.
    Ninety,
    /// 95 %.
    #[default]
    NinetyFive,
    /// 99 %.
    NinetyNine,
}

/// A number of percent that is no level.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NotALevel(u8);

impl std::fmt::Display for NotALevel {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            formatter,
            "a confidence level of 90, 95 or 99 is expected, not {}",
            self.0
        )
    }
}

impl std::error::Error for NotALevel {}

impl TryFrom<u8> for ConfidenceLevel {
    type Error = NotALevel;

    fn try_from(percent: u8) -> Result<Self, NotALevel> {
        Self::ALL
            .into_iter()
            .find(|level| level.percent() == percent)
            .ok_or(NotALevel(percent))
    }
}

impl From<ConfidenceLevel> for u8 {
    fn from(level: ConfidenceLevel) -> Self {
        level.percent()
    }
}

impl ConfidenceLevel {
    /// All levels, the lowest first.
    pub const ALL: [Self; 3] = [Self::Ninety, Self::NinetyFive, Self::NinetyNine];

    /// In percent.
    #[must_use]
    pub fn percent(self) -> u8 {
        match self {
            Self::Ninety => 90,
            Self::NinetyFive => 95,
            Self::NinetyNine => 99,
        }
    }

    /// What a one-sided bound leaves out, and a two-sided interval on both sides together.
    #[must_use]
    pub fn left_out(self) -> f64 {
        match self {
            Self::Ninety => 0.1,
            Self::NinetyFive => 0.05,
            Self::NinetyNine => 0.01,
        }
    }

    /// What a two-sided interval leaves out on each side.
    #[must_use]
    pub fn tail(self) -> f64 {
        match self {
            Self::Ninety => 0.05,
            Self::NinetyFive => 0.025,
            Self::NinetyNine => 0.005,
        }
    }

    /// What lies below the upper limit of a two-sided interval.
    #[must_use]
    pub fn below_upper(self) -> f64 {
        match self {
            Self::Ninety => 0.95,
            Self::NinetyFive => 0.975,
            Self::NinetyNine => 0.995,
        }
    }

    /// The quantile of the standard normal distribution with [`Self::tail`] above it.
    #[must_use]
    pub fn normal_quantile(self) -> f64 {
        match self {
            Self::Ninety => normal::QUANTILE_95,
            Self::NinetyFive => normal::QUANTILE_975,
            Self::NinetyNine => normal::QUANTILE_995,
        }
    }

    /// How far a log-likelihood may fall within the interval made of it: half the quantile of χ² with one degree of freedom.
    #[must_use]
    pub fn likelihood_drop(self) -> f64 {
        match self {
            Self::Ninety => 1.352_771_727_047_702,
            Self::NinetyFive => 1.920_729_410_347_062,
            Self::NinetyNine => 3.317_448_300_510_607,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::ConfidenceLevel;
    use crate::math::normal;

    #[test]
    fn a_level_is_read_back_from_its_percent_and_no_other_number_is_one() {
        for level in ConfidenceLevel::ALL {
            let text = serde_json::to_string(&level).unwrap();
            assert_eq!(text, level.percent().to_string());
            assert_eq!(
                serde_json::from_str::<ConfidenceLevel>(&text).unwrap(),
                level
            );
        }
        assert!(serde_json::from_str::<ConfidenceLevel>("94").is_err());
    }

    #[test]
    fn what_is_left_out_is_what_the_level_does_not_hold() {
        for level in ConfidenceLevel::ALL {
            let share = f64::from(level.percent()) / 100.0;
            assert!((1.0 - level.left_out() - share).abs() < 1e-15);
            assert!((2.0 * level.tail() - level.left_out()).abs() < 1e-15);
            assert!((1.0 - level.tail() - level.below_upper()).abs() < 1e-15);
            assert!((normal::upper_tail(level.normal_quantile()) - level.tail()).abs() < 1e-15);
            let square = level.normal_quantile() * level.normal_quantile();
            assert!((0.5 * square - level.likelihood_drop()).abs() < 1e-14);
        }
    }
}
