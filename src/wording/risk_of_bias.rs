//! Names of tools and judgements of the risk of bias, the questions of RoB 2 in words of our own, and how the trials of an
//! outcome stand.
//!
//! The questions paraphrase those of Sterne and colleagues 2019 (BMJ 366:l4898); their text is not repeated, and what they
//! mean is settled by it.

use std::fmt::Write as _;

use super::{Locale, number};
use crate::analysis::JudgedTrials;
use crate::data::{Answer, Judgement, Nearness, Tool};
use crate::safety::risk_of_bias_2::RoB2Domain;

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

/// The judgements that a tool offers, from the lowest risk on.
#[must_use]
pub fn offered(tool: Tool) -> &'static [Judgement] {
    match tool {
        Tool::RobinsI => &[
            Judgement::Low,
            Judgement::Moderate,
            Judgement::Serious,
            Judgement::Critical,
            Judgement::NoInformation,
        ],
        Tool::RobinsE => &[
            Judgement::Low,
            Judgement::SomeConcerns,
            Judgement::High,
            Judgement::VeryHigh,
        ],
        Tool::Quips => &[Judgement::Low, Judgement::Moderate, Judgement::High],
        Tool::RiskOfBias1
        | Tool::RiskOfBias2
        | Tool::RiskOfBias2Cluster
        | Tool::Quadas2
        | Tool::Other => &[Judgement::Low, Judgement::SomeConcerns, Judgement::High],
    }
}

/// The tools by which trials can be judged here from the beginning.
pub const TOOLS: [Tool; 3] = [Tool::RiskOfBias2, Tool::RiskOfBias1, Tool::RobinsI];

/// For which trials a tool is, and where it comes from.
#[must_use]
pub fn about_tool(tool: Tool) -> &'static str {
    match tool {
        Tool::RiskOfBias1 => {
            "Cochrane’s first tool for randomized trials, seven domains (Higgins 2011, BMJ 343:d5928)"
        }
        Tool::RiskOfBias2 => {
            "Cochrane’s second tool for randomized trials, five domains with questions (Sterne 2019, BMJ 366:l4898)"
        }
        Tool::RiskOfBias2Cluster => "RoB 2 for trials that randomized clusters (riskofbias.info)",
        Tool::RobinsI => {
            "For studies that did not randomize, seven domains (Sterne 2016, BMJ 355:i4919)"
        }
        Tool::RobinsE => "For studies of exposures (Higgins 2024, Environ Int 186:108602)",
        Tool::Quadas2 => "For diagnostic tests (Whiting 2011, Ann Intern Med 155:529)",
        Tool::Quips => "For studies of prognosis (Hayden 2013, Ann Intern Med 158:280)",
        Tool::Other => "Judgements of a tool that the table did not name",
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

/// What an answer to a signalling question is called.
#[must_use]
pub const fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "Yes",
        Answer::ProbablyYes => "Probably yes",
        Answer::ProbablyNo => "Probably no",
        Answer::No => "No",
        Answer::NoInformation => "No information",
    }
}

/// The letters that stand for it.
#[must_use]
pub const fn answer_short(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => "Y",
        Answer::ProbablyYes => "PY",
        Answer::ProbablyNo => "PN",
        Answer::No => "N",
        Answer::NoInformation => "NI",
    }
}

/// The number of a question as the tool has it: "2.3".
#[must_use]
pub fn question_number(domain: RoB2Domain, question: u8) -> String {
    format!("{}.{question}", domain.number())
}

/// A signalling question of RoB 2 in a few words of our own; empty where the domain has no such question.
#[must_use]
pub fn question(domain: RoB2Domain, question: u8) -> &'static str {
    let of_domain: &[&str] = match domain {
        RoB2Domain::Randomization => &[
            "Arms drawn by chance?",
            "Next arm hidden until enrolment?",
            "Do baseline differences point to a problem?",
        ],
        RoB2Domain::Deviations => &[
            "People aware of their arm?",
            "Carers aware of the arm?",
            "Deviations because of the trial?",
            "Likely to affect the outcome?",
            "Balanced between the arms?",
            "Analysed as randomized?",
            "Room for a large impact of that?",
        ],
        RoB2Domain::MissingData => &[
            "Data of nearly everybody?",
            "Evidence that what is missing does no harm?",
            "Could missingness depend on the true value?",
            "Is it likely to?",
        ],
        RoB2Domain::Measurement => &[
            "Measured in an unsuitable way?",
            "Measured otherwise in one arm?",
            "Assessors aware of the arm?",
            "Could that sway the assessment?",
            "Is it likely to?",
        ],
        RoB2Domain::Selection => &[
            "Analysed as planned beforehand?",
            "Picked among several measurements?",
            "Picked among several analyses?",
        ],
    };
    let place = usize::from(question).checked_sub(1);
    place
        .and_then(|place| of_domain.get(place))
        .copied()
        .unwrap_or_default()
}

