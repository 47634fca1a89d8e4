//! Words of the dialog in which a table is looked at before it is taken: what a row is, what columns hold, which arms are
//! compared, what is asked, what is left out.

use std::collections::BTreeSet;

use super::super::subject::trials;
use crate::data::{Problem, ProblemKind, Randomized, Role};
use crate::read::{
    Column, Comparison, ComparisonOrigin, Decimal, DesignPart, EffectPart, EventPart, EventWording,
    Layout, LayoutReason, LeftOutRows, Meaning, Quantity, Reading, Side, TableBlock, Why,
};
use crate::wording::{Locale, Text, names, number, problems, tr, translate};

/// Heads what the table was taken for.
pub const TAKEN_FOR: Text = Text("What it was taken for");
/// Opens the text of the table.
pub const EDIT_TEXT: Text = Text("Edit the text");
/// Closes it again.
pub const HIDE_TEXT: Text = Text("Hide the text");
/// Before what a row is.
pub const A_ROW_IS: Text = Text("A row is");
/// Before the arms that are compared.
pub const COMPARISON: Text = Text("Comparison");
/// Before whether the trials were randomized.
pub const RANDOMIZED: Text = Text("Randomized");
/// Why that is asked.
pub const RANDOMIZED_WHY: Text =
    Text("No column says so. What is chosen here holds for all trials of the table.");
/// Over readings of a row that are less likely.
pub const FITS_LESS_WELL: Text = Text("Fits less well");
/// Marks what is merely likely.
pub const GUESS: Text = Text("Guess");
/// Stands where something is not known.
pub const UNKNOWN: Text = Text("unknown");
/// Makes a guess a choice.
pub const CONFIRM: Text = Text("Confirm");
/// Lets the two sides change places.
pub const SWAP: Text = Text("Swap");
/// Opens the arms.
pub const ARMS: Text = Text("Arms and names…");
/// Closes a panel.
pub const DONE: Text = Text("Done");
/// Said once a table into which somebody typed, or about which he decided something, was left.
pub const PUT_ASIDE: Text = Text(
    "The table is kept with what you decided about it until the page is closed: “Paste a table…” shows it again.",
);
/// Over a table that was left before.
pub const AGAIN: Text = Text("This is the table that you left, with what you typed and decided.");
/// Puts it away for good.
pub const BEGIN_ANEW: Text = Text("Discard it and begin anew");
/// Stands where figures belong while a question is open.
pub const NOTHING_BEFORE_THE_ANSWER: Text = Text("Nothing is pooled before the answer.");
/// Stands where a figure belongs that takes long to compute or to draw.
pub const FIGURE_LATER: Text =
    Text("The figure takes a while; it is drawn when the table is taken.");
/// Said while a long table is read again, as something was decided or typed.
pub const READING: Text = Text("Reading the table …");
/// Heads what is left out.
pub const LEFT_OUT: Text = Text("Left out");
/// Keeps a row as a trial that looks like a sum.
pub const IT_IS_A_TRIAL: Text = Text("It is a trial");
/// Heads what needs a look.
pub const STANDS_OUT: Text = Text("What stands out");
/// Heads what comes of the table.
pub const BECOMES: Text = Text("What it becomes");
/// Shows the columns by outcome.
pub const BY_OUTCOME: Text = Text("By outcome");
/// Shows the columns as they stand.
pub const AS_IN_THE_TABLE: Text = Text("As in the table");
/// What is looked for among many outcomes.
pub const FIND_OUTCOME: Text = Text("Find an outcome or column");
/// What is looked for among the meanings of a column.
pub const FIND_MEANING: Text = Text("Find: total, mean, year…");
/// Heads what a number of an arm can be.
pub const NUMBERS_OF_AN_OUTCOME: Text = Text("Numbers of an outcome");
/// Heads what is said about a row.
pub const ABOUT_THE_ROW: Text = Text("About the row");
/// Heads the parts of an estimate.
pub const ESTIMATES: Text = Text("Estimates");
/// Names the place of the table that came in.
pub const OWN_TABLE: Text = Text("The table and what its columns hold");
/// Names the table itself.
pub const COLUMNS: Text = Text("Columns of the table");
/// Names the choice between its views.
pub const VIEWS: Text = Text("How the columns are shown");
/// Heads of the columns by outcome.
pub const OUTCOME: Text = Text("Outcome");
/// See [`OUTCOME`].
pub const NEITHER_SIDE: Text = Text("Row or estimate");
/// See [`OUTCOME`].
pub const TRIALS: Text = Text("Trials");
/// See [`OUTCOME`].
pub const EVENTS: Text = Text("Events or values");
/// Names the list of what a column can hold.
pub const MEANINGS: Text = Text("What the column holds");
/// Why a column is marked as a guess.
pub const HEAD_CAN_MEAN_TWO: Text = Text("Guess: the head can mean two things.");
/// Why a column is marked as unknown.
pub const HEAD_IS_NOT_KNOWN: Text = Text("The head is not known.");
/// That nothing is found among the meanings.
pub const NO_MEANING: Text = Text("Nothing is called so.");
/// Before the outcome of a column of numbers.
pub const OF_OUTCOME: Text = Text("Of outcome");
/// That a table has one outcome, or names it in a column.
pub const OUTCOME_OF_THE_TABLE: Text = Text("the one of the table, or of the row");
/// Stands for the outcomes of columns whose heads name none.
pub const ALL_OUTCOMES: Text = Text("no outcome in the head");
/// Before the arm of a column of numbers.
pub const IN_ARM: Text = Text("In arm");
/// The arm that the row names.
pub const ARM_OF_THE_ROW: Text = Text("Arm of the row");
/// Before the columns that are no numbers.
pub const OTHER_COLUMNS: Text = Text("Other columns");
/// Says how blocks get their outcomes.
pub const BLOCKS_TO_NAME: Text = Text(
    "Write the outcome on a line of its own above each block; the table is read again at once.",
);

