//! The radial plot of Galbraith (1988): each trial's effect over its standard error against one over that error, the pooled effect as
//! a line through the origin, and a band of 2 about it.

use std::sync::Arc;

use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Tick};
use super::grammar::ticks::round_steps;
use super::scatter::{Band, Curve, Mark, Options, Scatter, Side, Stroke, layout};
use super::{Answered, Role, Scene};
use crate::analysis::{RADIAL_BAND, Radial, RadialTrial};
use crate::wording::trial_plots::{self as words, TrialPlot};
use crate::wording::{Locale, number, small_study, tr, translate};

/// What the plot is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    /// The names of the trials, in their order.
    names: Vec<String>,
    found: Arc<Radial>,
    options: Options,
}

impl Inputs {
    /// What the plot of an answer shows.
    #[must_use]
    pub fn new(answered: &Answered, found: &Arc<Radial>, options: &Options) -> Self {
        let request = &answered.prepared.request;
        let name = |trial: &RadialTrial| {
            let row = request.trials.get(trial.trial.row);
            row.map_or_else(String::new, |row| row.label.clone())
        };
        Self {
            outcome: answered.outcome.name.clone(),
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

/// Radius of a point, in em.
const RADIUS: f64 = 0.36;
/// About how many ticks each axis has.
const TICKS: f64 = 5.0;
/// Room beyond the outermost trials, as a share of what the axis covers.
const BEYOND: f64 = 0.06;

/// The plot, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let locale = inputs.options.locale;
    let found: &Radial = &inputs.found;
    let across = axis(
        found
            .trials
            .iter()
            .map(|trial| trial.precision)
            .chain([0.0]),
    );
    let slope = found.mean;
    let up = axis(
        found
            .trials
            .iter()
            .map(|trial| trial.z)
            .chain([-RADIAL_BAND, RADIAL_BAND, 0.0]),
    );
    let across = Axis { low: 0.0, ..across };
    let footer = words::radial_footer(found, locale);
    let line = |offset: f64| within(across, up, (slope, offset));
    Scatter {
        title: printable(&TrialPlot::Radial.name(&inputs.outcome)),
        description: description(inputs, &footer),
        options: inputs.options,
        horizontal: Side {
            axis: across,
            ticks: ticks(across, locale),
            name: words::precision_axis(found).to_owned(),
        },
        vertical: Side {
            axis: up,
            ticks: ticks(up, locale),
            name: words::z_axis(found),
        },
        from_top: false,
        directions: [String::new(), String::new()],
        bands: vec![Band {
            corners: band(across, up, slope),
            role: Role::FaintBand,
        }],
        curves: vec![
            Curve {
                through: vec![(0.0, 0.0), (across.high, 0.0)],
                stroke: Stroke::Thin,
            },
            Curve {
                through: line(RADIAL_BAND),
                stroke: Stroke::Dashed,
            },
            Curve {
                through: line(-RADIAL_BAND),
                stroke: Stroke::Dashed,
            },
            Curve {
                through: line(0.0),
                stroke: Stroke::Strong,
            },
        ],
        marks: marks(inputs),
        legend: vec![
            (
                Symbol::Circle(CircleStyle::Full),
                small_study::TRIAL.to_owned(),
            ),
            (
                Symbol::Line(Role::Accent),
                words::pooled_legend(found.measure),
            ),
            (Symbol::Band(Role::FaintBand), words::band_legend(locale)),
        ],
        footer,
    }
}

/// An axis that holds these, with a little room.
fn axis(values: impl Iterator<Item = f64>) -> Axis {
    let values = values.filter(|value| value.is_finite());
    let (low, high) = values.fold((0.0_f64, 0.0_f64), |(low, high), value| {
        (low.min(value), high.max(value))
    });
    let room = BEYOND * (high - low).max(f64::MIN_POSITIVE);
    Axis {
        kind: Kind::Difference,
        low: low - room,
        high: high + room,
    }
}

fn ticks(axis: Axis, locale: Locale) -> Vec<Tick> {
    let steps = round_steps((axis.low, axis.high), TICKS).into_iter();
    steps
        .map(|value| Tick {
            value,
            label: number::tick(value, locale),
        })
        .collect()
}

/// Pieces of a line: names may stand beside each, as they may not within all that a slanted line spans.
const PIECES: u32 = 24;

/// The part of the line `slope` × x + `offset` that lies within both axes, in pieces; empty where none does.
fn within(across: Axis, up: Axis, (slope, offset): (f64, f64)) -> Vec<(f64, f64)> {
    let (mut from, mut to) = (across.low, across.high);
    if slope == 0.0 {
        return if up.shows(offset) {
            vec![(from, offset), (to, offset)]
        } else {
            Vec::new()
        };
    }
    let ends = [up.low, up.high].map(|end| (end - offset) / slope);
    from = from.max(ends[0].min(ends[1]));
    to = to.min(ends[0].max(ends[1]));
    let at = |x: f64| (x, (slope * x + offset).clamp(up.low, up.high));
    if from < to {
        let share = |piece: u32| f64::from(piece) / f64::from(PIECES);
        (0..=PIECES)
            .map(|piece| at(from + share(piece) * (to - from)))
            .collect()
    } else {
        Vec::new()
    }
}

/// The band about the line: where its edges leave the field, it follows the field's own.
fn band(across: Axis, up: Axis, slope: f64) -> Vec<(f64, f64)> {
    const STEPS: u32 = 40;
    let x = |step: u32| across.high * f64::from(step) / f64::from(STEPS);
    let edge = |x: f64, offset: f64| (x, (slope * x + offset).clamp(up.low, up.high));
    let there = (0..=STEPS).map(|step| edge(x(step), RADIAL_BAND));
    let back = (0..=STEPS).rev().map(|step| edge(x(step), -RADIAL_BAND));
    there.chain(back).collect()
}

/// The trials, those farthest from the line first: their names matter most.
fn marks(inputs: &Inputs) -> Vec<Mark> {
    let found: &Radial = &inputs.found;
    let trials = found.trials.iter().zip(&inputs.names);
    let mut marks: Vec<(f64, Mark)> = trials
        .map(|(trial, name)| {
            let far = (trial.z - found.mean * trial.precision).abs();
            let mark = Mark {
                at: (trial.precision, trial.z),
                radius: RADIUS,
                style: CircleStyle::Full,
                name: printable(name),
                row: Some(trial.trial.row),
            };
            (far, mark)
        })
        .collect();
    marks.sort_by(|(one, _), (other, _)| other.total_cmp(one));
    marks.into_iter().map(|(_, mark)| mark).collect()
}

fn description(inputs: &Inputs, footer: &[String]) -> String {
    let locale = inputs.options.locale;
    let trials = inputs.found.trials.iter().zip(&inputs.names);
    let points: Vec<String> = trials
        .map(|(trial, name)| {
            tr!(
                "{}: {} at {}",
                printable(name),
                number::fixed(trial.z, 2, locale),
                number::significant(trial.precision, locale)
            )
        })
        .collect();
    tr!("{}. {}", points.join(translate("; ")), footer.join(" ")).replace('\u{a0}', " ")
}
