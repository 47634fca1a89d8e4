//! The groups of people of each record, and the side of the comparison on which each stands.

use web_sys::Event;

use super::{Deciding, tick};
use crate::app::element::{Element, html, value};
use crate::data::Role;
use crate::read::registry::{
    AdverseEvents, Group, GroupMapping, Mapping, Record, Suggestion, TrialMapping, suggestions,
};
use crate::wording::{self, interface};

/// A section for each record with results.
pub(super) fn trials(deciding: &Deciding) -> Vec<Element> {
    let present = deciding.mapping.get_untracked();
    let trials = present.trials.iter().enumerate();
    trials
        .filter_map(|(place, trial)| {
            let record = deciding.records.get(trial.record)?;
            let events = record.adverse_events.as_ref()?;
            Some(section(deciding.mapping, place, trial, record, events))
        })
        .collect()
}

fn section(
    mapping: RwSignal<Mapping>,
    place: usize,
    trial: &TrialMapping,
    record: &Record,
    events: &AdverseEvents,
) -> Element {
    let name = html("input")
        .class("text-input")
        .attribute("maxlength", "200")
        .attribute("value", &trial.name)
        .on("change", move |event: Event| {
            change(mapping, place, |trial| trial.name = value(&event));
        });
    let name = html("label")
        .class("field inline")
        .child(html("span").text(&format!("Name of {}", record.id)))
        .child(name);
    let suggested = suggestions(record);
    let rows = events.groups.iter().zip(suggested).enumerate();
    let rows =
        rows.map(|(nth, (group, suggestion))| row(mapping, (place, nth), group, &suggestion));
    let heads = ["Group", "At risk", "Serious", "Side", "Part of the trial"]
        .map(|head| html("th").attribute("scope", "col").text(head));
    let table = html("table")
        .class("preview")
        .child(html("thead").child(html("tr").children(heads)))
        .child(html("tbody").children(rows));
    let several = move || {
        mapping.with(|mapping| {
            let trial = mapping.trials.get(place);
            trial.is_some_and(has_several_on_a_side)
        })
    };
    let disjoint = move || {
        tick(
            interface::import::DISJOINT,
            move || {
                mapping.with(|mapping| {
                    let trial = mapping.trials.get(place);
                    trial.is_some_and(|trial| trial.disjoint)
                })
            },
            move |ticked| change(mapping, place, |trial| trial.disjoint = ticked),
        )
    };
    html("section")
        .label(&trial.name)
        .child(html("h3").text(&record.title))
        .child(html("p").class("muted").text(&events.time_frame))
        .child(name)
        .child(html("div").class("table-scroll").child(table))
        .part_while(several, disjoint)
}

fn row(
    mapping: RwSignal<Mapping>,
    at: (usize, usize),
    group: &Group,
    suggestion: &Suggestion,
) -> Element {
    let option = |role: Role, name: &str, words: &str| {
        html("option")
            .attribute("value", name)
            .flag("selected", role == suggestion.role)
            .text(words)
    };
    let side = html("select")
        .label(&format!("Side of {}", group.title))
        .child(option(Role::Experimental, "experimental", "Experimental"))
        .child(option(Role::Control, "control", "Control"))
        .child(option(Role::Ignored, "ignored", "Ignore"))
        .on("change", move |event: Event| {
            let role = match value(&event).as_str() {
                "experimental" => Role::Experimental,
                "control" => Role::Control,
                _ => Role::Ignored,
            };
            change_group(mapping, at, |group| group.role = role);
        });
    let why = html("small").text(wording::registry::reason(suggestion.reason));
    let part = html("input")
        .class("text-input")
        .attribute("maxlength", "80")
        .attribute("value", &suggestion.stratum)
        .label(&format!("Part of the trial of {}", group.title))
        .on("change", move |event: Event| {
            change_group(mapping, at, |group| group.stratum = value(&event));
        });
    html("tr")
        .child(
            html("th")
                .attribute("scope", "row")
                .attribute("title", &group.description)
                .text(&group.title),
        )
        .child(html("td").text(&group.serious.at_risk.typed))
        .child(html("td").text(&group.serious.affected.typed))
        .child(html("td").child(side).child(why))
        .child(html("td").child(part))
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
