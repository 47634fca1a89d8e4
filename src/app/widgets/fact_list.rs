//! What is known of something, as a list of what and how much.

use leptos::prelude::*;

/// What is known of something, as pairs of what and how much.
#[component]
pub fn FactList(
    /// The pairs.
    #[prop(into)]
    facts: Signal<Vec<[String; 2]>>,
) -> impl IntoView {
    let line = |[what, how]: [String; 2]| {
        view! {
            <dt>{what}</dt>
            <dd>{how}</dd>
        }
    };
    view! { <dl class="facts">{move || facts.get().into_iter().map(line).collect_view()}</dl> }
}
