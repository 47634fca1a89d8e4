//! All events of the review in the three-level model of events within groups, computed when it is asked for.

use leptos::prelude::*;

use crate::app::state::{AtEvents, FoundEvents, GroupedEvents, State};
use crate::app::widgets::{Button, ProgressLine, ReportTable, TableFiles};
use crate::report::{self, Table};
use crate::wording::{grouped_events as words, interface};

/// All events in their groups: what it is, the choice to compute it, and what was found.
#[component]
pub fn EventsWithinGroups() -> impl IntoView {
    let events = GroupedEvents::expect();
    let has_any = Memo::new(move |_| events.found().is_some());
    let table = move |()| table();
    view! {
        <section class="sheet grouped-events" aria-label=words::TITLE>
            <div class="sheet-head">
                <h2>{words::TITLE}</h2>
                <Show when=move || has_any.get()>
                    <TableFiles what=words::FILE.to_owned() table/>
                </Show>
            </div>
            <p class="muted">{words::WHAT}</p>
            <Computing/>
            <FoundPart/>
        </section>
    }
}

/// The choice to compute, how far it is, and that it was stopped or is of earlier numbers.
#[component]
fn Computing() -> impl IntoView {
    let events = GroupedEvents::expect();
    let at = Memo::new(move |_| events.at());
    let is_new = Memo::new(move |_| events.found().is_none());
    let is_stale = Memo::new(move |_| events.is_stale());
    let done = move || events.progress().map(|progress| progress.done.to_string());
    let of = move || events.progress().map(|progress| progress.of.to_string());
    let compute = move || events.compute();
    move || match at.get() {
        AtEvents::Computing => view! {
            <ProgressLine
                words=words::COMPUTING.text()
                choice=words::STOP.text()
                on_choose=move || events.stop()
            >
                <progress aria-label=words::COMPUTING max=of value=done></progress>
            </ProgressLine>
        }
        .into_any(),
        AtEvents::Stopped => view! {
            <ProgressLine words=words::STOPPED.text() choice=words::AGAIN.text() on_choose=compute/>
        }
        .into_any(),
        AtEvents::Idle if is_new.get() => {
            view! { <Button label=words::COMPUTE on_press=compute/> }.into_any()
        }
        AtEvents::Idle if is_stale.get() => view! {
            <ProgressLine words=words::STALE.text() choice=words::AGAIN.text() on_choose=compute/>
        }
        .into_any(),
        AtEvents::Idle => ().into_any(),
    }
}

/// What was found: the sentence, the table and its notes.
#[component]
fn FoundPart() -> impl IntoView {
    let events = GroupedEvents::expect();
    let found = Memo::new(move |_| events.found());
    let on_page = Memo::new(move |_| found.with(|found| found.as_ref().is_some_and(|f| f.on_page)));
    let document = State::expect().document;
    let shown = move || {
        let found = found.get()?;
        let why = (*found.found).as_ref().err().copied();
        if let Some(why) = why {
            let said = words::no_posterior(why, document.locale());
            return Some(view! { <p class="sentence">{said}</p> }.into_any());
        }
        let table = table_of(&found)?;
        let mut notes = table.notes.clone().into_iter();
        let sentence = notes.next();
        let notes = notes.map(|note| view! { <p class="muted small">{note}</p> });
        Some(
            view! {
                <p class="sentence">{sentence}</p>
                <ReportTable table/>
                {notes.collect_view()}
            }
            .into_any(),
        )
    };
    view! {
        <Show when=move || on_page.get()>
            <p class="failure" role="status">
                {interface::NO_WORKER}
            </p>
        </Show>
        <div role="status">{shown}</div>
    }
}

/// The table of what was found last.
fn table() -> Option<Table> {
    table_of(&GroupedEvents::expect().found()?)
}

fn table_of(found: &FoundEvents) -> Option<Table> {
    let posterior = (*found.found).as_ref().ok()?;
    let locale = State::expect().document.locale();
    Some(report::grouped_events(&found.asked, posterior, locale))
}
