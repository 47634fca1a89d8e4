//! What is said of all numbers that trials give of an outcome, nested in their trials.

use super::effects::Written;
use super::sentences::NOT_CONVERGED;
use super::subject::{Subject, trials};
use super::{Locale, Text, confidence, names, number, tr, translate, undefined};
use crate::analysis::{
    IntervalEstimate, Nested, NoSeveralNumbers, NumberStanding, Response, SamplingErrors,
    SeveralNumbers, TrialNumber, Undefined,
};
use crate::data::{Measure, Method};

/// What the section is called.
pub const TITLE: Text = Text("Several numbers from one trial");
/// What the models are, and where they are from.
pub const EXPLAINED: Text = Text(
    "The main analysis takes one number of each trial, or arms with shares of their control group. Here every arm is compared with the whole control group, and every time point and every further row of a trial enters, nested in its trial: numbers vary within trials, and trials among each other (Konstantopoulos 2011, Research Synthesis Methods 2:61; Van den Noortgate and others 2013, Behavior Research Methods 45:576). The robust interval (CR2, with Satterthwaite’s degrees of freedom) does not rest on how the numbers of one trial vary together (Tipton 2015, Psychological Methods 20:375; Pustejovsky and Tipton 2018, Journal of Business and Economic Statistics 36:672).",
);
/// Opens the table of the numbers.
pub const NUMBERS: Text = Text("The numbers of these trials");
/// What the file of the numbers is called beside the title of the review.
pub const NUMBERS_FILE: &str = "several numbers from one trial";
/// What the file of the pooled results is called.
pub const POOLS_FILE: &str = "numbers nested in trials";
/// The head of the results.
pub const RESULT: Text = Text("Result");
/// The head of the numbers.
pub const NUMBER: Text = Text("Number");
/// The head of what became of them.
pub const STANDING: Text = Text("In the main analysis");
/// The head of the weights.
pub const WEIGHT: Text = Text("Weight among all numbers, %");
/// The head of the degrees of freedom.
pub const DEGREES: Text = Text("Degrees of freedom");
/// The line of the numbers of the main analysis by another method.
pub const CHOSEN_BY_RANDOM_EFFECTS: Text = Text("The same numbers by random effects (REML)");
/// The line of the model.
pub const THREE_LEVELS: Text = Text("All numbers, nested in trials");
/// The line of the robust error.
pub const ROBUST: Text = Text("The same, cluster-robust (CR2)");
/// The line of the other trials.
pub const OTHERS: Text = Text("Trials with one number each");

/// The line of the main analysis.
#[must_use]
pub fn as_chosen(response: &Response) -> String {
    tr!("Main analysis: {}", names::plan_inside(response.plan))
}

/// Why there is nothing to nest.
#[must_use]
pub fn no_several(why: NoSeveralNumbers) -> &'static str {
    match why {
        NoSeveralNumbers::OneEach => translate(
            "No pooled trial gives more than one number from which an effect follows, as several arms, time points or rows would: there is nothing to nest.",
        ),
        NoSeveralNumbers::TooMany => translate(
            "Not available: there are too many numbers for a model that is fitted while you wait.",
        ),
    }
}

/// What became of a number in the main analysis.
#[must_use]
pub fn standing(standing: NumberStanding) -> &'static str {
    match standing {
        NumberStanding::Chosen => translate("is the trial’s number"),
        NumberStanding::Combined => translate("added up with other arms"),
        NumberStanding::Shared => translate("with a share of the control group"),
        NumberStanding::LeftOut => translate("left out"),
    }
}

/// Which number of its trial it is: "high dose, 6 months".
#[must_use]
pub fn label(of: &TrialNumber, locale: Locale) -> String {
    let arm = match &of.arm {
        None => String::new(),
        Some(Ok(name)) => name.clone(),
        Some(Err(place)) => tr!("arm {}", number::count(*place as u64, locale)),
    };
    let parts = [of.row.trim().to_owned(), arm, of.time.clone()];
    let said: Vec<String> = parts.into_iter().filter(|part| !part.is_empty()).collect();
    match (said.is_empty(), of.standing) {
        (false, _) => said.join(translate(", ")),
        (true, NumberStanding::LeftOut) => translate("a further row").to_owned(),
        (true, NumberStanding::Chosen | NumberStanding::Combined | NumberStanding::Shared) => {
            translate("no time named").to_owned()
        }
    }
}

/// Degrees of freedom that need not be whole: "11", "9.9".
#[must_use]
pub fn degrees(value: f64, locale: Locale) -> String {
    let decimals = usize::from(value.fract() > 0.0);
    number::fixed(value, decimals, locale)
}

fn degrees_of_freedom(value: f64, locale: Locale) -> String {
    let written = degrees(value, locale);
    let noun = if written == "1" {
        translate("degree")
    } else {
        translate("degrees")
    };
    tr!("{written} {noun} of freedom", written, noun)
}

/// How many trials give several numbers, what all of them come to nested in their trials, and what the main analysis comes to.
#[must_use]
pub fn sentence(found: &SeveralNumbers, response: &Response, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    let several = found.with_several().count();
    let give = if several == 1 {
        translate("gives")
    } else {
        translate("give")
    };
    let counted = tr!(
        "{} of {} {give} more than one number; there are {} in all.",
        number::count(several as u64, locale),
        trials(found.trials.len(), locale),
        number::count(found.numbers().count() as u64, locale),
        give
    );
    let mut said = vec![counted];
    match &found.nested {
        Ok(nested) => said.extend(results(found, nested, response, subject)),
        Err(Undefined::TooFewTrials { .. }) => said.push(
            translate("Of one trial alone the variance between trials cannot be told: there is no such model.")
                .to_owned(),
        ),
        Err(why) => said.push(undefined::sentence(*why, subject)),
    }
    said.join(" ")
}

