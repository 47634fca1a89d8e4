//! What is said of the pools of all subsets of the trials of an outcome (GOSH).

use super::influence::of_inverse_variance;
use super::subject::trials;
use super::{Locale, Text, effects, names, number, small_study, tr, translate};
use crate::analysis::{InverseVarianceModel, SUBSETS_SEED, SubsetPools, SubsetSummary};
use crate::data::{Measure, Plan};

/// The head over the part of the page.
pub const SUBSETS: Text = Text("All subsets of the trials (GOSH)");
/// What files are called beside the title of the review.
pub const FILE: &str = "subsets";
/// Opens the table behind the figure.
pub const AS_TABLE: Text = Text("The figure as a table");
/// While the worker is at it.
pub const COMPUTING: Text = Text("Pooling subsets…");
/// Ends it.
pub const STOP: Text = Text("Stop");
/// What is said once it was stopped.
pub const STOPPED: Text = Text("Stopped.");
/// Begins it anew.
pub const AGAIN: Text = Text("Compute again");
/// The label of the choice of a trial.
pub const MARK: Text = Text("Mark the subsets with");
/// The choice of none.
pub const NONE: Text = Text("No trial");
/// What is said where there are none.
pub const NOT_AVAILABLE: Text =
    Text("Not available: it takes 3 to 200 trials that are pooled, and a pooled result.");
/// The name of the vertical axis.
pub const I_SQUARED_AXIS: Text = Text("I² (from Q), %");
/// The legend of a subset.
pub const SUBSET: Text = Text("subset of the trials");
/// The legend of the dashed line.
pub const ALL_TRIALS: Text = Text("all trials");

/// What the figure of an outcome is called.
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    tr!("{outcome}: all subsets of the trials", outcome)
}

/// The legend of the subsets that hold a trial.
#[must_use]
pub fn with_trial(name: &str) -> String {
    tr!("with {}", names::trial(name))
}

/// The rows of the table: all subsets, those with the marked trial, and those without it.
#[must_use]
pub fn row_names(marked: Option<&str>) -> Vec<String> {
    let mut rows = vec![translate("All subsets").to_owned()];
    if let Some(name) = marked.map(names::trial) {
        rows.push(tr!("With {name}", name));
        rows.push(tr!("Without {name}", name));
    }
    rows
}

/// The heads of the table.
pub const HEADS: [Text; 4] = [
    Text("Subsets"),
    Text("Lowest"),
    Text("Middle half"),
    Text("Highest"),
];
/// The head of the median.
pub const MEDIAN: Text = Text("Median");
/// The head of the first column.
pub const OF: Text = Text("Subsets of the trials");

/// How the effects of subsets and their I² are spread.
#[must_use]
pub fn sentence(
    found: &SubsetPools,
    all: Option<SubsetSummary>,
    measure: Measure,
    locale: Locale,
) -> String {
    let subsets = which(found, locale);
    let Some(all) = all else {
        return tr!("None of {subsets} has a pooled result.", subsets);
    };
    let effect = |value: f64| effects::effect(measure, value, locale);
    let i_squared = |value: f64| number::i_squared(value, locale);
    let [least, quarter, median, three_quarters, most] = all.estimate;
    tr!(
        "Over {subsets} the {} goes from {} to {}; in the middle half from {} to {}, with a median of {}. I² goes from {} to {}, with a median of {}.",
        names::measure_inside(measure),
        effect(least),
        effect(most),
        effect(quarter),
        effect(three_quarters),
        effect(median),
        i_squared(all.i_squared[0]),
        i_squared(all.i_squared[4]),
        i_squared(all.i_squared[2]),
        subsets
    )
}

/// "all 8,178 subsets of 2 or more of 13 trials".
fn which(found: &SubsetPools, locale: Locale) -> String {
    let many = number::count(found.pools.len() as u64, locale);
    let of = trials(found.rows.len(), locale);
    if found.is_all {
        tr!("all {many} subsets of 2 or more of {of}", many, of)
    } else {
        tr!("{many} random subsets of 2 or more of {of}", many, of)
    }
}

/// What the subsets with a trial say beside those without it.
#[must_use]
pub fn marked_sentence(
    name: &str,
    parts: [Option<SubsetSummary>; 2],
    measure: Measure,
    locale: Locale,
) -> Option<String> {
    let [Some(with), Some(without)] = parts else {
        return None;
    };
    let said = |part: SubsetSummary| {
        tr!(
            "{} and an I² of {}",
            effects::effect(measure, part.estimate[2], locale),
            number::i_squared(part.i_squared[2], locale)
        )
    };
    Some(tr!(
        "Subsets with {name} have a median {} of {}, those without it of {}.",
        names::measure_inside(measure),
        said(with),
        said(without),
        name
    ))
}

/// By what method subsets are pooled.
#[must_use]
pub fn method(plan: Plan, beside: Option<InverseVarianceModel>) -> String {
    match beside {
        Some(model) => tr!(
            "{} The method of the main analysis takes too long for thousands of fits.",
            of_inverse_variance(plan.measure, model)
        ),
        None => tr!("{}.", names::plan(plan)),
    }
}

/// What stands beneath the figure; `drawn` subsets are drawn of those within the axes, and `beyond` lie beyond these.
#[must_use]
pub fn footer(
    found: &SubsetPools,
    how: String,
    (drawn, beyond): (usize, usize),
    locale: Locale,
) -> Vec<String> {
    let count = |many: usize| number::count(many as u64, locale);
    let pooled = found.pools.iter().flatten().count();
    let within = pooled.saturating_sub(beyond);
    let mut first = if found.is_all {
        tr!("A point a subset: {}.", which(found, locale))
    } else {
        tr!(
            "A point a subset: {}, drawn with seed {}; one may come twice.",
            which(found, locale),
            number::count(SUBSETS_SEED, locale)
        )
    };
    if drawn < within {
        let shown = tr!(" {} of them, chosen at random, are shown.", count(drawn));
        first.push_str(&shown);
    }
    let mut footer = vec![first, how];
    let without = found.pools.len().saturating_sub(pooled);
    if without > 0 {
        footer.push(tr!(
            "Without a pooled result or an I²: {} of the subsets.",
            count(without)
        ));
    }
    if beyond > 0 {
        footer.push(tr!(
            "Beyond the axes, and not drawn: {} of the subsets.",
            count(beyond)
        ));
    }
    footer.push(translate("Groups of points apart from each other hint at trials that differ in kind; a single trial whose subsets lie apart decides much. Olkin, Dahabreh & Trikalinos 2012.").to_owned());
    footer
}

/// The name of the axis of effects.
#[must_use]
pub fn effect_axis(measure: Measure, people: u32, locale: Locale) -> String {
    small_study::effect_axis(measure, people, locale)
}
