//! Levels of a column, as they are listed to be renamed and merged.

use super::{Locale, Text, subject, tr, translate};
use crate::analysis::{self, Level};

/// What the dialog is called.
#[must_use]
pub fn title(column: &str) -> String {
    tr!("Levels of “{column}”", column)
}

/// What opens the dialog beside the choice of subgroups.
pub const EDIT: Text = Text("Rename or merge them…");

/// What the dialog is for.
pub const HINT: Text =
    Text("Subgroups are made of these. Pick one to rename it, or several that mean the same.");

/// What is said where the column says nothing of any trial.
pub const NO_LEVELS: Text = Text("The column says nothing of any trial yet.");

/// How many trials have a level.
#[must_use]
pub fn trials(level: &Level, locale: Locale) -> String {
    subject::trials(level.trials.len(), locale)
}

/// Of how many trials the column says nothing; `None` where it says something of all.
#[must_use]
pub fn not_stated(levels: &[Level], trials_in_all: usize, locale: Locale) -> Option<String> {
    let stated: usize = levels.iter().map(|level| level.trials.len()).sum();
    let silent = trials_in_all.saturating_sub(stated);
    (silent > 0).then(|| tr!("Not stated: {}", subject::trials(silent, locale)))
}

/// What the field asks for in which the new name is typed.
#[must_use]
pub fn name_asked(chosen: usize) -> &'static str {
    if chosen > 1 {
        translate("Call all of them")
    } else {
        translate("Call it")
    }
}

/// What the button says that does it.
#[must_use]
pub fn button(chosen: usize) -> &'static str {
    if chosen > 1 {
        translate("Merge")
    } else {
        translate("Rename")
    }
}

/// What would come of it, or what came of it: "“UC” (5 trials) and “umbilical cord” (9 trials): 14 trials called “Umbilical
/// cord”." These are the levels that become one, all that bear the new name among them; `None` without any.
#[must_use]
pub fn merged(levels: &[&Level], into: &str, locale: Locale) -> Option<String> {
    let (last, others) = levels.split_last()?;
    let with_count = |level: &Level| tr!("“{}” ({})", level.text, trials(level, locale));
    let last = with_count(last);
    let named = match others {
        [] => last,
        others => {
            let others: Vec<String> = others.iter().map(|level| with_count(level)).collect();
            tr!("{} and {last}", others.join(translate(", ")), last)
        }
    };
    let into = into.trim();
    if !analysis::is_stated(into) {
        return Some(tr!(
            "{named}: “{into}” counts as not stated, and they would make no subgroup.",
            named,
            into
        ));
    }
    let together: usize = levels.iter().map(|level| level.trials.len()).sum();
    Some(tr!(
        "{named}: {} called “{into}”.",
        subject::trials(together, locale),
        named,
        into
    ))
}
