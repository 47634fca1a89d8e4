//! Methods: which trials the review holds, and how numbers were taken from them.

use std::collections::{BTreeMap, BTreeSet};

use super::ReviewAnswers;
use super::prose::{Paragraph, Prose, clauses, listed};
use crate::analysis::applied_design_effect;
use crate::data::{
    Design, OutcomeId, OutcomeKind, Periods, Randomized, Role, Sentence, Topic, Trial, TrialId,
    Window,
};
use crate::wording::subject::trials as counted;
use crate::wording::{exclusions, names, number, tr, translate};

pub(super) fn paragraph(review: &ReviewAnswers<'_>) -> Paragraph {
    let mut prose = Prose::new(Topic::Trials, review.locale);
    prose.begin(Sentence::Trials, &held(review));
    for said in randomized(review) {
        prose.begin(Sentence::Trials, &said);
    }
    for said in left_out(review) {
        prose.begin(Sentence::LeftOut, &said);
    }
    for said in taken(review) {
        prose.begin(Sentence::Taken, &said);
    }
    if let Some(said) = kept_apart(review) {
        prose.begin(Sentence::Taken, &said);
    }
    if !review.review.trials.is_empty() {
        prose.begin(
            Sentence::Other,
            translate("A trial that does not mention an outcome counts as not having reported it, never as having had no event."),
        );
    }
    prose.finish()
}

/// "The review holds 40 trials that compare MSC with control."
fn held(review: &ReviewAnswers<'_>) -> String {
    let [experimental, control] = names::sides(review.review);
    let experimental = if review.review.experimental_label.trim().is_empty() {
        translate("the treatment")
    } else {
        experimental.trim()
    };
    let count = review.review.trials.len();
    if count == 0 {
        return translate("The review holds no trial yet.").to_owned();
    }
    let of_one_arm = review
        .review
        .outcomes
        .iter()
        .all(|outcome| outcome.kind == OutcomeKind::Proportions);
    let held = counted(count, review.locale);
    if of_one_arm {
        return tr!(
            "The review holds {held} of {experimental}.",
            held,
            experimental
        );
    }
    let verb = if count == 1 {
        translate("compares")
    } else {
        translate("compare")
    };
    tr!(
        "The review holds {held} that {verb} {experimental} with {}.",
        names::control_inside(control.trim()),
        held,
        verb,
        experimental
    )
}

/// How many were randomized, and whether the others were pooled with them.
fn randomized(review: &ReviewAnswers<'_>) -> Vec<String> {
    let trials = &review.review.trials;
    let count = |randomized: Randomized| {
        let of_kind = trials.iter().filter(|trial| trial.randomized == randomized);
        of_kind.count()
    };
    let (no, unclear) = (count(Randomized::No), count(Randomized::Unclear));
    let verb = |count: usize, one: &'static str, many: &'static str| {
        if count == 1 { one } else { many }
    };
    let counts = [
        (
            count(Randomized::Yes),
            [translate("was randomized"), translate("were randomized")],
        ),
        (
            no,
            [
                translate("was not randomized"),
                translate("were not randomized"),
            ],
        ),
        (
            unclear,
            [
                translate("is described in words that do not tell whether it was randomized"),
                translate("are described in words that do not tell whether they were randomized"),
            ],
        ),
        (
            count(Randomized::NotStated),
            [
                translate("is without a statement on randomization"),
                translate("are without a statement on randomization"),
            ],
        ),
    ];
    let parts: Vec<String> = counts
        .into_iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, [one, many])| {
            let counted = number::count(count as u64, review.locale);
            tr!("{counted} {verb}", counted, verb = verb(count, one, many))
        })
        .collect();
    if parts.is_empty() {
        return Vec::new();
    }
    let mut said = vec![tr!("Of these, {}.", clauses(&parts))];
    if no + unclear > 0 {
        said.push(if review.settings.include_not_randomized {
            translate(
                "Trials that were not randomized, or not told to be, were pooled with the others.",
            )
            .to_owned()
        } else {
            translate("Trials that were not randomized, or not told to be, were not pooled.")
                .to_owned()
        });
    }
    said
}

