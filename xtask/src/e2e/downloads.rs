//! Scenarios about what is taken away: figures that are the same picture in each kind of file, in the size that was
//! chosen, with the review inside or without it; and results for programs.

use std::path::Path;

use base64::Engine;
use base64::engine::general_purpose::STANDARD as BASE64;
use serde_json::{Value, json};
use trialpool::analysis;
use trialpool::figure::png;
use trialpool::project::{self, Project};
use trialpool::read::archive::Archive;

use super::failure::{Failure, Outcome, expect};
use super::page::Page;
use super::picture::Picture;
use super::raster;
use super::scenario::{COMPLETE, Scenario};

pub(crate) const SCENARIOS: &[Scenario] = &[
    Scenario {
        claim: "SVG, PDF and PNG of a figure are the same picture, and the text of the PDF is found",
        opened: COMPLETE,
        perform: |page| Box::pin(same_picture(page)),
    },
    Scenario {
        claim: "A PNG has the width and the resolution that were chosen, or is refused with what is possible",
        opened: COMPLETE,
        perform: |page| Box::pin(chosen_size(page)),
    },
    Scenario {
        claim: "A figure with the review inside brings it back when it is dropped, and one without does not hold it",
        opened: COMPLETE,
        perform: |page| Box::pin(dropped_figure(page)),
    },
    Scenario {
        claim: "All figures of the review come as one archive, and the safety profile alone",
        opened: COMPLETE,
        perform: |page| Box::pin(all_figures(page)),
    },
    Scenario {
        claim: "The results of all outcomes come as JSON, with the numbers that the page pooled",
        opened: COMPLETE,
        perform: |page| Box::pin(results_as_json(page)),
    },
    Scenario {
        claim: "A figure is copied as an image",
        opened: COMPLETE,
        perform: |page| Box::pin(copied_image(page)),
    },
];

const PRINT_DPI: f64 = 300.0;
const POINTS_PER_INCH: f64 = 72.0;

async fn same_picture(page: &Page) -> Outcome {
    outcome(page, "Death").await?;
    let svg = at_once(page, "SVG").await?;
    let pdf = at_once(page, "PDF").await?;
    let print = at_once(page, "PNG, 300 dpi").await?;

    expect(pdf.starts_with(b"%PDF-1.7"), || {
        String::from("The PDF does not begin as one.")
    })?;
    let words = raster::pdf_text(&pdf, 0)?;
    for part in ["Heterogeneity", "I²", "χ²", "τ²"] {
        expect(words.contains(part), || {
            format!("The text of the PDF lacks {part}: {words}")
        })?;
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
        expect(strays < 1e-4, || {
            format!("{strays:.5} of the pixels of PNG and {name} differ.")
        })?;
    }
    Ok(())
}

async fn chosen_size(page: &Page) -> Outcome {
    outcome(page, "Death").await?;
    open(page).await?;
    page.choose("File", "PNG").await?;
    page.choose("Size", "One column (85 mm)").await?;
    enter(page, "Resolution, dpi", "600").await?;
    page.press("Download").await?;
    let (_, image) = page.download().await?;
    let picture = Picture::read(&image)?;
    // 85 mm at 600 dots per inch of 25.4 mm.
    expect(picture.width == 2_008, || {
        format!("The PNG is {} pixels wide.", picture.width)
    })?;
    let named = png::resolution(&image).ok().flatten();
    expect(named.is_some_and(|dpi| (dpi - 600.0).abs() < 0.5), || {
        format!("The PNG names {named:?} dpi.")
    })?;

    open(page).await?;
    // What was chosen last is still chosen.
    page.choose("Size", "Another width").await?;
    enter(page, "Width, mm", "1200").await?;
    enter(page, "Resolution, dpi", "1200").await?;
    page.wait_for(
        "the bitmap to be refused",
        "document.querySelector('dialog[open] .bad')?.innerText.includes('more than browsers make')
            && document.querySelector('dialog[open] .primary').disabled",
    )
    .await?;
    enter(page, "Width, mm", "7").await?;
    page.wait_for(
        "the width to be refused",
        "document.querySelector('dialog[open] .bad')?.innerText.includes('from 30 to 1,200 mm')",
    )
    .await?;
    page.choose("Figure", "Safety profile").await?;
    page.choose("Size", "One column (85 mm)").await?;
    enter(page, "Resolution, dpi", "300").await?;
    page.wait_for(
        "small letters to be warned of",
        "document.querySelector('dialog[open] .banner')?.innerText.includes('journals ask for at least 6 pt')",
    )
    .await?;
    Ok(())
}

async fn dropped_figure(page: &Page) -> Outcome {
    outcome(page, "Death").await?;
    let before = project_of(page).await?;
    let files = [
        (at_once(page, "SVG").await?, "death.svg"),
        (at_once(page, "PNG for screens").await?, "death.png"),
    ];
    for (bytes, name) in files {
        page.press("Open").await?;
        page.press("BCG").await?;
        page.wait_for(
            "the other review",
            "document.querySelector('h1')?.innerText.includes('BCG')",
        )
        .await?;
        drop_file(page, name, &bytes).await?;
        page.wait_for(
            "the review that was dropped",
            &format!(
                "document.querySelector('h1')?.innerText.includes({})",
                json!(before.review.title)
            ),
        )
        .await?;
        let after = project_of(page).await?;
        expect(after == before, || {
            format!("{name} brought another project back.")
        })?;
    }
    open(page).await?;
    page.choose("File", "SVG").await?;
    page.element("dialog[open] input[type=checkbox]")
        .await?
        .click()
        .await?;
    page.press("Download").await?;
    let (_, bare) = page.download().await?;
    expect(project::carried(&bare).is_none(), || {
        String::from("The review is inside though it was left out.")
    })
}

