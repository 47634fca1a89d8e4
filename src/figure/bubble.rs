//! The bubble plot of a regression on one number: trials by their weight, the fitted line with its confidence band, and the band
//! in which another trial's effect is expected.

use std::sync::Arc;

use super::against_number::{Field, grid};
use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::scatter::{Band, Curve, Mark, Options, Scatter, layout};
use super::{Answered, Role, Scene};
use crate::analysis::{IntervalEstimate, Regressed, RegressedTrial};
use crate::wording::explored as words;
use crate::wording::{confidence, effects};

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

/// A mean with its interval, and the limits between which another trial is expected.
type Predicted = (IntervalEstimate, (f64, f64));

/// The bubble plot, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let found: &Regressed = &inputs.found;
    let locale = inputs.options.locale;
    let range = found.range().unwrap_or((0.0, 1.0));
    let predicted: Vec<(f64, Predicted)> = grid(range, STEPS).map(|x| (x, found.at(x))).collect();
    let estimates = found.trials.iter().map(|trial| trial.trial.effect.estimate);
    let means = predicted.iter().map(|(_, (mean, _))| mean);
    let field = Field::of(range, BEYOND, found.measure, estimates, means);
    let size = inputs.options.text_size;
    let level = confidence::percent(found.level);
    Scatter {
        title: printable(&words::bubble_figure(&inputs.outcome, &inputs.by)),
        description: description(inputs, &field),
        options: inputs.options,
        horizontal: field.horizontal(&inputs.by, f64::NEG_INFINITY, locale),
        vertical: field.vertical(size, locale),
        from_top: false,
        directions: [String::new(), String::new()],
        bands: bands(&predicted, &field),
        curves: curves(&predicted, &field),
        marks: marks(inputs, field.scale),
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
fn bands(predicted: &[(f64, Predicted)], field: &Field) -> Vec<Band> {
    let expected: Vec<(f64, (f64, f64))> = predicted
        .iter()
        .map(|(x, (_, limits))| (*x, *limits))
        .collect();
    let of_mean: Vec<(f64, (f64, f64))> = predicted
        .iter()
        .map(|(x, (mean, _))| (*x, (mean.lower, mean.upper)))
        .collect();
    vec![
        field.band(&expected, Role::FaintBand),
        field.band(&of_mean, Role::Band),
    ]
}

/// No difference, where the measure has such a value, and the fitted line.
fn curves(predicted: &[(f64, Predicted)], field: &Field) -> Vec<Curve> {
    let has_none = !effects::is_share(field.scale.measure);
    let fitted = predicted.iter().map(|(x, (mean, _))| (*x, mean.estimate));
    has_none
        .then(|| field.no_difference())
        .into_iter()
        .chain([field.line(fitted)])
        .collect()
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

fn description(inputs: &Inputs, field: &Field) -> String {
    let trials = inputs.found.trials.iter().zip(&inputs.names);
    let points = trials.filter_map(|(trial, name)| {
        let at = trial.design.get(1).copied()?;
        Some((name.as_str(), trial.trial.effect.estimate, at))
    });
    field.description(&inputs.sentences, points, inputs.options.locale)
}
