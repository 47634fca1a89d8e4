//! Figures that carry the review they were made from, so that whoever has the figure can open the review again.

use std::collections::BTreeMap;

use super::{Project, RestoreError, Restored, restore, save};
use crate::figure::paint::svg;
use crate::figure::png::{self, NotPng};
use crate::figure::{Scene, Theme};
use crate::wording::{Locale, downloads};

/// The keyword under which a PNG has the document.
pub const KEYWORD: &str = "Trialpool project";

/// A scene as SVG with the project in its `<metadata>`.
#[must_use]
pub fn svg_carrying(project: &Project, scene: &Scene, theme: &Theme) -> String {
    svg::document_with_project(scene, theme, &save(project))
}

/// The same image with the project in a chunk of text (`iTXt`).
///
/// # Errors
/// If the bytes are not a PNG file with a header.
pub fn png_carrying(project: &Project, image: &[u8]) -> Result<Vec<u8>, NotPng> {
    png::with_text(image, KEYWORD, &save(project))
}

/// The identifier of the element of a page that holds a project.
pub const ELEMENT: &str = "review";

/// What stands before the document in a page.
fn before_in_page() -> String {
    format!("<script type=\"application/json\" id=\"{ELEMENT}\">")
}

/// What stands behind it.
const BEHIND_IN_PAGE: &str = "</script>";

/// The project as an [`ELEMENT`] of a page: a block of data, which no browser executes. The sign that begins markup is
/// written as JSON may write it, so that nothing in the review ends the element.
#[must_use]
pub fn element_carrying(project: &Project) -> String {
    let document = save(project).replace('<', "\\u003c");
    format!("{}{document}{BEHIND_IN_PAGE}", before_in_page())
}

/// The document within a page.
fn within_page(page: &str) -> Option<String> {
    let (_, rest) = page.split_once(&before_in_page())?;
    let (document, _) = rest.split_once(BEHIND_IN_PAGE)?;
    Some(document.to_owned())
}

/// Opens the project that an SVG or PNG file or a page carries; `None` for files that carry none, of whatever kind they are.
///
/// The inner error is that of [`restore`]: the file carries a project, and the project cannot be opened.
#[must_use]
pub fn carried(bytes: &[u8]) -> Option<Result<Restored, RestoreError>> {
    carried_document(bytes).map(|document| restore(&document))
}

/// The document of the project that an SVG or PNG file or a page carries, as [`restore`] takes it.
#[must_use]
pub fn carried_document(bytes: &[u8]) -> Option<String> {
    if let Ok(text) = png::text(bytes, KEYWORD) {
        return text;
    }
    let text = std::str::from_utf8(bytes).ok()?;
    svg::project(text).or_else(|| within_page(text))
}

/// What a file that carries this project tells whoever has it, in words.
#[must_use]
pub fn carried_sentence(project: &Project, locale: Locale) -> String {
    let review = &project.review;
    let of_outcomes = review.outcomes.iter().map(|outcome| &outcome.note);
    let records = review
        .trials
        .iter()
        .flat_map(|trial| trial.records.values());
    let judgements = review.risk_of_bias.iter().flat_map(|risk_of_bias| {
        let assessments = risk_of_bias.assessments();
        assessments.flat_map(|assessment| assessment.domains.iter().chain([&assessment.overall]))
    });
    let remarks = review.checklists.iter().flat_map(|checklists| {
        let trials = checklists.trials.values();
        trials.flat_map(BTreeMap::values)
    });
    let notes = of_outcomes
        .chain(records.map(|record| &record.note))
        .chain(judgements.map(|judged| &judged.support))
        .chain(remarks.map(|answered| &answered.remark))
        .filter(|note| !note.trim().is_empty())
        .count();
    let sizes = [review.outcomes.len(), review.trials.len(), notes];
    downloads::carries(&review.title, sizes, locale)
}
