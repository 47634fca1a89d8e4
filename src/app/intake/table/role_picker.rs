//! The one choice of what a column holds, which all columns share.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;

use super::by_outcome::arms;
use super::decision::Decision;
use super::meanings::Offer;
use super::understood::Understood;
use crate::app::widgets::Popover;
use crate::read::{Column, Layout, Meaning, Reading, Side, Why, outcome_in_head};
use crate::wording::interface::table as words;

/// How many values of a column are shown over the choice.
const VALUES: usize = 5;

/// The choice of what a column holds, at the chip that opened it; nothing while none is open.
#[component]
pub fn RolePicker(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let close = move |()| close(table);
    view! {
        <For
            each=move || table.open_column.get()
            key=|(column, at)| format!("{column} {at:?}")
            children=move |(column, anchor)| {
                let label = table.reading.with_untracked(|reading| {
                    words::what_holds(reading.columns.get(column).map_or("", |it| &it.head))
                });
                view! {
                    <Popover anchor label on_close=close>
                        <MeaningChoice table place=column/>
                    </Popover>
                }
            }
        />
    }
}

/// Closes the choice and gives the focus back to the chip of its column, which may have been made anew.
fn close(table: Understood) {
    let Some((column, _)) = table.open_column.get_untracked() else {
        return;
    };
    table.open_column.set(None);
    request_animation_frame(move || {
        let chip = document()
            .query_selector(&format!(".chip[data-column='{column}']"))
            .ok()
            .flatten();
        if let Some(chip) = chip {
            let _ = chip.unchecked_into::<HtmlElement>().focus();
        }
    });
}

/// What a column holds: its first values, everything it can be, and of which outcome and arm its numbers are.
#[component]
fn MeaningChoice(
    /// The table.
    table: Understood,
    /// The place of the column.
    place: usize,
) -> impl IntoView {
    let column = table.part(move |reading| reading.columns.get(place).cloned());
    let (outcome, side) = table
        .reading
        .with_untracked(|reading| likely(reading, place));
    let outcome = RwSignal::new(outcome);
    let side = RwSignal::new(side);
    let decide = move |meaning| {
        table.decide(Decision::Meaning {
            column: place,
            meaning,
        });
    };
    let take = move |offer: &Offer| {
        decide(offer.meaning(side.get_untracked(), named(&outcome.get_untracked())));
        close(table);
    };
    // What belongs to the numbers is decided at once where the column holds numbers already.
    let decide_again = move || {
        let meaning = column.with_untracked(|column| column.as_ref().map(|it| it.meaning.clone()));
        if let Some(meaning @ (Meaning::Number { .. } | Meaning::Effect { .. })) = meaning {
            let offer = Offer::of(&meaning);
            decide(offer.meaning(side.get_untracked(), named(&outcome.get_untracked())));
        }
    };
    view! {
        <p class="about">
            {table.reading.with_untracked(|reading| about(reading, place))}
        </p>
        <OfferList
            now=Signal::derive(move || column.with(|column| {
                column.as_ref().map(|column| column.meaning.clone())
            }))
            on_take=move |offer: Offer| take(&offer)
        />
        <div class="parts">
            <OutcomeName
                table
                outcome
                on_change=move |()| decide_again()
            />
            <ArmChoice table side on_change=move |()| decide_again()/>
        </div>
    }
}

/// The outcome of a text; none where nothing was typed.
fn named(outcome: &str) -> Option<String> {
    let outcome = outcome.trim();
    (!outcome.is_empty()).then(|| outcome.to_owned())
}

/// Of which outcome and in which arm the numbers of a column are, or would likely be: of the outcome that its head names
/// where others have heads like it, else of that of the column before it.
fn likely(reading: &Reading, place: usize) -> (String, Side) {
    let of = |column: &Column| match &column.meaning {
        Meaning::Number { side, outcome, .. } => Some((outcome.clone(), Some(side.clone()))),
        Meaning::Effect { outcome, .. } => Some((outcome.clone(), None)),
        _ => None,
    };
    let own = reading.columns.get(place).and_then(of);
    let is_own = own.is_some();
    let mut before = reading.columns.iter().take(place).rev();
    let (outcome, side) = own.or_else(|| before.find_map(of)).unwrap_or_default();
    let side = side.unwrap_or(if reading.layout.is_by_arm() {
        Side::OfRow
    } else {
        Side::Experimental
    });
    let named = if is_own {
        None
    } else {
        outcome_in_head(reading, place)
    };
    (named.or(outcome).unwrap_or_default(), side)
}

