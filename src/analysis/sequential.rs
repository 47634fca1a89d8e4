//! The pool that grew trial by trial as a sequential test: the people that the question takes, cumulative Z against boundaries
//! that spend the errors, and the interval that allows for the looks (trial sequential analysis: Wetterslev, Thorlund, Brok &
//! Gluud 2008, J Clin Epidemiol 61:64; 2009, BMC Med Res Methodol 9:86).
//!
//! Information is counted in people, as Copenhagen's program does. Its boundaries are those of [`boundaries`]; it differs from
//! that program in the people of a single trial (see [`information`]), in taking the outcome's own method for every Z, and in an
//! inner wedge that meets the boundary at the required size, for which the drift is searched.

use super::background::is_by_likelihood;
use super::fit::fit;
use super::own_effects::{InverseVarianceModel, own_effects};
use super::rows::{Row, Rows};
use super::series::trials_of_series;
use super::{
    IntervalEstimate, MOST_IN_SERIES, MainAnalysis, Pooled, Request, Series, SeriesOrder,
    USUAL_MARGIN,
};
use crate::data::{
    ConfidenceLevel, Measure, OutcomeKind, Plan, Review, SequentialDesign, TauSquaredEstimator,
    TrialId,
};
use crate::effect::Effect;
use crate::explore::sequential::boundaries::{Boundaries, Boundary, Design, boundaries};
use crate::explore::sequential::information;
use crate::math::{normal, student};
use crate::pool::tau_squared;

/// Below this share of the required information nothing is tested.
pub const LEAST_SHARE: f64 = 0.05;

/// Where the effect that is to be found comes from.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SoughtFrom {
    /// Somebody typed it.
    Typed,
    /// It is the outcome's margin of concern.
    Margin,
    /// Nobody said anything: the usual margin.
    Usual,
}

/// The people that the question takes.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct RequiredInformation {
    /// The control risk, between 0 and 1.
    pub control_risk: f64,
    /// Whether somebody typed it; else it is the baseline risk of the trials.
    pub is_risk_typed: bool,
    /// The effect that is to be found, as a ratio.
    pub ratio: f64,
    /// Where it comes from.
    pub ratio_from: SoughtFrom,
    /// The risk that it makes of the control risk.
    pub experimental_risk: f64,
    /// People of both arms of one trial, not rounded.
    pub single: f64,
    /// Diversity D², between 0 and 1.
    pub diversity: f64,
    /// The estimator of τ² behind the diversity; `None` where that was typed.
    pub diversity_by: Option<TauSquaredEstimator>,
    /// People of trials so diverse: single / (1 − D²), not rounded.
    pub people: f64,
}

/// What a look is to the test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LookKind {
    /// The information is below [`LEAST_SHARE`]: not tested.
    TooEarly,
    /// One of the looks on the way.
    OnTheWay,
    /// The first at which the required size is there: all that is left of the errors is spent.
    Last,
    /// After that one: not tested.
    After,
}

/// The pool after one more trial.
#[derive(Clone, Debug, PartialEq)]
pub struct Look {
    /// The trial that was added.
    pub trial: TrialId,
    /// Its first row of the request.
    pub row: usize,
    /// What it is called.
    pub name: String,
    /// People of all trials so far.
    pub people: u64,
    /// The share of the required information.
    pub share: f64,
    /// What the look is to the test.
    pub kind: LookKind,
    /// The pooled effect so far with its own interval; `None` where there is none yet.
    pub interval: Option<IntervalEstimate>,
    /// The normal deviate that has the P of the pool, above 0 for more of the outcome in the experimental arms.
    pub z: Option<f64>,
    /// Its boundaries; `None` where nothing is tested.
    pub boundary: Option<Boundary>,
    /// The interval that allows for the looks: as wide as Z at the boundary makes it; `None` where there is no boundary, or the
    /// interval of the method does not rest on its standard error.
    pub adjusted: Option<IntervalEstimate>,
}

impl Look {
    /// Whether Z lies beyond the boundary.
    #[must_use]
    pub fn crosses(&self) -> bool {
        let limit = self.boundary.and_then(|boundary| boundary.efficacy);
        self.z.zip(limit).is_some_and(|(z, limit)| z.abs() >= limit)
    }

