//! Figures that carry the review they were made from, so that whoever has the figure can open the review again.

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

/// Opens the project that an SVG or PNG file carries; `None` for files that carry none, of whatever kind they are.
///
/// The inner error is that of [`restore`]: the file carries a project, and the project cannot be opened.
#[must_use]
pub fn carried(bytes: &[u8]) -> Option<Result<Restored, RestoreError>> {
    carried_document(bytes).map(|document| restore(&document))
}

/// The document of the project that an SVG or PNG file carries, as [`restore`] takes it.
#[must_use]
pub fn carried_document(bytes: &[u8]) -> Option<String> {
    match png::text(bytes, KEYWORD) {
        Ok(text) => text,
        Err(NotPng) => svg::project(std::str::from_utf8(bytes).ok()?),
    }
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
        let assessments = risk_of_bias.trials.values();
        assessments.flat_map(|assessment| assessment.domains.iter().chain([&assessment.overall]))
    });
    let notes = of_outcomes
        .chain(records.map(|record| &record.note))
        .chain(judgements.map(|judged| &judged.support))
        .filter(|note| !note.trim().is_empty())
        .count();
    let sizes = [review.outcomes.len(), review.trials.len(), notes];
    downloads::carries(&review.title, sizes, locale)
}
