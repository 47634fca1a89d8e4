//! Keys in the matrix of judgements.

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};

use super::judging::{JudgedCell, Judging};
use crate::data::Judgement;
use crate::project::JudgementEdit;
use crate::wording::risk_of_bias as words;

/// The field of the support.
pub const SUPPORT: &str = "judgement-support";
/// The questions of the domain in hand.
pub const QUESTIONS: &str = "judgement-questions";

/// The name of a cell among the elements of the page.
pub fn identifier(cell: JudgedCell) -> String {
    let domain = cell
        .domain
        .map_or_else(|| String::from("overall"), |domain| domain.to_string());
    format!("judged-{}-{domain}", cell.trial.0)
}

/// Gives a cell the focus.
pub fn focus(cell: JudgedCell) {
    focus_on(&format!("#{}", identifier(cell)));
}

/// Gives the focus to the first element that a selector finds.
pub fn focus_on(selector: &str) {
    let found = document().query_selector(selector).ok().flatten();
    if let Some(element) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}

/// A key pressed in the matrix.
pub fn press(judging: Judging, event: &KeyboardEvent) {
    if event.default_prevented() || event.alt_key() {
        return;
    }
    let Some(cell) = judging.cell.get_untracked() else {
        return;
    };
    let control = event.ctrl_key() || event.meta_key();
    let key = event.key();
    let key = key.to_lowercase();
    let far = isize::MAX / 2;
    let goes_to = match (key.as_str(), control) {
        ("arrowup", false) => judging.away(-1, 0),
        ("arrowdown", false) => judging.away(1, 0),
        ("arrowleft", false) => judging.away(0, -1),
        ("arrowright", false) => judging.away(0, 1),
        ("home", false) => judging.away(0, -far),
        ("end", false) => judging.away(0, far),
        ("home", true) => judging.away(-far, -far),
        ("end", true) => judging.away(far, far),
        ("n", false) => judging.next_open(),
        _ => None,
    };
    if let Some(to) = goes_to {
        event.prevent_default();
        judging.choose(to);
        focus(to);
        return;
    }
    let judge = |judgement: Option<Judgement>| {
        event.prevent_default();
        let typed = judging.told(|table| {
            judgement.map_or("", |judgement| words::judgement(judgement, table.tool))
        });
        let typed = typed.unwrap_or_default().to_owned();
        judging.edit(cell, JudgementEdit::Typed(typed));
    };
    match (key.as_str(), control) {
        ("l", false) => judge(Some(Judgement::Low)),
        ("s", false) => judge(untrack(|| between(judging))),
        ("h", false) => judge(untrack(|| worst(judging))),
        ("delete" | "backspace", false) => judge(None),
        ("d", true) => {
            event.prevent_default();
            judging.as_above(cell);
        }
        ("q", false) => {
            event.prevent_default();
            focus_on(&format!("#{QUESTIONS} input"));
        }
        ("t" | "enter", false) => {
            event.prevent_default();
            focus_on(&format!("#{SUPPORT}"));
        }
        // There is no open cell.
        ("n", false) => event.prevent_default(),
        _ => {}
    }
}

/// What a tool has between low and high.
fn between(judging: Judging) -> Option<Judgement> {
    let offered = judging.told(|table| words::offered(table.tool))?;
    offered.get(1).copied()
}

/// What a tool calls a high risk: ROBINS-I has "serious".
fn worst(judging: Judging) -> Option<Judgement> {
    let offered = judging.told(|table| words::offered(table.tool))?;
    offered.get(2).copied()
}
