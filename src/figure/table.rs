//! The columns of figures that are tables with a graph: slots, cells, aligned effects.

use super::font::{self, Weight};
use super::preset::Limits;
use super::scene::{Anchor, Point, Role, Scene, Text};
use crate::wording::Locale;

/// Distance of lines of one cell, in em.
pub(super) const LINE: f64 = 1.25;
/// Thickness of the rule under the heads, and of the others, in points.
pub(super) const RULES: (f64, f64) = (0.9, 0.5);
/// Least margins of a graph inside its column, where half of the outermost labels stand, in em.
pub(super) const GRAPH_MARGIN: f64 = 1.1;

/// A stretch from left to right.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Slot {
    pub(super) left: f64,
    pub(super) right: f64,
}

impl Slot {
    pub(super) fn middle(self) -> f64 {
        f64::midpoint(self.left, self.right)
    }

    pub(super) fn width(self) -> f64 {
        self.right - self.left
    }

    pub(super) fn without_margins(self, margin: f64) -> Self {
        Self {
            left: self.left + margin,
            right: self.right - margin,
        }
    }
}

/// Hands out slots from left to right.
pub(super) struct Slots {
    pub(super) x: f64,
    pub(super) gap: f64,
}

impl Slots {
    pub(super) fn next(&mut self, width: f64) -> Slot {
        let slot = Slot {
            left: self.x,
            right: self.x + width,
        };
        self.x = slot.right + self.gap;
        slot
    }
}

/// An effect as text.
#[derive(Clone, Debug, PartialEq)]
pub enum Effect {
    /// An estimate and its limits.
    Interval {
        /// The estimate; empty where only the limits say something.
        estimate: String,
        /// The lower limit.
        lower: String,
        /// The upper limit.
        upper: String,
        /// A mark that leads to a footnote.
        mark: &'static str,
    },
    /// Words instead.
    Words(String),
}

/// How effects are written.
#[derive(Clone, Copy, Debug)]
pub(super) struct EffectStyle {
    pub(super) limits: Limits,
    pub(super) locale: Locale,
}

impl EffectStyle {
    /// Estimate and interval of an effect, or the words that stand in their place.
    pub(super) fn texts(self, effect: &Effect) -> Result<[String; 2], &str> {
        match effect {
            Effect::Interval {
                estimate,
                lower,
                upper,
                mark,
            } => {
                let limits = self.limits.write(lower, upper, self.locale.list_mark());
                Ok([estimate.clone(), format!("{limits}{mark}")])
            }
            Effect::Words(words) => Err(words),
        }
    }
}

/// How wide the parts of a column of effects are.
#[derive(Clone, Copy, Debug)]
pub(super) struct EffectWidths {
    pub(super) width: f64,
    whole: f64,
    fraction: f64,
    interval: f64,
    gap: f64,
    style: EffectStyle,
    size: f64,
}

impl EffectWidths {
    pub(super) fn of<'a>(
        effects: impl Iterator<Item = (&'a Effect, Weight)>,
        head: &[String; 2],
        style: EffectStyle,
        size: f64,
    ) -> Self {
        let decimal = style.locale.decimal_mark();
        let mut widths = Self {
            width: widest(head.iter().map(|line| (line.as_str(), Weight::Bold)), size),
            whole: 0.0,
            fraction: 0.0,
            interval: 0.0,
            gap: font::width("\u{a0}", Weight::Regular, size) * 1.3,
            style,
            size,
        };
        for (effect, weight) in effects {
            match style.texts(effect) {
                Ok([estimate, interval]) => {
                    let (whole, fraction) = parts(&estimate, decimal, weight, size);
                    widths.whole = widths.whole.max(whole);
                    widths.fraction = widths.fraction.max(fraction);
                    widths.interval = widths.interval.max(font::width(&interval, weight, size));
                }
                Err(words) => widths.width = widths.width.max(font::width(words, weight, size)),
            }
        }
        widths.width = widths.width.max(widths.numbers());
        widths
    }

    fn numbers(&self) -> f64 {
        self.whole + self.fraction + self.gap + self.interval
    }

