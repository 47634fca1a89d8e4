//! What is said of a series of analyses: without each trial in turn, and of the first trials of an order.

use super::conclusion::Conclusion;
use super::lines::{Line, lines};
use super::lost::detail;
use super::names::trial_name;
use crate::analysis::{
    MOST_IN_SERIES, MainAnalysis, SensitivityAnswer, Series, SeriesOrder, trials_of_series,
};
use crate::data::{CovariateId, Grouping, Outcome, Review};
use crate::wording::subgroups::grouping;
use crate::wording::subject::trials;
use crate::wording::{Locale, Text, number, tr, translate};

/// What the choice of an order is called.
pub const ORDER: Text = Text("Order");
/// That nothing is adjusted for.
const REPEATED_LOOKS: Text = Text(
    "The intervals are those of single analyses: they are not adjusted for having been looked at repeatedly.",
);

/// What a series is called.
#[must_use]
pub fn series_title(series: Series) -> &'static str {
    match series {
        Series::LeaveOneOut => translate("Without each trial"),
        Series::Cumulative(_) => translate("Trial after trial"),
        Series::PeopleLost(_) => translate("If the people lost had been counted"),
    }
}

/// What the file of the table of a series is called, beside the review and the outcome.
#[must_use]
pub fn series_file(series: Series) -> &'static str {
    match series {
        Series::LeaveOneOut => translate("without each trial"),
        Series::Cumulative(_) => translate("trial after trial"),
        Series::PeopleLost(_) => translate("people lost"),
    }
}

/// What an order is called.
#[must_use]
pub fn order(order: SeriesOrder, review: &Review) -> String {
    let fixed = match order {
        SeriesOrder::Year => translate("By year"),
        SeriesOrder::Input => translate("As in the review"),
        SeriesOrder::Precision => translate("Most precise first"),
        SeriesOrder::Size => translate("Largest first"),
        SeriesOrder::Effect => translate("By effect, smallest first"),
        SeriesOrder::Column(column) => return tr!("By {}", column_name(column, review)),
    };
    fixed.to_owned()
}

fn column_name(column: CovariateId, review: &Review) -> String {
    grouping(Grouping::Covariate(column), review)
        .unwrap_or_else(|| translate("a column that is gone").to_owned())
}

/// What the figure of a series is called: "Death: without each trial".
#[must_use]
pub fn series_figure_name(outcome: &str, series: Series, review: &Review) -> String {
    let series = match series {
        Series::LeaveOneOut => translate("without each trial"),
        Series::PeopleLost(_) => translate("if the people lost had been counted"),
        Series::Cumulative(SeriesOrder::Year) => translate("trial after trial, by year"),
        Series::Cumulative(SeriesOrder::Input) => translate("trial after trial, as in the review"),
        Series::Cumulative(SeriesOrder::Precision) => {
            translate("trial after trial, the most precise first")
        }
        Series::Cumulative(SeriesOrder::Size) => translate("trial after trial, the largest first"),
        Series::Cumulative(SeriesOrder::Effect) => {
            translate("trial after trial, the smallest effect first")
        }
        Series::Cumulative(SeriesOrder::Column(column)) => {
            let name = column_name(column, review);
            return tr!("{outcome}: trial after trial, by {name}", outcome, name);
        }
    };
    tr!("{outcome}: {series}", outcome, series)
}

/// What the rows of a series have in common, beneath its figure.
#[must_use]
pub fn series_shared(series: Series) -> &'static str {
    match series {
        Series::LeaveOneOut => translate(
            "Each row is the pool without the trial that is named, by the method of the main analysis. Dashed line: the main result.",
        ),
        Series::Cumulative(_) => translate(
            "Each row is the pool of the trial that is named and those above it, by the method of the main analysis. The intervals are not adjusted for repeated looks. Dashed line: the main result.",
        ),
        Series::PeopleLost(_) => translate(
            "Each row counts the people lost under the assumption that is named. Where counts stay whole it is pooled by the method of the main analysis, otherwise the trials’ effects are, with variances by the delta method (White, Higgins and Wood 2008), or, where anything may be so, those of intervals from one extreme to the other (Gamble and Hollis 2005). Dashed line: the main result.",
        ),
    }
}

