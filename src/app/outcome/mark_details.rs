//! What is told of the trial that is pointed at or has the focus, under its row of the figure.

use leptos::prelude::*;

use crate::analysis::{self, Undefined};
use crate::app::state::State;
use crate::app::state::figures::{RowOfTrial, ScreenForest};
use crate::figure::{POINTS_PER_PIXEL, RegionKind};
use crate::wording::mark_details as words;

/// What is told of a trial.
struct Details {
    name: String,
    lines: Vec<String>,
}

/// What is told of the trial that is pointed at or has the focus.
#[component]
pub fn MarkDetails(
    /// The figure.
    forest: ScreenForest,
    /// The row of the trial.
    pointed_at: RwSignal<Option<RowOfTrial>>,
) -> impl IntoView {
    let state = State::expect();
    let top = move || {
        let bottom = bottom_of(forest, pointed_at.get()?)?;
        Some(format!("{}px", bottom / POINTS_PER_PIXEL))
    };
    let told = move || {
        let row = pointed_at.get()?;
        // What is told of a trial stays while it is pointed at.
        let Details { name, lines } = untrack(|| details(state, forest, row))?;
        let lines = lines.into_iter();
        Some(view! {
            <strong>{name}</strong>
            {lines.map(|line| view! { <span>{line}</span> }).collect_view()}
            <small>{words::HOW_TO_LEAVE_OUT}</small>
        })
    };
    view! {
        <div class="mark-details" role="status" style:top=top>
            {told}
        </div>
    }
}

/// Where the row of a trial ends, in points.
fn bottom_of(forest: ScreenForest, row: RowOfTrial) -> Option<f64> {
    let row = forest.row(row)?;
    forest.scene.with_untracked(|scene| {
        let mut regions = scene.as_ref()?.regions.iter();
        let region = regions.find(|region| region.kind == RegionKind::Trial(row))?;
        Some(region.area.bottom)
    })
}

fn details(state: State, forest: ScreenForest, row: RowOfTrial) -> Option<Details> {
    let row = forest.row(row)?;
    let answer = forest.answer.get()?;
    let request = &answer.prepared.request;
    let plan = answer.response.plan;
    let others = if analysis::is_long(request) {
        Err(Undefined::Pending)
    } else {
        analysis::without(request, plan, row)
    };
    Some(state.answers.about(&answer, |subject| {
        let mut lines = words::lines(&answer.prepared, &answer.response, row, subject);
        lines.push(words::without(plan.measure, &others, subject));
        Details {
            name: subject.trial(row).to_owned(),
            lines,
        }
    }))
}
