//! The lines of a forest plot above its total: trials, and the heads and subtotals of their subgroups.

use super::{Forest, Row, Summary};

/// One line.
pub(super) enum Line<'a> {
    /// The head of a subgroup.
    Head(&'a str),
    /// A trial.
    Trial(&'a Row),
    /// The pooled estimate of a subgroup.
    Subtotal(&'a Summary),
    /// What is said under it.
    Said(&'a str),
}

impl Forest {
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        if !crate::COMPLETE || self.groups.is_empty() {
            return self.rows.iter().map(Line::Trial).collect();
        }
        let mut lines = Vec::new();
        for group in &self.groups {
            lines.push(Line::Head(&group.name));
            let rows = self.rows.get(group.rows.clone()).unwrap_or_default();
            lines.extend(rows.iter().map(Line::Trial));
            lines.push(Line::Subtotal(&group.subtotal));
            lines.extend(group.said.as_deref().map(Line::Said));
        }
        lines
    }
}

impl Line<'_> {
    /// Whether a page may end before it: what is pooled stands under its trials.
    pub(super) fn may_begin_a_page(&self) -> bool {
        matches!(self, Line::Head(_) | Line::Trial(_))
    }

    /// Whether a page may end after it: a head stands over its trials.
    pub(super) fn may_end_a_page(&self) -> bool {
        !matches!(self, Line::Head(_))
    }
}
