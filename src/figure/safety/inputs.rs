//! Exactly what a safety profile shows of a review and its answers, as a value that compares cheaply.
//!
//! [`SafetyProfile::of`](super::SafetyProfile::of) reads nothing else, so that equal inputs give equal figures. An edit to a
//! trial that leaves every answer as it was leaves the value equal. Answers are compared by their pointers first.

use crate::data::{Outcome, Review};
use crate::figure::answered::{Answered, equal, equal_by};
use crate::figure::{POINTS_PER_MILLIMETRE, Preset};
use crate::wording::Locale;

/// What the reader chooses about the figure.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Options {
    /// How numbers are written.
    pub locale: Locale,
    /// Width of the page, in points.
    pub width: f64,
    /// Size of the text, in points.
    pub text_size: f64,
    /// Differences are given per so many people.
    pub people: u32,
    /// Whose conventions the figure follows.
    pub preset: Preset,
}

impl Options {
    /// For a page of A4 on its side: 257 mm between its margins.
    #[must_use]
    pub fn landscape(locale: Locale) -> Self {
        Self {
            locale,
            width: 257.0 * POINTS_PER_MILLIMETRE,
            text_size: 8.5,
            people: 1_000,
            preset: Preset::Trialpool,
        }
    }
}

/// What a safety profile is made from. Cloning it copies pointers.
#[derive(Clone, Debug)]
pub struct Inputs {
    pub(super) title: String,
    /// The names of the experimental and the control arms.
    pub(super) arm_labels: [String; 2],
    pub(super) outcomes: Vec<Answered>,
    pub(super) options: Options,
}

impl Inputs {
    /// What the profile of these outcomes shows.
    #[must_use]
    pub fn new(review: &Review, outcomes: Vec<Answered>, options: &Options) -> Self {
        Self {
            title: review.title.clone(),
            arm_labels: [
                review.experimental_label.clone(),
                review.control_label.clone(),
            ],
            outcomes,
            options: *options,
        }
    }
}

impl PartialEq for Inputs {
    fn eq(&self, other: &Self) -> bool {
        let named = |outcome: &Outcome| (outcome.name.clone(), outcome.group.clone());
        let same = |(one, other): (&Answered, &Answered)| {
            equal_by(&one.outcome, &other.outcome, named)
                && equal_by(&one.prepared, &other.prepared, |prepared| {
                    (
                        prepared.pooled(),
                        prepared.included,
                        prepared.excluded.clone(),
                    )
                })
                && equal(&one.response, &other.response)
        };
        self.options == other.options
            && self.title == other.title
            && self.arm_labels == other.arm_labels
            && self.outcomes.len() == other.outcomes.len()
            && self.outcomes.iter().zip(&other.outcomes).all(same)
    }
}
