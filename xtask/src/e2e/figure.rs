//! Scenarios about the figure: what is chosen about it, and its marks under the keyboard.

use serde_json::json;

use super::failure::{Outcome, expect};
use super::grid::wide_table;
use super::page::{Opened, Page};
use super::review::{paste_table, text_of_svg};
use super::scenario::{HOSTED, Scenario};
use crate::dist::SINGLE_FILE;

/// What the page that opens at once leaves to the complete one is looked for there.
const COMPLETE: &[Opened] = &[Opened::Complete];

const BOTH_PAGES: &[Opened] = &[Opened::Hosted, Opened::Complete];

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
        claim: "Of a long figure the part in sight is painted, under keys too, and paper gets all of it",
        opened: BOTH_PAGES,
        perform: |page| Box::pin(long_figure(page)),
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

/// Keys as the driver types them.
const UP: &str = "\u{E013}";
const DOWN: &str = "\u{E015}";
const HOME: &str = "\u{E011}";
const END: &str = "\u{E010}";
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

/// Whether something of the figure is painted in every quarter of the window.
const INK_IN_SIGHT: &str = "(() => {
    const canvas = document.querySelector('canvas[role=img]');
    const style = getComputedStyle(canvas);
    const top = canvas.getBoundingClientRect().top + parseFloat(style.paddingTop);
    const context = canvas.getContext('2d');
    const paper = String(context.getImageData(0, 0, 1, 1).data);
    const ink = (from, to) => {
        const start = Math.round((from - top) * devicePixelRatio), length = Math.round((to - from) * devicePixelRatio);
        if (start < 0 || start + length > canvas.height) return false;
        const { data } = context.getImageData(0, start, canvas.width, length);
        for (let place = 0; place < data.length; place += 4)
            if (String(data.slice(place, place + 4)) !== paper) return true;
        return false;
    };
    return [0, 1, 2, 3].every((quarter) => ink(quarter * innerHeight / 4, (quarter + 1) * innerHeight / 4));
})()";

/// Whether the row whose mark has the focus is in sight and within the painted part.
const FOCUS_IS_PAINTED: &str = "(() => {
    const canvas = document.querySelector('canvas[role=img]');
    const start = canvas.getBoundingClientRect().top + parseFloat(getComputedStyle(canvas).paddingTop);
    const { top, bottom } = document.activeElement.getBoundingClientRect();
    return top >= Math.max(0, start) && bottom <= Math.min(innerHeight, start + canvas.height / devicePixelRatio);
})()";

async fn long_figure(page: &Page) -> Outcome {
    paste_table(page, &wide_table(600, 1), "Outcome 1").await?;
    let canvas = "document.querySelector('canvas[role=img]')";
    page.wait_for("the long figure", &format!("{canvas}.offsetHeight > 6000"))
        .await?;
    for place in [5_000, 2_000, 7_000] {
        let scroll =
            format!("scrollTo(0, {canvas}.getBoundingClientRect().top + scrollY + {place});");
        page.script(&scroll, Vec::new()).await?;
        page.wait_for("what is scrolled to", INK_IN_SIGHT).await?;
    }
    let height = page
        .script(&format!("return {canvas}.height;"), Vec::new())
        .await?;
    expect(
        height.as_u64().is_some_and(|height| height <= 3_000),
        || format!("At once {height} rows of pixels are painted."),
    )?;
    for (event, whole) in [("beforeprint", true), ("afterprint", false)] {
        page.script(&format!("dispatchEvent(new Event('{event}'));"), Vec::new())
            .await?;
        let is_whole = format!("({canvas}.height > 6000) === {whole}");
        page.wait_for("the figure for paper and back", &is_whole)
            .await?;
    }
    if page.address.ends_with(SINGLE_FILE) {
        page.script(
            "document.querySelector(\".marks button[tabindex='0']\").focus();",
            Vec::new(),
        )
        .await?;
        for (key, name) in [(END, "Trial 600"), (UP, "Trial 599"), (HOME, "Trial 1")] {
            page.type_keys(key).await?;
            let named = format!("document.activeElement.ariaLabel === '{name}'");
            page.wait_for(&format!("the mark of {name}"), &named)
                .await?;
            page.wait_for("its row to be painted", FOCUS_IS_PAINTED)
                .await?;
        }
    }
    Ok(())
}

async fn way_to_the_complete_page(page: &Page) -> Outcome {
    paste_table(page, TABLE, "Fever").await?;
    let way = "document.querySelector('a.figure-panel')?.getAttribute('href')";
    let way = page.wait_for("the way to the complete page", way).await?;
    expect(way == json!("trialpool.html"), || {
        format!("The way leads to {way}.")
    })
}