/// How many trials are named with the reason why they were left out.
const MOST_NAMED: usize = 8;

/// Which trials the reviewers left out, and why.
fn left_out(review: &ReviewAnswers<'_>) -> Vec<String> {
    let settings = review.settings;
    let known: BTreeSet<TrialId> = review.review.trials.iter().map(|trial| trial.id).collect();
    let hidden = settings.hidden.iter().map(|trial| (*trial, None, ""));
    let named = settings.exclusions.iter();
    let named = named.map(|one| (one.trial, one.outcome, one.reason.as_str()));
    let mut parts: BTreeMap<Option<OutcomeId>, Vec<String>> = BTreeMap::new();
    for (trial, outcome, reason) in hidden.chain(named) {
        let Some(trial) = review
            .review
            .trial(trial)
            .filter(|_| known.contains(&trial))
        else {
            continue;
        };
        let name = names::trial(&trial.name);
        let part = tr!("{name} ({})", exclusions::reason(reason), name);
        parts.entry(outcome).or_default().push(part);
    }
    let said = |(outcome, trials): (Option<OutcomeId>, Vec<String>)| {
        let of = match outcome {
            None => translate("every outcome").to_owned(),
            Some(outcome) => {
                names::outcome_inside(&super::heading(Topic::Outcome(outcome), review.review))
            }
        };
        if trials.len() > MOST_NAMED {
            return tr!(
                "The reviewers left {} out of {of}; the tables name them with the reasons.",
                counted(trials.len(), review.locale),
                of
            );
        }
        tr!(
            "Left out of {of} by the reviewers: {}.",
            trials.join(translate("; ")),
            of
        )
    };
    parts.into_iter().map(said).collect()
}

/// How numbers were taken where they are not simply those of people randomized one by one and looked at once.
fn taken(review: &ReviewAnswers<'_>) -> Vec<String> {
    let used: BTreeSet<TrialId> = review
        .outcomes
        .iter()
        .flat_map(|answers| answers.prepared.rows.iter().copied())
        .collect();
    let trials: Vec<&Trial> = review
        .review
        .trials
        .iter()
        .filter(|trial| used.contains(&trial.id))
        .map(AsRef::as_ref)
        .collect();
    let mut said = Vec::new();
    let answers = review.outcomes.iter();
    let with_several: BTreeSet<TrialId> = answers
        .flat_map(|answers| answers.prepared.trials())
        .filter(|(_, rows)| rows.len() > 1)
        .map(|(trial, _)| trial)
        .collect();
    let is_split = |trial: &Trial| with_several.contains(&trial.id);
    let (split, whole): (Vec<&Trial>, Vec<&Trial>) =
        trials.iter().partition(|trial| is_split(trial));
    let combined = whole.iter().filter(|trial| combines_arms(trial)).count();
    if combined > 0 {
        said.push(tr!(
            "In {} several arms stood on one side of the comparison; their numbers were added up.",
            counted(combined, review.locale)
        ));
    }
    if !split.is_empty() {
        said.push(tr!(
            "In {} each of several arms was compared with its share of the control group, in whole people.",
            counted(split.len(), review.locale)
        ));
    }
    said.extend(designs(review, &trials));
    said.extend(times(review, &trials));
    said
}

/// Whether a trial reported an outcome of several arms on one side.
fn combines_arms(trial: &Trial) -> bool {
    [Role::Experimental, Role::Control].into_iter().any(|role| {
        trial.records.values().any(|record| {
            let arms = trial.arms.iter().filter(|arm| arm.role == role);
            arms.filter(|arm| record.values.has_arm(arm.id)).count() > 1
        })
    })
}

/// What is said of one trial of a design and of several, and which trials are of it: by the trial, and by whether its
/// numbers were reduced.
type KindOfDesign = (&'static str, &'static str, fn(&Trial, bool) -> bool);

