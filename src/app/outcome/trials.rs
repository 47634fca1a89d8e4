//! The trials behind an outcome, each to be taken out of the pools and brought back.

use std::sync::Arc;

use leptos::prelude::*;
use web_sys::Event;

use crate::analysis::LeftOut;
use crate::app::element::{Element, button, checked, html};
use crate::app::state::State;
use crate::data::{OutcomeId, TrialId};
use crate::project::Command;
use crate::wording::{Locale, taken, undefined};

/// Trials listed at first, and more each time more are asked for: a list of thousands would take seconds to make.
const MANY: usize = 200;

/// A trial of the list.
#[derive(Clone, PartialEq)]
struct Listed {
    id: TrialId,
    name: String,
    shown: bool,
    remark: String,
    /// Whether its box can be set: a trial with broken numbers stays out until they are mended.
    choosable: bool,
}

/// Every trial that reported the outcome, with a box.
pub(super) fn trial_list(outcome: OutcomeId) -> Element {
    let state = State::expect();
    let trials = Memo::new(move |_| Arc::new(listed(state, outcome)));
    let hidden = move || {
        let hidden = state
            .document.project
            .with(|project| project.settings.hidden.clone());
        hidden.into_iter().collect::<Vec<_>>()
    };
    let bring_back = move || {
        state.document.apply(&Command::HideTrials {
            trials: untrack(hidden),
            hidden: false,
        });
    };
    let most = RwSignal::new(MANY);
    let ids = move || {
        let most = most.get();
        trials.with(|trials| trials.iter().take(most).map(|trial| trial.id).collect())
    };
    html("section")
        .class("block")
        .label("Trials")
        .child(html("h3").text("Trials"))
        .child(
            html("ul")
                .class("trial-list")
                .each(ids, move |id| trial_box(state, trials, id)),
        )
        .part_while(
            move || trials.with(|trials| trials.len()) > most.get(),
            move || {
                button("button", "List more trials", move || {
                    most.update(|most| *most += MANY);
                })
            },
        )
        .part_while(
            move || !hidden().is_empty(),
            move || button("button", "Bring all trials back", bring_back),
        )
}

fn trial_box(state: State, trials: Memo<Arc<Vec<Listed>>>, id: TrialId) -> Element {
    let listed = move |holds: fn(&Listed) -> bool| {
        trials.with(|trials| trials.iter().any(|trial| trial.id == id && holds(trial)))
    };
    let words = move |words: fn(&Listed) -> &str| {
        trials.with(|trials| {
            let trial = trials.iter().find(|trial| trial.id == id);
            trial.map_or_else(String::new, |trial| words(trial).to_owned())
        })
    };
    let tick = html("input")
        .attribute("type", "checkbox")
        .state_while("checked", move || listed(|trial| trial.shown))
        .flag_while("disabled", move || !listed(|trial| trial.choosable))
        .on("change", move |event: Event| {
            state.document.apply(&Command::HideTrials {
                trials: vec![id],
                hidden: !checked(&event),
            });
        });
    let remark = html("small").text_from(move || words(|trial| &trial.remark));
    let name = html("span")
        .text_from(move || words(|trial| &trial.name))
        .text(" ")
        .child(remark);
    html("li").child(html("label").child(tick).child(name))
}

fn listed(state: State, outcome: OutcomeId) -> Vec<Listed> {
    let Some(answer) = state.answers.all.with(|answers| answers.of(outcome).cloned()) else {
        return Vec::new();
    };
    // Both are in the order of the trials.
    let mut rows = answer.prepared.rows.iter().peekable();
    let mut left_out = answer.prepared.left_out.iter().peekable();
    state.document.project.with(|project| {
        let locale = Locale::of(&project.settings);
        project
            .0
            .review
            .trials
            .iter()
            .filter_map(|trial| {
                let reason = left_out.next_if(|(id, _)| *id == trial.id);
                let reason = reason.map(|(_, reason)| *reason);
                let shown = rows.next_if(|id| **id == trial.id).is_some();
                (shown || reason.is_some()).then(|| Listed {
                    id: trial.id,
                    name: trial.name.clone(),
                    shown,
                    remark: reason.map_or_else(
                        || taken::remark(trial, &answer.outcome, locale),
                        |reason| undefined::left_out(reason).to_owned(),
                    ),
                    choosable: shown || reason == Some(LeftOut::Hidden),
                })
            })
            .collect()
    })
}
