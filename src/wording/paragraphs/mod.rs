//! Writes the report: methods and results in paragraphs that follow from what was done, a summary without terms of art, and
//! what becomes of a paragraph that somebody edits.
//!
//! [`all`] writes the paragraphs of a review. A [`Paragraph`] is a list of pieces: words, numbers with what they are, and
//! citations; its numbers are written by the functions that write them in figures and tables. [`edited`] keeps a paragraph
//! that was written by hand and tells which of its numbers have moved on. [`Numbered`] gives the citations of a whole
//! report their numbers.

mod checks;
pub mod edited;
mod numbered;
mod overview;
mod plain;
mod pooling;
mod prose;
mod results;
mod trials;

use std::collections::BTreeSet;

pub use numbered::Numbered;
pub use prose::{Number, Paragraph, Piece};

use super::{Locale, Subject, number};
use crate::analysis::{MainAnalysis, Prepared, Response, SensitivityAnswer};
use crate::data::{Outcome, OutcomeId, Review, Settings, Topic, capitalized};
use crate::wording::{Text, tr, translate};

/// An outcome with what was asked and answered about it.
#[derive(Clone, Copy, Debug)]
pub struct OutcomeAnswers<'a> {
    /// The outcome.
    pub outcome: &'a Outcome,
    /// What was asked.
    pub prepared: &'a Prepared,
    /// What was answered.
    pub response: &'a Response,
    /// Its sensitivity analyses.
    pub sensitivity: &'a [SensitivityAnswer],
}

/// A review with the answers to all its outcomes, in the order of the panel.
#[derive(Clone, Copy, Debug)]
pub struct ReviewAnswers<'a> {
    /// The review.
    pub review: &'a Review,
    /// What was chosen for it.
    pub settings: &'a Settings,
    /// The outcomes whose plan the reviewers chose.
    pub chosen: &'a BTreeSet<OutcomeId>,
    /// The outcomes.
    pub outcomes: &'a [OutcomeAnswers<'a>],
    /// How numbers are written.
    pub locale: Locale,
}

impl<'a> ReviewAnswers<'a> {
    fn subject(&self, answers: &OutcomeAnswers<'a>) -> Subject<'a> {
        Subject::of(self.review, answers.outcome, answers.prepared, self.locale)
    }

    /// The names of outcomes as they stand within a sentence.
    fn names<'b>(&self, outcomes: impl IntoIterator<Item = &'b OutcomeAnswers<'a>>) -> Vec<String>
    where
        'a: 'b,
    {
        let outcomes = outcomes.into_iter();
        outcomes
            .map(|answers| self.subject(answers).outcome_inside())
            .collect()
    }
}

impl<'a> OutcomeAnswers<'a> {
    fn main(&self) -> MainAnalysis<'a> {
        MainAnalysis {
            prepared: self.prepared,
            response: self.response,
        }
    }
}

/// All paragraphs of a review in their order: methods, results outcome by outcome, the plain summary.
#[must_use]
pub fn all(review: &ReviewAnswers<'_>) -> Vec<Paragraph> {
    let mut paragraphs = vec![
        trials::paragraph(review),
        pooling::paragraph(review),
        checks::paragraph(review),
        overview::paragraph(review),
    ];
    let outcomes = review.outcomes.iter();
    paragraphs.extend(outcomes.map(|answers| results::paragraph(review, answers)));
    paragraphs.push(plain::paragraph(review));
    paragraphs
}

/// What heads a paragraph.
#[must_use]
pub fn heading(topic: Topic, review: &Review) -> String {
    match topic {
        Topic::Trials => translate("Trials and data").to_owned(),
        Topic::Pooling => translate("Pooling").to_owned(),
        Topic::Checks => translate("Risk of bias and sensitivity").to_owned(),
        Topic::Overview => translate("All outcomes").to_owned(),
        Topic::Plain => translate("In plain words").to_owned(),
        Topic::Outcome(outcome) => review
            .outcome(outcome)
            .map(|outcome| outcome.name.trim())
            .filter(|name| !name.is_empty())
            .unwrap_or(translate("This outcome"))
            .to_owned(),
    }
}

/// The caption of a page of a figure: "Death.", "Death, part 1 of 2."
#[must_use]
pub fn caption(figure: &str, page: usize, pages: usize, locale: Locale) -> String {
    let name = capitalized(figure.trim());
    if pages < 2 {
        return tr!("{name}.", name);
    }
    let [page, pages] = [page, pages].map(|count| number::count(count as u64, locale));
    tr!("{name}, part {page} of {pages}.", name, page, pages)
}

/// A part of the report, as it is chosen to be shown.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Part {
    /// Methods and results.
    #[default]
    MethodsAndResults,
    /// Methods alone.
    Methods,
    /// Results alone.
    Results,
    /// The summary without terms of art.
    Plain,
}

impl Part {
    /// All of them, in the order in which they are offered.
    pub const ALL: [Self; 4] = [
        Self::MethodsAndResults,
        Self::Methods,
        Self::Results,
        Self::Plain,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::MethodsAndResults => translate("Methods and results"),
            Self::Methods => METHODS.text(),
            Self::Results => RESULTS.text(),
            Self::Plain => PLAIN.text(),
        }
    }

    /// Whether a paragraph belongs to it.
    #[must_use]
    pub const fn holds(self, topic: Topic) -> bool {
        match (self, topic) {
            (
                Self::MethodsAndResults | Self::Methods,
                Topic::Trials | Topic::Pooling | Topic::Checks,
            )
            | (Self::MethodsAndResults | Self::Results, Topic::Overview | Topic::Outcome(_))
            | (Self::Plain, Topic::Plain) => true,
            (Self::Methods | Self::Results | Self::Plain | Self::MethodsAndResults, _) => false,
        }
    }
}

/// Heads the methods.
pub const METHODS: Text = Text("Methods");
/// Heads the results.
pub const RESULTS: Text = Text("Results");
/// Heads the plain summary.
pub const PLAIN: Text = Text("Plain summary");
/// Heads the list of works.
pub const REFERENCES: Text = Text("References");
/// Said over the paragraphs: what they are.
pub const HINT: Text = Text(
    "Written from the data and from what was chosen; every number is that of the figure, and leads to it. What the review does not hold is not said: search, selection of trials, registration.",
);
/// Said of a paragraph that is written anew with every change.
pub const FOLLOWS: Text = Text("follows the data");
/// Begins to edit a paragraph.
pub const EDIT: Text = Text("Edit");
/// Keeps what was typed.
pub const DONE: Text = Text("Done");
/// Lets a paragraph follow the data again.
pub const FOLLOW_AGAIN: Text = Text("Follow the data again");
/// Puts the present numbers in the place of those that were.
pub const TAKE: Text = Text("Take the new numbers");
/// Leaves the numbers as they were written.
pub const KEEP: Text = Text("Keep");
/// Shows further paragraphs.
pub const MORE: Text = Text("Show more paragraphs");
/// Copies what is shown.
pub const COPY: Text = Text("Copy");
/// Said when it was copied.
pub const COPIED: Text = Text("Copied: paste it where you write.");
/// Said when it could not be copied.
pub const NOT_COPIED: Text =
    Text("The browser does not let the page copy. Select the text and copy it instead.");
/// What the choice of a part is called.
pub const SHOW: Text = Text("Show");
/// What can be typed about works.
pub const CITING: Text =
    Text("A work between brackets, such as [Mantel and Haenszel 1959], is cited and listed.");
