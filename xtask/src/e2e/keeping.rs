//! Scenarios about what the browser keeps: several reviews, versions, a second tab, and a browser that keeps nothing.

use std::fs;

use serde_json::json;

use super::failure::{Outcome, expect};
use super::page::Page;
use super::scenario::{BOTH_WAYS, COMPLETE, HOSTED, Scenario};
use crate::place;

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        claim: "Reviews are kept side by side, and one is turned to, copied and deleted",
        opened: BOTH_WAYS,
        perform: |page| Box::pin(side_by_side(page)),
    },
    Scenario {
        claim: "A version is kept, gone back to, and left again by undo",
        opened: HOSTED,
        perform: |page| Box::pin(version_is_gone_back_to(page)),
    },
    Scenario {
        claim: "Two tabs do not write over each other's review",
        opened: HOSTED,
        perform: |page| Box::pin(two_tabs(page)),
    },
    Scenario {
        claim: "What was typed last is there again after the tab was closed at once",
        opened: HOSTED,
        perform: |page| Box::pin(closed_at_once(page)),
    },
    Scenario {
        claim: "A link that was copied brings the review into a browser that has nothing of it",
        opened: HOSTED,
        perform: |page| Box::pin(shared_by_link(page)),
    },
    Scenario {
        claim: "Where the browser keeps nothing, the page says so and offers the project as a file",
        opened: HOSTED,
        perform: |page| Box::pin(storage_denied(page)),
    },
    Scenario {
        claim: "A review is downloaded as one page, which opens with the review in it and keeps what is changed there",
        opened: COMPLETE,
        perform: |page| Box::pin(as_one_page(page)),
    },
];

const SHARED: &str = "Shared by a link";

const SHELF: &str =
    "[...document.querySelectorAll('.shelf .shelved')].map((button) => button.innerText)";

async fn side_by_side(page: &Page) -> Outcome {
    rename(page, "First").await?;
    page.press("Open").await?;
    page.press("Diuretics").await?;
    rename(page, "Second").await?;
    page.press("Open").await?;
    shelf_is(page, &["First", "Second"]).await?;
    page.press("First").await?;
    titled(page, "First").await?;

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
}

async fn version_is_gone_back_to(page: &Page) -> Outcome {
    rename(page, "As submitted").await?;
    page.press("Open").await?;
    page.element("dialog[open] input[maxlength='200']")
        .await?
        .send_keys("Before the revision")
        .await?;
    page.press("Keep this version").await?;
    shelf_has(page, "Before the revision").await?;
    page.press("Close").await?;
    rename(page, "Revised").await?;
    page.press("Open").await?;
    page.press("Before the revision").await?;
    titled(page, "As submitted").await?;
    page.press("Undo").await?;
    titled(page, "Revised").await
}

async fn two_tabs(page: &Page) -> Outcome {
    rename(page, "Shared").await?;
    let first = page.in_another_tab().await?;
    titled(page, "Shared").await?;
    page.wait_for(
        "the second tab to say that another has the review",
        "document.querySelector('.banners')?.innerText.includes('open in another tab')",
    )
    .await?;
    rename(page, "Changed in the second tab").await?;
    page.back_in_tab(first).await?;
    titled(page, "Shared").await?;
    page.reload().await?;
    titled(page, "Shared").await?;
    page.press("Open").await?;
    shelf_has(page, "Changed in the second tab").await?;
    shelf_has(page, "Shared").await
}

async fn closed_at_once(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    page.in_another_tab().await?;
    rename_at_once(page, "Typed and closed").await?;
    page.close_tab().await?;
    page.press("Open").await?;
    shelf_has(page, "Typed and closed").await
}

