//! A finished review as one page: this page itself with the review in it, which opens anywhere and needs nothing.

use leptos::prelude::*;

use super::downloads::{file_name, save};
use super::figure_files::{Choices, findings_figure, flow_figure, forest_plot};
use super::report_files::contents;
use crate::app::state::figures::colours;
use crate::app::state::{Sensitivities, State, report as told};
use crate::figure::Theme;
use crate::figure::paint::svg;
use crate::project;
use crate::report::{self, Drawn};
use crate::wording::paragraphs::caption;
use crate::wording::{downloads as words, language};

/// The most outcomes whose figures are to be read without the program.
const MOST_FIGURES: usize = 30;
/// The most rows of the tables of outcomes that are.
const MOST_ROWS: usize = 5_000;

/// Downloads the page with the review in it.
pub(super) fn download(state: State, sensitivities: Sensitivities) {
    let project = state.document.project.get_untracked();
    let to_read = to_read(state, sensitivities);
    let Some(page) = page_with(&project::element_carrying(&project), &to_read) else {
        return state.notices.say(words::NOT_ONE_FILE);
    };
    let name = file_name(state, "", "html");
    save(state, &name, "text/html;charset=utf-8", page.as_bytes());
}

/// The review as a browser shows it that runs no scripts: the report with its figures.
fn to_read(state: State, sensitivities: Sensitivities) -> String {
    let choices = Choices::default();
    let width = choices.width().unwrap_or_default();
    let locale = untrack(|| state.document.locale());
    let theme = untrack(|| colours(state, Theme::PRINT));
    let answers = state.answers.all.get_untracked();
    let mut figures = untrack(|| vec![findings_figure(state, &choices, width)]);
    figures.extend(untrack(|| flow_figure(state, &choices, width)));
    for answer in answers.iter().take(MOST_FIGURES) {
        figures.push(untrack(|| forest_plot(state, answer, &choices, width)));
    }
    let drawn: Vec<Drawn> = figures
        .iter()
        .flat_map(|figure| {
            let pages = figure.pages.len();
            let theme = &theme;
            figure
                .pages
                .iter()
                .zip(1..)
                .map(move |(page, number)| Drawn {
                    caption: caption(&figure.name, number, pages, locale),
                    svg: svg::element(page, theme),
                })
        })
        .collect();
    told::now(state, sensitivities, |review| {
        let mut contents = contents(state, review);
        let rows: usize = contents.tables.values().map(|table| table.rows.len()).sum();
        if rows > MOST_ROWS {
            contents.tables.clear();
        }
        report::page_part(
            &report::manuscript(review, contents),
            &drawn,
            words::WITHOUT_PROGRAM.text(),
        )
    })
}

/// The parts of this page as they came, with the review before the program, which looks for it when it starts. The content
/// policy in its head knows style and program by their check sums; a block of data is not executed and needs none.
fn page_with(review: &str, to_read: &str) -> Option<String> {
    let head = document().head()?.inner_html();
    let part = |id: &str| {
        document()
            .get_element_by_id(id)
            .map(|part| part.outer_html())
    };
    let (module, program) = (part("wasm")?, part("program")?);
    let language = language::chosen().tag();
    Some(format!(
        "<!doctype html>\n<html lang=\"{language}\"><head>{head}</head><body><noscript>{to_read}</noscript>{module}{review}{program}\
         </body></html>\n"
    ))
}

/// The review within the page, where it came with one: an id of its own in this browser, so that what was changed since is
/// found again when the page is opened again, and the document.
pub fn review_within_page() -> Option<(String, String)> {
    let held = document().get_element_by_id(project::ELEMENT)?;
    let text = held.text_content()?;
    let mut checksum = flate2::Crc::new();
    checksum.update(text.as_bytes());
    Some((format!("page-{:08x}", checksum.sum()), text))
}
