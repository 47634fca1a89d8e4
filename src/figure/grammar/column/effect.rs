//! A column of effects: estimates aligned on their decimal mark, intervals on their bracket.

use crate::figure::font::{self, Weight};
use crate::figure::grammar::head::Heads;
use crate::figure::grammar::slot::Slot;
use crate::figure::grammar::text::{Face, Pen, widest};
use crate::figure::preset::Limits;
use crate::figure::scene::{Anchor, Role};
use crate::wording::Locale;

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
pub(crate) struct EffectStyle {
    pub(crate) limits: Limits,
    pub(crate) locale: Locale,
}

impl EffectStyle {
    /// Estimate and interval of an effect, or the words that stand in their place.
    pub(crate) fn texts(self, effect: &Effect) -> Result<[String; 2], &str> {
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
pub(crate) struct EffectWidths {
    pub(crate) width: f64,
    whole: f64,
    fraction: f64,
    interval: f64,
    gap: f64,
    style: EffectStyle,
    size: f64,
}

impl EffectWidths {
    pub(crate) fn of<'a>(
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
    pub(crate) fn place(self, slot: Slot) -> EffectColumn {
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
pub(crate) struct EffectColumn {
    pub(crate) slot: Slot,
    decimal_mark: f64,
    interval: f64,
    style: EffectStyle,
    size: f64,
}

impl EffectColumn {
    pub(crate) fn write_head(&self, pen: &mut Pen<'_>, heads: Heads, head: &[String; 2]) {
        heads.pair(pen, head, self.slot.middle(), Anchor::Middle);
    }

    /// Writes an effect on a baseline.
    pub(crate) fn write_cell(&self, pen: &mut Pen<'_>, effect: &Effect, baseline: f64, face: Face) {
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
