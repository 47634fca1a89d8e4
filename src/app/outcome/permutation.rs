//! The P of a regression by permutation, made on request in portions between which the page goes on.

use std::time::Duration;

use leptos::prelude::*;

use crate::analysis::{Permutations, Regressed};
use crate::app::platform::timing;
use crate::app::state::{Shared, State};
use crate::app::widgets::Button;
use crate::wording::explored as words;

/// How many random orders are made.
const ORDERS: u32 = 1_000;
/// Where the random orders begin.
const SEED: u64 = 1;
/// How long orders are made before the page gets its turn, in milliseconds: less than a frame.
const AT_ONCE: f64 = 10.0;

/// The P by permutation: a button, then how far it is, then the P.
#[component]
pub fn PermutationLine(
    /// The regression.
    fitted: Memo<Option<Shared<Regressed>>>,
) -> impl IntoView {
    let state = State::expect();
    let underway = StoredValue::new_local(None::<Permutations>);
    let made = RwSignal::new(None::<(u32, f64)>);
    // Another regression has another P.
    Effect::new(move |_| {
        fitted.track();
        underway.set_value(None);
        made.set(None);
    });
    let begin = move || {
        let fitted = fitted.get_untracked();
        let orders = fitted.and_then(|fitted| Permutations::of(&fitted, SEED));
        made.set(orders.as_ref().map(|orders| (0, orders.p_value())));
        underway.set_value(orders);
        go_on(underway, made);
    };
    let is_idle = Memo::new(move |_| made.with(Option::is_none));
    let said = move || {
        let locale = state.document.locale();
        let (done, p) = made.get()?;
        Some(if done < ORDERS {
            words::permuting(done, ORDERS, locale)
        } else {
            words::permuted(p, ORDERS, SEED, locale)
        })
    };
    view! {
        <p role="status" class="permutation">
            <Show when=move || is_idle.get() fallback=move || view! { <span>{said}</span> }>
                <Button class="link" label=words::PERMUTE on_press=begin/>
            </Show>
        </p>
    }
}

/// Makes some orders, and goes on once the page has had its turn.
fn go_on(
    underway: StoredValue<Option<Permutations>, LocalStorage>,
    made: RwSignal<Option<(u32, f64)>>,
) {
    let began = timing::now();
    let state = underway.try_update_value(|orders| {
        let orders = orders.as_mut()?;
        while orders.made() < ORDERS && timing::now() - began < AT_ONCE {
            orders.advance();
        }
        Some((orders.made(), orders.p_value()))
    });
    // The view may have gone meanwhile.
    let Some(Some((done, p))) = state else { return };
    made.try_set(Some((done, p)));
    if done < ORDERS {
        set_timeout(move || go_on(underway, made), Duration::ZERO);
    }
}
