//! Edits the judgements about the risk of bias.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::apply::checked;
use super::{JudgementEdit, Limit, Project, Refused, SameTrial};
use crate::data::{Assessment, Judged, JudgedPlace, OutcomeId, Review, RiskOfBias, Tool, TrialId};
use crate::read::robvis::judgement;
use crate::safety::risk_of_bias_2::{self, RoB2Domain};

impl Project {
    /// Puts a table of judgements in the place of the one there. Judgements about trials that are not in the review are
    /// refused, those about trials that are removed later leave with them.
    pub(super) fn set_risk_of_bias(
        &mut self,
        table: Option<&Arc<RiskOfBias>>,
    ) -> Result<(), Refused> {
        if let Some(table) = table {
            let own = table.outcomes.values().flat_map(BTreeMap::keys);
            let judged: Vec<TrialId> = table.trials.keys().chain(own).copied().collect();
            self.known_trials(&judged)?;
            let mut outcomes = table.outcomes.keys();
            if let Some(missing) = outcomes.find(|outcome| self.review.outcome(**outcome).is_none())
            {
                return Err(Refused::NoSuchOutcome(*missing));
            }
        }
        if self.review.risk_of_bias.as_ref() != table {
            self.review.risk_of_bias = table.cloned();
        }
        Limit::check(&self.review).map_err(Refused::TooMuch)
    }

    /// Changes what is said in one place; see [`JudgementEdit`].
    pub(super) fn judge(
        &mut self,
        place: JudgedPlace,
        edit: &JudgementEdit,
    ) -> Result<(), Refused> {
        self.known_trials(&[place.trial])?;
        if let Some(outcome) = place.outcome
            && self.review.outcome(outcome).is_none()
        {
            return Err(Refused::NoSuchOutcome(outcome));
        }
        let Some(table) = self.review.risk_of_bias.as_ref() else {
            return Err(Refused::NoSuchDomain);
        };
        if place
            .domain
            .is_some_and(|domain| domain >= table.domains.len())
        {
            return Err(Refused::NoSuchDomain);
        }
        // What is said of one outcome begins with what was said of the trial.
        let mut judged = table.at(place).cloned().unwrap_or_default();
        edited(&mut judged, edit, table, place)?;
        let mut next = RiskOfBias::clone(table);
        put(&mut next, place, judged);
        propose_overall(&mut next, place.trial);
        if next != **table {
            self.review.risk_of_bias = Some(Arc::new(next));
        }
        Limit::check(&self.review).map_err(Refused::TooMuch)
    }

    /// Forgets the judgements about trials that are removed.
    pub(super) fn forget_judgements(&mut self, removed: &BTreeSet<TrialId>) {
        self.retain_judgements(|trial| !removed.contains(&trial), |_| true);
    }

    /// Forgets the judgements that hold for an outcome that is removed.
    pub(super) fn forget_judgements_in(&mut self, removed: OutcomeId) {
        self.retain_judgements(|_| true, |outcome| outcome != removed);
    }

    fn retain_judgements(
        &mut self,
        keeps_trial: impl Fn(TrialId) -> bool,
        keeps_outcome: impl Fn(OutcomeId) -> bool,
    ) {
        let Some(table) = &mut self.review.risk_of_bias else {
            return;
        };
        let own = table.outcomes.values().flat_map(BTreeMap::keys);
        let keeps_all = table
            .trials
            .keys()
            .chain(own)
            .all(|trial| keeps_trial(*trial))
            && table.outcomes.keys().all(|outcome| keeps_outcome(*outcome));
        if keeps_all {
            return;
        }
        let table = Arc::make_mut(table);
        table.trials.retain(|trial, _| keeps_trial(*trial));
        table.outcomes.retain(|outcome, trials| {
            trials.retain(|trial, _| keeps_trial(*trial));
            keeps_outcome(*outcome) && !trials.is_empty()
        });
    }
}

