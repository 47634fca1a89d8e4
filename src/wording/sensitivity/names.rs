//! What a sensitivity analysis is called: by the name that it was given, or by what it does otherwise.

use crate::analysis::levels;
use crate::data::{
    ConfidenceLevel, Interval, LostAssumption, Measure, MultipleArms, Plan, Review,
    SensitivityAnalysis, TrialId, TrialSelection, capitalized,
};
use crate::wording::names::{self, Length};
use crate::wording::subject::trials;
use crate::wording::{Locale, confidence, number, tr, translate};

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
    capitalized(&parts.join(translate(", ")))
}

fn intervals_of(level: ConfidenceLevel) -> String {
    tr!("{} intervals", confidence::percent(level))
}

fn selection(selection: &TrialSelection, review: &Review, locale: Locale) -> Option<String> {
    let fixed = |words: &str| Some(words.to_owned());
    match selection {
        TrialSelection::AsMain => None,
        TrialSelection::LowRiskOfBias => fixed(translate("low risk of bias only")),
        TrialSelection::WithoutHighRiskOfBias => fixed(translate("without high risk of bias")),
        TrialSelection::Without(out) => Some(tr!(
            "without {}",
            match out.iter().copied().collect::<Vec<_>>().as_slice() {
                [one] => trial_name(*one, review),
                [one, other] => tr!(
                    "{} and {}",
                    trial_name(*one, review),
                    trial_name(*other, review)
                ),
                several => trials(several.len(), locale),
            }
        )),
        TrialSelection::AsReported => fixed(translate("numbers as reported only")),
        TrialSelection::ParallelGroups => fixed(translate("parallel groups only")),
        TrialSelection::OneLevel { covariate, level } => {
            let mut columns = review.covariates.iter();
            let column = columns.find(|column| column.id == *covariate);
            let column = column.map_or(translate("a column"), |column| column.name.as_str());
            let mut known = levels(review, *covariate).into_iter();
            let written = known.find(|known| known.is_called(level));
            let level = written.map_or_else(|| level.clone(), |level| level.text);
            Some(tr!("{column}: {level} only", column, level))
        }
        TrialSelection::Arms(MultipleArms::Combined) => {
            fixed(translate("several arms of a trial combined"))
        }
        TrialSelection::Arms(MultipleArms::SplitControl) => {
            fixed(translate("several arms of a trial one by one"))
        }
        TrialSelection::WithNotRandomized => {
            fixed(translate("with trials not known to be randomized"))
        }
        TrialSelection::WithLeftOut => fixed(translate("with the trials that were left out")),
    }
}

/// What the two sides are called within a sentence.
pub(super) fn sides_inside(review: &Review) -> [String; 2] {
    let [experimental, control] = names::sides(review).map(names::side_inside);
    [experimental.to_owned(), names::control_inside(control)]
}

/// What is assumed of the people lost, in a few words.
pub(super) fn people_lost(assumption: LostAssumption, review: &Review, locale: Locale) -> String {
    let [experimental, control] = sides_inside(review);
    match assumption {
        LostAssumption::Nobody => translate("nobody lost had it").to_owned(),
        LostAssumption::Everybody => translate("everybody lost had it").to_owned(),
        LostAssumption::ControlAlone => tr!("only those lost with {control} had it", control),
        LostAssumption::ExperimentalAlone => {
            tr!("only those lost with {experimental} had it", experimental)
        }
        LostAssumption::AsControl => {
            tr!(
                "those lost had the risk of {control} in their trial",
                control
            )
        }
        LostAssumption::Uncertain => translate("anything may be so of those lost").to_owned(),
        LostAssumption::Odds([1.0, 1.0]) => {
            translate("those lost were like those analysed").to_owned()
        }
        LostAssumption::Odds([one, other]) => {
            let [one, other] = [one, other].map(|odds| number::quantity(odds, locale));
            if one == other {
                tr!("odds among those lost times {one}", one)
            } else {
                tr!(
                    "odds among those lost times {one} with {experimental}, {other} with {control}",
                    one,
                    experimental,
                    other,
                    control
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
            let words = names::interval(plan.interval, Length::Full);
            parts.push(if plan.interval == Interval::Robust {
                words.to_owned()
            } else {
                tr!("{words} interval", words)
            });
        }
        if plan.correction != main.correction && plan.method.corrects() {
            parts.push(names::correction(plan.correction, Length::Full).to_owned());
        }
    }
    if plan.prediction != main.prediction && plan.method == main.method {
        parts.push(tr!(
            "prediction interval by {}",
            names::prediction_degrees(plan.prediction)
        ));
    }
    if parts.is_empty() {
        parts.push(tr!(
            "{}, {}",
            names::measure_inside(plan.measure),
            names::plan_inside(plan)
        ));
    }
    parts
}
