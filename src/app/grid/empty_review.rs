//! What stands under the grid while the review has no trial: the kinds of table that can be pasted, files, finished reviews.

use leptos::prelude::*;

use crate::app::state::{Incoming, Shared, State, TableText};
use crate::app::widgets::FileButton;
use crate::wording::interface;

/// What can be pasted or opened in the place of an empty review.
#[component]
pub fn EmptyReview(
    /// The finished reviews.
    children: Children,
) -> impl IntoView {
    let tables = interface::SMALL_TABLES.into_iter();
    view! {
        <div class="empty-review">
            <section aria-labelledby="small-tables">
                <h3 id="small-tables">{interface::TABLES_TO_PASTE}</h3>
                <div class="small-tables">
                    {tables
                        .map(|(row_is, text)| view! { <SmallTable row_is=row_is.text() text=text.text()/> })
                        .collect_view()}
                </div>
                <p>{interface::FILES_TO_DROP} " " <FileButton on_choose=|()| ()/></p>
            </section>
            <section aria-labelledby="finished-reviews">
                <h3 id="finished-reviews">{interface::FINISHED_REVIEWS}</h3>
                {children()}
            </section>
        </div>
    }
}

/// A small table of one kind; pressed, it comes in as though it had been pasted.
#[component]
fn SmallTable(
    /// What a row of it is.
    row_is: &'static str,
    /// The table, tabs between its cells.
    text: &'static str,
) -> impl IntoView {
    let incoming = State::expect().incoming;
    let come_in = move |_| {
        let table = Shared::new(TableText::new(text.to_owned()));
        incoming.add(Incoming::Table(table));
    };
    let mut lines = text.lines();
    let head = lines.next().unwrap_or_default();
    let heads = head
        .split('\t')
        .map(|head| view! { <th scope="col">{head}</th> });
    let rows = lines.map(|line| {
        let cells = line.split('\t').map(|cell| view! { <td>{cell}</td> });
        view! { <tr>{cells.collect_view()}</tr> }
    });
    view! {
        <div class="small-table">
            <button type="button" class="link" on:click=come_in>
                {row_is}
            </button>
            <table>
                <thead>
                    <tr>{heads.collect_view()}</tr>
                </thead>
                <tbody>{rows.collect_view()}</tbody>
            </table>
        </div>
    }
}
