//! Sets what is explored of an outcome, and keeps it to what the review has.

use super::doses::tidy_choices;
use super::lost::are_possible_odds;
use super::{Limit, Project, Refused};
use crate::data::{
    CovariateId, Exploration, LARGEST_NUMBER, Moderator, OutcomeId, PartedBy, Review,
    SequentialDesign, SpreadOfGroups,
};
use crate::read::{Decimal, entry};

/// The numbers that a text means, parted by spaces or semicolons; `None` where something else stands among them.
#[must_use]
pub fn typed_numbers(text: &str, decimal: Decimal) -> Option<Vec<f64>> {
    let parts = text.split([' ', ';', '\u{a0}', '\t']);
    let parts = parts.filter(|part| !part.is_empty());
    parts
        .map(|part| entry::number(part, decimal).value())
        .collect()
}

/// The count that a text of a page's own number field means; `None` for what is no whole number from 0 on.
#[must_use]
pub fn typed_count(text: &str) -> Option<u64> {
    text.trim().parse().ok()
}

/// The design of a sequential analysis with what was typed into one of its fields, in their order: control risk, ratio, diversity,
/// α and power, all but the ratio in percent. Nothing typed is what holds where nobody chose; `None` for what cannot be.
#[must_use]
pub fn with_typed_setting(
    design: &SequentialDesign,
    place: usize,
    typed: &str,
    decimal: Decimal,
) -> Option<SequentialDesign> {
    let number = match typed_numbers(typed, decimal)?.as_slice() {
        [] => None,
        [number] => Some(*number),
        _ => return None,
    };
    let share = number.map(|number| number / 100.0);
    let usual = SequentialDesign::default();
    let mut next = *design;
    match place {
        0 => next.control_risk = share,
        1 => next.ratio = number,
        2 => next.diversity = share,
        3 => next.alpha = share.unwrap_or(usual.alpha),
        _ => next.power = share.unwrap_or(usual.power),
    }
    (next.within_bounds() == next).then_some(next)
}

impl Project {
    /// Puts what is explored of an outcome in the place of what was explored before; nothing explored is forgotten.
    pub(super) fn explore(
        &mut self,
        outcome: OutcomeId,
        exploration: &Exploration,
    ) -> Result<(), Refused> {
        if self.review.outcome(outcome).is_none() {
            return Err(Refused::NoSuchOutcome(outcome));
        }
        let missing = exploration.columns().find(|id| !has(&self.review, *id));
        if let Some(missing) = missing {
            return Err(Refused::NoSuchCovariate(missing));
        }
        for (many, most, limit) in [
            (
                cuts(exploration),
                Exploration::MOST_CUTS,
                Limit::Cuts as fn(usize) -> Limit,
            ),
            (
                exploration.moderators.len(),
                Exploration::MOST_MODERATORS,
                Limit::Moderators,
            ),
            (
                exploration.at.len(),
                Exploration::MOST_PREDICTIONS,
                Limit::Predictions,
            ),
            (
                exploration.dose_response.at.len(),
                Exploration::MOST_PREDICTIONS,
                Limit::Predictions,
            ),
        ] {
            if many > most {
                return Err(Refused::TooMuch(limit(most)));
            }
        }
        let mut exploration = exploration.clone();
        tidy(&mut exploration);
        if exploration == Exploration::default() {
            self.settings.explorations.remove(&outcome);
        } else {
            self.settings.explorations.insert(outcome, exploration);
        }
        Ok(())
    }

    pub(super) fn set_sequential(
        &mut self,
        outcome: OutcomeId,
        design: SequentialDesign,
    ) -> Result<(), Refused> {
        let mut exploration = self.settings.exploration_of(outcome);
        exploration.sequential = design;
        self.explore(outcome, &exploration)
    }

    /// Takes columns and outcomes that the review does not have (any more) out of what is explored, and what no edit could have
    /// put there.
    pub(super) fn forget_explorations_of_what_is_gone(&mut self) {
        let review = &self.review;
        self.settings.explorations.retain(|outcome, exploration| {
            let has_all = |column: Option<CovariateId>| column.is_none_or(|id| has(review, id));
            if exploration
                .parted_by
                .as_ref()
                .is_some_and(|parted| !has_all(parted.column()))
            {
                exploration.parted_by = None;
            }
            exploration
                .moderators
                .retain(|moderator| has_all(moderator.column()));
            tidy(exploration);
            review.outcome(*outcome).is_some() && *exploration != Exploration::default()
        });
    }
}

fn cuts(exploration: &Exploration) -> usize {
    match &exploration.parted_by {
        Some(PartedBy::Cuts { at, .. }) => at.len(),
        Some(PartedBy::Grouping(_)) | None => 0,
    }
}

/// Numbers in their order and each once, moderators each once, and no more of either than can be chosen.
fn tidy(exploration: &mut Exploration) {
    if let Some(PartedBy::Cuts { at, .. }) = &mut exploration.parted_by {
        tidy_numbers(at, Exploration::MOST_CUTS);
        if at.is_empty() {
            exploration.parted_by = None;
        }
    }
    let mut kept: Vec<Moderator> = Vec::new();
    if exploration.parted_by.is_none() {
        exploration.spread_of_groups = SpreadOfGroups::default();
    }
    for moderator in &exploration.moderators {
        if !kept.contains(moderator) {
            kept.push(*moderator);
        }
    }
    kept.truncate(Exploration::MOST_MODERATORS);
    exploration.moderators = kept;
    tidy_numbers(&mut exploration.at, Exploration::MOST_PREDICTIONS);
    exploration
        .missing_odds
        .take_if(|odds| !are_possible_odds(*odds) || *odds == Exploration::USUAL_ODDS);
    exploration.sequential = exploration.sequential.within_bounds();
    tidy_choices(&mut exploration.dose_response);
}

fn tidy_numbers(numbers: &mut Vec<f64>, most: usize) {
    numbers.retain(|number| number.abs() <= LARGEST_NUMBER as f64);
    numbers.sort_by(f64::total_cmp);
    numbers.dedup();
    numbers.truncate(most);
}

fn has(review: &Review, id: CovariateId) -> bool {
    review.covariates.iter().any(|covariate| covariate.id == id)
}
