//! Scenarios about numbers that are not those of people randomized one by one and looked at once: several time points,
//! clusters, crossover; and about what was decided of a table's columns.

use serde_json::{Value, json};

use super::failure::{Outcome, expect};
use super::page::Page;
use super::scenario::{COMPLETE, HOSTED, Scenario};

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        claim: "Of several time points the window of the outcome chooses, or a hand, and the figure says which",
        opened: COMPLETE,
        perform: |page| Box::pin(time_points(page)),
    },
    Scenario {
        claim: "A trial that randomized clusters enters with its effective sample size",
        opened: COMPLETE,
        perform: |page| Box::pin(clusters(page)),
    },
    Scenario {
        claim: "What was decided about the columns of a table is remembered for the next one with the same heads",
        opened: COMPLETE,
        perform: |page| Box::pin(remembered(page)),
    },
    Scenario {
        claim: "A review that only the complete page understands is not written over by the other, which says so",
        opened: HOSTED,
        perform: |page| Box::pin(left_alone(page)),
    },
];

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

async fn take(page: &Page, table: &str) -> Outcome {
    page.element("h1 button").await?;
    page.paste(table).await?;
    page.press("Use this table").await
}

/// Waits until the list of the trials says this of one of them.
async fn said(page: &Page, words: &str) -> Outcome {
    let list = "document.querySelector('.trial-list')?.innerText";
    page.wait_for(words, &format!("{list}?.includes({})", json!(words)))
        .await
        .map(drop)
}

async fn time_points(page: &Page) -> Outcome {
    take(page, SEVERAL_TIMES).await?;
    said(page, "at 6 months, the longest of 2 time points").await?;
    page.press("Data").await?;
    page.element(CELL).await?.click().await?;
    page.choose("Of several, all trials", "the earliest")
        .await?;
    page.wait_for(
        "the earlier numbers",
        &format!(
            "document.querySelector({}).innerText.trim() === '6'",
            json!(CELL)
        ),
    )
    .await?;
    page.choose("Time point used", "6 months, by hand").await?;
    page.wait_for(
        "the numbers chosen by hand",
        &format!(
            "document.querySelector({}).innerText.trim() === '7'",
            json!(CELL)
        ),
    )
    .await?;
    page.press("Download").await?;
    page.press("Data, one row a trial and outcome").await?;
    let (_, bytes) = page.download().await?;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let used = text.contains("6 months,by hand") && text.contains("30 d,no");
    expect(used, || text)?;
    page.press("Outcomes").await?;
    said(page, "at 6 months, chosen among 2 time points").await
}

async fn clusters(page: &Page) -> Outcome {
    take(page, CLASSES).await?;
    page.press("Data").await?;
    page.element(CELL).await?.click().await?;
    page.press("Design of Classes 1999").await?;
    page.choose("Design", "Clusters randomized").await?;
    page.wait_for(
        "a warning until size and correlation are known",
        "document.querySelector('.problems')?.innerText.includes('clusters were randomized')",
    )
    .await?;
    for (nth, typed) in [(1, "29.8"), (2, "0.02")] {
        let field = format!(".clusters label:nth-of-type({nth}) input");
        page.element(&field).await?.send_keys(typed).await?;
    }
    page.wait_for(
        "the effective sample sizes",
        "document.querySelector('.design > summary').innerText.includes('design effect 1.58: 63/295 and 84/330 enter as 40/187 and 53/209')",
    )
    .await?;
    page.wait_for("no warning", "!document.querySelector('.problems li')")
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
}

/// Heads that can mean two things.
const AMBIGUOUS: &str = "\
Trial\ta\tb\tc\td
Ahmed 2014\t6\t24\t9\t22
Bianchi 2016\t1\t11\t2\t10
";

/// Says what a column of the table in the dialog holds.
async fn hold(page: &Page, head: &str, meaning: &str) -> Outcome {
    let menu = format!("select[aria-label='What column {head} holds']");
    let choose = "
        const [menu, meaning] = arguments;
        const list = document.querySelector(menu);
        const option = [...list.options].find(({ text }) => text === meaning);
        list.value = option.value;
        list.dispatchEvent(new Event('change', { bubbles: true }));";
    page.element(&menu).await?;
    page.script(choose, vec![json!(menu), json!(meaning)])
        .await
        .map(drop)
}

async fn remembered(page: &Page) -> Outcome {
    page.element("h1 button").await?;
    page.paste(AMBIGUOUS).await?;
    hold(page, "b", "Left away").await?;
    hold(page, "d", "Left away").await?;
    hold(page, "a", "Kept, not pooled").await?;
    page.press("Cancel").await?;
    // What was decided is kept with the table, not before it is taken.
    page.paste(AMBIGUOUS).await?;
    let b = "document.querySelector(\"select[aria-label='What column b holds']\").selectedOptions[0].textContent";
    page.wait_for("b as recognised", &format!("{b} !== 'Left away'"))
        .await?;
    hold(page, "b", "Experimental: total").await?;
    hold(page, "d", "Control: total").await?;
    page.press("Use this table").await?;
    page.paste(AMBIGUOUS).await?;
    page.wait_for("b as decided", &format!("{b} === 'Experimental: total'"))
        .await?;
    page.press("Recognise them afresh").await?;
    page.wait_for("b as recognised", &format!("{b} !== 'Experimental: total'"))
        .await
        .map(drop)
}

async fn left_alone(page: &Page) -> Outcome {
    let complete = |address: &Value| {
        let address = address.as_str().unwrap_or_default();
        format!(
            "{}/trialpool.html",
            address.trim_end_matches("index.html").trim_end_matches('/')
        )
    };
    let home = page
        .script("return location.href.split('#')[0];", Vec::new())
        .await?;
    let home = home.as_str().unwrap_or_default().to_owned();
    page.go(&complete(&json!(home))).await?;
    take(page, SEVERAL_TIMES).await?;
    page.kept().await?;
    page.go(&home).await?;
    page.wait_for(
        "where the review is opened",
        "document.body.innerText.includes('trialpool.html')",
    )
    .await?;
    page.go(&complete(&json!(home))).await?;
    said(page, "the longest of 2 time points").await
}
