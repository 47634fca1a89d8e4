//! What the reader chose about the figures of many outcomes, on the screen and in files.

use super::lasting_signal::LastingSignal;
use crate::analysis::ReportingRows;
use crate::wording::many::{DotOrder, ManyFigure};

/// What was chosen about the figures of many outcomes. It stays until the page is left.
#[derive(Clone, Copy)]
pub struct ManyChoices {
    /// Which figure.
    pub figure: LastingSignal<ManyFigure>,
    /// How the rows of the dots are ordered.
    pub order: LastingSignal<DotOrder>,
    /// What has a row where it is shown who reports what.
    pub rows: LastingSignal<ReportingRows>,
}

impl ManyChoices {
    pub(super) fn new() -> Self {
        Self {
            figure: LastingSignal::new(ManyFigure::default()),
            order: LastingSignal::new(DotOrder::default()),
            rows: LastingSignal::new(ReportingRows::default()),
        }
    }
}
