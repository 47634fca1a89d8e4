//! The dialog in which a sensitivity analysis is added or changed: which trials, how they are pooled, at what level, its name.

use std::collections::BTreeSet;

use leptos::ev::SubmitEvent;
use leptos::prelude::*;

use super::plan_part::PlanPart;
use crate::analysis::{
    SensitivityAnswer, SensitivityFound, SensitivityResult, levels, sensitivity_asked,
};
use crate::app::state::{Answer, Dialog, State};
use crate::app::widgets::{Button, Checkbox, DialogFrame, Select, TextField};
use crate::data::{
    ConfidenceLevel, CovariateId, LostAssumption, MultipleArms, OutcomeId, Plan,
    SensitivityAnalysis, TrialId, TrialSelection, has_multiple_arms,
};
use crate::project::{Command, Project};
use crate::wording::sensitivity::{self as words, SelectionKind};
use crate::wording::{confidence, translate};

/// The dialog in which a sensitivity analysis is added or changed.
#[component]
pub fn SensitivityDialog() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    // What it is about stays while the dialog closes, so that its title does.
    let about = Memo::new(move |before: Option<&Option<(OutcomeId, Option<usize>)>>| {
        dialogs.sensitivity().or(before.copied().flatten())
    });
    let title = Signal::derive(move || {
        let changes = about.get().is_some_and(|(_, place)| place.is_some());
        let title = if changes {
            words::CHANGE_TITLE
        } else {
            words::ADD_TITLE
        };
        title.to_owned()
    });
    let close = move || {
        if let Some((outcome, place)) = about.get_untracked() {
            dialogs.close(Dialog::Sensitivity(outcome, place));
        }
    };
    view! {
        <DialogFrame
            class="narrow"
            open=Signal::derive(move || dialogs.sensitivity().is_some())
            title=title
            on_close=move |()| close()
        >
            {move || {
                about
                    .get()
                    .map(|(outcome, place)| {
                        view! { <SensitivityForm outcome place on_done=move |()| close()/> }
                    })
            }}
        </DialogFrame>
    }
}

/// What was chosen in the dialog so far.
#[derive(Clone, Copy)]
struct Draft {
    state: State,
    outcome: OutcomeId,
    kind: RwSignal<SelectionKind>,
    out: RwSignal<BTreeSet<TrialId>>,
    column: RwSignal<Option<CovariateId>>,
    level: RwSignal<Option<String>>,
    /// What it assumes of the people lost; kept as it is.
    lost: RwSignal<Option<LostAssumption>>,
    plan: RwSignal<Option<Plan>>,
    confidence: RwSignal<Option<ConfidenceLevel>>,
    /// The name, where one was typed; otherwise it is called by what it does.
    typed: RwSignal<Option<String>>,
}

impl Draft {
    /// Begins with an analysis of the outcome as it is, or with one that does nothing otherwise yet.
    fn of(state: State, outcome: OutcomeId, place: Option<usize>) -> Self {
        let analysis = state.document.project.with_untracked(|project| {
            let analyses = project.settings.sensitivity_of(outcome);
            place.and_then(|place| analyses.get(place).cloned())
        });
        let analysis = analysis.unwrap_or_default();
        let (out, column, level) = match &analysis.trials {
            TrialSelection::Without(out) => (out.clone(), None, None),
            TrialSelection::OneLevel { covariate, level } => {
                (BTreeSet::new(), Some(*covariate), Some(level.clone()))
            }
            TrialSelection::AsMain
            | TrialSelection::LowRiskOfBias
            | TrialSelection::WithoutHighRiskOfBias
            | TrialSelection::AsReported
            | TrialSelection::ParallelGroups
            | TrialSelection::Arms(_)
            | TrialSelection::WithNotRandomized
            | TrialSelection::WithLeftOut => (BTreeSet::new(), None, None),
        };
        Self {
            state,
            outcome,
            kind: RwSignal::new(SelectionKind::of(&analysis.trials)),
            out: RwSignal::new(out),
            column: RwSignal::new(column),
            level: RwSignal::new(level),
            lost: RwSignal::new(analysis.lost),
            plan: RwSignal::new(analysis.plan),
            confidence: RwSignal::new(analysis.level),
            typed: RwSignal::new((!analysis.name.is_empty()).then_some(analysis.name)),
        }
    }

