//! How many further trials without an effect would undo an answer: the "file drawer". The numbers say nothing of whether such
//! trials exist, take no heterogeneity into account, and stand last for that reason (Becker 2005). R: `fsn()`.

use crate::effect::Effect;
use crate::math::{normal, sum::sum};

/// A file-drawer number with what it rests on.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct FileDrawer {
    /// The number of further trials, rounded up.
    pub trials: f64,
    /// P of the trials at hand, one-sided for Rosenthal's, two-sided for Rosenberg's; `None` for Orwin's.
    pub p_value: Option<f64>,
    /// The mean effect of the trials at hand, scale of analysis; `None` for Rosenthal's.
    pub mean: Option<f64>,
    /// The mean that the further trials bring about; Orwin's alone.
    pub target: Option<f64>,
}

/// The level at which an answer counts as undone.
const ALPHA: f64 = 0.05;

/// Trials at hand beyond a whole number by less than this are rounding.
const WHOLE: f64 = 1.5e-8;

/// Rosenthal (1979): trials of z = 0 until Stouffer's one-sided P is above 5 %; k (z̄² / z₀.₉₅² − 1) with z̄ = Σz / √k.
#[must_use]
pub fn rosenthal(effects: &[Effect]) -> Option<FileDrawer> {
    let k = counted(effects)?;
    let z = sum(effects
        .iter()
        .map(|effect| effect.estimate / effect.variance.sqrt()));
    let average = (z / k.sqrt()).abs();
    let quantile = normal::upper_quantile(ALPHA);
    let ratio = average / quantile;
    Some(FileDrawer {
        trials: whole(k * ratio * ratio - k),
        p_value: Some(normal::upper_tail(average)),
        mean: None,
        target: None,
    })
}

/// Orwin (1983): trials without an effect until the plain mean is half of what it is.
#[must_use]
pub fn orwin(effects: &[Effect]) -> Option<FileDrawer> {
    let k = counted(effects)?;
    let mean = sum(effects.iter().map(|effect| effect.estimate)) / k;
    let target = mean / 2.0;
    Some(FileDrawer {
        trials: whole(k * (mean - target) / target),
        p_value: None,
        mean: Some(mean),
        target: Some(target),
    })
}

/// Rosenberg (2005): trials of average weight and without an effect until the common effect's two-sided P is above 5 %.
#[must_use]
pub fn rosenberg(effects: &[Effect]) -> Option<FileDrawer> {
    let k = counted(effects)?;
    let weights = sum(effects.iter().map(|effect| 1.0 / effect.variance));
    let products = sum(effects
        .iter()
        .map(|effect| effect.estimate / effect.variance));
    let ratio = products / normal::upper_quantile(ALPHA / 2.0);
    Some(FileDrawer {
        trials: whole(k * (ratio * ratio - weights) / weights),
        p_value: Some(normal::two_sided(products / weights.sqrt())),
        mean: Some(products / weights),
        target: None,
    })
}

fn counted(effects: &[Effect]) -> Option<f64> {
    (!effects.is_empty()).then_some(effects.len() as f64)
}

/// Rounded up, and not below zero; a mean of zero asks for no trial.
fn whole(trials: f64) -> f64 {
    // Not by a maximum, which may keep the sign of a negative zero.
    if trials.is_nan() || trials <= 0.0 {
        return 0.0;
    }
    let nearest = libm::round(trials);
    if (trials - nearest).abs() < WHOLE {
        nearest
    } else {
        libm::ceil(trials)
    }
}

#[cfg(test)]
mod tests {
    use super::whole;

    #[test]
    fn a_part_of_a_trial_asks_for_a_whole_one_unless_it_is_rounding() {
        for (trials, expected) in [
            (3.0 + 1e-9, 3.0),
            (3.0 - 1e-9, 3.0),
            (3.0, 3.0),
            (3.001, 4.0),
            (2.999, 3.0),
            (-0.4, 0.0),
            (f64::NAN, 0.0),
        ] {
            assert_eq!(whole(trials).to_bits(), f64::to_bits(expected), "{trials}");
        }
    }
}
