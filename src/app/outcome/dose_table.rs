//! The doses of the arms of the pooled trials, to be typed or taken from the names of the arms.

use leptos::prelude::*;

use crate::analysis::{DosableArm, DosableTrial, dosable_trials, with_proposed};
use crate::app::state::{Answer, State};
use crate::app::widgets::{Button, Disclosure, TextField};
use crate::data::{ArmDoses, ArmId, Role, TrialId};
use crate::project::{Command, typed_numbers};
use crate::wording::{dose_response as words, names};

/// The doses of the arms; made while it is open.
#[component]
pub fn DosesOfArms(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    view! {
        <Disclosure id="doses-of-arms" class="silent-reasons" summary=words::DOSES.text()>
            <DoseFields answer/>
        </Disclosure>
    }
}

/// Changes the doses as one step that can be undone.
fn change(state: State, change: impl FnOnce(&mut ArmDoses)) {
    let project = state.document.project;
    let mut doses = project.with_untracked(|project| project.settings.doses.clone());
    change(&mut doses);
    state.document.perform(&Command::SetDoses(doses));
}

/// The unit, the doses that are proposed, and a field for each arm.
#[component]
fn DoseFields(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
) -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let listed = Memo::new(move |_| {
        let answer = answer.get()?;
        Some(document.project.with(|project| {
            dosable_trials(&project.review, &answer.prepared, &project.settings.doses)
        }))
    });
    let trials = Memo::new(move |_| {
        let listed = listed.get().map(|(trials, _)| trials);
        let mut trials = listed.unwrap_or_default();
        // A field stays as it is while its dose changes.
        for arm in trials.iter_mut().flat_map(|trial| &mut trial.arms) {
            arm.dose = None;
            arm.proposed = None;
        }
        trials
    });
    let unit = Memo::new(move |_| {
        document
            .project
            .with(|project| project.settings.doses.unit.clone())
    });
    let proposed = Memo::new(move |_| {
        let (trials, unit) = listed.get()?;
        let arms = trials.iter().flat_map(|trial| &trial.arms);
        let many = arms.filter(|arm| arm.proposed.is_some()).count();
        (many > 0).then(|| words::proposed(many, unit.as_deref(), document.locale()))
    });
    let take = move || {
        let Some(answer) = answer.get_untracked() else {
            return;
        };
        let project = document.project;
        let next = project.with_untracked(|project| {
            with_proposed(&project.review, &answer.prepared, &project.settings.doses)
        });
        change(state, |doses| *doses = next);
    };
    let has_proposed = Memo::new(move |_| proposed.with(Option::is_some));
    let key = |trial: &DosableTrial| {
        let arms = trial.arms.iter();
        let arms: Vec<(ArmId, String)> = arms.map(|arm| (arm.arm, arm.label.clone())).collect();
        (trial.trial, trial.name.clone(), arms)
    };
    view! {
        <p class="muted small">{words::ZERO}</p>
        <div class="controls">
            <TextField
                label=words::UNIT
                value=unit
                on_change=move |typed: String| change(state, |doses| doses.unit = typed)
                placeholder=words::UNIT_EXAMPLE.to_owned()
                max_length=ArmDoses::LONGEST_UNIT / 4
                class="field inline"
            />
            <Show when=move || has_proposed.get()>
                <span class="muted">{move || proposed.get()}</span>
                <Button label=words::TAKE on_press=take/>
            </Show>
        </div>
        <ul class="silent-list dose-list">
            <For
                each=move || trials.get()
                key=key
                children=move |trial| view! { <DosesOfTrial trial listed/> }
            />
        </ul>
    }
}

/// The trials with their arms, and the unit of the doses in names; none without an answer.
type Listed = Memo<Option<(Vec<DosableTrial>, Option<String>)>>;

/// The fields of one trial.
#[component]
fn DosesOfTrial(
    /// The trial with its arms.
    trial: DosableTrial,
    /// All trials, with the doses.
    listed: Listed,
) -> impl IntoView {
    let (id, name) = (trial.trial, trial.name);
    let mut places = [0_usize; 2];
    let arms: Vec<(DosableArm, usize)> = trial
        .arms
        .into_iter()
        .map(|arm| {
            let place = &mut places[usize::from(arm.role == Role::Control)];
            *place += 1;
            (arm, *place - 1)
        })
        .collect();
    let fields = arms
        .into_iter()
        .map(|(arm, place)| view! { <DoseField trial=id arm place listed/> });
    view! {
        <li>
            <p>
                <strong>{name.clone()}</strong>
            </p>
            <div class="controls" role="group" aria-label=name>
                {fields.collect_view()}
            </div>
        </li>
    }
}

/// The field of one arm.
#[component]
fn DoseField(
    /// The trial.
    trial: TrialId,
    /// The arm.
    arm: DosableArm,
    /// Its place among the arms of its side.
    place: usize,
    /// All trials, with the doses.
    listed: Listed,
) -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let id = arm.arm;
    let present = move |listed: &(Vec<DosableTrial>, Option<String>)| {
        let mut trials = listed.0.iter();
        let found = trials.find(|known| known.trial == trial)?;
        let arm = found.arms.iter().find(|known| known.arm == id)?;
        Some((arm.dose, arm.proposed))
    };
    let value = Memo::new(move |_| {
        let dose = listed.with(|listed| present(listed.as_ref()?)?.0);
        dose.map_or_else(String::new, |dose| {
            words::typed_dose(dose, document.locale())
        })
    });
    let (label, hint) = untrack(|| {
        let locale = document.locale();
        let proposed = listed.with(|listed| present(listed.as_ref()?)?.1);
        let side = document.project.with(|project| {
            let names = names::sides(&project.review);
            let side = usize::from(arm.role == Role::Control);
            names
                .get(side)
                .map_or_else(String::new, |name| (*name).to_owned())
        });
        let hint = match (proposed, arm.role) {
            (Some(dose), _) => words::typed_dose(dose, locale),
            (None, Role::Control) => words::typed_dose(0.0, locale),
            (None, Role::Experimental | Role::Ignored) => String::new(),
        };
        (words::arm(&arm.label, &side, place, locale), hint)
    });
    let on_change = move |typed: String| {
        let typed = typed_numbers(&typed, document.decimal());
        let dose = match typed.as_deref() {
            Some([]) => None,
            Some([dose]) if ArmDoses::is_possible(*dose) => Some(*dose),
            Some(_) | None => return state.notices.say(words::NOT_A_DOSE),
        };
        change(state, |doses| doses.set(trial, id, dose));
    };
    view! { <TextField label value on_change placeholder=hint max_length=24 class="field inline"/> }
}