    /// The columns by whose levels trials can be selected, with their names.
    fn columns(self) -> Vec<(CovariateId, String)> {
        self.state.document.project.with(|project| {
            let columns = project.review.covariates.iter();
            let with_levels =
                columns.filter(|column| !levels(&project.review, column.id).is_empty());
            with_levels
                .map(|column| (column.id, column.name.clone()))
                .collect()
        })
    }

    /// The column that was chosen, or the first.
    fn chosen_column(self) -> Option<CovariateId> {
        let chosen = self.column.get();
        chosen.or_else(|| self.columns().first().map(|(column, _)| *column))
    }

    /// The levels of that column.
    fn levels(self) -> Vec<String> {
        let Some(column) = self.chosen_column() else {
            return Vec::new();
        };
        self.state.document.project.with(|project| {
            let levels = levels(&project.review, column).into_iter();
            levels.map(|level| level.text).collect()
        })
    }

    fn trials(self) -> TrialSelection {
        match self.kind.get() {
            SelectionKind::AsMain => TrialSelection::AsMain,
            SelectionKind::LowRiskOfBias => TrialSelection::LowRiskOfBias,
            SelectionKind::WithoutHighRiskOfBias => TrialSelection::WithoutHighRiskOfBias,
            SelectionKind::Without => {
                let out = self.out.get();
                if out.is_empty() {
                    TrialSelection::AsMain
                } else {
                    TrialSelection::Without(out)
                }
            }
            SelectionKind::AsReported => TrialSelection::AsReported,
            SelectionKind::ParallelGroups => TrialSelection::ParallelGroups,
            SelectionKind::OneLevel => {
                let level = self.level.get().or_else(|| self.levels().first().cloned());
                match self.chosen_column().zip(level) {
                    Some((covariate, level)) => TrialSelection::OneLevel { covariate, level },
                    None => TrialSelection::AsMain,
                }
            }
            SelectionKind::ArmsCombined => TrialSelection::Arms(MultipleArms::Combined),
            SelectionKind::ArmsSplit => TrialSelection::Arms(MultipleArms::SplitControl),
            SelectionKind::WithNotRandomized => TrialSelection::WithNotRandomized,
            SelectionKind::WithLeftOut => TrialSelection::WithLeftOut,
        }
    }

    /// The analysis as it would be kept.
    fn analysis(self) -> SensitivityAnalysis {
        SensitivityAnalysis {
            name: self.typed.get().unwrap_or_default(),
            trials: self.trials(),
            lost: self.lost.get(),
            plan: self.plan.get(),
            level: self.confidence.get(),
        }
    }

    fn answer(self) -> Option<Answer> {
        self.state.answers.answer_to(self.outcome)
    }

    /// The name that was typed, or the one that is proposed.
    fn name(self) -> String {
        let typed = self.typed.get();
        typed.unwrap_or_else(|| {
            let Some(answer) = self.answer() else {
                return String::new();
            };
            let (analysis, locale) = (self.analysis(), self.state.document.locale());
            let plan = answer.response.plan;
            self.state
                .document
                .project
                .with(|project| words::proposed_name(&analysis, &project.review, plan, locale))
        })
    }

