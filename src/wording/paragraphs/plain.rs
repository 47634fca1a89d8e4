//! The summary without terms of art: of each outcome how many people, and what stays open.

use super::prose::{Paragraph, Prose};
use super::{OutcomeAnswers, ReviewAnswers};
use crate::analysis::{Absolute, Pooled, Response, Totals, Undefined};
use crate::data::{Sentence, Topic};
use crate::wording::effects::Written;
use crate::wording::sentences::{self, BENEFIT_CAUTION, Verdict, verdict};
use crate::wording::subject::trials as counted;
use crate::wording::{Subject, effects, number, tr, translate};

/// Outcomes of which the summary tells; more would be no summary.
const MOST_OUTCOMES: usize = 30;

pub(super) fn paragraph(review: &ReviewAnswers<'_>) -> Paragraph {
    let mut prose = Prose::new(Topic::Plain, review.locale);
    let trials = review.review.trials.len();
    if trials == 0 || review.outcomes.is_empty() {
        prose.begin(
            Sentence::Other,
            translate("There is nothing to sum up yet."),
        );
        return prose.finish();
    }
    let outcomes = review.outcomes.len();
    let noun = if outcomes == 1 {
        translate("outcome")
    } else {
        translate("outcomes")
    };
    prose.begin(
        Sentence::Other,
        &tr!(
            "This sums up what {} reported of {} {noun}.",
            counted(trials, review.locale),
            number::count(outcomes as u64, review.locale),
            noun
        ),
    );
    for answers in review.outcomes.iter().take(MOST_OUTCOMES) {
        prose.of(Some(answers.outcome.id));
        let said = outcome(review, answers);
        for (place, said) in said.iter().enumerate() {
            if place == 0 {
                prose.item(Sentence::Result, said);
            } else {
                prose.begin(Sentence::Result, said);
            }
        }
    }
    prose.of(None);
    let others = outcomes.saturating_sub(MOST_OUTCOMES);
    if others > 0 {
        let said = if others == 1 {
            translate("One more outcome stands in the results.").to_owned()
        } else {
            tr!(
                "{} more outcomes stand in the results.",
                number::count(others as u64, review.locale)
            )
        };
        prose.item(Sentence::Other, &said);
    }
    prose.line(
        Sentence::Other,
        translate("Trials report what they looked for: harm that none of them looked for cannot be seen here."),
    );
    prose.finish()
}

fn outcome(review: &ReviewAnswers<'_>, answers: &OutcomeAnswers<'_>) -> Vec<String> {
    let subject = review.subject(answers);
    let response = answers.response;
    let name = subject.outcome;
    match (&response.pooled, &response.totals) {
        (Err(Undefined::Pending), _) => vec![tr!("{name}: being computed.", name)],
        (Err(reason), totals) => without_estimate(*reason, totals.as_ref(), &subject),
        (Ok(_), Some(totals)) if response.tells_nothing_at_all() => vec![tr!(
            "{name}: too few people had it to tell more from fewer ({}).",
            counts(totals, &subject),
            name
        )],
        (Ok(pooled), Some(totals)) => match &response.absolute {
            Some(absolute) => per_people(pooled, absolute, &subject),
            None => vec![tr!("{name}: {}.", counts(totals, &subject), name)],
        },
        (Ok(_), None) if response.proportion.is_some() => one_arm(response, &subject),
        (Ok(pooled), None) => measured(response, pooled, &subject),
    }
}

/// "7 of 72 people with MSC, 3 of 59 with control".
fn counts(totals: &Totals, subject: &Subject<'_>) -> String {
    let count = |value| number::count(value, subject.locale);
    tr!(
        "{} of {} people with {}, {} of {} with {}",
        count(totals.experimental_events),
        count(totals.experimental_total),
        subject.experimental,
        count(totals.control_events),
        count(totals.control_total),
        subject.control
    )
}

