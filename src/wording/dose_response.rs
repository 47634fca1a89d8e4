//! What is said of dose and response within trials: the sentence over the view, what is known of the fit, and why there is none.

use super::effects::Written;
use super::explored::{is_read_as_ratio, slope_limits, slope_of};
use super::sentences::NOT_CONVERGED;
use super::subject::trials;
use super::{Locale, confidence, names, number};
use crate::analysis::{
    ChiSquaredTest, DosesWithin, FEW_TRIALS, IntervalEstimate, NoDoseResponse, NotDosed, Shape,
    Stages,
};
use crate::data::Measure;

/// What the section is called.
pub const TITLE: &str = "Dose and response within trials";
/// What it is, where no dose was said.
pub const HINT: &str = "Say the doses of the arms, all in one unit: each arm is then compared with the control group of its own trial, and a line is drawn through the doses. This is another question than a meta-regression, which compares trials.";
/// What the models are, and where they are from.
pub const EXPLAINED: &str = "Arms with one control group vary together by its part of their variance. A trial’s own line is that of generalised least squares (Greenland and Longnecker 1992, American Journal of Epidemiology 135:1301); in two stages these lines are pooled with random effects (REML; Orsini and others 2012, American Journal of Epidemiology 175:66), in one stage all arms enter at once, so that trials with fewer doses than the line has coefficients are kept (Crippa and others 2019, Statistical Methods in Medical Research 28:1579). The spline is Harrell’s restricted cubic spline with three knots. Intervals are by the normal distribution.";
/// Opens the table in which doses are said.
pub const DOSES: &str = "Doses of the arms";
/// The label of the unit.
pub const UNIT: &str = "Unit of the doses";
/// An example of a unit.
pub const UNIT_EXAMPLE: &str = "mg a day";
/// The head of the trials.
pub const TRIAL: &str = "Trial";
/// The head of the arms.
pub const ARM: &str = "Arm";
/// The head of the doses.
pub const DOSE: &str = "Dose";
/// Takes the doses that stand in names.
pub const TAKE: &str = "Take these doses";
/// What is said beneath the table.
pub const ZERO: &str = "A control group has dose 0 unless another is said. An arm without a dose is not part of the line.";
/// That a text is no dose.
pub const NOT_A_DOSE: &str = "A dose is one number from 0 on.";
/// The label of the shape.
pub const SHAPE: &str = "Line";
/// The label of the stages.
pub const STAGES: &str = "Stages";
/// The label of the step.
pub const STEP: &str = "Slope for a step of";
/// The label of the knots.
pub const KNOTS: &str = "Knots";
/// An example of knots.
pub const KNOTS_EXAMPLE: &str = "three doses";
/// That a text is no step.
pub const NOT_A_STEP: &str = "A step is one number above 0.";
/// That numbers are no knots.
pub const NOT_KNOTS: &str = "Three different doses are wanted, or nothing.";
/// The label of the doses at which effects are predicted.
pub const AT: &str = "Predict at doses";
/// An example of such doses.
pub const AT_EXAMPLE: &str = "10; 20; 40";
/// Opens the table of the trials' own lines.
pub const OWN: &str = "Lines of the trials";
/// What the file of the trials' own lines is called.
pub const OWN_FILE: &str = "dose and response by trial";
/// What the file of the predictions is called.
pub const PREDICTED_FILE: &str = "dose and response";
/// The head of what is predicted.
pub const PREDICTED: &str = "Effect by dose";
/// The line of the mean of random effects.
pub const RANDOM_LINE: &str = "All trials, random effects (REML)";
/// The line that is common to all trials.
pub const COMMON_LINE: &str = "All trials, one common line";
/// The legend of the arms.
pub const ARM_MARK: &str = "arm against its control group; area by weight";
/// The legend of the lines between the arms of a trial.
pub const OWN_MARK: &str = "arms of one trial";
/// The head of the coefficient of the dose.
pub const FIRST: &str = "Coefficient of the dose";
/// The head of the coefficient of the curved part.
pub const SECOND: &str = "Coefficient of the bend";
/// The head of what a trial's line leaves.
pub const MISFIT: &str = "P of departure from the line";
/// The head of the doses that a trial compares.
pub const DOSES_COMPARED: &str = "Doses";

