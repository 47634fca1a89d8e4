//! The report as files: a document of Word, a workbook of Excel, the works that it cites.

use std::collections::BTreeMap;

use leptos::prelude::*;
use leptos::task::spawn_local;

use super::downloads::{file_name, save};
use super::figure_files::{
    Choices, Figure, Format, analyses_drawn, flow_figure as flow_drawn, forest_plot, pngs,
    safety_profile,
};
use crate::analysis::SensitivityAnswer;
use crate::app::state::figures::colours;
use crate::app::state::{Answer, Sensitivities, State, report as told, versions};
use crate::data::OutcomeId;
use crate::figure::Theme;
use crate::report::{self, Answered, Contents, Picture, Table};
use crate::wording::findings::Asked;
use crate::wording::paragraphs::{ReviewAnswers, caption};
use crate::wording::references::Reference;
use crate::wording::{Locale, downloads, flow as flow_words, summary};

pub(super) const WORD: &str =
    "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
pub(super) const EXCEL: &str = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";
/// Resolution of the figures of a document, in dots per inch.
const DPI: f64 = 300.0;
/// The most outcomes whose figures stand in one document: it must open, and pass through a mailbox.
const MOST_WITH_FIGURES: usize = 60;

/// Every outcome with its answer, as tables take them.
fn answered<'a>(review: &ReviewAnswers<'a>) -> Vec<Answered<'a>> {
    review
        .outcomes
        .iter()
        .map(|one| Answered {
            outcome: one.outcome,
            prepared: one.prepared,
            response: one.response,
        })
        .collect()
}

/// The sensitivity analyses of the review as a table; nothing where there is none.
fn sensitivity_table(review: &ReviewAnswers<'_>) -> Option<Table> {
    let of_outcomes: Vec<(Answered<'_>, &[SensitivityAnswer])> = answered(review)
        .into_iter()
        .zip(review.outcomes.iter().map(|one| one.sensitivity))
        .filter(|(_, analyses)| !analyses.is_empty())
        .collect();
    (!of_outcomes.is_empty())
        .then(|| report::sensitivity(review.review, &of_outcomes, review.locale))
}

/// The summary of findings as a table; nothing while neither a certainty is judged nor an outcome chosen for it.
fn summary_table(review: &ReviewAnswers<'_>) -> Option<Table> {
    if review.review.grading.is_empty() {
        return None;
    }
    let asked: Vec<Asked<'_>> = review
        .outcomes
        .iter()
        .map(|one| Asked {
            outcome: one.outcome,
            prepared: one.prepared,
            response: one.response,
            methods: None,
        })
        .collect();
    let summary = summary::summary(review.review, &asked, review.locale);
    (!summary.rows.is_empty()).then(|| report::summary(review.review, &summary))
}

/// Downloads data and results as a workbook.
pub(super) fn excel(state: State, sensitivities: Sensitivities) {
    let bytes = told::now(state, sensitivities, |review| {
        let answers = answered(review);
        let mut sheets = vec![
            report::data_sheet(downloads::SHEET_DATA.text(), review.review),
            report::sheet(
                downloads::SHEET_RESULTS.text(),
                &report::profile(review.review, &answers, review.locale),
            ),
        ];
        let summary = summary_table(review);
        sheets.extend(summary.map(|table| report::sheet(downloads::SHEET_SUMMARY.text(), &table)));
        let analyses = sensitivity_table(review);
        sheets.extend(
            analyses.map(|table| report::sheet(downloads::SHEET_SENSITIVITY.text(), &table)),
        );
        let title = review.review.title.as_str();
        let about = report::read_me(title, &sheets, &downloads::about_workbook());
        sheets.insert(0, about);
        report::workbook(title, &sheets)
    });
    match bytes {
        Ok(bytes) => save(state, &file_name(state, "", "xlsx"), EXCEL, &bytes),
        Err(_) => state.notices.say(downloads::TOO_MUCH_FOR_ONE_FILE),
    }
}

/// Downloads the report as a document, with the figures as pixels.
pub(super) fn word(state: State, sensitivities: Sensitivities) {
    state.notices.say(downloads::WRITING_REPORT);
    spawn_local(async move {
        match document(state, sensitivities).await {
            Ok(bytes) => save(state, &file_name(state, "report", "docx"), WORD, &bytes),
            Err(words) => state.notices.say(words),
        }
    });
}

async fn document(state: State, sensitivities: Sensitivities) -> Result<Vec<u8>, String> {
    let locale = untrack(|| state.document.locale());
    let choices = Choices {
        format: Format::Png,
        dpi: Some(DPI),
        ..Choices::default()
    };
    let width = choices.width().unwrap_or_default();
    let answers = state.answers.all.get_untracked();
    let profile = untrack(|| safety_profile(state, &choices, width));
    let profile = pictures(state, &profile, locale).await?;
    let mut flow_figure = Vec::new();
    if let Some(figure) = untrack(|| flow_drawn(state, &choices, width)) {
        flow_figure = pictures(state, &figure, locale).await?;
    }
    let mut figures: BTreeMap<OutcomeId, Vec<Picture>> = BTreeMap::new();
    for answer in answers.iter().take(MOST_WITH_FIGURES) {
        let mut of_outcome = Vec::new();
        for figure in drawn(state, sensitivities, answer, &choices, width) {
            of_outcome.extend(pictures(state, &figure, locale).await?);
        }
        figures.insert(answer.outcome.id, of_outcome);
    }
    let without = answers.iter().count().saturating_sub(MOST_WITH_FIGURES);
    let remarks = (without > 0).then(|| downloads::without_figures(without, locale));
    let manuscript = told::now(state, sensitivities, |review| {
        let contents = Contents {
            profile,
            flow_figure,
            figures,
            remarks: remarks.into_iter().collect(),
            ..contents(state, review)
        };
        report::manuscript(review, contents)
    });
    report::docx(&manuscript).map_err(|_| downloads::TOO_MUCH_FOR_ONE_FILE.to_owned())
}

/// The report but for its figures: paragraphs and tables.
pub(super) fn contents<'a>(state: State, review: &ReviewAnswers<'a>) -> Contents<'a> {
    let answers = answered(review);
    let tables = answers.iter().map(|one| {
        let table = report::outcome(
            review.review,
            one.outcome,
            one.prepared,
            one.response,
            review.locale,
        );
        (one.outcome.id, table)
    });
    let flow = review.review.flow.as_deref();
    let old_and_new = untrack(|| versions::old_and_new(state));
    let has_places = !review.review.harms_places.is_empty();
    Contents {
        edited: &review.settings.paragraphs,
        profile_table: Some(report::profile(review.review, &answers, review.locale)),
        tables: tables.collect(),
        summary_table: summary_table(review),
        sensitivity_table: sensitivity_table(review),
        flow: flow.map_or_else(String::new, |flow| {
            flow_words::sentence(flow, review.locale)
        }),
        old_and_new: old_and_new.map(|shown| report::old_and_new(&shown)),
        harms_checklist: has_places.then(|| report::harms_checklist(review)),
        ..Contents::default()
    }
}

