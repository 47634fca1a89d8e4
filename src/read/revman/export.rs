//! Rewrites RevMan 5's export of analyses (CSV) as an ordinary table with one row a trial and outcome.
//!
//! The export mixes headings and trials in one list: a row for each comparison (outcome number 0), for each outcome (with
//! a data type), for each subgroup, and under them the trials. Counts are read; outcomes of other data types are named
//! and left out.

use crate::data::ProblemKind;
use crate::read::delimited::Row;
use crate::read::head::plain;

/// An export, turned into a table.
pub(in crate::read) struct Export {
    pub(in crate::read) rows: Vec<Row>,
    pub(in crate::read) title: String,
    pub(in crate::read) experimental: Option<String>,
    pub(in crate::read) control: Option<String>,
    /// Outcomes that are not counts, with their lines.
    pub(in crate::read) not_read: Vec<(usize, ProblemKind)>,
}

/// The columns that are needed.
struct Columns {
    comparison: usize,
    outcome: usize,
    subgroup: usize,
    name: usize,
    data_type: usize,
    counts: [usize; 4],
    labels: [Option<usize>; 2],
    year: Option<usize>,
}

impl Columns {
    fn of(head: &Row) -> Option<Self> {
        let plain_heads: Vec<String> = head.cells.iter().map(|cell| plain(cell)).collect();
        let find = |name: &str| plain_heads.iter().position(|head| head == name);
        Some(Self {
            comparison: find("comparisonnumber")?,
            outcome: find("outcomenumber")?,
            subgroup: find("subgroupnumber")?,
            name: find("name")?,
            data_type: find("datatype")?,
            counts: [
                find("events1")?,
                find("total1")?,
                find("events2")?,
                find("total2")?,
            ],
            labels: [find("grouplabel1"), find("grouplabel2")],
            year: find("yearofstudy"),
        })
    }

    fn key<'row>(&self, row: &'row Row) -> [&'row str; 3] {
        [self.comparison, self.outcome, self.subgroup].map(|column| row.cell(column))
    }
}

const HEADS: [&str; 8] = [
    "Study",
    "Year",
    "Outcome",
    "Subgroup",
    "Experimental cases",
    "Experimental N",
    "Control cases",
    "Control N",
];

/// The export as a table, if the rows are one.
pub(in crate::read) fn export(rows: &[Row]) -> Option<Export> {
    let (head, body) = rows.split_first()?;
    let columns = Columns::of(head)?;
    let comparisons: Vec<&str> = body
        .iter()
        .filter(|row| is_none(row.cell(columns.outcome)))
        .map(|row| row.cell(columns.name))
        .collect();
    let mut export = Export {
        rows: vec![Row {
            line: head.line,
            cells: HEADS.map(str::to_owned).to_vec(),
        }],
        title: comparisons.first().copied().unwrap_or_default().to_owned(),
        experimental: None,
        control: None,
        not_read: Vec::new(),
    };
    let (mut comparison, mut outcome, mut subgroup) = ("", String::new(), "");
    let mut has_counts = false;
    let mut previous = ["", "", ""];
    for row in body {
        let key = columns.key(row);
        let name = row.cell(columns.name);
        let new_outcome = key[..2] != previous[..2];
        let new_subgroup = key != previous && !is_none(key[2]);
        previous = key;
        if is_none(key[1]) {
            comparison = name;
        } else if new_outcome {
            // The same outcome may occur in several comparisons.
            outcome = if comparisons.len() > 1 {
                format!("{comparison}: {name}")
            } else {
                name.to_owned()
            };
            subgroup = "";
            has_counts = plain(row.cell(columns.data_type)).starts_with("dic");
            if has_counts {
                export.name_arms(&columns, row);
            } else {
                let outcome = outcome.clone();
                let kind = ProblemKind::NotCounts { outcome };
                export.not_read.push((row.line, kind));
            }
        } else if new_subgroup {
            subgroup = name;
        } else if has_counts {
            let year = columns.year.map_or("", |column| row.cell(column));
            let mut cells: Vec<String> =
                [name, year, &outcome, subgroup].map(str::to_owned).to_vec();
            cells.extend(columns.counts.map(|column| row.cell(column).to_owned()));
            export.rows.push(Row {
                line: row.line,
                cells,
            });
        }
    }
    Some(export)
}

impl Export {
    /// The arms are called what the first outcome calls them.
    fn name_arms(&mut self, columns: &Columns, row: &Row) {
        let [experimental, control] = columns.labels.map(|column| {
            let label = column.map_or("", |column| row.cell(column));
            (!label.is_empty()).then(|| label.to_owned())
        });
        self.experimental = self.experimental.take().or(experimental);
        self.control = self.control.take().or(control);
    }
}

/// Whether a number of the export says "not of one": 0 or empty.
fn is_none(number: &str) -> bool {
    matches!(number, "" | "0")
}