async fn shared_by_link(page: &Page) -> Outcome {
    rename(page, SHARED).await?;
    page.browser(
        "Browser.grantPermissions",
        json!({ "permissions": ["clipboardReadWrite"] }),
    )
    .await?;
    page.press("Download").await?;
    page.press("Copy a link").await?;
    page.wait_for(
        "the length of the link",
        "document.querySelector('.toast')?.innerText.includes('letters and holds the whole review')",
    )
    .await?;
    let read =
        "navigator.clipboard.readText().then(arguments[0], (error) => arguments[0](`${error}`));";
    let link = page.script_later(read, Vec::new()).await?;
    let link = link.as_str().unwrap_or_default();
    expect(link.contains("/#review="), || {
        format!("On the clipboard is {link}.")
    })?;

    page.go("about:blank").await?;
    let origin = json!({ "origin": page.address, "storageTypes": "all" });
    page.browser("Storage.clearDataForOrigin", origin).await?;
    page.go(link).await?;
    titled(page, SHARED).await?;
    page.wait_for("the address without the review", "location.hash === ''")
        .await?;
    page.kept().await?;
    page.go("about:blank").await?;
    page.go(&link.replace("#review=", "#review=x")).await?;
    page.wait_for(
        "the damaged link to be refused",
        "document.querySelector('.toast')?.innerText.startsWith('The link was cut short or changed')",
    )
    .await?;
    titled(page, SHARED).await
}

async fn storage_denied(page: &Page) -> Outcome {
    page.browser(
        "Page.addScriptToEvaluateOnNewDocument",
        json!({ "source": "IDBFactory.prototype.open = () => { throw new Error('denied'); };" }),
    )
    .await?;
    page.reload().await?;
    page.wait_for(
        "the page to say that nothing is kept",
        "document.querySelector('.saved')?.innerText.startsWith('Not saved')",
    )
    .await?;
    page.press("Download the project").await?;
    let (name, bytes) = page.download().await?;
    expect(name.contains(".json") && bytes.starts_with(b"{"), || {
        format!("The file is called {name}.")
    })?;
    // Another review comes onto the screen all the same.
    page.press("Open").await?;
    page.press("BCG").await?;
    titled(page, "BCG vaccine against tuberculosis").await
}

/// Gives the review another title, and waits until it is kept.
async fn rename(page: &Page, title: &str) -> Outcome {
    rename_at_once(page, title).await?;
    titled(page, title).await?;
    page.kept().await
}

async fn rename_at_once(page: &Page, title: &str) -> Outcome {
    page.element("h1 button").await?.click().await?;
    // The title stands in the field, selected: what is typed takes its place.
    page.wait_for(
        "the field for the title",
        "document.activeElement?.matches('.header-title input')",
    )
    .await?;
    page.type_keys(&format!("{title}\u{e007}")).await
}

async fn titled(page: &Page, title: &str) -> Outcome {
    let shown = format!(
        "document.querySelector('h1')?.innerText === {}",
        json!(title)
    );
    page.wait_for(&format!("the title {title}"), &shown)
        .await
        .map(drop)
}

async fn shelf_is(page: &Page, titles: &[&str]) -> Outcome {
    let same = format!(
        "JSON.stringify({SHELF}.sort()) === JSON.stringify({})",
        json!(titles)
    );
    page.wait_for(&format!("the reviews {titles:?}"), &same)
        .await
        .map(drop)
}

async fn shelf_has(page: &Page, title: &str) -> Outcome {
    let has = format!("{SHELF}.includes({})", json!(title));
    page.wait_for(&format!("{title} in the dialog"), &has)
        .await
        .map(drop)
}

async fn shelf_is_shorter_by_one(page: &Page) -> Outcome {
    page.wait_for(
        "the deletion",
        "![...document.querySelectorAll('.shelf button')].some((button) => button.innerText === 'Really delete?')",
    )
    .await
    .map(drop)
}

/// A name in which there is markup.
const FINISHED: &str = "Finished </script><b>review</b>";

async fn as_one_page(page: &Page) -> Outcome {
    rename(page, FINISHED).await?;
    page.press("Download").await?;
    page.press("The review as a page").await?;
    let (name, bytes) = page.download().await?;
    expect(name.contains(".html"), || name)?;
    let path = place::target().join("e2e").join("review.html");
    fs::create_dir_all(path.parent().unwrap_or(&path))?;
    fs::write(&path, bytes)?;
    page.go(&format!("file://{}", path.display())).await?;
    titled(page, FINISHED).await?;
    page.wait_for("the figure", "document.querySelector('canvas')?.width > 0")
        .await?;
    rename(page, "Changed in the page").await?;
    page.kept().await?;
    page.reload().await?;
    titled(page, "Changed in the page").await?;
    fs::remove_file(&path)?;
    Ok(())
}
