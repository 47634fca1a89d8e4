//! How an answer holds: without each trial, and trial after trial, drawn and said on a place of their own.

use anyhow::ensure;

use super::review::drawn;
use super::scenario::{Outcome, everywhere, hosted};

/// Deaths in three trials that say how many people were lost from each arm.
const LOST: &str = "\
Trial\tDeath events MSC\tDeath total MSC\tDeath events control\tDeath total control\tLost to follow-up MSC\tLost to follow-up control
Adams 2019\t4\t123\t11\t139\t10\t15
Brown 2020\t6\t306\t29\t303\t20\t12
Clark 2021\t3\t231\t11\t220\t0\t4
";

/// Deaths in four trials, of which two say them at two times.
const SEVERAL_TIMES: &str = "\
Trial\tOutcome\tTime point\tEvents MSC\tTotal MSC\tEvents Control\tTotal Control
Ahmed 2014\tDeath\t30 d\t6\t60\t9\t61
Ahmed 2014\tDeath\t6 months\t9\t60\t14\t61
Bianchi 2016\tDeath\t30 d\t5\t80\t7\t82
Castro 2018\tDeath\t30 d\t8\t90\t19\t92
Castro 2018\tDeath\t12 months\t12\t90\t23\t92
Dahl 2020\tDeath\t30 d\t11\t200\t14\t205
";

/// The sentences of the two sheets, once both are there.
const SENTENCES: &str = "(() => { \
    const said = [...document.querySelectorAll('article > .sheet:not(#people-lost) .sentence')].map(p => p.innerText); \
    return said.length === 2 && said.every(text => text && !text.includes('Computing')) ? said.join('\\n') : null; \
})()";

#[tokio::test]
async fn an_outcome_is_pooled_without_each_trial_and_trial_after_trial() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        let said = page.value(SENTENCES).await?;
        let said = said.as_str().unwrap_or_default().to_owned();
        ensure!(said.contains("Without any one of its"), "{said}");
        ensure!(said.contains("not adjusted"), "{said}");
        let address = page.script("return location.hash;", &[]).await?;
        let address = address.as_str().unwrap_or_default().to_owned();
        ensure!(address.ends_with("/robustness"), "{address}");
        page.choose("Order", "Most precise first").await?;
        page.until(SENTENCES).await?;
        let rows = page
            .script(
                "const tables = [...document.querySelectorAll('article > .sheet:not(#people-lost) table')]; \
                 return tables.map(table => table.tBodies[0].rows.length);",
                &[],
            )
            .await?;
        let rows: Vec<u64> = rows
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(serde_json::Value::as_u64)
            .collect();
        ensure!(
            rows.len() == 2 && rows[0] == rows[1] && rows[0] > 2,
            "{rows:?}"
        );
        // A row of the figure asks why its trial is to be left out, as in the forest plot.
        let press = "document.querySelector('[aria-label=\"Without each trial\"] .marks button').click();";
        page.script(press, &[]).await?;
        page.shows("dialog[open] h2", "Leave out Zheng 2014").await?;
        page.press("Cancel").await?;
        // The order that is seen is that of the file.
        page.choose("Order", "Largest first").await?;
        page.click("[aria-label='Trial after trial'] > .section-actions button")
            .await?;
        page.shows("dialog[open]", "Trial after trial").await?;
        page.press("Cancel").await
    })
    .await
}

#[tokio::test]
async fn a_sequential_analysis_is_drawn_typed_and_undone() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.click("#sequential > summary").await?;
        page.shows("#sequential", "the margin of concern").await?;
        page.until("document.querySelector('#sequential canvas')?.getAttribute('aria-label').includes('sequential analysis')")
            .await?;
        page.shows("#sequential-critics", "Cochrane Handbook").await?;
        page.choose("Boundaries", "Pocock’s kind").await?;
        page.until("document.querySelector('#sequential canvas').getAttribute('aria-label').includes('Pocock')")
            .await?;
        page.press("Undo").await?;
        page.until("!document.querySelector('#sequential canvas').getAttribute('aria-label').includes('Pocock')")
            .await?;
        Ok(())
    })
    .await
}

/// The command that builds the handbook writes the same line into the head of the page.
#[tokio::test]
async fn views_lead_to_their_chapters_where_a_handbook_lies_beside_the_page() -> Outcome {
    hosted(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.until("document.querySelector('#fragility')").await?;
        let links = "document.querySelectorAll('a[href*=\"handbook/\"]').length === 0";
        page.until(links).await?;
        page.script(
            "const meta = document.createElement('meta'); meta.name = 'handbook'; meta.content = 'handbook/'; \
             document.head.append(meta);",
            &[],
        )
        .await?;
        page.press("Small-study effects").await?;
        page.until(
            "document.querySelector('.in-the-handbook a')?.getAttribute('href') === 'handbook/robustness.html#small-study-effects'",
        )
        .await?;
        page.press("Forest").await?;
        page.until("document.querySelectorAll('.in-the-handbook a').length === 8")
            .await?;
        page.until("document.querySelector('.in-the-handbook a').target === '_blank'")
            .await
    })
    .await
}

#[tokio::test]
async fn rates_adjusted_for_follow_up_are_told_with_their_table() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.click("#follow-up-rates > summary").await?;
        page.shows(
            "#follow-up-rates .sentence",
            "Approximate: the hazard ratio is",
        )
        .await?;
        page.click("#follow-up-rates details > summary").await?;
        page.shows("#follow-up-rates table", "All trials, one hazard ratio")
            .await?;
        page.shows(
            "#follow-up-rates",
            "Each risk is taken to come from a hazard",
        )
        .await
    })
    .await
}