/// The rows of a series, the main analysis first, each called by the trial that is left out or taken in.
#[must_use]
pub fn series_lines(
    review: &Review,
    outcome: &Outcome,
    main: MainAnalysis<'_>,
    answers: &[SensitivityAnswer],
    series: Series,
    locale: Locale,
) -> Vec<Line> {
    let mut lines = lines(review, outcome, main, answers, locale);
    if let Series::PeopleLost(_) = series {
        for (line, answer) in lines.iter_mut().skip(1).zip(answers) {
            line.detail = detail(answer, review);
        }
        return lines;
    }
    let named = trials_of_series(review, main, series);
    for (line, trial) in lines.iter_mut().skip(1).zip(named) {
        let name = trial_name(trial, review);
        line.detail = String::new();
        line.name = match series {
            Series::LeaveOneOut => tr!("Without {name}", name),
            Series::Cumulative(_) | Series::PeopleLost(_) => format!("+ {name}"),
        };
    }
    lines
}

/// Why there is no series of so many trials; nothing where there is one.
#[must_use]
pub fn no_series(pooled: usize, locale: Locale) -> Option<String> {
    match pooled {
        0 => Some(translate("No trial reported it: there is nothing to leave out.").to_owned()),
        1 => Some(translate("One trial alone reported it: without it nothing is left.").to_owned()),
        many if many > MOST_IN_SERIES => Some(tr!(
            "{} reported it; series are made of at most {}.",
            trials(many, locale),
            number::count(MOST_IN_SERIES as u64, locale)
        )),
        _ => None,
    }
}

/// How far the answer moves without each trial: "Without any one of its 22 trials the estimate lies between 0.80 and 0.86. None
/// of them decides …"; that it is being computed while rows are missing. Empty without rows.
#[must_use]
pub fn left_out_sentence(lines: &[Line], locale: Locale) -> String {
    let Some((_, rows)) = lines.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        return String::new();
    };
    if is_pending(rows) {
        return super::COMPUTING.to_owned();
    }
    let mut said = Vec::new();
    let mut numbers: Vec<_> = rows
        .iter()
        .filter_map(|row| row.result.as_ref().ok())
        .collect();
    numbers.sort_by(|one, other| one.interval.estimate.total_cmp(&other.interval.estimate));
    if let (Some(least), Some(most)) = (numbers.first(), numbers.last()) {
        let all = trials(rows.len(), locale);
        said.push(if least.estimate == most.estimate {
            tr!(
                "Without any one of its {all} the estimate is {}.",
                least.estimate,
                all
            )
        } else {
            tr!(
                "Without any one of its {all} the estimate lies between {} and {}.",
                least.estimate,
                most.estimate,
                all
            )
        });
    }
    let without_result = rows.iter().filter(|row| row.result.is_err()).count();
    if without_result > 0 {
        said.push(tr!(
            "{} of them have no result.",
            number::count(without_result as u64, locale)
        ));
    }
    let judged = |row: &&Line| row.conclusion.and_then(Conclusion::is_same).is_some();
    let others: Vec<String> = rows
        .iter()
        .filter(|row| row.conclusion.and_then(Conclusion::is_same) == Some(false))
        .map(|row| row.name.replacen("Without", "without", 1))
        .collect();
    match others.as_slice() {
        [] if rows.iter().any(|row| judged(&row)) => said.push(
            translate("No single trial decides on which side of no difference it lies, or whether the interval includes it.")
                .to_owned(),
        ),
        [] => {}
        [one] => said.push(tr!("One comes to another conclusion: {one}.", one)),
        several => said.push(tr!(
            "{} come to another conclusion: {}.",
            number::count(several.len() as u64, locale),
            several.join(translate("; "))
        )),
    }
    said.join(" ")
}

/// Since when the answer says what it says: "The conclusion has been the same since the 9th of 22 trials (Smith 2019)."
#[must_use]
pub fn cumulative_sentence(lines: &[Line], locale: Locale) -> String {
    let Some((_, rows)) = lines.split_first().filter(|(_, rows)| !rows.is_empty()) else {
        return String::new();
    };
    if is_pending(rows) {
        return super::COMPUTING.to_owned();
    }
    let differs = |row: &Line| row.conclusion.and_then(Conclusion::is_same) != Some(true);
    let since = rows.iter().rposition(differs).map_or(0, |last| last + 1);
    let all = trials(rows.len(), locale);
    let said = match rows.get(since) {
        None => String::new(),
        Some(_) if since == 0 => tr!(
            "The first trial alone comes to the conclusion of all {all}, and so does every pool after it.",
            all
        ),
        Some(row) => tr!(
            "Direction and what the interval says of no difference have been the same from trial {} of {} on, {}.",
            number::count(since as u64 + 1, locale),
            number::count(rows.len() as u64, locale),
            row.name.trim_start_matches("+ ")
        ),
    };
    format!("{said} {REPEATED_LOOKS}").trim_start().to_owned()
}

fn is_pending(rows: &[Line]) -> bool {
    let pending = |row: &Line| row.conclusion == Some(Conclusion::Pending);
    rows.iter().any(pending)
}
