//! The places of the page and their addresses: what stands behind the `#`, so that a reload, a bookmark and Back lead to the
//! same view.
//!
//! | place | address |
//! |---|---|
//! | data | `#data` |
//! | forest of an outcome | `#o/death` |
//! | another view of an outcome | `#o/death/robustness` |
//! | risk of bias, checklists | `#quality/rob`, `#quality/checklists` |
//! | findings | `#findings` |
//! | panel, summary, words, downloads | `#review/panel`, `#review/summary`, `#review/words`, `#review/downloads` |
//!
//! An outcome is named by its slug, which is unique within the review. A link that holds a whole review begins with
//! [`share::PREFIX`](super::share::PREFIX) and is no place.

use std::collections::BTreeSet;

use crate::data::{OutcomeId, Review};
use crate::wording::translate;

/// The longest slug, in bytes.
const LONGEST_SLUG: usize = 80;

/// The sections of the page, which stand in its first bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Section {
    /// The grid of trials and outcomes.
    Data,
    /// One outcome at a time.
    Outcomes,
    /// How far the trials can be trusted.
    Quality,
    /// What all outcomes come to, in one table.
    Findings,
    /// What was planned, and the report.
    Review,
}

impl Section {
    /// All of them, in the order of the bar.
    pub const ALL: [Self; 5] = [
        Self::Data,
        Self::Outcomes,
        Self::Quality,
        Self::Findings,
        Self::Review,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Data => translate("Data"),
            Self::Outcomes => translate("Outcomes"),
            Self::Quality => translate("Quality"),
            Self::Findings => translate("Findings"),
            Self::Review => translate("Review"),
        }
    }

    /// Its name in an address.
    fn name(self) -> &'static str {
        match self {
            Self::Data => "data",
            Self::Outcomes => "o",
            Self::Quality => "quality",
            Self::Findings => "findings",
            Self::Review => "review",
        }
    }
}

/// The views of one outcome, which stand in a bar under its name.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum OutcomeSection {
    /// The forest plot with what it says.
    #[default]
    Forest,
    /// How the result holds when something is changed.
    Robustness,
    /// Subgroups and regression.
    Subgroups,
    /// Small-study effects and trials that are silent.
    SmallStudyEffects,
    /// How certain the result is.
    Certainty,
}

impl OutcomeSection {
    /// All of them, in the order of the bar.
    pub const ALL: [Self; 5] = [
        Self::Forest,
        Self::Robustness,
        Self::Subgroups,
        Self::SmallStudyEffects,
        Self::Certainty,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Forest => translate("Forest"),
            Self::Robustness => translate("Robustness"),
            Self::Subgroups => translate("Subgroups and regression"),
            Self::SmallStudyEffects => translate("Small-study effects"),
            Self::Certainty => translate("Certainty"),
        }
    }

    /// Its name in an address; the forest is where the address of the outcome itself leads.
    fn name(self) -> &'static str {
        match self {
            Self::Forest => "",
            Self::Robustness => "robustness",
            Self::Subgroups => "subgroups",
            Self::SmallStudyEffects => "small",
            Self::Certainty => "certainty",
        }
    }
}

/// The sections of what is said of the trials' quality.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum QualitySection {
    /// Judgements about the risk of bias.
    #[default]
    RiskOfBias,
    /// Checklists that trials are held against.
    Checklists,
}

impl QualitySection {
    /// All of them, in the order of the bar.
    pub const ALL: [Self; 2] = [Self::RiskOfBias, Self::Checklists];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::RiskOfBias => translate("Risk of bias"),
            Self::Checklists => translate("Checklists"),
        }
    }

    /// Its name in an address.
    fn name(self) -> &'static str {
        match self {
            Self::RiskOfBias => "rob",
            Self::Checklists => "checklists",
        }
    }

    /// The section of this name; the first where none is called so.
    fn named(name: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|section| section.name() == name)
            .unwrap_or_default()
    }
}

/// The sections of what is said of the review as a whole.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ReviewSection {
    /// The outcomes, as they were planned.
    #[default]
    Panel,
    /// How trials came into the review, and the checklist for harms.
    Flow,
    /// The most important results with their certainty, in one table.
    Summary,
    /// Methods and results in sentences.
    Words,
    /// Versions that were frozen, beside the present one.
    Versions,
    /// Everything as files.
    Downloads,
}

impl ReviewSection {
    /// All of them, in the order of the bar.
    pub const ALL: [Self; 6] = [
        Self::Panel,
        Self::Flow,
        Self::Summary,
        Self::Words,
        Self::Versions,
        Self::Downloads,
    ];

