//! The plot of L'Abbé, Detsky & O'Rourke (1987): the risk of the event with treatment against that with control, a circle a trial,
//! the diagonal of equal risks, and what the pooled effect makes of each risk, which is a curve for an odds ratio.

use std::sync::Arc;

use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::grammar::scale::{Axis, Kind, Tick};
use super::grammar::ticks::round_steps;
use super::scatter::{Band, Curve, Mark, Options, Scatter, Side, Stroke, layout_square};
use super::{Answered, Role, Scene};
use crate::analysis::{ArmRisks, TrialRisks};
use crate::data::Review;
use crate::wording::trial_plots::{self as words, TrialPlot};
use crate::wording::{Locale, forest, names, number, tr, translate};

/// What the plot is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    /// What the experimental and the control arms received.
    sides: [String; 2],
    /// The names of the trials, in the order of the risks.
    names: Vec<String>,
    found: Arc<ArmRisks>,
    options: Options,
}

impl Inputs {
    /// What the plot of an answer shows.
    #[must_use]
    pub fn new(
        review: &Review,
        answered: &Answered,
        found: &Arc<ArmRisks>,
        options: &Options,
    ) -> Self {
        let request = &answered.prepared.request;
        let name = |trial: &TrialRisks| {
            let row = request.trials.get(trial.row);
            row.map_or_else(String::new, |row| row.label.clone())
        };
        Self {
            outcome: answered.outcome.name.clone(),
            sides: names::sides(review).map(str::to_owned),
            names: found.trials.iter().map(name).collect(),
            found: Arc::clone(found),
            options: *options,
        }
    }
}

/// The plot.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout_square(&figure(inputs))
}

/// Radius of the heaviest trial, and the least, in em.
const RADIUS: (f64, f64) = (1.3, 0.3);
/// Points at which the line and its band are computed.
const STEPS: u32 = 60;
/// Pieces of the diagonal: names may stand beside each, as they may not within all that a slanted line spans.
const PIECES: u32 = 24;
/// About how many ticks each axis has.
const TICKS: f64 = 5.0;
/// Room beneath a risk of 0 for half a circle, as a share of the largest one.
const BENEATH: f64 = 0.07;
/// Room beyond the largest risk, as a share of it.
const BEYOND: f64 = 0.08;

/// The plot, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let found: &ArmRisks = &inputs.found;
    let locale = inputs.options.locale;
    let risks = found
        .trials
        .iter()
        .flat_map(|trial| [trial.experimental_risk(), trial.control_risk()]);
    let most = risks.fold(0.0, f64::max);
    let high = if most > 0.0 {
        (100.0 * (1.0 + BEYOND) * most).min(100.0)
    } else {
        1.0
    };
    let [experimental, control] = inputs.sides.each_ref().map(|side| printable(side));
    let side = |name: &str| Side {
        axis: Axis {
            kind: Kind::Difference,
            low: -BENEATH * high,
            high,
        },
        ticks: ticks(high, locale),
        name: words::risk_axis(name),
    };
    let footer: Vec<String> = words::risks_footer(
        found,
        &forest::arm(&experimental, forest::EXPERIMENTAL.text()),
        locale,
    )
    .iter()
    .map(|one| printable(one))
    .collect();
    Scatter {
        title: printable(&TrialPlot::Labbe.name(&inputs.outcome)),
        description: description(inputs, &footer, locale),
        options: inputs.options,
        horizontal: side(&names::control_inside(&control)),
        vertical: side(&experimental),
        from_top: false,
        directions: [String::new(), String::new()],
        bands: band(found, high),
        curves: curves(found, high),
        marks: marks(inputs),
        legend: legend(found),
        footer,
    }
}

fn ticks(high: f64, locale: Locale) -> Vec<Tick> {
    let steps = round_steps((0.0, high), TICKS).into_iter();
    steps
        .map(|value| Tick {
            value,
            label: number::tick(value, locale),
        })
        .collect()
}

