//! What is said of an outcome: numbers first, then what they allow and what they leave open.
//!
//! The words are chosen with care: an outcome is "reported more often", never "caused"; an interval "includes no
//! difference", which never becomes a finding of no difference; and a benefit in a safety outcome carries its caution.

use super::effects::Written;
use super::subject::Subject;
use super::{confidence, effects, exclusions, names, number, undefined};
use crate::analysis::{ExactBound, IntervalEstimate, Pooled, Response, Totals, Undefined};
use crate::data::{ConfidenceLevel, Measure, Note, OutcomeKind};

/// The sentence over the figure: "Deaths were reported less often with MSC: 143 of 720 against 153 of 642 (risk ratio
/// 0.82, 95% CI 0.68 to 1.00; 24 of 40 trials). The interval just reaches no difference."
#[must_use]
pub fn outcome(response: &Response, subject: &Subject<'_>) -> String {
    let mut sentences = Vec::new();
    match (&response.pooled, &response.totals) {
        (Ok(pooled), Some(totals)) => {
            sentences.push(compared(response.measure(), pooled, totals, subject));
            sentences.extend(reversed(response));
            sentences.extend(reading(response, pooled, subject));
        }
        (Ok(pooled), None) if response.proportion.is_some() => {
            sentences.extend(in_one_arm(response, pooled, subject));
        }
        (Ok(pooled), None) => {
            sentences.push(estimated(response.measure(), pooled, subject));
            sentences.extend(reading(response, pooled, subject));
        }
        (Err(reason), totals) => sentences.extend(not_pooled(*reason, totals.as_ref(), subject)),
    }
    sentences.extend(hidden(&response.ruled_out.zero_bounds, subject));
    sentences.extend(unusable(subject));
    sentences.join(" ")
}

/// "143 of 720 against 153 of 642", in the short form of the safety profile: "143/720 v 153/642".
#[must_use]
pub fn counts_line(totals: &Totals, subject: &Subject<'_>) -> String {
    let count = |value| number::count(value, subject.locale);
    format!(
        "{}/{} v {}/{}",
        count(totals.experimental_events),
        count(totals.experimental_total),
        count(totals.control_events),
        count(totals.control_total)
    )
}

/// What the safety profile says beside an outcome's mark.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProfileLine {
    /// "143/720 v 153/642", where trials report counts.
    pub counts: Option<String>,
    /// "24 of 40 trials".
    pub trials: String,
    /// The estimate ("0.82"), or why there is none ("no ratio: control 0").
    pub estimate: Result<String, String>,
    /// Its interval ("0.68–1.00"); empty where there is none.
    pub interval: String,
}

/// The line of an outcome in the safety profile.
#[must_use]
pub fn profile_line(response: &Response, subject: &Subject<'_>) -> ProfileLine {
    let measure = response.measure();
    let (estimate, interval) = match &response.pooled {
        Ok(pooled) => {
            let written = Written::of(measure, &pooled.interval, subject.locale);
            (
                Ok(written.effect(pooled.interval.estimate)),
                written.limits_short(&pooled.interval),
            )
        }
        Err(reason) => (
            Err(undefined::short_of(*reason, measure, subject)),
            String::new(),
        ),
    };
    let totals = response.totals.as_ref().filter(|totals| totals.trials > 0);
    ProfileLine {
        counts: totals.map(|totals| counts_line(totals, subject)),
        trials: subject.reporting_short(),
        estimate,
        interval,
    }
}

/// Events out of people on both sides, in words.
fn counts_in_words(totals: &Totals, subject: &Subject<'_>) -> String {
    let count = |value| number::count(value, subject.locale);
    format!(
        "{} of {} against {} of {}",
        count(totals.experimental_events),
        count(totals.experimental_total),
        count(totals.control_events),
        count(totals.control_total)
    )
}

fn compared(measure: Measure, pooled: &Pooled, totals: &Totals, subject: &Subject<'_>) -> String {
    let often = how_often(&direction(measure, &pooled.interval, subject));
    format!(
        "{} {} reported {often} {}: {} ({}).",
        subject.outcome,
        subject.was(),
        subject.experimental,
        counts_in_words(totals, subject),
        effect_in_words(measure, &pooled.interval, subject)
    )
}

