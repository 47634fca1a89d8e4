//! The dialog that opens something else, over the browser's own database.

use leptos::prelude::*;
use trialpool::app::actions::Actions;
use trialpool::app::library::{DeleteButton, Marked, OpenDialog};
use trialpool::app::platform::database::Database;
use trialpool::app::shell::Toast;
use trialpool::app::state::{
    Autosave, Dialog, Found, GroupedEvents, Incoming, Library, SaveState, Sensitivities, State,
};
use trialpool::project::Command;
use trialpool::read::examples;
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::{Calls, Page, sample, settle, until};

/// Everything that the database of the tests holds.
async fn emptied() -> Database {
    let database = Database::open().await.expect("a database");
    let names = database.list("").await.expect("a list");
    let nothing = names.into_iter().map(|(name, _)| (name, None)).collect();
    database.write(&nothing).await.expect("a deletion");
    let storage = window().session_storage().expect("a storage");
    let _ = storage.expect("a storage").clear();
    database
}

/// The dialog over the database.
async fn opened() -> (Page, State, Autosave) {
    let found = Found::look().await;
    let provided = std::rc::Rc::new(std::cell::Cell::new(None));
    let given = provided.clone();
    let page = Page::with(move || {
        let state = State::new(found.project.clone());
        provide_context(state);
        let autosave = Autosave::new(state, &found);
        provide_context(autosave);
        let library = Library::new(state, autosave);
        provide_context(library);
        let sensitivities = Sensitivities::new(state);
        provide_context(sensitivities);
        let events = GroupedEvents::new(state);
        provide_context(Actions::new(state, library, sensitivities, events));
        given.set(Some((state, autosave)));
        view! {
            <OpenDialog/>
            <Toast/>
        }
    })
    .await;
    let (state, autosave) = provided.get().expect("a state");
    (page, state, autosave)
}

async fn saved(autosave: Autosave) {
    until("the review to be saved", || {
        untrack(|| autosave.save_state()) == SaveState::Saved
    })
    .await;
}

async fn rename(state: State, autosave: Autosave, title: &str) {
    state.document.apply(&Command::SetTitle {
        title: title.to_owned(),
        subtitle: String::new(),
    });
    settle().await;
    saved(autosave).await;
}

async fn titled(state: State, title: &str) {
    until(title, || {
        let project = &state.document.project;
        project.with_untracked(|project| project.review.title == title)
    })
    .await;
}

async fn shelf_is(page: &Page, titles: &[&str]) {
    until(&format!("{titles:?}"), || {
        let mut shown = page.texts(".shelf .shelved");
        shown.sort();
        shown == titles
    })
    .await;
}

async fn open(page: &Page, state: State) {
    state.dialogs.open(Dialog::Open);
    settle().await;
    assert!(page.found("dialog[open]").is_some());
}

#[wasm_bindgen_test]
async fn reviews_are_kept_side_by_side_turned_to_copied_and_deleted() {
    emptied().await;
    let (page, state, autosave) = opened().await;
    assert!(untrack(|| autosave.save_state()) == SaveState::Untouched);
    rename(state, autosave, "First").await;

    open(&page, state).await;
    shelf_is(&page, &["First"]).await;
    let second = examples::all()[1].title;
    page.all(".examples button")[1].click();
    titled(state, second).await;
    rename(state, autosave, "Second").await;

    open(&page, state).await;
    shelf_is(&page, &["First", "Second"]).await;
    assert_eq!(page.texts(".shelf [aria-current=true]"), ["Second"]);
    page.press("First").await;
    titled(state, "First").await;

    open(&page, state).await;
    shelf_is(&page, &["First", "Second"]).await;
    page.element("[title='Duplicate Second']").click();
    shelf_is(&page, &["First", "Second", "Second (copy)"]).await;
    for left in [&["First", "Second"] as &[&str], &["First"]] {
        page.press("Delete").await;
        page.press("Really delete?").await;
        until("one review less", || {
            page.all(".shelf .shelved").len() == left.len()
        })
        .await;
    }
    shelf_is(&page, &["First"]).await;
}

#[wasm_bindgen_test]
async fn a_version_is_kept_gone_back_to_and_left_by_undo() {
    emptied().await;
    let (page, state, autosave) = opened().await;
    rename(state, autosave, "As submitted").await;
    open(&page, state).await;
    page.enter("input[maxlength='200']", "Before the revision")
        .await;
    page.press("Keep this version").await;
    shelf_is(&page, &["As submitted", "Before the revision"]).await;
    page.press("Close").await;
    rename(state, autosave, "Revised").await;
    open(&page, state).await;
    shelf_is(&page, &["Before the revision", "Revised"]).await;
    page.press("Before the revision").await;
    titled(state, "As submitted").await;
    state.document.undo();
    titled(state, "Revised").await;
}

