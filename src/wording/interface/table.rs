//! Words of the dialog in which a table is looked at before it is taken: what a row is, what columns hold, which arms are
//! compared, what is asked, what is left out.

use std::collections::BTreeSet;

use super::super::subject::trials;
use crate::data::{Problem, ProblemKind, Randomized, Role};
use crate::read::{
    Column, Comparison, ComparisonOrigin, Decimal, DesignPart, EffectPart, EventPart, EventWording,
    Layout, LayoutReason, LeftOutRows, Meaning, Quantity, Reading, Side, TableBlock, Why,
};
use crate::wording::{Locale, number, problems};

/// Heads what the table was taken for.
pub const TAKEN_FOR: &str = "What it was taken for";
/// Opens the text of the table.
pub const EDIT_TEXT: &str = "Edit the text";
/// Closes it again.
pub const HIDE_TEXT: &str = "Hide the text";
/// Before what a row is.
pub const A_ROW_IS: &str = "A row is";
/// Before the arms that are compared.
pub const COMPARISON: &str = "Comparison";
/// Before whether the trials were randomized.
pub const RANDOMIZED: &str = "Randomized";
/// Why that is asked.
pub const RANDOMIZED_WHY: &str =
    "No column says so. What is chosen here holds for all trials of the table.";
/// Over readings of a row that are less likely.
pub const FITS_LESS_WELL: &str = "Fits less well";
/// Marks what is merely likely.
pub const GUESS: &str = "Guess";
/// Stands where something is not known.
pub const UNKNOWN: &str = "unknown";
/// Makes a guess a choice.
pub const CONFIRM: &str = "Confirm";
/// Lets the two sides change places.
pub const SWAP: &str = "Swap";
/// Opens the arms.
pub const ARMS: &str = "Arms and names…";
/// Closes a panel.
pub const DONE: &str = "Done";
/// Said once a table into which somebody typed, or about which he decided something, was left.
pub const PUT_ASIDE: &str = "The table is kept with what you decided about it until the page is closed: “Paste a table…” shows it again.";
/// Over a table that was left before.
pub const AGAIN: &str = "This is the table that you left, with what you typed and decided.";
/// Puts it away for good.
pub const BEGIN_ANEW: &str = "Discard it and begin anew";
/// Stands where figures belong while a question is open.
pub const NOTHING_BEFORE_THE_ANSWER: &str = "Nothing is pooled before the answer.";
/// Stands where a figure belongs that takes long to compute or to draw.
pub const FIGURE_LATER: &str = "The figure takes a while; it is drawn when the table is taken.";
/// Said while a long table is read again, as something was decided or typed.
pub const READING: &str = "Reading the table …";
/// Heads what is left out.
pub const LEFT_OUT: &str = "Left out";
/// Keeps a row as a trial that looks like a sum.
pub const IT_IS_A_TRIAL: &str = "It is a trial";
/// Heads what needs a look.
pub const STANDS_OUT: &str = "What stands out";
/// Heads what comes of the table.
pub const BECOMES: &str = "What it becomes";
/// Shows the columns by outcome.
pub const BY_OUTCOME: &str = "By outcome";
/// Shows the columns as they stand.
pub const AS_IN_THE_TABLE: &str = "As in the table";
/// What is looked for among many outcomes.
pub const FIND_OUTCOME: &str = "Find an outcome or column";
/// What is looked for among the meanings of a column.
pub const FIND_MEANING: &str = "Find: total, mean, year…";
/// Heads what a number of an arm can be.
pub const NUMBERS_OF_AN_OUTCOME: &str = "Numbers of an outcome";
/// Heads what is said about a row.
pub const ABOUT_THE_ROW: &str = "About the row";
/// Heads the parts of an estimate.
pub const ESTIMATES: &str = "Estimates";
/// Names the place of the table that came in.
pub const OWN_TABLE: &str = "The table and what its columns hold";
/// Names the table itself.
pub const COLUMNS: &str = "Columns of the table";
/// Names the choice between its views.
pub const VIEWS: &str = "How the columns are shown";
/// Heads of the columns by outcome.
pub const OUTCOME: &str = "Outcome";
/// See [`OUTCOME`].
pub const NEITHER_SIDE: &str = "Row or estimate";
/// See [`OUTCOME`].
pub const TRIALS: &str = "Trials";
/// See [`OUTCOME`].
pub const EVENTS: &str = "Events or values";
/// Names the list of what a column can hold.
pub const MEANINGS: &str = "What the column holds";
/// Why a column is marked as a guess.
pub const HEAD_CAN_MEAN_TWO: &str = "Guess: the head can mean two things.";
/// Why a column is marked as unknown.
pub const HEAD_IS_NOT_KNOWN: &str = "The head is not known.";
/// That nothing is found among the meanings.
pub const NO_MEANING: &str = "Nothing is called so.";
/// Before the outcome of a column of numbers.
pub const OF_OUTCOME: &str = "Of outcome";
/// That a table has one outcome, or names it in a column.
pub const OUTCOME_OF_THE_TABLE: &str = "the one of the table, or of the row";
/// Stands for the outcomes of columns whose heads name none.
pub const ALL_OUTCOMES: &str = "no outcome in the head";
/// Before the arm of a column of numbers.
pub const IN_ARM: &str = "In arm";
/// The arm that the row names.
pub const ARM_OF_THE_ROW: &str = "Arm of the row";
/// Before the columns that are no numbers.
pub const OTHER_COLUMNS: &str = "Other columns";
/// Says how blocks get their outcomes.
pub const BLOCKS_TO_NAME: &str =
    "Write the outcome on a line of its own above each block; the table is read again at once.";

