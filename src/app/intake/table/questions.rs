//! What is asked before anything of a table is pooled: one question at a time, nothing chosen before.

use leptos::html;
use leptos::prelude::*;
use leptos_use_event_listener::use_event_listener;
use leptos_use_window::use_window;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::arms::arm_lines;
use super::decision::Decision;
use super::understood::Understood;
use crate::app::platform::text_entry::types_text;
use crate::app::widgets::{Anchor, Button, SidesTable, TextField};
use crate::data::{Role, capitalized};
use crate::read::{BlankHeads, Column, LayoutCandidate, Meaning, Question, Reading};
use crate::wording::interface::arms as arm_words;
use crate::wording::interface::table as words;

/// Answers that are buttons, at most.
const MOST_ANSWERS: usize = 4;

/// The first open question; nothing where none is open. The keys 1 to 4 answer.
#[component]
pub fn QuestionPanel(
    /// The table.
    table: Understood,
    /// Called when the text of the table is to be changed.
    #[prop(into)]
    on_edit: UnsyncCallback<()>,
) -> impl IntoView {
    let question = table.part(|reading| reading.questions.first().cloned());
    let place = NodeRef::<html::Section>::new();
    let _ = use_event_listener(use_window(), leptos::ev::keydown, move |event| {
        let held = event.ctrl_key() || event.alt_key() || event.meta_key();
        let busy = table.open_column.with_untracked(Option::is_some);
        if held || busy || types_text(event.target()) {
            return;
        }
        let key = event.key();
        if !matches!(key.as_str(), "1" | "2" | "3" | "4") {
            return;
        }
        let answer = place.get_untracked().and_then(|place| {
            let selector = format!(".answer[data-answer='{key}']");
            place.query_selector(&selector).ok().flatten()
        });
        if let Some(answer) = answer {
            event.prevent_default();
            answer.unchecked_into::<HtmlElement>().click();
        }
    });
    view! {
        <For
            each=move || question.get()
            key=|question| format!("{question:?}")
            children=move |question| {
                let content = content(table, question, on_edit);
                view! {
                    <section class="ask" node_ref=place aria-labelledby="question">
                        {content}
                    </section>
                }
            }
        />
    }
}

fn content(table: Understood, question: Question, on_edit: UnsyncCallback<()>) -> AnyView {
    match question {
        Question::Layout(candidates) => view! { <LayoutQuestion table candidates/> }.into_any(),
        Question::Comparison => view! { <ComparisonQuestion table/> }.into_any(),
        Question::Trial => view! { <TrialQuestion table/> }.into_any(),
        Question::SameMeaning { columns } => {
            view! { <SameMeaningQuestion table columns/> }.into_any()
        }
        Question::BlankHeads { columns } => {
            view! { <BlankHeadsQuestion table columns/> }.into_any()
        }
        Question::Blocks { lines } => view! { <BlocksQuestion table lines on_edit/> }.into_any(),
    }
}

/// The question in words. It takes the focus, unless somebody types.
#[component]
fn Heading(
    /// What is asked.
    #[prop(into)]
    asks: String,
    /// Why it is asked.
    #[prop(optional, into)]
    why: String,
) -> impl IntoView {
    let heading = NodeRef::<html::H3>::new();
    Effect::new(move |_| {
        let Some(heading) = heading.get() else { return };
        request_animation_frame(move || {
            let active = document().active_element();
            if !types_text(active.map(Into::into)) {
                let _ = heading.focus();
            }
        });
    });
    view! {
        <h3 id="question" tabindex="-1" node_ref=heading>
            {asks}
        </h3>
        <p class="muted" hidden=why.is_empty()>
            {why.clone()}
        </p>
    }
}

/// One answer.
#[component]
fn Answer(
    /// Its place, from 0; its key is one more.
    place: usize,
    /// What it says.
    #[prop(into)]
    title: String,
    /// Why, and what would come of it.
    #[prop(optional, into)]
    detail: String,
    /// Called when it is given, with where it stands.
    #[prop(into)]
    on_answer: UnsyncCallback<Anchor>,
) -> impl IntoView {
    let key = (place + 1).to_string();
    let shown_key = key.clone();
    view! {
        <button
            type="button"
            class="answer"
            data-answer=key
            on:click=move |event| on_answer.run(Anchor::of_pressed(&event))
        >
            <kbd aria-hidden="true">{shown_key}</kbd>
            <strong>{title}</strong>
            <small>{detail}</small>
        </button>
    }
}

