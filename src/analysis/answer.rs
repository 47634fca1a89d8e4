//! The answer to a request.

use super::compare::{beside, comparison};
use super::elsewhere::{Fitted, Progress};
use super::fit::{Fit, fit};
use super::notes::notes;
use super::proposal::propose;
use super::rows::Rows;
use super::tests_and_intervals::{stratified_tests, tau_squared_intervals, zero_events};
use super::{Request, Response, RuledOut, TrialResult, TrialUse, Undefined, VERSION};
use crate::data::Plan;
use crate::safety::{absolute, ruled_out};

/// Pools the rows of a request.
///
/// Pure and total: the same request gives the same bits natively and in WebAssembly, and whatever is in it gives an
/// answer, in which every number is finite and what cannot be had is a reason.
#[must_use]
pub fn answer(request: &Request) -> Response {
    answer_by(request, &fit, &mut |_| {})
}

/// [`answer`], telling how far the comparison with other methods is before each of them.
pub fn answer_watched(request: &Request, watch: &mut dyn FnMut(Progress)) -> Response {
    answer_by(request, &fit, watch)
}

/// [`answer`] without the fit of the plan, which came from [`super::fitted`] for the same request, or is still to come.
#[must_use]
pub fn answer_around(request: &Request, fitted: &Fitted) -> Response {
    answer_by(request, &|_, _| fitted.fit(), &mut |_| {})
}

fn answer_by(
    request: &Request,
    fit: &dyn Fn(&Rows, Plan) -> Fit,
    watch: &mut dyn FnMut(Progress),
) -> Response {
    let rows = Rows::of(request);
    let proposal = propose(&rows, request.measure);
    let plan = request.plan.unwrap_or(proposal.plan);
    if request.version != VERSION {
        return Response {
            version: VERSION,
            plan,
            proposal,
            trials: request.trials.iter().map(|_| NOT_ASKED).collect(),
            totals: None,
            pooled: Err(Undefined::UnknownVersion),
            beside: None,
            comparison: Vec::new(),
            absolute: None,
            ruled_out: RuledOut::default(),
            zero_events: None,
            stratified_tests: None,
            tau_squared_intervals: Vec::new(),
            notes: Vec::new(),
        };
    }
    let primary = fit(&rows, plan);
    let interval = primary.pooled.as_ref().ok().map(|pooled| &pooled.interval);
    let absolute = interval.and_then(|interval| absolute(plan.measure, interval, &rows.tables));
    Response {
        version: VERSION,
        plan,
        proposal,
        totals: rows.totals(),
        beside: beside(&rows, plan, &primary),
        comparison: if request.compare {
            comparison(&rows, plan, &primary, watch)
        } else {
            Vec::new()
        },
        absolute,
        ruled_out: ruled_out(plan.measure, interval, absolute.as_ref(), &rows.tables),
        zero_events: zero_events(&rows, plan),
        stratified_tests: stratified_tests(&rows, plan),
        tau_squared_intervals: if request.compare {
            tau_squared_intervals(&rows, plan, &primary)
        } else {
            Vec::new()
        },
        notes: notes(&rows, plan, &primary),
        trials: primary.trials,
        pooled: primary.pooled,
    }
}

/// A row of a request that was not understood.
const NOT_ASKED: TrialResult = TrialResult {
    used: TrialUse::NotEstimable,
    effect: None,
    weight: None,
    shrunken: None,
    corrected: false,
};
