//! Stand-ins for the views that stand in rooms of their own: to be replaced by imports from `grid`, `outcome`, `profile` and
//! `intake` where they are named in this room.

use leptos::prelude::*;

/// The grid with what is wrong in it: `grid::DataView`.
#[component]
pub fn DataView() -> impl IntoView {
    view! { <h2 class="visually-hidden">"Data"</h2> }
}

/// One outcome: `outcome::OutcomeView`.
#[component]
pub fn OutcomeView() -> impl IntoView {
    view! { <div class="outcome"></div> }
}

/// The figure of the outcome that is looked at: `outcome::OutcomeFigure`.
#[component]
pub fn OutcomeFigure() -> impl IntoView {}

/// Figures as files: `outcome::FigureDialog`.
#[component]
pub fn FigureDialog() -> impl IntoView {}

/// The list of outcomes: `profile::OutcomeList`.
#[component]
pub fn OutcomeList() -> impl IntoView {
    view! { <nav class="profile" aria-label="Safety profile"></nav> }
}

/// Everything that comes in: `intake::Intake`.
#[component]
pub fn Intake() -> impl IntoView {}