fn without_estimate(
    reason: Undefined,
    totals: Option<&Totals>,
    subject: &Subject<'_>,
) -> Vec<String> {
    let name = subject.outcome;
    let Some(totals) = totals.filter(|totals| totals.trials > 0) else {
        return match reason {
            Undefined::NoTrials if subject.excluded.is_empty() => vec![tr!(
                "{name}: no trial reported it. It may have happened all the same.",
                name
            )],
            _ => sentences::not_pooled(reason, None, subject)
                .into_iter()
                .map(|said| {
                    tr!(
                        "{name}: {}",
                        crate::wording::names::outcome_inside(&said),
                        name
                    )
                })
                .collect(),
        };
    };
    if totals.experimental_events + totals.control_events == 0 {
        return vec![tr!(
            "{name}: nobody was reported to have it ({}). That does not show that there is no risk.",
            counts(totals, subject),
            name
        )];
    }
    vec![tr!(
        "{name}: {}. These numbers give no comparison that can be relied on.",
        counts(totals, subject),
        name
    )]
}

/// "Deaths: of 1,000 people with control about 241 had it. With MSC it may be 42 fewer (77 fewer to 0)."
fn per_people(pooled: &Pooled, absolute: &Absolute, subject: &Subject<'_>) -> Vec<String> {
    let locale = subject.locale;
    let difference = &absolute.difference;
    let people = effects::people_for(difference);
    let among = number::count(u64::from(people), locale);
    let range = effects::fewer_to_more(difference, people, locale);
    let mut said = vec![tr!(
        "{}: of {among} people with {} about {} have it; with {} the best estimate is {} ({range}).",
        subject.outcome,
        subject.control,
        number::difference_per(absolute.baseline, people, locale),
        subject.experimental,
        effects::fewer_or_more(difference.estimate, people, locale),
        among,
        range
    )];
    let interval = &pooled.interval;
    let excludes = interval.lower > 0.0 || interval.upper < 0.0;
    let more_is_worse = subject.more_is_worse;
    if !excludes {
        said.push(
            translate(
                "The range holds both fewer and more, so that these trials leave open which it is.",
            )
            .to_owned(),
        );
    } else if (interval.estimate < 0.0) == more_is_worse {
        said.push(BENEFIT_CAUTION.to_owned());
    } else if more_is_worse {
        said.push(translate("All of the range is on the side of more.").to_owned());
    } else {
        said.push(translate("All of the range is on the side of fewer.").to_owned());
    }
    if !pooled.converged {
        said.push(sentences::NOT_CONVERGED.to_owned());
    }
    said
}

fn one_arm(response: &Response, subject: &Subject<'_>) -> Vec<String> {
    let shares = response.proportion.as_ref().and_then(|one| one.share);
    let Some((share, lower, upper)) = shares else {
        return Vec::new();
    };
    let [share, lower, upper] =
        [share, lower, upper].map(|share| number::percent(share, subject.locale));
    vec![tr!(
        "{}: {share} of people with {} had it ({lower} to {upper}).",
        subject.outcome,
        subject.experimental,
        share,
        lower,
        upper
    )]
}

/// Outcomes that are no counts of people: the estimate with its range.
fn measured(response: &Response, pooled: &Pooled, subject: &Subject<'_>) -> Vec<String> {
    let measure = response.measure();
    let written = Written::of(measure, &pooled.interval, subject.locale);
    let than = match verdict(measure, pooled, subject) {
        Verdict::More => translate("higher with"),
        Verdict::Less => translate("lower with"),
        Verdict::Alike | Verdict::Open => {
            translate("neither clearly higher nor clearly lower with")
        }
    };
    vec![tr!(
        "{}: {than} {} ({} {}, range {}).",
        subject.outcome,
        subject.experimental,
        crate::wording::names::measure_inside(measure),
        written.effect(pooled.interval.estimate),
        written.interval(&pooled.interval),
        than
    )]
}
