//! The judgement in hand: its questions, what follows from them, what the reviewers judge, why, and where that stands.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::judging::{JudgedCell, Judging};
use super::light_mark::LightMark;
use super::matrix_keys;
use super::overriding::Overriding;
use super::questions::Questions;
use crate::app::state::State;
use crate::app::widgets::{Button, Checkbox, TypedText};
use crate::data::{Judged, Judgement};
use crate::project::JudgementEdit;
use crate::safety::risk_of_bias_2::RoB2Domain;
use crate::wording::quality::interface;
use crate::wording::risk_of_bias as words;

/// The judgement in hand. Keyed by its cell, so that fields of another cell are others.
#[component]
pub fn JudgePanel() -> impl IntoView {
    let judging = Judging::expect();
    let back = move |event: KeyboardEvent| {
        if event.key() == "Escape"
            && let Some(cell) = judging.cell.get_untracked()
        {
            event.prevent_default();
            matrix_keys::focus(cell);
        }
    };
    view! {
        <section class="sheet judge-panel" aria-label=interface::JUDGEMENT on:keydown=back>
            <For
                each=move || judging.cell.get()
                key=|cell| (cell.trial, cell.domain)
                children=|cell| view! { <CellPanel cell/> }
            />
            <KeyHints/>
        </section>
    }
}

/// One cell.
#[component]
fn CellPanel(
    /// Which.
    cell: JudgedCell,
) -> impl IntoView {
    let state = State::expect();
    let judging = Judging::expect();
    let said = Memo::new(move |_| judging.said(cell));
    let trial = move || {
        state.document.project.with(|project| {
            let trial = project.review.trial(cell.trial);
            trial.map_or_else(String::new, |trial| trial.name.clone())
        })
    };
    let heading = Memo::new(move |_| {
        judging.told(|table| match cell.domain {
            None => [String::new(), words::OVERALL.to_owned()],
            Some(domain) => table.domains.get(domain).map_or_else(
                || [String::new(), String::new()],
                |domain| [domain.short.clone(), words::domain(&domain.name).to_owned()],
            ),
        })
    });
    let short = move || {
        heading
            .get()
            .map(|[short, _]| short)
            .filter(|short| !short.is_empty())
    };
    let name = move || heading.get().map(|[_, name]| name);
    let domain = Memo::new(move |_| {
        let asks = judging.told(|table| {
            table.tool == crate::data::Tool::RiskOfBias2
                && table.domains.len() == RoB2Domain::ALL.len()
        });
        asks.filter(|asks| *asks)
            .and_then(|_| RoB2Domain::at(cell.domain?))
    });
    let support = Memo::new(move |_| said.with(|said| said.support.clone()));
    let source = Memo::new(move |_| said.with(|said| said.source.clone()));
    view! {
        <p class="small muted">
            {trial} {move || short().map(|short| format!(" · {short}"))}
        </p>
        <h3>{name}</h3>
        {move || domain.get().map(|domain| view! { <Questions cell domain said/> })}
        <Show when=move || cell.domain.is_none()>
            <p class="small muted">{interface::OVERALL_FOLLOWS}</p>
        </Show>
        <JudgementChoice cell said/>
        <Overriding cell domain said/>
        <TypedText
            id=matrix_keys::SUPPORT
            label=interface::SUPPORT.text()
            value=support
            lines=4
            on_type=move |text| judging.type_in(cell, JudgementEdit::Support(text))
        />
        <TypedText
            id="judgement-source"
            label=interface::WHERE.text()
            value=source
            lines=1
            on_type=move |text| judging.type_in(cell, JudgementEdit::Source(text))
        />
        <OfOutcome cell/>
    }
}

/// The judgement as it stands, and the others that the tool has.
#[component]
fn JudgementChoice(
    /// The cell.
    cell: JudgedCell,
    /// What holds in it.
    said: Memo<Judged>,
) -> impl IntoView {
    let judging = Judging::expect();
    let judgement = Memo::new(move |_| said.with(|said| said.judgement));
    let tool = Memo::new(move |_| judging.told(|table| table.tool).unwrap_or_default());
    let name = move || {
        judgement.get().map_or(words::NOT_JUDGED.text(), |of| {
            words::judgement(of, tool.get())
        })
    };
    let by = move || {
        said.with(|said| match (said.judgement, said.is_by_hand()) {
            (None, false) => "",
            (Some(_), false) => interface::BY_ALGORITHM.text(),
            (_, true) => interface::BY_HAND.text(),
        })
    };
    let judge = move |judgement: Option<Judgement>| {
        let typed = judgement.map_or("", |judgement| {
            words::judgement(judgement, tool.get_untracked())
        });
        judging.edit(cell, JudgementEdit::Typed(typed.to_owned()));
    };
    let choices = move || {
        let offered = words::offered(tool.get()).iter().copied();
        offered
            .map(|one| {
                let pressed = move || {
                    let is_it = judgement.get() == Some(one);
                    if is_it { "true" } else { "false" }
                };
                view! {
                    <button
                        type="button"
                        class="judgement-choice"
                        aria-pressed=pressed
                        on:click=move |_| judge(Some(one))
                    >
                        <LightMark judgement=Signal::stored(Some(one))/>
                        {words::judgement(one, tool.get_untracked())}
                    </button>
                }
            })
            .collect_view()
    };
    view! {
        <p class="judgement-now" aria-live="polite">
            <LightMark judgement=judgement/>
            <b>{name}</b>
            <span class="small muted">{by}</span>
        </p>
        <div class="judgement-choices" role="group" aria-label=interface::JUDGEMENT>
            {choices}
            <Show when=move || said.with(Judged::is_by_hand)>
                <Button class="link" label=interface::CLEAR on_press=move |()| judge(None)/>
            </Show>
        </div>
    }
}

/// Whether the judgement holds for the outcome in view alone.
#[component]
fn OfOutcome(
    /// The cell.
    cell: JudgedCell,
) -> impl IntoView {
    let judging = Judging::expect();
    let is_own = Memo::new(move |_| judging.is_own(cell));
    let has_outcome = Memo::new(move |_| judging.outcome.get().is_some());
    let for_outcome = judging.for_outcome;
    let give_up = move || {
        for_outcome.set(false);
        judging.edit(cell, JudgementEdit::Whole(Box::default()));
    };
    view! {
        <Show when=move || has_outcome.get()>
            <p class="small muted of-outcome">
                <Show
                    when=move || is_own.get()
                    fallback=move || {
                        view! {
                            <Checkbox
                                label=interface::FOR_OUTCOME
                                checked=for_outcome
                                on_change=move |chosen| for_outcome.set(chosen)
                            />
                        }
                    }
                >
                    {interface::ONLY_HERE}
                    " · "
                    <Button class="link" label=interface::AS_IN_TRIAL on_press=give_up/>
                </Show>
            </p>
        </Show>
    }
}

/// What the keys do.
#[component]
fn KeyHints() -> impl IntoView {
    let keys = interface::KEYS.map(|(key, does)| {
        let keys = key.split(' ').map(|key| view! { <kbd>{key}</kbd> " " });
        view! { <li>{keys.collect_view()} {does}</li> }
    });
    view! { <ul class="key-hints small muted">{keys.into_iter().collect_view()}</ul> }
}
