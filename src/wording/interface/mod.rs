//! What the page says of the review as a whole: how a table gets in, how much there is, what would now be proposed.

pub mod arms;
pub mod design;
pub mod import;
pub mod table;

use crate::data::{Record, Review};
use crate::wording::subject::trials;
use crate::wording::{Locale, Text, names, number, tr, translate};

/// How a table gets in.
pub const PASTE_HINT: Text = Text("Ctrl V pastes a table anywhere");

/// Which files can be dropped.
pub const DROP_HINT: Text =
    Text("Drop files: CSV, Excel, RevMan, ClinicalTrials.gov, risk of bias, a Trialpool project");

/// Copies a table for Word and spreadsheets.
pub const COPY_TABLE: Text = Text("Copy the table");
/// Saves a table with its numbers in full.
pub const TABLE_AS_CSV: Text = Text("Table as CSV");
/// Opens the dialog of figures as files.
pub const FIGURE_AS_FILE: Text = Text("The figure as a file…");

/// What the fields are about that say where a number was read.
pub const WHERE_IT_WAS_READ: Text = Text("Where the numbers of the active cell were read");

/// These fields, in the order time point, source, note: what each is called, and an example.
pub const PROVENANCE: [(Text, Text); 3] = [
    (Text("Time point"), Text("30 days")),
    (Text("Source"), Text("page 5, Table 2, DOI")),
    (Text("Note"), Text("people, not events")),
];

/// Where the numbers of a record were read, and what was remarked; `None` where nothing was said.
#[must_use]
pub fn provenance(record: &Record) -> Option<String> {
    let said = [&record.time_point, &record.source, &record.note];
    let parts: Vec<String> = PROVENANCE
        .iter()
        .zip(said)
        .filter(|(_, said)| !said.is_empty())
        .map(|((name, _), said)| tr!("{name}: {said}", name, said))
        .collect();
    (!parts.is_empty()).then(|| parts.join(translate("; ")))
}

/// Lays a finding aside.
pub const LAY_ASIDE: Text = Text("Lay aside…");
/// Brings it back.
pub const BRING_BACK: Text = Text("Bring back");
/// What the field for the reason is called.
pub const REASON: Text = Text("Why it is as it should be");
/// That a finding is not laid aside without a reason.
pub const REASON_MISSING: Text = Text("Say why first: the reason stays in the review.");

/// Heads the findings that were laid aside: "2 laid aside, with the reasons".
#[must_use]
pub fn laid_aside(count: usize, locale: Locale) -> String {
    let count = number::count(count as u64, locale);
    tr!("{count} laid aside, with the reasons", count)
}

/// What the review holds: "40 trials · 9 outcomes".
#[must_use]
pub fn size(review: &Review, locale: Locale) -> String {
    format!(
        "{} · {}",
        trials(review.trials.len(), locale),
        outcomes(review.outcomes.len(), locale)
    )
}

/// "1 outcome", "9 outcomes".
#[must_use]
pub fn outcomes(outcomes: usize, locale: Locale) -> String {
    let counted = number::count(outcomes as u64, locale);
    if outcomes == 1 {
        tr!("{counted} outcome", counted)
    } else {
        tr!("{counted} outcomes", counted)
    }
}

/// What paper has in the place of the grid, and why.
pub const GRID_NOT_PRINTED: Text = Text(
    "The grid is not printed: it scrolls both ways, and paper does not. Download, Data, one row a trial (CSV) has every cell of it, to be printed from a spreadsheet.",
);

/// What paper says of the outcomes that are not on it; nothing where there is no other.
#[must_use]
pub fn one_outcome_printed(of: usize, locale: Locale) -> Option<String> {
    (of > 1).then(|| {
        tr!(
            "One of {}. The figures of all of them: Download, Sizes, all figures.",
            outcomes(of, locale)
        )
    })
}

/// How many outcomes have what is looked for in their names, and what the keys do then.
#[must_use]
pub fn outcomes_found(found: usize, of: usize, locale: Locale) -> String {
    let [found, of] = [found, of].map(|count| number::count(count as u64, locale));
    tr!(
        "{found} of {of}; Enter opens the first, Esc clears",
        found,
        of
    )
}

/// What a pasted table was taken for: "12 trials with 3 outcomes. 2 findings need a look."
#[must_use]
pub fn paste_preview(review: &Review, findings: usize, locale: Locale) -> String {
    let read = tr!(
        "{} with {}.",
        trials(review.trials.len(), locale),
        outcomes(review.outcomes.len(), locale)
    );
    match findings {
        0 => tr!("{read} Nothing stands out.", read),
        1 => tr!("{read} One finding needs a look.", read),
        several => tr!(
            "{read} {} findings need a look.",
            number::count(several as u64, locale),
            read
        ),
    }
}

/// Says that data which came later would have led to another proposal than the plan in use: an offer, not a change.
#[must_use]
pub fn offer(proposed: &str) -> String {
    tr!(
        "For these data Trialpool would now propose: {proposed}. Nothing changes unless you take it.",
        proposed
    )
}

/// Said when the browser keeps nothing: the work must be taken away as a file. `reason` is the browser's own.
#[must_use]
pub fn not_kept(reason: &str) -> String {
    tr!(
        "Nothing is kept on this device: {reason}. Download the project before you close the page.",
        reason
    )
}

/// Said where the review that was open last is open in another tab.
pub const OPEN_ELSEWHERE: Text = Text(
    "This review is open in another tab. What you change here is kept as a review of its own.",
);

/// Said when what this browser keeps under the name of a review is no text.
pub const NOT_A_TEXT: Text = Text(
    "What this browser keeps of the review is not a document of Trialpool. It is left as it is; \
     you begin with the sample.",
);