/// What is a row?
#[component]
fn LayoutQuestion(
    /// The table.
    table: Understood,
    /// The answers.
    candidates: Vec<LayoutCandidate>,
) -> impl IntoView {
    let locale = table.locale.get_untracked();
    let answers = candidates
        .into_iter()
        .take(MOST_ANSWERS)
        .enumerate()
        .map(|(place, candidate)| {
            let layout = candidate.layout;
            let gives = words::gives(candidate.trials, locale);
            let detail = format!("{} {gives}", words::layout_reason(&candidate.reason));
            view! {
                <Answer
                    place
                    title=capitalized(words::row(layout))
                    detail
                    on_answer=move |_| table.decide(Decision::Layout(layout))
                />
            }
        })
        .collect_view();
    view! {
        <Heading asks=words::ASKS_ROW/>
        <div class="answers">{answers}</div>
    }
}

/// Which arms are compared with which?
#[component]
fn ComparisonQuestion(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let (labels, why) = table.reading.with_untracked(|reading| {
        let comparison = reading.comparison.as_ref();
        let labels = comparison.map_or_else(Vec::new, |comparison| {
            let arms = comparison.arms.iter();
            arms.map(|arm| arm.label.clone()).collect()
        });
        let why = comparison.map_or_else(String::new, |it| words::comparison_reason(&it.origin));
        (labels, why)
    });
    let answers = match labels.as_slice() {
        [first, second] => {
            let answer = move |place, experimental: &str, control: &str, roles: [Role; 2]| {
                view! {
                    <Answer
                        place
                        title=arm_words::compared(experimental, control)
                        on_answer=move |_| table.decide(Decision::Sides(roles.to_vec()))
                    />
                }
            };
            let (treated, other) = (Role::Experimental, Role::Control);
            view! {
                <div class="answers">
                    {answer(0, first, second, [treated, other])}
                    {answer(1, second, first, [other, treated])}
                </div>
            }
            .into_any()
        }
        arms => view! { <SidesAnswer table count=arms.len()/> }.into_any(),
    };
    view! {
        <Heading asks=words::ASKS_ARMS why/>
        {answers}
    }
}

/// The sides of more than two arms, to be given one after the other.
#[component]
fn SidesAnswer(
    /// The table.
    table: Understood,
    /// How many arms there are.
    count: usize,
) -> impl IntoView {
    let roles = RwSignal::new(vec![None::<Role>; count]);
    let incomplete = move || {
        roles.with(|roles| {
            let has = |role| roles.contains(&Some(role));
            !has(Role::Experimental) || !has(Role::Control)
        })
    };
    let done = move |()| {
        let roles = roles.get_untracked().into_iter();
        let roles = roles.map(|role| role.unwrap_or(Role::Ignored)).collect();
        table.decide(Decision::Sides(roles));
    };
    view! {
        <SidesTable
            arms=arm_lines(table)
            name="answer-for"
            roles
            on_choose=move |(place, role): (usize, Role)| {
                roles.update(|roles| {
                    if let Some(of_arm) = roles.get_mut(place) {
                        *of_arm = Some(role);
                    }
                });
            }
        />
        <div class="ends">
            <span class="muted" hidden=move || !incomplete()>
                {arm_words::BOTH_SIDES_NEEDED}
            </span>
            <Button
                label=words::DONE
                class="button primary"
                waits=Signal::derive(incomplete)
                on_press=done
            />
        </div>
    }
}

/// Which column names the trial, or are all rows of one?
#[component]
fn TrialQuestion(
    /// The table.
    table: Understood,
) -> impl IntoView {
    // Columns of words come first; one of numbers may number the trials.
    let (columns, first_others) = table.reading.with_untracked(|reading| {
        let (words, numbers): (Vec<&Column>, Vec<&Column>) =
            reading.columns.iter().partition(|column| {
                !matches!(
                    column.meaning,
                    Meaning::Number { .. } | Meaning::Effect { .. }
                )
            });
        let columns = words.iter().chain(&numbers).map(|column| {
            let values = first_values(reading, column.index);
            ((*column).clone(), values)
        });
        (columns.collect::<Vec<_>>(), words.len().min(MOST_ANSWERS))
    });
    let name = RwSignal::new(String::new());
    let (as_answers, others) = columns.split_at(first_others);
    let answers = as_answers
        .iter()
        .enumerate()
        .map(|(place, (column, values))| {
            let index = column.index;
            view! {
                <Answer
                    place
                    title=words::quoted(&column.head)
                    detail=values.clone()
                    on_answer=move |_| table.decide(Decision::TrialColumn(index))
                />
            }
        })
        .collect_view();
    let others = others
        .iter()
        .map(|(column, _)| {
            view! { <option value=column.index.to_string()>{column.head.clone()}</option> }
        })
        .collect::<Vec<_>>();
    let choose = move |event| {
        if let Ok(column) = event_target_value(&event).parse() {
            table.decide(Decision::TrialColumn(column));
        }
    };
    view! {
        <Heading asks=words::ASKS_TRIAL why=words::ASKS_TRIAL_WHY/>
        <div class="answers" hidden=first_others == 0>
            {answers}
        </div>
        <div class="further">
            {(!others.is_empty())
                .then(|| {
                    view! {
                        <select
                            class="text-input"
                            aria-label=words::ANOTHER_COLUMN
                            on:change=choose
                        >
                            <option value="">{words::ANOTHER_COLUMN}</option>
                            {others}
                        </select>
                    }
                })}
            <TextField
                label=words::ALL_OF_ONE_TRIAL
                class="field inline"
                value=name
                on_input=move |typed| name.set(typed)
            />
            <Button
                label=words::TAKE_NAME
                waits=Signal::derive(move || name.with(|name| name.trim().is_empty()))
                on_press=move |()| {
                    table.decide(Decision::SingleTrial(name.get_untracked().trim().to_owned()));
                }
            />
        </div>
    }
}

