//! What is said of an outcome: numbers first, then what they allow and what they leave open.
//!
//! The words are chosen with care: an outcome is "reported more often", never "caused"; an interval "includes no
//! difference", which never becomes a finding of no difference; and a benefit in a safety outcome carries its caution.

use super::effects::Written;
use super::subject::Subject;
use super::{Text, confidence, effects, exclusions, names, number, tr, translate, undefined};
use crate::analysis::{
    ExactBound, IntervalEstimate, Pooled, ProposalReason, Response, Totals, Undefined,
};
use crate::data::{ConfidenceLevel, Measure, Note, OutcomeKind};

/// The sentence over the figure: "Deaths were reported less often with MSC: 143 of 720 against 153 of 642 (risk ratio
/// 0.82, 95% CI 0.68 to 1.00; 24 of 40 trials). The interval just reaches no difference."
#[must_use]
pub fn outcome(response: &Response, subject: &Subject<'_>) -> String {
    let mut sentences = Vec::new();
    match (&response.pooled, &response.totals) {
        (Ok(pooled), Some(totals)) => {
            sentences.push(compared(response, pooled, totals, subject));
            sentences.extend(reversed(response));
            sentences.extend(reading(response, pooled, subject));
        }
        (Ok(pooled), None) if response.proportion.is_some() => {
            sentences.extend(in_one_arm(response, pooled, subject));
        }
        (Ok(pooled), None) => {
            sentences.push(estimated(response, pooled, subject));
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
    tr!(
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
    /// Its interval ("0.68–1.00"), marked where it tells nothing; empty where there is none.
    pub interval: String,
}

/// The line of an outcome in the safety profile.
#[must_use]
pub fn profile_line(response: &Response, subject: &Subject<'_>) -> ProfileLine {
    let measure = response.measure();
    let (estimate, interval) = match &response.pooled {
        Ok(pooled) => {
            let written = Written::of(measure, &pooled.interval, subject.locale);
            let limits = written.limits_short(&pooled.interval);
            (
                Ok(written.effect(pooled.interval.estimate)),
                if response.tells_nothing_at_all() {
                    tr!("{limits}: tells nothing", limits)
                } else {
                    limits
                },
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
    tr!(
        "{} of {} against {} of {}",
        count(totals.experimental_events),
        count(totals.experimental_total),
        count(totals.control_events),
        count(totals.control_total)
    )
}

pub(super) fn compared(
    response: &Response,
    pooled: &Pooled,
    totals: &Totals,
    subject: &Subject<'_>,
) -> String {
    let effect = effect_in_words(response, pooled, subject);
    let (outcome, was) = (subject.outcome, subject.was());
    match how_often(verdict(response.measure(), pooled, subject)) {
        Some(often) => tr!(
            "{outcome} {was} reported {often} {}: {} ({effect}).",
            subject.experimental,
            counts_in_words(totals, subject),
            outcome,
            was,
            often,
            effect
        ),
        None => tr!(
            "{outcome} {was} reported in {} of {} with {} and in {} of {} with {} ({effect}).",
            number::count(totals.experimental_events, subject.locale),
            number::count(totals.experimental_total, subject.locale),
            subject.experimental,
            number::count(totals.control_events, subject.locale),
            number::count(totals.control_total, subject.locale),
            subject.control,
            outcome,
            was,
            effect
        ),
    }
}

pub(super) fn estimated(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> String {
    let measure = response.measure();
    let verdict = verdict(measure, pooled, subject);
    let effect = effect_in_words(response, pooled, subject);
    let (outcome, experimental) = (subject.outcome, subject.experimental);
    if counts_events(measure) {
        return match how_often(verdict) {
            Some(often) => tr!(
                "{outcome} {} reported {often} {experimental} ({effect}).",
                subject.was(),
                outcome,
                often,
                experimental,
                effect
            ),
            None => tr!(
                "{outcome}: {effect}, {experimental} against {}.",
                subject.control,
                outcome,
                effect,
                experimental
            ),
        };
    }
    match verdict {
        Verdict::More => {
            tr!(
                "{outcome}: the pooled estimate was higher with {experimental} ({effect}).",
                outcome,
                experimental,
                effect
            )
        }
        Verdict::Less => {
            tr!(
                "{outcome}: the pooled estimate was lower with {experimental} ({effect}).",
                outcome,
                experimental,
                effect
            )
        }
        Verdict::Alike => tr!(
            "{outcome}: the pooled estimate was about the same with and without {experimental} ({effect}).",
            outcome,
            experimental,
            effect
        ),
        Verdict::Open => tr!(
            "{outcome}: {effect}, {experimental} against {}.",
            subject.control,
            outcome,
            effect,
            experimental
        ),
    }
}

/// "Fever was reported in 12.3% of people with MSC (95% CI 8.1% to 18.2%; 24 of 40 trials: 143 of 1,162)."
pub(super) fn in_one_arm(
    response: &Response,
    pooled: &Pooled,
    subject: &Subject<'_>,
) -> Option<String> {
    let proportion = response.proportion.as_ref()?;
    let (share, lower, upper) = proportion.share?;
    let percent = |share| number::percent(share, subject.locale);
    let count = |people| number::count(people, subject.locale);
    let warning = if pooled.converged {
        ""
    } else {
        translate(" The fit stopped before it met its tolerance: do not rely on this estimate.")
    };
    Some(tr!(
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
        count(proportion.total),
        warning
    ))
}

/// The counts stand beside the estimate in one sentence; where they point the other way this must not pass unsaid.
pub(super) fn reversed(response: &Response) -> Option<String> {
    let reversed = response
        .notes
        .iter()
        .any(|note| matches!(note, Note::CrudeReversed { .. }));
    reversed.then(|| {
        translate("The counts added up point the other way (Simpson’s paradox); the estimate compares people within their trial.")
            .to_owned()
    })
}

/// "risk ratio 0.82, 95% CI 0.68 to 1.00; 24 of 40 trials"; a posterior has a credible interval.
fn effect_in_words(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> String {
    let (measure, interval) = (response.measure(), &pooled.interval);
    let written = Written::of(measure, interval, subject.locale);
    tr!(
        "{} {}, {} {}; {}",
        names::measure_inside(measure),
        written.effect(interval.estimate),
        if pooled.posterior.is_some() {
            confidence::credible(subject.level)
        } else {
            confidence::short(subject.level)
        },
        written.interval(interval),
        subject.reporting()
    )
}

/// What an estimate lets one say about the two sides.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Verdict {
    /// More, or higher, with the experimental arms.
    More,
    /// Less, or lower.
    Less,
    /// About as much on both sides: the data do not tell more from less, and the estimate is near no difference.
    Alike,
    /// The data do not tell more from less, and the estimate is not near no difference.
    Open,
}

/// With a two-sided P above this, chance alone gives a difference as large more often than not: the data do not tell on which
/// side of no difference they stand.
const TELLS_NO_SIDE: f64 = 0.5;

/// What is said of a benefit.
pub(super) const BENEFIT_CAUTION: Text = Text(
    "A benefit seen in a safety outcome calls for caution: it may be chance or selective reporting.",
);

/// What is said of a fit that did not converge.
pub(super) const NOT_CONVERGED: Text =
    Text("The fit stopped before it met its tolerance: do not rely on this estimate.");

/// Ratios up to this, or down to its inverse, are near no difference.
const NEAR: f64 = 1.25;

/// What the estimate lets one say, as printed: one that reads like no difference is on neither side, one whose interval
/// excludes no difference is on its own.
#[must_use]
pub fn verdict(measure: Measure, pooled: &Pooled, subject: &Subject<'_>) -> Verdict {
    let interval = &pooled.interval;
    let written = Written::of(measure, interval, subject.locale);
    let excludes = interval.lower > 0.0 || interval.upper < 0.0;
    let is_near = measure.is_ratio() && interval.estimate.abs() <= libm::log(NEAR);
    if reads_as_no_difference(written, interval.estimate) {
        Verdict::Alike
    } else if pooled.p_value > TELLS_NO_SIDE && !excludes {
        if is_near {
            Verdict::Alike
        } else {
            Verdict::Open
        }
    } else if interval.estimate > 0.0 {
        Verdict::More
    } else {
        Verdict::Less
    }
}

fn how_often(verdict: Verdict) -> Option<&'static str> {
    match verdict {
        Verdict::More => Some(translate("more often with")),
        Verdict::Less => Some(translate("less often with")),
        Verdict::Alike => Some(translate("about as often with and without")),
        Verdict::Open => None,
    }
}

pub(super) fn reads_as_no_difference(written: Written, value: f64) -> bool {
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
    let tells_a_side = match verdict(measure, pooled, subject) {
        Verdict::More | Verdict::Less => true,
        Verdict::Alike | Verdict::Open => excludes,
    };
    let mut sentences = vec![match (excludes, touches) {
        (true, true) => translate("The interval just excludes no difference.").to_owned(),
        (false, true) => translate("The interval just reaches no difference.").to_owned(),
        (true, false) => translate("The interval excludes no difference.").to_owned(),
        (false, false) if !tells_a_side && counts_events(measure) => {
            translate("The data cannot tell more from fewer: the interval includes no difference.")
                .to_owned()
        }
        (false, false) if !counts_events(measure) => tr!(
            "The interval includes no difference: lower and higher values with {} are both compatible with these data.",
            subject.experimental
        ),
        (false, false) => tr!(
            "The interval includes no difference: fewer and more events with {} are both compatible with these data.",
            subject.experimental
        ),
    }];
    sentences
        .extend(nothing_told(response, subject).or_else(|| too_few(response, pooled, subject)));
    sentences.extend(probability(pooled, subject));
    if excludes {
        sentences.extend(absolute(response, subject));
        let is_benefit = (pooled.interval.estimate < 0.0) == subject.more_is_worse;
        if is_benefit {
            sentences.push(BENEFIT_CAUTION.to_owned());
        }
    }
    if !pooled.converged {
        sentences.push(NOT_CONVERGED.to_owned());
    }
    sentences
}

/// That the interval tells nothing, or no more than the direction, and why: "This interval tells nothing: its limits lie
/// 117-fold apart."
#[must_use]
pub fn nothing_told(response: &Response, subject: &Subject<'_>) -> Option<String> {
    let why = response.tells_nothing?;
    let locale = subject.locale;
    let mut parts = Vec::new();
    if let Some(fold) = why.fold {
        parts.push(tr!(
            "its limits lie {}-fold apart",
            number::fold(fold, locale)
        ));
    }
    if let Some(risk) = why.implied_risk {
        parts.push(tr!(
            "its upper limit means a risk of {} with {}, and the people watched leave room for {} at most",
            number::percent(risk.implied, locale),
            subject.experimental,
            number::percent(risk.bound, locale)
        ));
    }
    let said = if why.at_all() {
        translate("This interval tells nothing")
    } else {
        translate("This interval tells the direction and not the size")
    };
    Some(tr!("{said}: {}.", parts.join(translate("; ")), said))
}

/// That few events leave both half and double open; for ratios whose interval holds both.
pub(super) fn too_few(
    response: &Response,
    pooled: &Pooled,
    subject: &Subject<'_>,
) -> Option<String> {
    let noun = match response.measure() {
        Measure::RiskRatio => translate("risk"),
        Measure::OddsRatio | Measure::PetoOddsRatio => translate("odds"),
        Measure::RateRatio => translate("rate"),
        Measure::RiskDifference
        | Measure::ArcsineDifference
        | Measure::RateDifference
        | Measure::MeanDifference
        | Measure::StandardizedMeanDifference
        | Measure::StandardizedMeanDifferenceUnequalVariances
        | Measure::RatioOfMeans
        | Measure::LogitProportion
        | Measure::ArcsineProportion
        | Measure::LogProportion
        | Measure::RawProportion
        | Measure::DoubleArcsineProportion
        | Measure::GenericRatio
        | Measure::GenericDifference => return None,
    };
    let IntervalEstimate { lower, upper, .. } = pooled.interval;
    let holds_both = lower <= -std::f64::consts::LN_2 && upper >= std::f64::consts::LN_2;
    if !holds_both {
        return None;
    }
    let events = response
        .proposal
        .reasons
        .iter()
        .find_map(|reason| match reason {
            ProposalReason::Sparse { events, .. } => Some(*events),
            ProposalReason::EmptyCells { .. }
            | ProposalReason::FewTrials { .. }
            | ProposalReason::SomeTrials { .. }
            | ProposalReason::ManyTrials { .. }
            | ProposalReason::PetoPossible { .. }
            | ProposalReason::Generic
            | ProposalReason::ScoreInterval
            | ProposalReason::Means
            | ProposalReason::Proportions
            | ProposalReason::BinomialLikelihood
            | ProposalReason::ArmWithoutEvent
            | ProposalReason::NoEvents => None,
        });
    Some(match events {
        Some(1) => tr!(
            "One event is too little to tell: the interval holds both half and double the {noun}.",
            noun
        ),
        Some(events) => tr!(
            "{} events are too few to tell: the interval holds both half and double the {noun}.",
            number::count(events, subject.locale),
            noun
        ),
        None => tr!("The interval holds both half and double the {noun}.", noun),
    })
}

/// What a posterior says of the direction, which is a probability under the model and its prior.
pub(super) fn probability(pooled: &Pooled, subject: &Subject<'_>) -> Option<String> {
    let above = pooled.posterior.as_ref()?.exceedances.first()?.probability;
    Some(tr!(
        "Under the model and its prior the ratio is above 1 with a probability of {}.",
        number::percent(above, subject.locale)
    ))
}

/// "That is about 42 fewer per 1,000 (76 to 0.5 fewer)."
fn absolute(response: &Response, subject: &Subject<'_>) -> Option<String> {
    let difference = &response.absolute.as_ref()?.difference;
    let people = effects::people_for(difference);
    Some(tr!(
        "That is about {} {} ({}).",
        effects::fewer_or_more(difference.estimate, people, subject.locale),
        effects::per(people, subject.locale),
        effects::fewer_to_more(difference, people, subject.locale)
    ))
}

pub(super) fn not_pooled(
    reason: Undefined,
    totals: Option<&Totals>,
    subject: &Subject<'_>,
) -> Vec<String> {
    match (reason, totals) {
        (Undefined::NoTrials, _) if !subject.excluded.is_empty() => {
            exclusions::nothing_left(subject).into_iter().collect()
        }
        (Undefined::NoTrials, _) if subject.included == 0 => vec![tr!(
            "There is no trial yet that could report {}.",
            subject.outcome_inside()
        )],
        (Undefined::NoTrials, _) => vec![tr!(
            "None of {} reports {}. Not reported is not zero: it may have happened.",
            super::subject::trials(subject.included, subject.locale),
            subject.outcome_inside()
        )],
        (Undefined::NoEvents, Some(totals)) => vec![
            tr!(
                "{} {} not seen in {}: {}.",
                subject.outcome,
                subject.was(),
                subject.pooled(),
                counts_in_words(totals, subject)
            ),
            not_seen(subject),
        ],
        (Undefined::ArmWithoutEvent { .. }, Some(totals)) => vec![
            tr!(
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
            tr!(
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
    let caution = translate("That does not show that there is no risk.").to_owned();
    match exclusions::counted(&subject.excluded, subject.locale) {
        Some(_) => tr!("{caution} {}.", subject.reporting(), caution),
        None => caution,
    }
}

/// What could still be hidden behind an arm without events (Hanley and Lippman-Hand 1983).
pub(super) fn hidden(bounds: &[ExactBound], subject: &Subject<'_>) -> Vec<String> {
    let mut sentences: Vec<String> = bounds
        .iter()
        .map(|bound| {
            let people = number::count(bound.total, subject.locale);
            let by_rule = match subject.level {
                ConfidenceLevel::NinetyFive => tr!(
                    "; by the rule of three 3/{people}, {}",
                    number::percent(bound.rule_of_three.min(1.0), subject.locale), people
                ),
                // The rule is one of 95%.
                ConfidenceLevel::Ninety | ConfidenceLevel::NinetyNine => String::new(),
            };
            tr!(
                "No event among {people} with {} leaves room for a risk of up to {} (exact one-sided {} bound{by_rule}).",
                subject.side(bound.experimental),
                number::percent(bound.exact, subject.locale),
                confidence::percent(subject.level), people, by_rule
            )
        })
        .collect();
    if !sentences.is_empty() {
        sentences
            .push(translate("A bound on one arm is not a bound on the difference.").to_owned());
    }
    sentences
}

pub(super) fn unusable(subject: &Subject<'_>) -> Option<String> {
    match subject.unusable {
        0 => None,
        1 => Some(
            translate("One more trial reported it with numbers that cannot be pooled yet.")
                .to_owned(),
        ),
        several => Some(tr!(
            "{} more trials reported it with numbers that cannot be pooled yet.",
            number::count(several as u64, subject.locale)
        )),
    }
}
