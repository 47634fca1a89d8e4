//! Writes everything that the program says: numbers, names of methods, notes, problems, sentences. The locale is an
//! argument.
//!
//! [`number`] writes numbers, [`effects`] writes them on the scale on which an effect is read, and [`names`] names
//! measures and methods; each of the three is the only place that does. [`confidence`] writes the level of intervals. A [`Subject`] holds the names that the
//! sentences about one outcome need: [`sentences`] for the outcome itself, [`cards`] for the three questions under its
//! figure, [`notes`] for what a reader must know, [`undefined`] for why there is no number, [`number_needed`] for how many people one event more or fewer
//! takes. [`forest`], [`subgroups`] and
//! [`safety_profile`] write what stands in figures, [`figures`] names what can be chosen about them, [`mark_details`] tells
//! of the trial that is pointed at, and [`downloads`] of figures that become files. [`problems`] speaks of the data,
//! [`files`] of files that are not read, [`registry`] of records that are read, [`risk_of_bias`] of judgements, [`taken`] of
//! how the numbers of single trials were taken, [`sensitivity`] of analyses beside the main one, [`agreement`] of results that came with a file, [`interface`] of the page,
//! [`explanations`] of terms of art.
//!
//! ```
//! use trialpool::analysis::{answer, prepare};
//! use trialpool::data::Settings;
//! use trialpool::read::examples;
//! use trialpool::wording::{Locale, Subject, names, number, sentences};
//!
//! let review = examples::review("bcg-vaccine").ok_or("no such example")?;
//! let outcome = &review.outcomes[0];
//! let prepared = prepare(&review, &Settings::default(), outcome.id).ok_or("no such outcome")?;
//! let response = answer(&prepared.request);
//! let subject = Subject::of(&review, outcome, &prepared, Locale::DecimalPoint);
//!
//! assert_eq!(
//!     names::plan(response.plan),
//!     "Random effects (REML), Hartung–Knapp with safeguard, 0.5 added in trials with an empty cell"
//! );
//! let said = sentences::outcome(&response, &subject);
//! assert!(said.starts_with("Tuberculosis was reported less often with BCG: 1,065 of 191,064 against 1,510 of 166,283"));
//! assert_eq!(number::ratio(0.6352, Locale::DecimalComma), "0,64");
//! # Ok::<(), &str>(())
//! ```

pub mod agreement;
pub mod cards;
pub mod confidence;
pub mod downloads;
pub mod effects;
pub mod exclusions;
pub mod explanations;
pub mod figures;
pub mod files;
pub mod forest;
pub mod interface;
pub mod levels;
pub mod mark_details;
pub mod names;
pub mod notes;
pub mod number;
pub mod number_needed;
pub mod problems;
pub mod registry;
pub mod risk_of_bias;
pub mod safety_profile;
pub mod sensitivity;
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
