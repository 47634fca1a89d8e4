//! How few events, had they fallen otherwise, would turn whether the interval of a pool excludes no difference: Atal, Porcher,
//! Boutron and Ravaud (2019, Journal of Clinical Epidemiology 111:32).
//!
//! One person after the other is taken to have had the event, or not to have had it, in whichever arm of whichever trial moves the
//! limit that decides furthest. That is found step by step, so that fewer people may do: the number is an upper bound.

use serde::{Deserialize, Serialize};

use super::again::PooledAgain;
use super::background::is_by_likelihood;
use super::{IntervalEstimate, Request};
use crate::data::{OutcomeKind, Plan};
use crate::effect::TwoByTwo;

/// Pools that are made at most in one search: some seconds in a browser.
const MOST_POOLS: usize = 20_000;
/// A limit moves if it does by more than this, scale of analysis.
const LEAST_MOVE: f64 = 1e-12;

/// The people whose event decides, in the order in which they were found.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Fragility {
    /// Whether the interval excludes no difference as the trials reported.
    pub excludes: bool,
    /// One person each.
    pub steps: Vec<FragilityStep>,
    /// How the search ended.
    pub end: FragilityEnd,
    /// Events in all, as the trials reported.
    pub events: u64,
}

/// One person who had the event, or had it not, otherwise than reported.
#[derive(Clone, Copy, Debug, PartialEq, Serialize, Deserialize)]
pub struct FragilityStep {
    /// The row of the request.
    pub row: usize,
    /// Whether in the experimental arm.
    pub is_experimental: bool,
    /// Whether it is an event more; otherwise one less.
    pub more: bool,
    /// The pool after this step and those before it.
    pub interval: IntervalEstimate,
    /// Its two-sided P.
    pub p_value: f64,
}

/// How the search for fragile events ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum FragilityEnd {
    /// The last step turned the result.
    Turned,
    /// No person more would move the limit that decides.
    Stuck,
    /// It was given up, having made as many pools as it may.
    GivenUp,
}

/// Why there is no search.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum NoFragility {
    /// No people with the event are counted.
    NotCounts,
    /// The method takes too long to be repeated thousands of times.
    LongMethod,
    /// There is no pool whose result could turn.
    NoPool,
}

/// The search from the request of an outcome by its plan.
///
/// # Errors
/// Why there is none.
pub fn fragility(request: &Request, plan: Plan) -> Result<Fragility, NoFragility> {
    if plan.measure.kind() != OutcomeKind::Counts {
        return Err(NoFragility::NotCounts);
    }
    let request = Request {
        plan: Some(plan),
        ..request.clone()
    };
    if is_by_likelihood(&request) {
        return Err(NoFragility::LongMethod);
    }
    let mut tables: Vec<Option<TwoByTwo>> = request
        .trials
        .iter()
        .map(|row| row.data.table().filter(TwoByTwo::is_possible))
        .collect();
    let mut pool = PooledAgain::of(&request, plan).ok_or(NoFragility::NoPool)?;
    let first = pool.interval().ok_or(NoFragility::NoPool)?.interval;
    let goal = Goal::of(&first);
    let mut found = Fragility {
        excludes: excludes(&first),
        steps: Vec::new(),
        end: FragilityEnd::Stuck,
        events: tables.iter().flatten().map(events).sum(),
    };
    let (mut limit, mut made) = (goal.distance(&first), 1);
    loop {
        if made + 4 * tables.len() > MOST_POOLS {
            found.end = FragilityEnd::GivenUp;
            return Ok(found);
        }
        let mut best: Option<(FragilityStep, TwoByTwo)> = None;
        for (row, reported) in tables.iter().enumerate() {
            let Some(reported) = *reported else {
                continue;
            };
            for (is_experimental, more) in
                [(true, false), (true, true), (false, false), (false, true)]
            {
                let Some(changed) = moved(reported, is_experimental, more) else {
                    continue;
                };
                pool.put(row, changed);
                made += 1;
                let Some(pooled) = pool.interval() else {
                    continue;
                };
                let distance = goal.distance(&pooled.interval);
                if distance < limit - LEAST_MOVE {
                    limit = distance;
                    let step = FragilityStep {
                        row,
                        is_experimental,
                        more,
                        interval: pooled.interval,
                        p_value: pooled.p_value(),
                    };
                    best = Some((step, changed));
                }
            }
            pool.put(row, reported);
        }
        let Some((step, changed)) = best else {
            return Ok(found);
        };
        pool.put(step.row, changed);
        if let Some(table) = tables.get_mut(step.row) {
            *table = Some(changed);
        }
        found.steps.push(step);
        if excludes(&step.interval) != found.excludes {
            found.end = FragilityEnd::Turned;
            return Ok(found);
        }
    }
}

/// What a search is after.
#[derive(Clone, Copy, Debug)]
enum Goal {
    /// The lower limit down to no difference or below.
    LowerDown,
    /// The upper limit up to it or above.
    UpperUp,
    /// The lower limit above it.
    LowerUp,
    /// The upper limit below it.
    UpperDown,
}

impl Goal {
    /// To include no difference where it is excluded; else to exclude it on the side on which the estimate lies.
    fn of(interval: &IntervalEstimate) -> Self {
        if interval.lower > 0.0 {
            Self::LowerDown
        } else if interval.upper < 0.0 {
            Self::UpperUp
        } else if interval.estimate < 0.0 {
            Self::UpperDown
        } else {
            Self::LowerUp
        }
    }

    /// How far the limit that decides is from what is wanted, the less the nearer; signed.
    fn distance(self, interval: &IntervalEstimate) -> f64 {
        match self {
            Self::LowerDown => interval.lower,
            Self::UpperUp => -interval.upper,
            Self::LowerUp => -interval.lower,
            Self::UpperDown => interval.upper,
        }
    }
}

fn excludes(interval: &IntervalEstimate) -> bool {
    interval.lower > 0.0 || interval.upper < 0.0
}

fn events(table: &TwoByTwo) -> u64 {
    table
        .experimental_events
        .saturating_add(table.control_events)
}

/// The table with an event more or less in one arm; `None` where nobody is left for it.
fn moved(table: TwoByTwo, is_experimental: bool, more: bool) -> Option<TwoByTwo> {
    let by_one = |events: u64, total: u64| {
        if more {
            events.checked_add(1).filter(|events| *events <= total)
        } else {
            events.checked_sub(1)
        }
    };
    Some(if is_experimental {
        TwoByTwo {
            experimental_events: by_one(table.experimental_events, table.experimental_total)?,
            ..table
        }
    } else {
        TwoByTwo {
            control_events: by_one(table.control_events, table.control_total)?,
            ..table
        }
    })
}
