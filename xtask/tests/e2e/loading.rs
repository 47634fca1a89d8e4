//! What the page says while it loads, and where it does not start or not with everything: each cause has its own sentence
//! with a way out.

use std::fs;

use anyhow::{Context, ensure};
use serde_json::json;
use tempfile::TempDir;
use xtask::place;
use xtask::serve::Served;

use super::page::{Page, View};
use super::scenario::{Outcome, fresh, hosted};

/// The parts of the page by their addresses.
const MODULE: fn(&str) -> bool = |address| has_ending(address, "wasm");
const BINDINGS: fn(&str) -> bool =
    |address| address.starts_with("/trialpool-") && has_ending(address, "js");
const BOOT: fn(&str) -> bool = |address| address == "/boot.js";

fn has_ending(address: &str, ending: &str) -> bool {
    std::path::Path::new(address)
        .extension()
        .is_some_and(|found| found == ending)
}

/// Time passes ten times as fast for the page.
const QUICK_CLOCK: &str = "
    const { now } = Date, start = now();
    Date.now = () => start + 10 * (now() - start);";

/// The page from a server that has something wrong with one of its files.
async fn open_with(page: &Page, part: fn(&str) -> bool, served: Served) -> Outcome {
    let address = page.host(move |address| {
        if part(address) {
            served
        } else {
            Served::AsItIs
        }
    })?;
    page.go(&address).await
}

/// Waits until the page says why it has not started, in these words and with the ways out.
async fn says(page: &Page, words: &str) -> Outcome {
    page.shows("[role=alert]", "Trialpool has not started")
        .await?;
    page.shows("[role=alert]", words).await?;
    page.shows(".startup .acts", "Load again").await
}

