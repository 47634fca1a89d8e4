//! The trials of the figure under pointer and keyboard.
//!
//! Over the row of each trial lies a button that nobody sees until it has the focus. One of them is in the order of the
//! Tab key, the arrow keys go from one to the next. Of a long figure, only the part that is painted has buttons, and the
//! one that the Tab key reaches.

use std::time::Duration;

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use crate::app::state::figures::ScreenForest;
use crate::app::state::{Dialog, State};
use crate::app::widgets::FigureSize;
use crate::data::TrialId;
use crate::figure::{POINTS_PER_PIXEL, Rectangle, RegionKind};
use crate::wording::mark_details as words;

/// How many trials the keys for a page go over.
const PAGE: usize = 10;

/// The mark of one trial.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    trial: TrialId,
    /// Its place among the trials of the figure.
    place: usize,
    /// What the trial is called.
    name: String,
    /// What it lies over, in points.
    area: Rectangle,
}

/// The buttons over the trials of a figure.
#[component]
pub fn TrialMarks(
    /// The figure.
    forest: ScreenForest,
    /// Where the figure stands.
    size: FigureSize,
    /// Set to the trial that is pointed at or has the focus.
    pointed_at: RwSignal<Option<TrialId>>,
) -> impl IntoView {
    let state = State::expect();
    let group = NodeRef::<html::Div>::new();
    let reached = RwSignal::new(0);
    let all = Memo::new(move |_| marks_of(forest));
    // The place of the mark that the Tab key reaches.
    let tab_stop = Memo::new(move |_| {
        let last = all.with(Vec::len).saturating_sub(1);
        reached.get().min(last)
    });
    let shown = Memo::new(move |_| {
        let painted = size.painted();
        let [start, end] = [painted.start, painted.end].map(|pixels| pixels * POINTS_PER_PIXEL);
        let tab_stop = tab_stop.get();
        let is_shown = |mark: &&Mark| {
            mark.place == tab_stop || mark.area.bottom > start && mark.area.top < end
        };
        all.with(|marks| marks.iter().filter(is_shown).cloned().collect::<Vec<_>>())
    });
    let reach = move |place: usize| {
        if reached.get_untracked() != place {
            reached.set(place);
        }
    };
    let focus = move |place: usize| {
        let last = all.with_untracked(Vec::len).saturating_sub(1);
        let place = place.min(last);
        reach(place);
        // It is in the page once it is the one that is reached.
        set_timeout(move || focus_mark(group, place), Duration::ZERO);
    };
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        let key = event.key();
        if key == "Escape" {
            pointed_at.set(None);
        } else if let Some(place) = place_by_key(&key, tab_stop.get_untracked()) {
            event.prevent_default();
            focus(place);
        }
    };
    // The place of the mark from which the dialog was opened.
    let asked_at = StoredValue::new(None);
    let leave_out = move |mark: Mark| {
        // Not every browser gives the focus to what is clicked.
        reach(mark.place);
        pointed_at.set(None);
        if let Some(outcome) = untrack(|| state.selection.outcome()) {
            asked_at.set_value(Some(mark.place));
            state.dialogs.open(Dialog::LeaveOut(mark.trial, outcome));
        }
    };
    // Once the dialog has closed, the mark of a trial that was left out is gone: the next one has the focus.
    Effect::new(move |_| {
        if state.dialogs.leave_out().is_none()
            && let Some(place) = asked_at.try_update_value(Option::take).flatten()
        {
            focus(place);
        }
    });
    let button = move |trial: TrialId| {
        let mark = Memo::new(move |_| {
            shown.with(|marks| marks.iter().find(|mark| mark.trial == trial).cloned())
        });
        let focused = move |()| {
            pointed_at.set(Some(trial));
            if let Some(mark) = mark.get_untracked() {
                reach(mark.place);
            }
        };
        view! {
            <TrialMark
                mark
                tab_stop
                on_point=move || pointed_at.set(Some(trial))
                on_focus=focused
                on_press=leave_out
            />
        }
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
            <For
                each=move || shown.with(|marks| marks.iter().map(|mark| mark.trial).collect::<Vec<_>>())
                key=|trial| *trial
                children=button
            />
        </div>
    }
}

/// The button over one trial.
#[component]
fn TrialMark(
    /// What it lies over; none in the moment in which it goes.
    mark: Memo<Option<Mark>>,
    /// The place of the mark that the Tab key reaches.
    tab_stop: Memo<usize>,
    /// Called when it is pointed at.
    #[prop(into)]
    on_point: UnsyncCallback<()>,
    /// Called when it gets the focus.
    #[prop(into)]
    on_focus: UnsyncCallback<()>,
    /// Called when it is pressed.
    #[prop(into)]
    on_press: UnsyncCallback<Mark>,
) -> impl IntoView {
    let place = move || mark.with(|mark| mark.as_ref().map(|mark| mark.place));
    let tab_index = move || {
        if place() == Some(tab_stop.get()) {
            "0"
        } else {
            "-1"
        }
    };
    let pixels = move |length: fn(&Rectangle) -> f64| {
        move || {
            mark.with(|mark| {
                let points = length(&mark.as_ref()?.area);
                Some(format!("{}px", points / POINTS_PER_PIXEL))
            })
        }
    };
    let press = move |_| {
        if let Some(mark) = mark.get_untracked() {
            on_press.run(mark);
        }
    };
    view! {
        <button
            type="button"
            class="mark"
            data-place=move || place().map(|place| place.to_string())
            tabindex=tab_index
            aria-label=move || mark.with(|mark| Some(mark.as_ref()?.name.clone()))
            style:left=pixels(|area| area.left)
            style:top=pixels(|area| area.top)
            style:width=pixels(|area| area.right - area.left)
            style:height=pixels(|area| area.bottom - area.top)
            on:pointerenter=move |_| on_point.run(())
            on:focus=move |_| on_focus.run(())
            on:click=press
        ></button>
    }
}

/// The marks of all trials that a figure shows, from top to bottom.
fn marks_of(forest: ScreenForest) -> Vec<Mark> {
    let (Some(scene), Some(answer)) = (forest.scene.get(), forest.answer.get()) else {
        return Vec::new();
    };
    let trials = scene.regions.iter().filter_map(|region| match region.kind {
        RegionKind::Trial(row) => Some((row, region.area)),
        RegionKind::Pooled | RegionKind::Prediction | RegionKind::Outcome(_) => None,
    });
    trials
        .enumerate()
        .filter_map(|(place, (row, area))| {
            Some(Mark {
                trial: *answer.prepared.rows.get(row)?,
                place,
                name: answer.prepared.request.trials.get(row)?.label.clone(),
                area,
            })
        })
        .collect()
}

/// The place to which a key leads from another one; it may lie beyond the last.
fn place_by_key(key: &str, from: usize) -> Option<usize> {
    match key {
        "ArrowDown" | "ArrowRight" => Some(from + 1),
        "ArrowUp" | "ArrowLeft" => Some(from.saturating_sub(1)),
        "PageDown" => Some(from + PAGE),
        "PageUp" => Some(from.saturating_sub(PAGE)),
        "Home" => Some(0),
        "End" => Some(usize::MAX),
        _ => None,
    }
}

/// Gives the focus to the mark of a place.
fn focus_mark(group: NodeRef<html::Div>, place: usize) {
    let Some(group) = group.get_untracked() else {
        return;
    };
    let found = group.query_selector(&format!("[data-place='{place}']"));
    if let Ok(Some(mark)) = found {
        let _ = mark.unchecked_into::<HtmlElement>().focus();
    }
}
