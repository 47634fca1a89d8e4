//! P of the outcomes adjusted for their number, and what is said of it.

use super::Finding;
use crate::data::{Review, Settings};
use crate::safety::{
    GroupedDiscovery, benjamini_hochberg, discovery_threshold, double_false_discovery,
};
use crate::wording::{Locale, Text, number, tr, translate};

/// The head of P.
pub const P_VALUE: Text = Text("P");
/// The head of P adjusted for the number of outcomes.
pub const ADJUSTED: Text = Text("q");
/// The head of P adjusted in groups.
pub const BY_GROUPS: Text = Text("q by groups");

/// What the number of outcomes leaves of a P.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Discovery {
    /// P adjusted as one family (Benjamini & Hochberg 1995).
    pub q_value: f64,
    /// What the double false discovery rate says (Mehrotra & Adewale 2012), where outcomes stand in several groups.
    pub grouped: Option<GroupedDiscovery>,
}

/// How many outcomes are tested, and at which rate.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Tested {
    /// Outcomes with a P; in an open panel those that more than one trial reports.
    pub outcomes: usize,
    /// Groups in which they stand; 0 where they do not stand in several.
    pub groups: usize,
    /// Groups that pass the first step.
    pub groups_passed: usize,
    /// The rate of false discoveries: what the level of the review leaves out.
    pub rate: f64,
    /// The P up to which outcomes are discoveries at that rate, or would be.
    pub threshold: Option<f64>,
}

/// Adjusts the P of all outcomes that are tested.
pub(super) fn adjust(review: &Review, settings: &Settings, rows: &mut [Finding]) -> Tested {
    let rate = settings.level.left_out();
    let is_tested = |row: &Finding| !review.panel.open || row.trials[0] > 1;
    let tests: Vec<(usize, f64)> = rows
        .iter()
        .enumerate()
        .filter(|(_, row)| is_tested(row))
        .filter_map(|(place, row)| Some((place, row.p_value?)))
        .collect();
    let p_values: Vec<f64> = tests.iter().map(|(_, p)| *p).collect();
    let group_of = |place: &usize| {
        let row = rows.get(*place)?;
        let group = review.outcome(row.outcome)?.group.as_deref()?.trim();
        (!group.is_empty()).then(|| group.to_owned())
    };
    let named: Vec<Option<String>> = tests.iter().map(|(place, _)| group_of(place)).collect();
    let mut names = named.clone();
    names.sort();
    names.dedup();
    let groups: Vec<usize> = named
        .iter()
        .filter_map(|name| names.binary_search(name).ok())
        .collect();
    let grouped = if names.len() > 1 {
        double_false_discovery(&p_values, &groups, rate)
    } else {
        Vec::new()
    };
    let mut passed: Vec<usize> = groups
        .iter()
        .zip(&grouped)
        .filter(|(_, found)| found.within.is_some())
        .map(|(group, _)| *group)
        .collect();
    passed.sort_unstable();
    passed.dedup();
    let adjusted = benjamini_hochberg(&p_values);
    for (test, ((place, _), q_value)) in tests.iter().zip(adjusted).enumerate() {
        if let Some(row) = rows.get_mut(*place) {
            row.discovery = Some(Discovery {
                q_value,
                grouped: grouped.get(test).copied(),
            });
        }
    }
    Tested {
        outcomes: tests.len(),
        groups: if grouped.is_empty() { 0 } else { names.len() },
        groups_passed: passed.len(),
        rate,
        threshold: discovery_threshold(&p_values, rate),
    }
}

/// An adjusted P as text.
#[must_use]
pub fn q_value(discovery: &Discovery, locale: Locale) -> String {
    number::p_value(discovery.q_value, locale)
}

/// An adjusted P in groups as text; that the group did not pass where it did not.
#[must_use]
pub fn by_groups(discovery: &Discovery, locale: Locale) -> String {
    match discovery.grouped {
        Some(GroupedDiscovery {
            within: Some(within),
            ..
        }) => number::p_value(within, locale),
        Some(GroupedDiscovery { within: None, .. }) => translate("group not passed").to_owned(),
        None => String::new(),
    }
}

/// Adjusted P and P of an outcome as they stand over each other; empty where it is not tested.
#[must_use]
pub fn adjusted(finding: &Finding, locale: Locale) -> (String, String) {
    let q = finding.discovery.as_ref();
    let p = finding.p_value;
    (
        q.map_or_else(String::new, |found| q_value(found, locale)),
        p.map_or_else(String::new, |p| number::p_statement(p, locale)),
    )
}

/// What q is, and what it is not.
pub(super) fn notes(tested: &Tested, locale: Locale) -> Vec<String> {
    let rate = format!("{}%", number::fixed(100.0 * tested.rate, 0, locale));
    let count = |value: usize| number::count(value as u64, locale);
    let mut notes = Vec::new();
    if tested.outcomes == 0 {
        return notes;
    }
    let outcomes = match tested.outcomes {
        1 => translate("the one outcome that has a P").to_owned(),
        more => tr!("the {} outcomes that have a P", count(more)),
    };
    notes.push(tr!(
        "q is P adjusted for {outcomes} (Benjamini and Hochberg 1995): of outcomes with q up to a bound, at most that share is expected to be there by chance, if the tests are independent or rise together. It ranks what to look into; a large q rules nothing out, and intervals stay as they are.", outcomes
    ));
    if tested.groups > 0 {
        let passed = match tested.groups_passed {
            0 => translate("none passes").to_owned(),
            1 => translate("1 passes").to_owned(),
            more => tr!("{} pass", count(more)),
        };
        notes.push(tr!(
            "q by groups tests the groups of the panel first and then the outcomes of those that pass (Mehrotra and Adewale 2012), both at {rate}: of {} groups {passed}.",
            count(tested.groups), rate, passed
        ));
    }
    notes
}
