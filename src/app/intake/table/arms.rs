//! Which arms of a table are compared, and what the two sides are called.

use leptos::prelude::*;

use super::columns::side_mark;
use super::decision::Decision;
use super::understood::Understood;
use crate::app::widgets::{Anchor, AnchoredPopover, Button, TextField};
use crate::data::Role;
use crate::read::{Reading, Side, TableArm};
use crate::wording::interface::table as words;

/// The two sides of the comparison with the reason, and what changes them.
#[component]
pub fn Comparison(
    /// The table.
    table: Understood,
    /// Where the panel of the arms is open.
    arms_open: RwSignal<Option<Anchor>>,
) -> impl IntoView {
    let is_guess = table.part(|reading| {
        let comparison = reading.comparison.as_ref();
        comparison.is_some_and(|comparison| !comparison.is_sure())
    });
    let reason = table.part(|reading| {
        let comparison = reading.comparison.as_ref();
        comparison.map_or_else(String::new, |it| words::comparison_reason(&it.origin))
    });
    let toggle = move |event: leptos::ev::MouseEvent| {
        let place = Anchor::of_pressed(&event);
        arms_open.update(|open| *open = if open.is_some() { None } else { Some(place) });
    };
    let chip = move |role: Role| {
        let name = table.part(move |reading| side_name(reading, role));
        view! {
            <button
                type="button"
                class="chip"
                class:guessed=move || is_guess.get()
                aria-haspopup="dialog"
                aria-expanded=move || arms_open.with(Option::is_some).to_string()
                on:click=toggle
            >
                {side_mark(Some(role))}
                <span>{name}</span>
            </button>
        }
    };
    let confirm = move |()| {
        let roles = table.reading.with_untracked(|reading| roles(reading));
        table.decide(Decision::Sides(roles));
    };
    view! {
        {chip(Role::Experimental)}
        {words::COMPARED_WITH}
        {chip(Role::Control)}
        <span class="acts">
            <Button
                label=words::SWAP
                class="button quiet"
                on_press=move |()| table.decide(Decision::Swap)
            />
            <button type="button" class="button quiet" on:click=toggle>
                {words::ARMS}
            </button>
        </span>
        <span class="why">
            <Show when=move || is_guess.get()>
                <span class="guess">{words::GUESS}</span>
                ": "
            </Show>
            {reason}
        </span>
        <Show when=move || is_guess.get()>
            <Button label=words::CONFIRM class="link" on_press=confirm/>
        </Show>
    }
}

/// What a side is called: by the name that the review gives it, else by its arms.
fn side_name(reading: &Reading, role: Role) -> String {
    let (label, side) = match role {
        Role::Experimental => (&reading.review.experimental_label, Side::Experimental),
        Role::Control => (&reading.review.control_label, Side::Control),
        Role::Ignored => return String::new(),
    };
    match &reading.comparison {
        Some(comparison) if label.is_empty() => words::side(comparison, role),
        Some(_) | None => words::arm_of(&side, reading),
    }
}

/// The sides of the arms, in their order.
fn roles(reading: &Reading) -> Vec<Role> {
    let arms = reading.comparison.iter().flat_map(|it| &it.arms);
    arms.map(|arm| arm.role).collect()
}

/// The panel in which arms are given sides and the sides names; nothing while it is closed.
#[component]
pub fn ArmsPanel(
    /// The table.
    table: Understood,
    /// Where it is open.
    open: RwSignal<Option<Anchor>>,
) -> impl IntoView {
    let has_arms = table.part(|reading| reading.comparison.is_some());
    let present = table.part(roles);
    let label_of = move |label: fn(&Reading) -> &String| {
        Signal::derive(move || table.reading.with(|reading| label(reading).clone()))
    };
    view! {
        <AnchoredPopover open label=words::ASKS_ARMS width=620.0>
            <Show when=move || has_arms.get()>
                <ArmsTable
                    table
                    name="side-of"
                    roles=Signal::derive(move || {
                        present.get().into_iter().map(Some).collect()
                    })
                    on_choose=move |(place, role): (usize, Role)| {
                        let mut after = present.get_untracked();
                        if let Some(of_arm) = after.get_mut(place) {
                            *of_arm = role;
                        }
                        table.decide(Decision::Sides(after));
                    }
                />
            </Show>
            <div class="parts names">
                <TextField
                    label=words::role(Role::Experimental)
                    max_length=80
                    value=label_of(|reading| &reading.review.experimental_label)
                    on_change=move |label| {
                        table.decide(Decision::ExperimentalLabel(label));
                    }
                />
                <TextField
                    label=words::role(Role::Control)
                    max_length=80
                    value=label_of(|reading| &reading.review.control_label)
                    on_change=move |label| {
                        table.decide(Decision::ControlLabel(label));
                    }
                />
            </div>
            <div class="ends">
                <Button label=words::DONE on_press=move |()| open.set(None)/>
            </div>
        </AnchoredPopover>
    }
}

const ROLES: [Role; 3] = [Role::Experimental, Role::Control, Role::Ignored];

/// All arms of a table, each with the side on which it stands.
#[component]
pub fn ArmsTable(
    /// The table.
    table: Understood,
    /// What the groups of buttons are called, apart from those of another such table.
    name: &'static str,
    /// The sides, in the order of the arms; none where nothing is chosen.
    #[prop(into)]
    roles: Signal<Vec<Option<Role>>>,
    /// Called with the place of an arm and its side.
    #[prop(into)]
    on_choose: UnsyncCallback<(usize, Role)>,
) -> impl IntoView {
    let arms = table.part(|reading| {
        let arms = reading.comparison.iter().flat_map(|it| &it.arms);
        arms.map(|arm| TableArm {
            role: Role::Ignored,
            ..arm.clone()
        })
        .enumerate()
        .collect::<Vec<_>>()
    });
    let heads = ROLES
        .map(|role| {
            view! {
                <th scope="col">
                    {side_mark(Some(role))}
                    " "
                    {words::role(role)}
                </th>
            }
        })
        .collect_view();
    let line = move |(place, arm): (usize, TableArm)| {
        let label = arm.label.clone();
        let choices = ROLES
            .map(|role| {
                view! {
                    <td>
                        <label>
                            <input
                                type="radio"
                                name=format!("{name}-{place}")
                                aria-label=words::arm_on(&label, role)
                                prop:checked=move || {
                                    roles.with(|roles| roles.get(place) == Some(&Some(role)))
                                }
                                on:change=move |_| on_choose.run((place, role))
                            />
                        </label>
                    </td>
                }
            })
            .collect_view();
        view! {
            <tr>
                <th scope="row">{arm.label}</th>
                <td class="count">{words::of_arm(arm.trials, arm.rows, table.locale.get_untracked())}</td>
                {choices}
            </tr>
        }
    };
    view! {
        <table class="arms-table">
            <thead>
                <tr>
                    <th scope="col">{words::ARM}</th>
                    <td></td>
                    {heads}
                </tr>
            </thead>
            <tbody>
                <For each=move || arms.get() key=|arm| format!("{arm:?}") children=line/>
            </tbody>
        </table>
    }
}
