//! The trials of the figure under pointer and keyboard.
//!
//! Over the row of each trial lies a button that nobody sees until it has the focus. One of them is in the order of the
//! Tab key, the arrow keys go from one to the next. What is pointed at, or has the focus, is told beside it. Of a long
//! figure, only the part that is painted has buttons, and the one that the Tab key reaches.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, HtmlElement, KeyboardEvent};

use super::sheet::trial_of_row;
use crate::analysis;
use crate::app::widgets::canvas::{LaidOut, PAINTED};
use crate::app::element::{Element, html};
use crate::app::state::State;
use crate::figure::{POINTS_PER_PIXEL, Rectangle, RegionKind};
use crate::project::Command;
use crate::wording::mark_details as words;

const ROW: &str = "data-row";
const PLACE: &str = "data-place";
/// How many trials the keys for a page go over.
const PAGE: usize = 10;

/// What the marks share.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    state: State,
    scene: Memo<Option<LaidOut>>,
    /// Where the painted part begins, in CSS pixels.
    start: RwSignal<f64>,
    /// The row of the request that is pointed at or has the focus.
    active: RwSignal<Option<usize>>,
    /// The place of the mark that the Tab key reaches.
    reached: RwSignal<usize>,
}

/// The mark of one trial.
#[derive(Clone, Copy, PartialEq)]
struct Mark {
    /// Its place among the trials of the figure.
    place: usize,
    /// Its row of the request.
    row: usize,
    area: Rectangle,
}

impl Marks {
    pub(super) fn new(state: State, scene: Memo<Option<LaidOut>>, start: RwSignal<f64>) -> Self {
        Self {
            state,
            scene,
            start,
            active: RwSignal::new(None),
            reached: RwSignal::new(0),
        }
    }

    /// The buttons, to lie over the canvas.
    pub(super) fn buttons(self) -> Element {
        let whole = html("div")
            .class("marks")
            .attribute("role", "group")
            .label(words::MARKS);
        let inside = whole.clone();
        let pressed = whole.clone();
        whole
            .on("pointerover", move |event: Event| {
                self.active.set(number_of(event.target(), ROW));
            })
            .on("pointerleave", move |_: Event| self.active.set(None))
            .on("focusin", move |event: Event| self.focused(event.target()))
            .on("focusout", move |_: Event| self.active.set(None))
            .on("keydown", move |event: KeyboardEvent| {
                if self.go(&inside, &event.key()) {
                    event.prevent_default();
                }
            })
            .on("click", move |event: Event| {
                if let Some(row) = number_of(event.target(), ROW) {
                    // Not every browser gives the focus to what is clicked.
                    self.reach(event.target());
                    self.take_out(row, &pressed);
                }
            })
            .each(move || self.shown(), move |mark| self.button(mark))
    }

    fn all(self) -> Vec<Mark> {
        self.scene.with(|scene| {
            let regions = scene.iter().flat_map(|scene| &scene.0.regions);
            let trials = regions.filter_map(|region| match region.kind {
                RegionKind::Trial(row) => Some((row, region.area)),
                _ => None,
            });
            let marks = trials.enumerate();
            let marks = marks.map(|(place, (row, area))| Mark { place, row, area });
            marks.collect()
        })
    }

    /// The marks that are in the page.
    fn shown(self) -> Vec<Mark> {
        let mut marks = self.all();
        let start = self.start.get() * POINTS_PER_PIXEL;
        let end = start + PAINTED * POINTS_PER_PIXEL;
        let reached = self.reached.get().min(marks.len().saturating_sub(1));
        marks.retain(|mark| {
            mark.place == reached || mark.area.bottom > start && mark.area.top < end
        });
        marks
    }

    fn button(self, mark: Mark) -> Element {
        let name = move || {
            let answer = self.state.answers.answer()?;
            let trial = answer.prepared.request.trials.get(mark.row)?;
            Some(trial.label.clone())
        };
        let in_order = move || {
            let reached = self.reached.get() == mark.place;
            Some(String::from(if reached { "0" } else { "-1" }))
        };
        let button = html("button")
            .attribute("type", "button")
            .class("mark")
            .attribute(ROW, &mark.row.to_string())
            .attribute(PLACE, &mark.place.to_string())
            .attribute_from("tabindex", in_order)
            .attribute_from("aria-label", name);
        put(&button, mark.area);
        button
    }

    /// The mark that has the focus is the one the Tab key reaches from now on.
    fn focused(self, target: Option<EventTarget>) {
        self.active.set(number_of(target.clone(), ROW));
        self.reach(target);
    }

