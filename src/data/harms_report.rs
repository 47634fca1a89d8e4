//! The items of the PRISMA harms checklist (Zorzela et al. 2016, BMJ 352:i157) as far as they are held against a report, and
//! where the reviewers say that each stands.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

/// An item of the checklist.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum HarmsItem {
    /// The title names harms.
    Title,
    /// The abstract reports the main findings on harms.
    Abstract,
    /// Why these harms are looked at.
    Rationale,
    /// The questions about harms.
    Objectives,
    /// The protocol says how harms are looked at.
    Protocol,
    /// Which harms, in which studies.
    Eligibility,
    /// Where harms were looked for, unpublished sources among them.
    Sources,
    /// How harms enter the search.
    Search,
    /// How each harm was defined and measured, and over what time.
    DataItems,
    /// The risk of bias in what is said of harms.
    RiskOfBias,
    /// How studies without events were handled.
    ZeroEvents,
    /// What was done about different harms, times, doses, products.
    FurtherAnalyses,
    /// Of each study, which harms it reported, how it found them and over what time.
    StudyCharacteristics,
    /// Events and people of each arm of each study.
    StudyResults,
    /// The pooled results, with how far the treatment may have caused the harm.
    Causality,
    /// Missing and selective reporting of harms.
    SelectiveReporting,
    /// The findings on harms in sum, with their limits.
    Discussion,
    /// Conclusions that do not take no report for no harm.
    Conclusions,
}

impl HarmsItem {
    /// All of them, in the order of a report.
    pub const ALL: [Self; 18] = [
        Self::Title,
        Self::Abstract,
        Self::Rationale,
        Self::Objectives,
        Self::Protocol,
        Self::Eligibility,
        Self::Sources,
        Self::Search,
        Self::DataItems,
        Self::RiskOfBias,
        Self::ZeroEvents,
        Self::FurtherAnalyses,
        Self::StudyCharacteristics,
        Self::StudyResults,
        Self::Causality,
        Self::SelectiveReporting,
        Self::Discussion,
        Self::Conclusions,
    ];

    /// Whether it is one of the four that the checklist adds to PRISMA for every review that looks at harms.
    #[must_use]
    pub const fn is_essential(self) -> bool {
        match self {
            Self::Title | Self::ZeroEvents | Self::StudyCharacteristics | Self::Causality => true,
            Self::Abstract
            | Self::Rationale
            | Self::Objectives
            | Self::Protocol
            | Self::Eligibility
            | Self::Sources
            | Self::Search
            | Self::DataItems
            | Self::RiskOfBias
            | Self::FurtherAnalyses
            | Self::StudyResults
            | Self::SelectiveReporting
            | Self::Discussion
            | Self::Conclusions => false,
        }
    }
}

/// Where the reviewers say that items stand, as they typed it.
pub type HarmsPlaces = BTreeMap<HarmsItem, String>;
