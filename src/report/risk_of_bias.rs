//! The judgements about the risk of bias as tables: one row a trial as robvis draws it, and one row a judgement with its answers
//! and reasons.

use super::{Cell, Column, Row, RowKind, Table};
use crate::analysis::JudgedTrials;
use crate::data::{Judged, JudgedPlace, Review};
use crate::safety::risk_of_bias_2::RoB2Domain;
use crate::wording::quality::interface as labels;
use crate::wording::{Locale, number, risk_of_bias as words, tr, translate};

/// One row a trial: the judgement of each domain, that of the trial as a whole, and its weight in the outcome. R's package
/// robvis draws its CSV (`Study`, `D1`, …, `Overall`, `Weight`).
#[must_use]
pub fn risk_of_bias(judged: &JudgedTrials, outcome: Option<&str>, locale: Locale) -> Table {
    let domains = judged.domains.iter().zip(1..);
    let domains = domains.map(|(domain, number)| {
        let head = match domain.short.trim() {
            "" => format!("D{number}"),
            short => short.to_owned(),
        };
        Column::of_names(head.clone(), &head)
    });
    let mut columns = vec![Column::of_names(labels::TRIAL, "Study")];
    columns.extend(domains);
    columns.push(Column::of_names(words::OVERALL, "Overall"));
    columns.push(Column::of_numbers(None, labels::WEIGHT, &["Weight"]));
    let weights = number::weights(&judged.weights(), locale);
    let rows = judged.trials.iter().zip(weights);
    let rows = rows.map(|(trial, printed)| {
        let judgements = trial.domains.iter().chain([&trial.overall]);
        let mut cells = vec![Cell::name(trial.name.clone())];
        cells.extend(judgements.map(|of| match of {
            Some(of) => Cell::name(words::judgement(*of, judged.tool)),
            None => Cell::empty(),
        }));
        cells.push(match trial.weight.filter(|_| judged.is_weighted) {
            Some(weight) => Cell::numbers([weight], printed.unwrap_or_default()),
            None => Cell::empty(),
        });
        Row {
            kind: RowKind::Plain,
            cells,
        }
    });
    let names = judged.domains.iter().map(|domain| {
        let name = format!("{} {}", domain.short, words::domain(&domain.name));
        name.trim().to_owned()
    });
    let named: Vec<String> = names.collect();
    Table {
        caption: words::lights_title(outcome),
        columns,
        rows: rows.collect(),
        notes: vec![
            words::standing(judged, locale),
            tr!(
                "{}: {}.",
                words::tool(judged.tool),
                named.join(translate("; "))
            ),
        ],
    }
}

/// One row a judgement: how it came about, the answers behind it, its support and where that stands. Judgements of single
/// outcomes follow those of the trials.
#[must_use]
pub fn judgement_reasons(review: &Review) -> Table {
    let mut rows = Vec::new();
    if let Some(table) = review.risk_of_bias.as_deref() {
        let outcomes = review.outcomes.iter().map(|outcome| Some(&**outcome));
        for outcome in std::iter::once(None).chain(outcomes) {
            for trial in &review.trials {
                let domains = (0..table.domains.len()).map(Some).chain([None]);
                for domain in domains {
                    let place = JudgedPlace {
                        trial: trial.id,
                        outcome: outcome.map(|outcome| outcome.id),
                        domain,
                    };
                    let Some(judged) = table.said_at(place).filter(|judged| !judged.is_empty())
                    else {
                        continue;
                    };
                    let name = domain.map_or_else(
                        || words::OVERALL.to_owned(),
                        |domain| {
                            let found = table.domains.get(domain);
                            found.map_or_else(String::new, |found| {
                                format!("{} {}", found.short, found.name).trim().to_owned()
                            })
                        },
                    );
                    let judgement = judged
                        .judgement
                        .map_or("", |of| words::judgement(of, table.tool));
                    rows.push(Row {
                        kind: RowKind::Plain,
                        cells: vec![
                            Cell::name(trial.name.clone()),
                            Cell::name(outcome.map_or_else(String::new, |one| one.name.clone())),
                            Cell::name(name),
                            Cell::name(judgement),
                            Cell::name(judged.typed.clone()),
                            Cell::name(answers(judged, domain)),
                            Cell::name(judged.override_reason.clone()),
                            Cell::name(judged.support.clone()),
                            Cell::name(judged.source.clone()),
                        ],
                    });
                }
            }
        }
    }
    Table {
        caption: labels::RISK_OF_BIAS.to_owned(),
        columns: vec![
            Column::of_names(labels::TRIAL, "trial"),
            Column::of_names(translate("Outcome"), "outcome"),
            Column::of_names(translate("Domain"), "domain"),
            Column::of_names(labels::JUDGEMENT, "judgement"),
            Column::of_names(translate("As typed"), "typed"),
            Column::of_names(translate("Answers"), "answers"),
            Column::of_names(labels::OVERRIDE_REASON, "override_reason"),
            Column::of_names(labels::SUPPORT, "support"),
            Column::of_names(labels::WHERE, "source"),
        ],
        rows,
        notes: vec![words::QUESTIONS_ARE_OURS.to_owned()],
    }
}

/// "2.1 PY; 2.2 N".
fn answers(judged: &Judged, domain: Option<usize>) -> String {
    let Some(domain) = domain.and_then(RoB2Domain::at) else {
        return String::new();
    };
    let answers = judged.answers.iter().map(|(question, answer)| {
        let question = words::question_number(domain, *question);
        format!("{question} {}", words::answer_short(*answer))
    });
    answers.collect::<Vec<_>>().join(translate("; "))
}