    /// Whether Z lies within the wedge of a look on the way.
    #[must_use]
    pub fn is_futile(&self) -> bool {
        let limit = self.boundary.and_then(|boundary| boundary.futility);
        self.kind == LookKind::OnTheWay
            && self.z.zip(limit).is_some_and(|(z, limit)| z.abs() < limit)
    }
}

/// Where the test stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TestStanding {
    /// No look has enough people to be tested.
    TooEarly,
    /// The boundary was crossed, first at this look.
    Crossed(usize),
    /// The required size was reached at this look, and the boundary was not crossed.
    Reached(usize),
    /// Z was within the wedge of futility, first at this look, and never beyond the boundary.
    Futile(usize),
    /// Neither so far.
    Open,
}

/// An outcome as a sequential test.
#[derive(Clone, Debug, PartialEq)]
pub struct Sequential {
    /// The plan of every pool.
    pub plan: Plan,
    /// The level of the intervals that do not allow for the looks.
    pub level: ConfidenceLevel,
    /// Whether more of the outcome is worse.
    pub more_is_worse: bool,
    /// What the test is to hold.
    pub design: SequentialDesign,
    /// The people that it takes.
    pub required: RequiredInformation,
    /// The pool trial by trial.
    pub looks: Vec<Look>,
    /// The boundary at the required size, where that is still to come.
    pub to_come: Option<Boundary>,
    /// How many times as many people it takes to keep the power in spite of the looks; `None` where the required size was
    /// overrun.
    pub inflation: Option<f64>,
    /// Where it stands.
    pub standing: TestStanding,
}

/// Why there is no sequential test.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NoSequential {
    /// People with the event are not counted.
    NotCounts,
    /// The method takes too long to be repeated after each trial, or has no P.
    LongMethod,
    /// No trial is pooled.
    NoTrials,
    /// More than [`MOST_IN_SERIES`] trials.
    TooManyTrials,
    /// There is no control risk between 0 and 1, and nobody typed one.
    NoControlRisk,
    /// The effect makes a risk of 100 % or more of the control risk.
    NoRisk,
}

/// The sequential test of an outcome under the plan that pools it.
///
/// # Errors
/// Why there is none.
pub fn sequential(
    review: &Review,
    main: MainAnalysis<'_>,
    design: &SequentialDesign,
) -> Result<Sequential, NoSequential> {
    let (prepared, response) = (main.prepared, main.response);
    let (request, plan) = (&prepared.request, response.plan);
    if plan.measure.kind() != OutcomeKind::Counts {
        return Err(NoSequential::NotCounts);
    }
    let asked = Request {
        plan: Some(plan),
        ..request.clone()
    };
    if is_by_likelihood(&asked) {
        return Err(NoSequential::LongMethod);
    }
    let order = trials_of_series(review, main, Series::Cumulative(SeriesOrder::Year));
    if order.is_empty() {
        return Err(NoSequential::NoTrials);
    }
    if order.len() > MOST_IN_SERIES {
        return Err(NoSequential::TooManyTrials);
    }
    let outcome = prepared.outcome.and_then(|id| review.outcome(id));
    let more_is_worse = outcome.is_none_or(|outcome| outcome.more_is_worse);
    let margin = outcome.and_then(|outcome| review.panel.margin(outcome.id));
    let required = required(main, design, (margin, more_is_worse))?;
    let (mut looks, pools): (Vec<Look>, Vec<Option<Pooled>>) =
        grown(main, &order, required.people).into_iter().unzip();
    let found = bounded(&mut looks, design);
    for (look, pooled) in looks.iter_mut().zip(&pools) {
        let limit = look.boundary.and_then(|boundary| boundary.efficacy);
        let both = limit.zip(pooled.as_ref());
        look.adjusted =
            both.and_then(|(limit, pooled)| adjusted(pooled, limit, request.level, plan.measure));
    }
    let last = looks.iter().find(|look| look.kind == LookKind::Last);
    let overruns = last.is_some_and(|look| look.share > 1.0);
    let to_come = found.looks.last().copied().filter(|_| last.is_none());
    Ok(Sequential {
        plan,
        level: request.level,
        more_is_worse,
        design: *design,
        required,
        standing: standing(&looks),
        to_come,
        inflation: found.inflation.filter(|_| !overruns),
        looks,
    })
}

