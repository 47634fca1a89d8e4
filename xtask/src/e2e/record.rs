//! Scenarios about what stays in the record beside the numbers: where they were read, and why a finding was laid aside.

use serde_json::{Value, json};

use super::failure::{Outcome, expect};
use super::page::Page;
use super::scenario::{COMPLETE, Scenario};

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        claim: "Where a number was read is typed under the grid, shown on its cell and exported",
        opened: COMPLETE,
        perform: |page| Box::pin(provenance(page)),
    },
    Scenario {
        claim: "A finding is laid aside with a reason that stays in the review, and brought back",
        opened: COMPLETE,
        perform: |page| Box::pin(laid_aside(page)),
    },
];

/// The first cell of the first outcome.
const CELL: &str = "[aria-rowindex='4'] td[aria-colindex='4']";

/// The cell below.
const BELOW: &str = "[aria-rowindex='5'] td[aria-colindex='4']";

/// Two trials with the same name and numbers, which is worth a look.
const TABLE: &str = "\
Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control
Ahmed 2014\t24\t40\t12\t39
Bianchi 2016\t24\t40\t12\t39
";

async fn begin(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    page.paste(TABLE).await?;
    page.press("Use this table").await?;
    page.press("Data").await
}

async fn provenance(page: &Page) -> Outcome {
    begin(page).await?;
    page.element(CELL).await?.click().await?;
    page.element(".provenance label:nth-of-type(2) input")
        .await?
        .send_keys("page 5, Table 2")
        .await?;
    // The next cell is pressed at once: what was typed belongs to the one before.
    page.element(BELOW).await?.click().await?;
    page.wait_for(
        "the source on its cell",
        &format!(
            "document.querySelector({}).title.includes('Source: page 5, Table 2')",
            json!(CELL)
        ),
    )
    .await?;
    let below = page
        .script(
            "return document.querySelector(arguments[0]).title;",
            vec![json!(BELOW)],
        )
        .await?;
    expect(
        below
            .as_str()
            .is_some_and(|title| !title.contains("Table 2")),
        || format!("The cell below says {below}."),
    )?;
    page.press("Download").await?;
    page.press("Data, one row a trial and outcome").await?;
    let (_, bytes) = page.download().await?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    expect(text.contains("\"page 5, Table 2\""), || text)
}

async fn laid_aside(page: &Page) -> Outcome {
    begin(page).await?;
    page.wait_for("the finding", "document.querySelector('.problems li')")
        .await?;
    page.press("Lay aside").await?;
    page.element(".problems input")
        .await?
        .send_keys("both are as printed")
        .await?;
    page.press("Lay aside").await?;
    page.press("1 laid aside").await?;
    page.wait_for(
        "the reason",
        "document.querySelector('details .problems')?.innerText.includes('both are as printed')",
    )
    .await?;
    page.press("Download").await?;
    page.press("Project (JSON)").await?;
    let (_, bytes) = page.download().await?;
    let project: Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let reason = &project["settings"]["dismissed"][0]["reason"];
    expect(*reason == json!("both are as printed"), || {
        format!("The document says {reason}.")
    })?;
    page.press("Bring back").await?;
    page.wait_for(
        "the finding again",
        "document.querySelector('.problems li .remedy') && !document.querySelector('details .problems')",
    )
    .await
    .map(drop)
}
