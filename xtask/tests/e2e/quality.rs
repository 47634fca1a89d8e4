//! Scenarios about the quality of the trials: the risk of bias judged by the keyboard alone, and a checklist answered trial by
//! trial.

use anyhow::ensure;
use serde_json::{Value, json};

use super::keys::{CONTROL, DOWN, ESCAPE, RIGHT};
use super::page::Page;
use super::scenario::{Outcome, everywhere, hosted};

/// Three trials with one outcome.
const TABLE: &str = "\
Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control
Ahmed 2014\t4\t40\t2\t39
Bianchi 2016\t1\t25\t3\t24
Castro 2018\t7\t60\t6\t61
";

async fn project(page: &Page) -> Outcome<Value> {
    page.kept().await?;
    let (_, bytes) = page.download("Project (JSON)").await?;
    Ok(serde_json::from_slice(&bytes).unwrap_or_default())
}

/// Waits until the cell that has the focus says this.
async fn cell_says(page: &Page, words: &str) -> Outcome {
    let says = format!(
        "document.activeElement?.getAttribute('aria-label') === {}",
        json!(words)
    );
    page.until(&says).await
}

async fn to_the_matrix(page: &Page) -> Outcome {
    page.script(
        "document.querySelector('.matrix [tabindex=\"0\"]').focus();",
        &[],
    )
    .await?;
    Ok(())
}

#[tokio::test]
async fn the_risk_of_bias_is_judged_by_the_keyboard_alone() -> Outcome {
    everywhere(async |page| {
        page.take_table(TABLE).await?;
        page.press("Quality").await?;
        page.press("RoB 2").await?;
        page.shows(".sentence", "3 trials, none judged in any domain yet.")
            .await?;
        to_the_matrix(page).await?;
        cell_says(page, "Ahmed 2014, Randomization process: Not judged yet").await?;
        page.type_anywhere("l").await?;
        cell_says(page, "Ahmed 2014, Randomization process: Low").await?;
        page.type_anywhere(RIGHT).await?;
        page.type_anywhere("s").await?;
        cell_says(
            page,
            "Ahmed 2014, Deviations from intended interventions: Some concerns",
        )
        .await?;
        page.type_anywhere(DOWN).await?;
        page.type_held(CONTROL, "d").await?;
        cell_says(
            page,
            "Bianchi 2016, Deviations from intended interventions: Some concerns",
        )
        .await?;
        page.type_anywhere("h").await?;
        cell_says(
            page,
            "Bianchi 2016, Deviations from intended interventions: High",
        )
        .await?;
        page.shows(".sentence", "1 is at high risk").await?;
        // The next that is not judged, and the text of its support.
        page.type_anywhere("n").await?;
        cell_says(page, "Bianchi 2016, Missing outcome data: Not judged yet").await?;
        page.type_anywhere("t").await?;
        page.type_anywhere("Three of 25 were lost. ").await?;
        page.type_anywhere(ESCAPE).await?;
        cell_says(page, "Bianchi 2016, Missing outcome data: Not judged yet").await?;
        // Nearly all data are there: the first question is enough.
        page.type_anywhere("q").await?;
        page.type_anywhere(" ").await?;
        page.shows(".judgement-now", "by the algorithm").await?;
        page.type_anywhere(ESCAPE).await?;
        cell_says(page, "Bianchi 2016, Missing outcome data: Low").await?;
        let project = project(page).await?;
        let trials = &project["review"]["risk_of_bias"]["trials"];
        let judged: Vec<&Value> = trials
            .as_object()
            .into_iter()
            .flatten()
            .map(|(_, one)| one)
            .collect();
        ensure!(judged.len() == 2, "Judged are {trials}.");
        let missing = &judged[1]["domains"][2];
        ensure!(
            missing["support"] == json!("Three of 25 were lost.")
                && missing["answers"] == json!({ "1": "yes" })
                && missing["judgement"] == json!("low"),
            "Of missing data is kept {missing}."
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_analysis_of_trials_at_low_risk_is_one_click_away() -> Outcome {
    hosted(async |page| {
        page.take_table(TABLE).await?;
        page.press("Quality").await?;
        page.press("RoB 2").await?;
        page.click(".judging-side a").await?;
        page.until("location.hash.startsWith('#o/fever')").await?;
        let project = project(page).await?;
        let analyses = &project["settings"]["sensitivity"];
        ensure!(
            analyses.to_string().contains("low_risk_of_bias"),
            "Kept are {analyses}."
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_checklist_is_answered_trial_by_trial_and_filled_into_the_others() -> Outcome {
    everywhere(async |page| {
        page.take_table(TABLE).await?;
        page.press("Quality").await?;
        page.press("Checklists").await?;
        page.press("Fill in by trial").await?;
        page.script("document.querySelector('.item-line input').focus();", &[])
            .await?;
        page.type_anywhere("y").await?;
        page.shows("dialog[open]", "1 of 4 answered").await?;
        page.press("Same for all not read").await?;
        page.press("Next trial").await?;
        page.shows("dialog[open]", "1 of 4 answered").await?;
        page.press("Done").await?;
        page.shows(".sentence", "3 of 3 trials that were read, 100.0%")
            .await?;
        let project = project(page).await?;
        let answered = &project["review"]["checklists"]["trials"];
        ensure!(
            answered.as_object().is_some_and(|trials| trials.len() == 3),
            "Answered is {answered}."
        );
        Ok(())
    })
    .await
}