/// What a row is: "an arm of a trial".
#[must_use]
pub fn row(layout: Layout) -> &'static str {
    match layout {
        Layout::RowPerTrial => "a trial",
        Layout::RowPerOutcome => "an outcome of a trial",
        Layout::RowPerArm => "an arm of a trial",
        Layout::RowPerArmAndOutcome => "an arm and outcome of a trial",
        Layout::Results => "a pooled result",
        Layout::Judgements => "a judgement of risk of bias",
        Layout::Unknown => UNKNOWN,
    }
}

/// Why a row is taken for that; empty where the user said so.
#[must_use]
pub fn layout_reason(reason: &LayoutReason) -> String {
    match reason {
        LayoutReason::ArmsDiffer { trials, arms } if arms.is_empty() => {
            format!("“{trials}” names a trial in several rows, which would be its arms.")
        }
        LayoutReason::NamesOnce { trials } | LayoutReason::NamesRepeat { trials }
            if trials.is_empty() =>
        {
            String::new()
        }
        LayoutReason::ArmsDiffer { trials, arms } => {
            format!(
                "“{trials}” names a trial in several rows, and each time “{arms}” names another arm."
            )
        }
        LayoutReason::NamesOutcome { outcomes } => {
            format!("“{outcomes}” names the outcome of each row.")
        }
        LayoutReason::NamesOnce { trials } => format!("Every name in “{trials}” stands once."),
        LayoutReason::NamesRepeat { trials } => {
            format!("Names in “{trials}” repeat, and nothing tells their rows apart.")
        }
        LayoutReason::NamesResults { heads } => format!(
            "The heads name results, not trials: {}.",
            heads
                .iter()
                .map(|head| format!("“{head}”"))
                .collect::<Vec<_>>()
                .join(", ")
        ),
        LayoutReason::HoldsJudgements => String::from("The cells are judgements."),
        LayoutReason::NothingToPool => String::from("Nothing to pool was found."),
        LayoutReason::Chosen => String::new(),
    }
}

/// What comes of reading a row so: "5 trials."
#[must_use]
pub fn gives(count: usize, locale: Locale) -> String {
    format!("{}.", trials(count, locale))
}

/// Why arms stand on their sides, without the word that marks a guess; empty where the user said so.
#[must_use]
pub fn comparison_reason(origin: &ComparisonOrigin) -> String {
    match origin {
        ComparisonOrigin::NamedControl { label } => format!("“{label}” is taken as the control."),
        ComparisonOrigin::Roles => String::from("A column says the side of each arm."),
        ComparisonOrigin::UsualHeads => {
            String::from("The heads are usual ones of treatment and control.")
        }
        ComparisonOrigin::Numbered => {
            String::from("the groups are only numbered, and the first is read as the treated one.")
        }
        ComparisonOrigin::Order => {
            String::from("taken from the order of names: no arm is called control or placebo.")
        }
        ComparisonOrigin::Open => {
            String::from("The table does not say which arms are to be compared.")
        }
        ComparisonOrigin::Chosen => String::new(),
    }
}

