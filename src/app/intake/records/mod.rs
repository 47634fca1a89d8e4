//! Records of `ClinicalTrials.gov`: which groups are compared, which terms are outcomes, and what is in doubt.

pub mod groups;
pub mod outcomes;

use leptos::prelude::*;

use self::groups::RecordGroups;
use self::outcomes::OutcomeChooser;
use super::destination::{Destination, DestinationFoot, add_trials, has_trials_in_common};
use crate::app::state::{Arrival, Dialog, Library, Shared, State};
use crate::app::widgets::TextField;
use crate::project::Project;
use crate::read::registry::{self, Mapping, Record};
use crate::wording::{self, interface, translate};

/// Doubts shown; nobody reads more, and each is in the note of its number.
const MOST_DOUBTS: usize = 60;

/// Shows records of a registry, lets groups and outcomes be chosen, and takes what comes of them.
#[component]
pub fn RecordsContent(
    /// The records.
    records: Shared<Vec<Record>>,
) -> impl IntoView {
    let state = State::expect();
    let library = Library::expect();
    let mapping = RwSignal::new(registry::mapping(&records));
    let built = {
        let records = records.clone();
        Memo::new(move |_| mapping.with(|mapping| Shared::new(registry::build(&records, mapping))))
    };
    let summary = move || {
        let locale = state.document.locale();
        built.with(|built| interface::paste_preview(&built.review, built.doubts.len(), locale))
    };
    let doubts = {
        let records = records.clone();
        move || {
            built.with(|built| {
                let doubts = built.doubts.iter().take(MOST_DOUBTS);
                doubts
                    .map(|doubt| {
                        let words = wording::registry::doubt(doubt, &records);
                        view! {
                            <li class="warning">
                                <div class="plain">
                                    <span>{words}</span>
                                </div>
                            </li>
                        }
                    })
                    .collect_view()
            })
        }
    };
    let usable = move || {
        built.with(|built| !built.review.trials.is_empty() && !built.review.outcomes.is_empty())
    };
    let common = Memo::new(move |_| built.with(|built| has_trials_in_common(state, &built.review)));
    let take = move |destination| {
        let built = built.get_untracked();
        match destination {
            Destination::Replace => {
                library.begin(Project::of(built.review.clone()), Arrival::Brought);
            }
            Destination::Add(same_trial) => add_trials(state, &built.review, same_trial),
        }
        state.dialogs.close(Dialog::Import);
    };
    view! {
        <div class="dialog-body records">
            <p class="muted">{interface::import::GROUPS_HINT}</p>
            <SideLabels mapping=mapping/>
            <RecordGroups records=records.clone() mapping=mapping/>
            <h3>{translate("Outcomes")}</h3>
            <OutcomeChooser records=records mapping=mapping/>
            <h3>{translate("What comes of it")}</h3>
            <p role="status">{summary}</p>
            <ul class="problems">{doubts}</ul>
        </div>
        <DestinationFoot
            replace_label=interface::import::OPEN_REVIEW.text()
            add_label=interface::import::ADD_TRIALS.text()
            has_trials_in_common=common
            usable=Signal::derive(usable)
            on_take=take
            on_cancel=move |()| state.dialogs.close(Dialog::Import)
        />
    }
}

/// What the two sides are called.
#[component]
fn SideLabels(
    /// What is decided about the records.
    mapping: RwSignal<Mapping>,
) -> impl IntoView {
    view! {
        <div class="file-row">
            <TextField
                label=translate("Treatment")
                class="field inline"
                max_length=80
                value=Signal::derive(move || {
                    mapping.with(|mapping| mapping.experimental_label.clone())
                })
                on_change=move |label| {
                    mapping.update(|mapping| mapping.experimental_label = label);
                }
            />
            <TextField
                label=translate("Compared with")
                class="field inline"
                max_length=80
                value=Signal::derive(move || mapping.with(|mapping| mapping.control_label.clone()))
                on_change=move |label| mapping.update(|mapping| mapping.control_label = label)
            />
        </div>
    }
}
