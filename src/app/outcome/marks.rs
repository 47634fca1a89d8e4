//! The trials of the figure under pointer and keyboard.
//!
//! Over the row of each trial lies a button that nobody sees until it has the focus. One of them is in the order of the
//! Tab key, the arrow keys go from one to the next. Of a long figure, only the part that is painted has buttons, and the
//! one that the Tab key reaches.

use std::collections::BTreeMap;
use std::time::Duration;

use leptos::html;
use leptos::prelude::*;

use crate::app::state::figures::{RowOfTrial, ScreenForest};
use crate::app::state::{Dialog, State};
use crate::app::widgets::{FigureMark, FigureSize, Marked, focus_mark, place_by_key};
use crate::figure::{POINTS_PER_PIXEL, RegionKind};
use crate::wording::mark_details as words;

/// The mark of one trial, or of one comparison of it.
#[derive(Clone, Debug, PartialEq)]
struct Mark {
    /// The trial, and which of its marks this is: several doses of a trial are points of one figure.
    which: (RowOfTrial, usize),
    marked: Marked,
}

/// The buttons over the trials of a figure.
#[component]
pub fn TrialMarks(
    /// The figure.
    forest: ScreenForest,
    /// Where the figure stands.
    size: FigureSize,
    /// Set to the row that is pointed at or has the focus.
    pointed_at: RwSignal<Option<RowOfTrial>>,
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
        let tab_stop = tab_stop.get();
        all.with(|marks| in_painted_part(marks, size, tab_stop))
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
        reach(mark.marked.place);
        pointed_at.set(None);
        if let Some(outcome) = untrack(|| state.selection.outcome()) {
            asked_at.set_value(Some(mark.marked.place));
            state
                .dialogs
                .open(Dialog::LeaveOut(mark.which.0.trial, outcome));
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
    let button = move |which: (RowOfTrial, usize)| {
        let (row, _) = which;
        let mark = Memo::new(move |_| {
            shown.with(|marks| marks.iter().find(|mark| mark.which == which).cloned())
        });
        let press = move || {
            if let Some(mark) = mark.get_untracked() {
                leave_out(mark);
            }
        };
        let focused = move || {
            pointed_at.set(Some(row));
            if let Some(mark) = mark.get_untracked() {
                reach(mark.marked.place);
            }
        };
        view! {
            <FigureMark
                marked=Signal::derive(move || mark.get().map(|mark| mark.marked))
                tab_stop
                on_point=move || pointed_at.set(Some(row))
                on_focus=focused
                on_press=press
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
                each=move || shown.with(|marks| marks.iter().map(|mark| mark.which).collect::<Vec<_>>())
                key=|which| *which
                children=button
            />
        </div>
    }
}

/// Those of the marks that lie in the part that is painted, and the one that the Tab key reaches.
fn in_painted_part(marks: &[Mark], size: FigureSize, tab_stop: usize) -> Vec<Mark> {
    let painted = size.painted();
    let [start, end] = [painted.start, painted.end].map(|pixels| pixels * POINTS_PER_PIXEL);
    let is_shown = |mark: &&Mark| {
        let Marked { place, area, .. } = &mark.marked;
        *place == tab_stop || area.bottom > start && area.top < end
    };
    marks.iter().filter(is_shown).cloned().collect()
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
    let mut seen: BTreeMap<usize, usize> = BTreeMap::new();
    trials
        .enumerate()
        .filter_map(|(place, (row, area))| {
            let nth = seen.entry(row).or_default();
            *nth += 1;
            Some(Mark {
                which: (forest.behind(row)?, *nth),
                marked: Marked {
                    place,
                    name: answer.prepared.request.trials.get(row)?.label.clone(),
                    area,
                },
            })
        })
        .collect()
}
