//! A domain with what is judged of it, and why.

use leptos::prelude::*;

use crate::app::widgets::{Select, TypedText};
use crate::wording::certainty as words;

/// A domain: its choices, what is said of it, and the reason.
#[component]
pub fn RatedDomain(
    /// What it is called.
    name: &'static str,
    /// The name of the field for the reason among the elements of the page.
    field: &'static str,
    /// What can be judged.
    options: Vec<String>,
    /// Which of them is.
    chosen: Memo<Option<usize>>,
    /// Takes another.
    on_choose: impl Fn(usize) + Copy + 'static,
    /// Why.
    reason: Memo<String>,
    /// Takes what is typed as the reason.
    on_type: impl Fn(String) + Copy + 'static,
    /// What is said over the reason.
    #[prop(optional)]
    children: Option<Children>,
) -> impl IntoView {
    view! {
        <div class="domain">
            <div class="domain-choice">
                <h4>{name}</h4>
                <Select label=name class="control bare" options=options chosen on_choose/>
            </div>
            <div class="domain-words">
                {children.map(|children| children())}
                <TypedText id=field label=words::REASON.text() value=reason lines=2 on_type/>
            </div>
        </div>
    }
}
