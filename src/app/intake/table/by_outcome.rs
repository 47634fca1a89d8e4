//! The columns of a wide table by outcome: one row for each outcome, the heads of its columns in the cells.

use std::collections::{BTreeMap, BTreeSet};

use leptos::html;
use leptos::prelude::*;

use super::chip::ColumnChip;
use super::understood::{Understood, is_guess};
use crate::app::state::Shared;
use crate::app::widgets::side_mark;
use crate::data::Role;
use crate::read::{Column, Meaning, Quantity, Reading, Side};
use crate::wording::interface::table as words;

/// Outcomes that are shown at first, and that are added each time the end of the list is reached.
const STEP: usize = 60;
/// Columns without numbers that are shown.
const MOST_OTHERS: usize = 40;
/// From the end of the list so far, in CSS pixels, more outcomes are added.
const NEAR: i32 = 400;
/// One outcome that heads name, with its columns.
#[derive(Clone, Debug, PartialEq)]
pub struct OutcomeColumns {
    /// Its name; `None` where the table has one outcome, or names it in a column.
    pub name: Option<String>,
    /// The columns of each cell: numbers and total of each arm, then what belongs to none.
    cells: Vec<Vec<Column>>,
    /// How many trials report it.
    trials: usize,
}

impl OutcomeColumns {
    /// All outcomes that heads name, in the order of the table.
    pub fn all(reading: &Reading) -> Vec<Self> {
        let mut rows: Vec<Self> = Vec::new();
        let mut places = BTreeMap::new();
        let counts = trials_by_outcome(reading);
        let arms = arms(reading);
        for column in &reading.columns {
            let (outcome, cell) = match &column.meaning {
                Meaning::Number {
                    quantity,
                    side,
                    outcome,
                } => (outcome, cell(*quantity, side, &arms)),
                Meaning::Effect { outcome, .. } => (outcome, 2 * arms.len()),
                _ => continue,
            };
            let place = *places.entry(outcome).or_insert_with(|| {
                let trials = outcome.as_ref().and_then(|name| counts.get(name.as_str()));
                rows.push(Self {
                    name: outcome.clone(),
                    cells: vec![Vec::new(); 2 * arms.len() + 1],
                    trials: trials.copied().unwrap_or_default(),
                });
                rows.len() - 1
            });
            if let Some(columns) = rows.get_mut(place).and_then(|row| row.cells.get_mut(cell)) {
                columns.push(column.clone());
            }
        }
        rows
    }

    fn columns(&self) -> impl Iterator<Item = &Column> {
        self.cells.iter().flatten()
    }

    /// Whether its name or the head of a column holds what is looked for, which is in small letters.
    fn holds(&self, query: &str) -> bool {
        let holds = |words: &str| words.to_lowercase().contains(query);
        self.name.as_deref().is_some_and(holds) || self.columns().any(|column| holds(&column.head))
    }
}

/// The arms that have columns: the two sides, or each by its name where heads name more.
pub fn arms(reading: &Reading) -> Vec<Side> {
    let mut named: Vec<Side> = Vec::new();
    for column in &reading.columns {
        if let Meaning::Number {
            side: side @ Side::Arm(_),
            ..
        } = &column.meaning
            && !named.contains(side)
        {
            named.push(side.clone());
        }
    }
    if named.is_empty() {
        named.extend([Side::Experimental, Side::Control]);
    }
    named
}

/// The cell of a number.
fn cell(quantity: Quantity, side: &Side, arms: &[Side]) -> usize {
    let is_total = usize::from(quantity == Quantity::Total);
    // People lost have no cell of their own: they stand with what else the outcome has.
    let is_lost = quantity == Quantity::Lost;
    let arm = arms.iter().position(|arm| arm == side && !is_lost);
    arm.map_or(2 * arms.len(), |arm| 2 * arm + is_total)
}

