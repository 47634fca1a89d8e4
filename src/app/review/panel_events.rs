//! Which events an outcome of the panel counts.

use leptos::prelude::*;

use super::panel_cells::{Chosen, Edited, Field};
use crate::data::{EventClass, EventSeriousness, Grades, HIGHEST_GRADE, Relatedness, Stated};
use crate::project::Command;
use crate::wording::event_class as words;

/// The grades that are offered: each, and each with those above it.
fn offered_grades() -> Vec<Grades> {
    (1..=HIGHEST_GRADE)
        .flat_map(|from| [Grades::new(from, from), Grades::new(from, HIGHEST_GRADE)])
        .flatten()
        .fold(Vec::new(), |mut offered, grades| {
            if !offered.contains(&grades) {
                offered.push(grades);
            }
            offered
        })
}

/// A list from which one can be chosen, or nothing, with the present words where they are on no list.
fn options<T: Copy + PartialEq>(
    all: &[T],
    name: impl Fn(T) -> String,
    none: &str,
    present: Option<&Stated<T>>,
) -> (Vec<Option<Stated<T>>>, Vec<String>) {
    let mut values = vec![None];
    let mut names = vec![none.to_owned()];
    for one in all {
        values.push(Some(Stated::Known(*one)));
        names.push(name(*one));
    }
    if let Some(present) = present
        && !values.contains(&Some(present.clone()))
    {
        names.push(match present {
            Stated::Known(known) => name(*known),
            Stated::Worded(words) => words.clone(),
        });
        values.push(Some(present.clone()));
    }
    (values, names)
}

/// Which events an outcome counts: seriousness, grade, relatedness, onset.
#[component]
pub fn EventsCell(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let Edited {
        document, outcome, ..
    } = edited;
    let class = Memo::new(move |_| {
        document
            .project
            .with(|project| project.review.panel.events_of(outcome))
    });
    let change = move |change: &dyn Fn(&mut EventClass)| {
        let mut class = class.get_untracked();
        change(&mut class);
        document.apply(&Command::SetEvents { outcome, class });
    };
    let seriousness = move || {
        let all = EventSeriousness::ALL;
        let name = |known: EventSeriousness| words::seriousness(known).to_owned();
        class.with(|class| {
            options(
                &all,
                name,
                words::ANY_SERIOUSNESS.text(),
                class.seriousness.as_ref(),
            )
        })
    };
    let grades = move || {
        class.with(|class| {
            options(
                &offered_grades(),
                words::grades,
                words::ANY_GRADE.text(),
                class.grades.as_ref(),
            )
        })
    };
    let relatedness = move || {
        let name = |known: Relatedness| words::relatedness(known).to_owned();
        class.with(|class| {
            options(
                &Relatedness::ALL,
                name,
                words::ANY_RELATEDNESS.text(),
                class.relatedness.as_ref(),
            )
        })
    };
    view! {
        {move || {
            let (values, names) = seriousness();
            let present = class.with(|class| class.seriousness.clone());
            let place = values.iter().position(|value| *value == present);
            view! {
                <Chosen
                    label=edited.label(words::SERIOUSNESS.text())
                    options=names
                    chosen=Signal::derive(move || place)
                    on_choose=move |place: usize| {
                        let value = values.get(place).cloned().flatten();
                        change(&|class| class.seriousness.clone_from(&value));
                    }
                />
            }
        }}
        {move || {
            let (values, names) = grades();
            let present = class.with(|class| class.grades.clone());
            let place = values.iter().position(|value| *value == present);
            view! {
                <Chosen
                    label=edited.label(words::GRADE.text())
                    options=names
                    chosen=Signal::derive(move || place)
                    on_choose=move |place: usize| {
                        let value = values.get(place).cloned().flatten();
                        change(&|class| class.grades.clone_from(&value));
                    }
                />
            }
        }}
        {move || {
            let (values, names) = relatedness();
            let present = class.with(|class| class.relatedness.clone());
            let place = values.iter().position(|value| *value == present);
            view! {
                <Chosen
                    label=edited.label(words::RELATEDNESS.text())
                    options=names
                    chosen=Signal::derive(move || place)
                    on_choose=move |place: usize| {
                        let value = values.get(place).cloned().flatten();
                        change(&|class| class.relatedness.clone_from(&value));
                    }
                />
            }
        }}
        <OnsetField edited/>
    }
}

/// When the events began, in the words of the reviewers.
#[component]
fn OnsetField(
    /// The outcome.
    edited: Edited,
) -> impl IntoView {
    let Edited {
        document, outcome, ..
    } = edited;
    let class = move || {
        document
            .project
            .with(|project| project.review.panel.events_of(outcome))
    };
    let change = move |typed: String| {
        let mut class = untrack(class);
        class.onset = typed;
        document.apply(&Command::SetEvents { outcome, class });
    };
    view! {
        <Field
            label=edited.label(words::ONSET.text())
            value=Signal::derive(move || class().onset)
            max_length=100
            placeholder=words::ANY_ONSET.text()
            on_change=change
        />
    }
}
