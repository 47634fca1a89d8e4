//! Rates that are adjusted for follow-up, for the results as JSON.

use serde::Serialize;

use crate::analysis::{
    FollowUpRates, HazardRatio, IntervalEstimate, Prepared, Undefined, follow_up_rates,
};
use crate::data::{OutcomeId, Review};
use crate::wording::Subject;

/// The hazard ratio of arms that were followed alike, on the log scale, and rates per person-year.
#[derive(Serialize)]
pub(super) struct FollowUpResults<'a> {
    trials_informative: usize,
    trials_with_follow_up: usize,
    random_effects: RatioResults,
    common_effect: RatioResults,
    control_rate: Option<f64>,
    experimental_rate: Option<[f64; 3]>,
    trials: Vec<TrialResults<'a>>,
}

/// A pooled log hazard ratio, or the kind of reason why there is none.
#[derive(Serialize)]
struct RatioResults {
    analysis: Option<IntervalEstimate>,
    tau_squared: Option<f64>,
    converged: Option<bool>,
    undefined: Option<Undefined>,
}

#[derive(Serialize)]
struct TrialResults<'a> {
    name: &'a str,
    follow_up_days: Option<f64>,
    experimental_rate: Option<f64>,
    control_rate: Option<f64>,
    analysis: Option<IntervalEstimate>,
}

impl RatioResults {
    fn of(ratio: Result<HazardRatio, Undefined>) -> Self {
        Self {
            analysis: ratio.ok().map(|ratio| ratio.interval),
            tau_squared: ratio.ok().map(|ratio| ratio.tau_squared),
            converged: ratio.ok().map(|ratio| ratio.converged),
            undefined: ratio.err(),
        }
    }
}

/// Rates of an outcome that counts people; nothing where the follow-up of no trial is known.
pub(super) fn follow_up_results<'a>(
    review: &Review,
    prepared: &Prepared,
    outcome: OutcomeId,
    subject: &Subject<'a>,
) -> Option<FollowUpResults<'a>> {
    let found: FollowUpRates = follow_up_rates(review, prepared, outcome)?;
    (found.followed > 0).then(|| FollowUpResults {
        trials_informative: found.informative,
        trials_with_follow_up: found.followed,
        random_effects: RatioResults::of(found.ratio),
        common_effect: RatioResults::of(found.common),
        control_rate: found.control_rate,
        experimental_rate: found.experimental_rate(),
        trials: found
            .trials
            .iter()
            .map(|trial| {
                let [experimental_rate, control_rate] = trial.rates();
                TrialResults {
                    name: subject.trial(trial.row),
                    follow_up_days: trial.days,
                    experimental_rate,
                    control_rate,
                    analysis: trial.ratio,
                }
            })
            .collect(),
    })
}
