//! What earlier reviews found of the items of a checklist: published shares at once, others typed.

use leptos::ev::SubmitEvent;
use leptos::html;
use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::Button;
use crate::data::{Checklist, Checklists, EarlierShare, ItemId, published_shares};
use crate::project::{ChecklistEdit, Command};
use crate::wording::quality::{interface, items};

/// What earlier reviews found.
#[component]
pub fn EarlierReviews(
    /// The checklist in view.
    list: RwSignal<Checklist>,
) -> impl IntoView {
    let document = State::expect().document;
    let known = Memo::new(move |_| {
        document.project.with(|project| {
            let checklists = project.review.checklists.as_deref();
            checklists.map_or_else(Vec::new, |checklists| checklists.earlier.clone())
        })
    });
    let has_published = Memo::new(move |_| {
        known.with(|known| published_shares().iter().all(|share| known.contains(share)))
    });
    let set = move || {
        let shares = published_shares();
        document.perform(&Command::Checklist(ChecklistEdit::AddEarlier(shares)));
    };
    let lines = move || {
        let names = document
            .project
            .with(|project| project.review.checklists.clone());
        let known = known.get();
        known
            .into_iter()
            .enumerate()
            .map(|(place, share)| {
                let item = items::name(share.item, names.as_deref());
                view! { <EarlierLine place share item/> }
            })
            .collect_view()
    };
    view! {
        <details class="block">
            <summary>{interface::EARLIER_REVIEWS}</summary>
            <ul class="own-items">{lines}</ul>
            <Show when=move || !has_published.get()>
                <p>
                    <Button class="button" label=interface::SET_PUBLISHED on_press=set/>
                    " "
                    <span class="small muted">{interface::PUBLISHED}</span>
                </p>
            </Show>
            <AddEarlier list/>
        </details>
    }
}

/// One share.
#[component]
fn EarlierLine(
    /// Its place among them.
    place: usize,
    /// What the review found.
    share: EarlierShare,
    /// The item.
    item: String,
) -> impl IntoView {
    let document = State::expect().document;
    let remove = move || {
        document.perform(&Command::Checklist(ChecklistEdit::RemoveEarlier(place)));
    };
    let words = interface::earlier_line(&item, &share, document.locale());
    view! {
        <li>
            <span>{words}</span>
            <Button class="link" label=interface::REMOVE_ITEM on_press=remove/>
        </li>
    }
}

/// Types a share of an item of the checklist in view.
#[component]
fn AddEarlier(
    /// The checklist in view.
    list: RwSignal<Checklist>,
) -> impl IntoView {
    let document = State::expect().document;
    let offered = Memo::new(move |_| {
        document.project.with(|project| {
            let none = Checklists::default();
            let checklists = project.review.checklists.as_deref().unwrap_or(&none);
            let asked = checklists.items(list.get()).into_iter();
            asked
                .map(|item| (item, items::name(item, Some(checklists))))
                .collect::<Vec<_>>()
        })
    });
    let item = NodeRef::<html::Select>::new();
    let [review, met, of] = [(); 3].map(|()| NodeRef::<html::Input>::new());
    let typed = |field: NodeRef<html::Input>| {
        let field = field.get_untracked();
        field.map_or_else(String::new, |field| field.value().trim().to_owned())
    };
    let add = move |event: SubmitEvent| {
        event.prevent_default();
        let chosen = item.get_untracked().map(|select| select.value());
        let chosen = chosen.and_then(|name| ItemId::try_from(name).ok());
        let (Some(chosen), Ok(met_count), Ok(of_count)) =
            (chosen, typed(met).parse(), typed(of).parse())
        else {
            return;
        };
        let share = EarlierShare {
            review: typed(review),
            item: chosen,
            met: met_count,
            of: of_count,
            source: String::new(),
        };
        let edit = ChecklistEdit::AddEarlier(vec![share]);
        if document.applied(&Command::Checklist(edit)) {
            for field in [met, of] {
                if let Some(field) = field.get_untracked() {
                    field.set_value("");
                }
            }
        }
    };
    let options = move || {
        let offered = offered.get().into_iter();
        offered
            .map(|(item, name)| view! { <option value=String::from(item)>{name}</option> })
            .collect_view()
    };
    view! {
        <form class="add-line" on:submit=add>
            <label class="field inline">
                <span>{interface::EARLIER_REVIEW}</span>
                <input node_ref=review class="text-input" maxlength="200" required/>
            </label>
            <label class="control">
                <span class="control-label">{interface::HEADS[0].text()}</span>
                <select node_ref=item>{options}</select>
            </label>
            <label class="field inline">
                <span>{interface::EARLIER_MET}</span>
                <input
                    node_ref=met
                    class="text-input count"
                    inputmode="numeric"
                    pattern="[0-9]+"
                    required
                />
            </label>
            <label class="field inline">
                <span>{interface::EARLIER_OF}</span>
                <input
                    node_ref=of
                    class="text-input count"
                    inputmode="numeric"
                    pattern="[0-9]+"
                    required
                />
            </label>
            <button type="submit" class="button">
                {interface::ADD_EARLIER}
            </button>
        </form>
    }
}