/// The shape, as a choice.
#[must_use]
pub const fn shape_choice(spline: bool) -> &'static str {
    if spline {
        "Spline with 3 knots"
    } else {
        "Straight"
    }
}

/// The stages, as a choice.
#[must_use]
pub const fn stages_choice(one: bool) -> &'static str {
    if one { "One stage" } else { "Two stages" }
}

/// A dose in its unit: "10 mg".
#[must_use]
pub fn dose(value: f64, unit: &str, locale: Locale) -> String {
    let written = number::quantity(value, locale);
    if unit.is_empty() {
        written
    } else {
        format!("{written}\u{a0}{unit}")
    }
}

/// A dose as it is typed, with all its digits: "2000000", "0.00005".
#[must_use]
pub fn typed_dose(value: f64, locale: Locale) -> String {
    value
        .to_string()
        .replace('.', &locale.decimal_mark().to_string())
}

/// The name of an arm among the doses: its own, or its side and place.
#[must_use]
pub fn arm(label: &str, side: &str, place: usize, locale: Locale) -> String {
    if label.is_empty() {
        format!("{side} {}", number::count(place as u64 + 1, locale))
    } else {
        label.to_owned()
    }
}

/// How many doses are proposed: "2 doses stand in the names of arms."
#[must_use]
pub fn proposed(many: usize, unit: Option<&str>, locale: Locale) -> String {
    let counted = number::count(many as u64, locale);
    let stand = if many == 1 {
        "dose stands in the name of an arm"
    } else {
        "doses stand in the names of arms"
    };
    match unit.filter(|unit| !unit.is_empty()) {
        Some(unit) => format!("{counted} {stand} (unit “{unit}”)."),
        None => format!("{counted} {stand}."),
    }
}

/// What is read of an effect: "Risk ratio", "Difference …", with the step where it is a slope.
#[must_use]
pub fn slope_head(found: &DosesWithin, locale: Locale) -> String {
    format!(
        "{} for {}",
        names::measure(found.measure, names::Length::Full),
        dose(found.step, &found.unit, locale)
    )
}

/// What the figure is called.
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    format!("{outcome}: dose and response within trials")
}

/// The name of the axis of the doses.
#[must_use]
pub fn axis(unit: &str) -> String {
    if unit.is_empty() {
        DOSE.to_owned()
    } else {
        format!("{DOSE}, {unit}")
    }
}

/// The legend of the line.
#[must_use]
pub fn line(found: &DosesWithin) -> &'static str {
    if found.fit.random.is_some() {
        "mean line of the trials"
    } else {
        "line of the trial"
    }
}

/// The sentence: the slope or the effect of the largest dose, what is tested, and which kind of dose and response this is.
#[must_use]
pub fn sentence(found: &DosesWithin, locale: Locale) -> String {
    let level = confidence::short(found.level);
    let taken = found.taken().count();
    let how = match (&found.fit.random, found.fit.stages) {
        (None, _) => "the one trial with a line".to_owned(),
        (Some(_), Stages::Two) => format!("{}, in two stages", trials(taken, locale)),
        (Some(_), Stages::One) => format!("{}, in one stage", trials(taken, locale)),
    };
    let association = found.fit.mean().association();
    let mut said = Vec::new();
    match found.fit.shape {
        Shape::Linear => {
            let interval = found.of_step();
            said.push(format!(
                "Across the arms of the same trial, with the dose higher by {}: {} ({level} {}{}), from {how}.",
                dose(found.step, &found.unit, locale),
                change(found.measure, &interval, locale),
                slope_limits(found.measure, [interval.lower, interval.upper], locale),
                association
                    .as_ref()
                    .map_or_else(String::new, |test| format!("; {}", number::p_statement(test.p_value, locale))),
            ));
        }
        Shape::Spline(_) => {
            let largest = found.largest();
            let interval = found.effect_at(largest);
            let written = Written::of(found.measure, &interval, locale);
            said.push(format!(
                "Across the arms of the same trial, {} against {}: {} of {} ({level} {}), from {how}.",
                dose(largest, &found.unit, locale),
                dose(found.reference, &found.unit, locale),
                names::measure_inside(found.measure),
                written.effect(interval.estimate),
                written.interval(&interval),
            ));
            if let Some(test) = &association {
                said.push(format!(
                    "Any relation with dose: {}.",
                    chi_squared(test, locale)
                ));
            }
            if let Some(test) = found.fit.mean().curvature() {
                let bend = chi_squared(&test, locale);
                said.push(if test.p_value < 0.05 {
                    format!("The line departs from a straight one: {bend}.")
                } else {
                    format!("A departure from a straight line is not shown ({bend}), which does not show that it is straight.")
                });
            }
        }
    }
    if association.is_some_and(|test| test.p_value >= 0.05) {
        said.push(
            "A relation with dose is not shown, which does not show that there is none.".to_owned(),
        );
    }
    said.push(kind(found, taken, locale));
    if found
        .fit
        .random
        .as_ref()
        .is_some_and(|random| !random.converged)
    {
        said.push(NOT_CONVERGED.to_owned());
    }
    said.join(" ")
}

