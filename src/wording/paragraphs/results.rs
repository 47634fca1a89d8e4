//! Results: one outcome. Numbers first, then what they allow, how much trials differ, what a reader must know, and what
//! the sensitivity analyses came to.

use super::prose::{Paragraph, Prose};
use super::{OutcomeAnswers, ReviewAnswers};
use crate::analysis::{Pooled, Response, certainty_of, earlier_prior, exposure, starting};
use crate::data::{Measure, Note, OutcomeKind, Sentence, Topic};
use crate::wording::effects::{self, Written};
use crate::wording::references::Reference;
use crate::wording::sentences::{self, Verdict, verdict};
use crate::wording::{
    Subject, certainty as words, confidence, earlier_prior as priors, exposure as exposed, names,
    notes, number, sensitivity, tr, translate,
};

pub(super) fn paragraph(review: &ReviewAnswers<'_>, answers: &OutcomeAnswers<'_>) -> Paragraph {
    let subject = review.subject(answers);
    let response = answers.response;
    let mut prose = Prose::new(Topic::Outcome(answers.outcome.id), review.locale);
    prose.of(Some(answers.outcome.id));
    match (&response.pooled, &response.totals) {
        (Ok(pooled), Some(totals)) => {
            let compared = sentences::compared(response, pooled, totals, &subject);
            prose.begin(Sentence::Result, &compared);
            if let Some(said) = sentences::reversed(response) {
                prose.begin(Sentence::Other, &said);
            }
            reading(&mut prose, response, pooled, &subject);
        }
        (Ok(pooled), None) if response.proportion.is_some() => {
            if let Some(said) = sentences::in_one_arm(response, pooled, &subject) {
                prose.begin(Sentence::Result, &said);
            }
        }
        (Ok(pooled), None) => {
            let estimated = sentences::estimated(response, pooled, &subject);
            prose.begin(Sentence::Result, &estimated);
            reading(&mut prose, response, pooled, &subject);
        }
        (Err(reason), totals) => {
            for said in sentences::not_pooled(*reason, totals.as_ref(), &subject) {
                prose.begin(Sentence::Result, &said);
            }
        }
    }
    let hidden = sentences::hidden(&response.ruled_out.zero_bounds, &subject);
    for (place, said) in (0..).zip(hidden) {
        prose.begin(Sentence::Bound(place), &said);
    }
    if let Some(said) = sentences::unusable(&subject) {
        prose.begin(Sentence::LeftOut, &said);
    }
    if let Ok(pooled) = &response.pooled {
        heterogeneity(&mut prose, response, pooled, &subject);
    }
    if review.review.panel.latency(answers.outcome.id).is_some() {
        let watched = exposure(review.review, answers.prepared, answers.outcome.id);
        for said in exposed::sentences(&watched, &subject) {
            prose.begin(Sentence::Other, &said);
        }
    }
    for (kind, said) in remarks(response, &subject) {
        prose.begin(Sentence::Note(kind), &said);
    }
    certainty(&mut prose, review, answers, &subject);
    analyses(&mut prose, review, answers);
    prior(&mut prose, review, answers, &subject);
    prose.finish()
}

/// How certain the result is, where that is judged, and what it comes to.
fn certainty(
    prose: &mut Prose,
    review: &ReviewAnswers<'_>,
    answers: &OutcomeAnswers<'_>,
    subject: &Subject<'_>,
) {
    let (outcome, response) = (answers.outcome.id, answers.response);
    let Some((level, judged)) = certainty_of(review.review, answers.prepared, outcome) else {
        return;
    };
    let start = judged
        .start
        .or_else(|| starting(review.review, answers.prepared).start);
    let follows = words::follows(start, judged);
    prose.begin(
        Sentence::Other,
        &tr!(
            "The certainty is {} ({}).",
            words::level_inside(level),
            names::outcome_inside(follows.trim_end_matches(['.', '。']))
        ),
    );
    let said = words::bare_statement(level, response, subject);
    if said.is_empty() {
        return;
    }
    prose
        .begin(Sentence::Other, said.trim_end_matches(['.', '。']))
        .cite(&[Reference::Santesso2020])
        .words(translate("."));
    let is_warned = response.pooled.as_ref().is_ok_and(|pooled| {
        match verdict(response.measure(), pooled, subject) {
            Verdict::More => !subject.more_is_worse,
            Verdict::Less => subject.more_is_worse,
            Verdict::Alike | Verdict::Open => false,
        }
    });
    if !is_warned && words::is_said_benefit(level, response, subject) {
        prose.begin(Sentence::Other, sentences::BENEFIT_CAUTION.text());
    }
}

