//! The PRISMA harms checklist (Zorzela et al. 2016, BMJ 352:i157) in words of our own: what each item asks, and where the report
//! that the program writes has it.

use super::paragraphs::{METHODS, RESULTS, ReviewAnswers};
use crate::data::{HarmsItem, OutcomeKind};

/// What the table is called.
pub const TITLE: &str = "Checklist for harms";
/// What it is for.
pub const HINT: &str = "The PRISMA harms checklist in words of our own (Zorzela 2016, BMJ 352:i157): four items for every review of harms, and what it recommends for further items of PRISMA. Where the Word report has an item, the program says so; type where the others stand in yours.";
/// The head of the parts.
pub const PART: &str = "Part";
/// The head of the items.
pub const ITEM: &str = "What is asked";
/// The head of what the program says.
pub const IN_REPORT: &str = "In the Word report";
/// The head of what the reviewers type.
pub const PLACE: &str = "Where it stands in yours";
/// Marks the four.
pub const ESSENTIAL: &str = "essential";
/// The others.
pub const RECOMMENDED: &str = "recommended";
/// The head of those marks.
pub const WEIGHT: &str = "Essential or recommended";
/// What the file is called.
pub const FILE_NAME: &str = "harms-checklist";

/// The part of a report in which an item belongs.
#[must_use]
pub const fn part(item: HarmsItem) -> &'static str {
    match item {
        HarmsItem::Title => "Title",
        HarmsItem::Abstract => "Abstract",
        HarmsItem::Rationale | HarmsItem::Objectives => "Introduction",
        HarmsItem::Protocol
        | HarmsItem::Eligibility
        | HarmsItem::Sources
        | HarmsItem::Search
        | HarmsItem::DataItems
        | HarmsItem::RiskOfBias
        | HarmsItem::ZeroEvents
        | HarmsItem::FurtherAnalyses => METHODS,
        HarmsItem::StudyCharacteristics
        | HarmsItem::StudyResults
        | HarmsItem::Causality
        | HarmsItem::SelectiveReporting => RESULTS,
        HarmsItem::Discussion | HarmsItem::Conclusions => "Discussion",
    }
}

/// What an item asks.
#[must_use]
pub const fn asked(item: HarmsItem) -> &'static str {
    match item {
        HarmsItem::Title => "The title says that the review is about harms, or names the harm.",
        HarmsItem::Abstract => "The abstract tells what was found on harms.",
        HarmsItem::Rationale => "Why these events are looked at as harms of this treatment.",
        HarmsItem::Objectives => "The question about harms: people, treatment, comparison, events.",
        HarmsItem::Protocol => "Where the plan for harms was laid down beforehand.",
        HarmsItem::Eligibility => {
            "Which harms count, which designs and lengths of follow-up, and what was done with studies of these people and this treatment that do not report the harm."
        }
        HarmsItem::Sources => "Where harms were looked for, unpublished reports among them.",
        HarmsItem::Search => "How the search finds harms, and any search for harms alone.",
        HarmsItem::DataItems => "What was taken from each study about each harm.",
        HarmsItem::RiskOfBias => "How the risk of bias in what is said of harms was judged.",
        HarmsItem::ZeroEvents => "What was done with studies and arms without events.",
        HarmsItem::FurtherAnalyses => {
            "Sensitivity analyses, subgroups and regressions that concern harms."
        }
        HarmsItem::StudyCharacteristics => {
            "Each harm: its definition, how it was found (asked for, reported, measured), over what time."
        }
        HarmsItem::StudyResults => {
            "Of each study and arm, people with the event and people in all."
        }
        HarmsItem::Causality => {
            "Whether and how it was judged that the treatment caused the event."
        }
        HarmsItem::SelectiveReporting => {
            "How many studies say nothing of a harm, and what may lie behind it."
        }
        HarmsItem::Discussion => {
            "The findings on harms with their limits, rare and late harms among them."
        }
        HarmsItem::Conclusions => {
            "Conclusions on harms that go no further than what was found: where no event was seen, how common the harm is stays unknown."
        }
    }
}

/// Where the report that the program writes has an item; empty where it does not, or not surely.
#[must_use]
pub fn in_report(item: HarmsItem, review: &ReviewAnswers<'_>) -> String {
    let outcomes = review.outcomes;
    let counts_people = || {
        let mut outcomes = outcomes.iter();
        outcomes.any(|one| one.outcome.kind == OutcomeKind::Counts && one.prepared.pooled() > 0)
    };
    let has_zeros = || {
        let mut outcomes = outcomes.iter();
        outcomes.any(|one| one.response.zero_events.is_some())
    };
    let any_pooled = || outcomes.iter().any(|one| one.prepared.pooled() > 0);
    match item {
        HarmsItem::ZeroEvents if has_zeros() => format!("{METHODS}, Pooling"),
        HarmsItem::ZeroEvents if counts_people() => {
            "Not needed: every arm that is pooled has events".to_owned()
        }
        HarmsItem::StudyResults if counts_people() => {
            format!("{RESULTS}, table and figure of each outcome")
        }
        HarmsItem::RiskOfBias if review.review.risk_of_bias.is_some() => {
            format!("{METHODS}, Risk of bias and sensitivity")
        }
        HarmsItem::FurtherAnalyses if !review.settings.sensitivity.is_empty() => {
            format!("{METHODS}, Risk of bias and sensitivity; {RESULTS}, table of analyses")
        }
        HarmsItem::SelectiveReporting if any_pooled() => {
            format!(
                "{RESULTS}: trials that reported each outcome, of all; the reasons are yours to give"
            )
        }
        HarmsItem::Title
        | HarmsItem::Abstract
        | HarmsItem::Rationale
        | HarmsItem::Objectives
        | HarmsItem::Protocol
        | HarmsItem::Eligibility
        | HarmsItem::Sources
        | HarmsItem::Search
        | HarmsItem::DataItems
        | HarmsItem::RiskOfBias
        | HarmsItem::ZeroEvents
        | HarmsItem::FurtherAnalyses
        | HarmsItem::StudyCharacteristics
        | HarmsItem::StudyResults
        | HarmsItem::Causality
        | HarmsItem::SelectiveReporting
        | HarmsItem::Discussion
        | HarmsItem::Conclusions => String::new(),
    }
}
