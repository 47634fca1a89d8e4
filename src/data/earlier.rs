//! What other reviews published: pooled results that are shown beside ours and never recomputed here, with what cannot be
//! right in them.

use serde::{Deserialize, Serialize};

use std::sync::Arc;

use super::panel::{SUGGESTED, folded};
use super::{Entry, Measure, Misread, Outcome, OutcomeId, State};

/// A review that somebody published, with its pooled results.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct EarlierReview {
    /// What it is called: "Thompson 2020".
    pub name: String,
    /// Where it was published.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub source: String,
    /// Its results.
    pub results: Vec<EarlierResult>,
}

/// A pooled result as it was printed.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct EarlierResult {
    /// What the review calls the outcome.
    pub wording: String,
    /// The outcome of ours beside which it is shown, if any.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeId>,
    /// What was pooled, as it is printed: "RR".
    pub measure: String,
    /// The estimate.
    pub estimate: Entry<f64>,
    /// The lower limit of its interval.
    pub lower: Entry<f64>,
    /// The upper limit.
    pub upper: Entry<f64>,
    /// I² in percent.
    pub i_squared: Entry<f64>,
    /// Trials that reported the outcome.
    pub trials: Entry<u64>,
    /// Trials of the review.
    pub included: Entry<u64>,
    /// The weight in percent with which it is a prior of its outcome's effect, beside a vague one; `None` where it is none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub prior_weight: Option<u8>,
    /// A remark.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub note: String,
}

impl EarlierReview {
    /// Puts each result that stands beside no outcome yet beside the one of the same name, or the one that a suggested panel
    /// knows by it; capitals and punctuation make no difference.
    pub fn link(&mut self, outcomes: &[Arc<Outcome>]) {
        for result in self
            .results
            .iter_mut()
            .filter(|result| result.outcome.is_none())
        {
            let name = folded(&result.wording);
            let known = SUGGESTED
                .iter()
                .find(|suggested| suggested.is_called(&name));
            let is_meant = |outcome: &&Arc<Outcome>| {
                folded(&outcome.name) == name || known.is_some_and(|known| known.is(outcome))
            };
            result.outcome = outcomes.iter().find(is_meant).map(|outcome| outcome.id);
        }
    }

    /// Whether all numbers are finite.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        self.results.iter().all(|result| {
            let numbers = [
                &result.estimate,
                &result.lower,
                &result.upper,
                &result.i_squared,
            ];
            let mut values = numbers.into_iter().filter_map(Entry::value);
            values.all(f64::is_finite)
        })
    }

    /// Marks numbers that are not finite as unreadable: no document holds them.
    pub fn mark_infinite(&mut self) {
        for result in &mut self.results {
            for entry in [
                &mut result.estimate,
                &mut result.lower,
                &mut result.upper,
                &mut result.i_squared,
            ] {
                if entry.value().is_some_and(|value| !value.is_finite()) {
                    entry.state = State::Unreadable(Misread::NotANumber);
                }
            }
        }
    }
}

impl Default for EarlierResult {
    fn default() -> Self {
        Self {
            wording: String::new(),
            outcome: None,
            measure: String::new(),
            estimate: Entry::not_reported(),
            lower: Entry::not_reported(),
            upper: Entry::not_reported(),
            i_squared: Entry::not_reported(),
            trials: Entry::not_reported(),
            included: Entry::not_reported(),
            prior_weight: None,
            note: String::new(),
        }
    }
}

/// What cannot be right in a printed result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EarlierFault {
    /// The lower limit is above the upper one.
    LimitsReversed,
    /// The estimate is outside its own interval.
    EstimateOutside,
    /// A ratio, or a limit of one, is not above zero.
    RatioNotPositive,
    /// I² is not between 0 and 100 %.
    ISquaredImpossible,
    /// More trials reported the outcome than the review has.
    MoreTrialsThanThere,
    /// A number cannot be read.
    Unreadable,
}

impl EarlierResult {
    /// The weights that it can have as a prior, in percent.
    pub const PRIOR_WEIGHTS: [u8; 4] = [20, 50, 80, 95];
    /// The weight that it has as a prior where nobody chose another, in percent.
    pub const USUAL_PRIOR_WEIGHT: u8 = 80;

    /// Whether a percentage can be the weight of a prior beside another one.
    #[must_use]
    pub fn is_prior_weight(percent: u8) -> bool {
        (1..100).contains(&percent)
    }

    /// Which measure the printed abbreviation stands for; `None` where it is not known.
    #[must_use]
    pub fn known_measure(&self) -> Option<Measure> {
        let letters: String = self
            .measure
            .chars()
            .filter(|character| character.is_alphanumeric())
            .flat_map(char::to_lowercase)
            .collect();
        Some(match letters.as_str() {
            "rr" | "riskratio" | "relativerisk" => Measure::RiskRatio,
            "or" | "oddsratio" => Measure::OddsRatio,
            "petoor" | "petooddsratio" | "por" => Measure::PetoOddsRatio,
            "rd" | "riskdifference" => Measure::RiskDifference,
            "irr" | "rateratio" | "incidencerateratio" => Measure::RateRatio,
            "hr" | "hazardratio" => Measure::GenericRatio,
            "md" | "wmd" | "meandifference" => Measure::MeanDifference,
            "smd" | "standardizedmeandifference" | "standardisedmeandifference" => {
                Measure::StandardizedMeanDifference
            }
            _ => return None,
        })
    }

