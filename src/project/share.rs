//! Writes a project into a link and reads it from one. It stands behind the `#`: browsers keep that part to themselves
//! and send it to no server.
//!
//! The document of [`save`] is compressed (zlib, RFC 1950, whose checksum tells a link that was cut short) and written
//! with the letters that a link may hold (base64url, RFC 4648 §5, without padding).

use std::io::Read as _;

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use flate2::read::ZlibDecoder;
use miniz_oxide::deflate::compress_to_vec_zlib;

use super::{Limit, Project, RestoreError, Restored, restore, save};
use crate::wording::Text;

/// What the part behind the `#` begins with.
pub const PREFIX: &str = "review=";

/// The most letters of a shared link, the part before the `#` not counted. Chromium shows no longer address than 32,779.
pub const MOST_LETTERS: usize = 32_000;

/// A program by which people send links, or from which they open them.
#[derive(Debug, PartialEq, Eq)]
pub struct Carrier {
    /// What it is called, inside a sentence.
    pub name: Text,
    /// The longest link that it passes on whole, in letters, the whole address counted.
    pub letters: usize,
}

/// Programs of which a limit is known that links meet, the strictest first.
///
/// - A line of a mail has at most 998 letters (RFC 5322, section 2.1.1), which a link in a mail of plain text shares with nothing.
/// - Outlook for Windows was seen to cut links after 1,024 letters (codenote.net/en/posts/5653, 2022); Microsoft says of links
///   beyond 11,000 that they cannot be pressed, or keep the mail from being sent
///   (learn.microsoft.com/answers/questions/5790802, 2026).
/// - A message in Discord has at most 2,000 letters (Discord's developer documentation, "Create Message").
/// - Windows opens addresses of at most 2,083 letters for Word, Excel and other programs (`INTERNET_MAX_URL_LENGTH` in its
///   `wininet.h`; Microsoft's articles 208427 and 263909).
/// - A message in Teams has about 28 kB (Microsoft, "Limits and specifications for Microsoft Teams").
///
/// Slack cuts messages after 40,000 letters, beyond [`MOST_LETTERS`]. Of Gmail no limit is known.
pub const CARRIERS: [Carrier; 5] = [
    Carrier {
        name: Text("mail in plain text"),
        letters: 998,
    },
    Carrier {
        name: Text("Outlook for Windows"),
        letters: 1_024,
    },
    Carrier {
        name: Text("Discord"),
        letters: 2_000,
    },
    Carrier {
        name: Text("Word and Excel on Windows"),
        letters: 2_083,
    },
    Carrier {
        name: Text("Teams"),
        letters: 28_000,
    },
];

/// The programs that are known to cut or refuse a link of so many letters, the strictest first.
pub fn cut_by(letters: usize) -> impl Iterator<Item = Carrier> {
    CARRIERS
        .into_iter()
        .filter(move |carrier| letters > carrier.letters)
}

/// The most bytes of a document that came by link: thirty-two thousand letters could unfold to many more.
pub const MOST_BYTES: usize = 16 * 1024 * 1024;

/// The part of a link behind its `#`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Link {
    /// The letters, [`PREFIX`] included.
    pub fragment: String,
}

/// Why a project cannot be shared by link: it would be longer than [`MOST_LETTERS`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LinkTooLong {
    /// How long it would be.
    pub letters: usize,
}

/// Why a link cannot be opened.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LinkError {
    /// The part behind the `#` does not hold a review.
    NoReview,
    /// It was cut short or changed on its way.
    Damaged,
    /// It holds a document that cannot be opened.
    Document(RestoreError),
}

impl Link {
    /// How many letters it has.
    #[must_use]
    pub fn letters(&self) -> usize {
        self.fragment.len()
    }
}

/// Writes a project into the part of a link behind its `#`.
///
/// # Errors
/// When the link would be longer than [`MOST_LETTERS`]; a file has no such limit.
pub fn link(project: &Project) -> Result<Link, LinkTooLong> {
    link_of(&compressed(save(project).as_bytes()))
}

/// A document with the strongest compression, the same bytes whatever compresses elsewhere in the program.
fn compressed(document: &[u8]) -> Vec<u8> {
    compress_to_vec_zlib(document, 9)
}

/// The document that was compressed, if it is whole and within [`MOST_BYTES`].
fn unfolded(compressed: &[u8]) -> Option<Vec<u8>> {
    let mut document = Vec::new();
    // One byte more than is read is enough to see that there are more.
    let most = MOST_BYTES as u64 + 1;
    let mut decoder = ZlibDecoder::new(compressed).take(most);
    decoder.read_to_end(&mut document).ok()?;
    (document.len() <= MOST_BYTES).then_some(document)
}

/// [`link`] for a document that is compressed already: browsers have their own zlib.
///
/// # Errors
/// When the link would be longer than [`MOST_LETTERS`].
pub fn link_of(compressed: &[u8]) -> Result<Link, LinkTooLong> {
    let fragment = format!("{PREFIX}{}", URL_SAFE_NO_PAD.encode(compressed));
    if fragment.len() > MOST_LETTERS {
        return Err(LinkTooLong {
            letters: fragment.len(),
        });
    }
    Ok(Link { fragment })
}

/// Opens a project from the part of a link behind its `#` (a leading `#` may be there).
///
/// # Errors
/// When it holds no review, was cut short, or holds a document that [`restore`] refuses.
pub fn open_link(fragment: &str) -> Result<Restored, LinkError> {
    let compressed = compressed_in(fragment)?;
    let document = unfolded(&compressed).ok_or(LinkError::Damaged)?;
    open_unfolded(document)
}

/// The compressed document in the part of a link behind its `#`, for a browser's own zlib; it may unfold to
/// [`MOST_BYTES`].
///
/// # Errors
/// When the part holds no review, was changed, or is longer than any that is made here.
pub fn compressed_in(fragment: &str) -> Result<Vec<u8>, LinkError> {
    let fragment = fragment.trim();
    let letters = fragment
        .strip_prefix('#')
        .unwrap_or(fragment)
        .strip_prefix(PREFIX)
        .ok_or(LinkError::NoReview)?;
    if letters.len() > MOST_LETTERS {
        let limit = Limit::Document(MOST_LETTERS);
        return Err(LinkError::Document(RestoreError::TooLarge(limit)));
    }
    URL_SAFE_NO_PAD
        .decode(letters)
        .map_err(|_| LinkError::Damaged)
}

/// Opens the document that [`compressed_in`] unfolded to.
///
/// # Errors
/// When it is not text, or [`restore`] refuses it.
pub fn open_unfolded(document: Vec<u8>) -> Result<Restored, LinkError> {
    let document = String::from_utf8(document).map_err(|_| LinkError::Damaged)?;
    restore(&document).map_err(LinkError::Document)
}
