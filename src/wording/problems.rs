//! Problems with the data as sentences: where, what, and what to do.

use super::{Locale, language, number, tr, translate};
use crate::data::{
    Cell, ErrorReading, Place, Problem, ProblemKind, Severity, UnitOfAnalysis, capitalized,
};

/// Where and what: "Row 5, Thompson 2020, fever: 12 events among 10 people."
#[must_use]
pub fn sentence(problem: &Problem, locale: Locale) -> String {
    let what = what(&problem.kind, locale);
    match place(&problem.place, locale) {
        Some(place) => tr!("{place}: {what}", place, what),
        None => capitalized(&what),
    }
}

/// What is wrong, where the place is plain: "The table has 5,000 columns; 2,000 are read."
#[must_use]
pub fn kind(kind: &ProblemKind, locale: Locale) -> String {
    capitalized(&what(kind, locale))
}

/// What to do about it.
#[must_use]
#[expect(clippy::too_many_lines, reason = "one sentence a kind of problem")]
pub fn remedy(problem: &Problem) -> String {
    let text = match &problem.kind {
        ProblemKind::EventsAboveTotal { .. } => translate(
            "Check both numbers against the report; events may have been counted instead of people, or the columns swapped.",
        ),
        ProblemKind::Negative { .. } => translate("Type a count of people: 0 or more."),
        ProblemKind::Fractional { .. } => translate(
            "Type a whole number of people. Where the mark groups thousands, leave it out.",
        ),
        ProblemKind::NotANumber { .. } => translate(
            "Type a number; leave the cell empty, or type NR, where nothing was reported.",
        ),
        ProblemKind::TooLarge { .. } => translate("Check the number: no trial is that large."),
        ProblemKind::MissingTotal => {
            translate("Type how many people were at risk; events alone cannot be pooled.")
        }
        ProblemKind::MissingEvents => translate(
            "Type the events, 0 among them if the report says so; not reported is not zero.",
        ),
        ProblemKind::MissingNumber => translate(
            "Type it; the arm's other numbers cannot be pooled without it. Where nothing was reported, empty them all.",
        ),
        ProblemKind::NotAboveZero { .. } => translate(
            "Check the number against the report; empty the cells if the arm did not exist.",
        ),
        ProblemKind::OnePerson => {
            translate("Check how many people were measured: one person has no standard deviation.")
        }
        ProblemKind::OneArmOnly => {
            translate("Type the numbers of the other side, or leave the trial out of this outcome.")
        }
        ProblemKind::EmptyArm => translate(
            "Type how many people were at risk; empty the cells if the arm did not exist.",
        ),
        ProblemKind::Percentage { .. } => {
            translate("Type the count of people instead of their share.")
        }
        ProblemKind::Misaligned { .. } => {
            translate("Compare the row with its source, and type the number into its own column.")
        }
        ProblemKind::DuplicateTrial { .. } => translate(
            "Remove one of them, or give them different names if they are different trials.",
        ),
        ProblemKind::PercentageDisagrees { .. } => translate(
            "Check the total: the percentage may have been taken of fewer people, such as those who finished.",
        ),
        ProblemKind::ArmsSwapped => translate("Check which arm is which in the report."),
        ProblemKind::SameNumbersAsOutcome { .. } | ProblemKind::SameNumbersAsTrial { .. } => {
            translate("Check both against their reports: a row may have been copied.")
        }
        ProblemKind::SharedControl { .. } => {
            translate("Enter the arms as one trial, or divide the control arm between them.")
        }
        ProblemKind::UnitOfAnalysis(found) => unit_of_analysis(*found)[1],
        ProblemKind::TooManyPeople {
            by_outcome: false, ..
        } => translate(
            "Check both: events, visits or courses may have been counted instead of people, or either number is a slip or of other arms.",
        ),
        ProblemKind::TooManyPeople {
            by_outcome: true, ..
        } => translate(
            "Check both: one may count events instead of people, another time, or what the other left out, such as laboratory values.",
        ),
        ProblemKind::LimitsNotOfError { reading, .. } => against_error(*reading)[1],
        ProblemKind::OffMiddle => translate(
            "Check the numbers against the report: one of them may be misprinted. The interval that is drawn is as wide, with the estimate in its middle.",
        ),
        ProblemKind::PDisagrees { .. } => {
            translate("Check the numbers against the report: one of them may be misprinted.")
        }
        ProblemKind::MissingTrial => translate("Name the trial, such as author and year."),
        ProblemKind::TotalRow => {
            translate("Remove it if it is a sum: pooled as a trial it would count everybody twice.")
        }
        ProblemKind::BesideTable => translate(
            "Nothing, if it is a remark or a list of codes; paste it by itself if it is a table.",
        ),
        ProblemKind::RepeatedHeads => translate("Nothing: the rows under them were read."),
        ProblemKind::HeadsShifted => translate(
            "Nothing, if every number stands under its head now; else write a head for each column.",
        ),
        ProblemKind::TotalsFromHeads => {
            translate("Check that everybody counted there was at risk of each outcome.")
        }
        ProblemKind::EarlierResults => translate(
            "Paste the trials they were pooled from: a result that is pooled again is no result.",
        ),
        ProblemKind::TimesNotPeople { .. } => {
            translate("Type how many people had it; a rate of events needs person-time.")
        }
        ProblemKind::SpreadsheetDate { .. } => translate(
            "Type the events and the total as they stand in the report; format the cells as text before typing such numbers into a spreadsheet.",
        ),
        ProblemKind::ArmNotCompared { .. } => {
            translate("Put the arm on a side of the comparison, if it belongs there.")
        }
        ProblemKind::RandomizationUnclear { .. } => {
            translate("Say yes or no for the trial; until then nothing is claimed of it.")
        }
        ProblemKind::Remark { .. } => translate(
            "Nothing, if it is a remark; give it a number in another column if it is a trial.",
        ),
        ProblemKind::NotCounts { .. } => {
            translate("Paste its estimates with their standard errors or intervals as a table.")
        }
        ProblemKind::BadInterval => translate(
            "Check the limits: the estimate lies between them, and a standard error is above zero.",
        ),
        ProblemKind::MissingError => {
            translate("Type its standard error, or both limits of its 95% interval.")
        }
        ProblemKind::NotPositive { .. } => translate(
            "Type the ratio itself; if these are logarithms of ratios, say so for the column.",
        ),
        ProblemKind::RaggedRow { .. } => translate(
            "Compare the row with the head; a comma inside a name needs quotes around it.",
        ),
        ProblemKind::UnknownHead { .. } => translate("Choose the column that holds it."),
        ProblemKind::AmbiguousHead { .. } => translate("Choose what the column holds."),
        ProblemKind::Empty => translate(
            "Copy a table with a row of heads and one row for each trial, and paste it again.",
        ),
        ProblemKind::TooLong { .. } => translate("Split the table, or remove what is not needed."),
    };
    text.to_owned()
}

