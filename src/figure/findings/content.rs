//! Writes the strings and numbers of the figure of the findings from its [`Inputs`].

use super::{FindingsFigure, Head, Inputs, Line, Row};
use crate::data::Measure;
use crate::figure::font::printable;
use crate::figure::grammar::column::effect::Effect;
use crate::figure::grammar::scale::{Axis, Kind, Span};
use crate::wording::effects::Written;
use crate::wording::findings::{self as words, Finding, NO_ENTRY, NO_ENTRY_SAID};
use crate::wording::{Locale, certainty, forest, names, tr, translate};

impl FindingsFigure {
    /// The figure of the findings, in the order of the panel.
    #[must_use]
    pub fn of(inputs: &Inputs) -> Self {
        let findings = &inputs.findings;
        let locale = inputs.options.locale;
        let rows: Vec<(Row, Option<String>)> = findings
            .rows
            .iter()
            .enumerate()
            .map(|(index, finding)| {
                let results = inputs.beside.as_ref().map(|(_, results)| results);
                let other = results.and_then(|results| results.get(index)?.as_ref());
                let row = row(index, finding, other, inputs);
                (row, finding.group.as_deref().map(printable))
            })
            .collect();
        let spans: Vec<Span> = rows.iter().filter_map(|(row, _)| row.span).collect();
        let [experimental, control] = findings.sides.each_ref().map(|side| printable(side));
        let mut footer: Vec<String> = findings.answer.clone();
        if !findings.silent.is_empty() {
            let silent = findings.silent.join(translate("; "));
            footer.push(tr!(
                "{NO_ENTRY}: {silent}. {NO_ENTRY_SAID}",
                NO_ENTRY,
                silent,
                NO_ENTRY_SAID
            ));
        }
        if findings.has_margins {
            footer.push(words::MARGIN_IN_FIGURE.to_owned());
        }
        if let Some((name, _)) = &inputs.beside {
            footer.push(words::beside_in_figure(name));
        }
        footer.extend(findings.notes.iter().cloned());
        let footer: Vec<String> = footer
            .iter()
            .map(|paragraph| printable(paragraph))
            .collect();
        Self {
            title: printable(&inputs.title),
            description: description(findings.rows.as_slice(), &footer),
            width: inputs.options.width,
            text_size: inputs.options.text_size,
            locale,
            head: Head {
                outcome: words::OUTCOME.to_owned(),
                trials: findings.heads.trials.clone(),
                arms: [experimental.clone(), control].map(|side| [side, words::EVENTS.to_owned()]),
                effect: findings.heads.effect.clone(),
                graph: [
                    findings.heads.effect[0].clone(),
                    forest::LOG_SCALE.to_owned(),
                ],
                difference: findings.heads.difference.clone(),
                certainty: findings.has_certainty.then(|| words::CERTAINTY.to_owned()),
                verdict: words::VERDICT.to_owned(),
            },
            lines: Line::of(rows),
            ratios: Axis::symmetric(Kind::Ratio, &spans, None, &[]),
            directions: forest::directions(Measure::RiskRatio, &experimental),
            footer,
        }
    }
}

fn row(index: usize, finding: &Finding, other: Option<&words::Beside>, inputs: &Inputs) -> Row {
    Row {
        index,
        name: printable(&finding.name),
        trials: finding.trials_text.clone(),
        arms: finding.arms.clone().unwrap_or_default(),
        effect: effect_of(finding, inputs.options.locale),
        span: finding.ratio().map(Span::of),
        margin: finding.margin.map(|margin| {
            let margin = libm::log(margin);
            if finding.more_is_worse {
                margin
            } else {
                -margin
            }
        }),
        beside: other.and_then(|other| other.log),
        difference: finding.difference_text.clone().unwrap_or_default(),
        certainty: (
            finding.certainty,
            finding
                .certainty
                .map_or(certainty::NOT_JUDGED_SHORT, certainty::level),
        ),
        verdict: printable(&finding.verdict_words),
        clause: printable(&finding.clause),
    }
}

/// The pooled effect of an outcome as it stands in a column, or why there is none.
pub(crate) fn effect_of(finding: &Finding, locale: Locale) -> Effect {
    match (&finding.effect, &finding.interval) {
        (Ok(_), Some(interval)) => {
            let written = Written::of(finding.measure, interval, locale);
            let [lower, upper] = written.pair(interval.lower, interval.upper);
            Effect::Interval {
                estimate: written.with_unusual_unit(written.bare(interval.estimate)),
                lower,
                upper,
                mark: finding.mark,
            }
        }
        (Ok([estimate, limits]), None) => {
            Effect::Words(printable(&tr!("{estimate} ({limits})", estimate, limits)))
        }
        (Err(reason), _) => Effect::Words(printable(reason)),
    }
}

fn description(rows: &[Finding], footer: &[String]) -> String {
    let mut sentences = vec![tr!("{}.", words::TITLE)];
    for row in rows {
        let effect = match &row.effect {
            Ok([estimate, limits]) => tr!("{estimate}, {limits}", estimate, limits),
            Err(reason) => reason.clone(),
        };
        let name = names::outcome_inside(&printable(&row.name));
        let certainty = row.certainty.map_or_else(String::new, |level| {
            tr!(", certainty {}", certainty::level_inside(level))
        });
        sentences.push(tr!(
            "{name} ({} trials): {effect}{certainty}.",
            row.trials_text,
            name,
            effect,
            certainty
        ));
    }
    sentences.extend_from_slice(footer);
    sentences.join(" ").replace('\u{a0}', " ")
}
