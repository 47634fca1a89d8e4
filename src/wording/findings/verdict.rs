//! Names the classes of verdicts and of robustness, and gives each verdict its reason or caution.

use crate::analysis::{MethodResult, Response};
use crate::data::{Measure, OutcomeKind};
use crate::safety::{Evidence, RobustnessClass, VerdictClass};
use crate::wording::effects::Written;
use crate::wording::subject::Subject;
use crate::wording::{Locale, number, tr, translate};

/// More and less of an outcome, as its kind of numbers has it.
fn more_and_less(measure: Measure) -> [&'static str; 2] {
    match measure.kind() {
        OutcomeKind::Counts | OutcomeKind::PersonTime => [translate("More"), translate("Fewer")],
        OutcomeKind::Means | OutcomeKind::Estimates(_) | OutcomeKind::Proportions => {
            [translate("Higher"), translate("Lower")]
        }
    }
}

/// A margin as it is read: the ratio itself, or where less is worse its inverse.
pub(in crate::wording) fn margin_text(margin: f64, more_is_worse: bool, locale: Locale) -> String {
    let read = if more_is_worse { margin } else { 1.0 / margin };
    let text = number::ratio(read, locale);
    // "2" rather than "2.00"; "1.25" stays.
    let bare = text.trim_end_matches('0').trim_end_matches(['.', ',']);
    if text.contains(['.', ',']) && !bare.is_empty() {
        bare.to_owned()
    } else {
        text
    }
}

/// A verdict in words: "More with MSC", "Above 1.25 ruled out".
#[must_use]
pub fn class(
    verdict: VerdictClass,
    measure: Measure,
    margin: Option<f64>,
    subject: &Subject<'_>,
) -> String {
    let sides = (subject.experimental, subject.more_is_worse);
    class_with(verdict, measure, margin, sides, subject.locale)
}

/// The same of an outcome that need not be in the review any more: what the experimental arms received, and whether more of it
/// is worse.
#[must_use]
pub fn class_with(
    verdict: VerdictClass,
    measure: Measure,
    margin: Option<f64>,
    (with, more_is_worse): (&str, bool),
    locale: Locale,
) -> String {
    let [more, less] = more_and_less(measure);
    let (harm, benefit) = if more_is_worse {
        (more, less)
    } else {
        (less, more)
    };
    match verdict {
        VerdictClass::HarmBeyondMargin => tr!("{harm}, beyond the margin", harm),
        VerdictClass::Harm => tr!("{harm} with {with}", harm, with),
        VerdictClass::MarginRuledOut => {
            let side = if more_is_worse {
                translate("Above")
            } else {
                translate("Below")
            };
            let margin = margin.map_or_else(String::new, |margin| {
                margin_text(margin, more_is_worse, locale)
            });
            tr!("{side} {margin} ruled out", side, margin)
        }
        VerdictClass::NotSettled => translate("Not settled").to_owned(),
        VerdictClass::TooFewToTell => translate("Too few to tell").to_owned(),
        VerdictClass::Benefit => tr!("{benefit} with {with}", benefit, with),
    }
}

/// A verdict as it is offered in a list, whatever its outcome, its margin and the direction of harm.
#[must_use]
pub fn class_in_list(verdict: VerdictClass, experimental: &str) -> String {
    match verdict {
        VerdictClass::HarmBeyondMargin => translate("More harm, beyond the margin").to_owned(),
        VerdictClass::Harm => tr!("More harm with {experimental}", experimental),
        VerdictClass::MarginRuledOut => translate("Beyond the margin ruled out").to_owned(),
        VerdictClass::NotSettled => translate("Not settled").to_owned(),
        VerdictClass::TooFewToTell => translate("Too few to tell").to_owned(),
        VerdictClass::Benefit => tr!("Less harm with {experimental}", experimental),
    }
}

/// The reason of a verdict, or a caution; empty where its row says all.
#[must_use]
pub fn clause(
    verdict: Option<VerdictClass>,
    evidence: &Evidence<'_>,
    response: &Response,
    subject: &Subject<'_>,
) -> String {
    let Some(verdict) = verdict else {
        return String::new();
    };
    let locale = subject.locale;
    let margin = evidence.margin.filter(|_| evidence.is_ratio);
    let limits = evidence.interval.map(|interval| {
        let written = Written::of(response.measure(), interval, locale);
        let [lower, upper] = written.pair(interval.lower, interval.upper);
        if evidence.more_is_worse {
            [lower, upper]
        } else {
            [upper, lower]
        }
    });
    let of_margin = |margin: f64| margin_text(margin, evidence.more_is_worse, locale);
    let beyond = if evidence.more_is_worse {
        translate("above")
    } else {
        translate("below")
    };
    match (verdict, limits) {
        (VerdictClass::HarmBeyondMargin, Some([near, _])) => {
            margin.map_or_else(String::new, |margin| {
                tr!(
                    "Even the nearer limit, {near}, is {beyond} {}.",
                    of_margin(margin),
                    near,
                    beyond
                )
            })
        }
        (VerdictClass::Harm, Some([near, far])) => {
            harm(evidence, margin, [&near, &far], &of_margin)
        }
        (VerdictClass::Harm, None) => translate(
            "No event on the other side; told by the exact one-sided limit of the odds ratio.",
        )
        .to_owned(),
        (VerdictClass::MarginRuledOut, Some([_, far])) => narrowly(evidence, margin, &far),
        (VerdictClass::NotSettled, Some([_, far])) => {
            if evidence.tells_nothing {
                translate("The interval is too wide to tell anything.").to_owned()
            } else if let Some(margin) = margin {
                tr!(
                    "{} {} is not ruled out: the limit is {far}.",
                    capital(beyond),
                    of_margin(margin),
                    far
                )
            } else if evidence.is_ratio {
                translate("No margin of concern is stated.").to_owned()
            } else {
                translate("The interval holds no difference.").to_owned()
            }
        }
        (VerdictClass::TooFewToTell, interval) => few(evidence, interval.is_some(), subject),
        (VerdictClass::Benefit, _) => {
            translate("Calls for caution: it may be chance or selective reporting.").to_owned()
        }
        (
            VerdictClass::HarmBeyondMargin
            | VerdictClass::MarginRuledOut
            | VerdictClass::NotSettled,
            None,
        ) => String::new(),
    }
}

