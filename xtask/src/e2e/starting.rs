//! Scenarios about the page as a file: that it starts, what it asks for and what its policy refuses.

use serde_json::json;

use super::failure::{Outcome, expect};
use super::page::{Page, View};
use super::scenario::{BOTH_WAYS, HOSTED, Scenario};

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        claim: "The page starts without an error or a refusal by its policy",
        opened: BOTH_WAYS,
        perform: |page| Box::pin(starts(page)),
    },
    Scenario {
        claim: "The page has an icon",
        opened: BOTH_WAYS,
        perform: |page| Box::pin(has_icon(page)),
    },
    Scenario {
        claim: "Nothing is fetched after the load",
        opened: HOSTED,
        perform: |page| Box::pin(fetches_nothing_later(page)),
    },
    Scenario {
        claim: "The policy refuses a script, a style and a request that are not the page's own",
        opened: BOTH_WAYS,
        perform: |page| Box::pin(refuses_what_is_foreign(page)),
    },
];

async fn starts(page: &Page) -> Outcome {
    page.wait_for("the program to start", "globalThis.trialpoolSpawn")
        .await?;
    page.settled().await?;
    let alert = page
        .script(
            "return document.querySelector('[role=alert]')?.textContent ?? '';",
            Vec::new(),
        )
        .await?;
    expect(alert == json!(""), || format!("The page says: {alert}."))
}

async fn has_icon(page: &Page) -> Outcome {
    let load = "
        const [give] = arguments;
        const image = new Image();
        image.onload = () => give(image.naturalWidth > 0);
        image.onerror = () => give(false);
        image.src = document.querySelector('link[rel=icon]').href;";
    let loaded = page.script_later(load, Vec::new()).await?;
    expect(loaded == json!(true), || {
        "The icon that the page names is not a picture.".to_owned()
    })
}

async fn fetches_nothing_later(page: &Page) -> Outcome {
    page.wait_for("the program to start", "globalThis.trialpoolSpawn")
        .await?;
    page.settled().await?;
    let loaded = page.served().len();
    page.script(
        "scrollTo(0, 1000); dispatchEvent(new Event('resize'));",
        Vec::new(),
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
    expect(served.len() == loaded, || {
        format!(
            "After the load the page asked for {}.",
            served[loaded..].join(", ")
        )
    })
}

/// The proof that the checks of the other scenarios can fail.
async fn refuses_what_is_foreign(page: &Page) -> Outcome {
    page.wait_for("the program to start", "globalThis.trialpoolSpawn")
        .await?;
    let intrude = "
        const add = (name, text) => document.head.append(Object.assign(document.createElement(name), { textContent: text }));
        add('script', 'globalThis.intruded = true');
        add('style', 'body { display: none }');
        fetch('https://trialpool.invalid/').catch(() => {});";
    page.script(intrude, Vec::new()).await?;
    page.wait_for("three refusals", "policyViolations.length === 3")
        .await?;
    let effects = page
        .script(
            "return [globalThis.intruded ?? null, getComputedStyle(document.body).display];",
            Vec::new(),
        )
        .await?;
    expect(effects == json!([null, "block"]), || {
        format!("A foreign script or style had an effect: {effects}.")
    })?;
    let faults = page.take_faults().await?.join("\n");
    for directive in ["script-src-elem", "style-src-elem", "connect-src"] {
        expect(faults.contains(directive), || {
            format!("No refusal by {directive} was noted: {faults}")
        })?;
    }
    Ok(())
}
