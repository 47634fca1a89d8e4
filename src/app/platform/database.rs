//! The browser's own database (IndexedDB) as one store of texts by name.

use std::rc::Rc;

use futures_util::future::{Either, select};
use idb::{DatabaseEvent, Factory, KeyRange, ObjectStoreParams, Query, TransactionMode};
use wasm_bindgen::JsValue;

use super::promise::{Failure, wait};
use crate::project::{sealed, unsealed};

const NAME: &str = "trialpool";
const STORE: &str = "documents";
/// A database that another tab keeps closed never answers: the page does not wait longer for it, in milliseconds. One of a
/// browser that has just begun on a busy machine has been seen to take more than two seconds.
const PATIENCE: i32 = 8_000;

/// Documents by name; a name without a document is deleted.
pub type Documents = Vec<(String, Option<String>)>;

/// An open database. It is opened once, so that a save begins at once, even while the page is being closed.
#[derive(Clone)]
pub struct Database(Rc<idb::Database>);

impl From<idb::Error> for Failure {
    fn from(error: idb::Error) -> Self {
        Self(error.to_string())
    }
}

impl Database {
    /// Opens the database.
    ///
    /// # Errors
    /// Where the browser denies storage (some do in private windows, or by policy) or does not answer.
    pub async fn open() -> Result<Self, Failure> {
        let mut request = Factory::new()?.open(NAME, Some(1))?;
        request.on_upgrade_needed(|event| {
            if let Ok(database) = event.database() {
                let _ = database.create_object_store(STORE, ObjectStoreParams::new());
            }
        });
        match select(request.into_future(), Box::pin(wait(PATIENCE))).await {
            Either::Left((database, _)) => Ok(Self(Rc::new(database?))),
            Either::Right(_) => Err(Failure(String::from(
                "the browser's database does not answer",
            ))),
        }
    }

    /// The document of a name.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn read(&self, name: &str) -> Result<Option<Stored>, Failure> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(STORE)?;
        let value = store.get(JsValue::from_str(name))?.await?;
        Ok(value.as_ref().map(Stored::of))
    }

    /// The documents whose names begin with a prefix, by the rest of their names.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn list(&self, prefix: &str) -> Result<Vec<(String, String)>, Failure> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadOnly)?;
        let store = transaction.object_store(STORE)?;
        let last = format!("{prefix}\u{ffff}");
        let range = || -> Result<Query, Failure> {
            let bounds = (JsValue::from_str(prefix), JsValue::from_str(&last));
            Ok(KeyRange::bound(&bounds.0, &bounds.1, None, None)?.into())
        };
        let names = store.get_all_keys(Some(range()?), None)?;
        let documents = store.get_all(Some(range()?), None)?;
        let (names, documents) = (names.await?, documents.await?);
        let text = |value: &JsValue| value.as_string().unwrap_or_default();
        Ok(names
            .iter()
            .zip(&documents)
            .map(|(name, document)| {
                let name = text(name);
                let document = text(document);
                // A name or a title that a fault of the disk changed is still the best name there is.
                let document = unsealed(&document).unwrap_or(&document).to_owned();
                (name[prefix.len()..].to_owned(), document)
            })
            .collect())
    }

    /// Writes documents under their names, all or none. The writing begins before this function returns, and goes on where
    /// the page is being closed; the future is for those who want to know what came of it.
    ///
    /// # Errors
    /// When the browser refuses the documents or takes them back.
    pub fn write(
        &self,
        documents: &Documents,
    ) -> impl Future<Output = Result<(), Failure>> + use<> {
        let begun = self.begin_writing(documents);
        async move {
            if begun?.await?.is_committed() {
                Ok(())
            } else {
                Err(Failure(String::from("the browser took the save back")))
            }
        }
    }

    fn begin_writing(&self, documents: &Documents) -> Result<idb::TransactionFuture, Failure> {
        let transaction = self.0.transaction(&[STORE], TransactionMode::ReadWrite)?;
        let store = transaction.object_store(STORE)?;
        for (name, document) in documents {
            let name = JsValue::from_str(name);
            match document {
                Some(document) => {
                    drop(store.put(&JsValue::from_str(&sealed(document)), Some(&name))?);
                }
                None => drop(store.delete(name)?),
            }
        }
        // Without a commit the browser waits for more, which a page that is being closed does not outlive.
        Ok(transaction.commit()?.into_future())
    }
}

/// What lies under a name.
pub enum Stored {
    /// A text, as this program writes it.
    Text(String),
    /// A text of this program that is not what it wrote: a fault of the disk changed it.
    Damaged,
    /// Something else: another program or a fault of the disk wrote it.
    Other,
}

impl Stored {
    fn of(value: &JsValue) -> Self {
        let Some(text) = value.as_string() else {
            return Self::Other;
        };
        unsealed(&text).map_or(Self::Damaged, |text| Self::Text(text.to_owned()))
    }

    /// The text.
    pub fn text(self) -> Option<String> {
        match self {
            Self::Text(text) => Some(text),
            Self::Damaged | Self::Other => None,
        }
    }
}