/// Says whose questions they are.
pub const QUESTIONS_ARE_OURS: &str = "Questions in our words, numbered as in RoB 2 (effect of assignment); its own text and guidance decide (Sterne 2019, BMJ 366:l4898; riskofbias.info).";

/// What a place without a judgement is called.
pub const NOT_JUDGED: &str = "Not judged yet";
/// The column of the trials as a whole.
pub const OVERALL: &str = "Overall";

/// The trials of these places by number: "3 trials are", "one trial is".
fn are(count: usize, locale: Locale) -> String {
    let counted = number::count(count as u64, locale);
    format!("{counted} {}", if count == 1 { "is" } else { "are" })
}

/// How the trials stand as a whole: how many are low in every domain and how many high, with what they weigh, and what is not
/// judged yet.
#[must_use]
pub fn standing(judged: &JudgedTrials, locale: Locale) -> String {
    let standing = judged.standing();
    let count = |count: usize| number::count(count as u64, locale);
    let trials = judged.trials.len();
    if trials == 0 {
        return "No trial to judge.".to_owned();
    }
    let trials_named = if trials == 1 { "trial" } else { "trials" };
    if standing.open == standing.cells && standing.high.is_empty() {
        return format!(
            "{} {trials_named}, none judged in any domain yet.",
            count(trials)
        );
    }
    let weights = judged.weights();
    let parts = [standing.low.clone(), standing.high.clone()];
    let carried = number::weights_of_parts(&weights, &parts, locale);
    let carry = |trials: &[usize], weight: Option<&String>| match weight {
        Some(weight) if judged.is_weighted && !trials.is_empty() => {
            let verb = if trials.len() == 1 {
                "carries"
            } else {
                "carry"
            };
            Some((verb, format!("{weight}%")))
        }
        _ => None,
    };
    let mut sentence = format!(
        "{} of {} {trials_named} {} at low risk of bias in every domain",
        count(standing.low.len()),
        count(trials),
        if standing.low.len() == 1 || trials == 1 {
            "is"
        } else {
            "are"
        },
    );
    let low_weight = carry(&standing.low, carried.first());
    if let Some((verb, weight)) = &low_weight {
        let _ = write!(sentence, " and {verb} {weight} of the weight");
    }
    let _ = write!(
        sentence,
        "; {} at high risk",
        are(standing.high.len(), locale)
    );
    if let Some((verb, weight)) = carry(&standing.high, carried.get(1)) {
        let of_weight = if low_weight.is_some() {
            ""
        } else {
            " of the weight"
        };
        let _ = write!(sentence, " and {verb} {weight}{of_weight}");
    }
    sentence.push('.');
    if standing.open > 0 {
        let _ = write!(
            sentence,
            " {} of {} cells {} not judged yet.",
            count(standing.open),
            count(standing.cells),
            if standing.open == 1 { "is" } else { "are" }
        );
    }
    sentence
}

/// What the lengths of the bars mean.
#[must_use]
pub fn share_of(judged: &JudgedTrials) -> &'static str {
    if judged.is_weighted {
        "Share of the weight in this outcome"
    } else {
        "Share of the trials: they have no weights here"
    }
}

/// A judgement with its share, as a label or for those who cannot see the bar: "Low 67.2%".
#[must_use]
pub fn judged_share(of: Option<Judgement>, tool: Tool, share: &str) -> String {
    let name = of.map_or(NOT_JUDGED, |of| judgement(of, tool));
    format!("{name} {share}%")
}

/// The trials as a whole, where the legend explains its letter.
pub const OVERALL_IN_LEGEND: &str = "overall";
/// The head of the trials.
pub const TRIAL_HEAD: &str = "Trial";
/// The two lines over the weights.
pub const WEIGHT_HEAD: [&str; 2] = ["Weight", "%"];

/// What the figure of lights is called.
#[must_use]
pub fn lights_title(outcome: Option<&str>) -> String {
    titled("Risk of bias by trial", outcome)
}

/// What the figure of bars is called.
#[must_use]
pub fn bars_title(outcome: Option<&str>) -> String {
    titled("Risk of bias by weight", outcome)
}

fn titled(name: &str, outcome: Option<&str>) -> String {
    outcome.map_or_else(|| name.to_owned(), |outcome| format!("{outcome}: {name}"))
}

/// What stands under the bars.
#[must_use]
pub fn bars_footer(judged: &JudgedTrials) -> String {
    format!("{}, in percent. {}.", share_of(judged), tool(judged.tool))
}

/// The judgements of a trial in one sentence: "Lin 2017: D1 some concerns, … , O high."
#[must_use]
pub fn trial_in_words(
    trial: &crate::analysis::JudgedTrial,
    tool: Tool,
    heads: &[String],
) -> String {
    let judged = trial.domains.iter().chain([&trial.overall]);
    let cells: Vec<String> = heads
        .iter()
        .zip(judged)
        .map(|(head, of)| {
            let name = of
                .map_or(NOT_JUDGED, |of| judgement(of, tool))
                .to_lowercase();
            format!("{head} {name}")
        })
        .collect();
    format!("{}: {}.", trial.name, cells.join(", "))
}
