//! What is wrong with the data, in words: where, what, and what to do.

use leptos::prelude::*;

use super::dynamic::{When, dynamic_list, holds};
use super::session::Session;
use crate::data::{Problem, Severity};
use crate::wording::problems;

/// The list of problems; pressing one goes to its cell.
#[component]
pub(super) fn Problems(#[prop(into)] on_show: Callback<Problem>) -> impl IntoView {
    let session = Session::expect();
    view! {
        <When condition=holds(move || session.problems.with(|problems| !problems.is_empty()))>
            <section class="block" aria-label="Problems">
                <h3>"To look at"</h3>
                <ul class="problems">
                    {dynamic_list(move || {
                        session
                            .problems
                            .get()
                            .iter()
                            .take(MOST_SHOWN)
                            .map(|problem| {
                                let shown = problem.clone();
                                let warning = problem.severity == Severity::Warning;
                                view! {
                                    <li class:warning=warning>
                                        <button type="button" on:click=move |_| on_show.run(shown.clone())>
                                            {problem_line(problem)}
                                        </button>
                                    </li>
                                }
                                .into_any()
                            })
                            .collect()
                    })}
                </ul>
            </section>
        </When>
    }
}

/// A table pasted into the wrong columns has a problem in every cell; nobody reads more than this.
const MOST_SHOWN: usize = 200;

/// One problem in words: where and what, and what to do.
pub(super) fn problem_line(problem: &Problem) -> impl IntoView + use<> {
    let session = Session::expect();
    view! {
        <span>{problems::sentence(problem, session.locale())}</span>
        <span class="remedy">
            {problems::remedy(problem)} " " {problems::consequence(problem.severity)}
        </span>
    }
}
