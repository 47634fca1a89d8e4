//! What is said of an outcome with a hypothetical trial more.

use super::effects::Written;
use super::names;
use super::subject::Subject;
use super::{Locale, Text, confidence, number, sentences, tr, translate, undefined};
use crate::analysis::{
    Conclusion, Excluding, LARGEST_ARM, MOST_TRIED, NextTrial, NoNextTrial, Response, Run,
};
use crate::data::ConfidenceLevel;

/// What the section is called.
pub const NEXT_TRIAL: Text = Text("What if: a hypothetical next trial");
/// That nothing of it is data.
pub const NOT_DATA: Text = Text(
    "The trial is hypothetical: it is not saved with the review, and leaves the page when you do.",
);
/// The label of the people of each arm.
pub const PEOPLE: Text = Text("People in each arm");
/// Opens the table.
pub const AS_TABLE: Text = Text("As a table");
/// What the file of the table is called beside the title of the review.
pub const FILE: &str = "hypothetical-trial";
/// The legend of the figure.
pub const IN_ANOTHER_COLOUR: Text =
    Text("Hypothetical trial: in another colour, the last row. The pooled estimate includes it.");
/// What stands before the title of the figure.
pub const HYPOTHETICAL_TITLE: Text = Text("Hypothetical");
/// The head over what would change the conclusion.
pub const CHANGING: Text = Text("What would change the conclusion");
/// The row of the pool as it is.
pub const AS_REPORTED: Text = Text("As reported");
/// The row of the pool with the trial.
pub const WITH_IT: Text = Text("With the hypothetical trial");

/// The label of the events of one side.
#[must_use]
pub fn events_label(side: &str) -> String {
    tr!("Events with {side}", side)
}

/// Why there is no hypothetical trial.
#[must_use]
pub fn no_next_trial(why: NoNextTrial) -> &'static str {
    match why {
        NoNextTrial::NotCounts => translate(
            "Not available: it takes people with the event, and this outcome does not count people.",
        ),
        NoNextTrial::LongMethod => translate(
            "Not available by this method: its fits take too long to follow while you type.",
        ),
        NoNextTrial::Impossible => {
            translate("Each arm needs people, and no more events than people.")
        }
    }
}

/// What would be found with the trial, and what is found without it.
#[must_use]
pub fn sentence(found: &NextTrial, before: &Response, subject: &Subject<'_>) -> String {
    let after = sentences::outcome(&found.response, subject);
    let now = effect(before, subject);
    tr!(
        "Hypothetical, with one trial more: {after} Without that trial: {now}.",
        after,
        now
    )
}

/// The pooled effect in a few words, or why there is none.
#[must_use]
pub fn effect(response: &Response, subject: &Subject<'_>) -> String {
    match &response.pooled {
        Ok(pooled) => {
            let written = Written::of(response.measure(), &pooled.interval, subject.locale);
            tr!(
                "{} {} ({} {})",
                names::measure_inside(response.measure()),
                written.effect(pooled.interval.estimate),
                confidence::short(response.level),
                written.interval(&pooled.interval)
            )
        }
        Err(reason) => undefined::short_of(*reason, response.measure(), subject),
    }
}

/// Whether the margin of concern would be ruled out with the trial.
#[must_use]
pub fn ruled_out(found: &NextTrial, subject: &Subject<'_>) -> Option<String> {
    let (margin, is_stated) = found.margin;
    let pooled = found.response.pooled.as_ref().ok()?;
    if !found.response.measure().is_ratio() {
        return None;
    }
    let locale = subject.locale;
    let (limit, [beyond, until], excludes) = if margin > 1.0 {
        let upper = pooled.interval.upper;
        (
            upper,
            [translate("above"), translate("up to")],
            upper < libm::log(margin),
        )
    } else {
        let lower = pooled.interval.lower;
        (
            lower,
            [translate("below"), translate("down to")],
            lower > libm::log(margin),
        )
    };
    let measure = names::measure_inside(found.response.measure());
    let written = Written::of(found.response.measure(), &pooled.interval, locale);
    let margin = format!(
        "{}{}",
        margin_name(is_stated),
        number::ratio(margin, locale)
    );
    Some(if excludes {
        tr!(
            "With it a {measure} {beyond} {} would be ruled out, {margin} among them.",
            written.effect(limit),
            measure,
            beyond,
            margin
        )
    } else {
        tr!(
            "With it a {measure} {until} {} would still be possible: {margin} would not be ruled out.",
            written.effect(limit),
            measure,
            until,
            margin
        )
    })
}

