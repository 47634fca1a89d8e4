//! The outcomes of a figure under pointer and keyboard: over each lies a button that nobody sees until it has the focus; it
//! tells of the outcome, and pressed it opens it. One of them is in the order of the Tab key, arrows go from one to the next.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use crate::app::state::{Shared, State, many};
use crate::app::widgets::{FigureMark, Marked, focus_mark, place_by_key};
use crate::data::OutcomeId;
use crate::figure::{POINTS_PER_PIXEL, RegionKind, Scene};
use crate::wording::many::{self as words, ManyFigure};

/// The mark of an outcome.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    outcome: OutcomeId,
    /// What is told of it.
    lines: Vec<String>,
    marked: Marked,
}

/// The buttons over the outcomes of a figure, and what is told of the one that is pointed at.
#[component]
pub fn OutcomeMarks(
    /// The figure.
    scene: Memo<Option<Shared<Scene>>>,
) -> impl IntoView {
    let state = State::expect();
    let group = NodeRef::<html::Div>::new();
    let reached = RwSignal::new(0_usize);
    let pointed_at = RwSignal::new(None::<usize>);
    let marks = Memo::new(move |_| {
        scene
            .with(|scene| Some(marks_of(state, scene.as_ref()?)))
            .unwrap_or_default()
    });
    let last = move || marks.with(Vec::len).saturating_sub(1);
    let tab_stop = Memo::new(move |_| reached.get().min(last()));
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        let key = event.key();
        if key == "Escape" {
            pointed_at.set(None);
        } else if let Some(place) = place_by_key(&key, tab_stop.get_untracked()) {
            event.prevent_default();
            let place = place.min(untrack(last));
            reached.set(place);
            set_timeout(move || focus_mark(group, place), Duration::ZERO);
        }
    };
    let button = move |place: usize| {
        let mark = Memo::new(move |_| marks.with(|marks| marks.get(place).cloned()));
        let open = move || {
            if let Some(mark) = mark.get_untracked() {
                state.selection.choose(mark.outcome);
            }
        };
        let focused = move || {
            reached.set(place);
            pointed_at.set(Some(place));
        };
        view! {
            <FigureMark
                marked=Signal::derive(move || mark.get().map(|mark| mark.marked))
                tab_stop
                on_point=move || pointed_at.set(Some(place))
                on_focus=focused
                on_press=open
            />
        }
    };
    let told = move || {
        let mark = marks.with(|marks| marks.get(pointed_at.get()?).cloned())?;
        let lines = mark.lines.into_iter();
        Some(view! {
            <strong>{mark.marked.name}</strong>
            {lines.map(|line| view! { <span>{line}</span> }).collect_view()}
            <small>{words::HOW_TO_OPEN}</small>
        })
    };
    let top = move || {
        let bottom = marks.with(|marks| Some(marks.get(pointed_at.get()?)?.marked.area.bottom))?;
        Some(format!("{}px", bottom / POINTS_PER_PIXEL))
    };
    view! {
        <div
            class="marks"
            role="group"
            aria-label=words::MARKS
            node_ref=group
            on:pointerleave=move |_| pointed_at.set(None)
            on:focusout=move |_| pointed_at.set(None)
            on:keydown=press_key
        >
            <For each=move || 0..marks.with(Vec::len) key=|place| *place children=button/>
        </div>
        <div class="mark-details" role="status" style:top=top>
            {told}
        </div>
    }
}

/// The outcomes of a figure, those on top first.
fn marks_of(state: State, scene: &Scene) -> Vec<Mark> {
    let found = many::findings(state);
    let locale = state.document.locale();
    let outcomes = many::reported(state);
    let is_matrix = state.many.figure.get() == ManyFigure::Reporting;
    let mut marks: Vec<Mark> = scene
        .regions
        .iter()
        .filter_map(|region| {
            let place = match region.kind {
                RegionKind::Outcome(place) => place,
                RegionKind::Trial(_) | RegionKind::Pooled | RegionKind::Prediction => return None,
            };
            let outcome = if is_matrix {
                outcomes.outcomes.get(place)?.0
            } else {
                found.rows.get(place)?.outcome
            };
            let mut lines = Vec::new();
            let row = found.rows.iter().find(|row| row.outcome == outcome);
            lines.extend(row.map(|row| words::lines(row, locale)).unwrap_or_default());
            let settled = state.document.settled;
            let name =
                settled.with(|project| Some(project.review.outcome(outcome)?.name.clone()))?;
            Some(Mark {
                outcome,
                lines,
                marked: Marked {
                    place: 0,
                    name,
                    area: region.area,
                },
            })
        })
        .collect();
    if !is_matrix {
        marks.sort_by(|one, other| one.marked.area.top.total_cmp(&other.marked.area.top));
    }
    for (place, mark) in marks.iter_mut().enumerate() {
        mark.marked.place = place;
    }
    marks
}
