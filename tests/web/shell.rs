//! The frame of the page: head, navigation with its addresses, banners, foot, keys.

use leptos::prelude::*;
use trialpool::app::actions::{Action, Actions, KEYS_WITHOUT_ACTION};
use trialpool::app::intake::Intake;
use trialpool::app::platform::address;
use trialpool::app::shell::{
    Banners, DownloadMenu, Foot, Header, KeysDialog, OutcomeTabs, OutcomesColumn, SectionTabs,
    Toast, follow_address, listen_to_shortcuts,
};
use trialpool::app::state::State;
use trialpool::data::OutcomeId;
use trialpool::project::{Command, Project, Section, outcome_slugs, share};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::wasm_bindgen_test;
use web_sys::HtmlInputElement;

use super::page::{self, Page, press_key, settle, until};

/// A few trials of the sample: without a worker the page compares the methods itself, which takes long for all of them.
fn sample() -> Project {
    let mut project = page::sample();
    project.review.trials.truncate(4);
    project
}

fn title_of(state: State) -> String {
    state
        .document
        .project
        .with_untracked(|project| project.review.title.clone())
}

/// The address of an outcome of the sample, with its id.
fn outcome(nth: usize) -> (OutcomeId, String) {
    let (id, slug) = outcome_slugs(&sample().review).swap_remove(nth);
    (id, format!("#o/{slug}"))
}

#[wasm_bindgen_test]
async fn the_review_is_renamed_in_place() {
    let (page, state) = Page::of(sample(), || view! { <Header/> }).await;
    page.element("h1 button").click();
    settle().await;
    let field = page.element(".header-title input");
    assert_eq!(document().active_element().as_ref(), Some(field.as_ref()));
    // Selected, so that what is typed takes the place of the title.
    let input: &HtmlInputElement = field.unchecked_ref();
    let title = sample().review.title;
    assert_eq!(input.value(), title);
    assert_eq!(input.selection_start(), Ok(Some(0)));
    let length = u32::try_from(title.encode_utf16().count()).unwrap();
    assert_eq!(input.selection_end(), Ok(Some(length)));
    page.enter(".header-title input", "Renamed").await;
    assert_eq!(page.text("h1 button"), "Renamed");
    assert_eq!(title_of(state), "Renamed");

    page.element("h1 button").click();
    settle().await;
    page.key(".header-title input", "Escape").await;
    assert_eq!(title_of(state), "Renamed");
    state.document.undo();
    settle().await;
    assert_eq!(page.text("h1 button"), sample().review.title);
}

#[wasm_bindgen_test]
async fn the_head_says_that_nothing_is_saved_and_names_what_can_be_done() {
    let (page, state) = Page::of(sample(), || view! { <Header/> }).await;
    assert_eq!(page.text(".saved.failed strong"), "Not saved");
    assert_eq!(page.text(".brand span"), "Trialpool");
    for name in ["Undo", "Redo", "Open…", "Download"] {
        page.button(name);
    }
    let dark = untrack(|| state.theme.dark());
    let (now, then) = if dark {
        ("Light colours", "Dark colours")
    } else {
        ("Dark colours", "Light colours")
    };
    page.press(now).await;
    page.press(then).await;
}

#[wasm_bindgen_test]
async fn the_download_menu_offers_an_outcome_only_where_there_is_one() {
    let (page, _) = Page::of(sample(), || view! { <DownloadMenu/> }).await;
    page.press("Download").await;
    assert_eq!(
        page.texts("h2"),
        [
            "Forest plot of this outcome",
            "Results of this outcome",
            "The whole review",
            "The data"
        ]
    );
    assert_eq!(page.all(".menu-list button").len(), 21);
    drop(page);
    let (page, _) = Page::of(Project::default(), || view! { <DownloadMenu/> }).await;
    page.press("Download").await;
    assert_eq!(page.texts("h2"), ["The whole review", "The data"]);
}

#[wasm_bindgen_test]
async fn the_focus_is_on_the_button_again_after_a_download_by_keyboard() {
    let (page, _) = Page::of(sample(), || view! { <DownloadMenu/> }).await;
    page.press("Download").await;
    let item = page
        .all(".menu-list button")
        .into_iter()
        .find(|item| {
            let text = item.text_content().unwrap_or_default();
            text.starts_with("Results of all outcomes (CSV)")
        })
        .expect("a line of the menu");
    let _ = item.focus();
    // As Enter does on a button.
    item.click();
    settle().await;
    let focused = document().active_element().expect("a focus");
    assert_eq!(focused.text_content().as_deref(), Some("Download"));
}

