//! Names of tools and judgements of the risk of bias, the questions of RoB 2 in words of our own, and how the trials of an
//! outcome stand.
//!
//! The questions paraphrase those of Sterne and colleagues 2019 (BMJ 366:l4898); their text is not repeated, and what they
//! mean is settled by it.

use super::{Locale, Text, number, tr, translate};
use crate::analysis::JudgedTrials;
use crate::data::{Answer, Judgement, Nearness, Tool};
use crate::safety::risk_of_bias_2::RoB2Domain;

/// What a tool is called.
#[must_use]
pub fn tool(tool: Tool) -> &'static str {
    match tool {
        Tool::RiskOfBias1 => translate("Cochrane risk of bias tool"),
        Tool::RiskOfBias2 => translate("RoB 2"),
        Tool::RiskOfBias2Cluster => translate("RoB 2 for cluster-randomized trials"),
        Tool::RobinsI => translate("ROBINS-I"),
        Tool::RobinsE => translate("ROBINS-E"),
        Tool::Quadas2 => translate("QUADAS-2"),
        Tool::Quips => translate("QUIPS"),
        Tool::Other => translate("Another tool"),
    }
}

/// What a judgement is called in a tool.
#[must_use]
pub fn judgement(judgement: Judgement, tool: Tool) -> &'static str {
    match (judgement, tool) {
        (Judgement::Low, _) => translate("Low"),
        (Judgement::SomeConcerns, Tool::RiskOfBias1 | Tool::Quadas2) => translate("Unclear"),
        (Judgement::SomeConcerns, _) => translate("Some concerns"),
        (Judgement::Moderate, _) => translate("Moderate"),
        (Judgement::High, _) => translate("High"),
        (Judgement::Serious, _) => translate("Serious"),
        (Judgement::VeryHigh, _) => translate("Very high"),
        (Judgement::Critical, _) => translate("Critical"),
        (Judgement::NoInformation, _) => translate("No information"),
        (Judgement::NotApplicable, _) => translate("Not applicable"),
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
        Tool::RiskOfBias1 => translate(
            "Cochrane’s first tool for randomized trials, seven domains (Higgins 2011, BMJ 343:d5928)",
        ),
        Tool::RiskOfBias2 => translate(
            "Cochrane’s second tool for randomized trials, five domains with questions (Sterne 2019, BMJ 366:l4898)",
        ),
        Tool::RiskOfBias2Cluster => {
            translate("RoB 2 for trials that randomized clusters (riskofbias.info)")
        }
        Tool::RobinsI => translate(
            "For studies that did not randomize, seven domains (Sterne 2016, BMJ 355:i4919)",
        ),
        Tool::RobinsE => {
            translate("For studies of exposures (Higgins 2024, Environ Int 186:108602)")
        }
        Tool::Quadas2 => translate("For diagnostic tests (Whiting 2011, Ann Intern Med 155:529)"),
        Tool::Quips => translate("For studies of prognosis (Hayden 2013, Ann Intern Med 158:280)"),
        Tool::Other => translate("Judgements of a tool that the table did not name"),
    }
}

/// Why a trial is offered for a name, in a few words.
#[must_use]
pub fn nearness(nearness: Nearness) -> &'static str {
    match nearness {
        Nearness::AuthorAndYear => translate("same first word and year"),
        Nearness::Spelling => translate("spelled nearly so"),
    }
}

/// What an answer to a signalling question is called.
#[must_use]
pub fn answer(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => translate("Yes"),
        Answer::ProbablyYes => translate("Probably yes"),
        Answer::ProbablyNo => translate("Probably no"),
        Answer::No => translate("No"),
        Answer::NoInformation => translate("No information"),
    }
}

/// The letters that stand for it.
#[must_use]
pub fn answer_short(answer: Answer) -> &'static str {
    match answer {
        Answer::Yes => translate("Y"),
        Answer::ProbablyYes => translate("PY"),
        Answer::ProbablyNo => translate("PN"),
        Answer::No => translate("N"),
        Answer::NoInformation => translate("NI"),
    }
}

/// The number of a question as the tool has it: "2.3".
#[must_use]
pub fn question_number(domain: RoB2Domain, question: u8) -> String {
    tr!("{}.{question}", domain.number(), question)
}

