//! Trials that are pooled again and again, a table changed between one pool and the next.

use super::Request;
use super::fit::interval_alone;
use super::own::Entrant;
use super::rows::{Row, Rows};
use crate::data::Plan;
use crate::effect::TwoByTwo;
use crate::pool::random_effects::MeanInterval;

/// The rows of a request with what each brings into the pool of a plan: of what did not change nothing is made anew.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct PooledAgain {
    rows: Rows,
    entrants: Vec<Entrant>,
    plan: Plan,
}

impl PooledAgain {
    pub(super) fn of(request: &Request, plan: Plan) -> Self {
        let rows = Rows::of(request);
        Self {
            entrants: rows.entrants(plan),
            rows,
            plan,
        }
    }

    /// Puts another table into a row.
    pub(super) fn put(&mut self, place: usize, table: TwoByTwo) {
        let row = Row::of_table(table);
        self.rows.put(place, row);
        if let Some(entrant) = self.entrants.get_mut(place) {
            *entrant = Entrant::of(&row, self.plan);
        }
    }

    /// The pooled interval as it is now; `None` where there is none, and by a likelihood.
    pub(super) fn interval(&self) -> Option<MeanInterval> {
        interval_alone(&self.rows, &self.entrants, self.plan).ok()
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
            again.put(place, changed);
            now[place] = changed;
            let fresh = fit(&Rows::of(&request(&now)), plan).pooled.ok();
            let found = again.interval();
            prop_assert_eq!(found.map(|one| one.interval), fresh.as_ref().map(|one| one.interval));
            prop_assert_eq!(found.map(|one| one.p_value()), fresh.map(|one| one.p_value));
        }
    }
}