/// How the interval lies to no difference, what that means for people, and what is uncertain about it.
fn reading(prose: &mut Prose, response: &Response, pooled: &Pooled, subject: &Subject<'_>) {
    prose.begin(
        Sentence::Reading,
        &to_no_difference(response, pooled, subject),
    );
    let nothing = sentences::nothing_told(response, subject);
    let uncertain = nothing
        .clone()
        .or_else(|| sentences::too_few(response, pooled, subject));
    if let Some(said) = uncertain {
        prose.begin(Sentence::Reading, &said);
    }
    if let Some(said) = sentences::probability(pooled, subject) {
        prose.begin(Sentence::Reading, &said);
    }
    if nothing.is_none()
        && let Some(said) = per_people(response, subject)
    {
        prose.begin(Sentence::Absolute, &said);
    }
    let is_benefit = match verdict(response.measure(), pooled, subject) {
        Verdict::More => !subject.more_is_worse,
        Verdict::Less => subject.more_is_worse,
        Verdict::Alike | Verdict::Open => false,
    };
    // Of an interval that tells nothing there is no benefit to warn of.
    if is_benefit && !response.tells_nothing_at_all() {
        prose.begin(Sentence::Other, sentences::BENEFIT_CAUTION.text());
    }
    if !pooled.converged {
        prose.begin(Sentence::Other, sentences::NOT_CONVERGED.text());
    }
}

