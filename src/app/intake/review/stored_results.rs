//! The results that a file stored beside what is computed here.

use leptos::prelude::*;

use crate::analysis::{self, Agreement};
use crate::app::state::{Shared, State};
use crate::data::{Review, StoredResult};
use crate::read::Import;
use crate::wording::agreement::{self, Found};
use crate::wording::{Locale, interface, translate};

/// Every stored result of a review beside what is computed here.
#[component]
pub fn StoredResults(
    /// The review with its stored results.
    import: Shared<Import>,
) -> impl IntoView {
    let locale = untrack(|| State::expect().document.locale());
    let found: Vec<Found> = import
        .stored
        .iter()
        .map(|stored| analysis::agreement(&import.review, stored))
        .collect();
    let lines = import
        .stored
        .iter()
        .zip(&found)
        .map(|(stored, found)| result(&import.review, stored, found, locale))
        .collect_view();
    view! {
        <h3>{interface::import::STORED_RESULTS}</h3>
        <p>{agreement::headline(&found, locale)}</p>
        <ul class="agreement">{lines}</ul>
    }
}

/// One stored result: whether it is met, and its numbers.
fn result(
    review: &Review,
    stored: &StoredResult,
    found: &Found,
    locale: Locale,
) -> impl IntoView + use<> {
    let (class, sign) = match found {
        Ok(agreement) if agreement.is_complete() => ("agrees", "✓"),
        Ok(_) => ("differs", "≠"),
        Err(_) => ("not-compared", "–"),
    };
    let compared = found.as_ref().ok();
    let remedy = compared
        .filter(|agreement| !agreement.is_complete())
        .map(|agreement| {
            let pooled = trials_behind(review, stored);
            let words = agreement::remedy(agreement, pooled, locale);
            view! { <p class="remedy">{words}</p> }
        });
    view! {
        <li class=class>
            <span class="sign" aria-hidden="true">
                {sign}
            </span>
            <div>
                <strong>{result_name(review, stored)}</strong>
                <p>{agreement::sentence(found, locale)}</p>
                {compared.map(|agreement| numbers(agreement, locale))}
                {remedy}
            </div>
        </li>
    }
}

/// The numbers of both, on demand.
fn numbers(agreement: &Agreement, locale: Locale) -> impl IntoView + use<> {
    let rows = agreement
        .checks
        .iter()
        .map(|check| {
            view! {
                <tr>
                    <th scope="row">{agreement::name(check.number)}</th>
                    <td>{agreement::value(check, check.stored, locale)}</td>
                    <td>{agreement::value(check, check.computed, locale)}</td>
                    <td>{agreement::verdict(check)}</td>
                </tr>
            }
        })
        .collect_view();
    view! {
        <details>
            <summary>{interface::import::NUMBERS}</summary>
            <div class="table-scroll">
                <table class="preview">
                    <thead>
                        <tr>
                            <th scope="col"></th>
                            <th scope="col">{translate("Stored")}</th>
                            <th scope="col">{translate("Here")}</th>
                            <th scope="col">{translate("Agree to")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}

/// What a stored result is about: the outcome, and the subgroup where it is of one.
fn result_name(review: &Review, stored: &StoredResult) -> String {
    let outcome = review
        .outcomes
        .iter()
        .find(|outcome| outcome.id == stored.outcome);
    let outcome = outcome.map_or("", |outcome| outcome.name.as_str());
    match &stored.subgroup {
        Some(subgroup) => format!("{outcome} – {}", subgroup.name),
        None => outcome.to_owned(),
    }
}

/// How many trials of the file mention what a stored result is about.
fn trials_behind(review: &Review, stored: &StoredResult) -> usize {
    match &stored.subgroup {
        Some(subgroup) => subgroup.trials.len(),
        None => review
            .trials
            .iter()
            .filter(|trial| trial.records.contains_key(&stored.outcome))
            .count(),
    }
}
