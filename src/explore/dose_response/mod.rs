//! Dose and response across the arms of the same trial: each dose is compared with the trial's own reference arm, so that what
//! differs between trials does not enter. This is another thing than a regression of trials' effects on their doses
//! ([`super::regression`]), which compares trials.
//!
//! The effects of one trial's arms share its reference arm and vary together. With y their estimates, S their covariance and X
//! the doses, or functions of them, less those of the reference, the trial's own line is that of generalised least squares,
//! β̂ = (XᵀS⁻¹X)⁻¹XᵀS⁻¹y (Greenland & Longnecker 1992, American Journal of Epidemiology 135:1301, equations 3 and 4). It has no
//! intercept: there is no difference at the reference.
//!
//! - [`Stages::Two`]: the trials' own coefficients are pooled by the multivariate model of random effects (Orsini, Li, Wolk,
//!   Khudyakov & Spiegelman 2012, American Journal of Epidemiology 175:66; Gasparrini, Armstrong & Kenward 2012, Statistics in
//!   Medicine 31:3821). A trial with fewer doses than coefficients has no line of its own and is not in it.
//! - [`Stages::One`]: y = X(β + b) + e with b ~ N(0, Ψ) and e ~ N(0, S), all trials together (Crippa, Discacciati, Bottai,
//!   Spiegelman & Orsini 2019, Statistical Methods in Medical Research 28:1579, equation 3). Trials with one dose are in it.
//!
//! Both are one likelihood: of a trial with a line of its own only β̂ with its covariance says anything of β and Ψ. With the same
//! trials they agree to the last figure.
//!
//! R: `dosresmeta::dosresmeta(proc = "2stage")` and `"1stage"`; `mixmeta::mixmeta`; `metafor::rma.mv(y, S, mods = ~ x1 + x2 - 1,
//! random = ~ x1 + x2 - 1 | trial, struct = "GEN")`.

pub mod greenland_longnecker;
mod restricted_likelihood;
mod shape;

use crate::data::ConfidenceLevel;
use crate::effect::IntervalEstimate;
use crate::math::cholesky::Cholesky;
use crate::math::sum::sum;
use crate::math::symmetric::Symmetric;
use crate::pool::ChiSquaredTest;

pub use shape::{Shape, usual_knots};

/// An eigenvalue below this share of the largest counts as none: a direction of which nothing is told.
const LEAST_SHARE: f64 = 1e-9;

/// How the trials are put together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Stages {
    /// Each trial has its own line first; then the lines are pooled.
    Two,
    /// All arms at once.
    One,
}

/// The effects of the arms of one trial against its reference arm.
#[derive(Clone, Debug, PartialEq)]
pub struct Contrasts {
    reference: f64,
    doses: Vec<f64>,
    estimates: Vec<f64>,
    covariance: Symmetric,
    /// S⁻¹.
    inverse: Symmetric,
}

impl Contrasts {
    /// Arms with these doses and estimates (scale of analysis) against the arm with the reference dose. `None` where the numbers do
    /// not belong together, are not finite, or where the covariance is not positive definite.
    #[must_use]
    pub fn new(
        reference: f64,
        doses: Vec<f64>,
        estimates: Vec<f64>,
        covariance: Symmetric,
    ) -> Option<Self> {
        let arms = doses.len();
        let numbers = doses.iter().chain(&estimates).chain([&reference]);
        if arms == 0
            || estimates.len() != arms
            || covariance.size() != arms
            || !numbers.into_iter().all(|number| number.is_finite())
        {
            return None;
        }
        let eigen = covariance.eigen()?;
        let largest = eigen.values.iter().copied().fold(0.0, f64::max);
        let is_definite = eigen
            .values
            .iter()
            .all(|value| *value > LEAST_SHARE * largest);
        is_definite.then(|| Self {
            inverse: eigen.with_values(|value| 1.0 / value),
            reference,
            doses,
            estimates,
            covariance,
        })
    }

    /// The dose of the reference arm.
    #[must_use]
    pub fn reference(&self) -> f64 {
        self.reference
    }

    /// The doses of the other arms.
    #[must_use]
    pub fn doses(&self) -> &[f64] {
        &self.doses
    }

    /// Their estimates, scale of analysis.
    #[must_use]
    pub fn estimates(&self) -> &[f64] {
        &self.estimates
    }

    /// The covariance of their estimates.
    #[must_use]
    pub fn covariance(&self) -> &Symmetric {
        &self.covariance
    }

    /// How many different doses it has beside that of the reference.
    #[must_use]
    pub fn different_doses(&self) -> usize {
        let mut doses = self.doses.clone();
        doses.sort_by(f64::total_cmp);
        doses.dedup();
        doses
            .iter()
            .filter(|dose| dose.total_cmp(&self.reference).is_ne())
            .count()
    }
}

