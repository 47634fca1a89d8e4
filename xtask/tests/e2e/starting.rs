//! Scenarios about the page as a file: that it starts, what it asks for and what its policy refuses.

use anyhow::ensure;
use serde_json::json;

use super::page::View;
use super::scenario::{Outcome, everywhere, hosted};

#[tokio::test]
async fn the_page_starts_without_an_error_or_a_refusal_by_its_policy() -> Outcome {
    everywhere(async |page| {
        page.until("globalThis.trialpoolSpawn").await?;
        page.settled().await?;
        let alert = page
            .read("document.querySelector('[role=alert]')?.textContent ?? ''")
            .await?;
        ensure!(alert == json!(""), "The page says: {alert}.");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_has_an_icon() -> Outcome {
    everywhere(async |page| {
        let load = "
        const [give] = arguments;
        const image = new Image();
        image.onload = () => give(image.naturalWidth > 0);
        image.onerror = () => give(false);
        image.src = document.querySelector('link[rel=icon]').href;";
        let loaded = page.script_later(load, &[]).await?;
        ensure!(loaded == json!(true));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn nothing_is_fetched_after_the_load() -> Outcome {
    hosted(async |page| {
        page.until("globalThis.trialpoolSpawn").await?;
        page.settled().await?;
        let loaded = page.served().len();
        page.script(
            "scrollTo(0, 1000); dispatchEvent(new Event('resize'));",
            &[],
        )
        .await?;
        page.set_view(View {
            width: 700,
            dark: true,
            ..View::DESK
        })
        .await?;
        page.settled().await?;
        let served = page.served();
        ensure!(
            served.len() == loaded,
            "After the load the page asked for {}.",
            served[loaded..].join(", ")
        );
        Ok(())
    })
    .await
}

/// The proof that the checks of the other scenarios can fail.
#[tokio::test]
async fn the_policy_refuses_a_script_a_style_and_a_request_that_are_not_the_pages_own() -> Outcome {
    everywhere(async |page| {
        page.until("globalThis.trialpoolSpawn").await?;
        let intrude = "
        const add = (name, textContent) =>
            document.head.append(Object.assign(document.createElement(name), { textContent }));
        add('script', 'globalThis.intruded = true');
        add('style', 'body { display: none }');
        fetch('https://trialpool.invalid/').catch(() => {});";
        page.script(intrude, &[]).await?;
        page.until("policyViolations.length === 3").await?;
        let effects =
            "return [globalThis.intruded ?? null, getComputedStyle(document.body).display];";
        page.until_same(effects, &json!([null, "block"])).await?;
        let faults = page.take_faults().await?.join("\n");
        for directive in ["script-src-elem", "style-src-elem", "connect-src"] {
            ensure!(
                faults.contains(directive),
                "No refusal by {directive} was noted: {faults}"
            );
        }
        Ok(())
    })
    .await
}
