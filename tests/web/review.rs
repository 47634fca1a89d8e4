//! The report of the review: paragraphs that follow the data, paragraphs that are written by hand, and what leaves the page.

use leptos::prelude::*;
use trialpool::app::review::downloads::DownloadsView;
use trialpool::app::review::flow::FlowView;
use trialpool::app::review::versions::VersionsView;
use trialpool::app::review::words::WordsView;
use trialpool::app::state::State;
use trialpool::data::{EditedParagraph, FlowCount, Topic};
use trialpool::project::{Command, FlowEdit, Project};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::{Event, HtmlSelectElement, HtmlTextAreaElement};

use super::page::{self, Page, settle};

/// A few trials and outcomes of the sample.
fn sample() -> Project {
    let mut project = page::sample();
    project.review.trials.truncate(6);
    project
}

fn kept(state: State) -> Vec<EditedParagraph> {
    let project = state.document.project;
    project.with_untracked(|project| project.settings.paragraphs.clone())
}

fn first_topic(state: State) -> Topic {
    let outcome = state.selection.outcome().unwrap();
    Topic::Outcome(outcome)
}

async fn choose(page: &Page, place: &str) {
    let select: HtmlSelectElement = page.element("select").unchecked_into();
    select.set_value(place);
    select
        .dispatch_event(&Event::new("change").unwrap())
        .unwrap();
    settle().await;
}

async fn type_text(page: &Page, text: &str) {
    let field: HtmlTextAreaElement = page.found("textarea").unwrap().unchecked_into();
    field.set_value(text);
    field.dispatch_event(&Event::new("input").unwrap()).unwrap();
    settle().await;
}

#[wasm_bindgen_test]
async fn every_paragraph_follows_the_data_and_its_numbers_lead_to_their_outcome() {
    let (page, state) = Page::of(sample(), || view! { <WordsView/> }).await;
    let headings = page.texts(".paragraph h2");
    assert_eq!(
        headings[..4],
        [
            "Trials and data",
            "Pooling",
            "Risk of bias and sensitivity",
            "All outcomes"
        ]
    );
    assert!(
        page.text(".paragraph .text")
            .starts_with("The review holds 6 trials")
    );
    assert!(
        page.texts(".paragraph .state")
            .iter()
            .all(|said| said == "follows the data")
    );
    let link = page.found(".paragraph a.number").unwrap();
    assert!(link.get_attribute("href").unwrap().starts_with("#o/"));
    assert!(page.text(".works li").contains("doi:10."));
    state.document.apply(&Command::AddTrial {
        name: "New".into(),
        at: None,
    });
    settle().await;
    assert!(
        page.text(".paragraph .text")
            .starts_with("The review holds 7 trials")
    );
}

#[wasm_bindgen_test]
async fn a_paragraph_that_is_edited_is_kept_and_says_when_its_numbers_have_moved_on() {
    let (page, state) = Page::of(sample(), || view! { <WordsView/> }).await;
    page.press("Edit").await;
    let field: HtmlTextAreaElement = page.found("textarea").unwrap().unchecked_into();
    assert!(field.value().starts_with("The review holds 6 trials"));
    type_text(&page, "We found 6 trials.").await;
    assert_eq!(kept(state)[0].text, "We found 6 trials.");
    assert_eq!(page.text(".paragraph .state"), "edited by hand");
    page.press("Done").await;
    assert_eq!(page.text(".paragraph .text"), "We found 6 trials.");

    state.document.apply(&Command::AddTrial {
        name: "New".into(),
        at: None,
    });
    settle().await;
    assert_eq!(
        page.text(".paragraph .state"),
        "edited by hand, 1 number has moved on"
    );
    assert_eq!(page.text(".moved del"), "6");
    page.press("Take the new numbers").await;
    assert_eq!(page.text(".paragraph .text"), "We found 7 trials.");
    state.document.undo();
    settle().await;
    page.press("Keep").await;
    assert_eq!(page.text(".paragraph .text"), "We found 6 trials.");
    assert_eq!(page.text(".paragraph .state"), "edited by hand");
    page.press("Follow the data again").await;
    assert!(kept(state).is_empty());
    assert!(
        page.text(".paragraph .text")
            .starts_with("The review holds 7 trials")
    );
}

