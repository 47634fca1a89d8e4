//! What several targets do: they ask of a review what the page asks, wherever it came from, and make archives.

use std::io::{Cursor, Write as _};

use trialpool::analysis::prepare;
use trialpool::data::{Review, Settings, problems_of};
use trialpool::project::{Limit, Project, restore, save};
use trialpool::read::{Opened, Worksheet, table};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

/// Asks what the page asks of a review at once: its problems, the request for its first outcomes, and of a small one its
/// document, which must open as what was saved.
///
/// # Panics
/// When the document opens as something else: then there is something to mend.
pub fn look_at(review: &Review) {
    const OUTCOMES: usize = 4;
    const TRIALS: usize = 3;
    let _ = problems_of(review);
    let settings = Settings::default();
    for outcome in review.outcomes.iter().take(OUTCOMES) {
        assert!(prepare(review, &settings, outcome.id).is_some());
    }
    if review.trials.len() <= TRIALS && Limit::check(review).is_ok() {
        let project = Project::of(review.clone());
        let restored = restore(&save(&project)).expect("what is saved opens");
        assert!(restored.mended.is_empty(), "{:?}", restored.mended);
        // Text by text: a number that is not one is unequal to itself.
        assert_eq!(save(&restored.project), save(&project));
    }
}

/// What the page asks of a file that was opened: of a review at once, and of the first worksheets as tables.
///
/// # Panics
/// As [`look_at`] does.
pub fn look_into(opened: &Opened) {
    match opened {
        Opened::Review(import) => look_at(&import.review),
        Opened::Workbook(worksheets) => {
            for worksheet in worksheets.iter().take(2) {
                look_at(&table(&worksheet.text(), &Worksheet::choices()).review);
            }
        }
        Opened::Text(..) | Opened::Json(_) => {}
    }
}

/// An archive of files with these names, stored as they are: the pieces of `bytes` between zero bytes.
///
/// # Panics
/// Never: an archive is written into memory.
#[must_use]
pub fn archive_of(names: &[&str], bytes: &[u8]) -> Vec<u8> {
    let options = SimpleFileOptions::default().compression_method(CompressionMethod::Stored);
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, piece) in names.iter().zip(bytes.split(|byte| *byte == 0)) {
        archive.start_file(*name, options).expect("a file begins");
        archive.write_all(piece).expect("a file is written");
    }
    archive.finish().expect("an archive ends").into_inner()
}
