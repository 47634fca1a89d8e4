//! The panel of a review: which outcomes it looks at, in which groups, from which ratio on a harm is of concern, and when
//! all that was fixed.
//!
//! Name, definition, group, window and direction of an outcome are its own ([`Outcome`]); what is said here concerns the
//! outcomes together. A panel is *prespecified* where somebody chose its outcomes before looking at the results, and *open*
//! where the data choose them: every event that more than one trial reports.

use std::collections::{BTreeMap, BTreeSet};

use serde::{Deserialize, Serialize};

use super::time_point::length_in_days;
use super::{Entry, EventClass, Misread, Outcome, OutcomeId, Review, State, TrialId, Window};

/// What a review says of its outcomes together.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Panel {
    /// Margins of concern as they were typed: ratios above 1.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub margins: BTreeMap<OutcomeId, Entry<f64>>,
    /// How long after treatment outcomes are thought to appear, as it was typed ("2 years").
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub latencies: BTreeMap<OutcomeId, String>,
    /// Which events outcomes count; an outcome that counts all of its name is not listed.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub events: BTreeMap<OutcomeId, EventClass>,
    /// When it was fixed, and with which outcomes; `None` while it is not.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub fixed: Option<FixedPanel>,
    /// Whether the data choose its outcomes.
    #[serde(default, skip_serializing_if = "is_false")]
    pub open: bool,
    /// Wordings of trials that were entered under an outcome of another name.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub terms: Vec<Term>,
}

#[expect(
    clippy::trivially_copy_pass_by_ref,
    reason = "what serde calls takes a reference"
)]
fn is_false(value: &bool) -> bool {
    !*value
}

/// A panel that was fixed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FixedPanel {
    /// The day, as [`is_day`] has it: "2025-05-12".
    pub date: String,
    /// The outcomes that it had; all others were added later.
    pub outcomes: BTreeSet<OutcomeId>,
}

/// What a trial calls an event that was entered under an outcome of another name.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Term {
    /// The outcome under which it was entered.
    pub outcome: OutcomeId,
    /// The trial.
    pub trial: TrialId,
    /// The trial's own wording.
    pub wording: String,
}

/// Why a margin of concern is none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarginFault {
    /// What stands there is no number.
    NotANumber,
    /// It is a number, but not above 1.
    NotAboveOne,
    /// It is above [`LARGEST_MARGIN`].
    TooLarge,
}

/// A margin above this is a slip of the pen.
pub const LARGEST_MARGIN: f64 = 100.0;

impl Panel {
    /// The margin of concern of an outcome: a ratio above 1, from which on more harm would matter; `None` where none is stated
    /// that is one.
    #[must_use]
    pub fn margin(&self, outcome: OutcomeId) -> Option<f64> {
        let margin = self.margins.get(&outcome)?.value()?;
        (fault_of(margin).is_none()).then_some(margin)
    }

    /// Why what was typed as the margin of an outcome is none.
    #[must_use]
    pub fn margin_fault(&self, outcome: OutcomeId) -> Option<MarginFault> {
        let entry = self.margins.get(&outcome)?;
        match entry.value() {
            Some(margin) => fault_of(margin),
            None if entry.typed.trim().is_empty() => None,
            None => Some(MarginFault::NotANumber),
        }
    }

    /// How long after treatment an outcome is thought to appear, in days; `None` where nothing is stated that is a time.
    #[must_use]
    pub fn latency(&self, outcome: OutcomeId) -> Option<f64> {
        length_in_days(self.latencies.get(&outcome)?).filter(|days| *days > 0.0)
    }

    /// Whether what was typed as the latency of an outcome is no time.
    #[must_use]
    pub fn has_latency_fault(&self, outcome: OutcomeId) -> bool {
        self.latencies.contains_key(&outcome) && self.latency(outcome).is_none()
    }

    /// Which events an outcome counts.
    #[must_use]
    pub fn events_of(&self, outcome: OutcomeId) -> EventClass {
        self.events.get(&outcome).cloned().unwrap_or_default()
    }

