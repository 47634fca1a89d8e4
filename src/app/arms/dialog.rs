//! The dialog in which the arms of the review are given sides.

use leptos::prelude::*;

use super::kept::KeptComparisons;
use crate::app::state::{Dialog, State};
use crate::app::widgets::{ArmLine, Button, DialogFrame, SidesTable, TextField};
use crate::data::{ComparedArms, NamedArm, Role, arm_key, named_arms};
use crate::project::{Command, one_sided};
use crate::wording::interface::arms as words;
use crate::wording::names;
use crate::wording::subject::trials;

/// The dialog in which arms are given sides and comparisons are kept.
#[component]
pub fn ArmsDialog() -> impl IntoView {
    let dialogs = State::expect().dialogs;
    let close = UnsyncCallback::new(move |()| dialogs.close(Dialog::Arms));
    view! {
        <DialogFrame
            open=Signal::derive(move || dialogs.is_open(Dialog::Arms))
            on_close=close
            title=words::TITLE
            class="narrow"
        >
            <Choice close/>
        </DialogFrame>
    }
}

/// What is chosen in the dialog and not done yet.
#[derive(Clone, Copy)]
struct Chosen {
    /// The arms on the sides where they stand now.
    arms: StoredValue<Vec<NamedArm>>,
    roles: RwSignal<Vec<Option<Role>>>,
    experimental: RwSignal<String>,
    control: RwSignal<String>,
}

impl Chosen {
    /// The comparison that the review makes now.
    fn present(state: State) -> Self {
        state.document.project.with_untracked(|project| {
            let review = &project.review;
            let arms = named_arms(review);
            let [experimental, control] = names::sides(review);
            let roles = arms.iter().map(|arm| arm.role).collect();
            Self {
                arms: StoredValue::new(arms),
                roles: RwSignal::new(roles),
                experimental: RwSignal::new(experimental.to_owned()),
                control: RwSignal::new(control.to_owned()),
            }
        })
    }

    /// Gives an arm a side; a side that gets or loses an arm is called after those that it has now.
    fn choose(self, place: usize, role: Role) {
        let named = [Role::Experimental, Role::Control].map(|side| self.name_of_arms(side));
        self.roles.update(|roles| {
            if let Some(of_arm) = roles.get_mut(place) {
                *of_arm = Some(role);
            }
        });
        let sides = [
            (Role::Experimental, self.experimental),
            (Role::Control, self.control),
        ];
        for ((side, label), before) in sides.into_iter().zip(named) {
            let now = self.name_of_arms(side);
            if before != now {
                label.set(now);
            }
        }
    }

    fn name_of_arms(self, side: Role) -> String {
        let roles = self.roles.get_untracked();
        self.arms.with_value(|arms| {
            let on_side: Vec<&str> = arms
                .iter()
                .zip(&roles)
                .filter(|(_, role)| **role == Some(side))
                .map(|(arm, _)| arm.label.as_str())
                .collect();
            words::side_of_arms(&on_side)
        })
    }

    fn swap(self) {
        self.roles.update(|roles| {
            for role in roles.iter_mut().flatten() {
                *role = match *role {
                    Role::Experimental => Role::Control,
                    Role::Control => Role::Experimental,
                    Role::Ignored => Role::Ignored,
                };
            }
        });
        let experimental = self.experimental.get_untracked();
        self.experimental.set(self.control.get_untracked());
        self.control.set(experimental);
    }

    /// Whether every arm stands where it stood: then only the sides may be called otherwise.
    fn has_present_sides(self) -> bool {
        let roles = self.roles.get();
        self.arms
            .with_value(|arms| arms.iter().map(|arm| arm.role).eq(roles))
    }

    /// The edit that was chosen.
    fn command(self) -> Command {
        if self.has_present_sides() {
            Command::SetLabels {
                experimental: self.experimental.get(),
                control: self.control.get(),
            }
        } else {
            Command::Compare(self.compared())
        }
    }

    fn compared(self) -> ComparedArms {
        let roles = self.roles.get();
        let sides = self.arms.with_value(|arms| {
            let sides = arms.iter().zip(roles);
            sides
                .filter_map(|(arm, role)| Some((arm_key(&arm.label), role?)))
                .collect()
        });
        ComparedArms {
            experimental_label: self.experimental.get(),
            control_label: self.control.get(),
            sides,
        }
    }
}

/// The arms as they stand when the dialog opens, and what is done with them.
#[component]
fn Choice(
    /// Closes the dialog.
    close: UnsyncCallback<()>,
) -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let chosen = Chosen::present(state);
    let locale = document.locale();
    let lines = chosen.arms.with_value(|arms| {
        let lines = arms.iter().map(|arm| ArmLine {
            label: arm.label.clone(),
            count: trials(arm.trials, locale),
        });
        lines.collect::<Vec<_>>()
    });
    let is_fixed = document
        .project
        .with_untracked(|project| one_sided(&project.review).is_some());
    let incomplete =
        Signal::derive(move || !chosen.has_present_sides() && !chosen.compared().is_complete());
    let compare = move |()| {
        document.perform(&untrack(|| chosen.command()));
        close.run(());
    };
    view! {
        <div class="dialog-body arms-dialog">
            <p class="muted" hidden=!is_fixed>
                {words::HAS_NO_TWO_SIDES}
            </p>
            <SidesTable
                name="side-of-arm"
                arms=Signal::stored(lines)
                roles=chosen.roles
                on_choose=move |(place, role): (usize, Role)| chosen.choose(place, role)
            />
            <div class="parts names">
                <TextField
                    label=words::role(Role::Experimental)
                    max_length=80
                    value=chosen.experimental
                    on_input=move |label| chosen.experimental.set(label)
                />
                <TextField
                    label=words::role(Role::Control)
                    max_length=80
                    value=chosen.control
                    on_input=move |label| chosen.control.set(label)
                />
                <Button label=words::SWAP class="button quiet" on_press=move |()| chosen.swap()/>
            </div>
            <KeptComparisons on_used=close/>
        </div>
        <div class="dialog-foot">
            <span class="muted" hidden=move || !incomplete.get()>
                {words::BOTH_SIDES_NEEDED}
            </span>
            <Button label=words::CANCEL on_press=close/>
            <Button
                label=words::APPLY
                class="button primary"
                waits=incomplete
                on_press=compare
            />
        </div>
    }
}