/// What a row is: "an arm of a trial".
#[must_use]
pub fn row(layout: Layout) -> &'static str {
    match layout {
        Layout::RowPerTrial => translate("a trial"),
        Layout::RowPerOutcome => translate("an outcome of a trial"),
        Layout::RowPerArm => translate("an arm of a trial"),
        Layout::RowPerArmAndOutcome => translate("an arm and outcome of a trial"),
        Layout::Results => translate("a pooled result"),
        Layout::Judgements => translate("a judgement of risk of bias"),
        Layout::Unknown => UNKNOWN.text(),
    }
}

/// Why a row is taken for that; empty where the user said so.
#[must_use]
pub fn layout_reason(reason: &LayoutReason) -> String {
    match reason {
        LayoutReason::ArmsDiffer { trials, arms } if arms.is_empty() => {
            tr!(
                "“{trials}” names a trial in several rows, which would be its arms.",
                trials
            )
        }
        LayoutReason::NamesOnce { trials } | LayoutReason::NamesRepeat { trials }
            if trials.is_empty() =>
        {
            String::new()
        }
        LayoutReason::ArmsDiffer { trials, arms } => {
            tr!(
                "“{trials}” names a trial in several rows, and each time “{arms}” names another arm.",
                trials,
                arms
            )
        }
        LayoutReason::NamesOutcome { outcomes } => {
            tr!("“{outcomes}” names the outcome of each row.", outcomes)
        }
        LayoutReason::NamesOnce { trials } => tr!("Every name in “{trials}” stands once.", trials),
        LayoutReason::NamesRepeat { trials } => {
            tr!(
                "Names in “{trials}” repeat, and nothing tells their rows apart.",
                trials
            )
        }
        LayoutReason::NamesResults { heads } => tr!(
            "The heads name results, not trials: {}.",
            heads
                .iter()
                .map(|head| tr!("“{head}”", head))
                .collect::<Vec<_>>()
                .join(translate(", "))
        ),
        LayoutReason::HoldsJudgements => String::from(translate("The cells are judgements.")),
        LayoutReason::NothingToPool => String::from(translate("Nothing to pool was found.")),
        LayoutReason::Chosen => String::new(),
    }
}

/// What comes of reading a row so: "5 trials."
#[must_use]
pub fn gives(count: usize, locale: Locale) -> String {
    tr!("{}.", trials(count, locale))
}

/// Why arms stand on their sides, without the word that marks a guess; empty where the user said so.
#[must_use]
pub fn comparison_reason(origin: &ComparisonOrigin) -> String {
    match origin {
        ComparisonOrigin::NamedControl { label } => {
            tr!("“{label}” is taken as the control.", label)
        }
        ComparisonOrigin::Roles => String::from(translate("A column says the side of each arm.")),
        ComparisonOrigin::UsualHeads => String::from(translate(
            "The heads are usual ones of treatment and control.",
        )),
        ComparisonOrigin::Numbered => String::from(translate(
            "the groups are only numbered, and the first is read as the treated one.",
        )),
        ComparisonOrigin::Order => String::from(translate(
            "taken from the order of names: no arm is called control or placebo.",
        )),
        ComparisonOrigin::Open => String::from(translate(
            "The table does not say which arms are to be compared.",
        )),
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
        1 => tr!("{in_trials}, 1 row", in_trials),
        rows => tr!(
            "{in_trials}, {} rows",
            number::count(rows as u64, locale),
            in_trials
        ),
    }
}

