//! The dialog in which a table is looked at before it is taken.

use std::sync::Arc;

use leptos::prelude::*;

use super::meanings::{Group, groups};
use super::{PasteBoard, chosen_file};
use crate::app::dialog::Dialog;
use crate::app::dynamic::{When, dynamic, holds, text};
use crate::app::problems::problem_line;
use crate::data::{Review, Severity};
use crate::project::{Command, SameTrial, overlap};
use crate::read::{self, Column, Decimal, Meaning, Reading, Why};
use crate::wording::interface;

/// Problems shown before the table is taken; the rest is shown beside the data afterwards.
const MOST_PROBLEMS: usize = 30;

/// What becomes of the present review.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Taking {
    Replace,
    Add,
}

/// A reading behind a pointer.
#[derive(Clone)]
struct Read(Arc<Reading>);

impl PartialEq for Read {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The dialog: the text, what its columns were taken for, what is wrong, and what to do with it.
#[component]
pub(in crate::app) fn PasteDialog() -> impl IntoView {
    let board = PasteBoard::expect();
    view! {
        <Dialog open=board.open title="Paste a table">
            <Content board/>
        </Dialog>
    }
}

#[component]
fn Content(board: PasteBoard) -> impl IntoView {
    let session = board.session;
    let taking = RwSignal::new(Taking::Replace);
    let same_trial = RwSignal::new(SameTrial::FillGaps);
    let reading = Memo::new(move |_| {
        let choices = board.choices.get();
        Read(Arc::new(
            board.text.with(|text| read::table(text, &choices)),
        ))
    });
    let typed = move || board.text.with(|text| !text.trim().is_empty());
    let usable = move || typed() && reading.with(|reading| !reading.0.is_fatal());
    let take = move |_| {
        let reading = reading.get_untracked().0;
        let title = board.title.get_untracked();
        match taking.get_untracked() {
            Taking::Replace => session.open_review(
                titled(reading.review.clone(), &title),
                reading.decimal == Decimal::Comma,
            ),
            Taking::Add => session.apply(&Command::Append {
                review: Box::new(reading.review.clone()),
                same_trial: same_trial.get_untracked(),
            }),
        }
        board.open.set(false);
    };
    view! {
        <div class="dialog-body">
            <label class="field">
                <span>"Table"</span>
                <textarea
                    class="paste-box"
                    autofocus
                    spellcheck="false"
                    placeholder="Trial\tFever, MSC\tTotal, MSC\tFever, control\tTotal, control"
                    prop:value=board.text
                    on:input:target=move |event| {
                        board.choices.set(read::Choices::default());
                        board.text.set(event.target().value());
                    }
                ></textarea>
            </label>
            <div class="file-row">
                <label class="button">
                    <input
                        type="file"
                        class="visually-hidden"
                        accept=".csv,.tsv,.txt,.json,text/csv,text/plain,application/json"
                        on:change=move |event| {
                            if let Some(file) = chosen_file(&event) {
                                board.receive_file(file);
                            }
                        }
                    />
                    "Choose a file…"
                </label>
                <span class="muted">
                    "One row for each trial, or for each trial and outcome. Tabs, commas or semicolons; the first row holds the heads."
                </span>
            </div>
            <When condition=holds(typed)>
                <Recognised board reading/>
            </When>
        </div>
        <div class="dialog-foot">
            <fieldset class="choice">
                <legend class="visually-hidden">"What becomes of the present review"</legend>
                <label>
                    <input
                        type="radio"
                        name="taking"
                        prop:checked=holds(move || taking.get() == Taking::Replace)
                        on:change=move |_| taking.set(Taking::Replace)
                    />
                    "Replace the review"
                </label>
                <label>
                    <input
                        type="radio"
                        name="taking"
                        prop:checked=holds(move || taking.get() == Taking::Add)
                        on:change=move |_| taking.set(Taking::Add)
                    />
                    "Add to it"
                </label>
                <When condition=holds(move || taking.get() == Taking::Add && typed())>
                    <InCommon board reading same_trial/>
                </When>
            </fieldset>
            <button type="button" class="button" on:click=move |_| board.open.set(false)>
                "Cancel"
            </button>
            <button type="button" class="button primary" disabled=holds(move || !usable()) on:click=take>
                {text(move || match taking.get() {
                    Taking::Replace => String::from("Use this table"),
                    Taking::Add => String::from("Add these trials"),
                })}
            </button>
        </div>
    }
}

/// What the table was taken for.
#[component]
fn Recognised(board: PasteBoard, reading: Memo<Read>) -> impl IntoView {
    let session = board.session;
    let summary = move || {
        reading.with(|reading| {
            let reading = &reading.0;
            interface::paste_preview(&reading.review, reading.problems.len(), session.locale())
        })
    };
    view! {
        <h3>"What it was taken for"</h3>
        <p role="status">{text(summary)}</p>
        <Labels board reading/>
        <div class="table-scroll" tabindex="0" role="group" aria-label="Columns of the table">
            <table class="preview">
                {dynamic(move || reading.with(|reading| columns_table(board, &reading.0)).into_any())}
            </table>
        </div>
        {dynamic(move || reading.with(|reading| found(&reading.0)).into_any())}
    }
}

/// What the two sides are called, and what stands before decimals.
#[component]
fn Labels(board: PasteBoard, reading: Memo<Read>) -> impl IntoView {
    let label_input = move |name: &'static str,
                            get: fn(&Review) -> &String,
                            set: fn(&mut read::Choices, String)| {
        view! {
            <label class="field inline">
                <span>{name}</span>
                <input
                    class="text-input"
                    maxlength="80"
                    prop:value=text(move || reading.with(|reading| get(&reading.0.review).clone()))
                    on:change:target=move |event| {
                        let label = event.target().value();
                        board.choices.update(|choices| set(choices, label));
                    }
                />
            </label>
        }
    };
    view! {
        <div class="file-row">
            {label_input(
                "Treatment",
                |review| &review.experimental_label,
                |choices, label| choices.experimental_label = Some(label),
            )}
            {label_input(
                "Compared with",
                |review| &review.control_label,
                |choices, label| choices.control_label = Some(label),
            )}
            <label class="field inline">
                <span>"Decimals"</span>
                <select
                    class="text-input"
                    on:change:target=move |event| {
                        let decimal = match event.target().value().as_str() {
                            "comma" => Decimal::Comma,
                            _ => Decimal::Point,
                        };
                        board.choices.update(|choices| choices.decimal = Some(decimal));
                    }
                >
                    <option
                        value="point"
                        prop:selected=holds(move || reading.with(|reading| reading.0.decimal == Decimal::Point))
                    >
                        "1.5"
                    </option>
                    <option
                        value="comma"
                        prop:selected=holds(move || reading.with(|reading| reading.0.decimal == Decimal::Comma))
                    >
                        "1,5"
                    </option>
                </select>
            </label>
        </div>
    }
}

fn columns_table(board: PasteBoard, reading: &Arc<Reading>) -> impl IntoView + use<> {
    let groups = Arc::new(groups(
        &reading.columns,
        &reading.review.experimental_label,
        &reading.review.control_label,
    ));
    let heads = reading
        .columns
        .iter()
        .map(|column| {
            let unused = column.meaning == Meaning::Ignored;
            view! {
                <th scope="col" class:unused=unused title=column.head.clone()>
                    {column.head.clone()}
                </th>
            }
        })
        .collect_view();
    let meanings = reading
        .columns
        .iter()
        .map(|column| {
            let (column, reading, groups) =
                (column.clone(), Arc::clone(reading), Arc::clone(&groups));
            view! { <MeaningCell board column reading groups/> }
        })
        .collect_view();
    let columns = reading.columns.len();
    let rows = reading
        .preview
        .iter()
        .map(|row| {
            let cells = row
                .cells
                .iter()
                .take(columns)
                .map(|cell| view! { <td>{cell.clone()}</td> })
                .collect_view();
            view! { <tr>{cells}</tr> }
        })
        .collect_view();
    view! {
        <thead>
            <tr>{heads}</tr>
            <tr>{meanings}</tr>
        </thead>
        <tbody>{rows}</tbody>
    }
}

/// What one column was taken for, to be changed.
#[component]
fn MeaningCell(
    board: PasteBoard,
    column: Column,
    reading: Arc<Reading>,
    groups: Arc<Vec<Group>>,
) -> impl IntoView {
    let known = groups
        .iter()
        .flat_map(|group| &group.meanings)
        .any(|(meaning, _)| *meaning == column.meaning);
    let flat: Vec<Meaning> = groups
        .iter()
        .flat_map(|group| &group.meanings)
        .map(|(meaning, _)| meaning.clone())
        .collect();
    let mut place = 0;
    let options = groups
        .iter()
        .map(|group| {
            let options = group
                .meanings
                .iter()
                .map(|(meaning, name)| {
                    let value = place;
                    place += 1;
                    let chosen = *meaning == column.meaning;
                    view! { <option value=value selected=chosen>{name.clone()}</option> }
                })
                .collect_view();
            view! { <optgroup label=group.heading.clone()>{options}</optgroup> }
        })
        .collect_view();
    let choose = move |text: String| {
        if let Some(meaning) = text.parse::<usize>().ok().and_then(|place| flat.get(place)) {
            let choices =
                board
                    .choices
                    .get_untracked()
                    .with_meaning(&reading, column.index, meaning.clone());
            board.choices.set(choices);
        }
    };
    let doubtful = matches!(column.why, Why::Guess | Why::Unknown);
    view! {
        <th class:doubtful=doubtful>
            <select
                aria-label=format!("What column {} holds", column.head)
                on:change:target=move |event| choose(event.target().value())
            >
                {(!known).then(|| view! { <option selected>"?"</option> })}
                {options}
            </select>
        </th>
    }
}

fn found(reading: &Reading) -> impl IntoView + use<> {
    let lines = reading
        .problems
        .iter()
        .take(MOST_PROBLEMS)
        .map(|problem| {
            let warning = problem.severity == Severity::Warning;
            view! {
                <li class:warning=warning>
                    <div class="plain">{problem_line(problem)}</div>
                </li>
            }
        })
        .collect_view();
    view! { <ul class="problems">{lines}</ul> }
}

/// What table and review have in common, and what becomes of trials that are in both.
#[component]
fn InCommon(
    board: PasteBoard,
    reading: Memo<Read>,
    same_trial: RwSignal<SameTrial>,
) -> impl IntoView {
    let has_conflicts = move || {
        reading.with(|reading| {
            board.session.project.with(|project| {
                let overlap = overlap(&project.0.review, &reading.0.review);
                !overlap.same_trials.is_empty()
            })
        })
    };
    let options = [
        (SameTrial::FillGaps, "fill in what is missing"),
        (SameTrial::Overwrite, "take the new numbers"),
        (SameTrial::AddBeside, "add it again"),
    ];
    view! {
        <When condition=holds(has_conflicts)>
            <label>
                "Trials that are here already:"
                <select
                    class="text-input"
                    on:change:target=move |event| {
                        let chosen = event.target().value().parse::<usize>().ok();
                        if let Some((choice, _)) = chosen.and_then(|place| options.get(place)) {
                            same_trial.set(*choice);
                        }
                    }
                >
                    {options
                        .into_iter()
                        .enumerate()
                        .map(|(place, (choice, name))| {
                            view! {
                                <option value=place selected=choice == same_trial.get_untracked()>
                                    {name}
                                </option>
                            }
                        })
                        .collect_view()}
                </select>
            </label>
        </When>
    }
}

/// A review from a table has no name of its own but that of its file.
fn titled(mut review: Review, title: &str) -> Review {
    if review.title.is_empty() {
        title.clone_into(&mut review.title);
    }
    review
}
