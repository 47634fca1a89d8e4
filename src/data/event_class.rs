//! Which events of its name an outcome counts: serious ones, those of some grade, those that were judged related, those
//! that began within some time.
//!
//! Tables of safety list one term in several rows: all events and the serious ones among them, those of grade 3 or higher,
//! those judged related. One person may stand in several of these rows, so that they are never added up: each is an outcome of
//! its own, and its class says which events it counts.

use serde::{Deserialize, Serialize};

/// Which events an outcome counts; nothing said means all that the trials report under its name.
#[derive(Clone, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct EventClass {
    /// Whether they are serious.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub seriousness: Option<Stated<EventSeriousness>>,
    /// Of which grades they are.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grades: Option<Stated<Grades>>,
    /// Whether they were judged to come from the treatment.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub relatedness: Option<Stated<Relatedness>>,
    /// When they began, in the words of the table ("day 0 to 7"); empty where nothing is said.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub onset: String,
}

/// Something that is on a list, or the words of a source that are not.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Stated<T> {
    /// It is on the list.
    Known(T),
    /// What a source says, which is not on the list; it is kept as it stands.
    Worded(String),
}

impl<T: Copy> Stated<T> {
    /// What of the list it is.
    #[must_use]
    pub fn known(&self) -> Option<T> {
        match self {
            Self::Known(known) => Some(*known),
            Self::Worded(_) => None,
        }
    }
}

/// Whether events are serious in the sense of regulators: fatal, life-threatening, leading to a stay in hospital and the like
/// (ICH E2A 1994, II.B). That is not how severe they are.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum EventSeriousness {
    /// They are.
    Serious,
    /// They are not.
    NotSerious,
}

impl EventSeriousness {
    /// All of them.
    pub const ALL: [Self; 2] = [Self::Serious, Self::NotSerious];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Serious => "serious",
            Self::NotSerious => "not serious",
        }
    }
}

/// Grades from one to another of the Common Terminology Criteria for Adverse Events, 1 (mild) to 5 (death).
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Grades {
    /// The lowest.
    pub from: u8,
    /// The highest.
    pub to: u8,
}

/// The highest grade there is.
pub const HIGHEST_GRADE: u8 = 5;

impl Grades {
    /// The grades from one to another; `None` where they are none, or the wrong way round.
    #[must_use]
    pub fn new(from: u8, to: u8) -> Option<Self> {
        let grades = Self { from, to };
        grades.are_grades().then_some(grades)
    }

    /// Whether these are grades, the lower first.
    #[must_use]
    pub fn are_grades(self) -> bool {
        1 <= self.from && self.from <= self.to && self.to <= HIGHEST_GRADE
    }

    /// What they are called: "grade 3", "grade 3 or higher", "grade 1 to 2", "any grade".
    #[must_use]
    pub fn name(self) -> String {
        let Self { from, to } = self;
        if from == to {
            format!("grade {from}")
        } else if from == 1 && to == HIGHEST_GRADE {
            "any grade".to_owned()
        } else if to == HIGHEST_GRADE {
            format!("grade {from} or higher")
        } else {
            format!("grade {from} to {to}")
        }
    }
}

/// How sure somebody was that events came from the treatment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Relatedness {
    /// Judged related.
    Related,
    /// Judged probably related.
    ProbablyRelated,
    /// Judged possibly related.
    PossiblyRelated,
    /// Judged unlikely to be related.
    UnlikelyRelated,
    /// Judged not related.
    NotRelated,
}

impl Relatedness {
    /// All of them, the surest first.
    pub const ALL: [Self; 5] = [
        Self::Related,
        Self::ProbablyRelated,
        Self::PossiblyRelated,
        Self::UnlikelyRelated,
        Self::NotRelated,
    ];

    /// What it is called.
    #[must_use]
    pub fn name(self) -> &'static str {
        match self {
            Self::Related => "related",
            Self::ProbablyRelated => "probably related",
            Self::PossiblyRelated => "possibly related",
            Self::UnlikelyRelated => "unlikely related",
            Self::NotRelated => "not related",
        }
    }
}

