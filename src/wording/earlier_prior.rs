//! What is said of an outcome under the result of an earlier review as a prior.

use super::effects::Written;
use super::subject::Subject;
use super::{Locale, Text, confidence, earlier, names, number, tr, translate, undefined};
use crate::analysis::{EarlierPrior, IntervalEstimate, MeanPrior, NoEarlierPrior};
use crate::data::{EarlierResult, Review};

/// What the section is called.
pub const TITLE: Text = Text("An earlier estimate as a prior");
/// What it does.
pub const HINT: Text = Text(
    "A sensitivity analysis: the Bayesian model of the program with a mixture of two priors of the mean, the earlier estimate as a normal distribution of the log ratio (its printed interval is taken to be one of 95%) and the usual vague one, N(0, 4²); the trials say how much weight the earlier estimate keeps (Schmidli et al. 2014, Biometrics 70:1023). The main result does not use it.",
);
/// What no program can tell.
pub const OVERLAP: Text = Text(
    "Trials that are in the earlier review and in this one count twice, and a printed result does not tell which they are: look them up before you use this.",
);
/// Said where no earlier result stands beside the outcome.
pub const NONE_THERE: Text = Text(
    "No result of an earlier review stands beside this outcome. Results are added with the findings, under “Earlier and other reviews”.",
);
/// Said before a result is chosen.
pub const NONE_CHOSEN: Text = Text("No earlier result is a prior of this outcome.");
/// Chooses the result.
pub const PRIOR: Text = Text("Prior");
/// The choice of no result.
pub const VAGUE_ALONE: Text = Text("Vague alone");
/// Chooses the weight.
pub const WEIGHT: Text = Text("Its weight");
/// Opens the table.
pub const AS_TABLE: Text = Text("As a table");
/// What the file of the table is called beside the title of the review.
pub const FILE: &str = "earlier estimate as a prior";
/// The head of the weights before the trials are looked at.
pub const PRIOR_WEIGHT: Text = Text("Prior weight");
/// The head of the weights afterwards.
pub const POSTERIOR_WEIGHT: Text = Text("Posterior weight");
/// The head of the probabilities.
pub const ABOVE_ONE: Text = Text("P(ratio > 1)");
/// The line of the vague prior.
pub const VAGUE_LINE: Text = Text("Under the vague prior alone");
/// The line of the earlier estimate.
pub const EARLIER_LINE: Text = Text("Under the earlier estimate alone");
/// The line of both.
pub const MIXTURE_LINE: Text = Text("Under both, as weighted");

/// What a weight is called in a list of choices.
#[must_use]
pub fn weight_choice(percent: u8, locale: Locale) -> String {
    format!("{}%", number::count(u64::from(percent), locale))
}

/// A weight between 0 and 1 as a percentage, which is never rounded to nothing or to all.
#[must_use]
pub fn weight(share: f64, locale: Locale) -> String {
    if share < 0.001 {
        format!("<{}%", number::fixed(0.1, 1, locale))
    } else if share > 0.999 {
        format!(">{}%", number::fixed(99.9, 1, locale))
    } else {
        format!("{}%", number::fixed(share * 100.0, 1, locale))
    }
}

/// The name of the earlier review with its result as it is printed: "Thompson 2020: RR 2.48, 1.27 to 4.86".
#[must_use]
pub fn choice(review: &Review, place: usize, result: &EarlierResult, locale: Locale) -> String {
    let name = review
        .earlier
        .get(place)
        .map_or_else(String::new, |review| earlier::name(review));
    match earlier::estimate(result, locale).as_str() {
        "" => name,
        estimate => tr!(
            "{name}: {estimate}, {}",
            earlier::limits(result, locale),
            name,
            estimate
        ),
    }
}

