//! Words of the dialogs in which files of other programs are looked at.

use crate::wording::{Locale, Text, number, tr, translate};

/// Says that columns are taken as was decided before.
pub const RECALLED: Text = Text("Read as you decided for an earlier table with these heads.");
/// Lets them be recognised anew.
pub const READ_AFRESH: Text = Text("Recognise them afresh");

/// Titles of the dialog.
pub const REVIEW: Text = Text("A review of RevMan");
/// See [`REVIEW`].
pub const RECORDS: Text = Text("Records of ClinicalTrials.gov");
/// See [`REVIEW`].
pub const JUDGEMENTS: Text = Text("Judgements of the risk of bias");
/// See [`REVIEW`].
pub const REFUSED: Text = Text("Not read");

/// What stands in the place of a file's name for a text that was pasted.
pub const PASTED: Text = Text("What was pasted");

/// What opens a review beside the present one, which stays among the reviews of this browser.
pub const OPEN_REVIEW: Text = Text("Open this review");
/// What adds trials to the present review.
pub const ADD_TRIALS: Text = Text("Add these trials");
/// What puts judgements into the review.
pub const TAKE_JUDGEMENTS: Text = Text("Take these judgements");

/// Heads what a file stored as its results, beside what is computed here.
pub const STORED_RESULTS: Text = Text("Stored results, pooled again");
/// Opens the numbers of both.
pub const NUMBERS: Text = Text("All numbers");

/// How groups are to be given sides.
pub const GROUPS_HINT: Text = Text(
    "A record counts people by groups, and one person can be in several. \
     Say which groups are compared; what holds the same people again is ignored.",
);
/// That groups may be added up.
pub const DISJOINT: Text = Text("Nobody is in two of these groups: add up those of one side");
/// That a serious event which is not listed did not occur.
pub const UNLISTED_IS_ZERO: Text = Text(
    "Take a serious event that a record does not list as not having occurred (each is marked)",
);
/// Deaths of any cause.
pub const DEATHS: Text = Text("Deaths");
/// People with at least one serious event.
pub const ANY_SERIOUS: Text = Text("Any serious adverse event");
/// People with at least one other event.
pub const ANY_OTHER: Text = Text("Any other adverse event that is listed");
/// Heads the search.
pub const SEARCH_TERMS: Text = Text("Search the terms of all records");
/// That nothing was found.
pub const NO_TERM: Text = Text("No record lists such a term.");
/// Joins a term to an outcome.
pub const SAME_AS: Text = Text("the same as …");

/// Where a term stands: "serious, 3 records, Gastrointestinal disorders".
#[must_use]
pub fn term_place(list: &str, records: usize, organ_systems: &str) -> String {
    let records = match records {
        1 => String::from(translate("1 record")),
        several => tr!("{several} records", several),
    };
    tr!(
        " {list}, {records}, {organ_systems}",
        list,
        records,
        organ_systems
    )
}

/// The row of a table means no trial of the review.
pub const NO_TRIAL: Text = Text("none");

/// How many rows mean a trial: "12 of 14 rows mean a trial of this review."
#[must_use]
pub fn judged(matched: usize, rows: usize, locale: Locale) -> String {
    let counted = |count: usize| number::count(count as u64, locale);
    let left = match rows - matched.min(rows) {
        0 => "",
        _ => translate(" Say of the others which they mean, or leave them out."),
    };
    tr!(
        "{} of {} rows name a trial of this review.{left}",
        counted(matched),
        counted(rows),
        left
    )
}

/// What stands where a judgement belongs.
#[must_use]
pub fn no_judgement(line: usize, head: &str, typed: &str) -> String {
    tr!(
        "Line {line}, {head}: “{typed}” is no judgement. It is kept as it is, and shown as not judged.",
        line,
        head,
        typed
    )
}

/// Offers a trial: "Smith 2010? (spelled nearly so)".
#[must_use]
pub fn perhaps(trial: &str, why: &str) -> String {
    tr!("{trial}? ({why})", trial, why)
}

/// That the sheet of a workbook can be chosen: "Adverse events (42 rows)".
#[must_use]
pub fn sheet(name: &str, rows: usize, locale: Locale) -> String {
    tr!("{name} ({} rows)", number::count(rows as u64, locale), name)
}

/// While a large file is read.
pub const READING: Text = Text("Reading the file");
/// What is read where no file is: a text that was pasted.
pub const PASTED_TEXT: Text = Text("what was pasted");
/// What ends the reading.
pub const STOP: Text = Text("Stop");

/// Which file is read.
#[must_use]
pub fn reading(name: &str) -> String {
    tr!("Reading {name} …", name)
}
