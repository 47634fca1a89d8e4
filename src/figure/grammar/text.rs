//! Writes the texts of a figure: one size, a few faces, lines over or under each other.

use crate::figure::font::{self, Weight};
use crate::figure::scene::{Anchor, Point, Role, Scene, Text};

/// Distance of lines of one cell, in em.
pub(crate) const LINE: f64 = 1.25;
/// From the middle of the digits down to the baseline, in em.
pub(crate) const MIDDLE: f64 = font::CAP_HEIGHT / 2.0;

/// How a text looks.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Face {
    pub(crate) weight: Weight,
    pub(crate) role: Role,
}

impl Face {
    pub(crate) const TEXT: Self = Self {
        weight: Weight::Regular,
        role: Role::Ink,
    };
    pub(crate) const BOLD: Self = Self {
        weight: Weight::Bold,
        role: Role::Ink,
    };
    pub(crate) const MUTED: Self = Self {
        weight: Weight::Regular,
        role: Role::Muted,
    };
}

/// Writes texts of one size.
pub(crate) struct Pen<'a> {
    pub(crate) scene: &'a mut Scene,
    pub(crate) size: f64,
}

impl Pen<'_> {
    pub(crate) fn write(&mut self, content: &str, (x, y): (f64, f64), anchor: Anchor, face: Face) {
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
    pub(crate) fn stack(&mut self, lines: &[String], middle: f64, baseline: f64) {
        for (index, content) in lines.iter().rev().enumerate() {
            let y = baseline - index as f64 * LINE * self.size;
            self.write(content, (middle, y), Anchor::Middle, Face::BOLD);
        }
    }

    /// Lines under each other, the first of which stands on `baseline`.
    pub(crate) fn lines(&mut self, lines: &[String], x: f64, baseline: f64, face: Face) {
        for (index, content) in lines.iter().enumerate() {
            let y = baseline + index as f64 * LINE * self.size;
            self.write(content, (x, y), Anchor::Start, face);
        }
    }
}

/// The width of the widest text.
pub(crate) fn widest<'a>(texts: impl Iterator<Item = (&'a str, Weight)>, size: f64) -> f64 {
    texts
        .map(|(text, weight)| font::width(text, weight, size))
        .fold(0.0, f64::max)
}