/// A head within quotation marks.
#[must_use]
pub fn quoted(head: &str) -> String {
    tr!("“{head}”", head)
}

/// What several columns hold: "Total (fever, MSC)."
#[must_use]
pub fn both_hold(meaning: &str, whose: &str) -> String {
    match whose {
        "" => tr!("{meaning}.", meaning),
        whose => tr!("{meaning} ({whose}).", meaning, whose),
    }
}

/// What whether trials were randomized is called; `None` is not stated.
#[must_use]
pub fn randomized(randomized: Option<Randomized>) -> &'static str {
    match randomized {
        None | Some(Randomized::NotStated) => translate("not stated"),
        Some(Randomized::Yes) => translate("yes"),
        Some(Randomized::No) => translate("no"),
        Some(Randomized::Unclear) => translate("unclear"),
    }
}

/// That a column says whether trials were randomized.
#[must_use]
pub fn randomized_by(head: &str) -> String {
    tr!("as “{head}” says of each trial", head)
}

/// Names the choice of what stands before decimals.
pub const DECIMALS: Text = Text("Decimals");
/// Names the choice among several tables.
pub const TABLE: Text = Text("Table");

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
    tr!(
        "{} and {} under the heads",
        counted(rows, translate("row"), translate("rows")),
        counted(columns, translate("column"), translate("columns"))
    )
}

/// One of several tables below each other: "Table 1 of 2: Deaths (12 rows)".
#[must_use]
pub fn table(place: usize, of: usize, block: &TableBlock, locale: Locale) -> String {
    let rows = number::count(block.rows as u64, locale);
    let title = match block.title.as_str() {
        "" => String::new(),
        title => tr!(": {title}", title),
    };
    tr!(
        "Table {} of {of}{title} ({rows} rows)",
        place + 1,
        of,
        title,
        rows
    )
}

/// What a number of an arm is.
#[must_use]
pub fn quantity(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Events => translate("Events"),
        Quantity::Total => translate("Total"),
        Quantity::Lost => translate("Lost"),
        Quantity::NonEvents => translate("Without the event"),
        Quantity::EventsAndTotal => translate("Events and total in one"),
        Quantity::Time => translate("Person-time"),
        Quantity::Mean => translate("Mean"),
        Quantity::StandardDeviation => translate("Standard deviation"),
    }
}

/// What that is for those who look for it; empty where the name says all.
#[must_use]
pub fn quantity_detail(quantity: Quantity) -> &'static str {
    match quantity {
        Quantity::Events => translate("people with the event"),
        Quantity::Total => translate("people in the arm, n"),
        Quantity::Lost => translate("people of whom nothing is known, missing"),
        Quantity::EventsAndTotal => "12/40",
        Quantity::Time => translate("person-years at risk"),
        Quantity::StandardDeviation => translate("SD"),
        Quantity::NonEvents | Quantity::Mean => "",
    }
}

/// What a part of an estimate is.
#[must_use]
pub fn effect_part(part: EffectPart) -> &'static str {
    match part {
        EffectPart::Ratio => translate("Ratio"),
        EffectPart::LogRatio => translate("Logarithm of a ratio"),
        EffectPart::Difference => translate("Difference"),
        EffectPart::StandardError => translate("Standard error"),
        EffectPart::Variance => translate("Variance"),
        EffectPart::Lower => translate("Lower limit"),
        EffectPart::Upper => translate("Upper limit"),
        EffectPart::Limits => translate("Both limits"),
        EffectPart::P => translate("P"),
    }
}

/// What a column says of the events of its rows.
#[must_use]
pub fn event_part(part: EventPart) -> &'static str {
    match part {
        EventPart::Seriousness => translate("Serious or not"),
        EventPart::Grade => translate("Grade of the events"),
        EventPart::Relatedness => translate("Related or not"),
        EventPart::Onset => translate("Onset of the events"),
    }
}