/// Randomized clusters and crossover.
fn designs(review: &ReviewAnswers<'_>, trials: &[&Trial]) -> Vec<String> {
    let is_reduced = |trial: &Trial| {
        let outcomes = review.outcomes.iter();
        let mut of_trial = outcomes.filter(|answers| answers.prepared.rows.contains(&trial.id));
        of_trial.any(|answers| applied_design_effect(trial, answers.outcome).is_some())
    };
    let kinds: [KindOfDesign; 5] = [
        (
            translate("randomized clusters; its numbers were reduced by the design effect"),
            translate("randomized clusters; their numbers were reduced by the design effect"),
            |trial, reduced| matches!(trial.design, Some(Design::Cluster(_))) && reduced,
        ),
        (
            translate("randomized clusters; its numbers enter as reported"),
            translate("randomized clusters; their numbers enter as reported"),
            |trial, reduced| matches!(trial.design, Some(Design::Cluster(_))) && !reduced,
        ),
        (
            translate("crossed people over and enters with its first period"),
            translate("crossed people over and enter with their first period"),
            |trial, _| trial.design == Some(Design::Crossover(Periods::First)),
        ),
        (
            translate("crossed people over and enters with a comparison within people"),
            translate("crossed people over and enter with a comparison within people"),
            |trial, _| trial.design == Some(Design::Crossover(Periods::Paired)),
        ),
        (
            translate(
                "crossed people over and enters with all periods as though of different people",
            ),
            translate(
                "crossed people over and enter with all periods as though of different people",
            ),
            |trial, _| trial.design == Some(Design::Crossover(Periods::Together)),
        ),
    ];
    kinds
        .into_iter()
        .filter_map(|(one, many, is_of_kind)| {
            let of_kind = trials
                .iter()
                .filter(|trial| is_of_kind(trial, is_reduced(trial)));
            let count = of_kind.count();
            let verb = if count == 1 { one } else { many };
            (count > 0).then(|| tr!("{} {verb}.", counted(count, review.locale), verb))
        })
        .collect()
}

/// By what events of one name were kept apart; nothing where no outcome says which events it counts.
fn kept_apart(review: &ReviewAnswers<'_>) -> Option<String> {
    let classes = || review.review.panel.events.values();
    let by = [
        (
            translate("seriousness"),
            classes().any(|class| class.seriousness.is_some()),
        ),
        (
            translate("grade"),
            classes().any(|class| class.grades.is_some()),
        ),
        (
            translate("relatedness"),
            classes().any(|class| class.relatedness.is_some()),
        ),
        (
            translate("onset"),
            classes().any(|class| !class.onset.is_empty()),
        ),
    ];
    let by: Vec<String> = by
        .into_iter()
        .filter(|(_, has)| *has)
        .map(|(name, _)| name.to_owned())
        .collect();
    (!by.is_empty()).then(|| {
        tr!(
            "Events were kept apart by {}: each such outcome was pooled by itself and none was added to another, as one person may be in several.",
            listed(&by, review.locale)
        )
    })
}

/// Which of several time points was taken.
fn times(review: &ReviewAnswers<'_>, trials: &[&Trial]) -> Option<String> {
    let has_several = |answers: &&super::OutcomeAnswers<'_>| {
        let id = answers.outcome.id;
        trials.iter().any(|trial| {
            let record = trial.records.get(&id);
            record.is_some_and(|record| !record.at_other_times().is_empty())
        })
    };
    let of = |window: Window| {
        let outcomes = review.outcomes.iter().filter(has_several);
        let of_window = outcomes.filter(|answers| answers.outcome.window == window);
        review.names(of_window)
    };
    let taken = match (of(Window::Immediate), of(Window::Lasting)) {
        (early, late) if early.is_empty() && late.is_empty() => return None,
        (early, _) if early.is_empty() => translate("the longest follow-up was taken").to_owned(),
        (_, late) if late.is_empty() => translate("the earliest time was taken").to_owned(),
        (early, _) => tr!(
            "the earliest time was taken of {}, the longest follow-up of the others",
            listed(&early, review.locale)
        ),
    };
    let by_hand = trials.iter().any(|trial| {
        let mut records = trial.records.values();
        records.any(|record| record.others.as_ref().is_some_and(|others| others.by_hand))
    });
    let unless = if by_hand {
        translate(", unless the reviewers chose another")
    } else {
        ""
    };
    Some(tr!(
        "Where a trial reported an outcome at several times, {taken}{unless}.",
        taken,
        unless
    ))
}
