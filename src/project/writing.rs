//! Keeps the paragraphs of the report that were written by hand, to what the review has.

use std::collections::BTreeSet;

use super::apply::checked;
use super::{Limit, Project, Refused};
use crate::data::{EditedParagraph, Topic};

impl Project {
    pub(super) fn write_paragraph(&mut self, paragraph: &EditedParagraph) -> Result<(), Refused> {
        if let Topic::Outcome(outcome) = paragraph.topic
            && self.review.outcome(outcome).is_none()
        {
            return Err(Refused::NoSuchOutcome(outcome));
        }
        // Only measured: where its numbers stand is told by their places.
        checked(&paragraph.text)?;
        let mut paragraph = paragraph.clone();
        paragraph.keep_what_fits();
        let paragraphs = &mut self.settings.paragraphs;
        match paragraphs.binary_search_by_key(&paragraph.topic, |one| one.topic) {
            Ok(place) => {
                if let Some(kept) = paragraphs.get_mut(place) {
                    *kept = paragraph;
                }
            }
            Err(_) if paragraphs.len() >= Limit::PARAGRAPHS => {
                return Err(Refused::TooMuch(Limit::Paragraphs(Limit::PARAGRAPHS)));
            }
            Err(place) => paragraphs.insert(place, paragraph),
        }
        Ok(())
    }

    /// Forgets paragraphs about outcomes that the review does not have (any more).
    pub(super) fn forget_paragraphs_of_what_is_gone(&mut self) {
        let review = &self.review;
        self.settings
            .paragraphs
            .retain(|paragraph| match paragraph.topic {
                Topic::Outcome(outcome) => review.outcome(outcome).is_some(),
                Topic::Trials | Topic::Pooling | Topic::Checks | Topic::Overview | Topic::Plain => {
                    true
                }
            });
    }

    /// Puts right what a document from outside says of paragraphs: one a topic, in their order, none too long, numbers
    /// where they stand.
    pub(super) fn mend_paragraphs(&mut self) {
        self.forget_paragraphs_of_what_is_gone();
        let paragraphs = &mut self.settings.paragraphs;
        let mut seen = BTreeSet::new();
        paragraphs.retain(|paragraph| {
            paragraph.text.len() <= Limit::TEXT && seen.insert(paragraph.topic)
        });
        paragraphs.sort_by_key(|paragraph| paragraph.topic);
        paragraphs.truncate(Limit::PARAGRAPHS);
        for paragraph in paragraphs {
            paragraph.keep_what_fits();
        }
    }
}
