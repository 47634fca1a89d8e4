//! The lines of a forest plot above its total: trials, the heads and subtotals of their subgroups, and trials left out.

use super::{Forest, Row, Summary};
use crate::wording::exclusions;

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
    /// A trial that the reviewers left out.
    LeftOut(&'a Summary),
}

impl Forest {
    pub(super) fn lines(&self) -> Vec<Line<'_>> {
        let mut lines = Vec::new();
        if self.groups.is_empty() {
            lines.extend(self.rows.iter().map(Line::Trial));
        }
        for group in &self.groups {
            lines.push(Line::Head(&group.name));
            let rows = self.rows.get(group.rows.clone()).unwrap_or_default();
            lines.extend(rows.iter().map(Line::Trial));
            lines.push(Line::Subtotal(&group.subtotal));
            lines.extend(group.remark.as_deref().map(Line::Remark));
        }
        if !self.left_out.is_empty() {
            lines.push(Line::Head(exclusions::HEAD.text()));
            lines.extend(self.left_out.iter().map(Line::LeftOut));
        }
        lines
    }
}

impl Line<'_> {
    /// Whether a page may begin with it: what is pooled stands under its trials.
    pub(super) fn may_begin_a_page(&self) -> bool {
        match self {
            Self::Head(_) | Self::Trial(_) | Self::LeftOut(_) => true,
            Self::Subtotal(_) | Self::Remark(_) => false,
        }
    }

    /// Whether a page may end with it: a head stands over its trials.
    pub(super) fn may_end_a_page(&self) -> bool {
        match self {
            Self::Head(_) => false,
            Self::Trial(_) | Self::Subtotal(_) | Self::Remark(_) | Self::LeftOut(_) => true,
        }
    }
}
