//! What the results as JSON say of long work: the pools of subsets, and many events in the model of groups. Both are drawn or pooled
//! thousands of times in a worker while somebody looks at them, and not again for a file.

use serde::Serialize;

use super::Answered;
use super::results_explored::MeanResults;
use crate::analysis::{
    EventMixture, GroupedEvents, IntervalEstimate, NoPosterior, NotAnEvent, SubsetPools,
    model_of_subsets,
};
use crate::data::{Measure, OutcomeId};
use crate::wording::{Locale, grouped_events as event_words, subsets as subset_words};

/// What long work has found of a review as it is now, as far as somebody asked for it.
#[derive(Clone, Copy, Debug, Default)]
pub struct LongResults<'a> {
    /// The pools of the subsets of an outcome's trials.
    pub subsets: Option<(OutcomeId, &'a SubsetPools)>,
    /// The events in groups with their posterior, or why there is none.
    pub events: Option<(&'a GroupedEvents, &'a Result<EventMixture, NoPosterior>)>,
}

/// How the pools of subsets are spread: the least, the lower quartile, the median, the upper quartile, the most.
#[derive(Serialize)]
pub(super) struct SubsetResults {
    trials: usize,
    subsets: usize,
    subsets_with_a_pool: usize,
    all_subsets: bool,
    method: String,
    analysis: Option<[f64; 5]>,
    i_squared: Option<[f64; 5]>,
}

/// The pools of subsets of an outcome; `None` where they were not made.
pub(super) fn subset_results(
    answered: &Answered<'_>,
    long: &LongResults<'_>,
) -> Option<SubsetResults> {
    let (_, found) = long
        .subsets
        .filter(|(outcome, _)| *outcome == answered.outcome.id)?;
    let plan = answered.response.plan;
    let summary = found.summary();
    Some(SubsetResults {
        trials: found.rows.len(),
        subsets: found.pools.len(),
        subsets_with_a_pool: summary.map_or(0, |summary| summary.subsets),
        all_subsets: found.is_all,
        method: subset_words::method(plan, model_of_subsets(&answered.prepared.request, plan)),
        analysis: summary.map(|summary| summary.estimate),
        i_squared: summary.map(|summary| summary.i_squared),
    })
}

/// All events of the review in the three-level model (Berry & Berry 2004); odds ratios, on the log scale and as they are read.
#[derive(Serialize)]
pub(super) struct EventResults<'a> {
    sentence: String,
    notes: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    undefined: Option<NoPosterior>,
    converged: Option<bool>,
    chains: Option<usize>,
    draws_of_each: Option<usize>,
    events: Vec<OneEventResults<'a>>,
    left_out: Vec<LeftOutEvent<'a>>,
}

#[derive(Serialize)]
struct OneEventResults<'a> {
    name: &'a str,
    group: &'a str,
    totals: [[u64; 2]; 2],
    own: Option<MeanResults>,
    probability_more: f64,
    probability_none: f64,
    probability_fewer: f64,
    log_odds_ratio_mean: f64,
    log_odds_ratio_median: f64,
    log_odds_ratio_limits: [f64; 2],
    monte_carlo_errors: MonteCarloErrors,
    r_hat: Option<f64>,
    effective_draws: f64,
    converged: bool,
}

#[derive(Serialize)]
struct MonteCarloErrors {
    probability_more: f64,
    probability_none: f64,
}

#[derive(Serialize)]
struct LeftOutEvent<'a> {
    name: &'a str,
    reason: NotAnEvent,
}

/// The events of the review in groups; `None` where they were not drawn.
pub(super) fn event_results<'a>(long: &LongResults<'a>) -> Option<EventResults<'a>> {
    let (asked, found) = long.events?;
    let locale = Locale::DecimalPoint;
    let left_out = asked
        .left_out
        .iter()
        .map(|(name, reason)| LeftOutEvent {
            name,
            reason: *reason,
        })
        .collect();
    Some(match found {
        Err(why) => EventResults {
            sentence: event_words::no_posterior(*why, locale),
            notes: Vec::new(),
            undefined: Some(*why),
            converged: None,
            chains: None,
            draws_of_each: None,
            events: Vec::new(),
            left_out,
        },
        Ok(found) => EventResults {
            sentence: event_words::sentence(asked, found, locale),
            notes: event_words::notes(asked, found, locale),
            undefined: None,
            converged: Some(found.converged()),
            chains: Some(found.chains),
            draws_of_each: Some(found.draws),
            events: events(asked, found),
            left_out,
        },
    })
}

fn events<'a>(asked: &'a GroupedEvents, found: &EventMixture) -> Vec<OneEventResults<'a>> {
    let own = |own: IntervalEstimate| MeanResults::of(Measure::OddsRatio, own);
    let both = asked.events.iter().zip(&found.events);
    both.map(|(event, of)| OneEventResults {
        name: &event.name,
        group: event_words::group(asked, event),
        totals: event.totals(),
        own: event.own_log_odds_ratio(asked.level).map(own),
        probability_more: of.more,
        probability_none: of.none,
        probability_fewer: of.less(),
        log_odds_ratio_mean: of.mean,
        log_odds_ratio_median: of.median,
        log_odds_ratio_limits: of.limits,
        monte_carlo_errors: MonteCarloErrors {
            probability_more: of.errors[0],
            probability_none: of.errors[1],
        },
        r_hat: of.r_hat,
        effective_draws: of.effective,
        converged: of.converged(),
    })
    .collect()
}
