//! What a cell of the grid shows.

use web_sys::Element;

use crate::app::state::{CellFinding, Position, TrialFindings};
use crate::data::{Severity, Trial};
use crate::project::{Column, Standing};
use crate::wording::{interface, translate};

/// Where a cell stands to the selection.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum InSelection {
    /// Outside of it.
    No,
    /// In it.
    Yes,
    /// In it, and it is the active cell.
    Active,
}

/// Where a cell stands in the grid, in the selection and in its group.
#[derive(Clone, Debug)]
pub struct CellPlace {
    /// Where it stands.
    pub position: Position,
    /// Where it stands to the selection.
    pub in_selection: InSelection,
    /// Its id: only the cell to which the selection was drawn has one.
    pub id: Option<String>,
    /// Whether the columns of its outcome begin with it.
    pub starts_group: bool,
    /// Whether its trial is left out of this outcome alone.
    pub is_left_out: bool,
}

/// What a cell shows. That of a new cell, which shows nothing, is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct CellContent {
    /// The number of its column, counted from 1; 0 where it was never written.
    column: usize,
    /// The number of the row, beside the name.
    row: Option<usize>,
    id: Option<String>,
    text: String,
    class: String,
    title: Option<String>,
    is_not_reported: bool,
    is_selected: bool,
    is_invalid: bool,
}

impl CellContent {
    /// What a column says of a trial, or of the empty row.
    pub fn of(
        column: Column,
        trial: Option<&Trial>,
        findings: Option<&TrialFindings>,
        place: CellPlace,
    ) -> Self {
        let finding: Option<&CellFinding> =
            trial.and_then(|trial| findings?.at(column.outcome(), column.cell(trial)));
        let (text, standing) = match trial {
            Some(trial) => column.content(trial),
            None if column == Column::Name => (of_empty_row(place.position), Standing::NoSuchArm),
            None => ("", Standing::NoSuchArm),
        };
        let text = if text.is_empty() && standing == Standing::NotReported {
            "·"
        } else {
            text
        };
        let severity = finding.map(|finding| finding.severity);
        Self {
            column: place.position.column + 1,
            row: (column == Column::Name && trial.is_some()).then_some(place.position.row + 1),
            text: text.to_owned(),
            class: class(column, standing, severity, &place),
            title: finding
                .map(|finding| finding.sentence.clone())
                .or_else(|| provenance(column, trial?)),
            is_not_reported: standing == Standing::NotReported,
            is_selected: place.in_selection != InSelection::No,
            is_invalid: finding.is_some(),
            id: place.id,
        }
    }

    /// Writes into the page what differs from what the cell shows now.
    pub fn write_over(&self, shown: &Self, cell: &Element) {
        if self == shown {
            return;
        }
        if self.text != shown.text {
            cell.set_text_content(Some(&self.text));
        }
        if self.class != shown.class {
            cell.set_class_name(&self.class);
        }
        for ((name, now), (_, before)) in self.attributes().into_iter().zip(shown.attributes()) {
            if now == before {
                continue;
            }
            let _ = match now {
                Some(value) => cell.set_attribute(name, &value),
                None => cell.remove_attribute(name),
            };
        }
    }

    fn attributes(&self) -> [(&'static str, Option<String>); 7] {
        let flag = |holds: bool, value: &str| holds.then(|| value.to_owned());
        [
            ("aria-colindex", Some(self.column.to_string())),
            ("id", self.id.clone()),
            ("title", self.title.clone()),
            ("data-n", self.row.map(|row| row.to_string())),
            (
                "aria-label",
                flag(self.is_not_reported, translate("not reported")),
            ),
            ("aria-selected", flag(self.is_selected, "true")),
            ("aria-invalid", flag(self.is_invalid, "true")),
        ]
    }
}

/// What the empty row says in the place of a name. It is the first one where the review has no trial.
fn of_empty_row(at: Position) -> &'static str {
    if at.row == 0 {
        interface::TYPE_OR_PASTE.text()
    } else {
        interface::NEW_TRIAL.text()
    }
}

/// Where the number of a cell was read.
fn provenance(column: Column, trial: &Trial) -> Option<String> {
    let record = trial.records.get(&column.outcome()?)?;
    interface::provenance(record)
}

fn class(
    column: Column,
    standing: Standing,
    finding: Option<Severity>,
    place: &CellPlace,
) -> String {
    let state = match (finding, standing) {
        (Some(Severity::Warning), _) => "doubtful",
        (Some(Severity::LeftOut | Severity::Fatal), _) | (None, Standing::Unreadable) => "bad",
        (None, Standing::Zero) => "zero",
        (None, Standing::NotReported) if column.outcome().is_some() => "not-reported",
        (None, Standing::NoSuchArm) => "absent",
        (None, Standing::Reported | Standing::NotReported) => "",
    };
    let mut classes = String::from(state);
    for (holds, class) in [
        (column == Column::Name, " frozen"),
        (column.holds_words(), " words"),
        (place.starts_group, " group-start"),
        (place.is_left_out, " left-out"),
        (place.in_selection != InSelection::No, " selected"),
        (place.in_selection == InSelection::Active, " active"),
    ] {
        if holds {
            classes.push_str(class);
        }
    }
    classes
}
