//! What the reader chose about funnels, on the screen and in files.

use leptos::prelude::*;

use crate::analysis::FillSide;
use crate::figure::funnel;

/// What the reader chose about funnels. It stays until the page is left.
#[derive(Clone, Copy)]
pub struct FunnelChoices {
    /// How the figure is drawn.
    pub figure: RwSignal<funnel::Choices>,
    /// The side on which trials are missing; `None` leaves it to the slope.
    pub side: RwSignal<Option<FillSide>>,
}

impl FunnelChoices {
    pub(super) fn new() -> Self {
        Self {
            figure: RwSignal::new(funnel::Choices::default()),
            side: RwSignal::new(None),
        }
    }
}