/// Why an earlier result is no prior of the outcome.
#[must_use]
pub fn no_prior(why: NoEarlierPrior, subject: &Subject<'_>) -> String {
    match why {
        NoEarlierPrior::NoRatio(measure) => tr!(
            "Not available for the {} of this outcome: the model is made for risk ratios, odds ratios and other ratios that are not Peto’s.",
            names::measure_inside(measure)
        ),
        NoEarlierPrior::OtherMeasure {
            printed: Some(printed),
            ours,
        } => tr!(
            "Not available: the earlier result is of another measure ({}) than this outcome ({}).",
            names::measure_inside(printed),
            names::measure_inside(ours)
        ),
        NoEarlierPrior::OtherMeasure { printed: None, .. } => {
            translate("Not available: the measure of the earlier result is not known.").to_owned()
        }
        NoEarlierPrior::NoInterval => translate(
            "Not available: the earlier result has no estimate with limits that can be right.",
        )
        .to_owned(),
        NoEarlierPrior::TooMany => translate(
            "Not available: there are too many trials for a model that is fitted while you wait.",
        )
        .to_owned(),
        NoEarlierPrior::Undefined(why) => undefined::sentence(why, subject),
    }
}

/// What the outcome comes to with the earlier estimate and without it, and what the trials make of its weight.
#[must_use]
pub fn sentence(found: &EarlierPrior, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let measure = names::measure_inside(found.plan.measure);
    let written = |interval: &IntervalEstimate| {
        let written = Written::of(found.plan.measure, interval, locale);
        let [lower, upper] = written.pair(interval.lower, interval.upper);
        tr!(
            "{} ({lower} to {upper})",
            written.effect(interval.estimate),
            lower,
            upper
        )
    };
    let result = subject
        .review
        .earlier
        .get(found.review)
        .and_then(|review| review.results.get(found.result));
    let name = result.map_or_else(String::new, |result| {
        choice(subject.review, found.review, result, locale)
    });
    tr!(
        "With the earlier estimate ({name}) as a prior of weight {}, the {measure} is {}; under the vague prior alone it is {}: medians with {}s. {}",
        weight(found.weight, locale),
        written(&found.posterior.mean),
        written(&found.posterior.vague),
        confidence::credible(subject.level),
        weights(found, locale),
        name,
        measure
    )
}

/// What the trials make of the weight of the earlier estimate.
fn weights(found: &EarlierPrior, locale: Locale) -> String {
    let [before, after] = [found.weight, found.posterior.weight].map(|share| weight(share, locale));
    let ratio = found.posterior.log_evidence_ratio;
    let times = times(libm::exp(ratio.abs()), locale);
    let [more, less] = [
        translate("the earlier estimate"),
        translate("the vague prior"),
    ];
    if before == after {
        tr!(
            "The trials leave the weight of the earlier estimate at {before}: they are about as probable under it as under the vague prior.",
            before
        )
    } else if ratio > 0.0 {
        tr!(
            "The trials raise its weight to {after}: they are {times} as probable under {more} as under {less}. A narrow prior near the trials gains weight against one as wide as the vague prior: that is agreement, and no test of it.",
            after,
            times,
            more,
            less
        )
    } else {
        tr!(
            "The trials lower its weight to {after}: they are {times} as probable under {less} as under {more}.",
            after,
            times,
            less,
            more
        )
    }
}

/// "3.4 times", "117 times", "more than a million times".
fn times(ratio: f64, locale: Locale) -> String {
    if ratio > 1e6 {
        translate("more than a million times").to_owned()
    } else if ratio >= 100.0 {
        tr!("{} times", number::fold(ratio, locale))
    } else {
        tr!("{} times", number::ratio(ratio, locale))
    }
}

/// The earlier estimate as a distribution of the log ratio: "N(0.91, 0.34²)".
#[must_use]
pub fn distribution(prior: MeanPrior, locale: Locale) -> String {
    tr!(
        "N({}, {}²)",
        number::fixed(prior.mean, 3, locale),
        number::fixed(prior.deviation, 3, locale)
    )
}
