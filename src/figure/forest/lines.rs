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
    /// A remark under it, such as its heterogeneity.
    Remark(&'a str),
}

impl Forest {
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        if self.groups.is_empty() {
            return self.rows.iter().map(Line::Trial).collect();
        }
        let mut lines = Vec::new();
        for group in &self.groups {
            lines.push(Line::Head(&group.name));
            let rows = self.rows.get(group.rows.clone()).unwrap_or_default();
            lines.extend(rows.iter().map(Line::Trial));
            lines.push(Line::Subtotal(&group.subtotal));
            lines.extend(group.remark.as_deref().map(Line::Remark));
        }
        lines
    }
}

impl Line<'_> {
    /// Whether a page may begin with it: what is pooled stands under its trials.
    pub(super) fn may_begin_a_page(&self) -> bool {
        match self {
            Self::Head(_) | Self::Trial(_) => true,
            Self::Subtotal(_) | Self::Remark(_) => false,
        }
    }

    /// Whether a page may end with it: a head stands over its trials.
    pub(super) fn may_end_a_page(&self) -> bool {
        match self {
            Self::Head(_) => false,
            Self::Trial(_) | Self::Subtotal(_) | Self::Remark(_) => true,
        }
    }
}