/// A signalling question of RoB 2 in a few words of our own; empty where the domain has no such question.
#[must_use]
pub fn question(domain: RoB2Domain, question: u8) -> &'static str {
    let of_domain: &[&str] = match domain {
        RoB2Domain::Randomization => &[
            translate("Arms drawn by chance?"),
            translate("Next arm hidden until enrolment?"),
            translate("Do baseline differences point to a problem?"),
        ],
        RoB2Domain::Deviations => &[
            translate("People aware of their arm?"),
            translate("Carers aware of the arm?"),
            translate("Deviations because of the trial?"),
            translate("Likely to affect the outcome?"),
            translate("Balanced between the arms?"),
            translate("Analysed as randomized?"),
            translate("Room for a large impact of that?"),
        ],
        RoB2Domain::MissingData => &[
            translate("Data of nearly everybody?"),
            translate("Evidence that what is missing does no harm?"),
            translate("Could missingness depend on the true value?"),
            translate("Is it likely to?"),
        ],
        RoB2Domain::Measurement => &[
            translate("Measured in an unsuitable way?"),
            translate("Measured otherwise in one arm?"),
            translate("Assessors aware of the arm?"),
            translate("Could that sway the assessment?"),
            translate("Is it likely to?"),
        ],
        RoB2Domain::Selection => &[
            translate("Analysed as planned beforehand?"),
            translate("Picked among several measurements?"),
            translate("Picked among several analyses?"),
        ],
    };
    let place = usize::from(question).checked_sub(1);
    place
        .and_then(|place| of_domain.get(place))
        .copied()
        .unwrap_or_default()
}

/// Says whose questions they are.
pub const QUESTIONS_ARE_OURS: Text = Text(
    "Questions in our words, numbered as in RoB 2 (effect of assignment); its own text and guidance decide (Sterne 2019, BMJ 366:l4898; riskofbias.info).",
);

/// What a place without a judgement is called.
pub const NOT_JUDGED: Text = Text("Not judged yet");
/// The column of the trials as a whole.
pub const OVERALL: Text = Text("Overall");

/// The trials of these places by number: "3 trials are", "one trial is".
fn are(count: usize, locale: Locale) -> String {
    let counted = number::count(count as u64, locale);
    if count == 1 {
        tr!("{counted} is", counted)
    } else {
        tr!("{counted} are", counted)
    }
}

/// How the trials stand as a whole: how many are low in every domain and how many high, with what they weigh, and what is not
/// judged yet.
#[must_use]
pub fn standing(judged: &JudgedTrials, locale: Locale) -> String {
    let standing = judged.standing();
    let count = |count: usize| number::count(count as u64, locale);
    let trials = judged.trials.len();
    if trials == 0 {
        return translate("No trial to judge.").to_owned();
    }
    let trials_named = if trials == 1 {
        translate("trial")
    } else {
        translate("trials")
    };
    if standing.open == standing.cells && standing.high.is_empty() {
        return tr!(
            "{} {trials_named}, none judged in any domain yet.",
            count(trials),
            trials_named
        );
    }
    let weights = judged.weights();
    let parts = [standing.low.clone(), standing.high.clone()];
    let carried = number::weights_of_parts(&weights, &parts, locale);
    let carry = |trials: &[usize], weight: Option<&String>| match weight {
        Some(weight) if judged.is_weighted && !trials.is_empty() => {
            let verb = if trials.len() == 1 {
                translate("carries")
            } else {
                translate("carry")
            };
            Some((verb, format!("{weight}%")))
        }
        _ => None,
    };
    let mut sentence = tr!(
        "{} of {} {trials_named} {} at low risk of bias in every domain",
        count(standing.low.len()),
        count(trials),
        if standing.low.len() == 1 || trials == 1 {
            translate("is")
        } else {
            translate("are")
        },
        trials_named
    );
    let low_weight = carry(&standing.low, carried.first());
    if let Some((verb, weight)) = &low_weight {
        sentence.push_str(&tr!(" and {verb} {weight} of the weight", verb, weight));
    }
    sentence.push_str(&tr!("; {} at high risk", are(standing.high.len(), locale)));
    if let Some((verb, weight)) = carry(&standing.high, carried.get(1)) {
        sentence.push_str(&if low_weight.is_some() {
            tr!(" and {verb} {weight}", verb, weight)
        } else {
            tr!(" and {verb} {weight} of the weight", verb, weight)
        });
    }
    sentence = tr!("{sentence}.", sentence);
    if standing.open > 0 {
        sentence.push_str(&if standing.open == 1 {
            tr!(" 1 of {} cells is not judged yet.", count(standing.cells))
        } else {
            tr!(
                " {} of {} cells are not judged yet.",
                count(standing.open),
                count(standing.cells)
            )
        });
    }
    sentence
}

