//! How large a forest plot is, and how its numbers are written.

use crate::figure::page::text_size_on_screen;
use crate::figure::{POINTS_PER_PIXEL, Page};
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
    /// Risk differences are given per so many people.
    pub people: u32,
}

impl Options {
    /// For a figure on the screen, `pixels` CSS pixels wide.
    #[must_use]
    pub fn screen(pixels: f64, locale: Locale) -> Self {
        Self {
            locale,
            width: pixels * POINTS_PER_PIXEL,
            text_size: text_size_on_screen(pixels),
            people: 1_000,
        }
    }

    /// For a page by name.
    #[must_use]
    pub fn page(page: Page, locale: Locale) -> Self {
        Self {
            locale,
            width: page.width(),
            text_size: page.text_size(),
            people: 1_000,
        }
    }

    /// For a figure over the two columns of a journal, 174 mm wide.
    #[must_use]
    pub fn two_columns(locale: Locale) -> Self {
        Self::page(Page::TwoColumns, locale)
    }
}
