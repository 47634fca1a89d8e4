//! Where the numbers of the active cell were read: its time point, source and note, under the grid.

use leptos::prelude::*;

use super::debounced_command::DebouncedCommand;
use super::time_points::TimePointFields;
use crate::app::state::{Cells, State};
use crate::app::widgets::TextField;
use crate::data::{OutcomeId, TrialId};
use crate::project::Command;
use crate::wording::interface;

/// The most letters of a field.
const MOST_LETTERS: usize = 2_000;

/// The record of a trial and an outcome, with what is said of it.
#[derive(Clone, PartialEq)]
struct Provenance {
    trial: TrialId,
    outcome: OutcomeId,
    /// Time point, source, note.
    texts: [String; 3],
}

impl Provenance {
    /// What is said of the record under the active cell. Of one that is not there yet, nothing is said.
    fn of_active_cell(cells: Cells) -> Option<Self> {
        let active = cells.selection.get().active;
        let trial = cells.trial(active.row)?;
        let outcome = cells.active_column()?.outcome()?;
        let texts = trial
            .records
            .get(&outcome)
            .map(|record| [&record.time_point, &record.source, &record.note].map(Clone::clone));
        Some(Self {
            trial: trial.id,
            outcome,
            texts: texts.unwrap_or_default(),
        })
    }

    /// Says another text of the record.
    fn command(self, field: usize, text: String) -> Command {
        let mut texts = self.texts;
        if let Some(before) = texts.get_mut(field) {
            *before = text;
        }
        let [time_point, source, note] = texts;
        Command::SetProvenance {
            trial: self.trial,
            outcome: self.outcome,
            time_point,
            source,
            note,
        }
    }
}

/// The fields, while a cell of an outcome is active.
#[component]
pub fn ProvenanceFields() -> impl IntoView {
    let cells = State::expect().cells;
    let active = Memo::new(move |_| Provenance::of_active_cell(cells));
    let typed = DebouncedCommand::new();
    let fields = interface::PROVENANCE.iter().enumerate();
    let fields = fields.map(|(field, (name, example))| {
        let shown = move || {
            active.with(|active| {
                let text = active.as_ref().and_then(|active| active.texts.get(field));
                text.cloned().unwrap_or_default()
            })
        };
        let put = move |text| {
            typed.put(field, || Some(active.get_untracked()?.command(field, text)));
        };
        view! {
            <TextField
                class="field inline"
                label=name.text()
                placeholder=example.text()
                max_length=MOST_LETTERS
                value=Signal::derive(shown)
                on_input=put
                on_blur=move |()| typed.flush()
            />
        }
    });
    view! {
        <div
            class="file-row provenance"
            role="group"
            aria-label=interface::WHERE_IT_WAS_READ
            hidden=move || active.with(Option::is_none)
        >
            <TimePointFields/>
            {fields.collect_view()}
        </div>
    }
}
