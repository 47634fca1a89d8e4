//! What is said of how few events turn a result.

use super::effects::Written;
use super::names::{self, Length};
use super::number;
use super::subject::Subject;
use super::{Locale, Text, tr, translate};
use crate::analysis::{Fragility, FragilityEnd, FragilityStep, NoFragility};
use crate::data::Plan;

/// What the section is called.
pub const FRAGILITY: Text = Text("Fragility: how few events turn the result");
/// Where the procedure is described.
pub const FOUND_GREEDILY: Text = Text(
    "One person after the other is taken to have had the event, or not, in whichever arm of whichever trial moves the limit nearest to no difference furthest, by the outcome’s own method; fewer people may do (Atal, Porcher, Boutron and Ravaud 2019, Journal of Clinical Epidemiology 111:32). How likely such people are, the number does not say.",
);
/// The heads of the table of steps.
pub const STEP: Text = Text("People");
/// The head of the changes.
pub const CHANGE: Text = Text("Change");
/// What the file of the table is called beside the title of the review.
pub const FILE: &str = "fragility";
/// While the worker is at it.
pub const COMPUTING: Text = Text("Searching…");
/// Ends it.
pub const STOP: Text = Text("Stop");
/// What is said once it was stopped.
pub const STOPPED: Text = Text("Stopped.");
/// Begins it anew.
pub const AGAIN: Text = Text("Search again");
/// Opens the steps.
pub const STEPS: Text = Text("The steps");

/// Why there is no search.
#[must_use]
pub fn no_fragility(why: NoFragility) -> &'static str {
    match why {
        NoFragility::NotCounts => translate(
            "Not available: it moves people with the event, and this outcome does not count people.",
        ),
        NoFragility::LongMethod => translate(
            "Not available by this method: each of its fits takes too long for the hundreds that a search needs.",
        ),
        NoFragility::NoPool => {
            translate("Not available: there is no pooled result that could turn.")
        }
    }
}

/// What one step changes: "1 event more with MSC".
#[must_use]
pub fn change(step: &FragilityStep, subject: &Subject<'_>) -> String {
    events(1, step.more, side(step, subject), subject.locale)
}

/// The side of a step as it stands within a sentence.
fn side<'a>(step: &FragilityStep, subject: &'a Subject<'_>) -> &'a str {
    if step.is_experimental {
        subject.experimental
    } else {
        &subject.control
    }
}

fn events(count: usize, more: bool, side: &str, locale: Locale) -> String {
    let noun = if count == 1 {
        translate("event")
    } else {
        translate("events")
    };
    let more = if more {
        translate("more")
    } else {
        translate("fewer")
    };
    tr!(
        "{} {noun} {more} with {side}",
        number::count(count as u64, locale),
        noun,
        more,
        side
    )
}

/// At most how many people turn the result, which they are, and what the interval is then.
#[must_use]
pub fn sentence(found: &Fragility, plan: Plan, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let many = found.steps.len();
    let people = if many == 1 {
        translate("1 person").to_owned()
    } else {
        tr!("{} people", number::count(many as u64, locale))
    };
    let turn = if found.excludes {
        translate("turns the interval from excluding no difference to including it")
    } else {
        translate("turns the interval from including no difference to excluding it")
    };
    let measure = names::measure_inside(plan.measure);
    let then = found.steps.last().map(|last| {
        let written = Written::of(plan.measure, &last.interval, locale);
        let [lower, upper] = written.pair(last.interval.lower, last.interval.upper);
        let estimate = written.effect(last.interval.estimate);
        tr!(
            "The {measure} is then {estimate} ({lower} to {upper}).",
            measure,
            estimate,
            lower,
            upper
        )
    });
    let events = number::count(found.events, locale);
    let of_events = if found.events == 1 {
        translate("1 event is reported in all").to_owned()
    } else {
        tr!("{events} events are reported in all", events)
    };
    match (found.end, then) {
        (FragilityEnd::Turned, Some(then)) => tr!(
            "A change of at most {people} {turn}: {}. {then} {of_events}.",
            grouped(found, subject),
            people,
            turn,
            then,
            of_events
        ),
        (FragilityEnd::Stuck, Some(then)) => tr!(
            "No number of people was found whose change {turn}: after {people} no further one moves it. {then}",
            turn,
            people,
            then
        ),
        (FragilityEnd::GivenUp, Some(then)) => tr!(
            "It takes more than {people}, where the search ended, until a change {turn}. {then} {of_events}.",
            people,
            turn,
            then,
            of_events
        ),
        (FragilityEnd::Stuck | FragilityEnd::Turned, None) => {
            tr!("No person was found whose change {turn}.", turn)
        }
        (FragilityEnd::GivenUp, None) => {
            translate("There are too many trials for a search of so many pools.").to_owned()
        }
    }
}

/// The changes, alike ones together, in the order in which they were first found.
fn grouped(found: &Fragility, subject: &Subject<'_>) -> String {
    /// More groups than this are counted.
    const MOST: usize = 6;
    let mut groups: Vec<(&FragilityStep, usize)> = Vec::new();
    for step in &found.steps {
        let alike = |known: &&mut (&FragilityStep, usize)| {
            let known = known.0;
            (known.row, known.is_experimental, known.more)
                == (step.row, step.is_experimental, step.more)
        };
        match groups.iter_mut().find(alike) {
            Some((_, count)) => *count += 1,
            None => groups.push((step, 1)),
        }
    }
    let beyond = groups.len().saturating_sub(MOST);
    let mut said: Vec<String> = groups
        .iter()
        .take(MOST)
        .map(|(step, count)| {
            let trial = names::trial(subject.trial(step.row));
            let side = side(step, subject);
            let events = events(*count, step.more, side, subject.locale);
            tr!("{events} in {trial}", events, trial)
        })
        .collect();
    if beyond > 0 {
        said.push(tr!(
            "and {} more",
            number::count(beyond as u64, subject.locale)
        ));
    }
    said.join(translate("; "))
}

/// The head of the effects.
#[must_use]
pub fn effect_head(plan: Plan) -> &'static str {
    names::measure(plan.measure, Length::Full)
}