/// The people that the question takes, of one trial and of trials as diverse as these.
fn required(
    main: MainAnalysis<'_>,
    design: &SequentialDesign,
    (margin, more_is_worse): (Option<f64>, bool),
) -> Result<RequiredInformation, NoSequential> {
    let response = main.response;
    let baseline = response.absolute.map(|absolute| absolute.baseline);
    let is_risk = |risk: &f64| *risk > 0.0 && *risk < 1.0;
    let control_risk = design.control_risk.or(baseline).filter(is_risk);
    let control_risk = control_risk.ok_or(NoSequential::NoControlRisk)?;
    // The margin is a ratio of harm: where less of the outcome is worse, that is less.
    let turned = |ratio: f64| if more_is_worse { ratio } else { 1.0 / ratio };
    let (ratio, ratio_from) = match (design.ratio, margin) {
        (Some(ratio), _) => (ratio, SoughtFrom::Typed),
        (None, Some(margin)) => (turned(margin), SoughtFrom::Margin),
        (None, None) => (turned(USUAL_MARGIN), SoughtFrom::Usual),
    };
    let log_ratio = libm::log(ratio);
    let experimental_risk = information::risk_by_ratio(response.measure(), control_risk, log_ratio)
        .ok_or(NoSequential::NoRisk)?;
    let z = [
        normal::upper_quantile(design.alpha / 2.0),
        normal::upper_quantile(1.0 - design.power),
    ];
    let single = information::people_an_arm([control_risk, experimental_risk], z)
        .ok_or(NoSequential::NoRisk)?
        * 2.0;
    let (diversity, diversity_by) = if let Some(typed) = design.diversity {
        (typed, None)
    } else {
        let estimator = InverseVarianceModel::of(response.plan).always_random();
        let own = own_effects(&main.prepared.request, response.plan);
        let effects: Vec<Effect> = own.iter().map(|trial| trial.effect).collect();
        let tau_squared = tau_squared::estimate(&effects, estimator).value;
        let found = information::diversity(&effects, tau_squared).unwrap_or(0.0);
        (
            found.min(SequentialDesign::LARGEST_DIVERSITY),
            Some(estimator),
        )
    };
    Ok(RequiredInformation {
        control_risk,
        is_risk_typed: design.control_risk.is_some(),
        ratio,
        ratio_from,
        experimental_risk,
        single,
        diversity,
        diversity_by,
        people: single / (1.0 - diversity),
    })
}

/// The pool after each trial of an order, with what the looks are to the test and without boundaries.
fn grown(main: MainAnalysis<'_>, order: &[TrialId], required: f64) -> Vec<(Look, Option<Pooled>)> {
    let (prepared, plan) = (main.prepared, main.response.plan);
    let rows = Rows::of(&prepared.request);
    let mut taken = vec![false; prepared.rows.len()];
    let (mut people, mut is_over) = (0_u64, false);
    let mut looks = Vec::with_capacity(order.len());
    for trial in order {
        let of_trial = prepared.rows.iter().zip(&rows.rows).zip(&mut taken);
        for ((id, row), taken) in of_trial {
            if id == trial {
                *taken = true;
                people = people.saturating_add(people_of(row));
            }
        }
        let so_far = prepared.request.trials.iter().zip(&taken);
        let request = Request {
            trials: so_far
                .filter(|(_, taken)| **taken)
                .map(|(row, _)| row.clone())
                .collect(),
            ..prepared.request.clone()
        };
        let pooled = fit(&Rows::of(&request), plan).pooled.ok();
        let share = people as f64 / required;
        let kind = if is_over {
            LookKind::After
        } else if share >= 1.0 {
            is_over = true;
            LookKind::Last
        } else if share >= LEAST_SHARE {
            LookKind::OnTheWay
        } else {
            LookKind::TooEarly
        };
        let row = prepared.rows.iter().position(|id| id == trial);
        let row = row.unwrap_or_default();
        let named = prepared.request.trials.get(row);
        looks.push((
            Look {
                trial: *trial,
                row,
                name: named.map_or_else(String::new, |row| row.label.clone()),
                people,
                share,
                kind,
                interval: pooled.as_ref().map(|pooled| pooled.interval),
                z: pooled.as_ref().and_then(deviate),
                boundary: None,
                adjusted: None,
            },
            pooled,
        ));
    }
    looks
}

