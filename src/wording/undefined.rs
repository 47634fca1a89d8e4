//! Why there is no number, and why a plan is proposed.

use super::subject::{Subject, trials};
use super::{number, tr, translate};
use crate::analysis::{LeftOut, ProposalReason, Undefined};
use crate::data::Measure;

/// Why there is no pooled estimate, and what can be done.
#[must_use]
pub fn sentence(undefined: Undefined, subject: &Subject<'_>) -> String {
    match undefined {
        Undefined::NoTrials if !subject.excluded.is_empty() => tr!(
            "The reviewers left out every trial that reports {}. Bring one back.",
            subject.outcome_inside()
        ),
        Undefined::NoTrials => tr!(
            "No trial reports {}. Type or paste numbers for at least one.",
            subject.outcome_inside()
        ),
        Undefined::NoEvents => tr!(
            "No event was seen in any {}trial: there is nothing to compare, only a bound on the risk of each arm.",
            subject.pooled_word()
        ),
        Undefined::AllEvents => tr!(
            "Everybody had the event in every {}trial: there is nothing to compare.",
            subject.pooled_word()
        ),
        Undefined::ArmWithoutEvent { experimental } => tr!(
            "No event was seen with {} in any {}trial: a two-sided ratio does not exist.",
            subject.side(experimental),
            subject.pooled_word()
        ),
        Undefined::ArmAllEvents { experimental } => tr!(
            "Everybody with {} had the event in every {}trial: a two-sided odds ratio does not exist.",
            subject.side(experimental),
            subject.pooled_word()
        ),
        Undefined::NoVariation => translate("The trials agree so exactly that this interval would have no width. Choose the safeguarded Hartung–Knapp interval or another method.").to_owned(),
        Undefined::NoEstimableTrial => translate("No trial has an estimate under this plan, because of empty cells. Mantel–Haenszel without correction needs none.").to_owned(),
        Undefined::NotApplicable => translate("This method does not fit this measure or these data. Choose another method or measure.").to_owned(),
        Undefined::TooFewTrials { trials: informative, needed } => tr!(
            "{} with something to say: this model needs {needed}. Choose a method with a common effect.",
            trials(informative, subject.locale), needed
        ),
        Undefined::UnboundedSpread => translate("Every trial has its events on one side alone, and not all on the same side: the fit would let the effects differ without limit, so that neither their mean nor their spread has an estimate.").to_owned(),
        Undefined::Separated => tr!(
            "In every {}trial the events fall as one-sidedly as its totals allow: the ratio has no finite estimate, only a bound.",
            subject.pooled_word()
        ),
        Undefined::TooManyForExact => translate("There are too many people for an exact distribution. The conditional likelihood (GLMM, CM.EL) gives the same to several figures.").to_owned(),
        Undefined::NotConverged => translate("The fit did not converge. Choose another method.").to_owned(),
        Undefined::UnknownVersion => translate("Page and pooling core are of different versions. Reload the page.").to_owned(),
        Undefined::Pending => translate("This takes longer than a moment and is being computed beside the page.").to_owned(),
    }
}

/// The same in the room of a chart's row: "no ratio: control 0".
#[must_use]
pub fn short(undefined: Undefined, subject: &Subject<'_>) -> String {
    match undefined {
        Undefined::NoTrials if !subject.excluded.is_empty() => translate("all left out").to_owned(),
        Undefined::NoTrials => translate("not reported").to_owned(),
        undefined => with_sides(undefined, [subject.experimental, &subject.control]),
    }
}

/// The same of a plan with this measure: a difference is not called a ratio.
#[must_use]
pub fn short_of(undefined: Undefined, measure: Measure, subject: &Subject<'_>) -> String {
    difference(undefined, measure).unwrap_or_else(|| short(undefined, subject))
}

/// The same where only the names of the experimental and the control arms are known, not which trials were left out.
#[must_use]
pub fn short_between(undefined: Undefined, measure: Measure, sides: [&str; 2]) -> String {
    difference(undefined, measure).unwrap_or_else(|| with_sides(undefined, sides))
}

/// What is said of a difference otherwise than of a ratio.
fn difference(undefined: Undefined, measure: Measure) -> Option<String> {
    if measure.is_ratio() {
        None
    } else if undefined == Undefined::NoEvents {
        Some(translate("no interval: no events").to_owned())
    } else if undefined == Undefined::AllEvents {
        Some(translate("no interval: all had it").to_owned())
    } else {
        None
    }
}

