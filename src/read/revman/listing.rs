//! Reads RevMan 5's export of analyses (CSV) as analyses, means and stored results among them.
//!
//! One list holds rows of comparisons (outcome number 0), of outcomes with their settings and stored results, of
//! subgroups, and of studies under them. [`export`](super::export) reads the same list as a table that was pasted.

use super::analyses::{Analyses, Analysis, DataRow, Kind, Setting, Stored, Subgroup, stored};
use super::csv::{Line, Table};
use super::plan::effect_as_entered;
use super::review::{Import, review};
use crate::read::files::Refusal;
use crate::read::head::plain;

/// The numbers of a stored result by their columns; logarithms are not exported.
const STORED: [&str; 12] = [
    "Effect Estimate",
    "CI Start",
    "CI End",
    "",
    "",
    "",
    "Q",
    "df",
    "I²(Q)",
    "Tau²",
    "Z",
    "P(Z)",
];

/// The columns by which the export is known.
const NUMBERS: [&str; 3] = ["Comparison Number", "Outcome Number", "Subgroup Number"];

/// Reads an export; nothing if the text is none.
///
/// # Errors
/// If it holds more than is read.
pub(in crate::read) fn listing(text: &str) -> Result<Option<Import>, Refusal> {
    let heads = plain(text.lines().next().unwrap_or_default());
    if !NUMBERS.iter().all(|head| heads.contains(&plain(head))) {
        return Ok(None);
    }
    let Some(table) = Table::of(text) else {
        return Ok(None);
    };
    let mut list = List::default();
    for line in table.lines() {
        list.take(&line);
        list.found.bounded()?;
    }
    Ok(Some(review(list.found)))
}

/// What has been read of an export so far.
#[derive(Default)]
struct List {
    found: Analyses,
    comparison: String,
    /// The numbers of the comparison, outcome and subgroup of the row before.
    previous: [String; 3],
    /// Whether the outcome is one whose numbers are read.
    is_read: bool,
}

impl List {
    fn take(&mut self, line: &Line<'_>) {
        let key = NUMBERS.map(|head| line.text(head).to_owned());
        let previous = std::mem::replace(&mut self.previous, key.clone());
        let is_none = |number: &str| matches!(number, "" | "0");
        let name = line.text("Name").to_owned();
        if is_none(&key[1]) {
            if self.found.title.is_empty() {
                self.found.title.clone_from(&name);
            }
            self.comparison = name;
        } else if key[..2] != previous[..2] {
            self.begin_outcome(name, line);
        } else if self.is_read && key != previous && !is_none(&key[2]) {
            if let Some(analysis) = self.found.outcomes.last_mut() {
                let stored = stored_of(line);
                analysis.subgroups.push(Subgroup { name, stored });
            }
        } else if self.is_read {
            self.take_study(&name, line);
        }
    }

    fn begin_outcome(&mut self, name: String, line: &Line<'_>) {
        let kind = match plain(line.text("Data Type")).as_str() {
            "dic" | "dichotomous" => Some(Kind::Counts),
            "con" | "continuous" => Some(Kind::Means),
            "giv" | "iv" => Some(Kind::Estimates),
            "ipd" | "oe" | "oev" => Some(Kind::ObservedMinusExpected),
            _ => None,
        };
        self.is_read = kind.is_some();
        let Some(kind) = kind else {
            self.found.not_read.push(name);
            return;
        };
        let swapped = plain(line.text("Swap Events"));
        self.found.outcomes.push(Analysis {
            comparison: self.comparison.clone(),
            name,
            kind,
            labels: ["Group Label 1", "Group Label 2"].map(|head| line.text(head).to_owned()),
            setting: Setting {
                method: line.text("Statistical Method").to_owned(),
                measure: line.text("Effect Measure").to_owned(),
                random: plain(line.text("Analysis Model")).starts_with("random"),
                swapped: kind == Kind::Counts && matches!(swapped.as_str(), "yes" | "true"),
                total: true,
                level: line.text("Total Confidence Interval").to_owned(),
                ..Setting::default()
            },
            stored: stored_of(line),
            ..Analysis::default()
        });
    }

    fn take_study(&mut self, name: &str, line: &Line<'_>) {
        let Some(analysis) = self.found.outcomes.last_mut() else {
            return;
        };
        let heads: &[&str] = match analysis.kind {
            Kind::Counts => &["Events 1", "Total 1", "Events 2", "Total 2"],
            Kind::Means => &["Mean 1", "SD 1", "Total 1", "Mean 2", "SD 2", "Total 2"],
            Kind::Estimates => &["Effect Estimate", "SE"],
            Kind::ObservedMinusExpected => &["O-E", "Variance"],
        };
        let mut numbers: Vec<String> = heads
            .iter()
            .map(|head| line.text(head).to_owned())
            .collect();
        if let (Kind::Estimates, Some(estimate)) = (analysis.kind, numbers.first_mut()) {
            *estimate = effect_as_entered(&analysis.setting, estimate);
        }
        analysis.rows.push(DataRow {
            study: name.to_owned(),
            subgroup: analysis.subgroups.len().checked_sub(1),
            in_total: true,
            in_subgroup: true,
            numbers,
        });
        self.found.add_study(name, name, line.text("Year of study"));
    }
}

fn stored_of(line: &Line<'_>) -> Stored {
    stored(&STORED, &|head| line.text(head).to_owned())
}