    /// Whether an outcome was added after the panel was fixed.
    #[must_use]
    pub fn is_added_later(&self, outcome: OutcomeId) -> bool {
        self.fixed
            .as_ref()
            .is_some_and(|fixed| !fixed.outcomes.contains(&outcome))
    }

    /// The wordings of trials that were entered under an outcome, in the order in which they were.
    pub fn terms_of(&self, outcome: OutcomeId) -> impl Iterator<Item = &Term> {
        self.terms
            .iter()
            .filter(move |term| term.outcome == outcome)
    }

    /// Whether all margins are finite numbers, or none.
    #[must_use]
    pub fn is_finite(&self) -> bool {
        let mut margins = self.margins.values().filter_map(Entry::value);
        margins.all(f64::is_finite)
    }

    /// Marks margins that are not finite as unreadable: no document holds them.
    pub fn mark_infinite(&mut self) {
        for margin in self.margins.values_mut() {
            if margin.value().is_some_and(|value| !value.is_finite()) {
                margin.state = State::Unreadable(Misread::NotANumber);
            }
        }
    }

    /// Forgets what is said of outcomes and trials that the review does not have.
    pub fn forget_what_is_gone(
        &mut self,
        has_outcome: impl Fn(OutcomeId) -> bool,
        has_trial: impl Fn(TrialId) -> bool,
    ) {
        self.margins.retain(|outcome, _| has_outcome(*outcome));
        self.latencies.retain(|outcome, _| has_outcome(*outcome));
        self.events.retain(|outcome, class| {
            class.mend();
            has_outcome(*outcome) && !class.is_blank()
        });
        self.terms
            .retain(|term| has_outcome(term.outcome) && has_trial(term.trial));
        if let Some(fixed) = self.fixed.as_mut() {
            fixed.outcomes.retain(|outcome| has_outcome(*outcome));
        }
    }
}

fn fault_of(margin: f64) -> Option<MarginFault> {
    if margin > LARGEST_MARGIN {
        Some(MarginFault::TooLarge)
    } else if margin > 1.0 {
        None
    } else {
        Some(MarginFault::NotAboveOne)
    }
}

/// Whether a text is a day of the calendar as ISO 8601 writes it: "2025-05-12".
///
/// ```
/// use trialpool::data::is_day;
///
/// assert!(is_day("2024-02-29") && !is_day("2025-02-29") && !is_day("12 May 2025"));
/// ```
#[must_use]
pub fn is_day(text: &str) -> bool {
    day_of(text).is_some()
}

/// Year, month (1 to 12) and day of a text as [`is_day`] has it.
#[must_use]
pub fn day_of(text: &str) -> Option<(u32, u32, u32)> {
    let number = |text: &str, digits: usize| {
        let is_number = text.len() == digits && text.bytes().all(|byte| byte.is_ascii_digit());
        is_number.then(|| text.parse::<u32>().ok()).flatten()
    };
    let mut parts = text.split('-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let (year, month, day) = (number(year, 4)?, number(month, 2)?, number(day, 2)?);
    let is_leap = year % 4 == 0 && (year % 100 != 0 || year % 400 == 0);
    let days = match month {
        1 | 3 | 5 | 7 | 8 | 10 | 12 => 31,
        4 | 6 | 9 | 11 => 30,
        2 => 28 + u32::from(is_leap),
        _ => return None,
    };
    (1..=days).contains(&day).then_some((year, month, day))
}

/// An outcome of a panel that the program suggests.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct SuggestedOutcome {
    /// What it is called.
    pub name: &'static str,
    /// Other names by which a review may have it already.
    pub aliases: &'static [&'static str],
    /// What counts as it.
    pub definition: &'static str,
    /// Its group.
    pub group: &'static str,
    /// Which of several time points is wanted.
    pub window: Window,
    /// The margin of concern that is proposed.
    pub margin: f64,
}

/// The groups of panels, as they are offered.
pub const GROUPS: [&str; 4] = [IMMEDIATE, INFECTION, THROMBOTIC, LONGER_TERM];