/// What a trial says of the coefficients: XᵀS⁻¹X, XᵀS⁻¹y and yᵀS⁻¹y.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Information<const P: usize> {
    matrix: [[f64; P]; P],
    score: [f64; P],
    square: f64,
}

impl<const P: usize> Information<P> {
    fn of(trial: &Contrasts, shape: Shape) -> Self {
        let reference = shape.row::<P>(trial.reference);
        let columns: [Vec<f64>; P] = std::array::from_fn(|column| {
            let cells = trial.doses.iter().map(|dose| shape.row::<P>(*dose)[column]);
            cells.map(|cell| cell - reference[column]).collect()
        });
        let weighted: [Vec<f64>; P] =
            std::array::from_fn(|column| trial.inverse.times(&columns[column]));
        let dot = |one: &[f64], other: &[f64]| sum(one.iter().zip(other).map(|(a, b)| a * b));
        Self {
            matrix: std::array::from_fn(|row| {
                std::array::from_fn(|column| dot(&columns[row], &weighted[column]))
            }),
            score: std::array::from_fn(|row| dot(&weighted[row], &trial.estimates)),
            square: dot(&trial.estimates, &trial.inverse.times(&trial.estimates)),
        }
    }

    /// (XᵀS⁻¹X)⁻¹; `None` where the doses do not tell every coefficient.
    fn covariance(&self) -> Option<[[f64; P]; P]> {
        let symmetric = Symmetric::new(P, |row, column| self.matrix[row][column]);
        let values = symmetric.eigen()?.values;
        let largest = values.iter().copied().fold(0.0, f64::max);
        let is_told = values.iter().all(|value| *value > LEAST_SHARE * largest);
        let factors = Cholesky::of(&self.matrix).filter(|_| is_told)?;
        Some(std::array::from_fn(|column| factors.inverse_column(column)))
    }

    /// Whether it says anything at all.
    fn says_something(&self) -> bool {
        self.matrix.iter().flatten().any(|cell| *cell != 0.0)
    }
}

/// Coefficients with their covariance and what is tested of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// Those of the dose and, of a spline, of its curved part; scale of analysis for each unit of dose.
    pub coefficients: Vec<f64>,
    /// Their covariance, row by row.
    pub covariance: Vec<Vec<f64>>,
}

impl Line {
    fn of<const P: usize>(coefficients: [f64; P], covariance: [[f64; P]; P]) -> Self {
        Self {
            coefficients: coefficients.to_vec(),
            covariance: covariance.iter().map(|row| row.to_vec()).collect(),
        }
    }

    /// Wald's test that no coefficient differs from 0: whether there is any association.
    #[must_use]
    pub fn association(&self) -> Option<ChiSquaredTest> {
        let solved =
            crate::math::cholesky::solve(self.covariance.clone(), self.coefficients.clone())?;
        let parts = solved.iter().zip(&self.coefficients);
        let statistic = sum(parts.map(|(one, other)| one * other));
        Some(ChiSquaredTest::new(
            statistic,
            self.coefficients.len() as f64,
        ))
    }

    /// Wald's test that the coefficient of the curved part is 0: whether the line is straight. `None` of a line that is straight by
    /// its making.
    #[must_use]
    pub fn curvature(&self) -> Option<ChiSquaredTest> {
        let coefficient = self.coefficients.get(1)?;
        let variance = self.covariance.get(1)?.get(1)?;
        Some(ChiSquaredTest::new(
            coefficient * coefficient / variance,
            1.0,
        ))
    }

    /// The effect of one dose against another, with Wald's interval; scale of analysis.
    #[must_use]
    pub fn against(
        &self,
        shape: Shape,
        (dose, reference): (f64, f64),
        level: ConfidenceLevel,
    ) -> IntervalEstimate {
        let row = |dose: f64| shape.row::<2>(dose);
        let (at, from) = (row(dose), row(reference));
        let row: Vec<f64> = at.iter().zip(from).map(|(at, from)| at - from).collect();
        let estimate = row.iter().zip(&self.coefficients);
        let variance = row.iter().zip(&self.covariance).flat_map(|(cell, cells)| {
            let cells = cells.iter().zip(&row);
            cells.map(move |(covariance, other)| cell * covariance * other)
        });
        IntervalEstimate::wald(
            sum(estimate.map(|(cell, coefficient)| cell * coefficient)),
            sum(variance).max(0.0).sqrt(),
            level,
        )
    }
}

/// A trial's own line.
#[derive(Clone, Debug, PartialEq)]
pub struct OwnLine {
    /// Its coefficients.
    pub line: Line,
    /// What the line leaves of the arms' effects, where there are more doses than coefficients.
    pub misfit: Option<ChiSquaredTest>,
}

