//! What the results as JSON say of dose and response within trials.

use serde::Serialize;

use super::outcome::natural;
use crate::analysis::{
    ChiSquaredTest, DosesWithin, IntervalEstimate, Prepared, Response, Shape, Stages, doses_within,
};
use crate::data::{Measure, Review, Settings};
use crate::explore::dose_response::Line;

/// Dose and response across the arms of the same trial.
#[derive(Serialize)]
pub(super) struct DoseResults {
    across: &'static str,
    unit: String,
    stages: &'static str,
    shape: &'static str,
    knots: Option<[f64; 3]>,
    reference: f64,
    trials: Vec<DosedTrialResults>,
    common: LineResults,
    random: Option<LineResults>,
    between: Option<Vec<Vec<f64>>>,
    converged: bool,
    association: Option<ChiSquaredTest>,
    departure_from_straight: Option<ChiSquaredTest>,
    heterogeneity: Option<ChiSquaredTest>,
    predicted: Vec<PredictedResults>,
}

#[derive(Serialize)]
struct DosedTrialResults {
    name: String,
    taken: bool,
    reference: f64,
    doses: Vec<f64>,
    estimates: Vec<f64>,
    covariance: Vec<Vec<f64>>,
    own: Option<LineResults>,
}

#[derive(Serialize)]
struct LineResults {
    coefficients: Vec<f64>,
    covariance: Vec<Vec<f64>>,
}

#[derive(Serialize)]
struct PredictedResults {
    dose: f64,
    analysis: IntervalEstimate,
    natural: [f64; 3],
}

impl LineResults {
    fn of(line: &Line) -> Self {
        Self {
            coefficients: line.coefficients.clone(),
            covariance: line.covariance.clone(),
        }
    }
}

/// The dose and response of an answer; `None` where no line was found.
pub(super) fn dose_results(
    review: &Review,
    settings: &Settings,
    (prepared, response): (&Prepared, &Response),
) -> Option<DoseResults> {
    let found = doses_within(review, settings, prepared, response.plan).ok()?;
    let random = found.fit.random.as_ref();
    let mean = found.fit.mean();
    Some(DoseResults {
        across: "arms of the same trial",
        unit: found.unit.clone(),
        stages: match found.fit.stages {
            Stages::Two => "two",
            Stages::One => "one",
        },
        shape: match found.fit.shape {
            Shape::Linear => "linear",
            Shape::Spline(_) => "restricted_cubic_spline",
        },
        knots: match found.fit.shape {
            Shape::Linear => None,
            Shape::Spline(knots) => Some(knots),
        },
        reference: found.reference,
        trials: trials(&found),
        common: LineResults::of(&found.fit.common),
        random: random.map(|random| LineResults::of(&random.line)),
        between: random.map(|random| random.between.clone()),
        converged: random.is_none_or(|random| random.converged),
        association: mean.association(),
        departure_from_straight: mean.curvature(),
        heterogeneity: found.fit.heterogeneity,
        predicted: predicted(&found, response.measure()),
    })
}

fn trials(found: &DosesWithin) -> Vec<DosedTrialResults> {
    let trials = found.trials.iter().zip(&found.fit.own);
    let trials = trials.zip(&found.fit.taken).map(|((trial, own), taken)| {
        let contrasts = &trial.contrasts;
        let covariance = contrasts.covariance();
        let size = covariance.size();
        let row = |row: usize| {
            (0..size)
                .map(|column| covariance.cell(row, column))
                .collect()
        };
        DosedTrialResults {
            name: trial.name.clone(),
            taken: *taken,
            reference: contrasts.reference(),
            doses: contrasts.doses().to_vec(),
            estimates: contrasts.estimates().to_vec(),
            covariance: (0..size).map(row).collect(),
            own: own.as_ref().map(|own| LineResults::of(&own.line)),
        }
    });
    trials.collect()
}

fn predicted(found: &DosesWithin, measure: Measure) -> Vec<PredictedResults> {
    let at = found.at.iter().map(|dose| {
        let analysis = found.effect_at(*dose);
        let numbers = [analysis.estimate, analysis.lower, analysis.upper];
        PredictedResults {
            dose: *dose,
            natural: numbers.map(|number| natural(measure, number)),
            analysis,
        }
    });
    at.collect()
}
