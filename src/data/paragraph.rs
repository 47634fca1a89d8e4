//! Paragraphs of the report that somebody wrote by hand, with the numbers from which they were written.
//!
//! The program writes every paragraph anew from the data. One that was edited is kept as it was written; where its numbers
//! stand in it is kept beside it, so that it can say when the results have moved on.

use serde::{Deserialize, Serialize};

use super::{OutcomeId, Settings};

/// What a paragraph of the report is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Topic {
    /// Methods: the trials and the numbers taken from them.
    Trials,
    /// Methods: how trials were pooled.
    Pooling,
    /// Methods: the risk of bias and what was done to see whether results hold.
    Checks,
    /// Results: all outcomes together.
    Overview,
    /// Results: one outcome.
    Outcome(OutcomeId),
    /// A summary without terms of art.
    Plain,
}

/// Which sentence of a paragraph a number stands in. Sentences come and go with the data: what a number is of is told by
/// its sentence, so that it is found again.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sentence {
    /// How many trials there are.
    Trials,
    /// Trials that are left out.
    LeftOut,
    /// Arms that were added up, designs, time points.
    Taken,
    /// How outcomes were pooled, one group of outcomes after the other.
    Plan(u32),
    /// The level of intervals.
    Level,
    /// What was done about empty cells.
    Zeros,
    /// Effects per so many people.
    Absolute,
    /// How much trials differ.
    Heterogeneity,
    /// The risk of bias.
    RiskOfBias,
    /// A sensitivity analysis, by its place.
    Sensitivity(u32),
    /// An earlier estimate as a prior.
    EarlierPrior,
    /// What was pooled, and what came of it.
    Result,
    /// How an interval lies to no difference.
    Reading,
    /// What a reader must know, by its place.
    Note(u32),
    /// What could be hidden behind no event.
    Bound(u32),
    /// Everything else.
    Other,
}

/// What a number of a paragraph is: of which outcome, in which sentence, the how-manieth there.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub struct NumberKey {
    /// The outcome; `None` where it is one of the whole review.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<OutcomeId>,
    /// The sentence.
    pub sentence: Sentence,
    /// Its place among the numbers of the sentence, from 0.
    pub place: u32,
}

/// A number that stands in a paragraph written by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WrittenNumber {
    /// What it is.
    pub key: NumberKey,
    /// Where it begins, in bytes of the text.
    pub at: usize,
    /// How it stands there.
    pub shown: String,
    /// What the number was when somebody last looked at it: the paragraph has fallen behind where it is another now.
    pub known: String,
}

/// A paragraph that was written by hand.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EditedParagraph {
    /// What it is about.
    pub topic: Topic,
    /// Its text; works are cited as "[Mantel and Haenszel 1959]".
    pub text: String,
    /// The numbers from which it was written, in the order of the text; no two overlap.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub numbers: Vec<WrittenNumber>,
}

impl EditedParagraph {
    /// Forgets what is said of numbers that do not stand where it says, or that overlap: a paragraph from outside.
    pub fn keep_what_fits(&mut self) {
        let text = &self.text;
        let mut end = 0;
        self.numbers.retain(|number| {
            let stop = number.at.saturating_add(number.shown.len());
            let fits = number.at >= end
                && !number.shown.is_empty()
                && text.get(number.at..stop) == Some(number.shown.as_str());
            if fits {
                end = stop;
            }
            fits
        });
    }
}

impl Settings {
    /// The paragraph of a topic, where it was written by hand.
    #[must_use]
    pub fn paragraph(&self, topic: Topic) -> Option<&EditedParagraph> {
        self.paragraphs.iter().find(|one| one.topic == topic)
    }
}