/// The risks with control at which the line is computed, in percent, from 0 to the end of the axis.
fn grid(high: f64) -> impl DoubleEndedIterator<Item = f64> {
    (0..=STEPS).map(move |step| high * f64::from(step) / f64::from(STEPS))
}

/// The band between what the limits of the pooled effect make of each risk.
fn band(found: &ArmRisks, high: f64) -> Vec<Band> {
    let Some(pooled) = found.pooled else {
        return Vec::new();
    };
    let at = |effect: f64| move |risk: f64| (risk, 100.0 * found.expected(risk / 100.0, effect));
    let there = grid(high).map(at(pooled.upper));
    let back = grid(high).rev().map(at(pooled.lower));
    vec![Band {
        corners: there.chain(back).collect(),
        role: Role::Band,
    }]
}

fn curves(found: &ArmRisks, high: f64) -> Vec<Curve> {
    let diagonal = Curve {
        through: (0..=PIECES)
            .map(|piece| high * f64::from(piece) / f64::from(PIECES))
            .map(|risk| (risk, risk))
            .collect(),
        stroke: Stroke::Dashed,
    };
    let pooled = found.pooled.map(|pooled| {
        let at = |risk: f64| (risk, 100.0 * found.expected(risk / 100.0, pooled.estimate));
        Curve {
            through: grid(high).map(at).collect(),
            stroke: Stroke::Strong,
        }
    });
    std::iter::once(diagonal).chain(pooled).collect()
}

/// The trials, the largest circles first.
fn marks(inputs: &Inputs) -> Vec<Mark> {
    let found: &ArmRisks = &inputs.found;
    let by_weight = words::has_weights(found);
    let size = |trial: &TrialRisks| {
        if by_weight {
            trial.weight.unwrap_or(0.0)
        } else {
            trial.people() as f64
        }
    };
    let largest = found.trials.iter().map(size).fold(0.0, f64::max);
    let (most, least) = RADIUS;
    let mut marks: Vec<Mark> = found
        .trials
        .iter()
        .zip(&inputs.names)
        .map(|(trial, name)| {
            let share = if largest > 0.0 {
                size(trial) / largest
            } else {
                0.0
            };
            Mark {
                at: (
                    100.0 * trial.control_risk(),
                    100.0 * trial.experimental_risk(),
                ),
                radius: (most * share.sqrt()).max(least),
                style: if trial.is_pooled {
                    CircleStyle::Bubble
                } else {
                    CircleStyle::Open
                },
                name: printable(name),
                row: Some(trial.row),
            }
        })
        .collect();
    marks.sort_by(|one, other| other.radius.total_cmp(&one.radius));
    marks
}

fn legend(found: &ArmRisks) -> Vec<(Symbol, String)> {
    let mut legend = Vec::new();
    if found.trials.iter().any(|trial| trial.is_pooled) {
        legend.push((
            Symbol::Circle(CircleStyle::Bubble),
            words::risk_legend(words::has_weights(found)).to_owned(),
        ));
    }
    if found.trials.iter().any(|trial| !trial.is_pooled) {
        legend.push((
            Symbol::Circle(CircleStyle::Open),
            words::NOT_POOLED.to_owned(),
        ));
    }
    legend.push((Symbol::Dashed, words::SAME_RISK.to_owned()));
    if found.pooled.is_some() {
        legend.push((
            Symbol::Line(Role::Accent),
            words::pooled_legend(found.measure),
        ));
        legend.push((
            Symbol::Band(Role::Band),
            words::interval_legend(found.level),
        ));
    }
    legend
}

fn description(inputs: &Inputs, footer: &[String], locale: Locale) -> String {
    let trials = inputs.found.trials.iter().zip(&inputs.names);
    let points: Vec<String> = trials
        .map(|(trial, name)| {
            tr!(
                "{}: {} and {}",
                printable(name),
                number::percent(trial.control_risk(), locale),
                number::percent(trial.experimental_risk(), locale)
            )
        })
        .collect();
    tr!("{}. {}", points.join(translate("; ")), footer.join(" ")).replace('\u{a0}', " ")
}
