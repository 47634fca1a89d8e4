//! Files of the review: the project, the results, the data, a script.

use leptos::prelude::*;

use crate::analysis::SensitivityAnswer;
use crate::app::platform::{clipboard, files};
use crate::app::state::{AllAnswers, Sensitivities, State};
use crate::data::Review;
use crate::project;
use crate::read::write::{long, wide};
use crate::read::{Decimal, Delimiter};
use crate::report::{self, Answered};

const CSV: &str = "text/csv;charset=utf-8";

/// The name of a file by the title of the review and what the file holds of it.
pub(super) fn file_name(state: State, what: &str, extension: &str) -> String {
    let title = state
        .document
        .project
        .with_untracked(|project| project.review.title.clone());
    format!("{}.{extension}", files::slug(&[&title, what]))
}

/// Gives a file to the browser to be saved.
pub(super) fn save(state: State, name: &str, media_type: &str, bytes: &[u8]) {
    if files::download(name, media_type, bytes).is_err() {
        state.notices.say("The browser refused the download.");
    }
}

/// Downloads the project as its document.
pub(super) fn project(state: State) {
    let project = state.document.project.get_untracked();
    let name = file_name(state, "", "json");
    save(
        state,
        &name,
        "application/json",
        project::save(&project).as_bytes(),
    );
}

/// Copies the results of the outcome that is looked at as a table.
pub(super) fn copy_results(state: State) {
    let Some(table) = untrack(|| {
        let answer = state.answers.answer()?;
        Some(state.answers.results(&answer))
    }) else {
        return;
    };
    let (html, text) = (report::html(&table), report::text(&table));
    state.notices.say(match clipboard::copy_table(&html, &text) {
        Ok(()) => "Copied: paste it into Word or a spreadsheet.",
        Err(_) => {
            "The browser does not let the page copy. Select the figure’s table and copy it instead."
        }
    });
}

/// Downloads the results of all outcomes, one line each, with the numbers in full precision.
pub(super) fn results_csv(state: State) {
    let locale = untrack(|| state.document.locale());
    let text = of_all(state, |review, answers| {
        report::csv(&report::profile(review, answers, locale))
    });
    save(state, &file_name(state, "", "csv"), CSV, text.as_bytes());
}

/// Downloads the sensitivity analyses of all outcomes, one line each, with the numbers in full precision.
pub(super) fn sensitivity_csv(state: State, sensitivities: Sensitivities) {
    let locale = untrack(|| state.document.locale());
    let project = state.document.project.get_untracked();
    let answers = state.answers.all.get_untracked();
    let analyses: Vec<Vec<SensitivityAnswer>> = answers
        .iter()
        .map(|answer| sensitivities.now(answer))
        .collect();
    let answered = answered(&answers);
    let outcomes: Vec<(Answered<'_>, &[SensitivityAnswer])> = answered
        .into_iter()
        .zip(analyses.iter().map(Vec::as_slice))
        .filter(|(_, analyses)| !analyses.is_empty())
        .collect();
    let text = report::csv(&report::sensitivity(&project.review, &outcomes, locale));
    let name = file_name(state, "sensitivity", "csv");
    save(state, &name, CSV, text.as_bytes());
}

/// Downloads every number and note of all outcomes.
pub(super) fn results_json(state: State) {
    let text = of_all(state, report::results_json);
    let name = file_name(state, "results", "json");
    save(state, &name, "application/json", text.as_bytes());
}

/// Downloads a script for R that pools every outcome again.
pub(super) fn r_script(state: State) {
    let text = of_all(state, report::r_script);
    let name = file_name(state, "", "R");
    save(state, &name, "text/plain;charset=utf-8", text.as_bytes());
}

/// Downloads data and results in the form of RevMan's export.
pub(super) fn data_revman(state: State) {
    let text = of_all(state, |review, answers| {
        report::csv(&report::revman(review, answers))
    });
    save_for_spreadsheets(state, "revman", &text);
}

/// Downloads the data, one row a trial.
pub(super) fn data_wide(state: State) {
    data(state, "wide", wide);
}

/// Downloads the data, one row a trial and outcome.
pub(super) fn data_long(state: State) {
    data(state, "long", long);
}

/// Writes something of the review and the answers to all its outcomes.
fn of_all(state: State, write: impl Fn(&Review, &[Answered<'_>]) -> String) -> String {
    let project = state.document.project.get_untracked();
    let answers = state.answers.all.get_untracked();
    write(&project.review, &answered(&answers))
}

/// Every outcome with its answer, as reports take them.
fn answered(answers: &AllAnswers) -> Vec<Answered<'_>> {
    answers
        .iter()
        .map(|answer| Answered {
            outcome: &answer.outcome,
            prepared: &answer.prepared,
            response: &answer.response,
        })
        .collect()
}

type Write = fn(&Review, Delimiter, Decimal) -> String;

/// A table that a spreadsheet opens as it stands: with a semicolon where the decimal mark is a comma.
fn data(state: State, form: &str, write: Write) {
    let project = state.document.project.get_untracked();
    let (delimiter, decimal) = if project.settings.decimal_comma {
        (Delimiter::Semicolon, Decimal::Comma)
    } else {
        (Delimiter::Comma, Decimal::Point)
    };
    let text = write(&project.review, delimiter, decimal);
    save_for_spreadsheets(state, form, &text);
}

/// With the mark by which Excel knows that the letters are of UTF-8.
fn save_for_spreadsheets(state: State, form: &str, text: &str) {
    let text = format!("\u{feff}{text}");
    save(state, &file_name(state, form, "csv"), CSV, text.as_bytes());
}
