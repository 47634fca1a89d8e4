//! Writes the report of a built-in review as a document of Word and as a workbook of Excel, without figures.
//!
//! `cargo run --example report -- bcg-vaccine report.docx report.xlsx`

use std::collections::{BTreeMap, BTreeSet};
use std::{env, fs};

use trialpool::analysis::{answer, prepare};
use trialpool::data::Settings;
use trialpool::read::examples;
use trialpool::report::{self, Answered, Contents};
use trialpool::wording::Locale;
use trialpool::wording::paragraphs::{OutcomeAnswers, ReviewAnswers};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let [key, document, workbook] = arguments.as_slice() else {
        return Err("say which review, and the names of two files".into());
    };
    let review = examples::review(key).ok_or("no such example")?;
    let settings = Settings::default();
    let locale = Locale::DecimalPoint;
    let mut answers = Vec::new();
    for outcome in &review.outcomes {
        let prepared = prepare(&review, &settings, outcome.id).ok_or("no such outcome")?;
        let response = answer(&prepared.request);
        answers.push((outcome, prepared, response));
    }
    let answered: Vec<Answered<'_>> = answers
        .iter()
        .map(|(outcome, prepared, response)| Answered {
            outcome,
            prepared,
            response,
        })
        .collect();
    let outcomes: Vec<OutcomeAnswers<'_>> = answered
        .iter()
        .map(|one| OutcomeAnswers {
            outcome: one.outcome,
            prepared: one.prepared,
            response: one.response,
            sensitivity: &[],
        })
        .collect();
    let profile = report::profile(&review, &answered, locale);
    let tables: BTreeMap<_, _> = answered
        .iter()
        .map(|one| {
            let table = report::outcome(&review, one.outcome, one.prepared, one.response, locale);
            (one.outcome.id, table)
        })
        .collect();
    let sheets = [
        report::data_sheet("Data", &review),
        report::sheet("Results", &profile),
    ];
    let told = ReviewAnswers {
        review: &review,
        settings: &settings,
        chosen: &BTreeSet::new(),
        outcomes: &outcomes,
        locale,
    };
    let contents = Contents {
        profile_table: Some(profile),
        tables,
        ..Contents::default()
    };
    let manuscript = report::manuscript(&told, contents);
    let written = report::docx(&manuscript).map_err(|_| "too large")?;
    fs::write(document, written)?;
    let written = report::workbook(&review.title, &sheets).map_err(|_| "too large")?;
    fs::write(workbook, written)?;
    Ok(())
}
