//! The list of outcomes.

use std::collections::BTreeSet;

use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::axes::SharedAxes;
use super::entry::{OutcomeEntry, entry_id};
use super::level_select::LevelSelect;
use super::lines::{Line, lines, outcomes_of};
use super::measure_select::MeasureSelect;
use super::search_field::SearchField;
use crate::app::state::State;
use crate::app::widgets::{Icon, OneOrAll, Shape};
use crate::data::OutcomeId;
use crate::wording::event_class::{self, EventFilter};
use crate::wording::translate;

/// From so many outcomes on there is a field to find one.
const MANY: usize = 8;

/// The outcomes, each with its counts and its interval. The one that is looked at is marked; pressing another turns to it.
#[component]
pub fn OutcomeList() -> impl IntoView {
    let state = State::expect();
    let search = state.outcome_search;
    let folded = RwSignal::new(BTreeSet::<String>::new());
    let axes = Memo::new(move |_| state.answers.all.with(SharedAxes::of));
    let count = Memo::new(move |_| state.answers.all.with(|answers| answers.iter().count()));
    let classes = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| EventFilter::offered(project.review.panel.events.values()))
    });
    let has_trials = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| !project.review.trials.is_empty())
    });
    let lines = Memo::new(move |_| shown(state, has_trials.get(), &folded.get()));
    let found = Memo::new(move |_| lines.with(|lines| outcomes_of(lines)));
    let is_searchable = Memo::new(move |_| count.get() >= MANY || search.asked.get() > 0);
    let focus_first = move || {
        if let Some(first) = found.with_untracked(|found| found.first().copied()) {
            focus_entry(first);
        }
    };
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        let next = found.with_untracked(|found| match event.key().as_str() {
            "ArrowDown" => beside_focus(found, 1),
            "ArrowUp" => beside_focus(found, -1),
            _ => None,
        });
        if let Some(next) = next {
            event.prevent_default();
            focus_entry(next);
        }
    };
    let fold = move |name: String| {
        folded.update(|folded| {
            if !folded.remove(&name) {
                folded.insert(name);
            }
        });
    };
    let line = move |line: Line| match line {
        Line::Outcome(outcome) => view! {
            <li>
                <OutcomeEntry outcome axes/>
            </li>
        }
        .into_any(),
        Line::Group {
            name,
            outcomes,
            is_folded,
            ..
        } => view! {
            <li>
                <GroupHead name outcomes is_folded on_fold=fold/>
            </li>
        }
        .into_any(),
    };
    view! {
        <nav class="profile" aria-label=translate("Safety profile")>
            <div class="profile-head">
                <h2>{translate("Safety profile")}</h2>
                <MeasureSelect/>
                <LevelSelect/>
                <Show when=move || !classes.with(Vec::is_empty)>
                    <EventSelect classes/>
                </Show>
            </div>
            <Show when=move || is_searchable.get()>
                <SearchField
                    found
                    of=count
                    on_choose=move |outcome| state.selection.choose(outcome)
                    on_leave=focus_first
                />
            </Show>
            <Show when=move || { count.get() == 0 || !has_trials.get() }>
                <p class="profile-empty">
                    {translate("Each outcome appears here with its interval once one trial has events and totals of two arms.")}
                </p>
            </Show>
            <ul on:keydown=press_key>
                <For each=move || lines.get() key=Line::clone children=line/>
            </ul>
        </nav>
    }
}

/// The lines of the list: the outcomes that are looked for and count the events that were chosen.
fn shown(state: State, has_trials: bool, folded: &BTreeSet<String>) -> Vec<Line> {
    let search = state.outcome_search;
    let (query, kept) = (search.query.get(), search.events.get());
    // Of an empty review there is nothing to say about any outcome.
    if !has_trials {
        return Vec::new();
    }
    state.document.project.with(|project| {
        let panel = &project.review.panel;
        // What no outcome counts any more is not asked for.
        let counted = |kept: &EventFilter| panel.events.values().any(|class| kept.keeps(class));
        let asked = kept.filter(counted);
        let keeps = |outcome| asked.is_none_or(|asked| asked.keeps(&panel.events_of(outcome)));
        let answers = state.answers.all;
        answers.with(|answers| lines(answers, &query, keeps, folded))
    })
}

/// Which events the listed outcomes count.
#[component]
fn EventSelect(
    /// What can be chosen.
    classes: Memo<Vec<EventFilter>>,
) -> impl IntoView {
    let chosen = State::expect().outcome_search.events;
    let names = move || {
        let names = classes.get().into_iter().map(EventFilter::name);
        names.collect::<Vec<_>>()
    };
    view! {
        <OneOrAll
            label=event_class::SHOW.text()
            all=event_class::ALL.text()
            values=classes
            names=Signal::derive(names)
            chosen
            on_choose=move |class| chosen.set(class)
        />
    }
}

/// The head of a group of outcomes, which folds them away.
#[component]
fn GroupHead(
    /// What the group is called.
    name: String,
    /// How many outcomes it has.
    outcomes: usize,
    /// Whether they are folded away.
    is_folded: bool,
    /// Called with the name when they are to be folded or unfolded.
    #[prop(into)]
    on_fold: UnsyncCallback<String>,
) -> impl IntoView {
    let fold = {
        let name = name.clone();
        move |_| on_fold.run(name.clone())
    };
    view! {
        <button
            type="button"
            class="profile-group"
            aria-expanded=(!is_folded).to_string()
            on:click=fold
        >
            <Icon shape=Shape::Down/>
            {name}
            <span class="profile-group-count">{outcomes}</span>
        </button>
    }
}

/// The outcome that stands so many entries behind the one that has the focus.
fn beside_focus(outcomes: &[OutcomeId], by: isize) -> Option<OutcomeId> {
    let focused = document().active_element()?.id();
    let mut entries = outcomes.iter();
    let place = entries.position(|outcome| entry_id(*outcome) == focused)?;
    outcomes.get(place.checked_add_signed(by)?).copied()
}

/// Gives the focus to the entry of an outcome.
fn focus_entry(outcome: OutcomeId) {
    if let Some(entry) = document().get_element_by_id(&entry_id(outcome)) {
        let _ = entry.unchecked_into::<HtmlElement>().focus();
    }
}
