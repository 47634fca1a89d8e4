//! What several targets do: they ask of a review what the page asks, wherever it came from, and unpack archives.

use trialpool::analysis::prepare;
use trialpool::data::{Review, Settings, problems_of};
use trialpool::project::{Limit, Project, restore, save};
use trialpool::read::Archive;
use trialpool::read::archive::{Entry, Packing, Part};

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

/// An entry of an archive, unpacked whatever its checksum says: nobody would guess one. Nothing large is unpacked.
#[must_use]
pub fn unpacked(entry: &Entry, archive: &[u8]) -> Option<Part> {
    const MOST: usize = 1 << 20;
    let packed = entry.packed_bytes(archive);
    let bytes = match entry.packing {
        Packing::Stored => packed.to_vec(),
        Packing::Deflated => {
            miniz_oxide::inflate::decompress_to_vec_with_limit(packed, MOST).ok()?
        }
    };
    Some(Part {
        name: entry.name.clone(),
        bytes,
    })
}

/// The files that are wanted of an archive, with other contents: the pieces of `bytes` between zero bytes.
#[must_use]
pub fn parts_of(archive: &Archive, bytes: &[u8]) -> Vec<Part> {
    let pieces = bytes.split(|byte| *byte == 0);
    let parts = archive.wanted.iter().zip(pieces);
    parts
        .map(|(entry, piece)| Part {
            name: entry.name.clone(),
            bytes: piece.to_vec(),
        })
        .collect()
}