/// What the lengths of the bars mean.
#[must_use]
pub fn share_of(judged: &JudgedTrials) -> &'static str {
    if judged.is_weighted {
        translate("Share of the weight in this outcome")
    } else {
        translate("Share of the trials: they have no weights here")
    }
}

/// A judgement with its share, as a label or for those who cannot see the bar: "Low 67.2%".
#[must_use]
pub fn judged_share(of: Option<Judgement>, tool: Tool, share: &str) -> String {
    let name = of.map_or(NOT_JUDGED.text(), |of| judgement(of, tool));
    format!("{name} {share}%")
}

/// The trials as a whole, where the legend explains its letter.
pub const OVERALL_IN_LEGEND: Text = Text("overall");
/// The head of the trials.
pub const TRIAL_HEAD: Text = Text("Trial");
/// The two lines over the weights.
pub const WEIGHT_HEAD: [Text; 2] = [Text("Weight"), Text("%")];

/// What the figure of lights is called.
#[must_use]
pub fn lights_title(outcome: Option<&str>) -> String {
    titled(translate("Risk of bias by trial"), outcome)
}

/// What the figure of bars is called.
#[must_use]
pub fn bars_title(outcome: Option<&str>) -> String {
    titled(translate("Risk of bias by weight"), outcome)
}

fn titled(name: &str, outcome: Option<&str>) -> String {
    outcome.map_or_else(
        || name.to_owned(),
        |outcome| tr!("{outcome}: {name}", outcome, name),
    )
}

/// What stands under the bars.
#[must_use]
pub fn bars_footer(judged: &JudgedTrials) -> String {
    tr!("{}, in percent. {}.", share_of(judged), tool(judged.tool))
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
                .map_or(NOT_JUDGED.text(), |of| judgement(of, tool))
                .to_lowercase();
            format!("{head} {name}")
        })
        .collect();
    tr!("{}: {}.", trial.name, cells.join(translate(", ")))
}

/// The domains of the tools that are known, as [`crate::read::robvis`] names them.
const STANDARD_DOMAINS: [Text; 30] = [
    Text("Random sequence generation"),
    Text("Allocation concealment"),
    Text("Blinding of participants and personnel"),
    Text("Blinding of outcome assessment"),
    Text("Incomplete outcome data"),
    Text("Selective reporting"),
    Text("Other sources of bias"),
    Text("Randomization process"),
    Text("Timing of identification or recruitment of participants"),
    Text("Deviations from intended interventions"),
    Text("Missing outcome data"),
    Text("Measurement of the outcome"),
    Text("Selection of the reported result"),
    Text("Confounding"),
    Text("Selection of participants"),
    Text("Classification of interventions"),
    Text("Missing data"),
    Text("Measurement of outcomes"),
    Text("Measurement of the exposure"),
    Text("Post-exposure interventions"),
    Text("Patient selection"),
    Text("Index test"),
    Text("Reference standard"),
    Text("Flow and timing"),
    Text("Study participation"),
    Text("Study attrition"),
    Text("Prognostic factor measurement"),
    Text("Outcome measurement"),
    Text("Study confounding"),
    Text("Statistical analysis and reporting"),
];

/// The name of a domain in the language of the page where a known tool has it; another is shown as it was typed.
#[must_use]
pub fn domain(name: &str) -> &str {
    match STANDARD_DOMAINS.iter().find(|known| known.0 == name) {
        Some(standard) => standard.text(),
        None => name,
    }
}
