//! Edits what is judged of the certainty of results, and keeps it to what the review has.

use std::collections::BTreeSet;

use super::apply::{change_shared, checked};
use super::{CertaintyEdit, Limit, Project, Refused};
use crate::data::{CertaintyJudged, ComparedArms, OutcomeId, Review, Role};

impl Project {
    /// Changes what is judged of the certainty of an outcome in the comparison that the review makes now.
    pub(super) fn judge_certainty(
        &mut self,
        outcome: OutcomeId,
        edit: &CertaintyEdit,
    ) -> Result<(), Refused> {
        if self.review.outcome(outcome).is_none() {
            return Err(Refused::NoSuchOutcome(outcome));
        }
        let sides = ComparedArms::of(&self.review).sides;
        let mut grading = (*self.review.grading).clone();
        let judged = grading.outcomes.entry(outcome).or_default();
        let place = judged.iter().position(|judged| judged.is_of(&sides));
        let mut next = place
            .and_then(|place| judged.get(place).cloned())
            .unwrap_or_default();
        edited(&mut next, edit)?;
        next.compared = sides;
        match (place, next.is_empty()) {
            (Some(place), true) => {
                judged.remove(place);
            }
            (Some(place), false) => {
                if let Some(kept) = judged.get_mut(place) {
                    *kept = next;
                }
            }
            (None, true) => {}
            (None, false) if judged.len() >= Limit::COMPARISONS => {
                return Err(Refused::TooMuch(Limit::Comparisons(Limit::COMPARISONS)));
            }
            (None, false) => judged.push(next),
        }
        if judged.is_empty() {
            grading.outcomes.remove(&outcome);
        }
        change_shared(&mut self.review.grading, |kept| *kept = grading);
        Limit::check(&self.review).map_err(Refused::TooMuch)
    }

    /// Chooses the outcomes of the summary of findings; nothing lets it follow what is judged.
    pub(super) fn choose_summary(
        &mut self,
        chosen: Option<&BTreeSet<OutcomeId>>,
    ) -> Result<(), Refused> {
        for outcome in chosen.into_iter().flatten() {
            if self.review.outcome(*outcome).is_none() {
                return Err(Refused::NoSuchOutcome(*outcome));
            }
        }
        change_shared(&mut self.review.grading, |grading| {
            grading.summary = chosen.cloned();
        });
        Ok(())
    }

    /// Forgets what is judged of an outcome that is removed.
    pub(super) fn forget_certainty_of_what_is_gone(&mut self) {
        forget(&mut self.review);
    }

    /// Lets what was judged of a comparison follow when its two sides are exchanged; what was judged of others stays.
    pub(super) fn exchange_sides_of_certainty(&mut self, before: &ComparedArms) {
        change_shared(&mut self.review.grading, |grading| {
            let judged = grading.outcomes.values_mut().flatten();
            for judged in judged.filter(|judged| judged.is_of(&before.sides)) {
                for role in judged.compared.values_mut() {
                    *role = match role {
                        Role::Experimental => Role::Control,
                        Role::Control => Role::Experimental,
                        Role::Ignored => Role::Ignored,
                    };
                }
            }
        });
    }
}

fn edited(judged: &mut CertaintyJudged, edit: &CertaintyEdit) -> Result<(), Refused> {
    match edit {
        CertaintyEdit::Start(start) => judged.start = *start,
        CertaintyEdit::StartReason(reason) => judged.start_reason = checked(reason)?,
        CertaintyEdit::Rate(domain, seriousness) => {
            if seriousness.is_some_and(|found| !domain.choices().contains(&found)) {
                return Err(Refused::NoSuchRating);
            }
            judged.down.entry(*domain).or_default().seriousness = *seriousness;
        }
        CertaintyEdit::Reason(domain, reason) => {
            judged.down.entry(*domain).or_default().reason = checked(reason)?;
        }
        CertaintyEdit::Take(domain, seriousness, reason) => {
            if !domain.choices().contains(seriousness) {
                return Err(Refused::NoSuchRating);
            }
            let rated = judged.down.entry(*domain).or_default();
            rated.seriousness = Some(*seriousness);
            rated.reason = checked(reason)?;
        }
        CertaintyEdit::Raise(domain, raise) => {
            if !domain.choices().contains(raise) {
                return Err(Refused::NoSuchRating);
            }
            judged.up.entry(*domain).or_default().raise = *raise;
        }
        CertaintyEdit::RaiseReason(domain, reason) => {
            judged.up.entry(*domain).or_default().reason = checked(reason)?;
        }
    }
    judged.keep_what_fits();
    Ok(())
}

/// Puts right what a damaged or hand-written document says of the certainty: outcomes that there are not, domains that rate
/// further than they can, two judgements of one comparison, places in which nothing is said.
pub(super) fn mend(review: &mut Review) {
    if review.grading.is_empty() {
        return;
    }
    forget(review);
    change_shared(&mut review.grading, |grading| {
        for judged in grading.outcomes.values_mut() {
            for one in judged.iter_mut() {
                one.keep_what_fits();
            }
            let mut seen = BTreeSet::new();
            judged.retain(|one| {
                let sides: Vec<_> = one.compared.clone().into_iter().collect();
                let sides = sides.into_iter().map(|(arm, role)| (arm, role as u8));
                !one.is_empty() && seen.insert(sides.collect::<Vec<_>>())
            });
            judged.truncate(Limit::COMPARISONS);
        }
        grading.outcomes.retain(|_, judged| !judged.is_empty());
    });
}

fn forget(review: &mut Review) {
    let outcomes: BTreeSet<OutcomeId> = review.outcomes.iter().map(|one| one.id).collect();
    if !review.grading.is_empty() {
        change_shared(&mut review.grading, |grading| {
            grading.forget_what_is_gone(|outcome| outcomes.contains(&outcome));
        });
    }
}
