//! Writes one outcome of a review into the address of a frame on another page, and reads it from there.
//!
//! The part behind the `#` is `embed=1&outcome=SLUG&review=…`: the version of this form, the outcome by its slug, and the review as
//! [`share`] writes it into a link, in this order. A reader passes over names that it does not know; a change of meaning makes another
//! version.

use super::share::{self, Link, LinkError, LinkTooLong};
use super::{Project, Restored, outcome_slugs};
use crate::data::OutcomeId;

/// The version of the form that is written and read.
pub const VERSION: &str = "1";

const VERSION_NAME: &str = "embed=";
const OUTCOME_NAME: &str = "outcome=";

/// What the address of a frame asks for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Embedded {
    /// The outcome, by its slug.
    pub outcome: String,
    /// The review, as the part of a link behind its `#`.
    pub review: String,
}

/// Why the figure of a frame cannot be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum EmbedError {
    /// It is written in another version of the form.
    Version(String),
    /// The review cannot be opened.
    Review(LinkError),
    /// The review has no outcome of this slug.
    NoOutcome(String),
}

/// A review of which a frame shows one outcome.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedFrame {
    /// The review.
    pub restored: Restored,
    /// The outcome that is shown.
    pub outcome: OutcomeId,
}

/// Writes a review and one of its outcomes into the part of an address behind its `#`; `None` where the review has no such outcome.
///
/// # Errors
/// When the review is too long for a link.
pub fn fragment(project: &Project, outcome: OutcomeId) -> Result<Option<Link>, LinkTooLong> {
    let slugs = outcome_slugs(&project.review);
    let Some((_, slug)) = slugs.into_iter().find(|(id, _)| *id == outcome) else {
        return Ok(None);
    };
    let review = share::link(project)?.fragment;
    let fragment = format!("{VERSION_NAME}{VERSION}&{OUTCOME_NAME}{slug}&{review}");
    Ok(Some(Link { fragment }))
}

/// What an address asks for; `None` where it is not that of a frame.
///
/// # Errors
/// When it is written in another version, or holds no review.
#[must_use]
pub fn parse(fragment: &str) -> Option<Result<Embedded, EmbedError>> {
    let written = fragment.trim();
    let written = written.strip_prefix('#').unwrap_or(written);
    let mut fields = written.strip_prefix(VERSION_NAME)?.split('&');
    let version = fields.next().unwrap_or_default();
    if version != VERSION {
        return Some(Err(EmbedError::Version(version.to_owned())));
    }
    let (mut outcome, mut review) = (String::new(), None);
    for field in fields {
        if let Some(slug) = field.strip_prefix(OUTCOME_NAME) {
            slug.clone_into(&mut outcome);
        } else if field.starts_with(share::PREFIX) {
            review = Some(field.to_owned());
        }
    }
    Some(match review {
        Some(review) => Ok(Embedded { outcome, review }),
        None => Err(EmbedError::Review(LinkError::NoReview)),
    })
}

impl Embedded {
    /// Opens the review and finds the outcome in it.
    ///
    /// # Errors
    /// When the review cannot be opened, or has no such outcome.
    pub fn open(&self) -> Result<OpenedFrame, EmbedError> {
        let restored = share::open_link(&self.review).map_err(EmbedError::Review)?;
        let slugs = outcome_slugs(&restored.project.review);
        match slugs.into_iter().find(|(_, slug)| *slug == self.outcome) {
            Some((outcome, _)) => Ok(OpenedFrame { restored, outcome }),
            None => Err(EmbedError::NoOutcome(self.outcome.clone())),
        }
    }
}
