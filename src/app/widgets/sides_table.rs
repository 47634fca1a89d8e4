//! Arms, each with the side on which it stands.

use leptos::prelude::*;

use crate::data::Role;
use crate::wording::interface::arms as words;

/// The mark of a side: filled, hollow, or none.
pub fn side_mark(role: Option<Role>) -> impl IntoView {
    let class = match role {
        Some(Role::Experimental) => "side first",
        Some(Role::Control) => "side second",
        Some(Role::Ignored) | None => "side none",
    };
    view! { <i class=class></i> }
}

/// An arm as a line of the table shows it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct ArmLine {
    /// What it is called.
    pub label: String,
    /// In how many trials it stands, in words.
    pub count: String,
}

const ROLES: [Role; 3] = [Role::Experimental, Role::Control, Role::Ignored];

/// All arms, each with the choice of its side.
#[component]
pub fn SidesTable(
    /// What the groups of buttons are called, apart from those of another such table.
    name: &'static str,
    /// The arms.
    #[prop(into)]
    arms: Signal<Vec<ArmLine>>,
    /// The sides, in the order of the arms; none where nothing is chosen.
    #[prop(into)]
    roles: Signal<Vec<Option<Role>>>,
    /// Called with the place of an arm and its side.
    #[prop(into)]
    on_choose: UnsyncCallback<(usize, Role)>,
) -> impl IntoView {
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
    let line = move |(place, arm): (usize, ArmLine)| {
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
                <td class="count">{arm.count}</td>
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
                <For
                    each=move || arms.get().into_iter().enumerate()
                    key=|arm| format!("{arm:?}")
                    children=line
                />
            </tbody>
        </table>
    }
}
