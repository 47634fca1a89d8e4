//! Writes everything that the program says: numbers, names of methods, notes, problems, sentences. How numbers are written is an
//! argument, the [`Locale`]; the [`language`] is chosen once for a program.
//!
//! [`number`] writes numbers, [`effects`] writes them on the scale on which an effect is read, and [`names`] names
//! measures and methods; each of the three is the only place that does. [`confidence`] writes the level of intervals. A [`Subject`] holds the names that the
//! sentences about one outcome need: [`sentences`] for the outcome itself, [`cards`] for the three questions under its
//! figure, [`notes`] for what a reader must know, [`undefined`] for why there is no number, [`number_needed`] for how many people one event more or fewer
//! takes. [`forest`], [`subgroups`] and
//! [`safety_profile`] write what stands in figures, [`figures`] names what can be chosen about them, [`mark_details`] tells
//! of the trial that is pointed at, and [`downloads`] of figures that become files. [`problems`] speaks of the data,
//! [`files`] of files that are not read, [`registry`] of records that are read, [`risk_of_bias`] of judgements, [`quality`] of how the trials were judged and answered, [`taken`] of
//! how the numbers of single trials were taken, [`sensitivity`] of analyses beside the main one, [`findings`] of what all outcomes come to, [`certainty`] of how sure they are, [`summary`] of both in one table,
//! [`small_study`] of funnels, [`allowances`] of what allows for their asymmetry, [`silent`] of trials that do not report, [`explored`] of subgroups and regression, [`influence`] of what single trials decide, [`trial_plots`] of plots of them, [`subsets`] of all their subsets, [`panel`] of which they are,
//! [`earlier`] of what other reviews published, [`versions`] of what changed since the review was frozen, [`old_and_new`] puts results of both kinds side by side, [`agreement`] of results that came with a file, [`flow`] of how trials came into the review, [`harms_report`] of where the report has what the PRISMA harms checklist asks, [`paragraphs`] writes the report with the works in
//! [`references`], [`interface`] of the page,
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
pub mod allowances;
pub mod cards;
pub mod certainty;
pub mod confidence;
pub mod copas;
pub mod dose_response;
pub mod downloads;
pub mod earlier;
pub mod earlier_prior;
pub mod effects;
pub mod event_class;
pub mod exclusions;
pub mod explanations;
pub mod explored;
pub mod exposure;
pub mod figures;
pub mod files;
pub mod findings;
pub mod flow;
pub mod follow_up_rates;
pub mod forest;
pub mod fragility;
pub mod frame;
pub mod grouped_events;
pub mod handbook;
pub mod harms_report;
pub mod influence;
pub mod interface;
pub mod language;
pub mod levels;
pub mod many;
pub mod mark_details;
pub mod names;
pub mod next_trial;
pub mod notes;
pub mod number;
pub mod number_needed;
pub mod old_and_new;
pub mod panel;
pub mod paragraphs;
pub mod problems;
pub mod quality;
pub mod references;
pub mod registry;
pub mod risk_of_bias;
pub mod safety_profile;
pub mod sensitivity;
pub mod sentences;
pub mod sequential;
pub mod several_numbers;
pub mod silent;
pub mod small_study;
pub mod subgroups;
pub mod subject;
pub mod subsets;
pub mod summary;
pub mod taken;
pub mod trial_plots;
pub mod undefined;
pub mod versions;

pub(crate) use language::tr;
pub use language::{Language, Text, translate, translate_in};
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
