//! How many trials meet the items of a checklist.

use super::Proportion;
use crate::data::{
    Checklist, Checklists, ConfidenceLevel, EarlierShare, ItemAnswer, ItemId, Review, Settings,
    Trial,
};

/// How many trials meet an item.
#[derive(Clone, Debug, PartialEq)]
pub struct ItemShare {
    /// The item.
    pub item: ItemId,
    /// The trials of this review.
    pub here: Share,
    /// Trials of which it is not stated: they count as not meeting it.
    pub not_stated: u64,
    /// Trials to which it does not apply: they do not count.
    pub not_applicable: u64,
    /// Trials that were not read for it yet: they do not count.
    pub not_read: u64,
    /// What earlier reviews found.
    pub earlier: Vec<(EarlierShare, Share)>,
}

/// A share of trials with its interval.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Share {
    /// Trials that meet the item.
    pub met: u64,
    /// Trials that count.
    pub of: u64,
    /// Lower and upper limit of Wilson's interval (1927; R: `prop.test(correct = FALSE)`), between 0 and 1; `None` where no
    /// trial counts.
    pub limits: Option<(f64, f64)>,
}

impl Share {
    /// The share of so many trials.
    #[must_use]
    pub fn new(met: u64, of: u64, level: ConfidenceLevel) -> Self {
        let share = Proportion {
            events: met,
            total: of,
        };
        Self {
            met,
            of,
            limits: share.is_possible().then(|| share.wilson(level)),
        }
    }

    /// The share itself, between 0 and 1; `None` where no trial counts.
    #[must_use]
    pub fn value(&self) -> Option<f64> {
        (self.of > 0).then(|| self.met as f64 / self.of as f64)
    }
}

/// The trials of a review that its checklists ask about: all but those that it set aside as not randomized, and those that the
/// reviewers left out of every outcome.
pub fn listed_trials<'a>(
    review: &'a Review,
    settings: &'a Settings,
) -> impl Iterator<Item = &'a Trial> {
    let trials = review.trials.iter().map(|trial| &**trial);
    trials.filter(|trial| {
        let is_in = trial.randomized.is_pooled() || settings.include_not_randomized;
        is_in && !settings.leaves_out(trial.id)
    })
}

/// How many trials meet each item of a checklist, in its order.
#[must_use]
pub fn item_shares(review: &Review, settings: &Settings, checklist: Checklist) -> Vec<ItemShare> {
    let none = Checklists::default();
    let checklists = review.checklists.as_deref().unwrap_or(&none);
    let level = settings.level;
    let items = checklists.items(checklist).into_iter();
    items
        .map(|item| {
            let mut counts = [0_u64; 4];
            let mut not_read = 0;
            for trial in listed_trials(review, settings) {
                let answered = checklists.answered(trial.id, item);
                match answered.and_then(|answered| answered.answer) {
                    Some(answer) => counts[place(answer)] += 1,
                    None => not_read += 1,
                }
            }
            let [met, not_met, not_stated, not_applicable] = counts;
            let earlier = checklists.earlier_of(item).cloned().map(|share| {
                let counted = Share::new(u64::from(share.met), u64::from(share.of), level);
                (share, counted)
            });
            ItemShare {
                item,
                here: Share::new(met, met + not_met + not_stated, level),
                not_stated,
                not_applicable,
                not_read,
                earlier: earlier.collect(),
            }
        })
        .collect()
}

const fn place(answer: ItemAnswer) -> usize {
    match answer {
        ItemAnswer::Yes => 0,
        ItemAnswer::No => 1,
        ItemAnswer::NotStated => 2,
        ItemAnswer::NotApplicable => 3,
    }
}
