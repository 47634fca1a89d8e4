//! Scenarios about what is taken away: figures that are the same picture in each kind of file, in the size that was
//! chosen, with the review inside or without it; and results for programs.

use std::path::Path;

use anyhow::{Context, anyhow, bail, ensure};
use serde_json::{Value, json};
use trialpool::analysis;
use trialpool::figure::png;
use trialpool::project::{self, Project};
use trialpool::read::archive::Archive;

use super::grid::wide_table;
use super::page::Page;
use super::picture::Picture;
use super::raster;
use super::review::paste_table;
use super::scenario::{Outcome, everywhere, hosted};

const PRINT_DPI: f64 = 300.0;
const POINTS_PER_INCH: f64 = 72.0;

#[tokio::test]
async fn svg_pdf_and_png_of_a_figure_are_the_same_picture_and_the_text_of_the_pdf_is_found()
-> Outcome {
    everywhere(async |page| {
        outcome(page, "Death").await?;
        let svg = at_once(page, "SVG").await?;
        let pdf = at_once(page, "PDF").await?;
        let print = at_once(page, "PNG, 300 dpi").await?;

        ensure!(
            pdf.starts_with(b"%PDF-1.7"),
            "The PDF does not begin as one."
        );
        let words = raster::pdf_text(&pdf, 0)?;
        for part in ["Heterogeneity", "I²", "χ²"] {
            ensure!(
                words.contains(part),
                "The text of the PDF lacks {part}: {words}"
            );
        }

        let print = Picture::read(&print)?;
        let (size, scale) = ((print.width, print.height), PRINT_DPI / POINTS_PER_INCH);
        let svg = raster::svg(&String::from_utf8_lossy(&svg), scale, size)?;
        let pdf = raster::pdf(&pdf, 0, scale, size)?;
        // The browser moves edges by up to half a pixel onto the grid of pixels, and its letters likewise.
        for (name, other) in [("SVG", &svg), ("PDF", &pdf)] {
            let strays = print.strays(other, 2);
            if strays >= 1e-4 {
                print.keep("figure-as-png")?;
                other.keep(&format!("figure-as-{name}"))?;
            }
            ensure!(strays < 1e-4);
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_png_has_the_width_and_the_resolution_that_were_chosen_or_is_refused_with_what_is_possible()
-> Outcome {
    everywhere(async |page| {
        outcome(page, "Death").await?;
        open(page).await?;
        page.choose("File", "PNG").await?;
        page.choose("Size", "One column (85 mm)").await?;
        enter(page, "Resolution, dpi", "600").await?;
        page.press("Download").await?;
        let (_, image) = page.downloaded().await?;
        let picture = Picture::read(&image)?;
        // 85 mm at 600 dots per inch of 25.4 mm.
        ensure!(
            picture.width == 2_008,
            "The PNG is {} pixels wide.",
            picture.width
        );
        let named = png::resolution(&image).ok().flatten();
        ensure!(
            named.is_some_and(|dpi| (dpi - 600.0).abs() < 0.5),
            "The PNG names {named:?} dpi."
        );

        open(page).await?;
        // What was chosen last is still chosen.
        page.choose("Size", "Another width").await?;
        enter(page, "Width, mm", "1200").await?;
        enter(page, "Resolution, dpi", "1200").await?;
        page.shows("dialog[open] .bad", "more than browsers make")
            .await?;
        page.until("document.querySelector('dialog[open] .primary').disabled")
            .await?;
        enter(page, "Width, mm", "7").await?;
        page.shows("dialog[open] .bad", "from 30 to 1,200 mm")
            .await?;
        page.choose("Figure", "Safety profile").await?;
        page.choose("Size", "One column (85 mm)").await?;
        enter(page, "Resolution, dpi", "300").await?;
        page.shows("dialog[open] .banner", "journals ask for at least 6 pt")
            .await?;
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_of_two_hundred_trials_is_parted_on_pages_and_the_page_says_so() -> Outcome {
    hosted(async |page| {
        paste_table(page, &wide_table(200, 1), "Outcome 1").await?;
        open(page).await?;
        page.choose("File", "PDF").await?;
        page.shows("dialog[open]", "Too long for one page, Outcome 1 goes on")
            .await?;
        page.press("Download").await?;
        let (_, pdf) = page.downloaded().await?;
        page.shows(".toast", "Too long for one page").await?;
        let of = raster::pdf_pages(&pdf)?;
        ensure!(of.len() > 2);
        for (number, [width, height]) in of.iter().enumerate() {
            // Two columns of a journal, 174 mm, of at most 240 mm.
            ensure!(
                (width - 493.2).abs() < 1.0 && *height <= 680.4,
                "{width} × {height}"
            );
            let words = raster::pdf_text(&pdf, number)?;
            ensure!(words.contains("Weight"));
            let named = format!("continued (page {} of {})", number + 1, of.len());
            ensure!(words.contains(&named) == (number > 0), "{words}");
            ensure!(words.contains("Total (95% CI)") == (number + 1 == of.len()));
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_holds_the_review_only_when_asked_to_and_brings_it_back_when_it_is_dropped()
-> Outcome {
    everywhere(async |page| {
        outcome(page, "Death").await?;
        let before = project_of(page).await?;
        for entry in ["SVG", "PNG for screens"] {
            let bare = at_once(page, entry).await?;
            ensure!(
                project::carried(&bare).is_none(),
                "The review is inside {entry} though nobody asked for it."
            );
        }
        page.press("Download").await?;
        page.click(".menu-check input").await?;
        page.press("SVG").await?;
        let (_, svg) = page.downloaded().await?;
        // What was ticked stays so until the page is left.
        let files = [
            (svg, "death.svg"),
            (at_once(page, "PNG for screens").await?, "death.png"),
        ];
        for (bytes, name) in files {
            page.press("Open").await?;
            page.press("BCG").await?;
            page.shows("h1", "BCG").await?;
            page.drop_bytes(&[(name, bytes)]).await?;
            page.until(&format!(
                "document.querySelector('h1')?.innerText.includes({})",
                json!(before.review.title)
            ))
            .await?;
            let after = project_of(page).await?;
            ensure!(after == before, "{name} brought another project back.");
        }
        open(page).await?;
        page.choose("File", "SVG").await?;
        page.click("dialog[open] input[type=checkbox]").await?;
        page.press("Download").await?;
        let (_, bare) = page.downloaded().await?;
        ensure!(
            project::carried(&bare).is_none(),
            "The review is inside though it was left out."
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_report_is_a_document_of_word_and_data_and_results_are_a_workbook_of_excel() -> Outcome
{
    everywhere(async |page| {
        outcome(page, "Death").await?;
        for (entry, ending, part, word) in [
            ("Report (Word)", "docx", "word/document.xml", "Death"),
            (
                "Data and results (Excel)",
                "xlsx",
                "xl/sharedStrings.xml",
                "Death",
            ),
        ] {
            let (name, bytes) = page.download(entry).await?;
            ensure!(name.ends_with(ending), "{entry} is called {name}.");
            let mut archive =
                Archive::new(&bytes).map_err(|fault| anyhow!("{name} is damaged: {fault:?}."))?;
            let text = archive
                .unpack(|known| known == part)
                .map_err(|fault| anyhow!("{part} of {name} is damaged: {fault:?}."))?
                .unwrap_or_default();
            let text = String::from_utf8_lossy(&text);
            ensure!(text.contains(word), "{part} of {name} lacks {word}.");
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn all_figures_of_the_review_come_as_one_archive_and_the_safety_profile_alone() -> Outcome {
    everywhere(async |page| {
        outcome(page, "Death").await?;
        let review = project_of(page).await?.review;
        open(page).await?;
        page.choose("Figure", "All figures").await?;
        page.choose("File", "SVG").await?;
        page.press("Download").await?;
        let (name, bytes) = page.downloaded().await?;
        ensure!(
            Path::new(&name)
                .extension()
                .is_some_and(|ending| ending == "zip"),
            "The archive is called {name}."
        );
        let mut archive = Archive::new(&bytes)
            .map_err(|fault| anyhow!("The archive cannot be read: {fault:?}."))?;
        let names: Vec<String> = archive.names().map(str::to_owned).collect();
        // Nine of the whole review, a forest plot of each outcome, and what was explored of some.
        let explored = [
            "funnel-plot",
            "sensitivity-analyses",
            "meta-regression",
            "by-tissue",
        ];
        let is_explored = |name: &&String| explored.iter().any(|one| name.contains(one));
        let counted = names.iter().filter(is_explored).count();
        ensure!(
            counted > explored.len() && names.len() == review.outcomes.len() + 9 + counted,
            "{names:?}"
        );
        for name in &names {
            let unpacked = archive
                .unpack(|known| known == name)
                .map_err(|fault| anyhow!("{name} is damaged: {fault:?}."))?;
            let is_svg = unpacked.is_some_and(|bytes| bytes.starts_with(b"<svg "));
            ensure!(is_svg, "{name} is no SVG.");
        }
        for outcome in &review.outcomes {
            let word = outcome
                .name
                .split([' ', '/', ','])
                .next()
                .unwrap_or_default();
            let word = word.to_lowercase();
            ensure!(
                names.iter().any(|name| name.contains(&word)),
                "No file is named for {}.",
                outcome.name
            );
        }

        open(page).await?;
        page.choose("Figure", "Safety profile").await?;
        page.choose("File", "PDF").await?;
        page.press("Download").await?;
        let (_, profile) = page.downloaded().await?;
        let words = raster::pdf_text(&profile, 0)?;
        ensure!(
            words.contains("Death"),
            "The safety profile lacks the deaths: {words}"
        );
        Ok(())
    })
    .await
}

#[tokio::test]
async fn a_figure_is_copied_as_an_image() -> Outcome {
    everywhere(async |page| {
        outcome(page, "Death").await?;
        page.devtools(
            "Browser.grantPermissions",
            json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
        )
        .await?;
        open(page).await?;
        page.choose("File", "PNG").await?;
        page.press("Copy as an image").await?;
        page.until("document.querySelector('.toast')?.innerText.startsWith('Copied')")
            .await?;
        let read = "
        const done = arguments[0];
        navigator.clipboard.read()
            .then(([item]) => item.getType('image/png'))
            .then((blob) => createImageBitmap(blob))
            .then(({ width, height }) => done([width, height]), (error) => done(`${error}`));";
        let size = page.script_later(read, &[]).await?;
        // 174 mm at 300 dots per inch.
        ensure!(size[0] == json!(2_056), "On the clipboard is {size}.");
        Ok(())
    })
    .await
}

#[tokio::test]
async fn the_results_of_all_outcomes_come_as_json_with_the_numbers_that_the_page_pooled() -> Outcome
{
    everywhere(async |page| {
        outcome(page, "Death").await?;
        let project = project_of(page).await?;
        let file = at_once(page, "Results of all outcomes (JSON)").await?;
        let results: Value =
            serde_json::from_slice(&file).context("The results cannot be read.")?;
        ensure!(
            results["format"] == "trialpool-results" && results["version"] == 1,
            "The file says that it is {}.",
            results["format"]
        );
        for (position, outcome) in project.review.outcomes.iter().enumerate() {
            let prepared = analysis::prepare(&project.review, &project.settings, outcome.id);
            let response = prepared.map(|prepared| analysis::answer(&prepared.request));
            let pooled = response.and_then(|response| response.pooled.ok());
            let pooled = pooled.map(|pooled| pooled.interval.estimate);
            let written = results["outcomes"][position]["pooled"]["analysis"]["estimate"].as_f64();
            let same = match (written, pooled) {
                (Some(written), Some(pooled)) => (written - pooled).abs() <= 1e-12 * pooled.abs(),
                (written, pooled) => written == pooled,
            };
            ensure!(same, "{} is {written:?} in the results.", outcome.name);
        }
        // What is explored of an outcome is in them, and what takes long is not before somebody asks for it.
        let death = &results["outcomes"][0];
        for section in ["leave_one_out", "cumulative", "fragility", "sequential"] {
            ensure!(!death[section].is_null(), "The results have no {section}.");
        }
        ensure!(results.get("grouped_events").is_none());
        Ok(())
    })
    .await
}

/// Turns to an outcome of the sample.
async fn outcome(page: &Page, name: &str) -> Outcome {
    page.element("canvas[role=img]").await?;
    page.press(name).await
}

/// Opens the dialog of figures.
async fn open(page: &Page) -> Outcome {
    page.press("Download").await?;
    page.press("Sizes, all figures").await
}

/// Downloads by an entry of the menu.
async fn at_once(page: &Page, entry: &str) -> Outcome<Vec<u8>> {
    Ok(page.download(entry).await?.1)
}

/// The project on the page, by its own file.
async fn project_of(page: &Page) -> Outcome<Project> {
    let document = at_once(page, "Project (JSON)").await?;
    let restored = project::restore(&String::from_utf8_lossy(&document));
    match restored {
        Ok(restored) => Ok(restored.project),
        Err(error) => bail!("The project cannot be read: {error:?}."),
    }
}

/// Puts a number into the field of this label.
async fn enter(page: &Page, label: &str, number: &str) -> Outcome {
    let script = "
        const [label, number] = arguments;
        const field = [...document.querySelectorAll('dialog[open] label')]
            .find((one) => one.innerText.trim().startsWith(label))?.querySelector('input');
        if (!field) return false;
        field.value = number;
        field.dispatchEvent(new Event('input', { bubbles: true }));
        return true;";
    let found = page.script(script, &[json!(label), json!(number)]).await?;
    ensure!(found == Value::Bool(true), "There is no field {label}.");
    Ok(())
}