/// The first values of a column.
fn first_values(reading: &Reading, column: usize) -> String {
    const MOST: usize = 4;
    let cells = reading.preview.iter().filter_map(|row| {
        let cell = row.cells.get(column)?;
        (!cell.is_empty()).then_some(cell.as_str())
    });
    cells.take(MOST).collect::<Vec<_>>().join(", ")
}

/// Which of several columns that hold the same holds something else?
#[component]
fn SameMeaningQuestion(
    /// The table.
    table: Understood,
    /// The places of the columns.
    columns: Vec<usize>,
) -> impl IntoView {
    let columns: Vec<(Column, String)> = table.reading.with_untracked(|reading| {
        let columns = columns.into_iter();
        columns
            .filter_map(|place| {
                let column = reading.columns.get(place)?.clone();
                let values = first_values(reading, place);
                Some((column, values))
            })
            .collect()
    });
    let heads: Vec<&str> = columns
        .iter()
        .map(|(column, _)| column.head.as_str())
        .collect();
    let asks = words::asks_same(&heads);
    let why = columns.first().map_or_else(String::new, |(column, _)| {
        table.reading.with_untracked(|reading| {
            words::both_hold(
                words::meaning(&column.meaning),
                &words::whose(column, reading),
            )
        })
    });
    let answers = columns
        .iter()
        .take(MOST_ANSWERS)
        .enumerate()
        .map(|(place, (column, values))| {
            let index = column.index;
            view! {
                <Answer
                    place
                    title=words::is_something_else(&column.head)
                    detail=values.clone()
                    on_answer=move |at| table.toggle_column(index, at)
                />
            }
        })
        .collect_view();
    view! {
        <Heading asks why/>
        <div class="answers">{answers}</div>
    }
}

/// What do columns without a head hold?
#[component]
fn BlankHeadsQuestion(
    /// The table.
    table: Understood,
    /// The places of the columns.
    columns: Vec<usize>,
) -> impl IntoView {
    let first = columns.first().copied().unwrap_or_default();
    // The first rows as they would be read: "Fever MSC": 3 of 19.
    let example = table.reading.with_untracked(|reading| {
        let before = first.checked_sub(1)?;
        let head = &reading.columns.get(before)?.head;
        let row = reading.preview.iter().find_map(|row| {
            let cells = [row.cells.get(before)?, row.cells.get(first)?];
            cells.iter().all(|cell| !cell.is_empty()).then_some(cells)
        });
        let [events, total] = row?;
        Some(words::events_of(head, events, total))
    });
    view! {
        <Heading asks=words::asks_blank(&columns)/>
        <div class="answers">
            <Answer
                place=0
                title=words::blank_are_totals(columns.len())
                detail=example.unwrap_or_default()
                on_answer=move |_| table.decide(Decision::BlankHeads(BlankHeads::Totals))
            />
            <Answer
                place=1
                title=words::BLANK_ARE_OTHERS
                on_answer=move |at| table.toggle_column(first, at)
            />
            <Answer
                place=2
                title=words::BLANK_ARE_NOT_POOLED
                on_answer=move |_| table.decide(Decision::BlankHeads(BlankHeads::NotPooled))
            />
        </div>
    }
}

/// What are blocks of rows about?
#[component]
fn BlocksQuestion(
    /// The table.
    table: Understood,
    /// The lines on which the blocks begin.
    lines: Vec<usize>,
    /// Called when the text of the table is to be changed.
    on_edit: UnsyncCallback<()>,
) -> impl IntoView {
    let layout = table.part(|reading| reading.layout);
    view! {
        <Heading asks=words::asks_blocks(&lines)/>
        <div class="answers">
            <Answer
                place=0
                title=words::BLOCKS_ARE_OUTCOMES
                detail=words::BLOCKS_TO_NAME
                on_answer=move |_| on_edit.run(())
            />
            <Answer
                place=1
                title=words::ONE_TABLE
                detail=words::ONE_TABLE_WHY
                on_answer=move |_| table.decide(Decision::Layout(layout.get_untracked()))
            />
        </div>
    }
}