/// What is wrong with numbers that are not those of people randomized one by one and looked at once, and what to do.
fn unit_of_analysis(found: UnitOfAnalysis) -> [&'static str; 2] {
    match found {
        UnitOfAnalysis::ClustersUnknown => [
            translate(
                "clusters were randomized, and their mean size or the intracluster correlation is missing or cannot be: \
             pooled as though each person had been randomized, with too narrow an interval and too much weight.",
            ),
            translate(
                "Type both under the grid, the correlation from the trial, from one like it or as an assumption; or enter \
             an estimate that takes the clusters into account.",
            ),
        ],
        UnitOfAnalysis::EventsRoundedAway => [
            translate(
                "the design effect leaves less than half an event, which is rounded to none.",
            ),
            translate(
                "Look at the result without this reduction too; an estimate that takes the clusters into account keeps \
             the events.",
            ),
        ],
        UnitOfAnalysis::PairsIgnored => [
            translate(
                "a crossover trial, its arms added up over all periods: everybody is counted in both arms, and that each \
             is compared with himself is ignored.",
            ),
            translate(
                "Enter the first period alone, or the estimate from pairs in an outcome of estimates. What lasts, such as \
             death or a tumour, cannot be compared after the first period.",
            ),
        ],
        UnitOfAnalysis::TimesUnknown => [
            translate("several time points whose order cannot be told; the first given is used."),
            translate(
                "Choose one under the grid, or write the times as numbers with units, such as 30 d or 6 months.",
            ),
        ],
    }
}

