//! What is counted: totals that every record has, and terms that are searched for and put together by the user's word.

use std::sync::Arc;

use web_sys::Event;

use super::{Deciding, tick};
use crate::app::element::{Element, button, html, value};
use crate::read::registry::{
    self, ListedTerm, Mapping, OutcomeMapping, Seriousness, Subject, Wording,
};
use crate::wording::interface;

/// Terms shown for a query.
const MOST_SHOWN: usize = 40;

/// Everything that chooses outcomes.
pub(super) fn chooser(deciding: &Deciding) -> Element {
    let mapping = deciding.mapping;
    let totals = [
        (interface::import::DEATHS, Subject::Deaths),
        (interface::import::ANY_SERIOUS, Subject::AnySerious),
        (interface::import::ANY_OTHER, Subject::AnyOther),
    ];
    let totals = totals.map(|(name, subject)| total(mapping, name, &subject));
    let zero = tick(
        interface::import::UNLISTED_IS_ZERO,
        move || mapping.with(|mapping| mapping.unlisted_serious_is_zero),
        move |ticked| mapping.update(|mapping| mapping.unlisted_serious_is_zero = ticked),
    );
    html("div")
        .children(totals)
        .child(zero)
        .children(search(deciding))
        .child(html("ul").class("chosen").parts(chosen(mapping)))
}

/// A total that every record has.
fn total(mapping: RwSignal<Mapping>, name: &'static str, subject: &Subject) -> Element {
    let (held, wanted) = (subject.clone(), subject.clone());
    tick(
        name,
        move || {
            mapping.with(|mapping| {
                let mut outcomes = mapping.outcomes.iter();
                outcomes.any(|outcome| outcome.subject == held)
            })
        },
        move |ticked| {
            mapping.update(|mapping| {
                mapping.outcomes.retain(|outcome| outcome.subject != wanted);
                if ticked {
                    mapping.outcomes.push(OutcomeMapping {
                        name: name.to_owned(),
                        subject: wanted.clone(),
                    });
                }
            });
        },
    )
}

/// The field in which terms are searched for, and what it finds.
fn search(deciding: &Deciding) -> [Element; 2] {
    let mapping = deciding.mapping;
    let query = RwSignal::new(String::new());
    let terms = Arc::new(registry::terms(&deciding.records));
    let field = html("input")
        .class("text-input")
        .attribute("type", "search")
        .attribute("placeholder", "nausea")
        .on("input", move |event: Event| query.set(value(&event)));
    let field = html("label")
        .class("field")
        .child(html("span").text(interface::import::SEARCH_TERMS))
        .child(field);
    let outcomes = outcomes_of(mapping);
    let found = html("ul").class("terms").parts(move || {
        let query = query.get();
        if query.trim().is_empty() {
            return Vec::new();
        }
        let found = registry::find_terms(&terms, &query);
        if found.is_empty() {
            return vec![html("li").class("muted").text(interface::import::NO_TERM)];
        }
        outcomes.with(|outcomes| {
            let shown = found.iter().take(MOST_SHOWN);
            shown
                .filter_map(|place| terms.get(*place))
                .map(|term| found_term(mapping, outcomes, term))
                .collect()
        })
    });
    [field, found]
}

/// A term that was found: as an outcome, or as another wording of one that is chosen already.
fn found_term(mapping: RwSignal<Mapping>, outcomes: &[OutcomeMapping], term: &ListedTerm) -> Element {
    let list = match term.seriousness {
        Seriousness::Serious => "serious",
        Seriousness::Other => "other",
    };
    let records = term.records.len();
    let more = interface::import::term_place(list, records, &term.organ_systems.join("; "));
    let (name, wording) = (term.term.clone(), term.wording());
    let is_taken = outcomes
        .iter()
        .any(|outcome| wordings(outcome).is_some_and(|taken| taken.contains(&wording)));
    let line = html("li").child(
        html("span")
            .child(html("strong").text(&name))
            .child(html("small").text(&more)),
    );
    if is_taken {
        return line.child(html("span").class("muted").text("✓ taken"));
    }
    let joined = wording.clone();
    let add = button("button", "Add", move || {
        mapping.update(|mapping| {
            mapping.outcomes.push(OutcomeMapping {
                name: name.clone(),
                subject: Subject::Terms(vec![wording.clone()]),
            });
        });
    })
    .label(&format!("Add {} ({list})", term.term));
    let mut line = line.child(add);
    let others: Vec<(usize, &OutcomeMapping)> = outcomes
        .iter()
        .enumerate()
        .filter(|(_, outcome)| wordings(outcome).is_some())
        .collect();
    if !others.is_empty() {
        let options = others.iter().map(|(place, outcome)| {
            html("option")
                .attribute("value", &place.to_string())
                .text(&outcome.name)
        });
        let same = html("select")
            .label(&format!("{} is another wording of", term.term))
            .child(
                html("option")
                    .attribute("value", "")
                    .text(interface::import::SAME_AS),
            )
            .children(options)
            .on("change", move |event: Event| {
                let place = value(&event).parse::<usize>().ok();
                mapping.update(|mapping| {
                    let outcome = place.and_then(|place| mapping.outcomes.get_mut(place));
                    if let Some(Subject::Terms(wordings)) =
                        outcome.map(|outcome| &mut outcome.subject)
                    {
                        wordings.push(joined.clone());
                    }
                });
            });
        line = line.child(same);
    }
    line
}

/// The terms that were chosen, to be named and taken out again.
fn chosen(mapping: RwSignal<Mapping>) -> impl Fn() -> Vec<Element> + 'static {
    let outcomes = outcomes_of(mapping);
    move || {
        outcomes.with(|outcomes| {
            let outcomes = outcomes.iter().enumerate();
            outcomes
                .filter_map(|(place, outcome)| {
                    Some(chosen_term(mapping, place, outcome, wordings(outcome)?))
                })
                .collect()
        })
    }
}

fn chosen_term(
    mapping: RwSignal<Mapping>,
    place: usize,
    outcome: &OutcomeMapping,
    wordings: &[Wording],
) -> Element {
    let name = html("input")
        .class("text-input")
        .attribute("maxlength", "200")
        .attribute("value", &outcome.name)
        .label(&format!("Name of the outcome {}", outcome.name))
        .on("change", move |event: Event| {
            mapping.update(|mapping| {
                if let Some(outcome) = mapping.outcomes.get_mut(place) {
                    outcome.name = value(&event);
                }
            });
        });
    let terms: Vec<&str> = wordings
        .iter()
        .map(|wording| wording.term.as_str())
        .collect();
    let remove = button("button quiet", "Remove", move || {
        mapping.update(|mapping| {
            if place < mapping.outcomes.len() {
                mapping.outcomes.remove(place);
            }
        });
    })
    .label(&format!("Remove {}", outcome.name));
    html("li")
        .child(name)
        .child(html("small").text(&terms.join(", ")))
        .child(remove)
}

fn wordings(outcome: &OutcomeMapping) -> Option<&[Wording]> {
    match &outcome.subject {
        Subject::Terms(wordings) => Some(wordings),
        Subject::Deaths | Subject::AnySerious | Subject::AnyOther => None,
    }
}

/// The outcomes alone: what is done to groups does not make their lines anew.
fn outcomes_of(mapping: RwSignal<Mapping>) -> Memo<Vec<OutcomeMapping>> {
    Memo::new(move |_| mapping.with(|mapping| mapping.outcomes.clone()))
}
