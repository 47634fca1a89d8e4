//! The subgroups on a sheet: by what trials are parted, what each part comes to, and whether the parts differ.

use leptos::prelude::*;

use super::explored::Explored;
use super::number_list_field::NumberListField;
use super::report_table::TableWithFiles;
use super::trial_figure::FigureFileButton;
use crate::analysis::{can_share_tau_squared, groupings, quantities};
use crate::app::actions::figure_files::ExploredFigure;
use crate::app::actions::figure_files::Which;
use crate::app::state::figures::theme_on_screen;
use crate::app::state::{Answer, Shared, State, explored as found_of};
use crate::app::widgets::{CanvasFigure, FigureSize, OneOf, Select};
use crate::data::{PartedBy, Quantity, SpreadOfGroups};
use crate::figure::scatter::Options;
use crate::figure::subgroups::scene;
use crate::report;
use crate::wording::explored as words;
use crate::wording::small_study::AS_TABLE;

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 800.0;

/// The subgroups on a sheet.
#[component]
pub fn SubgroupPools(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// What is explored of it.
    explored: Explored,
) -> impl IntoView {
    let state = State::expect();
    let found = Memo::new(move |_| {
        // What is chosen and what the columns hold.
        explored.chosen.track();
        let answer = answer.get()?;
        Some(Shared::new(found_of::subgroups(state, &answer)?))
    });
    let size = FigureSize::new(FIRST_WIDTH);
    let drawn = Memo::new(move |_| {
        let (answer, found) = (answer.get()?, found.get()?);
        let options = Options::screen(size.width.get(), state.document.locale());
        let inputs = found_of::subgroup_inputs(state, &answer, found.arc(), &options);
        Some(Shared::new(scene(&inputs)))
    });
    let said = move || {
        let locale = state.document.locale();
        found.with(|found| {
            let found = found.as_ref()?;
            let settled = state.document.settled;
            Some(settled.with(|project| words::subgroups_sentence(found, &project.review, locale)))
        })
    };
    let table = move || {
        let locale = state.document.locale();
        let (answer, found) = (answer.get()?, found.get()?);
        let table = state.document.settled.with(|project| {
            let of = (&*answer.prepared, &*answer.response);
            report::subgroup_pools(&project.review, &answer.outcome, of, &found, locale)
        });
        Some(view! { <TableWithFiles table file="subgroups"/> })
    };
    let theme = theme_on_screen(state);
    let has_any = Memo::new(move |_| found.with(Option::is_some));
    view! {
        <section class="sheet" aria-label=words::SUBGROUPS>
            <h3>{words::SUBGROUPS}</h3>
            <div class="controls" role="group" aria-label=words::SUBGROUPS>
                <PartedBySelect explored/>
                <SpreadChoice answer explored/>
            </div>
            <Show when=move || has_any.get()>
                <p class="sentence" id="subgroups-answer" role="status">
                    {said}
                </p>
                <CanvasFigure
                    scene=drawn
                    theme
                    size
                />
                <FigureFileButton which=Which::Explored(ExploredFigure::Subgroups)/>
                <details>
                    <summary>{AS_TABLE}</summary>
                    {table}
                </details>
            </Show>
        </section>
    }
}

/// Whether the groups share a variance between trials, where they can.
#[component]
fn SpreadChoice(
    /// The answer to the outcome.
    answer: Memo<Option<Answer>>,
    /// What is explored of it.
    explored: Explored,
) -> impl IntoView {
    let is_offered = Memo::new(move |_| {
        explored.chosen.with(|chosen| chosen.parted_by.is_some())
            && answer.with(|answer| {
                let answer = answer.as_ref();
                answer.is_some_and(|answer| can_share_tau_squared(answer.response.plan))
            })
    });
    let chosen = Signal::derive(move || explored.chosen.with(|chosen| chosen.spread_of_groups));
    let choose = move |spread| explored.change(|chosen| chosen.spread_of_groups = spread);
    view! {
        <Show when=move || is_offered.get()>
            <OneOf
                label=words::SPREAD.text()
                all=vec![SpreadOfGroups::Separate, SpreadOfGroups::Shared]
                name=words::spread
                chosen
                on_choose=choose
            />
        </Show>
    }
}