const IMMEDIATE: &str = "Immediate";
const INFECTION: &str = "Infection";
const THROMBOTIC: &str = "Thrombotic or embolic";
const LONGER_TERM: &str = "Longer-term";

/// Margin that is proposed where events are common, or grave.
const CLOSE: f64 = 1.25;
/// Margin that is proposed where events are rare.
const WIDE: f64 = 2.0;

const fn suggested(
    name: &'static str,
    aliases: &'static [&'static str],
    definition: &'static str,
    (group, window, margin): (&'static str, Window, f64),
) -> SuggestedOutcome {
    SuggestedOutcome {
        name,
        aliases,
        definition,
        group,
        window,
        margin,
    }
}

/// The panel that is suggested for reviews of mesenchymal stromal cells. Its outcomes are those that Thompson 2020
/// (`EClinicalMedicine` 19:100249) and a review of umbilical-cord cells (2026) prespecified, with the general ones that every
/// review of harms asks for; definitions are our own, and margins are proposals that rest on no guideline: 1.25 where events
/// are common or grave, 2 where they are rare.
pub const SUGGESTED: [SuggestedOutcome; 12] = [
    suggested(
        "Fever",
        &["pyrexia", "fever within 24 hours"],
        "38 °C or more, or as the trial defines it",
        (IMMEDIATE, Window::Immediate, WIDE),
    ),
    suggested(
        "Infusional toxicity, non-fever",
        &[
            "non-fever infusional toxicity",
            "infusional toxicity",
            "infusion reaction",
            "infusion reactions",
        ],
        "Reactions to the infusion other than fever",
        (IMMEDIATE, Window::Immediate, WIDE),
    ),
    suggested(
        "Administration-site events",
        &["injection site reaction", "injection site reactions"],
        "Pain, bleeding or infection where it was given",
        (IMMEDIATE, Window::Immediate, CLOSE),
    ),
    suggested(
        "Infection",
        &["infections", "any infection"],
        "Any infection",
        (INFECTION, Window::Lasting, CLOSE),
    ),
    suggested(
        "Mycotic aneurysm",
        &["mycotic aneurysms"],
        "As diagnosed",
        (INFECTION, Window::Lasting, WIDE),
    ),
    suggested(
        "Thrombotic or embolic events",
        &[
            "thrombotic or embolic",
            "thromboembolic events",
            "thromboembolism",
            "thrombotic embolic events",
        ],
        "Venous or arterial, with symptoms",
        (THROMBOTIC, Window::Lasting, WIDE),
    ),
    suggested(
        "Death",
        &[
            "deaths",
            "mortality",
            "all-cause mortality",
            "all-cause death",
        ],
        "Of any cause",
        (LONGER_TERM, Window::Lasting, CLOSE),
    ),
    suggested(
        "Malignancy or ectopic tissue",
        &["malignancy", "malignancy or ectopic tissue formation"],
        "Any that is new",
        (LONGER_TERM, Window::Lasting, WIDE),
    ),
    suggested(
        "Serious adverse events",
        &[
            "serious adverse event",
            "any serious adverse event",
            "sae",
            "saes",
        ],
        "People with at least one",
        (LONGER_TERM, Window::Lasting, CLOSE),
    ),
    suggested(
        "Related serious adverse events",
        &[
            "treatment-related serious adverse events",
            "related sae",
            "related saes",
        ],
        "People with at least one that the trial judged related",
        (LONGER_TERM, Window::Lasting, CLOSE),
    ),
    suggested(
        "Any adverse event",
        &["adverse events", "any adverse events", "adverse event"],
        "People with at least one",
        (LONGER_TERM, Window::Lasting, CLOSE),
    ),
    suggested(
        "Stopping for an adverse event",
        &[
            "discontinuation due to adverse events",
            "withdrawal due to adverse events",
            "stopping for adverse events",
        ],
        "Treatment stopped because of one",
        (LONGER_TERM, Window::Lasting, CLOSE),
    ),
];

impl SuggestedOutcome {
    /// Whether an outcome is meant that is called so: by its name or another that it is known by, capitals and punctuation
    /// aside.
    #[must_use]
    pub fn is(&self, outcome: &Outcome) -> bool {
        self.is_called(&folded(&outcome.name))
    }

