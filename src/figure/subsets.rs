//! The plot of all subsets of the trials (Olkin, Dahabreh & Trikalinos 2012, "GOSH"): the pooled effect of each against its I², those
//! with a chosen trial in colour. Of many thousands a random part is drawn, so that the figure stays light.

use std::sync::Arc;

use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Span, Tick};
use super::scatter::{Curve, Mark, Options, Scatter, Side, Stroke, layout};
use super::{Answered, Scene};
use crate::analysis::{IntervalEstimate, SubsetPools, model_of_subsets};
use crate::data::{Measure, Plan};
use crate::math::random::SplitMix;
use crate::wording::effects::Written;
use crate::wording::{Locale, forest, number, subsets as words};

/// At most so many subsets are drawn.
pub const MOST_DRAWN: usize = 2_000;

/// What the plot is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    experimental: String,
    found: Arc<SubsetPools>,
    plan: Plan,
    /// By what method subsets are pooled, in words.
    how: String,
    /// The pooled result of all trials.
    pooled: Option<IntervalEstimate>,
    /// The first row and the name of the trial whose subsets are marked.
    marked: Option<(usize, String)>,
    options: Options,
}

impl Inputs {
    /// What the plot of an answer shows, with the subsets marked that hold the trial of a row.
    #[must_use]
    pub fn new(
        experimental: &str,
        answered: &Answered,
        found: &Arc<SubsetPools>,
        marked: Option<usize>,
        options: &Options,
    ) -> Self {
        let request = &answered.prepared.request;
        let plan = answered.response.plan;
        let beside = model_of_subsets(request, plan);
        let pooled = answered.response.pooled.as_ref().ok();
        Self {
            outcome: answered.outcome.name.clone(),
            experimental: experimental.to_owned(),
            found: Arc::clone(found),
            plan,
            how: words::method(plan, beside),
            // The line belongs to the method of the points.
            pooled: pooled
                .filter(|_| beside.is_none())
                .map(|pooled| pooled.interval),
            marked: marked
                .and_then(|row| Some((row, request.trials.get(row)?.label.clone())))
                .filter(|(row, _)| found.rows.contains(row)),
            options: *options,
        }
    }
}

/// The plot.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// Half the side of a point, and of one that is marked, in em.
const RADIUS: (f64, f64) = (0.13, 0.125);
/// Where the choice of the points that are drawn begins.
const SEED: u64 = 2;

/// The plot, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let locale = inputs.options.locale;
    let measure = inputs.plan.measure;
    let people = inputs
        .pooled
        .filter(|_| measure == Measure::RiskDifference)
        .map_or(1_000, |interval| {
            Written::of(measure, &interval, locale).people
        });
    let scale = EffectScale { measure, people };
    let across = effect_axis(inputs, scale);
    let (marks, beyond) = marks(inputs, scale, across);
    let footer: Vec<String> = words::footer(
        &inputs.found,
        inputs.how.clone(),
        (marks.len(), beyond),
        locale,
    )
    .iter()
    .map(|one| printable(one))
    .collect();
    let arm = forest::arm(
        &printable(&inputs.experimental),
        forest::EXPERIMENTAL.text(),
    );
    Scatter {
        title: printable(&words::figure_name(&inputs.outcome)),
        description: description(inputs, &footer, locale),
        options: inputs.options,
        horizontal: Side {
            axis: across,
            ticks: Vec::new(),
            name: words::effect_axis(measure, people, locale),
        },
        vertical: Side {
            axis: Axis {
                kind: Kind::Difference,
                low: 0.0,
                high: 100.0,
            },
            ticks: [0.0, 20.0, 40.0, 60.0, 80.0, 100.0]
                .map(|value| Tick {
                    value,
                    label: number::tick(value, locale),
                })
                .to_vec(),
            name: words::I_SQUARED_AXIS.to_owned(),
        },
        from_top: false,
        directions: forest::directions(measure, &arm).map(|words| printable(&words)),
        bands: Vec::new(),
        curves: curves(inputs, scale),
        marks,
        legend: legend(inputs),
        footer,
    }
}