/// Heads what became of the words of such columns.
pub const EVENT_WORDINGS: Text = Text("Which events rows count");
/// What follows from it.
pub const EVENT_WORDINGS_HINT: Text = Text(
    "Rows of one outcome that count different events are outcomes of their own and never added up. Words on no list are kept as they stand.",
);

/// What became of words of a table: "“Y” in Serious, 12 rows: serious".
#[must_use]
pub fn event_wording(wording: &EventWording, locale: Locale) -> String {
    let rows = number::count(wording.rows as u64, locale);
    let unit = if wording.rows == 1 {
        translate("row")
    } else {
        translate("rows")
    };
    let became = wording
        .became
        .as_deref()
        .unwrap_or(translate("kept as it stands"));
    tr!(
        "{} in {}, {rows} {unit}: {became}",
        quoted(&wording.typed),
        wording.head,
        rows,
        unit,
        became
    )
}

/// What a column holds, without its outcome and its arm.
#[must_use]
pub fn meaning(meaning: &Meaning) -> &'static str {
    match meaning {
        Meaning::Trial => translate("Trial"),
        Meaning::Year => translate("Year"),
        Meaning::Randomized => translate("Randomized"),
        Meaning::Outcome => translate("Outcome of the row"),
        Meaning::Arm => translate("Arm of the row"),
        Meaning::ArmName(Side::Experimental) => translate("Name of the treated arm"),
        Meaning::ArmName(Side::Control) => translate("Name of the control arm"),
        Meaning::ArmName(Side::OfRow | Side::Arm(_)) => translate("Name of the arm"),
        Meaning::CountType => translate("People or times it happened"),
        Meaning::Role => translate("Side of the arm"),
        Meaning::TimePoint => translate("Time point"),
        Meaning::Source => translate("Source"),
        Meaning::Note => translate("Note"),
        Meaning::Design(part) => DesignPart::head(*part),
        Meaning::Events(part) | Meaning::EventsOf { part, .. } => event_part(*part),
        Meaning::Covariate => translate("Kept, not pooled"),
        Meaning::Ignored => translate("Left away"),
        Meaning::Kind => translate("Kind of numbers of the row"),
        Meaning::Number { quantity: of, .. } => quantity(*of),
        Meaning::Effect { part, .. } => effect_part(*part),
    }
}