    /// What would be pooled, in words; nothing while nothing differs.
    fn preview(self) -> Option<String> {
        let analysis = self.analysis();
        let answer = self.answer().filter(|_| analysis.differs())?;
        let locale = self.state.document.locale();
        let main = answer.main();
        self.state.document.settled.with(|project| {
            let Project {
                review, settings, ..
            } = &**project;
            let asked = sensitivity_asked(review, settings, self.outcome, &analysis, main);
            let found = asked.map(|asked| SensitivityFound {
                result: SensitivityResult::pending(&asked).into(),
                asked: asked.into(),
            });
            let answer_of = SensitivityAnswer { analysis, found };
            Some(words::preview(
                review,
                &answer.outcome,
                main,
                answer_of,
                locale,
            ))
        })
    }
}

/// What can be chosen, and what would come of it.
#[component]
fn SensitivityForm(
    /// The outcome.
    outcome: OutcomeId,
    /// The place of the analysis that is changed; none adds one.
    place: Option<usize>,
    /// Called once it is done, or left.
    #[prop(into)]
    on_done: UnsyncCallback<()>,
) -> impl IntoView {
    let state = State::expect();
    let draft = Draft::of(state, outcome, place);
    let preview = Memo::new(move |_| draft.preview());
    let name = Memo::new(move |_| draft.name());
    let submit = move |event: SubmitEvent| {
        event.prevent_default();
        let analysis = untrack(|| draft.analysis());
        if !analysis.differs() {
            return;
        }
        let command = match place {
            Some(place) => Command::ChangeSensitivity {
                outcome,
                place,
                analysis,
            },
            None => Command::AddSensitivity { outcome, analysis },
        };
        state.document.perform(&command);
        state.document.settle();
        on_done.run(());
    };
    let said = move || {
        preview
            .get()
            .unwrap_or_else(|| words::NOTHING_DIFFERS.to_owned())
    };
    let button = if place.is_some() {
        words::CHANGE_BUTTON
    } else {
        words::ADD_BUTTON
    };
    view! {
        <form class="sensitivity-form" on:submit=submit>
            <div class="dialog-body">
                <p class="muted">{words::DIALOG_HINT}</p>
                <SelectionChoice draft/>
                <MethodChoice draft/>
                <LevelChoice draft/>
                <TextField
                    label=words::NAME
                    value=name
                    on_input=move |typed: String| {
                        draft.typed.set((!typed.trim().is_empty()).then_some(typed));
                    }
                />
                <p role="status">{said}</p>
            </div>
            <div class="dialog-foot">
                <Button label=translate("Cancel") on_press=on_done/>
                <button
                    type="submit"
                    class="button primary"
                    disabled=move || preview.with(Option::is_none)
                >
                    {button}
                </button>
            </div>
        </form>
    }
}

/// Which trials.
#[component]
fn SelectionChoice(
    /// What was chosen so far.
    draft: Draft,
) -> impl IntoView {
    let kinds = Memo::new(move |_| offered(draft));
    let options = Memo::new(move |_| {
        let kinds = kinds.get().into_iter();
        kinds
            .map(|kind| kind.choice().to_owned())
            .collect::<Vec<_>>()
    });
    let chosen = move || {
        let kind = draft.kind.get();
        kinds.with(|kinds| kinds.iter().position(|one| *one == kind))
    };
    let choose = move |place: usize| {
        if let Some(kind) = kinds.with_untracked(|kinds| kinds.get(place).copied()) {
            draft.kind.set(kind);
        }
    };
    let is = move |kind: SelectionKind| move || draft.kind.get() == kind;
    view! {
        <div class="controls">
            <Select label=words::TRIALS options chosen on_choose=choose/>
            <Show when=is(SelectionKind::OneLevel)>
                <LevelOfColumn draft/>
            </Show>
        </div>
        <p class="muted" hidden=move || draft.kind.get().meaning().is_empty()>
            {move || draft.kind.get().meaning()}
        </p>
        <Show when=is(SelectionKind::Without)>
            <TrialBoxes draft/>
        </Show>
    }
}