/// The side on which an arm stands.
fn role_of(side: &Side, reading: &Reading) -> Option<Role> {
    match side {
        Side::Experimental => Some(Role::Experimental),
        Side::Control => Some(Role::Control),
        Side::OfRow => None,
        Side::Arm(label) => {
            let arms = reading.comparison.iter().flat_map(|found| &found.arms);
            let mut named = arms.filter(|arm| arm.label.eq_ignore_ascii_case(label));
            named.next().map(|arm| arm.role)
        }
    }
}

fn trials_by_outcome(reading: &Reading) -> BTreeMap<&str, usize> {
    let mut by_id = BTreeMap::new();
    for trial in &reading.review.trials {
        for outcome in trial.records.keys() {
            *by_id.entry(*outcome).or_insert(0) += 1;
        }
    }
    let outcomes = reading.review.outcomes.iter();
    outcomes
        .filter_map(|outcome| Some((outcome.name.as_str(), *by_id.get(&outcome.id)?)))
        .collect()
}

/// The columns by outcome, with a search and the columns that hold no numbers above.
#[component]
pub fn ByOutcome(
    /// The table.
    table: Understood,
    /// The name of the outcome that is looked at.
    looked_at: RwSignal<Option<String>>,
) -> impl IntoView {
    let query = RwSignal::new(String::new());
    let shown = RwSignal::new(STEP);
    let place = NodeRef::<html::Div>::new();
    let rows = Memo::new(move |_| {
        let rows = table.reading.with(|reading| OutcomeColumns::all(reading));
        Shared::new(rows)
    });
    let found = move || {
        let query = query.get().trim().to_lowercase();
        rows.with(|rows| {
            let found = rows
                .iter()
                .filter(|row| row.holds(&query) || query.is_empty());
            found.cloned().collect::<Vec<_>>()
        })
    };
    let found = Memo::new(move |_| found());
    let scroll = move |_| {
        let Some(place) = place.get_untracked() else {
            return;
        };
        let left = place.scroll_height() - place.scroll_top() - place.client_height();
        if left < NEAR && shown.get_untracked() < found.with_untracked(Vec::len) {
            shown.update(|shown| *shown += STEP);
        }
    };
    let more = move || found.with(Vec::len).saturating_sub(shown.get());
    let is_sided = Memo::new(move |_| {
        rows.with(|rows| {
            rows.iter()
                .all(|row| row.cells.last().is_none_or(Vec::is_empty))
        })
    });
    view! {
        <OtherColumns table/>
        <div class="wide-tools">
            <input
                class="text-input"
                type="search"
                aria-label=words::FIND_OUTCOME
                placeholder=words::FIND_OUTCOME
                prop:value=move || query.get()
                on:input=move |event| {
                    query.set(event_target_value(&event));
                    shown.set(STEP);
                }
            />
        </div>
        <div class="wide-scroll" node_ref=place on:scroll=scroll>
            <table class="by-outcome" class:sided=move || is_sided.get()>
                <ArmHeads table/>
                <tbody>
                    <For
                        each=move || found.get().into_iter().take(shown.get())
                        key=|row| format!("{row:?}")
                        children=move |row| view! { <OutcomeLine table row looked_at/> }
                    />
                </tbody>
            </table>
            <Show when=move || { more() > 0 }>
                <button
                    type="button"
                    class="link"
                    on:click=move |_| shown.update(|shown| *shown += STEP)
                >
                    {move || words::more_outcomes(more(), table.locale.get())}
                </button>
            </Show>
        </div>
    }
}

