//! Scenarios about files of other programs: each kind comes in, or is refused by a sentence that is right.

use anyhow::ensure;
use serde_json::json;

use super::page::Page;
use super::scenario::{Outcome, everywhere, hosted};

#[tokio::test]
async fn a_file_of_revman_that_is_dropped_on_the_page_comes_in_once_and_is_found_by_the_page_in_one_file_beside_it()
-> Outcome {
    hosted(async |page| {
        page.element("h1 button").await?;
        page.drop_files(&["tests/reading/files/review.rm5"]).await?;
        dialog_says(page, "A review of RevMan").await?;
        page.press("Open this review").await?;
        page.kept().await?;
        // The same browser has it wherever it is opened.
        let title = page
            .value("document.querySelector('h1')?.innerText")
            .await?;
        let title = title.as_str().unwrap_or_default();
        for address in [&page.address, &format!("{}trialpool.html", page.address)] {
            page.go(address).await?;
            page.titled(title).await?;
            let asked = page
                .read("document.querySelector('dialog[open]') !== null")
                .await?;
            ensure!(asked == json!(false), "The file came in a second time.");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn every_kind_of_review_of_revman_comes_in_beside_its_stored_results() -> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        for file in ["review.rm5", "package-1.zip", "package-2.zip", "export.csv"] {
            page.drop_files(&[&format!("tests/reading/files/{file}")])
                .await?;
            dialog_says(page, "A review of RevMan").await?;
            dialog_says(page, "stored results came out the same").await?;
            page.press("Open this review").await?;
            page.until("document.querySelector('.sentence')?.innerText")
                .await?;
            page.kept().await?;
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_sheets_of_a_workbook_are_offered_and_one_becomes_the_review() -> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        page.drop_files(&["tests/reading/files/two-sheets.xlsx"])
            .await?;
        // The first sheet holds no table of trials; the second is shown.
        page.until(
            "document.querySelector('dialog[open] \
            select')?.selectedOptions[0].text.startsWith('Harms & benefits')",
        )
        .await?;
        page.press("Use this table").await?;
        page.kept().await?;
        page.until("document.querySelector('h1')?.innerText === 'two-sheets'")
            .await
    })
    .await
}

#[tokio::test]
async fn records_of_clinicaltrials_gov_become_trials_once_groups_and_terms_are_chosen() -> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        page.drop_files(&[
            "tests/reading/registry/records/crossed_over_and_second_course.json",
            "tests/reading/registry/records/denominators_of_their_own.json",
        ])
        .await?;
        dialog_says(page, "Records of ClinicalTrials.gov").await?;
        page.script(
            "[...document.querySelectorAll('dialog[open] .tick')].find((tick) => \
            tick.innerText === 'Deaths').click();",
            &[],
        )
        .await?;
        page.type_into("dialog[open] input[type='search']", "nau")
            .await?;
        page.press("Add Nausea").await?;
        page.until("document.querySelector('dialog[open] .chosen input')?.value === 'Nausea'")
            .await?;
        page.press("Open this review").await?;
        page.kept().await?;
        page.until(
            "['Deaths', 'Nausea'].every((name) => \
            document.querySelector('.profile')?.innerText.includes(name))",
        )
        .await
    })
    .await
}

const TRIALS: &str = "\
Study\tevent.e\tn.e\tevent.c\tn.c
Hare 2009\t4\t39\t5\t21
Bartunek 2017\t9\t120\t12\t151
";

/// One of the names is written in another way.
const JUDGEMENTS: &str = "\
Study\tD1\tD2\tD3\tD4\tD5\tOverall
Hare 2009\tLow\tLow\tLow\tHigh\tLow\tHigh
Bartunek et al. 2017\tLow\tSome concerns\tLow\tLow\tLow\tSome concerns
";

#[tokio::test]
async fn judgements_of_the_risk_of_bias_find_their_trials_near_names_by_the_users_word() -> Outcome
{
    everywhere(async |page| {
        page.take_table(TRIALS).await?;
        page.kept().await?;
        page.paste(JUDGEMENTS).await?;
        dialog_says(page, "Judgements of the risk of bias").await?;
        dialog_says(page, "1 of 2 rows name a trial of this review").await?;
        page.press("Bartunek 2017?").await?;
        dialog_says(page, "2 of 2 rows").await?;
        page.press("Take these judgements").await?;
        page.kept().await?;
        let (_, bytes) = page.download("Project (JSON)").await?;
        let project: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
        let judged = &project["review"]["risk_of_bias"]["trials"];
        ensure!(
            judged.as_object().is_some_and(|trials| trials.len() == 2),
            "Judged are {judged}."
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_several_files_those_that_are_not_read_are_refused_by_name_and_the_others_come_in()
-> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        page.drop_files(&[
            "tests/reading/files/article.pdf",
            "tests/reading/files/old.xls",
            "tests/reading/files/review.rm5",
            "tests/reading/files/table.csv",
        ])
        .await?;
        dialog_says(page, "article.pdf").await?;
        dialog_says(page, "It is a file of Excel before 2007").await?;
        page.press("Close").await?;
        dialog_says(page, "A review of RevMan").await?;
        page.press("Cancel").await?;
        dialog_says(page, "What it was taken for").await?;
        page.press("Use this table").await?;
        page.until("!document.querySelector('dialog[open]')").await
    })
    .await
}

async fn dialog_says(page: &Page, words: &str) -> Outcome {
    page.shows("dialog[open]", words).await
}

#[tokio::test]
async fn rows_that_count_other_events_of_an_outcome_become_outcomes_and_are_chosen_by_what_they_count()
-> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        page.drop_files(&["tests/reading/tables/events_by_class.csv"])
            .await?;
        dialog_says(page, "Which events rows count").await?;
        dialog_says(page, "possibly related").await?;
        page.press("Use this table").await?;
        page.kept().await?;
        page.press("Review").await?;
        page.press("Panel").await?;
        let seriousness = "select[aria-label='Seriousness: Fever, possibly related']";
        page.click(&format!("{seriousness} option:nth-child(2)"))
            .await?;
        page.press("Findings").await?;
        page.choose("Events", "serious").await?;
        page.shows(".findings-table", "Fever, possibly related")
            .await?;
        page.shows(".findings-table", "Events: serious").await?;
        page.until("!document.querySelector('.findings-table').innerText.includes('not serious')")
            .await
    })
    .await
}