fn results(
    found: &SeveralNumbers,
    nested: &Nested,
    response: &Response,
    subject: &Subject<'_>,
) -> Vec<String> {
    let locale = subject.locale;
    let measure = found.plan.measure;
    let by_model = &nested.by_model.interval;
    let mut said = vec![tr!(
        "Nested in their trials they come to {} ({} {}){}.",
        a_measure(measure, by_model, locale),
        confidence::short(found.level),
        limits(measure, by_model, locale),
        match &nested.robust {
            Some(robust) => tr!(
                "; by the cluster-robust error the interval is {}, with {}",
                limits(measure, &robust.interval, locale),
                degrees_of_freedom(robust.degrees_of_freedom.unwrap_or_default(), locale)
            ),
            None => String::new(),
        }
    )];
    if nested.has_few_degrees() {
        said.push(
            translate("With fewer than 4 degrees of freedom the robust interval and its P cannot be trusted.")
                .to_owned(),
        );
    }
    if nested.robust.is_none() {
        said.push(translate("There is no cluster-robust error of these numbers.").to_owned());
    }
    if !nested.fit.converged {
        said.push(NOT_CONVERGED.to_owned());
    }
    if let Ok(pooled) = &response.pooled {
        let kind = match found.plan.method {
            Method::Bayesian(_) => confidence::credible(found.level),
            Method::MantelHaenszel
            | Method::MiettinenNurminen
            | Method::Peto
            | Method::InverseVariance
            | Method::RandomEffects(_)
            | Method::GeneralizedLinear(_)
            | Method::BetaBinomial
            | Method::PenalizedLogistic
            | Method::ExactConditional(_) => confidence::short(found.level),
        };
        said.push(tr!(
            "The main analysis ({}) comes to {} ({kind} {}).",
            names::plan_inside(response.plan),
            written(measure, &pooled.interval, locale),
            limits(measure, &pooled.interval, locale),
            kind
        ));
    }
    said
}

/// An estimate with its measure: "a risk ratio of 0.82".
fn a_measure(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> String {
    let name = names::measure_inside(measure);
    let article = if name.starts_with(['a', 'o']) {
        translate("an")
    } else {
        translate("a")
    };
    tr!(
        "{article} {name} of {}",
        written(measure, interval, locale),
        article,
        name
    )
}

fn written(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> String {
    Written::of(measure, interval, locale).effect(interval.estimate)
}

fn limits(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> String {
    Written::of(measure, interval, locale).interval(interval)
}

/// What lies between trials and within them, and how sampling errors were taken to vary together, each as a sentence.
#[must_use]
pub fn details(found: &SeveralNumbers, locale: Locale) -> Vec<String> {
    let mut said = Vec::new();
    if let Ok(nested) = &found.nested {
        let [between, within] = nested
            .fit
            .i_squared
            .map(|share| number::i_squared(share, locale));
        said.push(tr!(
            "Variance between trials σ² = {} (I² {between}), between numbers of one trial σ² = {} (I² {within}); Q = {} of all numbers, {}.",
            number::tau_squared(nested.fit.between, locale),
            number::tau_squared(nested.fit.within, locale),
            number::fixed(nested.fit.q.statistic, 2, locale),
            number::p_statement(nested.fit.q.p_value, locale), between, within
        ));
    }
    let of = |errors: SamplingErrors| {
        let trials = found.trials.iter();
        trials.filter(|trial| trial.errors == errors).count()
    };
    let (known, independent) = (
        of(SamplingErrors::Known),
        of(SamplingErrors::TakenAsIndependent),
    );
    if known > 0 {
        said.push(tr!(
            "In {} it is known how the sampling errors of the numbers vary together: arms with one control group share its part of the variance (Gleser and Olkin 2009), arms of different people share none.",
            trials(known, locale)
        ));
    }
    if independent > 0 {
        said.push(tr!(
            "In {} it is not known of all numbers how their sampling errors vary together, as of time points of the same people: those are taken as independent, which can make the interval by the model too narrow.",
            trials(independent, locale)
        ));
    }
    if found.without_effect > 0 {
        said.push(tr!(
            "{} left out: no effect follows from {}, such as one without an event in either arm.",
            numbers(found.without_effect, locale),
            if found.without_effect == 1 {
                translate("it")
            } else {
                translate("them")
            }
        ));
    }
    let corrected = found.numbers().filter(|number| number.corrected).count();
    if corrected > 0 {
        said.push(tr!(
            "Something is added to the cells of {} before the effect is made.",
            if corrected == 1 {
                translate("1 number").to_owned()
            } else {
                tr!("{} numbers", number::count(corrected as u64, locale))
            }
        ));
    }
    said
}

/// "1 number is", "3 numbers are".
fn numbers(count: usize, locale: Locale) -> String {
    let counted = number::count(count as u64, locale);
    if count == 1 {
        tr!("{counted} number is", counted)
    } else {
        tr!("{counted} numbers are", counted)
    }
}
