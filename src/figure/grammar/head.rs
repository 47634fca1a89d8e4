//! Heads of columns: two lines of text standing on a rule over the whole page.

use super::text::{Face, LINE, Pen};
use crate::figure::font;
use crate::figure::scene::{Anchor, Role, Scene};

/// Thickness of the rule under the heads, in points.
const RULE: f64 = 0.9;
/// Thickness of other rules, in points.
pub(crate) const HAIRLINE: f64 = 0.5;
/// Room between the rule and the rows, in em.
pub(crate) const GAP: f64 = 0.3;
/// A head is broken into at most so many lines.
pub(crate) const MOST_LINES: usize = 3;

/// Where the heads stand.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Heads {
    /// The baseline of the last line of what stands above.
    pub(crate) upper: f64,
    /// The baseline of what stands below, next to the rule.
    pub(crate) lower: f64,
    /// Size of the text, in points.
    size: f64,
}

impl Heads {
    /// Heads under `top`, with room for so many lines above the lower one.
    pub(crate) fn under(top: f64, upper_lines: f64, size: f64) -> Self {
        let line = LINE * size;
        let upper = top + size * font::CAP_HEIGHT + 0.3 * size + (upper_lines - 1.0) * line;
        Self {
            upper,
            lower: upper + 1.1 * line,
            size,
        }
    }

    /// A head of two lines: what it is, and how it is given.
    pub(crate) fn pair(
        self,
        pen: &mut Pen<'_>,
        [first, second]: &[String; 2],
        x: f64,
        anchor: Anchor,
    ) {
        pen.write(first, (x, self.upper), anchor, Face::BOLD);
        pen.write(second, (x, self.lower), anchor, Face::MUTED);
    }

    /// The rule under the heads. Gives back where the rows begin.
    pub(crate) fn rule(self, scene: &mut Scene, page: f64) -> f64 {
        let rule = self.lower + 0.6 * self.size;
        scene.horizontal((0.0, page), rule, RULE, Role::Ink);
        rule + GAP * self.size
    }
}
