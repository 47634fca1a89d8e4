//! The groups of people of each record, and the side of the comparison on which each stands.

use leptos::prelude::*;

use crate::app::state::Shared;
use crate::app::widgets::Checkbox;
use crate::data::Role;
use crate::read::registry::{
    AdverseEvents, Group, GroupMapping, Mapping, Record, Suggestion, TrialMapping, suggestions,
};
use crate::wording::{self, Text, interface, tr, translate};

/// A section for each record with results.
#[component]
pub fn RecordGroups(
    /// The records.
    records: Shared<Vec<Record>>,
    /// What is decided about them.
    mapping: RwSignal<Mapping>,
) -> impl IntoView {
    let present = mapping.get_untracked();
    let sections = present.trials.iter().enumerate();
    sections
        .filter_map(|(place, trial)| {
            let record = records.get(trial.record)?;
            let events = record.adverse_events.as_ref()?;
            Some(section(mapping, place, trial, record, events))
        })
        .collect_view()
}

fn section(
    mapping: RwSignal<Mapping>,
    place: usize,
    trial: &TrialMapping,
    record: &Record,
    events: &AdverseEvents,
) -> impl IntoView + use<> {
    let suggested = suggestions(record);
    let rows = events
        .groups
        .iter()
        .zip(suggested)
        .enumerate()
        .map(|(nth, (group, suggestion))| row(mapping, (place, nth), group, &suggestion))
        .collect_view();
    let of_trial = move |of: fn(&TrialMapping) -> bool| {
        mapping.with(|mapping| mapping.trials.get(place).is_some_and(of))
    };
    view! {
        <section aria-label=trial.name.clone()>
            <h3>{record.title.clone()}</h3>
            <p class="muted">{events.time_frame.clone()}</p>
            <label class="field inline">
                <span>{tr!("Name of {}", record.id)}</span>
                <input
                    class="text-input"
                    maxlength="200"
                    value=trial.name.clone()
                    on:change=move |event| {
                        change(mapping, place, |trial| trial.name = event_target_value(&event));
                    }
                />
            </label>
            <div class="table-scroll">
                <table class="preview">
                    <thead>
                        <tr>
                            <th scope="col">{translate("Group")}</th>
                            <th scope="col">{translate("At risk")}</th>
                            <th scope="col">{translate("Serious")}</th>
                            <th scope="col">{translate("Side")}</th>
                            <th scope="col">{translate("Part of the trial")}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
            <Show when=move || of_trial(has_several_on_a_side)>
                <Checkbox
                    label=interface::import::DISJOINT
                    class="tick"
                    checked=Signal::derive(move || of_trial(|trial| trial.disjoint))
                    on_change=move |ticked| change(mapping, place, |trial| trial.disjoint = ticked)
                />
            </Show>
        </section>
    }
}

/// The sides, with the values of their options and what they are called.
const SIDES: [(Role, &str, Text); 3] = [
    (Role::Experimental, "experimental", Text("Experimental")),
    (Role::Control, "control", Text("Control")),
    (Role::Ignored, "ignored", Text("Ignore")),
];

fn row(
    mapping: RwSignal<Mapping>,
    at: (usize, usize),
    group: &Group,
    suggestion: &Suggestion,
) -> impl IntoView + use<> {
    let sides = SIDES.map(|(role, value, words)| {
        view! {
            <option value=value selected=role == suggestion.role>
                {words}
            </option>
        }
    });
    let choose_side = move |event| {
        let chosen = event_target_value(&event);
        if let Some((role, _, _)) = SIDES.iter().find(|(_, value, _)| *value == chosen) {
            change_group(mapping, at, |group| group.role = *role);
        }
    };
    let choose_part = move |event| {
        change_group(mapping, at, |group| {
            group.stratum = event_target_value(&event);
        });
    };
    view! {
        <tr>
            <th scope="row" title=group.description.clone()>
                {group.title.clone()}
            </th>
            <td>{group.serious.at_risk.typed.clone()}</td>
            <td>{group.serious.affected.typed.clone()}</td>
            <td>
                <select aria-label=tr!("Side of {}", group.title) on:change=choose_side>
                    {sides}
                </select>
                <small>{wording::registry::reason(suggestion.reason)}</small>
            </td>
            <td>
                <input
                    class="text-input"
                    maxlength="80"
                    value=suggestion.stratum.clone()
                    aria-label=tr!("Part of the trial of {}", group.title)
                    on:change=choose_part
                />
            </td>
        </tr>
    }
}

/// Whether two groups of one part stand on one side.
fn has_several_on_a_side(trial: &TrialMapping) -> bool {
    let groups = trial.groups.iter().enumerate();
    groups
        .filter(|(_, group)| group.role != Role::Ignored)
        .any(|(nth, group)| {
            trial
                .groups
                .iter()
                .skip(nth + 1)
                .any(|other| other == group)
        })
}

fn change(mapping: RwSignal<Mapping>, place: usize, change: impl FnOnce(&mut TrialMapping)) {
    mapping.update(|mapping| {
        if let Some(trial) = mapping.trials.get_mut(place) {
            change(trial);
        }
    });
}

fn change_group(
    mapping: RwSignal<Mapping>,
    (place, nth): (usize, usize),
    then: impl FnOnce(&mut GroupMapping),
) {
    change(mapping, place, |trial| {
        if let Some(group) = trial.groups.get_mut(nth) {
            then(group);
        }
    });
}
