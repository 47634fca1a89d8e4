//! Names of tools and judgements of the risk of bias.

use crate::data::{Judgement, Nearness, Tool};

/// What a tool is called.
#[must_use]
pub fn tool(tool: Tool) -> &'static str {
    match tool {
        Tool::RiskOfBias1 => "Cochrane risk of bias tool",
        Tool::RiskOfBias2 => "RoB 2",
        Tool::RiskOfBias2Cluster => "RoB 2 for cluster-randomized trials",
        Tool::RobinsI => "ROBINS-I",
        Tool::RobinsE => "ROBINS-E",
        Tool::Quadas2 => "QUADAS-2",
        Tool::Quips => "QUIPS",
        Tool::Other => "Another tool",
    }
}

/// What a judgement is called in a tool.
#[must_use]
pub fn judgement(judgement: Judgement, tool: Tool) -> &'static str {
    match (judgement, tool) {
        (Judgement::Low, _) => "Low",
        (Judgement::SomeConcerns, Tool::RiskOfBias1 | Tool::Quadas2) => "Unclear",
        (Judgement::SomeConcerns, _) => "Some concerns",
        (Judgement::Moderate, _) => "Moderate",
        (Judgement::High, _) => "High",
        (Judgement::Serious, _) => "Serious",
        (Judgement::VeryHigh, _) => "Very high",
        (Judgement::Critical, _) => "Critical",
        (Judgement::NoInformation, _) => "No information",
        (Judgement::NotApplicable, _) => "Not applicable",
    }
}

/// Why a trial is offered for a name, in a few words.
#[must_use]
pub fn nearness(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::AuthorAndYear => "same first word and year",
        Nearness::Spelling => "spelled nearly so",
    }
}
