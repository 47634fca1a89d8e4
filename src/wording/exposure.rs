//! What is said of how long people were watched.

use super::cards::Card;
use super::subject::{Subject, trials};
use super::{Locale, Text, number, tr, translate};
use crate::analysis::Exposure;
use crate::data::capitalized;

/// The question.
const TITLE: Text = Text("How long people were watched");

/// The card; `None` where no trial says anything of it and the panel states no latency.
#[must_use]
pub fn card(exposure: &Exposure, subject: &Subject<'_>) -> Option<Card> {
    let locale = subject.locale;
    let said = sentences(exposure, subject);
    if said.is_empty() {
        return None;
    }
    let (answer, beside) = match (exposure.reported_time(), exposure.person_years()) {
        (Some(time), _) => (
            number::quantity(time, locale),
            translate("of person-time, as reported"),
        ),
        (None, Some(years)) => (
            number::significant(years, locale),
            translate("person-years, approximately"),
        ),
        (None, None) => ("—".to_owned(), ""),
    };
    Some(Card {
        title: TITLE.to_owned(),
        answer,
        beside: beside.to_owned(),
        detail: said.join(" "),
    })
}

/// What is said of it, sentence by sentence; nothing where no trial says anything of it and the panel states no latency.
#[must_use]
pub fn sentences(exposure: &Exposure, subject: &Subject<'_>) -> Vec<String> {
    let locale = subject.locale;
    let all = exposure.trials.len();
    let known = exposure.with_follow_up();
    let says_nothing = known == 0 && exposure.reported_time().is_none();
    if all == 0 || (says_nothing && exposure.latency.is_none()) {
        return Vec::new();
    }
    let mut said: Vec<String> = observed(exposure, subject).into_iter().collect();
    if let (Some(shorter), Some(latency)) = (exposure.shorter(), stated(subject)) {
        said.push(beside_latency([shorter, known, all], &latency, locale));
    }
    said
}

/// The latency of the outcome as the panel states it.
fn stated(subject: &Subject<'_>) -> Option<String> {
    let typed = subject
        .review
        .panel
        .latencies
        .get(&subject.described.id)?
        .trim();
    (!typed.is_empty()).then(|| typed.to_owned())
}

/// How much was observed, from what, and in how many trials that cannot be told.
fn observed(exposure: &Exposure, subject: &Subject<'_>) -> Option<String> {
    let locale = subject.locale;
    if let Some(time) = exposure.reported_time() {
        return Some(tr!(
            "{} of person-time was observed, as the trials reported it, in the unit of the table.",
            number::quantity(time, locale)
        ));
    }
    let years = exposure.person_years()?;
    let (both, all) = (exposure.with_both(), exposure.trials.len());
    let column = exposure.column.and_then(|column| {
        let mut columns = subject.review.covariates.iter();
        columns.find(|one| one.id == column)
    });
    let from = column.map_or_else(
        || translate("the time at which the outcome was read").to_owned(),
        |column| {
            tr!(
                "the time at which the outcome was read or \u{201c}{}\u{201d}",
                column.name
            )
        },
    );
    let missing = match all - both {
        0 => String::new(),
        missing => tr!(
            " {} of {} {} not say how long.",
            capitalized(&number::count(missing as u64, locale)),
            trials(all, locale),
            if missing == 1 {
                translate("does")
            } else {
                translate("do")
            }
        ),
    };
    Some(tr!(
        "About {} person-years were observed: people times {from}, in {} (approximate).{missing}",
        number::significant(years, locale),
        trials(both, locale),
        from,
        missing
    ))
}

/// How many trials watched for shorter than the latency: `[shorter, known, all]`.
fn beside_latency([shorter, known, all]: [usize; 3], latency: &str, locale: Locale) -> String {
    let stated = tr!("the stated latency of {latency}", latency);
    match (shorter, known) {
        (_, 0) => tr!(
            "How long people were followed is not known in {}, so that it cannot be told whether {stated} had passed.",
            trials(all, locale),
            stated
        ),
        (0, 1) => tr!(
            "The only trial that says so followed people for at least {stated}.",
            stated
        ),
        (0, 2) => tr!(
            "Both trials that say so followed people for at least {stated}.",
            stated
        ),
        (0, _) => tr!(
            "All {} that say so followed people for at least {stated}.",
            trials(known, locale),
            stated
        ),
        (1, 1) => tr!(
            "The only trial that says so followed people for shorter than {stated}: later events could not be seen.",
            stated
        ),
        (shorter, known) => tr!(
            "{} of {} that say so followed people for shorter than {stated}: later events could not be seen there.",
            number::count(shorter as u64, locale),
            trials(known, locale),
            stated
        ),
    }
}
