//! The browser's own database, as a drawer that holds one document.

use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::closure::Closure;
use wasm_bindgen::{JsCast, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{IdbDatabase, IdbOpenDbRequest, IdbRequest, IdbTransactionMode};

const DATABASE: &str = "trialpool";
const STORE: &str = "documents";
const KEY: &str = "current";
/// A database that another tab keeps closed never answers; the page does not wait for it longer than this.
const PATIENCE_MILLISECONDS: i32 = 2_000;

/// An open drawer. Opened once, so that a save begins at once, even while the page is being closed.
#[derive(Clone)]
pub(super) struct Drawer {
    database: IdbDatabase,
}

/// Why nothing can be kept here, in the browser's words where it has any.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct StorageFailure(pub(super) String);

impl From<JsValue> for StorageFailure {
    fn from(value: JsValue) -> Self {
        let exception = value.dyn_into::<js_sys::Error>();
        Self(exception.map_or_else(
            |_| String::from("no reason given"),
            |error| String::from(error.message()),
        ))
    }
}

impl Drawer {
    /// Opens the drawer.
    ///
    /// # Errors
    /// Where the browser denies storage (some do in private windows, or by policy) or does not answer.
    pub(super) async fn open() -> Result<Self, StorageFailure> {
        let window = web_sys::window().ok_or_else(|| StorageFailure(String::from("no window")))?;
        let factory = window
            .indexed_db()?
            .ok_or_else(|| StorageFailure(String::from("this browser has no database")))?;
        let request = factory.open_with_u32(DATABASE, 1)?;
        let upgrading = request.clone();
        let make_store = Closure::once_into_js(move || create_store(&upgrading));
        request.set_onupgradeneeded(Some(make_store.unchecked_ref()));
        let opened = settled(&request);
        let patience = Promise::new(&mut |_, reject| {
            let refusal = js_sys::Error::new("the browser's database does not answer");
            let refuse = reject.bind1(&JsValue::NULL, &refusal);
            let _ = window.set_timeout_with_callback_and_timeout_and_arguments_0(
                refuse.unchecked_ref(),
                PATIENCE_MILLISECONDS,
            );
        });
        let race = Promise::race(&js_sys::Array::of2(&opened, &patience));
        JsFuture::from(race).await?;
        let database = request.result()?.unchecked_into();
        Ok(Self { database })
    }

    /// The document in the drawer, if one was ever put there.
    ///
    /// # Errors
    /// Where the browser fails to read it.
    pub(super) async fn read(&self) -> Result<Option<String>, StorageFailure> {
        let transaction = self.database.transaction_with_str(STORE)?;
        let request = transaction.object_store(STORE)?.get(&KEY.into())?;
        JsFuture::from(settled(&request)).await?;
        Ok(request.result()?.as_string())
    }

    /// Puts a document in the place of the one in the drawer, and comes back once it is safe there.
    ///
    /// # Errors
    /// Where the browser refuses, as it does when the disk is full.
    pub(super) async fn write(&self, document: &str) -> Result<(), StorageFailure> {
        let transaction = self
            .database
            .transaction_with_str_and_mode(STORE, IdbTransactionMode::Readwrite)?;
        transaction
            .object_store(STORE)?
            .put_with_key(&document.into(), &KEY.into())?;
        let done = Promise::new(&mut |resolve, reject| {
            transaction.set_oncomplete(Some(&resolve));
            transaction.set_onabort(Some(&refusing(&reject)));
        });
        // Without this the browser waits for more requests, which a page that is being closed will not outlive. (The
        // method of `web-sys` carries a deprecation that the standard does not know.)
        if let Ok(commit) = Reflect::get(&transaction, &"commit".into())
            && let Ok(commit) = commit.dyn_into::<Function>()
        {
            let _ = commit.call0(&transaction);
        }
        JsFuture::from(done).await.map_err(|_| {
            StorageFailure(transaction.error().map_or_else(
                || String::from("the browser took the save back"),
                |error| error.message(),
            ))
        })?;
        Ok(())
    }
}

fn create_store(request: &IdbOpenDbRequest) {
    if let Ok(database) = request.result() {
        let _ = database
            .unchecked_into::<IdbDatabase>()
            .create_object_store(STORE);
    }
}

/// A promise of the request's end; a failure carries the database's error, not the event that told of it.
fn settled(request: &IdbRequest) -> Promise {
    Promise::new(&mut |resolve, reject| {
        request.set_onsuccess(Some(&resolve));
        request.set_onerror(Some(&refusing(&reject)));
    })
}

fn refusing(reject: &Function) -> Function {
    let refusal = js_sys::Error::new("the browser's database refused");
    reject.bind1(&JsValue::NULL, &refusal).unchecked_into()
}
