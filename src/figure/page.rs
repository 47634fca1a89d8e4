//! Pages by name.

use super::POINTS_PER_MILLIMETRE;

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
            Self::OneColumn => "One column (85 mm)",
            Self::OneAndAHalfColumns => "One column and a half (114 mm)",
            Self::TwoColumns => "Two columns (174 mm)",
            Self::A4 => "A4 (170 mm between margins)",
            Self::Slide => "Slide 16:9 (320 mm)",
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

    /// Its height, in points, where it is one sheet; a figure in a column grows with its rows.
    #[must_use]
    pub fn height(self) -> Option<f64> {
        let millimetres = match self {
            Self::OneColumn | Self::OneAndAHalfColumns | Self::TwoColumns => return None,
            Self::A4 => 257.0,
            Self::Slide => 180.0,
        };
        Some(millimetres * POINTS_PER_MILLIMETRE)
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

/// The smallest text that journals print, in points.
pub const SMALLEST_TEXT: f64 = 6.0;
