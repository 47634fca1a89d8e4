//! What is said of the panel: heads, margins, when it was fixed, what choosing outcomes by the data means.

use super::{Locale, Text, number, tr, translate};
use crate::data::{LARGEST_MARGIN, MarginFault, Panel, Window, day_of};
use crate::safety::{Multiplicity, multiplicity};

/// What the view is called.
pub const TITLE: Text = Text("Panel");
/// Said where the review has no outcome.
pub const NO_OUTCOME: Text =
    Text("The panel lists what the review looks at. Add an outcome, or take the suggested panel.");
/// Takes the suggested panel.
pub const TAKE: Text = Text("Take the MSC panel");
/// What taking it does.
pub const TAKE_HINT: Text = Text(
    "Adds the outcomes that are missing, groups those that are there, and states definitions and margins where none are. The margins are proposals that rest on no guideline.",
);
/// Begins an empty panel.
pub const EMPTY: Text = Text("Empty panel");
/// What emptying does.
pub const EMPTY_HINT: Text = Text(
    "Removes outcomes without entries, and the groups, definitions and margins of the others. Entries stay.",
);
/// Adds an outcome.
pub const ADD: Text = Text("Add outcome…");
/// The head of the outcomes.
pub const OUTCOME: Text = Text("Outcome");
/// The head of the definitions.
pub const DEFINITION: Text = Text("Definition");
/// The head of the groups.
pub const GROUP: Text = Text("Group");
/// The head of the windows.
pub const WINDOW: Text = Text("Of several time points");
/// The head of the directions of harm.
pub const HARM: Text = Text("Harm is");
/// The head of the margins.
pub const MARGIN: Text = Text("Margin of concern");
/// The head of the latencies.
pub const LATENCY: Text = Text("Latency");
/// What a latency is.
pub const LATENCY_HINT: Text = Text(
    "How long after treatment the outcome is thought to appear, such as \u{201c}2 years\u{201d}. Beside it stands how many trials followed people for shorter.",
);
/// Said of a latency that is none.
pub const LATENCY_FAULT: Text = Text("Not a time: write a number with its unit, such as 2 years.");
/// The head of the wordings.
pub const TERMS: Text = Text("Wordings");
/// What a margin is.
pub const MARGIN_HINT: Text = Text(
    "A ratio above 1 from which on more harm would matter, such as 1.25. It holds for ratios of risks, odds and rates; the findings say whether it is ruled out.",
);
/// Moves an outcome up.
pub const UP: Text = Text("Move up");
/// Moves an outcome down.
pub const DOWN: Text = Text("Move down");
/// Removes an outcome.
pub const REMOVE: Text = Text("Remove");
/// The keys that move an outcome.
pub const KEYS: Text = Text("Alt ↑ and Alt ↓ move the row in which you type.");
/// What heads outcomes that came later.
pub const ADDED_LATER: Text = Text("Added after the panel was fixed");
/// The mark of such an outcome.
pub const ADDED_LATER_TAG: Text = Text("added later");
/// The group of outcomes without one, among others that have one.
pub const NO_GROUP: Text = Text("No group");
/// More of it is worse.
pub const MORE_IS_WORSE: Text = Text("more");
/// Less of it is worse.
pub const LESS_IS_WORSE: Text = Text("less");
/// Fixes the panel.
pub const FIX: Text = Text("Fix the panel");
/// Takes back that it is fixed.
pub const RELEASE: Text = Text("Not fixed after all");
/// The day on which it was fixed.
pub const DAY: Text = Text("Fixed on");
/// Whether the data choose the outcomes.
pub const OPEN: Text = Text("Open panel: the data choose the outcomes");
/// What an open panel is.
pub const OPEN_HINT: Text = Text(
    "For reviews that look at every event which more than one trial reports. Findings then say that they are data-driven.",
);
/// Enters an outcome under another.
pub const MAP: Text = Text("Same as…");
/// Chooses the outcome that is meant.
pub const MAP_INTO: Text = Text("Enter under");
/// What entering an outcome under another does.
pub const MAP_HINT: Text = Text(
    "What trials reported under this name is entered under the other outcome, and the wording is kept. Undo takes it back.",
);

/// Which of several time points counts.
#[must_use]
pub fn window(window: Window) -> &'static str {
    match window {
        Window::Immediate => translate("the earliest"),
        Window::Lasting => translate("the longest"),
    }
}

