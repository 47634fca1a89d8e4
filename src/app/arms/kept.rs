//! The comparisons that the review keeps.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::Button;
use crate::data::ComparedArms;
use crate::project::Command;
use crate::wording::interface::arms as words;

/// The kept comparisons, each to be made or forgotten, and what keeps the one that is made now.
#[component]
pub fn KeptComparisons(
    /// Called once another comparison is made.
    #[prop(into)]
    on_used: UnsyncCallback<()>,
) -> impl IntoView {
    let document = State::expect().document;
    let kept = Memo::new(move |_| {
        document.project.with(|project| {
            let present = ComparedArms::of(&project.review);
            let kept = project.review.comparisons.iter().cloned();
            kept.map(|kept| {
                let is_made = kept.has_sides_of(&present);
                (kept, is_made)
            })
            .collect::<Vec<_>>()
        })
    });
    let is_kept = move || kept.with(|kept| kept.iter().any(|(_, is_made)| *is_made));
    let line = move |(place, (compared, is_made)): (usize, (ComparedArms, bool))| {
        let name = words::comparison(&compared);
        view! {
            <li>
                <span class="name">{name}</span>
                <Show
                    when=move || is_made
                    fallback=move || {
                        let compared = compared.clone();
                        view! {
                            <Button
                                label=words::USE
                                on_press=move |()| {
                                    document.perform(&Command::Compare(compared.clone()));
                                    on_used.run(());
                                }
                            />
                        }
                    }
                >
                    <span class="muted">{words::NOW}</span>
                </Show>
                <Button
                    label=words::FORGET
                    class="button quiet"
                    on_press=move |()| document.perform(&Command::ForgetComparison(place))
                />
            </li>
        }
    };
    view! {
        <section class="kept-comparisons" aria-label=words::KEPT>
            <h3>{words::KEPT}</h3>
            <p class="muted" hidden=move || kept.with(|kept| !kept.is_empty())>
                {words::NONE_KEPT}
            </p>
            <ul>
                <For
                    each=move || kept.get().into_iter().enumerate()
                    key=|line| format!("{line:?}")
                    children=line
                />
            </ul>
            <Show when=move || !is_kept()>
                <Button
                    label=words::KEEP
                    on_press=move |()| document.perform(&Command::KeepComparison)
                />
            </Show>
        </section>
    }
}
