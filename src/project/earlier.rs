//! Edits what other reviews published.

use std::sync::Arc;

use super::apply::{change_shared, within_limits};
use super::{Project, Refused};
use crate::data::{EarlierResult, EarlierReview, OutcomeId};

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

    /// Lets the first result of a review for an outcome be a prior of its effect, with a weight in percent, and no other result;
    /// `None` lets no result be one.
    pub(super) fn set_earlier_prior(
        &mut self,
        outcome: OutcomeId,
        prior: Option<(usize, u8)>,
    ) -> Result<(), Refused> {
        if self.review.outcome(outcome).is_none() {
            return Err(Refused::NoSuchOutcome(outcome));
        }
        let is_of = |result: &EarlierResult| result.outcome == Some(outcome);
        if let Some((place, percent)) = prior {
            let chosen = self.review.earlier.get(place);
            let has_result = chosen.is_some_and(|chosen| chosen.results.iter().any(is_of));
            if !has_result || !EarlierResult::is_prior_weight(percent) {
                return Err(Refused::NoSuchEarlier);
            }
        }
        for (place, review) in self.review.earlier.iter_mut().enumerate() {
            let mut weight = prior.filter(|(chosen, _)| *chosen == place);
            change_shared(review, |review| {
                for result in review.results.iter_mut().filter(|result| is_of(result)) {
                    result.prior_weight = weight.take().map(|(_, percent)| percent);
                }
            });
        }
        Ok(())
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
                        // It was chosen as a prior of that outcome alone.
                        result.prior_weight = None;
                    }
                }
            });
        }
    }
}
