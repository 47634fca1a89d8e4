//! Which columns that are kept, but not pooled, stand beside the names of the trials.

use leptos::prelude::*;

use super::choices::FigureChoices;
use crate::app::state::State;
use crate::app::widgets::Checkbox;
use crate::data::{CovariateId, Grouping};
use crate::wording::figures::COLUMNS;
use crate::wording::subgroups;

/// A box for each column that can stand beside the names.
#[component]
pub fn CovariateColumns(
    /// What was chosen.
    choices: FigureChoices,
) -> impl IntoView {
    let document = State::expect().document;
    let covariates = Memo::new(move |_| {
        document.project.with(|project| {
            let covariates = project.review.covariates.iter();
            covariates.map(|covariate| covariate.id).collect::<Vec<_>>()
        })
    });
    view! {
        <div class="controls" role="group" aria-label=COLUMNS>
            <Show when=move || !covariates.with(Vec::is_empty)>
                <span class="muted">{COLUMNS}</span>
            </Show>
            <For
                each=move || covariates.get()
                key=|covariate| *covariate
                children=move |covariate| view! { <CovariateBox choices covariate/> }
            />
        </div>
    }
}

/// Whether one column stands beside the names.
#[component]
fn CovariateBox(
    /// What was chosen.
    choices: FigureChoices,
    /// The column.
    covariate: CovariateId,
) -> impl IntoView {
    let document = State::expect().document;
    let name = Memo::new(move |_| {
        document.project.with(|project| {
            let grouping = Grouping::Covariate(covariate);
            subgroups::grouping(grouping, &project.review).unwrap_or_default()
        })
    });
    let is_shown = move || choices.with(|settings| settings.columns.contains(&covariate));
    let show = move |shown: bool| {
        choices.change(|settings| {
            settings.columns.retain(|other| *other != covariate);
            if shown {
                settings.columns.push(covariate);
            }
        });
    };
    view! { <Checkbox label=name checked=is_shown on_change=show/> }
}
