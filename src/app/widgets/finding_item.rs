//! An item of a list of findings about the data.

use leptos::prelude::*;

use crate::data::{Problem, Severity};
use crate::wording::{Locale, problems};

/// An item of a list of findings: where it is, what it is, and what to do.
#[component]
pub fn FindingItem(
    /// The finding.
    finding: Problem,
    /// How numbers are written.
    #[prop(into)]
    locale: Signal<Locale>,
    /// Called when it is pressed; without it, it is no button.
    #[prop(optional, into)]
    on_press: Option<UnsyncCallback<()>>,
    /// What stands under it.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let is_warning = finding.severity == Severity::Warning;
    let remedy = format!(
        "{} {}",
        problems::remedy(&finding),
        problems::consequence(finding.severity)
    );
    let words = view! {
        <span>{move || problems::sentence(&finding, locale.get())}</span>
        <span class="remedy">{remedy}</span>
    };
    let line = match on_press {
        Some(on_press) => view! {
            <button type="button" on:click=move |_| on_press.run(())>
                {words}
            </button>
        }
        .into_any(),
        None => view! { <div class="plain">{words}</div> }.into_any(),
    };
    view! {
        <li class=is_warning.then_some("warning")>
            {line}
            {children.map(|children| children())}
        </li>
    }
}
