//! The PRISMA harms checklist (Zorzela et al. 2016, BMJ 352:i157) in words of our own: what each item asks, and where the report
//! that the program writes has it.

use super::paragraphs::{METHODS, RESULTS, ReviewAnswers};
use super::{Text, tr, translate};
use crate::data::{HarmsItem, OutcomeKind};

/// What the table is called.
pub const TITLE: Text = Text("Checklist for harms");
/// What it is for.
pub const HINT: Text = Text(
    "The PRISMA harms checklist in words of our own (Zorzela 2016, BMJ 352:i157): four items for every review of harms, and what it recommends for further items of PRISMA. Where the Word report has an item, the program says so; type where the others stand in yours.",
);
/// The head of the parts.
pub const PART: Text = Text("Part");
/// The head of the items.
pub const ITEM: Text = Text("What is asked");
/// The head of what the program says.
pub const IN_REPORT: Text = Text("In the Word report");
/// The head of what the reviewers type.
pub const PLACE: Text = Text("Where it stands in yours");
/// Marks the four.
pub const ESSENTIAL: Text = Text("essential");
/// The others.
pub const RECOMMENDED: Text = Text("recommended");
/// The head of those marks.
pub const WEIGHT: Text = Text("Essential or recommended");
/// What the file is called.
pub const FILE_NAME: &str = "harms-checklist";

/// The part of a report in which an item belongs.
#[must_use]
pub fn part(item: HarmsItem) -> &'static str {
    match item {
        HarmsItem::Title => translate("Title"),
        HarmsItem::Abstract => translate("Abstract"),
        HarmsItem::Rationale | HarmsItem::Objectives => translate("Introduction"),
        HarmsItem::Protocol
        | HarmsItem::Eligibility
        | HarmsItem::Sources
        | HarmsItem::Search
        | HarmsItem::DataItems
        | HarmsItem::RiskOfBias
        | HarmsItem::ZeroEvents
        | HarmsItem::FurtherAnalyses => METHODS.text(),
        HarmsItem::StudyCharacteristics
        | HarmsItem::StudyResults
        | HarmsItem::Causality
        | HarmsItem::SelectiveReporting => RESULTS.text(),
        HarmsItem::Discussion | HarmsItem::Conclusions => translate("Discussion"),
    }
}

/// What an item asks.
#[must_use]
pub fn asked(item: HarmsItem) -> &'static str {
    match item {
        HarmsItem::Title => {
            translate("The title says that the review is about harms, or names the harm.")
        }
        HarmsItem::Abstract => translate("The abstract tells what was found on harms."),
        HarmsItem::Rationale => {
            translate("Why these events are looked at as harms of this treatment.")
        }
        HarmsItem::Objectives => {
            translate("The question about harms: people, treatment, comparison, events.")
        }
        HarmsItem::Protocol => translate("Where the plan for harms was laid down beforehand."),
        HarmsItem::Eligibility => translate(
            "Which harms count, which designs and lengths of follow-up, and what was done with studies of these people and this treatment that do not report the harm.",
        ),
        HarmsItem::Sources => {
            translate("Where harms were looked for, unpublished reports among them.")
        }
        HarmsItem::Search => {
            translate("How the search finds harms, and any search for harms alone.")
        }
        HarmsItem::DataItems => translate("What was taken from each study about each harm."),
        HarmsItem::RiskOfBias => {
            translate("How the risk of bias in what is said of harms was judged.")
        }
        HarmsItem::ZeroEvents => translate("What was done with studies and arms without events."),
        HarmsItem::FurtherAnalyses => {
            translate("Sensitivity analyses, subgroups and regressions that concern harms.")
        }
        HarmsItem::StudyCharacteristics => translate(
            "Each harm: its definition, how it was found (asked for, reported, measured), over what time.",
        ),
        HarmsItem::StudyResults => {
            translate("Of each study and arm, people with the event and people in all.")
        }
        HarmsItem::Causality => {
            translate("Whether and how it was judged that the treatment caused the event.")
        }
        HarmsItem::SelectiveReporting => {
            translate("How many studies say nothing of a harm, and what may lie behind it.")
        }
        HarmsItem::Discussion => {
            translate("The findings on harms with their limits, rare and late harms among them.")
        }
        HarmsItem::Conclusions => translate(
            "Conclusions on harms that go no further than what was found: where no event was seen, how common the harm is stays unknown.",
        ),
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
        HarmsItem::ZeroEvents if has_zeros() => tr!("{METHODS}, Pooling", METHODS),
        HarmsItem::ZeroEvents if counts_people() => {
            translate("Not needed: every arm that is pooled has events").to_owned()
        }
        HarmsItem::StudyResults if counts_people() => {
            tr!("{RESULTS}, table and figure of each outcome", RESULTS)
        }
        HarmsItem::RiskOfBias if review.review.risk_of_bias.is_some() => {
            tr!("{METHODS}, Risk of bias and sensitivity", METHODS)
        }
        HarmsItem::FurtherAnalyses if !review.settings.sensitivity.is_empty() => {
            tr!(
                "{METHODS}, Risk of bias and sensitivity; {RESULTS}, table of analyses",
                METHODS,
                RESULTS
            )
        }
        HarmsItem::SelectiveReporting if any_pooled() => {
            tr!(
                "{RESULTS}: trials that reported each outcome, of all; the reasons are yours to give",
                RESULTS
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