/// Under which reading of the row a standard error and the limits beside it agree, and what to do.
fn against_error(reading: Option<ErrorReading>) -> [&'static str; 2] {
    match reading {
        None => [
            "",
            translate(
                "Check both against the report. To use the limits, empty the standard error.",
            ),
        ],
        Some(ErrorReading::ErrorsNotVariances) => [
            translate(" They agree if the column holds standard errors, not variances."),
            translate("Say that the column holds standard errors, or empty it to use the limits."),
        ],
        Some(ErrorReading::VariancesNotErrors) => [
            translate(" They agree if the column holds variances, not standard errors."),
            translate("Say that the column holds variances, or empty it to use the limits."),
        ],
        Some(ErrorReading::LimitsAreLogarithms) => [
            translate(" They agree if the limits are logarithms."),
            translate(
                "Nothing, if the standard error is right; else give estimate and limits on the same scale.",
            ),
        ],
        Some(ErrorReading::LimitsAreRatios) => [
            translate(" They agree if the estimate is a logarithm and the limits are ratios."),
            translate(
                "Say that the column holds logarithms of ratios, or give estimate and limits on the same scale.",
            ),
        ],
        Some(ErrorReading::ErrorOfTheRatio) => [
            translate(
                " They agree if the standard error is that of the ratio, not of its logarithm.",
            ),
            translate(
                "Empty the standard error to use the limits: a ratio is pooled as its logarithm.",
            ),
        ],
        Some(ErrorReading::NinetyPercent) => [
            translate(" They agree if the limits are those of a 90% interval."),
            translate(
                "Nothing, if the standard error is right: the interval drawn is made from it.",
            ),
        ],
        Some(ErrorReading::NinetyNinePercent) => [
            translate(" They agree if the limits are those of a 99% interval."),
            translate(
                "Nothing, if the standard error is right: the interval drawn is made from it.",
            ),
        ],
    }
}

/// A number as typed, with a real minus sign.
fn with_minus(typed: &str) -> String {
    let typed = shown(typed);
    match typed.strip_prefix('-') {
        Some(number) => format!("\u{2212}{number}"),
        None => typed,
    }
}

/// A limit of an interval on whichever scale it was typed: two decimals, and four where those would say little.
fn limit(value: f64, locale: Locale) -> String {
    let decimals = if value.abs() < 0.1 { 4 } else { 2 };
    number::fixed(value, decimals, locale)
}

/// What becomes of the numbers concerned.
#[must_use]
pub fn consequence(severity: Severity) -> &'static str {
    match severity {
        Severity::Warning => translate("The numbers are used."),
        Severity::LeftOut => translate("Kept and shown, and left out of the pool until mended."),
        Severity::Fatal => translate("Nothing could be read."),
    }
}

/// Where a problem is: "Row 5, column “events”, Thompson 2020, fever". Nothing for a problem of the whole table.
#[must_use]
pub fn place(place: &Place, locale: Locale) -> Option<String> {
    let counted = |value: usize| number::count(value as u64, locale);
    let column = match (&place.head, place.column) {
        (Some(head), _) if !head.trim().is_empty() => Some(tr!("column “{}”", head.trim())),
        (_, Some(column)) => Some(tr!("column {}", counted(column))),
        _ => None,
    };
    let parts: Vec<String> = [
        place.row.map(|row| tr!("row {}", counted(row))),
        column,
        place.trial_name.clone(),
        place.outcome_name.clone(),
        place.cell.and_then(cell).map(str::to_owned),
    ]
    .into_iter()
    .flatten()
    .filter(|part| !part.trim().is_empty())
    .collect();
    let joined = parts.join(translate(", "));
    (!joined.is_empty()).then(|| capitalized(&joined))
}