#[tokio::test]
async fn a_file_that_is_missing_is_named() -> Outcome {
    for part in [MODULE, BINDINGS] {
        fresh(async |page| {
            open_with(page, part, Served::Missing).await?;
            says(page, "is not on the server. Put it beside index.html").await?;
            says(page, "The file trialpool-").await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_module_that_is_cut_short_is_told_from_one_that_broke_off_on_the_way() -> Outcome {
    for (served, words) in [
        (Served::Cut, "The program file is cut off or damaged"),
        (Served::BrokenOff, "The program file arrived only in part"),
    ] {
        fresh(async |page| {
            open_with(page, MODULE, served).await?;
            says(page, words).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn bindings_that_are_cut_short_or_of_another_type_are_named() -> Outcome {
    for (served, words) in [
        (Served::Cut, "is cut off or damaged"),
        (
            Served::As("text/plain"),
            "which the server calls text/plain",
        ),
    ] {
        fresh(async |page| {
            open_with(page, BINDINGS, served).await?;
            says(page, words).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_the_script_that_starts_it_the_page_says_so_by_itself() -> Outcome {
    for served in [Served::Missing, Served::Cut, Served::As("text/plain")] {
        fresh(async |page| {
            open_with(page, BOOT, served).await?;
            page.shows(".startup", "Loading the program").await?;
            page.shows(".startup", "The file boot.js is missing on the server")
                .await?;
            let other = page
                .read("document.body.innerText.includes('This copy of')")
                .await?;
            ensure!(other == json!(false));
            Ok(())
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_module_of_another_type_starts_all_the_same() -> Outcome {
    fresh(async |page| {
        open_with(page, MODULE, Served::As("text/plain")).await?;
        page.until("document.querySelector('canvas[role=img]')?.style.height")
            .await
    })
    .await
}

#[tokio::test]
async fn a_module_that_does_not_come_is_waited_for_and_after_a_while_the_page_says_so() -> Outcome {
    fresh(async |page| {
        open_with(page, MODULE, Served::Never).await?;
        page.shows(".startup [role=status]", "Loading the program")
            .await?;
        page.before_its_scripts(QUICK_CLOCK).await?;
        page.reload().await?;
        says(page, "The program has not answered for 20 seconds").await
    })
    .await
}

/// The module is compiled for ever.
const NEVER_COMPILED: &str = "WebAssembly.compileStreaming = () => new Promise(() => {});";

#[tokio::test]
async fn while_the_program_comes_a_first_visitor_reads_what_the_page_is() -> Outcome {
    fresh(async |page| {
        page.before_its_scripts(NEVER_COMPILED).await?;
        open_with(page, MODULE, Served::AsItIs).await?;
        page.shows(".startup .about", "nothing that you enter leaves it")
            .await?;
        page.shows(".startup [role=status]", "Loading the program")
            .await
    })
    .await
}

#[tokio::test]
async fn whoever_has_been_there_is_not_told_again_what_the_page_is() -> Outcome {
    hosted(async |page| {
        page.until("document.querySelector('canvas[role=img]')?.style.height")
            .await?;
        let told = page.read("!!document.querySelector('.about')").await?;
        ensure!(told == json!(false), "The page still says what it is.");
        let ready = "navigator.serviceWorker.ready.then(() => arguments[0](true));";
        page.script_later(ready, &[]).await?;
        page.before_its_scripts(NEVER_COMPILED).await?;
        page.reload().await?;
        page.shows(".startup [role=status]", "Loading the program")
            .await?;
        page.until("!document.querySelector('.about')").await
    })
    .await
}

#[tokio::test]
async fn a_browser_that_lacks_something_is_told_what() -> Outcome {
    for (script, words) in [
        (
            "delete globalThis.WebAssembly;",
            "This browser lacks WebAssembly",
        ),
        (
            "WebAssembly.validate = () => false;",
            "today's instructions of WebAssembly",
        ),
        (
            "delete globalThis.DecompressionStream;",
            "streams that unpack",
        ),
    ] {
        fresh(async |page| {
            page.before_its_scripts(script).await?;
            open_with(page, MODULE, Served::AsItIs).await?;
            says(page, words).await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn without_javascript_the_page_says_that_it_needs_it() -> Outcome {
    fresh(async |page| {
        page.devtools(
            "Emulation.setScriptExecutionDisabled",
            json!({ "value": true }),
        )
        .await?;
        open_with(page, MODULE, Served::AsItIs).await?;
        page.shows("noscript", "Allow JavaScript for the page")
            .await?;
        let shown = page
            .devtools(
                "Runtime.evaluate",
                json!({ "expression": "document.body.innerText" }),
            )
            .await?;
        ensure!(
            !shown["result"]["value"]
                .as_str()
                .unwrap_or_default()
                .contains("Loading"),
            "{shown}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn where_workers_are_blocked_the_page_computes_by_itself_and_says_so() -> Outcome {
    for script in [
        "delete globalThis.Worker;",
        "globalThis.Worker = class { constructor() { throw new DOMException('not \
            here', 'SecurityError'); } };",
        "globalThis.Worker = class extends EventTarget {
            constructor() { super(); setTimeout(() => this.onerror?.(new ErrorEvent('error'))); }
            postMessage() {}
            terminate() {}
        };",
    ] {
        fresh(async |page| {
            page.before_its_scripts(script).await?;
            open_with(page, MODULE, Served::AsItIs).await?;
            page.until("document.querySelector('canvas[role=img]')?.style.height")
                .await?;
            page.press("Compare methods").await?;
            page.until("document.querySelectorAll('#compare-methods tbody tr').length > 5")
                .await?;
            page.shows("#compare-methods .failure", "the page computed this itself")
                .await
        })
        .await?;
    }
    Ok(())
}

#[tokio::test]
async fn a_database_that_does_not_answer_holds_nothing_up_but_the_keeping() -> Outcome {
    fresh(async |page| {
        page.before_its_scripts("IDBFactory.prototype.open = () => ({});")
            .await?;
        open_with(page, MODULE, Served::AsItIs).await?;
        page.shows(".saved", "Not saved").await?;
        page.shows(".banners", "Download the project").await
    })
    .await
}

#[tokio::test]
async fn a_copy_of_the_page_in_one_file_that_is_cut_off_says_so() -> Outcome {
    let whole = fs::read(place::dist().join(place::ONE_FILE))?;
    let start_of_script = whole
        .windows(7)
        .position(|part| part == b"<script")
        .context("The page in one file has no script.")?;
    // Within the module, and within the script that would notice.
    for (length, words) in [
        (
            whole.len() / 2,
            "This copy of trialpool.html is cut off or damaged",
        ),
        (
            start_of_script + 1_000,
            "This copy of trialpool.html is cut off, or",
        ),
    ] {
        let folder = TempDir::new()?;
        let path = folder.path().join("trialpool.html");
        fs::write(&path, &whole[..length])?;
        fresh(async |page| {
            page.go(&format!("file://{}", path.display())).await?;
            page.shows(".startup", words).await
        })
        .await?;
    }
    Ok(())
}

/// Adds up what moves without anybody having done something.
const NOTE_SHIFTS: &str = "
    globalThis.shifts = [];
    new PerformanceObserver((list) => {
        for (const { value, hadRecentInput, sources } of list.getEntries())
            if (!hadRecentInput) shifts.push([value, sources.map(({ node }) => node?.className || node?.nodeName).join(' ')]);
    }).observe({ type: 'layout-shift', buffered: true });";

#[tokio::test]
async fn hardly_anything_moves_while_the_page_starts() -> Outcome {
    for (width, height) in [(1280, 900), (390, 844)] {
        hosted(async |page| {
            page.set_view(View {
                width,
                height,
                ..View::DESK
            })
            .await?;
            page.before_its_scripts(NOTE_SHIFTS).await?;
            page.reload().await?;
            page.until("document.querySelector('canvas[role=img]')?.style.height")
                .await?;
            page.settled().await?;
            let shifts = page.read("shifts").await?;
            let sum: f64 = shifts
                .as_array()
                .into_iter()
                .flatten()
                .filter_map(|shift| shift[0].as_f64())
                .sum();
            ensure!(sum <= 0.02);
            Ok(())
        })
        .await?;
    }
    Ok(())
}
