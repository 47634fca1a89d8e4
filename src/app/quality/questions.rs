//! The signalling questions of a domain: those that arise, each with its answers beside it.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::judging::{JudgedCell, Judging};
use super::matrix_keys;
use crate::data::{Answer, Judged};
use crate::project::JudgementEdit;
use crate::safety::risk_of_bias_2::RoB2Domain;
use crate::wording::quality::interface;
use crate::wording::risk_of_bias as words;

/// The questions of a domain that arise with the answers given.
#[component]
pub fn Questions(
    /// The cell.
    cell: JudgedCell,
    /// The domain.
    domain: RoB2Domain,
    /// What holds in the cell.
    said: Memo<Judged>,
) -> impl IntoView {
    let arising = Memo::new(move |_| said.with(|said| domain.arising(&said.answers)));
    view! {
        <div
            id=matrix_keys::QUESTIONS
            class="questions"
            role="group"
            aria-label=interface::QUESTIONS
        >
            <For
                each=move || arising.get()
                key=|question| *question
                children=move |question| view! { <Question cell domain question said/> }
            />
        </div>
        <p class="small muted">{words::QUESTIONS_ARE_OURS}</p>
    }
}

/// One question.
#[component]
fn Question(
    /// The cell.
    cell: JudgedCell,
    /// The domain.
    domain: RoB2Domain,
    /// Its number in the domain.
    question: u8,
    /// What holds in the cell.
    said: Memo<Judged>,
) -> impl IntoView {
    let judging = Judging::expect();
    let number = words::question_number(domain, question);
    let given = Memo::new(move |_| said.with(|said| said.answers.get(&question).copied()));
    let say = move |answer: Option<Answer>| {
        judging.edit(cell, JudgementEdit::Answer { question, answer });
    };
    let take_back = move |event: KeyboardEvent| {
        if matches!(event.key().as_str(), "Delete" | "Backspace") {
            event.prevent_default();
            say(None);
        }
    };
    let label = format!("{number} {}", words::question(domain, question));
    let name = format!("question-{number}");
    let answers = domain
        .answers_to(question)
        .iter()
        .map(|&answer| {
            // A press on the answer that is given takes it back.
            let press = move |_| {
                if given.get_untracked() == Some(answer) {
                    say(None);
                }
            };
            view! {
                <label title=words::answer(answer)>
                    <input
                        type="radio"
                        class="segment-input"
                        name=name.clone()
                        aria-label=words::answer(answer)
                        prop:checked=move || given.get() == Some(answer)
                        on:click=press
                        on:change=move |_| say(Some(answer))
                    />
                    <span aria-hidden="true">{words::answer_short(answer)}</span>
                </label>
            }
        })
        .collect_view();
    view! {
        <fieldset class="question" on:keydown=take_back>
            <legend class="visually-hidden">{label}</legend>
            <span class="question-text" aria-hidden="true">
                <span class="muted">{number}</span>
                " "
                {words::question(domain, question)}
            </span>
            <span class="segments">{answers}</span>
        </fieldset>
    }
}
