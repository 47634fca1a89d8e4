//! The saved project: one JSON document, versioned, that every later version of the program opens.
//!
//! ```json
//! {"format": "trialpool", "version": 2, "review": {…}, "settings": {…}, "chosen": […]}
//! ```
//!
//! [`restore`] is the only way in. A document of an older version is upgraded there, step by step; one of a newer version
//! is refused by name, because what it means is not known yet. The files `tests/project/version_*.json` are kept for ever.

use std::collections::BTreeSet;
use std::sync::Arc;

use super::figures::forget_what_is_gone;
use super::{Limit, Mended, Project, mend};
use crate::data::{
    AnyEntry, Cell, Misread, OutcomeId, Record, Review, Settings, State, Trial, Values,
};
use crate::json::{self, ReadJson, json, write_fields};

/// What the document says it is.
pub const FORMAT: &str = "trialpool";

/// The newest version of the document that is read. Raised whenever an older program would misread a newer document: one
/// of version 1 knows neither other time points nor designs, and would pool other numbers, nor what was decided about
/// tables. The page that opens at once leaves documents that hold these to the complete one.
pub const VERSION: u32 = if crate::COMPLETE { 2 } else { 1 };

/// The version that is written: the lowest that knows everything in the review, so that older programs open what they
/// understand.
fn version_for(
    Project {
        review, settings, ..
    }: &Project,
) -> u32 {
    let is_new = |trial: &Arc<Trial>| {
        let mut records = trial.records.values();
        trial.design.get().is_some() || records.any(|record| record.others.get().is_some())
    };
    let is_new = settings.tables.get().is_some() || review.trials.iter().any(is_new);
    if crate::COMPLETE && is_new { 2 } else { 1 }
}

/// The highest identifier a document may hold; it leaves two thousand million to be given.
const HIGHEST_IDENTIFIER: u32 = u32::MAX / 2;

/// Versions 1 and 2: the second adds what may be missing.
struct Version2 {
    review: Review,
    settings: Settings,
    chosen: BTreeSet<OutcomeId>,
}

json!(struct Version2 { review, settings, chosen = default });

/// A project that was opened, with what had to be mended in its document.
#[derive(Clone, Debug, PartialEq)]
pub struct Restored {
    /// The project.
    pub project: Project,
    /// What the document had wrong; empty for every document that [`save`] wrote.
    pub mended: Vec<Mended>,
}

/// Why a document cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreError {
    /// It is not JSON, or breaks off.
    NotJson {
        /// Line of the document, counted from 1.
        line: usize,
        /// Column of that line, counted from 1.
        column: usize,
    },
    /// It is JSON, but not a Trialpool project.
    OtherFormat,
    /// A newer Trialpool wrote it.
    Newer {
        /// Version of the document.
        version: u64,
    },
    /// It says it is a Trialpool project, but a part is missing or of the wrong kind.
    Damaged {
        /// Line of the document, counted from 1.
        line: usize,
        /// Column of that line, counted from 1.
        column: usize,
    },
    /// It is larger than what is kept.
    TooLarge(Limit),
}

/// Writes a project down. [`restore`] of what this writes is the same project.
///
/// A number that JSON cannot hold (not finite) is kept as it was typed and marked as unreadable.
#[must_use]
pub fn save(project: &Project) -> String {
    let review = finite(&project.review);
    let mut text = String::new();
    write_fields(
        &[
            ("format", &FORMAT),
            ("version", &version_for(project)),
            ("review", review.as_ref().unwrap_or(&project.review)),
            ("settings", &project.settings),
            ("chosen", &project.chosen),
        ],
        &mut text,
    );
    text
}

/// Opens a document of this or any older version.
///
/// # Errors
/// When the text is no such document, comes from a newer version, or outgrows a [`Limit`].
pub fn restore(text: &str) -> Result<Restored, RestoreError> {
    if text.len() > Limit::DOCUMENT {
        return Err(RestoreError::TooLarge(Limit::Document(Limit::DOCUMENT)));
    }
    let text = text.trim_start_matches('\u{feff}');
    let document = json::value(text).map_err(|wrong| {
        let (line, column) = wrong.line_and_column(text);
        RestoreError::NotJson { line, column }
    })?;
    let mut header = document.fields().map_err(|_| RestoreError::OtherFormat)?;
    let format = header.find("format").and_then(|format| format.text().ok());
    if format.as_deref() != Some(FORMAT) {
        return Err(RestoreError::OtherFormat);
    }
    let version = header.find("version");
    let document: Version2 = match version.and_then(|version| u64::read_json(version).ok()) {
        Some(version) if (1..=u64::from(VERSION)).contains(&version) => {
            ReadJson::read_json(document).map_err(|wrong| {
                let (line, column) = wrong.line_and_column(text);
                RestoreError::Damaged { line, column }
            })?
        }
        Some(version) if version > 0 => return Err(RestoreError::Newer { version }),
        _ => return Err(RestoreError::Damaged { line: 1, column: 1 }),
    };
    Limit::check(&document.review).map_err(RestoreError::TooLarge)?;
    let mut project = Project {
        review: document.review,
        settings: document.settings,
        chosen: document.chosen,
    };
    if mend::next_identifier(&project.review) > HIGHEST_IDENTIFIER {
        return Err(RestoreError::Damaged { line: 1, column: 1 });
    }
    let mended = mend::mend(&mut project.review);
    forget_what_is_gone(&mut project.settings.figures, &project.review);
    Ok(Restored { project, mended })
}

/// The review with every number that is not finite marked as unreadable; `None` where all are finite.
fn finite(review: &Review) -> Option<Review> {
    if review.trials.iter().all(|trial| is_finite(trial)) {
        return None;
    }
    let mut finite = review.clone();
    for trial in finite.trials.iter_mut().filter(|trial| !is_finite(trial)) {
        for record in Arc::make_mut(trial).records.values_mut() {
            mark_infinite(&mut record.values);
            if let Some(others) = record.others.get_mut() {
                for other in &mut others.records {
                    mark_infinite(&mut other.values);
                }
            }
        }
    }
    Some(finite)
}

fn mark_infinite(values: &mut Values) {
    let infinite: Vec<Cell> = infinite_entries(values).collect();
    for cell in infinite {
        if let Some(mut entry) = values.entry_mut(cell) {
            entry.mark_unreadable(Misread::NotANumber);
        }
    }
}

fn is_finite(trial: &Trial) -> bool {
    let is_finite = |record: &Record| infinite_entries(&record.values).next().is_none();
    let mut records = trial.records.values();
    records.all(|record| is_finite(record) && record.at_other_times().iter().all(is_finite))
}

/// The entries whose number JSON cannot hold.
fn infinite_entries(values: &Values) -> impl Iterator<Item = Cell> {
    let infinite = |(cell, entry): (Cell, AnyEntry)| match entry.state() {
        State::Reported(value) if !value.is_finite() => Some(cell),
        _ => None,
    };
    values.entries().into_iter().filter_map(infinite)
}
