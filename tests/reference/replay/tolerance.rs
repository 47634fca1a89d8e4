//! How close two numbers must be, by kind of computation.

/// A tolerance: |found − reference| ≤ relative × max(|reference|, floor).
#[derive(Clone, Copy, Debug)]
pub(super) struct Tolerance {
    /// Largest relative difference.
    pub(super) relative: f64,
    /// Below this size the difference is judged as if the reference were this large: a mean that is zero but for
    /// rounding has no relative accuracy.
    pub(super) floor: f64,
}

/// Closed formulas.
pub(super) const CLOSED_FORM: f64 = 1e-10;
/// What follows from an iteration that both sides ran to the end.
pub(super) const ITERATIVE: f64 = 1e-8;
/// Likelihoods whose reference was maximised by numerical derivatives, to a gradient of 10⁻⁶.
pub(super) const MAXIMISED: f64 = 1e-5;
/// Limits found by a search that R ends at an absolute 10⁻¹² in τ² and that are large beside it.
pub(super) const SEARCHED: f64 = 1e-7;

impl Tolerance {
    pub(super) fn closed_form(floor: f64) -> Self {
        Self {
            relative: CLOSED_FORM,
            floor,
        }
    }

    pub(super) fn iterative(floor: f64) -> Self {
        Self {
            relative: ITERATIVE,
            floor,
        }
    }

    pub(super) fn searched(floor: f64) -> Self {
        Self {
            relative: SEARCHED,
            floor,
        }
    }
}

/// The level of the intervals in the records.
pub(super) const LEVEL: trialpool::data::ConfidenceLevel =
    trialpool::data::ConfidenceLevel::NinetyFive;
