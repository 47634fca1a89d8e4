//! What is said of results that other reviews published: they are shown as printed, and never recomputed.

use super::{Locale, Text, number, tr, translate};
use crate::data::{EarlierFault, EarlierResult, EarlierReview, Measure};
use crate::read::NoEarlier;

/// What the part of the page is called.
pub const TITLE: Text = Text("Earlier and other reviews");
/// What it is for, where there is none.
pub const HINT: Text = Text(
    "Pooled results that other reviews published can stand beside those of this review. They are shown as printed and not recomputed.",
);
/// What is said of all of them.
pub const NOT_RECOMPUTED: Text = Text("As printed, not recomputed.");
/// Asks for a table of results.
pub const PASTE: Text = Text("Paste results…");
/// What the field for the table asks for.
pub const PASTE_ASKED: Text = Text(
    "A table with a row a result: review, outcome, measure, estimate, lower, upper; also trials, included, I2, note",
);
/// Adds what stands in the field.
pub const ADD: Text = Text("Add");
/// Closes the field.
pub const CANCEL: Text = Text("Cancel");
/// Adds the published reviews that come with the program.
pub const ADD_PUBLISHED: Text = Text("Add published MSC reviews");
/// Removes a review.
pub const REMOVE: Text = Text("Remove");
/// No review beside ours.
pub const NONE_BESIDE: Text = Text("None");
/// Chooses which review stands beside ours.
pub const BESIDE: Text = Text("Beside");
/// A result that stands beside no outcome.
pub const BESIDE_NO_OUTCOME: &str = "—";
/// Chooses the outcome beside which a result stands.
pub const OF_OUTCOME: Text = Text("Beside outcome");
/// The head of ours, where results of several reviews stand side by side.
pub const OURS: Text = Text("This review");
/// What the table of several reviews is called.
pub const OLD_AND_NEW: Text = Text("Old and new");

/// What a review without a name is called.
#[must_use]
pub fn name(review: &EarlierReview) -> String {
    if review.name.trim().is_empty() {
        translate("A review without a name").to_owned()
    } else {
        review.name.trim().to_owned()
    }
}

/// A number as it was typed where it is none.
fn written(entry: &crate::data::Entry<f64>, locale: Locale, is_ratio: bool) -> Option<String> {
    match entry.value() {
        Some(value) if is_ratio => Some(number::ratio(value, locale)),
        Some(value) => Some(number::fixed(value, 2, locale)),
        None if entry.typed.trim().is_empty() => None,
        None => Some(entry.typed.clone()),
    }
}

/// The measure and estimate of a result: "RR 2.48"; empty where none is printed.
#[must_use]
pub fn estimate(result: &EarlierResult, locale: Locale) -> String {
    let is_ratio = result.known_measure().is_some_and(Measure::is_ratio);
    let estimate = written(&result.estimate, locale, is_ratio);
    estimate.map_or_else(String::new, |estimate| {
        format!("{} {estimate}", result.measure).trim().to_owned()
    })
}

/// The interval of a result: "1.27 to 4.86"; that it is not printed where it is not.
#[must_use]
pub fn limits(result: &EarlierResult, locale: Locale) -> String {
    let is_ratio = result.known_measure().is_some_and(Measure::is_ratio);
    let of = |entry| written(entry, locale, is_ratio);
    match (of(&result.lower), of(&result.upper)) {
        (Some(lower), Some(upper)) => tr!("{lower} to {upper}", lower, upper),
        _ => translate("no interval printed").to_owned(),
    }
}

/// The trials of a result: "19 of 55 trials"; empty where none are printed.
#[must_use]
pub fn trials(result: &EarlierResult, locale: Locale) -> String {
    let count = |value: u64| number::count(value, locale);
    match (result.trials.value(), result.included.value()) {
        (Some(trials), Some(included)) => {
            tr!("{} of {} trials", count(trials), count(included))
        }
        (Some(1), None) => translate("1 trial").to_owned(),
        (Some(trials), None) => tr!("{} trials", count(trials)),
        (None, Some(included)) => tr!("review of {} trials", count(included)),
        (None, None) => String::new(),
    }
}

