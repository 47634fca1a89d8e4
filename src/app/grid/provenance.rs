//! Where the numbers of the active cell were read: its time point, source and note, under the grid. In the complete page
//! only.

use super::sheet::Sheet;
use super::times;
use super::typed::Typed;
use crate::app::element::{Element, follow, html};
use crate::data::{OutcomeId, TrialId};
use crate::project::Command;
use crate::wording::interface;

/// A record, with what is said of it: time point, source, note.
type Said = (TrialId, OutcomeId, [String; 3]);

/// The record under the active cell. One that is not there yet says nothing.
fn said_here(sheet: Sheet) -> Option<Said> {
    let active = sheet.selection.get().active;
    let trial = sheet.trial(active.row)?;
    let outcome = sheet.column(active.column)?.outcome()?;
    let said = trial
        .records
        .get(&outcome)
        .map(|record| [&record.time_point, &record.source, &record.note].map(Clone::clone));
    Some((trial.id, outcome, said.unwrap_or_default()))
}

/// Says something else of a record.
fn saying((trial, outcome, mut said): Said, nth: usize, text: String) -> Command {
    if let Some(part) = said.get_mut(nth) {
        *part = text;
    }
    let [time_point, source, note] = said;
    Command::SetProvenance {
        trial,
        outcome,
        time_point,
        source,
        note,
    }
}

/// The fields, while a cell of an outcome is active.
pub(super) fn fields(sheet: Sheet) -> Element {
    let here = Memo::new(move |_| said_here(sheet));
    let typed = Typed::new(sheet);
    follow(move || {
        here.track();
        typed.take();
    });
    let fields = html("div")
        .class("file-row provenance")
        .attribute("role", "group")
        .label(interface::WHERE_IT_WAS_READ)
        .flag_while("hidden", move || here.with(Option::is_none))
        .child(times::choices(sheet));
    interface::PROVENANCE
        .iter()
        .enumerate()
        .fold(fields, |fields, (nth, (name, example))| {
            let shown = move || {
                here.with(|here| {
                    let said = here.as_ref().and_then(|(_, _, said)| said.get(nth));
                    said.cloned().unwrap_or_default()
                })
            };
            let put = move |text| {
                typed.put(nth, || {
                    let said = here.get_untracked()?;
                    Some(saying(said, nth, text))
                });
            };
            fields.child(typed.field([name, example], shown, put))
        })
}
