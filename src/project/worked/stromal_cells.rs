//! The sample of trials of mesenchymal stromal cells, worked through.

use std::sync::Arc;

use super::{Rated, Step, Work, judgement, of_example};
use crate::data::{
    Correction, CovariateId, DownDomain, Exploration, Grouping, Interval, ItemAnswer, ItemId,
    Measure, Method, Moderator, OutcomeId, PartedBy, Plan, PredictionDegrees, Quantity, RiskOfBias,
    SensitivityAnalysis, Seriousness, TauSquaredEstimator, Tool, TrialId, TrialSelection,
    published_shares,
};
use crate::project::{ChecklistEdit, Column, Command};
use crate::read::robvis::domains_of;

/// Outcomes with their group, what counts as them, the margin of concern and why it is that one.
const OUTCOMES: [(&str, &str, &str, &str); 9] = [
    (
        "Fever",
        PANEL,
        "38 °C or more, or as the trial defines it, at the earliest time point. Margin 2 in this example: it passes",
        "2",
    ),
    (
        "Infusional toxicity, non-fever",
        PANEL,
        "Reactions to the infusion other than fever, at the earliest time point. Margin 2 in this example: rare, and mostly passing",
        "2",
    ),
    (
        "Infection",
        PANEL,
        "Any infection, at the longest follow-up. Margin 1.25 in this example: common and sometimes grave",
        "1.25",
    ),
    (
        "Thrombotic or embolic events",
        PANEL,
        "Venous or arterial, with symptoms, at the longest follow-up. Margin 2 in this example: rare",
        "2",
    ),
    (
        "Death",
        PANEL,
        "Of any cause, at the longest follow-up. Margin 1.25 in this example: grave, and common among these patients",
        "1.25",
    ),
    (
        "Malignancy or ectopic tissue",
        PANEL,
        "Any that is new, at the longest follow-up. Margin 2 in this example: rare",
        "2",
    ),
    (
        "Serious adverse events",
        FURTHER,
        "People with at least one, at the longest follow-up. Margin 1.25 in this example: common",
        "1.25",
    ),
    (
        "Myocardial infarction",
        FURTHER,
        "As the trial defines it, at the longest follow-up. Margin 2 in this example: rare",
        "2",
    ),
    (
        "Ventricular arrhythmia",
        FURTHER,
        "As the trial defines it, at the longest follow-up. Margin 2 in this example: rare",
        "2",
    ),
];

const PANEL: &str = "Prespecified panel";
const FURTHER: &str = "Further outcomes";

/// The outcomes whose certainty is judged.
const JUDGED: [&str; 7] = [
    "Fever",
    "Infusional toxicity, non-fever",
    "Infection",
    "Thrombotic or embolic events",
    "Death",
    "Malignancy or ectopic tissue",
    "Serious adverse events",
];

/// Judgements by Cochrane's first tool in the order of its domains, as a review of the cells in ARDS prints them (Stem Cell
/// Research & Therapy 2022, doi 10.1186/s13287-022-02956-3, table 1). Of the other trials none was found.
const RISK_OF_BIAS: [(&str, [&str; 7]); 5] = [
    ("STROMA-CoV-2 (Monsel 2022)", [LOW; 7]),
    (
        "MUST-ARDS (Bellingan 2022)",
        [LOW, LOW, UNCLEAR, UNCLEAR, LOW, LOW, HIGH],
    ),
    (
        "Lanzoni 2021",
        [LOW, UNCLEAR, UNCLEAR, UNCLEAR, LOW, LOW, LOW],
    ),
    (
        "START (Matthay 2019)",
        [LOW, LOW, UNCLEAR, UNCLEAR, LOW, LOW, HIGH],
    ),
    (
        "Zheng 2014",
        [UNCLEAR, UNCLEAR, UNCLEAR, UNCLEAR, LOW, LOW, LOW],
    ),
];

const LOW: &str = "Low";
const UNCLEAR: &str = "Unclear";
const HIGH: &str = "High";

const WHERE_JUDGED: &str = "doi 10.1186/s13287-022-02956-3, table 1";
const WHOLE_TRIAL: &str = "High where a domain is high, low where all are low, else unclear (worked example, not a published rating). The source judges domains only.";

/// The column of tissues without the mark of what was assumed.
const TISSUE: &str = "Tissue (stated or assumed)";

/// The steps of the work, none of which takes much longer than another.
pub(super) fn steps() -> Vec<Step> {
    let beginning: [fn(&mut Work) -> Option<()>; 4] =
        [define, judge_bias, answer_checklists, explore];
    let judged = JUDGED.map(|name| {
        Box::new(move |work: &mut Work| {
            let outcome = work.outcome(name)?;
            let own = [bias(work, outcome)?, directness()];
            work.judges(outcome, &own)
        }) as Step
    });
    let beginning = beginning.map(|step| Box::new(step) as Step);
    beginning.into_iter().chain(judged).collect()
}

fn define(work: &mut Work) -> Option<()> {
    work.is_called("Worked example, not a systematic review")?;
    for (name, group, note, margin) in OUTCOMES {
        let outcome = work.outcome(name)?;
        work.defines(outcome, Some(group), note, margin)?;
    }
    Some(())
}

