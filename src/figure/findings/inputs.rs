//! Exactly what the figure of the findings shows, as a value that can be compared.

use crate::data::{EarlierReview, Review};
use crate::figure::Options;
use crate::wording::earlier;
use crate::wording::findings::{Beside, Findings, beside};

/// What the figure is made from.
#[derive(Clone, Debug, PartialEq)]
pub struct Inputs {
    pub(super) title: String,
    pub(super) findings: Findings,
    /// The name of the review beside ours, with its result for each row.
    pub(super) beside: Option<(String, Vec<Option<Beside>>)>,
    pub(super) options: Options,
}

impl Inputs {
    /// What the figure of these findings shows, with the results of another review beneath ours where one is given.
    #[must_use]
    pub fn new(
        review: &Review,
        findings: Findings,
        other: Option<&EarlierReview>,
        options: &Options,
    ) -> Self {
        let of = |other: &EarlierReview| {
            let rows = findings.rows.iter();
            let results = rows.map(|row| beside(other, row.outcome, options.locale));
            (earlier::name(other), results.collect())
        };
        Self {
            title: review.title.clone(),
            beside: other.map(of),
            findings,
            options: *options,
        }
    }
}
