//! Dose and response within trials: each arm at its dose and its effect against the control group of its own trial, the arms of a
//! trial joined, and the line through them with its confidence band.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::against_number::{Field, grid};
use super::effect_scale::EffectScale;
use super::font::printable;
use super::grammar::legend::Symbol;
use super::grammar::mark::circle::CircleStyle;
use super::scatter::{Curve, Mark, Options, Scatter, Stroke, layout};
use super::{Answered, Role, Scene};
use crate::analysis::{DosesWithin, IntervalEstimate};
use crate::wording::{confidence, dose_response as words, explored, tr};

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    outcome: String,
    found: Arc<DosesWithin>,
    /// What is said of it, and its cautions.
    sentences: Vec<String>,
    options: Options,
}

impl Inputs {
    /// What the figure of dose and response of an answer shows.
    #[must_use]
    pub fn new(answered: &Answered, found: &Arc<DosesWithin>, options: &Options) -> Self {
        let mut sentences = vec![words::sentence(found, options.locale)];
        sentences.extend(words::cautions(found, options.locale));
        Self {
            outcome: answered.outcome.name.clone(),
            found: Arc::clone(found),
            sentences,
            options: *options,
        }
    }
}

/// The figure.
#[must_use]
pub fn scene(inputs: &Inputs) -> Scene {
    layout(&figure(inputs))
}

/// Points at which the line and the band are computed.
const STEPS: u32 = 80;
/// Room beyond the outermost doses, as a share of their distance.
const BEYOND: f64 = 0.04;
/// Radius of the heaviest arm, and the least, in em.
const RADIUS: (f64, f64) = (1.0, 0.3);

/// The figure, ready to be laid out.
#[must_use]
pub fn figure(inputs: &Inputs) -> Scatter {
    let found: &DosesWithin = &inputs.found;
    let locale = inputs.options.locale;
    let range = (found.reference, found.largest());
    let predicted: Vec<(f64, IntervalEstimate)> = grid(range, STEPS)
        .map(|dose| (dose, found.effect_at(dose)))
        .collect();
    let estimates = arms(found).map(|arm| arm.estimate);
    let means = predicted.iter().map(|(_, mean)| mean);
    let field = Field::of(range, BEYOND, found.measure, estimates, means);
    let limits: Vec<(f64, (f64, f64))> = predicted
        .iter()
        .map(|(dose, mean)| (*dose, (mean.lower, mean.upper)))
        .collect();
    let size = inputs.options.text_size;
    Scatter {
        title: printable(&words::figure_name(&inputs.outcome)),
        description: description(inputs, &field),
        options: inputs.options,
        horizontal: field.horizontal(&words::axis(&found.unit), 0.0, locale),
        vertical: field.vertical(size, locale),
        from_top: false,
        directions: [String::new(), String::new()],
        bands: vec![field.band(&limits, Role::Band)],
        curves: curves(found, &predicted, &field),
        marks: marks(found, field.scale),
        legend: legend(found),
        footer: inputs.sentences.iter().map(|one| printable(one)).collect(),
    }
}

fn legend(found: &DosesWithin) -> Vec<(Symbol, String)> {
    let level = confidence::percent(found.level);
    let mut legend = vec![(
        Symbol::Circle(CircleStyle::Bubble),
        words::ARM_MARK.to_owned(),
    )];
    if found.with_several_doses() > 0 {
        legend.push((Symbol::Dashed, words::OWN_MARK.to_owned()));
    }
    legend.extend([
        (Symbol::Line(Role::Accent), words::line(found).to_owned()),
        (Symbol::Band(Role::Band), explored::confidence_band(&level)),
    ]);
    legend
}

/// An arm that is part of the line.
struct Arm<'a> {
    trial: &'a str,
    label: &'a str,
    row: usize,
    dose: f64,
    estimate: f64,
    variance: f64,
}

fn arms(found: &DosesWithin) -> impl Iterator<Item = Arm<'_>> {
    found.taken().flat_map(|(_, trial)| {
        let contrasts = &trial.contrasts;
        let numbers = contrasts.doses().iter().zip(contrasts.estimates());
        let numbers = numbers.zip(&trial.arms).enumerate();
        numbers.map(move |(place, ((dose, estimate), arm))| Arm {
            trial: &trial.name,
            label: arm,
            row: trial.row,
            dose: *dose,
            estimate: *estimate,
            variance: contrasts.covariance().cell(place, place),
        })
    })
}

/// No difference, the arms of each trial joined from its control group on, and the line.
fn curves(found: &DosesWithin, predicted: &[(f64, IntervalEstimate)], field: &Field) -> Vec<Curve> {
    let mut curves = vec![field.no_difference()];
    for (_, trial) in found.taken() {
        let contrasts = &trial.contrasts;
        if contrasts.different_doses() < 2 {
            continue;
        }
        let arms = contrasts.doses().iter().zip(contrasts.estimates());
        let arms = arms.map(|(dose, estimate)| (*dose, field.scale.read(*estimate)));
        let mut through: Vec<(f64, f64)> = arms.chain([(contrasts.reference(), 0.0)]).collect();
        through.sort_by(|(one, _), (other, _)| one.total_cmp(other));
        curves.push(Curve {
            through,
            stroke: Stroke::Dashed,
        });
    }
    let means = predicted.iter().map(|(dose, mean)| (*dose, mean.estimate));
    curves.push(field.line(means));
    curves
}

/// The arms, the heaviest first; of a trial only the one with the largest dose bears its name, where its line ends.
fn marks(found: &DosesWithin, scale: EffectScale) -> Vec<Mark> {
    let mut all: Vec<Arm<'_>> = arms(found).collect();
    all.sort_by(|one, other| one.variance.total_cmp(&other.variance));
    let heaviest = all.first().map_or(1.0, |arm| 1.0 / arm.variance);
    let (largest, smallest) = RADIUS;
    let mut ends: BTreeMap<usize, f64> = BTreeMap::new();
    for arm in &all {
        let end = ends.entry(arm.row).or_insert(arm.dose);
        *end = end.max(arm.dose);
    }
    all.into_iter()
        .map(|arm| {
            // Of two arms with the largest dose the heavier bears the name.
            let is_end = ends.get(&arm.row).is_some_and(|end| arm.dose >= *end);
            if is_end {
                ends.remove(&arm.row);
            }
            let share = 1.0 / arm.variance / heaviest;
            Mark {
                at: (arm.dose, scale.read(arm.estimate)),
                radius: (largest * share.sqrt()).max(smallest),
                style: CircleStyle::Bubble,
                name: if is_end {
                    printable(arm.trial)
                } else {
                    String::new()
                },
                row: Some(arm.row),
            }
        })
        .collect()
}

fn description(inputs: &Inputs, field: &Field) -> String {
    let named: Vec<(String, f64, f64)> = arms(&inputs.found)
        .map(|arm| {
            let name = if arm.label.is_empty() {
                arm.trial.to_owned()
            } else {
                tr!("{}, {}", arm.trial, arm.label)
            };
            (name, arm.estimate, arm.dose)
        })
        .collect();
    let points = named
        .iter()
        .map(|(name, estimate, dose)| (name.as_str(), *estimate, *dose));
    field.description(&inputs.sentences, points, inputs.options.locale)
}
