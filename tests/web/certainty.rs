//! The certainty of a result: suggested, taken, judged, and shown in the summary of findings.

use leptos::prelude::*;
use trialpool::app::outcome::CertaintyView;
use trialpool::app::review::summary::SummaryView;
use trialpool::app::state::State;
use trialpool::data::{CertaintyJudged, DownDomain, Seriousness};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlSelectElement;

use super::page::{Page, sample, send, settle};

fn judged(state: State) -> CertaintyJudged {
    let outcome = state.selection.outcome().unwrap();
    let project = state.document.project;
    let found = project.with_untracked(|project| project.review.certainty(outcome).cloned());
    found.unwrap_or_default()
}

/// Rates a domain by its place among the selects; the first chooses the start.
async fn rate(page: &Page, place: usize, option: usize) {
    let select: HtmlSelectElement = page.all(".certainty select")[place]
        .clone()
        .unchecked_into();
    select.set_value(&option.to_string());
    send(&select, "change");
    settle().await;
}

#[wasm_bindgen_test]
async fn a_suggestion_waits_until_it_is_taken_and_brings_its_reason() {
    let (page, state) = Page::of(sample(), || view! { <CertaintyView/> }).await;
    assert!(untrack(|| judged(state)).is_empty());
    assert!(page.text(".certainty-result").contains("Not judged"));
    page.press("Take the suggestion").await;
    let found = untrack(|| judged(state));
    assert_eq!(found.down.len(), 1);
    let (domain, rated) = found.down.first_key_value().unwrap();
    assert!(rated.seriousness.is_some());
    let said = page.texts(".suggestion");
    assert!(
        said.iter().any(|said| said.contains(&rated.reason)),
        "{domain:?}: {said:?}"
    );
    state.document.undo();
    settle().await;
    assert!(untrack(|| judged(state)).is_empty());
}

#[wasm_bindgen_test]
async fn the_level_is_there_when_every_domain_is_judged_and_the_summary_shows_it() {
    let (page, state) = Page::of(sample(), || {
        view! {
            <CertaintyView/>
            <SummaryView/>
        }
    })
    .await;
    // High at the start, whatever is said of randomization.
    rate(&page, 0, 1).await;
    for place in 1..=5 {
        assert!(page.text(".certainty-result").contains("Not judged"));
        rate(&page, place, if place == 4 { 2 } else { 1 }).await;
    }
    let found = untrack(|| judged(state));
    assert_eq!(
        found.seriousness(DownDomain::Imprecision),
        Some(Seriousness::Serious)
    );
    let said = page.text(".certainty-result");
    assert!(
        said.contains("Moderate") && said.contains("one level less for imprecision"),
        "{said}"
    );
    page.enter("#certainty-imprecision", "<b>few</b> events")
        .await;
    let summary = page.text(".summary-sheet");
    assert!(summary.contains("Moderate"), "{summary}");
    assert!(
        summary.contains("One level less for imprecision: <b>few</b> events."),
        "{summary}"
    );
    assert_eq!(page.all(".summary-table tbody").len(), 1);
}