/// The arms of a side: "Etomidate and Propofol"; "unknown" where there are none.
#[must_use]
pub fn side(comparison: &Comparison, role: Role) -> String {
    let names: Vec<&str> = comparison.on(role).collect();
    if names.is_empty() {
        return String::from(UNKNOWN);
    }
    super::arms::side_of_arms(&names)
}

/// In how many trials and rows an arm stands: "4 trials, 9 rows".
#[must_use]
pub fn of_arm(in_trials: usize, rows: usize, locale: Locale) -> String {
    let in_trials = trials(in_trials, locale);
    match rows {
        0 => in_trials,
        1 => format!("{in_trials}, 1 row"),
        rows => format!("{in_trials}, {} rows", number::count(rows as u64, locale)),
    }
}

/// A head within quotation marks.
#[must_use]
pub fn quoted(head: &str) -> String {
    format!("“{head}”")
}

/// What several columns hold: "Total (fever, MSC)."
#[must_use]
pub fn both_hold(meaning: &str, whose: &str) -> String {
    match whose {
        "" => format!("{meaning}."),
        whose => format!("{meaning} ({whose})."),
    }
}

/// What whether trials were randomized is called; `None` is not stated.
#[must_use]
pub fn randomized(randomized: Option<Randomized>) -> &'static str {
    match randomized {
        None | Some(Randomized::NotStated) => "not stated",
        Some(Randomized::Yes) => "yes",
        Some(Randomized::No) => "no",
        Some(Randomized::Unclear) => "unclear",
    }
}

/// That a column says whether trials were randomized.
#[must_use]
pub fn randomized_by(head: &str) -> String {
    format!("as “{head}” says of each trial")
}

/// Names the choice of what stands before decimals.
pub const DECIMALS: &str = "Decimals";
/// Names the choice among several tables.
pub const TABLE: &str = "Table";

/// What stands before decimals, by an example.
#[must_use]
pub fn decimal(decimal: Decimal) -> &'static str {
    match decimal {
        Decimal::Point => "1.5",
        Decimal::Comma => "1,5",
    }
}

/// How large a table is: "13 rows and 6 columns".
#[must_use]
pub fn extent(rows: usize, columns: usize, locale: Locale) -> String {
    let counted = |count: usize, one: &str, several: &str| {
        let number = number::count(count as u64, locale);
        format!("{number} {}", if count == 1 { one } else { several })
    };
    format!(
        "{} and {} under the heads",
        counted(rows, "row", "rows"),
        counted(columns, "column", "columns")
    )
}

/// One of several tables below each other: "Table 1 of 2: Deaths (12 rows)".
#[must_use]
pub fn table(place: usize, of: usize, block: &TableBlock, locale: Locale) -> String {
    let rows = number::count(block.rows as u64, locale);
    let title = match block.title.as_str() {
        "" => String::new(),
        title => format!(": {title}"),
    };
    format!("Table {} of {of}{title} ({rows} rows)", place + 1)
}

/// What a number of an arm is.
#[must_use]
pub fn quantity(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Events => "Events",
        Quantity::Total => "Total",
        Quantity::Lost => "Lost",
        Quantity::NonEvents => "Without the event",
        Quantity::EventsAndTotal => "Events and total in one",
        Quantity::Time => "Person-time",
        Quantity::Mean => "Mean",
        Quantity::StandardDeviation => "Standard deviation",
    }
}

/// What that is for those who look for it; empty where the name says all.
#[must_use]
pub fn quantity_detail(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Events => "people with the event",
        Quantity::Total => "people in the arm, n",
        Quantity::Lost => "people of whom nothing is known, missing",
        Quantity::EventsAndTotal => "12/40",
        Quantity::Time => "person-years at risk",
        Quantity::StandardDeviation => "SD",
        Quantity::NonEvents | Quantity::Mean => "",
    }
}