/// The head of a column, its first values, and why it is doubtful.
fn about(reading: &Reading, place: usize) -> impl IntoView + use<> {
    let values: Vec<String> = reading
        .preview
        .iter()
        .filter_map(|row| row.cells.get(place).cloned())
        .filter(|cell| !cell.is_empty())
        .take(VALUES)
        .collect();
    let column = reading.columns.get(place);
    let doubt = match column.map(|column| column.why) {
        Some(Why::Guess) => Some(words::HEAD_CAN_MEAN_TWO),
        Some(Why::Unknown) => Some(words::HEAD_IS_NOT_KNOWN),
        Some(Why::Head | Why::Company | Why::Cells | Why::Chosen) | None => None,
    };
    let head = column.map(|column| column.head.clone());
    view! {
        <strong>{head}</strong>
        ": "
        {values.join(", ")}
        {doubt.map(|doubt| view! { <span class="doubt">{doubt}</span> })}
    }
}

/// Everything that a column can be, under headings, found by typing.
#[component]
fn OfferList(
    /// What it is now.
    #[prop(into)]
    now: Signal<Option<Meaning>>,
    /// Called with what it is to be.
    #[prop(into)]
    on_take: UnsyncCallback<Offer>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let at = RwSignal::new(None::<usize>);
    let field = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(field) = field.get() {
            let _ = field.focus();
        }
    });
    let found = move || {
        let query = query.get().trim().to_lowercase();
        let mut place = 0;
        let groups = Offer::groups().into_iter().map(|(heading, offers)| {
            let offers: Vec<(usize, Offer)> = offers
                .into_iter()
                .filter(|offer| offer.holds(&query))
                .map(|offer| {
                    place += 1;
                    (place - 1, offer)
                })
                .collect();
            (heading, offers)
        });
        groups
            .filter(|(_, offers)| !offers.is_empty())
            .collect::<Vec<_>>()
    };
    let nth = move |nth: usize| {
        let mut offers = found().into_iter().flat_map(|(_, offers)| offers);
        offers.find(|(place, _)| *place == nth)
    };
    let move_to = move |next: usize| {
        if untrack(|| nth(next)).is_some() {
            at.set(Some(next));
            let option = document().get_element_by_id(&option_id(next));
            if let Some(option) = option {
                let nearest = web_sys::ScrollIntoViewOptions::new();
                nearest.set_block(web_sys::ScrollLogicalPosition::Nearest);
                option.scroll_into_view_with_scroll_into_view_options(&nearest);
            }
        }
    };
    let press_key = move |event: leptos::ev::KeyboardEvent| {
        let here = at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => {
                event.prevent_default();
                move_to(here.map_or(0, |here| here + 1));
            }
            "ArrowUp" => {
                event.prevent_default();
                move_to(here.map_or(0, |here| here.saturating_sub(1)));
            }
            "Enter" if !event.ctrl_key() && !event.meta_key() => {
                event.prevent_default();
                if let Some((_, offer)) = untrack(|| nth(here.unwrap_or_default())) {
                    on_take.run(offer);
                }
            }
            _ => {}
        }
    };
    view! {
        <div class="find">
            <input
                class="text-input"
                type="search"
                role="combobox"
                aria-expanded="true"
                aria-controls="meanings"
                aria-activedescendant=move || at.get().map(option_id)
                aria-label=words::FIND_MEANING
                placeholder=words::FIND_MEANING
                node_ref=field
                prop:value=move || query.get()
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    at.set(None);
                }
                on:keydown=press_key
            />
        </div>
        <div class="offers" id="meanings" role="listbox" aria-label=words::MEANINGS>
            <For
                each=found
                key=|(heading, offers)| format!("{heading} {offers:?}")
                children=move |(heading, offers)| {
                    view! { <OfferGroup heading offers at now on_take/> }
                }
            />
            <Show when=move || found().is_empty()>
                <p class="about">{words::NO_MEANING}</p>
            </Show>
        </div>
    }
}

fn option_id(place: usize) -> String {
    format!("meaning-{place}")
}

