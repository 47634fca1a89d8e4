//! The cells of an outcome in the panel, each edited in its place.

use std::sync::Arc;

use leptos::prelude::*;

use crate::app::state::{Document, State};
use crate::data::{Outcome, OutcomeId, Window};
use crate::project::Command;
use crate::wording::panel as words;
use crate::wording::tr;

const WINDOWS: [Window; 2] = [Window::Lasting, Window::Immediate];

/// An outcome that is edited.
#[derive(Clone, Copy)]
pub struct Edited {
    /// The document.
    pub document: Document,
    /// Which.
    pub outcome: OutcomeId,
    known: Memo<Option<Arc<Outcome>>>,
}

impl Edited {
    /// The outcome as it is now.
    pub fn new(state: State, outcome: OutcomeId) -> Self {
        let document = state.document;
        let known = Memo::new(move |_| {
            document
                .project
                .with(|project| project.review.outcome(outcome).cloned())
        });
        Self {
            document,
            outcome,
            known,
        }
    }

    /// A part of it as text.
    fn text(self, part: fn(&Outcome) -> String) -> Signal<String> {
        Signal::derive(move || {
            self.known
                .with(|known| known.as_ref().map_or_else(String::new, |known| part(known)))
        })
    }

    /// What a cell is called: the part with the name of the outcome.
    pub fn label(self, what: &'static str) -> Signal<String> {
        let name = self.text(|outcome| outcome.name.clone());
        Signal::derive(move || tr!("{what}: {}", name.get(), what))
    }

    /// Describes it anew.
    fn describe(self, change: impl FnOnce(&mut Outcome)) {
        let Some(known) = self.known.get_untracked() else {
            return;
        };
        let mut changed = (*known).clone();
        change(&mut changed);
        self.document.apply(&Command::DescribeOutcome {
            outcome: self.outcome,
            window: changed.window,
            group: changed.group,
            more_is_worse: changed.more_is_worse,
            note: changed.note,
        });
    }
}

/// A field in a cell.
#[component]
pub fn Field(
    /// What is typed.
    label: Signal<String>,
    /// What stands in it.
    value: Signal<String>,
    /// Called with what stands in it when it is left after a change.
    #[prop(into)]
    on_change: UnsyncCallback<String>,
    /// The most letters.
    #[prop(default = 400)]
    max_length: usize,
    /// The list that is offered, by its id.
    #[prop(optional)]
    list: Option<&'static str>,
    /// What stands in it in grey while nothing is typed.
    #[prop(optional)]
    placeholder: Option<&'static str>,
    /// Whether what stands in it cannot be taken.
    #[prop(optional, into)]
    invalid: Signal<bool>,
) -> impl IntoView {
    view! {
        <input
            class="text-input"
            placeholder=placeholder
            maxlength=max_length.to_string()
            list=list
            aria-label=label
            aria-invalid=move || invalid.get().then_some("true")
            prop:value=move || value.get()
            on:change=move |event| on_change.run(event_target_value(&event))
        />
    }
}

/// The name, with a mark where the outcome came later.
#[component]
pub fn NameCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let Edited {
        document, outcome, ..
    } = edited;
    let added_later = Memo::new(move |_| {
        document
            .project
            .with(|project| project.review.panel.is_added_later(outcome))
    });
    let rename = move |name| document.apply(&Command::RenameOutcome { outcome, name });
    view! {
        <Field
            label=edited.label(words::OUTCOME.text())
            value=edited.text(|outcome| outcome.name.clone())
            on_change=rename
        />
        <Show when=move || added_later.get()>
            <span class="tag">{words::ADDED_LATER_TAG}</span>
        </Show>
    }
}

/// The definition.
#[component]
pub fn DefinitionCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    view! {
        <Field
            label=edited.label(words::DEFINITION.text())
            value=edited.text(|outcome| outcome.note.clone())
            max_length=2_000
            on_change=move |note| edited.describe(|outcome| outcome.note = note)
        />
    }
}

/// The group.
#[component]
pub fn GroupCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let regroup = move |group: String| {
        let group = (!group.trim().is_empty()).then_some(group);
        edited.describe(|outcome| outcome.group = group);
    };
    view! {
        <Field
            label=edited.label(words::GROUP.text())
            value=edited.text(|outcome| outcome.group.clone().unwrap_or_default())
            list="panel-groups"
            on_change=regroup
        />
    }
}

