//! A line of a list of findings.

use leptos::prelude::*;

use crate::app::state::State;
use crate::data::{Problem, Severity};
use crate::wording::problems;

/// An item of a list of findings: where something stands out, what it is, and what to do.
#[component]
pub fn FindingItem(
    /// What stands out.
    finding: Problem,
    /// Called when it is pressed; without it the line is plain text.
    #[prop(optional, into)]
    on_press: Option<UnsyncCallback<()>>,
    /// What stands behind the line, in the same item.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    let locale = untrack(|| State::expect().document.locale());
    let remedy = format!(
        "{} {}",
        problems::remedy(&finding),
        problems::consequence(finding.severity)
    );
    let words = view! {
        <span>{problems::sentence(&finding, locale)}</span>
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
        <li class=(finding.severity == Severity::Warning).then_some("warning")>
            {line} {children.map(|children| children())}
        </li>
    }
}