/// I² of a result; empty where none is printed.
#[must_use]
pub fn i_squared(result: &EarlierResult, locale: Locale) -> String {
    result.i_squared.value().map_or_else(
        || result.i_squared.typed.clone(),
        |value| number::i_squared(value, locale),
    )
}

/// What cannot be right in a result.
#[must_use]
pub fn fault(fault: EarlierFault) -> &'static str {
    match fault {
        EarlierFault::LimitsReversed => {
            translate("Cannot be right: the lower limit is above the upper one. Look it up again.")
        }
        EarlierFault::EstimateOutside => {
            translate("Cannot be right as printed: the estimate lies outside its own interval.")
        }
        EarlierFault::RatioNotPositive => {
            translate("Cannot be right: a ratio is above zero. Look at measure and limits.")
        }
        EarlierFault::ISquaredImpossible => {
            translate("Cannot be right: I² lies between 0 and 100%.")
        }
        EarlierFault::MoreTrialsThanThere => {
            translate("Cannot be right: more trials reported it than the review has.")
        }
        EarlierFault::Unreadable => translate("A number cannot be read."),
    }
}

/// Why a pasted text is no table of results, and what to do.
#[must_use]
pub fn no_table(refused: &NoEarlier, locale: Locale) -> String {
    match refused {
        NoEarlier::NoTable(problem) => {
            crate::data::capitalized(&super::problems::kind(problem, locale))
        }
        NoEarlier::NoOutcome => {
            translate("No column is headed “outcome”. The first row must hold the heads.")
                .to_owned()
        }
        NoEarlier::NoEstimate => translate(
            "No column is headed “estimate”, “RR” or “OR”. The first row must hold the heads.",
        )
        .to_owned(),
        NoEarlier::NoRows => translate("There is no row beneath the heads.").to_owned(),
    }
}

/// Which results of a review exclude 1, on which side, and how many do not: "Thompson 2020 found fever (2.48, 1.27 to 4.86) above
/// 1 and death (0.78, 0.65 to 0.94) below 1; the intervals of its 4 other ratios include 1." Empty without a ratio.
#[must_use]
pub fn sentence(review: &EarlierReview, locale: Locale) -> String {
    let ratios: Vec<(&EarlierResult, [f64; 2])> = review
        .results
        .iter()
        .filter_map(|result| Some((result, result.log_ratio()?.1?)))
        .collect();
    let on = |side: fn([f64; 2]) -> bool| -> Vec<String> {
        let found = ratios.iter().filter(|(_, limits)| side(*limits));
        found
            .map(|(result, _)| {
                tr!(
                    "{} ({}, {})",
                    super::names::outcome_inside(&result.wording),
                    estimate(result, locale),
                    limits(result, locale)
                )
            })
            .collect()
    };
    let (above, below) = (on(|[lower, _]| lower > 0.0), on(|[_, upper]| upper < 0.0));
    let rest = ratios.len() - above.len() - below.len();
    if ratios.is_empty() {
        return String::new();
    }
    let mut found = Vec::new();
    for (names, side) in [(above, translate("above 1")), (below, translate("below 1"))] {
        if !names.is_empty() {
            found.push(tr!(
                "{names} {side}",
                names = super::findings::list(&names),
                side
            ));
        }
    }
    let (one, other) = if found.is_empty() {
        (translate("one "), "")
    } else {
        (translate("other "), translate("other "))
    };
    let rest = match rest {
        0 => None,
        1 => Some(tr!("the interval of its {one}ratio includes 1", one)),
        more => Some(tr!(
            "the intervals of its {} {other}ratios include 1",
            number::count(more as u64, locale),
            other
        )),
    };
    let name = name(review);
    match (found.is_empty(), rest) {
        (false, None) => tr!("{name} printed {}.", found.join(translate(" and ")), name),
        (false, Some(rest)) => tr!(
            "{name} printed {}; {rest}.",
            found.join(translate(" and ")),
            name,
            rest
        ),
        (true, Some(rest)) => tr!("{name}: {rest}.", name, rest),
        (true, None) => String::new(),
    }
}
