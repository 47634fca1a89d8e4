//! What the reader chooses about a figure that has no conventions of its own to choose from.

use super::page::{Page, text_size_on_screen};
use super::{POINTS_PER_MILLIMETRE, POINTS_PER_PIXEL};
use crate::wording::Locale;

/// What the reader chooses about a figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How numbers are written.
    pub locale: Locale,
    /// Width of the page, in points.
    pub width: f64,
    /// Size of the text, in points.
    pub text_size: f64,
}

impl Options {
    /// For a figure on the screen, `pixels` CSS pixels wide.
    #[must_use]
    pub fn screen(pixels: f64, locale: Locale) -> Self {
        Self {
            locale,
            width: pixels * POINTS_PER_PIXEL,
            text_size: text_size_on_screen(pixels),
        }
    }

    /// For a figure over the two columns of a journal, 174 mm wide.
    #[must_use]
    pub fn two_columns(locale: Locale) -> Self {
        Self {
            locale,
            width: Page::TwoColumns.width(),
            text_size: Page::TwoColumns.text_size(),
        }
    }

    /// For a page of A4 on its side: 257 mm between its margins.
    #[must_use]
    pub fn landscape(locale: Locale) -> Self {
        Self {
            locale,
            width: 257.0 * POINTS_PER_MILLIMETRE,
            text_size: 8.5,
        }
    }
}
