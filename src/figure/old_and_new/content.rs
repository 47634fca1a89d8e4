//! Writes the strings and numbers of the figure of old and new results.

use super::{Head, OldAndNewFigure, Outcome, Row};
use crate::data::Measure;
use crate::figure::Options;
use crate::figure::font::printable;
use crate::figure::grammar::column::effect::Effect;
use crate::figure::grammar::scale::{Axis, Kind, Span};
use crate::wording::old_and_new::{self as words, OldAndNew, Result};
use crate::wording::{findings, forest, names, safety_profile, tr, translate};

impl OldAndNewFigure {
    /// The figure of these results; `experimental` is what the experimental arms received.
    #[must_use]
    pub fn of(shown: &OldAndNew, experimental: &str, options: &Options) -> Self {
        let outcomes: Vec<Outcome> = shown
            .outcomes
            .iter()
            .enumerate()
            .map(|(index, compared)| Outcome {
                index,
                name: printable(&compared.name),
                results: compared.results.iter().map(row).collect(),
            })
            .collect();
        let spans: Vec<Span> = outcomes
            .iter()
            .flat_map(|outcome| &outcome.results)
            .filter_map(|row| row.log)
            .map(|(estimate, limits)| {
                let [lower, upper] = limits.unwrap_or([estimate; 2]);
                Span {
                    estimate,
                    lower,
                    upper,
                }
            })
            .collect();
        let footer: Vec<String> = shown.notes.iter().map(|note| printable(note)).collect();
        Self {
            title: printable(&shown.title),
            description: description(shown, &footer),
            width: options.width,
            text_size: options.text_size,
            locale: options.locale,
            head: Head {
                outcome: findings::OUTCOME.to_owned(),
                source: words::SOURCE.to_owned(),
                trials: findings::TRIALS.to_owned(),
                measure: words::MEASURE.to_owned(),
                effect: [
                    crate::wording::sensitivity::EFFECT.to_owned(),
                    "interval".to_owned(),
                ],
                graph: [
                    safety_profile::RATIO.to_owned(),
                    forest::LOG_SCALE.to_owned(),
                ],
            },
            outcomes,
            ratios: Axis::symmetric(Kind::Ratio, &spans, None, &[]),
            directions: forest::directions(Measure::RiskRatio, &printable(experimental)),
            footer,
        }
    }
}

fn row(result: &Result) -> Row {
    Row {
        is_now: result.is_now,
        source: printable(&result.source),
        trials: result.trials.clone(),
        measure: printable(&result.measure),
        effect: match &result.effect {
            Ok([estimate, lower, upper]) => Effect::Interval {
                estimate: estimate.clone(),
                lower: lower.clone(),
                upper: upper.clone(),
                mark: "",
            },
            Err(words) => Effect::Words(printable(words)),
        },
        log: result.log,
    }
}

fn description(shown: &OldAndNew, footer: &[String]) -> String {
    let mut sentences = Vec::new();
    for outcome in &shown.outcomes {
        let results: Vec<String> = outcome
            .results
            .iter()
            .map(|result| {
                let effect = match &result.effect {
                    Ok([estimate, lower, upper]) => {
                        tr!(
                            "{} {estimate}, {lower} to {upper}",
                            result.measure,
                            estimate,
                            lower,
                            upper
                        )
                    }
                    Err(words) => words.clone(),
                };
                printable(&format!("{} {effect}", result.source))
            })
            .collect();
        let name = names::outcome_inside(&printable(&outcome.name));
        sentences.push(tr!("{name}: {}.", results.join(translate("; ")), name));
    }
    sentences.extend_from_slice(footer);
    sentences.join(" ").replace('\u{a0}', " ")
}
