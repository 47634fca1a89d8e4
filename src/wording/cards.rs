//! The three cards under the figure answer a reader's three questions: how many people, what could still be hidden, and
//! would another method agree.

use super::effects::Written;
use super::names::{self, Length};
use super::subject::Subject;
use super::{confidence, effects, number, number_needed, sentences, tr, translate, undefined};
use crate::analysis::{
    Absolute, AtRisk, BaselineSource, ExactBound, IntervalEstimate, MethodResult, Pooled, Response,
};
use crate::data::{Correction, Interval, Measure, Method, OutcomeKind, capitalized};

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
            title: tr!("Per {} people", number::count(1_000, locale)),
            answer: NO_ANSWER.to_owned(),
            beside: String::new(),
            detail: match &response.pooled {
                Ok(_) => translate("Needs events out of people, which these trials do not report.")
                    .to_owned(),
                Err(reason) => undefined::sentence(*reason, subject),
            },
        };
    };
    let people = effects::people_for(&absolute.difference);
    let source = match absolute.baseline_source {
        BaselineSource::PooledControlRisk => translate("the pooled control risk"),
        BaselineSource::MedianControlRisk => translate("the median control risk"),
    };
    Card {
        title: tr!("Per {} people", number::count(u64::from(people), locale)),
        answer: effects::fewer_or_more(absolute.difference.estimate, people, locale),
        beside: tr!(
            "({})",
            effects::fewer_to_more(&absolute.difference, people, locale)
        ),
        detail: [
            Some(tr!(
                "from {} {}, {source}; how uncertain that risk is does not enter the interval.",
                number::difference_per(absolute.baseline, people, locale),
                effects::per(people, locale),
                source
            )),
            at_other_risks(absolute, people, subject),
            needed(response, absolute, subject),
        ]
        .into_iter()
        .flatten()
        .collect::<Vec<_>>()
        .join(" "),
    }
}

/// What the effect is where the risk without treatment is low, and where it is high: "At 12 per 1,000 (lower quartile of the
/// trials) 3 more (5 fewer to 14 more); at 90 (upper quartile) 22 more (38 fewer to 105 more)." A ratio of a risk of nothing
/// is nothing, and is not said.
fn at_other_risks(absolute: &Absolute, people: u32, subject: &Subject<'_>) -> Option<String> {
    let locale = subject.locale;
    let [low, high] = absolute.range?;
    let risk = |at: AtRisk| number::difference_per(at.risk, people, locale);
    let said = |at: AtRisk| {
        tr!(
            "{} ({})",
            effects::fewer_or_more(at.difference.estimate, people, locale),
            effects::fewer_to_more(&at.difference, people, locale)
        )
    };
    let per = effects::per(people, locale);
    let reads_apart = risk(low) != risk(high);
    let has_low = low.risk > 0.0;
    reads_apart.then(|| {
        if has_low {
            tr!(
                "At {} {per} (lower quartile of the trials) {}; at {} (upper quartile) {}.",
                risk(low),
                said(low),
                risk(high),
                said(high),
                per
            )
        } else {
            tr!(
                "At {} {per} (upper quartile of the trials) {}.",
                risk(high),
                said(high),
                per
            )
        }
    })
}

/// How many people one event more or fewer takes, where the interval tells something.
fn needed(response: &Response, absolute: &Absolute, subject: &Subject<'_>) -> Option<String> {
    if response.tells_nothing.is_some() {
        return None;
    }
    let said =
        number_needed::number_needed(&absolute.difference, subject.more_is_worse, subject.locale)?;
    Some(tr!("Number needed to treat: {said}.", said))
}

