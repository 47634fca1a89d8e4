//! The line under the grid: what is wrong with the active cell, and the edit that mends it where there is one.

use std::sync::Arc;

use leptos::prelude::untrack;

use super::marks::Marks;
use super::sheet::Sheet;
use crate::app::element::{Element, button, html};
use crate::data::Problem;
use crate::project::{Fix, fix};

/// The problem of the active cell, with its sentence.
fn problem_here(sheet: Sheet, marks: Memo<Arc<Marks>>) -> Option<(Problem, String)> {
    let active = sheet.selection.get().active;
    let trial = sheet.trial(active.row)?;
    let column = sheet
        .columns
        .with(|columns| columns.get(active.column).copied())?;
    marks.with(|marks| {
        let mark = marks
            .of_trial(trial.id)?
            .at(column.outcome(), column.cell(&trial))?;
        sheet.state.findings.with(|problems| {
            let problem = problems.get(mark.place)?.clone();
            Some((problem, mark.sentence.clone()))
        })
    })
}

fn fix_here(sheet: Sheet, marks: Memo<Arc<Marks>>) -> Option<Fix> {
    let (problem, _) = problem_here(sheet, marks)?;
    sheet
        .state
        .document.project
        .with(|project| fix(&project.review, &problem))
}

/// Mends the active cell, where there is an edit that does.
pub(super) fn mend(sheet: Sheet, marks: Memo<Arc<Marks>>) {
    if let Some(fix) = untrack(|| fix_here(sheet, marks)) {
        sheet.state.document.perform(&fix.command);
        sheet.state.document.settle();
    }
}

/// The line, which is read out as one comes to a cell with a problem.
pub(super) fn line(sheet: Sheet, marks: Memo<Arc<Marks>>) -> Element {
    let here = Memo::new(move |_| {
        let words = problem_here(sheet, marks).map(|(_, words)| words);
        let fix = fix_here(sheet, marks).map(|fix| fix.words);
        words.map(|words| (words, fix))
    });
    html("div")
        .class("cell-line")
        .attribute("aria-live", "polite")
        .parts(move || {
            let Some((words, fix)) = here.get() else {
                return Vec::new();
            };
            let mut parts = vec![html("span").text(&words)];
            parts.extend(fix.map(|fix| {
                let act = move || {
                    mend(sheet, marks);
                    sheet.focus();
                };
                button("button", &fix, act).attribute("title", "Alt Enter")
            }));
            parts
        })
}
