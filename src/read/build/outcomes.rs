//! The outcomes that rows are about: one for each name, kind of numbers and class of events.

use std::sync::Arc;

use super::Builder;
use crate::data::{Outcome, OutcomeId, OutcomeKind, Scale, Window};
use crate::read::delimited::Row;
use crate::read::head::plain;
use crate::read::meaning::Meaning;
use crate::read::values::OutcomeColumns;

impl Builder<'_> {
    /// In a wide table the outcomes are known, and in the order of their columns, before the first row.
    pub(super) fn declare_outcomes(&mut self) {
        let names: Vec<(String, OutcomeKind)> = self
            .outcomes
            .iter()
            .map(|outcome| {
                let name = outcome.name.as_deref().unwrap_or(self.unnamed);
                (name.to_owned(), outcome.kind())
            })
            .collect();
        for (name, kind) in names {
            self.outcome_id(&name, kind);
        }
    }

    pub(super) fn outcome_id(&mut self, name: &str, kind: OutcomeKind) -> OutcomeId {
        let name = if name.is_empty() { self.unnamed } else { name };
        let known = self.outcome_ids.entry(name.to_lowercase()).or_default();
        if let Some((_, id)) = known.iter().find(|(of_kind, _)| *of_kind == kind) {
            return *id;
        }
        let id = OutcomeId(self.review.fresh_id());
        // Numbers of two kinds are not pooled together, whatever they are called.
        let other_kind = !known.is_empty();
        known.push((kind, id));
        self.review.outcomes.push(Arc::new(Outcome {
            id,
            name: if other_kind {
                format!("{name} ({})", kind_in_words(kind))
            } else {
                name.to_owned()
            },
            kind,
            window: usual_window(name),
            group: None,
            more_is_worse: true,
            note: String::new(),
        }));
        id
    }

    /// The outcomes that rows have named so, with their kinds.
    pub(super) fn outcomes_called(&self, name: &str) -> &[(OutcomeKind, OutcomeId)] {
        let name = if name.is_empty() { self.unnamed } else { name };
        self.outcome_ids
            .get(&name.to_lowercase())
            .map_or(&[], Vec::as_slice)
    }

    /// The outcome that a row names, if an earlier row had numbers of its kind under this name.
    pub(super) fn outcome_of_row(&self, row: &Row) -> Option<OutcomeId> {
        let known = self.outcomes_called(&self.outcome_named(row));
        let mut columns = self.outcomes.iter();
        let columns = columns.find(|outcome| outcome.name.is_none());
        let kind = columns.map(|columns| {
            if columns.has_numbers(row) {
                self.kind_of_row(row, columns)
            } else {
                columns.kind_of_estimate(row)
            }
        });
        let of_kind = known.iter().find(|(of_kind, _)| Some(*of_kind) == kind);
        Some(of_kind?.1)
    }

    /// The kind of the numbers that a row holds of arms: that of the columns, or where each row names its outcome what the
    /// row says of it, what earlier rows held, or what is filled.
    pub(super) fn kind_of_row(&self, row: &Row, columns: &OutcomeColumns) -> OutcomeKind {
        if columns.name.is_some() || self.column_of(&Meaning::Outcome).is_none() {
            return columns.kind();
        }
        let said = match plain(self.cell(row, &Meaning::Kind)).as_str() {
            "counts" => Some(OutcomeKind::Counts),
            "persontime" => Some(OutcomeKind::PersonTime),
            "means" => Some(OutcomeKind::Means),
            "proportions" => Some(OutcomeKind::Proportions),
            _ => None,
        };
        let filled = columns.kinds_filled(row);
        let known = || {
            let mut known = self
                .outcomes_called(&self.outcome_named(row))
                .iter()
                .map(|(kind, _)| *kind);
            known.find(|kind| filled.contains(kind) && columns.may_be(*kind, row))
        };
        let filled = || filled.first().copied();
        said.or_else(known)
            .or_else(filled)
            .unwrap_or_else(|| columns.kind())
    }
}

/// Reactions to the treatment itself are read soon after it; everything else at the longest follow-up.
pub(in crate::read) fn usual_window(name: &str) -> Window {
    let name = name.to_lowercase();
    let immediate = [
        "fever",
        "pyrexia",
        "infusion",
        "injection site",
        "hypersensitiv",
        "发热",
        "输注",
        "输液反应",
        "注射部位",
        "过敏",
    ];
    if immediate.iter().any(|word| name.contains(word)) {
        Window::Immediate
    } else {
        Window::Lasting
    }
}

/// What tells an outcome from another of the same name whose numbers are of another kind.
fn kind_in_words(kind: OutcomeKind) -> &'static str {
    match kind {
        OutcomeKind::Counts => "people",
        OutcomeKind::PersonTime => "person-time",
        OutcomeKind::Means => "means",
        OutcomeKind::Proportions => "one arm",
        OutcomeKind::Estimates(Scale::Ratio) => "ratios",
        OutcomeKind::Estimates(Scale::LogRatio) => "log ratios",
        OutcomeKind::Estimates(Scale::Difference) => "differences",
    }
}