/// A slope as it is read in a sentence.
fn change(measure: Measure, interval: &IntervalEstimate, locale: Locale) -> String {
    let slope = slope_of(measure, interval.estimate, locale);
    if is_read_as_ratio(measure) {
        format!("{} of {slope}", names::measure_inside(measure))
    } else {
        format!(
            "a change of {slope} in the {}",
            names::measure_inside(measure)
        )
    }
}

/// Which trials tell a dose from another within themselves.
fn kind(found: &DosesWithin, taken: usize, locale: Locale) -> String {
    let several = found.with_several_doses();
    match (several, taken) {
        (0, 1) => {
            "It compares one dose with its control group: the line between the two is assumed and not seen."
                .to_owned()
        }
        (0, _) => "None of them compares two doses with one control group: that the line is the same from dose to dose rests on a comparison of trials.".to_owned(),
        (several, taken) if several == taken && taken == 1 => {
            "It compares several doses with one control group.".to_owned()
        }
        (several, taken) if several == taken => {
            "Each of them compares several doses with one control group.".to_owned()
        }
        (1, _) => "1 of them compares several doses with one control group.".to_owned(),
        (several, _) => format!(
            "{} of them compare several doses with one control group.",
            number::count(several as u64, locale)
        ),
    }
}

/// "χ² = 5.10, df = 2, P = 0.08".
#[must_use]
pub fn chi_squared(test: &ChiSquaredTest, locale: Locale) -> String {
    format!(
        "χ²\u{a0}=\u{a0}{}, df\u{a0}=\u{a0}{}, {}",
        number::statistic(test.statistic, locale),
        number::degrees_of_freedom(test.degrees_of_freedom, locale),
        number::p_statement(test.p_value, locale)
    )
}

/// What is known of the fit, as pairs of what and how much.
#[must_use]
pub fn facts(found: &DosesWithin, locale: Locale) -> Vec<[String; 2]> {
    let mut facts = vec![[
        "Trials".to_owned(),
        format!(
            "{}, of which {} with several doses",
            number::count(found.taken().count() as u64, locale),
            number::count(found.with_several_doses() as u64, locale)
        ),
    ]];
    if let Shape::Spline(knots) = found.fit.shape {
        let at = knots.map(|knot| number::quantity(knot, locale)).join("; ");
        let from = if found.knots_chosen {
            ""
        } else {
            ", at 10, 50 and 90% of the doses of the arms"
        };
        facts.push([KNOTS.to_owned(), format!("{at}{from}")]);
    }
    if let Some(test) = found.fit.mean().association() {
        facts.push([
            "Any relation with dose".to_owned(),
            chi_squared(&test, locale),
        ]);
    }
    if let Some(test) = found.fit.mean().curvature() {
        facts.push([
            "Departure from a straight line".to_owned(),
            chi_squared(&test, locale),
        ]);
    }
    if let Some(test) = &found.fit.heterogeneity {
        let what = match found.fit.stages {
            Stages::Two => "Heterogeneity of the trials’ lines, Q",
            Stages::One => "What one common line leaves, Q",
        };
        facts.push([what.to_owned(), chi_squared(test, locale)]);
    }
    if let (Some(random), Shape::Linear) = (&found.fit.random, found.fit.shape)
        && let Some(variance) = random.between.first().and_then(|row| row.first())
    {
        facts.push([
            format!(
                "Standard deviation of the trials’ slopes for {}",
                dose(found.step, &found.unit, locale)
            ),
            number::significant(variance.max(0.0).sqrt() * found.step, locale),
        ]);
    }
    if found
        .fit
        .random
        .as_ref()
        .is_some_and(|random| !random.converged)
    {
        facts.push([
            "Fit".to_owned(),
            "did not converge: not to be relied on".to_owned(),
        ]);
    }
    facts
}

