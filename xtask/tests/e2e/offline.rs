//! Scenarios about the hosted page without a network, and about a newer version of it.

use std::fs;
use std::path::Path;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use anyhow::ensure;
use tempfile::TempDir;
use xtask::serve::Served;
use xtask::{offline, place};

use super::page::{Page, View};
use super::review;
use super::scenario::{Outcome, fresh};

/// Waits until the browser keeps the page for visits without a network.
async fn kept_for_later(page: &Page) -> Outcome {
    let ready = "navigator.serviceWorker.ready.then(() => arguments[0](true));";
    page.script_later(ready, &[]).await.map(drop)
}

#[tokio::test]
async fn after_one_visit_the_page_opens_and_pools_without_its_server() -> Outcome {
    fresh(async |page| {
        let is_gone = Arc::new(AtomicBool::new(false));
        let gone = Arc::clone(&is_gone);
        let address = page.host(move |_| {
            if gone.load(Ordering::Relaxed) {
                Served::Missing
            } else {
                Served::AsItIs
            }
        })?;
        page.go(&address).await?;
        review::drawn(page).await?;
        kept_for_later(page).await?;
        page.settled().await?;
        page.take_faults().await?;

        is_gone.store(true, Ordering::Relaxed);
        let before = page.served().len();
        for _ in 0..2 {
            page.go("about:blank").await?;
            page.go(&address).await?;
            review::drawn(page).await?;
            page.choose("Measure", "Odds ratio").await?;
            page.set_view(View::DESK).await?;
            page.download("SVG").await?;
        }
        let asked: Vec<String> = page.served().split_off(before);
        // The browser itself looks for a newer version; the page asks for nothing.
        ensure!(
            asked.iter().all(|file| file == "/service-worker.js"),
            "Without its server the page asked for {}.",
            asked.join(", ")
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_newer_version_is_offered_waits_and_is_taken_without_loss() -> Outcome {
    const TITLE: &str = "Typed in the version before";
    let folder = TempDir::new()?;
    copy(&place::dist(), folder.path())?;
    let served = folder.path().to_path_buf();
    fresh(async |page| {
        let address = xtask::serve::in_background(served.clone(), |_| Served::AsItIs)?;
        page.go(&address).await?;
        review::drawn(page).await?;
        kept_for_later(page).await?;

        let index = served.join("index.html");
        let newer = fs::read_to_string(&index)?.replace("Pools adverse events", "Newer");
        fs::write(&index, newer)?;
        offline::list_files(&served)?;
        let is_newer =
            "document.querySelector('meta[name=description]')?.content.startsWith('Newer')";
        page.reload().await?;
        page.shows(".banners", "A newer version of Trialpool is ready.")
            .await?;
        page.until(&format!("!({is_newer})")).await?;
        page.rename_at_once(TITLE).await?;
        page.press("Change to it now").await?;
        page.until(is_newer).await?;
        page.titled(TITLE).await?;
        let offered = page
            .read("document.querySelector('.banners').innerText")
            .await?;
        ensure!(!offered.to_string().contains("newer version"));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_version_that_is_only_half_on_the_server_is_not_kept() -> Outcome {
    let folder = TempDir::new()?;
    copy(&place::dist(), folder.path())?;
    let served = folder.path().to_path_buf();
    fresh(async |page| {
        // The list is of this version, the icon already of the next.
        fs::write(served.join("icon.svg"), "<svg xmlns='http://www.w3.org/2000/svg'/>")?;
        let address = xtask::serve::in_background(served.clone(), |_| Served::AsItIs)?;
        page.go(&address).await?;
        review::drawn(page).await?;
        page.until("navigator.serviceWorker.getRegistration && true").await?;
        let nothing = "
            const [give] = arguments;
            const look = async () => {
                const registration = await navigator.serviceWorker.getRegistration();
                if (registration?.active) give('kept');
                else if (!registration || (!registration.installing && !registration.waiting)) give('not kept');
                else setTimeout(look, 50);
            };
            setTimeout(look, 500);";
        let answer = page.script_later(nothing, &[]).await?;
        ensure!(answer == "not kept", "The half version is {answer}.");
        page.take_faults().await.map(drop)
    })
    .await
}

fn copy(from: &Path, to: &Path) -> Outcome {
    fs::create_dir_all(to)?;
    for entry in fs::read_dir(from)? {
        let entry = entry?;
        let target = to.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            copy(&entry.path(), &target)?;
        } else {
            fs::copy(entry.path(), target)?;
        }
    }
    Ok(())
}