/// Which of several time points counts.
#[component]
pub fn WindowCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let chosen = move || {
        let window = edited.known.with(|known| Some(known.as_ref()?.window));
        WINDOWS.iter().position(|one| Some(*one) == window)
    };
    let choose = move |place: usize| {
        if let Some(window) = WINDOWS.get(place) {
            edited.describe(|outcome| outcome.window = *window);
        }
    };
    view! {
        <Chosen
            label=edited.label(words::WINDOW.text())
            options=WINDOWS.map(|window| words::window(window).to_owned()).to_vec()
            chosen=Signal::derive(chosen)
            on_choose=choose
        />
    }
}

/// Whether more or less of it is worse.
#[component]
pub fn HarmCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let chosen = move || {
        edited
            .known
            .with(|known| Some(usize::from(!known.as_ref()?.more_is_worse)))
    };
    view! {
        <Chosen
            label=edited.label(words::HARM.text())
            options=vec![words::MORE_IS_WORSE.to_owned(), words::LESS_IS_WORSE.to_owned()]
            chosen=Signal::derive(chosen)
            on_choose=move |place: usize| {
                edited.describe(|outcome| outcome.more_is_worse = place == 0);
            }
        />
    }
}

/// The margin of concern, with what is wrong with it.
#[component]
pub fn MarginCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let Edited {
        document, outcome, ..
    } = edited;
    let margin = Signal::derive(move || {
        document.project.with(|project| {
            let margin = project.review.panel.margins.get(&outcome);
            margin.map_or_else(String::new, |margin| margin.typed.clone())
        })
    });
    let fault = Memo::new(move |_| {
        let locale = document.locale();
        document.project.with(|project| {
            let fault = project.review.panel.margin_fault(outcome)?;
            Some(words::margin_fault(fault, locale))
        })
    });
    view! {
        <Field
            label=edited.label(words::MARGIN.text())
            value=margin
            max_length=20
            invalid=Signal::derive(move || fault.with(Option::is_some))
            on_change=move |typed| document.apply(&Command::SetMargin { outcome, typed })
        />
        {move || fault.get().map(|fault| view! { <small class="fault">{fault}</small> })}
    }
}

/// How long after treatment the outcome is thought to appear, with what is wrong with that.
#[component]
pub fn LatencyCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let Edited {
        document, outcome, ..
    } = edited;
    let latency = Signal::derive(move || {
        document.project.with(|project| {
            let latency = project.review.panel.latencies.get(&outcome);
            latency.cloned().unwrap_or_default()
        })
    });
    let is_wrong = Memo::new(move |_| {
        let project = document.project;
        project.with(|project| project.review.panel.has_latency_fault(outcome))
    });
    view! {
        <Field
            label=edited.label(words::LATENCY.text())
            value=latency
            max_length=40
            invalid=is_wrong
            on_change=move |typed| document.apply(&Command::SetLatency { outcome, typed })
        />
        {move || {
            is_wrong.get().then(|| view! { <small class="fault">{words::LATENCY_FAULT}</small> })
        }}
    }
}

/// A choice of one from a few, in a cell.
#[component]
pub fn Chosen(
    /// What is chosen.
    label: Signal<String>,
    /// What the choices are called.
    options: Vec<String>,
    /// The place of the present one.
    chosen: Signal<Option<usize>>,
    /// Called with the place of another one.
    #[prop(into)]
    on_choose: UnsyncCallback<usize>,
) -> impl IntoView {
    let options = StoredValue::new(options);
    let items = move || {
        let chosen = chosen.get();
        options
            .get_value()
            .into_iter()
            .enumerate()
            .map(|(place, name)| {
                view! {
                    <option value=place.to_string() prop:selected=chosen == Some(place)>
                        {name}
                    </option>
                }
            })
            .collect_view()
    };
    view! {
        <select
            class="text-input"
            aria-label=label
            on:change=move |event| {
                if let Ok(place) = event_target_value(&event).parse() {
                    on_choose.run(place);
                }
            }
        >
            {items}
        </select>
    }
}
