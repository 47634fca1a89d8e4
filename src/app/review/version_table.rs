//! A version and the present, outcome by outcome.

use leptos::prelude::*;

use crate::app::state::{Shared, State};
use crate::wording::Locale;
use crate::wording::findings;
use crate::wording::versions::{self as words, Comparison, Line, Shown, Without};

/// A version and the present, outcome by outcome.
#[component]
pub fn VersionTable(
    /// The comparison.
    compared: Memo<Option<Shared<Comparison>>>,
) -> impl IntoView {
    let document = State::expect().document;
    let version = move || {
        compared.with(|compared| compared.as_ref().map(|compared| compared.version.clone()))
    };
    let rows = move || {
        let locale = document.locale();
        compared.with(|compared| {
            let lines = compared.iter().flat_map(|compared| compared.lines.iter());
            lines.map(|line| row(line, locale)).collect_view()
        })
    };
    view! {
        <div class="sheet">
            <div class="table-scroll" tabindex="0" role="group" aria-label=words::TITLE>
                <table class="table old-and-new versions-table">
                    <thead>
                        <tr>
                            <th scope="col">{findings::OUTCOME}</th>
                            <th scope="col">{version}</th>
                            <th scope="col">{words::NOW}</th>
                            <th scope="col">{words::WITHOUT}</th>
                            <th scope="col" class="words">
                                {words::CHANGES}
                            </th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </div>
    }
}

fn row(line: &Line, locale: Locale) -> impl IntoView + use<> {
    let changes = line.changes.iter().cloned();
    let changes = changes.map(|said| view! { <li>{said}</li> });
    let without = match &line.without {
        Without::NoneAdded => String::new(),
        Without::Long => words::LONG.to_owned(),
        Without::Result { words, .. } => words.clone(),
    };
    view! {
        <tr>
            <th scope="row">{line.name.clone()}</th>
            {result(line.then.as_ref(), locale)}
            {result(line.now.as_ref(), locale)}
            <td>{without}</td>
            <td class="words">
                <ul class="changes">{changes.collect_view()}</ul>
            </td>
        </tr>
    }
}

fn result(shown: Option<&Shown>, locale: Locale) -> impl IntoView + use<> {
    let Some(shown) = shown else {
        return view! { <td></td> }.into_any();
    };
    let trials = words::trials_in_words(shown, locale);
    view! {
        <td>
            {shown.in_words()} <small class="muted">{trials}</small>
            <small>{shown.verdict_words.clone()}</small>
        </td>
    }
    .into_any()
}
