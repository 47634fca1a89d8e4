//! Adds the trials of another review to this one.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::apply::change_shared;
use super::{checklists, judging, silences};

use crate::data::{
    Arm, ArmId, Covariate, CovariateId, Design, EarlierReview, OutcomeId, OutcomeKind, Record,
    Review, Term, Trial, TrialId, same_time,
};

/// What happens to a trial that is already here under the same name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SameTrial {
    /// It is added beside the other, as another trial.
    AddBeside,
    /// What the trial here does not have is filled in; what it has stays.
    FillGaps,
    /// What is added takes the place of what was there, outcome by outcome.
    Overwrite,
}

/// What the two reviews have in common, to be shown before the user decides.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Overlap {
    /// Trials that are not here yet.
    pub new_trials: usize,
    /// Trials of this review that the other one also names.
    pub same_trials: Vec<TrialId>,
    /// Outcomes that are not here yet, by name.
    pub new_outcomes: Vec<String>,
    /// Whether both state a margin of concern for an outcome, or results of one published review, and not the same.
    pub panel_differs: bool,
    /// Records of the same trial and outcome that say something else.
    pub conflicts: Vec<(TrialId, OutcomeId)>,
}

/// What [`Append`](super::Command::Append) would find, without doing it.
#[must_use]
pub fn overlap(review: &Review, added: &Review) -> Overlap {
    let mut merged = review.clone();
    let names = Names::shared(&mut merged, added);
    let here = trials_by_name(review);
    let mut overlap = Overlap {
        panel_differs: panel_differs(review, added, &names),
        new_outcomes: merged.outcomes[review.outcomes.len()..]
            .iter()
            .map(|outcome| outcome.name.clone())
            .collect(),
        ..Overlap::default()
    };
    for trial in &added.trials {
        let Some(&position) = here.get(&folded(&trial.name)) else {
            overlap.new_trials += 1;
            continue;
        };
        let known = &review.trials[position];
        overlap.same_trials.push(known.id);
        let arms = matching_arms(&mut known.arms.clone(), &trial.arms);
        for (outcome, record) in &trial.records {
            let Some(&outcome) = names.outcomes.get(outcome) else {
                continue;
            };
            let differs = known
                .records
                .get(&outcome)
                .is_some_and(|ours| contradicts(ours, &with_arms(record, &arms)));
            if differs {
                overlap.conflicts.push((known.id, outcome));
            }
        }
    }
    overlap
}

/// Adds the trials of `added` to `review`. Outcomes match by name and kind, other columns by name, arms by side and order.
pub(super) fn append(review: &mut Review, added: &Review, same_trial: SameTrial) {
    let names = Names::shared(review, added);
    for (ours, theirs) in [
        (&mut review.title, &added.title),
        (&mut review.experimental_label, &added.experimental_label),
        (&mut review.control_label, &added.control_label),
    ] {
        if ours.is_empty() {
            ours.clone_from(theirs);
        }
    }
    let here = trials_by_name(review);
    let mut trials = BTreeMap::new();
    for trial in &added.trials {
        match here.get(&folded(&trial.name)) {
            Some(&position) if same_trial != SameTrial::AddBeside => {
                let known = Arc::make_mut(&mut review.trials[position]);
                merge(known, trial, &names, same_trial);
                known.choose_times(&review.outcomes);
                trials.insert(trial.id, known.id);
            }
            _ => {
                let id = TrialId(review.fresh_id());
                let mut copy = Trial {
                    id,
                    records: BTreeMap::new(),
                    covariates: BTreeMap::new(),
                    design: None,
                    ..trial.as_ref().clone()
                };
                merge(&mut copy, trial, &names, SameTrial::Overwrite);
                review.trials.push(Arc::new(copy));
                trials.insert(trial.id, id);
            }
        }
    }
    append_panel(review, added, (&trials, &names), same_trial);
    append_published(review, added, &names, same_trial);
    let judged = added.risk_of_bias.as_deref();
    judging::append(review, judged, &trials, &names.outcomes, same_trial);
    let listed = added.checklists.as_deref();
    checklists::append(review, listed, &trials, same_trial);
    silences::append(
        review,
        &added.silences,
        &trials,
        &names.outcomes,
        same_trial,
    );
}

