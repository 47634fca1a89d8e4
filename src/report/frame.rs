//! A frame for another page that shows one figure of a review.

use super::html::escaped;

/// An HTML element that shows what stands at an address, `height` CSS pixels high and as wide as its place. The title is what a screen
/// reader says of it.
///
/// ```
/// use trialpool::report::frame;
///
/// let element = frame("https://example.org/#embed=1&outcome=death", "Death & co", 300.0);
/// assert!(element.contains("embed=1&amp;outcome=death"));
/// assert!(element.contains(r#"title="Death &amp; co""#));
/// ```
#[must_use]
pub fn frame(address: &str, title: &str, height: f64) -> String {
    let (address, title) = (escaped(address), escaped(title));
    format!(
        r#"<iframe src="{address}" title="{title}" width="100%" height="{height:.0}" style="border:0" loading="lazy"></iframe>"#
    )
}