#[tokio::test]
async fn a_hypothetical_trial_is_moved_and_is_gone_after_a_reload() -> Outcome {
    hosted(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.click("#next-trial > summary").await?;
        page.shows("#next-trial .sentence", "Hypothetical, with one trial more")
            .await?;
        let said = page
            .value("document.querySelector('#next-trial .sentence').innerText || null")
            .await?;
        page.script(
            "const slider = document.querySelectorAll('#next-trial input[type=range]')[1]; \
             slider.value = slider.max; \
             slider.dispatchEvent(new Event('input', { bubbles: true }));",
            &[],
        )
        .await?;
        page.until(&format!(
            "document.querySelector('#next-trial .sentence').innerText !== {said}"
        ))
        .await?;
        page.until("document.querySelector('#next-trial canvas')?.getAttribute('aria-label').startsWith('Hypothetical')")
            .await?;
        page.reload().await?;
        page.until("!document.body.innerText.includes('with one trial more')")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn people_lost_are_counted_in_and_few_events_that_decide_are_found() -> Outcome {
    hosted(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.click("#fragility > summary").await?;
        page.shows("#fragility .sentence", "A change of at most")
            .await?;
        page.take_table(LOST).await?;
        page.until("document.body.innerText.includes('3 trials · 1 outcome')")
            .await?;
        page.script("location.hash = '#o/death/robustness';", &[])
            .await?;
        page.shows("#people-lost", "30 with MSC and 31 with control were lost")
            .await?;
        page.shows("#people-lost", "assumptions").await?;
        // Three trials are pooled by a Bayesian model.
        page.click("#fragility > summary").await?;
        page.shows("#fragility", "Not available by this method")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_earlier_estimate_is_taken_as_a_prior_and_given_another_weight() -> Outcome {
    hosted(async |page| {
        drawn(page).await?;
        page.script("location.hash = '#o/fever/robustness';", &[])
            .await?;
        page.click("#earlier-prior > summary").await?;
        page.shows("#earlier-prior .sentence", "No earlier result is a prior")
            .await?;
        page.choose("Prior", "Thompson 2020").await?;
        page.shows(
            "#earlier-prior .sentence",
            "(Thompson 2020: RR 2.48, 1.27 to 4.86) as a prior of weight 80.0%",
        )
        .await?;
        page.choose("Its weight", "50%").await?;
        page.shows("#earlier-prior .sentence", "as a prior of weight 50.0%")
            .await?;
        page.choose("Prior", "Vague alone").await?;
        page.shows("#earlier-prior .sentence", "No earlier result is a prior")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn several_numbers_of_a_trial_are_nested_in_it_and_an_outcome_without_any_says_so() -> Outcome
{
    hosted(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.click("#several-numbers > summary").await?;
        page.shows("#several-numbers", "there is nothing to nest")
            .await?;
        page.take_table(SEVERAL_TIMES).await?;
        page.until("document.body.innerText.includes('4 trials · 1 outcome')")
            .await?;
        page.script("location.hash = '#o/death/robustness';", &[])
            .await?;
        page.click("#several-numbers > summary").await?;
        page.shows(
            "#several-numbers .sentence",
            "2 of 4 trials give more than one number; there are 6 in all.",
        )
        .await?;
        page.shows("#several-numbers", "All numbers, nested in trials")
            .await?;
        page.click("#several-numbers details > summary").await?;
        page.shows("#several-numbers details", "Trials with one number each")
            .await?;
        Ok(())
    })
    .await
}

/// Whether the figure of a part is drawn: its canvas says what it shows.
fn is_drawn(part: &str, shows: &str) -> String {
    format!(
        "document.querySelector('#{part} canvas')?.getAttribute('aria-label').includes('{shows}')"
    )
}

#[tokio::test]
async fn plots_of_the_trials_are_opened_drawn_and_told_as_tables() -> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.click("#labbe > summary").await?;
        page.shows("#labbe .sentence", "the event was more frequent with")
            .await?;
        page.until(&is_drawn("labbe", "Above the dashed line"))
            .await?;
        page.click("#radial > summary").await?;
        page.shows("#radial .sentence", "the line of the pooled")
            .await?;
        page.until(&is_drawn("radial", "The line from the origin"))
            .await?;
        page.click("#drapery > summary").await?;
        page.shows("#drapery .sentence", "Supposing no difference")
            .await?;
        page.until(&is_drawn("drapery", "which effects are compatible"))
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_subsets_are_pooled_by_the_worker_and_those_with_a_trial_are_marked() -> Outcome {
    hosted(async |page| {
        drawn(page).await?;
        page.press("Robustness").await?;
        page.click("#subsets > summary").await?;
        page.shows("#subsets .sentence", "10,000 random subsets")
            .await?;
        page.until(&is_drawn("subsets", "10,000 random subsets"))
            .await?;
        page.script(
            "const select = document.querySelector('#subsets select'); \
             select.value = '1'; \
             select.dispatchEvent(new Event('change', { bubbles: true }));",
            &[],
        )
        .await?;
        page.shows("#subsets .sentence", "those without it of")
            .await?;
        Ok(())
    })
    .await
}
