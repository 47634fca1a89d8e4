//! Results that were printed, recomputed through the one door. One file a paper, named after it.

use trialpool::analysis::{
    Request, Response, TrialData, TrialRow, TwoByTwo, VERSION, answer, prepare,
};
use trialpool::data::{Correction, Interval, Measure, Method, Plan, PredictionDegrees, Settings};
use trialpool::read::{Choices, table as table_of};

#[path = "published/bowdish_2023.rs"]
mod bowdish_2023;
#[path = "published/colditz_1994.rs"]
mod colditz_1994;
#[path = "published/crippa_2016.rs"]
mod crippa_2016;
#[path = "robustness/dose_trials.rs"]
#[allow(dead_code, reason = "the trials by counts are those of other tests")]
mod dose_trials;
#[path = "published/firth_1993.rs"]
mod firth_1993;
#[path = "published/fleiss_1993.rs"]
mod fleiss_1993;
#[path = "published/handbook_2023.rs"]
mod handbook_2023;
#[path = "published/hart_1999.rs"]
mod hart_1999;
#[path = "published/hine_1989.rs"]
mod hine_1989;
#[path = "published/mantel_1963.rs"]
mod mantel_1963;
#[path = "published/newcombe_1998.rs"]
mod newcombe_1998;
#[path = "published/nielweise_2008.rs"]
mod nielweise_2008;
#[path = "published/normand_1999.rs"]
mod normand_1999;
#[path = "published/pritz_1997.rs"]
mod pritz_1997;
#[path = "published/stijnen_2010.rs"]
mod stijnen_2010;
#[path = "published/van_houwelingen_1993.rs"]
mod van_houwelingen_1993;
#[path = "published/viechtbauer_2007.rs"]
mod viechtbauer_2007;
#[path = "published/yusuf_1985.rs"]
mod yusuf_1985;

/// A plan without correction and with Wald's interval, which is what the older papers print.
fn plan(measure: Measure, method: Method) -> Plan {
    Plan {
        measure,
        method,
        interval: Interval::Wald,
        correction: Correction::None,
        prediction: PredictionDegrees::KMinusOne,
    }
}

/// Rows as (name, events and total of the experimental arm, events and total of the control arm).
fn request(rows: &[(&str, u64, u64, u64, u64)], plan: Plan) -> Request {
    let trials = rows.iter().map(|(label, a, n1, c, n2)| TrialRow {
        label: (*label).to_string(),
        continues: false,
        data: TrialData::Counts(table([*a, *n1, *c, *n2])),
    });
    request_of(trials.collect(), plan)
}

fn request_of(trials: Vec<TrialRow>, plan: Plan) -> Request {
    Request {
        version: VERSION,
        trials,
        plan: Some(plan),
        measure: None,
        compare: false,
        level: trialpool::data::ConfidenceLevel::default(),
    }
}

/// The answer about trials without names.
fn asked(data: impl Iterator<Item = TrialData>, plan: Plan) -> Response {
    let trials = data.map(|data| TrialRow {
        label: String::new(),
        continues: false,
        data,
    });
    answer(&request_of(trials.collect(), plan))
}

/// The answer about the one outcome of a table as it is pasted.
#[expect(
    clippy::unwrap_used,
    reason = "a table that is not understood is a failed test"
)]
fn pasted(text: &str, plan: Plan) -> Response {
    let reading = table_of(text, &Choices::default());
    assert_eq!(reading.problems, []);
    let outcome = reading.review.outcomes.first().unwrap().id;
    let prepared = prepare(&reading.review, &Settings::default(), outcome).unwrap();
    assert_eq!(prepared.left_out, []);
    answer(&Request {
        plan: Some(plan),
        ..prepared.request
    })
}

fn pool(rows: &[(&str, u64, u64, u64, u64)], plan: Plan) -> Response {
    answer(&request(rows, plan))
}

/// Events and total of the experimental arm, then of the control arm.
fn table([a, n1, c, n2]: [u64; 4]) -> TwoByTwo {
    TwoByTwo {
        experimental_events: a,
        experimental_total: n1,
        control_events: c,
        control_total: n2,
    }
}

/// Estimate and limits on the natural scale.
#[expect(
    clippy::unwrap_used,
    reason = "a printed result that cannot be had is a failed test"
)]
fn natural(response: &Response) -> [f64; 3] {
    let interval = response.pooled.as_ref().unwrap().interval;
    let limits = [interval.estimate, interval.lower, interval.upper];
    if response.measure().is_ratio() {
        limits.map(libm::exp)
    } else {
        limits
    }
}

/// Fails unless every number rounds to the printed one at `decimals`.
#[track_caller]
fn assert_prints(found: [f64; 3], printed: [&str; 3], decimals: usize) {
    let written = found.map(|number| format!("{number:.decimals$}"));
    assert_eq!(written, printed.map(str::to_string));
}
