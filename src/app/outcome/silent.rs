//! The trials that do not report the outcome: who they are, what they could change, and the reasons, which are entered here.

use leptos::prelude::*;

use super::report_table::TableWithFiles;
use super::silent_trial::SilentTrialRow;
use crate::analysis::SilentTrials;
use crate::app::state::{Answer, Shared, State, explored};
use crate::app::widgets::Disclosure;
use crate::data::OutcomeId;
use crate::report;
use crate::wording::silent as words;

/// What is found of the silent trials; none where the outcome has no answer.
type Found = Memo<Option<Shared<SilentTrials>>>;

/// The silent trials on their sheet.
#[component]
pub fn SilentSheet(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let found: Found = Memo::new(move |_| {
        let answer = answer.get()?;
        Some(Shared::new(explored::silent_trials(state, &answer)))
    });
    let has_any = Memo::new(move |_| {
        found.with(|found| found.as_ref().is_some_and(|found| !found.trials.is_empty()))
    });
    let said = move |say: fn(&SilentTrials, crate::wording::Locale) -> Option<String>| {
        let locale = state.document.locale();
        found.with(|found| say(found.as_ref()?, locale))
    };
    let who = move || said(|found, locale| Some(words::who(found, locale)));
    let bound = move || said(words::bound);
    let supposed = move || said(|found, locale| Some(words::supposed(found, locale)));
    let table = move || {
        let locale = state.document.locale();
        let table = found.with(|found| report::suppositions(found.as_ref()?, locale));
        table.map(|table| view! { <TableWithFiles table file="silent-trials-suppositions"/> })
    };
    view! {
        <section class="sheet block" id="silent-trials" aria-label=words::SILENT>
            <h3>{words::SILENT}</h3>
            <p role="status">{who}</p>
            <Show when=move || has_any.get()>
                <p>{bound}</p>
                <p>{supposed}</p>
                <SilentReasons outcome found/>
                {table}
            </Show>
        </section>
    }
}

/// The silent trials one by one, with the reasons; opened on demand.
#[component]
fn SilentReasons(
    /// The outcome.
    outcome: OutcomeId,
    /// What was found.
    found: Found,
) -> impl IntoView {
    view! {
        <Disclosure id="silent-reasons" class="silent-reasons" summary=words::REASONS.text()>
            <SilentList outcome found/>
        </Disclosure>
    }
}

/// The list of the silent trials.
#[component]
fn SilentList(
    /// The outcome.
    outcome: OutcomeId,
    /// What was found.
    found: Found,
) -> impl IntoView {
    let state = State::expect();
    let trials = move || {
        let trials = found.with(|found| {
            let found = found.as_ref()?;
            Some(
                found
                    .trials
                    .iter()
                    .map(|trial| trial.trial)
                    .collect::<Vec<_>>(),
            )
        });
        trials.unwrap_or_default()
    };
    let table = move || {
        let locale = state.document.locale();
        found.with(|found| Some(report::silent_trials(found.as_ref()?, locale)))
    };
    view! {
        <p class="muted small">{words::REASONS_FOLLOW}</p>
        <ul class="silent-list">
            <For
                each=trials
                key=|trial| *trial
                children=move |trial| view! { <SilentTrialRow outcome trial found/> }
            />
        </ul>
        <details>
            <summary>{words::AS_TABLE}</summary>
            {move || table().map(|table| view! { <TableWithFiles table file="silent-trials"/> })}
        </details>
    }
}
