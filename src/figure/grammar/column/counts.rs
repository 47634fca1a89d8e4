//! Events and total of one arm, in two columns or in one on a slash, under the name of the arm.

use crate::figure::font::{self, Weight};
use crate::figure::grammar::head::{HAIRLINE, MOST_LINES};
use crate::figure::grammar::slot::Slot;
use crate::figure::grammar::text::{Face, Pen, widest};
use crate::figure::preset::CountsStyle;
use crate::figure::scene::{Anchor, Role};

/// What stands between events and total in one column.
pub(crate) const SLASH: &str = "\u{a0}/\u{a0}";
/// Room between events and total in two columns, in em.
const INNER_GAP: f64 = 0.8;

/// What the columns of an arm are measured from; widths are in points.
pub(crate) struct ArmCells<'a> {
    /// The name of the arm.
    pub(crate) label: &'a str,
    /// The name is broken where it is wider than its columns and than this.
    pub(crate) label_width: f64,
    /// Width of the widest events, and of the widest total.
    pub(crate) widest: [f64; 2],
    /// Width of the head that stands under the name, where there is one for both.
    pub(crate) head_width: f64,
    /// The weight of the slash between them.
    pub(crate) slash: Weight,
    /// How events and total stand.
    pub(crate) style: CountsStyle,
}

/// How wide the columns of an arm are.
#[derive(Clone, Debug)]
pub(crate) struct CountsWidths {
    /// Of the pair, or of its head where that is wider.
    pub(crate) width: f64,
    /// From the left edge to the end of the events, and to that of the totals.
    ends: [f64; 2],
    style: CountsStyle,
    label: Vec<String>,
}

impl CountsWidths {
    pub(crate) fn of(cells: &ArmCells<'_>, size: f64) -> Self {
        let [events, total] = cells.widest;
        let between = match cells.style {
            CountsStyle::TwoColumns => INNER_GAP * size,
            CountsStyle::OneColumn => font::width(SLASH, cells.slash, size),
        };
        let pair = events + between + total;
        let room = pair.max(cells.label_width);
        let label = font::wrap(cells.label, Weight::Bold, size, room, MOST_LINES);
        let lines = label.iter().map(|line| (line.as_str(), Weight::Bold));
        let width = pair.max(widest(lines, size)).max(cells.head_width);
        let inset = (width - pair) / 2.0;
        Self {
            width,
            ends: [inset + events, inset + pair],
            style: cells.style,
            label,
        }
    }

    pub(crate) fn place(self, slot: Slot) -> CountsColumn {
        CountsColumn {
            slot,
            ends: self.ends.map(|end| slot.left + end),
            style: self.style,
            label: self.label,
        }
    }
}

/// Events and total of one arm, with the lines of its name.
#[derive(Clone, Debug)]
pub(crate) struct CountsColumn {
    pub(crate) slot: Slot,
    /// Where events end, and where totals end.
    ends: [f64; 2],
    style: CountsStyle,
    pub(crate) label: Vec<String>,
}

impl CountsColumn {
    /// Writes the name of the arm, the last line of it on `baseline`.
    pub(crate) fn write_label(&self, pen: &mut Pen<'_>, baseline: f64) {
        pen.stack(&self.label, self.slot.middle(), baseline);
    }

    /// Draws a rule under the name that stands on `baseline`, as wide as both columns.
    pub(crate) fn rule(&self, pen: &mut Pen<'_>, baseline: f64) {
        let ends = (self.slot.left, self.slot.right);
        let y = baseline + 0.35 * pen.size;
        pen.scene.horizontal(ends, y, HAIRLINE, Role::Rule);
    }

    /// Writes the heads of events and total; `both` where they stand in one column.
    pub(crate) fn write_heads(
        &self,
        pen: &mut Pen<'_>,
        [events, total]: [&str; 2],
        both: &str,
        baseline: f64,
    ) {
        match self.style {
            CountsStyle::TwoColumns => {
                pen.write(events, (self.ends[0], baseline), Anchor::End, Face::BOLD);
                pen.write(total, (self.ends[1], baseline), Anchor::End, Face::BOLD);
            }
            CountsStyle::OneColumn => {
                self.write_head(pen, both, baseline, Face::BOLD);
            }
        }
    }

    /// Writes one head over both.
    pub(crate) fn write_head(&self, pen: &mut Pen<'_>, head: &str, baseline: f64, face: Face) {
        pen.write(head, (self.slot.middle(), baseline), Anchor::Middle, face);
    }

    pub(crate) fn write_cell(
        &self,
        pen: &mut Pen<'_>,
        [events, total]: [&str; 2],
        baseline: f64,
        face: Face,
    ) {
        match self.style {
            CountsStyle::TwoColumns => {
                pen.write(events, (self.ends[0], baseline), Anchor::End, face);
                pen.write(total, (self.ends[1], baseline), Anchor::End, face);
            }
            CountsStyle::OneColumn => {
                let start = self.ends[0] - font::width(events, face.weight, pen.size);
                let cell = format!("{events}{SLASH}{total}");
                pen.write(&cell, (start, baseline), Anchor::Start, face);
            }
        }
    }
}
