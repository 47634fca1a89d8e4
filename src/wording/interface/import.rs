//! Words of the dialogs in which files of other programs are looked at.

use crate::wording::{Locale, number};

/// Says that columns are taken as was decided before.
pub const RECALLED: &str = "Read as you decided for an earlier table with these heads.";
/// Lets them be recognised anew.
pub const READ_AFRESH: &str = "Recognise them afresh";

/// Titles of the dialog.
pub const REVIEW: &str = "A review of RevMan";
/// See [`REVIEW`].
pub const RECORDS: &str = "Records of ClinicalTrials.gov";
/// See [`REVIEW`].
pub const JUDGEMENTS: &str = "Judgements of the risk of bias";
/// See [`REVIEW`].
pub const REFUSED: &str = "Not read";

/// What stands in the place of a file's name for a text that was pasted.
pub const PASTED: &str = "What was pasted";

/// What opens a review beside the present one, which stays among the reviews of this browser.
pub const OPEN_REVIEW: &str = "Open this review";
/// What adds trials to the present review.
pub const ADD_TRIALS: &str = "Add these trials";
/// What puts judgements into the review.
pub const TAKE_JUDGEMENTS: &str = "Take these judgements";

/// Heads what a file stored as its results, beside what is computed here.
pub const STORED_RESULTS: &str = "Stored results, pooled again";
/// Opens the numbers of both.
pub const NUMBERS: &str = "All numbers";

/// How groups are to be given sides.
pub const GROUPS_HINT: &str = "A record counts people by groups, and one person can be in several. \
     Say which groups are compared; what holds the same people again is ignored.";
/// That groups may be added up.
pub const DISJOINT: &str = "Nobody is in two of these groups: add up those of one side";
/// That a serious event which is not listed did not occur.
pub const UNLISTED_IS_ZERO: &str =
    "Take a serious event that a record does not list as not having occurred (each is marked)";
/// Deaths of any cause.
pub const DEATHS: &str = "Deaths";
/// People with at least one serious event.
pub const ANY_SERIOUS: &str = "Any serious adverse event";
/// People with at least one other event.
pub const ANY_OTHER: &str = "Any other adverse event that is listed";
/// Heads the search.
pub const SEARCH_TERMS: &str = "Search the terms of all records";
/// That nothing was found.
pub const NO_TERM: &str = "No record lists such a term.";
/// Joins a term to an outcome.
pub const SAME_AS: &str = "the same as …";

/// Where a term stands: "serious, 3 records, Gastrointestinal disorders".
#[must_use]
pub fn term_place(list: &str, records: usize, organ_systems: &str) -> String {
    let records = match records {
        1 => String::from("1 record"),
        several => format!("{several} records"),
    };
    format!(" {list}, {records}, {organ_systems}")
}

/// The row of a table means no trial of the review.
pub const NO_TRIAL: &str = "none";

/// How many rows mean a trial: "12 of 14 rows mean a trial of this review."
#[must_use]
pub fn judged(matched: usize, rows: usize, locale: Locale) -> String {
    let counted = |count: usize| number::count(count as u64, locale);
    let left = match rows - matched.min(rows) {
        0 => "",
        _ => " Say of the others which they mean, or leave them out.",
    };
    format!(
        "{} of {} rows name a trial of this review.{left}",
        counted(matched),
        counted(rows)
    )
}

/// What stands where a judgement belongs.
#[must_use]
pub fn no_judgement(line: usize, head: &str, typed: &str) -> String {
    format!(
        "Line {line}, {head}: “{typed}” is no judgement. It is kept as it is, and shown as not judged."
    )
}

/// Offers a trial: "Smith 2010? (spelled nearly so)".
#[must_use]
pub fn perhaps(trial: &str, why: &str) -> String {
    format!("{trial}? ({why})")
}

/// That the sheet of a workbook can be chosen: "Adverse events (42 rows)".
#[must_use]
pub fn sheet(name: &str, rows: usize, locale: Locale) -> String {
    format!("{name} ({} rows)", number::count(rows as u64, locale))
}

/// While a large file is read.
pub const READING: &str = "Reading the file";
/// What is read where no file is: a text that was pasted.
pub const PASTED_TEXT: &str = "what was pasted";
/// What ends the reading.
pub const STOP: &str = "Stop";

/// Which file is read.
#[must_use]
pub fn reading(name: &str) -> String {
    format!("Reading {name} …")
}
