//! Where the numbers of the active cell were read: its time point, source and note, under the grid. In the complete page
//! only.

use std::time::Duration;

use web_sys::Event;

use super::sheet::Sheet;
use crate::app::element::{Element, follow, html, value};
use crate::app::pause::Pause;
use crate::app::state::{Derived, Stored};
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

/// What is typed into a field waits until one stops: it belongs to the record that was active when it was typed, wherever
/// the selection has gone since.
#[derive(Clone, Copy)]
struct Typed {
    sheet: Sheet,
    waiting: Stored<Option<Command>>,
    pause: Pause,
}

/// A pause in typing this long is when it becomes part of the review.
const PAUSE: Duration = Duration::from_millis(300);

impl Typed {
    fn put(&self, (trial, outcome, mut said): Said, nth: usize, text: String) {
        if let Some(part) = said.get_mut(nth) {
            *part = text;
        }
        let [time_point, source, note] = said;
        self.waiting.set(Some(Command::SetProvenance {
            trial,
            outcome,
            time_point,
            source,
            note,
        }));
        let typed = *self;
        self.pause.then(move || typed.take());
    }

    fn take(&self) {
        if let Some(command) = self.waiting.replace(None).flatten() {
            self.sheet.session.perform(&command);
        }
    }
}

/// The fields, while a cell of an outcome is active.
pub(super) fn fields(sheet: Sheet) -> Element {
    let here = Derived::new(move || said_here(sheet));
    let typed = Typed {
        sheet,
        waiting: Stored::new(None),
        pause: Pause::new(PAUSE),
    };
    follow(move || {
        here.track();
        typed.take();
    });
    let fields = html("div")
        .class("file-row provenance")
        .attribute("role", "group")
        .label(interface::WHERE_IT_WAS_READ)
        .flag_while("hidden", move || here.with(Option::is_none));
    interface::PROVENANCE
        .iter()
        .enumerate()
        .fold(fields, |fields, (nth, (name, example))| {
            fields.child(field(here, &typed, nth, name, example))
        })
}

fn field(
    here: Derived<Option<Said>>,
    typed: &Typed,
    nth: usize,
    name: &str,
    example: &str,
) -> Element {
    let shown = move || {
        here.with(|here| {
            let said = here.as_ref().and_then(|(_, _, said)| said.get(nth));
            said.cloned().unwrap_or_default()
        })
    };
    let typed = *typed;
    let input = html("input")
        .class("text-input")
        .attribute("maxlength", "2000")
        .attribute("placeholder", example)
        .value_from(shown)
        .on("input", move |event: Event| {
            if let Some(said) = here.get_untracked() {
                typed.put(said, nth, value(&event));
            }
        })
        .on("blur", move |_: Event| typed.take());
    html("label")
        .class("field inline")
        .child(html("span").text(name))
        .child(input)
}
