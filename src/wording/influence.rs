//! What is said of how much single trials decide: names of the diagnostics, the sentence, and Baujat's plot.

use super::names::{self, Length};
use super::subject::trials;
use super::{Locale, Text, number, small_study, tr, translate};
use crate::analysis::{Influences, InverseVarianceModel};
use crate::data::Measure;

/// The head over the influence.
pub const INFLUENCE: Text = Text("Influence of each trial");
/// The head over Baujat's plot.
pub const BAUJAT: Text = Text("Heterogeneity against influence");
/// Opens the table.
pub const AS_TABLE: Text = Text("The figure as a table");
/// What makes a trial stand out.
pub const RULE: Text = Text(
    "A trial stands out where |DFFITS| is above 3√(1/(k − 1)), Cook’s distance above the median of χ² with one degree of freedom, its hat value above 3/k, or |DFBETAS| above 1 (Viechtbauer & Cheung 2010). Which of them fails may say something of the trial, not that it is wrong.",
);
/// What Baujat's plot shows.
pub const BAUJAT_FOOTER: Text = Text(
    "Right: trials that add to the heterogeneity. Up: trials without which the estimate is another. Baujat and others 2002.",
);
/// The name of the axis below of Baujat's plot.
pub const BAUJAT_ACROSS: Text = Text("Squared Pearson residual: what it adds to the heterogeneity");
/// The name of the vertical axis of Baujat's plot.
pub const BAUJAT_UP: Text = Text("Standardized squared change of the estimate without it");
/// What the lines of the figure are.
pub const LINES: Text = Text(
    "Solid lines: all trials; dashed lines: the usual bounds, where they lie within the panel. Full circles and bold names: trials that stand out. Residuals are studentized and deleted.",
);
/// That the table holds more than the figure.
pub const IN_THE_TABLE: Text = Text(
    "DFFITS, the ratio of covariances, Q without the trial and DFBETAS are in the table, for want of width.",
);
/// What is said of a trial that stands out.
pub const STANDS_OUT: Text = Text("stands out");
/// The head over the places in Baujat's plot.
pub const BAUJAT_GROUP: Text = Text("Baujat");
/// The head of the trials.
pub const TRIAL: Text = Text("Trial");

/// The heads of the diagnostics, in the order of table and figure.
pub const DIAGNOSTICS: [Text; 8] = [
    Text("Residual"),
    Text("DFFITS"),
    Text("Cook’s D"),
    Text("Cov. ratio"),
    Text("τ² without"),
    Text("Q without"),
    Text("Hat"),
    Text("DFBETAS"),
];

/// What the figure is called.
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    tr!("{outcome}: influence of each trial", outcome)
}

/// What Baujat's plot is called.
#[must_use]
pub fn baujat_name(outcome: &str) -> String {
    tr!("{outcome}: heterogeneity against influence", outcome)
}

/// Which trials stand out: "ACT-AKI stands out."
#[must_use]
pub fn sentence(found: &Influences, names_of_rows: &[&str], locale: Locale) -> String {
    let marked: Vec<&str> = found
        .trials
        .iter()
        .filter(|trial| trial.stands_out)
        .filter_map(|trial| Some(names::trial(names_of_rows.get(trial.trial.row)?)))
        .collect();
    match marked.as_slice() {
        [] => tr!(
            "None of {} stands out by the usual bounds.",
            trials(found.trials.len(), locale)
        ),
        [one] => tr!(
            "Of {}, one stands out by the usual bounds: {one}.",
            trials(found.trials.len(), locale),
            one
        ),
        several => tr!(
            "Of {}, {} stand out by the usual bounds: {}.",
            trials(found.trials.len(), locale),
            number::count(several.len() as u64, locale),
            several.join(translate("; "))
        ),
    }
}

/// Of which model these diagnostics are.
#[must_use]
pub fn of_model(found: &Influences) -> String {
    of_inverse_variance(found.measure, found.model)
}

/// By which model of inverse variance something is told that exists for such models alone.
pub(super) fn of_inverse_variance(measure: Measure, model: InverseVarianceModel) -> String {
    let by = small_study::model(model);
    if model.is_of_plan {
        tr!("{}, {by}.", names::measure(measure, Length::Full), by)
    } else {
        tr!(
            "Such diagnostics exist for inverse variance alone: {}, {by}, beside the method of the main analysis.",
            names::measure_inside(measure),
            by
        )
    }
}

/// What is said where there are too few trials, or too many.
pub const TOO_FEW: Text =
    Text("Influence is told of 3 to 200 trials with an effect and a standard error of their own.");
