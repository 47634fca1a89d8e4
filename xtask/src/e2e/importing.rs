//! Scenarios about files of other programs: each kind comes in, or is refused by a sentence that is right.

use serde_json::json;

use super::failure::{Outcome, expect};
use super::page::Page;
use super::scenario::{COMPLETE, HOSTED, Scenario};

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        claim: "A file of RevMan that is dropped on the page goes to the complete page and is pooled again there",
        opened: HOSTED,
        perform: |page| Box::pin(handed_over(page)),
    },
    Scenario {
        claim: "Every kind of review of RevMan comes in beside its stored results",
        opened: COMPLETE,
        perform: |page| Box::pin(reviews_of_revman(page)),
    },
    Scenario {
        claim: "The sheets of a workbook are offered, and one becomes the review",
        opened: COMPLETE,
        perform: |page| Box::pin(workbook(page)),
    },
    Scenario {
        claim: "Records of ClinicalTrials.gov become trials once groups and terms are chosen",
        opened: COMPLETE,
        perform: |page| Box::pin(records(page)),
    },
    Scenario {
        claim: "Judgements of the risk of bias find their trials, near names by the user's word",
        opened: COMPLETE,
        perform: |page| Box::pin(judgements(page)),
    },
    Scenario {
        claim: "Of several files those that are not read are refused by name, and the others come in",
        opened: COMPLETE,
        perform: |page| Box::pin(several(page)),
    },
];

const DIALOG: &str = "document.querySelector('dialog[open]')?.innerText";

async fn handed_over(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    page.drop_files(&["tests/reading/files/review.rm5"]).await?;
    dialog_says(page, "A review of RevMan").await?;
    page.wait_for(
        "the address of the complete page",
        "location.pathname === '/trialpool.html'",
    )
    .await?;
    page.press("Open this review").await?;
    page.kept().await?;
    // The same browser has it wherever it is opened.
    let title = page
        .wait_for("a title", "document.querySelector('h1')?.innerText")
        .await?;
    page.go(&page.address).await?;
    let same = format!("document.querySelector('h1')?.innerText === {title}");
    page.wait_for("the same review on the lighter page", &same)
        .await?;
    // What was handed over came in once.
    page.go(&format!("{}trialpool.html", page.address)).await?;
    page.wait_for("the same review again", &same).await?;
    expect(
        page.script(&format!("return {DIALOG} ?? null"), Vec::new())
            .await?
            .is_null(),
        || "The file came in a second time.".to_owned(),
    )
}

async fn reviews_of_revman(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    for file in ["review.rm5", "package-1.zip", "package-2.zip", "export.csv"] {
        page.drop_files(&[&format!("tests/reading/files/{file}")])
            .await?;
        dialog_says(page, "A review of RevMan").await?;
        dialog_says(page, "stored results came out the same").await?;
        page.press("Open this review").await?;
        page.wait_for(
            "a pooled figure",
            "document.querySelector('.sentence')?.innerText",
        )
        .await?;
        page.kept().await?;
    }
    Ok(())
}

async fn workbook(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    page.drop_files(&["tests/reading/files/two-sheets.xlsx"])
        .await?;
    // The first sheet holds no table of trials; the second is shown.
    page.wait_for(
        "the sheet that can be pooled",
        "document.querySelector('dialog[open] select')?.selectedOptions[0].text.startsWith('Harms & benefits')",
    )
    .await?;
    page.press("Use this table").await?;
    page.kept().await?;
    page.wait_for(
        "the title of the file",
        "document.querySelector('h1')?.innerText === 'two-sheets'",
    )
    .await
    .map(drop)
}

async fn records(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    page.drop_files(&[
        "tests/reading/registry/records/crossed_over_and_second_course.json",
        "tests/reading/registry/records/denominators_of_their_own.json",
    ])
    .await?;
    dialog_says(page, "Records of ClinicalTrials.gov").await?;
    page.script(
        "[...document.querySelectorAll('dialog[open] .tick')].find((tick) => tick.innerText === 'Deaths').click();",
        Vec::new(),
    )
    .await?;
    page.element("dialog[open] input[type='search']")
        .await?
        .send_keys("nau")
        .await?;
    page.press("Add Nausea").await?;
    page.wait_for(
        "the chosen term",
        "document.querySelector('dialog[open] .chosen input')?.value === 'Nausea'",
    )
    .await?;
    page.press("Open this review").await?;
    page.kept().await?;
    page.wait_for(
        "both outcomes",
        "['Deaths', 'Nausea'].every((name) => document.querySelector('.profile')?.innerText.includes(name))",
    )
    .await
    .map(drop)
}

async fn judgements(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    page.paste("Study\tevent.e\tn.e\tevent.c\tn.c\nHare 2009\t4\t39\t5\t21\nBartunek 2017\t9\t120\t12\t151\n")
        .await?;
    page.press("Use this table").await?;
    page.kept().await?;
    page.paste("Study\tD1\tD2\tD3\tD4\tD5\tOverall\nHare 2009\tLow\tLow\tLow\tHigh\tLow\tHigh\nBartunek et al. 2017\tLow\tSome concerns\tLow\tLow\tLow\tSome concerns\n")
        .await?;
    dialog_says(page, "Judgements of the risk of bias").await?;
    dialog_says(page, "1 of 2 rows name a trial of this review").await?;
    page.press("Bartunek 2017?").await?;
    dialog_says(page, "2 of 2 rows").await?;
    page.press("Take these judgements").await?;
    page.kept().await?;
    page.press("Download").await?;
    page.press("Project (JSON)").await?;
    let (_, bytes) = page.download().await?;
    let project: serde_json::Value = serde_json::from_slice(&bytes).unwrap_or_default();
    let judged = &project["review"]["risk_of_bias"]["trials"];
    expect(
        judged.as_object().is_some_and(|trials| trials.len() == 2),
        || format!("Judged are {judged}."),
    )
}

async fn several(page: &Page) -> Outcome {
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
    page.wait_for("no dialog", "!document.querySelector('dialog[open]')")
        .await
        .map(drop)
}

async fn dialog_says(page: &Page, words: &str) -> Outcome {
    let says = format!("{DIALOG}?.includes({})", json!(words));
    page.wait_for(&format!("a dialog that says {words}"), &says)
        .await
        .map(drop)
}
