//! The light of a judgement on the page: colour and sign, as in the figures.

use leptos::prelude::*;

use crate::data::Judgement;
use crate::figure::Role;
use crate::figure::forest::Light;

/// The light of a judgement; a dashed circle where nothing is judged. Its name stands beside it or is its cell's.
#[component]
pub fn LightMark(
    /// The judgement.
    #[prop(into)]
    judgement: Signal<Option<Judgement>>,
) -> impl IntoView {
    let class = move || match judgement.get() {
        None => "light open",
        Some(judgement) => class_of(Light::of(judgement)),
    };
    let sign = move || {
        let judgement = judgement.get();
        judgement.map_or("", |judgement| Light::of(judgement).sign)
    };
    view! {
        <span class=class aria-hidden="true">
            {sign}
        </span>
    }
}

fn class_of(light: Light) -> &'static str {
    match light.role {
        Some(Role::LowRisk) => "light low",
        Some(Role::SomeRisk) => "light some",
        Some(Role::HighRisk) => "light high",
        Some(
            Role::Paper
            | Role::Ink
            | Role::Muted
            | Role::Accent
            | Role::Rule
            | Role::Diamond
            | Role::Prediction
            | Role::Band
            | Role::FaintBand
            | Role::Sign,
        )
        | None => "light none",
    }
}
