//! The saved project: one JSON document, versioned, that every later version of the program opens.
//!
//! ```json
//! {"format": "trialpool", "version": 3, "review": {…}, "settings": {…}, "chosen": […]}
//! ```
//!
//! [`restore`] is the only way in. A document of an older version is upgraded there, step by step; one of a newer version
//! is refused by name, because what it means is not known yet. The files `tests/project/version_*.json` are kept for ever.

use std::collections::BTreeSet;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::figures::forget_what_is_gone;
use super::{Limit, Mended, Project, mend};
use crate::data::{
    AnyEntry, Cell, Misread, OutcomeId, Record, Review, Settings, State, Trial, TrialId, Values,
};
use crate::read::json::{self, Fault};

/// What the document says it is.
pub const FORMAT: &str = "trialpool";

/// The version of the document that is written, and the newest that is read. It is raised whenever an older program would
/// misread a newer document: one of version 1 knows neither other time points nor designs, one of version 2 no trials that
/// are left out with a reason, and both would pool other numbers.
pub const VERSION: u32 = 3;

/// The highest identifier a document may hold; it leaves two thousand million to be given.
const HIGHEST_IDENTIFIER: u32 = u32::MAX / 2;

/// What every document says of itself, whatever its version.
#[derive(Default, Deserialize)]
#[serde(default)]
struct Header {
    format: Value,
    version: Value,
}

/// What stands in a document of any version; the second and the third add what may be missing.
#[derive(Deserialize)]
struct Contents {
    review: Review,
    settings: Settings,
    #[serde(default)]
    chosen: BTreeSet<OutcomeId>,
}

/// A document as it is written.
#[derive(Serialize)]
struct Document<'project> {
    format: &'static str,
    version: u32,
    review: &'project Review,
    settings: &'project Settings,
    chosen: &'project BTreeSet<OutcomeId>,
}

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
        /// Which part, such as `review.trials[3].arms[1].label`.
        field: String,
        /// What is wrong with it: "a text is expected".
        problem: String,
    },
    /// It is larger than what is kept.
    TooLarge(Limit),
}

/// Writes a project down. [`restore`] of what this writes is the same project.
///
/// A number that JSON cannot hold (not finite) is kept as it was typed and marked as unreadable.
///
/// ```
/// use trialpool::project::{Project, restore, save};
/// use trialpool::read::examples;
///
/// let project = Project::of(examples::all()[0].review());
/// let document = save(&project);
/// assert!(document.starts_with(r#"{"format":"trialpool","version":3,"review":{"#));
/// assert_eq!(restore(&document).map(|restored| restored.project), Ok(project));
/// ```
#[must_use]
pub fn save(project: &Project) -> String {
    let review = finite(&project.review);
    json::text(&Document {
        format: FORMAT,
        version: VERSION,
        review: review.as_ref().unwrap_or(&project.review),
        settings: &project.settings,
        chosen: &project.chosen,
    })
}

/// Opens a document of this or any older version.
///
/// ```
/// use trialpool::project::{RestoreError, restore};
///
/// let refused = restore(r#"{"format": "trialpool", "version": 1, "review": {"title": 7}}"#);
/// let Err(RestoreError::Damaged { field, problem }) = refused else {
///     unreachable!("a title is no number")
/// };
/// assert_eq!((field.as_str(), problem.as_str()), ("review.title", "a text is expected"));
/// ```
///
/// # Errors
/// When the text is no such document, comes from a newer version, or outgrows a [`Limit`].
pub fn restore(text: &str) -> Result<Restored, RestoreError> {
    if text.len() > Limit::DOCUMENT {
        return Err(RestoreError::TooLarge(Limit::Document(Limit::DOCUMENT)));
    }
    let text = text.trim_start_matches('\u{feff}');
    let header: Header = json::parse(text).map_err(|fault| match fault {
        Fault::Syntax { line, column, .. } => RestoreError::NotJson { line, column },
        Fault::Value { .. } => RestoreError::OtherFormat,
    })?;
    if header.format != FORMAT {
        return Err(RestoreError::OtherFormat);
    }
    match header.version.as_u64() {
        Some(version) if version > u64::from(VERSION) => {
            return Err(RestoreError::Newer { version });
        }
        Some(1..) => {}
        Some(0) | None => return Err(damaged("version", "1, 2 or 3 is expected")),
    }
    // The header was read, so that the text is JSON: what is refused now is a part of it.
    let contents: Contents = json::parse(text).map_err(|fault| match fault {
        Fault::Syntax { problem, .. } => damaged("", &problem),
        Fault::Value { field, problem, .. } => damaged(&field, &problem),
    })?;
    Limit::check(&contents.review).map_err(RestoreError::TooLarge)?;
    let mut project = Project {
        review: contents.review,
        settings: contents.settings,
        chosen: contents.chosen,
    };
    if mend::next_identifier(&project.review) > HIGHEST_IDENTIFIER {
        return Err(damaged("review", "an identifier is too high"));
    }
    let mended = mend::mend(&mut project.review);
    forget_what_is_gone(&mut project.settings.figures, &project.review);
    forget_exclusions_of_what_is_gone(&mut project);
    project.forget_sensitivity_of_what_is_gone();
    project.forget_explorations_of_what_is_gone();
    project.forget_doses_of_what_is_gone();
    project.forget_lost_of_what_is_gone();
    project.mend_paragraphs();
    Ok(Restored { project, mended })
}

/// Exclusions of trials and outcomes that the review does not have say nothing.
fn forget_exclusions_of_what_is_gone(project: &mut Project) {
    let trials: BTreeSet<TrialId> = project.review.trials.iter().map(|trial| trial.id).collect();
    let outcomes: BTreeSet<OutcomeId> = project
        .review
        .outcomes
        .iter()
        .map(|outcome| outcome.id)
        .collect();
    project.settings.exclusions.retain(|one| {
        let has_outcome = one
            .outcome
            .is_none_or(|outcome| outcomes.contains(&outcome));
        trials.contains(&one.trial) && has_outcome
    });
}

fn damaged(field: &str, problem: &str) -> RestoreError {
    RestoreError::Damaged {
        field: field.to_owned(),
        problem: problem.to_owned(),
    }
}

/// The review with every number that is not finite marked as unreadable; `None` where all are finite.
fn finite(review: &Review) -> Option<Review> {
    let is_said_in_numbers =
        review.panel.is_finite() && review.earlier.iter().all(|earlier| earlier.is_finite());
    if is_said_in_numbers && review.trials.iter().all(|trial| is_finite(trial)) {
        return None;
    }
    let mut finite = review.clone();
    if !is_said_in_numbers {
        Arc::make_mut(&mut finite.panel).mark_infinite();
        for earlier in &mut finite.earlier {
            Arc::make_mut(earlier).mark_infinite();
        }
    }
    for trial in finite.trials.iter_mut().filter(|trial| !is_finite(trial)) {
        for record in Arc::make_mut(trial).records.values_mut() {
            mark_infinite(&mut record.values);
            if let Some(others) = record.others.as_mut() {
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
        State::Reported(value) => (!value.is_finite()).then_some(cell),
        State::NotReported | State::Unreadable(_) => None,
    };
    values.entries().into_iter().filter_map(infinite)
}
