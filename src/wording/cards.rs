//! The three cards under the figure answer a reader's three questions: how many people, what could still be hidden, and
//! would another method agree.

use super::effects::Written;
use super::names::{self, Length};
use super::subject::Subject;
use super::{confidence, effects, number, undefined};
use crate::analysis::{BaselineSource, ExactBound, MethodResult, Pooled, Response};
use crate::data::{Measure, OutcomeKind};

/// A short answer with what belongs to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Card {
    /// The question: "Per 1,000 people".
    pub title: String,
    /// The answer: "42 fewer".
    pub answer: String,
    /// Its interval or what else stands beside the answer; empty where nothing does.
    pub beside: String,
    /// What a reader must know about the answer.
    pub detail: String,
}

/// What stands where an answer does not exist.
const NO_ANSWER: &str = "—";

/// The three cards in their order.
#[must_use]
pub fn all(response: &Response, subject: &Subject<'_>) -> [Card; 3] {
    [
        per_people(response, subject),
        ruled_out(response, subject),
        other_methods(response, subject),
    ]
}

/// How many more or fewer people, of 1,000.
#[must_use]
pub fn per_people(response: &Response, subject: &Subject<'_>) -> Card {
    let locale = subject.locale;
    if let Some(card) = of_one_arm(response, subject) {
        return card;
    }
    let Some(absolute) = &response.absolute else {
        return Card {
            title: format!("Per {} people", number::count(1_000, locale)),
            answer: NO_ANSWER.to_owned(),
            beside: String::new(),
            detail: match &response.pooled {
                Ok(_) => "Needs events out of people, which these trials do not report.".to_owned(),
                Err(reason) => undefined::sentence(*reason, subject),
            },
        };
    };
    let people = effects::people_for(&absolute.difference);
    let source = match absolute.baseline_source {
        BaselineSource::PooledControlRisk => "the pooled control risk",
        BaselineSource::MedianControlRisk => "the median control risk",
    };
    Card {
        title: format!("Per {} people", number::count(u64::from(people), locale)),
        answer: effects::fewer_or_more(absolute.difference.estimate, people, locale),
        beside: format!(
            "({})",
            effects::fewer_to_more(&absolute.difference, people, locale)
        ),
        detail: format!(
            "from {} {}, {source}; how uncertain that risk is does not enter the interval.",
            number::difference_per(absolute.baseline, people, locale),
            effects::per(people, locale)
        ),
    }
}

/// How many of 1,000 people, where nothing is compared.
fn of_one_arm(response: &Response, subject: &Subject<'_>) -> Option<Card> {
    let locale = subject.locale;
    let proportion = response.proportion.as_ref()?;
    let (share, lower, upper) = proportion.share?;
    let of_thousand = |share| number::difference_per(share, 1_000, locale);
    let count = |people| number::count(people, locale);
    Some(Card {
        title: format!("Per {} people", count(1_000)),
        answer: of_thousand(share),
        beside: format!("({} to {})", of_thousand(lower), of_thousand(upper)),
        detail: format!(
            "All {}trials together: {} of {}.",
            subject.pooled_word(),
            count(proportion.events),
            count(proportion.total)
        ),
    })
}

/// The largest harm that the interval still holds.
#[must_use]
pub fn ruled_out(response: &Response, subject: &Subject<'_>) -> Card {
    let title = "What this can rule out".to_owned();
    match &response.pooled {
        Ok(pooled) => Card {
            title,
            answer: excluded(response, pooled, subject),
            beside: confidence::with_confidence(subject.level),
            detail: left_open(response, subject),
        },
        Err(reason) => {
            let experimental = response
                .ruled_out
                .zero_bounds
                .iter()
                .find(|bound| bound.experimental);
            Card {
                title,
                answer: experimental.map_or_else(
                    || NO_ANSWER.to_owned(),
                    |bound| {
                        format!(
                            "Risks above {} with {}",
                            number::percent(bound.exact, subject.locale),
                            subject.experimental
                        )
                    },
                ),
                beside: experimental
                    .map_or_else(String::new, |_| confidence::with_confidence(subject.level)),
                detail: bounds_in_words(*reason, &response.ruled_out.zero_bounds, subject),
            }
        }
    }
}

