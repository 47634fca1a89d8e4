//! The measure by which all outcomes are pooled for which none was chosen apart.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::OneOf;
use crate::data::Measure;
use crate::project::Command;
use crate::wording::names::{self, Length};
use crate::wording::translate;

const MEASURES: [Measure; 4] = [
    Measure::RiskRatio,
    Measure::OddsRatio,
    Measure::PetoOddsRatio,
    Measure::RiskDifference,
];

/// The measure by which all outcomes are pooled for which none was chosen apart.
#[component]
pub fn MeasureSelect() -> impl IntoView {
    let document = State::expect().document;
    let chosen = Memo::new(move |_| {
        let measure = document.settled.with(|project| project.settings.measure);
        measure.unwrap_or(Measure::RiskRatio)
    });
    let choose = move |measure| document.apply(&Command::SetMeasure(Some(measure)));
    view! {
        <OneOf
            label=translate("All outcomes")
            all=MEASURES.to_vec()
            name=full_name
            chosen
            on_choose=choose
        />
    }
}

fn full_name(measure: Measure) -> &'static str {
    names::measure(measure, Length::Full)
}
