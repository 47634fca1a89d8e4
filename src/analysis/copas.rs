//! What the mean of an outcome would be if trials were known by their size and their result together (Copas & Shi 2000), over a grid
//! of suppositions that the data do not tell.

use super::IntervalEstimate;
use super::small_study::SmallStudy;
use crate::bias::copas::{self, Copas, Known, NoCopas};
use crate::effect::Effect;

pub use crate::bias::copas::{
    Copas as CopasFit, FEWEST as FEWEST_FOR_COPAS, Known as KnownTrials, NoCopas as WhyNoCopas,
};

/// The probabilities that a trial as small as the smallest is known.
const SMALLEST_TRIAL: [f64; 9] = [0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1];

/// The probabilities that a trial as large as the largest is known.
const LARGEST_TRIAL: [f64; 2] = [0.99, 0.8];

/// From this P on of the residual test a supposition is taken to leave no sign of further selection, as Copas & Shi do.
pub const NO_SIGN_LEFT: f64 = 0.1;

/// One supposition.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CopasAt {
    /// How readily trials are known.
    pub known: Known,
    /// What it came to, or why there is nothing.
    pub fit: Result<Copas, NoCopas>,
    /// The mean with Wald's interval; `None` where there is none, or its numbers are too large to be written.
    pub mean: Option<IntervalEstimate>,
}

impl CopasAt {
    /// Whether nothing is left of the asymmetry; `None` where that was not tested.
    #[must_use]
    pub fn explains(&self) -> Option<bool> {
        let fit = self.fit.as_ref().ok()?;
        fit.residual_p.map(|p| p >= NO_SIGN_LEFT)
    }
}

/// The mean under each supposition.
#[derive(Clone, Debug, PartialEq)]
pub struct CopasGrid {
    /// The suppositions, the mildest first.
    pub suppositions: Vec<CopasAt>,
}

impl CopasGrid {
    /// The means of the suppositions that leave no sign of selection beyond them.
    pub fn that_explain(&self) -> impl Iterator<Item = &IntervalEstimate> {
        let suppositions = self.suppositions.iter();
        suppositions
            .filter(|one| one.explains() == Some(true))
            .filter_map(|one| one.mean.as_ref())
    }
}

/// The model of Copas and Shi over its two parameters, of the trials of a funnel.
///
/// # Errors
/// Why none of it can be had.
pub fn copas_grid(found: &SmallStudy) -> Result<CopasGrid, NoCopas> {
    let effects: Vec<Effect> = found.trials.iter().map(|trial| trial.effect).collect();
    let known = LARGEST_TRIAL.into_iter().flat_map(|largest_trial| {
        SMALLEST_TRIAL
            .into_iter()
            .filter(move |smallest_trial| *smallest_trial < largest_trial)
            .map(move |smallest_trial| Known {
                smallest_trial,
                largest_trial,
            })
    });
    let mut suppositions = Vec::new();
    for known in known {
        let fit = copas::fit(&effects, known);
        if let Err(why @ (NoCopas::FewTrials | NoCopas::OneSize)) = fit {
            return Err(why);
        }
        let mean = fit
            .as_ref()
            .ok()
            .map(|fit| IntervalEstimate::wald(fit.estimate, fit.standard_error, found.level));
        suppositions.push(CopasAt {
            known,
            fit,
            mean: mean.filter(|mean| mean.is_writable(found.measure.is_ratio())),
        });
    }
    Ok(CopasGrid { suppositions })
}