/// Does an edit to what stands in one place.
fn edited(
    judged: &mut Judged,
    edit: &JudgementEdit,
    table: &RiskOfBias,
    place: JudgedPlace,
) -> Result<(), Refused> {
    let questions = questions_of(table, place.domain);
    match edit {
        JudgementEdit::Typed(typed) => {
            judged.typed = checked(typed)?;
            if judged.typed.is_empty() {
                judged.override_reason = String::new();
            }
        }
        JudgementEdit::Support(support) => judged.support = checked(support)?,
        JudgementEdit::Source(source) => judged.source = checked(source)?,
        JudgementEdit::OverrideReason(reason) => judged.override_reason = checked(reason)?,
        JudgementEdit::Answer { question, answer } => {
            let of = questions.ok_or(Refused::NoSuchQuestion)?;
            let takes = |answer| of.answers_to(*question).contains(&answer);
            if !(1..=of.questions()).contains(question) || !answer.is_none_or(takes) {
                return Err(Refused::NoSuchQuestion);
            }
            match answer {
                Some(answer) => judged.answers.insert(*question, *answer),
                None => judged.answers.remove(question),
            };
        }
        JudgementEdit::Whole(whole) => {
            *judged = Judged {
                typed: checked(&whole.typed)?,
                judgement: None,
                support: checked(&whole.support)?,
                source: checked(&whole.source)?,
                answers: whole.answers.clone(),
                override_reason: checked(&whole.override_reason)?,
            };
            keep_known_answers(judged, questions);
        }
    }
    understand(judged, table.tool, questions);
    Ok(())
}

/// The domain of RoB 2 whose questions are asked in a place, where there are any.
fn questions_of(table: &RiskOfBias, domain: Option<usize>) -> Option<RoB2Domain> {
    follows_rob_2(table)
        .then(|| RoB2Domain::at(domain?))
        .flatten()
}

/// Whether judgements follow from each other as RoB 2 has it.
fn follows_rob_2(table: &RiskOfBias) -> bool {
    table.tool == Tool::RiskOfBias2 && table.domains.len() == RoB2Domain::ALL.len()
}

fn keep_known_answers(judged: &mut Judged, questions: Option<RoB2Domain>) {
    judged.answers.retain(|question, answer| {
        questions.is_some_and(|of| {
            (1..=of.questions()).contains(question) && of.answers_to(*question).contains(answer)
        })
    });
}

/// Makes the judgement from what was typed, or where nothing was, from the answers.
fn understand(judged: &mut Judged, tool: Tool, questions: Option<RoB2Domain>) {
    judged.judgement = if judged.is_by_hand() {
        judgement(&judged.typed, tool)
    } else {
        questions.and_then(|of| of.judgement(&judged.answers))
    };
}

/// Puts what is said into its place. A place in which nothing is said any more is forgotten.
fn put(table: &mut RiskOfBias, place: JudgedPlace, judged: Judged) {
    let assessments = match place.outcome {
        None => &mut table.trials,
        Some(outcome) => table.outcomes.entry(outcome).or_default(),
    };
    let assessment = assessments.entry(place.trial).or_default();
    match place.domain {
        None => assessment.overall = judged,
        Some(domain) => {
            let known = assessment.domains.len().max(domain + 1);
            assessment.domains.resize(known, Judged::default());
            if let Some(place) = assessment.domains.get_mut(domain) {
                *place = judged;
            }
        }
    }
    while assessment.domains.last().is_some_and(Judged::is_empty) {
        assessment.domains.pop();
    }
    forget_empty(table);
}

fn forget_empty(table: &mut RiskOfBias) {
    table.trials.retain(|_, assessment| !assessment.is_empty());
    table.outcomes.retain(|_, trials| {
        trials.retain(|_, assessment| !assessment.is_empty());
        !trials.is_empty()
    });
}

/// Where RoB 2 was followed, makes the judgements of a trial as a whole that nobody wrote down: of all outcomes, and of those
/// in which its domains have judgements of their own.
fn propose_overall(table: &mut RiskOfBias, trial: TrialId) {
    if !follows_rob_2(table) {
        return;
    }
    let own: Vec<OutcomeId> = table
        .outcomes
        .iter()
        .filter(|(_, trials)| trials.contains_key(&trial))
        .map(|(outcome, _)| *outcome)
        .collect();
    for outcome in std::iter::once(None).chain(own.into_iter().map(Some)) {
        let (domains, _) = table.judgements(trial, outcome);
        let has_own = outcome.is_none_or(|outcome| table.is_judged_in(outcome, trial));
        let follows = risk_of_bias_2::overall(&domains).filter(|_| has_own);
        let assessment = match outcome {
            None => table.trials.get_mut(&trial),
            Some(outcome) => table
                .outcomes
                .get_mut(&outcome)
                .and_then(|trials| trials.get_mut(&trial)),
        };
        if let Some(Assessment { overall, .. }) = assessment
            && !overall.is_by_hand()
        {
            overall.judgement = follows;
        }
    }
    forget_empty(table);
}

