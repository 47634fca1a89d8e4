//! The drapery plot (Rücker & Schwarzer 2021): the P of every supposed effect, as a curve a trial, with that of the pooled result and,
//! as an area, that of the effect in another trial.

use std::sync::Arc;

use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Span, Tick};
use super::scatter::{Band, Curve, Mark, Options, Scatter, Side, Stroke, layout};
use super::{Answered, Role, Scene};
use crate::analysis::{MOST_IN_SERIES, OwnEffect, PValueFunction, PValueFunctions};
use crate::data::Measure;
use crate::effect::IntervalEstimate;
use crate::wording::effects::Written;
use crate::wording::trial_plots::{self as words, TrialPlot};
use crate::wording::{Locale, forest, number, small_study, tr, translate};

/// What the plot is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    experimental: String,
    /// The names of the trials, in their order.
    names: Vec<String>,
    found: Arc<PValueFunctions>,
    options: Options,
}

impl Inputs {
    /// What the plot of an answer shows.
    #[must_use]
    pub fn new(
        experimental: &str,
        answered: &Answered,
        found: &Arc<PValueFunctions>,
        options: &Options,
    ) -> Self {
        let request = &answered.prepared.request;
        let name = |(trial, _): &(OwnEffect, PValueFunction)| {
            let row = request.trials.get(trial.row);
            row.map_or_else(String::new, |row| row.label.clone())
        };
        Self {
            outcome: answered.outcome.name.clone(),
            experimental: experimental.to_owned(),
            names: found.trials.iter().map(name).collect(),
            found: Arc::clone(found),
            options: *options,
        }
    }
}

/// The plot.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// Radius of the point on top of a trial's curve, in em.
const RADIUS: f64 = 0.22;
/// Pieces on either side of a curve of a trial, and of the pooled result.
const STEPS: (u32, u32) = (24, 40);
/// Beneath this P a curve is one with the axis.
const LEAST_P: f64 = 5e-4;
/// The P that have ticks beside that of the level.
const TICKS: [f64; 5] = [0.2, 0.4, 0.6, 0.8, 1.0];

/// The plot, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let (found, locale): (&PValueFunctions, _) = (&inputs.found, inputs.options.locale);
    let scale = EffectScale {
        measure: found.measure,
        people: people(found, locale),
    };
    let across = effect_axis(found, scale);
    let drawn = if found.trials.len() > MOST_IN_SERIES {
        0
    } else {
        found.trials.len()
    };
    let footer = words::drapery_footer(found, drawn, locale);
    let arm = forest::arm(
        &printable(&inputs.experimental),
        forest::EXPERIMENTAL.text(),
    );
    Scatter {
        title: printable(&TrialPlot::Drapery.name(&inputs.outcome)),
        description: description(inputs, &footer, locale),
        options: inputs.options,
        horizontal: Side {
            axis: across,
            ticks: Vec::new(),
            name: words::effect_axis(found.measure, scale.people, locale),
        },
        vertical: Side {
            axis: Axis {
                kind: Kind::Difference,
                low: 0.0,
                high: 1.0,
            },
            ticks: p_ticks(found, locale),
            name: words::P_AXIS.to_owned(),
        },
        from_top: false,
        directions: forest::directions(found.measure, &arm).map(|words| printable(&words)),
        bands: prediction(found, scale, across),
        curves: curves(found, scale, (across, drawn)),
        marks: marks(inputs, scale, drawn),
        legend: legend(found, drawn, locale),
        footer,
    }
}

/// How many people differences of risks are told for.
fn people(found: &PValueFunctions, locale: Locale) -> u32 {
    let interval = found.interval.as_ref();
    match interval.filter(|_| found.measure == Measure::RiskDifference) {
        Some(interval) => Written::of(found.measure, interval, locale).people,
        None => 1_000,
    }
}

/// The axis of effects, as that of a forest plot of the same trials.
fn effect_axis(found: &PValueFunctions, scale: EffectScale) -> Axis {
    let span = |function: &PValueFunction| -> Span {
        let reach = function.distance(2.0 * found.level.tail()) * function.standard_error;
        scale.span(&IntervalEstimate {
            estimate: function.estimate,
            standard_error: function.standard_error,
            lower: function.estimate - reach,
            upper: function.estimate + reach,
        })
    };
    let trials: Vec<Span> = found.trials.iter().map(|(_, one)| span(one)).collect();
    let main = found.prediction.as_ref().map(span);
    let pooled = found.interval.as_ref().map(|one| scale.span(one));
    scale.axis(&trials, main.or(pooled))
}

/// The ticks of P: fifths, and the P that belongs to the level, beside which 0 has no room.
fn p_ticks(found: &PValueFunctions, locale: Locale) -> Vec<Tick> {
    let level = 2.0 * found.level.tail();
    std::iter::once(level)
        .chain(TICKS)
        .map(|value| Tick {
            value,
            label: number::tick(value, locale),
        })
        .collect()
}

