//! Scenarios about the panel and the findings: what is planned, and what all outcomes come to.

use anyhow::ensure;
use serde_json::json;

use super::page::Page;
use super::scenario::{Outcome, everywhere, hosted};

/// What stands in a row of the table of findings.
async fn row(page: &Page, outcome: &str) -> Outcome<String> {
    let read = format!(
        "[...document.querySelectorAll('.findings-table tr.finding')]
            .find((row) => row.querySelector('th').textContent.startsWith({}))?.innerText ?? ''",
        json!(outcome)
    );
    let text = page.read(&read).await?;
    Ok(text.as_str().unwrap_or_default().to_owned())
}

#[tokio::test]
async fn the_findings_class_every_outcome_beside_an_earlier_review_and_lead_to_it() -> Outcome {
    everywhere(async |page| {
        page.press("Findings").await?;
        page.shows("main", "Above 1.25 ruled out").await?;
        let death = row(page, "Death").await?;
        for part in ["22", "134/668", "147/609", "RR 0.78", "0.65 to 0.94"] {
            ensure!(death.contains(part), "{part} is not in {death}");
        }
        // The worker compares one outcome after the other.
        page.until(
            "!document.querySelector('.findings-table').innerText.includes('being compared')",
        )
        .await?;
        page.choose("Show", "Too few to tell").await?;
        ensure!(row(page, "Death").await?.is_empty());
        ensure!(row(page, "Fever").await?.contains("10 events"));
        page.choose("Show", "All verdicts").await?;
        page.press("Death").await?;
        page.until("location.hash === '#o/death'").await?;
        page.shows("main", "134 of 668 against 147 of 609").await
    })
    .await
}

#[tokio::test]
async fn a_margin_that_is_typed_changes_the_verdict_and_undo_takes_it_back() -> Outcome {
    hosted(async |page| {
        page.press("Review").await?;
        let field = "input[aria-label='Margin of concern: Death']";
        page.element(field).await?;
        page.script(
            "const field = document.querySelector(arguments[0]);
             field.value = '1.01';
             field.dispatchEvent(new Event('change', { bubbles: true }));",
            &[json!(field)],
        )
        .await?;
        page.press("Findings").await?;
        page.shows("main", "Above 1.01 is not ruled out").await?;
        page.press("Undo: margin of concern of death").await?;
        page.until("!document.querySelector('main').innerText.includes('1.01')")
            .await
    })
    .await
}

#[tokio::test]
async fn the_suggested_panel_is_taken_and_fixed_and_later_outcomes_are_marked() -> Outcome {
    hosted(async |page| {
        page.press("Review").await?;
        page.press("Take the MSC panel").await?;
        page.element("input[aria-label='Outcome: Mycotic aneurysm']")
            .await?;
        page.press("Fix the panel").await?;
        page.shows("main", "Panel fixed on ").await?;
        page.type_into(".add-outcome input", "Rash").await?;
        page.press("Add").await?;
        page.shows("main", "1 outcome added later").await?;
        page.shows("main", "added later").await?;
        page.press("Findings").await?;
        page.shows("main", "Not reported is not zero").await
    })
    .await
}

#[tokio::test]
async fn all_outcomes_stand_in_one_figure_that_is_chosen() -> Outcome {
    hosted(async |page| {
        page.press("Findings").await?;
        page.shows(".many-outcomes", "All outcomes in one figure")
            .await?;
        for (figure, part) in [
            ("Ratio against P", "Benjamini"),
            ("Who reports what", "entries are not reported"),
            ("Events by arm and ratio", "134/668 against 147/609"),
        ] {
            page.choose("Figure", figure).await?;
            let says = format!(
                "document.querySelector('.many-outcomes canvas').getAttribute('aria-label').includes({})",
                json!(part)
            );
            page.until(&says).await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_probabilities_of_all_events_are_computed_on_demand_and_told_to_be_old_after_an_edit()
-> Outcome {
    hosted(async |page| {
        page.press("Findings").await?;
        page.shows(".grouped-events", "Events within groups")
            .await?;
        page.press("Compute the probabilities").await?;
        page.shows(".grouped-events", "Simulating…").await?;
        page.press("Stop").await?;
        page.shows(".grouped-events", "Stopped.").await?;
        page.press("Compute again").await?;
        // It takes the worker some seconds.
        page.shows(".grouped-events", "OR in the model").await?;
        page.shows(".grouped-events", "simulation leaves an error of up to")
            .await?;
        page.shows(".grouped-events table", "Death").await?;
        page.press("Review").await?;
        let field = "input[aria-label='Group: Death']";
        page.element(field).await?;
        page.script(
            "const field = document.querySelector(arguments[0]);
             field.value = 'Grave';
             field.dispatchEvent(new Event('change', { bubbles: true }));",
            &[json!(field)],
        )
        .await?;
        page.press("Findings").await?;
        page.shows(".grouped-events", "The data or settings have changed")
            .await?;
        page.press("Compute again").await?;
        page.shows(".grouped-events table", "Grave").await?;
        page.until("!document.querySelector('.grouped-events').innerText.includes('have changed')")
            .await
    })
    .await
}
