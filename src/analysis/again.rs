//! Tables that are pooled again and again, one of them changed between one pool and the next.

use super::Request;
use super::fit::{answered, is_writable, with_events};
use super::mean::{Formula, mean, wald};
use super::own::Entrant;
use super::rows::{Row, Rows};
use crate::data::{ConfidenceLevel, OutcomeKind, Plan};
use crate::effect::TwoByTwo;
use crate::pool::random_effects::MeanInterval;
use crate::pool::sums::Parts;

/// The tables of a request with what each brings into the pool of a plan: of what did not change nothing is made anew.
#[derive(Clone, Debug)]
pub(super) struct PooledAgain {
    entrants: Vec<Entrant>,
    /// Where the mean is a formula of sums, what each adds to them.
    sums: Option<(Formula, Vec<Parts>)>,
    /// All tables as if they were one trial.
    together: TwoByTwo,
    plan: Plan,
    level: ConfidenceLevel,
}

impl PooledAgain {
    /// `None` where the plan does not pool counts, or not these.
    pub(super) fn of(request: &Request, plan: Plan) -> Option<Self> {
        let rows = Rows::of(request);
        if plan.measure.kind() != OutcomeKind::Counts {
            return None;
        }
        answered(&rows, plan).ok()?;
        let entrants = rows.entrants(plan);
        let sums = Formula::of(plan).map(|formula| {
            let parts = entrants.iter().map(|entrant| formula.parts(entrant));
            (formula, parts.collect())
        });
        Some(Self {
            entrants,
            sums,
            together: TwoByTwo::together(&rows.tables),
            plan,
            level: request.level,
        })
    }

    /// Puts another table, one that can be, into a row that holds one.
    pub(super) fn put(&mut self, place: usize, table: TwoByTwo) {
        let Some(entrant) = self.entrants.get_mut(place) else {
            return;
        };
        let Some(before) = entrant.row.table().filter(|_| table.is_possible()) else {
            return;
        };
        self.together.take_away(&before);
        self.together.add(&table);
        *entrant = Entrant::of(&Row::of_table(table), self.plan);
        if let Some((formula, parts)) = &mut self.sums
            && let Some(part) = parts.get_mut(place)
        {
            *part = formula.parts(entrant);
        }
    }

    /// The pooled interval as it is now; `None` where there is none, and by a likelihood, which has no shorter way.
    pub(super) fn interval(&self) -> Option<MeanInterval> {
        let all = &self.together;
        let events = (all.experimental_events, all.control_events);
        let people = (all.experimental_total, all.control_total);
        with_events(self.plan, events, Some(people)).ok()?;
        let interval = match &self.sums {
            Some((formula, parts)) => {
                let (estimate, standard_error) = formula.estimate(parts)?;
                wald(estimate, standard_error, self.level)
            }
            None => mean(&self.entrants, self.plan, self.level)?.interval.ok()?,
        };
        is_writable(&interval, self.plan).then_some(interval)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::PooledAgain;
    use crate::analysis::fit::fit;
    use crate::analysis::rows::Rows;
    use crate::analysis::{Request, TrialData, TrialRow, VERSION, plan_for};
    use crate::data::{
        ConfidenceLevel, Correction, Interval, Measure, Method, TauSquaredEstimator,
    };
    use crate::effect::TwoByTwo;

    fn request(tables: &[TwoByTwo]) -> Request {
        let row = |table: &TwoByTwo| TrialRow {
            label: String::new(),
            data: TrialData::Counts(*table),
            continues: false,
        };
        Request {
            version: VERSION,
            trials: tables.iter().map(row).collect(),
            plan: None,
            measure: None,
            compare: false,
            level: ConfidenceLevel::default(),
        }
    }

    fn arm() -> impl Strategy<Value = (u64, u64)> {
        (1_u64..60).prop_flat_map(|total| (0..=total, Just(total)))
    }

    fn table() -> impl Strategy<Value = TwoByTwo> {
        (arm(), arm()).prop_map(|(experimental, control)| TwoByTwo {
            experimental_events: experimental.0,
            experimental_total: experimental.1,
            control_events: control.0,
            control_total: control.1,
        })
    }

    proptest! {
        #[test]
        fn what_is_pooled_again_is_what_a_fresh_fit_pools(
            tables in prop::collection::vec(table(), 1..9),
            changed in table(),
            place in 0_usize..9,
            measure in prop::sample::select(vec![
                Measure::RiskRatio, Measure::OddsRatio, Measure::RiskDifference, Measure::PetoOddsRatio,
            ]),
            method in prop::sample::select(vec![
                Method::MantelHaenszel, Method::MiettinenNurminen, Method::Peto, Method::InverseVariance,
                Method::RandomEffects(TauSquaredEstimator::RestrictedMaximumLikelihood),
                Method::RandomEffects(TauSquaredEstimator::DerSimonianLairdMantelHaenszel),
            ]),
            correction in prop::sample::select(vec![
                Correction::None, Correction::HalfWhereZero, Correction::TreatmentArm,
            ]),
            interval in prop::sample::select(vec![
                Interval::Wald, Interval::Robust, Interval::HartungKnappSafeguarded,
            ]),
        ) {
            let mut plan = plan_for(measure, method);
            (plan.correction, plan.interval) = (correction, interval);
            let mut again = PooledAgain::of(&request(&tables), plan);
            let mut now = tables;
            let place = place % now.len();
            if let Some(again) = &mut again {
                again.put(place, changed);
            }
            now[place] = changed;
            let fresh = fit(&Rows::of(&request(&now)), plan).pooled.ok();
            let found = again.and_then(|again| again.interval());
            prop_assert_eq!(found.map(|one| one.interval), fresh.as_ref().map(|one| one.interval));
            prop_assert_eq!(found.map(|one| one.p_value()), fresh.map(|one| one.p_value));
        }
    }
}