/// What a part of an estimate is.
#[must_use]
pub fn effect_part(part: EffectPart) -> &'static str {
    match part {
        EffectPart::Ratio => "Ratio",
        EffectPart::LogRatio => "Logarithm of a ratio",
        EffectPart::Difference => "Difference",
        EffectPart::StandardError => "Standard error",
        EffectPart::Variance => "Variance",
        EffectPart::Lower => "Lower limit",
        EffectPart::Upper => "Upper limit",
        EffectPart::Limits => "Both limits",
        EffectPart::P => "P",
    }
}

/// What a column says of the events of its rows.
#[must_use]
pub fn event_part(part: EventPart) -> &'static str {
    match part {
        EventPart::Seriousness => "Serious or not",
        EventPart::Grade => "Grade of the events",
        EventPart::Relatedness => "Related or not",
        EventPart::Onset => "Onset of the events",
    }
}

/// Heads what became of the words of such columns.
pub const EVENT_WORDINGS: &str = "Which events rows count";
/// What follows from it.
pub const EVENT_WORDINGS_HINT: &str = "Rows of one outcome that count different events are outcomes of their own and never added up. Words on no list are kept as they stand.";

/// What became of words of a table: "“Y” in Serious, 12 rows: serious".
#[must_use]
pub fn event_wording(wording: &EventWording, locale: Locale) -> String {
    let rows = number::count(wording.rows as u64, locale);
    let unit = if wording.rows == 1 { "row" } else { "rows" };
    let became = wording.became.as_deref().unwrap_or("kept as it stands");
    format!(
        "{} in {}, {rows} {unit}: {became}",
        quoted(&wording.typed),
        wording.head
    )
}

/// What a column holds, without its outcome and its arm.
#[must_use]
pub fn meaning(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Trial => "Trial",
        Meaning::Year => "Year",
        Meaning::Randomized => "Randomized",
        Meaning::Outcome => "Outcome of the row",
        Meaning::Arm => "Arm of the row",
        Meaning::ArmName(Side::Experimental) => "Name of the treated arm",
        Meaning::ArmName(Side::Control) => "Name of the control arm",
        Meaning::ArmName(Side::OfRow | Side::Arm(_)) => "Name of the arm",
        Meaning::CountType => "People or times it happened",
        Meaning::Role => "Side of the arm",
        Meaning::TimePoint => "Time point",
        Meaning::Source => "Source",
        Meaning::Note => "Note",
        Meaning::Design(part) => DesignPart::head(*part),
        Meaning::Events(part) | Meaning::EventsOf { part, .. } => event_part(*part),
        Meaning::Covariate => "Kept, not pooled",
        Meaning::Ignored => "Left away",
        Meaning::Kind => "Kind of numbers of the row",
        Meaning::Number { quantity: of, .. } => quantity(*of),
        Meaning::Effect { part, .. } => effect_part(*part),
    }
}

/// The arm of which a column speaks, by the names of the two sides.
#[must_use]
pub fn arm_of(side: &Side, reading: &Reading) -> String {
    let named =
        |name: &str, otherwise: &str| if name.is_empty() { otherwise } else { name }.to_owned();
    match side {
        Side::Experimental => named(&reading.review.experimental_label, "Treatment"),
        Side::Control => named(&reading.review.control_label, "Control"),
        Side::OfRow => String::from(ARM_OF_THE_ROW),
        Side::Arm(label) => label.clone(),
    }
}

/// Of which outcome and in which arm the numbers of a column are: "Fever, MSC"; empty where it holds none.
#[must_use]
pub fn whose(column: &Column, reading: &Reading) -> String {
    let (side, outcome) = match &column.meaning {
        Meaning::Number { side, outcome, .. } => (Some(side), outcome),
        Meaning::Effect { outcome, .. } => (None, outcome),
        Meaning::EventsOf { outcome, .. } => return outcome.clone(),
        _ => return String::new(),
    };
    let arm = side
        .filter(|side| **side != Side::OfRow)
        .map(|side| arm_of(side, reading));
    let parts: Vec<String> = outcome.iter().cloned().chain(arm).collect();
    parts.join(", ")
}

