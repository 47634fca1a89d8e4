//! The checklist for harms: what each item asks, where the report of the program has it, where the reviewers have it in theirs.

use leptos::prelude::*;

use crate::app::state::{Sensitivities, State, report as told};
use crate::app::widgets::TableFiles;
use crate::data::HarmsItem;
use crate::project::Command;
use crate::report;
use crate::wording::harms_report as words;
use crate::wording::tr;

/// The checklist for harms.
#[component]
pub fn HarmsChecklist() -> impl IntoView {
    let state = State::expect();
    let sensitivities = Sensitivities::expect();
    let in_report = Memo::new(move |_| {
        told::followed(state, sensitivities, |review| {
            HarmsItem::ALL.map(|item| words::in_report(item, review))
        })
    });
    let table = move |()| Some(told::now(state, sensitivities, report::harms_checklist));
    let rows = HarmsItem::ALL.into_iter().enumerate().map(|(place, item)| {
        let said = move || in_report.with(|said| said.get(place).cloned());
        view! {
            <tr>
                <td>{words::part(item)}</td>
                <th scope="row" class="words">
                    {words::asked(item)}
                    {item.is_essential().then(|| view! { <span class="tag">{words::ESSENTIAL}</span> })}
                </th>
                <td class="words">{said}</td>
                <td>
                    <PlaceField item/>
                </td>
            </tr>
        }
    });
    view! {
        <section class="sheet" aria-label=words::TITLE>
            <div class="sheet-head">
                <h2>{words::TITLE}</h2>
                <TableFiles what=words::FILE_NAME table/>
            </div>
            <p class="small muted">{words::HINT}</p>
            <div class="table-scroll" tabindex="0" role="group" aria-label=words::TITLE>
                <table class="table harms-checklist">
                    <thead>
                        <tr>
                            <th scope="col">{words::PART}</th>
                            <th scope="col">{words::ITEM}</th>
                            <th scope="col">{words::IN_REPORT}</th>
                            <th scope="col">{words::PLACE}</th>
                        </tr>
                    </thead>
                    <tbody>{rows.collect_view()}</tbody>
                </table>
            </div>
        </section>
    }
}

/// Where an item stands, as it is typed.
#[component]
fn PlaceField(
    /// Which.
    item: HarmsItem,
) -> impl IntoView {
    let document = State::expect().document;
    let value = Memo::new(move |_| {
        document.project.with(|project| {
            let places = &project.review.harms_places;
            places.get(&item).cloned().unwrap_or_default()
        })
    });
    let typed = move |event| {
        let place = event_target_value(&event);
        document.type_in(&Command::SetHarmsPlace { item, place });
    };
    view! {
        <input
            class="text-input"
            maxlength="2000"
            aria-label=tr!("{}: {}", words::PLACE, words::asked(item))
            prop:value=move || value.get()
            on:input=typed
        />
    }
}