/// An entry of a record in words; names and years are named by the problem itself.
fn cell(cell: Cell) -> Option<&'static str> {
    match cell {
        Cell::Name => None,
        Cell::Year => Some(translate("year")),
        Cell::Events(_) => Some(translate("events")),
        Cell::Total(_) => Some(translate("total")),
        Cell::Lost(_) => Some(translate("people lost")),
        Cell::Time(_) => Some(translate("person-time")),
        Cell::Mean(_) => Some(translate("mean")),
        Cell::StandardDeviation(_) => Some(translate("standard deviation")),
        Cell::Estimate => Some(translate("estimate")),
        Cell::StandardError => Some(translate("standard error")),
        Cell::Lower => Some(translate("lower limit")),
        Cell::Upper => Some(translate("upper limit")),
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "one sentence for each kind of problem"
)]
fn what(kind: &ProblemKind, locale: Locale) -> String {
    let count = |value| number::count(value, locale);
    let counted = |value: usize| number::count(value as u64, locale);
    match kind {
        ProblemKind::EventsAboveTotal { events, total } => {
            tr!("{} events among {} people.", count(*events), count(*total))
        }
        ProblemKind::Negative { typed } => {
            tr!("“{}” is below zero, and a count cannot be.", shown(typed))
        }
        ProblemKind::Fractional { typed } => tr!(
            "“{}” is not a whole number, or it cannot be told whether its mark groups thousands.",
            shown(typed)
        ),
        ProblemKind::NotANumber { typed } => tr!("“{}” is not a number.", shown(typed)),
        ProblemKind::TooLarge { typed, limit } => {
            tr!("“{}” is more than {}.", shown(typed), count(*limit))
        }
        ProblemKind::NotAboveZero { typed } => {
            tr!("“{}” is not above zero, as it must be.", shown(typed))
        }
        ProblemKind::Percentage { typed } => {
            tr!("“{}” is a percentage where a count belongs.", shown(typed))
        }
        ProblemKind::Misaligned { typed } => tr!(
            "“{}” stands in a row with more cells than heads and may belong to another column.",
            shown(typed)
        ),
        ProblemKind::DuplicateTrial { first_row, .. } => match first_row {
            Some(row) => tr!("the same trial as in row {}.", counted(*row)),
            None => translate("an earlier trial has the same name.").to_owned(),
        },
        ProblemKind::PercentageDisagrees { typed, total } => tr!(
            "the percentage in “{}” is not that of {} people.",
            shown(typed),
            count(*total)
        ),
        ProblemKind::ArmsSwapped => {
            translate("the totals stand the other way round than in the trial's other outcomes.").to_owned()
        }
        ProblemKind::SameNumbersAsOutcome { outcome } => {
            tr!("the same four numbers as for {}.", shown(outcome))
        }
        ProblemKind::SameNumbersAsTrial { first_name, .. } => {
            tr!("the same four numbers as {}.", shown(first_name))
        }
        ProblemKind::SharedControl { first_name, .. } => match first_name {
            Some(name) => tr!(
                "the same control arm as “{}”: its people are counted twice.",
                shown(name)
            ),
            None => translate("the same control arm as an earlier trial of this name: its people are counted twice.")
                .to_owned(),
        },
        ProblemKind::TooManyPeople {
            people,
            at_most,
            by,
            by_outcome,
        } => {
            let [people, at_most] = [people, at_most].map(|number| count(*number as u64));
            let by = shown(by);
            if *by_outcome {
                tr!("{people} people with it, and only {at_most} with {by}.", people, at_most, by)
            } else {
                tr!("{people} people, and only {at_most} by “{by}”.", people, at_most, by)
            }
        }
        ProblemKind::UnitOfAnalysis(found) => unit_of_analysis(*found)[0].to_owned(),
        ProblemKind::TimesNotPeople { typed } => tr!(
            "“{}” says how often it happened, not to how many people.",
            shown(typed)
        ),
        ProblemKind::SpreadsheetDate { typed } => {
            tr!("“{}” is a date that a spreadsheet made{}.", shown(typed), probably(typed))
        }
        ProblemKind::ArmNotCompared { label } => {
            tr!("the arm “{}” is not compared.", shown(label))
        }
        ProblemKind::RandomizationUnclear { typed } => tr!(
            "“{}” does not tell whether the trial was randomized.",
            shown(typed)
        ),
        ProblemKind::Remark { typed } => {
            tr!("“{}” is taken for a remark under the table.", shown(typed))
        }
        ProblemKind::NotCounts { outcome } => {
            tr!("“{}” has no counts and was not read.", shown(outcome))
        }
        ProblemKind::PDisagrees { typed } => tr!(
            "P = {} does not belong to this estimate and interval.",
            shown(typed).trim_start_matches("P = ")
        ),
        ProblemKind::NotPositive { typed } => {
            tr!("“{}” is not above zero, and a ratio must be.", shown(typed))
        }
        ProblemKind::RaggedRow { found, expected } => tr!(
            "the row has {} cells, the head has {}.",
            counted(*found),
            counted(*expected)
        ),
        ProblemKind::UnknownHead { missing } => {
            {
                let parts: Vec<&str> = missing.split(", ").map(part).collect();
                tr!("no column was recognised for {}.", shown(&parts.join(translate(", "))))
            }
        }
        ProblemKind::AmbiguousHead { head } => {
            tr!("the head “{}” can mean two things.", shown(head))
        }
        ProblemKind::TooLong { what, found, limit } => tr!(
            "the table has {} {what}; {} are read.",
            counted(*found),
            counted(*limit),
            what = part(what)
        ),
        ProblemKind::MissingTotal => translate("events without a total.").to_owned(),
        ProblemKind::MissingEvents => {
            translate("a total without events, while the other arm has them.").to_owned()
        }
        ProblemKind::MissingNumber => translate("missing, while the trial has other numbers.").to_owned(),
        ProblemKind::OnePerson => translate("a mean of one person.").to_owned(),
        ProblemKind::OneArmOnly => translate("numbers of one side of the comparison only.").to_owned(),
        ProblemKind::EmptyArm => translate("an arm of nobody.").to_owned(),
        ProblemKind::MissingTrial => translate("the trial has no name.").to_owned(),
        ProblemKind::BesideTable => {
            translate("cells that stand beside the table, behind an empty column, are not read.").to_owned()
        }
        ProblemKind::RepeatedHeads => translate("the heads stand here again.").to_owned(),
        ProblemKind::HeadsShifted => {
            translate("every row is longer than the heads by one cell; the heads were moved by one column, as R writes row numbers without a head.")
                .to_owned()
        }
        ProblemKind::TotalsFromHeads => {
            translate("the totals were taken from the heads of the arms, for every row.").to_owned()
        }
        ProblemKind::EarlierResults => {
            translate("a result that was pooled already, not a trial: nothing of it is pooled again.")
                .to_owned()
        }
        ProblemKind::TotalRow => translate("the row looks like a sum of the others.").to_owned(),
        ProblemKind::BadInterval => {
            translate("the standard error or interval cannot belong to this estimate.").to_owned()
        }
        ProblemKind::LimitsNotOfError {
            typed: [lower, upper],
            drawn,
            reading,
        } => {
            let [from, to] = drawn.map(|value| limit(value, locale));
            tr!(
                "the limits typed are {} to {}; those of the standard error beside them, {from} to {to}, are used.{}",
                with_minus(lower),
                with_minus(upper),
                against_error(*reading)[0], from, to
            )
        }
        ProblemKind::OffMiddle => {
            translate("the estimate is not the middle of its own interval, as nearly every estimate is.")
                .to_owned()
        }
        ProblemKind::MissingError => {
            translate("an estimate with neither a standard error nor an interval.").to_owned()
        }
        ProblemKind::Empty => translate("the text holds no table.").to_owned(),
    }
}

