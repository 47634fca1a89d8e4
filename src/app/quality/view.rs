//! The quality of the trials, in the part that is open.

use leptos::prelude::*;

use super::checklists::ChecklistsView;
use super::risk_of_bias::RiskOfBiasView;
use crate::app::state::State;
use crate::app::state::figures::settings;
use crate::data::Lights;
use crate::project::QualitySection;
use crate::wording::quality::interface;

/// The quality of the trials, in the part that is open.
#[component]
pub fn QualityView() -> impl IntoView {
    let state = State::expect();
    let section = state.selection.quality_section;
    let for_every_sight = move || settings(state).lights == Lights::ForEverySight;
    view! {
        <section
            class="quality"
            class:for-every-sight=for_every_sight
            aria-label=interface::TITLE
        >
            {move || match section.get() {
                QualitySection::RiskOfBias => view! { <RiskOfBiasView/> }.into_any(),
                QualitySection::Checklists => view! { <ChecklistsView/> }.into_any(),
            }}
        </section>
    }
}
