//! How much information a question takes: the people of one trial that could answer it, and what has to be added until an
//! interval excludes a margin.

use serde::{Deserialize, Serialize};

use crate::data::Measure;
use crate::effect::IntervalEstimate;
use crate::explore::next_trial::fewest;
use crate::explore::sequential::information::{people_an_arm, risk_by_ratio};
use crate::math::{normal, student};

/// Significance level of the optimal information size, two-sided.
const SIZE_ALPHA: f64 = 0.05;

/// The optimal information size: people in both arms together, of one size each, with whom a single trial finds an effect of
/// this ratio at this control risk, α 5 % two-sided and power 80 %.
///
/// The people of an arm are those of [`people_an_arm`], rounded up, as GRADE asks for (Guyatt et al. 2011, GRADE guidelines 6).
/// `None` where the control risk is not between 0 and 1 or the ratio makes a risk that is none.
#[must_use]
pub fn optimal_information_size(measure: Measure, control: f64, log_ratio: f64) -> Option<f64> {
    let risk = risk_by_ratio(measure, control, log_ratio)?;
    let z = [
        normal::upper_quantile(SIZE_ALPHA / 2.0),
        normal::QUANTILE_80,
    ];
    Some(2.0 * libm::ceil(people_an_arm([control, risk], z)?))
}

/// What is known of a pooled effect when somebody asks how much more it takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Known {
    /// The effect with its standard error, scale of analysis, turned so that harm is upwards.
    pub estimate: f64,
    /// Its standard error.
    pub standard_error: f64,
    /// Degrees of freedom of its interval; `None` where it is normal. Each trial that is added gives one more.
    pub degrees_of_freedom: Option<f64>,
    /// What the interval leaves out on each side.
    pub tail: f64,
    /// The variance between trials; 0 where all share one effect.
    pub tau_squared: f64,
    /// People behind it.
    pub people: f64,
    /// People of a trial of the usual size.
    pub usual: f64,
    /// What those of the trials tell together without any variance between trials: Σ 1 / v.
    pub information_within: f64,
}

/// What has to be added until the interval excludes a margin.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct Needed {
    /// Trials of the usual size.
    pub trials: u64,
    /// Their people.
    pub people: u64,
    /// However large they are, so many trials at least, because trials differ; 0 where all share one effect.
    pub fewest_trials: u64,
}

/// How the question of what is needed comes out.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reach {
    /// The interval excludes the margin already.
    Already,
    /// It would after so much more.
    Needed(Needed),
    /// It would not, however much is added: the true effect that is assumed lies at the margin or beyond, or it would take
    /// more than [`MOST_TRIALS`].
    Never,
}

/// More trials than this are not reached by any review.
pub const MOST_TRIALS: u64 = 100_000;

/// What has to be added until the upper limit lies below a margin, if the trials that are added find `assumed` on average.
///
/// The pooled effect with information I₀ = 1 / SE² and what is added with information I₁ come to
/// (I₀ θ̂ + I₁ θ) / (I₀ + I₁) with standard error (I₀ + I₁)^(−1/2). A trial of the usual size adds 1 / (v + τ²), where τ² is
/// held fixed and v follows from its people as 1 / v does from all people (Jackson & Turner 2017, Res Synth Methods 8:290,
/// section 2; for τ² = 0 the standard error falls as the root of the people). Intervals of Student's t gain a degree of
/// freedom with each trial. The upper limit then lies below the margin half of the time.
#[must_use]
pub fn until_excluded(known: &Known, margin: f64, assumed: f64) -> Reach {
    let before = 1.0 / (known.standard_error * known.standard_error);
    let quantile = |added: u64| match known.degrees_of_freedom {
        None => normal::upper_quantile(known.tail),
        Some(df) => student::upper_quantile(known.tail, df + added as f64),
    };
    let excludes = |each: f64, added: u64| {
        let more = each * added as f64;
        let all = before + more;
        let estimate = (before * known.estimate + more * assumed) / all;
        estimate + quantile(added) / all.sqrt() < margin
    };
    if excludes(0.0, 0) {
        return Reach::Already;
    }
    let per_person = known.information_within / known.people;
    let within = 1.0 / (per_person * known.usual);
    let each = 1.0 / (within + known.tau_squared);
    let is_known = [before, each, known.estimate, margin]
        .into_iter()
        .all(f64::is_finite);
    if !is_known || each <= 0.0 || assumed >= margin {
        return Reach::Never;
    }
    let fewest = |each: f64| fewest(MOST_TRIALS, |added| excludes(each, added));
    let Some(trials) = fewest(each) else {
        return Reach::Never;
    };
    let fewest_trials = if known.tau_squared > 0.0 {
        fewest(1.0 / known.tau_squared).unwrap_or(trials)
    } else {
        0
    };
    let people = libm::ceil(trials as f64 * known.usual);
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a number of people above 0; what is beyond u64 stays at its end"
    )]
    let people = people as u64;
    Reach::Needed(Needed {
        trials,
        people,
        fewest_trials,
    })
}

