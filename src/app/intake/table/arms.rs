//! Which arms of a table are compared, and what the two sides are called.

use leptos::prelude::*;

use super::decision::Decision;
use super::understood::Understood;
use crate::app::widgets::{
    Anchor, AnchoredPopover, ArmLine, Button, SidesTable, TextField, side_mark,
};
use crate::data::Role;
use crate::read::{Reading, Side};
use crate::wording::interface::arms as arm_words;
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
        {arm_words::COMPARED_WITH}
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
        <AnchoredPopover open label=words::ASKS_ARMS.text() width=620.0>
            <Show when=move || has_arms.get()>
                <SidesTable
                    arms=arm_lines(table)
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
                    label=arm_words::role(Role::Experimental)
                    max_length=80
                    value=label_of(|reading| &reading.review.experimental_label)
                    on_change=move |label| {
                        table.decide(Decision::ExperimentalLabel(label));
                    }
                />
                <TextField
                    label=arm_words::role(Role::Control)
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

/// The arms of a table as lines of a table of sides.
pub fn arm_lines(table: Understood) -> Memo<Vec<ArmLine>> {
    Memo::new(move |_| {
        let locale = table.locale.get();
        table.reading.with(|reading| {
            let arms = reading.comparison.iter().flat_map(|it| &it.arms);
            arms.map(|arm| ArmLine {
                label: arm.label.clone(),
                count: words::of_arm(arm.trials, arm.rows, locale),
            })
            .collect()
        })
    })
}
