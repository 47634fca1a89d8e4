//! Labels of the views of the risk of bias and of the checklists.

use crate::data::EarlierShare;
use crate::wording::{Locale, Text, number, tr, translate};

/// The name of both views together.
pub const TITLE: Text = Text("Quality");
/// The risk of bias.
pub const RISK_OF_BIAS: Text = Text("Risk of bias");
/// What is said where nothing is judged and no tool chosen.
pub const CHOOSE_TOOL: Text = Text(
    "No risk of bias is judged yet. Choose a tool and judge trial by trial, or paste a table of judgements as robvis and RevMan have them.",
);
/// Before the tool in the head.
pub const TOOL: Text = Text("Tool");
/// Removes all judgements.
pub const REMOVE_ALL: Text = Text("Remove all judgements");
/// Adds the sensitivity analysis of trials at low risk.
pub const LOW_RISK_ANALYSIS: Text = Text("Low risk of bias only, as an analysis");
/// Where it is added already.
pub const TO_LOW_RISK_ANALYSIS: Text = Text("To the analysis of low risk of bias only");
/// The bars.
pub const BY_WEIGHT: Text = Text("By weight");
/// The bars where there are no weights.
pub const BY_TRIALS: Text = Text("By number of trials");
/// Over the judgement of the cell.
pub const JUDGEMENT: Text = Text("Judgement");
/// Where a judgement follows from answers.
pub const BY_ALGORITHM: Text = Text("by the algorithm");
/// Where one was chosen.
pub const BY_HAND: Text = Text("judged by hand");
/// Takes the judgement of the algorithm again.
pub const TAKE_ALGORITHM: Text = Text("Take the algorithm’s");
/// Why another judgement stands than follows.
pub const OVERRIDE_REASON: Text = Text("Why it is judged otherwise");
/// Why it was judged so.
pub const SUPPORT: Text = Text("Support");
/// Where that was read.
pub const WHERE: Text = Text("Where it stands");
/// Whether a judgement holds for one outcome alone.
pub const FOR_OUTCOME: Text = Text("Judge for this outcome alone");
/// Gives a judgement of one outcome up.
pub const AS_IN_TRIAL: Text = Text("Take the trial’s judgement");
/// Says that a judgement holds for the outcome alone.
pub const ONLY_HERE: Text = Text("holds for this outcome alone");
/// Says that a judgement holds for the whole trial.
pub const WHOLE_TRIAL: Text = Text("holds for every outcome of the trial");
/// Takes a judgement back.
pub const CLEAR: Text = Text("Not judged");
/// The judgements as a file that R's robvis reads.
pub const FOR_ROBVIS: Text = Text("For robvis (CSV)");
/// The reasons as a table that becomes a file.
pub const REASONS_TABLE: Text = Text("Answers and reasons");
/// The shares as a table that becomes a file.
pub const SHARES_TABLE: Text = Text("Table of shares");
/// The answers as a table that becomes a file.
pub const ANSWERS_TABLE: Text = Text("Table of answers");
/// A figure as a file.
pub const FIGURE_AS_FILE: Text = Text("Figure as a file…");
/// The figure of bars as a file.
pub const BARS_AS_FILE: Text = Text("Bars as a file…");
/// The figure of lights as a file.
pub const LIGHTS_AS_FILE: Text = Text("Lights as a file…");
/// The questions of the domain.
pub const QUESTIONS: Text = Text("Questions");
/// An answer that can be taken back.
pub const NO_ANSWER: Text = Text("No answer");
/// What cannot be asked of the trial as a whole.
pub const OVERALL_FOLLOWS: Text = Text(
    "The worst domain decides, unless you judge otherwise; several domains with some concerns may be judged high (Sterne 2019).",
);
/// The trials that stand in the matrix.
pub const TRIAL: Text = Text("Trial");
/// The weight of a trial.
pub const WEIGHT: Text = Text("Weight %");

/// The keys of the matrix, each with what it does.
pub const KEYS: [(Text, Text); 8] = [
    (Text("← ↑ → ↓"), Text("move")),
    (Text("L"), Text("low")),
    (
        Text("S"),
        Text("some concerns, or what the tool has between"),
    ),
    (Text("H"), Text("high")),
    (Text("Q"), Text("questions")),
    (Text("T"), Text("support")),
    (Text("N"), Text("next not judged")),
    (Text("Ctrl D"), Text("as above")),
];

/// What the judgements are shown for: "Judged for Death, 22 trials".
#[must_use]
pub fn shown_for(outcome: Option<&str>, trials: usize, locale: Locale) -> String {
    let counted = number::count(trials as u64, locale);
    let trials = if trials == 1 {
        translate("trial")
    } else {
        translate("trials")
    };
    match outcome {
        Some(outcome) => tr!(
            "Shown for {outcome}, {counted} {trials}",
            outcome,
            counted,
            trials
        ),
        None => tr!(
            "All trials of the review, {counted} {trials}",
            counted,
            trials
        ),
    }
}