fn judge_bias(work: &mut Work) -> Option<()> {
    let table = RiskOfBias::new(Tool::RiskOfBias1, domains_of(Tool::RiskOfBias1));
    work.does(&Command::SetRiskOfBias(Some(Arc::new(table))))?;
    let mut edits = Vec::new();
    for (name, judgements) in RISK_OF_BIAS {
        let trial = work.trial(name)?;
        let mut judge = |domain, typed: &str, support: &str, source: &str| {
            edits.push(judgement(trial, domain, [typed, support, source]));
        };
        for (domain, judgement) in judgements.into_iter().enumerate() {
            judge(Some(domain), judgement, "", WHERE_JUDGED);
        }
        let whole = if judgements.contains(&HIGH) {
            HIGH
        } else if judgements.iter().all(|judgement| *judgement == LOW) {
            LOW
        } else {
            UNCLEAR
        };
        judge(None, whole, WHOLE_TRIAL, "");
    }
    work.does(&Command::Several(edits))
}

/// What earlier reviews found, and what the texts say from which the sample was read; full reports were not read.
fn answer_checklists(work: &mut Work) -> Option<()> {
    let earlier = ChecklistEdit::AddEarlier(published_shares());
    work.does(&Command::Checklist(earlier))?;
    for (column, question) in [
        (
            "Cell source",
            "Tissue of origin, in the text that was read for this sample",
        ),
        (
            "Donor",
            "The patient’s own cells or a donor’s, in the text that was read for this sample",
        ),
        ("Route", "Route, in the text that was read for this sample"),
    ] {
        let name = question.to_owned();
        work.does(&Command::Checklist(ChecklistEdit::AddItem { name }))?;
        let item = work.0.review.checklists.as_ref()?.own.last()?.number;
        let item = ItemId::Own(item);
        let column = work.column(column)?;
        let texts: Vec<(TrialId, bool)> = work
            .texts(column)
            .map(|(trial, text)| (trial, is_stated(text) && !text.contains('[')))
            .collect();
        for (stated, answer) in [(true, ItemAnswer::Yes), (false, ItemAnswer::NotStated)] {
            let of_answer = texts.iter().filter(|(_, one)| *one == stated);
            let trials = of_answer.map(|(trial, _)| *trial).collect();
            let answer = Some(answer);
            work.does(&Command::Checklist(ChecklistEdit::Answer {
                trials,
                item,
                answer,
            }))?;
        }
    }
    Some(())
}

fn is_stated(text: &str) -> bool {
    !text.is_empty() && !text.starts_with("not stated")
}

/// Adds a column in which a tissue that was assumed stands as the tissue: those would be groups of their own otherwise.
fn add_tissue(work: &mut Work) -> Option<CovariateId> {
    let source = work.column("Cell source")?;
    let name = TISSUE.to_owned();
    work.does(&Command::AddCovariate { name })?;
    let column = work.column(TISSUE)?;
    let (trials, lines) = work
        .texts(source)
        .map(|(trial, text)| {
            let tissue = text.split('[').next().unwrap_or_default().trim();
            let tissue = if is_stated(tissue) { tissue } else { "" };
            (trial, vec![tissue.to_owned()])
        })
        .unzip();
    work.does(&Command::Write {
        trials,
        columns: vec![Column::Covariate(column)],
        lines,
    })?;
    Some(column)
}

/// What is looked at beside the main analysis of death and of fever.
fn explore(work: &mut Work) -> Option<()> {
    let tissue = add_tissue(work)?;
    let (death, fever) = (work.outcome("Death")?, work.outcome("Fever")?);
    work.does(&Command::Explore {
        outcome: death,
        exploration: Exploration {
            parted_by: Some(PartedBy::Grouping(Grouping::Covariate(tissue))),
            moderators: vec![Moderator::Number(Quantity::Year)],
            at: vec![2014.0, 2019.0, 2024.0],
            ..Exploration::default()
        },
    })?;
    for outcome in [death, fever] {
        let as_published = SensitivityAnalysis {
            name: "Inverse variance, random effects, as in Thompson 2020".to_owned(),
            plan: Some(Plan {
                measure: Measure::RiskRatio,
                method: Method::RandomEffects(TauSquaredEstimator::DerSimonianLaird),
                interval: Interval::Wald,
                correction: Correction::HalfWhereZero,
                prediction: PredictionDegrees::default(),
            }),
            ..SensitivityAnalysis::default()
        };
        let with_unclear = SensitivityAnalysis {
            trials: TrialSelection::WithNotRandomized,
            ..SensitivityAnalysis::default()
        };
        work.adds_sensitivity(outcome, as_published)?;
        work.adds_sensitivity(outcome, with_unclear)?;
    }
    work.adds_sensitivity(
        death,
        SensitivityAnalysis {
            trials: TrialSelection::WithoutHighRiskOfBias,
            ..SensitivityAnalysis::default()
        },
    )
}

fn bias(work: &Work, outcome: OutcomeId) -> Option<Rated> {
    let rows = work.prepared(outcome)?.rows;
    let table = work.0.review.risk_of_bias.as_ref()?;
    let judged = rows.iter().filter(|trial| table.trials.contains_key(trial));
    let (judged, of) = (judged.count(), rows.len());
    let found = match judged {
        0 => format!("None of the {of} trials has a published judgement; all are taken as unclear"),
        1 => format!(
            "One of the {of} trials has a published judgement; the others are taken as unclear"
        ),
        _ => format!(
            "{judged} of the {of} trials have a published judgement; the others are taken as unclear"
        ),
    };
    let reason = of_example(&found);
    Some((DownDomain::RiskOfBias, Seriousness::Serious, reason))
}

fn directness() -> Rated {
    let reason =
        of_example("The question is broad on purpose, any condition and any source of cells");
    (DownDomain::Indirectness, Seriousness::NotSerious, reason)
}