/// The mean of random effects.
#[derive(Clone, Debug, PartialEq)]
pub struct RandomLine {
    /// Its coefficients.
    pub line: Line,
    /// Ψ, how the trials' true coefficients vary together, row by row.
    pub between: Vec<Vec<f64>>,
    /// Whether the search for Ψ met its tolerance.
    pub converged: bool,
}

/// Dose and response of several trials.
#[derive(Clone, Debug, PartialEq)]
pub struct DoseResponse {
    /// By which functions of the dose.
    pub shape: Shape,
    /// How the trials are put together.
    pub stages: Stages,
    /// The line of each trial that was handed in; `None` where its doses do not tell every coefficient.
    pub own: Vec<Option<OwnLine>>,
    /// Whether each trial that was handed in is part of the lines of all.
    pub taken: Vec<bool>,
    /// The line that is common to all trials.
    pub common: Line,
    /// The mean of trials whose lines differ; `None` for one trial.
    pub random: Option<RandomLine>,
    /// Of two stages, Q of the trials' own coefficients around the common ones; of one, what the common line leaves of all arms'
    /// effects. `None` where nothing is left over to test.
    pub heterogeneity: Option<ChiSquaredTest>,
}

impl DoseResponse {
    /// The line that answers: the mean of random effects, where there is one.
    #[must_use]
    pub fn mean(&self) -> &Line {
        self.random
            .as_ref()
            .map_or(&self.common, |random| &random.line)
    }
}

/// Fits dose and response to trials; `None` where they do not tell every coefficient together, or where nothing finite is found.
#[must_use]
pub fn fit(trials: &[Contrasts], shape: Shape, stages: Stages) -> Option<DoseResponse> {
    match shape {
        Shape::Linear => fit_with::<1, 1>(trials, shape, stages),
        Shape::Spline(_) => fit_with::<2, 3>(trials, shape, stages),
    }
}

/// The same with P coefficients, which have N different variances and covariances.
fn fit_with<const P: usize, const N: usize>(
    trials: &[Contrasts],
    shape: Shape,
    stages: Stages,
) -> Option<DoseResponse> {
    let all: Vec<Information<P>> = trials
        .iter()
        .map(|trial| Information::of(trial, shape))
        .collect();
    let own: Vec<Option<OwnLine>> = all
        .iter()
        .zip(trials)
        .map(|(information, trial)| own_line(information, trial.doses.len()))
        .collect();
    let taken: Vec<bool> = match stages {
        Stages::Two => own.iter().map(Option::is_some).collect(),
        Stages::One => all.iter().map(Information::says_something).collect(),
    };
    let in_use = || all.iter().zip(&taken).filter(|(_, taken)| **taken);
    let information: Vec<Information<P>> = in_use().map(|(one, _)| *one).collect();
    let found = restricted_likelihood::fit::<P, N>(&information)?;
    let common = Line::of(found.common, found.common_covariance);
    let explained = sum((0..P).map(|place| {
        let score = sum(information.iter().map(|one| one.score[place]));
        found.common[place] * score
    }));
    let (squares, degrees) = match stages {
        Stages::Two => {
            let told = own.iter().zip(&all).filter_map(|(own, information)| {
                let coefficients = &own.as_ref()?.line.coefficients;
                let parts = coefficients.iter().zip(&information.score);
                Some(sum(parts.map(|(one, other)| one * other)))
            });
            (sum(told), P * (information.len() - 1))
        }
        Stages::One => {
            let arms = trials.iter().zip(&taken).filter(|(_, taken)| **taken);
            let arms: usize = arms.map(|(trial, _)| trial.doses.len()).sum();
            (
                sum(information.iter().map(|one| one.square)),
                arms.saturating_sub(P),
            )
        }
    };
    let heterogeneity =
        (degrees > 0).then(|| ChiSquaredTest::new((squares - explained).max(0.0), degrees as f64));
    Some(DoseResponse {
        shape,
        stages,
        own,
        taken,
        common,
        random: found.random.map(|random| RandomLine {
            line: Line::of(random.coefficients, random.covariance),
            between: random.between.iter().map(|row| row.to_vec()).collect(),
            converged: random.converged,
        }),
        heterogeneity,
    })
}

fn own_line<const P: usize>(information: &Information<P>, arms: usize) -> Option<OwnLine> {
    let covariance = information.covariance()?;
    let coefficients: [f64; P] = std::array::from_fn(|row| {
        let cells = covariance[row].iter().zip(&information.score);
        sum(cells.map(|(cell, score)| cell * score))
    });
    let explained = coefficients.iter().zip(&information.score);
    let explained = sum(explained.map(|(one, other)| one * other));
    let misfit = (arms > P)
        .then(|| ChiSquaredTest::new((information.square - explained).max(0.0), (arms - P) as f64));
    Some(OwnLine {
        line: Line::of(coefficients, covariance),
        misfit,
    })
}

#[cfg(test)]
mod tests;
