//! What other reviews published: side by side with ours, and each in full, pasted as a table.

use leptos::html;
use leptos::prelude::*;

use super::old_and_new::OldAndNew;
use crate::app::state::State;
use crate::app::widgets::{Button, Select};
use crate::data::{EarlierResult, EarlierReview, OutcomeId};
use crate::project::Command;
use crate::read::{self, examples};
use crate::wording::earlier::{self as words};
use crate::wording::{findings, tr, translate};

/// What other reviews published.
#[component]
pub fn EarlierReviews() -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let count = Memo::new(move |_| {
        document
            .project
            .with(|project| project.review.earlier.len())
    });
    let has_any = Memo::new(move |_| count.get() > 0);
    let pasting = RwSignal::new(false);
    let add_published = move || {
        document.perform(&Command::AddEarlier(examples::published_reviews()));
    };
    view! {
        <section class="sheet earlier" aria-label=words::TITLE>
            <h2>{words::TITLE}</h2>
            <Show
                when=move || has_any.get()
                fallback=|| view! { <p class="muted">{words::HINT}</p> }
            >
                <p class="muted">{words::NOT_RECOMPUTED}</p>
                <OldAndNew/>
                <For each=move || 0..count.get() key=|place| *place let:place>
                    <ReviewInFull place/>
                </For>
            </Show>
            <div class="section-actions">
                <Button label=words::PASTE on_press=move || pasting.set(true)/>
                <Show when=move || !has_any.get()>
                    <Button label=words::ADD_PUBLISHED on_press=add_published/>
                </Show>
            </div>
            <Show when=move || pasting.get()>
                <PasteResults pasting/>
            </Show>
        </section>
    }
}

/// A table of results as text.
#[component]
fn PasteResults(
    /// Whether the field is open.
    pasting: RwSignal<bool>,
) -> impl IntoView {
    let document = State::expect().document;
    let field = NodeRef::<html::Textarea>::new();
    let problem = RwSignal::new(None::<String>);
    let add = move || {
        let Some(field) = field.get_untracked() else {
            return;
        };
        let locale = untrack(|| document.locale());
        match read::earlier(&field.value(), document.decimal()) {
            Ok(reviews) => {
                if document.applied(&Command::AddEarlier(reviews)) {
                    pasting.set(false);
                }
            }
            Err(refused) => problem.set(Some(words::no_table(&refused, locale))),
        }
    };
    view! {
        <label class="field">
            <span>{words::PASTE_ASKED}</span>
            <textarea class="text-input" rows="6" spellcheck="false" node_ref=field></textarea>
        </label>
        <p class="fault" role="status">{move || problem.get()}</p>
        <div class="section-actions">
            <Button label=words::ADD class="button primary" on_press=add/>
            <Button label=words::CANCEL on_press=move || pasting.set(false)/>
        </div>
    }
}

/// Everything that a review printed, each result beside the outcome that is chosen for it.
#[component]
fn ReviewInFull(
    /// Its place among the reviews.
    place: usize,
) -> impl IntoView {
    let document = State::expect().document;
    let review = Memo::new(move |_| {
        document
            .project
            .with(|project| project.review.earlier.get(place).cloned())
    });
    let name = move || {
        review.with(|review| {
            let review = review.as_ref()?;
            Some(if review.source.is_empty() {
                words::name(review)
            } else {
                format!("{} · {}", words::name(review), review.source)
            })
        })
    };
    let rows = move || {
        let review = review.get()?;
        let results = review.results.iter().enumerate();
        Some(
            results
                .map(|(nth, result)| view! { <ResultRow place nth result=result.clone()/> })
                .collect_view(),
        )
    };
    let remove = move || document.perform(&Command::RemoveEarlier(place));
    view! {
        <details class="block">
            <summary>{name}</summary>
            <div class="table-scroll" tabindex="0" role="group" aria-label=name>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{findings::OUTCOME}</th>
                            <th scope="col">{translate("Estimate")}</th>
                            <th scope="col">{translate("Interval")}</th>
                            <th scope="col">"I²"</th>
                            <th scope="col">{findings::TRIALS}</th>
                            <th scope="col" class="words">{words::OF_OUTCOME}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Button class="link" label=words::REMOVE on_press=remove/>
        </details>
    }
}

/// A result as it was printed.
#[component]
fn ResultRow(
    /// The place of the review.
    place: usize,
    /// The place of the result in it.
    nth: usize,
    /// The result.
    result: EarlierResult,
) -> impl IntoView {
    let document = State::expect().document;
    let locale = document.locale();
    let outcomes: Vec<(OutcomeId, String)> = document.project.with_untracked(|project| {
        let outcomes = project.review.outcomes.iter();
        outcomes
            .map(|outcome| (outcome.id, outcome.name.clone()))
            .collect()
    });
    let none = std::iter::once(words::BESIDE_NO_OUTCOME.to_owned());
    let options: Vec<String> = none
        .chain(outcomes.iter().map(|(_, name)| name.clone()))
        .collect();
    let chosen = result.outcome.map_or(Some(0), |outcome| {
        let place = outcomes.iter().position(|(id, _)| *id == outcome);
        place.map(|place| place + 1)
    });
    let choose = move |option: usize| {
        let outcome = option
            .checked_sub(1)
            .and_then(|option| outcomes.get(option))
            .map(|(id, _)| *id);
        let changed = document.project.with_untracked(|project| {
            let mut review: EarlierReview = (**project.review.earlier.get(place)?).clone();
            let result = review.results.get_mut(nth)?;
            // It was chosen as a prior of that outcome alone.
            (result.outcome, result.prior_weight) = (outcome, None);
            Some(Box::new(review))
        });
        if let Some(review) = changed {
            document.apply(&Command::ChangeEarlier { place, review });
        }
    };
    let faults = result.faults().into_iter();
    let faults = faults.map(|fault| view! { <small class="fault">{words::fault(fault)}</small> });
    view! {
        <tr>
            <th scope="row">
                {result.wording.clone()}
                <small class="muted">{result.note.clone()}</small>
                {faults.collect_view()}
            </th>
            <td>{words::estimate(&result, locale)}</td>
            <td>{words::limits(&result, locale)}</td>
            <td>{words::i_squared(&result, locale)}</td>
            <td>{words::trials(&result, locale)}</td>
            <td class="words">
                <Select
                    label=tr!("{}: {}", words::OF_OUTCOME, result.wording)
                    class="control bare"
                    options=options
                    chosen=chosen
                    on_choose=choose
                />
            </td>
        </tr>
    }
}
