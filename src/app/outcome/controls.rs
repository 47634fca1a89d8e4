//! The controls of an outcome: what is compared, how trials are combined, what is done about empty cells.

use leptos::prelude::*;

use super::plan_part::PlanPart;
use crate::app::platform::timing;
use crate::app::state::{Answer, State};
use crate::app::widgets::{Checkbox, OneOf, Select};
use crate::data::{ConfidenceLevel, MultipleArms, OutcomeId, has_multiple_arms};
use crate::project::Command;
use crate::wording::interface::arms;
use crate::wording::{confidence, translate};

/// The controls of an outcome. Each change is an edit that can be undone.
#[component]
pub fn PlanControls(
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let parts = PlanPart::ALL
        .into_iter()
        .map(|part| view! { <PartControl part outcome answer/> })
        .collect_view();
    view! {
        <div class="controls" role="group" aria-label=translate("How this outcome is pooled")>
            {parts}
            <LevelControl outcome/>
            <MultipleArmsControl/>
            <NotRandomizedControl/>
        </div>
    }
}

/// The control of one part of the plan, which is there while the part means anything.
#[component]
fn PartControl(
    /// The part.
    part: PlanPart,
    /// The outcome.
    outcome: OutcomeId,
    /// The answer to it.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let plan = Memo::new(move |_| {
        answer.with(|answer| {
            let answer = answer.as_ref()?;
            Some((answer.response.plan, answer.outcome.kind))
        })
    });
    let matters = Memo::new(move |_| plan.get().is_some_and(|(plan, _)| part.matters(plan)));
    let choices = move || {
        let choices = plan.get().map(|(plan, kind)| part.choices(plan, kind));
        choices.unwrap_or_default()
    };
    let options = Memo::new(move |_| {
        let choices = choices().into_iter();
        choices.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    });
    let chosen = move || {
        let (plan, _) = plan.get()?;
        let mut choices = choices().into_iter();
        choices.position(|(_, choice)| part.agrees(plan, choice))
    };
    let choose = move |place: usize| {
        if let Some((_, plan)) = untrack(choices).get(place).copied() {
            timing::keystroke();
            state.document.apply(&Command::PinPlan { outcome, plan });
        }
    };
    view! {
        <Show when=move || matters.get()>
            <Select label=part.label() options chosen on_choose=choose/>
        </Show>
    }
}

/// The confidence level of the outcome.
#[component]
fn LevelControl(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let document = State::expect().document;
    let chosen = Memo::new(move |_| {
        document
            .project
            .with(|project| project.settings.level_of(outcome))
    });
    let choose = move |level| {
        document.apply(&Command::SetLevel {
            outcome: Some(outcome),
            level,
        });
    };
    view! {
        <OneOf
            label=confidence::CHOOSE.text()
            all=ConfidenceLevel::ALL.to_vec()
            name=confidence::choice
            chosen
            on_choose=choose
        />
    }
}

/// How trials with several experimental arms enter; shown where the review has such trials.
#[component]
fn MultipleArmsControl() -> impl IntoView {
    let document = State::expect().document;
    let present = Memo::new(move |_| {
        document
            .project
            .with(|project| has_multiple_arms(&project.review))
    });
    let chosen = Memo::new(move |_| {
        document
            .project
            .with(|project| project.settings.multiple_arms)
    });
    let choose = move |how| {
        document.apply(&Command::SetMultipleArms(how));
    };
    view! {
        <Show when=move || present.get()>
            <OneOf
                label=arms::MULTIPLE_ARMS.text()
                all=MultipleArms::ALL.to_vec()
                name=arms::multiple_arms
                chosen
                on_choose=choose
            />
        </Show>
    }
}

/// Whether trials that are not confirmed to be randomized enter; shown where the review has such trials.
#[component]
fn NotRandomizedControl() -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let present = Memo::new(move |_| {
        document.project.with(|project| {
            let mut trials = project.review.trials.iter();
            trials.any(|trial| !trial.randomized.is_pooled())
        })
    });
    let included = Memo::new(move |_| {
        document
            .project
            .with(|project| project.settings.include_not_randomized)
    });
    let include = move |included| document.apply(&Command::IncludeNotRandomized(included));
    view! {
        <Show when=move || present.get()>
            <Checkbox
                label=translate("Include trials not known to be randomized")
                checked=included
                on_change=include
            />
        </Show>
    }
}
