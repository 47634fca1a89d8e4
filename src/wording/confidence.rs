//! Writes how sure an interval is.

use crate::data::ConfidenceLevel;

/// "95%".
#[must_use]
pub fn percent(level: ConfidenceLevel) -> String {
    format!("{}%", level.percent())
}

/// What the limits of an interval are, in short: "95% CI".
#[must_use]
pub fn short(level: ConfidenceLevel) -> String {
    format!("{}% CI", level.percent())
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
        "CI".to_owned()
    }
}

/// "95% confidence interval".
#[must_use]
pub fn interval(level: ConfidenceLevel) -> String {
    format!("{}% confidence interval", level.percent())
}

/// The label of the row of the prediction interval.
#[must_use]
pub fn prediction(level: ConfidenceLevel) -> String {
    format!("{}% prediction interval", level.percent())
}

/// The label of the row of the pooled estimate.
#[must_use]
pub fn pooled(level: ConfidenceLevel) -> String {
    format!("Total ({})", short(level))
}

/// The label of the row of a subgroup's pooled estimate.
#[must_use]
pub fn subtotal(level: ConfidenceLevel) -> String {
    format!("Subtotal ({})", short(level))
}

/// "with 95% confidence".
#[must_use]
pub fn with_confidence(level: ConfidenceLevel) -> String {
    format!("with {}% confidence", level.percent())
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
pub const CHOOSE: &str = "Confidence level";

/// What the limits of a posterior are, in short: "95% credible interval".
#[must_use]
pub fn credible(level: ConfidenceLevel) -> String {
    format!("{}% credible interval", level.percent())
}

/// "with 95% probability, given model and prior".
#[must_use]
pub fn with_probability(level: ConfidenceLevel) -> String {
    format!(
        "with {}% probability, given model and prior",
        level.percent()
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