/// Takes the margins of concern, the classes of events and the wordings of the other review's panel along. What is stated here stays, unless it is to
/// be overwritten; when the panel was fixed, and whether it is open, is said of each review by itself.
fn append_panel(
    review: &mut Review,
    added: &Review,
    (trials, names): (&BTreeMap<TrialId, TrialId>, &Names),
    same_trial: SameTrial,
) {
    change_shared(&mut review.panel, |panel| {
        for (outcome, margin) in &added.panel.margins {
            let Some(&outcome) = names.outcomes.get(outcome) else {
                continue;
            };
            if same_trial == SameTrial::Overwrite || !panel.margins.contains_key(&outcome) {
                panel.margins.insert(outcome, margin.clone());
            }
        }
        for (outcome, latency) in &added.panel.latencies {
            let Some(&outcome) = names.outcomes.get(outcome) else {
                continue;
            };
            if same_trial == SameTrial::Overwrite || !panel.latencies.contains_key(&outcome) {
                panel.latencies.insert(outcome, latency.clone());
            }
        }
        for (outcome, class) in &added.panel.events {
            let Some(&outcome) = names.outcomes.get(outcome) else {
                continue;
            };
            if same_trial == SameTrial::Overwrite || !panel.events.contains_key(&outcome) {
                panel.events.insert(outcome, class.clone());
            }
        }
        for term in &added.panel.terms {
            let (Some(&outcome), Some(&trial)) =
                (names.outcomes.get(&term.outcome), trials.get(&term.trial))
            else {
                continue;
            };
            let term = Term {
                outcome,
                trial,
                wording: term.wording.clone(),
            };
            if !panel.terms.contains(&term) {
                panel.terms.push(term);
            }
        }
    });
}

/// What another review published, with the outcomes as this one names them.
fn published_here(published: &EarlierReview, names: &Names) -> EarlierReview {
    let mut published = published.clone();
    for result in &mut published.results {
        result.outcome = result
            .outcome
            .and_then(|outcome| names.outcomes.get(&outcome).copied());
    }
    published
}

/// Takes what other reviews published along; of one that is known here, what is here stays, unless it is to be overwritten.
fn append_published(review: &mut Review, added: &Review, names: &Names, same_trial: SameTrial) {
    for published in &added.earlier {
        let here = published_here(published, names);
        let mut known = review.earlier.iter_mut();
        match known.find(|known| folded(&known.name) == folded(&published.name)) {
            Some(known) if same_trial == SameTrial::Overwrite => {
                change_shared(known, |known| *known = here);
            }
            Some(_) => {}
            None => review.earlier.push(Arc::new(here)),
        }
    }
}

/// Whether both reviews say something of one outcome's margin or one published review, and not the same.
fn panel_differs(review: &Review, added: &Review, names: &Names) -> bool {
    let margins = added.panel.margins.iter().any(|(outcome, margin)| {
        names
            .outcomes
            .get(outcome)
            .and_then(|outcome| review.panel.margins.get(outcome))
            .is_some_and(|here| here != margin)
    });
    let published = added.earlier.iter().any(|published| {
        let mut known = review.earlier.iter();
        known
            .find(|known| folded(&known.name) == folded(&published.name))
            .is_some_and(|known| **known != published_here(published, names))
    });
    margins || published
}

/// The other review's identifiers in terms of this one's.
struct Names {
    outcomes: BTreeMap<OutcomeId, OutcomeId>,
    covariates: BTreeMap<CovariateId, CovariateId>,
}

impl Names {
    /// Finds what both have, and gives this review what only the other one has.
    fn shared(review: &mut Review, added: &Review) -> Self {
        let mut names = Self {
            outcomes: BTreeMap::new(),
            covariates: BTreeMap::new(),
        };
        let key = |name: &str, kind: OutcomeKind| (folded(name), kind);
        let outcomes_here: BTreeMap<_, OutcomeId> = review
            .outcomes
            .iter()
            .rev()
            .map(|outcome| (key(&outcome.name, outcome.kind), outcome.id))
            .collect();
        for outcome in &added.outcomes {
            let known = outcomes_here.get(&key(&outcome.name, outcome.kind));
            let id = known.copied().unwrap_or_else(|| {
                let id = OutcomeId(review.fresh_id());
                let mut copy = outcome.as_ref().clone();
                copy.id = id;
                review.outcomes.push(Arc::new(copy));
                id
            });
            names.outcomes.insert(outcome.id, id);
        }
        let covariates_here: BTreeMap<String, CovariateId> = review
            .covariates
            .iter()
            .rev()
            .map(|covariate| (folded(&covariate.name), covariate.id))
            .collect();
        for covariate in &added.covariates {
            let known = covariates_here.get(&folded(&covariate.name));
            let id = known.copied().unwrap_or_else(|| {
                let id = CovariateId(review.fresh_id());
                let name = covariate.name.clone();
                review.covariates.push(Covariate { id, name });
                id
            });
            names.covariates.insert(covariate.id, id);
        }
        names
    }
}

