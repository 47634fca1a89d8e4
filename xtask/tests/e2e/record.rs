//! Scenarios about what stays in the record beside the numbers: where they were read, and why a finding was laid aside.

use anyhow::ensure;
use serde_json::{Value, json};

use super::page::Page;
use super::scenario::{Outcome, everywhere};

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
    page.take_table(TABLE).await?;
    page.press("Data").await
}

#[tokio::test]
async fn where_a_number_was_read_is_typed_under_the_grid_shown_on_its_cell_and_exported() -> Outcome
{
    everywhere(async |page| {
        begin(page).await?;
        page.click(CELL).await?;
        page.element(".provenance label:nth-of-type(2) input")
            .await?
            .send_keys("page 5, Table 2")
            .await?;
        // The next cell is pressed at once: what was typed belongs to the one before.
        page.click(BELOW).await?;
        page.until(&format!(
            "document.querySelector({}).title.includes('Source: page 5, Table 2')",
            json!(CELL)
        ))
        .await?;
        let below = page
            .script(
                "return document.querySelector(arguments[0]).title;",
                &[json!(BELOW)],
            )
            .await?;
        ensure!(
            below
                .as_str()
                .is_some_and(|title| !title.contains("Table 2")),
            "The cell below says {below}."
        );
        let (_, bytes) = page.download("Data, one row a trial and outcome").await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        ensure!(text.contains("\"page 5, Table 2\""), "{text}");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_finding_is_laid_aside_with_a_reason_that_stays_in_the_review_and_brought_back() -> Outcome
{
    everywhere(async |page| {
        begin(page).await?;
        page.until("document.querySelector('.problems li')").await?;
        page.press("Lay aside").await?;
        page.type_into(".problems input", "both are as printed")
            .await?;
        page.press("Lay aside").await?;
        page.press("1 laid aside").await?;
        page.shows("details .problems", "both are as printed")
            .await?;
        let (_, bytes) = page.download("Project (JSON)").await?;
        let project: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let reason = &project["settings"]["dismissed"][0]["reason"];
        ensure!(
            *reason == json!("both are as printed"),
            "The document says {reason}."
        );
        page.press("Bring back").await?;
        page.until(
            "document.querySelector('.problems li .remedy') && \
            !document.querySelector('details .problems')",
        )
        .await
    })
    .await
}
