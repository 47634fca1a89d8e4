//! Small-study effects, subgroups, regression and influence: chosen, drawn and said on places of their own.

use anyhow::ensure;

use super::review::drawn;
use super::scenario::{Outcome, everywhere, hosted};

/// Nausea in three trials of one dose each.
const NAUSEA: &str = "\
Trial\tNausea events Drug\tNausea total Drug\tNausea events Control\tNausea total Control
Ash 2019\t18\t98\t12\t100
Birch 2020\t22\t121\t8\t120
Cedar 2021\t9\t61\t5\t60
";

/// The names of the sheets, once they stand.
const SHEETS: &str = "(() => { \
    const heads = [...document.querySelectorAll('article > .sheet > h3')].map(h => h.innerText); \
    return heads.length ? heads.join('\\n') : null; \
})()";

#[tokio::test]
async fn a_funnel_is_drawn_and_its_tests_are_said_to_suit_or_not() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Small-study effects").await?;
        let heads = page.value(SHEETS).await?;
        let heads = heads.as_str().unwrap_or_default().to_owned();
        ensure!(
            heads.contains("Funnel plot") && heads.contains("Tests for asymmetry"),
            "{heads}"
        );
        let address = page.script("return location.hash;", &[]).await?;
        let address = address.as_str().unwrap_or_default().to_owned();
        ensure!(address.ends_with("/small"), "{address}");
        let said = page
            .value("document.getElementById('small-study-answer').innerText || null")
            .await?;
        let said = said.as_str().unwrap_or_default().to_owned();
        ensure!(said.contains("trials"), "{said}");
        page.choose("Put in", "Trim and fill, L₀").await?;
        page.until(
            "document.querySelector('.sheet canvas')?.getAttribute('aria-label').includes('L₀')",
        )
        .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn selection_by_size_and_result_is_told_over_what_is_supposed() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Small-study effects").await?;
        page.click("#copas > summary").await?;
        page.shows("#copas .sentence", "suppositions").await?;
        page.shows("#copas .sentence", "As the trials are it is")
            .await?;
        page.click("#copas details > summary").await?;
        page.until("document.querySelectorAll('#copas tbody tr').length === 16")
            .await
    })
    .await
}

#[tokio::test]
async fn why_a_trial_is_silent_is_said_and_undone() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Small-study effects").await?;
        let said = page
            .value("document.querySelector('#silent-trials [role=status]')?.innerText || null")
            .await?;
        let said = said.as_str().unwrap_or_default().to_owned();
        ensure!(said.contains("not report this outcome"), "{said}");
        page.script(
            "document.querySelector('.silent-reasons > summary').click();",
            &[],
        )
        .await?;
        page.until("document.querySelector('.silent-list select')")
            .await?;
        page.script(
            "const select = document.querySelector('.silent-list select'); \
             select.value = '2'; \
             select.dispatchEvent(new Event('change', { bubbles: true }));",
            &[],
        )
        .await?;
        let given = "document.querySelector('#silent-trials [role=status]')\
            ?.innerText.includes('Reasons: 1 given')";
        page.until(given).await?;
        page.press("Undo").await?;
        page.until(&format!("!({given})")).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn trials_are_parted_and_regressed_as_steps_that_can_be_undone() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Subgroups and regression").await?;
        page.until(SHEETS).await?;
        page.choose("By", "Year of publication, in ranges").await?;
        page.until("document.getElementById('subgroups-answer')?.innerText")
            .await?;
        // The sample regresses on the year already.
        let said = page
            .value("document.getElementById('regression-answer')?.innerText || null")
            .await?;
        let said = said.as_str().unwrap_or_default().to_owned();
        ensure!(said.contains("year of publication"), "{said}");
        page.choose("Add a moderator", "Donor, by level").await?;
        let moderators = "[...document.querySelectorAll('main select')].some(select => \
            [...select.options].some(option => option.text === 'Donor, by level'))";
        page.until(&format!("!({moderators})")).await?;
        page.press("Undo").await?;
        page.until(moderators).await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn groups_share_a_variance_between_trials_where_one_asks_for_it() -> Outcome {
    hosted(async |page| {
        drawn(page).await?;
        page.press("Open").await?;
        page.press("BCG").await?;
        page.titled("BCG vaccine against tuberculosis").await?;
        page.press("Subgroups and regression").await?;
        page.choose("By", "Allocation").await?;
        let sheet = "document.querySelector('section[aria-label=Subgroups]')";
        page.until(&format!(
            "{sheet}?.textContent.includes('variance between trials of its own') || null"
        ))
        .await?;
        page.choose("τ² of the groups", "one for all").await?;
        page.until(&format!(
            "{sheet}?.textContent.includes('one variance between trials for all groups, τ²') || null"
        ))
        .await?;
        page.press("Undo").await?;
        page.until(&format!(
            "{sheet}?.textContent.includes('variance between trials of its own') || null"
        ))
        .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn doses_of_arms_are_typed_and_a_line_is_drawn_through_them() -> Outcome {
    hosted(async |page| {
        page.take_table(NAUSEA).await?;
        page.until("document.body.innerText.includes('3 trials · 1 outcome')")
            .await?;
        page.script("location.hash = '#o/nausea/subgroups';", &[])
            .await?;
        page.shows("#dose-response", "Say the doses of the arms")
            .await?;
        page.click("#doses-of-arms > summary").await?;
        page.until("document.querySelectorAll('#doses-of-arms .dose-list li').length === 3")
            .await?;
        page.script(
            "const trials = [...document.querySelectorAll('#doses-of-arms .dose-list li')]; \
             trials.map(trial => trial.querySelector('input')).forEach((input, place) => { \
                 input.value = String(10 * (place + 1)); \
                 input.dispatchEvent(new Event('change', { bubbles: true })); \
             });",
            &[],
        )
        .await?;
        page.shows("#dose-response-answer", "Across the arms of the same trial")
            .await?;
        page.shows("#dose-response-answer", "from 3 trials, in two stages")
            .await?;
        page.shows("#dose-response-answer", "None of them compares two doses")
            .await?;
        page.until(
            "document.querySelector('#dose-response canvas')?.getAttribute('aria-label').includes('dose and response')",
        )
        .await?;
        page.choose("Stages", "One stage").await?;
        page.shows("#dose-response-answer", "in one stage").await?;
        page.press("Undo").await?;
        page.shows("#dose-response-answer", "in two stages").await?;
        page.press("Undo").await?;
        page.shows("#dose-response-answer", "from 2 trials").await?;
        Ok(())
    })
    .await
}
