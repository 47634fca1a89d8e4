//! The dialog in which a checklist is answered trial by trial.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use crate::analysis::listed_trials;
use crate::app::state::{Dialog, State};
use crate::app::widgets::{Button, DialogFrame, Select};
use crate::data::{AnsweredItem, Checklist, Checklists, ItemAnswer, ItemId, TrialId};
use crate::project::{ChecklistEdit, Command};
use crate::wording::quality::{interface, items};
use crate::wording::tr;

/// The dialog in which a checklist is answered trial by trial.
#[component]
pub fn FillInDialog() -> impl IntoView {
    let State {
        dialogs, document, ..
    } = State::expect();
    // What it is about stays while the dialog closes.
    let about = Memo::new(move |before: Option<&Option<Checklist>>| {
        dialogs.fill_in().or(before.copied().flatten())
    });
    let close = move || {
        document.settle();
        if let Some(list) = about.get_untracked() {
            dialogs.close(Dialog::FillIn(list));
        }
    };
    view! {
        <DialogFrame
            open=Signal::derive(move || dialogs.fill_in().is_some())
            title=Signal::stored(interface::FILL_IN_TITLE.to_owned())
            on_close=move |()| close()
        >
            {move || {
                about.get().map(|list| view! { <FillIn list on_done=move |()| close()/> })
            }}
        </DialogFrame>
    }
}