/// What the button says that opens the choice of what a column holds: "Column died: Events, a guess".
#[must_use]
pub fn column(column: &Column, doubtful: bool) -> String {
    let guess = if doubtful { ", a guess" } else { "" };
    format!(
        "Column {}: {}{guess}",
        column.head,
        meaning(&column.meaning)
    )
}

/// What stands on a column: what it holds, or, while something is asked, that it is not known.
#[must_use]
pub fn chip(column: &Column, reading: &Reading) -> String {
    let is_open = column.why == Why::Unknown && !reading.questions.is_empty();
    String::from(if is_open {
        UNKNOWN
    } else {
        meaning(&column.meaning)
    })
}

/// A head short enough for a cell: shortened in the middle, so that its ending stays.
#[must_use]
pub fn shortened(head: &str) -> String {
    const LONGEST: usize = 16;
    const ENDING: usize = 7;
    let letters: Vec<char> = head.chars().collect();
    if letters.len() <= LONGEST {
        return head.to_owned();
    }
    let start = letters.iter().take(LONGEST - ENDING - 1);
    let end = letters.iter().skip(letters.len() - ENDING);
    start.chain(&['…']).chain(end).collect()
}

/// Names the choice of what a column holds.
#[must_use]
pub fn what_holds(head: &str) -> String {
    format!("What column {head} holds")
}

/// That columns are not shown: "and 202 more columns".
#[must_use]
pub fn more_columns(count: usize, locale: Locale) -> String {
    let counted = number::count(count as u64, locale);
    match count {
        1 => format!("and {counted} more column"),
        _ => format!("and {counted} more columns"),
    }
}

/// Shows more outcomes: "415 more outcomes".
#[must_use]
pub fn more_outcomes(count: usize, locale: Locale) -> String {
    let counted = number::count(count as u64, locale);
    match count {
        1 => format!("{counted} more outcome"),
        _ => format!("{counted} more outcomes"),
    }
}

/// How many questions are open: "One question is open."
#[must_use]
pub fn open_questions(count: usize, locale: Locale) -> String {
    match count {
        1 => String::from("One question is open."),
        several => format!(
            "{} questions are open.",
            number::count(several as u64, locale)
        ),
    }
}

/// Asks what a row is.
pub const ASKS_ROW: &str = "What is a row of this table?";
/// Asks which arms are compared.
pub const ASKS_ARMS: &str = "Which arm is compared with which?";
/// Asks for the trial.
pub const ASKS_TRIAL: &str = "Which column names the trial?";
/// Why it is asked.
pub const ASKS_TRIAL_WHY: &str = "No column was recognised that does.";
/// Names the one trial of all rows.
pub const ALL_OF_ONE_TRIAL: &str = "All rows are of one trial, called";
/// Takes that name.
pub const TAKE_NAME: &str = "Take this name";
/// The choice among further columns.
pub const ANOTHER_COLUMN: &str = "Choose a column";
/// Reads blocks as one table.
pub const ONE_TABLE: &str = "One table";
/// What that means.
pub const ONE_TABLE_WHY: &str = "All rows are read under the same heads.";
/// Reads blocks as outcomes.
pub const BLOCKS_ARE_OUTCOMES: &str = "Each block is another outcome";

/// Asks what columns without a head hold: "Columns 3 and 5 have no head. What do they hold?" Columns are counted from 1.
#[must_use]
pub fn asks_blank(columns: &[usize]) -> String {
    const MOST: usize = 5;
    match columns {
        [only] => format!("Column {} has no head. What does it hold?", only + 1),
        several => {
            let numbers: Vec<usize> = several.iter().map(|column| column + 1).collect();
            let listed = match numbers.as_slice() {
                [before @ .., last] if numbers.len() <= MOST => {
                    format!("{} and {last}", listed(before, MOST))
                }
                numbers => listed(numbers, MOST),
            };
            format!("Columns {listed} have no head. What do they hold?")
        }
    }
}

/// An answer: they hold the people of whom the columns before them count those with the event.
#[must_use]
pub fn blank_are_totals(columns: usize) -> &'static str {
    if columns == 1 {
        "The totals of the column before it"
    } else {
        "Each the totals of the column before it"
    }
}

