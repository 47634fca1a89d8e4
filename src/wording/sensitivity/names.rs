//! What a sensitivity analysis is called: by the name that it was given, or by what it does otherwise.

use crate::analysis::levels;
use crate::data::{
    ConfidenceLevel, LostAssumption, Measure, MultipleArms, Plan, Review, SensitivityAnalysis,
    TrialId, TrialSelection, capitalized, side_names,
};
use crate::wording::names::{self, Length};
use crate::wording::subject::trials;
use crate::wording::{Locale, confidence, number};

/// What a sensitivity analysis is called; `main` is the plan of the main analysis.
#[must_use]
pub fn name(analysis: &SensitivityAnalysis, review: &Review, main: Plan, locale: Locale) -> String {
    let given = analysis.name.trim();
    if given.is_empty() {
        proposed_name(analysis, review, main, locale)
    } else {
        given.to_owned()
    }
}

/// What it does otherwise, in a few words: "Low risk of bias only, odds ratio". Names what differs from the plan of the main
/// analysis; a plan that is the same is named in full, as it would stay when the other changes.
#[must_use]
pub fn proposed_name(
    analysis: &SensitivityAnalysis,
    review: &Review,
    main: Plan,
    locale: Locale,
) -> String {
    let mut parts: Vec<String> = selection(&analysis.trials, review, locale)
        .into_iter()
        .collect();
    parts.extend(analysis.lost.map(|lost| people_lost(lost, review, locale)));
    if let Some(plan) = analysis.plan {
        parts.extend(what_differs(plan, main));
    }
    parts.extend(analysis.level.map(intervals_of));
    capitalized(&parts.join(", "))
}

fn intervals_of(level: ConfidenceLevel) -> String {
    format!("{} intervals", confidence::percent(level))
}

fn selection(selection: &TrialSelection, review: &Review, locale: Locale) -> Option<String> {
    let fixed = |words: &str| Some(words.to_owned());
    match selection {
        TrialSelection::AsMain => None,
        TrialSelection::LowRiskOfBias => fixed("low risk of bias only"),
        TrialSelection::WithoutHighRiskOfBias => fixed("without high risk of bias"),
        TrialSelection::Without(out) => Some(format!(
            "without {}",
            match out.iter().copied().collect::<Vec<_>>().as_slice() {
                [one] => trial_name(*one, review),
                [one, other] => format!(
                    "{} and {}",
                    trial_name(*one, review),
                    trial_name(*other, review)
                ),
                several => trials(several.len(), locale),
            }
        )),
        TrialSelection::AsReported => fixed("numbers as reported only"),
        TrialSelection::ParallelGroups => fixed("parallel groups only"),
        TrialSelection::OneLevel { covariate, level } => {
            let mut columns = review.covariates.iter();
            let column = columns.find(|column| column.id == *covariate);
            let column = column.map_or("a column", |column| column.name.as_str());
            let mut known = levels(review, *covariate).into_iter();
            let written = known.find(|known| known.is_called(level));
            let level = written.map_or_else(|| level.clone(), |level| level.text);
            Some(format!("{column}: {level} only"))
        }
        TrialSelection::Arms(MultipleArms::Combined) => fixed("several arms of a trial combined"),
        TrialSelection::Arms(MultipleArms::SplitControl) => {
            fixed("several arms of a trial one by one")
        }
        TrialSelection::WithNotRandomized => fixed("with trials not known to be randomized"),
        TrialSelection::WithLeftOut => fixed("with the trials that were left out"),
    }
}

/// What the two sides are called within a sentence.
pub(super) fn sides_inside(review: &Review) -> [String; 2] {
    let [experimental, control] = side_names(review);
    [experimental.to_owned(), names::control_inside(control)]
}

/// What is assumed of the people lost, in a few words.
pub(super) fn people_lost(assumption: LostAssumption, review: &Review, locale: Locale) -> String {
    let [experimental, control] = sides_inside(review);
    match assumption {
        LostAssumption::Nobody => "nobody lost had it".to_owned(),
        LostAssumption::Everybody => "everybody lost had it".to_owned(),
        LostAssumption::ControlAlone => format!("only those lost with {control} had it"),
        LostAssumption::ExperimentalAlone => format!("only those lost with {experimental} had it"),
        LostAssumption::AsControl => {
            format!("those lost had the risk of {control} in their trial")
        }
        LostAssumption::Uncertain => "anything may be so of those lost".to_owned(),
        LostAssumption::Odds([1.0, 1.0]) => "those lost were like those analysed".to_owned(),
        LostAssumption::Odds([one, other]) => {
            let [one, other] = [one, other].map(|odds| number::quantity(odds, locale));
            if one == other {
                format!("odds among those lost times {one}")
            } else {
                format!(
                    "odds among those lost times {one} with {experimental}, {other} with {control}"
                )
            }
        }
    }
}

/// The name of a trial of the review.
pub(super) fn trial_name(id: TrialId, review: &Review) -> String {
    let name = review.trial(id).map(|trial| trial.name.as_str());
    names::trial(name.unwrap_or_default()).to_owned()
}

/// What one plan does otherwise than another; where it does nothing otherwise, the whole of it.
fn what_differs(plan: Plan, main: Plan) -> Vec<String> {
    let mut parts: Vec<String> = Vec::new();
    if plan.measure != main.measure {
        parts.push(names::measure_inside(plan.measure).to_owned());
    }
    let other_method = plan.method != main.method;
    if other_method && plan.measure != Measure::PetoOddsRatio {
        parts.push(names::method_inside(plan.method));
    }
    if !other_method && names::plan(plan) != names::plan(main) {
        if plan.interval != main.interval {
            parts.push(match names::interval(plan.interval, Length::Full) {
                words if words.contains("interval") => words.to_owned(),
                words => format!("{words} interval"),
            });
        }
        if plan.correction != main.correction && plan.method.corrects() {
            parts.push(names::correction(plan.correction, Length::Full).to_owned());
        }
    }
    if plan.prediction != main.prediction && plan.method == main.method {
        parts.push(format!(
            "prediction interval by {}",
            names::prediction_degrees(plan.prediction)
        ));
    }
    if parts.is_empty() {
        parts.push(format!(
            "{}, {}",
            names::measure_inside(plan.measure),
            names::plan_inside(plan)
        ));
    }
    parts
}