/// What a cell of the matrix is: "Lin 2017, Missing outcome data: High".
#[must_use]
pub fn cell(trial: &str, domain: &str, judgement: &str) -> String {
    tr!("{trial}, {domain}: {judgement}", trial, domain, judgement)
}

/// The checklists.
pub const CHECKLISTS: Text = Text("What the trials say of harms and of the product");
/// Before the checklist in the head.
pub const CHECKLIST: Text = Text("Checklist");
/// Opens the dialog in which one trial is answered after the other.
pub const FILL_IN: Text = Text("Fill in by trial…");
/// The name of that dialog.
pub const FILL_IN_TITLE: Text = Text("Fill in by trial");
/// Sets published shares beside those of the review.
pub const SET_PUBLISHED: Text = Text("Set published reviews beside it");
/// Removes them.
pub const REMOVE_EARLIER: Text = Text("Remove earlier reviews");
/// Adds an item.
pub const ADD_ITEM: Text = Text("Add an item");
/// What an item of one's own asks.
pub const ITEM_NAME: Text = Text("What is asked");
/// Removes an item.
pub const REMOVE_ITEM: Text = Text("Remove");
/// What is said where there is no item of one's own.
pub const NO_OWN_ITEM: Text =
    Text("No item of your own yet. Add what you want to know of each trial.");
/// Heads of the table.
pub const HEADS: [Text; 5] = [
    Text("Item"),
    Text("Trials"),
    Text("Share"),
    Text(""),
    Text("Earlier reviews"),
];
/// Answers the same for every trial from this one on that has no answer.
pub const FILL_DOWN: Text = Text("Same for all not read");
/// What it does.
pub const FILL_DOWN_TITLE: Text =
    Text("Gives this answer to every trial that has none for this item");
/// A remark on an answer.
pub const REMARK: Text = Text("Remark");
/// The trial before.
pub const PREVIOUS: Text = Text("Previous trial");
/// The trial after.
pub const NEXT: Text = Text("Next trial");
/// Ends the dialog.
pub const DONE: Text = Text("Done");
/// What is said where no trial is asked about.
pub const NO_TRIALS: Text = Text("No trials yet. Checklists ask about the trials of the review.");
/// An earlier review that is typed.
pub const EARLIER_REVIEW: Text = Text("Earlier review");
/// The trials that met the item in it.
pub const EARLIER_MET: Text = Text("Trials that met it");
/// The trials that it had.
pub const EARLIER_OF: Text = Text("of");
/// Adds it.
pub const ADD_EARLIER: Text = Text("Set beside");
/// The earlier reviews that are known.
pub const EARLIER_REVIEWS: Text = Text("Earlier reviews");
/// Which are published.
pub const PUBLISHED: Text = Text(
    "of mesenchymal stromal cells: Thompson 2020, Lalu 2012, Kirkham 2022 (COVID-19) and Wilson 2021",
);
/// The shares as numbers.
pub const AS_TABLE: Text = Text("As a table");
/// What the keys do where items are answered.
pub const FILL_IN_KEYS: Text = Text(
    "On an item: Y yes, N no, S not stated, A not applicable, Delete takes the answer back. “Not stated” counts as not met.",
);
/// The figure of shares.
pub const SHARES_FIGURE: Text = Text("Shares of trials that meet each item");
/// The two kinds of bars.
pub const LEGEND: [Text; 2] = [Text("this review"), Text("earlier review")];

/// What an earlier review found of an item: "Dose stated: 7/84 in Wilson 2021 (PMC8220718)".
#[must_use]
pub fn earlier_line(item: &str, share: &EarlierShare, locale: Locale) -> String {
    let [met, of] = [share.met, share.of].map(|count| number::count(u64::from(count), locale));
    let source = match share.source.as_str() {
        "" => String::new(),
        source => tr!(" ({source})", source),
    };
    tr!(
        "{item}: {met}/{of} in {}{source}",
        share.review,
        item,
        met,
        of,
        source
    )
}

/// Which trial of how many: "3 of 37".
#[must_use]
pub fn place_of(place: usize, of: usize, locale: Locale) -> String {
    let [place, of] = [place, of].map(|count| number::count(count as u64, locale));
    tr!("{place} of {of}", place, of)
}

/// How many items of a list are answered about a trial: "12 of 23 answered".
#[must_use]
pub fn answered_of(answered: usize, of: usize, locale: Locale) -> String {
    tr!("{} answered", place_of(answered, of, locale))
}
