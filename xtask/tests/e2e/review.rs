//! Scenarios about a review: from the page as it opens, over a pasted table, to the files that are taken away.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, anyhow, bail, ensure};
use serde_json::{Value, json};
use trialpool::analysis::{self, plan_for};
use trialpool::data::{Measure, Method, Plan, TauPrior};
use trialpool::figure::png;

use super::desk::Desk;
use super::page::Page;
use super::picture::Picture;
use super::scenario::{Outcome, everywhere, hosted};

/// Two outcomes of six trials: an empty cell, a trial without any event, one that does not report infections, a name
/// longer than its column.
pub(super) const TABLE: &str = "\
Trial\tYear\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\tInfection, MSC\tInfection, control
Ahmed 2014\t2014\t4\t40\t2\t39\t3\t5
Bianchi 2016\t2016\t0\t25\t3\t24\t1\t4
Castro-Villanueva and the intensive care network 2018\t2018\t7\t60\t6\t61\t9\t12
Dubois 2019\t2019\t0\t12\t0\t11\t0\t0
Eriksen 2021\t2021\t11\t98\t5\t102\t\t
Fonseca 2022\t2022\t3\t45\t4\t44\t6\t7
";
pub(super) const OUTCOME: &str = "Fever";

/// Infections over catheter days (Niel-Weise and others 2008), and beside them the lengths of stay of nine other trials
/// (Normand 1999): each outcome has numbers of its own kind.
const RATES_AND_MEANS: &str = "\
Trial\tInfections events treated\tInfections catheter days treated\tInfections events control\tInfections catheter days control\tStay mean treated\tStay SD treated\tStay total treated\tStay mean control\tStay SD control\tStay total control
Bong 2003\t7\t1344\t11\t1988\t55\t47\t155\t75\t64\t156
Ciresi 1996\t8\t1600\t8\t1461\t27\t7\t31\t29\t4\t32
Hanna 2004\t3\t12012\t14\t10962\t64\t17\t75\t119\t29\t71
Harter 2002\t6\t1536\t10\t1503\t66\t20\t18\t137\t48\t18
Jaeger 2001\t1\t370\t1\t483\t14\t8\t8\t18\t11\t13
Jaeger 2005\t1\t729\t8\t913\t19\t7\t57\t18\t4\t52
Logghe 1997\t17\t6760\t15\t6840\t52\t45\t34\t41\t34\t33
Ostendorf 2005\t3\t1107\t7\t1015\t21\t16\t110\t31\t27\t183
Pemberton 1996\t2\t320\t3\t440\t30\t27\t60\t23\t20\t52
";

