//! What the browser gives to the program: its database, its locks, its address.

use trialpool::app::platform::database::{Database, Stored};
use trialpool::app::platform::locks::Lock;
use trialpool::app::platform::{address, files};
use wasm_bindgen_test::wasm_bindgen_test;

use super::page::until;

fn text(stored: Option<Stored>) -> Option<String> {
    stored.and_then(Stored::text)
}

fn written(name: &str, document: Option<&str>) -> (String, Option<String>) {
    (name.to_owned(), document.map(str::to_owned))
}

#[wasm_bindgen_test]
async fn documents_are_written_read_listed_and_deleted() {
    let database = Database::open().await.expect("a database");
    let documents = vec![
        written("test/one", Some("First")),
        written("test/two", Some("Second")),
        written("tests/three", Some("Elsewhere")),
    ];
    database.write(&documents).await.expect("a save");
    assert_eq!(
        text(database.read("test/one").await.expect("a reading")).as_deref(),
        Some("First")
    );
    assert!(
        database
            .read("test/none")
            .await
            .expect("a reading")
            .is_none()
    );
    let pair = |name: &str, document: &str| (name.to_owned(), document.to_owned());
    assert_eq!(
        database.list("test/").await.expect("a list"),
        [pair("one", "First"), pair("two", "Second")]
    );
    // One is written and another deleted, both or neither.
    let changed = vec![
        written("test/one", Some("Changed")),
        written("test/two", None),
    ];
    database.write(&changed).await.expect("a save");
    assert_eq!(
        database.list("test/").await.expect("a list"),
        [pair("one", "Changed")]
    );
    let deleted = vec![written("test/one", None), written("tests/three", None)];
    database.write(&deleted).await.expect("a save");
    assert_eq!(database.list("test").await.expect("a list"), []);
}

#[wasm_bindgen_test]
async fn a_save_goes_on_although_nobody_waits_for_it() {
    let database = Database::open().await.expect("a database");
    // As in a page that is being closed, which polls no future any more.
    drop(database.write(&vec![written("test/closing", Some("Typed last"))]));
    let other = Database::open().await.expect("a database");
    let found = text(other.read("test/closing").await.expect("a reading"));
    assert_eq!(found.as_deref(), Some("Typed last"));
    let deleted = vec![written("test/closing", None)];
    other.write(&deleted).await.expect("a save");
}

#[wasm_bindgen_test]
async fn what_is_no_text_is_told_from_what_is_not_there() {
    let database = Database::open().await.expect("a database");
    let put = js_sys::Function::new_no_args(
        "return new Promise((resolve) => {
            const opening = indexedDB.open('trialpool');
            opening.onsuccess = () => {
                const transaction = opening.result.transaction('documents', 'readwrite');
                transaction.objectStore('documents').put({ foreign: true }, 'test/foreign');
                transaction.oncomplete = () => { opening.result.close(); resolve(); };
            };
        });",
    );
    let promise = put.call0(&wasm_bindgen::JsValue::NULL).expect("a promise");
    wasm_bindgen_futures::JsFuture::from(js_sys::Promise::from(promise))
        .await
        .expect("a save");
    let found = database.read("test/foreign").await.expect("a reading");
    assert!(matches!(found, Some(Stored::Other)));
    let deleted = vec![written("test/foreign", None)];
    database.write(&deleted).await.expect("a save");
}

#[wasm_bindgen_test]
async fn a_name_is_claimed_once_until_it_is_released() {
    let first = Lock::claim("test").await.expect("a lock that is free");
    assert!(Lock::claim("test").await.is_none());
    let other = Lock::claim("test of another name").await;
    assert!(other.is_some(), "another name is another lock");
    // A clone is another handle on the same lock.
    first.clone().release();
    // The browser learns of it in a moment.
    let mut again = None;
    for _ in 0..50 {
        again = Lock::claim("test").await;
        if again.is_some() {
            break;
        }
    }
    assert!(again.is_some(), "a lock that was released is free");
    first.release();
    assert!(
        Lock::claim("test").await.is_none(),
        "a handle that was released releases nothing of another"
    );
    for lock in [again, other].into_iter().flatten() {
        lock.release();
    }
}

#[wasm_bindgen_test]
async fn the_address_is_gone_to_replaced_and_left_bare() {
    address::replace("");
    let entries = || {
        let history = leptos::prelude::window().history().expect("a history");
        history.length().expect("its length")
    };
    let before = entries();
    address::go_to("#o/übelkeit");
    assert_eq!(address::fragment(), "#o/übelkeit");
    assert_eq!(entries(), before + 1);
    address::replace("#data");
    assert_eq!(address::fragment(), "#data");
    assert_eq!(entries(), before + 1);
    leptos::prelude::window()
        .history()
        .expect("a history")
        .back()
        .expect("a step back");
    until("the address before", || address::fragment().is_empty()).await;
    assert!(address::with("#data").ends_with("#data"));
}

#[wasm_bindgen_test]
fn a_file_without_a_name_is_called_after_the_program() {
    assert_eq!(
        files::slug(&["Death, 30 days", "wide"]),
        "death-30-days-wide"
    );
    assert_eq!(files::slug(&["…", ""]), "trialpool");
}
