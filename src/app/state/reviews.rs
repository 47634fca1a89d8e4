//! The reviews that this browser keeps: where each lies in the database, and which tab may write it.
//!
//! A review lies under its id, its title under `title/` and the id; a version lies under `version/`, the id and the time,
//! its name under `version-name/`, the id and the time. `open` names the review that was written last.

use js_sys::Date;
use leptos::prelude::window;

use crate::app::platform::database::{Database, Documents, Stored};
use crate::app::platform::locks::Lock;
use crate::app::platform::promise::{Failure, wait};

/// Under which name this tab remembers its review over a reload.
const SESSION_KEY: &str = "trialpool";
/// Under which name the review is named that any tab wrote last.
const LATEST: &str = "open";
/// Where the first review lay before there were several.
const FIRST: &str = "current";
/// A tab that is being reloaded may not have released its lock yet: it is asked again after so many milliseconds.
const RELOADING: i32 = 300;

/// A claim on a review of the database: only this tab writes it.
#[derive(Clone)]
pub struct Claim {
    /// Under which name the review lies.
    pub id: String,
    lock: Lock,
}

impl Claim {
    /// Claims a review; `None` while another tab has it.
    async fn on(id: &str) -> Option<Self> {
        let lock = Lock::claim(&format!("trialpool/{id}")).await?;
        Some(Self {
            id: id.to_owned(),
            lock,
        })
    }

    /// A claim on a name where nothing was ever kept; the name is its time.
    pub async fn new() -> Self {
        let id = now();
        let claimed = Self::on(&id).await;
        // Nobody else knows the name yet.
        claimed.unwrap_or_else(|| Self {
            id,
            lock: Lock::default(),
        })
    }

    /// Lets other tabs have it.
    pub fn release(&self) {
        self.lock.release();
    }
}

/// The time, to the millisecond: no two things are kept in the same one by one person.
pub fn now() -> String {
    String::from(Date::new_0().to_iso_string())
}

/// A review that was found in the database.
pub(super) struct FoundReview {
    /// The claim on it, unless another tab has it.
    pub(super) claim: Option<Claim>,
    /// What lies there; nothing where it was never written.
    pub(super) document: Option<Stored>,
}

/// The review that this tab had before it was reloaded, or else the one that any tab wrote last.
///
/// # Errors
/// When the database cannot be read.
pub(super) async fn latest(database: &Database) -> Result<FoundReview, Failure> {
    let id = match remembered() {
        Some(id) => id,
        None => database
            .read(LATEST)
            .await?
            .and_then(Stored::text)
            .unwrap_or_else(|| FIRST.to_owned()),
    };
    let mut claim = Claim::on(&id).await;
    if claim.is_none() {
        wait(RELOADING).await;
        claim = Claim::on(&id).await;
    }
    let document = database.read(&id).await?;
    Ok(FoundReview { claim, document })
}

fn remembered() -> Option<String> {
    window()
        .session_storage()
        .ok()??
        .get_item(SESSION_KEY)
        .ok()?
}

/// The review of an id: the claim on it and what lies there, or `None` while another tab has it.
pub(super) async fn open(database: &Database, id: &str) -> Option<(Claim, Option<Stored>)> {
    let claim = Claim::on(id).await?;
    let document = database.read(id).await.ok().flatten();
    Some((claim, document))
}

/// Names the review that this tab has open. The name is added to what is written.
pub(super) fn name_open(id: &str, documents: &mut Documents) {
    if let Ok(Some(storage)) = window().session_storage() {
        let _ = storage.set_item(SESSION_KEY, id);
    }
    documents.push((LATEST.to_owned(), Some(id.to_owned())));
}

/// Deletes a review with its versions; `false` while another tab has it.
pub(super) async fn delete(database: &Database, id: &str) -> Result<bool, Failure> {
    let Some(claim) = Claim::on(id).await else {
        return Ok(false);
    };
    let versions = database.list(&version_name(id, "")).await?;
    let mut names = vec![id.to_owned(), title(id)];
    for (time, _) in &versions {
        names.extend([version(id, time), version_name(id, time)]);
    }
    let deleted = names.into_iter().map(|name| (name, None)).collect();
    let written = database.write(&deleted).await;
    claim.release();
    written.map(|()| true)
}

/// The ids and titles of all reviews.
pub(super) async fn titles(database: &Database) -> Result<Vec<(String, String)>, Failure> {
    database.list(&title("")).await
}

/// The times and names of a review's versions.
pub(super) async fn versions(
    database: &Database,
    id: &str,
) -> Result<Vec<(String, String)>, Failure> {
    database.list(&version_name(id, "")).await
}

/// Where the title of a review lies.
pub(super) fn title(id: &str) -> String {
    format!("title/{id}")
}

/// Where a version of a review lies.
pub(super) fn version(id: &str, time: &str) -> String {
    format!("version/{id}/{time}")
}

/// Where the name of a version lies.
pub(super) fn version_name(id: &str, time: &str) -> String {
    format!("version-name/{id}/{time}")
}