/// The axis of effects: as far as the subsets reach.
fn effect_axis(inputs: &Inputs, scale: EffectScale) -> Axis {
    let at = |effect: f64| {
        let place = scale.read(effect);
        Span {
            estimate: place,
            lower: place,
            upper: place,
        }
    };
    let pools = inputs.found.pools.iter().flatten();
    let effects = || pools.clone().map(|[estimate, _]| *estimate);
    let least = effects().fold(f64::INFINITY, f64::min);
    let most = effects().fold(f64::NEG_INFINITY, f64::max);
    let ends: Vec<Span> = [least, most]
        .into_iter()
        .filter(|end| end.is_finite())
        .map(at)
        .collect();
    scale.axis(&ends, inputs.pooled.map(|pooled| at(pooled.estimate)))
}

/// No difference, and the pooled result of all trials.
fn curves(inputs: &Inputs, scale: EffectScale) -> Vec<Curve> {
    let upright = |x: f64, stroke| Curve {
        through: vec![(x, 0.0), (x, 100.0)],
        stroke,
    };
    let has_directions = forest::directions(inputs.plan.measure, "")
        .iter()
        .any(|words| !words.is_empty());
    let none = has_directions.then(|| upright(0.0, Stroke::Thin));
    let pooled = inputs
        .pooled
        .map(|pooled| upright(scale.read(pooled.estimate), Stroke::Dashed));
    none.into_iter().chain(pooled).collect()
}

/// The points, at most [`MOST_DRAWN`], and how many lie beyond the axis.
fn marks(inputs: &Inputs, scale: EffectScale, across: Axis) -> (Vec<Mark>, usize) {
    let found: &SubsetPools = &inputs.found;
    let holding = match &inputs.marked {
        Some((row, _)) => found.holding(*row),
        None => vec![false; found.pools.len()],
    };
    let pools = found.pools.iter().zip(holding);
    let placed: Vec<((f64, f64), bool)> = pools
        .filter_map(|(pool, holds)| {
            let [estimate, i_squared] = (*pool)?;
            Some(((scale.read(estimate), i_squared), holds))
        })
        .collect();
    let all = placed.len();
    let mut within: Vec<((f64, f64), bool)> = placed
        .into_iter()
        .filter(|((x, _), _)| across.shows(*x))
        .collect();
    let beyond = all - within.len();
    if within.len() > MOST_DRAWN {
        SplitMix::new(SEED).shuffle(&mut within);
        within.truncate(MOST_DRAWN);
    }
    let (radius, marked) = RADIUS;
    let marks = within.into_iter().map(|(at, holds)| Mark {
        at,
        radius: if holds { marked } else { radius },
        style: if holds {
            CircleStyle::MarkedDot
        } else {
            CircleStyle::Dot
        },
        name: String::new(),
        row: None,
    });
    (marks.collect(), beyond)
}

fn legend(inputs: &Inputs) -> Vec<(Symbol, String)> {
    let mut legend = vec![(Symbol::Circle(CircleStyle::Dot), words::SUBSET.to_owned())];
    if let Some((_, name)) = &inputs.marked {
        legend.push((
            Symbol::Circle(CircleStyle::MarkedDot),
            words::with_trial(&printable(name)),
        ));
    }
    if inputs.pooled.is_some() {
        legend.push((Symbol::Dashed, words::ALL_TRIALS.to_owned()));
    }
    legend
}

fn description(inputs: &Inputs, footer: &[String], locale: Locale) -> String {
    let found: &SubsetPools = &inputs.found;
    let measure = inputs.plan.measure;
    let mut said = vec![words::sentence(found, found.summary(), measure, locale)];
    if let Some((row, name)) = &inputs.marked {
        let parts = found.summaries_by(*row);
        said.extend(words::marked_sentence(
            &printable(name),
            parts,
            measure,
            locale,
        ));
    }
    said.extend_from_slice(footer);
    said.join(" ").replace('\u{a0}', " ")
}