    fn reach(self, target: Option<EventTarget>) {
        let place = number_of(target, PLACE);
        if let Some(place) = place.filter(|place| *place != self.reached.get_untracked()) {
            self.reached.set(place);
        }
    }

    /// Does what a key asks for; whether it asked for something.
    fn go(self, inside: &Element, key: &str) -> bool {
        let place = self.reached.get_untracked();
        let to = match key {
            "ArrowDown" | "ArrowRight" => place + 1,
            "ArrowUp" | "ArrowLeft" => place.saturating_sub(1),
            "PageDown" => place + PAGE,
            "PageUp" => place.saturating_sub(PAGE),
            "Home" => 0,
            "End" => usize::MAX,
            "Escape" => {
                self.active.set(None);
                return false;
            }
            _ => return false,
        };
        self.focus(inside, to);
        true
    }

    /// Gives the focus to the mark of a place, or to the last. It is in the page once that is the one reached.
    fn focus(self, inside: &Element, place: usize) {
        let last = untrack(|| self.all()).len().saturating_sub(1);
        let place = place.min(last);
        self.reached.set(place);
        let inside = inside.clone();
        let focus = move || {
            let found = inside
                .node()
                .query_selector(&format!("[{PLACE}='{place}']"));
            if let Ok(Some(mark)) = found {
                let _ = mark.unchecked_into::<HtmlElement>().focus();
            }
        };
        set_timeout(focus, Duration::ZERO);
    }

    /// Takes a trial out of the pools, and gives the focus to the one that stands in its place.
    fn take_out(self, row: usize, inside: &Element) {
        let Some(trial) = trial_of_row(self.state, row) else {
            return;
        };
        let place = self.reached.get_untracked();
        self.active.set(None);
        self.state.document.apply(&Command::HideTrials {
            trials: vec![trial],
            hidden: true,
        });
        self.state
            .notices.say("Taken out of every pool. Undo brings the trial back.");
        self.focus(inside, place);
    }

    /// What is told of the trial that is pointed at or has the focus, under its row.
    pub(super) fn details(self) -> Element {
        let place = html("div")
            .class("mark-details")
            .attribute("role", "status");
        let node = place.clone();
        place.parts(move || {
            let shown = self.active.get();
            let said = shown.map(|row| self.said(row)).unwrap_or_default();
            if let Some(row) = shown {
                self.put_under(&node, row);
            }
            said
        })
    }

    fn put_under(self, details: &Element, row: usize) {
        let bottom = self.scene.with_untracked(|scene| {
            let regions = &scene.as_ref()?.0.regions;
            let mut rows = regions.iter();
            let region = rows.find(|region| region.kind == RegionKind::Trial(row))?;
            Some(region.area.bottom / POINTS_PER_PIXEL)
        });
        if let Some(bottom) = bottom {
            set(details, "top", bottom);
        }
    }

    fn said(self, row: usize) -> Vec<Element> {
        let Some(answer) = untrack(|| self.state.answers.answer()) else {
            return Vec::new();
        };
        let request = &answer.prepared.request;
        let plan = answer.response.plan;
        let others = if analysis::is_long(request) {
            Err(analysis::Undefined::Pending)
        } else {
            analysis::without(request, plan, row)
        };
        untrack(|| {
            self.state.answers.about(&answer, |subject| {
                let mut lines = vec![html("strong").text(subject.trial(row))];
                let said = words::lines(&answer.prepared, &answer.response, row, subject);
                lines.extend(said.iter().map(|line| html("span").text(line)));
                let without = words::without(plan.measure, &others, subject);
                lines.push(html("span").text(&without));
                lines.push(html("small").text(words::HOW_TO_TAKE_OUT));
                lines
            })
        })
    }
}

/// What an attribute of a mark counts.
fn number_of(target: Option<EventTarget>, name: &str) -> Option<usize> {
    let element: web_sys::Element = target?.dyn_into().ok()?;
    element.get_attribute(name)?.parse().ok()
}

/// Lays an element over an area of the figure.
fn put(element: &Element, area: Rectangle) {
    for (name, points) in [
        ("left", area.left),
        ("top", area.top),
        ("width", area.right - area.left),
        ("height", area.bottom - area.top),
    ] {
        set(element, name, points / POINTS_PER_PIXEL);
    }
}

fn set(element: &Element, name: &str, pixels: f64) {
    let style = element.known_as::<HtmlElement>().style();
    let _ = style.set_property(name, &format!("{pixels}px"));
}