/// Puts right what a damaged or hand-written document says of the risk of bias: judgements in outcomes and about trials that
/// there are not, answers to questions that there are not, and judgements that do not follow from their answers.
pub(super) fn mend(review: &mut Review) {
    let Some(table) = &review.risk_of_bias else {
        return;
    };
    let mut mended = RiskOfBias::clone(table);
    let trials: BTreeSet<TrialId> = review.trials.iter().map(|trial| trial.id).collect();
    let outcomes: BTreeSet<OutcomeId> = review.outcomes.iter().map(|one| one.id).collect();
    mended.outcomes.retain(|outcome, own| {
        own.retain(|trial, _| trials.contains(trial));
        outcomes.contains(outcome)
    });
    let tool = mended.tool;
    let domains: Vec<Option<RoB2Domain>> = (0..mended.domains.len())
        .map(|domain| questions_of(table, Some(domain)))
        .collect();
    let own = mended.outcomes.values_mut().flat_map(BTreeMap::values_mut);
    for assessment in mended.trials.values_mut().chain(own) {
        let places = assessment.domains.iter_mut().enumerate();
        for (place, judged) in places {
            let questions = domains.get(place).copied().flatten();
            keep_known_answers(judged, questions);
            if !judged.is_by_hand() {
                understand(judged, tool, questions);
            }
        }
        keep_known_answers(&mut assessment.overall, None);
        if !assessment.overall.is_by_hand() {
            assessment.overall.judgement = None;
        }
    }
    let own = mended.outcomes.values().flat_map(BTreeMap::keys);
    let judged: BTreeSet<TrialId> = mended.trials.keys().chain(own).copied().collect();
    for trial in judged {
        // Where no judgement of the document followed from others, none is made now.
        let followed = |table: &RiskOfBias| {
            let own = table.outcomes.values().filter_map(|own| own.get(&trial));
            let mut all = table.trials.get(&trial).into_iter().chain(own);
            all.any(|one| !one.overall.is_by_hand() && one.overall.judgement.is_some())
        };
        if followed(table) {
            propose_overall(&mut mended, trial);
        }
    }
    mended.outcomes.retain(|_, own| !own.is_empty());
    if mended != **table {
        review.risk_of_bias = Some(Arc::new(mended));
    }
}

/// Adds the judgements of another review, whose trials are `here` under these names. Tables of two tools cannot stand in
/// one review: then those that are here stay.
pub(super) fn append(
    review: &mut Review,
    added: Option<&RiskOfBias>,
    here: &BTreeMap<TrialId, TrialId>,
    outcomes_here: &BTreeMap<OutcomeId, OutcomeId>,
    same_trial: SameTrial,
) {
    let Some(added) = added else { return };
    let table = review
        .risk_of_bias
        .get_or_insert_with(|| Arc::new(RiskOfBias::new(added.tool, added.domains.clone())));
    if table.tool != added.tool || table.domains.len() != added.domains.len() {
        return;
    }
    let of_all = added.trials.iter().map(|(trial, said)| (None, trial, said));
    let own = added.outcomes.iter().flat_map(|(outcome, trials)| {
        let outcome = outcomes_here.get(outcome);
        let trials = trials.iter().filter(move |_| outcome.is_some());
        trials.map(move |(trial, said)| (outcome, trial, said))
    });
    for (outcome, trial, assessment) in of_all.chain(own) {
        let Some(&trial) = here.get(trial) else {
            continue;
        };
        let known = match outcome {
            None => table.trials.contains_key(&trial),
            Some(outcome) => table
                .outcomes
                .get(outcome)
                .is_some_and(|trials| trials.contains_key(&trial)),
        };
        if !known || same_trial == SameTrial::Overwrite {
            let table = Arc::make_mut(table);
            let place = match outcome {
                None => &mut table.trials,
                Some(outcome) => table.outcomes.entry(*outcome).or_default(),
            };
            place.insert(trial, assessment.clone());
        }
    }
}
