//! What is said of dose and response within trials: the sentence over the view, what is known of the fit, and why there is none.

use super::effects::Written;
use super::explored::{is_read_as_ratio, slope_limits, slope_of};
use super::sentences::NOT_CONVERGED;
use super::subject::trials;
use super::{Locale, Text, confidence, names, number, tr, translate};
use crate::analysis::{
    ChiSquaredTest, DosesWithin, FEW_TRIALS, IntervalEstimate, NoDoseResponse, NotDosed, Shape,
    Stages,
};
use crate::data::Measure;

/// What the section is called.
pub const TITLE: Text = Text("Dose and response within trials");
/// What it is, where no dose was said.
pub const HINT: Text = Text(
    "Say the doses of the arms, all in one unit: each arm is then compared with the control group of its own trial, and a line is drawn through the doses. This is another question than a meta-regression, which compares trials.",
);
/// What the models are, and where they are from.
pub const EXPLAINED: Text = Text(
    "Arms with one control group vary together by its part of their variance. A trial’s own line is that of generalised least squares (Greenland and Longnecker 1992, American Journal of Epidemiology 135:1301); in two stages these lines are pooled with random effects (REML; Orsini and others 2012, American Journal of Epidemiology 175:66), in one stage all arms enter at once, so that trials with fewer doses than the line has coefficients are kept (Crippa and others 2019, Statistical Methods in Medical Research 28:1579). The spline is Harrell’s restricted cubic spline with three knots. Intervals are by the normal distribution.",
);
/// Opens the table in which doses are said.
pub const DOSES: Text = Text("Doses of the arms");
/// The label of the unit.
pub const UNIT: Text = Text("Unit of the doses");
/// An example of a unit.
pub const UNIT_EXAMPLE: Text = Text("mg a day");
/// The head of the trials.
pub const TRIAL: Text = Text("Trial");
/// The head of the arms.
pub const ARM: Text = Text("Arm");
/// The head of the doses.
pub const DOSE: Text = Text("Dose");
/// Takes the doses that stand in names.
pub const TAKE: Text = Text("Take these doses");
/// What is said beneath the table.
pub const ZERO: Text = Text(
    "A control group has dose 0 unless another is said. An arm without a dose is not part of the line.",
);
/// That a text is no dose.
pub const NOT_A_DOSE: Text = Text("A dose is one number from 0 on.");
/// The label of the shape.
pub const SHAPE: Text = Text("Line");
/// The label of the stages.
pub const STAGES: Text = Text("Stages");
/// The label of the step.
pub const STEP: Text = Text("Slope for a step of");
/// The label of the knots.
pub const KNOTS: Text = Text("Knots");
/// An example of knots.
pub const KNOTS_EXAMPLE: Text = Text("three doses");
/// That a text is no step.
pub const NOT_A_STEP: Text = Text("A step is one number above 0.");
/// That numbers are no knots.
pub const NOT_KNOTS: Text = Text("Three different doses are wanted, or nothing.");
/// The label of the doses at which effects are predicted.
pub const AT: Text = Text("Predict at doses");
/// An example of such doses.
pub const AT_EXAMPLE: Text = Text("10; 20; 40");
/// Opens the table of the trials' own lines.
pub const OWN: Text = Text("Lines of the trials");
/// What the file of the trials' own lines is called.
pub const OWN_FILE: &str = "dose and response by trial";
/// What the file of the predictions is called.
pub const PREDICTED_FILE: &str = "dose and response";
/// The head of what is predicted.
pub const PREDICTED: Text = Text("Effect by dose");
/// The line of the mean of random effects.
pub const RANDOM_LINE: Text = Text("All trials, random effects (REML)");
/// The line that is common to all trials.
pub const COMMON_LINE: Text = Text("All trials, one common line");
/// The legend of the arms.
pub const ARM_MARK: Text = Text("arm against its control group; area by weight");
/// The legend of the lines between the arms of a trial.
pub const OWN_MARK: Text = Text("arms of one trial");
/// The head of the coefficient of the dose.
pub const FIRST: Text = Text("Coefficient of the dose");
/// The head of the coefficient of the curved part.
pub const SECOND: Text = Text("Coefficient of the bend");
/// The head of what a trial's line leaves.
pub const MISFIT: Text = Text("P of departure from the line");
/// The head of the doses that a trial compares.
pub const DOSES_COMPARED: Text = Text("Doses");

/// The shape, as a choice.
#[must_use]
pub fn shape_choice(spline: bool) -> &'static str {
    if spline {
        translate("Spline with 3 knots")
    } else {
        translate("Straight")
    }
}

