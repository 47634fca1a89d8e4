//! The bubble plot of a regression on one number: trials by their weight, the fitted line with its confidence band, and the band
//! in which another trial's effect is expected.

use std::sync::Arc;

use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Span, Tick};
use super::grammar::ticks::round_steps;
use super::scatter::{Band, Curve, Mark, Options, Scatter, Side, Stroke, layout};
use super::{Answered, Role, Scene};
use crate::analysis::{IntervalEstimate, Regressed, RegressedTrial};
use crate::data::Measure;
use crate::wording::effects;
use crate::wording::explored as words;
use crate::wording::small_study::effect_axis;
use crate::wording::{Locale, confidence, number};

/// What a bubble plot is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    /// The name of the number.
    by: String,
    /// The names of the trials, in the order of the regression.
    names: Vec<String>,
    found: Arc<Regressed>,
    /// What is said of it, and its cautions.
    sentences: Vec<String>,
    options: Options,
}

impl Inputs {
    /// What the plot of a regression shows; `None` where it is not on one number alone.
    #[must_use]
    pub fn new(
        answered: &Answered,
        found: &Arc<Regressed>,
        by: &str,
        sentences: Vec<String>,
        options: &Options,
    ) -> Option<Self> {
        found.single_number()?;
        let request = &answered.prepared.request;
        let name = |trial: &RegressedTrial| {
            let row = request.trials.get(trial.trial.row);
            row.map_or_else(String::new, |row| row.label.clone())
        };
        Some(Self {
            outcome: answered.outcome.name.clone(),
            by: by.to_owned(),
            names: found.trials.iter().map(name).collect(),
            found: Arc::clone(found),
            sentences,
            options: *options,
        })
    }
}

/// The bubble plot.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// Points at which the line and the bands are computed.
const STEPS: u32 = 60;
/// Room beyond the outermost trials, as a share of their distance.
const BEYOND: f64 = 0.06;
/// Radius of the heaviest trial, and the least, in em.
const RADIUS: (f64, f64) = (1.3, 0.3);
/// About how many ticks the axis of the number has.
const TICKS: f64 = 6.0;
/// For the ticks of effects, the axis counts as so long, in em.
const EFFECT_AXIS: f64 = 22.0;

/// A mean with its interval, and the limits between which another trial is expected.
type Predicted = (IntervalEstimate, (f64, f64));

/// The bubble plot, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let found: &Regressed = &inputs.found;
    let locale = inputs.options.locale;
    let scale = EffectScale {
        measure: found.measure,
        people: 1_000,
    };
    let (least, most) = found.range().unwrap_or((0.0, 1.0));
    let room = if most > least {
        BEYOND * (most - least)
    } else {
        1.0
    };
    let across = Axis {
        kind: Kind::Difference,
        low: least - room,
        high: most + room,
    };
    let grid = (0..=STEPS).map(|step| least + (most - least) * f64::from(step) / f64::from(STEPS));
    let predicted: Vec<(f64, Predicted)> = grid.map(|x| (x, found.at(x))).collect();
    let spans: Vec<Span> = found
        .trials
        .iter()
        .map(|trial| {
            let place = scale.read(trial.trial.effect.estimate);
            Span {
                estimate: place,
                lower: place,
                upper: place,
            }
        })
        .collect();
    let ends = predicted.iter().map(|(_, (mean, _))| scale.span(mean));
    let widest = ends.reduce(|one, other| Span {
        estimate: one.estimate,
        lower: one.lower.min(other.lower),
        upper: one.upper.max(other.upper),
    });
    let up = scale.axis(&spans, widest);
    let size = inputs.options.text_size;
    let level = confidence::percent(found.level);
    Scatter {
        title: printable(&words::bubble_figure(&inputs.outcome, &inputs.by)),
        description: description(inputs, locale),
        options: inputs.options,
        horizontal: Side {
            ticks: round_steps((across.low, across.high), TICKS)
                .into_iter()
                .map(|value| Tick {
                    value,
                    label: number::quantity(value, locale),
                })
                .collect(),
            axis: across,
            name: printable(&inputs.by),
        },
        vertical: Side {
            ticks: up.ticks(EFFECT_AXIS * size, size, locale),
            axis: up,
            name: effect_axis(found.measure, scale.people, locale),
        },
        from_top: false,
        directions: [String::new(), String::new()],
        bands: bands(&predicted, scale),
        curves: curves(&predicted, scale, across),
        marks: marks(inputs, scale),
        legend: vec![
            (
                Symbol::Circle(CircleStyle::Bubble),
                words::BUBBLE.to_owned(),
            ),
            (Symbol::Line(Role::Accent), words::FITTED.to_owned()),
            (Symbol::Band(Role::Band), words::confidence_band(&level)),
            (
                Symbol::Band(Role::FaintBand),
                words::prediction_band(&level),
            ),
        ],
        footer: inputs.sentences.iter().map(|one| printable(one)).collect(),
    }
}

