//! What the reader chose about funnels, on the screen and in files.

use super::lasting_signal::LastingSignal;
use crate::analysis::FillSide;
use crate::figure::funnel;

/// What the reader chose about funnels. It stays until the page is left.
#[derive(Clone, Copy)]
pub struct FunnelChoices {
    /// How the figure is drawn.
    pub figure: LastingSignal<funnel::Choices>,
    /// The side on which trials are missing; `None` leaves it to the slope.
    pub side: LastingSignal<Option<FillSide>>,
}

impl FunnelChoices {
    pub(super) fn new() -> Self {
        Self {
            figure: LastingSignal::new(funnel::Choices::default()),
            side: LastingSignal::new(None),
        }
    }
}