/// Of more trials no more are named.
const MOST_NAMED: usize = 6;

fn named(of: &[&str], locale: Locale) -> String {
    let trials: Vec<&str> = of.iter().map(|name| names::trial(name)).collect();
    names::first_of(&trials, MOST_NAMED, locale)
}

/// What a reader of the line must know.
#[must_use]
pub fn cautions(found: &DosesWithin, locale: Locale) -> Vec<String> {
    let mut cautions = Vec::new();
    let taken = found.taken().count();
    if found.fit.random.is_some() && taken < FEW_TRIALS {
        cautions.push(format!(
            "{}: how much lines differ between trials is hardly told by so few, and the interval can be too narrow.",
            trials(taken, locale)
        ));
    }
    let places = found.trials.iter().zip(&found.fit.taken);
    let not_taken: Vec<&str> = places
        .filter(|(_, taken)| !**taken)
        .map(|(trial, _)| trial.name.as_str())
        .collect();
    if !not_taken.is_empty() {
        cautions.push(format!(
            "Left out of two stages, having no line of their own: {}. One stage takes them in.",
            named(&not_taken, locale)
        ));
    }
    for (why, said) in [
        (
            NotDosed::NoDifference,
            "having the dose of their control group",
        ),
        (
            NotDosed::ControlDosesDiffer,
            "as their control arms have different doses",
        ),
        (NotDosed::NoEffect, "for want of an effect with a variance"),
    ] {
        let of = found.left_out.iter().filter(|(_, reason)| *reason == why);
        let of: Vec<&str> = of.map(|(name, _)| name.as_str()).collect();
        if !of.is_empty() {
            cautions.push(format!("Left out, {said}: {}.", named(&of, locale)));
        }
    }
    if found.without_dose > 0 {
        cautions.push(format!(
            "Not part of the line, as no dose was said of an arm: {}.",
            trials(found.without_dose, locale)
        ));
    }
    match found.arms_without_effect() {
        0 => {}
        1 => cautions.push(
            "1 arm is not part of the line: no effect follows from it, as from one without an event."
                .to_owned(),
        ),
        many => cautions.push(format!(
            "{} arms are not part of the line: no effect follows from them, as from those without an event.",
            number::count(many as u64, locale)
        )),
    }
    let corrected = found.corrected();
    if corrected > 0 {
        cautions.push(format!(
            "Numbers were added to the cells of all arms of {}, one of which is empty.",
            trials(corrected, locale)
        ));
    }
    let other_reference = found.taken().any(|(_, trial)| {
        trial
            .contrasts
            .reference()
            .total_cmp(&found.reference)
            .is_ne()
    });
    if other_reference {
        cautions.push(
            "Control groups have different doses: an arm stands in the figure at its effect against its own control group, and the line is that against the least of these doses."
                .to_owned(),
        );
    }
    cautions
}

/// Why there is no line.
#[must_use]
pub fn no_dose_response(why: NoDoseResponse) -> String {
    match why {
        NoDoseResponse::NoDoses => HINT.to_owned(),
        NoDoseResponse::Measure(measure) => format!(
            "Not available for the {}: how such effects of arms with one control group vary together does not follow from that group alone.",
            names::measure_inside(measure)
        ),
        NoDoseResponse::NoTrials => {
            "No trial with a dose has an effect at another dose than that of its control group."
                .to_owned()
        }
        NoDoseResponse::NoKnots => {
            "There are too few different doses for a spline: two of its knots would stand at one dose. Type other knots, or take a straight line."
                .to_owned()
        }
        NoDoseResponse::NotTold(Stages::Two) => {
            "No trial has doses enough for a line of this shape of its own. Take one stage, or a straight line."
                .to_owned()
        }
        NoDoseResponse::NotTold(Stages::One) => {
            "The doses of all trials together do not tell a line of this shape. Take a straight line."
                .to_owned()
        }
    }
}