/// A day as people write it: "12 May 2025"; as it was typed where it is none.
#[must_use]
pub fn day(date: &str) -> String {
    const MONTHS: [Text; 12] = [
        Text("January"),
        Text("February"),
        Text("March"),
        Text("April"),
        Text("May"),
        Text("June"),
        Text("July"),
        Text("August"),
        Text("September"),
        Text("October"),
        Text("November"),
        Text("December"),
    ];
    let written = day_of(date).and_then(|(year, month, day)| {
        let name = MONTHS.get(usize::try_from(month).ok()?.checked_sub(1)?)?;
        Some(tr!("{day} {name} {year}", day, name, year))
    });
    written.unwrap_or_else(|| date.to_owned())
}

/// "Panel fixed on 12 May 2025, 2 outcomes added later", or that it is not fixed.
#[must_use]
pub fn fixed(panel: &Panel, added_later: usize, locale: Locale) -> String {
    let Some(fixed) = &panel.fixed else {
        return if panel.open {
            translate("Open panel, not fixed").to_owned()
        } else {
            translate("Panel not fixed").to_owned()
        };
    };
    let name = if panel.open {
        translate("Open panel")
    } else {
        translate("Panel")
    };
    let later = match added_later {
        0 => String::new(),
        1 => translate(", 1 outcome added later").to_owned(),
        more => tr!(
            ", {} outcomes added later",
            number::count(more as u64, locale)
        ),
    };
    tr!("{name} fixed on {}{later}", day(&fixed.date), name, later)
}

/// What is wrong with a margin, and what to do.
#[must_use]
pub fn margin_fault(fault: MarginFault, locale: Locale) -> String {
    match fault {
        MarginFault::NotANumber => translate("No number. Type a ratio such as 1.25.").to_owned(),
        MarginFault::NotAboveOne => {
            translate("A margin is a ratio above 1; for less that is worse, its inverse is taken.")
                .to_owned()
        }
        MarginFault::TooLarge => tr!(
            "Above {}: type the ratio itself, not percent.",
            number::fixed(LARGEST_MARGIN, 0, locale)
        ),
    }
}

/// What it means that the data choose the outcomes: "Data-driven: 14 events that more than one trial reports. …"
#[must_use]
pub fn open(tested: usize, locale: Locale) -> String {
    let Multiplicity {
        tested,
        expected,
        at_least_one,
    } = multiplicity(tested);
    let count = number::count(tested as u64, locale);
    match tested {
        0 => translate("Data-driven: no event is reported by more than one trial yet.").to_owned(),
        1 => translate("Data-driven: 1 event is reported by more than one trial.").to_owned(),
        _ => tr!(
            "Data-driven: {count} events are reported by more than one trial. Were they independent and did nothing differ, {} of the {count} intervals at 95% would be expected to exclude no difference by chance, and at least one would with a probability of {}. Adverse events are not independent, so that the true number may be larger or smaller; intervals are not adjusted for it.",
            number::fixed(expected, 1, locale),
            number::percent(at_least_one, locale),
            count
        ),
    }
}

/// "“rigors” (Packham 2016)", for each wording of an outcome.
#[must_use]
pub fn terms(terms: &[(String, String)]) -> String {
    let parts: Vec<String> = terms
        .iter()
        .map(|(wording, trial)| tr!("“{wording}” ({trial})", wording, trial))
        .collect();
    parts.join(translate(", "))
}

#[cfg(test)]
mod tests {
    use super::{Locale, Panel, day, fixed, open};
    use crate::data::FixedPanel;

    #[test]
    fn days_are_written_out_and_what_is_no_day_stays() {
        assert_eq!(day("2025-05-12"), "12 May 2025");
        assert_eq!(day("May"), "May");
    }

    #[test]
    fn the_state_of_the_panel_is_said() {
        let locale = Locale::DecimalPoint;
        let mut panel = Panel::default();
        assert_eq!(fixed(&panel, 0, locale), "Panel not fixed");
        panel.fixed = Some(FixedPanel {
            date: "2025-05-12".to_owned(),
            outcomes: std::collections::BTreeSet::new(),
        });
        assert_eq!(fixed(&panel, 0, locale), "Panel fixed on 12 May 2025");
        assert_eq!(
            fixed(&panel, 1, locale),
            "Panel fixed on 12 May 2025, 1 outcome added later"
        );
    }

    #[test]
    fn many_tests_are_said_with_what_chance_would_give() {
        let said = open(14, Locale::DecimalPoint);
        assert!(said.contains("0.7 of the 14 intervals at 95%"), "{said}");
        assert!(said.contains("a probability of 51.2%"), "{said}");
        let one = open(1, Locale::DecimalPoint);
        assert_eq!(
            one,
            "Data-driven: 1 event is reported by more than one trial."
        );
    }
}
