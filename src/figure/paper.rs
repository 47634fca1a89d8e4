//! Brings figures onto paper: whole, with their rows closer together, or in parts on several pages.

use super::{POINTS_PER_MILLIMETRE, Scene};

/// Room for a figure on paper, in points.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Room {
    /// How high it may be where it begins.
    pub first: f64,
    /// How high it may be on a page that it has for itself.
    pub further: f64,
}

impl Room {
    /// Pages of some height that the figure has for itself.
    #[must_use]
    pub fn pages(height: f64) -> Self {
        Self {
            first: height,
            further: height,
        }
    }

    /// How high a figure may be on a page, counted from 1.
    pub(super) fn height(self, page: usize) -> f64 {
        if page == 1 { self.first } else { self.further }
    }
}

/// How a figure was brought onto paper.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Fit {
    /// It is as it would be anywhere.
    Whole,
    /// Its rows stand closer together, and every name on one line.
    Compact,
    /// It is in parts on several pages.
    Parted,
}

/// A sheet that is printed on, between its margins: what A4 and Letter have in common, so that a figure laid out for it is whole
/// on either.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Sheet {
    /// Higher than wide.
    Portrait,
    /// Wider than high.
    Landscape,
}

/// What the page keeps free at each edge of its paper, in millimetres; its style sheet says the same.
pub const MARGIN: f64 = 12.0;
/// What head and sentence of an outcome take of the page on which a figure begins, in millimetres: four lines of title, name
/// and counts, and three of the sentence. Under a longer one the figure moves to the next page, whole.
const TEXT_ABOVE: f64 = 41.0;
/// Browsers round the heights of what stands on a page, in millimetres.
const ROUNDING: f64 = 2.0;

impl Sheet {
    /// Both.
    pub const ALL: [Self; 2] = [Self::Portrait, Self::Landscape];

    /// Width and height between the margins, in points.
    #[must_use]
    pub fn size(self) -> [f64; 2] {
        // The width of A4 (210 × 297 mm) and the height of Letter (215.9 × 279.4 mm) are the lesser ones.
        let [short, long] = [210.0, 279.4].map(|side| side - 2.0 * MARGIN - ROUNDING);
        let millimetres = match self {
            Self::Portrait => [short, long],
            Self::Landscape => [long, short],
        };
        millimetres.map(|length| length * POINTS_PER_MILLIMETRE)
    }

    /// The room for a figure under the head and the sentence of its outcome.
    #[must_use]
    pub fn room(self) -> Room {
        let [_, height] = self.size();
        Room {
            first: height - TEXT_ABOVE * POINTS_PER_MILLIMETRE,
            further: height,
        }
    }
}

/// A figure on one page, and how high it is in the width that was asked for.
pub(super) struct OnePage {
    pub(super) scene: Scene,
    pub(super) height: f64,
}

/// The first of these that fits: as it is, with its rows closer together, in parts. Rather than being parted, a figure moves to a
/// page of its own.
pub(super) fn fitted(
    room: Room,
    usual: impl FnOnce() -> OnePage,
    compact: impl FnOnce() -> OnePage,
    parted: impl FnOnce() -> Vec<Scene>,
) -> (Vec<Scene>, Fit) {
    let usual = usual();
    if usual.height <= room.first {
        return (vec![usual.scene], Fit::Whole);
    }
    let compact = compact();
    if compact.height <= room.first {
        return (vec![compact.scene], Fit::Compact);
    }
    if usual.height <= room.further {
        return (vec![usual.scene], Fit::Whole);
    }
    if compact.height <= room.further {
        return (vec![compact.scene], Fit::Compact);
    }
    match parted() {
        pages if pages.len() > 1 => (pages, Fit::Parted),
        page => (page, Fit::Whole),
    }
}