/// By what trials can be parted, in the order of the choice.
fn choices(review: &crate::data::Review) -> Vec<(PartedBy, String)> {
    let by_what = groupings(review).into_iter().map(PartedBy::Grouping);
    let mut choices: Vec<(PartedBy, String)> = by_what
        .map(|by| {
            let name = words::parted_by(&by, review);
            (by, name)
        })
        .collect();
    choices.extend(quantities(review).into_iter().map(|quantity| {
        let at = Vec::new();
        (
            PartedBy::Cuts { quantity, at },
            words::by_cuts(quantity, review),
        )
    }));
    choices
}

/// Whether two part trials by the same, wherever they cut.
fn is_same(one: &PartedBy, other: &PartedBy) -> bool {
    match (one, other) {
        (PartedBy::Grouping(one), PartedBy::Grouping(other)) => one == other,
        (
            PartedBy::Cuts { quantity: one, .. },
            PartedBy::Cuts {
                quantity: other, ..
            },
        ) => one == other,
        (PartedBy::Grouping(_), PartedBy::Cuts { .. })
        | (PartedBy::Cuts { .. }, PartedBy::Grouping(_)) => false,
    }
}

/// The choice of what trials are parted by, and the cut points of a number.
#[component]
fn PartedBySelect(
    /// What is explored.
    explored: Explored,
) -> impl IntoView {
    let state = State::expect();
    let offered = Memo::new(move |_| {
        let settled = state.document.settled;
        settled.with(|project| choices(&project.review))
    });
    let options = Memo::new(move |_| {
        let mut names = vec![words::BY_NOTHING.to_owned()];
        offered.with(|offered| names.extend(offered.iter().map(|(_, name)| name.clone())));
        names
    });
    let chosen = move || {
        let parted_by = explored.chosen.with(|chosen| chosen.parted_by.clone());
        let Some(parted_by) = parted_by else {
            return Some(0);
        };
        offered.with(|offered| {
            let place = offered.iter().position(|(by, _)| is_same(by, &parted_by))?;
            Some(place + 1)
        })
    };
    let choose = move |place: usize| {
        let by = offered.with_untracked(|offered| {
            let (by, _) = offered.get(place.checked_sub(1)?)?;
            Some(by.clone())
        });
        let by = by.map(|by| match by {
            // A first cut point, so that there is something to change.
            PartedBy::Cuts { quantity, .. } => PartedBy::Cuts {
                quantity,
                at: vec![middle(state, quantity)],
            },
            PartedBy::Grouping(grouping) => PartedBy::Grouping(grouping),
        });
        explored.change(|chosen| chosen.parted_by = by);
    };
    let cuts = Memo::new(move |_| {
        explored.chosen.with(|chosen| match &chosen.parted_by {
            Some(PartedBy::Cuts { at, .. }) => Some(at.clone()),
            Some(PartedBy::Grouping(_)) | None => None,
        })
    });
    let cut = move |numbers: Vec<f64>| {
        explored.change(|chosen| {
            if let Some(PartedBy::Cuts { at, .. }) = &mut chosen.parted_by {
                *at = numbers;
            }
        });
    };
    let numbers = Signal::derive(move || cuts.get().unwrap_or_default());
    view! {
        <Select label=words::BY options chosen on_choose=choose/>
        <Show when=move || cuts.with(Option::is_some)>
            <NumberListField
                label=words::CUTS.text()
                placeholder=words::CUTS_EXAMPLE.text()
                numbers
                on_change=cut
            />
        </Show>
    }
}

/// The middle one of the values of a number.
fn middle(state: State, quantity: Quantity) -> f64 {
    let project = state.document.settled;
    project.with_untracked(|project| crate::analysis::middle(&project.review, quantity))
}