#[wasm_bindgen_test]
async fn a_review_is_found_again_and_one_of_another_tab_is_not_written_over() {
    emptied().await;
    let (page, state, autosave) = opened().await;
    rename(state, autosave, "Shared").await;
    // It is still claimed: as a second tab finds it.
    let second = Found::look().await;
    assert_eq!(second.project.review.title, "Shared");
    assert!(
        second.remarks[0].contains("open in another tab"),
        "{:?}",
        second.remarks
    );
    let claimed = autosave.claim().expect("a claim");
    drop(page);
    claimed.release();
    until_free(&claimed.id).await;
    let again = Found::look().await;
    assert_eq!(again.project.review.title, "Shared");
    assert!(again.remarks.is_empty());
}

async fn until_free(id: &str) {
    use trialpool::app::platform::locks::Lock;
    for _ in 0..50 {
        if let Some(lock) = Lock::claim(&format!("trialpool/{id}")).await {
            lock.release();
            return;
        }
    }
    panic!("{id} is not released");
}

#[wasm_bindgen_test]
async fn what_is_no_text_is_kept_aside_and_said() {
    is_kept_aside("{ foreign: true }").await;
}

#[wasm_bindgen_test]
async fn what_the_disk_changed_is_kept_aside_and_said() {
    is_kept_aside("'trialpool 1 00000000\\n{}'").await;
}

/// Lets a value of JavaScript lie where the first review lies, and opens the page over it.
async fn is_kept_aside(value: &str) {
    let database = emptied().await;
    let put = js_sys::Function::new_no_args(&format!(
        "return new Promise((resolve) => {{
            const opening = indexedDB.open('trialpool');
            opening.onsuccess = () => {{
                const transaction = opening.result.transaction('documents', 'readwrite');
                transaction.objectStore('documents').put({value}, 'current');
                transaction.oncomplete = () => {{ opening.result.close(); resolve(); }};
            }};
        }});"
    ));
    let promise = put.call0(&wasm_bindgen::JsValue::NULL).expect("a promise");
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(promise))
        .await
        .expect("a save");
    let (page, state, autosave) = opened().await;
    titled(state, &sample().review.title).await;
    assert_ne!(autosave.claim().expect("a claim").id, "current");
    rename(state, autosave, "Beside it").await;
    let foreign = database.read("current").await.expect("a reading");
    assert!(foreign.is_some_and(|foreign| foreign.text().is_none()));
    drop(page);
    emptied().await;
}

#[wasm_bindgen_test]
async fn the_dialog_closes_whatever_is_chosen_in_it() {
    emptied().await;
    let (page, state, _) = opened().await;
    open(&page, state).await;
    page.press("Paste a table…").await;
    assert!(page.found("dialog[open]").is_none());
    let came_in = untrack(|| state.incoming.take());
    assert!(matches!(came_in.as_slice(), [Incoming::EmptyTable]));

    open(&page, state).await;
    page.press("Empty review").await;
    assert!(page.found("dialog[open]").is_none());
    titled(state, "").await;

    open(&page, state).await;
    let offered: Vec<&str> = examples::all()
        .iter()
        .map(|example| example.title)
        .collect();
    assert_eq!(page.texts(".examples strong"), offered);
}

#[wasm_bindgen_test]
async fn a_delete_button_deletes_when_it_is_pressed_twice() {
    let calls = Calls::new();
    let [one, two] = [calls.clone(), calls.clone()];
    let page = Page::with(move || {
        let marked = Marked::default();
        view! {
            <DeleteButton
                key=String::from("1")
                title=String::from("First")
                marked=marked
                on_delete=move |key| one.note(key)
            />
            <DeleteButton
                key=String::from("2")
                title=String::from("Second")
                marked=marked
                on_delete=move |key| two.note(key)
            />
        }
    })
    .await;
    let press = |nth: usize| page.all("button")[nth].click();
    press(0);
    settle().await;
    assert_eq!(page.texts("button"), ["Really delete?", "Delete"]);
    press(1);
    settle().await;
    assert_eq!(page.texts("button"), ["Delete", "Really delete?"]);
    press(1);
    assert_eq!(calls.all(), ["2"]);
    assert_eq!(page.all("button")[0].title(), "Delete First");
}
