//! Scenarios about tables whose rows and arms have to be understood: what can be told is shown, what cannot is asked.

use anyhow::ensure;
use serde_json::json;

use super::page::Page;
use super::scenario::{Outcome, everywhere, hosted};

const THREE_ARMS: &str = "\
study,treat,events,n
Ash 2009,Etomidate,81,234
Ash 2009,Ketamine,72,235
Birch 2022,Etomidate,142,396
Birch 2022,Ketamine,131,395
Cedar 2025,Propofol,42,84
Cedar 2025,Ketamine,55,91
";

/// Whether the main button of the dialog can be pressed.
async fn may_be_used(page: &Page) -> Outcome<bool> {
    let used = "[...document.querySelectorAll('dialog[open] button')]
        .find((button) => button.textContent === 'Use this table')
        .getAttribute('aria-disabled') !== 'true'";
    Ok(page.read(used).await? == json!(true))
}

#[tokio::test]
async fn of_three_arms_it_is_asked_which_are_compared_and_the_sides_are_exchanged_afterwards()
-> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        page.paste(THREE_ARMS).await?;
        page.shows("dialog[open]", "Which arm is compared with which?")
            .await?;
        ensure!(
            !may_be_used(page).await?,
            "The table could be used before the question was answered."
        );
        page.click("input[aria-label='Etomidate: treatment']")
            .await?;
        page.click("input[aria-label='Ketamine: compared with']")
            .await?;
        page.press("Done").await?;
        page.shows("dialog[open]", "Propofol").await?;
        page.element("dialog[open] canvas").await?;
        page.press("Use this table").await?;
        page.shows("main", "223 of 630 against 203 of 630").await?;
        page.press("Data").await?;
        page.press("Rows and columns").await?;
        page.press("Exchange the two sides").await?;
        page.press("Outcomes").await?;
        page.shows("main", "203 of 630 against 223 of 630").await?;
        page.press("Undo: exchange of the two sides").await?;
        page.shows("main", "223 of 630 against 203 of 630").await
    })
    .await
}

#[tokio::test]
async fn after_the_import_another_arm_is_compared_and_both_comparisons_are_kept() -> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        page.paste(THREE_ARMS).await?;
        page.click("input[aria-label='Etomidate: treatment']")
            .await?;
        page.click("input[aria-label='Ketamine: compared with']")
            .await?;
        page.press("Done").await?;
        page.press("Use this table").await?;
        page.shows("main", "223 of 630 against 203 of 630").await?;
        page.click(".compared").await?;
        page.press("Keep this comparison beside the others").await?;
        page.click("dialog[open] input[aria-label='Etomidate: left out']")
            .await?;
        page.click("dialog[open] input[aria-label='Propofol: treatment']")
            .await?;
        page.press("Compare these").await?;
        page.shows("main", "42 of 84 against 55 of 91").await?;
        page.shows(".compared", "Propofol compared with Ketamine")
            .await?;
        page.click(".compared").await?;
        page.press("Keep this comparison beside the others").await?;
        page.click("dialog[open] .kept-comparisons li:first-child .button:not(.quiet)")
            .await?;
        page.shows("main", "223 of 630 against 203 of 630").await?;
        page.press("Undo: compare Etomidate with Ketamine").await?;
        page.shows("main", "42 of 84 against 55 of 91").await
    })
    .await
}

const FROM_WORD: &str = "\
Death
\tDrug\t\tPlacebo\t
Study\tn\tN\tn\tN
Ash 2001†\t12\t100\t9\t98
Birch 2003\t20*\t150\t15\t148
* One person died later.
";

#[tokio::test]
async fn a_table_from_word_with_small_and_capital_n_a_title_and_a_footnote_is_understood() -> Outcome
{
    hosted(async |page| {
        page.element("h1 button").await?;
        page.paste(FROM_WORD).await?;
        page.shows("dialog[open]", "is taken for a remark").await?;
        ensure!(
            may_be_used(page).await?,
            "A table that tells all was asked about."
        );
        page.press("Use this table").await?;
        page.shows("main", "Death").await?;
        page.shows("main", "32 of 250 against 24 of 246").await
    })
    .await
}

const BELOW_EACH_OTHER: &str = "\
Death
Study\tDrug events\tDrug total\tPlacebo events\tPlacebo total
Ash 2001\t12\t100\t9\t98
Birch 2003\t20\t150\t15\t148

Fever
Study\tDrug events\tDrug total\tPlacebo events\tPlacebo total
Ash 2001\t5\t100\t3\t98
Birch 2003\t7\t150\t6\t148
";

/// The two tables of [`BELOW_EACH_OTHER`] are in the dialog, and come to two outcomes of the same trials.
async fn both_outcomes_are_read(page: &Page) -> Outcome {
    page.shows("dialog[open]", "2 trials with 2 outcomes")
        .await?;
    page.press("Use this table").await?;
    page.press("Death").await?;
    page.shows("main", "32 of 250 against 24 of 246").await?;
    page.press("Fever").await?;
    page.shows("main", "12 of 250 with Drug and in 9 of 246")
        .await
}

#[tokio::test]
async fn two_tables_below_each_other_are_two_outcomes_of_the_same_trials() -> Outcome {
    hosted(async |page| {
        page.element("h1 button").await?;
        page.paste(BELOW_EACH_OTHER).await?;
        both_outcomes_are_read(page).await
    })
    .await
}

#[tokio::test]
async fn a_workbook_with_two_tables_on_one_sheet_is_read_like_the_same_cells_pasted() -> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        page.drop_files(&["tests/reading/files/stacked-tables.xlsx"])
            .await?;
        both_outcomes_are_read(page).await
    })
    .await
}

#[tokio::test]
async fn a_file_of_a_million_rows_is_refused_while_the_page_goes_on() -> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        let drop_million = "
            const rows = 'Ash 2001,1,100,2,101\\n'.repeat(1_000_000);
            const data = new DataTransfer();
            data.items.add(new File(['Study,ai,n1i,ci,n2i\\n' + rows], 'million.csv'));
            window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));";
        page.script(drop_million, &[]).await?;
        page.shows("dialog[open]", "more than 100,000 rows").await?;
        page.shows("dialog[open]", "million.csv").await?;
        page.press("Close").await
    })
    .await
}

#[tokio::test]
async fn a_large_file_is_read_beside_the_page_and_can_be_stopped() -> Outcome {
    everywhere(async |page| {
        page.element("h1 button").await?;
        let drop_large = "
            let text = 'Study,ai,n1i,ci,n2i\\n';
            for (let nth = 0; nth < 40_000; nth += 1) text += `Trial ${nth},1,100,2,101\\n`;
            const data = new DataTransfer();
            data.items.add(new File([text], 'large.csv'));
            window.dispatchEvent(new DragEvent('drop', { dataTransfer: data }));";
        page.script(drop_large, &[]).await?;
        page.shows(".reading-file", "Reading large.csv").await?;
        page.click(".reading-file button").await?;
        page.until("!document.querySelector('.reading-file')")
            .await?;
        page.script(drop_large, &[]).await?;
        page.shows("dialog[open]", "40,000 trials").await
    })
    .await
}
