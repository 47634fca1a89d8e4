//! Whom and what a sentence is about: the outcome, the two sides, the trials behind the rows of an answer.

use super::{Locale, exclusions, names, number, taken, tr, translate, translate_in};
use crate::analysis::{ExcludedTrial, LeftOut, Prepared};
use crate::data::{ConfidenceLevel, Outcome, Review, TrialId};

/// The names that the sentences about one outcome need.
#[derive(Clone, Debug, PartialEq)]
pub struct Subject<'a> {
    /// The review it is about.
    pub review: &'a Review,
    /// The outcome as its heading names it.
    pub outcome: &'a str,
    /// What the experimental arms received.
    pub experimental: &'a str,
    /// What the control arms received, as it stands within a sentence.
    pub control: String,
    /// Whether more of the outcome is worse.
    pub more_is_worse: bool,
    /// The trial behind each row of the answer, by name.
    pub trials: Vec<&'a str>,
    /// How many trials are behind the rows: a trial with several comparisons is one.
    pub pooled: usize,
    /// Trials of the review that could have reported the outcome to the pool.
    pub included: usize,
    /// Trials that reported it with numbers that can be pooled, and that the reviewers left out.
    pub excluded: Vec<&'a ExcludedTrial>,
    /// Trials that reported the outcome with numbers that cannot be pooled yet.
    pub unusable: usize,
    /// The outcome in full.
    pub described: &'a Outcome,
    /// The trial behind each row of the answer.
    pub rows: &'a [TrialId],
    /// The level of its intervals.
    pub level: ConfidenceLevel,
    /// How numbers are written.
    pub locale: Locale,
}

impl<'a> Subject<'a> {
    /// The names for one outcome of a review and what was prepared for it.
    #[must_use]
    pub fn of(
        review: &'a Review,
        outcome: &'a Outcome,
        prepared: &'a Prepared,
        locale: Locale,
    ) -> Self {
        let rows = prepared.request.trials.iter();
        Self {
            review,
            outcome: or(&outcome.name, translate("This outcome")),
            experimental: names::side_inside(or(
                &review.experimental_label,
                translate("the treatment"),
            )),
            control: names::control_inside(names::side_inside(or(
                &review.control_label,
                translate("control"),
            ))),
            more_is_worse: outcome.more_is_worse,
            trials: rows.map(|row| row.label.as_str()).collect(),
            pooled: prepared.pooled(),
            included: prepared.included,
            excluded: prepared
                .excluded
                .iter()
                .filter(|trial| trial.data.is_some())
                .collect(),
            unusable: prepared
                .left_out
                .iter()
                .filter(|(_, reason)| {
                    matches!(
                        reason,
                        LeftOut::Problem | LeftOut::Repeated | LeftOut::Incomplete
                    )
                })
                .count(),
            described: outcome,
            rows: &prepared.rows,
            level: prepared.request.level,
            locale,
        }
    }

    /// How the numbers of single trials were taken, as a sentence; empty where nothing needs to be said.
    #[must_use]
    pub fn taken(&self) -> String {
        taken::sentence(self.review, self.described, self.rows, self.locale)
    }

    /// The outcome within a sentence: "deaths".
    #[must_use]
    pub fn outcome_inside(&self) -> String {
        names::outcome_inside(self.outcome)
    }

    /// "was" or "were", as the outcome's name asks for.
    #[must_use]
    pub fn was(&self) -> &'static str {
        if is_plural(self.outcome) {
            translate("were")
        } else {
            translate("was")
        }
    }

    /// Who reported the outcome: "24 of 40 trials"; where the reviewers left some out, "4 of 40 trials reported it, 1 left out
    /// by the reviewers (wrong population)".
    #[must_use]
    pub fn reporting(&self) -> String {
        self.reporting_what(translate_in("outcome", "it"))
    }

    /// The same, with what was reported.
    #[must_use]
    pub fn reporting_what(&self, what: &str) -> String {
        let reported = self.pooled + self.excluded.len();
        let reported = self.of_all(reported);
        match exclusions::counted(&self.excluded, self.locale) {
            Some(left_out) => tr!(
                "{reported} reported {what}, {left_out}",
                reported,
                what,
                left_out
            ),
            None => reported,
        }
    }

    /// The trials whose numbers are pooled: "23 of 40 trials".
    #[must_use]
    pub fn pooled(&self) -> String {
        self.of_all(self.pooled)
    }

    /// What stands before "trial" where something is said of the pooled trials that may not hold of those left out: "pooled "
    /// with the space behind it, or nothing.
    #[must_use]
    pub fn pooled_word(&self) -> &'static str {
        if self.excluded.is_empty() {
            ""
        } else {
            translate("pooled ")
        }
    }

    /// The same in the short form of a list: "24 of 40 trials, 1 left out".
    #[must_use]
    pub fn reporting_short(&self) -> String {
        let reported = self.of_all(self.pooled + self.excluded.len());
        match self.excluded.len() {
            0 => reported,
            left_out => tr!(
                "{reported}, {} left out",
                number::count(left_out as u64, self.locale),
                reported
            ),
        }
    }

    fn of_all(&self, some: usize) -> String {
        tr!(
            "{} of {}",
            number::count(some as u64, self.locale),
            trials(self.included, self.locale)
        )
    }

    /// The name of the trial of a row of the answer, as it was typed.
    #[must_use]
    pub fn trial(&self, row: usize) -> &'a str {
        let name = self.trials.get(row).copied().unwrap_or_default();
        if name.trim().is_empty() {
            names::trial(name)
        } else {
            name
        }
    }

    /// What the arms of one side received.
    #[must_use]
    pub fn side(&self, experimental: bool) -> &str {
        if experimental {
            self.experimental
        } else {
            &self.control
        }
    }
}

/// "1 trial", "24 trials".
#[must_use]
pub fn trials(trials: usize, locale: Locale) -> String {
    let counted = number::count(trials as u64, locale);
    if trials == 1 {
        tr!("{counted} trial", counted)
    } else {
        tr!("{counted} trials", counted)
    }
}

fn or<'a>(text: &'a str, otherwise: &'a str) -> &'a str {
    if text.trim().is_empty() {
        otherwise
    } else {
        text.trim()
    }
}

/// Whether an English name is a plural: its last word before any "or", "of", "in" or comma ends in a plural s.
fn is_plural(name: &str) -> bool {
    let head = name
        .split([',', '(', ':', ';'])
        .next()
        .unwrap_or_default()
        .split_whitespace()
        .take_while(|word| {
            !matches!(
                *word,
                "of" | "in" | "at" | "with" | "within" | "after" | "during"
            )
        })
        .last()
        .unwrap_or_default()
        .to_ascii_lowercase();
    head.ends_with('s')
        && !["ss", "is", "us", "itis", "osis", "diabetes", "herpes"]
            .iter()
            .any(|singular| head.ends_with(singular))
}