/// How many of 1,000 people, where nothing is compared.
fn of_one_arm(response: &Response, subject: &Subject<'_>) -> Option<Card> {
    let locale = subject.locale;
    let proportion = response.proportion.as_ref()?;
    let (share, lower, upper) = proportion.share?;
    let of_thousand = |share| number::difference_per(share, 1_000, locale);
    let count = |people| number::count(people, locale);
    Some(Card {
        title: tr!("Per {} people", count(1_000)),
        answer: of_thousand(share),
        beside: tr!("({} to {})", of_thousand(lower), of_thousand(upper)),
        detail: tr!(
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
    let title = translate("What this can rule out").to_owned();
    match &response.pooled {
        Ok(pooled) => match sentences::nothing_told(response, subject)
            .filter(|_| response.tells_nothing_at_all())
        {
            Some(why) => Card {
                title,
                answer: translate("Nothing useful").to_owned(),
                beside: String::new(),
                detail: why,
            },
            None => Card {
                title,
                answer: excluded(response, pooled, subject),
                beside: if pooled.posterior.is_some() {
                    confidence::with_probability(subject.level, subject.locale)
                } else {
                    confidence::with_confidence(subject.level)
                },
                detail: left_open(response, pooled, subject),
            },
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
                        tr!(
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
        (pooled.interval.upper, translate("above"))
    } else {
        (pooled.interval.lower, translate("below"))
    };
    let name = match measure {
        Measure::RiskRatio => translate("Risk ratios"),
        Measure::OddsRatio => translate("Odds ratios"),
        Measure::PetoOddsRatio => translate("Peto odds ratios"),
        Measure::RiskDifference => translate("Risk differences"),
        Measure::ArcsineDifference => translate("Arcsine differences"),
        Measure::RateRatio => translate("Rate ratios"),
        Measure::RateDifference => translate("Rate differences"),
        Measure::MeanDifference => translate("Mean differences"),
        Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances => {
            translate("Standardized mean differences")
        }
        Measure::RatioOfMeans => translate("Ratios of means"),
        Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion => translate("Proportions"),
        Measure::GenericRatio => translate("Ratios"),
        Measure::GenericDifference => translate("Differences"),
    };
    tr!(
        "{name} {side} {limit}",
        name,
        side,
        limit = effects::effect(measure, limit, subject.locale)
    )
}

fn left_open(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let mut sentences = Vec::new();
    if let Some(largest) = response.ruled_out.largest_absolute
        && subject.more_is_worse
    {
        sentences.push(if largest > 0.0 {
            // All cards of an outcome speak of as many people.
            let people = response.absolute.map_or_else(
                || effects::people_of(largest),
                |absolute| effects::people_for(&absolute.difference),
            );
            tr!(
                "Still possible: up to {} {}.",
                effects::fewer_or_more(largest, people, locale),
                effects::per(people, locale)
            )
        } else {
            translate("The interval holds no harm at this control risk.").to_owned()
        });
    }
    if let Some(detectable) = response.ruled_out.smallest_detectable {
        sentences.push(tr!(
            "Smallest effect that an analysis as precise as this one finds with 80% power: {} {}.",
            names::measure_inside(response.measure()),
            effects::effect(response.measure(), detectable.abs(), locale)
        ));
    }
    if sentences.is_empty() {
        sentences.push(translate("What lies inside the interval is still possible.").to_owned());
    }
    sentences.extend(of_what(response, pooled, subject));
    sentences.join(" ")
}

/// What the limit is a limit of: the one effect of a common-effect model, the average of the trials at hand, or the mean of a
/// distribution of effects, in which a single trial may lie further out. Nothing for one trial.
fn of_what(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> Option<String> {
    if pooled.trials < 2 {
        return None;
    }
    let spreads = match response.plan.method {
        Method::RandomEffects(_)
        | Method::GeneralizedLinear(_)
        | Method::BetaBinomial
        | Method::Bayesian(_) => true,
        Method::MantelHaenszel
        | Method::MiettinenNurminen
        | Method::Peto
        | Method::InverseVariance
        | Method::PenalizedLogistic
        | Method::ExactConditional(_) => false,
    };
    if !spreads {
        return Some(match response.plan.interval {
            Interval::Robust => {
                translate("The limit is that of the average of these trials.").to_owned()
            }
            Interval::Wald
            | Interval::HartungKnapp
            | Interval::HartungKnappSafeguarded
            | Interval::ProfileLikelihood => {
                translate("The limit is that of a single effect which all trials share.").to_owned()
            }
        });
    }
    let read = |limit| effects::effect(response.measure(), limit, subject.locale);
    let further = pooled.prediction.and_then(|(lower, upper)| {
        let [limit, of_mean] = if subject.more_is_worse {
            [upper, pooled.interval.upper]
        } else {
            [lower, pooled.interval.lower]
        };
        let limit = read(limit);
        (limit != read(of_mean)).then(|| {
            tr!(
                "; the effect of one new trial may lie as far as {limit}",
                limit
            )
        })
    });
    Some(tr!(
        "The limit is that of the mean over such trials{}.",
        further.unwrap_or_default()
    ))
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
            tr!(
                "0 of {} with {}: risks up to {} are still possible.",
                number::count(bound.total, subject.locale),
                subject.side(bound.experimental),
                number::percent(bound.exact, subject.locale)
            )
        })
        .collect();
    sentences.push(translate("A bound on one arm is not a bound on the difference.").to_owned());
    sentences.join(" ")
}

/// Whether other methods agree.
#[must_use]
pub fn other_methods(response: &Response, subject: &Subject<'_>) -> Card {
    let title = translate("Other methods").to_owned();
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
    range(title, response, &estimated, subject)
}

/// The range of the answers that other methods give on the scale of the first one. Methods that look at the same data are no
/// witnesses, so they are not counted; those known to be biased (0.5 in empty cells), to compare arms across trials or to
/// tell nothing do not widen the range.
fn range(
    title: String,
    response: &Response,
    estimated: &[&MethodResult],
    subject: &Subject<'_>,
) -> Card {
    let counts = |other: &&&MethodResult| {
        other.votes
            && !other.tells_nothing
            && !adds_half(other)
            && is_same_scale(other.plan.measure, response.measure())
    };
    let intervals: Vec<&IntervalEstimate> = estimated
        .iter()
        .filter(counts)
        .filter_map(|other| Some(&other.pooled.as_ref().ok()?.interval))
        .collect();
    let mut detail = Vec::new();
    if let Some((lowest, highest)) = extremes(&intervals, |interval| interval.upper) {
        detail.push(tr!(
            "Upper limits {}; {}.",
            spanned(response.measure(), lowest, highest, subject),
            excluding(&intervals, subject)
        ));
    }
    detail.extend(unlike(estimated));
    detail.extend(failed(response));
    let Some((lowest, highest)) = extremes(&intervals, |interval| interval.estimate) else {
        return Card {
            title,
            answer: NO_ANSWER.to_owned(),
            beside: String::new(),
            detail: detail.join(" "),
        };
    };
    let others = number::count(intervals.len() as u64, subject.locale);
    Card {
        title,
        answer: spanned(response.measure(), lowest, highest, subject),
        beside: if intervals.len() == 1 {
            translate("by one other method").to_owned()
        } else {
            tr!("by {others} other methods", others)
        },
        detail: detail.join(" "),
    }
}

/// Whether two estimates are numbers of one kind: an odds ratio lies further from 1 than a risk ratio of the same counts.
fn is_same_scale(one: Measure, other: Measure) -> bool {
    let is_odds_ratio = |measure| matches!(measure, Measure::OddsRatio | Measure::PetoOddsRatio);
    one == other || is_odds_ratio(one) && is_odds_ratio(other)
}

/// Whether half an event was added to cells on the way.
fn adds_half(other: &MethodResult) -> bool {
    other.plan.method.corrects()
        && match other.plan.correction {
            Correction::HalfWhereZero | Correction::HalfEverywhere => true,
            Correction::None | Correction::TreatmentArm | Correction::WhereZero(_) => false,
        }
}

fn extremes(
    intervals: &[&IntervalEstimate],
    number: fn(&IntervalEstimate) -> f64,
) -> Option<(f64, f64)> {
    let numbers = || intervals.iter().map(|interval| number(interval));
    let lowest = numbers().reduce(f64::min)?;
    Some((lowest, numbers().reduce(f64::max)?))
}

/// "0.71 to 0.82", or one number where both read alike.
fn spanned(measure: Measure, lowest: f64, highest: f64, subject: &Subject<'_>) -> String {
    let [low, high] = [lowest, highest].map(|value| effects::bare(measure, value, subject.locale));
    if low == high {
        low
    } else {
        tr!("{low} to {high}", low, high)
    }
}

/// "none of the intervals excludes no difference".
fn excluding(intervals: &[&IntervalEstimate], subject: &Subject<'_>) -> String {
    let excludes = |interval: &&&IntervalEstimate| interval.lower > 0.0 || interval.upper < 0.0;
    let found = intervals.iter().filter(excludes).count();
    let count = |value: usize| number::count(value as u64, subject.locale);
    match (found, intervals.len()) {
        (0, 1) => translate("the interval includes no difference").to_owned(),
        (0, _) => translate("none of the intervals excludes no difference").to_owned(),
        (1, 1) => translate("the interval excludes no difference").to_owned(),
        (found, all) if found == all => translate("all intervals exclude no difference").to_owned(),
        (1, all) => tr!("1 of {} intervals excludes no difference", count(all)),
        (found, all) => tr!(
            "{} of {} intervals exclude no difference",
            count(found),
            count(all)
        ),
    }
}

/// The methods that say something else than the first answer, those that differ alike together.
fn unlike(estimated: &[&MethodResult]) -> Vec<String> {
    let differs = |other: &&&MethodResult| {
        other.tells_nothing || other.direction_differs || other.significance_differs
    };
    let mut groups: Vec<(&str, Vec<String>)> = Vec::new();
    for other in estimated.iter().filter(differs) {
        let (how, name) = (disagreement(other), named_short(other));
        match groups.iter_mut().find(|(known, _)| *known == how) {
            Some((_, names)) => names.push(name),
            None => groups.push((how, vec![name])),
        }
    }
    let sentence = |(how, names): (&str, Vec<String>)| {
        tr!("{}: {}.", capitalized(how), names.join(translate("; ")))
    };
    groups.into_iter().map(sentence).collect()
}

/// The methods that give no answer.
fn failed(response: &Response) -> Option<String> {
    let named: Vec<String> = response
        .comparison
        .iter()
        .filter(|other| other.pooled.is_err())
        .map(named_short)
        .collect();
    (!named.is_empty()).then(|| tr!("No answer by {}.", named.join(translate("; "))))
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
            Some(tr!(
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
            tr!("{count} gives an estimate", count)
        } else {
            tr!("{count} give an estimate", count)
        },
        beside: if response.pooled.is_err() {
            translate("where the chosen method has none").to_owned()
        } else {
            String::new()
        },
        detail: tr!("{}.", answers.join(translate("; "))),
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
            detail: translate("Compare methods to see whether another one would agree.").to_owned(),
        };
    };
    let written = Written::of(other.plan.measure, &pooled.interval, subject.locale);
    Card {
        title,
        answer: written.effect(pooled.interval.estimate),
        beside: tr!("({})", written.interval(&pooled.interval)),
        detail: tr!("{}: {}.", named(other), disagreement(other)),
    }
}

/// "Odds ratio, Mantel–Haenszel, no correction".
#[must_use]
pub fn named(other: &MethodResult) -> String {
    let measure = names::measure(other.plan.measure, Length::Full);
    if other.plan.measure == Measure::PetoOddsRatio {
        measure.to_owned()
    } else {
        tr!("{measure}, {}", names::plan_inside(other.plan), measure)
    }
}

/// "OR, M–H".
#[must_use]
pub fn named_short(other: &MethodResult) -> String {
    let measure = names::measure(other.plan.measure, Length::Short);
    if other.plan.measure == Measure::PetoOddsRatio {
        measure.to_owned()
    } else {
        tr!("{measure}, {}", names::plan_short(other.plan), measure)
    }
}

/// How a method's answer stands to the first one.
#[must_use]
pub fn disagreement(other: &MethodResult) -> &'static str {
    if other.plan.measure.kind() == OutcomeKind::Proportions {
        return translate("a single proportion, compared with nothing");
    }
    if other.tells_nothing {
        return translate("too wide to tell anything");
    }
    if !other.votes {
        return translate("compares arms across trials: no vote");
    }
    match (other.direction_differs, other.significance_differs) {
        (false, false) => translate("same direction, same significance"),
        (true, false) => translate("other direction, same significance"),
        (false, true) => translate("same direction, other significance"),
        (true, true) => translate("other direction, other significance"),
    }
}
