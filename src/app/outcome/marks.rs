//! The trials of the figure under pointer and keyboard.
//!
//! Over the row of each trial lies a button that nobody sees until it has the focus. One of them is in the order of the
//! Tab key, the arrow keys go from one to the next. What is pointed at, or has the focus, is told beside it.

use std::time::Duration;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{Event, EventTarget, HtmlElement, KeyboardEvent};

use super::sheet::trial_of_row;
use crate::analysis;
use crate::app::canvas::LaidOut;
use crate::app::element::{Element, html};
use crate::app::session::Session;
use crate::app::state::{Derived, Held, Stored};
use crate::figure::{POINTS_PER_PIXEL, Rectangle, RegionKind};
use crate::project::Command;
use crate::wording::mark_details as words;

const ROW: &str = "data-row";
/// How many trials the keys for a page go over.
const PAGE: usize = 10;

/// What the marks share.
#[derive(Clone, Copy)]
pub(super) struct Marks {
    session: Session,
    scene: Derived<Option<LaidOut>>,
    /// The row of the request that is pointed at or has the focus.
    active: Held<Option<usize>>,
    /// The place of the mark that the Tab key reaches.
    reached: Stored<usize>,
}

impl Marks {
    pub(super) fn new(session: Session, scene: Derived<Option<LaidOut>>) -> Self {
        Self {
            session,
            scene,
            active: Held::new(None),
            reached: Stored::new(0),
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
                self.active.set(row_of(event.target()));
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
                if let Some(row) = row_of(event.target()) {
                    // Not every browser gives the focus to what is clicked.
                    let mark = element_of(event.target());
                    self.reached.set(mark.as_ref().map_or(0, place_of));
                    self.take_out(row, &pressed);
                }
            })
            .parts(move || self.make())
    }

    fn make(self) -> Vec<Element> {
        let Some(LaidOut(scene)) = self.scene.get() else {
            return Vec::new();
        };
        let Some(answer) = untrack(|| self.session.answer()) else {
            return Vec::new();
        };
        let trials = scene.regions.iter().filter_map(|region| match region.kind {
            RegionKind::Trial(row) => Some((row, region.area)),
            _ => None,
        });
        let trials: Vec<(usize, Rectangle)> = trials.collect();
        let last = trials.len().saturating_sub(1);
        let reached = self.reached.get().min(last);
        let requested = &answer.prepared.request.trials;
        trials
            .into_iter()
            .enumerate()
            .map(|(place, (row, area))| {
                let name = requested.get(row).map_or("", |trial| trial.label.as_str());
                let button = html("button")
                    .attribute("type", "button")
                    .class("mark")
                    .attribute(ROW, &row.to_string())
                    .attribute("tabindex", if place == reached { "0" } else { "-1" })
                    .label(name);
                put(&button, area);
                button
            })
            .collect()
    }

    /// The mark that has the focus is the one the Tab key reaches from now on.
    fn focused(self, target: Option<EventTarget>) {
        self.active.set(row_of(target.clone()));
        let Some(mark) = element_of(target) else {
            return;
        };
        if let Some(group) = mark.parent_element()
            && let Ok(Some(before)) = group.query_selector("[tabindex='0']")
        {
            let _ = before.set_attribute("tabindex", "-1");
        }
        let _ = mark.set_attribute("tabindex", "0");
        self.reached.set(place_of(&mark));
    }

    /// Does what a key asks for; whether it asked for something.
    fn go(self, inside: &Element, key: &str) -> bool {
        let place = self.reached.get();
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
        focus(inside, to);
        true
    }

    /// Takes a trial out of the pools, and gives the focus to the one that stands in its place.
    fn take_out(self, row: usize, inside: &Element) {
        let Some(trial) = trial_of_row(self.session, row) else {
            return;
        };
        let place = self.reached.get();
        self.active.set(None);
        self.session.apply(&Command::HideTrials {
            trials: vec![trial],
            hidden: true,
        });
        self.session
            .say("Taken out of every pool. Undo brings the trial back.");
        let inside = inside.clone();
        set_timeout(move || focus(&inside, place), Duration::ZERO);
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
        let Some(answer) = untrack(|| self.session.answer()) else {
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
            self.session.about(&answer, |subject| {
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

fn element_of(target: Option<EventTarget>) -> Option<web_sys::Element> {
    let element: web_sys::Element = target?.dyn_into().ok()?;
    element.has_attribute(ROW).then_some(element)
}

fn row_of(target: Option<EventTarget>) -> Option<usize> {
    element_of(target)?.get_attribute(ROW)?.parse().ok()
}

/// Which of the marks it is, counted from 0.
fn place_of(mark: &web_sys::Element) -> usize {
    let mut place = 0;
    let mut before = mark.previous_element_sibling();
    while let Some(other) = before {
        place += 1;
        before = other.previous_element_sibling();
    }
    place
}

/// Gives the focus to the mark of a place, or to the last.
fn focus(inside: &Element, place: usize) {
    let nth = format!("button:nth-of-type({})", place.saturating_add(1));
    let node = inside.node();
    let found = match node.query_selector(&nth) {
        Ok(Some(mark)) => Some(mark),
        _ => node.query_selector("button:last-of-type").ok().flatten(),
    };
    if let Some(mark) = found {
        let _ = mark.unchecked_into::<HtmlElement>().focus();
    }
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