/// The figures of an outcome.
fn drawn(
    state: State,
    sensitivities: Sensitivities,
    answer: &Answer,
    choices: &Choices,
    width: f64,
) -> Vec<Figure> {
    untrack(|| {
        let analyses = sensitivities.now(answer);
        let further = analyses_drawn(state, answer, &analyses, choices, width);
        std::iter::once(forest_plot(state, answer, choices, width))
            .chain(further)
            .collect()
    })
}

/// A figure as pixels, a picture a page.
async fn pictures(state: State, figure: &Figure, locale: Locale) -> Result<Vec<Picture>, String> {
    if figure.waits {
        return Err(downloads::still_computed(&figure.name));
    }
    let theme = untrack(|| colours(state, Theme::PRINT));
    let images = pngs(figure, DPI, &theme, None, locale).await?;
    let pages = figure.pages.len();
    let pictures = figure.pages.iter().zip(images).zip(1..);
    Ok(pictures
        .map(|((page, png), number)| Picture {
            caption: caption(&figure.name, number, pages, locale),
            png,
            width: page.width,
            height: page.height,
        })
        .collect())
}

/// Downloads the works that the report cites, for programs that keep references.
pub(super) fn ris(state: State, sensitivities: Sensitivities) {
    let text = report::ris(&cited(state, sensitivities));
    let name = file_name(state, "references", "ris");
    save(
        state,
        &name,
        "application/x-research-info-systems",
        text.as_bytes(),
    );
}

/// Downloads them as BibTeX.
pub(super) fn bibtex(state: State, sensitivities: Sensitivities) {
    let text = report::bibtex(&cited(state, sensitivities));
    let name = file_name(state, "references", "bib");
    save(state, &name, "application/x-bibtex", text.as_bytes());
}

fn cited(state: State, sensitivities: Sensitivities) -> Vec<Reference> {
    told::now(state, sensitivities, |review| {
        report::cited(review, &review.settings.paragraphs)
    })
}