fn capital(word: &str) -> String {
    crate::data::capitalized(word)
}

fn harm(
    evidence: &Evidence<'_>,
    margin: Option<f64>,
    [near, far]: [&str; 2],
    of_margin: &impl Fn(f64) -> String,
) -> String {
    let upper = evidence.limits_of_harm().map(|[_, upper]| upper);
    let is_one = near.trim_end_matches('0').trim_end_matches(['.', ',']) == "1";
    if is_one {
        return translate("The interval just excludes no difference.").to_owned();
    }
    match (margin, upper) {
        (Some(margin), Some(upper)) if upper <= libm::log(margin) => {
            tr!(
                "Beyond {} is ruled out: the limit is {far}.",
                of_margin(margin),
                far
            )
        }
        (Some(margin), Some(_)) => {
            tr!(
                "Beyond {} is neither shown nor ruled out.",
                of_margin(margin)
            )
        }
        (_, _) => String::new(),
    }
}

/// That the limit lies close to the margin, where it does.
fn narrowly(evidence: &Evidence<'_>, margin: Option<f64>, far: &str) -> String {
    /// A limit within this share of the margin is close to it.
    const CLOSE: f64 = 0.05;
    let distance = margin
        .zip(evidence.limits_of_harm())
        .map(|(margin, [_, upper])| 1.0 - libm::exp(upper) / margin);
    if distance.is_some_and(|distance| distance < CLOSE) {
        tr!("Narrowly: the limit is {far}.", far)
    } else {
        String::new()
    }
}

/// How many events there are, and what that leaves open.
fn few(evidence: &Evidence<'_>, has_interval: bool, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let count = |value: u64| number::count(value, locale);
    let Some([experimental, control]) = evidence.events else {
        return String::new();
    };
    let all = experimental + control;
    let noun = if all == 1 {
        translate("event")
    } else {
        translate("events")
    };
    if has_interval {
        return tr!(
            "{} {noun}: neither half nor twice as many is ruled out.",
            count(all),
            noun
        );
    }
    let [with, without] = [subject.experimental, &subject.control];
    match (experimental, control) {
        (0, 0) => translate("No event on either side.").to_owned(),
        (_, 0) => tr!(
            "{} {noun} with {with}, none with {without}.",
            count(all),
            noun,
            with,
            without
        ),
        (0, _) => tr!(
            "{} {noun} with {without}, none with {with}.",
            count(all),
            noun,
            without,
            with
        ),
        (_, _) => tr!("{all} {noun}.", all = count(all), noun),
    }
}

/// A class of robustness in words.
#[must_use]
pub fn robustness(class: RobustnessClass) -> &'static str {
    match class {
        RobustnessClass::Holds => translate("Holds"),
        RobustnessClass::DirectionHolds => translate("Direction holds"),
        RobustnessClass::DirectionVaries => translate("Direction varies"),
        RobustnessClass::NoEffect => translate("No ratio"),
        RobustnessClass::NoOther => translate("No other method"),
    }
}

/// The range of the other methods of the same measure: of the limit that decides where the result holds and harm beyond a margin is
/// ruled out, of the estimates else.
#[must_use]
pub fn robustness_range(
    class: RobustnessClass,
    verdict: Option<VerdictClass>,
    response: &Response,
    methods: &[MethodResult],
    locale: Locale,
) -> String {
    let by_limit = class == RobustnessClass::Holds && verdict == Some(VerdictClass::MarginRuledOut);
    let measure = response.measure();
    let same: Vec<f64> = methods
        .iter()
        .filter(|method| method.votes && method.plan.measure == measure)
        .filter(|method| !by_limit || !method.tells_nothing)
        .filter_map(|method| {
            let interval = &method.pooled.as_ref().ok()?.interval;
            Some(if by_limit {
                interval.upper
            } else {
                interval.estimate
            })
        })
        .collect();
    let (Some(least), Some(most)) = (
        same.iter().copied().reduce(f64::min),
        same.iter().copied().reduce(f64::max),
    ) else {
        return String::new();
    };
    let Ok(pooled) = &response.pooled else {
        return String::new();
    };
    let written = Written::of(measure, &pooled.interval, locale);
    let [least, most] = [least, most].map(|value| written.bare(value));
    let what = if by_limit { translate("limits ") } else { "" };
    if least == most {
        format!("{what}{least}")
    } else {
        tr!("{what}{least} to {most}", what, least, most)
    }
}
