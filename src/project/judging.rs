//! Edits the judgements about the risk of bias.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::apply::checked;
use super::{Limit, Project, Refused, SameTrial};
use crate::data::{Judged, Review, RiskOfBias, TrialId};
use crate::read::robvis::judgement;

impl Project {
    /// Puts a table of judgements in the place of the one there. Judgements about trials that are not in the review are
    /// refused, those about trials that are removed later leave with them.
    pub(super) fn set_risk_of_bias(
        &mut self,
        table: Option<&Arc<RiskOfBias>>,
    ) -> Result<(), Refused> {
        if let Some(table) = table {
            let judged: Vec<TrialId> = table.trials.keys().copied().collect();
            self.known_trials(&judged)?;
        }
        if self.review.risk_of_bias.as_ref() != table {
            self.review.risk_of_bias = table.cloned();
        }
        Limit::check(&self.review).map_err(Refused::TooMuch)
    }

    /// Types one judgement: of a domain by its place, or of the trial as a whole.
    pub(super) fn set_judgement(
        &mut self,
        trial: TrialId,
        domain: Option<usize>,
        [typed, support]: [&str; 2],
    ) -> Result<(), Refused> {
        let [typed, support] = [checked(typed)?, checked(support)?];
        self.known_trials(&[trial])?;
        let table = self.review.risk_of_bias.as_ref();
        let domains = table.map(|table| table.domains.len());
        let (Some(table), Some(domains)) = (table, domains) else {
            return Err(Refused::NoSuchDomain);
        };
        if domain.is_some_and(|domain| domain >= domains) {
            return Err(Refused::NoSuchDomain);
        }
        let mut assessment = table.trials.get(&trial).cloned().unwrap_or_default();
        let place = match domain {
            None => &mut assessment.overall,
            Some(domain) => {
                let judged = assessment.domains.len().max(domain + 1);
                assessment.domains.resize(judged, Judged::default());
                &mut assessment.domains[domain]
            }
        };
        let judged = Judged {
            judgement: judgement(&typed, table.tool),
            typed,
            support,
        };
        if *place != judged {
            *place = judged;
            let mut table = Arc::clone(table);
            Arc::make_mut(&mut table).trials.insert(trial, assessment);
            self.review.risk_of_bias = Some(table);
        }
        Ok(())
    }

    /// Forgets the judgements about trials that are removed.
    pub(super) fn forget_judgements(&mut self, removed: &BTreeSet<TrialId>) {
        if let Some(table) = &mut self.review.risk_of_bias
            && table.trials.keys().any(|trial| removed.contains(trial))
        {
            let judged = &mut Arc::make_mut(table).trials;
            judged.retain(|trial, _| !removed.contains(trial));
        }
    }
}

/// Adds the judgements of another review, whose trials are `here` under these names. Tables of two tools cannot stand in
/// one review: then those that are here stay.
pub(super) fn append(
    review: &mut Review,
    added: Option<&RiskOfBias>,
    here: &BTreeMap<TrialId, TrialId>,
    same_trial: SameTrial,
) {
    let Some(added) = added else { return };
    let table = review.risk_of_bias.get_or_insert_with(|| {
        Arc::new(RiskOfBias {
            trials: BTreeMap::new(),
            ..added.clone()
        })
    });
    if table.tool != added.tool || table.domains.len() != added.domains.len() {
        return;
    }
    for (trial, assessment) in &added.trials {
        let Some(&trial) = here.get(trial) else {
            continue;
        };
        let known = table.trials.contains_key(&trial);
        if !known || same_trial == SameTrial::Overwrite {
            let table = Arc::make_mut(table);
            table.trials.insert(trial, assessment.clone());
        }
    }
}
