//! What the results as JSON say of selection by size and result, and of file-drawer numbers.

use serde::Serialize;

use super::results_explored::MeanResults;
use crate::analysis::{CopasAt, SmallStudy, WhyNoCopas, copas_grid};
use crate::wording::{Locale, copas as words};

/// The mean under each supposition of how readily trials are known (Copas & Shi 2000), or why there is none.
#[derive(Serialize)]
pub(super) struct CopasResults {
    suppositions: Vec<SuppositionResults>,
    sentence: String,
}

#[derive(Serialize)]
struct SuppositionResults {
    known_smallest_trial: f64,
    known_largest_trial: f64,
    mean: Option<MeanResults>,
    tau: Option<f64>,
    correlation: Option<f64>,
    trials_not_known: Option<f64>,
    residual_p: Option<f64>,
    explains: Option<bool>,
    undefined: Option<&'static str>,
}

/// How many further trials without an effect would undo an answer.
#[derive(Serialize)]
pub(super) struct DrawerResults {
    by: &'static str,
    trials: f64,
    p_value: Option<f64>,
    mean: Option<f64>,
    target: Option<f64>,
}

/// The grid of suppositions about the trials of a funnel.
pub(super) fn copas_results(found: &SmallStudy) -> CopasResults {
    let locale = Locale::DecimalPoint;
    match copas_grid(found) {
        Err(why) => CopasResults {
            suppositions: Vec::new(),
            sentence: words::no_copas(why, locale),
        },
        Ok(grid) => CopasResults {
            sentence: words::sentence(&grid, found, locale),
            suppositions: grid
                .suppositions
                .iter()
                .map(|one| supposition(found, one))
                .collect(),
        },
    }
}

fn supposition(found: &SmallStudy, one: &CopasAt) -> SuppositionResults {
    let fit = one.fit.ok();
    SuppositionResults {
        known_smallest_trial: one.known.smallest_trial,
        known_largest_trial: one.known.largest_trial,
        mean: one.mean.map(|mean| MeanResults::of(found.measure, mean)),
        tau: fit.map(|fit| fit.tau),
        correlation: fit.map(|fit| fit.correlation),
        trials_not_known: fit.map(|fit| fit.unknown),
        residual_p: fit.and_then(|fit| fit.residual_p),
        explains: one.explains(),
        undefined: one.fit.err().map(|why| match why {
            WhyNoCopas::FewTrials => "few_trials",
            WhyNoCopas::OneSize => "one_size",
            WhyNoCopas::NoMaximum => "no_maximum",
        }),
    }
}

/// The file-drawer numbers of the trials of a funnel.
pub(super) fn drawer_results(found: &SmallStudy) -> Vec<DrawerResults> {
    let drawers = found.file_drawers.as_ref();
    let drawers = drawers.map(|drawers| {
        [
            ("rosenthal", drawers.rosenthal),
            ("orwin", drawers.orwin),
            ("rosenberg", drawers.rosenberg),
        ]
    });
    drawers
        .into_iter()
        .flatten()
        .map(|(by, drawer)| DrawerResults {
            by,
            trials: drawer.trials,
            p_value: drawer.p_value,
            mean: drawer.mean,
            target: drawer.target,
        })
        .collect()
}
