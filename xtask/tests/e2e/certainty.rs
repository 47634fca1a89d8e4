//! The certainty of a result, judged domain by domain, and the summary of findings that shows it.

use anyhow::ensure;
use serde_json::Value;

use super::review::{drawn, paste};
use super::scenario::{Outcome, everywhere};

#[tokio::test]
async fn certainty_is_judged_with_what_the_data_suggest_and_stands_in_findings_and_summary()
-> Outcome {
    everywhere(async |page| {
        page.press("Outcomes").await?;
        paste(page).await?;
        page.press("Certainty").await?;
        page.shows(".certainty-result", "Not judged").await?;
        page.choose("Starts", "high").await?;
        for domain in [
            "Risk of bias",
            "Inconsistency",
            "Indirectness",
            "Imprecision",
            "Publication bias",
        ] {
            page.choose(domain, "Not serious").await?;
        }
        page.shows(".certainty-result", "High").await?;
        page.choose("Imprecision", "Serious (−1)").await?;
        page.shows(".certainty-result", "Moderate").await?;
        page.type_into("#certainty-imprecision", "Few events")
            .await?;
        page.press("Findings").await?;
        page.shows(".findings-table .certainty-cell", "Moderate")
            .await?;
        page.press("Review").await?;
        page.press("Summary of findings").await?;
        page.shows(".summary-table", "Moderate").await?;
        page.shows(
            ".summary-notes",
            "One level less for imprecision: Few events.",
        )
        .await?;
        page.press("CSV").await?;
        let (name, bytes) = page.downloaded().await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        ensure!(name.ends_with("summary-of-findings.csv"), "{name}");
        ensure!(text.contains("Moderate"), "{text}");
        page.kept().await?;
        let (_, bytes) = page.download("Project (JSON)").await?;
        let project: Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let kept = &project["review"]["grading"]["outcomes"];
        ensure!(
            kept.as_object().is_some_and(|kept| kept.len() == 1),
            "{kept}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_sample_is_a_worked_review_of_which_nothing_stays_when_a_table_takes_its_place()
-> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Certainty").await?;
        page.shows(".certainty-result", "Low").await?;
        page.press("Review").await?;
        page.press("Summary of findings").await?;
        page.until("document.querySelectorAll('.summary-table tbody').length === 7")
            .await?;
        page.shows(".summary-notes", "worked example, not a published rating")
            .await?;
        page.press("Outcomes").await?;
        paste(page).await?;
        page.press("Certainty").await?;
        page.shows(".certainty-result", "Not judged").await
    })
    .await
}