/// One thing that a class of events says.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum EventStatement<'class> {
    /// How serious the events are.
    Seriousness(&'class Stated<EventSeriousness>),
    /// Of which grades.
    Grades(&'class Stated<Grades>),
    /// How they are related to what was given.
    Relatedness(&'class Stated<Relatedness>),
    /// When they begin, as it was typed.
    Onset(&'class str),
}

impl EventStatement<'_> {
    /// What it is called: "serious", "grade 3 or higher". Words that are on no list stand in quotation marks.
    #[must_use]
    pub fn name(self) -> String {
        match self {
            Self::Seriousness(Stated::Known(known)) => known.name().to_owned(),
            Self::Seriousness(Stated::Worded(words)) => {
                format!("seriousness \u{201c}{words}\u{201d}")
            }
            Self::Grades(Stated::Known(grades)) => grades.name(),
            Self::Grades(Stated::Worded(words)) => format!("grade \u{201c}{words}\u{201d}"),
            Self::Relatedness(Stated::Known(known)) => known.name().to_owned(),
            Self::Relatedness(Stated::Worded(words)) => {
                format!("relatedness \u{201c}{words}\u{201d}")
            }
            Self::Onset(onset) => format!("onset {onset}"),
        }
    }
}

impl EventClass {
    /// Whether it says nothing.
    #[must_use]
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }

    /// What it says, part by part.
    #[must_use]
    pub fn stated(&self) -> Vec<EventStatement<'_>> {
        let seriousness = self.seriousness.as_ref().map(EventStatement::Seriousness);
        let grades = self.grades.as_ref().map(EventStatement::Grades);
        let relatedness = self.relatedness.as_ref().map(EventStatement::Relatedness);
        let onset = (!self.onset.is_empty()).then_some(EventStatement::Onset(&self.onset));
        [seriousness, grades, relatedness, onset]
            .into_iter()
            .flatten()
            .collect()
    }

    /// Those parts that a name does not say by itself.
    #[must_use]
    pub fn stated_beside(&self, name: &str) -> Vec<EventStatement<'_>> {
        let mut parts = self.stated();
        parts.retain(|part| !says(name, &part.name()));
        parts
    }

    /// The name of an outcome that counts these events of a name: "Infection, serious". What the name says already is not
    /// said again.
    #[must_use]
    pub fn named(&self, name: &str) -> String {
        let mut named = name.to_owned();
        for part in self.stated_beside(name) {
            named.push_str(", ");
            named.push_str(&part.name());
        }
        named
    }

    /// Takes from another what is not said here.
    pub fn take_missing(&mut self, other: &Self) {
        if self.seriousness.is_none() {
            self.seriousness.clone_from(&other.seriousness);
        }
        if self.grades.is_none() {
            self.grades.clone_from(&other.grades);
        }
        if self.relatedness.is_none() {
            self.relatedness.clone_from(&other.relatedness);
        }
        if self.onset.is_empty() {
            self.onset.clone_from(&other.onset);
        }
    }

    /// Forgets grades that are none and words that say nothing, which no page makes.
    pub fn mend(&mut self) {
        fn is_said<T>(stated: &Stated<T>) -> bool {
            match stated {
                Stated::Known(_) => true,
                Stated::Worded(words) => !words.trim().is_empty(),
            }
        }
        self.seriousness.take_if(|stated| !is_said(stated));
        self.relatedness.take_if(|stated| !is_said(stated));
        self.grades.take_if(|stated| match stated {
            Stated::Known(grades) => !grades.are_grades(),
            Stated::Worded(words) => words.trim().is_empty(),
        });
    }

    /// The texts that it holds.
    pub fn texts(&self) -> impl Iterator<Item = &str> {
        fn words<T>(stated: Option<&Stated<T>>) -> Option<&str> {
            match stated? {
                Stated::Known(_) => None,
                Stated::Worded(words) => Some(words),
            }
        }
        let stated = [
            words(self.seriousness.as_ref()),
            words(self.grades.as_ref()),
            words(self.relatedness.as_ref()),
        ];
        let said = stated.into_iter().flatten();
        said.chain(std::iter::once(self.onset.as_str()))
    }
}

