//! Scenarios about numbers that are not those of people randomized one by one and looked at once: several time points,
//! clusters, crossover; and about what was decided of a table's columns.

use anyhow::ensure;
use serde_json::json;

use super::page::Page;
use super::scenario::{Outcome, everywhere, hosted};

const SEVERAL_TIMES: &str = "\
Trial\tOutcome\tTime point\tEvents MSC\tTotal MSC\tEvents Control\tTotal Control
Ahmed 2014\tDeath\t30 d\t6\t30\t9\t31
Ahmed 2014\tDeath\t6 months\t7\t29\t11\t30
Bianchi 2016\tDeath\t30 d\t1\t12\t2\t12
";

/// The first cell of the first outcome.
const CELL: &str = "[aria-rowindex='4'] td[aria-colindex='4']";

/// The worked example of the Cochrane Handbook, section 23.1, with another trial.
const CLASSES: &str = "\
Trial\tevents e\tn e\tevents c\tn c
Classes 1999\t63\t295\t84\t330
Bianchi 2016\t1\t12\t2\t12
";

/// Waits until the list of the trials says this of one of them.
async fn said(page: &Page, words: &str) -> Outcome {
    page.shows(".trial-list", words).await
}

#[tokio::test]
async fn of_several_time_points_the_window_of_the_outcome_chooses_or_a_hand_and_the_figure_says_which()
-> Outcome {
    everywhere(async |page| {
        page.take_table(SEVERAL_TIMES).await?;
        said(page, "at 6 months, the longest of 2 time points").await?;
        page.press("Data").await?;
        page.click(CELL).await?;
        page.choose("Of several, all trials", "the earliest")
            .await?;
        page.until(&format!(
            "document.querySelector({}).innerText.trim() === '6'",
            json!(CELL)
        ))
        .await?;
        page.choose("Time point used", "6 months, by hand").await?;
        page.until(&format!(
            "document.querySelector({}).innerText.trim() === '7'",
            json!(CELL)
        ))
        .await?;
        let (_, bytes) = page.download("Data, one row a trial and outcome").await?;
        let text = String::from_utf8_lossy(&bytes).into_owned();
        let used = text.contains("6 months,by hand") && text.contains("30 d,no");
        ensure!(used, "{text}");
        page.press("Outcomes").await?;
        said(page, "at 6 months, chosen among 2 time points").await
    })
    .await
}

#[tokio::test]
async fn a_trial_that_randomized_clusters_enters_with_its_effective_sample_size() -> Outcome {
    everywhere(async |page| {
        page.take_table(CLASSES).await?;
        page.press("Data").await?;
        page.click(CELL).await?;
        page.press("Design of Classes 1999").await?;
        page.choose("Design", "Clusters randomized").await?;
        page.shows(".problems", "clusters were randomized").await?;
        for (nth, typed) in [(1, "29.8"), (2, "0.02")] {
            let field = format!(".clusters label:nth-of-type({nth}) input");
            page.type_into(&field, typed).await?;
        }
        page.until(
            "document.querySelector('.design > summary').innerText.includes('design effect \
            1.58: 63/295 and 84/330 enter as 40/187 and 53/209')",
        )
        .await?;
        page.until("!document.querySelector('.problems li')")
            .await?;
        page.press("Outcomes").await?;
        said(
            page,
            "reduced to its effective sample size by the design effect 1.58",
        )
        .await?;
        page.kept().await?;
        page.reload().await?;
        said(page, "design effect 1.58").await
    })
    .await
}

/// Heads that can mean two things.
const AMBIGUOUS: &str = "\
Trial\ta\tb\tc\td
Ahmed 2014\t6\t24\t9\t22
Bianchi 2016\t1\t11\t2\t10
";

/// Says what the column at a place of the table in the dialog holds.
async fn hold(page: &Page, place: usize, meaning: &str) -> Outcome {
    let choose = "
        const [meaning] = arguments;
        const options = [...document.querySelectorAll('.pop [role=option]')];
        options.find((option) => option.querySelector('span').textContent === meaning).click();";
    page.click(&format!("thead .chip[data-column='{place}']"))
        .await?;
    page.element(".pop [role=option]").await?;
    page.script(choose, &[json!(meaning)]).await.map(drop)
}

#[tokio::test]
async fn what_was_decided_about_the_columns_of_a_table_is_remembered_for_the_next_one_with_the_same_heads()
-> Outcome {
    everywhere(async |page| {
        let (a, b, d) = (1, 2, 4);
        let says = |place: usize, wanted: &str| {
            format!(
                "document.querySelector(\"thead .chip[data-column='{place}']\")?.textContent \
                 === '{wanted}'"
            )
        };
        page.element("h1 button").await?;
        page.paste(AMBIGUOUS).await?;
        hold(page, b, "Left away").await?;
        hold(page, d, "Left away").await?;
        hold(page, a, "Kept, not pooled").await?;
        page.press("Cancel").await?;
        // The table that was left comes back as it was left; what was decided is remembered for others once it is taken.
        page.paste(AMBIGUOUS).await?;
        page.until(&says(b, "Left away")).await?;
        page.press("Discard it and begin anew").await?;
        page.press("Cancel").await?;
        page.paste(AMBIGUOUS).await?;
        page.until(&says(b, "Without the event")).await?;
        hold(page, b, "Total").await?;
        hold(page, d, "Total").await?;
        page.press("Use this table").await?;
        page.paste(AMBIGUOUS).await?;
        page.until(&says(b, "Total")).await?;
        page.press("Recognise them afresh").await?;
        page.until(&says(b, "Without the event")).await
    })
    .await
}

#[tokio::test]
async fn a_review_with_time_points_is_the_same_on_the_page_and_on_the_page_in_one_file_beside_it()
-> Outcome {
    hosted(async |page| {
        let one_file = format!("{}trialpool.html", page.address);
        page.go(&one_file).await?;
        page.take_table(SEVERAL_TIMES).await?;
        page.kept().await?;
        for address in [&page.address, &one_file] {
            page.go(address).await?;
            said(page, "the longest of 2 time points").await?;
        }
        Ok(())
    })
    .await
}