/// "The interval, 0.65 to 1.05, includes no difference: …". Whatever is said of no difference stands beside the limits.
fn to_no_difference(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> String {
    let measure = response.measure();
    let interval = &pooled.interval;
    let written = Written::of(measure, interval, subject.locale);
    let reads_so = |value| sentences::reads_as_no_difference(written, value);
    let excludes = interval.lower > 0.0 || interval.upper < 0.0;
    let touches = reads_so(interval.lower) || reads_so(interval.upper);
    let counts = matches!(
        measure.kind(),
        OutcomeKind::Counts | OutcomeKind::PersonTime
    );
    let tells_a_side = match verdict(measure, pooled, subject) {
        Verdict::More | Verdict::Less => true,
        Verdict::Alike | Verdict::Open => excludes,
    };
    let limits = written.interval(interval);
    let limits = match written.unit() {
        Some(unit) => tr!("{limits} {unit}", limits, unit),
        None => limits,
    };
    let said = match (excludes, touches) {
        (true, true) => translate("just excludes no difference").to_owned(),
        (true, false) => translate("excludes no difference").to_owned(),
        (false, true) => translate("just reaches no difference").to_owned(),
        (false, false) if !tells_a_side && counts => {
            translate("includes no difference: the data cannot tell more from fewer").to_owned()
        }
        (false, false) if counts => tr!(
            "includes no difference: fewer and more events with {} are both compatible with these data",
            subject.experimental
        ),
        (false, false) => tr!(
            "includes no difference: lower and higher values with {} are both compatible with these data",
            subject.experimental
        ),
    };
    tr!("The interval, {limits}, {said}.", limits, said)
}

/// "At a control risk of 241 per 1,000 that is about 42 fewer per 1,000 (77 fewer to 0)."
fn per_people(response: &Response, subject: &Subject<'_>) -> Option<String> {
    if response.measure() == Measure::RiskDifference {
        return None;
    }
    let absolute = response.absolute.as_ref()?;
    let people = effects::people_for(&absolute.difference);
    let per = effects::per(people, subject.locale);
    Some(tr!(
        "At a control risk of {} {per} that is about {} {per} ({}).",
        number::difference_per(absolute.baseline, people, subject.locale),
        effects::fewer_or_more(absolute.difference.estimate, people, subject.locale),
        effects::fewer_to_more(&absolute.difference, people, subject.locale),
        per
    ))
}

fn heterogeneity(prose: &mut Prose, response: &Response, pooled: &Pooled, subject: &Subject<'_>) {
    let locale = subject.locale;
    let mut parts = Vec::new();
    if let Some(found) = &pooled.heterogeneity {
        parts.push(tr!("I² {}", number::i_squared(found.i_squared, locale)));
        let tau = found.tau_squared;
        parts.extend(tau.map(|tau| format!("τ² {}", number::tau_squared(tau, locale))));
    }
    let mut said = parts.join(translate(", "));
    let prediction = match &response.proportion {
        Some(proportion) => proportion.prediction.map(|(lower, upper)| {
            [lower, upper]
                .map(|share| number::percent(share, locale))
                .join(translate(" to "))
        }),
        None => pooled.prediction.map(|(lower, upper)| {
            let written = Written::of(response.measure(), &pooled.interval, locale);
            written.limits(lower, upper)
        }),
    };
    if let Some(limits) = prediction {
        let between = if said.is_empty() { "" } else { translate("; ") };
        said = format!(
            "{said}{between}{} {limits}",
            confidence::prediction(subject.level)
        );
    }
    if !said.is_empty() {
        prose.begin(
            Sentence::Heterogeneity,
            &tr!("Heterogeneity: {said}.", said),
        );
    }
}

/// What a reader must know of the answer beyond what is said already, each with a number for its kind.
fn remarks(response: &Response, subject: &Subject<'_>) -> Vec<(u32, String)> {
    let notes = response.notes.iter();
    notes
        .filter_map(|note| Some((kind(note)?, notes::sentence(note, subject))))
        .collect()
}

/// A number for the kind of a note that is told; the others are said in other words or belong to figure and table alone.
fn kind(note: &Note) -> Option<u32> {
    match note {
        Note::CorrectionInUse { .. } => Some(0),
        Note::DoubleZero { .. } => Some(1),
        Note::AllEvents { .. } => Some(2),
        Note::FullArms { .. } => Some(3),
        Note::PetoDoubtful { .. } => Some(4),
        Note::RiskDifferenceWithRareEvents { .. } => Some(5),
        Note::ArmsAcrossTrials => Some(6),
        Note::HeterogeneitySparse { .. } => Some(7),
        Note::DominantTrial { .. } => Some(8),
        Note::WeightsOfBothArms => Some(9),
        Note::EventsFromOneTrial { .. } => Some(10),
        Note::TauSquaredAtZero => Some(11),
        Note::ArmWithoutEvent { .. }
        | Note::NoEvents
        | Note::InverseVarianceWithZeros { .. }
        | Note::NotConverged
        | Note::HartungKnappNarrower { .. }
        | Note::PredictionSuppressed { .. }
        | Note::CrudeReversed { .. } => None,
    }
}

/// "Sensitivity analyses: low risk of bias only 1.01 (0.73 to 1.41; 10 trials); …".
fn analyses(prose: &mut Prose, review: &ReviewAnswers<'_>, answers: &OutcomeAnswers<'_>) {
    let lines = sensitivity::lines(
        review.review,
        answers.outcome,
        answers.main(),
        answers.sensitivity,
        review.locale,
    );
    let analyses = lines.iter().skip(1);
    for (place, line) in (0..).zip(analyses) {
        let name = names::outcome_inside(&line.name);
        let between = if place == 0 {
            translate("Sensitivity analyses: ")
        } else {
            translate("; ")
        };
        let said = match &line.result {
            Ok(result) => tr!(
                "{between}{name} {} ({}; trials: {})",
                result.estimate,
                result.interval_in_words(),
                line.trials,
                between,
                name
            ),
            Err(why) => tr!(
                "{between}{name} without a result ({why})",
                between,
                name,
                why
            ),
        };
        if place == 0 {
            prose.begin(Sentence::Sensitivity(place), &said);
        } else {
            prose.on(Sentence::Sensitivity(place)).words(&said);
        }
    }
    if lines.len() > 1 {
        prose.words(translate("."));
    }
}

/// What the outcome comes to under an earlier estimate as a prior, where one was chosen.
fn prior(
    prose: &mut Prose,
    review: &ReviewAnswers<'_>,
    answers: &OutcomeAnswers<'_>,
    subject: &Subject<'_>,
) {
    let of_outcome = (answers.prepared, answers.response);
    let Some(found) = earlier_prior(review.review, answers.outcome.id, of_outcome) else {
        return;
    };
    match found {
        Ok(found) => prose.begin(Sentence::EarlierPrior, &priors::sentence(&found, subject)),
        Err(why) => prose
            .begin(
                Sentence::EarlierPrior,
                translate("An earlier estimate as a prior was asked for, without a result. "),
            )
            .words(&priors::no_prior(why, subject)),
    };
}
