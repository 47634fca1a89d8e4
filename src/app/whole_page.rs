//! A finished review as one page: this page itself with the review in it, which opens anywhere and needs nothing. In the
//! complete page only, which is one file.

use leptos::prelude::document;

use super::download::{file_name, hand_over};
use super::session::Session;
use super::shelf::Shelf;
use crate::project;
use crate::wording::downloads as words;

/// Downloads the page with the review in it.
pub(super) fn save(session: Session) {
    let present = session.project.get_untracked();
    let Some(page) = page_with(&project::element_carrying(&present.0)) else {
        return session.say(words::NOT_ONE_FILE);
    };
    let name = file_name(session, "", "html");
    hand_over(session, &name, "text/html;charset=utf-8", page.as_bytes());
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

/// Opens the review within the page, if there is one: at a place of its own in this browser, so that what was changed since
/// is found there when the page is opened again.
pub(super) fn open(shelf: Shelf) {
    let held = document().get_element_by_id(project::ELEMENT);
    if let Some(text) = held.and_then(|held| held.text_content()) {
        let mut checksum = flate2::Crc::new();
        checksum.update(text.as_bytes());
        let id = format!("page-{:08x}", checksum.sum());
        shelf.open_brought(&id, text);
    }
}
