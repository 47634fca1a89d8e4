//! What the page itself says: whether the work is saved, what an empty place is for, what a paste was taken for.

use super::subject::trials;
use super::{Locale, number};
use crate::data::Review;

/// What happened to the work since it was last changed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Autosave {
    /// Stored on this device.
    Saved,
    /// About to be.
    Saving,
    /// The browser does not let the page store anything.
    Forbidden,
    /// The device has no room left.
    Full,
    /// Another tab stored a later state of the same review.
    OtherTab,
}

/// Whether the work is saved, in a few words.
#[must_use]
pub fn autosave(state: Autosave) -> &'static str {
    match state {
        Autosave::Saved => "Saved here",
        Autosave::Saving => "Saving…",
        Autosave::Forbidden => {
            "Not saved: this browser does not let pages store anything. Download the project to keep it."
        }
        Autosave::Full => {
            "Not saved: the device has no room left. Download the project to keep it."
        }
        Autosave::OtherTab => {
            "Open in another tab that was changed later. Reload to see its state."
        }
    }
}

/// Where the data go.
pub const NOTHING_LEAVES: &str = "nothing leaves this device";

/// How a table gets in.
pub const PASTE_HINT: &str = "Ctrl V pastes a table anywhere";

/// Which files can be dropped.
pub const DROP_HINT: &str = "Drop a file: CSV or a Trialpool project";

/// What the review holds: "40 trials · 9 outcomes".
#[must_use]
pub fn size(review: &Review, locale: Locale) -> String {
    format!(
        "{} · {}",
        trials(review.trials.len(), locale),
        outcomes(review.outcomes.len(), locale)
    )
}

/// "1 outcome", "9 outcomes".
#[must_use]
pub fn outcomes(outcomes: usize, locale: Locale) -> String {
    let counted = number::count(outcomes as u64, locale);
    if outcomes == 1 {
        format!("{counted} outcome")
    } else {
        format!("{counted} outcomes")
    }
}

/// A place with nothing in it yet.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Empty {
    /// A review without trials.
    Trials,
    /// A review without outcomes.
    Outcomes,
    /// An outcome that no trial reports.
    Numbers,
    /// An outcome all of whose trials are hidden.
    AllHidden,
}

/// What an empty place is for and how to fill it.
#[must_use]
pub fn empty(place: Empty) -> &'static str {
    match place {
        Empty::Trials => {
            "No trials yet. Paste a table, drop a file, or type a trial’s name into the first row."
        }
        Empty::Outcomes => {
            "No outcomes yet. Paste a table with events and totals, or add an outcome by name."
        }
        Empty::Numbers => {
            "No trial reports this outcome yet. Type events and totals; an empty cell means not reported, 0 means none."
        }
        Empty::AllHidden => {
            "All trials of this outcome are taken out. Bring one back to see it pooled."
        }
    }
}

/// What a pasted table was taken for: "12 trials with 3 outcomes. 2 findings need a look."
#[must_use]
pub fn paste_preview(review: &Review, findings: usize, locale: Locale) -> String {
    let read = format!(
        "{} with {}.",
        trials(review.trials.len(), locale),
        outcomes(review.outcomes.len(), locale)
    );
    match findings {
        0 => format!("{read} Nothing stands out."),
        1 => format!("{read} One finding needs a look."),
        several => format!(
            "{read} {} findings need a look.",
            number::count(several as u64, locale)
        ),
    }
}

/// Says that data which came later would have led to another proposal than the plan in use: an offer, not a change.
#[must_use]
pub fn offer(proposed: &str) -> String {
    format!(
        "For these data Trialpool would now propose: {proposed}. Nothing changes unless you take it."
    )
}

/// Marks an outcome that is pooled unlike the rest of the review.
pub const DEPARTS_FROM_PLAN: &str = "departs from the review’s plan";
