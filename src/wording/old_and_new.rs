//! Old results and new ones of the same outcomes side by side, as a table and a figure show them alike: what other reviews
//! published beside ours, or a frozen version beside the present.

use super::effects::Written;
use super::names::{self, Length};
use super::subject::Subject;
use super::versions::{self, Comparison, Shown};
use super::{Locale, Text, earlier, number, tr, translate, undefined};
use crate::analysis::{AnsweredOutcome, IntervalEstimate};
use crate::data::{EarlierResult, EarlierReview, Measure, Review};

/// What the figure is called.
pub const FIGURE_NAME: Text = Text("old and new");
/// Makes a file of the figure.
pub const FIGURE: Text = Text("Figure…");
/// The head of what a result is of.
pub const SOURCE: Text = Text("Result of");
/// The head of the measures.
pub const MEASURE: Text = Text("Measure");
/// Said of an empty figure.
pub const NONE: Text = Text("No outcome has an old and a new result.");
/// Said where a result is no ratio.
const NOT_ON_AXIS: Text =
    Text("Results that are no ratios, or have no interval that can be right, are not on the axis.");
/// What the marks are.
const MARKS: Text = Text(
    "Squares: this review as it is now. Hollow diamonds: results as they were printed or frozen, not recomputed.",
);

/// A result of an outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct Result {
    /// Of which review or version.
    pub source: String,
    /// "12 of 20"; empty where that is not known.
    pub trials: String,
    /// "RR"; empty where there is no effect.
    pub measure: String,
    /// Estimate, lower and upper limit as text; or words in their place.
    pub effect: std::result::Result<[String; 3], String>,
    /// Estimate and limits on the log scale, where it is a ratio that can be drawn.
    pub log: Option<(f64, Option<[f64; 2]>)>,
    /// Whether it is the present one of this review.
    pub is_now: bool,
}

/// An outcome with its results, the oldest first, ours last.
#[derive(Clone, Debug, PartialEq)]
pub struct Compared {
    /// What it is called.
    pub name: String,
    /// Its results.
    pub results: Vec<Result>,
}

/// Old and new results.
#[derive(Clone, Debug, PartialEq)]
pub struct OldAndNew {
    /// What they are called together.
    pub title: String,
    /// The outcomes, in the order of the panel.
    pub outcomes: Vec<Compared>,
    /// What stands beneath.
    pub notes: Vec<String>,
}

