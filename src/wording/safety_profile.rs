//! What the figure of all outcomes says beside its rows.

use std::collections::BTreeMap;

use super::confidence::Limits;
use super::effects::per;
use super::names::{self, Length};
use super::{Locale, Text, exclusions, number, tr, translate};
use crate::analysis::Response;
use crate::data::Measure;

/// The head of the outcomes' column.
pub const OUTCOME: Text = Text("Outcome");
/// The two lines over "22 of 37".
pub const TRIALS: [Text; 2] = [Text("Trials"), Text("reporting")];
/// The head of ratios of several measures.
pub const RATIO: Text = Text("Ratio");
/// What stands under the name of an arm.
pub const EVENTS_OF_TOTAL: Text = Text("Events\u{a0}/\u{a0}total");

/// Marks an interval that tells nothing.
const NOTHING_MARK: &str = "§";

/// The mark behind an interval, where it tells nothing.
#[must_use]
pub fn mark(response: &Response) -> &'static str {
    if response.tells_nothing_at_all() {
        NOTHING_MARK
    } else {
        ""
    }
}

/// "22 of 37", with a mark where the reviewers left some of the 22 out.
#[must_use]
pub fn reporting(reported: usize, included: usize, left_out: bool, locale: Locale) -> String {
    let count = |number: usize| number::count(number as u64, locale);
    let mark = exclusions::mark(left_out);
    tr!(
        "{}\u{a0}of\u{a0}{}{mark}",
        count(reported),
        count(included),
        mark
    )
}

/// What the measures of all outcomes are called: by its name where they share one.
#[must_use]
pub fn measure_head(measures: &[Measure]) -> &'static str {
    match measures.split_first() {
        Some((first, others)) if others.iter().all(|other| other == first) => {
            names::measure(*first, Length::Full)
        }
        _ => RATIO.text(),
    }
}

/// The two lines over the differences; `interval` is what stands in the brackets.
#[must_use]
pub fn difference_head(people: u32, interval: &str, locale: Locale) -> [String; 2] {
    [
        translate("Difference").to_owned(),
        format!("{} {interval}", per(people, locale)),
    ]
}

/// The two lines over the graph of the differences.
#[must_use]
pub fn difference_graph_head(people: u32, locale: Locale) -> [String; 2] {
    [
        translate("Difference").to_owned(),
        tr!("{} people", per(people, locale)),
    ]
}

/// The paragraphs beneath: which outcomes were pooled how, what the differences rest on, what arrows mean.
#[must_use]
pub fn footer(answers: &[(&str, &Response)], clipped: bool) -> Vec<String> {
    let mut by_plan: BTreeMap<String, Vec<&str>> = BTreeMap::new();
    for (outcome, response) in answers {
        by_plan
            .entry(names::plan(response.plan))
            .or_default()
            .push(outcome);
    }
    let alone = by_plan.len() == 1;
    let mut paragraphs: Vec<String> = by_plan
        .into_iter()
        .map(|(plan, outcomes)| {
            if alone {
                tr!("{plan}.", plan)
            } else {
                tr!("{plan}: {}.", outcomes.join(translate("; ")), plan)
            }
        })
        .collect();
    if answers
        .iter()
        .any(|(_, response)| response.absolute.is_some())
    {
        paragraphs.push(
            translate("Differences: the pooled effect applied to the risk of the control arms; the uncertainty of that risk is not in the interval.")
                .to_owned(),
        );
    }
    if answers
        .iter()
        .any(|(_, response)| response.tells_nothing_at_all())
    {
        paragraphs.push(tr!(
            "{NOTHING_MARK}\u{a0}Tells nothing: the limits lie too far apart, or mean risks far above what the people watched leave room for.", NOTHING_MARK
        ));
    }
    if answers
        .iter()
        .any(|(_, response)| Limits::of(response.pooled.as_ref().ok()) == Limits::Credible)
    {
        paragraphs
            .push(translate("Of Bayesian methods the interval is the credible one.").to_owned());
    }
    if clipped {
        paragraphs.push(
            translate(
                "Arrows: the interval reaches beyond the axis; its limits are printed beside it.",
            )
            .to_owned(),
        );
    }
    paragraphs
}
