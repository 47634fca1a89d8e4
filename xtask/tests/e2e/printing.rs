//! Scenarios about paper: whatever is printed is whole on its page, dark on white, and nothing that is pressed is on it.

use anyhow::ensure;

use super::grid::wide_table;
use super::page::{Page, View};
use super::raster;
use super::review::paste_table;
use super::scenario::{Outcome, hosted};

/// A4 and Letter, upright and on their sides, in centimetres.
const PAPERS: [[f64; 2]; 4] = [[21.0, 29.7], [29.7, 21.0], [21.59, 27.94], [27.94, 21.59]];
/// A page is looked at with so many pixels to a point.
const SCALE: f64 = 1.0;
/// What stays white at every edge, in points: 11 mm of the 12 mm of the margins.
const FRAME: u32 = 31;
/// What is pressed or typed into, and paper cannot.
const CONTROLS: [&str; 6] = [
    "Undo",
    "Download",
    "Ctrl V pastes",
    "Change the figure",
    "Find an outcome",
    "Keys",
];

/// The texts of the pages that are printed; fails where one is not white at its edges, has another size than its paper or shows a
/// control.
async fn pages(page: &Page, paper: [f64; 2]) -> Outcome<Vec<String>> {
    let file = page.printed(paper).await?;
    let sizes = raster::pdf_pages(&file)?;
    let mut texts = Vec::new();
    for (number, [width, height]) in sizes.into_iter().enumerate() {
        let asked = paper.map(|side| side / 2.54 * 72.0);
        ensure!(
            (width - asked[0]).abs() < 1.5 && (height - asked[1]).abs() < 1.5,
            "Page {number} has {width} × {height} points on paper of {asked:?}."
        );
        let pixels = [width, height].map(|side| whole(side * SCALE));
        let picture = raster::pdf(&file, number, SCALE, (pixels[0], pixels[1]))?;
        if !picture.is_on_white() || !picture.has_white_frame(FRAME) {
            picture.keep(&format!("printed-{}-{number}", pixels[0]))?;
        }
        ensure!(
            picture.is_on_white(),
            "Page {number} on {paper:?} is not white."
        );
        ensure!(
            picture.has_white_frame(FRAME),
            "Something of page {number} reaches into the margins of {paper:?}."
        );
        let words = raster::pdf_text(&file, number)?;
        for control in CONTROLS {
            // Where the files are found is said.
            let elsewhere = closed_up(&words).replace("Download,", "");
            ensure!(
                !elsewhere.contains(&closed_up(control)),
                "{control} is on page {number}: {elsewhere}"
            );
        }
        texts.push(words);
    }
    Ok(texts)
}

/// A text without the white space in it: the letters of some texts come one by one, those of others in lines.
fn closed_up(text: &str) -> String {
    text.split_whitespace().collect()
}

/// Whether a page says something.
fn says(page: &str, words: &str) -> bool {
    closed_up(page).contains(&closed_up(words))
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a page has some hundred points"
)]
fn whole(number: f64) -> u32 {
    number.ceil() as u32
}

#[tokio::test]
async fn an_outcome_is_whole_on_every_paper_and_light_even_where_the_page_is_dark() -> Outcome {
    hosted(async |page| {
        page.element("canvas[role=img]").await?;
        page.press("Death").await?;
        page.shows("#outcome-name", "Death").await?;
        for dark in [false, true] {
            page.set_view(View { dark, ..View::DESK }).await?;
            for paper in PAPERS {
                let pages = pages(page, paper).await?;
                ensure!(pages.len() <= 4, "{} pages of {paper:?}", pages.len());
                // The figure is on one page, from its heads to the words under its axis and its footer.
                let whole = pages.iter().filter(|words| {
                    let parts = [
                        "Weight",
                        "Bowdish 2023",
                        "Lin 2017",
                        "Total (95% CI)",
                        "Heterogeneity",
                    ];
                    parts.iter().all(|part| says(words, part))
                });
                ensure!(whole.count() == 1, "The figure is not whole: {pages:?}");
                let first = &pages[0];
                ensure!(
                    says(first, "Death") && says(first, "One of 9 outcomes"),
                    "{first}"
                );
            }
        }
        Ok(())
    })
    .await
}

/// A name that is no part of another one, also where white space is taken out.
fn closed_name(trial: usize) -> String {
    format!("Trial {trial} (Ash)")
}

/// A table of one outcome with such names.
fn with_closed_names(trials: usize) -> String {
    let table = wide_table(trials, 1);
    let (heads, rows) = table.split_once('\n').unwrap_or((&table, ""));
    let rows = (1..).zip(rows.lines()).map(|(trial, row)| {
        let cells = row.split_once('\t').map_or("", |(_, cells)| cells);
        format!("\n{}\t{cells}", closed_name(trial))
    });
    std::iter::once(heads.to_owned()).chain(rows).collect()
}

#[tokio::test]
async fn a_long_figure_is_printed_in_parts_that_hold_every_trial_once() -> Outcome {
    hosted(async |page| {
        paste_table(page, &with_closed_names(200), "Outcome 1").await?;
        for paper in PAPERS {
            let pages = pages(page, paper).await?;
            ensure!(says(&pages[0], "Too long for one page, Outcome 1 goes on"));
            let parts: Vec<&String> = pages.iter().filter(|words| says(words, "Weight")).collect();
            let of = parts.len();
            ensure!(of > 2, "{of} parts on {paper:?}");
            for (number, words) in (1..).zip(&parts) {
                let named = format!("continued (page {number} of {of})");
                ensure!(says(words, &named) == (number > 1), "{words}");
                ensure!(says(words, "Total (95% CI)") == (number == of), "{words}");
            }
            let all: String = parts.iter().map(|words| closed_up(words)).collect();
            for trial in 1..=200 {
                let name = closed_name(trial);
                let times = all.matches(&closed_up(&name)).count();
                ensure!(times == 1, "{name} is drawn {times} times on {paper:?}.");
            }
        }
        Ok(())
    })
    .await
}

#[tokio::test]
async fn of_sixty_outcomes_the_one_in_view_is_printed_and_the_grid_says_why_it_is_not() -> Outcome {
    hosted(async |page| {
        paste_table(page, &wide_table(8, 60), "Outcome 1").await?;
        let outcome = pages(page, PAPERS[0]).await?;
        ensure!(outcome.len() <= 3, "{} pages", outcome.len());
        ensure!(says(&outcome[0], "One of 60 outcomes"), "{}", outcome[0]);
        ensure!(!says(&outcome[0], "Outcome 17"));
        page.press("Data").await?;
        page.element(".grid").await?;
        let data = pages(page, PAPERS[2]).await?;
        ensure!(data.len() <= 2, "{} pages", data.len());
        ensure!(says(&data[0], "The grid is not printed"), "{}", data[0]);
        ensure!(says(&data[0], "Total (95% CI)") && !says(&data[0], "Outcome 17"));
        Ok(())
    })
    .await
}