/// What other reviews published beside ours, of every outcome of which one printed a result.
#[must_use]
pub fn of_earlier(review: &Review, answers: &[AnsweredOutcome<'_>], locale: Locale) -> OldAndNew {
    let mut faults = Vec::new();
    let mut outcomes = Vec::new();
    for answer in answers {
        let mut results = Vec::new();
        for review in &review.earlier {
            let of_outcome = |result: &&EarlierResult| result.outcome == Some(answer.outcome.id);
            let Some(result) = review.results.iter().find(of_outcome) else {
                continue;
            };
            for fault in result.faults() {
                faults.push(tr!(
                    "{}, {}: {}",
                    earlier::name(review),
                    names::outcome_inside(&result.wording),
                    earlier::fault(fault)
                ));
            }
            results.push(printed(review, result, locale));
        }
        if results.is_empty() {
            continue;
        }
        results.push(ours(review, answer, locale));
        outcomes.push(Compared {
            name: answer.outcome.name.clone(),
            results,
        });
    }
    with_notes(
        title_of(&review.title, earlier::OLD_AND_NEW.text()),
        outcomes,
        faults,
    )
}

/// A frozen version beside the present.
#[must_use]
pub fn of_versions(title: &str, comparison: &Comparison, locale: Locale) -> OldAndNew {
    let outcomes = comparison.lines.iter().map(|line| {
        let then = line
            .then
            .as_ref()
            .map(|then| shown(&comparison.version, then, false, locale));
        let now = line
            .now
            .as_ref()
            .map(|now| shown(versions::NOW.text(), now, true, locale));
        Compared {
            name: line.name.clone(),
            results: then.into_iter().chain(now).collect(),
        }
    });
    with_notes(
        title_of(title, versions::TITLE.text()),
        outcomes.collect(),
        comparison.summary.clone(),
    )
}

fn title_of(review: &str, what: &str) -> String {
    match review.trim() {
        "" => what.to_owned(),
        title => tr!("{title}: {}", names::outcome_inside(what), title),
    }
}

fn with_notes(title: String, outcomes: Vec<Compared>, further: Vec<String>) -> OldAndNew {
    let mut results = outcomes.iter().flat_map(|outcome| &outcome.results);
    let is_off_axis = results.any(|result| result.log.is_none() && result.effect.is_ok());
    let mut notes = if outcomes.is_empty() {
        vec![NONE.to_owned()]
    } else {
        vec![MARKS.to_owned()]
    };
    notes.extend(is_off_axis.then(|| NOT_ON_AXIS.to_owned()));
    notes.extend(further);
    OldAndNew {
        title,
        outcomes,
        notes,
    }
}

fn printed(review: &EarlierReview, result: &EarlierResult, locale: Locale) -> Result {
    let is_ratio = result.known_measure().is_some_and(Measure::is_ratio);
    let write = |value: f64| {
        if is_ratio {
            number::ratio(value, locale)
        } else {
            number::fixed(value, 2, locale)
        }
    };
    let numbers = result
        .estimate
        .value()
        .zip(result.lower.value().zip(result.upper.value()));
    Result {
        source: earlier::name(review),
        trials: counts(result, locale),
        measure: result.measure.clone(),
        effect: numbers.map_or_else(
            || Err(without_limits(result, locale)),
            |(estimate, (lower, upper))| Ok([estimate, lower, upper].map(write)),
        ),
        log: result.log_ratio(),
        is_now: false,
    }
}

/// What stands in the place of an interval that was not printed.
fn without_limits(result: &EarlierResult, locale: Locale) -> String {
    match earlier::estimate(result, locale).as_str() {
        "" => translate("not printed").to_owned(),
        estimate => tr!("{estimate}, {}", earlier::limits(result, locale), estimate),
    }
}

fn counts(result: &EarlierResult, locale: Locale) -> String {
    let count = |value: u64| number::count(value, locale);
    match (result.trials.value(), result.included.value()) {
        (Some(trials), Some(included)) => tr!("{} of {}", count(trials), count(included)),
        (Some(trials), None) => count(trials),
        (None, Some(_) | None) => String::new(),
    }
}

fn ours(review: &Review, answer: &AnsweredOutcome<'_>, locale: Locale) -> Result {
    let measure = answer.response.measure();
    let interval = answer
        .response
        .pooled
        .as_ref()
        .map(|pooled| pooled.interval)
        .map_err(|why| *why);
    let pooled = number::count(answer.prepared.pooled() as u64, locale);
    let included = number::count(answer.prepared.included as u64, locale);
    Result {
        source: earlier::OURS.to_owned(),
        trials: tr!("{pooled} of {included}", pooled, included),
        measure: names::measure(measure, Length::Short).to_owned(),
        effect: interval.map_or_else(
            |why| {
                let subject = Subject::of(review, answer.outcome, answer.prepared, locale);
                Err(undefined::short_of(why, measure, &subject))
            },
            |interval| Ok(texts(measure, &interval, locale)),
        ),
        log: interval
            .ok()
            .filter(|_| measure.is_ratio())
            .map(|interval| (interval.estimate, Some([interval.lower, interval.upper]))),
        is_now: true,
    }
}

fn shown(source: &str, shown: &Shown, is_now: bool, locale: Locale) -> Result {
    let measure = shown.plan.measure;
    Result {
        source: source.to_owned(),
        trials: shown.trials_text(locale),
        measure: names::measure(measure, Length::Short).to_owned(),
        effect: match (&shown.effect, &shown.interval) {
            (Ok(_), Some(interval)) => Ok(texts(measure, interval, locale)),
            (Ok([estimate, limits]), None) => Err(tr!("{estimate} ({limits})", estimate, limits)),
            (Err(why), _) => Err(why.clone()),
        },
        log: shown
            .interval
            .filter(|_| measure.is_ratio())
            .map(|interval| (interval.estimate, Some([interval.lower, interval.upper]))),
        is_now,
    }
}

fn texts(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> [String; 3] {
    let written = Written::of(measure, interval, locale);
    let [lower, upper] = written.pair(interval.lower, interval.upper);
    [
        written.with_unusual_unit(written.bare(interval.estimate)),
        lower,
        upper,
    ]
}
