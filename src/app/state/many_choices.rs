//! What the reader chose about the figures of many outcomes, on the screen and in files.

use leptos::prelude::*;

use crate::analysis::ReportingRows;
use crate::wording::many::{DotOrder, ManyFigure};

/// What was chosen about the figures of many outcomes. It stays until the page is left.
#[derive(Clone, Copy)]
pub struct ManyChoices {
    /// Which figure.
    pub figure: RwSignal<ManyFigure>,
    /// How the rows of the dots are ordered.
    pub order: RwSignal<DotOrder>,
    /// What has a row where it is shown who reports what.
    pub rows: RwSignal<ReportingRows>,
}

impl ManyChoices {
    pub(super) fn new() -> Self {
        Self {
            figure: RwSignal::new(ManyFigure::default()),
            order: RwSignal::new(DotOrder::default()),
            rows: RwSignal::new(ReportingRows::default()),
        }
    }
}
