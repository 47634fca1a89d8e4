//! The model of a table.

/// A table with its caption and what is said under it.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// What the table shows.
    pub caption: String,
    /// Its columns, from left to right.
    pub columns: Vec<Column>,
    /// Its rows; each has one cell a column.
    pub rows: Vec<Row>,
    /// Paragraphs under the table.
    pub notes: Vec<String>,
}

/// A column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Column {
    /// What stands over neighbouring columns of one group, such as "MSC".
    pub group: Option<String>,
    /// Its head.
    pub head: String,
    /// The heads of the numbers behind it, for programs: `["estimate", "lower", "upper"]`.
    pub parts: Vec<String>,
    /// How its cells stand.
    pub align: Align,
}

/// How the cells of a column stand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Names.
    Left,
    /// Numbers.
    Right,
}

/// A row.
#[derive(Clone, Debug, PartialEq)]
pub struct Row {
    /// What the row is.
    pub kind: RowKind,
    /// One cell a column.
    pub cells: Vec<Cell>,
}

/// What a row is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowKind {
    /// One trial, or one outcome of a profile.
    Plain,
    /// A pooled result.
    Total,
}

/// A cell, as it is read and as the numbers behind it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Cell {
    /// What a reader sees.
    pub shown: String,
    /// The numbers behind it, one for each of the column's parts; fewer mean that the rest does not exist.
    pub parts: Vec<CellValue>,
}

/// What a cell holds for programs: a name or a number in full precision.
#[derive(Clone, Debug, PartialEq)]
pub enum CellValue {
    /// A name.
    Text(String),
    /// A count.
    Count(u64),
    /// A number on the scale on which it is read.
    Number(f64),
}

impl Column {
    /// A column of names.
    #[must_use]
    pub fn of_names(head: impl Into<String>, part: &str) -> Self {
        Self {
            group: None,
            head: head.into(),
            parts: vec![part.to_owned()],
            align: Align::Left,
        }
    }

    /// A column of numbers.
    #[must_use]
    pub fn of_numbers(group: Option<&str>, head: impl Into<String>, parts: &[&str]) -> Self {
        Self {
            group: group.map(str::to_owned),
            head: head.into(),
            parts: parts.iter().map(|part| (*part).to_owned()).collect(),
            align: Align::Right,
        }
    }
}

impl Cell {
    /// A cell in which nothing stands.
    #[must_use]
    pub fn empty() -> Self {
        Self::default()
    }

    /// A name.
    #[must_use]
    pub fn name(name: impl Into<String>) -> Self {
        let name = name.into();
        Self {
            shown: name.clone(),
            parts: vec![CellValue::Text(name)],
        }
    }

    /// Words that stand where a number is missing.
    #[must_use]
    pub fn words(shown: impl Into<String>) -> Self {
        Self {
            shown: shown.into(),
            parts: Vec::new(),
        }
    }

    /// A count.
    #[must_use]
    pub fn count(value: u64, shown: String) -> Self {
        Self {
            shown,
            parts: vec![CellValue::Count(value)],
        }
    }

    /// Numbers, with the text in which a reader finds them.
    #[must_use]
    pub fn numbers(values: impl IntoIterator<Item = f64>, shown: String) -> Self {
        Self {
            shown,
            parts: values.into_iter().map(CellValue::Number).collect(),
        }
    }
}
