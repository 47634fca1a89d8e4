//! The outcome under the result of an earlier review as a prior, opened on demand.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use crate::analysis::{EarlierPrior, NoEarlierPrior, earlier_prior};
use crate::app::state::{Answer, State};
use crate::app::widgets::{Disclosure, Select};
use crate::data::{EarlierResult, OutcomeId};
use crate::project::Command;
use crate::report;
use crate::wording::earlier_prior as words;

/// An earlier estimate as a prior; computed while it is open.
#[component]
pub fn EarlierPriorSection(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="earlier-prior" class="block" summary=words::TITLE.text()>
            <EarlierPriorInFull outcome answer/>
        </Disclosure>
    }
}

/// An earlier result that can be chosen.
#[derive(Clone, Debug, PartialEq)]
struct Offer {
    /// The place of its review.
    place: usize,
    /// What it is called.
    name: String,
    /// Its weight as a prior, where it is one.
    percent: Option<u8>,
}

/// The choice, the sentence and the table.
#[component]
fn EarlierPriorInFull(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let offers = Memo::new(move |_| offers(state, outcome));
    let has_offers = Memo::new(move |_| offers.with(|offers| !offers.is_empty()));
    let found: Memo<Option<Result<EarlierPrior, NoEarlierPrior>>> = Memo::new(move |_| {
        let answer = answer.get()?;
        let of_outcome = (&*answer.prepared, &*answer.response);
        state
            .document
            .settled
            .with(|project| earlier_prior(&project.review, outcome, of_outcome))
    });
    let said = move || {
        let answer = answer.get()?;
        found.with(|found| {
            Some(match found {
                None => words::NONE_CHOSEN.to_owned(),
                Some(found) => state.answers.about(&answer, |subject| match found {
                    Ok(found) => words::sentence(found, subject),
                    Err(why) => words::no_prior(*why, subject),
                }),
            })
        })
    };
    let has_result = Memo::new(move |_| found.with(|found| matches!(found, Some(Ok(_)))));
    let table = move || {
        let answer = answer.get()?;
        let table = found.with(|found| {
            let found = found.as_ref()?.as_ref().ok()?;
            Some(state.answers.about(&answer, |subject| {
                report::earlier_prior(&answer.outcome, found, subject)
            }))
        })?;
        Some(view! { <TableWithFiles table file=words::FILE/> })
    };
    view! {
        <Show
            when=move || has_offers.get()
            fallback=|| view! { <p class="muted small">{words::NONE_THERE}</p> }
        >
            <PriorControls outcome offers/>
            <p class="sentence" role="status">
                {said}
            </p>
            <p class="muted small">{words::OVERLAP}</p>
            <Show
                when=move || has_result.get()
                fallback=|| view! { <p class="muted small">{words::HINT}</p> }
            >
                <details>
                    <summary>{words::AS_TABLE}</summary>
                    {table}
                </details>
            </Show>
        </Show>
    }
}

/// Which result is the prior, and its weight.
#[component]
fn PriorControls(
    /// The outcome.
    outcome: OutcomeId,
    /// The results that can be chosen.
    offers: Memo<Vec<Offer>>,
) -> impl IntoView {
    let document = State::expect().document;
    let chosen = Memo::new(move |_| {
        offers.with(|offers| {
            let mut offers = offers.iter().enumerate();
            offers.find_map(|(nth, offer)| Some((nth, offer.place, offer.percent?)))
        })
    });
    let names = Signal::derive(move || {
        let offered = offers.get().into_iter().map(|offer| offer.name);
        std::iter::once(words::VAGUE_ALONE.to_owned())
            .chain(offered)
            .collect::<Vec<String>>()
    });
    let choose = move |option: usize| {
        let percent = chosen.get_untracked().map(|(_, _, percent)| percent);
        let prior = offers.with_untracked(|offers| {
            let offer = offers.get(option.checked_sub(1)?)?;
            Some((
                offer.place,
                percent.unwrap_or(EarlierResult::USUAL_PRIOR_WEIGHT),
            ))
        });
        document.perform(&Command::SetEarlierPrior { outcome, prior });
    };
    let weights = Signal::derive(move || {
        let locale = document.locale();
        let weights = EarlierResult::PRIOR_WEIGHTS.into_iter();
        weights
            .map(|percent| words::weight_choice(percent, locale))
            .collect::<Vec<String>>()
    });
    let weight = move || {
        let (_, _, chosen) = chosen.get()?;
        let mut weights = EarlierResult::PRIOR_WEIGHTS.into_iter();
        weights.position(|percent| percent == chosen)
    };
    let choose_weight = move |option: usize| {
        let percent = EarlierResult::PRIOR_WEIGHTS.get(option).copied();
        let prior = chosen
            .get_untracked()
            .map(|(_, place, _)| place)
            .zip(percent);
        if prior.is_some() {
            document.perform(&Command::SetEarlierPrior { outcome, prior });
        }
    };
    view! {
        <div class="controls" role="group" aria-label=words::TITLE>
            <Select
                label=words::PRIOR
                options=names
                chosen=Signal::derive(move || Some(chosen.get().map_or(0, |(nth, _, _)| nth + 1)))
                on_choose=choose
            />
            <Show when=move || chosen.get().is_some()>
                <Select
                    label=words::WEIGHT
                    options=weights
                    chosen=Signal::derive(weight)
                    on_choose=choose_weight
                />
            </Show>
        </div>
    }
}

/// The first result of each earlier review that stands beside the outcome.
fn offers(state: State, outcome: OutcomeId) -> Vec<Offer> {
    let locale = state.document.locale();
    state.document.project.with(|project| {
        let review = &project.review;
        let reviews = review.earlier.iter().enumerate();
        let offers = reviews.filter_map(|(place, earlier)| {
            let mut results = earlier.results.iter();
            let result = results.find(|result| result.outcome == Some(outcome))?;
            Some(Offer {
                place,
                name: words::choice(review, place, result, locale),
                percent: result.prior_weight,
            })
        });
        offers.collect()
    })
}