async fn all_figures(page: &Page) -> Outcome {
    outcome(page, "Death").await?;
    let review = project_of(page).await?.review;
    open(page).await?;
    page.choose("Figure", "All figures").await?;
    page.choose("File", "SVG").await?;
    page.press("Download").await?;
    let (name, bytes) = page.download().await?;
    expect(
        Path::new(&name)
            .extension()
            .is_some_and(|ending| ending == "zip"),
        || format!("The archive is called {name}."),
    )?;
    let mut archive = Archive::new(&bytes)
        .map_err(|fault| Failure::new(format!("The archive cannot be read: {fault:?}.")))?;
    let names: Vec<String> = archive.names().map(str::to_owned).collect();
    expect(names.len() == review.outcomes.len() + 1, || {
        format!("The archive holds {} files.", names.len())
    })?;
    for name in &names {
        let unpacked = archive
            .unpack(|known| known == name)
            .map_err(|fault| Failure::new(format!("{name} is damaged: {fault:?}.")))?;
        let is_svg = unpacked.is_some_and(|bytes| bytes.starts_with(b"<svg "));
        expect(is_svg, || format!("{name} is no SVG."))?;
    }
    for outcome in &review.outcomes {
        let word = outcome
            .name
            .split([' ', '/', ','])
            .next()
            .unwrap_or_default();
        let word = word.to_lowercase();
        expect(names.iter().any(|name| name.contains(&word)), || {
            format!("No file is named for {}.", outcome.name)
        })?;
    }

    open(page).await?;
    page.choose("Figure", "Safety profile").await?;
    page.choose("File", "PDF").await?;
    page.press("Download").await?;
    let (_, profile) = page.download().await?;
    let words = raster::pdf_text(&profile, 0)?;
    expect(words.contains("Death"), || {
        format!("The safety profile lacks the deaths: {words}")
    })
}

async fn copied_image(page: &Page) -> Outcome {
    outcome(page, "Death").await?;
    page.browser(
        "Browser.grantPermissions",
        json!({ "permissions": ["clipboardReadWrite", "clipboardSanitizedWrite"] }),
    )
    .await?;
    open(page).await?;
    page.choose("File", "PNG").await?;
    page.press("Copy as an image").await?;
    page.wait_for(
        "the page to say that it copied",
        "document.querySelector('.toast')?.innerText.startsWith('Copied')",
    )
    .await?;
    let read = "
        const done = arguments[0];
        navigator.clipboard.read()
            .then(([item]) => item.getType('image/png'))
            .then((blob) => createImageBitmap(blob))
            .then(({ width, height }) => done([width, height]), (error) => done(`${error}`));";
    let size = page.script_later(read, Vec::new()).await?;
    // 174 mm at 300 dots per inch.
    expect(size[0] == json!(2_056), || {
        format!("On the clipboard is {size}.")
    })
}

async fn results_as_json(page: &Page) -> Outcome {
    outcome(page, "Death").await?;
    let project = project_of(page).await?;
    let file = at_once(page, "Results of all outcomes (JSON)").await?;
    let results: Value = serde_json::from_slice(&file)
        .map_err(|error| Failure::new(format!("The results cannot be read: {error}.")))?;
    expect(
        results["format"] == "trialpool-results" && results["version"] == 1,
        || format!("The file says that it is {}.", results["format"]),
    )?;
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
        expect(same, || {
            format!("{} is {written:?} in the results.", outcome.name)
        })?;
    }
    Ok(())
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

/// Downloads by a line of the menu.
async fn at_once(page: &Page, line: &str) -> Outcome<Vec<u8>> {
    page.press("Download").await?;
    page.press(line).await?;
    Ok(page.download().await?.1)
}

/// The project on the page, by its own file.
async fn project_of(page: &Page) -> Outcome<Project> {
    let document = at_once(page, "Project (JSON)").await?;
    project::restore(&String::from_utf8_lossy(&document))
        .map(|restored| restored.project)
        .map_err(|error| Failure::new(format!("The project cannot be read: {error:?}.")))
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
    let found = page
        .script(script, vec![json!(label), json!(number)])
        .await?;
    expect(found == Value::Bool(true), || {
        format!("There is no field {label}.")
    })
}

/// Drops a file on the page.
async fn drop_file(page: &Page, name: &str, bytes: &[u8]) -> Outcome {
    let script = "
        const [name, base64] = arguments;
        const bytes = Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
        const data = new DataTransfer();
        data.items.add(new File([bytes], name));
        document.body.dispatchEvent(new DragEvent('drop', { dataTransfer: data, bubbles: true, cancelable: true }));";
    let arguments = vec![json!(name), json!(BASE64.encode(bytes))];
    page.script(script, arguments).await.map(drop)
}
