//! Edits what other reviews published.

use std::sync::Arc;

use super::apply::{change_shared, within_limits};
use super::{Project, Refused};
use crate::data::{EarlierReview, OutcomeId};

impl Project {
    /// Adds reviews at the end, each result beside the outcome of its name. One that is there by its name is taken the place
    /// of.
    pub(super) fn add_earlier(&mut self, reviews: &[EarlierReview]) -> Result<(), Refused> {
        for review in reviews {
            let mut review = review.clone();
            review.mark_infinite();
            review.link(&self.review.outcomes);
            let earlier = &mut self.review.earlier;
            let same = earlier.iter().position(|known| known.name == review.name);
            match same.and_then(|same| earlier.get_mut(same)) {
                Some(known) => change_shared(known, |known| *known = review),
                None => earlier.push(Arc::new(review)),
            }
        }
        within_limits(&self.review)
    }

    /// Puts a review in the place of another.
    pub(super) fn change_earlier(
        &mut self,
        place: usize,
        review: &EarlierReview,
    ) -> Result<(), Refused> {
        let known = self.review.earlier.get_mut(place);
        let known = known.ok_or(Refused::NoSuchEarlier)?;
        let mut review = review.clone();
        review.mark_infinite();
        change_shared(known, |known| *known = review);
        within_limits(&self.review)
    }

    pub(super) fn remove_earlier(&mut self, place: usize) -> Result<(), Refused> {
        if place >= self.review.earlier.len() {
            return Err(Refused::NoSuchEarlier);
        }
        self.review.earlier.remove(place);
        Ok(())
    }

    /// Puts results that stand beside one outcome beside another, or beside none.
    pub(super) fn move_earlier(&mut self, from: OutcomeId, to: Option<OutcomeId>) {
        for review in &mut self.review.earlier {
            change_shared(review, |review| {
                for result in &mut review.results {
                    if result.outcome == Some(from) {
                        result.outcome = to;
                    }
                }
            });
        }
    }
}