/// The stages, as a choice.
#[must_use]
pub fn stages_choice(one: bool) -> &'static str {
    if one {
        translate("One stage")
    } else {
        translate("Two stages")
    }
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
        tr!(
            "{side} {place}",
            side,
            place = number::count(place as u64 + 1, locale)
        )
    } else {
        label.to_owned()
    }
}

/// How many doses are proposed: "2 doses stand in the names of arms."
#[must_use]
pub fn proposed(many: usize, unit: Option<&str>, locale: Locale) -> String {
    let counted = number::count(many as u64, locale);
    let stand = if many == 1 {
        translate("dose stands in the name of an arm")
    } else {
        translate("doses stand in the names of arms")
    };
    match unit.filter(|unit| !unit.is_empty()) {
        Some(unit) => tr!("{counted} {stand} (unit “{unit}”).", counted, stand, unit),
        None => tr!("{counted} {stand}.", counted, stand),
    }
}

/// What is read of an effect: "Risk ratio", "Difference …", with the step where it is a slope.
#[must_use]
pub fn slope_head(found: &DosesWithin, locale: Locale) -> String {
    tr!(
        "{} for {}",
        names::measure(found.measure, names::Length::Full),
        dose(found.step, &found.unit, locale)
    )
}

/// What the figure is called.
#[must_use]
pub fn figure_name(outcome: &str) -> String {
    tr!("{outcome}: dose and response within trials", outcome)
}

/// The name of the axis of the doses.
#[must_use]
pub fn axis(unit: &str) -> String {
    if unit.is_empty() {
        DOSE.to_owned()
    } else {
        tr!("{DOSE}, {unit}", DOSE, unit)
    }
}

/// The legend of the line.
#[must_use]
pub fn line(found: &DosesWithin) -> &'static str {
    if found.fit.random.is_some() {
        translate("mean line of the trials")
    } else {
        translate("line of the trial")
    }
}

