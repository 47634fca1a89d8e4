//! What is said of the selection model of Copas and Shi.

use super::effects::Written;
use super::names;
use super::subject::trials;
use super::{Locale, Text, confidence, number, tr, translate};
use crate::analysis::{
    CopasGrid, FEWEST_FOR_COPAS, IntervalEstimate, NO_SIGN_LEFT, SmallStudy, WhyNoCopas,
};
use crate::data::Measure;

/// What the section is called.
pub const TITLE: Text = Text("Selection by size and result (Copas)");
/// What it does, and what it cannot tell.
pub const HINT: Text = Text(
    "Copas & Shi (2000, Biostatistics 1:247): a trial is known more readily the larger it is, and, among trials of one size, by its result; how readily the data do not tell, so it is supposed. A supposition counts as one that explains the asymmetry where the test of what is left of it has P of 0.1 or more. With few trials that test sees little, so that nearly every supposition seems to explain it. A correlation of selection and result beyond 0.99 is not followed, and bias within trials is not looked at.",
);
/// Said where there are few trials.
pub const FEW: Text = Text("With fewer than ten trials this tells little.");
/// Opens the table.
pub const AS_TABLE: Text = Text("As a table");
/// What the file of the table is called beside the title of the review.
pub const FILE: &str = "selection by size and result";
/// The group of the two probabilities, which are supposed.
pub const KNOWN: Text = Text("Known");
/// The head of the probability of the smallest trial.
pub const SMALLEST: Text = Text("smallest trial");
/// The head of the probability of the largest trial.
pub const LARGEST: Text = Text("largest trial");
/// The head of the trials that are not known.
pub const UNKNOWN: Text = Text("Trials not known");
/// The head of ρ.
pub const CORRELATION: &str = "ρ";
/// The head of the residual test.
pub const RESIDUAL: Text = Text("P of what is left");
/// Where a supposition has no maximum.
pub const NO_MAXIMUM: Text = Text("no maximum found");

/// Why there is no such model.
#[must_use]
pub fn no_copas(why: WhyNoCopas, locale: Locale) -> String {
    match why {
        WhyNoCopas::FewTrials => tr!(
            "Not available: the model takes {} with an effect of their own or more.",
            trials(FEWEST_FOR_COPAS, locale)
        ),
        WhyNoCopas::OneSize => {
            translate("Not available: all trials have the same standard error.").to_owned()
        }
        WhyNoCopas::NoMaximum => {
            translate("Not available: the likelihood has no maximum that was found.").to_owned()
        }
    }
}

/// How far the mean moves over the suppositions that explain the asymmetry, beside the mean of the trials as they are.
#[must_use]
pub fn sentence(grid: &CopasGrid, found: &SmallStudy, locale: Locale) -> String {
    let fitted = grid.suppositions.iter().filter(|one| one.mean.is_some());
    let (fitted, all) = (fitted.count(), grid.suppositions.len());
    let explaining: Vec<&IntervalEstimate> = grid.that_explain().collect();
    let measure = names::measure_inside(found.measure);
    let as_is = found.mean.as_ref().map_or_else(String::new, |mean| {
        let written = Written::of(found.measure, mean, locale);
        tr!(
            " As the trials are it is {} ({} {}).",
            written.effect(mean.estimate),
            confidence::interval(found.level),
            written.interval(mean)
        )
    });
    let few = if found.has_enough() {
        String::new()
    } else {
        format!(" {FEW}")
    };
    let of = tr!(
        "{} of {} suppositions",
        number::count(explaining.len() as u64, locale),
        number::count(all as u64, locale)
    );
    let unfitted = match all - fitted {
        0 => String::new(),
        _ => tr!(" {} could be fitted.", number::count(fitted as u64, locale)),
    };
    match range(&explaining, found.measure, locale) {
        None => tr!(
            "None of {} suppositions explains the asymmetry (P of what is left below {} in each that could be tested).{unfitted}{as_is}{few}",
            number::count(all as u64, locale),
            number::tick(NO_SIGN_LEFT, locale),
            unfitted,
            as_is,
            few
        ),
        Some([estimates, limits]) => tr!(
            "{of} explain the asymmetry: under them the {measure} is {estimates}, with limits from {limits}.{unfitted}{as_is}{few}",
            of,
            measure,
            estimates,
            limits,
            unfitted,
            as_is,
            few
        ),
    }
}

/// The range of some means, and from the lowest limit to the highest.
fn range(means: &[&IntervalEstimate], measure: Measure, locale: Locale) -> Option<[String; 2]> {
    let least =
        |part: fn(&IntervalEstimate) -> f64| means.iter().map(|mean| part(mean)).reduce(f64::min);
    let most =
        |part: fn(&IntervalEstimate) -> f64| means.iter().map(|mean| part(mean)).reduce(f64::max);
    let (lower, upper) = (least(|mean| mean.lower)?, most(|mean| mean.upper)?);
    let (lowest, highest) = (least(|mean| mean.estimate)?, most(|mean| mean.estimate)?);
    let whole = IntervalEstimate {
        estimate: lowest,
        standard_error: 0.0,
        lower,
        upper,
    };
    let written = Written::of(measure, &whole, locale);
    let [first, last] = [lowest, highest].map(|estimate| written.effect(estimate));
    let estimates = if first == last {
        first
    } else {
        tr!("{first} to {last}", first, last)
    };
    Some([estimates, written.limits(lower, upper)])
}