fn people_of(row: &Row) -> u64 {
    match row {
        Row::Counts(table) => table.experimental_total.saturating_add(table.control_total),
        Row::PersonTime(_)
        | Row::Means(_)
        | Row::Proportion(_)
        | Row::Estimate(_)
        | Row::Impossible => 0,
    }
}

/// The normal deviate of the P of a pool, with the sign of its estimate: its statistic where that is one.
fn deviate(pooled: &Pooled) -> Option<f64> {
    let statistic = pooled
        .statistic
        .filter(|_| pooled.degrees_of_freedom.is_none());
    let z = statistic.unwrap_or_else(|| {
        let size = normal::upper_quantile(pooled.p_value / 2.0);
        size.copysign(pooled.interval.estimate)
    });
    z.is_finite().then_some(z)
}

/// Gives the looks that are tested their boundaries. The required size, where it is still to come, is one look more.
fn bounded(looks: &mut [Look], design: &SequentialDesign) -> Boundaries {
    let tested = |look: &Look| match look.kind {
        LookKind::OnTheWay | LookKind::Last => true,
        LookKind::TooEarly | LookKind::After => false,
    };
    let mut shares: Vec<f64> = looks
        .iter()
        .filter(|look| tested(look))
        .map(|look| look.share)
        .collect();
    // A trial of nobody is no look of its own.
    shares.dedup();
    if shares.last().is_none_or(|last| *last < 1.0) {
        shares.push(1.0);
    }
    let design = Design {
        alpha: design.alpha,
        power: design.power,
        spending: design.spending,
        futility: design.futility,
    };
    let found = boundaries(&design, &shares);
    for look in looks.iter_mut().filter(|look| tested(look)) {
        let mut of_look = found.looks.iter();
        let share = look.share.to_bits();
        look.boundary = of_look
            .find(|boundary| boundary.information.to_bits() == share)
            .copied();
    }
    found
}

/// The interval of a pool that reaches as far as a test at `limit` instead of the level: of Student's t at the same P. `None`
/// where the method's own interval is not its standard error times such a quantile.
fn adjusted(
    pooled: &Pooled,
    limit: f64,
    level: ConfidenceLevel,
    measure: Measure,
) -> Option<IntervalEstimate> {
    /// Two widths are the same if they differ by no more than this share.
    const SAME: f64 = 1e-6;
    let own = pooled.interval;
    let (usual, wide) = match pooled.degrees_of_freedom {
        None => (level.normal_quantile(), limit),
        Some(df) => (
            student::upper_quantile(level.tail(), df),
            student::upper_quantile(normal::upper_tail(limit), df),
        ),
    };
    let half = usual * own.standard_error;
    let rests_on_error = [own.upper - own.estimate, own.estimate - own.lower]
        .iter()
        .all(|width| (width - half).abs() <= SAME * half);
    let half = wide * own.standard_error;
    let found = IntervalEstimate {
        lower: own.estimate - half,
        upper: own.estimate + half,
        ..own
    };
    (rests_on_error && found.is_writable(measure.is_ratio())).then_some(found)
}

fn standing(looks: &[Look]) -> TestStanding {
    let first = |is: fn(&Look) -> bool| looks.iter().position(is);
    if let Some(look) = first(Look::crosses) {
        TestStanding::Crossed(look)
    } else if let Some(look) = first(|look| look.kind == LookKind::Last) {
        TestStanding::Reached(look)
    } else if let Some(look) = first(Look::is_futile) {
        TestStanding::Futile(look)
    } else if looks.iter().all(|look| look.kind == LookKind::TooEarly) {
        TestStanding::TooEarly
    } else {
        TestStanding::Open
    }
}
