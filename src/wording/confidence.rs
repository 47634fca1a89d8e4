//! Writes how sure an interval is.

use super::{Locale, Text, number, tr, translate};
use crate::analysis::Pooled;
use crate::data::ConfidenceLevel;

/// "95%".
#[must_use]
pub fn percent(level: ConfidenceLevel) -> String {
    format!("{}%", level.percent())
}

/// What the limits of an interval are, in short: "95% CI".
#[must_use]
pub fn short(level: ConfidenceLevel) -> String {
    tr!("{}% CI", level.percent())
}

/// The same over intervals of several outcomes: without a number where they differ in it.
#[must_use]
pub fn short_of_all(levels: impl IntoIterator<Item = ConfidenceLevel>) -> String {
    let mut levels = levels.into_iter();
    let Some(first) = levels.next() else {
        return short(ConfidenceLevel::default());
    };
    if levels.all(|level| level == first) {
        short(first)
    } else {
        translate("CI").to_owned()
    }
}

/// "95% confidence interval".
#[must_use]
pub fn interval(level: ConfidenceLevel) -> String {
    tr!("{}% confidence interval", level.percent())
}

/// The label of the row of the prediction interval.
#[must_use]
pub fn prediction(level: ConfidenceLevel) -> String {
    tr!("{}% prediction interval", level.percent())
}

/// Whether the limits of an interval are those of a method of confidence, or of a posterior.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Limits {
    /// A confidence interval.
    Confidence,
    /// A credible interval.
    Credible,
}

impl Limits {
    /// Those of a pooled estimate; of one that does not exist they are named as of the trials.
    #[must_use]
    pub fn of(pooled: Option<&Pooled>) -> Self {
        let posterior = pooled.and_then(|pooled| pooled.posterior.as_ref());
        if posterior.is_some() {
            Self::Credible
        } else {
            Self::Confidence
        }
    }

    /// "95% CI", or the same of a credible interval.
    #[must_use]
    pub fn short(self, level: ConfidenceLevel) -> String {
        match self {
            Self::Confidence => short(level),
            Self::Credible => tr!("{}% CrI", level.percent()),
        }
    }
}

/// What the abbreviation of a credible interval stands for, where one is used.
pub const CREDIBLE_IN_SHORT: Text = Text("CrI: credible interval, of the posterior.");

/// The label of the row of the pooled estimate.
#[must_use]
pub fn pooled(limits: Limits, level: ConfidenceLevel) -> String {
    tr!("Total ({})", limits.short(level))
}

/// The label of the row of a subgroup's pooled estimate.
#[must_use]
pub fn subtotal(limits: Limits, level: ConfidenceLevel) -> String {
    tr!("Subtotal ({})", limits.short(level))
}

/// "with 95% confidence".
#[must_use]
pub fn with_confidence(level: ConfidenceLevel) -> String {
    tr!("with {}% confidence", level.percent())
}

/// What a level is called in a list of choices.
#[must_use]
pub fn choice(level: ConfidenceLevel) -> &'static str {
    match level {
        ConfidenceLevel::Ninety => "90%",
        ConfidenceLevel::NinetyFive => "95%",
        ConfidenceLevel::NinetyNine => "99%",
    }
}

/// What is chosen where a level is.
pub const CHOOSE: Text = Text("Confidence level");

/// What the limits of a posterior are, in short: "95% credible interval".
#[must_use]
pub fn credible(level: ConfidenceLevel) -> String {
    tr!("{}% credible interval", level.percent())
}

/// "with 97.5% probability, given model and prior": how probable it is that a posterior lies on one side of one limit of an
/// interval whose tails are equal.
#[must_use]
pub fn with_probability(level: ConfidenceLevel, locale: Locale) -> String {
    let beyond_both = 1.0 - f64::from(level.percent()) / 100.0;
    tr!(
        "with {} probability, given model and prior",
        number::percent(1.0 - beyond_both / 2.0, locale)
    )
}

#[cfg(test)]
mod tests {
    use super::short_of_all;
    use crate::data::ConfidenceLevel::{Ninety, NinetyFive};

    #[test]
    fn intervals_of_several_levels_are_headed_without_a_number() {
        assert_eq!(short_of_all([Ninety, Ninety]), "90% CI");
        assert_eq!(short_of_all([Ninety, NinetyFive]), "CI");
    }
}