#[tokio::test]
async fn the_samples_forest_plot_is_drawn_when_the_page_opens() -> Outcome {
    everywhere(async |page| {
        let figure = drawn(page).await?;
        ensure!(
            (0.005..0.5).contains(&figure.ink()),
            "{:.2} % of the figure is ink.",
            100.0 * figure.ink()
        );
        let bands = figure.bands_with_ink(20);
        ensure!(bands >= 17);
        let label = page
            .read("document.querySelector('canvas[role=img]').ariaLabel")
            .await?;
        ensure!(
            label.as_str().is_some_and(|label| label.len() > 20),
            "The figure is described as {label}."
        );
        let seen = "return [...document.querySelectorAll('[hidden]')]
        .filter((element) => element.getClientRects().length > 0)
        .map((element) => element.className);";
        let seen = page.script(seen, &[]).await?;
        ensure!(seen == json!([]), "What is hidden is seen: {seen}.");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_pasted_table_shows_the_numbers_that_are_computed_on_a_desk() -> Outcome {
    everywhere(async |page| {
        paste(page).await?;
        compare_with(page, &Desk::pasted(TABLE, OUTCOME)?).await
    })
    .await
}

#[tokio::test]
async fn a_pasted_table_of_person_time_and_of_means_shows_the_numbers_that_were_published()
-> Outcome {
    everywhere(async |page| {
        for (outcome, method, chosen, published) in [
            (
                "Infections",
                "Mantel–Haenszel",
                Method::MantelHaenszel,
                "0.66 (0.46 to 0.95)",
            ),
            (
                "Stay",
                "Inverse variance",
                Method::InverseVariance,
                "−3.46 (−4.96 to −1.96)",
            ),
        ] {
            paste_table(page, RATES_AND_MEANS, outcome).await?;
            page.choose("Method", method).await?;
            let mut desk = Desk::pasted(RATES_AND_MEANS, outcome)?;
            desk.replan(|plan| *plan = plan_for(plan.measure, chosen))?;
            compare_with(page, &desk).await?;
            let shown = desk.results()?.concat();
            ensure!(
                shown.iter().any(|cell| cell == published),
                "{published} is not among the results of {outcome}."
            );
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn sensitivity_analyses_stand_beside_the_main_one_in_table_figure_and_files() -> Outcome {
    everywhere(async |page| {
        paste(page).await?;
        page.click("#sensitivity-analyses summary").await?;
        add_analysis(page, "Trials", "Parallel groups only").await?;
        add_analysis(page, "Confidence level", "99%").await?;
        let names = "
            return [...document.querySelectorAll('#sensitivity-analyses tbody th')]
                .map((head) => head.firstChild.textContent);";
        let expected = ["Main analysis", "Parallel groups only", "99% intervals"];
        page.until_same(names, &json!(expected)).await?;
        page.shows(
            "#sensitivity-analyses p[role=status]",
            "All 2 analyses come to the conclusion of the main one.",
        )
        .await?;
        page.until("document.querySelector('#sensitivity-analyses canvas[style]')")
            .await?;
        page.press("The figure as a file").await?;
        page.choose("File", "SVG").await?;
        page.press("Download").await?;
        let (_, figure) = page.downloaded().await?;
        let figure = String::from_utf8_lossy(&figure);
        for words in expected {
            ensure!(figure.contains(words), "The figure lacks “{words}”.");
        }
        let (_, table) = page.download("Sensitivity analyses (CSV)").await?;
        let table = String::from_utf8_lossy(&table);
        ensure!(
            table.lines().count() == 4 && table.contains("Fever,99% intervals"),
            "The table is {table}."
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_page_answers_a_request_with_the_bits_of_a_desk_and_so_does_its_waiting_worker()
-> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        let (prepared, response) = Desk::pasted(TABLE, OUTCOME)?.answer()?;
        let mut request = json_of(&prepared.request)?;
        let expected = json_of(&response)?;
        let answered = page
            .script(
                "return wasm_bindgen.pool(arguments[0]);",
                &[json!(request.to_string())],
            )
            .await?;
        let answered: Value = parsed(&answered)?;
        ensure!(answered == expected);

        let mut comparing = prepared.request.clone();
        comparing.compare = true;
        let expected = json_of(&analysis::answer(&comparing).comparison)?;
        ensure!(
            expected.as_array().is_some_and(|methods| methods.len() > 3),
            "The desk compares {expected}."
        );
        request = json!({ "number": 7, "asked": { "outcome": [json_of(&comparing)?, null] } });
        let replied = worker_replies(page, &request).await?;
        let same = replied["number"] == json!(7) && replied["comparison"] == expected;
        ensure!(same, "The worker answers {replied}, the desk {expected}.");
        Ok(())
    })
    .await
}

/// What the next worker replies to a question in the end; how far it is it says before.
async fn worker_replies(page: &Page, question: &Value) -> Outcome<Value> {
    let ask = "
        const [text, give] = arguments;
        const worker = trialpoolSpawn();
        worker.onmessage = ({ data }) => JSON.parse(data).progress || give(data);
        worker.onerror = ({ message }) => give(message);
        worker.postMessage(text);";
    let replied = page
        .script_later(ask, &[json!(question.to_string())])
        .await?;
    parsed(&replied)
}

#[tokio::test]
async fn another_measure_and_method_change_the_figure_and_its_numbers_at_once() -> Outcome {
    everywhere(async |page| {
        paste(page).await?;
        let before = drawn(page).await?;
        let mut desk = Desk::pasted(TABLE, OUTCOME)?;

        page.choose("Measure", "Odds ratio").await?;
        page.choose("Method", "Inverse variance").await?;
        desk.replan(|plan| {
            *plan = plan_for(Measure::OddsRatio, Method::InverseVariance);
        })?;
        compare_with(page, &desk).await?;

        let after = drawn(page).await?;
        let changed = after.difference(&before);
        ensure!(changed > 0.001);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_other_methods_are_compared_by_the_worker() -> Outcome {
    everywhere(async |page| {
        paste(page).await?;
        page.press("Compare methods").await?;
        let rows = "document.querySelectorAll('#compare-methods tbody tr').length";
        page.until(&format!("{rows} > 5")).await?;
        let failure = page
            .read("document.querySelector('#compare-methods .failure')?.textContent")
            .await?;
        ensure!(failure.is_null(), "The page says: {failure}");
        let (mut prepared, _) = Desk::pasted(TABLE, OUTCOME)?.answer()?;
        prepared.request.compare = true;
        let others = analysis::answer(&prepared.request).comparison.len();
        let shown = page.read(rows).await?;
        ensure!(shown == json!(others + 1));
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_worker_that_is_started_late_after_another_was_stopped_answers_without_a_request()
-> Outcome {
    everywhere(async |page| {
        drawn(page).await?;
        page.settled().await?;
        let loaded = page.served().len();
        let (mut prepared, _) = Desk::pasted(TABLE, OUTCOME)?.answer()?;
        prepared.request.compare = true;
        let question =
            json!({ "number": 3, "asked": { "outcome": [json_of(&prepared.request)?, null] } });
        page.script("trialpoolSpawn().terminate();", &[]).await?;
        let replied = worker_replies(page, &question).await?;
        let comparison = json_of(&analysis::answer(&prepared.request).comparison)?;
        ensure!(
            replied["number"] == json!(3) && replied["comparison"] == comparison,
            "The late worker answers {replied}."
        );
        let served = page.served();
        ensure!(
            served.len() == loaded,
            "The late worker asked for {}.",
            served[loaded..].join(", ")
        );
        Ok(())
    })
    .await
}

/// Presses the button beside the progress of a fit as soon as both are there: the fit may be over before a driver does.
const STOP: &str = "
    const [give] = arguments;
    const look = () => {
        const stop = document.querySelector('article .progress progress ~ button');
        if (stop?.innerText !== 'Stop') return requestAnimationFrame(look);
        stop.click();
        give(true);
    };
    look();";

#[tokio::test]
async fn a_fit_that_takes_long_is_made_beside_the_page_can_be_stopped_and_is_that_of_the_desk()
-> Outcome {
    everywhere(async |page| {
        // Twice as many trials as a Bayesian fit takes while somebody types.
        let mut table =
            String::from("Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control\n");
        for trial in 0..250 {
            let line = format!(
                "Trial {trial}\t{}\t{}\t{}\t60\n",
                trial % 5,
                50 + trial,
                trial % 7
            );
            table.push_str(&line);
        }
        paste_table(page, &table, OUTCOME).await?;
        page.choose("Measure", "Odds ratio").await?;
        page.choose("Method", "Bayesian, half-normal 0.5").await?;
        ensure!(page.script_later(STOP, &[]).await? == json!(true));
        let again = "document.querySelector('article .progress button')?.innerText === 'Compute \
            again'";
        page.until(again).await?;
        page.press("Compute again").await?;
        let mut desk = Desk::pasted(&table, OUTCOME)?;
        let bayesian = Method::Bayesian(TauPrior::HalfNormal);
        desk.replan(|plan| *plan = plan_for(Measure::OddsRatio, bayesian))?;
        compare_with(page, &desk).await
    })
    .await
}

#[tokio::test]
async fn the_downloaded_svg_is_the_figure_of_the_desk_letter_for_letter() -> Outcome {
    everywhere(async |page| {
        paste(page).await?;
        let (name, bytes) = page.download("SVG").await?;
        ensure!(
            has_ending(&name, "svg") && name.contains("fever"),
            "The file is called {name}."
        );
        let text = String::from_utf8_lossy(&bytes);
        let words = text_of_svg(&text)?;
        for part in TABLE
            .lines()
            .skip(1)
            .filter_map(|line| line.split('\t').next())
        {
            // A long name is set in two lines.
            let first_word = part.split(' ').next().unwrap_or(part);
            ensure!(
                words.contains(first_word),
                "{part} is not written in the figure."
            );
        }
        // The complete page puts the review inside, on a line of its own.
        let figure: String = text
            .split_inclusive('\n')
            .filter(|line| !line.starts_with("<metadata "))
            .collect();
        ensure!(figure == Desk::pasted(TABLE, OUTCOME)?.svg()?);
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_downloaded_pngs_are_drawn_at_the_resolution_that_they_name() -> Outcome {
    everywhere(async |page| {
        paste(page).await?;
        let scene = Desk::pasted(TABLE, OUTCOME)?.printed()?;
        for (item, dpi) in [("PNG, 300 dpi", 300.0), ("PNG for screens", 192.0)] {
            let (name, bytes) = page.download(item).await?;
            ensure!(has_ending(&name, "png"), "The file is called {name}.");
            let resolution = png::resolution(&bytes).ok().flatten();
            ensure!(
                resolution.is_some_and(|named| (named - dpi).abs() < 0.5),
                "{item} names {resolution:?} dpi."
            );
            let picture = Picture::read(&bytes)?;
            let expected = png::size_in_pixels(&scene, dpi / 72.0).ok();
            ensure!(Some((picture.width, picture.height)) == expected);
            let ink = picture.ink();
            ensure!(
                (0.005..0.5).contains(&ink),
                "{:.2} % of {item} is ink.",
                100.0 * ink
            );
            ensure!(picture.bands_with_ink(10) >= 8, "{item} has empty parts.");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn an_edit_is_undone_and_done_again() -> Outcome {
    hosted(async |page| {
        paste(page).await?;
        page.choose("Measure", "Risk difference").await?;
        let mut changed = Desk::pasted(TABLE, OUTCOME)?;
        changed.replan(|plan| {
            let measured = plan_for(Measure::RiskDifference, plan.method);
            *plan = Plan {
                interval: plan.interval,
                ..measured
            };
        })?;
        compare_with(page, &changed).await?;
        page.press("Undo").await?;
        compare_with(page, &Desk::pasted(TABLE, OUTCOME)?).await?;
        page.press("Redo").await?;
        compare_with(page, &changed).await
    })
    .await
}

#[tokio::test]
async fn a_reload_brings_the_review_back_as_it_was_left() -> Outcome {
    everywhere(async |page| {
        paste(page).await?;
        page.choose("Measure", "Odds ratio").await?;
        page.kept().await?;
        page.reload().await?;
        page.element("canvas[role=img]").await?;
        page.press("Fever").await?;
        let mut desk = Desk::pasted(TABLE, OUTCOME)?;
        desk.replan(|plan| plan.measure = Measure::OddsRatio)?;
        compare_with(page, &desk).await
    })
    .await
}

#[tokio::test]
async fn nothing_is_fetched_by_pasting_switching_comparing_and_downloading() -> Outcome {
    hosted(async |page| {
        drawn(page).await?;
        page.settled().await?;
        let loaded = page.served().len();
        paste(page).await?;
        page.choose("Measure", "Odds ratio").await?;
        page.press("Compare methods").await?;
        page.until("document.querySelector('#compare-methods tbody tr')")
            .await?;
        page.download("SVG").await?;
        page.press("Data").await?;
        page.settled().await?;
        let served = page.served();
        ensure!(
            served.len() == loaded,
            "After the load the page asked for {}.",
            served[loaded..].join(", ")
        );
        Ok(())
    })
    .await
}

/// The figure as it is seen, once it is painted and at rest.
pub(super) async fn drawn(page: &Page) -> Outcome<Picture> {
    page.element("canvas[role=img]").await?;
    let mut before = Picture::read(&page.picture_of("canvas[role=img]").await?)?;
    for _ in 0..50 {
        tokio::time::sleep(Duration::from_millis(200)).await;
        let now = Picture::read(&page.picture_of("canvas[role=img]").await?)?;
        if now.ink() > 0.0 && now.difference(&before) == 0.0 {
            return Ok(now);
        }
        before = now;
    }
    bail!("The figure was not painted within ten seconds, or did not come to rest.")
}

/// Adds a sensitivity analysis that makes one choice otherwise.
async fn add_analysis(page: &Page, label: &str, option: &str) -> Outcome {
    page.press("Add a sensitivity analysis").await?;
    page.choose(label, option).await?;
    page.click("dialog[open] button[type=submit]").await?;
    page.until("!document.querySelector('dialog[open]')").await
}

/// Pastes the table as by Ctrl+V, takes it over and turns to the outcome.
pub(super) async fn paste(page: &Page) -> Outcome {
    paste_table(page, TABLE, OUTCOME).await
}

/// Pastes a table with an outcome of this name and turns to it.
pub(super) async fn paste_table(page: &Page, table: &str, outcome: &str) -> Outcome {
    page.take_table(table).await?;
    page.press(outcome).await?;
    let name = format!(
        "document.querySelector('#outcome-name')?.innerText === {}",
        json!(outcome)
    );
    page.until(&name).await
}

/// Waits until the page's table of results is that of the desk, cell by cell.
pub(super) async fn compare_with(page: &Page, desk: &Desk) -> Outcome {
    let rows = "
        const details = document.querySelector('details.results');
        details.open = true;
        return [...details.querySelectorAll('tbody tr')].map((row) => [...row.cells].map((cell) => cell.textContent));";
    page.until_same(rows, &json!(desk.results()?)).await
}

fn has_ending(name: &str, ending: &str) -> bool {
    Path::new(name)
        .extension()
        .is_some_and(|found| found == ending)
}

/// All that is written in a well-formed SVG, a line for each text.
pub(super) fn text_of_svg(svg: &str) -> Outcome<String> {
    use quick_xml::events::Event;
    let mut reader = quick_xml::Reader::from_str(svg);
    let mut words = String::new();
    loop {
        match reader.read_event() {
            Ok(Event::Text(text)) => {
                words.push_str(&text);
                words.push('\n');
            }
            Ok(Event::Eof) => return Ok(words),
            Ok(_) => {}
            Err(error) => bail!("The SVG is not well-formed: {error}."),
        }
    }
}

fn json_of(value: &impl serde::Serialize) -> Outcome<Value> {
    serde_json::to_value(value).context("It cannot be written as JSON.")
}

fn parsed(text: &Value) -> Outcome<Value> {
    let text = text.as_str().unwrap_or_default();
    serde_json::from_str(text).map_err(|error| anyhow!("`{text}` is not JSON: {error}."))
}

#[tokio::test]
async fn a_version_is_frozen_and_the_trial_that_is_added_later_is_told_by_name() -> Outcome {
    hosted(async |page| {
        page.press("Review").await?;
        page.press("Versions").await?;
        page.until("location.hash === '#review/versions'").await?;
        page.press("Freeze this version").await?;
        page.shows("main", "Nothing: the same trials, numbers and method.")
            .await?;
        page.press("Undo: freeze a version").await?;
        page.until("!document.querySelector('.versions-table')")
            .await
    })
    .await
}

#[tokio::test]
async fn the_flow_is_typed_and_drawn_and_says_what_does_not_add_up() -> Outcome {
    everywhere(async |page| {
        page.press("Review").await?;
        page.press("Flow").await?;
        page.shows("main", "No count is typed yet.").await?;
        page.script(
            "const type = (label, value) => {
                 const field = [...document.querySelectorAll('.flow-counts label')]
                     .find((one) => one.innerText.trim() === label).querySelector('input');
                 field.value = value;
                 field.dispatchEvent(new Event('input', { bubbles: true }));
             };
             type('Records screened', '100');
             type('Records excluded', '60');
             type('Reports sought', '41');",
            &[],
        )
        .await?;
        page.shows("main", "Reports sought: 41 typed, but").await?;
        page.until("document.querySelector('main canvas')?.width > 0")
            .await
    })
    .await
}
