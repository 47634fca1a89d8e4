//! What a table was taken for as a whole: which table, what a row is, which arms are compared, whether people were
//! randomized.

use leptos::prelude::*;

use super::arms::{ArmsPanel, Comparison};
use super::decision::Decision;
use super::understood::Understood;
use crate::app::widgets::{Anchor, AnchoredPopover, OneOf, Select};
use crate::data::Randomized;
use crate::read::{Decimal, LayoutCandidate, Meaning, Question, Reading};
use crate::wording::interface::table as words;

/// What the table was taken for as a whole, each with its reason and to be decided otherwise.
#[component]
pub fn ReadingsBar(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let several = table.part(|reading| reading.tables.len() > 1);
    // What follows from a row is not said before it is known what a row is.
    let row_is_known = table.part(|reading| {
        let mut questions = reading.questions.iter();
        !questions.any(|question| matches!(question, Question::Layout(_)))
    });
    let has_layouts = table.part(|reading| !reading.layouts.is_empty());
    // While it is asked which arms are compared, nothing else answers.
    let has_arms = table
        .part(|reading| has_arms(reading) && !reading.questions.contains(&Question::Comparison));
    let arms_open = RwSignal::new(None::<Anchor>);
    view! {
        <dl class="readings">
            <Show when=move || several.get()>
                <div>
                    <dt>{words::TABLE}</dt>
                    <dd>
                        <TableChoice table/>
                    </dd>
                </div>
            </Show>
            <Show when=move || row_is_known.get()>
                <Show when=move || has_layouts.get()>
                    <div>
                        <dt>{words::A_ROW_IS}</dt>
                        <dd>
                            <LayoutChoice table/>
                        </dd>
                    </div>
                </Show>
                <Show when=move || has_arms.get()>
                    <div>
                        <dt>{words::COMPARISON}</dt>
                        <dd>
                            <Comparison table arms_open/>
                        </dd>
                    </div>
                </Show>
                <div>
                    <dt>{words::RANDOMIZED}</dt>
                    <dd>
                        <RandomizedChoice table/>
                        <DecimalChoice table/>
                    </dd>
                </div>
            </Show>
        </dl>
        <ArmsPanel table open=arms_open/>
    }
}

/// Whether the table speaks of arms.
fn has_arms(reading: &Reading) -> bool {
    reading.comparison.is_some()
        || reading
            .columns
            .iter()
            .any(|column| matches!(column.meaning, Meaning::Number { .. }))
}

/// Which of several tables below each other is read.
#[component]
fn TableChoice(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let options = Signal::derive(move || {
        let locale = table.locale.get();
        table.reading.with(|reading| {
            let of = reading.tables.len();
            let tables = reading.tables.iter().enumerate();
            tables
                .map(|(place, block)| words::table(place, of, block, locale))
                .collect::<Vec<_>>()
        })
    });
    view! {
        <span class="labelled">
            <Select
                label=words::TABLE
                options
                chosen=Signal::derive(move || Some(table.choices.with(|choices| choices.table)))
                on_choose=move |place| table.decide(Decision::Table(place))
            />
        </span>
    }
}

/// What a row is, with the reason; pressing it shows what else it could be.
#[component]
fn LayoutChoice(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let open = RwSignal::new(None::<Anchor>);
    let layout = table.part(|reading| reading.layout);
    let reason = table.part(|reading| {
        let first = reading.layouts.first();
        first.map_or_else(String::new, |first| words::layout_reason(&first.reason))
    });
    let toggle = move |event: leptos::ev::MouseEvent| {
        let place = Anchor::of_pressed(&event);
        open.update(|open| *open = if open.is_some() { None } else { Some(place) });
    };
    view! {
        <button
            type="button"
            class="chip"
            aria-haspopup="dialog"
            aria-expanded=move || open.with(Option::is_some).to_string()
            on:click=toggle
        >
            <span>{move || words::row(layout.get())}</span>
        </button>
        <span class="why">{reason}</span>
        <AnchoredPopover open label=words::ASKS_ROW.text() width=560.0>
            <LayoutList table on_choose=move |()| open.set(None)/>
        </AnchoredPopover>
    }
}

/// What a row can be: what it was taken for, then what fits less well, each with its reason and what comes of it.
#[component]
fn LayoutList(
    /// The table.
    table: Understood,
    /// Called when one was chosen.
    #[prop(into)]
    on_choose: UnsyncCallback<()>,
) -> impl IntoView {
    let locale = table.locale.get_untracked();
    let option = move |candidate: &LayoutCandidate, is_now: bool| {
        let layout = candidate.layout;
        let said = format!(
            "{} {}",
            words::gives(candidate.trials, locale),
            words::layout_reason(&candidate.reason)
        );
        view! {
            <button
                type="button"
                class="option below"
                class:at=is_now
                aria-pressed=is_now.to_string()
                on:click=move |_| {
                    table.decide(Decision::Layout(layout));
                    on_choose.run(());
                }
            >
                <span>{words::row(layout)}</span>
                <small>{said}</small>
            </button>
        }
    };
    table.reading.with_untracked(|reading| {
        let (first, others) = match reading.layouts.split_first() {
            Some((first, others)) => (Some(option(first, true)), others),
            None => (None, [].as_slice()),
        };
        let heading = (!others.is_empty()).then(|| view! { <h4>{words::FITS_LESS_WELL}</h4> });
        let others = others
            .iter()
            .map(|other| option(other, false))
            .collect_view();
        view! {
            <div class="offers">
                {first}
                {heading}
                {others}
            </div>
        }
    })
}

const RANDOMIZED: [Option<Randomized>; 4] = [
    None,
    Some(Randomized::Yes),
    Some(Randomized::No),
    Some(Randomized::Unclear),
];

/// Whether the trials were randomized: said by a column, or chosen for all.
#[component]
fn RandomizedChoice(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let column = table.part(|reading| {
        let mut columns = reading.columns.iter();
        let column = columns.find(|column| column.meaning == Meaning::Randomized)?;
        Some(column.head.clone())
    });
    let chosen = Signal::derive(move || table.choices.with(|choices| choices.randomized));
    view! {
        <Show
            when=move || column.with(Option::is_none)
            fallback=move || {
                view! {
                    <span class="why">
                        {move || column.get().map(|head| words::randomized_by(&head))}
                    </span>
                }
            }
        >
            <span class="labelled">
                <OneOf
                    label=words::RANDOMIZED.text()
                    all=RANDOMIZED.to_vec()
                    name=words::randomized
                    chosen
                    on_choose=move |randomized| table.decide(Decision::Randomized(randomized))
                />
            </span>
            <span class="why">{words::RANDOMIZED_WHY}</span>
        </Show>
    }
}

/// What stands before decimals.
#[component]
fn DecimalChoice(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let decimal = table.part(|reading| reading.decimal);
    view! {
        <OneOf
            label=words::DECIMALS.text()
            all=vec![Decimal::Point, Decimal::Comma]
            name=words::decimal
            chosen=decimal
            on_choose=move |decimal| table.decide(Decision::Decimal(decimal))
        />
    }
}
