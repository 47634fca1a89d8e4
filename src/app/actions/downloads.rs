//! Files of the review: the project, the results, the data, a script.

use leptos::prelude::*;

use crate::analysis::{SensitivityAnswer, item_shares, judged_trials};
use crate::app::platform::{clipboard, files};
use crate::app::state::{AllAnswers, Answer, GroupedEvents, Sensitivities, State};
use crate::data::{Checklist, Review};
use crate::project::{self, Project};
use crate::read::write::{long, wide};
use crate::read::{Decimal, Delimiter};
use crate::report::{self, Answered, LongResults, Table};
use crate::wording::findings::Findings;
use crate::wording::translate;

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
        state
            .notices
            .say(translate("The browser refused the download."));
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
    copy_as_table(state, &table);
}

/// Copies a table for Word and spreadsheets.
pub(super) fn copy_as_table(state: State, table: &Table) {
    let (html, text) = (report::html(table), report::text(table));
    state.notices.say(match clipboard::copy_table(&html, &text) {
        Ok(()) => translate("Copied: paste it into Word or a spreadsheet."),
        Err(_) => {
            translate("The browser does not let the page copy. Select the figure’s table and copy it instead.")
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

/// The findings as a table: the rows at these places, in this order, beside the review at a place.
pub fn findings_table(
    state: State,
    found: &Findings,
    places: &[usize],
    beside: Option<usize>,
) -> Table {
    let project = state.document.project.get_untracked();
    let other = beside.and_then(|place| project.review.earlier.get(place));
    let other = other.map(|other| &**other);
    let locale = untrack(|| state.document.locale());
    report::findings(&project.review, found, places, other, locale)
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

/// The judgements of the trials of the outcome that is looked at, one row a trial; nothing before any is made.
pub fn judgements_table(state: State) -> Option<Table> {
    let locale = untrack(|| state.document.locale());
    let project = state.document.project.get_untracked();
    let answer = untrack(|| state.answers.answer());
    let answered = answer
        .as_ref()
        .map(|answer| (&*answer.prepared, &*answer.response));
    let judged = judged_trials(&project.review, answered)?;
    let outcome = answer.as_ref().map(|answer| answer.outcome.name.as_str());
    Some(report::risk_of_bias(&judged, outcome, locale))
}

/// Downloads the judgements of the trials of the outcome that is looked at, as robvis draws them: without the mark at the
/// beginning by which Excel knows how letters are written, which R takes for a part of the first head.
pub(super) fn judgements_csv(state: State) {
    if let Some(table) = judgements_table(state) {
        let name = file_name(state, "risk-of-bias", "csv");
        save(state, &name, CSV, report::csv(&table).as_bytes());
    }
}

/// Every judgement with its answers and reasons.
pub fn judgement_reasons_table(state: State) -> Table {
    let project = state.document.project.get_untracked();
    report::judgement_reasons(&project.review)
}

/// Downloads every judgement with its answers and reasons.
pub(super) fn judgement_reasons_csv(state: State) {
    let text = report::csv(&judgement_reasons_table(state));
    save_for_spreadsheets(state, "risk-of-bias-reasons", &text);
}

/// The shares of trials that meet the items of a checklist.
pub fn checklist_shares_table(state: State, list: Checklist) -> Table {
    let locale = untrack(|| state.document.locale());
    let project = state.document.project.get_untracked();
    let (review, settings) = (&project.review, &project.settings);
    let shares = item_shares(review, settings, list);
    report::checklist_shares(list, &shares, review, settings, locale)
}

/// The answers to a checklist, one row a trial.
pub fn checklist_answers_table(state: State, list: Checklist) -> Table {
    let project = state.document.project.get_untracked();
    report::checklist_answers(list, &project.review, &project.settings)
}

/// Downloads every number and note of all outcomes. What takes long is in it as far as it was made of the review as it is.
pub(super) fn results_json(state: State, events: GroupedEvents) {
    let text = with_long_work(state, events, |project, answers, long| {
        report::results_json(&project.review, &project.settings, answers, long)
    });
    let name = file_name(state, "results", "json");
    save(state, &name, "application/json", text.as_bytes());
}

/// Downloads a script for R that pools every outcome again.
pub(super) fn r_script(state: State, events: GroupedEvents) {
    let text = with_long_work(state, events, |project, answers, long| {
        let (review, settings) = (&project.review, &project.settings);
        report::r_script(review, answers)
            + &report::r_script_explored(review, settings, answers)
            + &report::r_script_events(review, answers, settings.level, long)
    });
    let name = file_name(state, "", "R");
    save(state, &name, "text/plain;charset=utf-8", text.as_bytes());
}

/// Writes something of the project, the answers to all its outcomes, and what long work has found of them as they are.
fn with_long_work(
    state: State,
    events: GroupedEvents,
    write: impl Fn(&Project, &[Answered<'_>], &LongResults<'_>) -> String,
) -> String {
    let project = state.document.project.get_untracked();
    let answers = state.answers.all.get_untracked();
    let subsets = untrack(|| {
        let mut all = answers.iter();
        all.find_map(|answer| Some((answer.outcome.id, state.subsets.of(answer)?)))
    });
    let events = untrack(|| events.found().filter(|_| !events.is_stale()));
    let long = LongResults {
        subsets: subsets
            .as_ref()
            .map(|(outcome, found)| (*outcome, &**found)),
        events: events
            .as_ref()
            .map(|events| (&*events.asked, &*events.found)),
    };
    write(&project, &answered(&answers), &long)
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
pub(super) fn answered(answers: &AllAnswers) -> Vec<Answered<'_>> {
    answers.iter().map(Answer::answered).collect()
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
pub(super) fn save_for_spreadsheets(state: State, form: &str, text: &str) {
    let text = format!("\u{feff}{text}");
    save(state, &file_name(state, form, "csv"), CSV, text.as_bytes());
}