/// The arm of which a column speaks, by the names of the two sides.
#[must_use]
pub fn arm_of(side: &Side, reading: &Reading) -> String {
    let [experimental, control] = names::sides(&reading.review);
    match side {
        Side::Experimental => experimental.to_owned(),
        Side::Control => control.to_owned(),
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
    parts.join(translate(", "))
}

/// What the button says that opens the choice of what a column holds: "Column died: Events, a guess".
#[must_use]
pub fn column(column: &Column, doubtful: bool) -> String {
    let guess = if doubtful { translate(", a guess") } else { "" };
    tr!(
        "Column {}: {}{guess}",
        column.head,
        meaning(&column.meaning),
        guess
    )
}

/// What stands on a column: what it holds, or, while something is asked, that it is not known.
#[must_use]
pub fn chip(column: &Column, reading: &Reading) -> String {
    let is_open = column.why == Why::Unknown && !reading.questions.is_empty();
    String::from(if is_open {
        UNKNOWN.text()
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
    tr!("What column {head} holds", head)
}

/// That columns are not shown: "and 202 more columns".
#[must_use]
pub fn more_columns(count: usize, locale: Locale) -> String {
    let counted = number::count(count as u64, locale);
    match count {
        1 => tr!("and {counted} more column", counted),
        _ => tr!("and {counted} more columns", counted),
    }
}

/// Shows more outcomes: "415 more outcomes".
#[must_use]
pub fn more_outcomes(count: usize, locale: Locale) -> String {
    let counted = number::count(count as u64, locale);
    match count {
        1 => tr!("{counted} more outcome", counted),
        _ => tr!("{counted} more outcomes", counted),
    }
}

/// How many questions are open: "One question is open."
#[must_use]
pub fn open_questions(count: usize, locale: Locale) -> String {
    match count {
        1 => String::from(translate("One question is open.")),
        several => tr!(
            "{} questions are open.",
            number::count(several as u64, locale)
        ),
    }
}

/// Asks what a row is.
pub const ASKS_ROW: Text = Text("What is a row of this table?");
/// Asks which arms are compared.
pub const ASKS_ARMS: Text = Text("Which arm is compared with which?");
/// Asks for the trial.
pub const ASKS_TRIAL: Text = Text("Which column names the trial?");
/// Why it is asked.
pub const ASKS_TRIAL_WHY: Text = Text("No column was recognised that does.");
/// Names the one trial of all rows.
pub const ALL_OF_ONE_TRIAL: Text = Text("All rows are of one trial, called");
/// Takes that name.
pub const TAKE_NAME: Text = Text("Take this name");
/// The choice among further columns.
pub const ANOTHER_COLUMN: Text = Text("Choose a column");
/// Reads blocks as one table.
pub const ONE_TABLE: Text = Text("One table");
/// What that means.
pub const ONE_TABLE_WHY: Text = Text("All rows are read under the same heads.");
/// Reads blocks as outcomes.
pub const BLOCKS_ARE_OUTCOMES: Text = Text("Each block is another outcome");

/// Asks what columns without a head hold: "Columns 3 and 5 have no head. What do they hold?" Columns are counted from 1.
#[must_use]
pub fn asks_blank(columns: &[usize]) -> String {
    const MOST: usize = 5;
    match columns {
        [only] => tr!("Column {} has no head. What does it hold?", only + 1),
        several => {
            let numbers: Vec<usize> = several.iter().map(|column| column + 1).collect();
            let listed = match numbers.as_slice() {
                [before @ .., last] if numbers.len() <= MOST => {
                    tr!("{} and {last}", listed(before, MOST), last)
                }
                numbers => listed(numbers, MOST),
            };
            tr!("Columns {listed} have no head. What do they hold?", listed)
        }
    }
}

/// An answer: they hold the people of whom the columns before them count those with the event.
#[must_use]
pub fn blank_are_totals(columns: usize) -> &'static str {
    if columns == 1 {
        translate("The totals of the column before it")
    } else {
        translate("Each the totals of the column before it")
    }
}

/// How that reads: "“Fever MSC”: 3 of 19."
#[must_use]
pub fn events_of(head: &str, events: &str, total: &str) -> String {
    tr!("{}: {events} of {total}.", quoted(head), events, total)
}

/// An answer that opens the choice of what the first of them holds.
pub const BLANK_ARE_OTHERS: Text = Text("Something else…");
/// An answer: nothing of them is pooled.
pub const BLANK_ARE_NOT_POOLED: Text = Text("Nothing that is pooled");

/// Asks which of two columns is something else: "“n” and “total” hold the same. Which is something else?"
#[must_use]
pub fn asks_same(heads: &[&str]) -> String {
    let quoted: Vec<String> = heads.iter().map(|head| tr!("“{head}”", head)).collect();
    let named = match quoted.split_last() {
        Some((last, before)) if !before.is_empty() => {
            tr!("{} and {last}", before.join(translate(", ")), last)
        }
        _ => quoted.concat(),
    };
    tr!("{named} hold the same. Which is something else?", named)
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
        ([before @ .., last], 0) => tr!("{} and {last}", before.join(translate(", ")), last),
        (shown, more) => tr!("{} and {more} more", shown.join(translate(", ")), more),
    };
    let (have, these, own) = if others.len() == 1 {
        (
            translate("has a head"),
            translate("this one, of its own outcome"),
            "",
        )
    } else {
        (
            translate("have heads"),
            translate("these"),
            translate(", each of its own outcome"),
        )
    };
    tr!(
        "{named} {have} like {}. The same for {these}{own}?",
        quoted(head),
        named,
        have,
        these,
        own
    )
}

/// Gives the answer about them as well.
pub const SAME_FOR_THESE: Text = Text("The same");
/// Leaves them as they are.
pub const NOT_FOR_THESE: Text = Text("Leave them");

/// An answer that names a column: "“code” is something else…".
#[must_use]
pub fn is_something_else(head: &str) -> String {
    tr!("“{head}” is something else…", head)
}

/// Asks what blocks of rows are about.
#[must_use]
pub fn asks_blocks(lines: &[usize]) -> String {
    tr!(
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
        1 => tr!("{counted} row", counted),
        _ => tr!("{counted} rows", counted),
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
        [line] => tr!("line {line}", line),
        several => tr!("lines {}", listed(several, MOST)),
    }
}

fn listed(lines: &[usize], most: usize) -> String {
    let shown: Vec<String> = lines.iter().take(most).map(ToString::to_string).collect();
    let shown = shown.join(translate(", "));
    match lines.len().saturating_sub(most) {
        0 => shown,
        more => tr!("{shown} and {more} more", shown, more),
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