fn margin_name(is_stated: bool) -> &'static str {
    if is_stated {
        translate("the margin of ")
    } else {
        translate("the usual margin of ")
    }
}

fn interval_says(conclusion: Conclusion, level: ConfidenceLevel) -> String {
    let interval = confidence::interval(level);
    match conclusion {
        Conclusion::Below => tr!("the {interval} lies below no difference", interval),
        Conclusion::Includes => tr!("the {interval} includes no difference", interval),
        Conclusion::Above => tr!("the {interval} lies above no difference", interval),
        Conclusion::NoInterval => translate("there is no interval").to_owned(),
    }
}

/// What is concluded for every number of events in the experimental arm.
#[must_use]
pub fn by_events(
    found: &NextTrial,
    runs: Option<&[Run<Conclusion>]>,
    subject: &Subject<'_>,
) -> String {
    /// More runs than this are not told one by one.
    const MOST: usize = 5;
    let locale = subject.locale;
    let count = |count| number::count(count, locale);
    let level = found.response.level;
    let now = interval_says(found.without, level);
    let Some(runs) = runs else {
        return tr!(
            "Every number of events is tried in arms of up to {} people. Without the trial {now}.",
            count(MOST_TRIED),
            now
        );
    };
    let arm = tr!(
        "Without the trial {now}. With {} of {} events in the control arm",
        count(found.table.control_events),
        count(found.table.control_total),
        now
    );
    let with = subject.experimental;
    if let [run] = runs {
        return tr!(
            "{arm} and any number with {with}, {}.",
            interval_says(run.comes_to, level),
            arm,
            with
        );
    }
    let told: Vec<String> = runs
        .iter()
        .take(MOST)
        .map(|run| {
            let says = interval_says(run.comes_to, level);
            let events = if run.from == run.to {
                count(run.from)
            } else {
                tr!("{} to {}", count(run.from), count(run.to))
            };
            tr!("at {events} with {with}, {says}", events, with, says)
        })
        .collect();
    let more = if runs.len() > MOST {
        translate("; beyond those it changes further")
    } else {
        ""
    };
    tr!("{arm}: {}{more}.", told.join(translate("; ")), arm, more)
}

/// How large a trial without a difference would exclude the margin.
#[must_use]
pub fn excluding(
    found: Excluding,
    (margin, is_stated): (f64, bool),
    risk: Option<f64>,
    locale: Locale,
) -> Option<String> {
    let margin = format!(
        "{}{}",
        margin_name(is_stated),
        number::ratio(margin, locale)
    );
    let risk = risk.map_or_else(String::new, |risk| {
        tr!(" ({} in both arms)", number::percent(risk, locale))
    });
    Some(match found {
        Excluding::Unknown => return None,
        Excluding::Already => tr!("The interval excludes {margin} already.", margin),
        Excluding::People(people) => tr!(
            "One trial that finds no difference{risk} would exclude {margin} with about {} people in each arm.",
            number::count(people, locale),
            risk,
            margin
        ),
        Excluding::Never => tr!(
            "No single trial without a difference{risk}, however large, was found to exclude {margin}: up to {} people in each arm were tried.",
            number::count(LARGEST_ARM, locale),
            risk,
            margin
        ),
    })
}

/// What the table is called.
#[must_use]
pub fn table_name(outcome: &str) -> String {
    tr!("{outcome}: hypothetical next trial", outcome)
}