/// The words by which a finding is known when it was laid aside: those of its sentence, the same in every locale and language.
#[must_use]
pub fn finding(problem: &Problem) -> String {
    language::in_english(|| sentence(problem, Locale::DecimalPoint))
}

/// What a table lacks, or has too many of.
fn part(name: &str) -> &str {
    match name {
        "characters" => translate("characters"),
        "columns" => translate("columns"),
        "control" => translate("control"),
        "events" => translate("events"),
        "judgements of domains" => translate("judgements of domains"),
        "outcome" => translate("outcome"),
        "rows" => translate("rows"),
        "total" => translate("total"),
        "trial" => translate("trial"),
        other => other,
    }
}

/// What was typed, short enough for a sentence.
fn shown(typed: &str) -> String {
    const LONGEST: usize = 40;
    let typed = typed.trim();
    match typed.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", typed.get(..end).unwrap_or(typed)),
        None => typed.to_owned(),
    }
}

/// What was probably typed before a spreadsheet made a date of it: month and day, or for a first of a month long ago month
/// and year.
fn probably(date: &str) -> String {
    let mut parts = date.split('-');
    let (Some(year), Some(month), Some(day)) = (parts.next(), parts.next(), parts.next()) else {
        return String::new();
    };
    let month = month.trim_start_matches('0');
    let second = if day == "01" && year.starts_with("19") {
        year.trim_start_matches("19")
    } else {
        day.trim_start_matches('0')
    };
    tr!(", probably of {month}/{second}", month, second)
}
