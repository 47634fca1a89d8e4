//! The risk of bias beside the trials: a light for every domain and for the trial as a whole.

use super::Content;
use crate::data::{Judgement, Tool};
use crate::figure::font::printable;
use crate::figure::forest::inputs::JudgementTable;
use crate::figure::forest::{Light, LightsHead};
use crate::wording::{risk_of_bias, tr, translate};

/// Longer heads of domains than this give way to letters.
const SHORT_HEAD: usize = 3;
/// The head of the column of overall judgements.
const OVERALL: &str = "O";

/// Every judgement, in the order of the legend.
const JUDGEMENTS: [Judgement; 9] = [
    Judgement::Low,
    Judgement::SomeConcerns,
    Judgement::Moderate,
    Judgement::High,
    Judgement::Serious,
    Judgement::VeryHigh,
    Judgement::Critical,
    Judgement::NoInformation,
    Judgement::NotApplicable,
];

impl Content<'_> {
    pub(super) fn lights_head(&self) -> Option<LightsHead> {
        let table = self.judgements.as_ref()?;
        let mut heads = heads(table);
        let mut domains: Vec<String> = heads
            .iter()
            .zip(&table.domains)
            .map(|(head, [_, name])| format!("{head}\u{a0}{}", printable(name)))
            .collect();
        if table.has_overall {
            heads.push(OVERALL.to_owned());
            domains.push(tr!("{OVERALL}\u{a0}overall", OVERALL));
        }
        let shown: Vec<Judgement> = table
            .rows
            .iter()
            .flat_map(|(domains, overall)| domains.iter().chain([overall]).flatten().copied())
            .collect();
        let legend = JUDGEMENTS
            .iter()
            .filter(|judgement| shown.contains(judgement))
            .map(|judgement| {
                let name = risk_of_bias::judgement(*judgement, table.tool);
                (Light::of(*judgement), name.to_owned())
            })
            .collect();
        let tool = match table.tool {
            Tool::Other => String::new(),
            tool => tr!(" ({})", risk_of_bias::tool(tool)),
        };
        Some(LightsHead {
            heads,
            domains: tr!(
                "Risk of bias{tool}: {}.",
                domains.join(translate("; ")),
                tool
            ),
            legend,
        })
    }

    pub(super) fn lights_of(&self, row: usize) -> Vec<Option<Light>> {
        let Some(table) = &self.judgements else {
            return Vec::new();
        };
        let Some((domains, overall)) = table.rows.get(row) else {
            return Vec::new();
        };
        let overall = table.has_overall.then_some(overall);
        domains
            .iter()
            .chain(overall)
            .map(|judgement| judgement.map(Light::of))
            .collect()
    }
}

/// What heads the domains: their own short names where all have one that is short, else letters.
fn heads(table: &JudgementTable) -> Vec<String> {
    let short = |name: &str| !name.is_empty() && name.chars().count() <= SHORT_HEAD;
    let heads: Vec<String> = table
        .domains
        .iter()
        .map(|[short, _]| printable(short.trim()))
        .collect();
    if heads.iter().all(|head| short(head)) {
        return heads;
    }
    (0..heads.len()).map(letter).collect()
}

/// A to Z, then A1, B1 and so on.
fn letter(place: usize) -> String {
    let letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ".chars();
    let letter = letters.cycle().nth(place % 26).unwrap_or('A');
    match place / 26 {
        0 => letter.to_string(),
        round => format!("{letter}{round}"),
    }
}
