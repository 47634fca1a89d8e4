//! How many trials meet the items of a checklist.

use super::items;
use crate::analysis::{ItemShare, Share};
use crate::data::{Checklists, EarlierShare};
use crate::wording::{Locale, Text, number, tr, translate};

/// Of how many trials, as a table has it: "43/55"; a dash where no trial was read.
#[must_use]
pub fn counted(share: &Share, locale: Locale) -> String {
    if share.of == 0 {
        return String::from("–");
    }
    let [met, of] = [share.met, share.of].map(|count| number::count(count, locale));
    format!("{met}/{of}")
}

/// The share in percent; a dash where no trial counts.
#[must_use]
pub fn percent(share: &Share, locale: Locale) -> String {
    share
        .value()
        .map_or_else(|| String::from("–"), |value| number::percent(value, locale))
}

/// The limits of its interval in percent, the sign said once: "57.0 to 84.6".
#[must_use]
pub fn limits(share: &Share, locale: Locale) -> String {
    let Some((lower, upper)) = share.limits else {
        return String::new();
    };
    let [lower, upper] = [lower, upper].map(|limit| number::fixed(100.0 * limit, 1, locale));
    tr!("{lower} to {upper}", lower, upper)
}

/// An earlier review, as it stands beside the share of this one: "78.2% Thompson 2020, 43/55".
#[must_use]
pub fn earlier(review: &EarlierShare, share: &Share, locale: Locale) -> String {
    tr!(
        "{} {}, {}",
        percent(share, locale),
        review.review,
        counted(share, locale)
    )
}

/// What is said where no earlier review is known of an item.
pub const NO_EARLIER: Text = Text("no earlier share");

/// What does not count as meeting an item, and what was not read yet. `listed` is how many trials the review asks about.
#[must_use]
pub fn counting(shares: &[ItemShare], listed: u64, locale: Locale) -> String {
    let count = |value: u64| number::count(value, locale);
    let asked = shares.len() as u64 * listed;
    let open: u64 = shares.iter().map(|share| share.not_read).sum();
    let apart: u64 = shares.iter().map(|share| share.not_applicable).sum();
    let mut words = String::from(translate(
        "“Not stated” counts as not met. Intervals are Wilson’s, over the trials that were read.",
    ));
    if apart > 0 {
        words.push_str(&if apart == 1 {
            tr!(" 1 answer is “not applicable” and not counted.")
        } else {
            tr!(
                " {} answers are “not applicable” and not counted.",
                count(apart)
            )
        });
    }
    if open > 0 {
        words.push_str(&if open == 1 {
            tr!(" 1 of {} answers is not given yet.", count(asked))
        } else {
            tr!(
                " {} of {} answers are not given yet.",
                count(open),
                count(asked)
            )
        });
    }
    words
}

/// What stands out of a checklist: the item that the most trials meet of those with an earlier review beside it, or else of all;
/// with what earlier reviews found. Empty while nothing is answered.
#[must_use]
pub fn answer_sentence(
    shares: &[ItemShare],
    checklists: Option<&Checklists>,
    level: &str,
    locale: Locale,
) -> String {
    let answered = shares.iter().filter(|share| share.here.of > 0);
    let compared = answered.clone().find(|share| !share.earlier.is_empty());
    let Some(share) = compared.or_else(|| answered.clone().next()) else {
        return String::new();
    };
    let item = items::name(share.item, checklists);
    let trials = if share.here.of == 1 {
        translate("trial")
    } else {
        translate("trials")
    };
    let mut words = tr!(
        "{item}: {} of {} {trials} that were read, {} ({level} {})",
        number::count(share.here.met, locale),
        number::count(share.here.of, locale),
        percent(&share.here, locale),
        limits(&share.here, locale),
        item,
        trials,
        level
    );
    if !share.earlier.is_empty() {
        let earlier: Vec<String> = share
            .earlier
            .iter()
            .map(|(review, counted)| {
                tr!(
                    "{} of the {} in {}",
                    percent(counted, locale),
                    number::count(counted.of, locale),
                    review.review
                )
            })
            .collect();
        words = [words, earlier.join(translate(", "))].join(translate("; "));
    }
    tr!("{words}.", words)
}