/// One trial after the other.
#[component]
fn FillIn(
    /// The checklist.
    list: Checklist,
    /// Called once it is done.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let document = State::expect().document;
    let trials = Memo::new(move |_| {
        document.project.with(|project| {
            let trials = listed_trials(&project.review, &project.settings);
            trials
                .map(|trial| (trial.id, trial.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let asked = Memo::new(move |_| {
        document.project.with(|project| {
            let none = Checklists::default();
            let checklists = project.review.checklists.as_deref().unwrap_or(&none);
            checklists.items(list)
        })
    });
    let place = RwSignal::new(0_usize);
    let trial =
        Memo::new(move |_| trials.with(|trials| trials.get(place.get()).map(|(trial, _)| *trial)));
    let answered = move || {
        let trial = trial.get()?;
        let asked = asked.get();
        let answered = document.project.with(|project| {
            let checklists = project.review.checklists.as_deref()?;
            let given = |item: &&ItemId| {
                let answered = checklists.answered(trial, **item);
                answered.is_some_and(|answered| answered.answer.is_some())
            };
            Some(asked.iter().filter(given).count())
        });
        let locale = document.locale();
        Some(interface::answered_of(
            answered.unwrap_or(0),
            asked.len(),
            locale,
        ))
    };
    let go = move |to: usize| {
        document.settle();
        if to < trials.with_untracked(Vec::len) {
            place.set(to);
        }
    };
    let names = Signal::derive(move || {
        let trials = trials.get().into_iter();
        trials.map(|(_, name)| name).collect::<Vec<_>>()
    });
    let is_first = Signal::derive(move || place.get() == 0);
    let is_last = Signal::derive(move || place.get() + 1 >= trials.with(Vec::len));
    view! {
        <div class="dialog-body fill-in">
            <div class="fill-in-head">
                <Select
                    label=interface::TRIAL
                    options=names
                    chosen=Signal::derive(move || Some(place.get()))
                    on_choose=go
                />
                <span class="muted" aria-live="polite">{answered}</span>
            </div>
            <p class="small muted">{interface::FILL_IN_KEYS}</p>
            <For
                each=move || trial.get()
                key=|trial| *trial
                children=move |trial| {
                    view! {
                        <For
                            each=move || asked.get()
                            key=|item| *item
                            children=move |item| {
                                view! { <ItemLine trial item trials/> }
                            }
                        />
                    }
                }
            />
        </div>
        <div class="dialog-foot">
            <Button
                label=interface::PREVIOUS
                disabled=is_first
                on_press=move |()| go(place.get_untracked().saturating_sub(1))
            />
            <Button
                label=interface::NEXT
                disabled=is_last
                on_press=move |()| go(place.get_untracked() + 1)
            />
            <Button class="button primary" label=interface::DONE on_press=on_done/>
        </div>
    }
}

/// One item of one trial.
#[component]
fn ItemLine(
    /// The trial.
    trial: TrialId,
    /// The item.
    item: ItemId,
    /// All trials that are asked about.
    trials: Memo<Vec<(TrialId, String)>>,
) -> impl IntoView {
    let document = State::expect().document;
    let said = Memo::new(move |_| {
        document.project.with(|project| {
            let checklists = project.review.checklists.as_deref();
            let said = checklists.and_then(|checklists| checklists.answered(trial, item));
            said.cloned().unwrap_or_default()
        })
    });
    let name = document
        .project
        .with_untracked(|project| items::name(item, project.review.checklists.as_deref()));
    let given = Memo::new(move |_| said.with(|said: &AnsweredItem| said.answer));
    let say = move |trials: Vec<TrialId>, answer: Option<ItemAnswer>| {
        let edit = ChecklistEdit::Answer {
            trials,
            item,
            answer,
        };
        document.apply(&Command::Checklist(edit));
    };
    let press_key = move |event: KeyboardEvent| {
        let answer = match event.key().to_lowercase().as_str() {
            "y" => Some(ItemAnswer::Yes),
            "n" => Some(ItemAnswer::No),
            "s" => Some(ItemAnswer::NotStated),
            "a" => Some(ItemAnswer::NotApplicable),
            "delete" | "backspace" => None,
            _ => return,
        };
        if !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
            say(vec![trial], answer);
        }
    };
    let radio = format!("item-{}", String::from(item));
    let answers = ItemAnswer::ALL.map(|answer| {
        let press = move |_| {
            if given.get_untracked() == Some(answer) {
                say(vec![trial], None);
            }
        };
        view! {
            <label>
                <input
                    type="radio"
                    class="segment-input"
                    name=radio.clone()
                    prop:checked=move || given.get() == Some(answer)
                    on:click=press
                    on:change=move |_| say(vec![trial], Some(answer))
                />
                <span>{items::answer(answer)}</span>
            </label>
        }
    });
    // Those that have no answer to this item, the trial in hand left aside.
    let open = move || {
        let trials = trials.get_untracked();
        document.project.with_untracked(|project| {
            let checklists = project.review.checklists.as_deref();
            let is_open = |trial: &TrialId| {
                let said = checklists.and_then(|checklists| checklists.answered(*trial, item));
                said.is_none_or(|said| said.answer.is_none())
            };
            let trials = trials.into_iter().map(|(trial, _)| trial);
            trials.filter(is_open).collect::<Vec<_>>()
        })
    };
    let fill_down = move || {
        let answer = given.get_untracked();
        if answer.is_some() {
            let open = open();
            if !open.is_empty() {
                say(open, answer);
            }
        }
    };
    let has_answer = Memo::new(move |_| given.get().is_some());
    let remark = Memo::new(move |_| said.with(|said| said.remark.clone()));
    let type_remark = move |event: web_sys::Event| {
        let remark = event_target_value(&event);
        document.type_in(&Command::Checklist(ChecklistEdit::Remark {
            trial,
            item,
            remark,
        }));
    };
    view! {
        <div class="item-line">
            <fieldset class="item" on:keydown=press_key>
                <legend>{name.clone()}</legend>
                <span class="segments">{answers.into_iter().collect_view()}</span>
            </fieldset>
            <input
                class="text-input"
                aria-label=tr!("{name}: {}", interface::REMARK, name)
                placeholder=interface::REMARK
                maxlength="20000"
                value=remark.get_untracked()
                on:input=type_remark
                on:blur=move |_| document.settle()
            />
            <Show when=move || has_answer.get()>
                <Button
                    class="link"
                    label=interface::FILL_DOWN
                    title=interface::FILL_DOWN_TITLE
                    on_press=fill_down
                />
            </Show>
        </div>
    }
}