/// The selections that the review has anything for, and the one that is chosen.
fn offered(draft: Draft) -> Vec<SelectionKind> {
    let has_columns = !draft.columns().is_empty();
    let chosen = draft.kind.get();
    draft.state.document.project.with(|project| {
        let (review, settings) = (&project.review, &project.settings);
        let is_judged = review
            .risk_of_bias
            .as_deref()
            .is_some_and(|table| !table.trials.is_empty());
        let not_randomized = review
            .trials
            .iter()
            .any(|trial| !trial.randomized.is_pooled());
        let several_arms = has_multiple_arms(review);
        let possible = |kind: &SelectionKind| match kind {
            SelectionKind::AsMain
            | SelectionKind::Without
            | SelectionKind::AsReported
            | SelectionKind::ParallelGroups => true,
            SelectionKind::LowRiskOfBias | SelectionKind::WithoutHighRiskOfBias => is_judged,
            SelectionKind::OneLevel => has_columns,
            SelectionKind::ArmsCombined => {
                several_arms && settings.multiple_arms != MultipleArms::Combined
            }
            SelectionKind::ArmsSplit => {
                several_arms && settings.multiple_arms != MultipleArms::SplitControl
            }
            SelectionKind::WithNotRandomized => not_randomized && !settings.include_not_randomized,
            SelectionKind::WithLeftOut => !settings.left_out_of(draft.outcome).is_empty(),
        };
        let kinds = SelectionKind::ALL.into_iter();
        kinds
            .filter(|kind| possible(kind) || *kind == chosen)
            .collect()
    })
}

/// A column and one of its levels.
#[component]
fn LevelOfColumn(
    /// What was chosen so far.
    draft: Draft,
) -> impl IntoView {
    let columns = Memo::new(move |_| draft.columns());
    let levels = Memo::new(move |_| draft.levels());
    let column_names = Memo::new(move |_| {
        let columns = columns.get().into_iter();
        columns.map(|(_, name)| name).collect::<Vec<_>>()
    });
    let chosen_column = move || {
        let chosen = draft.chosen_column()?;
        columns.with(|columns| columns.iter().position(|(column, _)| *column == chosen))
    };
    let choose_column = move |place: usize| {
        let column = columns.with_untracked(|columns| columns.get(place).map(|(id, _)| *id));
        draft.level.set(None);
        draft.column.set(column);
    };
    let chosen_level = move || {
        let chosen = draft.level.get();
        levels.with(|levels| match &chosen {
            Some(chosen) => levels.iter().position(|level| level == chosen),
            None => (!levels.is_empty()).then_some(0),
        })
    };
    let choose_level = move |place: usize| {
        let level = levels.with_untracked(|levels| levels.get(place).cloned());
        draft.level.set(level);
    };
    view! {
        <Select
            label=words::COLUMN
            options=column_names
            chosen=chosen_column
            on_choose=choose_column
        />
        <Select label=words::LEVEL options=levels chosen=chosen_level on_choose=choose_level/>
    }
}

/// A box for each trial that the main analysis pools, or that is chosen already.
#[component]
fn TrialBoxes(
    /// What was chosen so far.
    draft: Draft,
) -> impl IntoView {
    let trials = Memo::new(move |_| {
        let pooled: BTreeSet<TrialId> = draft
            .answer()
            .map(|answer| answer.prepared.rows.iter().copied().collect())
            .unwrap_or_default();
        let chosen = draft.out.get_untracked();
        draft.state.document.project.with(|project| {
            let trials = project.review.trials.iter();
            let listed =
                trials.filter(|trial| pooled.contains(&trial.id) || chosen.contains(&trial.id));
            listed
                .map(|trial| (trial.id, trial.name.clone()))
                .collect::<Vec<_>>()
        })
    });
    let count = move || {
        let count = draft.out.with(BTreeSet::len);
        words::chosen(count, draft.state.document.locale())
    };
    view! {
        <fieldset class="choice trial-boxes">
            <legend>{words::WITHOUT_WHICH} " " <small class="muted">{count}</small></legend>
            <ul class="level-list">
                <For
                    each=move || trials.get()
                    key=|(trial, _)| *trial
                    children=move |(trial, name)| view! { <TrialBox draft trial name/> }
                />
            </ul>
        </fieldset>
    }
}