fn merge(known: &mut Trial, added: &Trial, names: &Names, same_trial: SameTrial) {
    let arms = matching_arms(&mut known.arms, &added.arms);
    let overwrite = same_trial == SameTrial::Overwrite;
    for (outcome, record) in &added.records {
        let Some(&outcome) = names.outcomes.get(outcome) else {
            continue;
        };
        let record = with_arms(record, &arms);
        match known.records.get_mut(&outcome) {
            Some(ours) if have_times(ours, &record) => add_times(ours, record, overwrite),
            Some(_) if !overwrite => {}
            _ => {
                known.records.insert(outcome, record);
            }
        }
    }
    if let Some(design) = added.design.as_ref()
        && (overwrite || known.design.is_none())
    {
        known.design = Some(with_outcomes(design, names));
    }
    for (covariate, text) in &added.covariates {
        if let Some(&covariate) = names.covariates.get(covariate)
            && (overwrite || !known.covariates.contains_key(&covariate))
        {
            known.covariates.insert(covariate, text.clone());
        }
    }
    let year_known = !known.year.typed.is_empty();
    let year_added = !added.year.typed.is_empty();
    if year_added && (overwrite || !year_known) {
        known.year = added.year.clone();
    }
    if overwrite {
        known.randomized = added.randomized;
    }
}

/// For each arm added, the arm of the trial that it is: the next of the same side. Arms that are not there are added.
fn matching_arms(known: &mut Vec<Arm>, added: &[Arm]) -> BTreeMap<ArmId, ArmId> {
    let mut taken: Vec<ArmId> = Vec::new();
    let mut matches = BTreeMap::new();
    for arm in added {
        let free = known
            .iter()
            .find(|known| known.role == arm.role && !taken.contains(&known.id))
            .map(|known| known.id);
        let id = free.unwrap_or_else(|| {
            let highest = known.iter().map(|arm| arm.id.0).max();
            ArmId(highest.map_or(0, |highest| highest.saturating_add(1)))
        });
        if free.is_none() {
            known.push(Arm { id, ..arm.clone() });
        }
        taken.push(id);
        matches.insert(arm.id, id);
    }
    matches
}

fn with_arms(record: &Record, arms: &BTreeMap<ArmId, ArmId>) -> Record {
    let mut record = record.clone();
    record.rename_arms(arms);
    record
}

/// Whether two records of an outcome are of different times: then neither stands in the way of the other.
fn is_another_time(known: &Record, added: &Record) -> bool {
    let named = |record: &Record| !record.time_point.is_empty();
    named(known) && named(added) && !same_time(&known.time_point, &added.time_point)
}

/// Whether two records of an outcome have several times between them.
fn have_times(known: &Record, added: &Record) -> bool {
    let has_others = |record: &Record| !record.at_other_times().is_empty();
    is_another_time(known, added) || has_others(known) || has_others(added)
}

/// Whether the record says something else of a time that is known.
fn contradicts(known: &Record, added: &Record) -> bool {
    let mut readings = known.at_other_times().iter().chain([known]);
    let same = readings.find(|reading| !is_another_time(reading, added));
    same.is_some_and(|same| same.values != added.values)
}

/// Takes the readings of another record beside those that are known. One of a time that is known takes the place of the
/// known one where it is to be overwritten.
fn add_times(known: &mut Record, mut added: Record, overwrite: bool) {
    let others = added.others.take();
    let others = others.into_iter().flat_map(|others| others.records);
    for reading in std::iter::once(added).chain(others) {
        match known.at(&reading.time_point) {
            Some(same) if overwrite => {
                let others = std::mem::take(&mut same.others);
                *same = Record { others, ..reading };
            }
            Some(_) => {}
            None => known.add_time(reading),
        }
    }
}

/// The design of a trial of another review, with the outcomes as this one names them.
fn with_outcomes(design: &Design, names: &Names) -> Design {
    let mut design = design.clone();
    if let Design::Cluster(clusters) = &mut design {
        clusters.outcomes = clusters
            .outcomes
            .iter()
            .filter_map(|(outcome, own)| Some((*names.outcomes.get(outcome)?, own.clone())))
            .collect();
    }
    design
}

/// The first trial of each name.
fn trials_by_name(review: &Review) -> BTreeMap<String, usize> {
    let mut names = BTreeMap::new();
    for (position, trial) in review.trials.iter().enumerate() {
        names.entry(folded(&trial.name)).or_insert(position);
    }
    names
}

/// A name as names are compared: without case, and with single spaces.
fn folded(name: &str) -> String {
    let words: Vec<String> = name.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}