/// The curve of a function within the axis of effects, from left to right.
fn curve(
    function: &PValueFunction,
    scale: EffectScale,
    (across, steps): (Axis, u32),
) -> Vec<(f64, f64)> {
    let far = function.distance(LEAST_P);
    let at = |step: i64| {
        let z = far * step as f64 / f64::from(steps);
        let supposed = function.estimate + z * function.standard_error;
        (scale.read(supposed), function.at(supposed))
    };
    let steps = i64::from(steps);
    let points: Vec<(f64, f64)> = (-steps..=steps).map(at).collect();
    cut(&points, across)
}

/// The part of a curve that lies within an axis: cut at its ends, halfway between two points where it must be.
fn cut(points: &[(f64, f64)], across: Axis) -> Vec<(f64, f64)> {
    let mut within = Vec::new();
    for (from, to) in points.iter().zip(points.iter().skip(1)) {
        let width = to.0 - from.0;
        if to.0 < across.low || from.0 > across.high || width.is_nan() || width <= 0.0 {
            continue;
        }
        let at = |x: f64| (x, from.1 + (to.1 - from.1) * (x - from.0) / width);
        let start = if from.0 < across.low {
            at(across.low)
        } else {
            *from
        };
        let end = if to.0 > across.high {
            at(across.high)
        } else {
            *to
        };
        if within.last() != Some(&start) {
            within.push(start);
        }
        within.push(end);
    }
    within
}

/// The area under the curve of the effect in another trial.
fn prediction(found: &PValueFunctions, scale: EffectScale, across: Axis) -> Vec<Band> {
    let curve = found
        .prediction
        .as_ref()
        .map(|function| curve(function, scale, (across, STEPS.1)));
    curve
        .and_then(|points| {
            let (first, last) = (*points.first()?, *points.last()?);
            let mut corners = vec![(first.0, 0.0)];
            corners.extend(points);
            corners.push((last.0, 0.0));
            Some(Band {
                corners,
                role: Role::FaintBand,
            })
        })
        .into_iter()
        .collect()
}

/// No difference, the marked P, the trials, and over them the pooled result.
fn curves(
    found: &PValueFunctions,
    scale: EffectScale,
    (across, drawn): (Axis, usize),
) -> Vec<Curve> {
    let mut curves = Vec::new();
    if words::has_no_difference(found.measure) {
        curves.push(Curve {
            through: vec![(0.0, 0.0), (0.0, 1.0)],
            stroke: Stroke::Thin,
        });
    }
    curves.extend(words::MARKED_P.map(|p| Curve {
        through: vec![(across.low, p), (across.high, p)],
        stroke: Stroke::Dashed,
    }));
    let trials = found.trials.iter().take(drawn);
    curves.extend(trials.map(|(_, function)| Curve {
        through: curve(function, scale, (across, STEPS.0)),
        stroke: Stroke::Thin,
    }));
    curves.extend(found.pooled.as_ref().map(|function| Curve {
        through: curve(function, scale, (across, STEPS.1)),
        stroke: Stroke::Strong,
    }));
    curves
}

/// The tops of the trials' curves: where they are pointed at.
fn marks(inputs: &Inputs, scale: EffectScale, drawn: usize) -> Vec<Mark> {
    let trials = inputs.found.trials.iter().take(drawn);
    trials
        .map(|(trial, function)| Mark {
            at: (scale.read(function.estimate), 1.0),
            radius: RADIUS,
            style: CircleStyle::Full,
            // Between so many curves a name lies over nothing almost nowhere.
            name: String::new(),
            row: Some(trial.row),
        })
        .collect()
}

fn legend(found: &PValueFunctions, drawn: usize, locale: Locale) -> Vec<(Symbol, String)> {
    let trial = (drawn > 0).then(|| {
        let words = small_study::TRIAL.to_owned();
        (Symbol::Line(Role::Muted), words)
    });
    let pooled = found.pooled.map(|_| {
        let words = words::POOLED_CURVE.to_owned();
        (Symbol::Line(Role::Accent), words)
    });
    let prediction = found.prediction.map(|_| {
        let words = words::PREDICTION_CURVE.to_owned();
        (Symbol::Band(Role::FaintBand), words)
    });
    let marked = (Symbol::Dashed, words::marked_legend(locale));
    let all = trial.into_iter().chain(pooled).chain(prediction);
    all.chain([marked]).collect()
}

fn description(inputs: &Inputs, footer: &[String], locale: Locale) -> String {
    let found: &PValueFunctions = &inputs.found;
    let trials = found.trials.iter().zip(&inputs.names);
    let points: Vec<String> = trials
        .map(|((trial, function), name)| {
            small_study::point(
                &printable(name),
                found.measure,
                trial.effect.estimate,
                function.standard_error,
                locale,
            )
        })
        .collect();
    let said = words::drapery_sentence(found, locale);
    tr!(
        "{said} {}. {}",
        points.join(translate("; ")),
        footer.join(" "),
        said
    )
    .replace('\u{a0}', " ")
}
