//! What is chosen for all figures of the review.

use leptos::prelude::*;

use super::choices::FigureChoices;
use super::subgroups::SubgroupSelect;
use crate::app::state::State;
use crate::app::widgets::{Checkbox, OneOf};
use crate::data::{Lights, Preset, TrialOrder};
use crate::wording::{figures as words, translate};

const ORDERS: [TrialOrder; 6] = [
    TrialOrder::Input,
    TrialOrder::Year,
    TrialOrder::Name,
    TrialOrder::Effect,
    TrialOrder::Weight,
    TrialOrder::Precision,
];

const LIGHTS: [Lights; 3] = [Lights::Hidden, Lights::Traffic, Lights::ForEverySight];

/// What is chosen for all figures of the review.
#[component]
pub fn AllFigures(
    /// What was chosen.
    choices: FigureChoices,
) -> impl IntoView {
    let document = State::expect().document;
    let is_judged = Memo::new(move |_| {
        document
            .project
            .with(|project| project.review.risk_of_bias.is_some())
    });
    let choose_preset = move |preset| choices.change(|settings| settings.preset = preset);
    let choose_order = move |order| choices.change(|settings| settings.order = order);
    let choose_lights = move |lights| choices.change(|settings| settings.lights = lights);
    let show_second = move |shown: bool| {
        choices.change(|settings| settings.without_second_model = !shown);
    };
    let show_prediction = move |shown: bool| {
        choices.change(|settings| settings.without_prediction = !shown);
    };
    view! {
        <div class="controls" role="group" aria-label=translate("All figures of the review")>
            <OneOf
                label=translate("Style")
                all=Preset::ALL.to_vec()
                name=Preset::name
                chosen=move || choices.with(|settings| settings.preset)
                on_choose=choose_preset
            />
            <OneOf
                label=translate("Order of trials")
                all=ORDERS.to_vec()
                name=words::order
                chosen=move || choices.with(|settings| settings.order)
                on_choose=choose_order
            />
            <SubgroupSelect choices/>
            <Show when=move || is_judged.get()>
                <OneOf
                    label=translate("Risk of bias")
                    all=LIGHTS.to_vec()
                    name=words::lights
                    chosen=move || choices.with(|settings| settings.lights)
                    on_choose=choose_lights
                />
            </Show>
            <Checkbox
                label=translate("Second model")
                checked=move || choices.with(|settings| !settings.without_second_model)
                on_change=show_second
            />
            <Checkbox
                label=translate("Prediction interval")
                checked=move || choices.with(|settings| !settings.without_prediction)
                on_change=show_prediction
            />
        </div>
    }
}