    /// What it is called.
    #[must_use]
    pub fn label(self) -> &'static str {
        match self {
            Self::Panel => translate("Panel"),
            Self::Flow => translate("Flow"),
            Self::Summary => translate("Summary of findings"),
            Self::Words => translate("Words"),
            Self::Versions => translate("Versions"),
            Self::Downloads => translate("Downloads"),
        }
    }

    /// Its name in an address.
    fn name(self) -> &'static str {
        match self {
            Self::Panel => "panel",
            Self::Flow => "flow",
            Self::Summary => "summary",
            Self::Words => "words",
            Self::Versions => "versions",
            Self::Downloads => "downloads",
        }
    }

    /// The section of this name; the first where none is called so.
    fn named(name: &str) -> Self {
        let mut all = Self::ALL.into_iter();
        all.find(|section| section.name() == name)
            .unwrap_or_default()
    }
}

/// A place of the page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Place {
    /// The grid.
    Data,
    /// A view of an outcome.
    Outcome {
        /// The slug of the outcome; empty where the address names none.
        slug: String,
        /// Which view.
        section: OutcomeSection,
    },
    /// How far the trials can be trusted.
    Quality {
        /// By what.
        section: QualitySection,
    },
    /// What all outcomes come to.
    Findings,
    /// What was planned, and the report.
    Review {
        /// Which part.
        section: ReviewSection,
    },
}

impl Place {
    /// The section in which it lies.
    #[must_use]
    pub const fn section(&self) -> Section {
        match self {
            Self::Data => Section::Data,
            Self::Outcome { .. } => Section::Outcomes,
            Self::Quality { .. } => Section::Quality,
            Self::Findings => Section::Findings,
            Self::Review { .. } => Section::Review,
        }
    }

    /// Its address with the `#`.
    #[must_use]
    pub fn address(&self) -> String {
        let name = self.section().name();
        match self {
            Self::Outcome { slug, section } => match section.name() {
                "" => format!("#{name}/{slug}"),
                view => format!("#{name}/{slug}/{view}"),
            },
            Self::Quality { section } => format!("#{name}/{}", section.name()),
            Self::Review { section } => format!("#{name}/{}", section.name()),
            Self::Data | Self::Findings => format!("#{name}"),
        }
    }

    /// The place of an address, with or without its `#`; `None` where the address names none.
    ///
    /// A part of a place that is not known leads to the place itself: an address of a later version still leads near.
    ///
    /// ```
    /// use trialpool::project::{OutcomeSection, Place};
    ///
    /// let place = Place::Outcome { slug: "death".into(), section: OutcomeSection::Robustness };
    /// assert_eq!(Place::parse("#o/death/robustness"), Some(place));
    /// assert_eq!(Place::parse("#review=v1.abc"), None);
    /// ```
    #[must_use]
    pub fn parse(address: &str) -> Option<Self> {
        let address = address.strip_prefix('#').unwrap_or(address);
        let mut parts = address.split('/');
        let name = parts.next()?;
        let section = Section::ALL
            .into_iter()
            .find(|section| section.name() == name)?;
        Some(match section {
            Section::Data => Self::Data,
            Section::Outcomes => {
                let slug = parts.next().unwrap_or_default().to_owned();
                let view = parts.next().unwrap_or_default();
                let section = OutcomeSection::ALL
                    .into_iter()
                    .find(|section| section.name() == view)
                    .unwrap_or_default();
                Self::Outcome { slug, section }
            }
            Section::Quality => Self::Quality {
                section: QualitySection::named(parts.next().unwrap_or_default()),
            },
            Section::Findings => Self::Findings,
            Section::Review => Self::Review {
                section: ReviewSection::named(parts.next().unwrap_or_default()),
            },
        })
    }
}

/// Words as a part of an address or a file name: lower case, letters and digits with hyphens between them. Empty where the
/// words hold neither.
#[must_use]
pub fn slug(words: &str) -> String {
    let mut slug = String::new();
    for character in words.chars() {
        if character.is_alphanumeric() {
            slug.extend(character.to_lowercase());
        } else if !slug.is_empty() && !slug.ends_with('-') {
            slug.push('-');
        }
        if slug.len() >= LONGEST_SLUG {
            break;
        }
    }
    slug.truncate(slug.trim_end_matches('-').len());
    slug
}

/// The outcomes of a review with their slugs, in the order of the panel; each slug stands there once.
#[must_use]
pub fn outcome_slugs(review: &Review) -> Vec<(OutcomeId, String)> {
    let mut taken = BTreeSet::new();
    let outcomes = review.outcomes.iter();
    outcomes
        .map(|outcome| {
            let first = match slug(&outcome.name) {
                empty if empty.is_empty() => String::from("outcome"),
                slug => slug,
            };
            let mut unique = first.clone();
            let mut number = 2;
            while !taken.insert(unique.clone()) {
                unique = format!("{first}-{number}");
                number += 1;
            }
            (outcome.id, unique)
        })
        .collect()
}
