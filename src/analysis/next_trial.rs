//! What if: the outcome pooled with a hypothetical next trial, by the outcome's own method. Nothing of it is data.

use super::background::is_by_likelihood;
use super::fit::fit;
use super::rows::Rows;
use super::{
    IntervalEstimate, MainAnalysis, Prepared, Request, Response, TrialData, TrialRow, TwoByTwo,
    USUAL_MARGIN, answer_alone,
};
use crate::data::{OutcomeKind, Plan, Review, TrialId};
use crate::effect::LARGEST_COUNT;
use crate::explore::next_trial::{Run, fewest, runs};

/// What a hypothetical trial is called.
pub const HYPOTHETICAL: &str = "Hypothetical trial";
/// People of an arm up to which every number of events is tried.
pub const MOST_TRIED: u64 = 1_000;
/// The largest arm of a trial that is looked for.
pub const LARGEST_ARM: u64 = 1_000_000;

/// What an interval says of no difference.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Conclusion {
    /// It lies below.
    Below,
    /// It includes it.
    Includes,
    /// It lies above.
    Above,
    /// There is none.
    NoInterval,
}

impl Conclusion {
    fn of(interval: Option<&IntervalEstimate>) -> Self {
        match interval {
            None => Self::NoInterval,
            Some(interval) if interval.upper < 0.0 => Self::Below,
            Some(interval) if interval.lower > 0.0 => Self::Above,
            Some(_) => Self::Includes,
        }
    }
}

/// How large a trial without a difference would exclude the margin of concern.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Excluding {
    /// The interval excludes it already.
    Already,
    /// A trial with so many people in each arm would.
    People(u64),
    /// Not even [`LARGEST_ARM`] people in each arm would.
    Never,
    /// The measure is no ratio, or there is no control risk to suppose.
    Unknown,
}

/// An outcome with a hypothetical trial.
#[derive(Clone, Debug, PartialEq)]
pub struct NextTrial {
    /// The hypothetical numbers.
    pub table: TwoByTwo,
    /// What is asked with it; its last row is the hypothetical trial.
    pub prepared: Prepared,
    /// What is answered with it.
    pub response: Response,
    /// What is concluded without it.
    pub without: Conclusion,
    /// What is concluded with it.
    pub with: Conclusion,
    /// The margin of concern as a ratio of the outcome's measure, towards harm, and whether somebody stated it.
    pub margin: (f64, bool),
}

impl NextTrial {
    /// The row of the hypothetical trial.
    #[must_use]
    pub fn row(&self) -> usize {
        self.prepared.rows.len().saturating_sub(1)
    }
}

/// Why there is no hypothetical trial.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoNextTrial {
    /// People with the event are not counted.
    NotCounts,
    /// The method takes too long to follow while somebody types.
    LongMethod,
    /// The numbers cannot be: no people, or more events than people.
    Impossible,
}

/// A trial to begin with: arms half as large as the trials are on average, both with the baseline risk.
#[must_use]
pub fn usual_next_trial(main: MainAnalysis<'_>) -> TwoByTwo {
    let trials = main.prepared.pooled().max(1) as u64;
    let totals = main.response.totals;
    let people = totals.map_or(0, |totals| totals.experimental_total + totals.control_total);
    let arm = (people / trials / 2).clamp(1, LARGEST_COUNT);
    let risk = main
        .response
        .absolute
        .map_or(0.0, |absolute| absolute.baseline);
    with_risk(risk, arm)
}

/// A trial with the same number of people in both arms, and of events nearest to a risk.
fn with_risk(risk: f64, people: u64) -> TwoByTwo {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "a risk of at most 1 times people"
    )]
    let events = (risk * people as f64).round() as u64;
    TwoByTwo {
        experimental_events: events,
        experimental_total: people,
        control_events: events,
        control_total: people,
    }
}

/// The answer with a hypothetical trial more.
///
/// # Errors
/// Why there is none.
pub fn with_next_trial(
    review: &Review,
    main: MainAnalysis<'_>,
    table: TwoByTwo,
) -> Result<NextTrial, NoNextTrial> {
    let plan = main.response.plan;
    let asked = can_follow(main)?;
    if !table.is_possible() || table.experimental_total.max(table.control_total) > LARGEST_COUNT {
        return Err(NoNextTrial::Impossible);
    }
    let mut prepared = Prepared {
        request: with_row(&asked, table),
        ..main.prepared.clone()
    };
    // No trial of a review has this identifier: a review does not hold so many.
    prepared.rows.push(TrialId(u32::MAX));
    prepared.included += 1;
    let response = answer_alone(&prepared.request);
    let interval = |response: &Response| {
        let pooled = response.pooled.as_ref().ok();
        Conclusion::of(pooled.map(|pooled| &pooled.interval))
    };
    debug_assert_eq!(
        response.plan, plan,
        "a request with a plan is answered by it"
    );
    Ok(NextTrial {
        table,
        without: interval(main.response),
        with: interval(&response),
        margin: margin(review, main.prepared),
        prepared,
        response,
    })
}