/// The band in which another trial is expected, and over it that of the mean.
fn bands(predicted: &[(f64, Predicted)], scale: EffectScale) -> Vec<Band> {
    let band = |limits: fn(&Predicted) -> (f64, f64), role| {
        let at = |one: &(f64, Predicted)| {
            let (lower, upper) = limits(&one.1);
            (one.0, scale.read(lower), scale.read(upper))
        };
        let there = predicted.iter().map(|one| {
            let (x, _, upper) = at(one);
            (x, upper)
        });
        let back = predicted.iter().rev().map(|one| {
            let (x, lower, _) = at(one);
            (x, lower)
        });
        Band {
            corners: there.chain(back).collect(),
            role,
        }
    };
    vec![
        band(|(_, limits)| *limits, Role::FaintBand),
        band(|(mean, _)| (mean.lower, mean.upper), Role::Band),
    ]
}

/// No difference, where the measure has such a value, and the fitted line.
fn curves(predicted: &[(f64, Predicted)], scale: EffectScale, across: Axis) -> Vec<Curve> {
    let mut curves = Vec::new();
    if !effects::is_share(scale.measure) {
        curves.push(Curve {
            through: vec![(across.low, 0.0), (across.high, 0.0)],
            stroke: Stroke::Thin,
        });
    }
    let line = predicted
        .iter()
        .map(|(x, (mean, _))| (*x, scale.read(mean.estimate)));
    curves.push(Curve {
        through: line.collect(),
        stroke: Stroke::Strong,
    });
    curves
}

/// The trials, the heaviest first.
fn marks(inputs: &Inputs, scale: EffectScale) -> Vec<Mark> {
    let trials = &inputs.found.trials;
    let heaviest = trials.iter().map(|trial| trial.weight).fold(0.0, f64::max);
    let (largest, smallest) = RADIUS;
    let mut marks: Vec<(f64, Mark)> = trials
        .iter()
        .zip(&inputs.names)
        .filter_map(|(trial, name)| {
            let share = if heaviest > 0.0 {
                trial.weight / heaviest
            } else {
                0.0
            };
            let mark = Mark {
                at: (
                    trial.design.get(1).copied()?,
                    scale.read(trial.trial.effect.estimate),
                ),
                radius: (largest * share.sqrt()).max(smallest),
                style: CircleStyle::Bubble,
                name: printable(name),
                row: Some(trial.trial.row),
            };
            Some((trial.weight, mark))
        })
        .collect();
    marks.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    marks.into_iter().map(|(_, mark)| mark).collect()
}

fn description(inputs: &Inputs, locale: Locale) -> String {
    let trials = inputs.found.trials.iter().zip(&inputs.names);
    let measure: Measure = inputs.found.measure;
    let points: Vec<String> = trials
        .filter_map(|(trial, name)| {
            let at = trial.design.get(1).copied()?;
            Some(format!(
                "{}: {} at {}",
                printable(name),
                effects::effect(measure, trial.trial.effect.estimate, locale),
                number::quantity(at, locale)
            ))
        })
        .collect();
    let said = inputs.sentences.iter().map(|one| printable(one));
    let mut sentences: Vec<String> = said.collect();
    if !points.is_empty() {
        sentences.push(format!("{}.", points.join("; ")));
    }
    sentences.join(" ").replace('\u{a0}', " ")
}
