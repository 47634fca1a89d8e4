//! Random 2×2 tables asked about, for every target that tests what must hold for any of them.

use trialpool::analysis::{Request, Response, TrialData, TrialRow, TwoByTwo, VERSION, answer};
use trialpool::data::Plan;

/// The answer of the door to these tables by this plan.
pub(crate) fn pool(tables: &[TwoByTwo], plan: Plan) -> Response {
    let trials = tables.iter().map(|table| TrialRow {
        label: String::new(),
        continues: false,
        data: TrialData::Counts(*table),
    });
    answer(&Request {
        version: VERSION,
        trials: trials.collect(),
        plan: Some(plan),
        measure: None,
        compare: false,
        level: trialpool::data::ConfidenceLevel::default(),
    })
}

/// The table with its arms in each other's place.
pub(crate) fn swapped(table: &TwoByTwo) -> TwoByTwo {
    TwoByTwo {
        experimental_events: table.control_events,
        experimental_total: table.control_total,
        control_events: table.experimental_events,
        control_total: table.experimental_total,
    }
}