fn estimated(measure: Measure, pooled: &Pooled, subject: &Subject<'_>) -> String {
    let direction = direction(measure, &pooled.interval, subject);
    let effect = effect_in_words(measure, &pooled.interval, subject);
    if counts_events(measure) {
        return format!(
            "{} {} reported {} {} ({effect}).",
            subject.outcome,
            subject.was(),
            how_often(&direction),
            subject.experimental,
        );
    }
    let higher = match direction {
        Direction::More => "was higher with",
        Direction::Less => "was lower with",
        Direction::Level => "was about the same with and without",
    };
    format!(
        "{}: the pooled estimate {higher} {} ({effect}).",
        subject.outcome, subject.experimental,
    )
}

/// "Fever was reported in 12.3% of people with MSC (95% CI 8.1% to 18.2%; 24 of 40 trials: 143 of 1,162)."
fn in_one_arm(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> Option<String> {
    let proportion = response.proportion.as_ref()?;
    let (share, lower, upper) = proportion.share?;
    let percent = |share| number::percent(share, subject.locale);
    let count = |people| number::count(people, subject.locale);
    let warning = if pooled.converged {
        ""
    } else {
        " The fit stopped before it met its tolerance: do not rely on this estimate."
    };
    Some(format!(
        "{} {} reported in {} of people with {} ({} {} to {}; {}: {} of {}).{warning}",
        subject.outcome,
        subject.was(),
        percent(share),
        subject.experimental,
        confidence::short(subject.level),
        percent(lower),
        percent(upper),
        subject.reporting(),
        count(proportion.events),
        count(proportion.total)
    ))
}

/// The counts stand beside the estimate in one sentence; where they point the other way this must not pass unsaid.
fn reversed(response: &Response) -> Option<String> {
    let reversed = response
        .notes
        .iter()
        .any(|note| matches!(note, Note::CrudeReversed { .. }));
    reversed.then(|| {
        "The counts added up point the other way (Simpson’s paradox); the estimate compares people within their trial."
            .to_owned()
    })
}

/// "risk ratio 0.82, 95% CI 0.68 to 1.00; 24 of 40 trials".
fn effect_in_words(measure: Measure, interval: &IntervalEstimate, subject: &Subject<'_>) -> String {
    let written = Written::of(measure, interval, subject.locale);
    format!(
        "{} {}, {} {}; {}",
        names::measure_inside(measure),
        written.effect(interval.estimate),
        confidence::short(subject.level),
        written.interval(interval),
        subject.reporting()
    )
}

/// On which side of no difference an estimate reads.
enum Direction {
    More,
    Less,
    Level,
}

/// The side as printed: an estimate that reads like no difference is on neither side.
fn direction(measure: Measure, interval: &IntervalEstimate, subject: &Subject<'_>) -> Direction {
    let written = Written::of(measure, interval, subject.locale);
    if reads_as_no_difference(written, interval.estimate) {
        Direction::Level
    } else if interval.estimate > 0.0 {
        Direction::More
    } else {
        Direction::Less
    }
}

fn how_often(direction: &Direction) -> &'static str {
    match direction {
        Direction::More => "more often with",
        Direction::Less => "less often with",
        Direction::Level => "about as often with and without",
    }
}

fn reads_as_no_difference(written: Written, value: f64) -> bool {
    written.bare(value) == written.bare(0.0)
}

fn counts_events(measure: Measure) -> bool {
    matches!(
        measure.kind(),
        OutcomeKind::Counts | OutcomeKind::PersonTime
    )
}

