//! Checklists: how many trials meet each item, as bars and as a table, beside what earlier reviews found.

use leptos::prelude::*;

use super::earlier_reviews::EarlierReviews;
use super::own_items::OwnItems;
use crate::analysis::{ItemShare, item_shares, listed_trials};
use crate::app::actions::figure_files::Which;
use crate::app::actions::{Actions, checklist_answers_table, checklist_shares_table};
use crate::app::state::figures::{checklist_inputs, theme_on_screen};
use crate::app::state::{Dialog, Shared, State};
use crate::app::widgets::{Button, CanvasFigure, FigureSize, OneOf, TableFiles};
use crate::data::Checklist;
use crate::figure::checklist::scene;
use crate::figure::risk_of_bias::Options;
use crate::wording::confidence;
use crate::wording::quality::{interface, items, shares as words};

/// Width that the figure is laid out for until its place is measured, in CSS pixels.
const FIRST_WIDTH: f64 = 900.0;

/// The checklists, one at a time.
#[component]
pub fn ChecklistsView() -> impl IntoView {
    let state = State::expect();
    let list = RwSignal::new(Checklist::default());
    let shares = Memo::new(move |before: Option<&Shared<Vec<ItemShare>>>| {
        let project = state.document.project;
        let next =
            project.with(|project| item_shares(&project.review, &project.settings, list.get()));
        match before {
            Some(before) if **before == next => before.clone(),
            _ => Shared::new(next),
        }
    });
    let listed = Memo::new(move |_| {
        let project = state.document.project;
        project.with(|project| listed_trials(&project.review, &project.settings).count())
    });
    let sentence = move || {
        let locale = state.document.locale();
        state.document.project.with(|project| {
            let level = confidence::short(project.settings.level);
            let checklists = project.review.checklists.as_deref();
            shares.with(|shares| words::answer_sentence(shares, checklists, &level, locale))
        })
    };
    let fill_in = move || state.dialogs.open(Dialog::FillIn(list.get_untracked()));
    let has_trials = Memo::new(move |_| listed.get() > 0);
    let is_empty = Memo::new(move |_| shares.with(|shares| shares.is_empty()));
    let is_own = Memo::new(move |_| list.get() == Checklist::Own);
    view! {
        <div class="outcome-head">
            <h2>{interface::CHECKLISTS}</h2>
        </div>
        <p class="sentence" aria-live="polite">{sentence}</p>
        <section class="sheet" aria-label=interface::CHECKLISTS>
            <div class="sheet-head">
                <OneOf
                    label=interface::CHECKLIST.text()
                    all=Checklist::ALL.to_vec()
                    name=items::checklist
                    chosen=list
                    on_choose=move |chosen| list.set(chosen)
                />
                <Show when=move || has_trials.get() && !is_empty.get()>
                    <Button class="button primary" label=interface::FILL_IN on_press=fill_in/>
                </Show>
            </div>
            <p class="small muted">{move || items::about(list.get())}</p>
            <Show when=move || !has_trials.get()>
                <p>{interface::NO_TRIALS}</p>
            </Show>
            <Show when=move || is_own.get()>
                <OwnItems/>
            </Show>
            <Show when=move || !is_empty.get()>
                <SharesFigure list shares listed/>
                <SharesActions list/>
                <SharesTable shares/>
            </Show>
        </section>
        <Show when=move || !is_empty.get()>
            <EarlierReviews list/>
        </Show>
    }
}

/// The bars, as wide as their place.
#[component]
fn SharesFigure(
    /// The checklist.
    list: RwSignal<Checklist>,
    /// Its shares.
    shares: Memo<Shared<Vec<ItemShare>>>,
    /// How many trials are asked about.
    listed: Memo<usize>,
) -> impl IntoView {
    let state = State::expect();
    let size = FigureSize::new(FIRST_WIDTH);
    let inputs = Memo::new(move |_| {
        let options = Options::screen(size.width.get(), state.document.locale());
        shares.with(|shares| checklist_inputs(state, list.get(), shares, listed.get(), &options))
    });
    let drawn = Memo::new(move |_| inputs.with(|inputs| Some(Shared::new(scene(inputs)))));
    let theme = theme_on_screen(state);
    view! {
        <CanvasFigure
            scene=drawn
            theme
            size
        />
    }
}

/// The checklist as files.
#[component]
fn SharesActions(
    /// The checklist.
    list: RwSignal<Checklist>,
) -> impl IntoView {
    let state = State::expect();
    let shares = move |()| Some(checklist_shares_table(state, list.get_untracked()));
    let answers = move |()| Some(checklist_answers_table(state, list.get_untracked()));
    let choices = Actions::expect().figure_choices;
    let figure = move || {
        let which = Which::Checklist(list.get_untracked());
        choices.update(|choices| choices.which = which);
        state.dialogs.open(Dialog::Figures);
    };
    view! {
        <div class="section-actions">
            <Button class="button quiet" label=interface::FIGURE_AS_FILE on_press=figure/>
            <TableFiles what="checklist-shares" table=shares label=interface::SHARES_TABLE.text()/>
            <TableFiles what="checklist-answers" table=answers label=interface::ANSWERS_TABLE.text()/>
        </div>
    }
}

/// The same as a table, for those who read numbers.
#[component]
fn SharesTable(
    /// The shares.
    shares: Memo<Shared<Vec<ItemShare>>>,
) -> impl IntoView {
    let state = State::expect();
    let rows = move || {
        let locale = state.document.locale();
        let checklists = state
            .document
            .project
            .with(|project| project.review.checklists.clone());
        let shares = shares.get();
        shares
            .iter()
            .map(|share| {
                let earlier = if share.earlier.is_empty() {
                    words::NO_EARLIER.to_owned()
                } else {
                    let texts = share.earlier.iter();
                    let texts: Vec<String> = texts
                        .map(|(review, counted)| words::earlier(review, counted, locale))
                        .collect();
                    texts.join(" · ")
                };
                view! {
                    <tr>
                        <th scope="row">{items::name(share.item, checklists.as_deref())}</th>
                        <td>{words::counted(&share.here, locale)}</td>
                        <td>{words::percent(&share.here, locale)}</td>
                        <td>{words::limits(&share.here, locale)}</td>
                        <td class="words">{earlier}</td>
                    </tr>
                }
            })
            .collect_view()
    };
    let interval = move || {
        let project = state.document.project;
        project.with(|project| confidence::short(project.settings.level))
    };
    let [item, trials, share, _, earlier] = interface::HEADS;
    view! {
        <details class="block">
            <summary>{interface::AS_TABLE}</summary>
            <div class="table-scroll" tabindex="0" role="group" aria-label=interface::SHARES_FIGURE>
                <table class="table">
                    <thead>
                        <tr>
                            <th scope="col">{item}</th>
                            <th scope="col">{trials}</th>
                            <th scope="col">{share}</th>
                            <th scope="col">{interval}</th>
                            <th scope="col" class="words">{earlier}</th>
                        </tr>
                    </thead>
                    <tbody>{rows}</tbody>
                </table>
            </div>
        </details>
    }
}
