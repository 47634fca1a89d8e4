//! How the tests open the page.

use std::fs;
use std::thread;

use anyhow::Context;
use tokio::sync::Semaphore;
use xtask::place;

use super::page::{Opened, Page, View};

/// What comes of a test and of each of its steps.
pub(super) type Outcome<T = ()> = anyhow::Result<T>;

/// More browsers at once would make each other late.
static BROWSERS: Semaphore = Semaphore::const_new(2);

/// Tests the page on a local server.
pub(super) async fn hosted(test: impl AsyncFn(&Page) -> Outcome) -> Outcome {
    opened(Opened::Hosted, test).await
}

/// Tests the page in one file on a local server.
pub(super) async fn in_one_file(test: impl AsyncFn(&Page) -> Outcome) -> Outcome {
    opened(Opened::OneFile, test).await
}

/// Tests the page on a local server, and then in one file opened by a double click.
pub(super) async fn everywhere(test: impl AsyncFn(&Page) -> Outcome) -> Outcome {
    opened(Opened::Hosted, &test).await?;
    opened(Opened::AsFile, &test).await
}

/// Tests in a browser that shows nothing yet; what is opened there may have something wrong with it.
pub(super) async fn fresh(test: impl AsyncFn(&Page) -> Outcome) -> Outcome {
    let _turn = BROWSERS.acquire().await?;
    let page = Page::blank(View::DESK).await?;
    let outcome = test(&page).await;
    closed(page, outcome).await
}

/// Whatever a test does, nothing may be wrong with the page in the end.
async fn opened(opened: Opened, test: impl AsyncFn(&Page) -> Outcome) -> Outcome {
    let _turn = BROWSERS.acquire().await?;
    let page = Page::open(opened, View::DESK).await?;
    let mut outcome = test(&page).await;
    if outcome.is_ok() {
        outcome = page.check_that_nothing_is_wrong().await;
    }
    let outcome = closed(page, outcome).await;
    outcome.with_context(|| format!("{opened:?}"))
}

/// Closes the browser, and keeps a picture of what was seen where something failed.
pub(super) async fn closed(page: Page, outcome: Outcome) -> Outcome {
    if outcome.is_err() {
        keep_picture(&page).await?;
    }
    page.close().await?;
    outcome
}

/// Saves what is seen under the name of the test.
async fn keep_picture(page: &Page) -> Outcome {
    let folder = place::target().join("e2e");
    fs::create_dir_all(&folder)?;
    let thread = thread::current();
    let name = thread.name().unwrap_or("main").replace("::", "-");
    fs::write(folder.join(format!("{name}.png")), page.screenshot().await?)?;
    Ok(())
}