    /// Places the numbers in the middle of the column, under their head.
    pub(super) fn place(self, slot: Slot) -> EffectColumn {
        let left = slot.left + (slot.width() - self.numbers()) / 2.0;
        EffectColumn {
            slot,
            decimal_mark: left + self.whole,
            interval: left + self.whole + self.fraction + self.gap,
            style: self.style,
            size: self.size,
        }
    }
}

/// A column of effects: estimates aligned on their decimal mark, intervals on their bracket.
#[derive(Clone, Copy, Debug)]
pub(super) struct EffectColumn {
    pub(super) slot: Slot,
    decimal_mark: f64,
    interval: f64,
    style: EffectStyle,
    size: f64,
}

impl EffectColumn {
    /// Writes an effect on a baseline.
    pub(super) fn write(&self, pen: &mut Pen<'_>, effect: &Effect, baseline: f64, face: Face) {
        match self.style.texts(effect) {
            Ok([estimate, interval]) => {
                let decimal = self.style.locale.decimal_mark();
                let fraction = parts(&estimate, decimal, face.weight, self.size).1;
                let end = self.decimal_mark + fraction;
                pen.write(&estimate, (end, baseline), Anchor::End, face);
                pen.write(&interval, (self.interval, baseline), Anchor::Start, face);
            }
            Err(words) => pen.write(
                words,
                (self.slot.middle(), baseline),
                Anchor::Middle,
                Face {
                    role: Role::Muted,
                    ..face
                },
            ),
        }
    }
}

/// Width before the decimal mark, and from it on. A power of ten has no place on the mark: it ends where whole numbers
/// end, and its width counts before it.
fn parts(text: &str, decimal: char, weight: Weight, size: f64) -> (f64, f64) {
    let at = if text.contains('×') {
        None
    } else {
        text.find(decimal)
    };
    let (whole, fraction) = text
        .split_at_checked(at.unwrap_or(text.len()))
        .unwrap_or((text, ""));
    (
        font::width(whole, weight, size),
        font::width(fraction, weight, size),
    )
}

/// The width of the widest cell.
pub(super) fn widest<'a>(cells: impl Iterator<Item = (&'a str, Weight)>, size: f64) -> f64 {
    cells
        .map(|(text, weight)| font::width(text, weight, size))
        .fold(0.0, f64::max)
}

/// How a cell looks.
#[derive(Clone, Copy, Debug)]
pub(super) struct Face {
    pub(super) weight: Weight,
    pub(super) role: Role,
}

impl Face {
    pub(super) const TEXT: Self = Self {
        weight: Weight::Regular,
        role: Role::Ink,
    };
    pub(super) const BOLD: Self = Self {
        weight: Weight::Bold,
        role: Role::Ink,
    };
    pub(super) const MUTED: Self = Self {
        weight: Weight::Regular,
        role: Role::Muted,
    };
}

/// Writes texts of one size.
pub(super) struct Pen<'a> {
    pub(super) scene: &'a mut Scene,
    pub(super) size: f64,
}

impl Pen<'_> {
    pub(super) fn write(&mut self, content: &str, (x, y): (f64, f64), anchor: Anchor, face: Face) {
        self.scene.text(Text {
            content: content.to_owned(),
            position: Point { x, y },
            anchor,
            size: self.size,
            weight: face.weight,
            role: face.role,
        });
    }

    /// Bold lines over each other, the last of which stands on `baseline`.
    pub(super) fn stack(&mut self, lines: &[String], middle: f64, baseline: f64) {
        for (index, content) in lines.iter().rev().enumerate() {
            let y = baseline - index as f64 * LINE * self.size;
            self.write(content, (middle, y), Anchor::Middle, Face::BOLD);
        }
    }

    /// Lines under each other, the first of which stands on `baseline`.
    pub(super) fn lines(&mut self, lines: &[String], x: f64, baseline: f64, face: Face) {
        for (index, content) in lines.iter().enumerate() {
            let y = baseline + index as f64 * LINE * self.size;
            self.write(content, (x, y), Anchor::Start, face);
        }
    }
}
