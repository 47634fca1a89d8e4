//! The risk in either arm of each trial, and what the pooled effect makes of the risk in the control arm: what a plot of
//! L'Abbé, Detsky and O'Rourke (1987, Annals of Internal Medicine 107:224) shows. R: `metafor::labbe()`.

use super::{IntervalEstimate, Request, Response, TrialData, TrialUse};
use crate::data::{ConfidenceLevel, Measure, Method, OutcomeKind};
use crate::safety::risk_with;

/// The risks in the two arms of a trial.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TrialRisks {
    /// Its row of the request.
    pub row: usize,
    /// People with the event and people in all, experimental arm.
    pub experimental: [u64; 2],
    /// The same of the control arm.
    pub control: [u64; 2],
    /// Its share of the pooled estimate in percent; `None` where it is not pooled, or the method has no weights.
    pub weight: Option<f64>,
    /// Whether it contributes to the pooled estimate.
    pub is_pooled: bool,
}

impl TrialRisks {
    /// The risk in the experimental arm, between 0 and 1.
    #[must_use]
    pub fn experimental_risk(&self) -> f64 {
        share(self.experimental)
    }

    /// The risk in the control arm, between 0 and 1.
    #[must_use]
    pub fn control_risk(&self) -> f64 {
        share(self.control)
    }

    /// People of both arms.
    #[must_use]
    pub fn people(&self) -> u64 {
        self.experimental[1].saturating_add(self.control[1])
    }

    /// Whether the event was more frequent in the experimental arm (greater), in the control arm (less), or equally frequent:
    /// of the counts themselves, so that equal risks are equal.
    #[must_use]
    pub fn compared(&self) -> std::cmp::Ordering {
        let [events, people] = self.experimental.map(u128::from);
        let [control_events, control_people] = self.control.map(u128::from);
        (events * control_people).cmp(&(control_events * people))
    }
}

fn share([events, people]: [u64; 2]) -> f64 {
    events as f64 / people as f64
}

/// The risks in the arms of all trials of an outcome, with the pooled effect.
#[derive(Clone, Debug, PartialEq)]
pub struct ArmRisks {
    /// The measure of the pooled effect.
    pub measure: Measure,
    /// By which method it was pooled.
    pub method: Method,
    /// The level of its interval.
    pub level: ConfidenceLevel,
    /// The pooled effect, scale of analysis; `None` where there is none.
    pub pooled: Option<IntervalEstimate>,
    /// Whether every iterative fit behind the pooled effect met its tolerance; true where there is none.
    pub converged: bool,
    /// The trials, in the order of the request.
    pub trials: Vec<TrialRisks>,
}

impl ArmRisks {
    /// The risk in the experimental arm that an effect makes of a risk in the control arm, all as shares of people; not
    /// below 0 and not above 1.
    #[must_use]
    pub fn expected(&self, control_risk: f64, effect: f64) -> f64 {
        risk_with(self.measure, control_risk, effect).clamp(0.0, 1.0)
    }
}

/// The risks in the arms of the trials behind an answer. `None` where the outcome does not count people, or no trial has counts
/// that can be.
#[must_use]
pub fn arm_risks(request: &Request, response: &Response) -> Option<ArmRisks> {
    let measure = response.measure();
    if measure.kind() != OutcomeKind::Counts {
        return None;
    }
    let trials: Vec<TrialRisks> = request
        .trials
        .iter()
        .zip(&response.trials)
        .enumerate()
        .filter_map(|(row, (trial, result))| {
            let TrialData::Counts(table) = trial.data else {
                return None;
            };
            (result.used != TrialUse::Impossible && table.is_possible()).then_some(TrialRisks {
                row,
                experimental: [table.experimental_events, table.experimental_total],
                control: [table.control_events, table.control_total],
                weight: result.weight,
                is_pooled: result.used == TrialUse::Pooled && response.pooled.is_ok(),
            })
        })
        .collect();
    let pooled = response.pooled.as_ref().ok();
    (!trials.is_empty()).then(|| ArmRisks {
        measure,
        method: response.method(),
        level: response.level,
        pooled: pooled.map(|pooled| pooled.interval),
        converged: pooled.is_none_or(|pooled| pooled.converged),
        trials,
    })
}

#[cfg(test)]
mod tests {
    use std::cmp::Ordering;

    use super::arm_risks;
    use crate::analysis::{answer, plan_for, prepare};
    use crate::data::{Measure, Method, Settings, TauSquaredEstimator};
    use crate::read::examples;

    /// R: `labbe(rma(measure = "RR", ai = tpos, bi = tneg, ci = cpos, di = cneg, data = dat.bcg), transf = exp)` has its first
    /// trial at 11/139 and 4/123.
    #[test]
    fn the_first_trial_of_bcg_stands_where_metafor_puts_it() {
        let review = examples::review("bcg-vaccine").unwrap();
        let mut settings = Settings::default();
        let outcome = review.outcomes[0].id;
        let method = Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood);
        settings
            .plans
            .insert(outcome, plan_for(Measure::RiskRatio, method));
        let prepared = prepare(&review, &settings, outcome).unwrap();
        let found = arm_risks(&prepared.request, &answer(&prepared.request)).unwrap();
        assert_eq!(found.trials.len(), 13);
        let first = found.trials[0];
        assert!((first.control_risk() - 0.079_136_690_6).abs() < 1e-10);
        assert!((first.experimental_risk() - 0.032_520_325_2).abs() < 1e-10);
        assert_eq!(first.compared(), Ordering::Less);
        // A risk of 10 % is multiplied by exp(−0.714532342158), as metafor's REML has it.
        let pooled = found.pooled.unwrap();
        let expected = found.expected(0.1, pooled.estimate);
        assert!((expected - 0.1 * libm::exp(-0.714_532_342_158)).abs() < 1e-8);
        assert!((found.expected(0.9, 1.0) - 1.0).abs() < 1e-15);
    }
}