impl Known {
    /// The effect turned so that harm is upwards.
    #[must_use]
    pub fn turned(mut self, more_is_worse: bool) -> Self {
        if !more_is_worse {
            self.estimate = -self.estimate;
        }
        self
    }

    /// What is known from an interval; the variance between trials and the people are still to be said.
    #[must_use]
    pub fn of(interval: &IntervalEstimate, degrees_of_freedom: Option<f64>, tail: f64) -> Self {
        Self {
            estimate: interval.estimate,
            standard_error: interval.standard_error,
            degrees_of_freedom,
            tail,
            tau_squared: 0.0,
            people: 0.0,
            usual: 0.0,
            information_within: 0.0,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Known, Needed, Reach, optimal_information_size, until_excluded};
    use crate::data::Measure;

    /// R 4.2: `2 * ceiling(power.prop.test(p1 = .2, p2 = .25, power = .8)$n)` is 2188;
    /// the same with .02 and .04 is 2282, and with .1 and 2/11, the odds ratio 2, 566.
    #[test]
    fn the_optimal_information_size_is_that_of_a_trial_with_80_percent_power() {
        let size = |measure, control, ratio: f64| {
            optimal_information_size(measure, control, libm::log(ratio)).unwrap()
        };
        assert!((size(Measure::RiskRatio, 0.2, 1.25) - 2_188.0).abs() < 0.5);
        assert!((size(Measure::RiskRatio, 0.02, 2.0) - 2_282.0).abs() < 0.5);
        assert!((size(Measure::OddsRatio, 0.1, 2.0) - 566.0).abs() < 0.5);
        let none = optimal_information_size(Measure::RiskRatio, 0.9, libm::log(1.25));
        assert_eq!(none, None);
    }

    fn known() -> Known {
        Known {
            estimate: 0.05,
            standard_error: 0.15,
            degrees_of_freedom: None,
            tail: 0.025,
            tau_squared: 0.0,
            people: 1_000.0,
            usual: 50.0,
            information_within: 1.0 / (0.15 * 0.15),
        }
    }

    fn needed(reach: Reach) -> Needed {
        match reach {
            Reach::Needed(needed) => needed,
            Reach::Already | Reach::Never => panic!("{reach:?}"),
        }
    }

    #[test]
    fn nothing_reaches_a_margin_that_the_true_effect_lies_at() {
        let margin = libm::log(1.25);
        assert_eq!(until_excluded(&known(), margin, margin), Reach::Never);
        assert_eq!(until_excluded(&known(), 0.5, 0.05), Reach::Already);
    }

    /// R 4.2 with metafor 3.8: trials of variance 1/(information of 50 people) + τ² are added one by one beside the pooled
    /// effect, `rma(c(e, rep(0, k)), c(se^2, rep(1/each, k)), method = "FE")`, until `beta + q * se` is below log 1.25.
    #[test]
    fn what_is_needed_is_what_trials_that_are_added_one_by_one_in_r_come_to() {
        let margin = libm::log(1.25);
        let same = needed(until_excluded(&known(), margin, 0.05));
        let null = needed(until_excluded(&known(), margin, 0.0));
        let spread = Known {
            tau_squared: 0.04,
            ..known()
        };
        let random = needed(until_excluded(&spread, margin, 0.0));
        let student = Known {
            degrees_of_freedom: Some(4.0),
            ..known()
        };
        let student = needed(until_excluded(&student, margin, 0.0));
        let found = [same, null, random, student]
            .map(|found| [found.trials, found.people, found.fewest_trials]);
        let by_r = [
            [38, 1_900, 0],
            [24, 1_200, 0],
            [26, 1_300, 3],
            [27, 1_350, 0],
        ];
        assert_eq!(found, by_r);
    }
}