/// What is concluded for every number of events in the experimental arm of a hypothetical trial, its control arm as given.
/// `None` for arms of more than [`MOST_TRIED`] people.
///
/// # Errors
/// Why there is no hypothetical trial.
pub fn conclusions_by_events(
    main: MainAnalysis<'_>,
    table: TwoByTwo,
) -> Result<Option<Vec<Run<Conclusion>>>, NoNextTrial> {
    let asked = can_follow(main)?;
    if !table.is_possible() {
        return Err(NoNextTrial::Impossible);
    }
    if table.experimental_total > MOST_TRIED {
        return Ok(None);
    }
    let plan = main.response.plan;
    Ok(Some(runs(table.experimental_total, |events| {
        let table = TwoByTwo {
            experimental_events: events,
            ..table
        };
        Conclusion::of(pooled_with(&asked, plan, table).as_ref())
    })))
}

/// How many people in each arm a trial would need that finds the control risk of the trials in both arms, so that the interval
/// with it excludes the margin of concern on the side of harm. Found by doubling and halving; events are whole, so that a smaller
/// trial may do.
///
/// # Errors
/// Why there is no hypothetical trial.
pub fn excluding(review: &Review, main: MainAnalysis<'_>) -> Result<Excluding, NoNextTrial> {
    let asked = can_follow(main)?;
    let (plan, response) = (main.response.plan, main.response);
    let Some(absolute) = response.absolute.filter(|_| plan.measure.is_ratio()) else {
        return Ok(Excluding::Unknown);
    };
    let (ratio, _) = margin(review, main.prepared);
    let log_margin = libm::log(ratio);
    let excludes = |interval: &IntervalEstimate| {
        if log_margin > 0.0 {
            interval.upper < log_margin
        } else {
            interval.lower > log_margin
        }
    };
    if response
        .pooled
        .as_ref()
        .is_ok_and(|pooled| excludes(&pooled.interval))
    {
        return Ok(Excluding::Already);
    }
    let found = fewest(LARGEST_ARM, |people| {
        let table = with_risk(absolute.baseline, people);
        pooled_with(&asked, plan, table).is_some_and(|interval| excludes(&interval))
    });
    Ok(found.map_or(Excluding::Never, Excluding::People))
}

/// The request with the plan in use, if it can be answered while somebody types.
fn can_follow(main: MainAnalysis<'_>) -> Result<Request, NoNextTrial> {
    let plan = main.response.plan;
    if plan.measure.kind() != OutcomeKind::Counts {
        return Err(NoNextTrial::NotCounts);
    }
    let asked = Request {
        plan: Some(plan),
        compare: false,
        ..main.prepared.request.clone()
    };
    if is_by_likelihood(&asked) {
        return Err(NoNextTrial::LongMethod);
    }
    Ok(asked)
}

fn with_row(asked: &Request, table: TwoByTwo) -> Request {
    let mut request = asked.clone();
    request.trials.push(TrialRow {
        label: HYPOTHETICAL.to_owned(),
        data: TrialData::Counts(table),
        continues: false,
    });
    request
}

fn pooled_with(asked: &Request, plan: Plan, table: TwoByTwo) -> Option<IntervalEstimate> {
    let request = with_row(asked, table);
    let pooled = fit(&Rows::of(&request), plan).pooled.ok()?;
    Some(pooled.interval)
}

/// The margin of the outcome, or the usual one, towards harm.
fn margin(review: &Review, prepared: &Prepared) -> (f64, bool) {
    let outcome = prepared.outcome.and_then(|id| review.outcome(id));
    let stated = outcome.and_then(|outcome| review.panel.margin(outcome.id));
    let margin = stated.unwrap_or(USUAL_MARGIN);
    let more_is_worse = outcome.is_none_or(|outcome| outcome.more_is_worse);
    let margin = if more_is_worse { margin } else { 1.0 / margin };
    (margin, stated.is_some())
}
