//! Scenarios about what the browser keeps: several reviews, versions, a second tab, and a browser that keeps nothing.

use std::fs;
use std::time::Duration;

use anyhow::ensure;
use serde_json::json;

use super::page::Page;
use super::scenario::{Outcome, everywhere, hosted, in_one_file};
use xtask::place;

const SHARED: &str = "Shared by a link";

const SHELF: &str = "[...document.querySelectorAll('.shelf .shelved')].map((button) => \
            button.innerText)";

#[tokio::test]
async fn reviews_are_kept_side_by_side_and_one_is_turned_to_copied_and_deleted() -> Outcome {
    everywhere(async |page| {
        rename(page, "First").await?;
        page.press("Open").await?;
        page.press("Diuretics").await?;
        rename(page, "Second").await?;
        page.press("Open").await?;
        shelf_is(page, &["First", "Second"]).await?;
        page.press("First").await?;
        page.titled("First").await?;

        page.press("Open").await?;
        shelf_is(page, &["First", "Second"]).await?;
        // The newer review stands before the one that was there from the start.
        page.press("Duplicate").await?;
        shelf_is(page, &["First", "Second", "Second (copy)"]).await?;
        for _ in 0..2 {
            page.press("Delete").await?;
            page.press("Really delete?").await?;
            shelf_is_shorter_by_one(page).await?;
        }
        shelf_is(page, &["First"]).await
    })
    .await
}

#[tokio::test]
async fn a_version_is_kept_gone_back_to_and_left_again_by_undo() -> Outcome {
    hosted(async |page| {
        rename(page, "As submitted").await?;
        page.press("Open").await?;
        page.type_into("dialog[open] input[maxlength='200']", "Before the revision")
            .await?;
        page.press("Keep this version").await?;
        shelf_has(page, "Before the revision").await?;
        page.press("Close").await?;
        rename(page, "Revised").await?;
        page.press("Open").await?;
        page.press("Before the revision").await?;
        page.titled("As submitted").await?;
        page.press("Undo").await?;
        page.titled("Revised").await
    })
    .await
}

#[tokio::test]
async fn two_tabs_do_not_write_over_each_others_review() -> Outcome {
    hosted(async |page| {
        rename(page, "Shared").await?;
        let first = page.in_another_tab().await?;
        page.titled("Shared").await?;
        page.shows(".banners", "open in another tab").await?;
        rename(page, "Changed in the second tab").await?;
        page.back_in_tab(first).await?;
        page.titled("Shared").await?;
        page.reload().await?;
        page.titled("Shared").await?;
        page.press("Open").await?;
        shelf_has(page, "Changed in the second tab").await?;
        shelf_has(page, "Shared").await
    })
    .await
}

#[tokio::test]
async fn what_was_typed_last_is_there_again_after_the_tab_was_closed_at_once() -> Outcome {
    hosted(async |page| {
        page.element("h1 button").await?;
        page.in_another_tab().await?;
        page.rename_at_once("Typed and closed").await?;
        page.close_tab().await?;
        page.press("Open").await?;
        shelf_has(page, "Typed and closed").await
    })
    .await
}