/// What lies beyond the harmful end of the interval.
fn excluded(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> String {
    let measure = response.measure();
    let (limit, side) = if subject.more_is_worse {
        (pooled.interval.upper, "above")
    } else {
        (pooled.interval.lower, "below")
    };
    let name = match measure {
        Measure::RiskRatio => "Risk ratios",
        Measure::OddsRatio => "Odds ratios",
        Measure::PetoOddsRatio => "Peto odds ratios",
        Measure::RiskDifference => "Risk differences",
        Measure::ArcsineDifference => "Arcsine differences",
        Measure::RateRatio => "Rate ratios",
        Measure::RateDifference => "Rate differences",
        Measure::MeanDifference => "Mean differences",
        Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances => "Standardized mean differences",
        Measure::RatioOfMeans => "Ratios of means",
        Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion => "Proportions",
        Measure::GenericRatio => "Ratios",
        Measure::GenericDifference => "Differences",
    };
    format!(
        "{name} {side} {}",
        effects::effect(measure, limit, subject.locale)
    )
}

fn left_open(response: &Response, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let mut sentences = Vec::new();
    if let Some(largest) = response.ruled_out.largest_absolute
        && subject.more_is_worse
    {
        sentences.push(if largest > 0.0 {
            let people = effects::people_of(largest);
            format!(
                "Still possible: up to {} {}.",
                effects::fewer_or_more(largest, people, locale),
                effects::per(people, locale)
            )
        } else {
            "The interval holds no harm at this control risk.".to_owned()
        });
    }
    if let Some(detectable) = response.ruled_out.smallest_detectable {
        sentences.push(format!(
            "Smallest effect that an analysis as precise as this one finds with 80% power: {} {}.",
            names::measure_inside(response.measure()),
            effects::effect(response.measure(), detectable.abs(), locale)
        ));
    }
    if sentences.is_empty() {
        sentences.push("What lies inside the interval is still possible.".to_owned());
    }
    sentences.join(" ")
}

fn bounds_in_words(
    reason: crate::analysis::Undefined,
    bounds: &[ExactBound],
    subject: &Subject<'_>,
) -> String {
    if bounds.is_empty() {
        return undefined::sentence(reason, subject);
    }
    let mut sentences: Vec<String> = bounds
        .iter()
        .map(|bound| {
            format!(
                "0 of {} with {}: risks up to {} are still possible.",
                number::count(bound.total, subject.locale),
                subject.side(bound.experimental),
                number::percent(bound.exact, subject.locale)
            )
        })
        .collect();
    sentences.push("A bound on one arm is not a bound on the difference.".to_owned());
    sentences.join(" ")
}

/// Whether other methods agree.
#[must_use]
pub fn other_methods(response: &Response, subject: &Subject<'_>) -> Card {
    let title = "Other methods".to_owned();
    let estimated: Vec<&MethodResult> = response
        .comparison
        .iter()
        .filter(|other| other.pooled.is_ok())
        .collect();
    if estimated.is_empty() {
        return beside(title, response, subject);
    }
    // Of single proportions nothing is compared: there is no direction to agree in.
    if response.pooled.is_err() || response.proportion.is_some() {
        return instead(title, response, &estimated, subject);
    }
    let voting: Vec<&&MethodResult> = estimated.iter().filter(|other| other.votes).collect();
    let unlike: Vec<&&MethodResult> = voting
        .iter()
        .copied()
        .filter(|other| other.direction_differs || other.significance_differs)
        .collect();
    let count = |value: usize| number::count(value as u64, subject.locale);
    Card {
        title,
        answer: format!(
            "{} of {} agree",
            count(voting.len() - unlike.len()),
            count(voting.len())
        ),
        beside: "in direction and significance".to_owned(),
        detail: if unlike.is_empty() {
            "None of them changes direction or significance.".to_owned()
        } else {
            let named: Vec<String> = unlike
                .iter()
                .map(|other| format!("{} ({})", named_short(other), disagreement(other)))
                .collect();
            format!("Unlike: {}.", named.join("; "))
        },
    }
}

/// Methods that have an answer where the chosen one has none.
fn instead(
    title: String,
    response: &Response,
    estimated: &[&MethodResult],
    subject: &Subject<'_>,
) -> Card {
    let answers: Vec<String> = estimated
        .iter()
        .filter_map(|other| {
            let pooled = other.pooled.as_ref().ok()?;
            let written = Written::of(other.plan.measure, &pooled.interval, subject.locale);
            Some(format!(
                "{}: {} ({})",
                named_short(other),
                written.effect(pooled.interval.estimate),
                written.interval(&pooled.interval)
            ))
        })
        .collect();
    let count = number::count(answers.len() as u64, subject.locale);
    Card {
        title,
        answer: if answers.len() == 1 {
            format!("{count} gives an estimate")
        } else {
            format!("{count} give an estimate")
        },
        beside: if response.pooled.is_err() {
            "where the chosen method has none".to_owned()
        } else {
            String::new()
        },
        detail: format!("{}.", answers.join("; ")),
    }
}

/// The one method that the defaults show beside the first.
fn beside(title: String, response: &Response, subject: &Subject<'_>) -> Card {
    let Some((other, pooled)) = response
        .beside
        .as_ref()
        .and_then(|other| Some((other, other.pooled.as_ref().ok()?)))
    else {
        return Card {
            title,
            answer: NO_ANSWER.to_owned(),
            beside: String::new(),
            detail: "Compare methods to see whether another one would agree.".to_owned(),
        };
    };
    let written = Written::of(other.plan.measure, &pooled.interval, subject.locale);
    Card {
        title,
        answer: written.effect(pooled.interval.estimate),
        beside: format!("({})", written.interval(&pooled.interval)),
        detail: format!("{}: {}.", named(other), disagreement(other)),
    }
}

/// "Odds ratio, Mantel–Haenszel, no correction".
#[must_use]
pub fn named(other: &MethodResult) -> String {
    let measure = names::measure(other.plan.measure, Length::Full);
    if other.plan.measure == Measure::PetoOddsRatio {
        measure.to_owned()
    } else {
        format!("{measure}, {}", names::plan_inside(other.plan))
    }
}

/// "OR, M–H".
#[must_use]
pub fn named_short(other: &MethodResult) -> String {
    let measure = names::measure(other.plan.measure, Length::Short);
    if other.plan.measure == Measure::PetoOddsRatio {
        measure.to_owned()
    } else {
        format!("{measure}, {}", names::plan_short(other.plan))
    }
}

/// How a method's answer stands to the first one.
#[must_use]
pub fn disagreement(other: &MethodResult) -> &'static str {
    if other.plan.measure.kind() == OutcomeKind::Proportions {
        return "a single proportion, compared with nothing";
    }
    if !other.votes {
        return "compares arms across trials: no vote";
    }
    match (other.direction_differs, other.significance_differs) {
        (false, false) => "same direction, same significance",
        (true, false) => "other direction, same significance",
        (false, true) => "same direction, other significance",
        (true, true) => "other direction, other significance",
    }
}
