//! Everything that is said: numbers, names of methods, notes, problems, sentences. The locale is an argument.

pub mod names;
pub mod number;

use crate::data::Settings;

/// How numbers are written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Locale {
    /// 1.25 and 1,250.
    #[default]
    DecimalPoint,
    /// 1,25 and 1 250.
    DecimalComma,
}

impl Locale {
    /// The locale that the settings of a review ask for.
    #[must_use]
    pub fn of(settings: &Settings) -> Self {
        if settings.decimal_comma {
            Self::DecimalComma
        } else {
            Self::DecimalPoint
        }
    }
}