/// The heads of the table: the arms, and under each its numbers.
#[component]
fn ArmHeads(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let arms = table.part(|reading| {
        let arms = arms(reading).into_iter();
        arms.map(|side| (words::arm_of(&side, reading), role_of(&side, reading)))
            .collect::<Vec<_>>()
    });
    let of_arms = move || {
        let arms = arms.get().into_iter();
        arms.map(|(name, role)| {
            view! {
                <th scope="colgroup" colspan="2">
                    {side_mark(role)}
                    {name}
                </th>
            }
        })
        .collect_view()
    };
    let numbers_of_arms = move || {
        let arms = 0..arms.with(Vec::len);
        arms.map(|_| {
            view! {
                <th scope="col">{words::EVENTS}</th>
                <th scope="col">{words::quantity(Quantity::Total)}</th>
            }
        })
        .collect_view()
    };
    view! {
        <thead>
            <tr>
                <th scope="col" rowspan="2">
                    {words::OUTCOME}
                </th>
                {of_arms}
                <th scope="col" rowspan="2" class="neither">
                    {words::NEITHER_SIDE}
                </th>
                <th scope="col" rowspan="2" class="number">
                    {words::TRIALS}
                </th>
            </tr>
            <tr>
                {numbers_of_arms}
            </tr>
        </thead>
    }
}

/// One outcome with its columns.
#[component]
fn OutcomeLine(
    /// The table.
    table: Understood,
    /// The outcome.
    row: OutcomeColumns,
    /// The name of the outcome that is looked at.
    looked_at: RwSignal<Option<String>>,
) -> impl IntoView {
    let last = row.cells.len().saturating_sub(1);
    let cells = row
        .cells
        .iter()
        .enumerate()
        .map(|(place, columns)| {
            let chips = columns
                .iter()
                .map(|column| {
                    let text = words::shortened(&column.head);
                    view! { <ColumnChip table column=column.clone() text/> }
                })
                .collect_view();
            let doubtful = columns.iter().any(is_guess);
            let neither = place == last;
            view! {
                <td class:doubtful=doubtful class:neither=neither>
                    {chips}
                </td>
            }
        })
        .collect_view();
    let name = row
        .name
        .clone()
        .unwrap_or_else(|| String::from(words::ALL_OUTCOMES));
    let own_name = StoredValue::new(row.name);
    let is_looked_at = move || {
        own_name.with_value(|name| name.is_some() && looked_at.with(|looked_at| looked_at == name))
    };
    view! {
        <tr class:at=is_looked_at class:out=row.trials == 0>
            <th scope="row">
                <button
                    type="button"
                    class="link"
                    on:click=move |_| looked_at.set(own_name.get_value())
                >
                    {name}
                </button>
            </th>
            {cells}
            <td class="number">{row.trials}</td>
        </tr>
    }
}

/// The columns that hold no numbers of an outcome.
#[component]
fn OtherColumns(
    /// The table.
    table: Understood,
) -> impl IntoView {
    let others = table.part(|reading| {
        let others = reading.columns.iter().filter(|column| {
            !matches!(
                column.meaning,
                Meaning::Number { .. } | Meaning::Effect { .. }
            )
        });
        others.cloned().collect::<Vec<_>>()
    });
    let more = move || others.with(Vec::len).saturating_sub(MOST_OTHERS);
    view! {
        <div class="other-columns" role="group" aria-label=words::OTHER_COLUMNS>
            <For
                each=move || others.get().into_iter().take(MOST_OTHERS)
                key=|column| format!("{column:?}")
                children=move |column| {
                    let text = table.reading.with_untracked(|reading| words::chip(&column, reading));
                    view! {
                        <span class="pair">
                            <span class="of">{words::shortened(&column.head)}</span>
                            <ColumnChip table text column/>
                        </span>
                    }
                }
            />
            <Show when=move || { more() > 0 }>
                <span class="of">{move || words::more_columns(more(), table.locale.get())}</span>
            </Show>
        </div>
    }
}

/// Whether a table is better seen by outcome: where it names many, or has more columns than are shown as they stand.
pub fn is_wide(reading: &Reading) -> bool {
    const MANY: usize = 12;
    let outcomes: BTreeSet<&String> = reading
        .columns
        .iter()
        .filter_map(|column| match &column.meaning {
            Meaning::Number { outcome, .. } | Meaning::Effect { outcome, .. } => outcome.as_ref(),
            _ => None,
        })
        .collect();
    outcomes.len() >= MANY
        || (reading.columns.len() > super::columns::MOST_COLUMNS && outcomes.len() > 1)
}
