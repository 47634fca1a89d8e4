//! Answers a request.

use super::background::Progress;
use super::compare::{beside, comparison};
use super::fit::{Fit, fit};
use super::notes::notes;
use super::proposal::propose;
use super::rows::Rows;
use super::tests_and_intervals::{stratified_tests, tau_squared_intervals, zero_events};
use super::{
    Absolute, Pooled, PooledProportion, Proposal, Request, Response, RuledOut, TrialResult,
    TrialUse, Undefined, VERSION,
};
use crate::data::{ConfidenceLevel, Interval, Method, OutcomeKind, Plan};
use crate::effect::{Transformation, harmonic_mean};
use crate::safety::{absolute, exact_bound, ruled_out, smallest_detectable, tells_nothing};

/// Pools the rows of a request.
///
/// Pure and total: the same request gives the same bits natively and in WebAssembly, and whatever is in it gives an
/// answer, in which every number is finite and what cannot be had is a reason.
///
/// ```
/// use trialpool::analysis::{answer, prepare};
/// use trialpool::data::{Measure, Method, Settings};
/// use trialpool::read::{Choices, table};
///
/// let text = "Trial,Events 1,Total 1,Events 2,Total 2\n\
///             Adams 2019,4,30,1,31\nBrown 2020,2,24,2,25\n";
/// let review = table(text, &Choices::default()).review;
/// let prepared = prepare(&review, &Settings::default(), review.outcomes[0].id).ok_or("no outcome")?;
/// let response = answer(&prepared.request);
/// assert_eq!(response.plan.measure, Measure::RiskRatio);
/// assert_eq!(response.plan.method, Method::MantelHaenszel);
/// let pooled = response.pooled.map_err(|reason| format!("{reason:?}"))?;
/// // Mantel–Haenszel by hand: (4 × 31/61 + 2 × 25/49) / (1 × 30/61 + 2 × 24/49).
/// let risk_ratio = (4.0 * 31.0 / 61.0 + 2.0 * 25.0 / 49.0) / (30.0 / 61.0 + 2.0 * 24.0 / 49.0);
/// assert!((pooled.interval.estimate - libm::log(risk_ratio)).abs() < 1e-12);
/// # Ok::<(), String>(())
/// ```
#[must_use]
pub fn answer(request: &Request) -> Response {
    answer_by(request, &fit, true, &mut |_| {})
}

/// [`answer`] without the second answer that stands beside it, which may take longer than all the rest.
#[must_use]
pub fn answer_alone(request: &Request) -> Response {
    answer_by(request, &fit, false, &mut |_| {})
}

/// [`answer`], telling how far the comparison with other methods is before each of them.
pub fn answer_watched(request: &Request, watch: &mut dyn FnMut(Progress)) -> Response {
    answer_by(request, &fit, true, watch)
}

/// [`answer`] without the fit of the plan, which came from [`Fit::of`] for the same request, or is still to come.
#[must_use]
pub fn answer_around(request: &Request, fit: &Fit) -> Response {
    answer_by(request, &|_, _| fit.clone(), true, &mut |_| {})
}

/// What would be proposed for a request, without carrying it out.
#[must_use]
pub fn proposed(request: &Request) -> Proposal {
    propose(&Rows::of(request), request.measure, request.plan)
}

/// The pooled answer to a request by one plan, and nothing of what an answer says beside it.
///
/// # Errors
///
/// Why there is no number.
pub fn pooled(request: &Request, plan: Plan) -> Result<Pooled, Undefined> {
    fit(&Rows::of(request), plan).pooled
}

fn answer_by(
    request: &Request,
    fit: &dyn Fn(&Rows, Plan) -> Fit,
    has_second: bool,
    watch: &mut dyn FnMut(Progress),
) -> Response {
    let rows = Rows::of(request);
    let proposal = propose(&rows, request.measure, request.plan);
    let plan = request.plan.unwrap_or(proposal.plan);
    if request.version != VERSION {
        return Response {
            version: VERSION,
            plan,
            level: request.level,
            proposal,
            trials: request.trials.iter().map(|_| NOT_ASKED).collect(),
            totals: None,
            pooled: Err(Undefined::UnknownVersion),
            beside: None,
            comparison: Vec::new(),
            absolute: None,
            proportion: None,
            ruled_out: RuledOut::default(),
            tells_nothing: None,
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
        level: request.level,
        proposal,
        totals: rows.totals(),
        beside: has_second.then(|| beside(&rows, plan, &primary)).flatten(),
        comparison: if request.compare {
            comparison(&rows, plan, &primary, watch)
        } else {
            Vec::new()
        },
        absolute,
        proportion: proportion(&rows, plan, primary.pooled.as_ref().ok()),
        ruled_out: what_is_ruled_out(&rows, plan, primary.pooled.as_ref().ok(), absolute.as_ref()),
        tells_nothing: interval
            .and_then(|interval| tells_nothing(plan.measure, interval, &rows.tables)),
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

/// The pooled proportion on the way back from its scale.
pub(super) fn proportion(
    rows: &Rows,
    plan: Plan,
    pooled: Option<&Pooled>,
) -> Option<PooledProportion> {
    let scale = Transformation::of(plan.measure)?;
    let arms = rows.proportions();
    let people = harmonic_mean(arms.iter().map(|arm| arm.total));
    let back = |value| scale.share(value, people);
    Some(PooledProportion {
        events: arms.iter().map(|arm| arm.events).sum(),
        total: arms.iter().map(|arm| arm.total).sum(),
        share: pooled.map(|pooled| {
            let interval = &pooled.interval;
            (
                back(interval.estimate),
                back(interval.lower),
                back(interval.upper),
            )
        }),
        prediction: pooled
            .and_then(|pooled| pooled.prediction)
            .map(|(lower, upper)| (back(lower), back(upper))),
    })
}

/// Of single proportions nothing is compared: what is left is the bound on a risk of which nobody showed an event.
fn what_is_ruled_out(
    rows: &Rows,
    plan: Plan,
    pooled: Option<&Pooled>,
    absolute: Option<&Absolute>,
) -> RuledOut {
    if plan.measure.kind() != OutcomeKind::Proportions {
        let interval = pooled.map(|pooled| &pooled.interval);
        let detectable = pooled.and_then(|pooled| detectable(plan, pooled, rows.level));
        return ruled_out(
            plan.measure,
            interval,
            absolute,
            detectable,
            &rows.tables,
            rows.level,
        );
    }
    let arms = rows.proportions();
    let total = arms.iter().map(|arm| arm.total).sum();
    let nobody = total > 0 && arms.iter().all(|arm| arm.events == 0);
    RuledOut {
        zero_bounds: nobody
            .then(|| exact_bound(true, total, rows.level))
            .into_iter()
            .collect(),
        ..RuledOut::default()
    }
}

/// The smallest effect that the interval would have found. Of intervals that are no estimate with an error on either side
/// (exact, from a likelihood's profile or the posterior) there is none to be told from the standard error.
fn detectable(plan: Plan, pooled: &Pooled, level: ConfidenceLevel) -> Option<f64> {
    match plan.method {
        Method::RandomEffects(_) if plan.interval == Interval::ProfileLikelihood => None,
        Method::MantelHaenszel
        | Method::Peto
        | Method::InverseVariance
        | Method::RandomEffects(_)
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::MiettinenNurminen => smallest_detectable(
            pooled.interval.standard_error,
            pooled.degrees_of_freedom,
            level,
        ),
        Method::PenalizedLogistic | Method::ExactConditional(_) | Method::Bayesian(_) => None,
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
