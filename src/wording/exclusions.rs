//! What is said of trials that the reviewers left out: how many, why, and that they reported all the same.

use super::subject::{Subject, trials};
use super::{Locale, Text, names, number, tr, translate};
use crate::analysis::{ExcludedTrial, LeftOut, Prepared};
use crate::data::TrialId;

/// Reasons to pick from; others are typed.
pub const REASONS: [Text; 8] = [
    Text("High risk of bias"),
    Text("Other people than the review is about"),
    Text("Other treatment or dose"),
    Text("Other comparator"),
    Text("Outcome defined or counted otherwise"),
    Text("Follow-up too short"),
    Text("Numbers in doubt"),
    Text("People counted in another trial too"),
];

/// What stands for a reason that nobody gave.
pub const NO_REASON: Text = Text("no reason given");

/// Heads the trials that the reviewers left out, in a figure.
pub const HEAD: Text = Text("Left out by the reviewers");

/// What stands in place of the effect of such a trial.
pub const LEFT_OUT: Text = Text("left out");

/// Marks the count of an outcome of which trials were left out, in the profile.
const MARK: &str = "‡";

/// The mark of a count, where trials of it were left out.
#[must_use]
pub fn mark(left_out: bool) -> &'static str {
    if left_out { MARK } else { "" }
}

/// What the dialog is called.
#[must_use]
pub fn title(trial: &str) -> String {
    if trial.trim().is_empty() {
        translate("Leave the trial out").to_owned()
    } else {
        tr!("Leave out {}", trial.trim())
    }
}

/// What the dialog says of the act.
pub const HINT: Text = Text(
    "The trial stays in the review, and what it reported is still counted as reported. The reason is said in the figure and in every table.",
);

/// What the field for the reason asks for.
pub const REASON_ASKED: Text = Text("Reason (pick or type)");

/// What the choice between one outcome and all of them asks for.
pub const SCOPE_ASKED: Text = Text("Of which outcomes");

/// The choice of one outcome alone.
#[must_use]
pub fn of_outcome(outcome: &str) -> String {
    tr!("Of this one: {outcome}", outcome)
}

/// What leaves a trial out, and what opens the dialog for it.
pub const BUTTON: Text = Text("Leave out");
/// Opens the dialog from the list of trials.
pub const ASK: Text = Text("Leave out…");
/// What the row of a trial in the figure says to whoever points at it.
pub const HINT_OF_ROW: Text = Text("Leave this trial out…");
/// Lets a trial into the pool again.
pub const BRING_BACK: Text = Text("Bring back");
/// Lets all of them in again.
pub const BRING_ALL_BACK: Text = Text("Bring all trials back");

/// The choice of all outcomes.
pub const OF_ALL: Text = Text("Of all outcomes");

/// The reason as it stands in a sentence: "wrong population", or that none was given.
#[must_use]
pub fn reason(reason: &str) -> String {
    let reason = reason.trim().trim_end_matches(['.', '。']);
    if reason.is_empty() {
        NO_REASON.to_owned()
    } else {
        names::outcome_inside(reason)
    }
}

/// Why a trial that reported the outcome is not in the pool, with the reason that the reviewers gave.
#[must_use]
pub fn why_left_out(prepared: &Prepared, trial: TrialId, why: LeftOut) -> String {
    let words = super::undefined::left_out(why);
    match prepared.reason_for(trial) {
        Some(given) if why == LeftOut::ByReviewers => tr!("{words}: {}", reason(given), words),
        _ => words.to_owned(),
    }
}

/// "1 left out by the reviewers (wrong population)", "3 left out by the reviewers (2: high risk of bias; 1: no reason given)".
/// Nothing where none was.
#[must_use]
pub fn counted(excluded: &[&ExcludedTrial], locale: Locale) -> Option<String> {
    if excluded.is_empty() {
        return None;
    }
    let mut reasons: Vec<(String, usize)> = Vec::new();
    for trial in excluded {
        let given = reason(&trial.reason);
        match reasons.iter_mut().find(|(known, _)| *known == given) {
            Some((_, trials)) => *trials += 1,
            None => reasons.push((given, 1)),
        }
    }
    let count = |trials: usize| number::count(trials as u64, locale);
    let why = match reasons.as_slice() {
        [(alone, _)] => alone.clone(),
        several => {
            let several = several.iter();
            let several =
                several.map(|(reason, trials)| tr!("{}: {reason}", count(*trials), reason));
            several.collect::<Vec<_>>().join(translate("; "))
        }
    };
    Some(tr!(
        "{} left out by the reviewers ({why})",
        count(excluded.len()),
        why
    ))
}

/// "Left out by the reviewers: Adams 2019 (wrong population); Brown 2020 (no reason given)." Nothing where none was.
#[must_use]
pub fn named(excluded: &[&ExcludedTrial]) -> Option<String> {
    if excluded.is_empty() {
        return None;
    }
    let named = excluded.iter().map(|trial| with_reason(trial));
    Some(tr!(
        "{HEAD}: {}.",
        named.collect::<Vec<_>>().join(translate("; ")),
        HEAD
    ))
}

/// The same where they were left out for different reasons; where the count of them gives the one reason, nothing.
#[must_use]
pub fn named_apart(excluded: &[&ExcludedTrial]) -> Option<String> {
    let first = reason(&excluded.first()?.reason);
    let alike = excluded.iter().all(|trial| reason(&trial.reason) == first);
    named(excluded).filter(|_| !alike)
}

/// What is said under the profile of all outcomes of the trials that were left out of any: outcomes without the same trials
/// stand apart, those without any are not named. "‡ Left out by the reviewers: Adams 2019 (wrong population), of Fever; …".
#[must_use]
pub fn of_outcomes(outcomes: &[(&str, &[ExcludedTrial])]) -> Option<String> {
    // A trial with its reason, and the outcomes of which it is left out.
    let mut trials: Vec<(String, Vec<&str>)> = Vec::new();
    for (outcome, excluded) in outcomes {
        for trial in excluded.iter().filter(|trial| trial.data.is_some()) {
            let named = with_reason(trial);
            match trials.iter_mut().find(|(known, _)| *known == named) {
                Some((_, of)) => of.push(outcome),
                None => trials.push((named, vec![outcome])),
            }
        }
    }
    if trials.is_empty() {
        return None;
    }
    let trials = trials.iter();
    let said = trials.map(|(trial, of)| tr!("{trial}, of {}", of.join(translate(", ")), trial));
    Some(tr!(
        "{MARK}\u{a0}{HEAD}: {}.",
        said.collect::<Vec<_>>().join(translate("; ")),
        MARK,
        HEAD
    ))
}

fn with_reason(trial: &ExcludedTrial) -> String {
    tr!("{} ({})", names::trial(&trial.label), reason(&trial.reason))
}

/// Where the reviewers left every trial out that reported: "The reviewers left out both trials that reported fever …".
#[must_use]
pub(super) fn nothing_left(subject: &Subject<'_>) -> Option<String> {
    let why = counted(&subject.excluded, subject.locale)?;
    Some(tr!(
        "{} reported {}, {why}: none is left to pool.",
        trials(subject.excluded.len(), subject.locale),
        subject.outcome_inside(),
        why
    ))
}
