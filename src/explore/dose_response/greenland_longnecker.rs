//! Covariances of ratios that were adjusted, of which a paper prints only the ratios with their intervals, the cases of all arms
//! and the people (Greenland & Longnecker 1992, American Journal of Epidemiology 135:1301, appendix).
//!
//! Cases A are sought with which the crude ratios would be the adjusted ones, the cases of all arms together and the people N of
//! each staying as they are: with e = ln(A₀(N − A)) + y − ln(A(N₀ − A₀)) and H the derivative of −e, Newton's steps are A + H⁻¹e.
//! From these the correlations of the ratios follow, which are put to the variances that were printed.
//!
//! R: `dosresmeta::grl` and `covar.logrr`, which stop where a step is shorter than 0.003; here the steps go on.

use crate::math::cholesky;
use crate::math::sum::sum;
use crate::math::symmetric::Symmetric;

/// The most steps.
const MOST_STEPS: usize = 200;
/// A step below this share of all cases ends the search.
const TOLERANCE: f64 = 1e-12;

/// What the people of a study are, which says what its ratios are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Design {
    /// Cases and people of a case-control study: odds ratios.
    CaseControl,
    /// Cases among people: risk ratios. The search is that of odds, as in R.
    CumulativeIncidence,
    /// Cases in person-time: rate ratios.
    PersonTime,
}

/// Cases and people, or person-time, of an arm.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CasesOf {
    /// Cases.
    pub cases: f64,
    /// People with the cases among them, or person-time.
    pub people: f64,
}

/// A ratio as printed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct AdjustedRatio {
    /// Its logarithm.
    pub estimate: f64,
    /// The variance of that.
    pub variance: f64,
    /// The arm.
    pub of: CasesOf,
}

/// The covariance that was reconstructed.
#[derive(Clone, Debug, PartialEq)]
pub struct Reconstructed {
    /// The cases of the reference arm with which the crude ratios are the adjusted ones.
    pub reference_cases: f64,
    /// The same of the other arms.
    pub cases: Vec<f64>,
    /// The covariance of the logarithms; on its diagonal are the printed variances.
    pub covariance: Symmetric,
    /// Whether the search ended by its tolerance.
    pub converged: bool,
}

/// The covariance of adjusted ratios that share a reference arm; `None` where no cases can be found that lie between none and all
/// people of every arm.
#[must_use]
pub fn covariance(
    design: Design,
    reference: CasesOf,
    ratios: &[AdjustedRatio],
) -> Option<Reconstructed> {
    let all = reference.cases + sum(ratios.iter().map(|ratio| ratio.of.cases));
    let mut cases: Vec<f64> = ratios.iter().map(|ratio| ratio.of.cases).collect();
    let mut converged = false;
    for _ in 0..MOST_STEPS {
        let step = step(design, reference, ratios, &cases, all)?;
        let longest = step
            .iter()
            .fold(0.0, |most: f64, part| most.max(part.abs()));
        for (cases, step) in cases.iter_mut().zip(&step) {
            *cases += step;
        }
        if longest.is_nan() {
            return None;
        }
        if longest <= TOLERANCE * all {
            converged = true;
            break;
        }
    }
    let own = all - sum(cases.iter().copied());
    let parts: Vec<f64> = cases
        .iter()
        .zip(ratios)
        .map(|(cases, ratio)| part(design, *cases, ratio.of.people))
        .collect();
    let shared = part(design, own, reference.people);
    let is_possible = parts
        .iter()
        .chain([&shared])
        .all(|part| part.is_finite() && *part > 0.0);
    is_possible.then(|| Reconstructed {
        covariance: Symmetric::new(ratios.len(), |row, column| {
            let (one, other) = (&ratios[row], &ratios[column]);
            if row == column {
                return one.variance;
            }
            let of = |place: usize| shared + parts[place];
            shared * (one.variance / of(row) * other.variance / of(column)).sqrt()
        }),
        reference_cases: own,
        cases,
        converged,
    })
}

/// A step of Newton's; `None` where the cases left what is possible.
fn step(
    design: Design,
    reference: CasesOf,
    ratios: &[AdjustedRatio],
    cases: &[f64],
    all: f64,
) -> Option<Vec<f64>> {
    let own = all - sum(cases.iter().copied());
    let against = |cases: f64, people: f64| match design {
        Design::CaseControl | Design::CumulativeIncidence => libm::log(cases / (people - cases)),
        Design::PersonTime => libm::log(cases / people),
    };
    let slope = |cases: f64, people: f64| match design {
        Design::CaseControl | Design::CumulativeIncidence => 1.0 / cases + 1.0 / (people - cases),
        Design::PersonTime => 1.0 / cases,
    };
    let shared = slope(own, reference.people);
    let left: Vec<f64> = ratios
        .iter()
        .zip(cases)
        .map(|(ratio, cases)| {
            ratio.estimate + against(own, reference.people) - against(*cases, ratio.of.people)
        })
        .collect();
    let matrix = ratios.iter().zip(cases).enumerate();
    let matrix = matrix.map(|(row, (ratio, cases))| {
        let of_arm = slope(*cases, ratio.of.people);
        let cell = |column: usize| {
            if row == column {
                shared + of_arm
            } else {
                shared
            }
        };
        (0..ratios.len()).map(cell).collect()
    });
    let solved = cholesky::solve(matrix.collect(), left)?;
    // A step that would leave an arm without cases is shortened.
    let is_possible = |share: f64| {
        let next = solved
            .iter()
            .zip(cases)
            .map(|(step, cases)| cases + share * step);
        let next: Vec<f64> = next.collect();
        let arms = next
            .iter()
            .zip(ratios)
            .map(|(cases, ratio)| (*cases, ratio.of.people));
        let own = (all - sum(next.iter().copied()), reference.people);
        arms.chain([own])
            .all(|(cases, people)| cases > 0.0 && (design == Design::PersonTime || cases < people))
    };
    let shares = std::iter::successors(Some(1.0), |share: &f64| Some(share / 2.0)).take(60);
    let share = shares.into_iter().find(|share| is_possible(*share))?;
    Some(solved.iter().map(|step| share * step).collect())
}

/// An arm's part of the variance of a logarithm.
fn part(design: Design, cases: f64, people: f64) -> f64 {
    match design {
        Design::CaseControl => 1.0 / cases + 1.0 / (people - cases),
        Design::CumulativeIncidence => 1.0 / cases - 1.0 / people,
        Design::PersonTime => 1.0 / cases,
    }
}
