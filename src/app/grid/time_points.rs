//! Which of several time points of a trial is used.

use leptos::prelude::*;

use crate::app::state::{Cells, State};
use crate::app::widgets::Select;
use crate::data::{OutcomeId, TrialId, Window};
use crate::project::{Command, Project};
use crate::wording::interface::design;

/// The rules by which one of several is chosen, in the order in which they are offered.
const WINDOWS: [Window; 2] = [Window::Lasting, Window::Immediate];

/// The time points of a record, and how its outcome chooses among them.
#[derive(Clone, PartialEq)]
struct TimePoints {
    trial: TrialId,
    outcome: OutcomeId,
    window: Window,
    /// The one in use first, then the others as the record has them.
    names: Vec<String>,
    is_chosen_by_hand: bool,
}

impl TimePoints {
    /// Those of the record under the active cell; nothing where there is but one.
    fn of_active_cell(cells: Cells, project: &Project) -> Option<Self> {
        let active = cells.selection.get().active;
        let trial = project.review.trials.get(active.row)?;
        let outcome = project.review.outcome(cells.active_column()?.outcome()?)?;
        let record = trial.records.get(&outcome.id)?;
        let others = record.others.as_ref()?;
        let readings = std::iter::once(record).chain(&others.records);
        Some(Self {
            trial: trial.id,
            outcome: outcome.id,
            window: outcome.window,
            names: readings.map(|reading| reading.time_point.clone()).collect(),
            is_chosen_by_hand: others.by_hand,
        })
    }

    /// Chooses by another rule for all trials.
    fn describe(&self, project: &Project, window: Window) -> Option<Command> {
        let outcome = project.review.outcome(self.outcome)?;
        Some(Command::DescribeOutcome {
            outcome: outcome.id,
            window,
            group: outcome.group.clone(),
            more_is_worse: outcome.more_is_worse,
            note: outcome.note.clone(),
        })
    }
}

/// The time points of the active cell, of which one is used, and by which rule; hidden where there is but one.
#[component]
pub fn TimePointFields() -> impl IntoView {
    let State {
        document, cells, ..
    } = State::expect();
    let active = Memo::new(move |_| {
        let project = document.project.get();
        TimePoints::of_active_cell(cells, &project)
    });
    // The first is the one that the rule chooses; those chosen by hand stand behind it.
    let options = move || {
        active.get().map_or_else(Vec::new, |active| {
            let by_rule = design::time_by_rule(active.window, &active.names);
            let by_hand = active.names.iter().map(|name| design::time_by_hand(name));
            std::iter::once(by_rule).chain(by_hand).collect()
        })
    };
    let used = move || Some(usize::from(active.get()?.is_chosen_by_hand));
    let use_time = move |chosen: usize| {
        if let Some(active) = active.get_untracked() {
            document.perform(&Command::UseTime {
                trial: active.trial,
                outcome: active.outcome,
                place: chosen.checked_sub(1),
            });
        }
    };
    let rule = move || {
        let window = active.get()?.window;
        WINDOWS.iter().position(|other| *other == window)
    };
    let use_rule = move |chosen: usize| {
        let command = document.project.with_untracked(|project| {
            let active = active.get_untracked()?;
            active.describe(project, *WINDOWS.get(chosen)?)
        });
        if let Some(command) = command {
            document.perform(&command);
        }
    };
    let rules = WINDOWS.map(|window| design::window(window).to_owned());
    view! {
        <div class="field inline times" hidden=move || active.with(Option::is_none)>
            <Select
                label=design::TIME_USED
                options=Signal::derive(options)
                chosen=Signal::derive(used)
                on_choose=use_time
            />
            <Select
                label=design::TIME_RULE
                options=Signal::stored(rules.to_vec())
                chosen=Signal::derive(rule)
                on_choose=use_rule
            />
        </div>
    }
}