/// The sentence: the slope or the effect of the largest dose, what is tested, and which kind of dose and response this is.
#[must_use]
pub fn sentence(found: &DosesWithin, locale: Locale) -> String {
    let level = confidence::short(found.level);
    let taken = found.taken().count();
    let how = match (&found.fit.random, found.fit.stages) {
        (None, _) => translate("the one trial with a line").to_owned(),
        (Some(_), Stages::Two) => tr!("{}, in two stages", trials(taken, locale)),
        (Some(_), Stages::One) => tr!("{}, in one stage", trials(taken, locale)),
    };
    let association = found.fit.mean().association();
    let mut said = Vec::new();
    match found.fit.shape {
        Shape::Linear => {
            let interval = found.of_step();
            said.push(tr!(
                "Across the arms of the same trial, with the dose higher by {}: {} ({level} {}{}), from {how}.",
                dose(found.step, &found.unit, locale),
                change(found.measure, &interval, locale),
                slope_limits(found.measure, [interval.lower, interval.upper], locale),
                association
                    .as_ref()
                    .map_or_else(String::new, |test| tr!("; {}", number::p_statement(test.p_value, locale))), level, how
            ));
        }
        Shape::Spline(_) => {
            let largest = found.largest();
            let interval = found.effect_at(largest);
            let written = Written::of(found.measure, &interval, locale);
            said.push(tr!(
                "Across the arms of the same trial, {} against {}: {} of {} ({level} {}), from {how}.",
                dose(largest, &found.unit, locale),
                dose(found.reference, &found.unit, locale),
                names::measure_inside(found.measure),
                written.effect(interval.estimate),
                written.interval(&interval), level, how
            ));
            if let Some(test) = &association {
                said.push(tr!(
                    "Any relation with dose: {}.",
                    chi_squared(test, locale)
                ));
            }
            if let Some(test) = found.fit.mean().curvature() {
                let bend = chi_squared(&test, locale);
                said.push(if test.p_value < 0.05 {
                    tr!("The line departs from a straight one: {bend}.", bend)
                } else {
                    tr!("A departure from a straight line is not shown ({bend}), which does not show that it is straight.", bend)
                });
            }
        }
    }
    if association.is_some_and(|test| test.p_value >= 0.05) {
        said.push(
            translate("A relation with dose is not shown, which does not show that there is none.")
                .to_owned(),
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
        tr!("{} of {slope}", names::measure_inside(measure), slope)
    } else {
        tr!(
            "a change of {slope} in the {}",
            names::measure_inside(measure),
            slope
        )
    }
}

/// Which trials tell a dose from another within themselves.
fn kind(found: &DosesWithin, taken: usize, locale: Locale) -> String {
    let several = found.with_several_doses();
    match (several, taken) {
        (0, 1) => {
            translate("It compares one dose with its control group: the line between the two is assumed and not seen.")
                .to_owned()
        }
        (0, _) => translate("None of them compares two doses with one control group: that the line is the same from dose to dose rests on a comparison of trials.").to_owned(),
        (several, taken) if several == taken && taken == 1 => {
            translate("It compares several doses with one control group.").to_owned()
        }
        (several, taken) if several == taken => {
            translate("Each of them compares several doses with one control group.").to_owned()
        }
        (1, _) => translate("1 of them compares several doses with one control group.").to_owned(),
        (several, _) => tr!(
            "{} of them compare several doses with one control group.",
            number::count(several as u64, locale)
        ),
    }
}

/// "χ² = 5.10, df = 2, P = 0.08".
#[must_use]
pub fn chi_squared(test: &ChiSquaredTest, locale: Locale) -> String {
    tr!(
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
        translate("Trials").to_owned(),
        tr!(
            "{}, of which {} with several doses",
            number::count(found.taken().count() as u64, locale),
            number::count(found.with_several_doses() as u64, locale)
        ),
    ]];
    if let Shape::Spline(knots) = found.fit.shape {
        let at = knots
            .map(|knot| number::quantity(knot, locale))
            .join(translate("; "));
        let from = if found.knots_chosen {
            ""
        } else {
            translate(", at 10, 50 and 90% of the doses of the arms")
        };
        facts.push([KNOTS.to_owned(), format!("{at}{from}")]);
    }
    if let Some(test) = found.fit.mean().association() {
        facts.push([
            translate("Any relation with dose").to_owned(),
            chi_squared(&test, locale),
        ]);
    }
    if let Some(test) = found.fit.mean().curvature() {
        facts.push([
            translate("Departure from a straight line").to_owned(),
            chi_squared(&test, locale),
        ]);
    }
    if let Some(test) = &found.fit.heterogeneity {
        let what = match found.fit.stages {
            Stages::Two => translate("Heterogeneity of the trials’ lines, Q"),
            Stages::One => translate("What one common line leaves, Q"),
        };
        facts.push([what.to_owned(), chi_squared(test, locale)]);
    }
    if let (Some(random), Shape::Linear) = (&found.fit.random, found.fit.shape)
        && let Some(variance) = random.between.first().and_then(|row| row.first())
    {
        facts.push([
            tr!(
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
            translate("Fit").to_owned(),
            translate("did not converge: not to be relied on").to_owned(),
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
        cautions.push(tr!(
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
        cautions.push(tr!(
            "Left out of two stages, having no line of their own: {}. One stage takes them in.",
            named(&not_taken, locale)
        ));
    }
    for (why, said) in [
        (
            NotDosed::NoDifference,
            translate("having the dose of their control group"),
        ),
        (
            NotDosed::ControlDosesDiffer,
            translate("as their control arms have different doses"),
        ),
        (
            NotDosed::NoEffect,
            translate("for want of an effect with a variance"),
        ),
    ] {
        let of = found.left_out.iter().filter(|(_, reason)| *reason == why);
        let of: Vec<&str> = of.map(|(name, _)| name.as_str()).collect();
        if !of.is_empty() {
            cautions.push(tr!("Left out, {said}: {}.", named(&of, locale), said));
        }
    }
    if found.without_dose > 0 {
        cautions.push(tr!(
            "Not part of the line, as no dose was said of an arm: {}.",
            trials(found.without_dose, locale)
        ));
    }
    match found.arms_without_effect() {
        0 => {}
        1 => cautions.push(
            translate("1 arm is not part of the line: no effect follows from it, as from one without an event.")
                .to_owned(),
        ),
        many => cautions.push(tr!(
            "{} arms are not part of the line: no effect follows from them, as from those without an event.",
            number::count(many as u64, locale)
        )),
    }
    let corrected = found.corrected();
    if corrected > 0 {
        cautions.push(tr!(
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
            translate("Control groups have different doses: an arm stands in the figure at its effect against its own control group, and the line is that against the least of these doses.")
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
        NoDoseResponse::Measure(measure) => tr!(
            "Not available for the {}: how such effects of arms with one control group vary together does not follow from that group alone.",
            names::measure_inside(measure)
        ),
        NoDoseResponse::NoTrials => {
            translate("No trial with a dose has an effect at another dose than that of its control group.")
                .to_owned()
        }
        NoDoseResponse::NoKnots => {
            translate("There are too few different doses for a spline: two of its knots would stand at one dose. Type other knots, or take a straight line.")
                .to_owned()
        }
        NoDoseResponse::NotTold(Stages::Two) => {
            translate("No trial has doses enough for a line of this shape of its own. Take one stage, or a straight line.")
                .to_owned()
        }
        NoDoseResponse::NotTold(Stages::One) => {
            translate("The doses of all trials together do not tell a line of this shape. Take a straight line.")
                .to_owned()
        }
    }
}