#[wasm_bindgen_test]
async fn banners_stay_until_they_are_closed_and_offer_the_project() {
    let (page, state) = Page::of(sample(), || {
        view! { <Banners remarks=vec![String::from("Mended.")]/> }
    })
    .await;
    assert_eq!(page.text(".banner[role=alert] p"), "Mended.");
    let not_saved = page.text(".banner.bad p");
    assert!(
        not_saved.starts_with("Nothing is kept on this device: this is a test."),
        "{not_saved}"
    );
    page.button("Download the project");
    page.press("Close").await;
    assert_eq!(page.all(".banner").len(), 1);
    state.workers_blocked.set(true);
    settle().await;
    let blocked = page.text(".banner[role=status] p");
    assert!(
        blocked.ends_with("this browser blocks workers."),
        "{blocked}"
    );
}

#[wasm_bindgen_test]
async fn where_there_is_no_worker_the_page_says_so() {
    let (page, state) = Page::of(sample(), || view! { <Banners remarks=Vec::new()/> }).await;
    // The page of the tests offers no worker: the first comparison finds that out.
    until("the page to miss the worker", || {
        state.workers_blocked.get_untracked()
    })
    .await;
    settle().await;
    assert_eq!(page.all(".banner[role=status]").len(), 1);
}

#[wasm_bindgen_test]
async fn sections_and_views_are_offered_as_links() {
    address::replace("");
    let (page, state) = Page::of(sample(), || {
        view! {
            <SectionTabs/>
            <OutcomeTabs/>
        }
    })
    .await;
    assert_eq!(
        page.texts("nav[aria-label=Views] a.tab"),
        ["Data", "Outcomes", "Quality", "Findings", "Review"]
    );
    assert_eq!(
        page.texts("nav[aria-label='Views of the outcome'] a.tab"),
        [
            "Forest",
            "Robustness",
            "Subgroups and regression",
            "Small-study effects",
            "Certainty"
        ]
    );
    assert_eq!(page.texts("[aria-current=page]"), ["Outcomes", "Forest"]);
    let href = |name: &str| page.button(name).get_attribute("href").unwrap_or_default();
    assert_eq!(href("Data"), "#data");
    let (id, second) = outcome(1);
    state.selection.choose(id);
    settle().await;
    assert_eq!(href("Outcomes"), second);
    address::replace("");
}

fn routed() -> impl IntoView {
    follow_address(State::expect());
    view! {
        <Intake/>
        <SectionTabs/>
        <Toast/>
    }
}

#[wasm_bindgen_test]
async fn a_place_is_gone_to_by_its_address_and_back_leads_back() {
    address::replace("");
    let (page, state) = Page::of(sample(), routed).await;
    let section = || state.selection.section.get_untracked();
    let looked_at = || untrack(|| state.selection.outcome());
    // The page as it opens has a bare address.
    assert_eq!(address::fragment(), "");
    let opened_with = looked_at();

    page.press("Data").await;
    until("the data", || section() == Section::Data).await;
    assert_eq!(address::fragment(), "#data");
    let (first, first_address) = outcome(0);
    let (second, second_address) = outcome(1);
    state.selection.choose(first);
    state.selection.show(Section::Outcomes);
    assert_eq!(address::fragment(), first_address);
    state.selection.choose(second);
    assert_eq!(address::fragment(), second_address);

    let back = || window().history().and_then(|history| history.back());
    back().expect("a step back");
    until("the first outcome", || looked_at() == Some(first)).await;
    back().expect("a step back");
    until("the data again", || section() == Section::Data).await;
    back().expect("a step back");
    until("the page as it opened", || {
        section() == Section::Outcomes && address::fragment().is_empty()
    })
    .await;
    assert_eq!(looked_at(), opened_with);
}

#[wasm_bindgen_test]
async fn an_address_with_a_wrong_outcome_leads_to_the_first_and_is_put_right() {
    let (first, first_address) = outcome(0);
    address::replace("#o/no-such-outcome/no-such-view");
    let (_page, state) = Page::of(sample(), routed).await;
    assert_eq!(untrack(|| state.selection.outcome()), Some(first));
    assert_eq!(address::fragment(), first_address);

    // Another name is another address of the same place.
    state.document.apply(&Command::RenameOutcome {
        outcome: first,
        name: String::from("Übelkeit, schwer"),
    });
    settle().await;
    assert_eq!(address::fragment(), "#o/übelkeit-schwer");
    address::replace("");
}

