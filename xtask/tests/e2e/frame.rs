//! Scenarios about the figure of a review in a frame on another page.

use std::fs;

use anyhow::{Context as _, ensure};
use serde_json::json;

use super::page::Page;
use super::review;
use super::scenario::{Outcome, hosted};

/// What is called in the review before its frame is copied.
const TITLE: &str = "Cells & harms";

#[tokio::test]
async fn a_figure_stands_in_a_frame_on_another_page_and_the_browser_keeps_nothing_of_it() -> Outcome
{
    hosted(async |page| {
        page.rename_at_once(TITLE).await?;
        page.titled(TITLE).await?;
        review::drawn(page).await?;
        let sentence = page.value("document.querySelector('.sentence').innerText").await?;
        let sentence = sentence.as_str().context("a sentence")?.to_owned();
        let element = copied_frame(page).await?;
        let address = address_in(&element)?;

        page.go("about:blank").await?;
        let origin = json!({ "origin": page.address, "storageTypes": "all" });
        page.devtools("Storage.clearDataForOrigin", origin).await?;
        // A page of another origin.
        let folder = tempfile::tempdir()?;
        let around = folder.path().join("around.html");
        fs::write(&around, format!("<!doctype html><title>Around</title><body>{element}"))?;
        page.go(&format!("file://{}", around.display())).await?;
        page.enter_frame().await?;
        shows_figure(page, &sentence).await?;

        // The same alone, where what the browser keeps can be looked at.
        page.go(&address).await?;
        shows_figure(page, &sentence).await?;
        let kept = "indexedDB.databases().then((found) => arguments[0](found.length + localStorage.length));";
        let kept = page.script_later(kept, &[]).await?;
        ensure!(kept == 0, "The frame left {kept} things in the browser.");
        page.press("The figure as a table").await?;
        page.until("document.querySelector('.framed table')").await?;
        page.settled().await?;
        page.check_that_nothing_is_wrong().await?;

        let whole = page.value("document.querySelector('.frame-foot a').href").await?;
        page.go(whole.as_str().context("an address")?).await?;
        page.titled(TITLE).await
    })
    .await
}

#[tokio::test]
async fn a_frame_that_cannot_show_its_figure_says_why() -> Outcome {
    hosted(async |page| {
        let address = copied_address(page).await?;
        let wrong = [
            (address.replace("embed=1", "embed=7"), "version “7”"),
            (
                address.replace("outcome=", "outcome=no-"),
                "has no outcome “no-",
            ),
            (
                address.replace("review=", "review=x"),
                "cut short or changed",
            ),
        ];
        for (address, said) in wrong {
            page.go("about:blank").await?;
            page.go(&address).await?;
            page.shows(".framed h1", "cannot show its figure").await?;
            page.shows(".framed p", said).await?;
        }
        // Another address for the same frame is followed.
        page.script(
            "location.hash = arguments[0];",
            &[json!(fragment_of(&address))],
        )
        .await?;
        page.until("document.querySelector('.framed canvas')")
            .await?;
        page.check_that_nothing_is_wrong().await
    })
    .await
}

/// The address of the frame of the outcome that is looked at.
pub(super) async fn copied_address(page: &Page) -> Outcome<String> {
    address_in(&copied_frame(page).await?)
}

/// Copies the frame of the outcome that is looked at, and reads it from the clipboard.
async fn copied_frame(page: &Page) -> Outcome<String> {
    let permissions = json!({ "permissions": ["clipboardReadWrite"] });
    page.devtools("Browser.grantPermissions", permissions)
        .await?;
    page.press("Download").await?;
    page.press("Copy a frame").await?;
    page.until("document.querySelector('.toast')?.innerText.startsWith('Copied: HTML')")
        .await?;
    let read =
        "navigator.clipboard.readText().then(arguments[0], (error) => arguments[0](`${error}`));";
    let copied = page.script_later(read, &[]).await?;
    let copied = copied.as_str().unwrap_or_default();
    ensure!(
        copied.starts_with("<iframe src=\""),
        "On the clipboard is {copied}."
    );
    Ok(copied.to_owned())
}

/// The address that a frame shows.
fn address_in(element: &str) -> Outcome<String> {
    let address = element.split('"').nth(1).context("an address")?;
    Ok(address.replace("&amp;", "&"))
}

/// The part of an address from its `#`.
fn fragment_of(address: &str) -> &str {
    let start = address.find('#').unwrap_or_default();
    address.get(start..).unwrap_or_default()
}

/// Waits until the figure and its sentence are there, and nothing with which a review is changed.
async fn shows_figure(page: &Page, sentence: &str) -> Outcome {
    page.shows(".framed .sentence", sentence).await?;
    page.until("document.querySelector('.framed canvas')?.width > 0")
        .await?;
    let others = page
        .read("document.querySelectorAll('.header, [role=grid], .controls, dialog').length")
        .await?;
    ensure!(
        others == 0,
        "{others} parts of the page stand in the frame."
    );
    Ok(())
}