    /// Estimate and limits on the scale on which ours are pooled, where the result is a ratio with numbers in which nothing is
    /// impossible: so that it can be drawn beside ours.
    #[must_use]
    pub fn log_ratio(&self) -> Option<(f64, Option<[f64; 2]>)> {
        let is_ratio = self.known_measure().is_some_and(Measure::is_ratio);
        let is_wrong = self.faults().into_iter().any(|fault| match fault {
            EarlierFault::LimitsReversed
            | EarlierFault::EstimateOutside
            | EarlierFault::RatioNotPositive
            | EarlierFault::Unreadable => true,
            EarlierFault::ISquaredImpossible | EarlierFault::MoreTrialsThanThere => false,
        });
        if !is_ratio || is_wrong {
            return None;
        }
        let limits = self.lower.value().zip(self.upper.value());
        Some((
            libm::log(self.estimate.value()?),
            limits.map(|(lower, upper)| [libm::log(lower), libm::log(upper)]),
        ))
    }

    /// What cannot be right in it, as it is printed.
    #[must_use]
    pub fn faults(&self) -> Vec<EarlierFault> {
        let mut faults = Vec::new();
        let limits = self.lower.value().zip(self.upper.value());
        let is_reversed = limits.is_some_and(|(lower, upper)| lower > upper);
        if is_reversed {
            faults.push(EarlierFault::LimitsReversed);
        }
        if let (Some(estimate), Some((lower, upper))) = (self.estimate.value(), limits)
            && !is_reversed
            && !(lower..=upper).contains(&estimate)
        {
            faults.push(EarlierFault::EstimateOutside);
        }
        let numbers = [&self.estimate, &self.lower, &self.upper];
        if self.known_measure().is_some_and(Measure::is_ratio)
            && numbers
                .iter()
                .filter_map(|entry| entry.value())
                .any(|value| value <= 0.0)
        {
            faults.push(EarlierFault::RatioNotPositive);
        }
        if self
            .i_squared
            .value()
            .is_some_and(|i_squared| !(0.0..=100.0).contains(&i_squared))
        {
            faults.push(EarlierFault::ISquaredImpossible);
        }
        if let (Some(trials), Some(included)) = (self.trials.value(), self.included.value())
            && trials > included
        {
            faults.push(EarlierFault::MoreTrialsThanThere);
        }
        let is_unreadable = numbers.iter().any(|entry| entry.is_unreadable())
            || self.i_squared.is_unreadable()
            || self.trials.is_unreadable()
            || self.included.is_unreadable();
        if is_unreadable {
            faults.push(EarlierFault::Unreadable);
        }
        faults
    }
}

#[cfg(test)]
mod tests {
    use super::{EarlierFault, EarlierResult};
    use crate::data::Entry;

    fn printed(measure: &str, [estimate, lower, upper]: [f64; 3]) -> EarlierResult {
        EarlierResult {
            measure: measure.to_owned(),
            estimate: Entry::reported(estimate),
            lower: Entry::reported(lower),
            upper: Entry::reported(upper),
            ..EarlierResult::default()
        }
    }

    /// Fatigue in the abstract of Wang 2024 (Curr Stem Cell Res Ther 19(9)): OR 0.18, 95 % CI 0.61 to 1.07.
    #[test]
    fn an_estimate_outside_its_own_interval_is_noticed_and_not_drawn() {
        let fatigue = printed("OR", [0.18, 0.61, 1.07]);
        assert_eq!(fatigue.faults(), [EarlierFault::EstimateOutside]);
        assert_eq!(fatigue.log_ratio(), None);
    }

    #[test]
    fn reversed_limits_impossible_ratios_heterogeneity_and_trials_are_noticed() {
        let reversed = printed("RR", [1.0, 1.4, 0.7]);
        assert_eq!(reversed.faults(), [EarlierFault::LimitsReversed]);
        let negative = printed("RR", [0.2, -0.1, 0.7]);
        assert_eq!(negative.faults(), [EarlierFault::RatioNotPositive]);
        assert_eq!(printed("SMD", [0.2, -0.1, 0.7]).faults(), []);
        let mut heterogeneous = printed("RR", [1.0, 0.8, 1.2]);
        heterogeneous.i_squared = Entry::reported(104.0);
        heterogeneous.trials = Entry::reported(56);
        heterogeneous.included = Entry::reported(55);
        assert_eq!(
            heterogeneous.faults(),
            [
                EarlierFault::ISquaredImpossible,
                EarlierFault::MoreTrialsThanThere
            ]
        );
    }

    /// Fever in Thompson 2020 (`EClinicalMedicine` 19:100249): RR 2.48, 1.27 to 4.86.
    #[test]
    fn a_ratio_as_it_should_be_has_no_fault_and_a_place_on_the_axis() {
        let fever = printed("RR", [2.48, 1.27, 4.86]);
        assert_eq!(fever.faults(), []);
        let (estimate, limits) = fever.log_ratio().unwrap();
        // R: log(c(2.48, 1.27, 4.86)).
        assert!((estimate - 0.908_258_56).abs() < 1e-8, "{estimate}");
        let [lower, upper] = limits.unwrap();
        assert!((lower - 0.239_016_90).abs() < 1e-8, "{lower}");
        assert!((upper - 1.581_038_44).abs() < 1e-8, "{upper}");
    }
}
