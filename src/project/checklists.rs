//! Edits the checklists, and keeps them to what the review has.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::apply::checked;
use super::{ChecklistEdit, Limit, Project, Refused, SameTrial};
use crate::data::{AnsweredItem, Checklists, EarlierShare, ItemId, OwnItem, Review, TrialId};

impl Project {
    /// Does an edit of the checklists; one that says what already stands keeps the pointer.
    pub(super) fn edit_checklists(&mut self, edit: &ChecklistEdit) -> Result<(), Refused> {
        let before = self.review.checklists.as_deref();
        let mut next = before.cloned().unwrap_or_default();
        match edit {
            ChecklistEdit::Answer {
                trials,
                item,
                answer,
            } => {
                let trials = self.known_trials(trials)?;
                known(&next, *item)?;
                for trial in trials {
                    change(&mut next, trial, *item, |said| said.answer = *answer);
                }
            }
            ChecklistEdit::Remark {
                trial,
                item,
                remark,
            } => {
                self.known_trials(&[*trial])?;
                known(&next, *item)?;
                let remark = checked(remark)?;
                change(&mut next, *trial, *item, |said| said.remark = remark);
            }
            ChecklistEdit::AddItem { name } => {
                let name = given(name)?;
                let number = self.review.fresh_id();
                next.own.push(OwnItem { number, name });
            }
            ChecklistEdit::RenameItem { item, name } => {
                let name = given(name)?;
                let mut own = next.own.iter_mut();
                let own = own.find(|own| own.number == *item);
                own.ok_or(Refused::NoSuchItem)?.name = name;
            }
            ChecklistEdit::RemoveItem(number) => {
                let removed = ItemId::Own(*number);
                known(&next, removed)?;
                next.own.retain(|own| own.number != *number);
                next.earlier.retain(|share| share.item != removed);
                for answers in next.trials.values_mut() {
                    answers.remove(&removed);
                }
            }
            ChecklistEdit::AddEarlier(shares) => {
                for share in shares {
                    known(&next, share.item)?;
                    add_earlier(&mut next.earlier, share)?;
                }
            }
            ChecklistEdit::RemoveEarlier(place) => {
                if *place >= next.earlier.len() {
                    return Err(Refused::NoSuchEarlierReview);
                }
                next.earlier.remove(*place);
            }
        }
        next.trials.retain(|_, answers| !answers.is_empty());
        set(&mut self.review, next);
        Limit::check(&self.review).map_err(Refused::TooMuch)
    }

    /// Forgets the answers about trials that are removed.
    pub(super) fn forget_answers_of(&mut self, removed: &BTreeSet<TrialId>) {
        let Some(checklists) = &self.review.checklists else {
            return;
        };
        if checklists
            .trials
            .keys()
            .any(|trial| removed.contains(trial))
        {
            let mut next = Checklists::clone(checklists);
            next.trials.retain(|trial, _| !removed.contains(trial));
            set(&mut self.review, next);
        }
    }
}

/// Keeps checklists where they say anything, with the pointer of before where they say the same.
fn set(review: &mut Review, next: Checklists) {
    let before = review.checklists.as_deref();
    if next == Checklists::default() {
        review.checklists = None;
    } else if before != Some(&next) {
        review.checklists = Some(Arc::new(next));
    }
}

fn known(checklists: &Checklists, item: ItemId) -> Result<(), Refused> {
    if checklists.has(item) {
        Ok(())
    } else {
        Err(Refused::NoSuchItem)
    }
}

fn given(name: &str) -> Result<String, Refused> {
    let name = checked(name)?;
    if name.is_empty() {
        return Err(Refused::NameMissing);
    }
    Ok(name)
}

/// Changes what is said of one item about one trial; an item of which nothing is said is forgotten.
fn change(
    checklists: &mut Checklists,
    trial: TrialId,
    item: ItemId,
    change: impl FnOnce(&mut AnsweredItem),
) {
    let answers = checklists.trials.entry(trial).or_default();
    let said = answers.entry(item).or_default();
    change(said);
    if *said == AnsweredItem::default() {
        answers.remove(&item);
    }
}

fn add_earlier(earlier: &mut Vec<EarlierShare>, share: &EarlierShare) -> Result<(), Refused> {
    if !is_possible(share) {
        return Err(Refused::ImpossibleShare);
    }
    let share = EarlierShare {
        review: given(&share.review)?,
        source: checked(&share.source)?,
        ..share.clone()
    };
    let mut known = earlier.iter_mut();
    match known.find(|known| known.item == share.item && known.review == share.review) {
        Some(known) => *known = share,
        None => earlier.push(share),
    }
    Ok(())
}

fn is_possible(share: &EarlierShare) -> bool {
    share.of > 0 && share.met <= share.of
}

/// Puts right what a damaged or hand-written document says in its checklists: answers about trials and items that there are not,
/// shares that cannot be, two items of one number.
pub(super) fn mend(review: &mut Review) {
    let Some(checklists) = &review.checklists else {
        return;
    };
    let mut mended = Checklists::clone(checklists);
    let trials: BTreeSet<TrialId> = review.trials.iter().map(|trial| trial.id).collect();
    let mut numbers = BTreeSet::new();
    mended.own.retain(|item| numbers.insert(item.number));
    let has = |item: &ItemId| match item {
        ItemId::Known(_) => true,
        ItemId::Own(number) => numbers.contains(number),
    };
    mended.trials.retain(|trial, answers| {
        answers.retain(|item, said| has(item) && *said != AnsweredItem::default());
        trials.contains(trial) && !answers.is_empty()
    });
    mended
        .earlier
        .retain(|share| has(&share.item) && is_possible(share));
    set(review, mended);
}

/// Adds what another review answered about trials that are `here` under these names. Its own items come along under numbers
/// of this review, or meet one that is worded alike.
pub(super) fn append(
    review: &mut Review,
    added: Option<&Checklists>,
    here: &BTreeMap<TrialId, TrialId>,
    same_trial: SameTrial,
) {
    let Some(added) = added else { return };
    let mut next = review.checklists.as_deref().cloned().unwrap_or_default();
    let mut own_here = BTreeMap::new();
    for item in &added.own {
        let mut known = next.own.iter();
        let number = known
            .find(|known| known.name == item.name)
            .map(|known| known.number);
        let number = number.unwrap_or_else(|| {
            let number = review.fresh_id();
            let name = item.name.clone();
            next.own.push(OwnItem { number, name });
            number
        });
        own_here.insert(item.number, number);
    }
    let item_here = |item: ItemId| match item {
        ItemId::Known(_) => Some(item),
        ItemId::Own(number) => own_here.get(&number).copied().map(ItemId::Own),
    };
    for (trial, answers) in &added.trials {
        let Some(trial) = here.get(trial) else {
            continue;
        };
        for (item, said) in answers {
            let Some(item) = item_here(*item) else {
                continue;
            };
            let place = next.trials.entry(*trial).or_default();
            if same_trial == SameTrial::Overwrite || !place.contains_key(&item) {
                place.insert(item, said.clone());
            }
        }
    }
    for share in &added.earlier {
        if let Some(item) = item_here(share.item) {
            let is_known = next
                .earlier
                .iter()
                .any(|known| known.item == item && known.review == share.review);
            if !is_known {
                next.earlier.push(EarlierShare {
                    item,
                    ..share.clone()
                });
            }
        }
    }
    set(review, next);
}
