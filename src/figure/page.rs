//! Sizes of pages that journals and slides ask for, by name.

use super::POINTS_PER_MILLIMETRE;
use crate::wording::translate;

/// A size that journals and slides ask for.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// One column of a journal.
    OneColumn,
    /// One column and a half.
    OneAndAHalfColumns,
    /// Both columns of a journal.
    #[default]
    TwoColumns,
    /// A4 between its margins, upright.
    A4,
    /// A slide of 16 to 9.
    Slide,
}

/// Below this many CSS pixels a screen is that of a phone, held closer and lettered smaller.
const PHONE: f64 = 480.0;

/// Size of the text on a screen of so many CSS pixels, in points.
pub(crate) fn text_size_on_screen(pixels: f64) -> f64 {
    if pixels < PHONE { 8.25 } else { 9.0 }
}

impl Page {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 5] = [
        Self::OneColumn,
        Self::OneAndAHalfColumns,
        Self::TwoColumns,
        Self::A4,
        Self::Slide,
    ];

    /// What it is called, with its width.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::OneColumn => translate("One column (85 mm)"),
            Self::OneAndAHalfColumns => translate("One column and a half (114 mm)"),
            Self::TwoColumns => translate("Two columns (174 mm)"),
            Self::A4 => translate("A4 (170 mm between margins)"),
            Self::Slide => translate("Slide 16:9 (320 mm)"),
        }
    }

    /// Its width, in points.
    #[must_use]
    pub fn width(self) -> f64 {
        let millimetres = match self {
            Self::OneColumn => 85.0,
            Self::OneAndAHalfColumns => 114.0,
            Self::TwoColumns => 174.0,
            Self::A4 => 170.0,
            Self::Slide => 320.0,
        };
        millimetres * POINTS_PER_MILLIMETRE
    }

    /// How high a figure may be on it, in points. A page of a journal takes up to 240 mm.
    #[must_use]
    pub fn height(self) -> f64 {
        let millimetres = match self {
            Self::OneColumn | Self::OneAndAHalfColumns | Self::TwoColumns => 240.0,
            Self::A4 => 257.0,
            Self::Slide => 180.0,
        };
        millimetres * POINTS_PER_MILLIMETRE
    }

    /// The size of the text that suits it, in points; never below the 6 points that journals ask for, footers included.
    #[must_use]
    pub fn text_size(self) -> f64 {
        match self {
            Self::OneColumn | Self::OneAndAHalfColumns => 7.0,
            Self::TwoColumns | Self::A4 => 7.5,
            Self::Slide => 12.0,
        }
    }
}

/// The size of the text that suits a figure of any width, both in points: that of the pages by name, and between them what
/// lies between.
#[must_use]
pub fn text_size_for(width: f64) -> f64 {
    let named = [Page::OneAndAHalfColumns, Page::TwoColumns, Page::Slide]
        .map(|page| (page.width(), page.text_size()));
    let [(narrowest, smallest), .., (widest, largest)] = named;
    if width <= narrowest {
        return smallest;
    }
    for pair in named.windows(2) {
        if let [(from, small), (to, large)] = *pair
            && width <= to
        {
            return small + (large - small) * (width - from) / (to - from);
        }
    }
    // Larger sheets are read from further away.
    largest * width / widest
}

/// The smallest text that journals print, in points.
pub const SMALLEST_TEXT: f64 = 6.0;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn own_widths_have_letters_between_those_of_the_named_ones() {
        let at = |millimetres: f64| text_size_for(millimetres * POINTS_PER_MILLIMETRE);
        let close = |one: f64, other: f64| (one - other).abs() < 1e-9;
        assert!(close(at(40.0), 7.0) && close(at(114.0), 7.0));
        assert!(close(at(174.0), 7.5) && close(at(320.0), 12.0) && close(at(640.0), 24.0));
        assert!(at(200.0) > 7.5 && at(200.0) < 12.0);
    }
}
