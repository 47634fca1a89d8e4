//! Everything that is said: numbers, names of methods, notes, problems, sentences. The locale is an argument.
//!
//! [`number`] writes numbers, [`effects`] writes them on the scale on which an effect is read, and [`names`] names
//! measures and methods; each of the three is the only place that does. A [`Subject`] holds the names that the
//! sentences about one outcome need: [`sentences`] for the outcome itself, [`cards`] for the three questions under its
//! figure, [`notes`] for what a reader must know, [`undefined`] for why there is no number. [`problems`] speaks of the
//! data, [`files`] of files that are not read, [`registry`] of records that are read, [`risk_of_bias`] of judgements, [`taken`] of how
//! the numbers of single trials were taken,
//! [`agreement`] of results that came with a file, [`interface`] of the page, [`downloads`] of figures that become files,
//! [`explanations`] of terms of art.

pub mod agreement;
pub mod cards;
pub mod downloads;
pub mod effects;
pub mod explanations;
pub mod figures;
pub mod files;
pub mod forest;
pub mod interface;
pub mod mark_details;
pub mod names;
pub mod notes;
pub mod number;
pub mod problems;
pub mod registry;
pub mod risk_of_bias;
pub mod safety_profile;
pub mod sentences;
pub mod subgroups;
pub mod subject;
pub mod taken;
pub mod undefined;

pub use subject::Subject;

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
