//! The summary of findings: the chosen outcomes with their numbers, their certainty and one plain sentence each.

use std::collections::BTreeSet;

use leptos::prelude::*;

use super::summary_row::SummaryRows;
use crate::app::actions::{TableFile, table_file};
use crate::app::state::{AllAnswers, Shared, State};
use crate::app::widgets::{Button, Checkbox};
use crate::data::OutcomeId;
use crate::project::{Command, OutcomeSection, Place, Project, outcome_slugs};
use crate::report;
use crate::wording::summary::{self as words, Summary};
use crate::wording::{Locale, translate};

/// The summary of a project.
pub fn summary_of(project: &Project, answers: &AllAnswers) -> Summary {
    let locale = Locale::of(&project.settings);
    words::summary(&project.review, &answers.asked(), locale)
}

/// The summary of findings.
#[component]
pub fn SummaryView() -> impl IntoView {
    let state = State::expect();
    let summary = Memo::new(move |_| {
        let settled = state.document.settled;
        let answers = state.answers.all;
        Shared::new(answers.with(|all| settled.with(|project| summary_of(project, all))))
    });
    let has_rows = Memo::new(move |_| summary.with(|summary| !summary.rows.is_empty()));
    let file = move |kind: TableFile| {
        let project = state.document.project.get_untracked();
        let table = summary.with_untracked(|summary| report::summary(&project.review, summary));
        table_file(state, &table, words::FILE, kind);
    };
    let footnotes = move || {
        let said = summary.with(|summary| summary.footnotes.clone());
        let lines = said.into_iter().enumerate();
        lines
            .map(|(place, said)| {
                view! {
                    <p>
                        <strong>{words::letter(place)}</strong>
                        {translate(". ")}
                        {said}
                    </p>
                }
            })
            .collect_view()
    };
    let notes = move || {
        let notes = summary.with(|summary| summary.notes.clone());
        notes
            .into_iter()
            .map(|note| view! { <p>{note}</p> })
            .collect_view()
    };
    view! {
        <div class="words-head">
            <h1>{words::TITLE}</h1>
            <p class="muted">{move || summary.with(|summary| summary.subtitle.clone())}</p>
            <div class="controls">
                <Button label=words::COPY on_press=move || file(TableFile::Clipboard)/>
                <Button label=words::CSV on_press=move || file(TableFile::Csv)/>
            </div>
        </div>
        <OutcomesOfSummary/>
        <div class="sheet summary-sheet">
            <Show
                when=move || has_rows.get()
                fallback=|| view! { <p class="muted">{words::EMPTY}</p> }
            >
                <div class="table-scroll" tabindex="0" role="group" aria-label=words::TITLE>
                    <SummaryTable summary/>
                </div>
            </Show>
            <div class="small summary-notes">{footnotes}</div>
            <div class="small muted summary-notes">{notes}</div>
        </div>
    }
}

/// The table.
#[component]
fn SummaryTable(
    /// What stands in it.
    summary: Memo<Shared<Summary>>,
) -> impl IntoView {
    let state = State::expect();
    let places = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| outcome_slugs(&project.review))
    });
    let head = move || {
        let [sides, per, interval] = summary.with(|summary| {
            let [experimental, control] = summary.sides.clone();
            [
                format!("{control}\n{experimental}"),
                summary.per.clone(),
                summary.interval.clone(),
            ]
        });
        let (control, experimental) = sides.split_once('\n').unwrap_or((&sides, ""));
        let two = |first: String, second: String| {
            view! {
                {first}
                <small class="muted">{second}</small>
            }
        };
        view! {
            <tr>
                <th scope="col">{words::OUTCOME}</th>
                <th scope="col">{two(words::PEOPLE.to_owned(), words::TRIALS.to_owned())}</th>
                <th scope="col">{two(words::RELATIVE.to_owned(), interval)}</th>
                <th scope="col">{two(words::with(control), per.clone())}</th>
                <th scope="col">{two(words::with(experimental), per.clone())}</th>
                <th scope="col">{two(words::DIFFERENCE.to_owned(), per)}</th>
                <th scope="col" class="words">
                    {words::CERTAINTY}
                </th>
                <th scope="col" class="words">
                    {words::STATEMENT}
                </th>
            </tr>
        }
    };
    let rows = move || {
        let slugs = places.get();
        let (rows, heads) =
            summary.with(|summary| (summary.rows.clone(), words::heads_of_cells(summary)));
        rows.into_iter()
            .map(|row| {
                let slug = slugs.iter().find(|(id, _)| *id == row.outcome);
                let slug = slug.map_or_else(String::new, |(_, slug)| slug.clone());
                let section = OutcomeSection::Certainty;
                let address = Place::Outcome { slug, section }.address();
                let heads = heads.clone();
                view! { <SummaryRows row address heads/> }
            })
            .collect_view()
    };
    view! {
        <table class="table summary-table">
            <thead>{head}</thead>
            {rows}
        </table>
    }
}

/// Which outcomes the table shows.
#[component]
fn OutcomesOfSummary() -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let outcomes = Memo::new(move |_| {
        document.project.with(|project| {
            let outcomes = project.review.outcomes.iter();
            outcomes
                .map(|outcome| (outcome.id, outcome.name.clone()))
                .collect::<Vec<(OutcomeId, String)>>()
        })
    });
    let shown = Memo::new(move |_| {
        let settled = document.settled;
        let answers = state.answers.all;
        answers.with(|all| settled.with(|project| words::shown(&project.review, &all.asked())))
    });
    let is_chosen = Memo::new(move |_| {
        let project = document.project;
        project.with(|project| project.review.grading.summary.is_some())
    });
    let follow = move || document.perform(&Command::ChooseSummary(None));
    let toggle = move |outcome: OutcomeId, on: bool| {
        let mut chosen: BTreeSet<OutcomeId> = shown.get_untracked();
        if on {
            chosen.insert(outcome);
        } else {
            chosen.remove(&outcome);
        }
        document.apply(&Command::ChooseSummary(Some(chosen)));
    };
    view! {
        <details class="block summary-outcomes">
            <summary>{words::CHOOSE}</summary>
            <p class="small muted">{words::CHOOSE_HINT}</p>
            <div class="summary-choices">
                <For each=move || outcomes.get() key=|one| one.clone() let:one>
                    <Checkbox
                        label=one.1.clone()
                        checked=Signal::derive(move || shown.with(|shown| shown.contains(&one.0)))
                        on_change=move |on: bool| toggle(one.0, on)
                    />
                </For>
            </div>
            <Show when=move || is_chosen.get()>
                <Button label=words::FOLLOW on_press=follow/>
            </Show>
        </details>
    }
}
