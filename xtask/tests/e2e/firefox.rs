//! The main journey in Firefox, where that is installed with geckodriver: from a pasted table to the numbers of the desk, to
//! the files that are taken away, and to the review that is there again after a reload.

use anyhow::ensure;
use serde_json::json;
use trialpool::project;

use super::desk::Desk;
use super::grid::document;
use super::keys::{CONTROL, ENTER, F2};
use super::page::Page;
use super::review::{OUTCOME, TABLE, compare_with, text_of_svg};
use super::scenario::{Outcome, closed};

/// Notes what goes wrong from here on: Firefox does not hand its console to the driver. In the document, since scripts of the
/// driver share no names with those of the page.
const NOTE_FAULTS: &str = "
    const note = (fault) => { document.documentElement.dataset.faults += `${fault}; `; };
    document.documentElement.dataset.faults = '';
    addEventListener('error', ({ message }) => note(message));
    addEventListener('unhandledrejection', ({ reason }) => note(reason));
    document.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) =>
        note(`${effectiveDirective} refused ${blockedURI}`));";

#[tokio::test]
async fn a_table_is_pasted_pooled_downloaded_and_kept_in_firefox_where_it_is_installed() -> Outcome
{
    let Some(page) = Page::in_firefox().await? else {
        println!("Firefox with geckodriver is not installed here: not opened in it.");
        return Ok(());
    };
    let outcome = journey(&page).await;
    closed(page, outcome).await
}

async fn journey(page: &Page) -> Outcome {
    page.until("globalThis.trialpoolSpawn").await?;
    page.script(NOTE_FAULTS, &[]).await?;
    let loaded = page.served().len();

    page.element("h1 button").await?;
    paste_by_keyboard(page, TABLE).await?;
    page.press("Use this table").await?;
    page.press(OUTCOME).await?;
    page.shows("#outcome-name", OUTCOME).await?;
    compare_with(page, &Desk::pasted(TABLE, OUTCOME)?).await?;
    painted(page).await?;

    let svg = page.download("SVG").await?.1;
    let words = text_of_svg(&String::from_utf8_lossy(&svg))?;
    ensure!(words.contains("Heterogeneity"), "The SVG says {words}.");
    let pdf = page.download("PDF").await?.1;
    ensure!(
        pdf.starts_with(b"%PDF-1.7"),
        "The PDF does not begin as one."
    );

    page.press("Data").await?;
    page.until("location.hash.startsWith('#data') && document.querySelector('[role=grid]')")
        .await?;
    page.click("[aria-rowindex='4'] td[aria-colindex='2']")
        .await?;
    page.until("document.activeElement.role === 'grid'").await?;
    // The driver of Firefox sends a key before the page has opened the cell for it, so the cell is opened first.
    page.type_keys(F2).await?;
    page.until("document.activeElement.matches('.cell-editor')")
        .await?;
    page.type_held(CONTROL, "a").await?;
    page.type_keys(&format!("2013{ENTER}")).await?;
    let typed = "document.querySelector(\"[aria-rowindex='4'] td[aria-colindex='2']\")?.textContent === '2013'";
    page.until(typed).await?;
    for view in ["Quality", "Findings", "Review"] {
        page.press(view).await?;
    }
    let left = document(page).await?;
    ensure!(
        project::restore(&String::from_utf8_lossy(&left)).is_ok(),
        "The desk does not open what Firefox saved."
    );
    let faults = page.read("document.documentElement.dataset.faults").await?;
    ensure!(faults == json!(""), "In Firefox went wrong: {faults}.");
    let served = page.served();
    ensure!(
        served.len() == loaded,
        "After the load the page asked for {:?}.",
        served.get(loaded..)
    );

    page.kept().await?;
    page.reload().await?;
    page.until("globalThis.trialpoolSpawn").await?;
    page.press("Data").await?;
    page.until(typed).await?;
    ensure!(
        document(page).await? == left,
        "The review is not the one that was left."
    );
    Ok(())
}

/// Copies a text in a field of its own and pastes it into the page, by the keys: Firefox gives a paste that a script makes no text.
async fn paste_by_keyboard(page: &Page, text: &str) -> Outcome {
    let select = "
        const field = document.createElement('textarea');
        field.id = 'copied-from';
        document.body.append(field);
        field.value = arguments[0];
        field.select();";
    page.script(select, &[json!(text)]).await?;
    page.type_held(CONTROL, "c").await?;
    page.script("document.querySelector('#copied-from').remove();", &[])
        .await?;
    page.type_held(CONTROL, "v").await
}

/// Waits until the figure has something painted: pixels that differ from its first one.
async fn painted(page: &Page) -> Outcome {
    page.until(
        "(() => {
            const canvas = document.querySelector('canvas[role=img]');
            const { data } = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height);
            let ink = 0;
            for (let at = 0; at < data.length; at += 4) ink += data[at + 3] > 0 && data[at] < 128;
            return ink > 500;
        })()",
    )
    .await
}