/// How that reads: "“Fever MSC”: 3 of 19."
#[must_use]
pub fn events_of(head: &str, events: &str, total: &str) -> String {
    format!("{}: {events} of {total}.", quoted(head))
}

/// An answer that opens the choice of what the first of them holds.
pub const BLANK_ARE_OTHERS: &str = "Something else…";
/// An answer: nothing of them is pooled.
pub const BLANK_ARE_NOT_POOLED: &str = "Nothing that is pooled";

/// Asks which of two columns is something else: "“n” and “total” hold the same. Which is something else?"
#[must_use]
pub fn asks_same(heads: &[&str]) -> String {
    let quoted: Vec<String> = heads.iter().map(|head| format!("“{head}”")).collect();
    let named = match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => format!("{} and {last}", before.join(", ")),
        _ => quoted.concat(),
    };
    format!("{named} hold the same. Which is something else?")
}

/// Whether what was said of one column holds for others with heads like it: "“Rash x” and “Nausea x” have heads like “Fever x”.
/// The same for these, each of its own outcome?"
#[must_use]
pub fn asks_alike(head: &str, others: &[String]) -> String {
    const MOST: usize = 3;
    let shown: Vec<String> = others.iter().take(MOST).map(|head| quoted(head)).collect();
    let more = others.len().saturating_sub(MOST);
    let named = match (shown.as_slice(), more) {
        ([only], 0) => only.clone(),
        ([before @ .., last], 0) => format!("{} and {last}", before.join(", ")),
        (shown, more) => format!("{} and {more} more", shown.join(", ")),
    };
    let (have, these, own) = if others.len() == 1 {
        ("has a head", "this one, of its own outcome", "")
    } else {
        ("have heads", "these", ", each of its own outcome")
    };
    format!(
        "{named} {have} like {}. The same for {these}{own}?",
        quoted(head)
    )
}

/// Gives the answer about them as well.
pub const SAME_FOR_THESE: &str = "The same";
/// Leaves them as they are.
pub const NOT_FOR_THESE: &str = "Leave them";

/// An answer that names a column: "“code” is something else…".
#[must_use]
pub fn is_something_else(head: &str) -> String {
    format!("“{head}” is something else…")
}

/// Asks what blocks of rows are about.
#[must_use]
pub fn asks_blocks(lines: &[usize]) -> String {
    format!(
        "What is each of the {} blocks of rows about? They begin on lines {}.",
        lines.len(),
        listed(lines, lines.len())
    )
}

/// How many rows are left out for one cause: "2 rows".
#[must_use]
pub fn rows_left_out(left: &LeftOutRows, locale: Locale) -> String {
    let counted = number::count(left.lines.len() as u64, locale);
    match left.lines.len() {
        1 => format!("{counted} row"),
        _ => format!("{counted} rows"),
    }
}

/// The cause, as a sentence.
#[must_use]
pub fn cause(cause: &ProblemKind, locale: Locale) -> String {
    problems::kind(cause, locale)
}

/// On which lines: "line 3", "lines 3, 5, 8, 9, 11 and 2 more".
#[must_use]
pub fn lines(lines: &[usize]) -> String {
    const MOST: usize = 5;
    match lines {
        [line] => format!("line {line}"),
        several => format!("lines {}", listed(several, MOST)),
    }
}

fn listed(lines: &[usize], most: usize) -> String {
    let shown: Vec<String> = lines.iter().take(most).map(ToString::to_string).collect();
    let shown = shown.join(", ");
    match lines.len().saturating_sub(most) {
        0 => shown,
        more => format!("{shown} and {more} more"),
    }
}

/// Tells whether a finding is said already where rows are left out.
pub fn said_already(left_out: &[LeftOutRows]) -> impl Fn(&Problem) -> bool + use<> {
    let kind = |kind: &ProblemKind| std::mem::discriminant(kind);
    let said: Vec<_> = left_out
        .iter()
        .map(|left| {
            let lines: BTreeSet<usize> = left.lines.iter().copied().collect();
            (kind(&left.cause), lines)
        })
        .collect();
    move |problem| {
        said.iter().any(|(cause, lines)| {
            let row = problem.place.row;
            *cause == kind(&problem.kind) && row.is_some_and(|row| lines.contains(&row))
        })
    }
}