#[wasm_bindgen_test]
async fn a_share_link_in_the_address_bar_of_an_open_page_opens() {
    address::replace("");
    let (_page, state) = Page::of(sample(), routed).await;
    let mut shared = sample();
    shared.review.title = String::from("Shared by a link");
    let link = share::link(&shared).expect("a short review");
    address::go_to(&format!("#{}", link.fragment));
    until("the shared review", || {
        title_of(state) == "Shared by a link"
    })
    .await;
    until("a bare address", || address::fragment().is_empty()).await;
    assert_eq!(state.selection.section.get_untracked(), Section::Outcomes);
}

#[wasm_bindgen_test]
async fn a_damaged_share_link_is_refused_in_a_sentence() {
    address::replace("");
    let (page, state) = Page::of(sample(), routed).await;
    let before = title_of(state);
    address::go_to("#review=xyz");
    until("the sentence", || {
        page.text(".toast")
            .starts_with("The link was cut short or changed")
    })
    .await;
    assert_eq!(title_of(state), before);
    assert_eq!(address::fragment(), "");
}

#[wasm_bindgen_test]
async fn another_review_makes_the_address_bare_again() {
    address::replace("");
    let (_page, state) = Page::of(sample(), routed).await;
    let (second, address) = outcome(1);
    state.selection.choose(second);
    assert_eq!(address::fragment(), address);
    state.start(Project::default());
    settle().await;
    assert_eq!(address::fragment(), "");
}

#[wasm_bindgen_test]
async fn shortcuts_are_heard_anywhere_but_where_text_is_typed_or_a_dialog_is_open() {
    address::replace("");
    let (page, state) = Page::of(sample(), || {
        listen_to_shortcuts(Actions::expect());
        view! {
            <input class="text-input"/>
            <KeysDialog/>
        }
    })
    .await;
    let body = document().body().expect("a body");
    let section = || state.selection.section.get_untracked();
    press_key(&page.element("input"), "1");
    assert_eq!(section(), Section::Outcomes);
    press_key(&body, "1");
    assert_eq!(section(), Section::Data);
    press_key(&body, "4");
    assert_eq!(section(), Section::Findings);
    press_key(&body, "5");
    assert_eq!(section(), Section::Review);
    press_key(&body, "2");
    assert_eq!(section(), Section::Outcomes);
    let folded = || state.selection.outcomes_folded.get_untracked();
    let before = folded();
    press_key(&body, "[");
    assert_ne!(folded(), before);

    let before = title_of(state);
    state.document.apply(&Command::SetTitle {
        title: String::from("Another"),
        subtitle: String::new(),
    });
    press_key(&body, "Ctrl z");
    assert_eq!(title_of(state), before);
    press_key(&body, "Ctrl y");
    assert_eq!(title_of(state), "Another");

    press_key(&body, "?");
    settle().await;
    assert!(page.found("dialog[open]").is_some());
    press_key(&body, "1");
    assert_eq!(section(), Section::Outcomes);
    address::replace("");
}

#[wasm_bindgen_test]
async fn the_list_of_keys_has_every_shortcut_of_the_table() {
    let (page, _) = Page::of(sample(), || {
        view! {
            <Foot/>
            <KeysDialog/>
        }
    })
    .await;
    page.press("Keys").await;
    let with_keys = Action::ALL
        .into_iter()
        .filter(|action| !action.entry().shortcuts.is_empty());
    let expected = KEYS_WITHOUT_ACTION.len() + with_keys.count();
    assert_eq!(page.all("dl.keys dt kbd").len(), expected);
    let keys = page.texts("dl.keys dt kbd");
    assert!(
        keys.contains(&String::from("Ctrl Shift Z, Ctrl Y")),
        "{keys:?}"
    );
    assert!(page.texts("dl.keys dd").iter().all(|does| !does.is_empty()));
}

#[wasm_bindgen_test]
async fn the_column_of_outcomes_folds_and_says_which_is_looked_at() {
    let (page, state) = Page::of(sample(), || view! { <OutcomesColumn/> }).await;
    let expanded = || page.element(".fold").get_attribute("aria-expanded");
    state.selection.fold_outcomes(false);
    settle().await;
    assert_eq!(expanded().as_deref(), Some("true"));
    page.element(".fold").click();
    settle().await;
    assert_eq!(expanded().as_deref(), Some("false"));
    let (id, _) = outcome(1);
    state.selection.choose(id);
    settle().await;
    let name = sample().review.outcomes[1].name.clone();
    assert_eq!(page.text(".fold-outcome"), name);
    address::replace("");
}
