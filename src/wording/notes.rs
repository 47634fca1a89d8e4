//! Notes on a result as sentences.

use super::effects::Written;
use super::subject::{Subject, trials};
use super::{names, number, tr, translate};
use crate::analysis::IntervalEstimate;
use crate::data::{Correction, Interval, Measure, Note};

/// What a note says, with its numbers.
#[must_use]
pub fn sentence(note: &Note, subject: &Subject<'_>) -> String {
    let locale = subject.locale;
    match *note {
        Note::CorrectionInUse {
            correction,
            trials: corrected,
        } => correction_in_use(correction, corrected, subject),
        Note::DoubleZero {
            trials: empty,
            used,
        } => {
            let counted = trials(empty, locale);
            if used {
                tr!("{counted} without an event in either arm: kept, this method can use them.", counted)
            } else {
                tr!(
                    "{counted} without an event in either arm: shown, but no part of the estimate: a ratio learns nothing from {}.",
                    if empty == 1 { translate("it") } else { translate("them") }, counted
                )
            }
        }
        Note::AllEvents { trials: full } => tr!(
            "{} in which everybody of both arms had the event: no part of the estimate.",
            trials(full, locale)
        ),
        Note::FullArms { trials: full } => tr!(
            "{} in which everybody of one arm had the event: its odds are infinite there, its risk is not.",
            trials(full, locale)
        ),
        Note::ArmWithoutEvent { experimental } => tr!(
            "No event was seen with {} in any {}trial, so that no two-sided ratio exists. What can be given is a bound.",
            subject.side(experimental),
            subject.pooled_word()
        ),
        Note::NoEvents => tr!(
            "No event was seen in any {}trial. What can be given is an upper bound on the risk of each arm, not on their difference.",
            subject.pooled_word()
        ),
        Note::PetoDoubtful {
            allocation,
            odds_ratio,
            risk,
        } => tr!(
            "Peto’s method is biased when arms are unbalanced, effects large or events common. Here the most unequal arms stand {} to 1, the odds ratio is {} and the risk {}. Mantel–Haenszel does not have this fault.",
            number::fixed(allocation, 1, locale),
            number::ratio(odds_ratio, locale),
            number::percent(risk, locale)
        ),
        Note::InverseVarianceWithZeros { trials: with_zeros } => tr!(
            "{} with an empty cell: inverse-variance weights need a correction or leave such trials out. Mantel–Haenszel uses their counts as they are.",
            trials(with_zeros, locale)
        ),
        Note::RiskDifferenceWithRareEvents { risk } => tr!(
            "Events are rare ({}): the interval of a pooled risk difference is then too wide in general, and far too narrow where arms are empty. A ratio says more.",
            number::percent(risk, locale)
        ),
        Note::ArmsAcrossTrials => translate("This method compares arms across trials as well as within them, so that it does not rest on randomization alone.").to_owned(),
        Note::NotConverged => translate("The fit stopped before it met its tolerance; do not rely on this estimate. Choose another method.").to_owned(),
        Note::TauSquaredAtZero => translate("τ² was estimated at zero. That does not show that trials agree: with few or small trials it is often estimated so.").to_owned(),
        Note::HartungKnappNarrower { interval, factor } => hartung_knapp(interval, factor, subject),
        Note::PredictionSuppressed { trials: with_estimate } => tr!(
            "No prediction interval: it needs three trials with an estimate, and there {} {}.",
            if with_estimate == 1 { translate("is") } else { translate("are") },
            number::count(with_estimate as u64, locale)
        ),
        Note::HeterogeneitySparse { events } => tr!(
            "I² and τ² rest on {}: with so few they are close to guesses.",
            events_counted(events, subject)
        ),
        Note::DominantTrial {
            trial,
            weight,
            measure,
            without,
        } => dominant_trial(trial, weight, measure, without, subject),
        Note::WeightsOfBothArms => translate("One trial holds all events of one side, another all those of the other side: the ratio rests on both alike.").to_owned(),
        Note::EventsFromOneTrial { trial } => {
            tr!("All events come from {}.", subject.trial(trial))
        }
        Note::CrudeReversed {
            experimental,
            control,
        } => tr!(
            "Added up as if all people had been in one trial, the risks point the other way: {} with {} against {} with {}. This is Simpson’s paradox; the estimate, which compares within trials, is the one to read.",
            number::percent(experimental, locale),
            subject.experimental,
            number::percent(control, locale),
            subject.control
        ),
    }
}

/// "The pooled estimate is mostly that of Zhao 2022 (68% of the weight): without this trial it would be 0.81 (0.42 to 1.56)."
fn dominant_trial(
    trial: usize,
    weight: f64,
    measure: Measure,
    without: Option<(f64, f64, f64)>,
    subject: &Subject<'_>,
) -> String {
    let locale = subject.locale;
    let without = without.map_or_else(
        || translate("there would be none").to_owned(),
        |(estimate, lower, upper)| {
            let interval = IntervalEstimate {
                estimate,
                standard_error: 0.0,
                lower,
                upper,
            };
            let written = Written::of(measure, &interval, locale);
            tr!(
                "it would be {} ({})",
                written.effect(estimate),
                written.interval(&interval)
            )
        },
    );
    tr!(
        "The pooled estimate is mostly that of {} ({}% of the weight): without this trial {without}.",
        subject.trial(trial),
        number::fixed(weight, 0, locale),
        without
    )
}

fn correction_in_use(correction: Correction, corrected: usize, subject: &Subject<'_>) -> String {
    let counted = trials(corrected, subject.locale);
    match correction {
        Correction::None => tr!("{counted} with an empty cell: nothing was added.", counted),
        Correction::HalfEverywhere => tr!(
            "{} in {counted}, as some published reviews did; it pulls the estimate towards no difference.",
            names::correction(correction, names::Length::Full),
            counted
        ),
        Correction::WhereZero(amount) => tr!(
            "{} was added to the cells of {counted} with an empty cell, as chosen.",
            number::tick(amount, subject.locale),
            counted
        ),
        Correction::HalfWhereZero => tr!(
            "{} was added to the cells of {counted} with an empty cell, as RevMan does. Where events are rare this pulls the estimate towards no difference; Mantel–Haenszel without correction does not need it.",
            number::fixed(0.5, 1, subject.locale),
            counted
        ),
        Correction::TreatmentArm => tr!(
            "{counted} with an empty cell entered with the {} (amounts that follow the size of the arms and add up to one).",
            names::correction(correction, names::Length::Full),
            counted
        ),
    }
}

fn hartung_knapp(interval: Interval, factor: f64, subject: &Subject<'_>) -> String {
    let factor = number::fixed(factor, 2, subject.locale);
    match interval {
        Interval::HartungKnappSafeguarded => tr!(
            "Trials differ less than chance alone would make them (q = {factor}, below 1): the safeguard kept the Hartung–Knapp interval from resting on a standard error smaller than Wald’s.",
            factor
        ),
        Interval::HartungKnapp
        | Interval::Wald
        | Interval::ProfileLikelihood
        | Interval::Robust => tr!(
            "Trials differ less than chance alone would make them (q = {factor}, below 1): the Hartung–Knapp interval rests on a standard error smaller than Wald’s. The safeguarded interval is the careful choice.",
            factor
        ),
    }
}

fn events_counted(events: u64, subject: &Subject<'_>) -> String {
    let counted = number::count(events, subject.locale);
    if events == 1 {
        tr!("{counted} event", counted)
    } else {
        tr!("{counted} events", counted)
    }
}
