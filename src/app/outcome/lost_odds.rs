//! How many times the odds of the event among the people lost are those among the people analysed: a field for each side.

use leptos::prelude::*;

use crate::app::state::State;
use crate::app::widgets::TextField;
use crate::data::{Exploration, OutcomeId};
use crate::project::{Command, are_possible_odds, typed_numbers};
use crate::wording::{names, sensitivity as words};

/// The odds ratios of an outcome's people lost, to be typed.
#[component]
pub fn LostOdds(
    /// The outcome.
    outcome: OutcomeId,
) -> impl IntoView {
    let state = State::expect();
    let document = state.document;
    let odds = Memo::new(move |_| {
        document.project.with(|project| {
            let chosen = project.settings.exploration_of(outcome).missing_odds;
            chosen.unwrap_or(Exploration::USUAL_ODDS)
        })
    });
    let field = move |side: usize| {
        let label = document.project.with_untracked(|project| {
            let sides = names::sides(&project.review);
            words::odds_label(sides.get(side).map_or("", |side| names::side_inside(side)))
        });
        let value = Memo::new(move |_| {
            let odds = odds.get().get(side).copied().unwrap_or(1.0);
            words::odds(odds, document.locale())
        });
        let change = move |typed: String| {
            let mut changed = odds.get_untracked();
            let typed = typed_numbers(&typed, document.decimal());
            match (typed.as_deref(), changed.get_mut(side)) {
                (Some([number]), Some(place)) => *place = *number,
                (Some([]), Some(place)) => *place = 2.0,
                (Some(_) | None, _) => return state.notices.say(words::NOT_ODDS),
            }
            if !are_possible_odds(changed) {
                return state.notices.say(words::NOT_ODDS);
            }
            document.perform(&Command::SetMissingOdds {
                outcome,
                odds: Some(changed),
            });
        };
        view! { <TextField label value on_change=change class="field inline"/> }
    };
    view! {
        <div class="controls">{field(0)} {field(1)}</div>
        <p class="muted small">{words::ODDS_HINT}</p>
    }
}
