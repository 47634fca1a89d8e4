//! The risk of bias: one narrow column a domain, a light in each.

use crate::figure::font::Weight;
use crate::figure::grammar::mark::light::{LIGHT, Light};
use crate::figure::grammar::slot::{Slot, Slots};
use crate::figure::grammar::text::{Face, MIDDLE, Pen, widest};
use crate::figure::scene::{Anchor, Point};

/// Room between lights, in em.
const GAP: f64 = 0.3;

/// How many lights a row has, and how wide each of their columns is.
#[derive(Clone, Copy, Debug, Default)]
pub(crate) struct LightsWidths {
    pub(crate) count: usize,
    width: f64,
}

impl LightsWidths {
    pub(crate) fn of(heads: &[String], size: f64) -> Self {
        let texts = heads.iter().map(|head| (head.as_str(), Weight::Bold));
        let width = widest(texts, size).max(LIGHT * size);
        Self {
            count: heads.len(),
            width: width + GAP * size,
        }
    }

    /// Of all of them together.
    pub(crate) fn width(self) -> f64 {
        self.count as f64 * self.width
    }

    pub(crate) fn place(self, slots: &mut Slots) -> LightsColumns {
        let columns = (0..self.count).map(|_| slots.next_adjoining(self.width));
        LightsColumns(columns.collect())
    }
}

/// The columns of the lights.
#[derive(Clone, Debug, Default)]
pub(crate) struct LightsColumns(Vec<Slot>);

impl LightsColumns {
    pub(crate) fn write_heads(&self, pen: &mut Pen<'_>, heads: &[String], baseline: f64) {
        for (head, slot) in heads.iter().zip(&self.0) {
            pen.write(head, (slot.middle(), baseline), Anchor::Middle, Face::BOLD);
        }
    }

    /// Draws the lights of a row whose text stands on `baseline`.
    pub(crate) fn draw(&self, pen: &mut Pen<'_>, lights: &[Option<Light>], baseline: f64) {
        for (light, slot) in lights.iter().zip(&self.0) {
            if let Some(light) = light {
                let centre = Point {
                    x: slot.middle(),
                    y: baseline - MIDDLE * pen.size,
                };
                light.draw(pen.scene, centre, pen.size);
            }
        }
    }
}
