//! Scenarios about the figure: what is chosen about it, and its marks under the keyboard.

use anyhow::ensure;
use serde_json::json;

use super::grid::wide_table;
use super::keys::{DOWN, END, ENTER, HOME, UP};
use super::page::Page;
use super::review::{paste_table, text_of_svg};
use super::scenario::{Outcome, everywhere};

/// Five trials from two sources of cells, one of which says nothing of its source.
const TABLE: &str = "\
Trial\tYear\tSource\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control
Ahmed 2014\t2014\tBone marrow\t4\t40\t2\t39
Bianchi 2016\t2016\tUmbilical cord\t3\t25\t5\t24
Castro 2018\t2018\tBone marrow\t7\t60\t6\t61
Dubois 2019\t2019\t\t2\t12\t1\t11
Eriksen 2021\t2021\tUmbilical cord\t11\t98\t5\t102
";

#[tokio::test]
async fn a_style_and_subgroups_that_are_chosen_stand_in_the_downloaded_svg_and_undo_takes_them_back()
-> Outcome {
    everywhere(async |page| {
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
            ensure!(
                words.contains(expected),
                "`{expected}` is not in the figure."
            );
        }
        ensure!(svg.contains("#0000CC"), "No square is RevMan's blue.");
        page.press("Undo").await?;
        let (_, words) = svg_and_words(page).await?;
        ensure!(
            !words.contains("Subtotal"),
            "The subgroups are still there."
        );
        Ok(())
    })
    .await
}

async fn svg_and_words(page: &Page) -> Outcome<(String, String)> {
    let (_, bytes) = page.download("SVG").await?;
    let svg = String::from_utf8_lossy(&bytes).into_owned();
    let words = text_of_svg(&svg)?;
    Ok((svg, words))
}

#[tokio::test]
async fn an_axis_that_makes_no_sense_is_refused_beside_its_fields() -> Outcome {
    everywhere(async |page| {
        paste_table(page, TABLE, "Fever").await?;
        page.press("Change the figure").await?;
        let typed = "
        const [label, text] = arguments;
        const field = [...document.querySelectorAll('.figure-panel label')]
            .find((field) => field.innerText.trim() === label).querySelector('input');
        field.value = text;
        field.dispatchEvent(new Event('change', { bubbles: true }));";
        for (label, text) in [("Axis from", "-1"), ("to", "10")] {
            page.script(typed, &[json!(label), json!(text)]).await?;
        }
        page.until(
            "document.querySelector('#axis-refused').innerText.includes('A ratio is above \
            zero')",
        )
        .await?;
        page.script(typed, &[json!("Axis from"), json!("0.1")])
            .await?;
        page.until("document.querySelector('#axis-refused').innerText === ''")
            .await?;
        page.until("document.querySelector('[aria-label^=\"Undo: the look\"]') !== null")
            .await
    })
    .await
}

#[tokio::test]
async fn the_marks_of_the_figure_tell_their_trial_to_the_keyboard_and_let_it_be_taken_out()
-> Outcome {
    everywhere(async |page| {
        paste_table(page, TABLE, "Fever").await?;
        let marks = "document.querySelectorAll('.marks button').length";
        page.until(&format!("{marks} === 5")).await?;
        page.script(
            "document.querySelector(\".marks button[tabindex='0']\").focus();",
            &[],
        )
        .await?;
        page.type_keys(DOWN).await?;
        let told = page
            .value(
                "(() => { const told = document.querySelector('.mark-details').innerText;
                return told.includes('Bianchi 2016') && told.includes('3 of 25') && told; })()",
            )
            .await?;
        ensure!(
            told.as_str().is_some_and(
                |told| told.contains("Without this trial: ") && told.contains("weight")
            ),
            "Of the trial is told: {told}"
        );
        page.type_keys(ENTER).await?;
        page.until("document.activeElement.matches('dialog[open] input[list]')")
            .await?;
        page.type_keys(&format!("Wrong population{ENTER}")).await?;
        page.until(&format!(
            "{marks} === 4 && document.activeElement.ariaLabel === 'Castro 2018'"
        ))
        .await?;
        page.press("Undo").await?;
        page.until(&format!("{marks} === 5")).await
    })
    .await
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

#[tokio::test]
async fn of_a_long_figure_the_part_in_sight_is_painted_under_keys_too_and_paper_gets_all_of_it()
-> Outcome {
    everywhere(async |page| {
        paste_table(page, &wide_table(600, 1), "Outcome 1").await?;
        let canvas = "document.querySelector('canvas[role=img]')";
        page.until(&format!("{canvas}.offsetHeight > 6000")).await?;
        for place in [5_000, 2_000, 7_000] {
            let scroll =
                format!("scrollTo(0, {canvas}.getBoundingClientRect().top + scrollY + {place});");
            page.script(&scroll, &[]).await?;
            page.until(INK_IN_SIGHT).await?;
        }
        let height = page.read(&format!("{canvas}.height")).await?;
        ensure!(
            height.as_u64().is_some_and(|height| height <= 3_000),
            "At once {height} rows of pixels are painted."
        );
        // Paper gets a figure of its own, which is there only then.
        for (event, there) in [("beforeprint", true), ("afterprint", false)] {
            page.script(&format!("dispatchEvent(new Event('{event}'));"), &[])
                .await?;
            let is_there =
                format!("(document.querySelectorAll('.printed svg').length > 10) === {there}");
            page.until(&is_there).await?;
        }
        page.script(
            "document.querySelector(\".marks button[tabindex='0']\").focus();",
            &[],
        )
        .await?;
        for (key, name) in [(END, "Trial 600"), (UP, "Trial 599"), (HOME, "Trial 1")] {
            page.type_keys(key).await?;
            let named = format!("document.activeElement.ariaLabel === '{name}'");
            page.until(&named).await?;
            page.until(FOCUS_IS_PAINTED).await?;
        }

        Ok(())
    })
    .await
}