#[tokio::test]
async fn what_was_typed_a_moment_before_the_tab_crashed_is_there_again() -> Outcome {
    const MOMENT: Duration = Duration::from_millis(50);
    hosted(async |page| {
        for title in ["Typed and crashed", "Typed on and crashed again"] {
            page.rename_at_once(title).await?;
            tokio::time::sleep(MOMENT).await;
            page.crash().await?;
            page.go(&page.address).await?;
            page.titled(title).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_link_that_was_copied_brings_the_review_into_a_browser_that_has_nothing_of_it() -> Outcome
{
    hosted(async |page| {
        rename(page, SHARED).await?;
        page.devtools(
            "Browser.grantPermissions",
            json!({ "permissions": ["clipboardReadWrite"] }),
        )
        .await?;
        page.press("Download").await?;
        page.press("Copy a link").await?;
        page.shows("dialog[open]", "letters and holds the whole review")
            .await?;
        page.shows("dialog[open]", "Outlook for Windows (1,024)")
            .await?;
        page.click("dialog[open] .primary").await?;
        let read = "navigator.clipboard.readText().then(arguments[0], (error) => \
            arguments[0](`${error}`));";
        let link = page.script_later(read, &[]).await?;
        let link = link.as_str().unwrap_or_default();
        ensure!(link.contains("/#review="), "On the clipboard is {link}.");

        page.go("about:blank").await?;
        let origin = json!({ "origin": page.address, "storageTypes": "all" });
        page.devtools("Storage.clearDataForOrigin", origin).await?;
        page.go(link).await?;
        page.titled(SHARED).await?;
        page.until("location.hash === ''").await?;
        page.kept().await?;
        page.go("about:blank").await?;
        page.go(&link.replace("#review=", "#review=x")).await?;
        page.until(
            "document.querySelector('.toast')?.innerText.startsWith('The link was cut \
            short or changed')",
        )
        .await?;
        page.titled(SHARED).await
    })
    .await
}

#[tokio::test]
async fn where_the_browser_keeps_nothing_the_page_says_so_and_offers_the_project_as_a_file()
-> Outcome {
    hosted(async |page| {
        page.before_its_scripts(
            "IDBFactory.prototype.open = () => { throw new Error('denied'); };",
        )
        .await?;
        page.reload().await?;
        page.until("document.querySelector('.saved')?.innerText.startsWith('Not saved')")
            .await?;
        page.press("Download the project").await?;
        let (name, bytes) = page.downloaded().await?;
        ensure!(
            name.contains(".json") && bytes.starts_with(b"{"),
            "The file is called {name}."
        );
        // Another review comes onto the screen all the same.
        page.press("Open").await?;
        page.press("BCG").await?;
        page.titled("BCG vaccine against tuberculosis").await
    })
    .await
}

/// Gives the review another title, and waits until it is kept.
async fn rename(page: &Page, title: &str) -> Outcome {
    page.rename_at_once(title).await?;
    page.titled(title).await?;
    page.kept().await
}

async fn shelf_is(page: &Page, titles: &[&str]) -> Outcome {
    let same = format!(
        "JSON.stringify({SHELF}.sort()) === JSON.stringify({})",
        json!(titles)
    );
    page.until(&same).await
}

async fn shelf_has(page: &Page, title: &str) -> Outcome {
    let has = format!("{SHELF}.includes({})", json!(title));
    page.until(&has).await
}

async fn shelf_is_shorter_by_one(page: &Page) -> Outcome {
    page.until(
        "![...document.querySelectorAll('.shelf button')].some((button) => \
            button.innerText === 'Really delete?')",
    )
    .await
}

/// A name in which there is markup.
const FINISHED: &str = "Finished </script><b>review</b>";

#[tokio::test]
async fn a_review_is_downloaded_as_one_page_which_opens_with_the_review_in_it_and_keeps_what_is_changed_there()
-> Outcome {
    in_one_file(async |page| {
        rename(page, FINISHED).await?;
        let (name, bytes) = page.download("The review as a page").await?;
        ensure!(name.contains(".html"), "{name}");
        let path = place::target().join("e2e").join("review.html");
        fs::create_dir_all(path.parent().unwrap_or(&path))?;
        fs::write(&path, bytes)?;
        page.go(&format!("file://{}", path.display())).await?;
        page.titled(FINISHED).await?;
        // Who is sent a review wants to know what it found.
        page.until("location.hash === '#findings' && document.querySelector('main table')")
            .await?;
        page.press("Outcomes").await?;
        page.until("document.querySelector('canvas')?.width > 0")
            .await?;
        rename(page, "Changed in the page").await?;
        page.kept().await?;
        page.reload().await?;
        page.titled("Changed in the page").await?;
        fs::remove_file(&path)?;
        Ok(())
    })
    .await
}