/// What the interval says about no difference.
fn reading(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> Vec<String> {
    let measure = response.measure();
    let IntervalEstimate { lower, upper, .. } = pooled.interval;
    let excludes = lower > 0.0 || upper < 0.0;
    let written = Written::of(measure, &pooled.interval, subject.locale);
    let touches = reads_as_no_difference(written, lower) || reads_as_no_difference(written, upper);
    let mut sentences = vec![match (excludes, touches) {
        (true, true) => "The interval just excludes no difference.".to_owned(),
        (false, true) => "The interval just reaches no difference.".to_owned(),
        (true, false) => "The interval excludes no difference.".to_owned(),
        (false, false) if !counts_events(measure) => format!(
            "The interval includes no difference: lower and higher values with {} are both compatible with these data.",
            subject.experimental
        ),
        (false, false) => format!(
            "The interval includes no difference: fewer and more events with {} are both compatible with these data.",
            subject.experimental
        ),
    }];
    if excludes {
        sentences.extend(absolute(response, subject));
        let is_benefit = (pooled.interval.estimate < 0.0) == subject.more_is_worse;
        if is_benefit {
            sentences.push(
                "A benefit seen in a safety outcome calls for caution: it may be chance or selective reporting."
                    .to_owned(),
            );
        }
    }
    if !pooled.converged {
        sentences.push(
            "The fit stopped before it met its tolerance: do not rely on this estimate.".to_owned(),
        );
    }
    sentences
}

/// "That is about 42 fewer per 1,000 (76 to 0.5 fewer)."
fn absolute(response: &Response, subject: &Subject<'_>) -> Option<String> {
    let difference = &response.absolute.as_ref()?.difference;
    let people = effects::people_for(difference);
    Some(format!(
        "That is about {} {} ({}).",
        effects::fewer_or_more(difference.estimate, people, subject.locale),
        effects::per(people, subject.locale),
        effects::fewer_to_more(difference, people, subject.locale)
    ))
}

fn not_pooled(reason: Undefined, totals: Option<&Totals>, subject: &Subject<'_>) -> Vec<String> {
    match (reason, totals) {
        (Undefined::NoTrials, _) if !subject.excluded.is_empty() => {
            exclusions::nothing_left(subject).into_iter().collect()
        }
        (Undefined::NoTrials, _) if subject.included == 0 => vec![format!(
            "There is no trial yet that could report {}.",
            subject.outcome_inside()
        )],
        (Undefined::NoTrials, _) => vec![format!(
            "None of {} reports {}. Not reported is not zero: it may have happened.",
            super::subject::trials(subject.included, subject.locale),
            subject.outcome_inside()
        )],
        (Undefined::NoEvents, Some(totals)) => vec![
            format!(
                "{} {} not seen in {}: {}.",
                subject.outcome,
                subject.was(),
                subject.pooled(),
                counts_in_words(totals, subject)
            ),
            not_seen(subject),
        ],
        (Undefined::ArmWithoutEvent { .. }, Some(totals)) => vec![
            format!(
                "{} {} reported in {} of {} with {} and in {} of {} with {} ({}).",
                subject.outcome,
                subject.was(),
                number::count(totals.experimental_events, subject.locale),
                number::count(totals.experimental_total, subject.locale),
                subject.experimental,
                number::count(totals.control_events, subject.locale),
                number::count(totals.control_total, subject.locale),
                subject.control,
                subject.reporting()
            ),
            undefined::sentence(reason, subject),
        ],
        (reason, Some(totals)) if totals.trials > 0 => vec![
            format!(
                "{}: {} ({}).",
                subject.outcome,
                counts_in_words(totals, subject),
                subject.reporting()
            ),
            undefined::sentence(reason, subject),
        ],
        (reason, _) => vec![undefined::sentence(reason, subject)],
    }
}

/// What trials without an event leave open, those among it that the reviewers left out.
fn not_seen(subject: &Subject<'_>) -> String {
    let caution = "That does not show that there is no risk.".to_owned();
    match exclusions::counted(&subject.excluded, subject.locale) {
        Some(_) => format!("{caution} {}.", subject.reporting()),
        None => caution,
    }
}

/// What could still be hidden behind an arm without events (Hanley and Lippman-Hand 1983).
fn hidden(bounds: &[ExactBound], subject: &Subject<'_>) -> Vec<String> {
    let mut sentences: Vec<String> = bounds
        .iter()
        .map(|bound| {
            let people = number::count(bound.total, subject.locale);
            let by_rule = match subject.level {
                ConfidenceLevel::NinetyFive => format!(
                    "; by the rule of three 3/{people}, {}",
                    number::percent(bound.rule_of_three.min(1.0), subject.locale)
                ),
                // The rule is one of 95%.
                ConfidenceLevel::Ninety | ConfidenceLevel::NinetyNine => String::new(),
            };
            format!(
                "No event among {people} with {} leaves room for a risk of up to {} (exact one-sided {} bound{by_rule}).",
                subject.side(bound.experimental),
                number::percent(bound.exact, subject.locale),
                confidence::percent(subject.level)
            )
        })
        .collect();
    if !sentences.is_empty() {
        sentences.push("A bound on one arm is not a bound on the difference.".to_owned());
    }
    sentences
}

fn unusable(subject: &Subject<'_>) -> Option<String> {
    match subject.unusable {
        0 => None,
        1 => Some("One more trial reported it with numbers that cannot be pooled yet.".to_owned()),
        several => Some(format!(
            "{} more trials reported it with numbers that cannot be pooled yet.",
            number::count(several as u64, subject.locale)
        )),
    }
}