fn with_sides(undefined: Undefined, [experimental, control]: [&str; 2]) -> String {
    let side = |is_experimental: bool| {
        if is_experimental {
            experimental
        } else {
            control
        }
    };
    match undefined {
        Undefined::NoTrials => translate("no trial pooled").to_owned(),
        Undefined::NoEvents => translate("no ratio: no events").to_owned(),
        Undefined::AllEvents => translate("no ratio: all had it").to_owned(),
        Undefined::ArmWithoutEvent { experimental } => {
            tr!("no ratio: {} 0", side(experimental))
        }
        Undefined::ArmAllEvents { experimental } => {
            tr!("no ratio: all with {}", side(experimental))
        }
        Undefined::NoVariation => translate("no interval").to_owned(),
        Undefined::NoEstimableTrial => translate("not estimable").to_owned(),
        Undefined::NotApplicable => translate("method does not fit").to_owned(),
        Undefined::TooFewTrials { .. } => translate("too few trials").to_owned(),
        Undefined::Separated => translate("no finite ratio").to_owned(),
        Undefined::UnboundedSpread => translate("no finite spread").to_owned(),
        Undefined::TooManyForExact => translate("too large for exact").to_owned(),
        Undefined::NotConverged => translate("did not converge").to_owned(),
        Undefined::UnknownVersion => translate("reload the page").to_owned(),
        Undefined::Pending => translate("being computed").to_owned(),
    }
}

/// Why a trial that reported the outcome is not in the pool.
#[must_use]
pub fn left_out(reason: LeftOut) -> &'static str {
    match reason {
        LeftOut::ByReviewers => translate("left out by the reviewers"),
        LeftOut::NotRandomized => translate("not randomized, or not confirmed to be"),
        LeftOut::Problem => translate("its numbers need mending first"),
        LeftOut::Repeated => translate("entered before under the same name"),
        LeftOut::Incomplete => translate("its numbers are not complete"),
    }
}

/// Why a plan is proposed.
#[must_use]
pub fn reason(reason: &ProposalReason, subject: &Subject<'_>) -> String {
    match *reason {
        ProposalReason::Sparse { events, trials: with_events, fewer, few_per_trial } => {
            let is_one = events == 1;
            let (events, places) = (counted(events, subject), trials(with_events, subject.locale));
            let few = if few_per_trial {
                let verb = if is_one { translate("is") } else { translate("are") };
                tr!("{events} in {places} {verb} few", events, places, verb)
            } else {
                tr!("Only {} in one of the two arms", counted(fewer, subject))
            };
            tr!("{few}: Mantel–Haenszel uses the counts as they are, without adding anything to empty cells.", few)
        }
        ProposalReason::EmptyCells { trials: empty, of } => tr!(
            "{} of {} with an empty cell: Mantel–Haenszel uses their counts as they are; inverse-variance weights would rest on what is added to them.",
            number::count(empty as u64, subject.locale),
            trials(of, subject.locale)
        ),
        ProposalReason::FewTrials { trials: with_estimate } => tr!(
            "Only {} with an estimate: too few to say how much trials differ, so no random effects.",
            trials(with_estimate, subject.locale)
        ),
        ProposalReason::SomeTrials { trials: with_estimate } => tr!(
            "{} cannot tell how much trials differ: a Bayesian model adds what is known of other reviews (a prior of τ) to what they say.",
            trials(with_estimate, subject.locale)
        ),
        ProposalReason::ManyTrials { trials: with_estimate, events: Some(events) } => tr!(
            "{} in {} are enough for the trials’ own effects: a random-effects model allows for trials that differ.",
            counted(events, subject),
            trials(with_estimate, subject.locale)
        ),
        ProposalReason::ManyTrials { trials: with_estimate, events: None } => tr!(
            "{} are enough for a random-effects model, which allows for trials that differ.",
            trials(with_estimate, subject.locale)
        ),
        ProposalReason::PetoPossible { risk } => tr!(
            "The event is very rare ({}), the arms are balanced and the effect is moderate: Peto’s method is possible too.",
            number::percent(risk, subject.locale)
        ),
        ProposalReason::Generic => translate("Trials give estimates, not counts.").to_owned(),
        ProposalReason::ScoreInterval => translate("A score interval, because Wald’s is too narrow for a risk difference of few events, and 0 to 0 without any.").to_owned(),
        ProposalReason::Means => translate("Trials give means.").to_owned(),
        ProposalReason::Proportions => translate("Trials give one arm, with nothing to compare it with.").to_owned(),
        ProposalReason::BinomialLikelihood => translate("A binomial model takes the people of each trial as they are, so that trials without an event take part without a correction; the logits of the risks scatter between trials.").to_owned(),
        ProposalReason::ArmWithoutEvent => tr!(
            "One side has no event in any {}trial: a two-sided ratio cannot be had; a bound is given instead.",
            subject.pooled_word()
        ),
        ProposalReason::NoEvents => tr!(
            "No event in any {}trial: an upper bound on each arm’s risk is given instead of a comparison.",
            subject.pooled_word()
        ),
    }
}

/// "1 event", "24 events".
fn counted(events: u64, subject: &Subject<'_>) -> String {
    let counted = number::count(events, subject.locale);
    if events == 1 {
        tr!("{counted} event", counted)
    } else {
        tr!("{counted} events", counted)
    }
}
