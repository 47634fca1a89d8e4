//! The risk of bias as figures: a light for every judgement ([`lights`]), and how much of an answer rests on which judgement
//! ([`bars`]).
//!
//! [`Inputs`] holds exactly what both show.

pub mod bars;
pub mod lights;

pub use super::Options;

use super::font::printable;
use crate::analysis::JudgedTrials;
use crate::data::Judgement;
use crate::figure::grammar::mark::light::Light;
use crate::wording::{risk_of_bias, tr, translate};

/// What the figures are made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    /// What the outcome is called, if the judgements are shown for one.
    pub outcome: Option<String>,
    /// The judgements with the weights of the trials.
    pub judged: JudgedTrials,
    /// What the reader chose.
    pub options: Options,
}

impl Inputs {
    /// The heads of the domains and of the trials as a whole.
    fn heads(&self) -> Vec<String> {
        let domains = self.judged.domains.iter().zip(1..);
        let short = domains.map(|(domain, number)| match domain.short.trim() {
            "" => format!("D{number}"),
            short => printable(short),
        });
        short.chain([OVERALL.to_owned()]).collect()
    }

    /// What the heads stand for: "D1 Randomization process; … ; O overall."
    fn domains_in_words(&self) -> String {
        let domains = self.judged.domains.iter();
        let names = domains
            .map(|domain| risk_of_bias::domain(&domain.name))
            .chain([risk_of_bias::OVERALL_IN_LEGEND.text()]);
        let heads = self.heads();
        let named: Vec<String> = heads
            .iter()
            .zip(names)
            .map(|(head, name)| format!("{head}\u{a0}{}", printable(name)).trim().to_owned())
            .collect();
        tr!(
            "{}: {}.",
            risk_of_bias::tool(self.judged.tool),
            named.join(translate("; "))
        )
    }

    /// The lights that are shown, with their names; what is not judged last.
    fn legend(&self) -> Vec<(Light, String)> {
        let mut shown: Vec<Option<Judgement>> = Vec::new();
        for trial in &self.judged.trials {
            for judgement in trial.domains.iter().chain([&trial.overall]) {
                if !shown.contains(judgement) {
                    shown.push(*judgement);
                }
            }
        }
        shown.sort_by_key(|judgement| (judgement.is_none(), *judgement));
        shown
            .into_iter()
            .map(|judgement| {
                let name = judgement.map_or(risk_of_bias::NOT_JUDGED.text(), |judgement| {
                    risk_of_bias::judgement(judgement, self.judged.tool)
                });
                (light(judgement), name.to_owned())
            })
            .collect()
    }
}

/// The head of the column of overall judgements.
const OVERALL: &str = "O";

/// The light of a judgement; an open circle where nothing is judged.
fn light(judgement: Option<Judgement>) -> Light {
    judgement.map_or(
        Light {
            role: None,
            sign: "",
        },
        Light::of,
    )
}
