//! A finished review as one page: this page itself with the review in it, which opens anywhere and needs nothing.

use leptos::prelude::*;

use super::downloads::{file_name, save};
use crate::app::state::State;
use crate::project;
use crate::wording::downloads as words;

/// Downloads the page with the review in it.
pub(super) fn download(state: State) {
    let project = state.document.project.get_untracked();
    let Some(page) = page_with(&project::element_carrying(&project)) else {
        return state.notices.say(words::NOT_ONE_FILE);
    };
    let name = file_name(state, "", "html");
    save(state, &name, "text/html;charset=utf-8", page.as_bytes());
}

/// The parts of this page as they came, with the review before the program, which looks for it when it starts. The content
/// policy in its head knows style and program by their check sums; a block of data is not executed and needs none.
fn page_with(review: &str) -> Option<String> {
    let head = document().head()?.inner_html();
    let part = |id: &str| {
        document()
            .get_element_by_id(id)
            .map(|part| part.outer_html())
    };
    let (module, program) = (part("wasm")?, part("program")?);
    let without_script = document().query_selector("noscript").ok()?;
    let without_script = without_script.map_or_else(String::new, |part| part.outer_html());
    Some(format!(
        "<!doctype html>\n<html lang=\"en\"><head>{head}</head><body>{without_script}{module}{review}{program}\
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