/// Whether a name says a part of a class: its words stand in it, and no word before or after turns their sense.
fn says(name: &str, part: &str) -> bool {
    const TURN_BEFORE: [&str; 7] = ["not", "non", "no", "possibly", "probably", "unlikely", "un"];
    const TURN_AFTER: [&str; 4] = ["or", "to", "and", "plus"];
    let (name, part) = (words_of(name), words_of(part));
    let is_of_numbers = |word: &str| word.bytes().all(|byte| byte.is_ascii_digit());
    let ends_in_number = part.last().is_some_and(|word| is_of_numbers(word));
    let there = name
        .windows(part.len().max(1))
        .enumerate()
        .any(|(place, here)| {
            let before = place.checked_sub(1).and_then(|place| name.get(place));
            let after = name.get(place + part.len()).map_or("", String::as_str);
            let goes_on =
                TURN_AFTER.contains(&after) || (!after.is_empty() && is_of_numbers(after));
            here == part.as_slice()
                && before.is_none_or(|word| !TURN_BEFORE.contains(&word.as_str()))
                && !(ends_in_number && goes_on)
        });
    let abbreviated =
        part == ["serious"] && name.iter().any(|word| word == "sae" || word == "saes");
    there || abbreviated
}

/// Runs of letters and digits, in small letters; "nonserious" is cut like "non-serious".
fn words_of(text: &str) -> Vec<String> {
    let lower = text
        .to_lowercase()
        .replace("nonserious", "non serious")
        .replace("unrelated", "not related");
    let words = lower.split(|sign: char| !sign.is_alphanumeric());
    let words = words.filter(|word| !word.is_empty());
    words.map(str::to_owned).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn class(seriousness: Option<EventSeriousness>, grades: Option<Grades>) -> EventClass {
        EventClass {
            seriousness: seriousness.map(Stated::Known),
            grades: grades.map(Stated::Known),
            ..EventClass::default()
        }
    }

    #[test]
    fn grades_are_called_by_what_they_span() {
        let name = |from, to| Grades::new(from, to).map(Grades::name);
        assert_eq!(name(3, 3).as_deref(), Some("grade 3"));
        assert_eq!(name(3, 5).as_deref(), Some("grade 3 or higher"));
        assert_eq!(name(5, 5).as_deref(), Some("grade 5"));
        assert_eq!(name(1, 2).as_deref(), Some("grade 1 to 2"));
        assert_eq!(name(1, 5).as_deref(), Some("any grade"));
        for (from, to) in [(0, 2), (4, 3), (1, 6)] {
            assert_eq!(Grades::new(from, to), None, "{from} to {to}");
        }
    }

    #[test]
    fn a_name_says_once_which_events_it_counts() {
        let serious = class(Some(EventSeriousness::Serious), None);
        for (name, named) in [
            ("Infection", "Infection, serious"),
            ("Infection, serious", "Infection, serious"),
            ("Serious adverse events", "Serious adverse events"),
            ("Any SAE", "Any SAE"),
            ("Non-serious infection", "Non-serious infection, serious"),
            ("Nonserious infection", "Nonserious infection, serious"),
        ] {
            assert_eq!(serious.named(name), named);
        }
        let third = class(None, Grades::new(3, 3));
        assert_eq!(
            third.named("Rash, grade 3 or higher"),
            "Rash, grade 3 or higher, grade 3"
        );
        assert_eq!(third.named("Rash grade 3-4"), "Rash grade 3-4, grade 3");
        assert_eq!(third.named("Rash (grade 3)"), "Rash (grade 3)");
    }

    #[test]
    fn words_that_are_on_no_list_stand_in_quotation_marks() {
        let class = EventClass {
            relatedness: Some(Stated::Worded("conditional".into())),
            onset: "day 0 to 7".into(),
            ..EventClass::default()
        };
        assert_eq!(
            class.named("Fever"),
            "Fever, relatedness \u{201c}conditional\u{201d}, onset day 0 to 7"
        );
    }
}
