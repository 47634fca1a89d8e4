//! Scenarios about the page under the headers that `docs/hosting/` tells hosts to send.

use std::fs;

use anyhow::ensure;
use xtask::headers::Rules;
use xtask::serve::Served;
use xtask::{handbook, place};

use super::page::Page;
use super::review;
use super::scenario::{Outcome, fresh};

fn host(page: &Page) -> Outcome<String> {
    let file = place::root().join("docs/hosting/_headers");
    let rules = Rules::read(&fs::read_to_string(file)?)?;
    page.host_with(rules, |_| Served::AsItIs)
}

#[tokio::test]
async fn under_the_headers_of_a_host_the_page_pools_downloads_and_is_kept_without_a_refusal()
-> Outcome {
    fresh(async |page| {
        let address = host(page)?;
        page.go(&address).await?;
        review::drawn(page).await?;
        let policy = "fetch('index.html').then((answer) => arguments[0](answer.headers.get('content-security-policy')));";
        let policy = page.script_later(policy, &[]).await?.to_string();
        ensure!(policy.contains("frame-ancestors 'self', default-src 'none'"), "{policy}");
        page.choose("Measure", "Odds ratio").await?;
        page.until("globalThis.trialpoolSpawn").await?;
        page.download("SVG").await?;
        let ready = "navigator.serviceWorker.ready.then(() => arguments[0](true));";
        page.script_later(ready, &[]).await?;
        page.settled().await?;
        page.check_that_nothing_is_wrong().await
    })
    .await
}

#[tokio::test]
async fn the_handbook_opens_beside_the_page_without_a_script_or_a_refusal() -> Outcome {
    // It is there once `cargo xtask handbook` was given; the tests do not fetch mdBook.
    if !place::dist().join(handbook::FOLDER).is_dir() {
        println!("The handbook is not built: not looked at");
        return Ok(());
    }
    fresh(async |page| {
        let address = format!("{}{}/", host(page)?, handbook::FOLDER);
        page.go(&address).await?;
        page.shows("main h1", "").await?;
        let scripts = page.read("document.scripts.length").await?;
        ensure!(scripts == 0, "The handbook holds {scripts} scripts.");
        page.settled().await?;
        page.check_that_nothing_is_wrong().await
    })
    .await
}