    /// The same of a name as [`folded`] has it.
    pub(super) fn is_called(&self, name: &str) -> bool {
        let mut names = self.aliases.iter().chain([&self.name]);
        names.any(|known| folded(known) == name)
    }
}

/// The letters and digits of a name in small letters, words parted by single spaces.
pub(super) fn folded(name: &str) -> String {
    let spaced: String = name
        .chars()
        .map(|character| {
            if character.is_alphanumeric() {
                character
            } else {
                ' '
            }
        })
        .collect();
    let words: Vec<String> = spaced.split_whitespace().map(str::to_lowercase).collect();
    words.join(" ")
}

/// The outcomes that a name may be another wording of, the nearest first: those that share the most of their words with it,
/// or that a suggested panel knows by this name. Only for the user to say.
#[must_use]
pub fn outcomes_like(review: &Review, of: OutcomeId) -> Vec<OutcomeId> {
    /// Words that tell nothing of an event.
    const EMPTY: [&str; 12] = [
        "or", "of", "and", "the", "a", "any", "event", "events", "adverse", "to", "in", "with",
    ];
    let Some(named) = review.outcome(of) else {
        return Vec::new();
    };
    let words = |name: &str| -> BTreeSet<String> {
        let words = folded(name);
        let words = words.split(' ').filter(|word| !EMPTY.contains(word));
        // Plurals are the same word.
        words
            .map(|word| word.strip_suffix('s').unwrap_or(word).to_owned())
            .filter(|word| word.len() > 2)
            .collect()
    };
    let mine = words(&named.name);
    let known = SUGGESTED.iter().find(|suggested| suggested.is(named));
    let mut near: Vec<(usize, OutcomeId)> = review
        .outcomes
        .iter()
        .filter(|other| other.id != of && other.kind == named.kind)
        .filter_map(|other| {
            let is_known = known.is_some_and(|known| known.is(other));
            let theirs = words(&other.name);
            let shared = mine.intersection(&theirs).count();
            let score = if is_known { 1_000 } else { shared };
            (score > 0).then_some((score, other.id))
        })
        .collect();
    near.sort_by(|(one, _), (other, _)| other.cmp(one));
    near.into_iter().map(|(_, outcome)| outcome).collect()
}

#[cfg(test)]
mod tests {
    use super::{MarginFault, Panel, SUGGESTED, day_of, folded};
    use crate::data::{Entry, OutcomeId, State};

    #[test]
    fn only_a_ratio_above_one_is_a_margin() {
        let mut panel = Panel::default();
        let outcome = OutcomeId(3);
        let mut typed = |state: State<f64>, typed: &str| {
            let typed = typed.to_owned();
            panel.margins.insert(outcome, Entry { typed, state });
            (panel.margin(outcome), panel.margin_fault(outcome))
        };
        assert_eq!(typed(State::Reported(1.25), "1.25"), (Some(1.25), None));
        let one = typed(State::Reported(1.0), "1");
        assert_eq!(one, (None, Some(MarginFault::NotAboveOne)));
        let much = typed(State::Reported(125.0), "125");
        assert_eq!(much, (None, Some(MarginFault::TooLarge)));
        assert_eq!(typed(State::NotReported, ""), (None, None));
    }

    #[test]
    fn days_are_those_of_the_calendar() {
        assert_eq!(day_of("2000-02-29"), Some((2000, 2, 29)));
        for none in [
            "1900-02-29",
            "2025-13-01",
            "2025-4-1",
            "2025-04-31",
            "",
            "2025-04-00",
        ] {
            assert_eq!(day_of(none), None, "{none}");
        }
    }

    #[test]
    fn no_two_suggested_outcomes_are_known_by_one_name() {
        let mut names: Vec<String> = SUGGESTED
            .iter()
            .flat_map(|one| one.aliases.iter().chain([&one.name]))
            .map(|name| folded(name))
            .collect();
        let all = names.len();
        names.sort();
        names.dedup();
        assert_eq!(names.len(), all);
    }
}
