//! What is counted: totals that every record has, and terms that are searched for and put together by the user's word.

use leptos::prelude::*;

use crate::app::state::Shared;
use crate::app::widgets::Checkbox;
use crate::read::registry::{
    self, ListedTerm, Mapping, OutcomeMapping, Record, Seriousness, Subject, Wording,
};
use crate::wording::{interface, tr, translate};

/// Terms shown for a query.
const MOST_SHOWN: usize = 40;

/// Everything that chooses outcomes.
#[component]
pub fn OutcomeChooser(
    /// The records.
    records: Shared<Vec<Record>>,
    /// What is decided about them.
    mapping: RwSignal<Mapping>,
) -> impl IntoView {
    // The outcomes alone: what is done to groups does not make their lines anew.
    let outcomes = Memo::new(move |_| mapping.with(|mapping| mapping.outcomes.clone()));
    view! {
        <div>
            <TotalOutcome mapping=mapping name=interface::import::DEATHS.text() subject=Subject::Deaths/>
            <TotalOutcome
                mapping=mapping
                name=interface::import::ANY_SERIOUS.text()
                subject=Subject::AnySerious
            />
            <TotalOutcome
                mapping=mapping
                name=interface::import::ANY_OTHER.text()
                subject=Subject::AnyOther
            />
            <Checkbox
                label=interface::import::UNLISTED_IS_ZERO
                class="tick"
                checked=Signal::derive(move || {
                    mapping.with(|mapping| mapping.unlisted_serious_is_zero)
                })
                on_change=move |ticked| {
                    mapping.update(|mapping| mapping.unlisted_serious_is_zero = ticked);
                }
            />
            <TermSearch records=records mapping=mapping outcomes=outcomes/>
            <ChosenTerms mapping=mapping outcomes=outcomes/>
        </div>
    }
}

/// A total that every record has.
#[component]
fn TotalOutcome(
    /// What is decided about the records.
    mapping: RwSignal<Mapping>,
    /// What the outcome is called.
    name: &'static str,
    /// What is counted.
    subject: Subject,
) -> impl IntoView {
    let wanted = subject.clone();
    let is_chosen = move || {
        mapping.with(|mapping| {
            let mut outcomes = mapping.outcomes.iter();
            outcomes.any(|outcome| outcome.subject == subject)
        })
    };
    let change = move |ticked| {
        mapping.update(|mapping| {
            mapping.outcomes.retain(|outcome| outcome.subject != wanted);
            if ticked {
                mapping.outcomes.push(OutcomeMapping {
                    name: name.to_owned(),
                    subject: wanted.clone(),
                });
            }
        });
    };
    view! {
        <Checkbox label=name class="tick" checked=Signal::derive(is_chosen) on_change=change/>
    }
}

/// The field in which terms are searched for, and what it finds.
#[component]
fn TermSearch(
    /// The records.
    records: Shared<Vec<Record>>,
    /// What is decided about them.
    mapping: RwSignal<Mapping>,
    /// The outcomes that are chosen.
    outcomes: Memo<Vec<OutcomeMapping>>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let terms = registry::terms(&records);
    let found = move || {
        let query = query.get();
        if query.trim().is_empty() {
            return ().into_any();
        }
        let found = registry::find_terms(&terms, &query);
        if found.is_empty() {
            return view! { <li class="muted">{interface::import::NO_TERM}</li> }.into_any();
        }
        outcomes.with(|outcomes| {
            let shown = found.iter().take(MOST_SHOWN);
            shown
                .filter_map(|place| terms.get(*place))
                .map(|term| found_term(mapping, outcomes, term))
                .collect_view()
                .into_any()
        })
    };
    view! {
        <label class="field">
            <span>{interface::import::SEARCH_TERMS}</span>
            <input
                class="text-input"
                type="search"
                placeholder="nausea"
                on:input=move |event| query.set(event_target_value(&event))
            />
        </label>
        <ul class="terms">{found}</ul>
    }
}