#[wasm_bindgen_test]
async fn what_is_typed_is_text_and_never_markup() {
    let (page, state) = Page::of(sample(), || view! { <WordsView/> }).await;
    let topic = first_topic(state);
    let text = "<img src=x onerror=alert(1)> [Xu and others 2021]";
    let written = EditedParagraph {
        topic,
        text: text.into(),
        numbers: Vec::new(),
    };
    state.document.apply(&Command::WriteParagraph(written));
    settle().await;
    assert!(page.found(".prose img").is_none());
    let texts = page.texts(".paragraph .text");
    let mark = texts
        .iter()
        .find(|said| said.starts_with("<img src=x onerror=alert(1)> ["))
        .unwrap();
    assert!(mark.ends_with(']') && !mark.contains("Xu"), "{mark}");
    assert!(
        page.texts(".works li")
            .iter()
            .any(|work| work.starts_with("Xu C, Furuya-Kanamori L"))
    );
}

#[wasm_bindgen_test]
async fn one_part_of_the_report_is_shown_at_a_time() {
    let (page, _) = Page::of(sample(), || view! { <WordsView/> }).await;
    choose(&page, "3").await;
    assert_eq!(page.texts(".paragraph h2"), ["In plain words"]);
    choose(&page, "1").await;
    assert_eq!(page.texts(".paragraph h2").len(), 3);
}

#[wasm_bindgen_test]
async fn every_kind_of_file_stands_in_the_downloads_once() {
    let (page, _) = Page::of(sample(), || view! { <DownloadsView/> }).await;
    assert_eq!(page.all(".kinds > li").len(), 8);
    let buttons = page.texts(".kinds button");
    assert!(
        buttons.contains(&"Report (Word)".to_owned())
            && buttons.contains(&"Data and results (Excel)".to_owned())
    );
    let distinct: std::collections::BTreeSet<&String> = buttons.iter().collect();
    assert_eq!(distinct.len(), buttons.len());
}

#[wasm_bindgen_test]
async fn a_version_is_frozen_compared_and_removed() {
    let (page, state) = Page::of(sample(), || view! { <VersionsView/> }).await;
    assert!(page.found("table").is_none());
    page.press("Freeze this version").await;
    settle().await;
    let versions = || {
        let project = state.document.project;
        project.with_untracked(|project| project.review.versions.len())
    };
    assert_eq!(versions(), 1);
    assert!(
        page.text(".versions-table")
            .contains("Nothing: the same trials, numbers and method.")
    );
    let first = state
        .document
        .project
        .with_untracked(|project| project.review.trials[0].id);
    state.document.apply(&Command::RemoveTrials(vec![first]));
    settle().await;
    assert!(
        page.text(".versions-table")
            .contains("1 trial not pooled any more")
    );
    page.press("Remove").await;
    settle().await;
    assert_eq!(versions(), 0);
}

fn says(page: &Page, words: &str) -> bool {
    page.texts("p").iter().any(|said| said.contains(words))
}

#[wasm_bindgen_test]
async fn a_count_of_the_flow_is_typed_and_what_does_not_add_up_is_said() {
    let (page, state) = Page::of(sample(), || view! { <FlowView/> }).await;
    assert!(says(&page, "No count is typed yet."));
    let fields: Vec<(FlowCount, &str)> = vec![
        (FlowCount::Screened, "100"),
        (FlowCount::ScreenedOut, "60"),
        (FlowCount::Sought, "41"),
    ];
    for (count, typed) in fields {
        state.document.apply(&Command::Flow(FlowEdit::Count {
            count,
            typed: typed.to_owned(),
        }));
    }
    settle().await;
    assert!(says(&page, "Reports sought: 41 typed"));
    page.press("Add a reason").await;
    settle().await;
    assert_eq!(page.texts(".flow-reason").len(), 1);
}
