//! Scenarios about the figure: what is chosen about it, and its marks under the keyboard.

use serde_json::json;

use super::failure::{Outcome, expect};
use super::page::{Opened, Page};
use super::review::{paste_table, text_of_svg};
use super::scenario::{HOSTED, Scenario};

/// What the page that opens at once leaves to the complete one is looked for there.
const COMPLETE: &[Opened] = &[Opened::Complete];

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        claim: "A style and subgroups that are chosen stand in the downloaded SVG, and undo takes them back",
        opened: COMPLETE,
        perform: |page| Box::pin(chosen_is_downloaded(page)),
    },
    Scenario {
        claim: "An axis that makes no sense is refused beside its fields",
        opened: COMPLETE,
        perform: |page| Box::pin(axis_is_refused(page)),
    },
    Scenario {
        claim: "The marks of the figure tell their trial to the keyboard and let it be taken out",
        opened: COMPLETE,
        perform: |page| Box::pin(marks_are_reached(page)),
    },
    Scenario {
        claim: "The page that opens at once says where the figure can be changed",
        opened: HOSTED,
        perform: |page| Box::pin(way_to_the_complete_page(page)),
    },
];

/// Five trials from two sources of cells, one of which says nothing of its source.
const TABLE: &str = "\
Trial\tYear\tSource\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control
Ahmed 2014\t2014\tBone marrow\t4\t40\t2\t39
Bianchi 2016\t2016\tUmbilical cord\t3\t25\t5\t24
Castro 2018\t2018\tBone marrow\t7\t60\t6\t61
Dubois 2019\t2019\t\t2\t12\t1\t11
Eriksen 2021\t2021\tUmbilical cord\t11\t98\t5\t102
";

async fn chosen_is_downloaded(page: &Page) -> Outcome {
    paste_table(page, TABLE, "Fever").await?;
    page.press("Change the figure").await?;
    page.choose("Style", "RevMan").await?;
    page.choose("Subgroups", "Source").await?;
    let (svg, words) = svg_and_words(page).await?;
    for expected in [
        "Bone marrow",
        "Umbilical cord",
        "Not stated",
        "Subtotal (95% CI)",
        "Test for subgroup differences",
    ] {
        expect(words.contains(expected), || {
            format!("`{expected}` is not in the figure.")
        })?;
    }
    expect(svg.contains("#0000CC"), || {
        "No square is RevMan's blue.".to_owned()
    })?;
    page.press("Undo").await?;
    let (_, words) = svg_and_words(page).await?;
    expect(!words.contains("Subtotal"), || {
        "The subgroups are still there.".to_owned()
    })
}

async fn svg_and_words(page: &Page) -> Outcome<(String, String)> {
    page.press("Download").await?;
    page.press("SVG").await?;
    let (_, bytes) = page.download().await?;
    let svg = String::from_utf8_lossy(&bytes).into_owned();
    let words = text_of_svg(&svg)?;
    Ok((svg, words))
}

async fn axis_is_refused(page: &Page) -> Outcome {
    paste_table(page, TABLE, "Fever").await?;
    page.press("Change the figure").await?;
    let typed = "
        const [label, text] = arguments;
        const field = [...document.querySelectorAll('.figure-panel label')]
            .find((field) => field.innerText.trim() === label).querySelector('input');
        field.value = text;
        field.dispatchEvent(new Event('change', { bubbles: true }));";
    for (label, text) in [("Axis from", "-1"), ("to", "10")] {
        page.script(typed, vec![json!(label), json!(text)]).await?;
    }
    page.wait_for(
        "the refusal",
        "document.querySelector('#axis-refused').innerText.includes('A ratio is above zero')",
    )
    .await?;
    page.script(typed, vec![json!("Axis from"), json!("0.1")])
        .await?;
    page.wait_for(
        "the refusal to go",
        "document.querySelector('#axis-refused').innerText === ''",
    )
    .await?;
    page.wait_for(
        "undo",
        "document.querySelector('[aria-label^=\"Undo: the look\"]') !== null",
    )
    .await
    .map(drop)
}

/// The down arrow and the Enter key, as the driver types them.
const DOWN: &str = "\u{E015}";
const ENTER: &str = "\u{E007}";

async fn marks_are_reached(page: &Page) -> Outcome {
    paste_table(page, TABLE, "Fever").await?;
    let marks = "document.querySelectorAll('.marks button').length";
    page.wait_for("five marks", &format!("{marks} === 5"))
        .await?;
    page.script(
        "document.querySelector(\".marks button[tabindex='0']\").focus();",
        Vec::new(),
    )
    .await?;
    page.type_keys(DOWN).await?;
    let told = page
        .wait_for(
            "the second trial to be told",
            "(() => { const told = document.querySelector('.mark-details').innerText;
                return told.includes('Bianchi 2016') && told.includes('3 of 25') && told; })()",
        )
        .await?;
    expect(
        told.as_str()
            .is_some_and(|told| told.contains("Without this trial: ") && told.contains("weight")),
        || format!("Of the trial is told: {told}"),
    )?;
    page.type_keys(ENTER).await?;
    page.wait_for(
        "the trial to be gone and the next to have the focus",
        &format!("{marks} === 4 && document.activeElement.ariaLabel === 'Castro 2018'"),
    )
    .await?;
    page.press("Undo").await?;
    page.wait_for("the trial to be back", &format!("{marks} === 5"))
        .await
        .map(drop)
}

async fn way_to_the_complete_page(page: &Page) -> Outcome {
    paste_table(page, TABLE, "Fever").await?;
    let way = "document.querySelector('a.figure-panel')?.getAttribute('href')";
    let way = page.wait_for("the way to the complete page", way).await?;
    expect(way == json!("trialpool.html"), || {
        format!("The way leads to {way}.")
    })
}
