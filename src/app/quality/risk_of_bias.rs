//! The risk of bias: how the trials of the outcome stand, the matrix of judgements, the cell in hand, and how much weight rests
//! on which judgement.

use leptos::prelude::*;

use super::choose_tool::ChooseTool;
use super::judge_panel::JudgePanel;
use super::judging::Judging;
use super::matrix::Matrix;
use super::weight_bars::WeightBars;
use crate::app::actions::{Action, Actions, judgement_reasons_table, judgements_table};
use crate::app::state::State;
use crate::app::widgets::{ActionButton, Button, TableFiles};
use crate::project::Command;
use crate::wording::quality::interface;
use crate::wording::risk_of_bias as words;

/// The risk of bias of the trials of the outcome in view.
#[component]
pub fn RiskOfBiasView() -> impl IntoView {
    let state = State::expect();
    let judging = Judging::new(state);
    provide_context(judging);
    let is_begun = Memo::new(move |_| judging.judged.with(Option::is_some));
    let shown_for = move || {
        let outcome = judging.outcome.get();
        let name = state
            .document
            .project
            .with(|project| Some(project.review.outcome(outcome?)?.name.clone()));
        let trials = judging
            .judged
            .with(|judged| judged.as_ref().map_or(0, |judged| judged.trials.len()));
        interface::shown_for(name.as_deref(), trials, state.document.locale())
    };
    let standing = move || {
        judging.judged.with(|judged| {
            let judged = judged.as_ref()?;
            Some(words::standing(judged, state.document.locale()))
        })
    };
    view! {
        <div class="outcome-head">
            <h2>{interface::TITLE}</h2>
            <Show when=move || is_begun.get()>
                <p class="muted">{shown_for}</p>
            </Show>
        </div>
        <Show when=move || is_begun.get() fallback=ChooseTool>
            <p class="sentence" aria-live="polite">{standing}</p>
            <div class="judging">
                <MatrixSheet/>
                <div class="judging-side">
                    <JudgePanel/>
                    <WeightBars/>
                </div>
            </div>
        </Show>
    }
}

/// The matrix with its head: the tool, and what can be done with all judgements.
#[component]
fn MatrixSheet() -> impl IntoView {
    let document = State::expect().document;
    let judging = Judging::expect();
    let tool = move || judging.told(|table| words::tool(table.tool));
    let about = move || judging.told(|table| words::about_tool(table.tool));
    let remove = move || document.perform(&Command::SetRiskOfBias(None));
    view! {
        <section class="sheet" aria-label=interface::RISK_OF_BIAS>
            <div class="sheet-head">
                <h3>{interface::RISK_OF_BIAS}</h3>
                <span class="muted" title=about>{interface::TOOL} " " {tool}</span>
            </div>
            <Matrix/>
            <div class="section-actions">
                <ActionButton action=Action::PasteTable class="button quiet"/>
                <TableButtons/>
                <Button class="button quiet" label=interface::REMOVE_ALL on_press=remove/>
            </div>
        </section>
    }
}

/// The judgements as files.
#[component]
fn TableButtons() -> impl IntoView {
    let state = State::expect();
    let actions = Actions::expect();
    let judgements = move |()| judgements_table(state);
    let for_robvis = move || actions.perform(Action::JudgementsCsv);
    let reasons = move |()| Some(judgement_reasons_table(state));
    view! {
        <TableFiles what="risk-of-bias" table=judgements/>
        <TableFiles what="risk-of-bias-reasons" table=reasons label=interface::REASONS_TABLE.text()/>
        <Button class="button quiet" label=interface::FOR_ROBVIS on_press=for_robvis/>
    }
}