/// Said when the review that this browser kept last is no longer what was written.
pub const DAMAGED: Text = Text(
    "What this browser keeps of the review was changed or damaged since it was written. It is left as it is; \
     you begin with the sample. An earlier version may still stand under Open.",
);

/// Said when a review or a version that is asked for cannot be read.
pub const CANNOT_BE_READ: Text = Text(
    "What this browser keeps there was changed or damaged since it was written, and is left as it is.",
);

/// Said when the server has a newer version of the page, and the browser holds it ready.
pub const NEWER_VERSION: Text = Text(
    "A newer version of Trialpool is ready. Your reviews stay as they are; this version goes on until you change.",
);

/// The button that loads it.
pub const TAKE_NEWER_VERSION: Text = Text("Change to it now");

/// Said when a review is asked for that another tab has open.
pub const IN_ANOTHER_TAB: Text = Text("This review is open in another tab.");

/// Said when another review comes onto the screen.
pub const REVIEW_BEFORE_IS_KEPT: Text = Text("The review before is kept: Open…, your reviews.");

/// What a review without a title is called.
pub const UNTITLED: Text = Text("Untitled review");

/// What a copy of a review is called.
#[must_use]
pub fn copy_of(title: &str) -> String {
    tr!("{title} (copy)", title)
}

/// Said where the browser gives the page no worker.
pub const WORKERS_BLOCKED: Text =
    Text("Long computations run in the page and may hold it up: this browser blocks workers.");

/// Said where a comparison was not computed in the background.
pub const NO_WORKER: Text =
    Text("The background worker could not be used, so the page computed this itself.");

/// What pasting a range did: "12 × 4 cells pasted. 3 trials added." What found no place is said. The counts are rows,
/// columns, trials that were added, and cells left out.
#[must_use]
pub fn pasted([rows, columns, added, left_out]: [usize; 4], locale: Locale) -> String {
    let counted = |value: usize| number::count(value as u64, locale);
    let mut said = vec![tr!(
        "{} × {} cells pasted.",
        counted(rows),
        counted(columns)
    )];
    if added > 0 {
        said.push(tr!("{} added.", trials(added, locale)));
    }
    if left_out > 0 {
        said.push(tr!(
            "Left out, as no column takes them: {}.",
            counted(left_out)
        ));
    }
    said.join(" ")
}

/// The name of a button of which several say the same, for those who hear the page: what it says stands at its beginning, so that
/// it is found by what is seen of it.
#[must_use]
pub fn label_about(label: &str, about: &str) -> String {
    match about.trim() {
        "" => label.to_owned(),
        about => format!("{label} {about}"),
    }
}

/// Says that an edit was done, which is named as undo names it.
#[must_use]
pub fn done(edit: &str) -> String {
    tr!("Done: {edit}.", edit)
}

/// How the grid is used by the keyboard, for those who hear it read.
pub const GRID_HELP: Text = Text(
    "Arrow keys move, with Shift they select, with Ctrl they go to the edge of the data; typing replaces, F2 edits, Escape takes back. Tab goes to the right, Enter after Tabs to the start of the next row. Press Escape, then Tab, to leave the grid.",
);

/// What the first cell of an empty review says.
pub const TYPE_OR_PASTE: Text = Text("Type or paste");

/// Stands beside an empty review in the place of whether it is saved.
pub const NOTHING_TO_SAVE: Text = Text("Nothing to save yet");

/// What the outcome of an empty review is called until it is renamed.
pub const FIRST_OUTCOME: Text = Text("First outcome");

/// What the two sides are called: "MSC compared with Control".
#[must_use]
pub fn comparison(review: &Review) -> String {
    let [experimental, control] = names::sides(review);
    arms::compared(experimental, control)
}

/// What a head says to whoever points at it that can be renamed.
#[must_use]
pub fn renamed_by_double_click(head: &str) -> String {
    tr!("{head} (a double click renames it)", head)
}

/// Heads the tables that can be pasted into an empty review.
pub const TABLES_TO_PASTE: Text = Text("Tables that can be pasted here");

/// Heads the finished reviews that come with the program.
pub const FINISHED_REVIEWS: Text = Text("Finished reviews to look at");

/// Which files can be opened.
pub const FILES_TO_DROP: Text = Text(
    "Or drop files anywhere: Excel, CSV, RevMan 5 and RevMan Web, a ClinicalTrials.gov record, risk-of-bias tables, a Trialpool project.",
);

/// Small tables of the kinds that are read: what a row is, and the table, tabs between its cells.
pub const SMALL_TABLES: [(Text, Text); 3] = [
    (
        Text("A row is a trial"),
        Text("study\te1\tn1\te2\tn2\nAsh 2009\t3\t40\t1\t41\nBirch 2022\t0\t22\t2\t20\n"),
    ),
    (
        Text("A row is an arm"),
        Text("study\tarm\tdied\tn\nAsh 2009\tDrug\t3\t40\nAsh 2009\tPlacebo\t1\t41\n"),
    ),
    (
        Text("A row is a trial and outcome"),
        Text("trial\tevent\tt\tc\nAsh 2009\tRash\t3/40\t1/41\nAsh 2009\tFever\t5/40\t6/41\n"),
    ),
];

/// What the name of the empty row says where a new trial begins.
pub const NEW_TRIAL: Text = Text("New trial");

/// What kind of table can be pasted.
pub const TABLE_HINT: Text = Text(
    "One row for each trial, or for each trial and outcome. Tabs, commas or semicolons; the first row holds the heads.",
);
