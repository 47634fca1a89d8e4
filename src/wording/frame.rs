//! Words about a figure in a frame on another page.

use super::{Text, tr, translate};

/// Said where the browser kept the clipboard closed.
pub const NOT_COPIED: Text = Text("The browser did not let the frame be copied.");

/// Leads from the frame to the page.
pub const OPEN: Text = Text("Open the review in Trialpool");

/// What is behind the figure.
pub const COMPUTED_HERE: Text =
    Text("Computed in this frame from the trials in its address; nothing was sent to any server.");

/// Stands in the place of a figure that cannot be shown.
pub const NO_FIGURE: Text = Text("This frame cannot show its figure");

/// What a frame is called for those who cannot see it.
#[must_use]
pub fn title(review: &str, outcome: &str) -> String {
    match review.trim() {
        "" => tr!("Forest plot: {outcome}", outcome),
        review => tr!("{review}. Forest plot: {outcome}", review, outcome),
    }
}

/// That the frame is on the clipboard, and who will see it: a page on this machine's disk or own server is nobody else's.
#[must_use]
pub fn copied(address: &str) -> String {
    let host = [translate("http://"), translate("https://")]
        .iter()
        .find_map(|scheme| {
            let rest = address.strip_prefix(scheme)?;
            rest.split(['/', '#', '?', ':']).next()
        });
    match host {
        Some(host) if !matches!(host, "localhost" | "127.0.0.1" | "[") => tr!(
            "Copied: HTML for a page that may show frames from {host}. The review is in it and changes no more with this one.",
            host
        ),
        _ => String::from(translate(
            "Copied: HTML with the review in it. It leads to this page on your own machine, where nobody else finds it; copy it from a page on the web to show it there.",
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_frame_from_the_own_machine_says_that_nobody_else_finds_it() {
        for own in [
            "file:///C:/reviews/trialpool.html#embed=1",
            "http://localhost:8080/#embed=1",
            "http://127.0.0.1:8080/#embed=1",
            "http://[::1]:8080/#embed=1",
        ] {
            assert!(copied(own).contains("nobody else"), "{own}");
        }
        assert!(copied("https://example.org/pool/#embed=1").contains("frames from example.org."));
    }

    #[test]
    fn a_frame_of_a_review_without_title_is_called_by_its_outcome() {
        assert_eq!(title(" ", "Death"), "Forest plot: Death");
        assert_eq!(title("MSC", "Death"), "MSC. Forest plot: Death");
    }
}