/// A term that was found: as an outcome, or as another wording of one that is chosen already.
fn found_term(
    mapping: RwSignal<Mapping>,
    outcomes: &[OutcomeMapping],
    term: &ListedTerm,
) -> impl IntoView + use<> {
    let list = match term.seriousness {
        Seriousness::Serious => "serious",
        Seriousness::Other => "other",
    };
    let records = term.records.len();
    let details =
        interface::import::term_place(list, records, &term.organ_systems.join(translate("; ")));
    let wording = term.wording();
    let is_taken = outcomes
        .iter()
        .any(|outcome| wordings(outcome).is_some_and(|taken| taken.contains(&wording)));
    let choice = if is_taken {
        view! { <span class="muted">{translate("✓ taken")}</span> }.into_any()
    } else {
        let name = term.term.clone();
        let added = wording.clone();
        let add = move |_| {
            mapping.update(|mapping| {
                mapping.outcomes.push(OutcomeMapping {
                    name: name.clone(),
                    subject: Subject::Terms(vec![added.clone()]),
                });
            });
        };
        view! {
            <button
                type="button"
                class="button"
                aria-label=tr!("Add {} ({list})", term.term, list)
                on:click=add
            >
                {translate("Add")}
            </button>
            {same_as(mapping, outcomes, term, wording)}
        }
        .into_any()
    };
    view! {
        <li>
            <span>
                <strong>{term.term.clone()}</strong>
                <small>{details}</small>
            </span>
            {choice}
        </li>
    }
}

/// A choice of the outcome that a term is another wording of, where there is one.
fn same_as(
    mapping: RwSignal<Mapping>,
    outcomes: &[OutcomeMapping],
    term: &ListedTerm,
    wording: Wording,
) -> Option<impl IntoView + use<>> {
    let options: Vec<_> = outcomes
        .iter()
        .enumerate()
        .filter(|(_, outcome)| wordings(outcome).is_some())
        .map(|(place, outcome)| {
            view! { <option value=place.to_string()>{outcome.name.clone()}</option> }
        })
        .collect();
    let join = move |event| {
        let place = event_target_value(&event).parse::<usize>().ok();
        mapping.update(|mapping| {
            let outcome = place.and_then(|place| mapping.outcomes.get_mut(place));
            if let Some(Subject::Terms(wordings)) = outcome.map(|outcome| &mut outcome.subject) {
                wordings.push(wording.clone());
            }
        });
    };
    (!options.is_empty()).then(|| {
        view! {
            <select aria-label=tr!("{} is another wording of", term.term) on:change=join>
                <option value="">{interface::import::SAME_AS}</option>
                {options}
            </select>
        }
    })
}

/// The terms that were chosen, to be named and taken out again.
#[component]
fn ChosenTerms(
    /// What is decided about the records.
    mapping: RwSignal<Mapping>,
    /// The outcomes that are chosen.
    outcomes: Memo<Vec<OutcomeMapping>>,
) -> impl IntoView {
    let lines = move || {
        outcomes.with(|outcomes| {
            let outcomes = outcomes.iter().enumerate();
            outcomes
                .filter_map(|(place, outcome)| {
                    Some(chosen_term(mapping, place, outcome, wordings(outcome)?))
                })
                .collect_view()
        })
    };
    view! { <ul class="chosen">{lines}</ul> }
}

fn chosen_term(
    mapping: RwSignal<Mapping>,
    place: usize,
    outcome: &OutcomeMapping,
    wordings: &[Wording],
) -> impl IntoView + use<> {
    let rename = move |event| {
        mapping.update(|mapping| {
            if let Some(outcome) = mapping.outcomes.get_mut(place) {
                outcome.name = event_target_value(&event);
            }
        });
    };
    let remove = move |_| {
        mapping.update(|mapping| {
            if place < mapping.outcomes.len() {
                mapping.outcomes.remove(place);
            }
        });
    };
    let terms: Vec<&str> = wordings
        .iter()
        .map(|wording| wording.term.as_str())
        .collect();
    view! {
        <li>
            <input
                class="text-input"
                maxlength="200"
                prop:value=outcome.name.clone()
                aria-label=tr!("Name of the outcome {}", outcome.name)
                on:change=rename
            />
            <small>{terms.join(translate(", "))}</small>
            <button
                type="button"
                class="button quiet"
                aria-label=tr!("Remove {}", outcome.name)
                on:click=remove
            >
                {translate("Remove")}
            </button>
        </li>
    }
}

fn wordings(outcome: &OutcomeMapping) -> Option<&[Wording]> {
    match &outcome.subject {
        Subject::Terms(wordings) => Some(wordings),
        Subject::Deaths | Subject::AnySerious | Subject::AnyOther => None,
    }
}