/// What a column can be, under one heading.
#[component]
fn OfferGroup(
    /// The heading.
    heading: &'static str,
    /// The offers, each with its place among all that were found.
    offers: Vec<(usize, Offer)>,
    /// The place at which the keyboard is.
    at: RwSignal<Option<usize>>,
    /// What the column is now.
    now: Signal<Option<Meaning>>,
    /// Called with what it is to be.
    on_take: UnsyncCallback<Offer>,
) -> impl IntoView {
    let options = offers
        .into_iter()
        .map(|(place, offer)| {
            let compared = offer.clone();
            let is_now = Memo::new(move |_| {
                now.with(|now| now.as_ref().is_some_and(|now| compared.is_of(now)))
            });
            let (name, detail) = (offer.name(), offer.detail());
            view! {
                <button
                    type="button"
                    role="option"
                    tabindex="-1"
                    id=option_id(place)
                    class="option"
                    class:at=move || at.get() == Some(place)
                    aria-selected=move || is_now.get().to_string()
                    on:click=move |_| on_take.run(offer.clone())
                >
                    <span>{name}</span>
                    <small>{detail}</small>
                </button>
            }
        })
        .collect_view();
    view! {
        <div role="group" aria-label=heading>
            <h4 aria-hidden="true">{heading}</h4>
            {options}
        </div>
    }
}

/// Of which outcome the numbers of the column are: one that the table names, or a new one.
#[component]
fn OutcomeName(
    /// The table.
    table: Understood,
    /// The name; empty for the one outcome of the table, or of the row.
    outcome: RwSignal<String>,
    /// Called when it is another.
    #[prop(into)]
    on_change: UnsyncCallback<()>,
) -> impl IntoView {
    let names = table
        .reading
        .with_untracked(|reading| outcome_names(reading));
    let options = names
        .into_iter()
        .map(|name| view! { <option value=name></option> })
        .collect_view();
    view! {
        <label for="outcome-of-column">{words::OF_OUTCOME}</label>
        <input
            class="text-input"
            id="outcome-of-column"
            list="outcomes-of-table"
            autocomplete="off"
            maxlength="400"
            placeholder=words::OUTCOME_OF_THE_TABLE
            prop:value=move || outcome.get()
            on:change=move |event| {
                outcome.set(event_target_value(&event));
                on_change.run(());
            }
        />
        <datalist id="outcomes-of-table">{options}</datalist>
    }
}

/// The outcomes that heads name, each once.
fn outcome_names(reading: &Reading) -> Vec<String> {
    let mut names: Vec<String> = reading
        .columns
        .iter()
        .filter_map(|column| match &column.meaning {
            Meaning::Number { outcome, .. } | Meaning::Effect { outcome, .. } => outcome.clone(),
            _ => None,
        })
        .collect();
    names.sort();
    names.dedup();
    names
}

/// In which arm the numbers of the column are: words where the rows say it.
#[component]
fn ArmChoice(
    /// The table.
    table: Understood,
    /// The arm.
    side: RwSignal<Side>,
    /// Called when it is another.
    #[prop(into)]
    on_change: UnsyncCallback<()>,
) -> impl IntoView {
    let sides = table.part(|reading| match reading.layout {
        Layout::RowPerArm | Layout::RowPerArmAndOutcome => Vec::new(),
        Layout::RowPerTrial
        | Layout::RowPerOutcome
        | Layout::Results
        | Layout::Judgements
        | Layout::Unknown => arms(reading)
            .into_iter()
            .chain([Side::OfRow])
            .map(|side| (side.clone(), words::arm_of(&side, reading)))
            .collect(),
    });
    let choices = move || {
        sides
            .get()
            .into_iter()
            .map(|(of, name)| {
                let checked = of.clone();
                view! {
                    <label>
                        <input
                            type="radio"
                            name="arm-of-column"
                            prop:checked=move || side.with(|side| *side == checked)
                            on:change=move |_| {
                                side.set(of.clone());
                                on_change.run(());
                            }
                        />
                        {name}
                    </label>
                }
            })
            .collect_view()
    };
    view! {
        <span>{words::IN_ARM}</span>
        <div class="choices" role="radiogroup" aria-label=words::IN_ARM>
            {choices}
            <Show when=move || sides.with(Vec::is_empty)>{words::ARM_OF_THE_ROW}</Show>
        </div>
    }
}