/// One trial with its box.
#[component]
fn TrialBox(
    /// What was chosen so far.
    draft: Draft,
    /// The trial.
    trial: TrialId,
    /// What it is called.
    name: String,
) -> impl IntoView {
    let picked = move || draft.out.with(|out| out.contains(&trial));
    let pick = move |picks: bool| {
        draft.out.update(|out| {
            if picks {
                out.insert(trial);
            } else {
                out.remove(&trial);
            }
        });
    };
    view! {
        <li>
            <Checkbox
                label=name
                checked=Signal::derive(picked)
                on_change=pick
            />
        </li>
    }
}

/// How the trials are pooled: as in the main analysis, or by a plan of its own.
#[component]
fn MethodChoice(
    /// What was chosen so far.
    draft: Draft,
) -> impl IntoView {
    let is_same = Memo::new(move |_| draft.plan.with(Option::is_none));
    let follow = move |follows: bool| {
        let main = untrack(|| draft.answer()).map(|answer| answer.response.plan);
        draft.plan.set(main.filter(|_| !follows));
    };
    let parts = move || {
        PlanPart::ALL
            .map(|part| view! { <DraftPart part draft/> })
            .collect_view()
    };
    view! {
        <Checkbox label=words::SAME_METHOD.to_owned() checked=is_same on_change=follow/>
        <Show when=move || !is_same.get()>
            <div class="controls">{parts()}</div>
        </Show>
    }
}

/// One part of the plan of the analysis.
#[component]
fn DraftPart(
    /// The part.
    part: PlanPart,
    /// What was chosen so far.
    draft: Draft,
) -> impl IntoView {
    let kind = Memo::new(move |_| draft.answer().map(|answer| answer.outcome.kind));
    let choices = move || {
        let choices = draft.plan.get().zip(kind.get());
        choices.map(|(plan, kind)| part.choices(plan, kind))
    };
    let matters = Memo::new(move |_| draft.plan.get().is_some_and(|plan| part.matters(plan)));
    let options = Memo::new(move |_| {
        let choices = choices().unwrap_or_default().into_iter();
        choices.map(|(name, _)| name.to_owned()).collect::<Vec<_>>()
    });
    let chosen = move || {
        let plan = draft.plan.get()?;
        let mut choices = choices()?.into_iter();
        choices.position(|(_, choice)| part.agrees(plan, choice))
    };
    let choose = move |place: usize| {
        let choices = untrack(choices).unwrap_or_default();
        if let Some((_, plan)) = choices.get(place) {
            draft.plan.set(Some(*plan));
        }
    };
    view! {
        <Show when=move || matters.get()>
            <Select label=part.label() options chosen on_choose=choose/>
        </Show>
    }
}

/// The confidence level of the analysis.
#[component]
fn LevelChoice(
    /// What was chosen so far.
    draft: Draft,
) -> impl IntoView {
    let choices: Vec<Option<ConfidenceLevel>> = std::iter::once(None)
        .chain(ConfidenceLevel::ALL.map(Some))
        .collect();
    let options: Vec<String> = choices
        .iter()
        .map(|level| {
            level
                .map_or(words::SAME_LEVEL.text(), confidence::choice)
                .to_owned()
        })
        .collect();
    let choices = StoredValue::new(choices);
    let chosen = move || {
        let chosen = draft.confidence.get();
        choices.with_value(|choices| choices.iter().position(|level| *level == chosen))
    };
    let choose = move |place: usize| {
        let level = choices.with_value(|choices| choices.get(place).copied().flatten());
        draft.confidence.set(level);
    };
    view! {
        <div class="controls">
            <Select label=confidence::CHOOSE options chosen on_choose=choose/>
        </div>
    }
}
