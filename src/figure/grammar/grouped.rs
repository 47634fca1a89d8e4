//! Rows under the heads of their groups.

/// A line of a figure whose rows stand in groups.
#[derive(Clone, Debug, PartialEq)]
pub enum GroupedLine<Row> {
    /// The head of a group of outcomes.
    Group(String),
    /// An outcome.
    Outcome(Box<Row>),
}

impl<Row> GroupedLine<Row> {
    /// The rows in their order, each run of one group under the name of that group.
    pub(crate) fn of(rows: impl IntoIterator<Item = (Row, Option<String>)>) -> Vec<Self> {
        let mut lines = Vec::new();
        let mut current: Option<String> = None;
        for (row, group) in rows {
            if group != current {
                lines.extend(group.clone().map(Self::Group));
                current = group;
            }
            lines.push(Self::Outcome(Box::new(row)));
        }
        lines
    }

    /// The row that it is.
    pub(crate) fn row(&self) -> Option<&Row> {
        match self {
            Self::Outcome(row) => Some(row),
            Self::Group(_) => None,
        }
    }

    /// Whether it is the head of a group.
    pub(crate) fn is_head(&self) -> bool {
        match self {
            Self::Group(_) => true,
            Self::Outcome(_) => false,
        }
    }
}
