//! Where the evidence starts: as the trials have it, or as the reviewers say, with their reason.

use leptos::prelude::*;

use super::judging::Judging;
use crate::app::state::State;
use crate::app::widgets::{Select, TypedText};
use crate::data::CertaintyStart;
use crate::project::CertaintyEdit;
use crate::wording::certainty as words;

/// Where the evidence starts.
#[component]
pub fn StartRow(
    /// What is judged.
    judging: Judging,
) -> impl IntoView {
    let state = State::expect();
    let of_trials = move || {
        let locale = state.document.locale();
        judging
            .suggested
            .with(|found| Some(words::starting(&found.as_ref()?.starting, locale)))
    };
    let options: Vec<String> = std::iter::once(words::START_OF_TRIALS.text())
        .chain(CertaintyStart::ALL.map(words::start))
        .map(str::to_owned)
        .collect();
    let chosen = Memo::new(move |_| {
        let start = judging.judged.with(|judged| judged.start);
        Some(start.map_or(0, |start| {
            let place = CertaintyStart::ALL.iter().position(|one| *one == start);
            place.map_or(0, |place| place + 1)
        }))
    });
    let choose = move |place: usize| {
        let start = place
            .checked_sub(1)
            .and_then(|place| CertaintyStart::ALL.get(place));
        judging.edit(CertaintyEdit::Start(start.copied()));
    };
    let is_chosen = Memo::new(move |_| judging.judged.with(|judged| judged.start.is_some()));
    let reason = Memo::new(move |_| judging.judged.with(|judged| judged.start_reason.clone()));
    view! {
        <div class="domain">
            <div class="domain-choice">
                <Select label=words::START options=options chosen on_choose=choose/>
            </div>
            <div class="domain-words">
                <p class="small">{of_trials}</p>
                <Show when=move || is_chosen.get()>
                    <TypedText
                        id="certainty-start-reason"
                        label=words::REASON.text()
                        value=reason
                        lines=2
                        on_type=move |text| judging.type_in(CertaintyEdit::StartReason(text))
                    />
                </Show>
            </div>
        </div>
    }
}
